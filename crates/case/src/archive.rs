//! The complete archive: everything a case holds in open form, for a new installation or for any other program.
//!
//! A zip with `archive.json`, `entries.jsonl` and the bytes under `objects/` (`docs/format.md`), sealed in the age format
//! unless it was asked for in the clear. Taking one in makes a new case of the same state: every body, salt and id stays
//! what it was, signed by who signed it. All of it is compared before the first byte is taken in.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::Hash;
use sanad_log::note::VerifierKey;
use sanad_model::{Body, BodyDraft, BodyType, ContentDigest, Disclosure, Salt};
use sanad_vault::{
    ArchivedEntry, NewEntry, Opener, SealReader, SealTo, SealWriter, SealedFor, check_archived, sealed_for,
};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::error::{CaseError, Exit, Result};
use crate::events::ExportEvent;
use crate::files::Hashed;
use crate::open::{Case, WORLD};
use crate::record::PROGRAM;

/// The form of archives that this version writes and reads.
const FORMAT: u32 = 1;
const HEAD: &str = "archive.json";
const ENTRIES: &str = "entries.jsonl";
const README: &str = include_str!("archive.txt");
/// No head is longer.
const HEAD_LIMIT: u64 = 1 << 20;

/// The first part of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    format: u32,
    program: String,
    /// The name of the log.
    origin: String,
    /// Entries in it.
    size: u64,
    /// The root over them, hexadecimal.
    root: String,
    /// The signed checkpoint that says so.
    checkpoint: String,
    /// The log's verifier key.
    key: String,
}

/// One entry of an archive.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    index: u64,
    /// The two lines as they were signed.
    body: String,
    /// Hexadecimal.
    salt: String,
    disclosures: Vec<Disclosure>,
    /// The member that holds its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    object: Option<String>,
}

/// An archive that was written or taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchiveView {
    /// The file.
    pub file: String,
    /// Entries in it.
    pub entries: u64,
    /// Files and texts in it.
    pub objects: u64,
    /// The log that they come from.
    pub origin: String,
}

/// Gives what opens a sealed archive: a passphrase, or keys.
pub type AskOpener<'a> = &'a mut dyn FnMut(SealedFor) -> Result<Opener>;

/// Whether a file is an archive, sealed or not: told by its bytes, not its name.
#[must_use]
pub fn is_archive(file: &Path) -> bool {
    let Ok(mut opened) = File::open(file) else { return false };
    if sealed_for(&mut opened).is_ok_and(|sealed| sealed.is_some()) {
        return true;
    }
    let zip = ZipArchive::new(BufReader::new(opened));
    zip.is_ok_and(|zip| zip.index_for_name(HEAD).is_some() && zip.index_for_name(ENTRIES).is_some())
}

impl Case {
    /// Writes everything in open form into one new file, sealed or in the clear. That it leaves is recorded with its
    /// digest before it gets its name.
    ///
    /// # Errors
    /// When something stands there already, or the disk is full: then nothing stays.
    pub fn write_archive(
        &mut self,
        out: &Path,
        seal: Option<&SealTo>,
        to: Option<&str>,
    ) -> Result<ArchiveView> {
        if out.exists() {
            return Err(CaseError::bad_input(
                format!("{} exists already", out.display()),
                "choose another folder",
            ));
        }
        let part = out.with_extension("part");
        let file = File::create_new(&part).map_err(|e| CaseError::io(&part, &e))?;
        let written = || {
            let (view, digest) = self.fill_archive(file, seal, out)?;
            let name = out.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            let event = ExportEvent {
                what: if seal.is_some() { "archive, sealed" } else { "archive, in the clear" }.to_owned(),
                to: to.map(str::to_owned),
                files: vec![format!("{digest}  {name}")],
                ..ExportEvent::default()
            };
            self.append_one(event.draft(self.now()), None)?;
            std::fs::rename(&part, out).map_err(|e| CaseError::io(out, &e))?;
            Ok(view)
        };
        written().inspect_err(|_| {
            let _ = std::fs::remove_file(&part);
        })
    }

