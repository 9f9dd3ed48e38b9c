//! FNV-1a, 64 bits: a hash that is the same on every machine and in every release, because its values leave this crate as keys.

/// The hash of some bytes (Fowler, Noll, Vo 1991; offset basis and prime of the 64-bit variant).
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
