//! What is put in comes out again: create, open, append, read, on both back ends.

use std::io::Read as _;

use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::leaf_hash;
use sanad_log::tree::{verify_consistency, verify_inclusion};
use sanad_model::{Body, BodyType};
use sanad_vault::{Error, ExposeSecret as _, Location, Mode, Unlock, Vault};

use crate::support::*;

fn both(check: impl Fn(Location)) {
    let folder = tempfile::tempdir().unwrap();
    check(Location::folder(folder.path().join("a.sanad")));
    check(Location::memory());
}

#[test]
fn what_is_appended_is_read_back_proven_and_opened() {
    both(|location| {
        let world = TestWorld::new(1);
        let made = create(&location, &world);
        let vault = made.vault;
        let signer = vault.signer(ACTOR).unwrap();
        let content = b"what the witness wrote".repeat(1000);
        let entry = item(&vault, &world, &signer, "statement.txt", &content);
        let appended = vault.append(vec![entry]).unwrap();
        assert_eq!(appended[0].index, 1);
        append_notes(&vault, &world, &["one", "two", "three"]);
        let master = vault.master_key();
        drop(vault);

        for mode in [Mode::Read, Mode::Write("test")] {
            let vault = open(&location, mode, &master, &world).unwrap();
            assert_eq!(vault.size().unwrap(), 5);
            let bodies: Vec<_> = vault.bodies(0).unwrap().collect::<Result<_, _>>().unwrap();
            assert_eq!(bodies.iter().map(|b| b.index).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
            assert_eq!(Body::parse(&bodies[0].body).unwrap().kind(), BodyType::Key);
            assert_eq!(vault.index_of(&appended[0].commitment).unwrap(), Some(1));
            let mut read = Vec::new();
            vault.open_object(1).unwrap().read_to_end(&mut read).unwrap();
            assert!(read == content);
            assert!(matches!(vault.open_object(2), Err(Error::Missing(_))));
            assert!(matches!(vault.body(5), Err(Error::Missing(_))));
            // What a stranger does with what he is given.
            let key = vault.verifier_key().unwrap();
            assert_eq!(key, made.verifier_key);
            let cp = Checkpoint::open(vault.checkpoint_note().unwrap().as_bytes(), &key).unwrap();
            let leaf = leaf_hash(appended[0].commitment.entry().as_bytes());
            let path = vault.inclusion(1, 5).unwrap();
            verify_inclusion(&leaf, 1, cp.size(), &path, &cp.root()).unwrap();
            let old = vault.checkpoint_at(2).unwrap().unwrap();
            let path = vault.consistency(2, 5).unwrap();
            verify_consistency(2, &old.root, 5, &cp.root(), &path).unwrap();
        }
    });
}

#[test]
fn every_size_of_content_comes_back() {
    both(|location| {
        let world = TestWorld::new(2);
        let vault = create(&location, &world).vault;
        let signer = vault.signer(ACTOR).unwrap();
        for size in [0, 1, 511, 512, 65_535, 65_536, 65_537, (1 << 20) - 1, 1 << 20, (3 << 20) + 7] {
            let content: Vec<u8> = (0..size).map(|n: usize| (n % 251).to_le_bytes()[0]).collect();
            let entry = item(&vault, &world, &signer, "x", &content);
            let index = vault.append(vec![entry]).unwrap()[0].index;
            let mut read = Vec::new();
            vault.open_object(index).unwrap().read_to_end(&mut read).unwrap();
            assert!(read == content, "{size}");
        }
    });
}

#[test]
fn passphrase_recovery_key_and_change_of_passphrase() {
    both(|location| {
        let world = TestWorld::new(3);
        let made = create(&location, &world);
        let unlock = |unlock: Unlock| Vault::open(&location, Mode::Read, &unlock, world.clone());
        unlock(Unlock::Passphrase(secret(PASSPHRASE))).unwrap();
        unlock(Unlock::Recovery(made.recovery_key.clone())).unwrap();
        unlock(Unlock::Recovery(secret(&made.recovery_key.expose_secret().to_lowercase()))).unwrap();
        let locked = |u: Unlock| assert!(matches!(unlock(u), Err(Error::Locked)));
        locked(Unlock::Passphrase(secret("wrong")));
        locked(Unlock::Recovery(secret("wrong")));
        locked(Unlock::MasterKey(sanad_vault::MasterKey::from_bytes([0; 32])));
        assert!(made.recovery_key.expose_secret().starts_with("AGE-SECRET-KEY-1"));

        // The same letters typed as other code points: Å composed and decomposed.
        made.vault.change_passphrase(&secret("\u{c5}ngstr\u{f6}m"), sanad_vault::Stretch::FLOOR).unwrap();
        unlock(Unlock::Passphrase(secret("A\u{30a}ngstro\u{308}m"))).unwrap();
        unlock(Unlock::Recovery(made.recovery_key)).unwrap();
        locked(Unlock::Passphrase(secret(PASSPHRASE)));
    });
}
