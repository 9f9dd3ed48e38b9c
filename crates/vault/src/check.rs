//! The whole case looked through: every object hashed again, every tile, every commitment, every signature.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use ed25519_dalek::VerifyingKey;
use sanad_log::check::verify_tree;
use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::{Hash, leaf_hash};
use sanad_log::tree::Frontier;
use sanad_model::{ActorId, Body, BodyType, Commitment, ContentDigest};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::object;
use crate::rows::{self, ObjectRow, SignedRoot, StoredBody};
use crate::tree::{self, Tiles};
use crate::vault::Vault;
use crate::{anchor, db};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Acknowledged entries.
    pub entries: u64,
    /// Entries that record content (items and derivatives).
    pub objects: u64,
    /// Of these, items.
    pub items: u64,
    /// Everything wrong; empty for a sound case.
    pub problems: Vec<Problem>,
    /// Objects that no entry names, left by something that was interrupted. No problem.
    pub orphans: Vec<String>,
    /// Entries written but not acknowledged; the next writer finishes them. No problem.
    pub unacknowledged: u64,
    /// Acknowledged entries that the public log does not show yet; the next writer publishes them. No problem.
    pub unpublished: u64,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct Problem {
    /// The file, relative to the case folder.
    pub path: PathBuf,
    /// The entry that it concerns, if it concerns one.
    pub index: Option<u64>,
    /// What is wrong.
    pub what: String,
}

/// Is told how far a check has come: entries or bytes done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// Says which digest the stored content of an object has, or what is wrong with it.
pub(crate) type DigestOf<'a> = &'a dyn Fn(&ObjectRow) -> Result<ContentDigest, String>;

pub(crate) struct Check<'a> {
    vault: &'a Vault,
    digest: DigestOf<'a>,
    report: Report,
    /// Keys by actor with the entry that brought them in.
    keys: BTreeMap<ActorId, VerifyingKey>,
    objects: BTreeMap<u64, ObjectRow>,
}

impl Vault {
    /// Looks through everything that is stored. It does not stop at the first problem and changes nothing.
    ///
    /// # Errors
    /// Only where it cannot go on: the database does not answer.
    pub fn check(&self, progress: Progress<'_>) -> Result<Report> {
        self.publish()?;
        Check::run(self, &|row| self.digest_of(row), progress)
    }

    fn digest_of(&self, row: &ObjectRow) -> Result<ContentDigest, String> {
        let said = |e: Error| match e {
            Error::Damaged { what, .. } => what,
            other => other.to_string(),
        };
        let mut reader = object::open(&*self.store, &self.wrapping, row).map_err(said)?;
        object::digest(&mut reader)
    }
}