    fn fill_archive(
        &self,
        file: File,
        seal: Option<&SealTo>,
        out: &Path,
    ) -> Result<(ArchiveView, ContentDigest)> {
        let failed = |e: std::io::Error| CaseError::io(out, &e);
        let hashed = Hashed::new(BufWriter::with_capacity(1 << 20, file));
        let sink = match seal {
            None => Sink::Clear(hashed),
            Some(to) => Sink::Sealed(SealWriter::new(to, hashed).map_err(|e| match e {
                sanad_vault::Error::Refused(what) => CaseError::wrong_use(what, "see --seal-to"),
                other => self.explain(other),
            })?),
        };
        let (view, sink) = self.zip_archive(sink, out)?;
        let hashed = match sink {
            Sink::Clear(hashed) => hashed,
            Sink::Sealed(sealed) => sealed.finish().map_err(failed)?,
        };
        let (mut inner, digest) = hashed.finish();
        inner.flush().and_then(|()| inner.get_ref().sync_all()).map_err(failed)?;
        Ok((view, digest))
    }

    fn zip_archive(&self, sink: Sink, out: &Path) -> Result<(ArchiveView, Sink)> {
        let failed = |e: zip::result::ZipError| CaseError::io(out, &e.into());
        let unwritten = |e: std::io::Error| CaseError::io(out, &e);
        let mut zip = ZipWriter::new_stream(sink);
        let options =
            SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).large_file(true);
        let head = self.head()?;
        for (name, bytes) in [("README.txt", README.as_bytes().to_vec()), (HEAD, json(&head)?)] {
            zip.start_file(name, options).map_err(failed)?;
            zip.write_all(&bytes).map_err(unwritten)?;
        }
        let mut objects = Vec::new();
        zip.start_file(ENTRIES, options).map_err(failed)?;
        for stored in self.vault.bodies(0).map_err(|e| self.explain(e))? {
            let stored = stored.map_err(|e| self.explain(e))?;
            if stored.index >= head.size {
                break;
            }
            let name = holds_bytes(&stored.body).then(|| format!("objects/{:08}", stored.index));
            objects.extend(name.clone().map(|name| (stored.index, name)));
            let line = Line {
                index: stored.index,
                body: String::from_utf8_lossy(&stored.body).into_owned(),
                salt: data_encoding::HEXLOWER.encode(&stored.salt.0),
                disclosures: stored.disclosures,
                object: name,
            };
            let mut bytes = json(&line)?;
            bytes.push(b'\n');
            zip.write_all(&bytes).map_err(unwritten)?;
        }
        for (index, name) in &objects {
            zip.start_file(name, options).map_err(failed)?;
            std::io::copy(&mut self.item_bytes(*index)?, &mut zip).map_err(unwritten)?;
        }
        let sink = zip.finish().map_err(failed)?.into_inner();
        let view = ArchiveView {
            file: out.display().to_string(),
            entries: head.size,
            objects: objects.len() as u64,
            origin: head.origin,
        };
        Ok((view, sink))
    }

    fn head(&self) -> Result<Head> {
        let root = self.vault.checkpoint().map_err(|e| self.explain(e))?;
        Ok(Head {
            format: FORMAT,
            program: PROGRAM.to_owned(),
            origin: root.note.lines().next().unwrap_or_default().to_owned(),
            size: root.size,
            root: data_encoding::HEXLOWER.encode(root.root.as_bytes()),
            checkpoint: root.note.clone(),
            key: self.log_key()?,
        })
    }

    /// Takes an archive into this case, which must be new.
    ///
    /// # Errors
    /// As [`Archive::open`]; when this case has entries already. Then nothing is taken in.
    pub fn read_archive(&mut self, archive: Archive) -> Result<ArchiveView> {
        self.check_new()?;
        let Archive { mut zip, head, root, lines, file } = archive;
        let bad = |what: &str| bad(&file, what);
        let mut entries = Vec::with_capacity(lines.len());
        for (mut entry, member) in lines {
            if let Some(name) = &member {
                let mut bytes = zip.by_name(name).map_err(|e| bad(&format!("{name}: {e}")))?;
                entry.object = Some(self.vault.stage_object(&mut bytes).map_err(|e| self.explain(e))?);
            }
            entries.push(entry);
        }
        let objects = entries.iter().filter(|e| e.object.is_some()).count() as u64;
        let before = self.vault.size().map_err(|e| self.explain(e))?;
        let signer = self.vault.signer(&self.actor()?.to_string()).map_err(|e| self.explain(e))?;
        let first = BodyDraft::new(BodyType::Observe, self.now())
            .clear("size", head.size)
            .clear("root", head.root.as_str())
            .sealed("origin", head.origin.as_str())
            .sealed("checkpoint", head.checkpoint.as_str())
            .seal(&WORLD, &signer);
        let first = NewEntry { sealed: first, object: None };
        self.vault.take_in(first, entries, &root).map_err(|e| match e {
            sanad_vault::Error::Refused(what) => bad(&what),
            other => self.explain(other),
        })?;
        for stored in self.vault.bodies(before).map_err(|e| self.explain(e))? {
            let stored = stored.map_err(|e| crate::open::explain(&self.path, e))?;
            self.state.take(&crate::state::Stored {
                index: stored.index,
                commitment: stored.commitment,
                body: &stored.body,
                disclosures: &stored.disclosures,
            });
        }
        Ok(ArchiveView { file, entries: head.size, objects, origin: head.origin })
    }

    /// Whether this case has nothing but the keys of who works on it. The vault compares the same under its lock; here
    /// it is said before the bytes are staged.
    fn check_new(&self) -> Result<()> {
        let size = self.vault.size().map_err(|e| self.explain(e))?;
        if size == self.actors()?.len() as u64 {
            return Ok(());
        }
        Err(CaseError::bad_input(
            format!("{} has entries already, and an archive becomes a new case", self.path.display()),
            "name a case that is not there yet",
        ))
    }
}

