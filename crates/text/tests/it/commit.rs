//! The root over a text's pieces: against a second, recursive reading of RFC 6962, and with pieces blacked out.

use sanad_model::Origin;
use sanad_text::commit::{pieces, segment_salt};
use sanad_text::{Role, Segment, SegmentTree, segments_root, sentences};
use sha2::{Digest, Sha256};

const SEED: [u8; 32] = [7; 32];

fn segments(text: &str) -> Vec<Segment> {
    let spans = sentences(text, None).into_iter();
    spans.map(|span| Segment { span, origin: Origin::Page { page: 1 }, role: Role::Body }).collect()
}

/// RFC 6962 §2.1, word for word, over given leaf hashes.
fn reference(leaves: &[[u8; 32]]) -> [u8; 32] {
    if let [one] = leaves {
        return *one;
    }
    let k = leaves.len().next_power_of_two() / 2;
    Sha256::new()
        .chain_update([1])
        .chain_update(reference(&leaves[..k]))
        .chain_update(reference(&leaves[k..]))
        .finalize()
        .into()
}

#[test]
fn roots_are_as_rfc_6962_has_them_and_every_piece_proves() {
    for count in [0_usize, 1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 100] {
        let text: String = (0..count).map(|i| format!("  Report {i} says {i} died.\n\n")).collect();
        let segments = segments(&text);
        assert_eq!(segments.len(), count);
        let tree = SegmentTree::new(&text, &segments, &SEED);
        assert_eq!(tree.pieces().iter().filter_map(|p| p.of(&text)).collect::<String>(), text);
        let leaves: Vec<[u8; 32]> = (0_u64..)
            .zip(tree.pieces())
            .map(|(i, piece)| {
                let hash = Sha256::new().chain_update(b"sanad-seg/v1\0").chain_update(segment_salt(&SEED, i));
                hash.chain_update(piece.of(&text).unwrap()).finalize().into()
            })
            .collect();
        assert_eq!(tree.root(), reference(&leaves), "{count} segments");
        assert_eq!(segments_root(&text, &segments, &SEED), tree.root());
        for (index, piece) in tree.pieces().iter().enumerate() {
            let piece = piece.of(&text).unwrap();
            let proof = tree.proof(index).unwrap();
            assert!(proof.verify(piece, &tree.root()), "{index} of {count}");
            assert!(!proof.verify(&format!("{piece} "), &tree.root()));
            let mut moved = proof.clone();
            moved.index += 1;
            assert!(!moved.verify(piece, &tree.root()), "a piece proves at its own index only");
            let mut longer = proof.clone();
            longer.path.push([0; 32]);
            assert!(!longer.verify(piece, &tree.root()));
        }
        assert!(tree.proof(tree.pieces().len()).is_none());
    }
}

#[test]
fn a_blacked_out_text_is_proven_by_what_is_left() {
    let text = "The warder A. Saidov testified. At least 14 were buried.\nNo list was given.";
    let segments = segments(text);
    let tree = SegmentTree::new(text, &segments, &SEED);
    let shown = [1, 2].map(|i| (pieces(text, &segments)[i].of(text).unwrap(), tree.proof(i).unwrap()));
    assert_eq!(
        shown.each_ref().map(|(piece, _)| *piece),
        [" At least 14 were buried.", "\nNo list was given."]
    );
    assert!(shown.iter().all(|(piece, proof)| proof.verify(piece, &tree.root())));
    // Without its salt a guess at the blacked-out sentence confirms nothing.
    let mut guess = tree.proof(0).unwrap();
    guess.salt = [0; 32];
    assert!(!guess.verify("The warder A. Saidov testified.", &tree.root()));
}

#[test]
fn frozen_values() {
    // (printf 'sanad-seg-salt/v1\0'; 32 x 07; 8 x 00) | sha256sum, and so on: they must never change.
    let hex = |bytes: [u8; 32]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    assert_eq!(
        hex(segment_salt(&SEED, 0)),
        "02cf0b7005a9ec9809ed889d300b7d727f6a81030fb9ad304fda8b3aa4a859d8"
    );
    assert_eq!(
        hex(segments_root("One.", &segments("One."), &SEED)),
        "fa39ce23cc3f6d7bb662a245050f1b14469f992d7adb1024b971de5475c48eab"
    );
    assert_eq!(
        hex(segments_root("One. Two. Three.", &segments("One. Two. Three."), &SEED)),
        "d87995351a8a61ee7a1c5798a6e7f85000add8dcee8419405220c0dabca3ad85"
    );
}
