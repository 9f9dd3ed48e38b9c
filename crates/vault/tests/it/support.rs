//! What the tests share: a world without surprises, small cases, and how to look at them.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use sanad_model::{BodyDraft, BodyType, ConfinedFailure, Limits, Timestamp, World};
use sanad_vault::{
    Appended, Created, Location, MasterKey, Mode, NewCase, NewEntry, SecretString, Signer, Stretch, Unlock,
    Vault,
};
use sha2::{Digest as _, Sha256};

/// A clock that stands still, random bytes that can be repeated, a memory that can be inspected.
pub(crate) struct TestWorld {
    seed: u64,
    drawn: AtomicU64,
    pub(crate) memory: Mutex<BTreeMap<String, Vec<u8>>>,
    /// Remembering fails.
    pub(crate) forgetful: AtomicBool,
}

impl TestWorld {
    pub(crate) fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            seed,
            drawn: AtomicU64::new(0),
            memory: Mutex::default(),
            forgetful: AtomicBool::new(false),
        })
    }
}

impl World for TestWorld {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(1_541_592_000).unwrap()
    }
    fn fill_random(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
            let block = Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(drawn.to_be_bytes());
            chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
        }
    }
    fn run_confined(&self, _: &str, _: &mut dyn Read, _: Limits) -> Result<Vec<u8>, ConfinedFailure> {
        Err(ConfinedFailure::Start("no helper in this test".into()))
    }
    fn remembered(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.memory.lock().unwrap().get(name).cloned())
    }
    fn remember(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if self.forgetful.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::Other.into());
        }
        self.memory.lock().unwrap().insert(name.to_owned(), bytes.to_owned());
        Ok(())
    }
}

pub(crate) const PASSPHRASE: &str = "six words that nobody will guess";
pub(crate) const ACTOR: &str = "Amal";

pub(crate) fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

pub(crate) fn create(location: &Location, world: &Arc<TestWorld>) -> Created {
    let passphrase = secret(PASSPHRASE);
    let new = NewCase { passphrase: &passphrase, stretch: Stretch::FLOOR, actor: ACTOR };
    Vault::create(location, &new, Arc::<TestWorld>::clone(world)).unwrap()
}

/// Opens with the master key, which costs no stretching.
pub(crate) fn open(
    location: &Location,
    mode: Mode<'_>,
    master: &MasterKey,
    world: &Arc<TestWorld>,
) -> sanad_vault::Result<Vault> {
    Vault::open(location, mode, &Unlock::MasterKey(master.clone()), Arc::<TestWorld>::clone(world))
}

/// An entry without content.
pub(crate) fn note(world: &dyn World, signer: &Signer, text: &str) -> NewEntry {
    let sealed = BodyDraft::new(BodyType::Claim, world.now()).sealed("quote", text).seal(world, signer);
    NewEntry { sealed, object: None }
}

/// An item with this content.
pub(crate) fn item(
    vault: &Vault,
    world: &TestWorld,
    signer: &Signer,
    name: &str,
    content: &[u8],
) -> NewEntry {
    let staged = vault.stage_object(&mut &*content).unwrap();
    item_of(world, signer, name, staged)
}

pub(crate) fn item_of(
    world: &dyn World,
    signer: &Signer,
    name: &str,
    staged: sanad_vault::StagedObject,
) -> NewEntry {
    let sealed = BodyDraft::new(BodyType::Item, world.now())
        .clear("size", staged.size)
        .sealed("sha256", staged.digest.to_string())
        .sealed("name", name)
        .seal(world, signer);
    NewEntry { sealed, object: Some(staged) }
}

pub(crate) fn append_notes(vault: &Vault, world: &TestWorld, texts: &[&str]) -> Vec<Appended> {
    let signer = vault.signer(ACTOR).unwrap();
    vault.append(texts.iter().map(|text| note(world, &signer, text)).collect()).unwrap()
}

/// All files under a folder, with their content.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(at) = todo.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let target = to.join(name);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
}

/// The database of a case, opened behind the vault's back.
pub(crate) fn database(folder: &Path, master: &MasterKey, vault: &str) -> rusqlite::Connection {
    let mut key = [0; 32];
    let info = format!("sanad/v1/db/{vault}");
    hkdf::Hkdf::<Sha256>::new(None, master.expose()).expand(info.as_bytes(), &mut key).unwrap();
    let db = rusqlite::Connection::open(folder.join("db.sqlite")).unwrap();
    let hex = data_encoding::HEXLOWER.encode(&key);
    db.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";")).unwrap();
    db
}

/// A small case with two items and some notes in a folder of its own, made once and copied for each row.
pub(crate) struct Sample {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) master: MasterKey,
    pub(crate) recovery: SecretString,
    pub(crate) vault: String,
    memory: BTreeMap<String, Vec<u8>>,
}

/// Entries of the sample: the actor's key, two items, 300 notes.
pub(crate) const SAMPLE_SIZE: u64 = 303;

pub(crate) static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let world = TestWorld::new(77);
    let made = create(&Location::folder(folder.path().join("a.sanad")), &world);
    let (vault, recovery) = (made.vault, made.recovery_key);
    let signer = vault.signer(ACTOR).unwrap();
    let items = [("first.txt", vec![b'a'; 100_000]), ("second.txt", b"second".to_vec())];
    let items = items.iter().map(|(name, content)| item(&vault, &world, &signer, name, content)).collect();
    vault.append(items).unwrap();
    let texts: Vec<String> = (0..300).map(|n| format!("note {n}")).collect();
    append_notes(&vault, &world, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    let (master, id) = (vault.master_key(), vault.id().to_string());
    drop(vault);
    let memory = world.memory.lock().unwrap().clone();
    Sample { folder, master, recovery, vault: id, memory }
});

/// A copy of the sample in its own place, with the memory that belongs to it.
pub(crate) struct Copied {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) world: Arc<TestWorld>,
}

impl Sample {
    pub(crate) fn copy(&self, seed: u64) -> Copied {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sanad");
        copy(&self.folder.path().join("a.sanad"), &path);
        let world = TestWorld::new(seed);
        world.memory.lock().unwrap().clone_from(&self.memory);
        Copied { folder, path, world }
    }
}

impl Copied {
    pub(crate) fn open(&self, mode: Mode<'_>) -> sanad_vault::Result<Vault> {
        open(&Location::folder(&self.path), mode, &SAMPLE.master, &self.world)
    }

    pub(crate) fn edit(&self, sql: &str) {
        database(&self.path, &SAMPLE.master, &SAMPLE.vault).execute_batch(sql).unwrap();
    }
}
