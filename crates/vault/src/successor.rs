//! The log goes on under another name: after a restore, a copy, or a database that was put back.
//!
//! Two machines that sign one log make two histories of it. So the folder that is not the one remembered gets a new log:
//! new origin, new device, new key. It begins with every entry of the old one, in order, so that indexes, proofs and
//! roots stay what they were (a root does not depend on the origin, and an ordinary consistency proof leads from the
//! last old checkpoint into the new log), and goes on with a `close` entry that names the old log. The old tree is kept
//! as it was in `log-<number>/`; its signing key is forgotten.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rusqlite::{Connection, TransactionBehavior};
use sanad_log::hash::leaf_hash;
use sanad_log::tree::Frontier;
use sanad_model::{BodyDraft, BodyType, Commitment, Salt, SealedBody, World};

use crate::db::{self, Access};
use crate::error::Result;
use crate::keys::header::Header;
use crate::keys::{KEY, Unlock};
use crate::location::Location;
use crate::rows::{self, StoredBody};
use crate::store::{NewFile, Put, Store};
use crate::tree;
use crate::vault::{Mode, SharedWorld, Vault};

const AT_ONCE: u64 = 4096;

impl Vault {
    /// Closes the log of a case that may not go on here and opens the case for writing under a successor log, whose
    /// `close` entry is signed by the actor of this name, or by the first one.
    ///
    /// # Errors
    /// As [`Vault::open`], and [`Error::Missing`](crate::Error::Missing) if there is no such actor.
    pub fn open_successor(
        location: &Location,
        unlock: &Unlock,
        world: SharedWorld,
        actor: Option<&str>,
    ) -> Result<Self> {
        let location = location.existing()?;
        let store = location.store();
        {
            let _lock = location.lock("successor")?;
            let header = Header::read(&*store)?;
            let master = header.unlock(unlock)?;
            let wrapping = master.derive("wrap", &header.vault);
            let mut db = db::connect(&location.database(), Access::Write, &master, &header.vault)?;
            begin(&*store, &mut db, &*world, &wrapping, actor)?;
        }
        Self::open(&location, Mode::Write("successor"), unlock, world)
    }
}

/// Sets the old tree aside and writes the rows of the new log and of its `close` entry in one transaction. What follows
/// from them, tiles and checkpoint, the next writer makes.
pub(crate) fn begin(
    store: &dyn Store,
    db: &mut Connection,
    world: &dyn World,
    wrapping: &[u8; KEY],
    actor: Option<&str>,
) -> Result<()> {
    let old = rows::newest_log(db)?;
    if rows::checkpoint(db, old.number, None)?.is_none() {
        // Begun already, then interrupted: the next writer goes on from here.
        return Ok(());
    }
    let signer = rows::signer(db, wrapping, actor)?;
    set_aside(store, old.number)?;
    let (new, _) = tree::new_log(world, old.number + 1, wrapping)?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let index = rows::entry_count(&transaction)?;
    let mut frontier = Frontier::new();
    while frontier.size() < index {
        for commitment in rows::commitments(&transaction, frontier.size(), AT_ONCE)? {
            frontier.push(leaf_hash(commitment.entry().as_bytes()));
        }
    }
    let last = rows::checkpoint(&transaction, old.number, None)?;
    let (size, root) = last.map_or((0, String::new()), |cp| (cp.size, BASE64.encode(cp.root.as_bytes())));
    let SealedBody { bytes: body, disclosures } = BodyDraft::new(BodyType::Close, world.now())
        .clear("closed", old.origin)
        .clear("size", size)
        .clear("root", root)
        .clear("successor", new.origin.clone())
        .seal(world, &signer);
    let mut salt = Salt([0; 32]);
    world.fill_random(&mut salt.0);
    let commitment = Commitment::to(&body, &salt);
    frontier.push(leaf_hash(commitment.entry().as_bytes()));
    rows::insert_log(&transaction, &new)?;
    rows::close_logs_before(&transaction, new.number)?;
    rows::insert_entry(&transaction, &StoredBody { index, commitment, salt, body, disclosures })?;
    rows::put_frontier(&transaction, &frontier.to_bytes())?;
    transaction.commit()?;
    Ok(())
}

/// Makes room for the tiles of a log that has signed nothing yet: what lies there is of the log before, set aside already,
/// or was left by an interrupted start.
pub(crate) fn clear_tiles(store: &dyn Store) -> Result<()> {
    for found in store.list(&format!("{}/tile", tree::FOLDER))? {
        store.remove(&found.name)?;
    }
    Ok(())
}

/// The folder of a closed log.
pub(crate) fn folder_of(number: u64) -> String {
    format!("{}-{number}", tree::FOLDER)
}

/// Copies `log/` to `log-<number>/`; may be repeated.
fn set_aside(store: &dyn Store, number: u64) -> Result<()> {
    for found in store.list(tree::FOLDER)? {
        let rest = found.name.strip_prefix(tree::FOLDER).unwrap_or_default();
        let mut source = store.get(&found.name)?;
        let copy = NewFile::written_by(format!("{}{rest}", folder_of(number)), move |out| {
            std::io::copy(&mut source, out).map(|_| ())
        });
        // The checkpoint may have moved on since an interrupted attempt.
        store.put(Put::Replace, vec![copy])?;
    }
    Ok(())
}
