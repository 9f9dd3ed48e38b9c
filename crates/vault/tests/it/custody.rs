//! One case, one writer, one history: two writers, readers beside a writer, copies, put-back databases, successors.

use std::fs;

use sanad_log::checkpoint::Checkpoint;
use sanad_log::tree::verify_consistency;
use sanad_model::{Body, BodyType};
use sanad_vault::{Error, Location, Mode, NewCase, SharedWorld, Stretch, Unlock, Vault};

use crate::support::*;

#[test]
fn a_second_writer_is_told_who_writes() {
    for place in [Location::folder(tempfile::tempdir().unwrap().path().join("a.sanad")), Location::memory()] {
        if let Some(path) = place.path() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
        }
        let world = TestWorld::new(1);
        let vault = create(&place, &world).vault;
        let master = vault.master_key();
        match open(&place, Mode::Write("serve"), &master, &world).err() {
            Some(Error::Busy { who }) => assert!(who.contains("process") && who.contains("new"), "{who}"),
            other => panic!("{other:?}"),
        }
        drop(vault);
        open(&place, Mode::Write("serve"), &master, &world).unwrap();
    }
}

#[test]
fn readers_see_what_is_acknowledged_while_a_writer_writes() {
    let case = SAMPLE.copy(2);
    let writer = case.open(Mode::Write("test")).unwrap();
    let reader = case.open(Mode::Read).unwrap();
    assert_eq!(reader.size().unwrap(), SAMPLE_SIZE);
    std::thread::scope(|scope| {
        let appending = scope.spawn(|| {
            (0..40).for_each(|n| drop(append_notes(&writer, &case.world, &[&format!("more {n}")])));
        });
        let mut last = 0;
        while last < SAMPLE_SIZE + 40 {
            let cp = reader.checkpoint().unwrap();
            assert!(cp.size >= last);
            last = cp.size;
            assert!(reader.bodies(last - 1).unwrap().next().is_some());
            let path = reader.inclusion(0, cp.size).unwrap();
            assert!(!path.is_empty());
        }
        appending.join().unwrap();
    });
    assert!(matches!(reader.append(Vec::new()), Err(Error::ReadOnly(_))));
    assert!(matches!(reader.stage_object(&mut &b""[..]), Err(Error::ReadOnly(_))));
    let head = reader.checkpoint().unwrap().root;
    writer.view_put("toll", &head, 1, b"value").unwrap();
    reader.view_put("toll", &head, 1, b"not kept").unwrap();
    assert_eq!(reader.view_get("toll", &head, 1).unwrap().unwrap(), b"value");
    assert_eq!(reader.view_get("toll", &head, 2).unwrap(), None);
    writer.views_drop().unwrap();
    assert_eq!(reader.view_get("toll", &head, 1).unwrap(), None);
}

#[test]
fn rows_that_are_not_acknowledged_are_not_shown() {
    let case = SAMPLE.copy(3);
    case.edit("DELETE FROM cp WHERE size > 3");
    let reader = case.open(Mode::Read).unwrap();
    assert_eq!(reader.size().unwrap(), 3);
    assert_eq!(reader.bodies(0).unwrap().count(), 3);
    assert!(reader.body(3).is_err());
    assert_eq!(reader.check(&mut |_, _| {}).unwrap().unacknowledged, 300);
}

#[test]
fn a_database_that_was_put_back_is_not_written() {
    // The whole folder, while the machine remembers more.
    let old = SAMPLE.copy(4);
    let new = SAMPLE.copy(4);
    append_notes(&new.open(Mode::Write("test")).unwrap(), &new.world, &["newer"]);
    old.world.memory.lock().unwrap().clone_from(&new.world.memory.lock().unwrap());
    assert!(matches!(old.open(Mode::Write("test")).err(), Some(Error::RolledBack { .. })));
    assert_eq!(old.open(Mode::Read).unwrap().size().unwrap(), SAMPLE_SIZE);
    // The database only: the checkpoint in the clear knows better even where nothing is remembered.
    fs::copy(old.path.join("db.sqlite"), new.path.join("db.sqlite")).unwrap();
    new.world.memory.lock().unwrap().clone_from(&SAMPLE.copy(4).world.memory.lock().unwrap());
    assert!(matches!(new.open(Mode::Write("test")).err(), Some(Error::RolledBack { .. })));
    let problems = new.open(Mode::Read).unwrap().check(&mut |_, _| {}).unwrap().problems;
    assert!(problems.iter().any(|p| p.to_string().contains("put back")), "{problems:?}");
}

