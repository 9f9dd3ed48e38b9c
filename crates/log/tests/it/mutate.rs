//! Parsers on bytes that were bent: they never panic, and whatever they accept they write back byte for byte.

use proptest::prelude::*;
use sanad_log::checkpoint::{Checkpoint, SignedCheckpoint};
use sanad_log::note::{Note, VerifierKey};
use sanad_log::policy::Policy;
use sanad_log::proof::Proof;
use sanad_log::tile::{TilePath, decode_bundle, push_entry};
use sanad_log::tree::{Frontier, inclusion_proof};

use crate::support::{entry, log, log_key, signed, witness_key};

/// What can happen to bytes on their way.
#[derive(Debug, Clone)]
enum Bend {
    Set(usize, u8),
    Insert(usize, u8),
    Remove(usize),
    Cut(usize),
    Double(usize, usize),
}

fn bends() -> impl Strategy<Value = Vec<Bend>> {
    let telling =
        prop_oneof![any::<u8>(), prop::sample::select(b"\n\r\t\0 +-=/09AZaz\xe2\x80\x94\xff".to_vec())];
    let bend = prop_oneof![
        (any::<usize>(), telling.clone()).prop_map(|(at, byte)| Bend::Set(at, byte)),
        (any::<usize>(), telling).prop_map(|(at, byte)| Bend::Insert(at, byte)),
        any::<usize>().prop_map(Bend::Remove),
        any::<usize>().prop_map(Bend::Cut),
        (any::<usize>(), any::<usize>()).prop_map(|(at, length)| Bend::Double(at, length)),
    ];
    prop::collection::vec(bend, 1..4)
}

fn bend(good: &[u8], bends: &[Bend]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for bend in bends {
        let length = bytes.len().max(1);
        match *bend {
            Bend::Set(at, byte) if !bytes.is_empty() => bytes[at % length] = byte,
            Bend::Remove(at) if !bytes.is_empty() => {
                bytes.remove(at % length);
            }
            Bend::Insert(at, byte) => bytes.insert(at % (bytes.len() + 1), byte),
            Bend::Cut(at) => bytes.truncate(at % length),
            Bend::Double(at, many) => {
                let at = at % length;
                let piece: Vec<u8> = bytes.iter().skip(at).take(many % 200).copied().collect();
                bytes.splice(at..at, piece);
            }
            Bend::Set(..) | Bend::Remove(_) => {}
        }
    }
    bytes
}

fn good_proof() -> String {
    let (tiles, root) = log(300);
    let note = Note::parse(signed(300, root).as_bytes()).unwrap();
    Proof::new(Some(vec![9; 32]), 7, inclusion_proof(&tiles, 300, 7).unwrap(), note).unwrap().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn notes_checkpoints_and_proofs(bends in bends()) {
        let good = good_proof();
        let bytes = bend(good.as_bytes(), &bends);
        if let Ok(proof) = Proof::parse(&bytes) {
            prop_assert_eq!(proof.to_string().into_bytes(), bytes);
        }
        let (_, checkpoint) = good.split_once("\n\n").unwrap();
        let bytes = bend(checkpoint.as_bytes(), &bends);
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes.as_slice());
        }
        if let Ok(signed) = SignedCheckpoint::parse(&bytes) {
            prop_assert_eq!(signed.note.to_string().into_bytes(), bytes.as_slice());
            prop_assert_eq!(signed.checkpoint.to_string(), signed.note.text());
        }
        if let Ok(opened) = Checkpoint::open(&bytes, &log_key().verifier()) {
            // Only the lines of strangers may differ in what still opens.
            prop_assert_eq!(opened.to_string(), good.split("\n\n").nth(1).unwrap().to_owned() + "\n");
        }
    }

    #[test]
    fn keys_paths_frontiers_and_bundles(bends in bends()) {
        let key = bend(log_key().verifier().to_string().as_bytes(), &bends);
        if let Ok(text) = str::from_utf8(&key) && let Ok(read) = text.parse::<VerifierKey>() {
            prop_assert_eq!(read.to_string(), text);
        }
        let path = bend(b"tile/entries/x001/x234/067.p/112", &bends);
        if let Ok(text) = str::from_utf8(&path) && let Ok(read) = text.parse::<TilePath>() {
            prop_assert_eq!(read.to_string(), text);
        }
        let mut frontier = Frontier::new();
        (0..5).for_each(|n| frontier.push(sanad_log::hash::leaf_hash(&entry(n))));
        let bytes = bend(&frontier.to_bytes(), &bends);
        if let Ok(read) = Frontier::from_bytes(&bytes) {
            prop_assert_eq!(read.to_bytes(), bytes);
            read.root();
        }
        let mut bundle = Vec::new();
        (0..3).for_each(|n| push_entry(&mut bundle, &entry(n)).unwrap());
        let bytes = bend(&bundle, &bends);
        if let Ok(entries) = decode_bundle(&bytes, 3) {
            let mut again = Vec::new();
            entries.iter().for_each(|entry| push_entry(&mut again, entry).unwrap());
            prop_assert_eq!(again, bytes);
        }
    }

    #[test]
    fn policies(bends in bends()) {
        let good = format!(
            "log {}\nwitness W {}\nwitness V {}\ngroup G 1 W V\nquorum G\n",
            log_key().verifier(), witness_key(1).verifier(), witness_key(2).verifier(),
        );
        if let Ok(policy) = Policy::parse(&bend(good.as_bytes(), &bends)) {
            let again = Policy::parse(policy.to_string().as_bytes());
            let names_are_text = policy.witnesses().iter().all(|w| str::from_utf8(w.name.as_bytes()).is_ok());
            prop_assert!(again.is_ok() || !names_are_text);
        }
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = (Note::parse(&bytes), Proof::parse(&bytes), Policy::parse(&bytes), Frontier::from_bytes(&bytes));
        let _ = (decode_bundle(&bytes, 3), SignedCheckpoint::parse(&bytes));
        if let Ok(text) = str::from_utf8(&bytes) {
            let _ = (text.parse::<VerifierKey>(), text.parse::<TilePath>());
        }
    }
}
