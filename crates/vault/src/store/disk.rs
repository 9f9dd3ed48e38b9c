//! Files in a folder of a local disk or stick.
//!
//! A file is written under `tmp/` (created anew, mode 0600), synced, renamed into place, and then the folders that now
//! name it are synced. No hard links: exFAT has none. Links are never followed: a case may have come from a stranger.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Listed, NewFile, Put, Store, StoreError, check_name};

/// Where half-written files lie until they are whole.
pub(crate) const TMP: &str = "tmp";

/// How many files are written before they are synced: few enough to be open at the same time.
const AT_ONCE: usize = 64;
/// How many are synced at the same time. A disk that is asked for one after the other works for each alone; asked
/// together it writes them in one go.
const SYNCS_AT_ONCE: usize = 16;

/// A store in a folder.
pub struct DiskStore {
    root: PathBuf,
    next: AtomicU64,
}

impl DiskStore {
    /// Uses an existing folder.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), next: AtomicU64::new(0) }
    }

    /// The path of a name, after making sure that no part of it is a link.
    fn path(&self, name: &str) -> Result<PathBuf, StoreError> {
        check_name(name)?;
        let mut path = self.root.clone();
        for part in name.split('/') {
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(meta) if meta.is_symlink() => return Err(StoreError::Link(name.to_owned())),
                Ok(_) => {}
                // The rest of it cannot be a link either.
                Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(self.root.join(name)),
                Err(e) => return Err(StoreError::io(name, e)),
            }
        }
        Ok(path)
    }

    /// Makes the folders that lead to `path`; notes in `changed` those that got a new name in them.
    fn make_folders(&self, path: &Path, changed: &mut BTreeSet<PathBuf>) -> io::Result<()> {
        let missing: Vec<&Path> =
            path.ancestors().skip(1).take_while(|p| *p != self.root && !p.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            match private_folder().create(folder) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
                _ => changed.extend(folder.parent().map(Path::to_owned)),
            }
        }
        Ok(())
    }

    /// Writes one file under `tmp/`.
    fn write_temporary(&self, file: NewFile<'_>) -> Result<Temporary, StoreError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let temporary = self.path(&format!("{TMP}/{}-{number}", std::process::id()))?;
        let write = || -> io::Result<File> {
            self.make_folders(&temporary, &mut BTreeSet::new())?;
            let mut out = private_file().write(true).create_new(true).open(&temporary)?;
            (file.fill)(&mut out)?;
            Ok(out)
        };
        match write() {
            Ok(open) => Ok(Temporary { name: file.name, path: temporary, open }),
            Err(e) => {
                let _ = fs::remove_file(&temporary);
                Err(StoreError::Io { name: file.name, source: e })
            }
        }
    }

    /// Stores as many files as may be open at once.
    fn put_some(&self, how: Put, files: Vec<NewFile<'_>>) -> Result<(), StoreError> {
        let mut written = Vec::with_capacity(files.len());
        let mut outcome = Ok(());
        for file in files {
            match self.write_temporary(file) {
                Ok(file) => written.push(file),
                Err(e) => {
                    outcome = Err(e);
                    break;
                }
            }
        }
        let mut changed = BTreeSet::new();
        outcome = outcome.and_then(|()| sync_all(&written));
        for Temporary { name, path, open } in written {
            drop(open);
            if outcome.is_ok() {
                outcome = self.publish(how, &name, &path, &mut changed);
            }
            if outcome.is_err() {
                let _ = fs::remove_file(&path);
            }
        }
        outcome?;
        sync_folders(&changed)
    }

    /// Gives a temporary file its name.
    fn publish(
        &self,
        how: Put,
        name: &str,
        temporary: &Path,
        changed: &mut BTreeSet<PathBuf>,
    ) -> Result<(), StoreError> {
        let failed = |e| StoreError::io(name, e);
        let target = self.path(name)?;
        if how == Put::Create && target.exists() {
            let same = same_bytes(&target, temporary).map_err(failed)?;
            fs::remove_file(temporary).map_err(failed)?;
            if !same {
                return Err(StoreError::Differs(name.to_owned()));
            }
        } else {
            self.make_folders(&target, changed).map_err(failed)?;
            fs::rename(temporary, &target).map_err(failed)?;
        }
        changed.extend(target.parent().map(Path::to_owned));
        Ok(())
    }
}

