//! Checking a whole log: every entry, every tile of every level, every partial file, and the root.
//!
//! The entries are hashed again from the bundles; each tile is compared with what lies below it. Where a bundle and its
//! tile disagree, the level above says which of the two was changed, so that a report names the damaged file and not its
//! neighbours. Nothing stops at the first problem.

use crate::append::edge_root;
use crate::checkpoint::Checkpoint;
use crate::hash::{EMPTY_ROOT, Hash, complete_root, leaf_hash};
use crate::tile::{
    TILE_WIDTH, TileError, TileFault, TileKind, TilePath, TileReader, decode_bundle, read_bundle, read_tile,
};

/// What a check of a whole log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeReport {
    /// Entries that the checkpoint covers.
    pub size: u64,
    /// The root recomputed from what is stored.
    pub root: Hash,
    /// Everything wrong, in the order of the files; empty for a sound log.
    pub problems: Vec<Problem>,
    /// Partial files of earlier sizes that agree with the log; they may be deleted.
    pub stale: usize,
    /// Files beyond the checkpoint, written but never signed; not checked, and no problem.
    pub ahead: usize,
}

/// One file that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct Problem {
    /// The file, relative to the log's folder.
    pub path: String,
    /// What is wrong with it.
    pub fault: TileFault,
}

/// Checks the log that `checkpoint` covers. The checkpoint's signature is the caller's to verify before.
///
/// `on_disk` lists the paths found in the log's folder (`tile/…`, with `/` between the parts), for files that the
/// checkpoint does not ask for: stale partial tiles, tails that were never signed, strangers. It may be empty.
///
/// Reads each file once or twice and keeps two tiles in memory for each level, so its memory does not grow with the log.
pub fn verify_tree<'p, R: TileReader + ?Sized>(
    reader: &R,
    checkpoint: &Checkpoint,
    on_disk: impl IntoIterator<Item = &'p str>,
) -> TreeReport {
    let mut walk =
        Walk { reader, size: checkpoint.size(), edge: Vec::new(), parents: None, problems: Vec::new() };
    for index in 0..walk.size.div_ceil(256) {
        walk.bundle_and_tile(index);
    }
    walk.right_edge();
    let root = edge_root(&walk.edge);
    if root != checkpoint.root() && walk.problems.is_empty() {
        // Only said where no file was found wrong: otherwise it follows from that.
        let why = format!("its root {} is not the root {root} of the entries stored", checkpoint.root());
        walk.problems.push(Problem { path: "checkpoint".to_owned(), fault: TileFault::Contradiction(why) });
    }
    let (mut stale, mut ahead) = (0, 0);
    for path in on_disk {
        match walk.unasked(path) {
            Unasked::Stale => stale += 1,
            Unasked::Ahead => ahead += 1,
            Unasked::Covered | Unasked::Wrong => {}
        }
    }
    TreeReport { size: checkpoint.size(), root, problems: walk.problems, stale, ahead }
}

/// What a file found in the folder is to the checkpoint.
enum Unasked {
    Covered,
    Stale,
    Ahead,
    Wrong,
}

struct Walk<'r, R: ?Sized> {
    reader: &'r R,
    size: u64,
    /// For each level the recomputed hashes of the tile at the right edge.
    edge: Vec<Vec<Hash>>,
    /// The level-1 tile read last: its index and hashes.
    parents: Option<(u64, Vec<Hash>)>,
    problems: Vec<Problem>,
}

