//! A backup is read back: into a new case under a successor log, or only looked through.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use sanad_model::ContentDigest;
use zeroize::Zeroizing;

use crate::backup::{BackupIdentity, END};
use crate::check::{Check, Progress, Report};
use crate::db::{self, Access, Place};
use crate::error::{Error, Result};
use crate::keys::header::Header;
use crate::keys::{KEY, Unlock};
use crate::location::Location;
use crate::rows::{self, ObjectRow};
use crate::store::disk::private_file;
use crate::store::memory::MemoryStore;
use crate::store::{NewFile, Put, Store};
use crate::vault::{Mode, SharedWorld, Vault};
use crate::{object, successor};

type Content<'a> = age::stream::StreamReader<BufReader<&'a mut dyn Read>>;

impl Vault {
    /// Makes a case from a backup and opens it for writing. Its log is a successor of the one backed up, whose `close`
    /// entry is signed by the actor of this name, or by the first one.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Locked`], [`Error::Damaged`] if the file is not a whole backup. Then nothing is left
    /// behind.
    pub fn restore(
        location: &Location,
        source: &mut dyn Read,
        unlock: &Unlock,
        world: SharedWorld,
        actor: Option<&str>,
    ) -> Result<Self> {
        let draft = location.draft()?;
        let Some(folder) = draft.path().map(Path::to_owned) else {
            return Err(Error::Refused("a backup is restored into a folder".into()));
        };
        let mut unpacked = || -> Result<()> {
            let (store, lock) = (draft.store(), draft.lock("restore")?);
            each_member(source, unlock, &mut |name, member| match name {
                db::FILE => write_file(&folder.join(db::FILE), member),
                _ => put(&*store, name, member),
            })?;
            let header = Header::read(&*store)?;
            let master = header.unlock(unlock)?;
            let wrapping = master.derive("wrap", &header.vault);
            let mut db = db::connect(&draft.database(), Access::Write, &master, &header.vault)?;
            rows::drop_after(&db, rows::size(&db)?)?;
            successor::begin(&*store, &mut db, &*world, &wrapping, actor)?;
            drop((db, lock));
            // The new log signs before the case gets its name.
            Self::open(&draft, Mode::Write("restore"), &Unlock::MasterKey(master), world.clone())
                .map(drop)?;
            location.adopt(&draft)
        };
        unpacked().inspect_err(|_| Location::discard(&draft))?;
        Self::open(location, Mode::Write("restore"), unlock, world)
    }

    /// Looks through a backup without making a case of it: everything in it is decrypted, hashed and verified.
    ///
    /// `scratch` is a folder with room for the (encrypted) database while this runs.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Damaged`] if the file is not a whole backup. Damage inside goes into the report.
    pub fn check_backup(
        source: &mut dyn Read,
        unlock: &Unlock,
        world: &SharedWorld,
        scratch: &Path,
        progress: Progress<'_>,
    ) -> Result<Report> {
        let file = scratch.join(format!("sanad-check-{}.part", std::process::id()));
        let outcome = look_through(source, unlock, world, &file, progress);
        for suffix in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(db::beside(&file, suffix));
        }
        outcome
    }
}

fn look_through(
    source: &mut dyn Read,
    unlock: &Unlock,
    world: &SharedWorld,
    file: &Path,
    progress: Progress<'_>,
) -> Result<Report> {
    let store = MemoryStore::default();
    let mut opened: Option<Opened> = None;
    let mut digests = BTreeMap::new();
    each_member(source, unlock, &mut |name, member| match name {
        db::FILE => {
            write_file(file, member)?;
            opened = Some(Opened::new(&store, unlock, file, world)?);
            Ok(())
        }
        _ if name.starts_with("obj/") => {
            let case = opened.as_ref().ok_or_else(|| Error::damaged(name, "it comes before the database"))?;
            digests.insert(name.to_owned(), case.digest(name, member)?);
            Ok(())
        }
        _ => put(&store, name, member),
    })?;
    let vault = opened.ok_or_else(|| Error::damaged(db::FILE, "it is missing"))?.vault;
    let digest =
        |row: &ObjectRow| digests.get(&row.name).cloned().unwrap_or_else(|| Err("it is missing".into()));
    Check::run(&vault, &digest, progress)
}

