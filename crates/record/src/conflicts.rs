//! What contradicts what. A contradiction is kept as a value with all its sides; a judgement may resolve it by a rule,
//! and says so; it removes no side.

use std::collections::BTreeSet;

use sanad_model::{ClaimId, Kind};

use crate::bounds::meet;
use crate::lineage::{Lines, name_of};
use crate::standing::{Frame, Judged};
use crate::toll::{Conflict, Matter, Row, Standing};

/// All conflicts: figures by scope, repeats with another figure, disputes, responsibility, circles.
pub(crate) fn conflicts(
    lines: &Lines<'_>,
    judged: &Judged<'_>,
    kind: Kind,
    rows: &[Row],
    frame: &Frame<'_, '_>,
) -> Vec<Conflict> {
    let mut found = figures(kind, rows);
    found.extend(repeats(lines, kind, rows));
    found.extend(disputes(kind, rows));
    found.extend(responsibility(frame));
    found.extend(circles(lines, frame));
    for conflict in &mut found {
        if let Some(judgement) = judged.resolution(&conflict.claims) {
            conflict.rule.clone_from(&judgement.rule);
            conflict.why.clone_from(&judgement.why);
        }
    }
    found
}

/// One for each scope in which counted figures do not meet.
fn figures(kind: Kind, rows: &[Row]) -> Vec<Conflict> {
    let scopes: BTreeSet<&str> = rows.iter().map(|row| row.scope.as_str()).collect();
    let conflicts = scopes.into_iter().filter_map(|scope| {
        let totals: Vec<&Row> =
            rows.iter().filter(|row| row.scope == scope && row.standing == Standing::Counted).collect();
        if meet(&totals).is_some() {
            return None;
        }
        let apart = |row: &&Row| totals.iter().any(|other| meet(&[*row, *other]).is_none());
        let claims = totals.iter().copied().filter(apart).map(|row| row.claim).collect();
        Some(conflict(claims, format!("{kind}: {scope}"), Matter::Figures))
    });
    conflicts.collect()
}

/// One for each repeat whose figure is not that of the report it repeats.
fn repeats(lines: &Lines<'_>, kind: Kind, rows: &[Row]) -> Vec<Conflict> {
    let conflicts = rows.iter().filter_map(|row| {
        let into = rows.iter().find(|other| Some(other.claim) == row.folded_into)?;
        let same = (row.low, row.high) == (into.low, into.high);
        let name = lines.get(into.claim).map_or_else(|| into.claim.to_string(), name_of);
        let about = format!("{kind}: {}: repeats {name} with another figure", row.scope);
        (!same).then(|| conflict(vec![into.claim, row.claim], about, Matter::Repeat))
    });
    conflicts.collect()
}

/// One for each figure that somebody disputes.
fn disputes(kind: Kind, rows: &[Row]) -> Vec<Conflict> {
    let disputed = rows.iter().filter(|row| !row.disputed_by.is_empty());
    let conflicts = disputed.map(|row| {
        let claims = std::iter::once(row.claim).chain(row.disputed_by.iter().copied()).collect();
        conflict(claims, format!("{kind}: {}: {} is disputed", row.scope, row.name()), Matter::Dispute)
    });
    conflicts.collect()
}

/// A claim of responsibility stays open, with whoever disputes it, until a judgement says otherwise.
fn responsibility(frame: &Frame<'_, '_>) -> Vec<Conflict> {
    let rows = frame.responsibility();
    if rows.is_empty() {
        return Vec::new();
    }
    let claims = rows.iter().map(|row| row.claim).collect();
    vec![conflict(claims, Kind::ClaimedResponsibility.to_string(), Matter::Responsibility)]
}

fn circles(lines: &Lines<'_>, frame: &Frame<'_, '_>) -> Vec<Conflict> {
    let ours = |id: &ClaimId| lines.get(*id).is_some_and(|claim| frame.is_of_event(claim));
    let circles = lines.circles().iter().filter(|circle| circle.claims.iter().any(ours));
    let conflicts = circles
        .map(|circle| conflict(circle.claims.clone(), format!("circular: {}", circle.field), Matter::Circle));
    conflicts.collect()
}

fn conflict(claims: Vec<ClaimId>, about: String, matter: Matter) -> Conflict {
    Conflict { claims, about, matter, rule: None, why: None }
}
