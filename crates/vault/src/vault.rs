//! The vault itself: what `case` opens, reads and appends to.
//!
//! One [`Vault`] may be shared between threads. A reader sees acknowledged entries only, also while another process
//! writes.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use sanad_log::hash::Hash;
use sanad_log::note::VerifierKey;
use sanad_log::tree::{consistency_proof, inclusion_proof};
use sanad_model::{BodyDraft, BodyType, CheckpointDigest, Commitment, World};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::actor::{Actor, Signer};
use crate::anchor;
use crate::append::{Appended, NewActor, NewEntry, Writer};
use crate::archive::ArchivedEntry;
use crate::db::{self, Access};
use crate::error::{Error, Result};
use crate::keys::header::Header;
use crate::keys::slot::Stretch;
use crate::keys::{KEY, MasterKey, RandomId, Unlock, wrap};
use crate::location::Location;
use crate::object::{self, ObjectReader, StagedObject};
use crate::rows::{self, SignedRoot, StoredBody};
use crate::store::Store;
use crate::tree::{self, Tiles};

/// A case that is open.
pub struct Vault {
    pub(crate) location: Location,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) world: SharedWorld,
    pub(crate) master: MasterKey,
    pub(crate) wrapping: Zeroizing<[u8; KEY]>,
    header: Mutex<Header>,
    db: Mutex<Connection>,
    writer: Option<Mutex<Writer>>,
}

/// The outside, shared by the threads that use a vault.
pub type SharedWorld = Arc<dyn World + Send + Sync>;

/// What a case is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode<'a> {
    /// Reading, beside any number of others and a writer.
    Read,
    /// Writing, alone; the verb is shown to those who find the case busy.
    Write(&'a str),
}

/// What a new case needs.
pub struct NewCase<'a> {
    /// Opens it from now on.
    pub passphrase: &'a SecretString,
    /// What a try of the passphrase costs.
    pub stretch: Stretch,
    /// The name of the first actor.
    pub actor: &'a str,
}

/// A case that was just made.
pub struct Created {
    /// Open for writing.
    pub vault: Vault,
    /// An age identity, `AGE-SECRET-KEY-1…`: to be shown once and written down.
    pub recovery_key: SecretString,
    /// What a stranger verifies the log with.
    pub verifier_key: VerifierKey,
}

/// Bodies in the order of the log; see [`Vault::bodies`].
pub struct Bodies<'a> {
    vault: &'a Vault,
    next: u64,
    end: u64,
    page: VecDeque<StoredBody>,
}

const PAGE: u64 = 512;

impl Vault {
    /// Makes a case. Its first entry is the key of its first actor.
    ///
    /// # Errors
    /// [`Error::Exists`] if something stands there; what the disk says. Then nothing is left behind.
    pub fn create(location: &Location, new: &NewCase<'_>, world: SharedWorld) -> Result<Created> {
        let draft = location.draft()?;
        let made = Self::make(&draft, new, &world).and_then(|made| {
            location.adopt(&draft)?;
            Ok(made)
        });
        let (master, recovery_key) = made.inspect_err(|_| Location::discard(&draft))?;
        let vault = Self::open(location, Mode::Write("new"), &Unlock::MasterKey(master), world)?;
        let verifier_key = vault.verifier_key()?;
        Ok(Created { vault, recovery_key, verifier_key })
    }

