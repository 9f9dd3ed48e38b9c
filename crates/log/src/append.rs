//! Growing a log: entries in, the bytes of every bundle and tile of the new tree out.
//!
//! The [`Appender`] holds the right edge of the tree only (at most one bundle and one tile per level), so a million
//! entries stream through it in constant memory. It writes nothing: the caller drains the files, stores them, and signs
//! the root when they are safe.

use crate::hash::{EMPTY_ROOT, Hash, complete_root, leaf_hash, node_hash};
use crate::tile::{
    EntryTooLong, TILE_WIDTH, TileError, TileFault, TileKind, TilePath, TileReader, decode_bundle,
    encode_tile, push_entry, read_bundle, read_tile,
};
use crate::tree::{Frontier, MAX_SIZE};

/// One file of the log, ready to be stored. Files are immutable: the same path always gets the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileFile {
    /// Where it belongs.
    pub path: TilePath,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Takes entries one by one and yields the files that a tree of the new size needs.
///
/// ```
/// use sanad_log::append::Appender;
/// let mut log = Appender::new();
/// for n in 0..300_u32 {
///     log.push(&n.to_be_bytes())?;
///     for file in log.drain() { /* store it */ }
/// }
/// log.seal();
/// let paths: Vec<String> = log.drain().map(|file| file.path.to_string()).collect();
/// assert_eq!(paths, ["tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1"]);
/// # Ok::<(), sanad_log::tile::EntryTooLong>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Appender {
    size: u64,
    /// Size at the last seal: what lies at or left of it has been yielded.
    sealed: u64,
    /// Bytes of the bundle at the right edge.
    bundle: Vec<u8>,
    /// For each level the hashes of its right-edge tile (0 to 255 of them).
    edge: Vec<Vec<Hash>>,
    ready: Vec<TileFile>,
}

/// Why a stored log could not be continued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A size above [`MAX_SIZE`].
    #[error("a tree of {0} entries is larger than 2^62")]
    TooLarge(u64),
    /// A file of the right edge is missing or wrong.
    #[error(transparent)]
    Tile(#[from] TileError),
}

impl Appender {
    /// A log without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Continues a stored log of `size` entries from the files at its right edge (one bundle, one tile per level).
    ///
    /// The bundle is checked against its tile. The caller compares [`Appender::root`] with the checkpoint: only that
    /// shows that the edge read is the edge signed.
    ///
    /// # Errors
    ///
    /// [`OpenError`] naming the file that is missing, cut, or at odds with its neighbour.
    pub fn open<R: TileReader + ?Sized>(reader: &R, size: u64) -> Result<Self, OpenError> {
        if size > MAX_SIZE {
            return Err(OpenError::TooLarge(size));
        }
        let mut edge = Vec::new();
        for level in 0..8_u8 {
            let in_row = size >> (8 * u32::from(level));
            if in_row == 0 {
                break;
            }
            edge.push(match edge_path(TileKind::Level(level), in_row) {
                Some(path) => read_tile(reader, path)?,
                None => Vec::new(),
            });
        }
        let bundle = match edge_path(TileKind::Entries, size) {
            Some(path) => {
                let bundle = read_bundle(reader, path)?;
                let leaves = edge.first().map(Vec::as_slice).unwrap_or_default();
                check_bundle(&bundle, path, leaves)?;
                bundle
            }
            None => Vec::new(),
        };
        Ok(Self { size, sealed: size, bundle, edge, ready: Vec::new() })
    }

    /// Number of entries so far.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree so far.
    pub fn root(&self) -> Hash {
        self.frontier().root()
    }

    /// The right edge of the tree so far.
    pub fn frontier(&self) -> Frontier {
        Frontier::from_peaks(self.size, edge_peaks(&self.edge))
    }

    /// Appends one entry; what it fills becomes ready to [`Appender::drain`].
    ///
    /// # Errors
    ///
    /// [`EntryTooLong`] above 65,535 bytes; the log is then unchanged.
    pub fn push(&mut self, entry: &[u8]) -> Result<(), EntryTooLong> {
        push_entry(&mut self.bundle, entry)?;
        self.push_leaf(leaf_hash(entry));
        Ok(())
    }

