//! A finding leads down to quotes, and what speaks against it stands in the same tree.

use sanad_findings::{NO_VERDICT, why};
use sanad_record::{From, Why};

use crate::case::{claim_id, full};

/// Every line of the tree, indented, with the quotes at its ends.
fn lines(why: &Why, depth: usize, into: &mut Vec<String>) {
    into.push(format!("{}{}: {}", "  ".repeat(depth), why.id, why.says));
    for from in &why.from {
        match from {
            From::Statement(why) => lines(why, depth + 1, into),
            From::Passage { quote, .. } => into.push(format!("{}\"{quote}\"", "  ".repeat(depth + 1))),
        }
    }
}

fn tree(why: &Why) -> Vec<String> {
    let mut into = Vec::new();
    lines(why, 0, &mut into);
    into
}

fn ends(why: &Why) -> bool {
    !why.from.is_empty() && why.from.iter().all(|f| if let From::Statement(w) = f { ends(w) } else { true })
}

#[test]
fn a_finding_ends_in_quotes_over_every_branch() {
    let case = full();
    let why = why(&case.record(), "F1").unwrap();
    assert!(ends(&why));
    assert!(why.says.contains("standard: reasonable grounds to believe") && why.says.contains(NO_VERDICT));
    assert!(why.says.contains("said yes on 2026-01-01"));
    let tree = tree(&why);
    for expected in [
        "  acts: acts",
        "    act/A1: Act: death in custody; Date: 2018-11-08; Place: Prison 3; Victim: Rustam Olimov",
        "        \"Rustam Olimov died in Prison 3 that night\"",
        "    involvement/I1: Degree of involvement: failed to prevent; Act or event: Northgate riot",
        "    responsibility/S2: Element: knowledge; Form: knew; Over: Prison 3",
        "        \"F. Doniyorov is appointed head of Prison 3\"",
        "  contrary: speaks against it",
        "      \"nobody died in Prison 3\"",
    ] {
        assert!(tree.iter().any(|line| line == expected), "{expected}\n{}", tree.join("\n"));
    }
    let denial =
        "entered as speaking against it; denies what is said of the event; the author answers: The denial";
    assert!(tree.iter().any(|line| line.contains(denial)), "{}", tree.join("\n"));
}

#[test]
fn findings_are_named_by_key_label_or_id() {
    let case = full();
    let id = case.entity("finding/F1").id.to_string();
    for name in ["finding/F1", "F1", &id, &id[..9]] {
        assert_eq!(why(&case.record(), name).unwrap().id, "finding/F1", "{name}");
    }
    for name in ["F2", "act/A1", ""] {
        assert!(why(&case.record(), name).is_none(), "{name}");
    }
}

#[test]
fn what_was_rejected_or_never_accepted_says_so() {
    let mut case = full();
    case.reject("C1").claims_of("act/A2", "PROPOSAL");
    let tree = tree(&why(&case.record(), "F1").unwrap());
    let rejected = format!("{}: rejected afterwards: it no longer carries anything", claim_id("C1"));
    let proposal = format!("{}: not among the accepted claims: it carries nothing", claim_id("PROPOSAL"));
    assert!(tree.iter().filter(|line| line.trim() == rejected).count() == 2, "{}", tree.join("\n"));
    assert!(tree.iter().any(|line| line.trim() == proposal), "{}", tree.join("\n"));
}

#[test]
fn a_finding_shows_its_own_acts_only() {
    let mut case = full();
    case.set("finding/F1", "acts", "act/A2");
    let tree = tree(&why(&case.record(), "F1").unwrap());
    assert!(tree.iter().any(|line| line.contains("act/A2")));
    assert!(!tree.iter().any(|line| line.contains("act/A1:") || line.contains("responsibility/")));
    // Involvement in the whole event is involvement in the act.
    assert!(tree.iter().any(|line| line.contains("involvement/I1")));
}

#[test]
fn entities_without_claims_lead_to_their_row() {
    let mut case = full();
    case.claims_of("posting/T1", "");
    case.put("involvement/I2", &[("who", "person/P2"), ("act", "act/A1"), ("degree", "ordered")]);
    let why = why(&case.record(), "F1").unwrap();
    assert!(ends(&why));
    let tree = tree(&why);
    for row in ["\"row of posting/T1\"", "\"row of involvement/I2\""] {
        assert!(tree.iter().any(|line| line.trim() == row), "{row}\n{}", tree.join("\n"));
    }
}
