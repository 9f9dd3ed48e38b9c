//! Checkpoints: each class of bytes damaged in turn, forks shown, cosignatures made and read.

use sanad_log::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use sanad_log::cosignature::{CosignError, cosign};
use sanad_log::hash::{EMPTY_ROOT, leaf_hash};
use sanad_log::note::NoteError;
use sanad_log::tree::{MAX_SIZE, ProofError, consistency_proof, verify_consistency};

use crate::support::{ORIGIN, SIZES, entry, log, log_key, signed, strangers_key, witness_key};

#[test]
fn a_checkpoint_is_read_back_as_it_was_written() {
    for size in SIZES {
        let (_, root) = log(size);
        let note = signed(size, root);
        let opened = Checkpoint::open(note.as_bytes(), &log_key().verifier()).unwrap();
        assert_eq!((opened.origin(), opened.size(), opened.root()), (ORIGIN, size, root));
        assert_eq!(SignedCheckpoint::parse(note.as_bytes()).unwrap().note.to_string(), note);
    }
}

#[test]
fn damage_to_each_part_of_a_checkpoint_is_found() {
    let key = log_key().verifier();
    let (_, root) = log(300);
    let good = signed(300, root);
    let root = root.to_string();
    let bad = || CheckpointError::Note(NoteError::BadSignature { name: ORIGIN.to_owned() });
    let unknown = || CheckpointError::Note(NoteError::UnknownSigner);
    let line = |n| CheckpointError::Note(NoteError::SignatureLine(n));
    let size = |s: &str| CheckpointError::Size(s.to_owned());
    let blob = good.trim_end().rsplit_once(' ').unwrap().1.to_owned();
    let first = |from: &str, to: &str| good.replacen(from, to, 1);
    let other_origin = ORIGIN.replace("00", "01");
    let origin = CheckpointError::Origin { found: other_origin.clone(), expected: ORIGIN.to_owned() };
    let rows: [(&str, String, CheckpointError); 26] = [
        ("origin: another log", first(ORIGIN, &other_origin), origin),
        ("origin: lost", first(&format!("{ORIGIN}\n"), ""), CheckpointError::Lines),
        ("origin: empty", first(ORIGIN, ""), CheckpointError::Lines),
        ("size: one less", first("\n300\n", "\n299\n"), bad()),
        ("size: leading zero", first("\n300\n", "\n0300\n"), size("0300")),
        ("size: signed", first("\n300\n", "\n+300\n"), size("+300")),
        ("size: negative", first("\n300\n", "\n-300\n"), size("-300")),
        ("size: hexadecimal", first("\n300\n", "\n0x12c\n"), size("0x12c")),
        ("size: a space behind it", first("\n300\n", "\n300 \n"), size("300 ")),
        ("size: other digits", first("\n300\n", "\n٣٠٠\n"), size("٣٠٠")),
        ("size: 2^64", first("\n300\n", "\n18446744073709551616\n"), size("18446744073709551616")),
        ("size: above the limit", first("\n300\n", "\n4611686018427387905\n"), size("4611686018427387905")),
        ("size: none of a tree with a root", first("\n300\n", "\n0\n"), CheckpointError::EmptyRoot),
        ("root: another", first(&root, &EMPTY_ROOT.to_string()), bad()),
        ("root: cut", first(&root, &root[..40]), CheckpointError::Root(root[..40].to_owned())),
        ("root: without padding", first(&root, &root[..43]), CheckpointError::Root(root[..43].to_owned())),
        ("root: lost", first(&format!("{root}\n"), ""), CheckpointError::Lines),
        ("extension line slipped in", first(&format!("{root}\n"), &format!("{root}\nextra\n")), bad()),
        ("key id: another", good.replace(&blob, &format!("AAAA{}", &blob[4..])), unknown()),
        ("signature: one character", good.replace(&blob[8..12], "AAAA"), bad()),
        ("signature: cut", good.replace(&blob, &blob[..84]), bad()),
        ("signature: not Base64", good.replace(&blob, &format!("*{}", &blob[1..])), line(1)),
        (
            "signature: gone",
            good.rsplit_once('—').unwrap().0.to_owned(),
            CheckpointError::Note(NoteError::Shape),
        ),
        (
            "line ends of another system",
            good.replace('\n', "\r\n"),
            CheckpointError::Note(NoteError::Control(13)),
        ),
        ("junk behind it", format!("{good}junk\n"), line(2)),
        ("a second file appended", format!("{good}{good}"), CheckpointError::Lines),
    ];
    for (event, bytes, error) in rows {
        assert_eq!(Checkpoint::open(bytes.as_bytes(), &key), Err(error), "{event}");
    }
    let oversize = format!("{}\n{good}", "x".repeat(70_000));
    assert!(matches!(
        Checkpoint::open(oversize.as_bytes(), &key),
        Err(CheckpointError::Note(NoteError::TooLong(_)))
    ));
}

