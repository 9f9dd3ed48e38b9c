//! What is there, what is missing, and how weak what is there may be.

use sanad_findings::{Answer, Approval, FieldReport, Need, State, approved, script_of, scripts_of};
use sanad_findings::{Completeness, Matter, Script, completeness, profile};

use crate::case::{Case, actor, claim_id, full};

fn field<'r>(report: &'r Completeness, id: &str) -> &'r FieldReport {
    report.fields.iter().find(|f| f.id == id).expect(id)
}

fn blocked(report: &Completeness) -> Vec<&str> {
    report.blocking.iter().map(|b| b.field.as_str()).collect()
}

#[test]
fn a_full_case_is_blocked_by_nothing() {
    let case = full();
    for id in ["us-glomag", "uk-ghrsr", "icc-art15", "casualty-record"] {
        let report = case.complete(id, "person/P1");
        assert_eq!(blocked(&report), Vec::<&str>::new(), "{id}");
        assert!(report.findings_without_second_yes.is_empty() && report.problems.is_empty(), "{id}");
        let answers: Vec<_> = report.thresholds.iter().filter(|t| t.rule.as_str() != "argued").collect();
        assert!(answers.iter().all(|t| t.outcome.answer == Answer::Met), "{id}: {answers:#?}");
    }
}

#[test]
fn a_casualty_record_is_of_an_event_and_of_nobody() {
    let case = full();
    let matter = Matter::gather(case.record(), None, Some("event/E1")).unwrap();
    let report = completeness(profile("casualty-record").unwrap(), &matter);
    assert_eq!(blocked(&report), Vec::<&str>::new());
    assert_eq!((report.about, report.event.as_deref()), (None, Some("event/E1")));
}

#[test]
fn an_empty_case_is_blocked_by_everything_that_applies() {
    let mut case = Case::default();
    case.put("person/P1", &[("name", "Farrukh Doniyorov")]);
    let report = case.complete("us-glomag", "person/P1");
    assert_eq!(
        blocked(&report),
        [
            "submitter.organisation",
            "submitter.contact",
            "submitter.link",
            "legal_basis",
            "person.postings",
            "acts",
            "involvement",
            "evidence",
            "corroboration",
            "contrary",
            "impact",
            "request"
        ]
    );
    let body = field(&report, "entity.registration");
    assert_eq!((body.applies, body.need, body.state), (false, Need::Optional, State::Missing));
    assert!(
        report.thresholds.iter().filter(|t| t.id != "foreign").all(|t| t.outcome.answer == Answer::Unknown)
    );
}

#[test]
fn taking_away_what_is_required_blocks() {
    let rows: [(&str, &str, &str); 6] = [
        ("involvement", "us-glomag", "involvement"),
        ("posting", "uk-ghrsr", "person.postings"),
        ("statement/W-request", "icc-art15", "request"),
        ("statement/W-risk", "uk-ghrsr", "risk"),
        ("investigation", "icc-art15", "complementarity"),
        ("responsibility/S2", "icc-art15", "knowledge"),
    ];
    for (what, profile, expected) in rows {
        let mut case = full();
        case.drop(what);
        assert_eq!(blocked(&case.complete(profile, "person/P1")), [expected], "{what}");
    }
}

#[test]
fn five_papers_that_repeat_one_broadcast_are_one_source() {
    let mut case = full();
    case.claims_of("act/A1", "C1 D1 D2 D3 D4 D5");
    for n in 1..=5 {
        let paper = format!("Paper {n}");
        let claim = case.say(&format!("D{n}"), "killed", (&paper, ""), "Olimov is dead, the Herald says");
        claim.reported.lineage.based_on = Some("C1".to_owned());
    }
    case.drop("act/A2");
    let report = case.complete("us-glomag", "person/P1");
    let corroboration = field(&report, "corroboration");
    assert_eq!((corroboration.sources, corroboration.folded, corroboration.single_source), (1, 5, true));
    let sources = report.thresholds.iter().find(|t| t.id == "sources").unwrap();
    assert_eq!(sources.outcome.answer, Answer::NotMet);
    assert_eq!(sources.outcome.missing, ["act/A1: a second independent source (it has 1)"]);

    case.claims_of("act/A1", "C1 D1 C2");
    let report = case.complete("us-glomag", "person/P1");
    assert_eq!(field(&report, "corroboration").sources, 2);
}

#[test]
fn evidence_rejected_afterwards_is_flagged_and_blocks_when_nothing_else_is_left() {
    let mut case = full();
    case.reject("C1");
    let report = case.complete("us-glomag", "person/P1");
    let acts = field(&report, "acts");
    assert_eq!((acts.state, &*acts.evidence_rejected), (State::Given, &[claim_id("C1")][..]));

    case.reject("C5");
    let report = case.complete("us-glomag", "person/P1");
    assert_eq!(field(&report, "involvement").state, State::Shaken);
    assert_eq!(blocked(&report), ["involvement"]);
    let connection = report.thresholds.iter().find(|t| t.id == "connection").unwrap();
    assert_eq!(connection.outcome.answer, Answer::Unknown);
    assert_eq!(connection.outcome.missing, ["involvement/I1: a claim that stands behind it"]);
}