#[test]
fn an_anchored_checkpoint_is_remembered_too() {
    let case = SAMPLE.copy(5);
    let before = fs::read(case.path.join("db.sqlite")).unwrap();
    let (memory, checkpoint) = {
        let memory = case.world.memory.lock().unwrap().clone();
        (memory, fs::read(case.path.join("log/checkpoint")).unwrap())
    };
    let vault = case.open(Mode::Write("test")).unwrap();
    append_notes(&vault, &case.world, &["to be anchored"]);
    let (signer, note) = (vault.signer(ACTOR).unwrap(), vault.checkpoint_note().unwrap());
    let anchored = vault.add_anchor(&signer, &note, "tsr", b"a reply").unwrap();
    assert_eq!(Body::parse(&vault.body(anchored.index).unwrap().body).unwrap().kind(), BodyType::Anchor);
    assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
    assert!(matches!(vault.add_anchor(&signer, "not ours", "tsr", b""), Err(Error::Missing(_))));
    drop(vault);
    fs::write(case.path.join("db.sqlite"), before).unwrap();
    fs::write(case.path.join("log/checkpoint"), checkpoint).unwrap();
    *case.world.memory.lock().unwrap() = memory;
    assert!(matches!(case.open(Mode::Write("test")).err(), Some(Error::RolledBack { .. })));
}

#[test]
fn two_copies_cannot_both_go_on_and_a_fork_is_seen() {
    // Two copies on one machine: the one that writes first is the case, the other is behind.
    let (a, b) = (SAMPLE.copy(6), SAMPLE.copy(7));
    let open_b = |mode| open(&Location::folder(&b.path), mode, &SAMPLE.master, &a.world);
    append_notes(&a.open(Mode::Write("test")).unwrap(), &a.world, &["in a"]);
    assert!(matches!(open_b(Mode::Write("test")).err(), Some(Error::RolledBack { .. })));
    // On two machines that both believe to be the one (the state folder was copied too): the logs differ.
    append_notes(&b.open(Mode::Write("test")).unwrap(), &b.world, &["in b"]);
    assert!(matches!(open_b(Mode::Write("test")).err(), Some(Error::Forked { .. })));
    assert_eq!(open_b(Mode::Read).unwrap().size().unwrap(), SAMPLE_SIZE + 1);
    // On a machine that has never seen it.
    let elsewhere = TestWorld::new(8);
    let copied = open(&Location::folder(&b.path), Mode::Write("test"), &SAMPLE.master, &elsewhere);
    assert!(matches!(copied.err(), Some(Error::Copied { .. })));
}

#[test]
fn a_copy_goes_on_in_a_successor_log() {
    let case = SAMPLE.copy(9);
    let here = TestWorld::new(10);
    let place = Location::folder(&case.path);
    let reader = case.open(Mode::Read).unwrap();
    let (old_key, old) = (reader.verifier_key().unwrap(), reader.checkpoint().unwrap());
    drop(reader);
    let unlock = Unlock::MasterKey(SAMPLE.master.clone());
    let nobody = Vault::open_successor(&place, &unlock, here.clone(), Some("nobody")).err();
    assert!(matches!(nobody, Some(Error::Missing(_))));
    let vault = Vault::open_successor(&place, &unlock, here.clone(), Some(ACTOR)).unwrap();
    assert_eq!(vault.size().unwrap(), SAMPLE_SIZE + 1);
    let close = Body::parse(&vault.body(SAMPLE_SIZE).unwrap().body).unwrap();
    assert_eq!(close.kind(), BodyType::Close);
    let key = vault.verifier_key().unwrap();
    assert_ne!(key.name(), old_key.name());
    assert_eq!(close.clear("closed").unwrap(), old_key.name());
    assert_eq!(close.clear("successor").unwrap(), key.name());
    append_notes(&vault, &here, &["goes on"]);
    assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
    // Whoever holds the old checkpoint sees that the new log begins with the old one.
    let new = Checkpoint::open(vault.checkpoint_note().unwrap().as_bytes(), &key).unwrap();
    let path = vault.consistency(old.size, new.size()).unwrap();
    verify_consistency(old.size, &old.root, new.size(), &new.root(), &path).unwrap();
    // The old tree is kept with its checkpoint; its key is gone.
    assert_eq!(fs::read_to_string(case.path.join("log-0/checkpoint")).unwrap(), old.note);
    drop(vault);
    let db = database(&case.path, &SAMPLE.master, &SAMPLE.vault);
    let keys: u64 = db.query_row("SELECT count(key) FROM logs", [], |row| row.get(0)).unwrap();
    assert_eq!(keys, 1);
    drop(db);
    // Opened as usual from now on; the machine of before is refused.
    open(&place, Mode::Write("test"), &SAMPLE.master, &here).unwrap();
    assert!(matches!(case.open(Mode::Write("test")).err(), Some(Error::Copied { .. })));
    // And once more.
    let third = Vault::open_successor(&place, &unlock, case.world.clone(), None).unwrap();
    assert_eq!(third.check(&mut |_, _| {}).unwrap().problems, []);
    assert!(case.path.join("log-1/checkpoint").exists());
}

