//! The Merkle tree of RFC 6962: its right edge, the proofs made from tiles, and the two checks that anybody can repeat.
//!
//! Proofs are made from the tiles of a tree of known size ([`inclusion_proof`], [`consistency_proof`]) and checked
//! without any tile ([`verify_inclusion`], [`verify_consistency`]).

mod frontier;
mod prove;
mod verify;

pub use frontier::{Frontier, FrontierError};
pub use prove::{ProveError, consistency_proof, inclusion_proof, tree_root};
pub use verify::{ProofError, root_from_path, verify_consistency, verify_inclusion};

/// The largest tree that is read or written: 2^62 entries. It leaves room for every shift and sum in this crate.
pub const MAX_SIZE: u64 = 1 << 62;