#[test]
fn any_single_bit_of_a_checkpoint_matters() {
    let key = log_key().verifier();
    let good = signed(300, log(300).1);
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bytes = good.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            assert!(Checkpoint::open(&bytes, &key).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn another_key_under_the_same_name_opens_nothing() {
    let note = signed(300, log(300).1);
    let error = CheckpointError::Note(NoteError::UnknownSigner);
    assert_eq!(Checkpoint::open(note.as_bytes(), &strangers_key().verifier()), Err(error));
}

#[test]
fn a_fork_signed_by_the_logs_own_key_is_shown_by_the_two_checkpoints() {
    let key = log_key().verifier();
    let (tiles, root) = log(300);
    // The same log, but the last entry was replaced before it was shown to somebody else.
    let mut frontier = sanad_log::tree::Frontier::new();
    (0..299).for_each(|n| frontier.push(leaf_hash(&entry(n))));
    frontier.push(leaf_hash(b"another last entry"));
    let shown = Checkpoint::open(signed(300, root).as_bytes(), &key).unwrap();
    let forked = Checkpoint::open(signed(300, frontier.root()).as_bytes(), &key).unwrap();
    let same_size = verify_consistency(300, &shown.root(), 300, &forked.root(), &[]);
    assert_eq!(same_size, Err(ProofError::Rewritten));
    // Nor can the longer log be made to contain the fork.
    let path = consistency_proof(&tiles, 256, 300).unwrap();
    assert_eq!(verify_consistency(256, &log(256).1, 300, &shown.root(), &path), Ok(()));
    assert!(verify_consistency(256, &log(256).1, 300, &forked.root(), &path).is_err());
}

#[test]
fn checkpoints_that_could_not_be_read_back_are_not_made() {
    let root = leaf_hash(b"");
    assert_eq!(Checkpoint::new("", 1, root), Err(CheckpointError::Lines));
    assert!(Checkpoint::new("a\n5", 1, root).is_err(), "an origin of two lines");
    assert_eq!(Checkpoint::new("a\tb", 1, root), Err(CheckpointError::Note(NoteError::Control(9))));
    assert_eq!(Checkpoint::new("a", 0, root), Err(CheckpointError::EmptyRoot));
    assert!(Checkpoint::new("a", MAX_SIZE + 1, root).is_err());
    let checkpoint = Checkpoint::new("another.example", 1, root).unwrap();
    assert_eq!(checkpoint.sign(&log_key()), Err(CheckpointError::Key(ORIGIN.to_owned())));
    let witness = witness_key(1);
    let checkpoint = Checkpoint::new(witness.name(), 1, root).unwrap();
    assert_eq!(checkpoint.sign(&witness), Err(CheckpointError::Key(witness.name().to_owned())));
}

#[test]
fn extension_lines_of_other_peoples_logs_are_kept() {
    let text = format!("other.example/log\n1\n{}\nextension one\nextension two\n", leaf_hash(b""));
    let checkpoint = Checkpoint::parse_text(&text).unwrap();
    assert_eq!(checkpoint.extensions(), ["extension one", "extension two"]);
    assert_eq!(checkpoint.to_string(), text);
}

#[test]
fn a_cosignature_states_its_time_and_no_other() {
    let witness = witness_key(1);
    let mut note = SignedCheckpoint::parse(signed(300, log(300).1).as_bytes()).unwrap().note;
    let line = cosign(&note, &witness, 1_541_548_800).unwrap();
    note.add(line.clone());
    let key = [witness.verifier()];
    assert_eq!(note.verify(&key).unwrap()[0].time, Some(1_541_548_800));
    // The log's own line is still there and still good.
    assert!(Checkpoint::open(note.to_string().as_bytes(), &log_key().verifier()).is_ok());
    let mut backdated = SignedCheckpoint::parse(signed(300, log(300).1).as_bytes()).unwrap().note;
    let mut earlier = line;
    earlier.signature[6] -= 1;
    backdated.add(earlier);
    assert_eq!(backdated.verify(&key), Err(NoteError::BadSignature { name: witness.name().to_owned() }));
    assert_eq!(cosign(&note, &witness, 1 << 63), Err(CosignError::Time(1 << 63)));
    assert_eq!(cosign(&note, &log_key(), 0), Err(CosignError::Kind(ORIGIN.to_owned())));
}
