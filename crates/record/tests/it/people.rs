//! Claims that name somebody, put together by decisions.

use std::collections::BTreeMap;

use sanad_model::{ClaimId, ClaimRecord, Verdict};
use sanad_record::people;
use sanad_record::people::Decisions;

use crate::khujand;

/// Claims that name these people, in this order.
fn claims(names: &[&str]) -> Vec<ClaimRecord> {
    let one = khujand::claims().remove(0);
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut claim = one.clone();
            claim.id = khujand::claim_id(900 + at as u64);
            claim.index = at as u64;
            let victim = claim.claim.victim.get_or_insert_with(|| sanad_model::Victim {
                text: (*name).to_owned(),
                class: None,
                name: None,
            });
            victim.name = (!name.is_empty()).then(|| (*name).to_owned());
            claim
        })
        .collect()
}

fn decided(rows: &[(ClaimId, ClaimId, Verdict)]) -> Decisions {
    rows.iter().map(|(a, b, verdict)| ((*a.min(b), *a.max(b)), verdict.clone())).collect::<BTreeMap<_, _>>()
}

#[test]
fn merging_and_unmerging_lose_nothing() {
    let claims = claims(&["Farid Nazarov", "Фарид Назаров", "", "Olim Ganiev", "F. Nazarov"]);
    let all: Vec<&ClaimRecord> = claims.iter().collect();
    let id = |at: usize| claims[at].id;
    let sizes = |decisions: &Decisions| -> Vec<usize> {
        people(&all, decisions).people.iter().map(|person| person.claims.len()).collect()
    };
    let free = decided(&[]);
    assert_eq!(sizes(&free), [1, 1, 1, 1], "who is not named is nobody yet");
    let merged = decided(&[(id(0), id(1), Verdict::Same), (id(1), id(4), Verdict::Same)]);
    assert_eq!(sizes(&merged), [3, 1]);
    let found = people(&all, &merged);
    assert_eq!(found.people[0].id, id(0), "called by the first claim");
    assert_eq!(found.people[0].names, ["Farid Nazarov", "Фарид Назаров", "F. Nazarov"]);
    let undone = decided(&[(id(0), id(1), Verdict::NotSame), (id(1), id(4), Verdict::Same)]);
    assert_eq!(sizes(&undone), [1, 2, 1]);
    let open = decided(&[(id(0), id(1), Verdict::Unsure), (id(1), id(4), Verdict::Unsure)]);
    assert_eq!(sizes(&open), sizes(&free), "as if nothing had been decided");
}

#[test]
fn a_contradiction_is_named_and_not_followed() {
    let claims = claims(&["Farid Nazarov", "Фарид Назаров", "F. Nazarov"]);
    let all: Vec<&ClaimRecord> = claims.iter().collect();
    let id = |at: usize| claims[at].id;
    let decisions = decided(&[
        (id(0), id(1), Verdict::Same),
        (id(1), id(2), Verdict::Same),
        (id(0), id(2), Verdict::NotSame),
    ]);
    let found = people(&all, &decisions);
    assert_eq!((found.people.len(), found.contradictions.len()), (2, 1));
}