#[test]
fn claims_that_were_never_accepted_are_told_from_rejected_ones() {
    let mut case = full();
    case.claims_of("act/A1", "C1 C2 PROPOSAL");
    let report = case.complete("us-glomag", "person/P1");
    let acts = field(&report, "acts");
    assert_eq!(acts.evidence_not_accepted, [claim_id("PROPOSAL")]);
    assert!(acts.evidence_rejected.is_empty());
}

#[test]
fn quotes_that_the_recipient_cannot_read_need_a_checked_translation() {
    let mut case = full();
    case.say("C10", "killed", ("Хабар", "надзиратель"), "Олимов умер той ночью");
    case.claims_of("act/A1", "C1 C2 C10");
    let untranslated =
        |case: &Case| field(&case.complete("us-glomag", "person/P1"), "acts").untranslated.clone();
    assert_eq!(untranslated(&case), [claim_id("C10")]);
    let id = claim_id("C10").to_string();
    let rows = [("en", "draft", 1), ("fr", "checked", 1), ("en-GB", "checked", 0), ("en", "checked", 0)];
    for (language, status, left) in rows {
        let translation = [
            ("claim", &*id),
            ("language", language),
            ("text", "Olimov died that night"),
            ("translator", "T."),
            ("method", "person"),
            ("status", status),
        ];
        case.put("translation/X1", &translation);
        assert_eq!(untranslated(&case).len(), left, "{language} {status}");
    }
}

#[test]
fn scripts_are_told_by_most_letters() {
    let rows = [
        ("at least 47", Some(Script::Latin)),
        ("около 47 (RFE)", Some(Script::Cyrillic)),
        ("Ҳабси Хуҷанд", Some(Script::Cyrillic)),
        ("زندان خجند", Some(Script::Arabic)),
        ("监狱", Some(Script::Han)),
        ("47", None),
        ("", None),
    ];
    for (text, expected) in rows {
        assert_eq!(script_of(text), expected, "{text}");
    }
    assert_eq!(scripts_of(&["en", "ru-RU"]).len(), 2);
}

#[test]
fn gaps_in_single_acts_and_people_are_told() {
    let mut case = full();
    case.put("act/A3", &[("event", "event/E1"), ("type", "killing"), ("claims", "C8")]);
    case.set("consent/K1", "withdrawn_on", "2026-03-01");
    let report = case.complete("us-glomag", "person/P1");
    assert_eq!(field(&report, "victims").gaps, ["act/A3: no victim"]);
    assert_eq!(field(&report, "death").gaps, ["act/A3: nothing on this"]);
    assert_eq!(field(&report, "consent").gaps, ["person/V1: no consent that stands"]);
    assert_eq!(field(&report, "consent").state, State::Missing);
}

#[test]
fn texts_of_another_profile_or_person_do_not_count() {
    let mut case = full();
    case.set("statement/W-impact", "profile", "uk-ghrsr");
    assert_eq!(blocked(&case.complete("us-glomag", "person/P1")), ["impact"]);
    case.set("statement/W-impact", "profile", "us-glomag");
    assert!(blocked(&case.complete("us-glomag", "person/P1")).is_empty());
    case.set("statement/W-impact", "about", "person/P2");
    assert_eq!(blocked(&case.complete("us-glomag", "person/P1")), ["impact"]);
}

#[test]
fn a_finding_needs_a_second_persons_yes_after_its_last_change() {
    type Change = fn(&mut Case);
    let rows: [(&str, Change, &str); 7] = [
        ("yes of another", |_| {}, "yes"),
        (
            "nobody",
            |c| {
                c.drop("approval");
            },
            "missing",
        ),
        (
            "its author",
            |c| {
                c.put("approval/Y1", &[("finding", "finding/F1"), ("verdict", "yes")]);
            },
            "only_author",
        ),
        ("changed since", |c| c.edit("finding/F1").index = 1_000, "missing"),
        ("withdrawn", |c| c.edit("approval/Y1").entity.withdrawn = true, "missing"),
        (
            "no of a third",
            |c| {
                c.put("approval/Y2", &[("finding", "finding/F1"), ("verdict", "no"), ("by", "third")]);
            },
            "no",
        ),
        (
            "no, then yes, of the same person",
            |c| {
                c.set("approval/Y1", "verdict", "no");
                c.put("approval/Y2", &[("finding", "finding/F1"), ("verdict", "yes"), ("by", "second")]);
            },
            "yes",
        ),
    ];
    for (name, change, expected) in rows {
        let mut case = full();
        change(&mut case);
        let approval = approved(&case.record(), case.entity("finding/F1"));
        let json = serde_json::to_value(&approval).unwrap();
        assert_eq!(json["approval"], expected, "{name}");
        let report = case.complete("us-glomag", "person/P1");
        assert_eq!(report.findings_without_second_yes.is_empty(), expected == "yes", "{name}");
        if let Approval::Yes { by, .. } = approval {
            assert_eq!(by, actor("second"));
        }
    }
}

#[test]
fn the_report_as_json_has_stable_keys() {
    let json = serde_json::to_value(full().complete("us-glomag", "person/P1")).unwrap();
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&json),
        "profile version checked status about event fields blocking recalled findings_without_second_yes thresholds problems"
    );
    assert_eq!(
        keys(&json["fields"][0]),
        "chapter id label need applies state recalled note given sources single_source folded evidence_rejected evidence_not_accepted untranslated gaps"
    );
    assert_eq!(
        keys(&json["thresholds"][0]),
        "id question source rule recalled answer because missing against"
    );
    assert_eq!(json["thresholds"][0]["answer"], "met");
}
