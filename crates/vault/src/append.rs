//! The append protocol: what happens between "here are entries" and "they are acknowledged", and after a crash.
//!
//! ```text
//! commit    1 objects durable (object.rs)
//!           2 one transaction: all rows and the signed root over them; the single point of no return
//! publish   3 bundles and tiles
//!           4 log/checkpoint replaced
//!           5 remembered outside the case
//! ```
//! After step 2 the entries survive a crash; after step 5 a stranger can be shown them. One publishing may stand for
//! several commits: it costs ten syncs where a commit costs one. Steps 3 to 5 follow from the rows alone, so that the
//! next writer can run them again. An append that failed before step 2 never happened; one that failed later is finished
//! by the next writer: an error says "not acknowledged", not "not there".

use std::sync::Arc;

use rusqlite::{Connection, TransactionBehavior};
use sanad_log::append::Appender;
use sanad_log::note::SigningKey;
use sanad_model::{Body, Commitment, Disclosure, Salt, SealedBody, World};

use crate::actor::Actor;
use crate::archive::{ArchivedEntry, Compared};
use crate::error::{Error, Result};
use crate::keys::{KEY, RandomId};
use crate::location::Location;
use crate::lock::WriterLock;
use crate::object::StagedObject;
use crate::remember::{self, Remembered};
use crate::rows::{self, LogRow, SignedRoot, StoredBody};
use crate::store::{NewFile, Put, Store};
use crate::{successor, tree};

/// An entry to be appended.
pub struct NewEntry {
    /// The body, signed by its actor.
    pub sealed: SealedBody,
    /// The bytes that it records, if it records any; the body must then seal their digest as `sha256`.
    pub object: Option<StagedObject>,
}

/// An entry that is acknowledged: it survives a crash, and the log is signed over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its position in the log.
    pub index: u64,
    /// What stands there; ids are cut from it.
    pub commitment: Commitment,
}

/// The one writer of a case.
pub(crate) struct Writer {
    location: Location,
    store: Arc<dyn Store>,
    db: Connection,
    vault: RandomId,
    row: LogRow,
    key: SigningKey,
    log: Appender,
    /// How many entries the checkpoint in the clear covers.
    published: u64,
    /// Something failed half-way; what is on disk has to be looked at again before the next append.
    dirty: bool,
    _lock: WriterLock,
}

/// An actor's key that becomes valid with the entry that introduces it.
pub(crate) struct NewActor {
    pub(crate) actor: Actor,
    /// The key, wrapped.
    pub(crate) key: Vec<u8>,
}

const AT_ONCE: u64 = 4096;
/// How many entries may be durable and not yet public when more are to come.
const MOST_UNPUBLISHED: u64 = 256;

impl Writer {
    /// Takes over a case: checks that its log may go on here and finishes what a crash left unfinished.
    pub(crate) fn open(
        location: &Location,
        lock: WriterLock,
        db: Connection,
        vault: &RandomId,
        wrapping: &[u8; KEY],
        world: &dyn World,
    ) -> Result<Self> {
        let row = rows::newest_log(&db)?;
        let key = tree::open_key(&row, wrapping)?;
        let mut writer = Self {
            location: location.clone(),
            store: location.store(),
            db,
            vault: vault.clone(),
            row,
            key,
            log: Appender::new(),
            published: 0,
            dirty: true,
            _lock: lock,
        };
        writer.recover(world)?;
        Ok(writer)
    }

    /// The connection that may write.
    pub(crate) fn db(&self) -> &Connection {
        &self.db
    }

    /// Commits in one go and publishes.
    pub(crate) fn append(
        &mut self,
        world: &dyn World,
        entries: Vec<NewEntry>,
        actor: Option<NewActor>,
    ) -> Result<Vec<Appended>> {
        let appended = self.commit(world, entries, actor)?;
        self.publish(world)?;
        Ok(appended)
    }

