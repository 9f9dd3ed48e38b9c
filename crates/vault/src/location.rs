//! Where a case is: a folder, or memory.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use rusqlite::Connection;

use crate::db::{self, Place};
use crate::error::{Error, Result};
use crate::keys::header;
use crate::lock::{MemoryLock, WriterLock};
use crate::store::disk::{DiskStore, private_folder, sync_folder};
use crate::store::memory::MemoryStore;
use crate::store::{Store, StoreError};

/// Where a case is, or is to be. Clones mean the same place.
#[derive(Clone)]
pub struct Location {
    kind: Kind,
    wrap: Option<Wrap>,
    probe: Option<Arc<dyn Probe>>,
}

/// Is told before and after each change of the database that an append makes, and may fail it: for tests of crashes.
#[doc(hidden)]
pub trait Probe: Send + Sync {
    /// `done` is false before the change and true after it.
    ///
    /// # Errors
    /// Whatever the test wants to happen here.
    fn at(&self, step: &'static str, done: bool) -> io::Result<()>;
}

type Wrap = Arc<dyn Fn(Arc<dyn Store>) -> Arc<dyn Store> + Send + Sync>;

#[derive(Clone)]
enum Kind {
    Folder(PathBuf),
    Memory(Arc<MemoryCase>),
}

struct MemoryCase {
    store: MemoryStore,
    lock: MemoryLock,
    database: String,
    /// A database in memory ends with its last connection; this one keeps it.
    keeper: OnceLock<Mutex<Connection>>,
}

impl Location {
    /// A folder, usually `NAME.sanad`.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self { kind: Kind::Folder(path.into()), wrap: None, probe: None }
    }

    /// A new place in memory. It ends with the last clone of this value.
    #[must_use]
    pub fn memory() -> Self {
        let (store, lock) = (MemoryStore::default(), Arc::new(Mutex::new(None)));
        // The address of the lock is a name that no other living case in this process has.
        let database = format!("sanad-{:p}", Arc::as_ptr(&lock));
        let case = MemoryCase { store, lock, database, keeper: OnceLock::new() };
        Self { kind: Kind::Memory(Arc::new(case)), wrap: None, probe: None }
    }

    /// The same place behind a store of the test's.
    #[doc(hidden)]
    #[must_use]
    pub fn wrapped(self, wrap: impl Fn(Arc<dyn Store>) -> Arc<dyn Store> + Send + Sync + 'static) -> Self {
        Self { wrap: Some(Arc::new(wrap)), ..self }
    }

    /// The same place with a probe of the test's.
    #[doc(hidden)]
    #[must_use]
    pub fn probed(self, probe: Arc<dyn Probe>) -> Self {
        Self { probe: Some(probe), ..self }
    }

