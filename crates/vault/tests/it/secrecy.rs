//! What a thief of the folder finds: no planted word, in any spelling, and files of this user alone.

use std::fs;

use base64::Engine as _;
use sanad_model::{BodyDraft, BodyType, World as _};
use sanad_vault::{ExposeSecret as _, Location, Mode, NewEntry};

use crate::support::*;

const CANARY: &str = "Qaylulah-of-the-reed-7319";

/// The spellings in which a word may lie in a file.
fn spellings(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let hex = data_encoding::HEXLOWER.encode(word.as_bytes());
    let mut found = vec![
        ("as it is", word.as_bytes().to_vec()),
        ("lower case", word.to_lowercase().into_bytes()),
        ("upper case", word.to_uppercase().into_bytes()),
        ("UTF-16 LE", utf16(u16::to_le_bytes)),
        ("UTF-16 BE", utf16(u16::to_be_bytes)),
        ("hex", hex.clone().into_bytes()),
        ("HEX", hex.to_uppercase().into_bytes()),
        ("backwards", word.bytes().rev().collect()),
    ];
    // Base 64 depends on where in a group of three the word begins; the ends are cut off.
    for (name, skip) in [("base 64 at 0", 0), ("base 64 at 1", 1), ("base 64 at 2", 2)] {
        let text = base64::engine::general_purpose::STANDARD.encode(format!("{}{word}", &"\0\0"[..skip]));
        found.push((name, text.as_bytes()[4..text.len() - 4].to_vec()));
    }
    found
}

fn scan(bytes: &[u8], place: &str, secrets: &[String]) {
    for secret in secrets {
        for (spelling, needle) in spellings(secret) {
            let hit = bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!hit, "{secret:?} {spelling} in {place}");
        }
    }
}

#[test]
fn a_planted_word_is_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let world = TestWorld::new(1);
    let place = Location::folder(folder.path().join("plain-name.sanad"));
    let made = create(&place, &world);
    let vault = made.vault;
    let actor = format!("{CANARY}-actor");
    vault.add_actor(&actor).unwrap();
    let signer = vault.signer(&actor).unwrap();
    let content = format!("{CANARY}-content").repeat(3000);
    let staged = vault.stage_object(&mut content.as_bytes()).unwrap();
    let digest = staged.digest.to_string();
    let sealed = BodyDraft::new(BodyType::Item, world.now())
        .sealed("sha256", digest.clone())
        .sealed("name", format!("{CANARY}-name.pdf"))
        .sealed("source_url", format!("https://example.org/{CANARY}-source"))
        .sealed("note", format!("{CANARY}-note"))
        .seal(&*world, &signer);
    vault.append(vec![NewEntry { sealed, object: Some(staged) }]).unwrap();
    for n in 0..300 {
        append_notes(&vault, &world, &[&format!("{CANARY}-quote-{n}")]);
    }
    vault
        .view_put("toll", &vault.checkpoint().unwrap().root, 1, format!("{CANARY}-view").as_bytes())
        .unwrap();
    let master = data_encoding::HEXLOWER.encode(vault.master_key().expose());
    let secrets =
        [CANARY.to_owned(), digest, master, made.recovery_key.expose_secret().to_owned(), PASSPHRASE.into()];
    // While it is open: the WAL is full of pages.
    let seen = files(folder.path());
    assert!(seen.keys().any(|name| name.ends_with("db.sqlite-wal")));
    seen.iter().for_each(|(name, bytes)| scan(bytes, name, &secrets));
    let mut backup = Vec::new();
    vault.backup(folder.path(), &mut backup).unwrap();
    scan(&backup, "the backup", &secrets);
    let passphrase = format!("{CANARY} as a passphrase");
    vault.change_passphrase(&secret(&passphrase), sanad_vault::Stretch::FLOOR).unwrap();
    drop(vault);
    // Closed, and the names of the files too.
    let seen = files(folder.path());
    assert!(!seen.keys().any(|name| name.ends_with("-wal")));
    for (name, bytes) in &seen {
        scan(name.as_bytes(), "a file name", &secrets);
        scan(bytes, name, &secrets);
    }
    // The scan itself works: a word that is there is found.
    let found = std::panic::catch_unwind(|| {
        scan(seen["plain-name.sanad/log/checkpoint"].as_slice(), "x", &["sanad.invalid".into()]);
    });
    assert!(found.is_err());
}

#[test]
fn what_errors_say_holds_no_secret() {
    let case = SAMPLE.copy(2);
    let vault = case.open(Mode::Write("test")).unwrap();
    let signer = vault.signer(ACTOR).unwrap();
    let missing = vault.signer(CANARY).err().unwrap();
    let mut entry = item(&vault, &case.world, &signer, CANARY, CANARY.as_bytes());
    entry.sealed.disclosures.clear();
    let refused = vault.append(vec![entry]).err().unwrap();
    for error in [missing, refused] {
        let text = format!("{error} {error:?}");
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn every_file_and_folder_is_this_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sanad");
    let world = TestWorld::new(3);
    let vault = create(&Location::folder(&path), &world).vault;
    append_notes(&vault, &world, &["x"]);
    let mut todo = vec![path];
    let mut seen = 0;
    while let Some(at) = todo.pop() {
        let meta = fs::metadata(&at).unwrap();
        let expected = if meta.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(meta.permissions().mode() & 0o777, expected, "{at:?}");
        if meta.is_dir() {
            todo.extend(fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()));
        }
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn the_size_of_an_object_is_padded() {
    let case = SAMPLE.copy(4);
    let vault = case.open(Mode::Write("test")).unwrap();
    let size_of = |length: usize| {
        let before = files(&case.path.join("obj"));
        vault.stage_object(&mut &*vec![1; length]).unwrap();
        let after = files(&case.path.join("obj"));
        after.iter().find(|(name, _)| !before.contains_key(*name)).unwrap().1.len()
    };
    // The age header varies by itself: it carries a random stanza.
    assert!(size_of(0).abs_diff(size_of(511)) < 400);
    assert!(size_of(100_000).abs_diff(size_of(100_350)) < 400);
    assert!(size_of(1_000_000) < 1_120_000);
}