#[test]
fn a_log_that_was_put_back_goes_on_beside_the_one_that_knew_more() {
    let old = SAMPLE.copy(11);
    let ahead = SAMPLE.copy(11);
    append_notes(&ahead.open(Mode::Write("test")).unwrap(), &ahead.world, &["lost", "also lost"]);
    // The database of before under the log of after.
    fs::copy(old.path.join("db.sqlite"), ahead.path.join("db.sqlite")).unwrap();
    let lost = fs::read(ahead.path.join("log/checkpoint")).unwrap();
    let place = Location::folder(&ahead.path);
    let unlock = Unlock::MasterKey(SAMPLE.master.clone());
    let vault = Vault::open_successor(&place, &unlock, ahead.world.clone(), None).unwrap();
    assert_eq!(vault.size().unwrap(), SAMPLE_SIZE + 1);
    append_notes(&vault, &ahead.world, &["goes on"]);
    assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
    assert_eq!(fs::read(ahead.path.join("log-0/checkpoint")).unwrap(), lost);
}

#[test]
fn a_backup_is_checked_and_restored_by_passphrase_recovery_key_and_master_key() {
    let case = SAMPLE.copy(12);
    let vault = case.open(Mode::Write("test")).unwrap();
    let note = vault.checkpoint_note().unwrap();
    vault.add_anchor(&vault.signer(ACTOR).unwrap(), &note, "tsr", b"a reply").unwrap();
    let mut file = Vec::new();
    vault.backup(case.folder.path(), &mut file).unwrap();
    assert!(file.starts_with(b"age-encryption.org/v1\n"));
    let ways = [
        Unlock::Passphrase(secret(PASSPHRASE)),
        Unlock::Recovery(SAMPLE.recovery.clone()),
        Unlock::MasterKey(SAMPLE.master.clone()),
    ];
    for (n, way) in ways.iter().enumerate() {
        let here = TestWorld::new(20 + n as u64);
        let scratch = case.folder.path();
        let shared: SharedWorld = here.clone();
        let report = Vault::check_backup(&mut &*file, way, &shared, scratch, &mut |_, _| {}).unwrap();
        assert_eq!((report.problems, report.objects, report.entries), (vec![], 2, SAMPLE_SIZE + 1));
        let place = Location::folder(case.folder.path().join(format!("restored-{n}.sanad")));
        let restored = Vault::restore(&place, &mut &*file, way, here.clone(), None).unwrap();
        assert_eq!(restored.size().unwrap(), SAMPLE_SIZE + 2);
        assert_eq!(restored.check(&mut |_, _| {}).unwrap().problems, []);
        assert_ne!(restored.verifier_key().unwrap().name(), vault.verifier_key().unwrap().name());
        append_notes(&restored, &here, &["after the restore"]);
        drop(restored);
        Vault::open(&place, Mode::Write("test"), way, here.clone()).unwrap();
        let again = Vault::restore(&place, &mut &*file, way, here, None).err();
        assert!(matches!(again, Some(Error::Exists(_))), "{again:?}");
    }
    let left: Vec<_> = fs::read_dir(case.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("part")), "{left:?}");
    // The original goes on as if nothing had happened.
    append_notes(&vault, &case.world, &["the original goes on"]);
}

#[test]
fn a_backup_that_is_damaged_or_not_ours_leaves_nothing_behind() {
    let case = SAMPLE.copy(13);
    let mut file = Vec::new();
    case.open(Mode::Read).unwrap().backup(case.folder.path(), &mut file).unwrap();
    let restore = |bytes: &[u8], unlock: Unlock| {
        let place = Location::folder(case.folder.path().join("r.sanad"));
        let world: SharedWorld = TestWorld::new(30);
        let scratch = case.folder.path();
        let checked = Vault::check_backup(&mut &*bytes, &unlock, &world, scratch, &mut |_, _| {});
        let restored = Vault::restore(&place, &mut &*bytes, &unlock, world, None);
        assert_eq!(fs::read_dir(case.folder.path()).unwrap().count(), 1, "something was left behind");
        assert_eq!(checked.is_err(), restored.is_err());
        restored.err()
    };
    let master = || Unlock::MasterKey(SAMPLE.master.clone());
    assert!(matches!(restore(&file, Unlock::Passphrase(secret("wrong"))), Some(Error::Locked)));
    for cut in [0, 10, 500, file.len() / 2, file.len() - 1] {
        assert!(
            matches!(restore(&file[..cut], master()), Some(Error::Damaged { .. } | Error::Source(_))),
            "{cut}"
        );
    }
    for at in [0, 40, 3000, file.len() / 2, file.len() - 1] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(restore(&changed, master()).is_some(), "{at}");
    }
}