    /// Opens a case.
    ///
    /// # Errors
    /// [`Error::NotACase`], [`Error::Locked`], [`Error::Newer`], [`Error::Damaged`]; for writing also [`Error::Busy`]
    /// and, where the log must not go on here, [`Error::RolledBack`], [`Error::Copied`] or [`Error::Forked`].
    pub fn open(location: &Location, mode: Mode<'_>, unlock: &Unlock, world: SharedWorld) -> Result<Self> {
        let location = location.existing()?;
        let store = location.store();
        let lock = match mode {
            Mode::Read => None,
            Mode::Write(verb) => Some(location.lock(verb)?),
        };
        let header = Header::read(&*store)?;
        let master = header.unlock(unlock)?;
        let wrapping = master.derive("wrap", &header.vault);
        let place = location.database();
        let writer = match lock {
            None => None,
            Some(lock) => {
                for leftover in store.list(crate::store::disk::TMP)? {
                    store.remove(&leftover.name)?;
                }
                header.remove_leftovers(&*store)?;
                let db = db::connect(&place, Access::Write, &master, &header.vault)?;
                let writer = Writer::open(&location, lock, db, &header.vault, &wrapping, &*world)?;
                Some(Mutex::new(writer))
            }
        };
        let db = Mutex::new(db::connect(&place, Access::Read, &master, &header.vault)?);
        Ok(Self { location, store, world, master, wrapping, header: Mutex::new(header), db, writer })
    }

    // Writing.

    /// Encrypts and stores bytes, durably, for an entry that is still to be appended.
    ///
    /// # Errors
    /// [`Error::Source`] if the source fails, [`Error::Full`]; then nothing is left behind.
    pub fn stage_object(&self, source: &mut dyn Read) -> Result<StagedObject> {
        self.writer()?;
        object::stage(&*self.store, &*self.world, &self.wrapping, source)
    }

    /// Appends entries, all or none, and returns when they are durable and public.
    ///
    /// # Errors
    /// After [`Error::Refused`] nothing happened. After any other error the entries are not acknowledged; they may be
    /// there when the case is next opened for writing (all of them or none).
    pub fn append(&self, entries: Vec<NewEntry>) -> Result<Vec<Appended>> {
        self.lock_writer()?.append(&*self.world, entries, None)
    }

    /// Appends entries, all or none, and returns when they are durable: signed for and safe from a crash, and seen by
    /// readers, but not yet in the public log. [`Vault::publish`] makes them public; so does whatever needs them there,
    /// and the end of the vault.
    ///
    /// # Errors
    /// As [`Vault::append`].
    pub fn commit(&self, entries: Vec<NewEntry>) -> Result<Vec<Appended>> {
        self.lock_writer()?.commit(&*self.world, entries, None)
    }

    /// Brings the public log (tiles, checkpoint) and the memory outside the case up to what was committed. Nothing to do
    /// is no error, nor is a vault that is only read.
    ///
    /// # Errors
    /// What the disk says; then the next call or the next writer goes on.
    pub fn publish(&self) -> Result<()> {
        match &self.writer {
            Some(writer) => lock_of(writer).publish(&*self.world),
            None => Ok(()),
        }
    }

    /// Adds a person who may sign.
    ///
    /// # Errors
    /// [`Error::Refused`] if there is one of this name; otherwise as [`Vault::append`].
    pub fn add_actor(&self, name: &str) -> Result<Actor> {
        if self.actors()?.iter().any(|actor| actor.name == name) {
            return Err(Error::Refused("there is an actor of this name already".into()));
        }
        let mut writer = self.lock_writer()?;
        introduce(&mut writer, &*self.world, &self.wrapping, name)
    }

    /// Stores the reply of a time-stamping authority over the newest checkpoint or an earlier one, and records it.
    /// `kind` is `tsr` (RFC 3161) or `ots`. The reply is not judged here.
    ///
    /// # Errors
    /// [`Error::Missing`] if the note is not a checkpoint of this case; otherwise as [`Vault::append`].
    pub fn add_anchor(&self, signer: &Signer, note: &str, kind: &str, reply: &[u8]) -> Result<Appended> {
        let size: Option<u64> = note.lines().nth(1).and_then(|line| line.parse().ok());
        let ours = size.map(|size| self.checkpoint_at(size)).transpose()?.flatten();
        let cp = ours.filter(|cp| cp.note == note);
        let cp = cp.ok_or_else(|| Error::Missing("such checkpoint in this case".into()))?;
        anchor::store(&*self.store, note, kind, reply)?;
        let sealed = BodyDraft::new(BodyType::Anchor, self.world.now())
            .clear("checkpoint", CheckpointDigest::of(note.as_bytes()).to_string())
            .clear("size", cp.size)
            .clear("kind", kind)
            .clear("reply", CheckpointDigest::of(reply).to_string())
            .seal(&*self.world, signer);
        let appended = self.append(vec![NewEntry { sealed, object: None }])?;
        appended.into_iter().next().ok_or(Error::Unfinished)
    }

