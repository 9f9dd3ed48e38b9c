//! Something fails at every step of an append, in every flavour: nothing acknowledged may be lost.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use sanad_vault::store::{Listed, NewFile, Put, Store, StoreError};
use sanad_vault::{Appended, Error, Location, MasterKey, Mode, Probe, Vault};

use crate::support::*;

/// How a step fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flavour {
    /// It was not done.
    Failed,
    /// It was done, but the caller is told that it failed.
    FailedButWritten,
    /// Some of its files were stored.
    Half,
    /// The disk is full.
    Full,
    /// Power was cut: what was not synced is gone, and what was removed is back.
    PowerCut,
}

/// When the work makes public what it appends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Publishing {
    /// With each append.
    Each,
    /// At the end, and in between where much has come together.
    AtEnd,
}

/// Fails the step with this number, once.
struct Faults {
    at: usize,
    flavour: Flavour,
    seen: AtomicUsize,
}

impl Faults {
    fn now(&self) -> bool {
        self.seen.fetch_add(1, Ordering::SeqCst) == self.at
    }

    fn error(&self) -> io::Error {
        let kind =
            if self.flavour == Flavour::Full { io::ErrorKind::StorageFull } else { io::ErrorKind::Other };
        io::Error::from(kind)
    }
}

struct FaultyStore(Arc<dyn Store>, Arc<Faults>);

impl Store for FaultyStore {
    fn put(&self, how: Put, mut files: Vec<NewFile<'_>>) -> Result<(), StoreError> {
        if !self.1.now() {
            return self.0.put(how, files);
        }
        let failed = StoreError::Io { name: files[0].name.clone(), source: self.1.error() };
        match self.1.flavour {
            Flavour::Failed | Flavour::Full | Flavour::PowerCut => {}
            Flavour::FailedButWritten => self.0.put(how, files)?,
            Flavour::Half => {
                files.truncate(files.len() / 2);
                self.0.put(how, files)?;
            }
        }
        Err(failed)
    }

    fn get(&self, name: &str) -> Result<Box<dyn io::Read + Send>, StoreError> {
        self.0.get(name)
    }

    fn list(&self, folder: &str) -> Result<Vec<Listed>, StoreError> {
        self.0.list(folder)
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        if self.1.flavour == Flavour::PowerCut { Ok(()) } else { self.0.remove(name) }
    }
}

impl Probe for Faults {
    fn at(&self, _step: &'static str, _done: bool) -> io::Result<()> {
        if self.now() { Err(self.error()) } else { Ok(()) }
    }
}

/// A case with a few entries, made once and copied for each row.
struct Template {
    folder: tempfile::TempDir,
    master: MasterKey,
    memory: std::collections::BTreeMap<String, Vec<u8>>,
}

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let world = TestWorld::new(10);
    let vault = create(&Location::folder(folder.path().join("a.sanad")), &world).vault;
    append_notes(&vault, &world, &["a", "b", "c"]);
    let master = vault.master_key();
    drop(vault);
    let memory = world.memory.lock().unwrap().clone();
    Template { folder, master, memory }
});

/// Runs a fixed piece of work; what was acknowledged is kept, and the error that ended it.
fn work(
    vault: &Vault,
    world: &TestWorld,
    done: &mut Vec<Appended>,
    publishing: Publishing,
    keep_on: bool,
) -> Option<Error> {
    let append = |entries| match publishing {
        Publishing::Each => vault.append(entries),
        Publishing::AtEnd => vault.commit(entries),
    };
    let signer = vault.signer(ACTOR).unwrap();
    let mut first_error = None;
    for step in 0..5_u64 {
        let attempt = || match step {
            0 => {
                let staged = vault.stage_object(&mut &b"content"[..])?;
                append(vec![item_of(world, &signer, "x", staged)])
            }
            1 => append((0..300).map(|n| note(world, &signer, &format!("note {n}"))).collect()),
            2 | 3 => append(vec![note(world, &signer, "another")]),
            _ => vault.publish().map(|()| Vec::new()),
        };
        match attempt() {
            Ok(appended) => done.extend(appended),
            Err(e) => {
                first_error.get_or_insert(e);
                if !keep_on {
                    break;
                }
            }
        }
    }
    first_error
}

