//! The files of a log: Merkle tiles and entry bundles, their paths and their bytes (<https://c2sp.org/tlog-tiles>).
//!
//! A tile is 256 hashes of one level (or fewer at the right edge, then its path says how many). A bundle is the same 256
//! entries that a level-0 tile hashes, each behind its length in two bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::hash::Hash;

/// Hashes in a full tile, and entries in a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// Longest entry in bytes: the length is written in two.
pub const MAX_ENTRY: usize = 65_535;

/// The highest level a path may name (tlog-tiles; a tree of 2^64 entries needs 8).
pub const MAX_LEVEL: u8 = 63;

/// Which row of the tree a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TileKind {
    /// The entries themselves: `tile/entries/…`.
    Entries,
    /// Hashes of level `L`: `tile/<L>/…`; level 0 holds leaf hashes. 0 to 63.
    Level(u8),
}

/// The place of one tile or bundle: `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
///
/// Invariant: the level is at most 63 and the width is 1 to 256, so every value has exactly one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TilePath {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// Where the files of a log come from: a folder, a memory map, a web server, a USB stick.
///
/// Contract: `read` returns the bytes last written under exactly this path, whole, or says that there are none. It does
/// not look for a wider tile in place of a partial one; this crate does that.
pub trait TileReader {
    /// The bytes at `path`.
    ///
    /// # Errors
    ///
    /// [`ReadError::Missing`] where nothing is stored there; [`ReadError::Failed`] where the store could not say.
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, ReadError>;
}

/// Why a reader gave no bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing is stored under the path.
    #[error("missing")]
    Missing,
    /// The store failed; its own words.
    #[error("cannot be read: {0}")]
    Failed(String),
}

/// What is wrong with one file of the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileFault {
    /// Nothing is stored under the path (nor under the path of the full tile).
    #[error("missing")]
    Missing,
    /// The store failed; its own words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A tile of the wrong length.
    #[error("is {got} bytes long, expected {expected}")]
    Length {
        /// Bytes found.
        got: usize,
        /// Bytes that the width asks for.
        expected: usize,
    },
    /// A bundle that ends in the middle of an entry.
    #[error("entry {0} of the bundle is cut short")]
    CutEntry(usize),
    /// A bundle with bytes behind its last entry.
    #[error("{0} bytes follow the last entry")]
    Trailing(usize),
    /// The file does not agree with what lies beside, below or above it.
    #[error("{0}")]
    Contradiction(String),
}

/// A file of the log that is missing or wrong: which, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct TileError {
    /// The file that was asked for.
    pub path: TilePath,
    /// What is wrong with it.
    pub fault: TileFault,
}

/// The text is not a tile path in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a tlog-tiles path: {0:?}")]
pub struct TilePathError(pub String);

/// An entry longer than [`MAX_ENTRY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry of {0} bytes is too long; the limit is 65,535")]
pub struct EntryTooLong(pub usize);

impl TilePath {
    /// A tile or bundle; `None` if the level is above 63 or the width is not 1 to 256.
    pub fn new(kind: TileKind, index: u64, width: u16) -> Option<Self> {
        let level_fits = !matches!(kind, TileKind::Level(l) if l > MAX_LEVEL);
        (level_fits && (1..=TILE_WIDTH).contains(&width)).then_some(Self { kind, index, width })
    }

    /// Entries or level.
    pub const fn kind(&self) -> TileKind {
        self.kind
    }

    /// Position within its row, from 0; the file starts at hash or entry `256 * index` of that row.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// Hashes or entries in the file: 1 to 256.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether the file is at the right edge and not yet full.
    pub const fn is_partial(&self) -> bool {
        self.width < TILE_WIDTH
    }

    /// The same place, full.
    #[must_use]
    pub const fn full(self) -> Self {
        Self { width: TILE_WIDTH, ..self }
    }

    /// For callers in this crate that have already kept the level and the width in range.
    pub(crate) const fn known(kind: TileKind, index: u64, width: u16) -> Self {
        Self { kind, index, width }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Entries => f.write_str("tile/entries/")?,
            TileKind::Level(level) => write!(f, "tile/{level}/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for group in groups.iter().skip(1).rev() {
            write!(f, "x{group:03}/")?;
        }
        write!(f, "{:03}", groups[0])?;
        if self.is_partial() {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

impl FromStr for TilePath {
    type Err = TilePathError;

    fn from_str(s: &str) -> Result<Self, TilePathError> {
        // Read loosely, write back, compare: whatever has a second spelling is refused.
        read_path(s).filter(|path| path.to_string() == s).ok_or_else(|| TilePathError(s.to_owned()))
    }
}

/// A log held in memory: for tests, for small logs, and for bundles of tiles on their way from one team to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryTiles(
    /// Path and bytes of every file.
    pub BTreeMap<TilePath, Vec<u8>>,
);

impl TileReader for MemoryTiles {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Missing)
    }
}

impl<R: TileReader + ?Sized> TileReader for &R {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, ReadError> {
        (**self).read(path)
    }
}

