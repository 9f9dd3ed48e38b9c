//! The tree and its proofs: published vectors, the RFC's own recursion, every wrong proof we can think of.

use proptest::prelude::*;
use sanad_log::hash::{EMPTY_ROOT, Hash, leaf_hash};
use sanad_log::tree::{
    Frontier, FrontierError, MAX_SIZE, ProofError, ProveError, consistency_proof, inclusion_proof, tree_root,
    verify_consistency, verify_inclusion,
};

use crate::support::{SIZES, entry, log, mth};

/// The eight inputs that Certificate Transparency implementations test with.
const INPUTS: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// Their published roots, sizes 1 to 8.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn roots_are_those_of_the_published_vectors() {
    assert_eq!(Frontier::new().root(), EMPTY_ROOT);
    let mut frontier = Frontier::new();
    for (input, root) in INPUTS.iter().zip(ROOTS) {
        frontier.push(leaf_hash(input));
        assert_eq!(frontier.root().to_hex(), root, "size {}", frontier.size());
    }
}

#[test]
fn tiles_frontier_and_the_recursion_of_the_rfc_give_one_root() {
    for size in SIZES {
        let (tiles, root) = log(size);
        let leaves: Vec<Hash> = (0..size).map(|n| leaf_hash(&entry(n))).collect();
        let mut frontier = Frontier::new();
        leaves.iter().for_each(|leaf| frontier.push(*leaf));
        assert_eq!(root, mth(&leaves), "size {size}");
        assert_eq!(root, frontier.root(), "size {size}");
        assert_eq!(root, tree_root(&tiles, size).unwrap(), "size {size}");
        assert_eq!(Frontier::from_bytes(&frontier.to_bytes()).unwrap(), frontier, "size {size}");
    }
}

#[test]
fn a_frontier_has_one_spelling() {
    let mut frontier = Frontier::new();
    (0..5).for_each(|n| frontier.push(leaf_hash(&entry(n))));
    let good = frontier.to_bytes();
    let cut = &good[..good.len() - 1];
    let long = [good.as_slice(), &[0]].concat();
    let lying = [&7_u64.to_be_bytes(), &good[8..]].concat();
    let huge = [&(MAX_SIZE + 1).to_be_bytes(), &good[8..]].concat();
    assert_eq!(Frontier::from_bytes(&good[..7]), Err(FrontierError::NoSize(7)));
    assert_eq!(Frontier::from_bytes(cut), Err(FrontierError::Length { size: 5, expected: 72, got: 71 }));
    assert_eq!(Frontier::from_bytes(&long), Err(FrontierError::Length { size: 5, expected: 72, got: 73 }));
    assert_eq!(Frontier::from_bytes(&lying), Err(FrontierError::Length { size: 7, expected: 104, got: 72 }));
    assert_eq!(Frontier::from_bytes(&huge), Err(FrontierError::TooLarge(MAX_SIZE + 1)));
}

#[test]
fn every_entry_of_every_small_tree_can_be_proved() {
    for size in 1..=70_u64 {
        let (tiles, root) = log(size);
        for index in 0..size {
            let path = inclusion_proof(&tiles, size, index).unwrap();
            assert_eq!(
                verify_inclusion(&leaf_hash(&entry(index)), index, size, &path, &root),
                Ok(()),
                "{index}/{size}"
            );
        }
        for old in 0..=size {
            let (_, old_root) = log(old);
            let path = consistency_proof(&tiles, old, size).unwrap();
            assert_eq!(verify_consistency(old, &old_root, size, &root, &path), Ok(()), "{old}..{size}");
        }
    }
}

#[test]
fn proofs_hold_where_tiles_and_levels_begin_and_end() {
    for size in SIZES {
        let (tiles, root) = log(size);
        for index in SIZES.iter().flat_map(|n| [n.saturating_sub(1), *n]).filter(|n| *n < size) {
            let path = inclusion_proof(&tiles, size, index).unwrap();
            assert_eq!(
                verify_inclusion(&leaf_hash(&entry(index)), index, size, &path, &root),
                Ok(()),
                "{index}/{size}"
            );
        }
        for old in SIZES.iter().copied().filter(|n| *n <= size) {
            let path = consistency_proof(&tiles, old, size).unwrap();
            assert_eq!(verify_consistency(old, &log(old).1, size, &root, &path), Ok(()), "{old}..{size}");
        }
    }
}

#[test]
fn wrong_inclusion_proofs_are_refused() {
    let (size, index) = (513, 300);
    let (tiles, root) = log(size);
    let leaf = leaf_hash(&entry(index));
    let path = inclusion_proof(&tiles, size, index).unwrap();
    let short = path[..path.len() - 1].to_vec();
    let long = [path.clone(), vec![EMPTY_ROOT]].concat();
    let swapped = [&[path[1], path[0]], &path[2..]].concat();
    let mut turned = path.clone();
    turned.reverse();
    // (what went wrong, leaf, index, size, path, root, verdict)
    let other = leaf_hash(&entry(index + 1));
    let rows: [(&str, Hash, u64, u64, &[Hash], Hash, ProofError); 9] = [
        ("another entry is passed off", other, index, size, &path, root, ProofError::WrongRoot),
        ("another position is claimed", leaf, index + 1, size, &path, root, ProofError::WrongRoot),
        (
            "a position outside is claimed",
            leaf,
            size,
            size,
            &path,
            root,
            ProofError::Outside { index: size, size },
        ),
        (
            "an entry of the empty tree",
            leaf,
            0,
            0,
            &[],
            EMPTY_ROOT,
            ProofError::Outside { index: 0, size: 0 },
        ),
        ("a hash was lost on the way", leaf, index, size, &short, root, ProofError::TooShort),
        ("a hash was added", leaf, index, size, &long, root, ProofError::TooLong),
        ("two hashes changed places", leaf, index, size, &swapped, root, ProofError::WrongRoot),
        ("the path was written root first", leaf, index, size, &turned, root, ProofError::WrongRoot),
        ("the root is of another log", leaf, index, size, &path, EMPTY_ROOT, ProofError::WrongRoot),
    ];
    for (event, leaf, index, size, path, root, verdict) in rows {
        assert_eq!(verify_inclusion(&leaf, index, size, path, &root), Err(verdict), "{event}");
    }
    // Another size changes the shape of the path, at the right edge above all.
    let last = inclusion_proof(&tiles, size, size - 1).unwrap();
    for other in [512, 514, 1024] {
        assert!(
            verify_inclusion(&leaf_hash(&entry(size - 1)), size - 1, other, &last, &root).is_err(),
            "size {other}"
        );
    }
}

