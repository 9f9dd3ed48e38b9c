//! What speaks against it comes from the record, and nobody can leave it out.

use sanad_findings::{Contrary, Reason, contrary};
use sanad_model::{Actor, Judgement, Status, Subject, Verdict};

use crate::case::{Case, actor, claim_id, full};

fn reasons(case: &Case, label: &str) -> Vec<Reason> {
    contrary(&case.matter("person/P1"))
        .iter()
        .filter(|c| c.claim == Some(claim_id(label)))
        .map(|c| c.why)
        .collect()
}

#[test]
fn every_way_of_speaking_against_it_is_found() {
    type Change = fn(&mut Case);
    type Row = (&'static str, Change, fn(&Reason) -> bool);
    let rows: [Row; 9] = [
        (
            "entered against the act",
            |c| {
                c.say("X", "killed", ("Gazette", ""), "he was ill");
                c.edit("act/A1").entity.against = vec![claim_id("X")];
            },
            |r| matches!(r, Reason::Against(_)),
        ),
        (
            "denies",
            |c| c.say("X", "killed", ("Gazette", ""), "no").claim.status = Status::Denied,
            |r| *r == Reason::Denies,
        ),
        (
            "disputed in the same text",
            |c| c.say("X", "killed", ("Gazette", ""), "so they say").claim.status = Status::Disputed,
            |r| *r == Reason::Disputed,
        ),
        (
            "no evidence",
            |c| c.say("X", "killed", ("Gazette", ""), "no traces").claim.status = Status::AbsenceOfEvidence,
            |r| *r == Reason::NoEvidence,
        ),
        (
            "disputes a claim that supports it",
            |c| {
                let x = c.say("X", "killed", ("Gazette", ""), "the Herald is wrong");
                x.reported.lineage.disputes = Some("C1".to_owned());
                x.reported.event = None;
            },
            |r| *r == Reason::Disputes(claim_id("C1")),
        ),
        (
            "names another",
            |c| {
                let x = c.say("X", "responsible_for", ("Gazette", ""), "rioters killed him");
                x.claim.actor = Some(Actor { text: "rioters".to_owned(), class: None });
            },
            |r| *r == Reason::NamesAnother,
        ),
        (
            "names opponents of the subject",
            |c| {
                let x =
                    c.say("X", "responsible_for", ("Gazette", ""), "opponents of Farrukh Doniyorov did it");
                x.claim.actor =
                    Some(Actor { text: "opponents of Farrukh Doniyorov".to_owned(), class: None });
            },
            |r| *r == Reason::NamesAnother,
        ),
        (
            "another claims it",
            |c| {
                c.say("X", "claimed_responsibility", ("Channel", "an armed group"), "it was us");
            },
            |r| *r == Reason::ClaimsResponsibility,
        ),
        (
            "left in conflict by a reviewer",
            |c| {
                c.say("X", "killed", ("Gazette", ""), "he died a week later").reported.event = None;
                c.judgements.push(Judgement {
                    subject: Subject::Conflict(vec![claim_id("C1"), claim_id("X")]),
                    verdict: Verdict::Conflict,
                    why: None,
                    rule: None,
                    by: actor("second"),
                    at: "2026-01-01T00:00:00Z".parse().unwrap(),
                });
            },
            |r| *r == Reason::Contradicts(claim_id("C1")),
        ),
    ];
    for (name, change, expected) in rows {
        let mut case = full();
        change(&mut case);
        let found = reasons(&case, "X");
        assert!(found.iter().any(expected), "{name}: {found:?}");
    }
}

#[test]
fn what_is_not_contrary_is_not_shown() {
    let mut case = full();
    let mut say = |label: &str, actor: &str| {
        let claim = case.say(label, "responsible_for", ("Gazette", ""), "it was he");
        claim.claim.actor = Some(Actor { text: actor.to_owned(), class: None });
    };
    say("X1", "Farrukh Doniyorov");
    say("X2", "ФАРРУХ ДОНИЁРОВ, начальник");
    case.say("X3", "killed", ("Gazette", ""), "elsewhere nobody died").reported.event =
        Some("Other".to_owned());
    case.claims.last_mut().unwrap().claim.status = Status::Denied;
    for label in ["X1", "X2", "X3", "C5"] {
        assert_eq!(reasons(&case, label), Vec::new(), "{label}");
    }
}

#[test]
fn other_suspects_are_shown_with_and_without_claims() {
    let mut case = full();
    case.put("involvement/I2", &[("who", "person/P2"), ("act", "act/A1"), ("degree", "ordered")]);
    let other = |case: &Case| -> Vec<Contrary> {
        let of = |c: &Contrary| matches!(c.why, Reason::OtherSuspect(_));
        contrary(&case.matter("person/P1")).into_iter().filter(of).collect()
    };
    let found = other(&case);
    assert_eq!((found.len(), found[0].claim), (1, None));
    assert!(
        found[0].says.contains("Sherzod Nazimov") && found[0].says.contains("ordered"),
        "{}",
        found[0].says
    );
    case.claims_of("involvement/I2", "C1 C2");
    assert_eq!(other(&case).len(), 2);
    // Seen from the other side, the first is the other.
    let from_there = contrary(&case.matter("person/P2"));
    assert!(
        from_there
            .iter()
            .any(|c| matches!(c.why, Reason::OtherSuspect(_)) && c.claim == Some(claim_id("C5")))
    );
}

#[test]
fn nothing_an_author_does_drops_it() {
    let mut case = full();
    assert_eq!(reasons(&case, "C9").len(), 2);
    // Not the withdrawal of the finding that lists it, nor its answer, nor a text of the author's.
    case.edit("finding/F1").entity.against.clear();
    assert_eq!(reasons(&case, "C9"), [Reason::Denies]);
    case.put("statement/W-contrary", &[("field", "contrary"), ("text", "None is known.")]);
    assert_eq!(reasons(&case, "C9"), [Reason::Denies]);
    case.drop("finding");
    case.drop("statement");
    assert_eq!(reasons(&case, "C9"), [Reason::Denies]);
    // Taken in as support, it is still a denial.
    case.claims_of("involvement/I1", "C5 C9");
    assert_eq!(reasons(&case, "C9"), [Reason::Denies]);
}

#[test]
fn answers_are_attached_and_rejected_claims_say_so() {
    let mut case = full();
    let found = contrary(&case.matter("person/P1"));
    let denial = found.iter().find(|c| c.claim == Some(claim_id("C9"))).unwrap();
    assert_eq!(denial.answers[0].text, "The denial names no facts.");
    assert!(denial.says.contains("nobody died in Prison 3") && !denial.rejected);
    case.reject("C9");
    let found = contrary(&case.matter("person/P1"));
    assert_eq!(found.len(), 1);
    assert!(found[0].rejected && matches!(found[0].why, Reason::Against(_)));
}
