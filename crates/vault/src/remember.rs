//! May the log go on here? What was last signed is also remembered outside the case, and nothing may contradict it.
//!
//! A database that was put back, or a folder that was copied to another machine, would sign a second history of its
//! log: a fork. So a writer compares the database with the checkpoint in the clear, with every anchored checkpoint and
//! with what this user's machine remembers, and refuses where one of them knows better.

use rusqlite::Connection;
use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::Hash;
use sanad_model::World;

use crate::anchor;
use crate::error::{Error, Result};
use crate::keys::RandomId;
use crate::rows::{self, LogRow, SignedRoot};
use crate::store::Store;
use crate::tree;

/// The last thing signed for one log of one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remembered {
    pub(crate) size: u64,
    pub(crate) root: Hash,
}

/// Remembers, durably.
pub(crate) fn store(world: &dyn World, vault: &RandomId, device: &RandomId, what: &Remembered) -> Result<()> {
    let name = name(vault, device);
    let line = format!("sanad/1 {} {}\n", what.size, what.root);
    world.remember(&name, line.as_bytes()).map_err(|e| Error::io(name, e))
}

/// How many entries of this log are known outside the database.
pub(crate) struct Known {
    /// To readers of the checkpoint in the clear, if there is one of this log.
    pub(crate) shown: Option<u64>,
    /// To this machine.
    pub(crate) remembered: Option<u64>,
}

/// Compares the database with everything that outlives it.
pub(crate) fn check(
    store: &dyn Store,
    db: &Connection,
    world: &dyn World,
    vault: &RandomId,
    log: &LogRow,
    last: Option<&SignedRoot>,
) -> Result<Known> {
    let remembered = recall(world, vault, &log.device)?;
    if let Some(remembered) = &remembered {
        agrees(db, log, last, "what this machine remembers", remembered.size, remembered.root)?;
    } else if last.is_some() {
        return Err(Error::Copied { what: "this machine does not remember writing it".into() });
    }
    let key = tree::verifier(log)?;
    let published = match tree::published(store, tree::CHECKPOINT, &key) {
        // The checkpoint of the log before: the successor has not shown one yet.
        Err(_) if is_of_older_log(store, db, log)? => None,
        other => other?,
    };
    let shown = published.as_ref().map(Checkpoint::size);
    let anchored = anchor::checkpoints(store, &key)?;
    for (what, cp) in published.map(|cp| ("log/checkpoint".to_owned(), cp)).into_iter().chain(anchored) {
        let cp: Checkpoint = cp;
        agrees(db, log, last, &what, cp.size(), cp.root())?;
    }
    Ok(Known { shown, remembered: remembered.map(|known| known.size) })
}

/// Whether the database has signed this size under this root.
fn agrees(
    db: &Connection,
    log: &LogRow,
    last: Option<&SignedRoot>,
    what: &str,
    size: u64,
    root: Hash,
) -> Result<()> {
    let ours = last.map_or(0, |cp| cp.size);
    if size > ours {
        return Err(Error::RolledBack { what: format!("{what} has {size} entries, the database {ours}") });
    }
    match rows::checkpoint(db, log.number, Some(size))? {
        Some(cp) if cp.root == root => Ok(()),
        None if size == 0 => Ok(()),
        _ => Err(Error::Forked {
            what: format!("{what} and the database have different roots at {size} entries"),
        }),
    }
}

fn recall(world: &dyn World, vault: &RandomId, device: &RandomId) -> Result<Option<Remembered>> {
    let name = name(vault, device);
    let Some(bytes) = world.remembered(&name).map_err(|e| Error::io(&name, e))? else { return Ok(None) };
    let parse = || {
        let line = str::from_utf8(&bytes).ok()?.strip_prefix("sanad/1 ")?.strip_suffix('\n')?;
        let (size, root) = line.split_once(' ')?;
        Some(Remembered { size: size.parse().ok()?, root: root.parse().ok()? })
    };
    parse().map(Some).ok_or_else(|| Error::damaged(name, "it is not in the form in which it is remembered"))
}

fn is_of_older_log(store: &dyn Store, db: &Connection, log: &LogRow) -> Result<bool> {
    let origin = tree::origin_of(store, tree::CHECKPOINT);
    Ok(rows::logs(db)?.iter().any(|row| row.number < log.number && Some(&row.origin) == origin.as_ref()))
}

fn name(vault: &RandomId, device: &RandomId) -> String {
    format!("vault-{vault}-{device}")
}
