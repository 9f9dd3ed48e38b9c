//! The numbers that follow from the counted claims of one scope, each by a named rule and with the claims it rests on.
//!
//! After Every Casualty's *Standards for Casualty Recording*: where figures are disputed, give a range, the majority
//! view or an order of sources, and say which was used. No rule here prefers one source to another. What each rule
//! does at its edges is written in `docs/methods/toll.md`.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{AttributionType, Kind};

use crate::lineage::Lines;
use crate::sources::{SourceKey, folded, source_of};
use crate::toll::{Bound, Row, Rule, Standing};

/// From and to, `None` where open, and the highest number said where `high` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    low: Option<u64>,
    high: Option<u64>,
    reaches: Option<u64>,
}

/// The bounds of every scope: scopes with most counted claims first, then by name.
pub(crate) fn bounds(lines: &Lines<'_>, kind: Kind, rows: &[Row]) -> Vec<Bound> {
    let mut scopes: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.counted) {
        scopes.entry(&row.scope).or_default().push(row);
    }
    let mut scopes: Vec<(&str, Vec<&Row>)> = scopes.into_iter().collect();
    scopes.sort_by_key(|(scope, rows)| (std::cmp::Reverse(rows.len()), *scope));
    scopes.into_iter().flat_map(|(scope, rows)| Scope { lines, kind, scope, rows }.bounds()).collect()
}

/// What every row allows; `None` when they do not meet.
pub(crate) fn meet(rows: &[&Row]) -> Option<(u64, Option<u64>)> {
    let intervals = rows.iter().filter_map(|row| row.interval());
    let (low, high) = intervals.fold((0, None), |(low, high), (l, h)| (low.max(l), lower(high, h)));
    high.is_none_or(|high| low <= high).then_some((low, high))
}

struct Scope<'a, 'c> {
    lines: &'a Lines<'c>,
    kind: Kind,
    scope: &'a str,
    rows: Vec<&'a Row>,
}

