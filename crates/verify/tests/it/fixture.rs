//! A small case with two people and a log, and the proof bundles made from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sanad_log::append::Appender;
use sanad_log::checkpoint::Checkpoint;
use sanad_log::consistency::Continuation;
use sanad_log::note::{KeyKind, Note, SigningKey};
use sanad_log::policy::Policy;
use sanad_log::proof::Proof;
use sanad_log::tile::MemoryTiles;
use sanad_log::tree::{consistency_proof, inclusion_proof};
use sanad_model::{
    ActorId, ActorSigner, BodyDraft, BodyType, Commitment, ConfinedFailure, ContentDigest, Disclosure,
    Limits, Salt, Timestamp, World,
};
use sha2::{Digest as _, Sha256};

/// The log's name.
pub(crate) const ORIGIN: &str = "sanad.invalid/00112233445566778899aabbccddeeff";

/// What was received.
pub(crate) const CONTENT: &[u8] = b"a video, or what stands for one in a test\n";

/// One body in the log.
struct Event {
    body: Vec<u8>,
    salt: Salt,
    disclosures: Vec<Disclosure>,
}

/// A log with the events of two people.
pub(crate) struct Case {
    events: Vec<Event>,
    tiles: MemoryTiles,
    appender: Appender,
}

/// A person's key.
pub(crate) struct Person(ed25519_dalek::SigningKey);

/// A world with a fixed clock, in which random numbers count upwards.
#[derive(Default)]
struct Still(std::cell::Cell<u8>);

impl World for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(1_541_592_000).unwrap()
    }
    fn fill_random(&self, buffer: &mut [u8]) {
        self.0.set(self.0.get().wrapping_add(1));
        buffer.fill(self.0.get());
    }
    fn run_confined(
        &self,
        _: &str,
        _: &mut dyn std::io::Read,
        _: Limits,
    ) -> Result<Vec<u8>, ConfinedFailure> {
        Err(ConfinedFailure::Start("not in this test".into()))
    }
    fn remembered(&self, _: &str) -> std::io::Result<Option<Vec<u8>>> {
        Ok(None)
    }
    fn remember(&self, _: &str, _: &[u8]) -> std::io::Result<()> {
        Ok(())
    }
}

impl Person {
    pub(crate) fn new(number: u8) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&[number; 32]))
    }

    fn introduction(&self) -> BodyDraft {
        let key = BASE64.encode(self.0.verifying_key().as_bytes());
        BodyDraft::new(BodyType::Key, Still::default().now()).clear("key", key).sealed("name", "a name")
    }
}

impl ActorSigner for Person {
    fn actor(&self) -> ActorId {
        ActorId::of_key(self.0.verifying_key().as_bytes())
    }
    fn sign(&self, message: &[u8]) -> [u8; 64] {
        use ed25519_dalek::Signer as _;
        self.0.sign(message).to_bytes()
    }
}

pub(crate) fn log_key(number: u8) -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[number; 32]).unwrap()
}

impl Case {
    /// Entries 0 and 1 bring the keys of two people; 2 is an item that the first received; 3 one that the second did.
    pub(crate) fn new() -> Self {
        let (anna, boris) = (Person::new(1), Person::new(2));
        let mut case = Self { events: Vec::new(), tiles: MemoryTiles::default(), appender: Appender::new() };
        let world = Still::default();
        case.add(&world, anna.introduction(), &anna);
        case.add(&world, boris.introduction(), &boris);
        for (person, content) in [(&anna, CONTENT), (&boris, b"another item\n".as_slice())] {
            let draft = BodyDraft::new(BodyType::Item, world.now())
                .clear("size", content.len())
                .clear("media", "video/mp4")
                .sealed("sha256", ContentDigest::of(content).to_string())
                .sealed("name", "протокол \u{202e}4pm.exe")
                .sealed("source", "a person who must not be named");
            case.add(&world, draft, person);
        }
        case.grow(50);
        case
    }

    fn add(&mut self, world: &dyn World, draft: BodyDraft, person: &dyn ActorSigner) {
        let sealed = draft.seal(world, person);
        let mut salt = [0; 32];
        world.fill_random(&mut salt);
        self.events.push(Event {
            body: sealed.bytes.clone(),
            salt: Salt(salt),
            disclosures: sealed.disclosures,
        });
        self.appender.push(Commitment::to(&sealed.bytes, &Salt(salt)).entry().as_bytes()).unwrap();
    }

    /// Other entries, to a size.
    pub(crate) fn grow(&mut self, size: u64) {
        while self.appender.size() < size {
            self.appender.push(&[7; 40]).unwrap();
        }
        self.appender.seal();
        self.tiles.0.extend(self.appender.drain().map(|file| (file.path, file.bytes)));
    }