#[test]
fn wrong_consistency_proofs_are_refused() {
    let (old, new) = (300, 513);
    let (tiles, root) = log(new);
    let old_root = log(old).1;
    let path = consistency_proof(&tiles, old, new).unwrap();
    let short = path[..path.len() - 1].to_vec();
    let long = [path.clone(), vec![EMPTY_ROOT]].concat();
    let swapped = [&[path[1], path[0]], &path[2..]].concat();
    let other = leaf_hash(b"another history");
    let rows: [(&str, u64, Hash, u64, Hash, &[Hash], ProofError); 11] = [
        ("the log was rewritten below the old size", old, other, new, root, &path, ProofError::Rewritten),
        ("the new root is of another log", old, old_root, new, other, &path, ProofError::WrongRoot),
        (
            "the sizes were exchanged",
            new,
            root,
            old,
            old_root,
            &path,
            ProofError::Shrunk { old: new, new: old },
        ),
        ("a hash was lost on the way", old, old_root, new, root, &short, ProofError::TooShort),
        ("a hash was added", old, old_root, new, root, &long, ProofError::TooLong),
        ("two hashes changed places", old, old_root, new, root, &swapped, ProofError::Rewritten),
        ("no path at all", old, old_root, new, root, &[], ProofError::TooShort),
        ("a fork: one size, two roots", new, other, new, root, &[], ProofError::Rewritten),
        ("a path where none belongs (same size)", new, root, new, root, &path, ProofError::TooLong),
        ("a path where none belongs (from nothing)", 0, EMPTY_ROOT, new, root, &path, ProofError::TooLong),
        ("an empty tree with a root", 0, other, new, root, &[], ProofError::Rewritten),
    ];
    for (event, old, old_root, new, root, path, verdict) in rows {
        assert_eq!(verify_consistency(old, &old_root, new, &root, path), Err(verdict), "{event}");
    }
}

#[test]
fn proofs_of_what_is_not_there_are_not_made() {
    let (tiles, _) = log(10);
    assert_eq!(inclusion_proof(&tiles, 10, 10), Err(ProveError::Outside { index: 10, size: 10 }));
    assert_eq!(consistency_proof(&tiles, 11, 10), Err(ProveError::Shrunk { old: 11, new: 10 }));
    assert_eq!(inclusion_proof(&tiles, MAX_SIZE + 1, 0), Err(ProveError::TooLarge(MAX_SIZE + 1)));
    assert!(
        matches!(inclusion_proof(&tiles, 11, 3), Err(ProveError::Tile(_))),
        "tiles of a size never written"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_entry_of_any_tree_is_proved_and_no_altered_proof_is(size in 1_u64..3000, a in any::<u64>(), b in any::<u64>(), bit in 0_usize..256) {
        let (tiles, root) = log(size);
        let index = a % size;
        let leaf = leaf_hash(&entry(index));
        let mut path = inclusion_proof(&tiles, size, index).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &path, &root), Ok(()));
        let other = b % size;
        if other != index {
            prop_assert!(verify_inclusion(&leaf, other, size, &path, &root).is_err());
        }
        if !path.is_empty() {
            let at = usize::try_from(b % path.len() as u64).unwrap();
            let mut bytes = *path[at].as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            path[at] = Hash::from_bytes(bytes);
            prop_assert_eq!(verify_inclusion(&leaf, index, size, &path, &root), Err(ProofError::WrongRoot));
        }
    }

    #[test]
    fn any_two_sizes_of_one_log_are_consistent_and_no_altered_proof_is(new in 1_u64..3000, a in any::<u64>(), b in any::<u64>(), bit in 0_usize..256) {
        let (tiles, root) = log(new);
        let old = a % (new + 1);
        let old_root = log(old).1;
        let mut path = consistency_proof(&tiles, old, new).unwrap();
        prop_assert_eq!(verify_consistency(old, &old_root, new, &root, &path), Ok(()));
        if !path.is_empty() {
            let at = usize::try_from(b % path.len() as u64).unwrap();
            let mut bytes = *path[at].as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            path[at] = Hash::from_bytes(bytes);
            prop_assert!(verify_consistency(old, &old_root, new, &root, &path).is_err());
        }
    }

    #[test]
    fn checking_any_proof_ends_in_a_verdict(index in any::<u64>(), size in any::<u64>(), old in any::<u64>(), n in 0_usize..70) {
        let path = vec![EMPTY_ROOT; n];
        let _ = verify_inclusion(&EMPTY_ROOT, index, size, &path, &EMPTY_ROOT);
        let _ = verify_consistency(old, &EMPTY_ROOT, size, &EMPTY_ROOT, &path);
    }
}
