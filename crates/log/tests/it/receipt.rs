//! The verdict over an entry: each step, and what it says when it cannot be taken.

use sanad_log::checkpoint::SignedCheckpoint;
use sanad_log::consistency::{Continuation, ContinuationError};
use sanad_log::cosignature::cosign;
use sanad_log::note::Note;
use sanad_log::policy::Policy;
use sanad_log::proof::Proof;
use sanad_log::receipt::{Evidence, Newer, Outcome, Receipt, judge};
use sanad_log::tree::{ProofError, consistency_proof, inclusion_proof};

use crate::support::{entry, log, log_key, signed, strangers_key, witness_key};

fn proof(witnesses: &[(u8, u64)]) -> Proof {
    let (tiles, root) = log(300);
    let mut note = Note::parse(signed(300, root).as_bytes()).unwrap();
    for (number, time) in witnesses {
        note.add(cosign(&note, &witness_key(*number), *time).unwrap());
    }
    Proof::new(None, 7, inclusion_proof(&tiles, 300, 7).unwrap(), note).unwrap()
}

fn policy(quorum: &str) -> Policy {
    let mut text = format!("log {}\n", log_key().verifier());
    for number in [1, 2] {
        text.push_str(&format!("witness w{number} {}\n", witness_key(number).verifier()));
    }
    text.push_str(&format!("group both all w1 w2\nquorum {quorum}\n"));
    Policy::parse(text.as_bytes()).unwrap()
}

fn step(receipt: &Receipt, name: &str) -> Option<Outcome> {
    receipt.steps.iter().find(|step| step.name == name).map(|step| step.outcome)
}

fn evidence<'a>(entry: &'a [u8], proof: &'a Proof, policy: &'a Policy, outside: bool) -> Evidence<'a> {
    Evidence {
        entry,
        proof,
        policy,
        policy_from_outside: outside,
        stamps: &[],
        authorities: None,
        newer: Newer::None,
    }
}

#[test]
fn what_is_shown_depends_on_where_the_policy_came_from() {
    let (bare, cosigned) = (proof(&[]), proof(&[(1, 100), (2, 200)]));
    let (none, both) = (policy("none"), policy("both"));
    use Outcome::{Failed, NotShown, Ok as Holds};
    let rows: [(&str, &Proof, &Policy, bool, Outcome, Outcome, Option<u64>); 6] = [
        ("the bundle alone", &bare, &none, false, NotShown, NotShown, None),
        ("a policy from elsewhere", &bare, &none, true, Holds, NotShown, None),
        ("witnesses asked for and absent", &bare, &both, true, Holds, Failed, None),
        ("one of two witnesses", &proof(&[(1, 100)]), &both, true, Holds, Failed, None),
        ("both witnesses", &cosigned, &both, true, Holds, Holds, Some(200)),
        ("both witnesses, in the bundle's own policy", &cosigned, &both, false, NotShown, NotShown, None),
    ];
    for (event, proof, policy, outside, signer, witnesses, seen_by) in rows {
        let entry = entry(7);
        let receipt = judge(&evidence(&entry, proof, policy, outside));
        assert_eq!(step(&receipt, "path"), Some(Holds), "{event}");
        assert_eq!(step(&receipt, "log_signature"), Some(Holds), "{event}");
        assert_eq!(step(&receipt, "signer"), Some(signer), "{event}");
        assert_eq!(step(&receipt, "witnesses"), Some(witnesses), "{event}");
        assert_eq!(receipt.seen_by, seen_by, "{event}");
        assert_eq!(receipt.signer_authenticated, outside, "{event}");
        assert_eq!(receipt.intact(), witnesses != Failed, "{event}");
    }
}

#[test]
fn another_entry_or_another_key_fails() {
    let (proof, none) = (proof(&[]), policy("none"));
    let other = entry(8);
    assert_eq!(step(&judge(&evidence(&other, &proof, &none, true)), "path"), Some(Outcome::Failed));
    let stranger = Policy::of_logs([&strangers_key().verifier()]).unwrap();
    let ours = entry(7);
    let receipt = judge(&evidence(&ours, &proof, &stranger, true));
    assert_eq!(step(&receipt, "log_signature"), Some(Outcome::Failed));
    assert!(!receipt.signer_authenticated && !receipt.intact());
}

#[test]
fn a_time_stamp_that_is_none_fails() {
    let (proof, none, ours) = (proof(&[]), policy("none"), entry(7));
    let stamps: [(&str, &[u8]); 1] = [("a.tsr", b"not a response")];
    let receipt = judge(&Evidence { stamps: &stamps, ..evidence(&ours, &proof, &none, true) });
    assert_eq!(step(&receipt, "time_stamp"), Some(Outcome::Failed));
}

#[test]
fn continuations_are_read_back_and_join_only_what_belongs_together() {
    let (tiles, root) = log(513);
    let newer = SignedCheckpoint::parse(signed(513, root).as_bytes()).unwrap();
    let joined = Continuation { old: 300, path: consistency_proof(&tiles, 300, 513).unwrap(), newer };
    let text = joined.to_string();
    assert_eq!(Continuation::parse(text.as_bytes()).as_ref(), Ok(&joined));
    assert_eq!(joined.verify_from(&log(300).1), Ok(()));
    assert_eq!(joined.verify_from(&log(299).1), Err(ProofError::Rewritten));
    let line = text.lines().nth(1).unwrap();
    let rows = [
        ("no size", text.replacen("old 300", "old", 1), ContinuationError::Shape),
        ("another size", text.replacen("old 300", "old 0300", 1), ContinuationError::Shape),
        ("a word before it", format!("x{text}"), ContinuationError::Shape),
        ("a hash cut", text.replacen(line, &line[1..], 1), ContinuationError::Path(1)),
        ("too many hashes", text.replacen(line, &[line; 64].join("\n"), 1), ContinuationError::Path(64)),
    ];
    for (event, text, error) in rows {
        assert_eq!(Continuation::parse(text.as_bytes()), Err(error), "{event}");
    }
}
