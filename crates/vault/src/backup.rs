//! A case in one encrypted file.
//!
//! ```text
//! age v1 file
//!   recipients: the backup key of the case (from the master key) · each recovery key · one `sanad-slot` stanza for each slot
//!   content:    tar, in this order: vault.json · slots/… · db.sqlite · log/… · log-<n>/… · anchors/… · obj/… · end
//! ```
//! The slots in the header let a passphrase open the file: passphrase → master key → backup key. With the recovery key,
//! `age -d -i KEY FILE | tar x` opens it without this program. The last member, `end`, says how many there were before.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use age_core::format::{FileKey, Stanza};
use rusqlite::backup::{Backup, StepResult};
use sanad_log::tile::{TileKind, decode_bundle, tiles_to_write};

use crate::db::{self, Access, Place};
use crate::error::{Error, Result};
use crate::keys::header::{self, Header};
use crate::keys::slot::Slot;
use crate::keys::{MasterKey, RandomId, Unlock, age_identity};
use crate::rows::{self, SignedRoot};
use crate::store::{StoreError, read_small};
use crate::vault::Vault;
use crate::{anchor, successor, tree};

/// The last member.
pub(crate) const END: &str = "end";
const STANZA: &str = "sanad-slot";
const TILE_LIMIT: u64 = 32 << 20;

/// Opens a backup: by a recovery key as age does, or through the slots in its header.
pub(crate) struct BackupIdentity<'a>(pub(crate) &'a Unlock);

/// Puts a slot into the header; it opens nothing by itself.
struct SlotRecipient<'a>(&'a RandomId, &'a Slot);

impl Vault {
    /// Writes the whole case, as it is acknowledged now, encrypted into one file. A writer may go on meanwhile.
    ///
    /// `scratch` is a folder with room for a copy of the (encrypted) database while this runs. The caller syncs `out`.
    ///
    /// # Errors
    /// What the disk says; [`Error::Damaged`] if a part of the case is missing; [`Error::Refused`] for a case in memory.
    pub fn backup(&self, scratch: &Path, out: &mut dyn Write) -> Result<()> {
        if self.location.path().is_none() {
            return Err(Error::Refused("a case in memory has no backup".into()));
        }
        let header = self.header();
        // Taken before the snapshot, which then holds it, also if a writer goes on meanwhile.
        let shown = self.checkpoint()?;
        let snapshot = scratch.join(format!("sanad-backup-{}.part", std::process::id()));
        let written = self
            .snapshot(&header.vault, &snapshot)
            .and_then(|()| self.write(&header, &shown, &snapshot, out));
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(db::beside(&snapshot, suffix));
        }
        written
    }

    /// A copy of the database as of one moment.
    fn snapshot(&self, vault: &RandomId, to: &Path) -> Result<()> {
        let mut copy = db::connect_empty(to, &self.master, vault)?;
        let source = self.db();
        match Backup::new(&source, &mut copy)?.step(-1)? {
            StepResult::Done => Ok(()),
            _ => Err(Error::Busy { who: "another process".into() }),
        }
    }

    fn write(&self, header: &Header, shown: &SignedRoot, snapshot: &Path, out: &mut dyn Write) -> Result<()> {
        let failed = |e| Error::io("backup", e);
        let database =
            db::connect(&Place::File(snapshot.to_owned()), Access::Read, &self.master, &header.vault)?;
        let log = rows::current_log(&database)?;
        let entries = rows::size(&database)?;
        let objects = rows::objects(&database)?;
        drop(database);
        let mut tar = Members::new(encryptor(header, &self.master)?.wrap_output(out).map_err(failed)?);
        tar.bytes(header::FILE, &header.to_bytes())?;
        for (file, slot) in header.slots() {
            tar.bytes(file, &slot.to_bytes())?;
        }
        let size = fs::metadata(snapshot).map_err(|e| Error::io(snapshot, e))?.len();
        tar.stream(db::FILE, size, &mut fs::File::open(snapshot).map_err(|e| Error::io(snapshot, e))?)?;
        self.write_log(shown, &mut tar)?;
        let closed = (0..log.number).map(successor::folder_of);
        for folder in closed.chain([anchor::FOLDER.to_owned()]) {
            for found in self.store.list(&folder)? {
                tar.stream(&found.name, found.size, &mut *self.store.get(&found.name)?)?;
            }
        }
        let sizes: std::collections::BTreeMap<String, u64> =
            self.store.list(crate::object::FOLDER)?.into_iter().map(|f| (f.name, f.size)).collect();
        for row in objects.iter().filter(|row| row.index < entries) {
            let size = sizes.get(&row.name).ok_or_else(|| Error::damaged(&row.name, "it is missing"))?;
            tar.stream(&row.name, *size, &mut *self.store.get(&row.name)?)?;
        }
        tar.finish()?.finish().map(|_| ()).map_err(failed)
    }

    /// The checkpoint and exactly the tiles that it covers.
    fn write_log(&self, cp: &SignedRoot, tar: &mut Members<impl Write>) -> Result<()> {
        tar.bytes(tree::CHECKPOINT, cp.note.as_bytes())?;
        for path in tiles_to_write(0, cp.size) {
            let name = format!("{}/{path}", tree::FOLDER);
            let bytes = match read_small(&*self.store, &name, TILE_LIMIT) {
                // A writer has filled the tile meanwhile and pruned the partial one: cut it out of the full one.
                Err(StoreError::Missing(_)) if path.is_partial() => {
                    let full =
                        read_small(&*self.store, &format!("{}/{}", tree::FOLDER, path.full()), TILE_LIMIT)?;
                    cut(&full, path.kind(), path.width()).ok_or_else(|| {
                        Error::damaged(&name, "it is missing, and the full one is malformed")
                    })?
                }
                other => other?,
            };
            tar.bytes(&name, &bytes)?;
        }
        Ok(())
    }
}

