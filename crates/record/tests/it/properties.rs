//! What holds for any claims whatever.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sanad_model::*;
use sanad_record::*;

use crate::khujand::{claim, claim_id};

fn count() -> impl Strategy<Value = (CountMode, Option<u64>, Option<u64>)> {
    let n = 0u64..40;
    prop_oneof![
        n.clone().prop_map(|n| (CountMode::Exact, Some(n), Some(n))),
        n.clone().prop_map(|n| (CountMode::About, Some(n), Some(n))),
        n.clone().prop_map(|n| (CountMode::AtLeast, Some(n), None)),
        n.clone().prop_map(|n| (CountMode::AtMost, None, Some(n))),
        (n.clone(), n.clone()).prop_map(|(a, b)| (CountMode::Range, Some(a.min(b)), Some(a.max(b)))),
        n.prop_map(|n| (CountMode::Vague, Some(n), None)),
        Just((CountMode::Unspecified, None, None)),
        Just((CountMode::None, Some(0), Some(0))),
    ]
}

/// A claim without references.
fn plain() -> impl Strategy<Value = ClaimRecord> {
    (count(), 0usize..3, 0u8..4, proptest::option::of(1i8..28)).prop_map(
        |((mode, low, high), scope, speaker, day)| {
            let mut record = claim(0, mode, low, high, ["inmates", "guards", ""][scope]);
            record.claim.attribution.text = format!("speaker {speaker}");
            record.reported.reported_on = day.and_then(|day| PartialDate::new(2018, Some(11), Some(day)));
            record
        },
    )
}

fn numbered(mut claims: Vec<ClaimRecord>) -> Vec<ClaimRecord> {
    for (claim, n) in claims.iter_mut().zip(1..) {
        claim.id = claim_id(n);
        claim.index = n;
    }
    claims
}

/// Claims that refer to each other at will, in circles and to nothing.
fn tangled() -> impl Strategy<Value = Vec<ClaimRecord>> {
    let reference = || proptest::option::weighted(0.4, 0u64..9);
    let one = (plain(), reference(), reference(), reference(), reference(), 0usize..15);
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        let name = |n: Option<u64>| n.map(|n| claim_id(n).to_string());
        let claims = all.into_iter().map(|(mut claim, supersedes, based_on, part_of, disputes, status)| {
            claim.claim.status = *Status::ALL.get(status).unwrap_or(&Status::Reported);
            claim.reported.lineage = Lineage {
                label: None,
                supersedes: name(supersedes),
                based_on: name(based_on),
                part_of: name(part_of),
                disputes: name(disputes),
            };
            claim
        });
        numbered(claims.collect())
    })
}

fn killed() -> TollQuery {
    TollQuery { event: None, kind: Kind::Killed, as_of: None }
}

fn said(toll: &Toll, scope: &str, rule: Rule, low_end: bool) -> Option<u64> {
    let bound = toll.bounds.iter().find(|b| b.scope == scope && b.rule == rule)?;
    if low_end { bound.low.or(bound.high) } else { bound.high.or(bound.low) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_claim_never_narrows(claims in proptest::collection::vec(plain(), 1..8)) {
        let claims = numbered(claims);
        let before = toll(&claims[1..], &[], &killed());
        let after = toll(&claims, &[], &killed());
        for scope in before.scopes() {
            let lowest = |t: &Toll| said(t, scope, Rule::LowestClaim, true);
            let highest = |t: &Toll| said(t, scope, Rule::HighestClaim, false);
            prop_assert!(lowest(&after) <= lowest(&before));
            prop_assert!(highest(&after) >= highest(&before));
        }
    }

    #[test]
    fn the_order_of_claims_makes_no_difference(claims in tangled(), by in 0usize..8) {
        let mut other = claims.clone();
        other.reverse();
        if !other.is_empty() { let by = by % other.len(); other.rotate_left(by); }
        prop_assert_eq!(toll(&claims, &[], &killed()), toll(&other, &[], &killed()));
    }

    #[test]
    fn nothing_is_lost_or_changed_and_bounds_rest_on_counted_rows(claims in tangled()) {
        let toll = toll(&claims, &[], &killed());
        prop_assert_eq!(toll.rows.len() + toll.without_number.len(), claims.len());
        let rows = toll.by_claim();
        for claim in &claims {
            let row = rows[&claim.id];
            prop_assert_eq!((row.low, row.high, row.mode), (claim.claim.count.low(), claim.claim.count.high(), claim.claim.count.mode()));
            prop_assert_eq!(row.counted, matches!(row.standing, Standing::Counted | Standing::Named));
            prop_assert_eq!(row.standing == Standing::Superseded, row.superseded_by.is_some() && toll.rows.contains(row));
        }
        let counted: BTreeSet<ClaimId> = toll.rows.iter().filter(|r| r.counted).map(|r| r.claim).collect();
        for bound in &toll.bounds {
            prop_assert!(bound.claims.iter().all(|id| counted.contains(id) && rows[id].scope == bound.scope));
            prop_assert!(bound.sources <= bound.of && bound.sources <= bound.claims.len());
            prop_assert!(bound.low.zip(bound.high).is_none_or(|(low, high)| low <= high));
        }
        for conflict in &toll.conflicts {
            prop_assert!(!conflict.claims.is_empty());
            prop_assert!(why(&toll, &conflict.claims[0].to_string()).is_some());
        }
    }

    #[test]
    fn what_all_agree_on_lies_in_every_counted_interval(claims in proptest::collection::vec(plain(), 1..6)) {
        let toll = toll(&numbered(claims), &[], &killed());
        for bound in toll.bounds.iter().filter(|b| b.rule == Rule::Agreed) {
            let conflict = toll.conflicts.iter().any(|c| c.about == format!("killed: {}", bound.scope));
            prop_assert_eq!(bound.low.is_none() && bound.high.is_none(), conflict);
            for row in toll.rows.iter().filter(|r| bound.claims.contains(&r.claim)) {
                prop_assert!(conflict || row.low.unwrap_or(0) <= bound.low.unwrap_or(0));
                prop_assert!(conflict || row.high.is_none_or(|h| bound.high.is_some_and(|b| b <= h)));
            }
        }
    }
}
