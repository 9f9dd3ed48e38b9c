//! On made-up records with references to anything, nothing fails and nothing contrary is dropped.

use proptest::prelude::*;
use sanad_findings::{Matter, State, completeness, contrary, profiles, why};
use sanad_model::Status;

use crate::case::Case;

const PEOPLE: &[&str] = &["person/P0", "person/P1", "person/P2"];
const BODIES: &[&str] = &["body/B0", "body/B1", "body/B2"];
const EVENTS: &[&str] = &["event/E0", "event/E1", "event/E2", "event/GONE"];
const ACTS: &[&str] = &["act/A0", "act/A1", "act/A2", "act/GONE"];
const CLAIMS: &[&str] = &["C0", "C1", "C2", "C3", "C4", "C5"];
const TYPES: &[&str] = &["killing", "torture", "threat", "arbitrary_detention"];
const DATES: &[&str] = &["", "2018", "2018-11", "2018-11-07", "2002-06-30"];

/// Picks by a made-up number.
fn pick<'t>(from: &[&'t str], by: u8) -> &'t str {
    from[usize::from(by) % from.len()]
}

/// A record in which entry `n` of `by` decides what refers to what.
fn record(by: &[u8]) -> Case {
    let mut case = Case::default();
    let mut rest = by.iter().copied().cycle();
    let mut next = || rest.next().unwrap_or(0);
    for label in CLAIMS {
        let kind = pick(&["killed", "responsible_for", "claimed_responsibility", "holds_post"], next());
        let (status, based) = (next(), next());
        let claim = case.say(label, kind, (pick(&["A", "B"], next()), "someone"), "<b>=1+1</b> ҳ \u{202e}");
        claim.claim.status = Status::ALL[usize::from(status) % Status::ALL.len()];
        claim.reported.event = Some(pick(&["First", "Second", "elsewhere"], based).to_owned());
        claim.reported.lineage.based_on = Some(pick(CLAIMS, based).to_owned());
        claim.reported.lineage.disputes = Some(pick(CLAIMS, next()).to_owned());
    }
    for key in PEOPLE {
        case.put(key, &[("name", pick(&["Farrukh Doniyorov", "Sherzod Nazimov"], next()))]);
    }
    for key in BODIES {
        case.put(key, &[("name", "Prison")]);
        let label = key.trim_start_matches("body/");
        let (up, person) = (pick(BODIES, next()), pick(PEOPLE, next()));
        let date = pick(DATES, next());
        case.put(&format!("relation/{label}"), &[("body", key), ("related_body", up), ("type", "child_of")]);
        let post = [("person", person), ("body", *key), ("title", "Head"), ("first_precise", date)];
        case.put(&format!("posting/{label}"), &post);
    }
    for (key, title) in EVENTS.iter().zip(["First", "Second", "Third"]) {
        let claims = format!("{} {}", pick(CLAIMS, next()), "NONE");
        case.put(key, &[("title", title), ("part_of", pick(EVENTS, next())), ("claims", &claims)]);
    }
    for key in ACTS.iter().take(3) {
        let (claim, against) = (pick(CLAIMS, next()), pick(CLAIMS, next()));
        let rows = [
            ("type", pick(TYPES, next())),
            ("event", pick(EVENTS, next())),
            ("victim", pick(PEOPLE, next())),
            ("date", pick(DATES, next())),
            ("claims", claim),
            ("against", against),
        ];
        case.put(key, &rows);
        let label = key.trim_start_matches("act/");
        let (who, act) = (pick(PEOPLE, next()), pick(&[ACTS, EVENTS].concat(), next()));
        let rows = [("who", who), ("act", act), ("degree", "ordered"), ("claims", pick(CLAIMS, next()))];
        case.put(&format!("involvement/{label}"), &rows);
        let finding = [
            ("about", who),
            ("acts", act),
            ("statement", "S."),
            ("standard", "credible_information"),
            ("assessor", "M."),
            ("date", "2026"),
            ("reason", "R."),
            ("against", pick(CLAIMS, next())),
        ];
        case.put(&format!("finding/{label}"), &finding);
    }
    if next() % 2 == 0 {
        case.reject(pick(CLAIMS, next()));
    }
    case
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_fails_and_nothing_contrary_is_dropped(by in prop::collection::vec(any::<u8>(), 80)) {
        let case = record(&by);
        for (about, event) in [(None, None), (Some("P0"), None), (Some("B1"), None), (Some("P1"), Some("E1"))] {
            let matter = Matter::gather(case.record(), about, event).unwrap();
            let found = contrary(&matter);
            let shown = |id| found.iter().any(|c| c.claim == Some(id));
            for entity in matter.gathered() {
                prop_assert!(entity.entity.against.iter().all(|id| shown(*id)), "{}", entity.entity.key());
            }
            for claim in matter.claims_about_events() {
                prop_assert!(claim.claim.status != Status::Denied || shown(claim.id));
            }
            for other in &matter.others {
                prop_assert!(other.entity.claims.iter().all(|id| shown(*id)));
            }
            for profile in profiles() {
                let report = completeness(profile, &matter);
                for field in &report.fields {
                    prop_assert_eq!(field.state == State::Missing, field.given == 0);
                    prop_assert!(field.evidence_rejected.iter().all(|id| case.rejected.contains(id)));
                }
                prop_assert_eq!(&report, &completeness(profile, &matter));
            }
        }
        for finding in ["A0", "A1", "A2"] {
            prop_assert!(why(&case.record(), finding).is_some());
        }
    }
}
