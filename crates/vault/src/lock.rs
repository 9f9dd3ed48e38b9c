//! The writer's lock: one process writes a case at a time, and the others can say which.
//!
//! A lock of the operating system (flock) on the file `lock`: it ends with the process, however that ends. The file
//! holds the process id and the verb of the last writer, for the message only.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::store::disk::private_file;

/// The name of the file.
pub(crate) const FILE: &str = "lock";

/// Held while the case is written.
pub(crate) enum WriterLock {
    /// A locked file.
    Disk(File),
    /// A place in memory.
    Memory(MemoryLock),
}

/// Who writes a case that is in memory.
pub(crate) type MemoryLock = Arc<Mutex<Option<String>>>;

impl WriterLock {
    /// Takes the lock of a folder or says who has it.
    pub(crate) fn of_folder(folder: &Path, verb: &str) -> Result<Self> {
        let failed = |e| Error::io(FILE, e);
        let mut file = private_file()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(FILE))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => {
                let mut who = String::new();
                let _ = (&mut file).take(200).read_to_string(&mut who);
                let who = who.trim();
                let who = if who.is_empty() { "another process" } else { who };
                return Err(Error::Busy { who: who.to_owned() });
            }
            Err(std::fs::TryLockError::Error(e)) => return Err(failed(e)),
        }
        file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        writeln!(file, "process {} ({verb})", std::process::id()).map_err(failed)?;
        Ok(Self::Disk(file))
    }

    /// Takes the lock of a case in memory.
    pub(crate) fn of_memory(lock: &MemoryLock, verb: &str) -> Result<Self> {
        let mut holder = lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(who) = holder.as_ref() {
            return Err(Error::Busy { who: who.clone() });
        }
        *holder = Some(format!("this process ({verb})"));
        Ok(Self::Memory(Arc::clone(lock)))
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        match self {
            Self::Disk(file) => {
                let _ = file.set_len(0);
                let _ = file.unlock();
            }
            Self::Memory(lock) => *lock.lock().unwrap_or_else(PoisonError::into_inner) = None,
        }
    }
}
