//! Strings as numbers: each distinct one is kept once and named by a `u32` in the order of first sight, so that the numbers do
//! not depend on any hash.

use hashbrown::HashTable;

/// A set of distinct strings, numbered from 0.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    bytes: String,
    ends: Vec<usize>,
    table: HashTable<u32>,
}

impl Interner {
    /// The number of `text`, which is new or known.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let hash = hash(text.as_bytes());
        let (bytes, ends) = (&self.bytes, &self.ends);
        if let Some(found) = self.table.find(hash, |at| slice(bytes, ends, *at) == text) {
            return *found;
        }
        let at = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        let (bytes, ends) = (&self.bytes, &self.ends);
        self.table.insert_unique(hash, at, |at| self::hash(slice(bytes, ends, *at).as_bytes()));
        at
    }

    /// The string of a number given out by [`Interner::intern`].
    pub(crate) fn get(&self, at: u32) -> &str {
        slice(&self.bytes, &self.ends, at)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(number(at)))
    }
}

fn slice<'a>(bytes: &'a str, ends: &[usize], at: u32) -> &'a str {
    let at = at as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &bytes[start..ends[at]]
}

/// A row or a place as it is kept; more than 2^31 rows are refused when they are read.
pub(crate) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// One of `n`, drawn by the bits of `x`.
pub(crate) fn pick(x: u64, n: usize) -> usize {
    usize::try_from(x % (n.max(1) as u64)).unwrap_or(0)
}

/// Half as exact, which is enough for odds.
#[expect(clippy::cast_possible_truncation, reason = "only precision is lost")]
pub(crate) fn single(x: f64) -> f32 {
    x as f32
}

/// Multiply-and-fold over eight bytes at a time. The same on every machine; not made against an adversary, for whom a slower
/// table is the worst that can come of it.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ (bytes.len() as u64);
    for chunk in bytes.chunks(8) {
        let mut word = [0_u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = mix(state ^ u64::from_le_bytes(word));
    }
    state
}

/// A bijection of 64 bits in which each bit of the result hangs on all bits of the input (the finaliser of SplitMix64; Steele,
/// Lea & Flood 2014).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_first_sight() {
        let mut interner = Interner::default();
        let numbers: Vec<u32> = ["b", "a", "b", "", "a", "ҷ"].map(|text| interner.intern(text)).to_vec();
        assert_eq!(numbers, [0, 1, 0, 2, 1, 3]);
        assert_eq!(interner.iter().collect::<Vec<_>>(), ["b", "a", "", "ҷ"]);
    }
}
