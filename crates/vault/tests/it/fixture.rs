//! Cases written by released versions must open for ever. The samples under `fixtures/` are never written again.

use std::io::Read as _;
use std::path::Path;

use sanad_model::{Body, BodyType};
use sanad_vault::{ExposeSecret as _, Location, Mode, Unlock, Vault};

use crate::support::*;

const PASSPHRASE_OF_FIXTURES: &str = "a fixture has no secrets";

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn a_case_of_version_1_opens() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("v1"), folder.path());
    let place = Location::folder(folder.path().join("sample.sanad"));
    let world = TestWorld::new(1);
    let recovery = std::fs::read_to_string(folder.path().join("recovery-key.txt")).unwrap();
    let by_passphrase = Unlock::Passphrase(secret(PASSPHRASE_OF_FIXTURES));
    for unlock in [&by_passphrase, &Unlock::Recovery(secret(&recovery))] {
        let vault = Vault::open(&place, Mode::Read, unlock, world.clone()).unwrap();
        assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
        assert_eq!(vault.size().unwrap(), 5);
        let kinds: Vec<BodyType> =
            vault.bodies(0).unwrap().map(|b| Body::parse(&b.unwrap().body).unwrap().kind()).collect();
        use BodyType::{Anchor, Claim, Item, Key};
        assert_eq!(kinds, [Key, Item, Claim, Claim, Anchor]);
        let mut content = String::new();
        vault.open_object(1).unwrap().read_to_string(&mut content).unwrap();
        assert_eq!(content, "What the first release wrote.\n");
        let key = std::fs::read_to_string(folder.path().join("verifier-key.txt")).unwrap();
        assert_eq!(vault.verifier_key().unwrap().to_string(), key.trim());
    }
    // Here nothing is remembered about it; it goes on in a successor log.
    let vault = Vault::open_successor(&place, &by_passphrase, world.clone(), None).unwrap();
    append_notes(&vault, &world, &["written by this version"]);
    assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
    drop(vault);
    // The backup of that version.
    let backup = std::fs::read(folder.path().join("sample.sanad-backup")).unwrap();
    let place = Location::folder(folder.path().join("restored.sanad"));
    let restored = Vault::restore(&place, &mut &*backup, &by_passphrase, world, None).unwrap();
    assert_eq!(restored.size().unwrap(), 6);
}

/// Writes a new sample: `SANAD_WRITE_FIXTURE=v2 cargo test -p sanad-vault fixture`. Once for each released format.
#[test]
fn write() {
    let Some(name) = std::env::var_os("SANAD_WRITE_FIXTURE") else { return };
    let folder = fixture(name.to_str().unwrap());
    assert!(!folder.exists(), "a released sample is never written again");
    std::fs::create_dir_all(&folder).unwrap();
    let place = Location::folder(folder.join("sample.sanad"));
    let world = TestWorld::new(20_181_107);
    let passphrase = secret(PASSPHRASE_OF_FIXTURES);
    let new =
        sanad_vault::NewCase { passphrase: &passphrase, stretch: sanad_vault::Stretch::FLOOR, actor: ACTOR };
    let made = Vault::create(&place, &new, world.clone()).unwrap();
    let signer = made.vault.signer(ACTOR).unwrap();
    let entry = item(&made.vault, &world, &signer, "first.txt", b"What the first release wrote.\n");
    made.vault.append(vec![entry]).unwrap();
    append_notes(&made.vault, &world, &["one", "two"]);
    let note = made.vault.checkpoint_note().unwrap();
    made.vault.add_anchor(&signer, &note, "tsr", b"not a real reply").unwrap();
    let mut backup = Vec::new();
    made.vault.backup(&folder, &mut backup).unwrap();
    std::fs::write(folder.join("sample.sanad-backup"), backup).unwrap();
    std::fs::write(folder.join("recovery-key.txt"), made.recovery_key.expose_secret()).unwrap();
    std::fs::write(folder.join("verifier-key.txt"), format!("{}\n", made.verifier_key)).unwrap();
}
