//! Making proofs and roots from tiles (RFC 6962 sections 2.1.1 and 2.1.2).
//!
//! The reader must hold the tiles of a tree of exactly the size given (a checkpoint's size). What is read is not trusted
//! and not checked here: whoever uses a proof runs [`super::verify_inclusion`] or [`super::verify_consistency`] on it.

use std::collections::BTreeMap;

use super::{Frontier, MAX_SIZE};
use crate::hash::{Hash, complete_root, node_hash};
use crate::tile::{TILE_WIDTH, TileError, TileKind, TilePath, TileReader, read_tile};

/// Why no proof could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProveError {
    /// The entry lies outside the tree.
    #[error("entry {index} is outside a tree of {size} entries")]
    Outside {
        /// Position asked for.
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
    /// A size above [`MAX_SIZE`].
    #[error("a tree of {0} entries is larger than 2^62")]
    TooLarge(u64),
    /// A tile that is needed is missing or has the wrong length.
    #[error(transparent)]
    Tile(#[from] TileError),
}

/// The inclusion path of entry `index` in the tree of `size` entries, from the leaf's sibling up to the root's child.
///
/// # Errors
///
/// [`ProveError::Outside`] where `index >= size`; [`ProveError::Tile`] naming the tile that is missing or cut.
pub fn inclusion_proof<R: TileReader + ?Sized>(
    reader: &R,
    size: u64,
    index: u64,
) -> Result<Vec<Hash>, ProveError> {
    if index >= size {
        return Err(ProveError::Outside { index, size });
    }
    let mut tree = Tree::new(reader, size)?;
    let (mut low, mut high) = (0, size);
    let mut path = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(tree.range(middle, high)?);
            high = middle;
        } else {
            path.push(tree.range(low, middle)?);
            low = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The consistency path from the tree of `old` entries to that of `new`; empty where `old` is 0 or equals `new`.
///
/// # Errors
///
/// [`ProveError::Shrunk`] where `old > new`; [`ProveError::Tile`] naming the tile that is missing or cut.
pub fn consistency_proof<R: TileReader + ?Sized>(
    reader: &R,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ProveError> {
    if old > new {
        return Err(ProveError::Shrunk { old, new });
    }
    let mut tree = Tree::new(reader, new)?;
    let mut path = Vec::new();
    if old == 0 {
        return Ok(path);
    }
    // SUBPROOF(m, D[low:high], b): `whole` is b, true while the older root itself is still the node looked at.
    let (mut low, mut high, mut m, mut whole) = (0, new, old, true);
    while m != high - low {
        let middle = low + split(high - low);
        if m <= middle - low {
            path.push(tree.range(middle, high)?);
            high = middle;
        } else {
            path.push(tree.range(low, middle)?);
            m -= middle - low;
            low = middle;
            whole = false;
        }
    }
    if !whole {
        path.push(tree.range(low, high)?);
    }
    path.reverse();
    Ok(path)
}

/// The root of the tree of `size` entries, from its right-edge tiles.
///
/// # Errors
///
/// [`ProveError::Tile`] naming the tile that is missing or cut; [`ProveError::TooLarge`].
pub fn tree_root<R: TileReader + ?Sized>(reader: &R, size: u64) -> Result<Hash, ProveError> {
    let mut tree = Tree::new(reader, size)?;
    if size == 0 { Ok(Frontier::new().root()) } else { tree.range(0, size) }
}

/// The largest power of two below `n` (`k` of RFC 6962); `n` is at least 2.
fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// The hashes of a tree of known size, tile by tile, each tile read once.
struct Tree<'a, R: ?Sized> {
    reader: &'a R,
    size: u64,
    read: BTreeMap<TilePath, Vec<Hash>>,
}

impl<'a, R: TileReader + ?Sized> Tree<'a, R> {
    fn new(reader: &'a R, size: u64) -> Result<Self, ProveError> {
        if size > MAX_SIZE {
            return Err(ProveError::TooLarge(size));
        }
        Ok(Self { reader, size, read: BTreeMap::new() })
    }

    /// `MTH(D[low:high])` for the ranges that proofs ask for: `low` is a multiple of a power of two not below the length.
    fn range(&mut self, low: u64, high: u64) -> Result<Hash, ProveError> {
        let mut peaks = Vec::new();
        let mut at = low;
        while at < high {
            let height = 63 - (high - at).leading_zeros();
            peaks.push(self.subtree(height, at >> height)?);
            at += 1 << height;
        }
        let mut hash = peaks.pop().unwrap_or(crate::hash::EMPTY_ROOT);
        while let Some(left) = peaks.pop() {
            hash = node_hash(&left, &hash);
        }
        Ok(hash)
    }

    /// The hash of the complete subtree over the entries `index << height .. (index + 1) << height`.
    fn subtree(&mut self, height: u32, index: u64) -> Result<Hash, ProveError> {
        let (level, above) = (height / 8, height % 8);
        let first = index << above;
        let in_row = self.size >> (8 * level);
        let tile = first / 256;
        // Level is at most 7 and width at most 256, so the casts keep the values.
        #[allow(clippy::cast_possible_truncation)]
        let (level, width) = (level as u8, (in_row - tile * 256).min(u64::from(TILE_WIDTH)) as u16);
        let path = TilePath::known(TileKind::Level(level), tile, width);
        if !self.read.contains_key(&path) {
            let hashes = read_tile(self.reader, path)?;
            self.read.insert(path, hashes);
        }
        #[allow(clippy::cast_possible_truncation)]
        let start = (first % 256) as usize;
        let hashes = self.read.get(&path).and_then(|hashes| hashes.get(start..start + (1 << above)));
        Ok(complete_root(hashes.unwrap_or_default()))
    }
}
