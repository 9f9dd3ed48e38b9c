//! `sanad prove`: everything that a stranger needs to check one entry offline, in one folder (`docs/format.md`).

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use sanad_log::note::Note;
use sanad_log::policy::Policy;
use sanad_log::proof::Proof;
use sanad_model::{Body, Disclosure};
use sanad_vault::{SignedRoot, StoredBody};
use serde::Serialize;

use crate::error::{CaseError, Exit, Result};
use crate::events::ExportEvent;
use crate::open::Case;
use crate::outgoing::Outgoing;

/// A proof bundle that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proven {
    /// What was proven.
    pub id: String,
    /// The folder.
    pub dir: String,
    /// Position in the log.
    pub index: u64,
    /// The log's size at the checkpoint.
    pub size: u64,
    /// The log's origin.
    pub origin: String,
    /// Sealed fields that were opened.
    pub disclosed: Vec<String>,
    /// Sealed fields that were not, visibly.
    pub withheld: Vec<String>,
    /// Files written.
    pub files: Vec<String>,
}

/// Time stamps over a checkpoint: file name and bytes.
type Stamps = Vec<(String, Vec<u8>)>;

/// Collects the files of a bundle and, at the end, their digests.
struct Bundle<'o> {
    out: &'o mut Outgoing,
    /// What stands before their names, with a `/` at its end.
    folder: String,
    digests: Vec<(String, String)>,
}

impl Case {
    /// Writes a proof bundle for an entry. `disclose` names sealed fields to open, or "all"; with content, the digest
    /// of the bytes is opened too. What leaves is recorded in the log first.
    ///
    /// # Errors
    /// When the id names nothing, the folder is not empty, a field is unknown, or an item has no bytes.
    pub fn prove(
        &mut self,
        typed: &str,
        out: &Path,
        with_content: bool,
        disclose: &[String],
    ) -> Result<Proven> {
        let (index, id) = self.find_entry(typed)?;
        let is_item = self.state.items.iter().any(|i| i.index == index);
        if with_content && !is_item {
            return Err(CaseError::wrong_use(
                format!("{id} is not an item and has no bytes of its own"),
                "leave --with-content out, or prove the item",
            ));
        }
        let mut folder = Outgoing::folder(out)?;
        self.tell_proof(index, &id, with_content, disclose)?;
        let mut proven = self.bundle(Bundle::new(&mut folder, ""), (index, id), with_content, disclose)?;
        proven.dir = out.display().to_string();
        Ok(proven)
    }

    /// The same in a folder of something larger that left and was recorded as a whole.
    pub(crate) fn prove_beside(
        &self,
        entry: (u64, String),
        (out, folder): (&mut Outgoing, &str),
        with_content: bool,
        disclose: &[String],
    ) -> Result<()> {
        self.bundle(Bundle::new(out, folder), entry, with_content, disclose).map(drop)
    }

    /// The same bundle, without content, as a zip archive in memory.
    ///
    /// # Errors
    /// As [`Case::prove`].
    pub fn prove_archive(&mut self, typed: &str, disclose: &[String]) -> Result<(Proven, Vec<u8>)> {
        let (index, id) = self.find_entry(typed)?;
        let mut archive = Outgoing::archive();
        self.tell_proof(index, &id, false, disclose)?;
        let proven = self.bundle(Bundle::new(&mut archive, ""), (index, id), false, disclose)?;
        Ok((proven, archive.finish()?))
    }

    /// Records that a proof leaves, before it does.
    fn tell_proof(&mut self, index: u64, id: &str, with_content: bool, disclose: &[String]) -> Result<()> {
        let stored = self.vault.body(index).map_err(|e| self.explain(e))?;
        let (opened, _) = split(&stored.disclosures, &wanted(with_content, disclose))?;
        let event = ExportEvent {
            what: "proof".to_owned(),
            ids: vec![id.to_owned()],
            disclosed: names(&opened),
            ..ExportEvent::default()
        };
        self.append_one(event.draft(self.now()), None)?;
        Ok(())
    }

    fn bundle(
        &self,
        mut bundle: Bundle<'_>,
        (index, id): (u64, String),
        with_content: bool,
        disclose: &[String],
    ) -> Result<Proven> {
        let stored = self.vault.body(index).map_err(|e| self.explain(e))?;
        let (opened, withheld) = split(&stored.disclosures, &wanted(with_content, disclose))?;
        let (root, anchors) = self.checkpoint_for(index)?;
        bundle.put("body", &stored.body)?;
        bundle.put("proof.tlog-proof", &self.tlog_proof(&stored, &root)?)?;
        bundle.put("disclosures.json", &json_lines(&opened)?)?;
        bundle.put("policy", self.policy()?.as_bytes())?;
        self.put_actor(&mut bundle, &stored.body, &root)?;
        for (name, reply) in anchors {
            bundle.put(&format!("anchors/{name}"), &reply)?;
        }
        if with_content {
            bundle.copy("content", &mut self.item_bytes(index)?)?;
        }
        bundle.put("HOWTO.txt", HOWTO.as_bytes())?;
        let files = bundle.finish()?;
        Ok(Proven {
            id,
            dir: String::new(),
            index,
            size: root.size,
            origin: root.note.lines().next().unwrap_or_default().to_owned(),
            disclosed: names(&opened),
            withheld,
            files,
        })
    }