/// The first `width` hashes or entries of a full tile or bundle.
fn cut(full: &[u8], kind: TileKind, width: u16) -> Option<Vec<u8>> {
    let length = match kind {
        TileKind::Level(_) => usize::from(width) * 32,
        TileKind::Entries => {
            let entries = decode_bundle(full, 256).ok()?;
            entries.iter().take(width.into()).map(|entry| entry.len() + 2).sum()
        }
    };
    full.get(..length).map(<[u8]>::to_owned)
}

fn encryptor(header: &Header, master: &MasterKey) -> Result<age::Encryptor> {
    let refused = |what: String| Error::Refused(format!("the backup cannot be encrypted: {what}"));
    let own = backup_identity(master, &header.vault)?.to_public();
    let recovery: Vec<age::x25519::Recipient> = header
        .slots()
        .filter_map(|(_, slot)| slot.recovery_recipient())
        .map(|text| text.parse().map_err(|e: &str| refused(e.to_owned())))
        .collect::<Result<_>>()?;
    let slots: Vec<SlotRecipient<'_>> =
        header.slots().map(|(_, slot)| SlotRecipient(&header.vault, slot)).collect();
    let own = std::iter::once(&own as &dyn age::Recipient);
    let all = own
        .chain(recovery.iter().map(|r| r as &dyn age::Recipient))
        .chain(slots.iter().map(|s| s as &dyn age::Recipient));
    age::Encryptor::with_recipients(all).map_err(|e| refused(e.to_string()))
}

fn backup_identity(master: &MasterKey, vault: &RandomId) -> Result<age::x25519::Identity> {
    age_identity(&master.derive("backup", vault))
}

impl age::Recipient for SlotRecipient<'_> {
    #[expect(
        clippy::disallowed_types,
        reason = "the trait of the age crate; the set is empty and never iterated"
    )]
    fn wrap_file_key(
        &self,
        _: &FileKey,
    ) -> Result<(Vec<Stanza>, std::collections::HashSet<String>), age::EncryptError> {
        let stanza = Stanza { tag: STANZA.into(), args: vec![self.0.to_string()], body: self.1.to_bytes() };
        Ok((vec![stanza], std::iter::empty().collect()))
    }
}

impl age::Identity for BackupIdentity<'_> {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        None
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, age::DecryptError>> {
        if let Unlock::Recovery(text) = self.0 {
            return crate::keys::recovery_identity(text)?.unwrap_stanzas(stanzas);
        }
        let slots = stanzas.iter().filter(|stanza| stanza.tag == STANZA);
        let mut tried = BTreeSet::new();
        for stanza in slots {
            let Some(vault) = stanza.args.first().and_then(|id| RandomId::parse(id)) else { continue };
            let master = match self.0 {
                Unlock::MasterKey(master) => tried.insert(vault.clone()).then(|| master.clone()),
                Unlock::Passphrase(passphrase) => Slot::parse(&stanza.body)
                    .ok()
                    .and_then(|slot| slot.open_with_passphrase(&vault, passphrase).ok().flatten()),
                Unlock::Recovery(_) => None,
            };
            let identity = master.and_then(|master| backup_identity(&master, &vault).ok());
            if let Some(key) = identity.and_then(|identity| identity.unwrap_stanzas(stanzas)) {
                return Some(key);
            }
        }
        None
    }
}

/// The members of the tar, each a plain file of this user's, without a time.
struct Members<W: Write> {
    tar: tar::Builder<W>,
    count: u64,
}

impl<W: Write> Members<W> {
    fn new(out: W) -> Self {
        Self { tar: tar::Builder::new(out), count: 0 }
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.stream(name, bytes.len() as u64, &mut &*bytes)
    }

    fn stream(&mut self, name: &str, size: u64, source: &mut dyn Read) -> Result<()> {
        let failed = |e| Error::io("backup", e);
        let mut head = tar::Header::new_ustar();
        head.set_size(size);
        head.set_mode(0o600);
        head.set_mtime(0);
        let mut exact = Exact { source, left: size };
        self.tar.append_data(&mut head, name, &mut exact).map_err(failed)?;
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<W> {
        let count = self.count.to_string();
        self.bytes(END, count.as_bytes())?;
        self.tar.into_inner().map_err(|e| Error::io("backup", e))
    }
}

/// Yields exactly as many bytes as were announced, or fails: a file that shrank must not shift what follows.
struct Exact<'a> {
    source: &'a mut dyn Read,
    left: u64,
}

impl Read for Exact<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.source.read(&mut buffer[..most])?;
        if read == 0 && most > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a file became shorter"));
        }
        self.left -= read as u64;
        Ok(read)
    }
}