fn check_sound(vault: &Vault, done: &[Appended], context: &str) {
    for entry in done {
        assert_eq!(vault.body(entry.index).unwrap().commitment, entry.commitment, "{context}");
    }
    let report = vault.check(&mut |_, _| {}).unwrap();
    assert_eq!(report.problems, [], "{context}");
    let size = vault.size().unwrap();
    // 4 at first, then the item (1), the batch (300, all or none), two notes, and one after the crash.
    assert!(size >= done.len() as u64 + 4 && (size <= 8 || (304..=308).contains(&size)), "{context}: {size}");
}

/// After a writable start nothing is left that is written but not acknowledged.
fn rows_of(vault: &Vault) -> u64 {
    vault.bodies(0).unwrap().count() as u64
}

fn every_step_fails(flavour: Flavour, keep_on: bool) {
    every_step_of(flavour, Publishing::Each, 17, keep_on);
    every_step_of(flavour, Publishing::AtEnd, 13, keep_on);
}

fn every_step_of(flavour: Flavour, publishing: Publishing, steps: usize, keep_on: bool) {
    let template = &*TEMPLATE;
    for at in 0.. {
        let context = format!("{flavour:?} at step {at}, published {publishing:?}");
        let folder = tempfile::tempdir().unwrap();
        copy(&template.folder.path().join("a.sanad"), &folder.path().join("a.sanad"));
        let world = TestWorld::new(1000 + at as u64);
        world.memory.lock().unwrap().clone_from(&template.memory);
        let plain = Location::folder(folder.path().join("a.sanad"));
        let faults = Arc::new(Faults { at, flavour, seen: AtomicUsize::new(0) });
        let faulty = plain.clone().probed(faults.clone()).wrapped({
            let faults = faults.clone();
            move |store| Arc::new(FaultyStore(store, faults.clone()))
        });
        let mut done = Vec::new();
        let error = {
            let vault = open(&faulty, Mode::Write("test"), &template.master, &world).unwrap();
            let error = work(&vault, &world, &mut done, publishing, keep_on);
            if keep_on {
                check_sound(&vault, &done, &context);
                assert!(done.len() >= 303 - 300, "{context}");
            }
            error
        };
        match (&error, flavour) {
            // All steps went well: every one has had its turn.
            (None, _) => {
                assert!(faults.seen.load(Ordering::SeqCst) <= at, "{context}: an error was swallowed");
                assert_eq!(at, steps, "steps that can fail");
                return;
            }
            (Some(e), Flavour::Full) => assert!(matches!(e, Error::Full(_)), "{context}: {e}"),
            _ => {}
        }
        reopen(&plain, &template.master, &world, &done, &context);
    }
}

/// What the next process finds, first as a reader, then as a writer.
fn reopen(place: &Location, master: &MasterKey, world: &Arc<TestWorld>, done: &[Appended], context: &str) {
    let reader = open(place, Mode::Read, master, world).unwrap();
    for entry in done {
        assert_eq!(reader.body(entry.index).unwrap().commitment, entry.commitment, "{context}");
    }
    let vault = open(place, Mode::Write("test"), master, world).unwrap_or_else(|e| panic!("{context}: {e}"));
    assert_eq!(vault.size().unwrap(), rows_of(&vault), "{context}");
    let more = append_notes(&vault, world, &["after the crash"]);
    assert_eq!(vault.size().unwrap(), more[0].index + 1);
    check_sound(&vault, done, context);
    assert_eq!(files(place.path().unwrap()).keys().filter(|name| name.starts_with("tmp/")).count(), 0);
}

#[test]
fn a_step_that_failed() {
    every_step_fails(Flavour::Failed, false);
}

#[test]
fn a_step_that_failed_but_was_written() {
    every_step_fails(Flavour::FailedButWritten, false);
}