    /// Puts a new passphrase in place of the old one. The recovery key stays.
    ///
    /// # Errors
    /// What the disk says; then the old passphrase or the new one opens the case.
    pub fn change_passphrase(&self, passphrase: &SecretString, stretch: Stretch) -> Result<()> {
        let _writer = self.lock_writer()?;
        let mut header = lock_of(&self.header);
        header.change_passphrase(&*self.store, &*self.world, &self.master, passphrase, stretch)
    }

    /// Keeps a derived value beside the log head and the version of the rule that it was derived with. A reader keeps
    /// nothing: the value is a cache.
    ///
    /// # Errors
    /// What the database says.
    pub fn view_put(&self, name: &str, head: &Hash, rule: u64, value: &[u8]) -> Result<()> {
        match &self.writer {
            Some(writer) => rows::put_view(lock_of(writer).db(), name, head, rule, value),
            None => Ok(()),
        }
    }

    /// Forgets all derived values.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] for a reader.
    pub fn views_drop(&self) -> Result<()> {
        rows::drop_views(self.lock_writer()?.db())
    }

    // Reading.

    /// How many entries are acknowledged.
    ///
    /// # Errors
    /// What the database says; so for all that follow.
    pub fn size(&self) -> Result<u64> {
        rows::size(&self.db())
    }

    /// The newest public checkpoint. For a writer it covers all entries; a reader may see entries that another process is
    /// about to publish.
    ///
    /// # Errors
    /// [`Error::Damaged`] if there is none.
    pub fn checkpoint(&self) -> Result<SignedRoot> {
        self.publish()?;
        let db = self.db();
        let log = rows::current_log(&db)?;
        let key = tree::verifier(&log)?;
        // Where it is missing or not ours, `check` says so; what was signed last is then the best there is.
        let shown = tree::published(&*self.store, tree::CHECKPOINT, &key).ok().flatten();
        let shown = shown.map(|cp| rows::checkpoint(&db, log.number, Some(cp.size()))).transpose()?.flatten();
        match shown {
            Some(cp) => Ok(cp),
            None => rows::checkpoint(&db, log.number, None)?
                .ok_or_else(|| Error::damaged(db::FILE, "it has no checkpoint")),
        }
    }

    /// The newest checkpoint as a signed note.
    ///
    /// # Errors
    /// As [`Vault::checkpoint`].
    pub fn checkpoint_note(&self) -> Result<String> {
        self.checkpoint().map(|cp| cp.note)
    }

    /// The checkpoint that was signed at this size, if one was.
    ///
    /// # Errors
    /// What the database says.
    pub fn checkpoint_at(&self, size: u64) -> Result<Option<SignedRoot>> {
        let db = self.db();
        rows::checkpoint(&db, rows::current_log(&db)?.number, Some(size))
    }

    /// The time stamps that are kept over a checkpoint of this case: file name and bytes of each.
    ///
    /// # Errors
    /// What the disk says.
    pub fn anchors(&self, note: &str) -> Result<Vec<(String, Vec<u8>)>> {
        anchor::replies(&*self.store, note)
    }

    /// What a stranger verifies the log with.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it is malformed.
    pub fn verifier_key(&self) -> Result<VerifierKey> {
        tree::verifier(&rows::current_log(&self.db())?)
    }