#[test]
fn a_case_is_not_made_over_something() {
    let folder = tempfile::tempdir().unwrap();
    let world = TestWorld::new(14);
    let (file, full) = (folder.path().join("file.sanad"), folder.path().join("full.sanad"));
    fs::write(&file, "x").unwrap();
    fs::create_dir(&full).unwrap();
    fs::write(full.join("x"), "x").unwrap();
    let passphrase = secret(PASSPHRASE);
    let make = |path: &std::path::Path, actor| {
        let new = NewCase { passphrase: &passphrase, stretch: Stretch::FLOOR, actor };
        Vault::create(&Location::folder(path), &new, world.clone()).err()
    };
    for path in [&file, &full, &SAMPLE.folder.path().join("a.sanad")] {
        assert!(matches!(make(path, ACTOR), Some(Error::Exists(_))), "{path:?}");
    }
    // What cannot be made leaves nothing behind.
    assert!(matches!(make(&folder.path().join("new.sanad"), " "), Some(Error::Refused(_))));
    assert!(matches!(make(&folder.path().join("no/such/place.sanad"), ACTOR), Some(Error::Io { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    // An empty folder is welcome, and so is what an interrupted attempt left.
    let (empty, part) = (folder.path().join("empty.sanad"), folder.path().join("empty.sanad.part"));
    fs::create_dir(&empty).unwrap();
    fs::create_dir(&part).unwrap();
    fs::write(part.join("lock"), "").unwrap();
    fs::write(part.join("thesis.odt"), "somebody else's").unwrap();
    assert!(matches!(make(&empty, ACTOR), Some(Error::Exists(_))));
    fs::remove_file(part.join("thesis.odt")).unwrap();
    assert!(make(&empty, ACTOR).is_none());
    assert!(!part.exists());
}

#[test]
fn actors_sign_for_themselves() {
    let case = SAMPLE.copy(15);
    let vault = case.open(Mode::Write("test")).unwrap();
    let added = vault.add_actor("Nour").unwrap();
    assert!(matches!(vault.add_actor("Nour"), Err(Error::Refused(_))));
    let names: Vec<_> = vault.actors().unwrap().into_iter().map(|a| a.name).collect();
    assert_eq!(names, [ACTOR, "Nour"]);
    let signer = vault.signer(&added.id.to_string()).unwrap();
    vault.append(vec![note(&*case.world, &signer, "by Nour")]).unwrap();
    assert!(matches!(vault.signer("nobody"), Err(Error::Missing(_))));
    assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
    assert!(!format!("{signer:?} {:?}", vault.master_key()).contains("key:"));
    // Signed by a key that never came into the log.
    let stranger = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    struct Stranger(ed25519_dalek::SigningKey);
    impl sanad_model::ActorSigner for Stranger {
        fn actor(&self) -> sanad_model::ActorId {
            sanad_model::ActorId::of_key(self.0.verifying_key().as_bytes())
        }
        fn sign(&self, message: &[u8]) -> [u8; 64] {
            ed25519_dalek::Signer::sign(&self.0, message).to_bytes()
        }
    }
    let time = sanad_model::World::now(&*case.world);
    let sealed = sanad_model::BodyDraft::new(BodyType::Claim, time).seal(&*case.world, &Stranger(stranger));
    vault.append(vec![sanad_vault::NewEntry { sealed, object: None }]).unwrap();
    let problems = vault.check(&mut |_, _| {}).unwrap().problems;
    assert!(problems.len() == 1 && problems[0].what.contains("actor's key"), "{problems:?}");
}

#[test]
fn an_object_must_be_the_one_that_its_body_seals() {
    let case = SAMPLE.copy(16);
    let vault = case.open(Mode::Write("test")).unwrap();
    let signer = vault.signer(ACTOR).unwrap();
    let mut entry = item(&vault, &case.world, &signer, "a", b"one");
    entry.object = item(&vault, &case.world, &signer, "b", b"two").object;
    assert!(matches!(vault.append(vec![entry]), Err(Error::Refused(_))));
    let failing = || std::io::Read::chain(&b"some"[..], FailingReader);
    assert!(matches!(vault.stage_object(&mut failing()), Err(Error::Source(_))));
    assert_eq!(vault.size().unwrap(), SAMPLE_SIZE);
    assert_eq!(vault.check(&mut |_, _| {}).unwrap().orphans.len(), 2);
    assert_eq!(files(&case.path).keys().filter(|name| name.starts_with("tmp/")).count(), 0);
}

struct FailingReader;

impl std::io::Read for FailingReader {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::ConnectionReset.into())
    }
}
