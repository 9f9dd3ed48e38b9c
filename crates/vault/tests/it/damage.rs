//! Something stored is changed, cut, exchanged or taken away: the check names it, and a writer refuses where it must.

use std::fs;
use std::path::Path;

use sanad_vault::{Error, Location, Mode, Unlock, Vault};

use crate::support::*;

/// What a damaged case does: the problems that its check names, and whether a writer takes it over.
fn check(seed: u64, damage: impl FnOnce(&Copied)) -> (Vec<String>, sanad_vault::Result<()>) {
    let case = SAMPLE.copy(seed);
    damage(&case);
    let problems = match case.open(Mode::Read).and_then(|vault| vault.check(&mut |_, _| {})) {
        Ok(report) => report.problems.iter().map(ToString::to_string).collect(),
        Err(e) => vec![e.to_string()],
    };
    (problems, case.open(Mode::Write("test")).map(drop))
}

fn object(case: &Copied) -> String {
    // The larger one is the first item.
    let objects = files(&case.path.join("obj"));
    objects.iter().max_by_key(|(_, bytes)| bytes.len()).map(|(name, _)| format!("obj/{name}")).unwrap()
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn one_problem(problems: &[String], path: &str, what: &str) {
    assert!(problems.len() == 1 && problems[0].contains(path) && problems[0].contains(what), "{problems:?}");
}

#[test]
fn a_sound_case_has_no_problem() {
    let (problems, writer) = check(1, |_| {});
    assert_eq!(problems, Vec::<String>::new());
    writer.unwrap();
    let report = SAMPLE.copy(2).open(Mode::Read).unwrap().check(&mut |_, _| {}).unwrap();
    let counts = (report.entries, report.objects, report.items, report.unacknowledged);
    assert_eq!(counts, (SAMPLE_SIZE, 2, 2, 0));
    assert!(report.orphans.is_empty());
}

#[test]
fn objects() {
    let mut name = String::new();
    let (problems, _) = check(3, |case| {
        name = object(case);
        fs::remove_file(case.path.join(&name)).unwrap();
    });
    one_problem(&problems, &name, "missing");
    for at in [0, 30, 200, 50_000, usize::MAX] {
        let (problems, _) = check(4, |case| {
            name = object(case);
            change(&case.path.join(&name), |bytes| {
                let at = at.min(bytes.len() - 1);
                bytes[at] ^= 1;
            });
        });
        one_problem(&problems, &name, "");
    }
    let (problems, _) = check(5, |case| {
        name = object(case);
        change(&case.path.join(&name), |bytes| bytes.truncate(bytes.len() - 1));
    });
    one_problem(&problems, &name, "changed or cut");
    // Two objects exchanged: each opens with its own key only.
    let (problems, _) = check(6, |case| {
        let names: Vec<_> = files(&case.path.join("obj")).into_keys().collect();
        let (a, b) = (case.path.join("obj").join(&names[0]), case.path.join("obj").join(&names[1]));
        let (x, y) = (fs::read(&a).unwrap(), fs::read(&b).unwrap());
        fs::write(a, y).unwrap();
        fs::write(b, x).unwrap();
    });
    assert_eq!(problems.len(), 2, "{problems:?}");
    // An object that nothing names is noted and no failure.
    let case = SAMPLE.copy(7);
    case.open(Mode::Write("test")).unwrap().stage_object(&mut &b"never appended"[..]).unwrap();
    let report = case.open(Mode::Read).unwrap().check(&mut |_, _| {}).unwrap();
    assert_eq!((report.problems.len(), report.orphans.len()), (0, 1));
}

#[test]
fn the_log() {
    for tile in ["log/tile/0/000", "log/tile/0/001.p/47", "log/tile/1/000.p/1", "log/tile/entries/001.p/47"] {
        let at_edge = tile != "log/tile/0/000";
        let (problems, writer) = check(10, |case| change(&case.path.join(tile), |bytes| bytes.truncate(31)));
        one_problem(&problems, tile, "");
        assert_eq!(matches!(writer, Err(Error::Damaged { .. })), at_edge, "{tile}");
        let (problems, _) = check(11, |case| change(&case.path.join(tile), |bytes| bytes[20] ^= 1));
        // At the right edge nothing above says whether the entry or its hash was changed.
        let place = tile.rsplit_once("/0").unwrap().1;
        assert!(problems.iter().any(|p| p.contains(place)), "{tile}: {problems:?}");
        let (problems, _) = check(12, |case| fs::remove_file(case.path.join(tile)).unwrap());
        one_problem(&problems, tile, "missing");
    }
    let (problems, writer) = check(13, |case| fs::remove_file(case.path.join("log/checkpoint")).unwrap());
    one_problem(&problems, "log/checkpoint", "missing");
    writer.unwrap(); // written again from the database
    let (problems, writer) =
        check(14, |case| change(&case.path.join("log/checkpoint"), |bytes| bytes[60] ^= 1));
    one_problem(&problems, "log/checkpoint", "");
    assert!(matches!(writer, Err(Error::Damaged { .. })), "{writer:?}");
}

#[test]
fn rows_of_the_database() {
    let rows = [
        ("UPDATE bodies SET body = CAST(replace(body, '1', '2') AS BLOB) WHERE idx = 1", "entry 1"),
        ("UPDATE bodies SET salt = zeroblob(32) WHERE idx = 5", "entry 5"),
        ("UPDATE bodies SET disclosures = '[]' WHERE idx = 1", "digest"),
        ("UPDATE commitments SET commitment = zeroblob(32) WHERE idx = 300", "commitments"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM bodies WHERE idx = 302", "entry 302 is missing"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM bodies WHERE idx = 0", "key is not in the log"),
        ("UPDATE cp SET root = zeroblob(32) WHERE size = 303", "checkpoint"),
        ("UPDATE objects SET key = zeroblob(72) WHERE idx = 1", "key does not open"),
        ("UPDATE objects SET size = size - 1 WHERE idx = 1", "pad"),
    ];
    for (sql, what) in rows {
        let (problems, _) = check(20, |case| case.edit(sql));
        assert!(problems.iter().any(|p| p.contains(what)), "{sql}: {problems:?}");
    }
    // Two bodies with their salts exchanged: each is whole and signed, but not where it was.
    let (problems, _) = check(21, |case| {
        case.edit("PRAGMA foreign_keys = OFF; UPDATE bodies SET idx = -1 WHERE idx = 7; UPDATE bodies SET idx = 7 WHERE idx = 8;
                   UPDATE bodies SET idx = 8 WHERE idx = -1;");
    });
    assert_eq!(problems.len(), 2, "{problems:?}");
    // A page of the file itself.
    let (problems, _) = check(22, |case| change(&case.path.join("db.sqlite"), |bytes| bytes[9000] ^= 1));
    assert!(!problems.is_empty() && problems.iter().all(|p| p.contains("db.sqlite")), "{problems:?}");
}

#[test]
fn keys_and_versions() {
    let error = |seed, damage: &dyn Fn(&Copied)| check(seed, damage).1.unwrap_err();
    let replace = |name: &'static str, from: &'static str, to: &'static str| {
        move |case: &Copied| {
            let path = case.path.join(name);
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(from), "{text}");
            fs::write(path, text.replacen(from, to, 1)).unwrap();
        }
    };
    let newer = error(30, &replace("vault.json", "\"sanad\":1", "\"sanad\":2"));
    assert!(matches!(newer, Error::Newer { found: 2, known: 1, .. }), "{newer}");
    let newer = error(31, &|case| case.edit("PRAGMA user_version = 99"));
    assert!(matches!(newer, Error::Newer { found: 99, .. }), "{newer}");
    let not_a_case = error(32, &|case| fs::remove_file(case.path.join("vault.json")).unwrap());
    assert!(matches!(not_a_case, Error::NotACase(_)));
    let absent = open(&Location::folder("/nowhere/a.sanad"), Mode::Read, &SAMPLE.master, &TestWorld::new(1));
    assert!(matches!(absent.err(), Some(Error::NotACase(_))));
    for damage in [
        replace("vault.json", "{", "{ "),
        replace("vault.json", "slots/0", "../out"),
        replace("slots/0", "\"t\":3", "\"t\":2"),
        replace("slots/0", "\"t\":3", "\"t\":4"),
        replace("slots/1", "\"kind\"", "\"kinds\""),
    ] {
        let damaged = error(33, &damage);
        assert!(matches!(damaged, Error::Damaged { .. }), "{damaged}");
    }
    // The head was changed: seen by whoever opens a slot; a key from an agent just does not fit.
    let case = SAMPLE.copy(35);
    replace("vault.json", "\"mac\":\"", "\"mac\":\"00")(&case);
    assert!(matches!(case.open(Mode::Read).err(), Some(Error::Locked)));
    let by_passphrase = Unlock::Passphrase(secret(PASSPHRASE));
    let opened = Vault::open(&Location::folder(&case.path), Mode::Read, &by_passphrase, case.world);
    assert!(matches!(opened.err(), Some(Error::Damaged { .. })));
    // Someone who cannot open the case takes the passphrase slot out of the list: nobody is locked out unnoticed.
    let case = SAMPLE.copy(34);
    change(&case.path.join("vault.json"), |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let start = text.find("{\"file\":\"slots/0\"").unwrap();
        let end = text.find("{\"file\":\"slots/1\"").unwrap();
        *bytes = [&text[..start], &text[end..]].concat().into_bytes();
    });
    let open = |unlock| Vault::open(&Location::folder(&case.path), Mode::Read, &unlock, case.world.clone());
    let by_recovery = open(Unlock::Recovery(SAMPLE.recovery.clone())).err();
    assert!(matches!(by_recovery, Some(Error::Damaged { .. })), "{by_recovery:?}");
}