    /// Bodies from an index on, in the order of the log, up to what is acknowledged now.
    ///
    /// # Errors
    /// What the database says.
    pub fn bodies(&self, from: u64) -> Result<Bodies<'_>> {
        Ok(Bodies { vault: self, next: from, end: self.size()?, page: VecDeque::new() })
    }

    /// One body.
    ///
    /// # Errors
    /// [`Error::Missing`] beyond the end of the log.
    pub fn body(&self, index: u64) -> Result<StoredBody> {
        let db = self.db();
        let below = rows::size(&db)?.min(index.saturating_add(1));
        let found = rows::bodies(&db, index, below, 1)?.pop();
        found.ok_or_else(|| Error::Missing(format!("entry {index}")))
    }

    /// The position of an entry.
    ///
    /// # Errors
    /// What the database says.
    pub fn index_of(&self, commitment: &Commitment) -> Result<Option<u64>> {
        rows::index_of(&self.db(), commitment)
    }

    /// The content that the entry at this index recorded.
    ///
    /// # Errors
    /// [`Error::Missing`] if it recorded none, [`Error::Damaged`] if it is missing or does not open.
    pub fn open_object(&self, index: u64) -> Result<ObjectReader> {
        let row = {
            let db = self.db();
            rows::object(&db, index)?.filter(|_| rows::size(&db).is_ok_and(|size| index < size))
        };
        let row = row.ok_or_else(|| Error::Missing(format!("content of entry {index}")))?;
        object::open(&*self.store, &self.wrapping, &row)
    }

    /// The path from an entry to the root of the tree of `size` entries, a size that was signed.
    ///
    /// # Errors
    /// [`Error::Missing`] if the entry is not in that tree, [`Error::Damaged`] if a tile is.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>> {
        self.publish()?;
        inclusion_proof(&Tiles(&*self.store), size, index).map_err(tree::not_provable)
    }

    /// The path that shows the tree of `old` entries to be the beginning of that of `new`, both sizes that were signed.
    ///
    /// # Errors
    /// As [`Vault::inclusion`].
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>> {
        self.publish()?;
        consistency_proof(&Tiles(&*self.store), old, new).map_err(tree::not_provable)
    }

    /// The people who may sign, in the order in which they came.
    ///
    /// # Errors
    /// What the database says.
    pub fn actors(&self) -> Result<Vec<Actor>> {
        Ok(rows::actors(&self.db())?.into_iter().map(|(actor, _)| actor).collect())
    }

    /// The actors whose keys are here: who can work on the case. The others came with an archive.
    ///
    /// # Errors
    /// What the database says.
    pub fn workers(&self) -> Result<Vec<Actor>> {
        let with_keys = rows::actors(&self.db())?.into_iter().filter(|(_, key)| !key.is_empty());
        Ok(with_keys.map(|(actor, _)| actor).collect())
    }

    /// Signs as the actor of this name or id.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is none.
    pub fn signer(&self, name: &str) -> Result<Signer> {
        rows::signer(&self.db(), &self.wrapping, Some(name))
    }

    /// Takes in all entries of another case as they were signed, behind `first`, in one go. `root` is what the other
    /// log was signed over. Returns where they stand now.
    ///
    /// # Errors
    /// [`Error::Refused`] if any of it is not as it was signed, or this case has entries other than keys: then
    /// nothing is taken in.
    pub fn take_in(
        &self,
        first: NewEntry,
        entries: Vec<ArchivedEntry>,
        root: &sanad_log::hash::Hash,
    ) -> Result<Vec<Appended>> {
        let actors = self.actors()?.len() as u64;
        if self.size()? != actors {
            return Err(Error::Refused(
                "an archive becomes a new case, and this one has entries already".into(),
            ));
        }
        let compared = crate::archive::compare(&entries, root)?;
        self.lock_writer()?.take_in(&*self.world, first, entries, compared)
    }

    /// A derived value, if it was kept for this head and rule.
    ///
    /// # Errors
    /// What the database says.
    pub fn view_get(&self, name: &str, head: &Hash, rule: u64) -> Result<Option<Vec<u8>>> {
        rows::view(&self.db(), name, head, rule)
    }

    /// The key that opens the case without a passphrase: for the key agent.
    #[must_use]
    pub fn master_key(&self) -> MasterKey {
        self.master.clone()
    }

    /// The random name of the vault.
    #[must_use]
    pub fn id(&self) -> RandomId {
        lock_of(&self.header).vault.clone()
    }

    /// A reader over parts that lie apart.
    pub(crate) fn of_parts(
        store: Arc<dyn Store>,
        world: SharedWorld,
        master: MasterKey,
        header: Header,
        db: Connection,
    ) -> Self {
        let wrapping = master.derive("wrap", &header.vault);
        let (header, db) = (Mutex::new(header), Mutex::new(db));
        Self { location: Location::memory(), store, world, master, wrapping, header, db, writer: None }
    }

    pub(crate) fn db(&self) -> MutexGuard<'_, Connection> {
        lock_of(&self.db)
    }

    pub(crate) fn header(&self) -> Header {
        lock_of(&self.header).clone()
    }

    fn writer(&self) -> Result<&Mutex<Writer>> {
        let folder = || self.location.path().map(std::path::Path::to_owned).unwrap_or_default();
        self.writer.as_ref().ok_or_else(|| Error::ReadOnly(folder()))
    }

    fn lock_writer(&self) -> Result<MutexGuard<'_, Writer>> {
        self.writer().map(lock_of)
    }

    /// Everything of a new case but its name.
    fn make(draft: &Location, new: &NewCase<'_>, world: &SharedWorld) -> Result<(MasterKey, SecretString)> {
        let (store, lock) = (draft.store(), draft.lock("new")?);
        let (header, master, recovery) = Header::create(&**world, new.passphrase, new.stretch)?;
        let wrapping = master.derive("wrap", &header.vault);
        let place = draft.database();
        draft.keep(|| db::connect(&place, Access::Create, &master, &header.vault))?;
        let access = if draft.path().is_some() { Access::Create } else { Access::Write };
        let db = db::connect(&place, access, &master, &header.vault)?;
        rows::insert_log(&db, &tree::new_log(&**world, 0, &wrapping)?.0)?;
        let mut writer = Writer::open(draft, lock, db, &header.vault, &wrapping, &**world)?;
        introduce(&mut writer, &**world, &wrapping, new.actor)?;
        // Last: it is what makes a folder a case.
        header.store(&*store)?;
        Ok((master, recovery))
    }
}