    pub(crate) fn checkpoint(&self, key: &SigningKey) -> Note {
        Checkpoint::new(ORIGIN, self.appender.size(), self.appender.root()).unwrap().sign(key).unwrap()
    }

    fn proof(&self, index: u64) -> Proof {
        let path = inclusion_proof(&self.tiles, self.appender.size(), index).unwrap();
        let salt = self.events[usize::try_from(index).unwrap()].salt.0.to_vec();
        Proof::new(Some(salt), index, path, self.checkpoint(&log_key(7))).unwrap()
    }

    /// The newest checkpoint with the proof that it continues an older size.
    pub(crate) fn continuation(&self, old: u64) -> String {
        let path = consistency_proof(&self.tiles, old, self.appender.size()).unwrap();
        let note = self.checkpoint(&log_key(7));
        let newer = sanad_log::checkpoint::SignedCheckpoint::parse(note.to_string().as_bytes()).unwrap();
        Continuation { old, path, newer }.to_string()
    }

    /// Writes the bundle of an item: of 2 by Anna with its content, of 3 by Boris without.
    pub(crate) fn bundle(&self, index: u64, disclose: &[&str]) -> Bundle {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let event = &self.events[usize::try_from(index).unwrap()];
        fs::write(dir.join("body"), &event.body).unwrap();
        fs::write(dir.join("proof.tlog-proof"), self.proof(index).to_string()).unwrap();
        fs::write(dir.join("policy"), Policy::of_logs([&log_key(7).verifier()]).unwrap().to_string())
            .unwrap();
        fs::write(dir.join("HOWTO.txt"), "see the manual\n").unwrap();
        if index == 2 {
            fs::write(dir.join("content"), CONTENT).unwrap();
        }
        let shown: Vec<&Disclosure> = event
            .disclosures
            .iter()
            .filter(|d| disclose.contains(&d.name_and_value().unwrap().0.as_str()))
            .collect();
        fs::write(dir.join("disclosures.json"), serde_json::to_string(&shown).unwrap()).unwrap();
        let actor = dir.join("actors").join(Person::new(if index == 2 { 1 } else { 2 }).actor().to_string());
        fs::create_dir_all(&actor).unwrap();
        let key_event = if index == 2 { 0 } else { 1 };
        fs::write(actor.join("body"), &self.events[key_event].body).unwrap();
        fs::write(actor.join("proof.tlog-proof"), self.proof(key_event as u64).to_string()).unwrap();
        let bundle = Bundle { folder };
        bundle.list();
        bundle
    }
}

/// A bundle in a folder.
pub(crate) struct Bundle {
    folder: tempfile::TempDir,
}

impl Bundle {
    pub(crate) fn dir(&self) -> &Path {
        self.folder.path()
    }

    /// Every file, by its name.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.dir().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(self.dir()).unwrap().display().to_string());
                }
            }
        }
        names.sort();
        names
    }

    /// Writes the manifest anew, as somebody does who covers their tracks.
    pub(crate) fn list(&self) {
        let mut text = String::new();
        for name in self.names().iter().filter(|name| *name != "manifest.sha256") {
            let digest = Sha256::digest(fs::read(self.dir().join(name)).unwrap());
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            text.push_str(&format!("{hex}  {name}\n"));
        }
        fs::write(self.dir().join("manifest.sha256"), text).unwrap();
    }

    /// A file beside the bundle, as obtained elsewhere.
    pub(crate) fn outside(&self, text: &str) -> Outside {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, text).unwrap();
        Outside { _folder: folder, path }
    }

    /// The log's policy, as obtained elsewhere.
    pub(crate) fn policy(&self) -> Outside {
        self.outside(&Policy::of_logs([&log_key(7).verifier()]).unwrap().to_string())
    }

    pub(crate) fn check(&self, args: &[&str]) -> Run {
        run(&[&[self.dir().to_str().unwrap()], args].concat())
    }
}

/// A file outside the bundle.
pub(crate) struct Outside {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Outside {
    pub(crate) fn path(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The outcome of a step in the JSON form.
    pub(crate) fn step(&self, name: &str) -> String {
        let document: serde_json::Value = serde_json::from_str(&self.out).unwrap();
        let steps = document["steps"].as_array().unwrap();
        let step = steps.iter().find(|step| step["step"] == name);
        step.map_or("absent".to_owned(), |step| step["outcome"].as_str().unwrap().to_owned())
    }

    pub(crate) fn field(&self, name: &str) -> serde_json::Value {
        serde_json::from_str::<serde_json::Value>(&self.out).unwrap()[name].clone()
    }
}

/// Runs the program.
pub(crate) fn run(args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_sanad-verify")).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let run =
        Run { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) };
    assert!(!run.err.contains("panicked"), "{args:?}: {run:?}");
    run
}