    /// The folder, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Folder(path) => Some(path),
            Kind::Memory(_) => None,
        }
    }

    pub(crate) fn store(&self) -> Arc<dyn Store> {
        let store: Arc<dyn Store> = match &self.kind {
            Kind::Folder(path) => Arc::new(DiskStore::new(path)),
            Kind::Memory(case) => Arc::new(case.store.clone()),
        };
        match &self.wrap {
            Some(wrap) => wrap(store),
            None => store,
        }
    }

    /// An existing case: the folder with links resolved, so that nothing below may be one.
    pub(crate) fn existing(&self) -> Result<Self> {
        let mut found = self.clone();
        if let Kind::Folder(path) = &mut found.kind {
            *path = match fs::canonicalize(&*path) {
                Ok(real) if real.is_dir() => real,
                Ok(_) => return Err(Error::NotACase(path.clone())),
                Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(Error::NotACase(path.clone())),
                Err(e) => return Err(Error::io(&*path, e)),
            };
        }
        match found.store().get(header::FILE) {
            Ok(_) => Ok(found),
            Err(StoreError::Missing(_)) => {
                Err(Error::NotACase(self.path().map(Path::to_owned).unwrap_or_default()))
            }
            Err(e) => Err(e.into()),
        }
    }

    pub(crate) fn database(&self) -> Place {
        match &self.kind {
            Kind::Folder(path) => Place::File(path.join(db::FILE)),
            Kind::Memory(case) => Place::Memory(case.database.clone()),
        }
    }

    /// Keeps a database in memory alive from its first connection on.
    pub(crate) fn keep(&self, connect: impl FnOnce() -> Result<Connection>) -> Result<()> {
        if let Kind::Memory(case) = &self.kind {
            let connection = connect()?;
            let _ = case.keeper.set(Mutex::new(connection));
        }
        Ok(())
    }

    pub(crate) fn lock(&self, verb: &str) -> Result<WriterLock> {
        match &self.kind {
            Kind::Folder(path) => WriterLock::of_folder(path, verb),
            Kind::Memory(case) => WriterLock::of_memory(&case.lock, verb),
        }
    }

    pub(crate) fn probe(&self, step: &'static str, done: bool) -> Result<()> {
        match &self.probe {
            Some(probe) => probe.at(step, done).map_err(|e| Error::io(step, e)),
            None => Ok(()),
        }
    }

    /// The place where a new case is made before it is given its name; [`Error::Exists`] if the name is taken.
    pub(crate) fn draft(&self) -> Result<Self> {
        let mut draft = self.clone();
        let Kind::Folder(path) = &mut draft.kind else {
            return match self.store().get(header::FILE) {
                Ok(_) => Err(Error::Exists(PathBuf::new())),
                Err(_) => Ok(draft),
            };
        };
        let failed = |e| Error::io(&*path, e);
        match fs::read_dir(&*path).map(|mut inside| inside.next().is_none()) {
            Ok(true) => {}
            Ok(false) => return Err(Error::Exists(path.clone())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) if e.kind() == io::ErrorKind::NotADirectory => return Err(Error::Exists(path.clone())),
            Err(e) => return Err(failed(e)),
        }
        let part = db::beside(path, ".part");
        match private_folder().create(&part) {
            Ok(()) => {}
            // What an interrupted making left; nobody was ever told that it exists.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                if !holds_only_ours(&part).map_err(|e| Error::io(&part, e))? {
                    return Err(Error::Exists(part));
                }
                drop(WriterLock::of_folder(&part, "new")?);
                fs::remove_dir_all(&part).map_err(|e| Error::io(&part, e))?;
                private_folder().create(&part).map_err(|e| Error::io(&part, e))?;
            }
            Err(e) => return Err(Error::io(&part, e)),
        }
        *path = part;
        Ok(draft)
    }

    /// Gives a finished draft its name.
    pub(crate) fn adopt(&self, draft: &Self) -> Result<()> {
        if let (Kind::Folder(path), Kind::Folder(part)) = (&self.kind, &draft.kind) {
            let failed = |e| Error::io(path, e);
            fs::rename(part, path).map_err(failed)?;
            let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            sync_folder(parent).map_err(failed)?;
        }
        Ok(())
    }

    /// Removes a draft that came to nothing.
    pub(crate) fn discard(draft: &Self) {
        if let Kind::Folder(part) = &draft.kind {
            let _ = fs::remove_dir_all(part);
        }
    }
}

/// Whether a folder holds nothing but what a case holds: only then may a draft of this name be swept away.
fn holds_only_ours(folder: &Path) -> io::Result<bool> {
    const OURS: [&str; 7] = ["anchors", "db.sqlite", "lock", "log", "obj", "slots", "tmp"];
    for found in fs::read_dir(folder)? {
        let name = found?.file_name().to_string_lossy().into_owned();
        let beside = name.starts_with("db.sqlite-") || name.starts_with("log-") || name == header::FILE;
        if !beside && !OURS.contains(&name.as_str()) {
            return Ok(false);
        }
    }
    Ok(true)
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::folder(path)
    }
}