/// Appends one entry to the bytes of a bundle: its length in two bytes, big end first, then the entry.
///
/// # Errors
///
/// [`EntryTooLong`] above 65,535 bytes, because the length has two bytes; nothing is then appended.
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), EntryTooLong> {
    let length = u16::try_from(entry.len()).map_err(|_| EntryTooLong(entry.len()))?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle that must hold exactly `width` of them, and nothing behind the last.
///
/// # Errors
///
/// [`TileFault::CutEntry`] where a length reaches past the end or entries are missing, [`TileFault::Trailing`] where bytes remain.
pub fn decode_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileFault> {
    let (entries, rest) = take_entries(bytes, width)?;
    if rest.is_empty() { Ok(entries) } else { Err(TileFault::Trailing(rest.len())) }
}

/// The hashes of a tile that must be exactly `width` wide.
///
/// # Errors
///
/// [`TileFault::Length`] for any length but `32 * width`.
pub fn decode_tile(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileFault> {
    let expected = usize::from(width) * Hash::LEN;
    if bytes.len() != expected {
        return Err(TileFault::Length { got: bytes.len(), expected });
    }
    Ok(bytes.as_chunks::<{ Hash::LEN }>().0.iter().map(|chunk| Hash::from_bytes(*chunk)).collect())
}

/// The bytes of a tile.
pub fn encode_tile(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|h| *h.as_bytes()).collect()
}

/// The files that a tree of `new_size` entries has and a tree of `old_size` had not, bundles first, then level by level.
///
/// Empty where `new_size <= old_size`. The list has about `new_size / 128` members; a writer that streams does not need it
/// ([`crate::append::Appender`] yields the same set).
pub fn tiles_to_write(old_size: u64, new_size: u64) -> Vec<TilePath> {
    let mut paths = Vec::new();
    if new_size <= old_size {
        return paths;
    }
    push_row(&mut paths, TileKind::Entries, old_size, new_size);
    for level in 0..8_u8 {
        let shift = 8 * u32::from(level);
        push_row(&mut paths, TileKind::Level(level), old_size >> shift, new_size >> shift);
    }
    paths
}

/// Reads the hashes of `path`, or the first of them from the full tile where the partial one has been removed.
pub(crate) fn read_tile<R: TileReader + ?Sized>(reader: &R, path: TilePath) -> Result<Vec<Hash>, TileError> {
    let (bytes, width) = read_or_full(reader, path)?;
    let mut hashes = decode_tile(&bytes, width).map_err(|fault| TileError { path, fault })?;
    hashes.truncate(usize::from(path.width));
    Ok(hashes)
}

/// Reads the bundle at `path` strictly, or the first entries of the full one where the partial one has been removed; the
/// bytes returned hold exactly `path.width()` entries.
pub(crate) fn read_bundle<R: TileReader + ?Sized>(reader: &R, path: TilePath) -> Result<Vec<u8>, TileError> {
    let (mut bytes, width) = read_or_full(reader, path)?;
    decode_bundle(&bytes, width).map_err(|fault| TileError { path, fault })?;
    let (_, rest) = take_entries(&bytes, path.width).map_err(|fault| TileError { path, fault })?;
    let kept = bytes.len() - rest.len();
    bytes.truncate(kept);
    Ok(bytes)
}

/// The bytes at `path` and their width; tlog-tiles lets the full tile stand in for a partial one.
fn read_or_full<R: TileReader + ?Sized>(reader: &R, path: TilePath) -> Result<(Vec<u8>, u16), TileError> {
    let fault = |error| match error {
        ReadError::Missing => TileFault::Missing,
        ReadError::Failed(why) => TileFault::Unreadable(why),
    };
    match reader.read(&path) {
        Ok(bytes) => Ok((bytes, path.width)),
        Err(ReadError::Missing) if path.is_partial() => reader
            .read(&path.full())
            .map(|bytes| (bytes, TILE_WIDTH))
            .map_err(|e| TileError { path, fault: fault(e) }),
        Err(error) => Err(TileError { path, fault: fault(error) }),
    }
}

/// The first `width` entries and what follows them.
fn take_entries(bytes: &[u8], width: u16) -> Result<(Vec<&[u8]>, &[u8]), TileFault> {
    let mut entries = Vec::with_capacity(usize::from(width));
    let mut rest = bytes;
    for number in 0..usize::from(width) {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(TileFault::CutEntry(number))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(TileFault::CutEntry(number))?;
        entries.push(entry);
        rest = after;
    }
    Ok((entries, rest))
}

/// The tiles of one row that hold its hashes (or entries) `old..new`, up to the right edge.
fn push_row(paths: &mut Vec<TilePath>, kind: TileKind, old: u64, new: u64) {
    if new <= old {
        return;
    }
    for index in old / 256..new.div_ceil(256) {
        // At most 256 by the minimum, so the cast keeps the value.
        #[allow(clippy::cast_possible_truncation)]
        let width = (new - index * 256).min(256) as u16;
        paths.push(TilePath::known(kind, index, width));
    }
}

/// Reads the parts of a path without asking whether this was their only spelling.
fn read_path(s: &str) -> Option<TilePath> {
    let (row, place) = s.strip_prefix("tile/")?.split_once('/')?;
    let kind = if row == "entries" { TileKind::Entries } else { TileKind::Level(row.parse().ok()?) };
    let (number, width) = match place.split_once(".p/") {
        Some((number, width)) => (number, width.parse().ok()?),
        None => (place, TILE_WIDTH),
    };
    let mut index = 0_u64;
    for group in number.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        index = index.checked_mul(1000)?.checked_add(digits.parse::<u16>().ok()?.into())?;
    }
    TilePath::new(kind, index, width)
}
