//! `sanad people`: who is named, what reviewers put together, and which claims may name one person and wait for a decision.

use std::collections::{BTreeMap, BTreeSet};

use sanad_link::{Field, Links, Options, Sheet, link};
use sanad_model::{ClaimId, ClaimRecord, Verdict};
use sanad_record::people::{Decisions, decisions, named};
use sanad_record::{Person, people};
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::events::ReviewEvent;
use crate::open::Case;
use crate::state::Standing;

/// Two claims that may name one person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sameness {
    /// The earlier claim.
    pub a: ClaimId,
    /// The later one.
    pub b: ClaimId,
    /// Both names as written.
    pub names: [String; 2],
    /// The probability that it is one person.
    pub posterior: f64,
    /// In words.
    pub why: String,
}

/// The people of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeopleView {
    /// As reviewers put them together.
    pub people: Vec<Person>,
    /// What waits for a decision, the likeliest first.
    pub sameness: Vec<Sameness>,
    /// Decisions that could not be followed because others say the opposite.
    pub contradictions: Vec<(ClaimId, ClaimId)>,
}

/// Pairs less likely than this are not asked.
const ASKED: f64 = 0.2;

impl Case {
    /// Who is named in claims that stand or wait; nobody is put together but by a reviewer.
    #[must_use]
    pub fn people(&self) -> PeopleView {
        let claims: Vec<&ClaimRecord> = self
            .state
            .claims
            .iter()
            .filter(|claim| claim.standing != Standing::Rejected && claim.updated_by.is_none())
            .map(|claim| &claim.record)
            .filter(|claim| named(claim).is_some())
            .collect();
        let decided = decisions(self.state.judgements.iter().map(|(_, _, judgement)| judgement));
        let found = people(&claims, &decided);
        let sameness = sameness(&claims, &decided, &found.people);
        PeopleView { people: found.people, sameness, contradictions: found.contradictions }
    }

    /// Records whether two claims name one person; a later decision on the same two replaces it.
    ///
    /// # Errors
    /// When an id names nothing or several, both are one claim, or a claim names nobody.
    pub fn judge_sameness(
        &mut self,
        typed: &[String],
        verdict: Verdict,
        why: Option<&str>,
    ) -> Result<[ClaimId; 2]> {
        let mut found = Vec::new();
        for typed in typed {
            let record = &self.find_claim(typed)?.record;
            if named(record).is_none() {
                return Err(CaseError::wrong_use(
                    format!("{} names nobody", record.id),
                    "sameness is decided between claims that give a name; see `sanad people`",
                ));
            }
            found.push((record.id, record.index));
        }
        let [(a, _), (b, index)] = found.as_slice() else {
            return Err(CaseError::wrong_use("expected two claims", "write two ids"));
        };
        if a == b {
            return Err(CaseError::wrong_use(format!("{a} twice"), "write two different ids"));
        }
        let event = ReviewEvent { claims: vec![*a, *b], verdict, why: why.map(str::to_owned), rule: None };
        let (pair, draft) = ([*a, *b], event.draft(self.now(), Some(*index)));
        self.append_all(vec![(draft, None)])?;
        Ok(pair)
    }
}

/// Pairs that the lists at hand suggest, without those that are decided or follow from decisions.
fn sameness(claims: &[&ClaimRecord], decided: &Decisions, people: &[Person]) -> Vec<Sameness> {
    let Some(sheet) = as_sheet(claims) else { return Vec::new() };
    let links: Links = link(&[&sheet], &Options::default());
    let person: BTreeMap<ClaimId, usize> = people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| person.claims.iter().map(move |id| (*id, at)))
        .collect();
    let apart: BTreeSet<(usize, usize)> = decided
        .iter()
        .filter(|(_, verdict)| **verdict == Verdict::NotSame)
        .filter_map(|((a, b), _)| Some((*person.get(a)?, *person.get(b)?)))
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .collect();
    let mut reader = links.reader();
    let mut found: Vec<Sameness> = links
        .pairs()
        .filter(|pair| pair.posterior >= ASKED)
        .map(|pair| (pair, claims[pair.a], claims[pair.b]))
        .filter(|(_, a, b)| !decided.contains_key(&(a.id.min(b.id), a.id.max(b.id))))
        .filter(|(_, a, b)| {
            person[&a.id] != person[&b.id] && !apart.contains(&(person[&a.id], person[&b.id]))
        })
        .map(|(pair, a, b)| Sameness {
            a: a.id,
            b: b.id,
            names: [a, b].map(|claim| named(claim).unwrap_or_default().to_owned()),
            posterior: (pair.posterior * 1e4).round() / 1e4,
            why: reader.why(pair.a, pair.b),
        })
        .collect();
    found.sort_by(|x, y| y.posterior.total_cmp(&x.posterior));
    found
}

/// The named people as a list: name, day, place.
fn as_sheet(claims: &[&ClaimRecord]) -> Option<Sheet> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["name", "day", "place"]).ok()?;
    for claim in claims {
        let day = claim
            .claim
            .time
            .as_ref()
            .and_then(|time| time.first)
            .map_or_else(String::new, |day| day.to_string());
        let place = claim.claim.place.as_ref().map_or("", |place| place.text.as_str());
        table.write_record([named(claim)?, &day, place]).ok()?;
    }
    let fields = [("name", Field::Name), ("day", Field::DeathDate), ("place", Field::Place)];
    let mapping: Vec<(String, Option<Field>)> =
        fields.into_iter().map(|(column, field)| (column.to_owned(), Some(field))).collect();
    Sheet::read(table.into_inner().ok()?.as_slice(), &mapping).ok()
}