    /// Steps 1 and 2: returns when all of it survives a crash.
    pub(crate) fn commit(
        &mut self,
        world: &dyn World,
        entries: Vec<NewEntry>,
        actor: Option<NewActor>,
    ) -> Result<Vec<Appended>> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        entries.iter().try_for_each(check_entry)?;
        if self.dirty {
            self.recover(world)?;
        }
        if self.log.size() - self.published >= MOST_UNPUBLISHED {
            self.publish(world)?;
        }
        self.dirty = true;
        let appended = self.insert(world, entries, actor)?;
        self.dirty = false;
        Ok(appended)
    }

    /// Steps 3 to 5, for all that is committed. Nothing to do is no error.
    pub(crate) fn publish(&mut self, world: &dyn World) -> Result<()> {
        if self.dirty {
            // Ends with a publishing of its own.
            return self.recover(world);
        }
        if self.published == self.log.size() {
            return Ok(());
        }
        self.dirty = true;
        let newest = rows::checkpoint(&self.db, self.row.number, None)?;
        let newest = newest.ok_or_else(|| Error::damaged(crate::db::FILE, "it has no checkpoint"))?;
        self.log.seal();
        let stored = tree::store_tiles(&*self.store, &mut self.log)?;
        self.show(world, &newest)?;
        // Only tidying: what is left over is pruned another time.
        let _ = tree::prune(&*self.store, &stored);
        self.dirty = false;
        Ok(())
    }

    /// Commits an entry of this case and, behind it, those of another, in one transaction.
    pub(crate) fn take_in(
        &mut self,
        world: &dyn World,
        first: NewEntry,
        entries: Vec<ArchivedEntry>,
        compared: Compared,
    ) -> Result<Vec<Appended>> {
        check_entry(&first)?;
        for entry in &entries {
            check_object(&entry.body, &entry.disclosures, entry.object.as_ref())?;
        }
        if self.dirty {
            self.recover(world)?;
        }
        self.dirty = true;
        let taken = self.insert_archive(world, first, entries, compared)?;
        self.dirty = false;
        self.publish(world)?;
        Ok(taken)
    }

    fn insert_archive(
        &mut self,
        world: &dyn World,
        first: NewEntry,
        entries: Vec<ArchivedEntry>,
        Compared { commitments, actors }: Compared,
    ) -> Result<Vec<Appended>> {
        let mut taken = Vec::with_capacity(entries.len());
        self.location.probe("rows", false)?;
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut salt = Salt([0; 32]);
        world.fill_random(&mut salt.0);
        let commitment = Commitment::to(&first.sealed.bytes, &salt);
        let own = ArchivedEntry {
            body: first.sealed.bytes,
            salt,
            disclosures: first.sealed.disclosures,
            object: first.object,
        };
        let begin = self.log.size() + 1;
        for (entry, commitment) in
            std::iter::once((own, commitment)).chain(entries.into_iter().zip(commitments))
        {
            let index = self.log.size();
            let ArchivedEntry { body, salt, disclosures, object } = entry;
            rows::insert_entry(&transaction, &StoredBody { index, commitment, salt, body, disclosures })?;
            if let Some(object) = object {
                rows::insert_object(&transaction, index, &object)?;
            }
            push(&mut self.log, &commitment)?;
            taken.push(Appended { index, commitment });
        }
        for (at, mut actor) in actors {
            actor.index = begin + at as u64;
            // their keys stay with them: nobody signs as they did here
            rows::insert_actor(&transaction, &actor, &[])?;
        }
        rows::put_frontier(&transaction, &self.log.frontier().to_bytes())?;
        rows::insert_checkpoint(&transaction, self.row.number, &tree::sign(&self.log, &self.key)?)?;
        transaction.commit()?;
        self.location.probe("rows", true)?;
        Ok(taken)
    }

    /// Step 2.
    fn insert(
        &mut self,
        world: &dyn World,
        entries: Vec<NewEntry>,
        actor: Option<NewActor>,
    ) -> Result<Vec<Appended>> {
        let mut appended = Vec::with_capacity(entries.len());
        self.location.probe("rows", false)?;
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for NewEntry { sealed, object } in entries {
            let mut salt = Salt([0; 32]);
            world.fill_random(&mut salt.0);
            let index = self.log.size();
            let commitment = Commitment::to(&sealed.bytes, &salt);
            let SealedBody { bytes: body, disclosures } = sealed;
            rows::insert_entry(&transaction, &StoredBody { index, commitment, salt, body, disclosures })?;
            if let Some(object) = object {
                rows::insert_object(&transaction, index, &object)?;
            }
            push(&mut self.log, &commitment)?;
            appended.push(Appended { index, commitment });
        }
        if let (Some(NewActor { mut actor, key }), Some(first)) = (actor, appended.first()) {
            actor.index = first.index;
            rows::insert_actor(&transaction, &actor, &key)?;
        }
        rows::put_frontier(&transaction, &self.log.frontier().to_bytes())?;
        rows::insert_checkpoint(&transaction, self.row.number, &tree::sign(&self.log, &self.key)?)?;
        transaction.commit()?;
        self.location.probe("rows", true)?;
        Ok(appended)
    }

    /// Steps 4 and 5.
    fn show(&mut self, world: &dyn World, cp: &SignedRoot) -> Result<()> {
        self.store.put(Put::Replace, vec![NewFile::of(tree::CHECKPOINT, cp.note.clone())])?;
        let remembered = Remembered { size: cp.size, root: cp.root };
        remember::store(world, &self.vault, &self.row.device, &remembered)?;
        self.published = cp.size;
        Ok(())
    }

    /// Looks at what is on disk and brings it to the state after the last row.
    fn recover(&mut self, world: &dyn World) -> Result<()> {
        let last = rows::checkpoint(&self.db, self.row.number, None)?;
        let known = remember::check(&*self.store, &self.db, world, &self.vault, &self.row, last.as_ref())?;
        if last.is_none() {
            successor::clear_tiles(&*self.store)?;
        }
        let shown = match known.shown {
            Some(size) => rows::checkpoint(&self.db, self.row.number, Some(size))?,
            None => None,
        };
        self.log = tree::open_edge(&*self.store, shown.as_ref())?;
        self.published = self.log.size();
        let count = rows::entry_count(&self.db)?;
        if count < last.as_ref().map_or(0, |cp| cp.size) {
            return Err(Error::damaged(crate::db::FILE, "rows of entries that were signed are missing"));
        }
        while self.log.size() < count {
            for commitment in rows::commitments(&self.db, self.log.size(), AT_ONCE)? {
                push(&mut self.log, &commitment)?;
            }
            tree::store_tiles(&*self.store, &mut self.log)?;
        }
        if rows::frontier(&self.db)?.unwrap_or_default() != self.log.frontier().to_bytes() && count > 0 {
            return Err(Error::damaged(crate::db::FILE, "its frontier is not that of its entries"));
        }
        match last {
            Some(cp) if cp.size == count && cp.root != self.log.root() => {
                return Err(Error::damaged(crate::db::FILE, "its entries are not those that were signed"));
            }
            // The machine may have stopped between showing and remembering.
            Some(cp) if cp.size == count && known.shown == Some(count) && known.remembered != Some(count) => {
                self.show(world, &cp)?;
            }
            Some(cp) if cp.size == count => {}
            // Rows without a signature: of a successor that has just begun.
            _ if count > 0 => {
                rows::insert_checkpoint(&self.db, self.row.number, &tree::sign(&self.log, &self.key)?)?;
            }
            _ => {}
        }
        self.dirty = false;
        self.publish(world)
    }
}

/// What an entry must be before anything is written.
fn check_entry(entry: &NewEntry) -> Result<()> {
    check_object(&entry.sealed.bytes, &entry.sealed.disclosures, entry.object.as_ref())
}

fn check_object(body: &[u8], disclosures: &[Disclosure], object: Option<&StagedObject>) -> Result<()> {
    let refused = |what: String| Err(Error::Refused(what));
    let body = match Body::parse(body) {
        Ok(body) => body,
        Err(e) => return refused(e.to_string()),
    };
    if let Some(object) = object {
        let fields = body.open(disclosures).unwrap_or_default();
        if fields.get("sha256").and_then(|v| v.as_str()) != Some(&object.digest.to_string()) {
            return refused("the body does not seal the digest of its object as sha256".into());
        }
    }
    Ok(())
}

fn push(log: &mut Appender, commitment: &Commitment) -> Result<()> {
    log.push(commitment.entry().as_bytes()).map_err(|e| Error::Refused(e.to_string()))
}