/// A file that is written and has not got its name yet.
struct Temporary {
    name: String,
    path: PathBuf,
    open: File,
}

impl Store for DiskStore {
    fn put(&self, how: Put, files: Vec<NewFile<'_>>) -> Result<(), StoreError> {
        let mut files = files.into_iter().peekable();
        while files.peek().is_some() {
            let some: Vec<NewFile<'_>> = files.by_ref().take(AT_ONCE).collect();
            self.put_some(how, some)?;
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Box<dyn Read + Send>, StoreError> {
        let path = self.path(name)?;
        let file = private_file().read(true).open(path).map_err(|e| StoreError::io(name, e))?;
        Ok(Box::new(file))
    }

    fn list(&self, folder: &str) -> Result<Vec<Listed>, StoreError> {
        let path = if folder.is_empty() { self.root.clone() } else { self.path(folder)? };
        let mut found = Vec::new();
        list_into(&path, folder, &mut found)?;
        found.sort_unstable_by(|a: &Listed, b| a.name.cmp(&b.name));
        Ok(found)
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(StoreError::io(name, e)),
            _ => {}
        }
        // A folder that has become empty goes too; one that has not stays.
        if let Some(folder) = path.parent().filter(|p| *p != self.root) {
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}

/// Options that make files for this user only and do not follow a link.
pub(crate) fn private_file() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600).custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC);
    }
    options
}

/// Makes folders for this user only.
pub(crate) fn private_folder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder
}

/// Makes the names in a folder durable. Where a folder cannot be opened as a file (Windows), the rename itself has to do.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn sync_all(written: &[Temporary]) -> Result<(), StoreError> {
    together(written, |file| file.open.sync_all().map_err(|e| StoreError::io(&file.name, e)))
}

fn sync_folders(changed: &BTreeSet<PathBuf>) -> Result<(), StoreError> {
    let folders: Vec<&PathBuf> = changed.iter().collect();
    together(&folders, |folder| {
        sync_folder(folder).map_err(|e| StoreError::io(&folder.display().to_string(), e))
    })
}

/// Does something for each of several, several at a time; the first error in their order.
fn together<T: Sync>(
    all: &[T],
    each: impl Fn(&T) -> Result<(), StoreError> + Sync,
) -> Result<(), StoreError> {
    let share = all.len().div_ceil(SYNCS_AT_ONCE).max(1);
    if all.len() <= 1 {
        return all.iter().try_for_each(each);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            all.chunks(share).map(|some| scope.spawn(|| some.iter().try_for_each(&each))).collect();
        let stopped = || Err(StoreError::io("", io::Error::other("a thread that syncs files stopped")));
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| stopped()))
            .fold(Ok(()), Result::and)
    })
}

fn list_into(path: &Path, name: &str, found: &mut Vec<Listed>) -> Result<(), StoreError> {
    let failed = |e| StoreError::io(name, e);
    let entries = match fs::read_dir(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(failed)?,
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let part = entry.file_name().to_string_lossy().into_owned();
        let name = if name.is_empty() { part } else { format!("{name}/{part}") };
        let meta = fs::symlink_metadata(entry.path()).map_err(failed)?;
        if meta.is_symlink() {
            return Err(StoreError::Link(name));
        } else if meta.is_dir() {
            list_into(&entry.path(), &name, found)?;
        } else {
            found.push(Listed { name, size: meta.len() });
        }
    }
    Ok(())
}

fn same_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    let open = |p: &Path| private_file().read(true).open(p);
    let (a, b) = (open(a)?, open(b)?);
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let (mut a, mut b) = (BufReader::new(a).bytes(), BufReader::new(b).bytes());
    loop {
        match (a.next().transpose()?, b.next().transpose()?) {
            (None, None) => return Ok(true),
            (x, y) if x != y => return Ok(false),
            _ => {}
        }
    }
}
