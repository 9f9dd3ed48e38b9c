//! What is gathered about whom, and what odd references do.

use sanad_findings::{Matter, MatterError};
use sanad_model::EntityRecord;

use crate::case::{Case, full};

fn keys(entities: &[&EntityRecord]) -> String {
    entities.iter().map(|e| e.entity.key()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_tie_to_an_event_reaches_its_acts_and_no_others() {
    let mut case = full();
    case.put("event/E9", &[("title", "Elsewhere")]);
    case.put("act/A9", &[("event", "event/E9"), ("type", "killing"), ("victim", "person/P2")]);
    let matter = case.matter("person/P1");
    assert_eq!(keys(&matter.acts), "act/A1 act/A2");
    assert_eq!(keys(&matter.events), "event/E1");
    assert_eq!(keys(&matter.patterns), "event/E0");
    assert_eq!(keys(&matter.victims), "person/V1");
    assert_eq!(keys(&matter.responsibilities), "responsibility/S1 responsibility/S2 responsibility/S3");
    assert_eq!(keys(&matter.investigations), "investigation/N1");
    assert_eq!(keys(&matter.consents), "consent/K1");
    assert!(matter.others.is_empty() && matter.problems.is_empty());
    let chain: Vec<_> = matter.chain.above.iter().map(|l| (l.depth, l.body.entity.key())).collect();
    assert_eq!(chain, [(1, "body/B2".to_owned()), (2, "body/B3".to_owned())]);
    assert_eq!(keys(&matter.chain.above[1].postings), "posting/T2");

    let whole = Matter::gather(case.record(), None, None).unwrap();
    assert_eq!(keys(&whole.acts), "act/A1 act/A2 act/A9");
    let event = Matter::gather(case.record(), None, Some("Elsewhere")).unwrap();
    assert_eq!((keys(&event.acts), keys(&event.events)), ("act/A9".to_owned(), "event/E9".to_owned()));
}

#[test]
fn a_tie_to_a_whole_reaches_its_parts_and_an_event_confines_it() {
    let mut case = full();
    case.set("involvement/I1", "act", "event/E0").drop("responsibility").drop("finding");
    case.put("event/E2", &[("title", "Southgate"), ("part_of", "event/E0")]);
    case.put("act/A3", &[("event", "event/E2"), ("type", "killing")]);
    assert_eq!(keys(&case.matter("P1").acts), "act/A1 act/A2 act/A3");
    let confined = Matter::gather(case.record(), Some("P1"), Some("E2")).unwrap();
    assert_eq!(
        (keys(&confined.acts), keys(&confined.involvements)),
        ("act/A3".to_owned(), "involvement/I1".to_owned())
    );
}

#[test]
fn people_are_found_as_they_are_called() {
    let mut case = full();
    case.put("body/P1", &[("name", "A body with the label of a person")]);
    let id = case.entity("person/P1").id.to_string();
    let rows: [(&str, Result<&str, &str>); 8] = [
        ("person/P1", Ok("person/P1")),
        (&id, Ok("person/P1")),
        (&id[..8], Ok("person/P1")),
        ("farrukh  DONIYOROV", Ok("person/P1")),
        ("Фаррух Дониёров", Ok("person/P1")),
        ("P1", Err("\"P1\" may be person/P1 or body/P1; say which")),
        ("person/P7", Err("\"person/P7\" is no person or body of this record")),
        ("event/E1", Err("\"event/E1\" is no person or body of this record")),
    ];
    for (typed, expected) in rows {
        let found = Matter::gather(case.record(), Some(typed), None);
        let found = found.map(|m| m.subject.unwrap().entity.key()).map_err(|e| e.to_string());
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned), "{typed}");
    }
    let several = Matter::gather(case.record(), Some("P1"), None);
    assert!(matches!(several, Err(MatterError::Several { keys, .. }) if keys.len() == 2));
}

#[test]
fn circles_and_references_to_nothing_are_said_and_stop_nothing() {
    let mut case = full();
    case.put("relation/R3", &[("body", "body/B3"), ("related_body", "body/B1"), ("type", "child_of")]);
    case.set("event/E0", "part_of", "event/E1");
    case.set("finding/F1", "acts", "act/A1; act/GONE");
    let matter = case.matter("person/P1");
    let said: Vec<String> = matter.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    for what in [
        "part of each other in a circle: event/E0, event/E1",
        "commands that go in a circle: body/B",
        "finding/F1: acts names \"act/GONE\", which is not in the record",
    ] {
        assert!(said.iter().any(|s| s.contains(what)), "{what}: {said:?}");
    }
    assert_eq!(matter.chain.above.len(), 2);
    assert_eq!(matter.chain.circles.len(), 1);
    assert_eq!(keys(&matter.acts), "act/A1 act/A2");
}

#[test]
fn what_was_withdrawn_is_not_gathered() {
    let mut case = full();
    case.edit("involvement/I1").entity.withdrawn = true;
    case.edit("act/A2").entity.withdrawn = true;
    let matter = case.matter("person/P1");
    assert!(matter.involvements.is_empty());
    assert_eq!(keys(&matter.acts), "act/A1");
    case.edit("person/P1").entity.withdrawn = true;
    assert!(Matter::gather(case.record(), Some("person/P1"), None).is_err());
}

#[test]
fn an_empty_record_gives_an_empty_matter() {
    let case = Case::default();
    let matter = Matter::gather(case.record(), None, None).unwrap();
    assert!(matter.gathered().is_empty() && matter.claims_for().is_empty());
}