/// An archive that was looked through: every signature, the root over all entries, and the digest of every file fit.
pub struct Archive {
    zip: ZipArchive<Box<dyn Source>>,
    head: Head,
    root: Hash,
    /// Entries without their bytes, each with the member that holds them.
    lines: Vec<(ArchivedEntry, Option<String>)>,
    file: String,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens an archive and looks through all of it. Nothing is written.
    ///
    /// # Errors
    /// When it is none, is sealed for somebody else, or is not as it was signed.
    pub fn open(file: &Path, ask: AskOpener<'_>) -> Result<Self> {
        let source = source(file, ask)?;
        let file = file.display().to_string();
        let bad = |what: String| bad(&file, &what);
        let mut zip = ZipArchive::new(source).map_err(|e| bad(e.to_string()))?;
        let head = head_of(&mut zip).map_err(bad)?;
        let root = signed_root(&head).map_err(bad)?;
        let mut entries = Vec::new();
        let mut members = Vec::new();
        for line in lines_of(&mut zip, head.size).map_err(bad)? {
            let salt = salt_of(&line.salt).ok_or_else(|| bad("a salt is not in its form".to_owned()))?;
            members.push((line.index, line.object));
            entries.push(ArchivedEntry {
                body: line.body.into_bytes(),
                salt,
                disclosures: line.disclosures,
                object: None,
            });
        }
        check_archived(&entries, &root).map_err(|e| bad(e.to_string()))?;
        for (entry, (index, member)) in entries.iter().zip(&members) {
            check_bytes(&mut zip, entry, member.as_deref())
                .map_err(|what| bad(format!("entry {index}: {what}")))?;
        }
        let lines = entries.into_iter().zip(members.into_iter().map(|(_, member)| member)).collect();
        Ok(Self { zip, head, root, lines, file })
    }
}

/// Where an archive is read from.
trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

fn source(file: &Path, ask: AskOpener<'_>) -> Result<Box<dyn Source>> {
    let failed = |e: std::io::Error| CaseError::io(file, &e);
    let mut opened = File::open(file).map_err(failed)?;
    let Some(sealed) = sealed_for(&mut opened).map_err(failed)? else {
        return Ok(Box::new(BufReader::new(opened)));
    };
    if sealed == SealedFor::Backup {
        return Err(CaseError::bad_input(
            format!("{} is a backup and not an archive", file.display()),
            "take it in with `sanad restore`",
        ));
    }
    let reader = SealReader::new(opened, &ask(sealed)?).map_err(|e| match e {
        sanad_vault::Error::Locked => CaseError::new(
            Exit::Locked,
            format!("{} is sealed, and not with what was given", file.display()),
            "give its passphrase, or the key that it was sealed to with --identity",
        ),
        other => bad(&file.display().to_string(), &other.to_string()),
    })?;
    // the zip is read in small steps, each of which would decrypt a piece
    Ok(Box::new(BufReader::new(reader)))
}