/// A backup whose database is at hand.
struct Opened {
    vault: Vault,
    objects: BTreeMap<String, ObjectRow>,
    wrapping: Zeroizing<[u8; KEY]>,
}

impl Opened {
    fn new(store: &MemoryStore, unlock: &Unlock, file: &Path, world: &SharedWorld) -> Result<Self> {
        let header = Header::read(store)?;
        let master = header.unlock(unlock)?;
        let wrapping = master.derive("wrap", &header.vault);
        let db = db::connect(&Place::File(file.to_owned()), Access::Read, &master, &header.vault)?;
        let objects = rows::objects(&db)?.into_iter().map(|row| (row.name.clone(), row)).collect();
        let vault = Vault::of_parts(Arc::new(store.clone()), world.clone(), master, header, db);
        Ok(Self { vault, objects, wrapping })
    }

    /// Hashes the content of an object while it passes. The inner error is what is wrong with it.
    fn digest(&self, name: &str, member: &mut dyn Read) -> Result<Result<ContentDigest, String>> {
        let Some(row) = self.objects.get(name) else {
            return Ok(Err("no entry names it".into()));
        };
        let reader = object::open_from(member, &self.wrapping, row).map_err(|e| e.to_string());
        Ok(reader.and_then(|mut reader| object::digest(&mut reader)))
    }
}

/// Decrypts a backup and hands out its members in order; fails unless all of them are there.
fn each_member(
    source: &mut dyn Read,
    unlock: &Unlock,
    each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<()>,
) -> Result<()> {
    let damaged = |e: io::Error| Error::damaged("backup", e.to_string());
    let identity = BackupIdentity(unlock);
    let content: Content<'_> = age::Decryptor::new_buffered(BufReader::with_capacity(128 << 10, source))
        .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .map_err(|e| match e {
            age::DecryptError::NoMatchingKeys => Error::Locked,
            age::DecryptError::Io(e) => Error::Source(e),
            other => Error::damaged("backup", other.to_string()),
        })?;
    let mut tar = tar::Archive::new(content);
    let (mut seen, mut promised) = (0_u64, None);
    for member in tar.entries().map_err(damaged)? {
        let mut member = member.map_err(damaged)?;
        let name = String::from_utf8(member.path_bytes().into_owned())
            .map_err(|_| Error::damaged("backup", "a member has no proper name"))?;
        if promised.is_some() || !member.header().entry_type().is_file() {
            return Err(Error::damaged("backup", "it holds something that no backup holds"));
        }
        if name == END {
            let mut count = String::new();
            member.read_to_string(&mut count).map_err(damaged)?;
            promised = count.parse().ok();
        } else {
            let mut watched = Watched { member: &mut member, failure: None };
            let taken = each(&name, &mut watched);
            // What fails to be read is the backup's fault, not the disk's.
            watched.failure.map_or(Ok(()), |e| Err(damaged(e)))?;
            taken?;
            seen += 1;
        }
    }
    // To the end, so that the last block is authenticated as the last.
    let mut content = tar.into_inner();
    io::copy(&mut content, &mut io::sink()).map_err(damaged)?;
    if promised == Some(seen) { Ok(()) } else { Err(Error::damaged("backup", "it is cut short")) }
}

/// Remembers whether it was reading that failed.
struct Watched<'a> {
    member: &'a mut dyn Read,
    failure: Option<io::Error>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.member.read(buffer).inspect_err(|e| {
            if e.kind() != io::ErrorKind::Interrupted {
                self.failure = Some(io::Error::new(e.kind(), e.to_string()));
            }
        })
    }
}

fn put(store: &dyn Store, name: &str, member: &mut dyn Read) -> Result<()> {
    let copy = NewFile::written_by(name, |out| io::copy(member, out).map(|_| ()));
    Ok(store.put(Put::Create, vec![copy])?)
}

fn write_file(path: &Path, member: &mut dyn Read) -> Result<()> {
    let mut write = || -> io::Result<()> {
        let mut file = private_file().write(true).create_new(true).open(path)?;
        io::copy(member, &mut file)?;
        file.sync_all()
    };
    write().map_err(|e| Error::io(path, e))
}