impl<'a> Scope<'a, '_> {
    fn bounds(&self) -> Vec<Bound> {
        let totals: Vec<&Row> =
            self.rows.iter().copied().filter(|row| row.standing == Standing::Counted).collect();
        let mut bounds = Vec::new();
        if !totals.is_empty() {
            bounds.push(self.lowest(&totals));
            bounds.push(self.highest(&totals));
            bounds.push(self.agreed(&totals));
            bounds.push(self.majority(&totals));
        }
        bounds.push(self.named());
        let classes: BTreeSet<AttributionType> = totals.iter().map(|row| row.class).collect();
        bounds.extend(classes.into_iter().map(|class| self.class(class, &totals)));
        bounds
    }

    fn lowest(&self, totals: &[&'a Row]) -> Bound {
        let (ends, at) = lowest(totals);
        self.bound(Rule::LowestClaim, ends, &at)
    }

    fn highest(&self, totals: &[&'a Row]) -> Bound {
        let (ends, at) = highest(totals);
        self.bound(Rule::HighestClaim, ends, &at)
    }

    fn agreed(&self, totals: &[&'a Row]) -> Bound {
        let low_said = totals.iter().any(|row| row.low.is_some());
        let ends = meet(totals).map_or(NOTHING, |(low, high)| Ends {
            low: low_said.then_some(low),
            high,
            reaches: high.is_none().then_some(low),
        });
        self.bound(Rule::Agreed, ends, totals)
    }

    /// The stretch of numbers that the most independent sources allow. Two such stretches apart from each other, or
    /// no two sources that share a number, give nothing.
    fn majority(&self, totals: &[&'a Row]) -> Bound {
        let stretches = most_shared(&self.by_source(totals));
        let (ends, at) = match stretches.as_slice() {
            [(low, high)] => {
                let holds = |row: &&Row| {
                    row.interval().is_some_and(|(l, h)| {
                        high.is_none_or(|high| l <= high) && h.is_none_or(|h| *low <= h)
                    })
                };
                let at: Vec<&Row> = totals.iter().copied().filter(holds).collect();
                let low_said = at.iter().any(|row| row.low.is_some());
                let ends = Ends {
                    low: low_said.then_some(*low),
                    high: *high,
                    reaches: high.is_none().then_some(*low),
                };
                (ends, at)
            }
            _ => (NOTHING, totals.to_vec()),
        };
        self.bound(Rule::Majority, ends, &at)
    }

    fn named(&self) -> Bound {
        let named: Vec<&Row> =
            self.rows.iter().copied().filter(|row| row.standing == Standing::Named).collect();
        let names: BTreeSet<String> = named
            .iter()
            .filter_map(|row| self.lines.get(row.claim)?.claim.victim.as_ref()?.name.as_deref().map(folded))
            .collect();
        let count = u64::try_from(names.len()).unwrap_or(u64::MAX);
        self.bound(Rule::Named, Ends { low: Some(count), high: Some(count), reaches: None }, &named)
    }

    fn class(&self, class: AttributionType, totals: &[&'a Row]) -> Bound {
        let of_class: Vec<&Row> = totals.iter().copied().filter(|row| row.class == class).collect();
        let (bottom, _) = lowest(&of_class);
        let (top, _) = highest(&of_class);
        let ends = Ends { low: bottom.low, high: top.high, reaches: top.reaches };
        self.bound(Rule::Class(class), ends, &of_class)
    }

    fn bound(&self, rule: Rule, ends: Ends, at: &[&Row]) -> Bound {
        let totals: Vec<&Row> = match rule {
            Rule::Named => at.to_vec(),
            _ => self.rows.iter().copied().filter(|row| row.standing == Standing::Counted).collect(),
        };
        Bound {
            id: format!("{}/{}/{rule}", self.kind, self.scope),
            scope: self.scope.to_owned(),
            rule,
            low: ends.low,
            high: ends.high,
            reaches: ends.reaches,
            claims: at.iter().map(|row| row.claim).collect(),
            sources: self.by_source(at).len(),
            of: self.by_source(&totals).len(),
        }
    }

    fn by_source(&self, rows: &[&'a Row]) -> BTreeMap<SourceKey, Vec<(u64, Option<u64>)>> {
        let mut sources: BTreeMap<SourceKey, Vec<(u64, Option<u64>)>> = BTreeMap::new();
        for row in rows {
            if let (Some(claim), Some(interval)) = (self.lines.get(row.claim), row.interval()) {
                sources.entry(source_of(self.lines, claim)).or_default().push(interval);
            }
        }
        sources
    }
}

const NOTHING: Ends = Ends { low: None, high: None, reaches: None };

/// The lowest number said, by whom. A figure said only as "at most" leaves it open below.
fn lowest<'a>(rows: &[&'a Row]) -> (Ends, Vec<&'a Row>) {
    let number = |row: &Row| row.low.or(row.high);
    let Some(least) = rows.iter().filter_map(|row| number(row)).min() else { return (NOTHING, Vec::new()) };
    let at: Vec<&Row> = rows.iter().copied().filter(|row| number(row) == Some(least)).collect();
    let open_below = at.iter().any(|row| row.low.is_none());
    let open_above = at.iter().all(|row| row.high.is_none());
    let ends = Ends {
        low: (!open_below).then_some(least),
        high: (!open_above).then_some(least),
        reaches: open_above.then_some(least),
    };
    (ends, at)
}

/// The highest number said, by whom. A figure said as "at least" leaves it open above.
fn highest<'a>(rows: &[&'a Row]) -> (Ends, Vec<&'a Row>) {
    let number = |row: &Row| row.high.or(row.low);
    let Some(most) = rows.iter().filter_map(|row| number(row)).max() else { return (NOTHING, Vec::new()) };
    let at: Vec<&Row> = rows.iter().copied().filter(|row| number(row) == Some(most)).collect();
    let open_above = at.iter().any(|row| row.high.is_none());
    let open_below = at.iter().all(|row| row.low.is_none());
    let ends = Ends {
        low: (!open_below).then_some(most),
        high: (!open_above).then_some(most),
        reaches: open_above.then_some(most),
    };
    (ends, at)
}

/// The stretches of numbers that the most sources allow (the same ones throughout), when at least two do (or there is one source only).
fn most_shared(sources: &BTreeMap<SourceKey, Vec<(u64, Option<u64>)>>) -> Vec<(u64, Option<u64>)> {
    // Which sources allow a number changes only where an interval begins or has just ended.
    let mut edges: BTreeSet<u64> = BTreeSet::new();
    for (low, high) in sources.values().flatten() {
        edges.insert(*low);
        edges.extend(high.and_then(|high| high.checked_add(1)));
    }
    let allows = |number: u64, spans: &[(u64, Option<u64>)]| {
        spans.iter().any(|(low, high)| *low <= number && high.is_none_or(|high| number <= high))
    };
    let allowing = |number: u64| -> Vec<&SourceKey> {
        sources.iter().filter(|(_, spans)| allows(number, spans)).map(|(source, _)| source).collect()
    };
    let edges: Vec<u64> = edges.into_iter().collect();
    let sets: Vec<Vec<&SourceKey>> = edges.iter().map(|edge| allowing(*edge)).collect();
    let most = sets.iter().map(Vec::len).max().unwrap_or(0);
    if most < 2 && sources.len() > 1 {
        return Vec::new();
    }
    let mut stretches: Vec<(u64, Option<u64>)> = Vec::new();
    for (i, edge) in edges.iter().enumerate().filter(|(i, _)| sets[*i].len() == most) {
        let end = edges.get(i + 1).map(|next| next - 1);
        match stretches.last_mut().filter(|_| i > 0 && sets[i - 1] == sets[i]) {
            Some(last) => last.1 = end,
            None => stretches.push((*edge, end)),
        }
    }
    stretches
}

/// The lower of two upper ends, `None` being open.
fn lower(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}
