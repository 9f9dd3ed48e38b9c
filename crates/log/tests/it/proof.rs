//! Proof files: made from a log, read back, and every damaged line refused.

use sanad_log::checkpoint::{CheckpointError, SignedCheckpoint};
use sanad_log::hash::leaf_hash;
use sanad_log::note::{Note, NoteError};
use sanad_log::policy::Policy;
use sanad_log::proof::{MAX_EXTRA, Proof, ProofFileError};
use sanad_log::tree::{ProofError, inclusion_proof};

use crate::support::{SIZES, entry, log, log_key, signed, strangers_key};

/// The proof of an entry in a log of some size.
fn proof(size: u64, index: u64) -> Proof {
    let (tiles, root) = log(size);
    let note = Note::parse(signed(size, root).as_bytes()).unwrap();
    Proof::new(Some(vec![9; 32]), index, inclusion_proof(&tiles, size, index).unwrap(), note).unwrap()
}

#[test]
fn a_proof_is_read_back_and_proves_its_entry_only() {
    let policy = Policy::of_logs([&log_key().verifier()]).unwrap();
    for size in SIZES.into_iter().filter(|size| *size > 0) {
        let index = size / 2;
        let made = proof(size, index);
        let read = Proof::parse(made.to_string().as_bytes()).unwrap();
        assert_eq!(read, made, "size {size}");
        assert_eq!(read.extra(), Some([9; 32].as_slice()));
        assert_eq!(read.verify_path(&leaf_hash(&entry(index))), Ok(()), "size {size}");
        assert_eq!(
            read.verify_path(&leaf_hash(&entry(index + 1))),
            Err(ProofError::WrongRoot),
            "size {size}"
        );
        let judged = policy.evaluate(read.checkpoint()).unwrap();
        assert_eq!((judged.log, judged.quorum), (Some(log_key().verifier()), true));
    }
    let stranger = Policy::of_logs([&strangers_key().verifier()]).unwrap();
    assert_eq!(stranger.evaluate(proof(5, 1).checkpoint()).unwrap().log, None);
}

#[test]
fn damaged_proofs_are_refused() {
    let good = proof(300, 7).to_string();
    let first = |from: &str, to: &str| good.replacen(from, to, 1);
    let path_line = good.lines().nth(3).unwrap().to_owned();
    let extra = good.lines().nth(1).unwrap().to_owned();
    let note = |e| ProofFileError::Checkpoint(CheckpointError::Note(e));
    let rows: [(&str, String, ProofFileError); 16] = [
        ("another version", first("@v1", "@v2"), ProofFileError::Header),
        ("a byte order mark", format!("\u{feff}{good}"), ProofFileError::Header),
        ("an empty file", String::new(), ProofFileError::Shape),
        ("cut before the checkpoint", good.split_once("\n\n").unwrap().0.to_owned(), ProofFileError::Shape),
        ("line ends of another system", good.replace('\n', "\r\n"), ProofFileError::Shape),
        ("extra: not Base64", first(&extra, "extra !!!!"), ProofFileError::Extra),
        ("extra: without padding", first(&extra, extra.trim_end_matches('=')), ProofFileError::Extra),
        ("extra: twice", first(&extra, &format!("{extra}\n{extra}")), ProofFileError::Index),
        ("index: lost", first("index 7\n", ""), ProofFileError::Index),
        ("index: leading zero", first("index 7", "index 07"), ProofFileError::Index),
        ("index: negative", first("index 7", "index -7"), ProofFileError::Index),
        ("index: above 64 bits", first("index 7", "index 18446744073709551616"), ProofFileError::Index),
        ("path: a hash cut short", first(&path_line, &path_line[..40]), ProofFileError::Path(1)),
        ("path: a space behind a hash", first(&path_line, &format!("{path_line} ")), ProofFileError::Path(1)),
        (
            "path: longer than any tree is deep",
            first(&path_line, &[path_line.as_str(); 64].join("\n")),
            ProofFileError::Path(64),
        ),
        ("checkpoint: no line end at the end", good.trim_end().to_owned(), note(NoteError::Shape)),
    ];
    for (event, bytes, error) in rows {
        assert_eq!(Proof::parse(bytes.as_bytes()), Err(error), "{event}");
    }
    let long = format!("{good}{}", "x".repeat(90_000));
    assert_eq!(Proof::parse(long.as_bytes()), Err(ProofFileError::TooLong(long.len())));
}

#[test]
fn well_formed_lies_are_found_when_the_path_is_walked() {
    let (size, index) = (300, 7);
    let good = proof(size, index).to_string();
    let lines: Vec<&str> = good.lines().collect();
    let swapped =
        good.replacen(&format!("{}\n{}", lines[3], lines[4]), &format!("{}\n{}", lines[4], lines[3]), 1);
    let rows: [(&str, String, ProofError); 5] = [
        ("another index", good.replacen("index 7", "index 8", 1), ProofError::WrongRoot),
        (
            "an index outside",
            good.replacen("index 7", "index 300", 1),
            ProofError::Outside { index: 300, size },
        ),
        ("a hash dropped", good.replacen(&format!("{}\n", lines[3]), "", 1), ProofError::TooShort),
        ("a hash doubled", good.replacen(lines[3], &format!("{0}\n{0}", lines[3]), 1), ProofError::TooLong),
        ("two hashes exchanged", swapped, ProofError::WrongRoot),
    ];
    for (event, bytes, error) in rows {
        let proof = Proof::parse(bytes.as_bytes()).unwrap();
        assert_eq!(proof.verify_path(&leaf_hash(&entry(index))), Err(error), "{event}");
    }
}

#[test]
fn proofs_that_could_not_be_read_back_are_not_made() {
    let note = SignedCheckpoint::parse(signed(300, log(300).1).as_bytes()).unwrap().note;
    let root = log(300).1;
    assert_eq!(Proof::new(Some(vec![0; MAX_EXTRA + 1]), 0, vec![], note.clone()), Err(ProofFileError::Extra));
    assert_eq!(Proof::new(None, 0, vec![root; 64], note), Err(ProofFileError::Path(64)));
    let not_a_checkpoint = Note::new("hello\n").unwrap();
    assert!(matches!(Proof::new(None, 0, vec![], not_a_checkpoint), Err(ProofFileError::Checkpoint(_))));
}
