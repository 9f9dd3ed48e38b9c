//! Where files that leave go: into a new folder, or into one zip in memory that somebody saves elsewhere.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::error::{CaseError, Result};
use crate::files::Hashed;

/// Where files go, each under a name with `/` between folders.
pub(crate) enum Outgoing {
    /// A folder.
    Folder(PathBuf),
    /// A zip in memory.
    Archive(Box<zip::ZipWriter<Cursor<Vec<u8>>>>),
}

impl Outgoing {
    /// A folder that is not there yet, or is empty; it is made with the first file.
    ///
    /// # Errors
    /// When something is in it.
    pub(crate) fn folder(out: &Path) -> Result<Self> {
        let used = match std::fs::read_dir(out) {
            Ok(mut entries) => entries.next().is_some(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => false,
            Err(e) => return Err(CaseError::io(out, &e)),
        };
        if used {
            return Err(CaseError::bad_input(
                format!("{} is not empty", out.display()),
                "choose a new folder",
            ));
        }
        Ok(Self::Folder(out.to_owned()))
    }

    /// A zip in memory: nothing lies anywhere in the clear.
    pub(crate) fn archive() -> Self {
        Self::Archive(Box::new(zip::ZipWriter::new(Cursor::new(Vec::new()))))
    }

    /// Writes a file; its SHA-256, hexadecimal.
    ///
    /// # Errors
    /// When it is there already, or the disk is full.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        self.copy(name, &mut &*bytes)
    }

    /// Writes a file from what is read.
    ///
    /// # Errors
    /// As [`Outgoing::put`], and what the reader says.
    pub(crate) fn copy(&mut self, name: &str, input: &mut dyn Read) -> Result<String> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                let failed = |e: std::io::Error| CaseError::io(&path, &e);
                if let Some(above) = path.parent() {
                    std::fs::create_dir_all(above).map_err(failed)?;
                }
                let mut file = Hashed::new(std::fs::File::create_new(&path).map_err(failed)?);
                std::io::copy(input, &mut file).map_err(failed)?;
                let (file, digest) = file.finish();
                file.sync_all().map_err(failed)?;
                Ok(digest.to_string())
            }
            Self::Archive(archive) => {
                let failed = |e: std::io::Error| CaseError::io(Path::new(name), &e);
                // one date for all, so that the same files are the same bytes
                let options = zip::write::SimpleFileOptions::default()
                    .last_modified_time(zip::DateTime::default())
                    .large_file(true);
                archive.start_file(name, options).map_err(|e| failed(e.into()))?;
                let mut member = Hashed::new(archive);
                std::io::copy(input, &mut member).map_err(failed)?;
                Ok(member.finish().1.to_string())
            }
        }
    }

    /// The bytes of the zip; none of a folder.
    ///
    /// # Errors
    /// When the zip cannot be ended.
    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        match self {
            Self::Folder(_) => Ok(Vec::new()),
            Self::Archive(archive) => {
                let failed = |e: std::io::Error| CaseError::io(Path::new("the archive"), &e);
                Ok(archive.finish().map_err(|e| failed(e.into()))?.into_inner())
            }
        }
    }
}
