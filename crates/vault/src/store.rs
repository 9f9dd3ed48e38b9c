//! The files of a case that are not the database, behind one small trait with two back ends.
//!
//! Everything stored here is either immutable (objects, tiles, slots, anchors) or replaced whole (`vault.json`,
//! `log/checkpoint`). Names are relative, in lower case, with `/` between the parts.

use std::io::{self, Read, Write};

pub mod disk;
pub mod memory;

/// What holds the files of one case.
///
/// **Durability.** When [`Store::put`] has returned, its files survive a power cut, and so do the folders that lead to
/// them. Before that, each file is either absent (or the one replaced) or whole, never part; of several files any may
/// already be there.
///
/// **Idempotence.** [`Put::Create`] of the bytes that are already there succeeds; of other bytes it fails with
/// [`StoreError::Differs`] and changes nothing. [`Put::Replace`] and [`Store::remove`] may be repeated.
///
/// **Concurrency.** One process writes (it holds the writer's lock of the case); any number read, and see each file
/// before or after a change, never between.
pub trait Store: Send + Sync {
    /// Stores files. The order among them is not promised: what must come later needs a call of its own.
    ///
    /// # Errors
    /// [`StoreError`]; then any of the files may or may not be there.
    fn put(&self, how: Put, files: Vec<NewFile<'_>>) -> Result<(), StoreError>;

    /// Opens a file for reading from its beginning.
    ///
    /// # Errors
    /// [`StoreError::Missing`] and the other causes.
    fn get(&self, name: &str) -> Result<Box<dyn Read + Send>, StoreError>;

    /// All files under a folder (the whole store for `""`), at any depth, sorted by name; none if it does not exist.
    ///
    /// # Errors
    /// [`StoreError::Link`] where a link lies among them, and [`StoreError::Io`].
    fn list(&self, folder: &str) -> Result<Vec<Listed>, StoreError>;

    /// Removes a file if it is there. Durable with the next [`Store::put`] at the latest.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn remove(&self, name: &str) -> Result<(), StoreError>;
}

/// How a file is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// For the first time and for good.
    Create,
    /// In place of what is there.
    Replace,
}

/// A file to be stored: its name and what writes it.
pub struct NewFile<'a> {
    /// Where.
    pub name: String,
    /// Writes the content; called once.
    pub fill: Fill<'a>,
}

/// Writes the content of a file.
pub type Fill<'a> = Box<dyn FnOnce(&mut (dyn Write + Send)) -> io::Result<()> + 'a>;

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// Why a store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such file.
    #[error("{0} is missing")]
    Missing(String),
    /// Another content stands under this name.
    #[error("{0} holds other bytes")]
    Differs(String),
    /// A link stands where a file or folder should.
    #[error("{0} is a link")]
    Link(String),
    /// The system said no.
    #[error("{name}: {source}")]
    Io {
        /// Which file.
        name: String,
        /// What it said.
        source: io::Error,
    },
}

impl<'a> NewFile<'a> {
    /// A file of these bytes.
    pub fn of(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::written_by(name, move |out| out.write_all(&bytes))
    }

    /// A file that is written piece by piece.
    pub fn written_by(
        name: impl Into<String>,
        fill: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()> + 'a,
    ) -> Self {
        Self { name: name.into(), fill: Box::new(fill) }
    }
}

impl StoreError {
    pub(crate) fn io(name: &str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing(name.to_owned()),
            _ => Self::Io { name: name.to_owned(), source },
        }
    }
}

/// Reads a small file whole; one longer than `limit` is an error, not a surprise.
pub(crate) fn read_small(store: &dyn Store, name: &str, limit: u64) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    let too_long = || StoreError::io(name, io::Error::new(io::ErrorKind::InvalidData, "it is too long"));
    store.get(name)?.take(limit + 1).read_to_end(&mut bytes).map_err(|e| StoreError::io(name, e))?;
    if bytes.len() as u64 > limit { Err(too_long()) } else { Ok(bytes) }
}

/// Whether a name is one that this project writes: relative, lower case, no way up and nothing hidden.
pub(crate) fn check_name(name: &str) -> Result<(), StoreError> {
    let fine = name.split('/').all(|part| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b))
    });
    let refused = io::Error::new(io::ErrorKind::InvalidInput, "not a name of a file in a case");
    if fine { Ok(()) } else { Err(StoreError::io(name, refused)) }
}
