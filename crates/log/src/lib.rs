//! Transparency log as C2SP specifies it: Merkle tree, tiles, checkpoints, signed notes, proofs, time stamps.
