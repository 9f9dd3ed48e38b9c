//! The complete archive: everything a case holds in open form, for a new installation or for any other program.
//!
//! A zip with `archive.json`, `entries.jsonl` and the bytes under `objects/` (`docs/format.md`). It is readable by
//! whoever holds it; `sanad backup` is the encrypted form. Taking one in makes a new case of the same state: every body,
//! salt and id stays what it was, signed by who signed it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;

use sanad_log::hash::Hash;
use sanad_model::{BodyDraft, BodyType, Disclosure, Salt};
use sanad_vault::{ArchivedEntry, NewEntry};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::error::{CaseError, Result};
use crate::events::ExportEvent;
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

/// Whether a file is an archive: told by its bytes, not its name.
#[must_use]
pub fn is_archive(file: &Path) -> bool {
    let opened = File::open(file).ok().and_then(|f| ZipArchive::new(BufReader::new(f)).ok());
    opened.is_some_and(|zip| zip.index_for_name(HEAD).is_some() && zip.index_for_name(ENTRIES).is_some())
}

impl Case {
    /// Writes everything in open form into one new file. That it left is recorded first.
    ///
    /// # Errors
    /// When something stands there already, or the disk is full: then nothing stays.
    pub fn write_archive(&mut self, out: &Path, to: Option<&str>) -> Result<ArchiveView> {
        let event =
            ExportEvent { what: "archive".to_owned(), to: to.map(str::to_owned), ..ExportEvent::default() };
        self.append_one(event.draft(self.now()), None)?;
        let file = File::create_new(out).map_err(|e| CaseError::io(out, &e))?;
        self.fill_archive(file, out).inspect_err(|_| {
            let _ = std::fs::remove_file(out);
        })
    }

    fn fill_archive(&self, file: File, out: &Path) -> Result<ArchiveView> {
        let failed = |e: zip::result::ZipError| CaseError::io(out, &e.into());
        let mut zip = ZipWriter::new(file);
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let root = self.vault.checkpoint().map_err(|e| self.explain(e))?;
        let head = Head {
            format: FORMAT,
            program: PROGRAM.to_owned(),
            origin: root.note.lines().next().unwrap_or_default().to_owned(),
            size: root.size,
            root: data_encoding::HEXLOWER.encode(root.root.as_bytes()),
            checkpoint: root.note.clone(),
            key: self.log_key()?,
        };
        let put = |zip: &mut ZipWriter<File>, name: &str, bytes: &[u8]| -> Result<()> {
            zip.start_file(name, options).map_err(failed)?;
            zip.write_all(bytes).map_err(|e| CaseError::io(out, &e))
        };
        put(&mut zip, "README.txt", README.as_bytes())?;
        put(&mut zip, HEAD, &json(&head)?)?;
        let mut objects = Vec::new();
        zip.start_file(ENTRIES, options.large_file(true)).map_err(failed)?;
        for stored in self.vault.bodies(0).map_err(|e| self.explain(e))? {
            let stored = stored.map_err(|e| self.explain(e))?;
            if stored.index >= root.size {
                break;
            }
            let held = self.vault.open_object(stored.index).is_ok();
            let name = held.then(|| format!("objects/{:08}", stored.index));
            objects.extend(name.clone().map(|name| (stored.index, name)));
            let line = Line {
                index: stored.index,
                body: String::from_utf8_lossy(&stored.body).into_owned(),
                salt: data_encoding::HEXLOWER.encode(&stored.salt.0),
                disclosures: stored.disclosures,
                object: name,
            };
            let mut bytes = json(&line)?;
            bytes.retain(|b| *b != b'\n');
            bytes.push(b'\n');
            zip.write_all(&bytes).map_err(|e| CaseError::io(out, &e))?;
        }
        for (index, name) in &objects {
            zip.start_file(name, options.large_file(true)).map_err(failed)?;
            std::io::copy(&mut self.item_bytes(*index)?, &mut zip).map_err(|e| CaseError::io(out, &e))?;
        }
        let file = zip.finish().map_err(failed)?;
        file.sync_all().map_err(|e| CaseError::io(out, &e))?;
        Ok(ArchiveView {
            file: out.display().to_string(),
            entries: root.size,
            objects: objects.len() as u64,
            origin: head.origin,
        })
    }

    /// Takes an archive into this case, which must be new.
    ///
    /// # Errors
    /// When it is no archive or not as it was signed, or this case has entries already: then nothing is taken in.
    pub fn read_archive(&mut self, file: &Path) -> Result<ArchiveView> {
        let open = File::open(file).map_err(|e| CaseError::io(file, &e))?;
        let bad = |what: &str| {
            CaseError::bad_input(
                format!("{}: {what}", file.display()),
                "get the archive again; an encrypted backup is taken in with `sanad restore`",
            )
        };
        let mut zip = ZipArchive::new(BufReader::new(open)).map_err(|e| bad(&e.to_string()))?;
        let head = head_of(&mut zip).map_err(|what| bad(&what))?;
        let root = hash_of(&head.root).ok_or_else(|| bad("its root is no hash"))?;
        let lines = lines_of(&mut zip, head.size).map_err(|what| bad(&what))?;
        let mut entries = Vec::with_capacity(lines.len());
        let mut objects = 0;
        for line in lines {
            let salt = salt_of(&line.salt).ok_or_else(|| bad("a salt is not in its form"))?;
            let object = match &line.object {
                None => None,
                Some(name) => {
                    let mut bytes = zip.by_name(name).map_err(|e| bad(&format!("{name}: {e}")))?;
                    objects += 1;
                    Some(self.vault.stage_object(&mut bytes).map_err(|e| self.explain(e))?)
                }
            };
            let ArchivedParts { body, disclosures } = ArchivedParts::of(line);
            entries.push(ArchivedEntry { body, salt, disclosures, object });
        }
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
        Ok(ArchiveView { file: file.display().to_string(), entries: head.size, objects, origin: head.origin })
    }
}

struct ArchivedParts {
    body: Vec<u8>,
    disclosures: Vec<Disclosure>,
}

impl ArchivedParts {
    fn of(line: Line) -> Self {
        Self { body: line.body.into_bytes(), disclosures: line.disclosures }
    }
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| CaseError::bad_input(e.to_string(), ""))
}

fn head_of(zip: &mut ZipArchive<BufReader<File>>) -> std::result::Result<Head, String> {
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

fn lines_of(zip: &mut ZipArchive<BufReader<File>>, size: u64) -> std::result::Result<Vec<Line>, String> {
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
