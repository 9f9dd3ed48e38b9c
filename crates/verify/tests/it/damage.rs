//! Bundles damaged, mixed up and forged: each is found, whether or not the list of files was made to fit.

use std::fs;

use crate::fixture::{Case, Person, log_key};
use sanad_model::ActorSigner as _;

/// Files that nobody signs: a change to them is found by the list only.
const UNSIGNED: [&str; 2] = ["HOWTO.txt", "manifest.sha256"];

#[test]
fn a_bit_flipped_in_any_file_is_found() {
    let case = Case::new();
    let good = case.bundle(2, &["sha256", "name", "source"]);
    let policy = good.policy();
    for name in good.names() {
        let file = good.dir().join(&name);
        let bytes = fs::read(&file).unwrap();
        for at in [0, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x04;
            fs::write(&file, &damaged).unwrap();
            let run = good.check(&[]);
            assert!(matches!(run.code, 1 | 4), "{name} at {at}: {run:?}");
            // Somebody who makes the list fit is found all the same.
            if !UNSIGNED.contains(&name.as_str()) {
                good.list();
                let run = good.check(&["--policy", policy.path()]);
                // The bundle's own policy is not looked at when another is given.
                let expected: &[i32] = if name == "policy" { &[0] } else { &[1, 4] };
                assert!(expected.contains(&run.code), "{name} at {at}, list made anew: {run:?}");
            }
            fs::write(&file, &bytes).unwrap();
            good.list();
        }
    }
    assert_eq!(good.check(&[]).code, 0, "put back, it is sound again");
}

#[test]
fn a_file_from_another_bundle_of_the_same_case_is_found() {
    let case = Case::new();
    let (ours, theirs) = (case.bundle(2, &["sha256", "name"]), case.bundle(3, &["sha256", "name"]));
    for name in ["body", "proof.tlog-proof", "disclosures.json"] {
        let good = fs::read(ours.dir().join(name)).unwrap();
        fs::copy(theirs.dir().join(name), ours.dir().join(name)).unwrap();
        assert_eq!(ours.check(&[]).code, 1, "{name}");
        ours.list();
        assert_eq!(ours.check(&[]).code, 1, "{name}, list made anew");
        fs::write(ours.dir().join(name), good).unwrap();
        ours.list();
    }
    // The whole record of somebody else with our content beside it.
    for name in ["body", "proof.tlog-proof", "disclosures.json"] {
        fs::copy(theirs.dir().join(name), ours.dir().join(name)).unwrap();
    }
    ours.list();
    let run = ours.check(&["--json"]);
    assert_eq!((run.code, run.step("content")), (1, "failed".to_owned()));
    assert_eq!(run.step("path"), "ok");
}

#[test]
fn missing_files_are_found_or_said_to_be_missing() {
    let case = Case::new();
    let actor = format!("actors/{}", Person::new(1).actor());
    let rows = [
        ("body", 4),
        ("proof.tlog-proof", 4),
        ("policy", 4),
        ("content", 1),
        ("disclosures.json", 1),
        (&format!("{actor}/body"), 1),
        (&format!("{actor}/proof.tlog-proof"), 1),
        ("manifest.sha256", 0),
    ];
    for (name, code) in rows {
        let bundle = case.bundle(2, &["sha256"]);
        fs::remove_file(bundle.dir().join(name)).unwrap();
        let run = bundle.check(&[]);
        assert_eq!(run.code, code, "{name}: {run:?}");
    }
}

#[test]
fn a_record_signed_by_the_wrong_person_is_found() {
    // An insider with the log's key has put Anna's name on their own record: they lack her key.
    let case = Case::new();
    let bundle = case.bundle(2, &["sha256"]);
    let theirs = case.bundle(3, &["sha256"]);
    let (anna, boris) = (Person::new(1).actor(), Person::new(2).actor());
    let from = theirs.dir().join(format!("actors/{boris}"));
    for file in ["body", "proof.tlog-proof"] {
        fs::copy(from.join(file), bundle.dir().join(format!("actors/{anna}/{file}"))).unwrap();
    }
    bundle.list();
    let run = bundle.check(&["--json"]);
    assert_eq!((run.code, run.step("actor")), (1, "failed".to_owned()), "{run:?}");
}

#[test]
fn a_bundle_of_a_forged_log_is_intact_and_not_authenticated() {
    // Everything made anew with another key: sound in itself, and worth nothing. The policy from elsewhere tells.
    let case = Case::new();
    let bundle = case.bundle(2, &["sha256"]);
    let forger = log_key(9);
    for file in ["proof.tlog-proof".to_owned(), format!("actors/{}/proof.tlog-proof", Person::new(1).actor())]
    {
        let proof = fs::read_to_string(bundle.dir().join(&file)).unwrap();
        let (head, _) = proof.split_once("\n\n").unwrap();
        fs::write(bundle.dir().join(&file), format!("{head}\n\n{}", case.checkpoint(&forger))).unwrap();
    }
    fs::write(bundle.dir().join("policy"), format!("log {}\nquorum none\n", forger.verifier())).unwrap();
    bundle.list();
    let run = bundle.check(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.starts_with("intact; signer not authenticated"), "{}", run.out);
    let policy = bundle.policy();
    assert_eq!(bundle.check(&["--policy", policy.path()]).code, 1);
}
