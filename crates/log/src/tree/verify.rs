//! Checking proofs: the two procedures of RFC 9162, kept close to its letters so that they can be read side by side.
//!
//! `fn` and `sn` of the RFC are `first` and `second` here; `fr` and `sr` keep their meaning (first root, second root).

use crate::hash::{EMPTY_ROOT, Hash, node_hash};

/// Why a proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry lies outside the tree.
    #[error("entry {index} is outside a tree of {size} entries")]
    Outside {
        /// Position claimed.
        index: u64,
        /// Size of the tree.
        size: u64,
    },
    /// The "older" tree is the larger one.
    #[error("a tree of {old} entries cannot be the older form of one of {new}")]
    Shrunk {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// The path has fewer hashes than the sizes ask for.
    #[error("the path has too few hashes")]
    TooShort,
    /// The path has more hashes than the sizes ask for.
    #[error("the path has too many hashes")]
    TooLong,
    /// The path leads to another root than the one given (inclusion), or to another new root (consistency).
    #[error("the path leads to another root")]
    WrongRoot,
    /// The older root is not a prefix of the newer tree: the log was rewritten.
    #[error("the older root is not contained in the newer tree")]
    Rewritten,
}

/// The root to which `path` leads from the leaf at `index` (RFC 9162 section 2.1.3.2, steps 1 to 4 and the length of step 5).
///
/// # Errors
///
/// [`ProofError::Outside`], [`ProofError::TooShort`], [`ProofError::TooLong`].
pub fn root_from_path(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Result<Hash, ProofError> {
    if index >= size {
        return Err(ProofError::Outside { index, size });
    }
    let (mut first, mut second) = (index, size - 1);
    let mut r = *leaf;
    for p in path {
        if second == 0 {
            return Err(ProofError::TooLong);
        }
        if first & 1 == 1 || first == second {
            r = node_hash(p, &r);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                second >>= 1;
            }
        } else {
            r = node_hash(&r, p);
        }
        first >>= 1;
        second >>= 1;
    }
    if second == 0 { Ok(r) } else { Err(ProofError::TooShort) }
}

/// Checks that `leaf` is entry `index` of the tree of `size` entries with this `root` (RFC 9162 section 2.1.3.2).
///
/// # Errors
///
/// [`ProofError`]: the entry lies outside, the path has the wrong length, or it leads to another root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if root_from_path(leaf, index, size, path)? == *root { Ok(()) } else { Err(ProofError::WrongRoot) }
}

/// Checks that the tree of `new` entries begins with the very tree of `old` entries (RFC 9162 section 2.1.4.2).
///
/// Two cases that the RFC leaves to the caller are settled here: every tree begins with the empty one, and trees of one
/// size must have one root; in both the path must be empty.
///
/// # Errors
///
/// [`ProofError`]: [`ProofError::Rewritten`] is the grave one, for it shows two histories of one log.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    path: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == 0 || old == new {
        let expected = if old == new { new_root } else { &EMPTY_ROOT };
        return match (old_root == expected, path.is_empty()) {
            (false, _) => Err(ProofError::Rewritten),
            (true, false) => Err(ProofError::TooLong),
            (true, true) => Ok(()),
        };
    }
    let (mut first, mut second) = (old - 1, new - 1);
    while first & 1 == 1 {
        first >>= 1;
        second >>= 1;
    }
    // Where the older tree is one complete subtree, its root is the first node of the path and is left out of it.
    let (seed, rest) = if old.is_power_of_two() {
        (old_root, path)
    } else {
        path.split_first().ok_or(ProofError::TooShort)?
    };
    let (mut fr, mut sr) = (*seed, *seed);
    for c in rest {
        if second == 0 {
            return Err(ProofError::TooLong);
        }
        if first & 1 == 1 || first == second {
            fr = node_hash(c, &fr);
            sr = node_hash(c, &sr);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                second >>= 1;
            }
        } else {
            sr = node_hash(&sr, c);
        }
        first >>= 1;
        second >>= 1;
    }
    match (second == 0, fr == *old_root, sr == *new_root) {
        (false, ..) => Err(ProofError::TooShort),
        (true, false, _) => Err(ProofError::Rewritten),
        (true, true, false) => Err(ProofError::WrongRoot),
        (true, true, true) => Ok(()),
    }
}