fn bad(file: &str, what: &str) -> CaseError {
    CaseError::bad_input(format!("{file}: {what}"), "get the archive again; nothing was taken in")
}

/// The root that the log of the archive signed.
fn signed_root(head: &Head) -> std::result::Result<Hash, String> {
    let root = hash_of(&head.root).ok_or("its root is no hash")?;
    let key: VerifierKey = head.key.parse().map_err(|_| "its key is none")?;
    let signed = Checkpoint::open(head.checkpoint.as_bytes(), &key);
    let signed = signed.map_err(|e| format!("its checkpoint: {e}"))?;
    if signed.root() == root && signed.size() == head.size {
        Ok(root)
    } else {
        Err("its head does not say what its checkpoint says".to_owned())
    }
}

/// Whether the bytes of an entry are there, and those that it recorded.
fn check_bytes(
    zip: &mut ZipArchive<Box<dyn Source>>,
    entry: &ArchivedEntry,
    member: Option<&str>,
) -> std::result::Result<(), String> {
    let Some(member) = member else {
        return if holds_bytes(&entry.body) { Err("its bytes are missing".to_owned()) } else { Ok(()) };
    };
    let mut bytes = zip.by_name(member).map_err(|e| format!("{member}: {e}"))?;
    let mut hashed = Hashed::new(std::io::sink());
    std::io::copy(&mut bytes, &mut hashed).map_err(|e| format!("{member}: {e}"))?;
    let digest = hashed.finish().1.to_string();
    let said = entry.disclosures.iter().filter_map(Disclosure::name_and_value);
    let said: Vec<_> = said.filter(|(name, _)| name == "sha256").map(|(_, value)| value).collect();
    match said.as_slice() {
        [one] if one.as_str() == Some(&digest) => Ok(()),
        _ => Err(format!("{member} is not what was recorded")),
    }
}

/// Whether an entry is one that records bytes.
fn holds_bytes(body: &[u8]) -> bool {
    Body::parse(body).is_ok_and(|body| matches!(body.kind(), BodyType::Item | BodyType::Derive))
}

/// Where an archive is written to.
enum Sink {
    Clear(Hashed<BufWriter<File>>),
    Sealed(SealWriter<Hashed<BufWriter<File>>>),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Clear(out) => out.write(bytes),
            Self::Sealed(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Clear(out) => out.flush(),
            Self::Sealed(out) => out.flush(),
        }
    }
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| CaseError::bad_input(e.to_string(), ""))
}

fn head_of(zip: &mut ZipArchive<Box<dyn Source>>) -> std::result::Result<Head, String> {
    #[derive(Deserialize)]
    struct Form {
        format: u32,
    }
    let member = zip.by_name(HEAD).map_err(|_| format!("it has no {HEAD}, so it is no archive of a case"))?;
    let mut bytes = Vec::new();
    member.take(HEAD_LIMIT).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    let form: Form = serde_json::from_slice(&bytes).map_err(|e| format!("{HEAD}: {e}"))?;
    if form.format > FORMAT {
        return Err(format!("it has format {}, written by a newer version; update sanad", form.format));
    }
    serde_json::from_slice(&bytes).map_err(|e| format!("{HEAD}: {e}"))
}

fn lines_of(zip: &mut ZipArchive<Box<dyn Source>>, size: u64) -> std::result::Result<Vec<Line>, String> {
    let member = zip.by_name(ENTRIES).map_err(|_| format!("it has no {ENTRIES}"))?;
    let mut lines = BTreeMap::new();
    for (n, line) in BufReader::new(member).lines().enumerate() {
        let place = |what: String| format!("{ENTRIES}, line {}: {what}", n + 1);
        let line = line.map_err(|e| place(e.to_string()))?;
        let line: Line = serde_json::from_str(&line).map_err(|e| place(e.to_string()))?;
        lines.insert(line.index, line);
    }
    if lines.len() as u64 != size || lines.keys().copied().ne(0..size) {
        return Err(format!("{} entries are there, and {size} should be", lines.len()));
    }
    Ok(lines.into_values().collect())
}

fn hash_of(hex: &str) -> Option<Hash> {
    let bytes: [u8; 32] = data_encoding::HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()?;
    Some(Hash::from_bytes(bytes))
}

fn salt_of(hex: &str) -> Option<Salt> {
    let bytes: [u8; 32] = data_encoding::HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()?;
    Some(Salt(bytes))
}