#[test]
fn a_step_that_was_half_written() {
    every_step_fails(Flavour::Half, false);
}

#[test]
fn a_full_disk() {
    every_step_fails(Flavour::Full, false);
}

#[test]
fn a_power_cut() {
    every_step_fails(Flavour::PowerCut, false);
}

#[test]
fn the_same_process_goes_on_after_an_error() {
    every_step_fails(Flavour::Failed, true);
    every_step_fails(Flavour::FailedButWritten, true);
}

/// Between commit and publishing the machine stops: what was committed is there, and the log shows what it showed.
#[test]
fn committed_and_not_published() {
    let folder = tempfile::tempdir().unwrap();
    copy(TEMPLATE.folder.path(), Path::new(folder.path()));
    let place = Location::folder(folder.path().join("a.sanad"));
    let world = TestWorld::new(30);
    world.memory.lock().unwrap().clone_from(&TEMPLATE.memory);
    let vault = open(&place, Mode::Write("test"), &TEMPLATE.master, &world).unwrap();
    let signer = vault.signer(ACTOR).unwrap();
    let before = vault.checkpoint().unwrap();
    let staged = vault.stage_object(&mut &b"content"[..]).unwrap();
    let mut done = vault.commit(vec![item_of(&*world, &signer, "x", staged)]).unwrap();
    done.extend(vault.commit((0..2).map(|_| note(&*world, &signer, "x")).collect()).unwrap());
    let stopped = tempfile::tempdir().unwrap();
    copy(folder.path(), stopped.path());
    let memory = world.memory.lock().unwrap().clone();

    let there = Location::folder(stopped.path().join("a.sanad"));
    let reader = open(&there, Mode::Read, &TEMPLATE.master, &world).unwrap();
    assert_eq!((reader.size().unwrap(), reader.checkpoint().unwrap()), (before.size + 3, before.clone()));
    assert!(reader.inclusion(0, before.size).is_ok());
    let report = reader.check(&mut |_, _| {}).unwrap();
    assert_eq!((report.problems, report.unpublished, report.entries), (vec![], 3, before.size + 3));
    let mut backup = Vec::new();
    reader.backup(stopped.path(), &mut backup).unwrap();
    drop(reader);
    reopen(&there, &TEMPLATE.master, &world, &done, "stopped");

    let restored = Location::folder(stopped.path().join("b.sanad"));
    let unlock = sanad_vault::Unlock::MasterKey(TEMPLATE.master.clone());
    let again = Vault::restore(&restored, &mut &*backup, &unlock, TestWorld::new(31), None).unwrap();
    done.iter().for_each(|e| assert_eq!(again.body(e.index).unwrap().commitment, e.commitment));
    assert_eq!(again.check(&mut |_, _| {}).unwrap().problems, []);

    // The process that did not stop: what asks for the log finds all of it there.
    *world.memory.lock().unwrap() = memory;
    assert_eq!(vault.checkpoint().unwrap().size, before.size + 3);
    drop(vault);
    assert_eq!(
        open(&place, Mode::Read, &TEMPLATE.master, &world).unwrap().checkpoint().unwrap().size,
        before.size + 3
    );
}

#[test]
fn a_memory_that_cannot_be_written_is_an_error_and_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    copy(TEMPLATE.folder.path(), Path::new(folder.path()));
    let place = Location::folder(folder.path().join("a.sanad"));
    let world = TestWorld::new(20);
    world.memory.lock().unwrap().clone_from(&TEMPLATE.memory);
    let vault = open(&place, Mode::Write("test"), &TEMPLATE.master, &world).unwrap();
    let signer = vault.signer(ACTOR).unwrap();
    world.forgetful.store(true, Ordering::SeqCst);
    assert!(vault.append(vec![note(&*world, &signer, "x")]).is_err());
    world.forgetful.store(false, Ordering::SeqCst);
    drop(vault);
    reopen(&place, &TEMPLATE.master, &world, &[], "forgetful");
}