    /// Makes the partial files of the present size ready: afterwards everything that a checkpoint of this size needs has
    /// been handed out. Files that have not changed since the last seal are not repeated.
    pub fn seal(&mut self) {
        if self.sealed == self.size {
            return;
        }
        if let Some(path) = edge_path(TileKind::Entries, self.size) {
            self.ready.push(TileFile { path, bytes: self.bundle.clone() });
        }
        for (level, row) in (0_u8..).zip(&self.edge) {
            let shift = 8 * u32::from(level);
            if self.size >> shift == self.sealed >> shift {
                continue;
            }
            if let Some(path) = edge_path(TileKind::Level(level), self.size >> shift) {
                self.ready.push(TileFile { path, bytes: encode_tile(row) });
            }
        }
        self.sealed = self.size;
    }

    /// Takes the files that are ready, oldest first. Drain after every few thousand entries to keep memory small.
    pub fn drain(&mut self) -> impl Iterator<Item = TileFile> + '_ {
        self.ready.drain(..)
    }

    /// Appends a leaf whose entry is already in the bundle, or is not known (as when a damaged log is checked).
    pub(crate) fn push_leaf(&mut self, leaf: Hash) {
        self.size += 1;
        if self.size.is_multiple_of(u64::from(TILE_WIDTH)) {
            let path = TilePath::known(TileKind::Entries, self.size / 256 - 1, TILE_WIDTH);
            self.ready.push(TileFile { path, bytes: std::mem::take(&mut self.bundle) });
        }
        let mut hash = leaf;
        for level in 0_u8.. {
            let at = usize::from(level);
            if at == self.edge.len() {
                self.edge.push(Vec::with_capacity(usize::from(TILE_WIDTH)));
            }
            self.edge[at].push(hash);
            if self.edge[at].len() < usize::from(TILE_WIDTH) {
                break;
            }
            let index = (self.size >> (8 * (u32::from(level) + 1))) - 1;
            let path = TilePath::known(TileKind::Level(level), index, TILE_WIDTH);
            self.ready.push(TileFile { path, bytes: encode_tile(&self.edge[at]) });
            hash = complete_root(&self.edge[at]);
            self.edge[at].clear();
        }
    }
}

/// The root of a tree from the hashes of its right-edge tiles, level 0 first.
pub(crate) fn edge_root(edge: &[Vec<Hash>]) -> Hash {
    edge_peaks(edge).into_iter().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or(EMPTY_ROOT)
}

/// The complete subtrees of a tree, largest first, from the hashes of its right-edge tiles.
fn edge_peaks(edge: &[Vec<Hash>]) -> Vec<Hash> {
    let mut peaks = Vec::new();
    for row in edge.iter().rev() {
        let mut rest = row.as_slice();
        while !rest.is_empty() {
            let (subtree, after) = rest.split_at(1 << rest.len().ilog2());
            peaks.push(complete_root(subtree));
            rest = after;
        }
    }
    peaks
}

/// The partial file at the right edge of a row with `in_row` hashes or entries; `None` where the row ends in a full one.
fn edge_path(kind: TileKind, in_row: u64) -> Option<TilePath> {
    // Below 256, so the cast keeps the value.
    #[allow(clippy::cast_possible_truncation)]
    let width = (in_row % 256) as u16;
    (width > 0).then(|| TilePath::known(kind, in_row / 256, width))
}

/// Compares the entries of a bundle with their leaf hashes.
fn check_bundle(bundle: &[u8], path: TilePath, leaves: &[Hash]) -> Result<(), TileError> {
    let entries = decode_bundle(bundle, path.width()).map_err(|fault| TileError { path, fault })?;
    match entries.iter().zip(leaves).position(|(entry, leaf)| leaf_hash(entry) != *leaf) {
        None => Ok(()),
        Some(n) => {
            let fault = TileFault::Contradiction(format!(
                "entry {n} of the bundle does not have the hash that its tile holds"
            ));
            Err(TileError { path, fault })
        }
    }
}