impl Check<'_> {
    /// Runs all parts.
    pub(crate) fn run(vault: &Vault, digest: DigestOf<'_>, progress: Progress<'_>) -> Result<Report> {
        let (cp, objects, rows) = {
            let db = vault.db();
            let log = rows::current_log(&db)?;
            (rows::checkpoint(&db, log.number, None)?, rows::objects(&db)?, rows::entry_count(&db)?)
        };
        let size = cp.as_ref().map_or(0, |cp| cp.size);
        let mut check = Check {
            vault,
            digest,
            report: Report { entries: size, unacknowledged: rows.saturating_sub(size), ..Report::default() },
            keys: BTreeMap::new(),
            objects: objects.into_iter().map(|row| (row.index, row)).collect(),
        };
        check.log(cp.as_ref())?;
        check.database()?;
        check.entries(size, progress)?;
        check.strangers()?;
        check.report.problems.sort();
        Ok(check.report)
    }

    fn problem(&mut self, path: impl Into<PathBuf>, index: Option<u64>, what: impl Into<String>) {
        self.report.problems.push(Problem { path: path.into(), index, what: what.into() });
    }

    /// The database's own pages.
    fn database(&mut self) -> Result<()> {
        let found: Vec<String> = {
            let db = self.vault.db();
            let mut query = db.prepare("PRAGMA quick_check")?;
            let rows = query.query_map([], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        for what in found.into_iter().filter(|line| line != "ok") {
            self.problem(db::FILE, None, what);
        }
        Ok(())
    }

    /// The public log: checkpoint, tiles, bundles, anchored checkpoints, and that older logs are its beginning.
    fn log(&mut self, cp: Option<&SignedRoot>) -> Result<()> {
        let store = &*self.vault.store;
        let key = self.vault.verifier_key()?;
        let Some(cp) = cp else {
            self.problem(db::FILE, None, "it has no checkpoint");
            return Ok(());
        };
        let signed = match Checkpoint::open(cp.note.as_bytes(), &key) {
            Ok(signed) if signed.size() == cp.size && signed.root() == cp.root => signed,
            Ok(_) => return self.stop(db::FILE, "its newest checkpoint does not say what its row says"),
            Err(e) => return self.stop(db::FILE, &format!("its newest checkpoint: {e}")),
        };
        // What a crash left between commit and publishing is no damage: the tiles are those of the checkpoint shown.
        let shown = match tree::published(store, tree::CHECKPOINT, &key) {
            Ok(None) => {
                self.problem(tree::CHECKPOINT, None, "it is missing");
                signed
            }
            Err(e) => {
                self.told(tree::CHECKPOINT, None, e);
                signed
            }
            Ok(Some(shown)) if self.agrees(tree::CHECKPOINT, &shown, cp)? => shown,
            Ok(Some(_)) => signed,
        };
        self.report.unpublished = cp.size - shown.size();
        match anchor::checkpoints(store, &key) {
            Ok(anchored) => {
                anchored.iter().try_for_each(|(name, shown)| self.agrees(name, shown, cp).map(drop))?;
            }
            Err(e) => self.told(anchor::FOLDER, None, e),
        }
        let names: Vec<String> = match store.list(tree::FOLDER) {
            Ok(found) => found.into_iter().map(|f| f.name).collect(),
            Err(e) => return self.stop(tree::FOLDER, &e.to_string()),
        };
        let on_disk = names.iter().filter_map(|n| n.strip_prefix("log/")).filter(|n| *n != "checkpoint");
        for found in verify_tree(&Tiles(store), &shown, on_disk).problems {
            self.problem(format!("{}/{}", tree::FOLDER, found.path), None, found.fault.to_string());
        }
        if self.root_of_rows(cp.size)? != cp.root {
            self.problem(db::FILE, None, "its commitments are not those that were signed");
        }
        self.older_logs(&shown)
    }

    /// The root of the tree that the database's own commitments make.
    fn root_of_rows(&self, size: u64) -> Result<Hash> {
        let mut tree = Frontier::new();
        while tree.size() < size {
            let page = rows::commitments(&self.vault.db(), tree.size(), (size - tree.size()).min(4096))?;
            if page.is_empty() {
                break;
            }
            page.iter().for_each(|commitment| tree.push(leaf_hash(commitment.entry().as_bytes())));
        }
        Ok(tree.root())
    }

    /// Each closed log must be the beginning of the one that is written now.
    fn older_logs(&mut self, cp: &Checkpoint) -> Result<()> {
        let logs = rows::logs(&self.vault.db())?;
        for log in logs.iter().rev().skip(1) {
            let Some(old) = rows::checkpoint(&self.vault.db(), log.number, None)? else { continue };
            let path = self.vault.consistency(old.size, cp.size());
            let shown = path.is_ok_and(|path| {
                let (size, root) = (cp.size(), &cp.root());
                sanad_log::tree::verify_consistency(old.size, &old.root, size, root, &path).is_ok()
            });
            if !shown {
                self.problem(tree::FOLDER, None, format!("the log {} is not its beginning", log.origin));
            }
        }
        Ok(())
    }

    /// A checkpoint in the clear must be one that the database signed. Whether it is.
    fn agrees(&mut self, name: &str, shown: &Checkpoint, newest: &SignedRoot) -> Result<bool> {
        let before = self.report.problems.len();
        if shown.size() > newest.size {
            let what =
                format!("it has {} entries, the database {}: one was put back", shown.size(), newest.size);
            self.problem(name, None, what);
        } else if shown.size() > 0
            && self.vault.checkpoint_at(shown.size())?.is_none_or(|cp| cp.root != shown.root())
        {
            self.problem(name, None, "its root is not the one that the database signed");
        }
        Ok(self.report.problems.len() == before)
    }

    /// Every body against its commitment, its signature and its content.
    fn entries(&mut self, size: u64, progress: Progress<'_>) -> Result<()> {
        let mut next = 0;
        for stored in self.vault.bodies(0)? {
            let stored = stored?;
            for missing in next..stored.index {
                self.problem(db::FILE, Some(missing), format!("the body of entry {missing} is missing"));
            }
            next = stored.index + 1;
            if let Err(what) = self.entry(&stored) {
                self.problem(db::FILE, Some(stored.index), format!("entry {}: {what}", stored.index));
            }
            progress(next, size);
        }
        for missing in next..size {
            self.problem(db::FILE, Some(missing), format!("the body of entry {missing} is missing"));
        }
        Ok(())
    }

    fn entry(&mut self, stored: &StoredBody) -> Result<(), String> {
        if Commitment::to(&stored.body, &stored.salt) != stored.commitment {
            return Err("its body is not the one that was committed to".into());
        }
        let body = Body::parse(&stored.body).map_err(|e| e.to_string())?;
        if body.kind() == BodyType::Key {
            self.learn_key(&body);
        }
        let key = self.keys.get(&body.actor()).ok_or("its actor's key is not in the log before it")?;
        body.verify(key).map_err(|e| e.to_string())?;
        let fields = body.open(&stored.disclosures).map_err(|e| e.to_string())?;
        if let Some(row) = self.objects.get(&stored.index).cloned() {
            self.report.objects += 1;
            self.report.items += u64::from(body.kind() == BodyType::Item);
            let sha256 = fields.get("sha256").and_then(Value::as_str).unwrap_or_default().to_owned();
            if let Err(what) = self.content(&row, &sha256) {
                self.problem(&row.name, Some(row.index), what);
            }
        }
        Ok(())
    }

    /// A key counts from its own entry on, which it signs itself.
    fn learn_key(&mut self, body: &Body) {
        use base64::Engine as _;
        let text = body.clear("key").and_then(Value::as_str).unwrap_or_default();
        let bytes = base64::engine::general_purpose::STANDARD.decode(text).unwrap_or_default();
        let key = bytes.try_into().ok().and_then(|bytes: [u8; 32]| VerifyingKey::from_bytes(&bytes).ok());
        if let Some(key) = key.filter(|key| ActorId::of_key(key.as_bytes()) == body.actor()) {
            self.keys.entry(body.actor()).or_insert(key);
        }
    }

    fn content(&self, row: &ObjectRow, sha256: &str) -> Result<(), String> {
        if (self.digest)(row)?.to_string() == sha256 {
            Ok(())
        } else {
            Err("its content does not have the digest that was recorded".into())
        }
    }

    /// Objects that nothing names, and links anywhere.
    fn strangers(&mut self) -> Result<()> {
        let named: BTreeSet<&str> = self.objects.values().map(|row| row.name.as_str()).collect();
        match self.vault.store.list(object::FOLDER) {
            Ok(found) => {
                let names = found.into_iter().map(|f| f.name);
                self.report.orphans = names.filter(|name| !named.contains(name.as_str())).collect();
            }
            Err(e) => self.told(object::FOLDER, None, e.into()),
        }
        Ok(())
    }

    fn told(&mut self, path: &str, index: Option<u64>, error: Error) {
        match error {
            Error::Damaged { path, what } => self.problem(path, index, what),
            other => self.problem(path, index, other.to_string()),
        }
    }

    fn stop(&mut self, path: &str, what: &str) -> Result<()> {
        self.problem(path, None, what);
        Ok(())
    }
}
