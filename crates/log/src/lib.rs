//! Transparency log as C2SP specifies it: Merkle tree, tiles, checkpoints, signed notes, proofs, time stamps.
//!
//! This crate holds the published specifications and nothing else. It does not know what an entry means, reads no
//! file, asks no clock and draws no random number: bytes come in through [`tile::TileReader`], keys and times are given
//! by the caller, and what is to be written comes out as (path, bytes).
//!
//! | question | module |
//! |---|---|
//! | how are entries hashed, and what is the root? | [`hash`], [`tree`] |
//! | which files make up the log? | [`tile`], [`append`] |
//! | who signed what? | [`note`], [`checkpoint`], [`cosignature`], [`policy`] |
//! | how is one entry proved, and to whom? | [`proof`], [`consistency`], [`timestamp`], [`receipt`] |
//! | is this log directory whole? | [`check`] |
//!
//! Specifications: RFC 6962 section 2.1 and RFC 9162 section 2.1 (tree and proofs); <https://c2sp.org/tlog-tiles>,
//! <https://c2sp.org/tlog-checkpoint>, <https://c2sp.org/signed-note>, <https://c2sp.org/tlog-cosignature>,
//! <https://c2sp.org/tlog-proof>, <https://c2sp.org/tlog-policy>; RFC 3161 (time stamps). Our own parsers accept one
//! spelling only: whatever they accept is written back byte for byte.

pub mod append;
pub mod check;
pub mod checkpoint;
pub mod civil;
pub mod consistency;
pub mod cosignature;
pub mod hash;
pub mod note;
pub mod policy;
pub mod proof;
pub mod receipt;
pub mod tile;
pub mod timestamp;
pub mod tree;

mod b64;