/// Makes a key for a person and appends the entry that introduces it.
fn introduce(writer: &mut Writer, world: &dyn World, wrapping: &[u8; KEY], name: &str) -> Result<Actor> {
    if name.trim().is_empty() {
        return Err(Error::Refused("an actor needs a name".into()));
    }
    let (signer, seed) = Signer::random(world);
    let public = signer.public();
    let mut actor =
        Actor { index: 0, id: sanad_model::ActorSigner::actor(&signer), name: name.to_owned(), public };
    let key = wrap(world, wrapping, &public, seed.expose());
    let entry = NewEntry { sealed: signer.introduce(world, name), object: None };
    let added = NewActor { actor: actor.clone(), key };
    let appended = writer.append(world, vec![entry], Some(added))?;
    actor.index = appended.first().map_or(0, |a| a.index);
    Ok(actor)
}

/// A panic elsewhere leaves nothing half-done that a transaction does not undo or the next append does not look at.
fn lock_of<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Vault {
    fn drop(&mut self) {
        // Where it fails nothing is lost: the next writer publishes.
        let _ = self.publish();
    }
}

impl Iterator for Bodies<'_> {
    type Item = Result<StoredBody>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() && self.next < self.end {
            match rows::bodies(&self.vault.db(), self.next, self.end, PAGE) {
                Ok(page) => self.page.extend(page),
                Err(e) => {
                    self.next = self.end;
                    return Some(Err(e));
                }
            }
        }
        let body = self.page.pop_front()?;
        self.next = body.index + 1;
        Some(Ok(body))
    }
}