    /// The checkpoint to prove against: of those that cover the entry and bear a time stamp the earliest, with its
    /// stamps, so that the date shown is the earliest there is; else the newest.
    fn checkpoint_for(&self, index: u64) -> Result<(SignedRoot, Stamps)> {
        let covering = self.state.anchors.iter().filter(|(_, a)| a.size > index).min_by_key(|(_, a)| a.size);
        if let Some((_, anchor)) = covering
            && let Some(root) = self.vault.checkpoint_at(anchor.size).map_err(|e| self.explain(e))?
        {
            let stamps = self.vault.anchors(&root.note).map_err(|e| self.explain(e))?;
            // stamps over a log that this one succeeds do not date it
            if !stamps.is_empty() {
                return Ok((root, stamps));
            }
        }
        Ok((self.vault.checkpoint().map_err(|e| self.explain(e))?, Vec::new()))
    }

    /// The C2SP tlog-proof of an entry at a checkpoint, with the salt as its extra line.
    fn tlog_proof(&self, stored: &StoredBody, root: &SignedRoot) -> Result<Vec<u8>> {
        let path = self.vault.inclusion(stored.index, root.size).map_err(|e| self.explain(e))?;
        let damaged = |e: String| CaseError::new(Exit::Damaged, e, "run `sanad check`");
        let checkpoint = Note::parse(root.note.as_bytes()).map_err(|e| damaged(e.to_string()))?;
        let proof = Proof::new(Some(stored.salt.0.to_vec()), stored.index, path, checkpoint)
            .map_err(|e| damaged(e.to_string()))?;
        Ok(proof.to_string().into_bytes())
    }

    /// The key of whoever signed the body, and the entry by which that key came into the log.
    fn put_actor(&self, bundle: &mut Bundle<'_>, body: &[u8], root: &SignedRoot) -> Result<()> {
        let damaged = |e: String| CaseError::new(Exit::Damaged, e, "run `sanad check`");
        let body = Body::parse(body).map_err(|e| damaged(e.to_string()))?;
        let actors = self.vault.actors().map_err(|e| self.explain(e))?;
        let actor = actors.into_iter().find(|a| a.id == body.actor());
        let actor = actor.ok_or_else(|| damaged("the actor of this entry has no key here".to_owned()))?;
        let stored = self.vault.body(actor.index).map_err(|e| self.explain(e))?;
        let name = body.actor().to_string();
        bundle.put(&format!("actors/{name}/body"), &stored.body)?;
        bundle.put(&format!("actors/{name}/proof.tlog-proof"), &self.tlog_proof(&stored, root)?)
    }

    /// The log's policy: its key, in C2SP tlog-policy form. A verifier needs it from outside the bundle.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn policy(&self) -> Result<String> {
        let key = self.vault.verifier_key().map_err(|e| self.explain(e))?;
        let policy = Policy::of_logs([&key]);
        let policy = policy.map_err(|e| CaseError::new(Exit::Damaged, e.to_string(), "run `sanad check`"))?;
        Ok(policy.to_string())
    }

    /// The log's verifier key.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn log_key(&self) -> Result<String> {
        Ok(self.vault.verifier_key().map_err(|e| self.explain(e))?.to_string())
    }

    /// The newest signed checkpoint.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn log_checkpoint(&self) -> Result<String> {
        self.vault.checkpoint_note().map_err(|e| self.explain(e))
    }
}

impl<'o> Bundle<'o> {
    fn new(out: &'o mut Outgoing, folder: &str) -> Self {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        Self { out, folder, digests: Vec::new() }
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.copy(name, &mut &*bytes)
    }

    fn copy(&mut self, name: &str, input: &mut dyn Read) -> Result<()> {
        let digest = self.out.copy(&format!("{}{name}", self.folder), input)?;
        self.digests.push((name.to_owned(), digest));
        Ok(())
    }

    /// Writes the manifest in the form of `sha256sum -c`, sorted by name.
    fn finish(mut self) -> Result<Vec<String>> {
        self.digests.sort();
        let manifest: String =
            self.digests.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
        self.put("manifest.sha256", manifest.as_bytes())?;
        let mut files: Vec<String> = self.digests.into_iter().map(|(name, _)| name).collect();
        files.sort();
        Ok(files)
    }
}

/// The sealed fields to open; with content its digest, which shows that it is the content.
fn wanted(with_content: bool, disclose: &[String]) -> BTreeSet<&str> {
    let digest = with_content.then_some("sha256");
    disclose.iter().map(String::as_str).chain(digest).collect()
}

/// Opened disclosures and the names of what stays withheld.
fn split(all: &[Disclosure], wanted: &BTreeSet<&str>) -> Result<(Vec<Disclosure>, Vec<String>)> {
    let known: Vec<String> = names(all);
    let unknown = wanted.iter().find(|w| **w != "all" && !known.iter().any(|k| k == *w));
    if let Some(unknown) = unknown {
        return Err(CaseError::wrong_use(
            format!("there is no sealed field {unknown:?} in this entry"),
            format!("it has {}; or say \"all\"", known.join(", ")),
        ));
    }
    let open = |name: &str| wanted.contains("all") || wanted.contains(name);
    let opened = all.iter().zip(&known).filter(|(_, name)| open(name)).map(|(d, _)| d.clone()).collect();
    let withheld = known.iter().filter(|name| !open(name)).cloned().collect();
    Ok((opened, withheld))
}

fn names(disclosures: &[Disclosure]) -> Vec<String> {
    disclosures.iter().map(|d| d.name_and_value().map(|(name, _)| name).unwrap_or_default()).collect()
}

fn json_lines(opened: &[Disclosure]) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(opened).map_err(|e| CaseError::bad_input(e.to_string(), ""))?;
    bytes.push(b'\n');
    Ok(bytes)
}

const HOWTO: &str = include_str!("howto.txt");