impl<R: TileReader + ?Sized> Walk<'_, R> {
    /// Checks one bundle against its level-0 tile and carries its hash upwards.
    fn bundle_and_tile(&mut self, index: u64) {
        let (bundle_path, tile_path) =
            (self.path(TileKind::Entries, index), self.path(TileKind::Level(0), index));
        let entries = self
            .note(read_bundle(self.reader, bundle_path).and_then(|bytes| hash_entries(&bytes, bundle_path)));
        let hashes = self.note(read_tile(self.reader, tile_path));
        let parent = if tile_path.is_partial() { None } else { self.parent(index) };
        let leaves = match (entries, hashes) {
            (Some(entries), Some(hashes)) if entries == hashes => entries,
            (Some(entries), Some(hashes)) => {
                let at = entries.iter().zip(&hashes).position(|(a, b)| a != b).unwrap_or_default();
                if parent == Some(complete_root(&hashes)) {
                    self.contradiction(bundle_path, format!("entry {at} is not the one that was logged"));
                    hashes
                } else {
                    self.contradiction(tile_path, format!("hash {at} is not the hash of its entry"));
                    entries
                }
            }
            (Some(leaves), None) | (None, Some(leaves)) => leaves,
            (None, None) => {
                // Both lost. The level above still knows their hash, so the rest of the log can be checked; where it
                // does not, any hash keeps the others in their places.
                if !tile_path.is_partial() {
                    self.carry(1, parent.unwrap_or(EMPTY_ROOT));
                }
                return;
            }
        };
        leaves.into_iter().for_each(|leaf| self.carry(0, leaf));
    }

    /// Adds a hash to a level; a tile that is full is compared with the stored one and carried to the level above.
    fn carry(&mut self, level: u8, hash: Hash) {
        let at = usize::from(level);
        while self.edge.len() <= at {
            self.edge.push(Vec::new());
        }
        self.edge[at].push(hash);
        if self.edge[at].len() == usize::from(TILE_WIDTH) {
            let row = std::mem::take(&mut self.edge[at]);
            if level > 0 {
                // The tile that is now full is the one after those already carried.
                let index = self.carried(level + 1);
                self.compare(TilePath::known(TileKind::Level(level), index, TILE_WIDTH), &row);
            }
            self.carry(level + 1, complete_root(&row));
        }
    }

    /// Hashes carried to a level so far, in whole and at the edge.
    fn carried(&self, level: u8) -> u64 {
        let above = self.edge.iter().enumerate().skip(usize::from(level));
        above.map(|(at, row)| (row.len() as u64) << (8 * (at - usize::from(level)))).sum()
    }

    /// Compares the partial tiles above level 0.
    fn right_edge(&mut self) {
        for level in 1..8_u8 {
            let row = self.edge.get(usize::from(level)).cloned().unwrap_or_default();
            let in_row = self.size >> (8 * u32::from(level));
            if !in_row.is_multiple_of(256) && !row.is_empty() {
                self.compare(self.path(TileKind::Level(level), in_row / 256), &row);
            }
        }
    }

    /// Compares a stored tile with the hashes recomputed from below.
    fn compare(&mut self, path: TilePath, row: &[Hash]) {
        if let Some(stored) = self.note(read_tile(self.reader, path))
            && let Some(at) = stored.iter().zip(row).position(|(a, b)| a != b)
        {
            self.contradiction(path, format!("hash {at} is not the hash of the tile below it"));
        }
    }

    /// The hash that level 1 holds for a full level-0 tile; a missing or damaged level-1 tile is reported elsewhere.
    fn parent(&mut self, index: u64) -> Option<Hash> {
        let at = index / 256;
        if self.parents.as_ref().is_none_or(|(held, _)| *held != at) {
            let hashes = read_tile(self.reader, self.path(TileKind::Level(1), at)).unwrap_or_default();
            self.parents = Some((at, hashes));
        }
        let (_, hashes) = self.parents.as_ref()?;
        hashes.get(usize::try_from(index % 256).ok()?).copied()
    }

    /// Judges a file that was found in the folder.
    fn unasked(&mut self, text: &str) -> Unasked {
        let Ok(path) = text.parse::<TilePath>() else {
            let why = "is not a file of a log: its name is no tlog-tiles path".to_owned();
            self.problems.push(Problem { path: text.to_owned(), fault: TileFault::Contradiction(why) });
            return Unasked::Wrong;
        };
        let in_row = match path.kind() {
            TileKind::Entries => self.size,
            TileKind::Level(level) => self.size.checked_shr(8 * u32::from(level)).unwrap_or(0),
        };
        let start = path.index().saturating_mul(256);
        if start >= in_row {
            return Unasked::Ahead;
        }
        let covering = self.path(path.kind(), path.index());
        if covering == path {
            return Unasked::Covered;
        }
        let ahead = path.width() > covering.width();
        match self.agrees(path, covering) {
            Ok(true) if ahead => Unasked::Ahead,
            Ok(true) => Unasked::Stale,
            Ok(false) => {
                self.contradiction(path, "does not agree with the log that the checkpoint covers".to_owned());
                Unasked::Wrong
            }
            Err(problem) => {
                self.note::<()>(Err(problem));
                Unasked::Wrong
            }
        }
    }

    /// Whether two files of one place begin alike. A covering file that is itself damaged has been reported already.
    fn agrees(&self, path: TilePath, covering: TilePath) -> Result<bool, TileError> {
        let exact = |fault| TileError { path, fault };
        let bytes = self.reader.read(&path).map_err(|e| exact(TileFault::Unreadable(e.to_string())))?;
        let common = usize::from(path.width().min(covering.width()));
        Ok(match path.kind() {
            TileKind::Entries => {
                let known = read_bundle(self.reader, covering).unwrap_or_default();
                let known = decode_bundle(&known, covering.width()).unwrap_or_default();
                let found = decode_bundle(&bytes, path.width()).map_err(exact)?;
                known.is_empty() || known.iter().take(common).eq(found.iter().take(common))
            }
            TileKind::Level(_) => {
                let known = read_tile(self.reader, covering).unwrap_or_default();
                let found = crate::tile::decode_tile(&bytes, path.width()).map_err(exact)?;
                known.is_empty() || known.iter().take(common).eq(found.iter().take(common))
            }
        })
    }

    /// The file at `index` of a row, as wide as the checkpoint makes it.
    fn path(&self, kind: TileKind, index: u64) -> TilePath {
        let level = if let TileKind::Level(level) = kind { level } else { 0 };
        let in_row = self.size >> (8 * u32::from(level));
        // At most 256 by the minimum, so the cast keeps the value.
        #[allow(clippy::cast_possible_truncation)]
        let width = in_row.saturating_sub(index * 256).min(256) as u16;
        TilePath::known(kind, index, width)
    }

    /// Keeps what was read, or the problem.
    fn note<T>(&mut self, read: Result<T, TileError>) -> Option<T> {
        read.map_err(|e| self.problems.push(Problem { path: e.path.to_string(), fault: e.fault })).ok()
    }

    fn contradiction(&mut self, path: TilePath, why: String) {
        self.problems.push(Problem { path: path.to_string(), fault: TileFault::Contradiction(why) });
    }
}

/// The leaf hashes of a bundle.
fn hash_entries(bytes: &[u8], path: TilePath) -> Result<Vec<Hash>, TileError> {
    let entries = decode_bundle(bytes, path.width()).map_err(|fault| TileError { path, fault })?;
    Ok(entries.into_iter().map(leaf_hash).collect())
}
