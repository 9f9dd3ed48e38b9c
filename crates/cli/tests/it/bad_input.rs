//! What people and disks do to a program: each gets its exit code, one line that says what and what to do, and a case
//! that is as it was.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, skipped, text};

const HEADER: &str = "id,reported_on,publisher,speaker,kind,count_mode,low,high,scope\n";

/// The case passes its check and holds `items` items.
#[track_caller]
fn unharmed(desk: &Desk, items: usize) {
    let checked = desk.json(["check", "a.sanad"]);
    assert_eq!((&checked["ok"], &checked["items"]), (&true.into(), &items.into()), "{checked}");
}

#[test]
fn wrong_passphrase() {
    let desk = Desk::with_case();
    desk.file("passphrase", "wrong");
    desk.run(["items", "a.sanad"]).failed(3, &["does not open"]);
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).failed(3, &["does not open"]);
}

#[test]
fn empty_or_missing_passphrase_file() {
    let desk = Desk::with_case();
    desk.file("passphrase", "\n");
    desk.run(["items", "a.sanad"]).failed(2, &["empty"]);
    fs::remove_file(desk.path("passphrase")).unwrap();
    desk.run(["items", "a.sanad"]).failed(4, &["passphrase"]);
}

#[test]
fn files_that_cannot_be_taken_in() {
    let desk = Desk::with_case();
    fs::create_dir(desk.path("folder")).unwrap();
    desk.file("good.txt", "one");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", desk.path("dangling")).unwrap();
    let rows = [
        ("a folder", "folder", "folder"),
        ("not there", "none.txt", "none.txt"),
        ("a link to nowhere", "dangling", "dangling"),
        ("a device", "/dev/null", "not a file"),
    ];
    for (name, file, says) in rows {
        let run = desk.run(["add", "a.sanad", "good.txt", file]);
        assert_eq!(run.code, 4, "{name}: {run:?}");
        run.failed(4, &[says]);
    }
    unharmed(&desk, 0); // not even the good one: the command was refused whole
    desk.run(["add", "a.sanad"]).failed(2, &["no file"]);
}

#[test]
#[cfg(unix)]
fn a_link_to_a_file_preserves_the_file() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    std::os::unix::fs::symlink("x.txt", desk.path("link")).unwrap();
    let added = desk.json(["add", "a.sanad", "link"]);
    assert_eq!(added["items"][0]["size"], 3);
}

#[test]
fn files_that_are_odd_and_are_kept_all_the_same() {
    let desk = Desk::with_case();
    let rows: [(&str, &[u8], bool); 5] = [
        ("empty.txt", b"", true),
        ("cut.txt", b"\xd0\xbf\xd0\xbe\xd0", true),
        ("no-known-encoding.txt", &[0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xff, 0xfe, 0x80, 0x81], true),
        ("noise.bin", &[7, 0, 200, 3, 9, 255, 0, 1], true),
        ("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", true),
    ];
    for (name, bytes, problem) in rows {
        desk.file(name, bytes);
        let added = desk.json(["add", "a.sanad", name]);
        assert_eq!(added["items"][0]["size"], bytes.len(), "{name}");
        assert_eq!(!added["items"][0]["problems"].as_array().unwrap().is_empty(), problem, "{name}: {added}");
        desk.json(["read", "a.sanad", text(&added, "/items/0/item")]);
    }
    unharmed(&desk, 5);
}

#[test]
fn tables_that_cannot_be_used_are_refused_whole() {
    let desk = Desk::with_case();
    let good = "A1,2030-01-02,Paper,a doctor,killed,exact,20,20,inmates\n";
    let rows = [
        ("ragged", format!("{HEADER}{good}A2,2030-01-02,Paper\n"), "row"),
        (
            "word for a number",
            format!("{HEADER}{good}A2,2030-01-02,Paper,x,killed,exact,twenty,,inmates\n"),
            "twenty",
        ),
        (
            "reversed range",
            format!("{HEADER}{good}A2,2030-01-02,Paper,x,killed,range,30,20,inmates\n"),
            "row",
        ),
        ("no such kind", format!("{HEADER}{good}A2,2030-01-02,Paper,x,slain,exact,3,3,inmates\n"), "slain"),
        (
            "no such day",
            format!("{HEADER}{good}A2,2030-02-30,Paper,x,killed,exact,3,3,inmates\n"),
            "2030-02-30",
        ),
        ("the same id twice", format!("{HEADER}{good}{good}"), "A1"),
        ("wrong columns", "colour,taste\nred,sweet\n".to_owned(), "column"),
        ("nothing in it", String::new(), "empty"),
    ];
    for (name, table, says) in rows {
        desk.file("t.csv", table);
        let run = desk.run(["import", "a.sanad", "t.csv"]);
        assert_eq!(run.code, 4, "{name}: {run:?}");
        run.failed(4, &["t.csv", says]);
    }
    unharmed(&desk, 0);
    desk.file("t.csv", format!("{HEADER}{good}"));
    desk.run(["import", "a.sanad", "t.csv", "--map", "nonsense"]).failed(2, &["column=field"]);
    desk.run(["import", "a.sanad", "t.csv", "--map", "id=colour"]).failed(2, &["colour"]);
    desk.run(["import", "a.sanad", "t.csv", "--as-kind", "spells"]).failed(2, &["spells"]);
    unharmed(&desk, 0);
}

#[test]
fn ids_that_name_nothing_or_several() {
    let desk = Desk::with_case();
    for n in 0..40 {
        desk.file(&format!("{n}.txt"), format!("text {n}"));
    }
    let files: Vec<String> = (0..40).map(|n| format!("{n}.txt")).collect();
    desk.run(["add", "a.sanad"].into_iter().chain(files.iter().map(String::as_str))).done();
    desk.run(["read", "a.sanad", "i-zzzzzzzzzzzz"]).failed(1, &["no item"]);
    let ids: Vec<String> = desk.json(["items", "a.sanad"])["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| text(i, "/item").to_owned())
        .collect();
    let first = |id: &String| id.chars().nth(2).unwrap();
    let common = ids.iter().map(first).find(|c| ids.iter().filter(|i| first(i) == *c).count() > 1).unwrap();
    desk.run(["read", "a.sanad", &format!("i-{common}")]).failed(2, &["fits", "type more"]);
}

#[test]
fn a_case_that_is_none_or_stands_already() {
    let desk = Desk::with_case();
    desk.run(["new", "a"]).failed(4, &["exists already"]);
    desk.run(["items", "b.sanad"]).failed(4, &["b.sanad"]);
    fs::create_dir(desk.path("c.sanad")).unwrap();
    desk.run(["items", "c.sanad"]).failed(4, &["not a case"]);
    desk.run(["items"]).failed(2, &["2 cases here"]);
    fs::remove_dir(desk.path("c.sanad")).unwrap();
    desk.run(["items"]).done();
}

#[test]
fn two_actors_must_say_who_works() {
    let desk = Desk::with_case();
    desk.run(["actor", "add", "a.sanad", "Karim"]).done();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).failed(2, &["--as"]);
    desk.run(["add", "a.sanad", "x.txt", "--as", "Nobody"]).failed(2, &["Nobody"]);
    desk.run(["add", "a.sanad", "x.txt", "--as", "Karim"]).done();
    desk.run(["actor", "add", "a.sanad", "Karim", "--as", "Nigora"]).failed(2, &["already"]);
}

#[test]
#[cfg(unix)]
fn a_second_writer_is_told_and_readers_go_on() {
    let desk = Desk::with_case();
    let holder =
        Command::new("flock").arg("--no-fork").arg(desk.path("a.sanad/lock")).args(["sleep", "60"]).spawn();
    let Ok(mut holder) = holder else { return skipped("flock", "util-linux") };
    std::thread::sleep(std::time::Duration::from_millis(300));
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).failed(2, &["being written by", "wait"]);
    desk.run(["items", "a.sanad"]).done();
    holder.kill().unwrap();
    holder.wait().unwrap();
    unharmed(&desk, 0);
}

#[test]
fn damage_is_found_named_and_nothing_is_written_over_it() {
    type Harm = fn(&Path);
    let rows: [(&str, Harm, &str); 4] = [
        ("a missing object", |case| fs::remove_file(first_file(&case.join("obj"))).unwrap(), "missing"),
        ("a changed object", |case| change(&first_file(&case.join("obj"))), "obj"),
        ("a damaged tile", |case| change(&first_file(&case.join("log/tile/0"))), "tile"),
        ("a damaged bundle", |case| change(&first_file(&case.join("log/tile/entries"))), "tile"),
    ];
    for (name, harm, says) in rows {
        let desk = Desk::with_case();
        desk.file("x.txt", "one");
        desk.run(["add", "a.sanad", "x.txt"]).done();
        harm(&desk.path("a.sanad"));
        let run = desk.run(["check", "a.sanad", "--json"]);
        assert_ne!(run.code, 0, "{name}: {run:?}");
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains(says), "{name}: {run:?}");
    }
}

fn first_file(folder: &Path) -> std::path::PathBuf {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    let first = entries.remove(0);
    if first.is_dir() { first_file(&first) } else { first }
}

fn change(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    fs::write(file, bytes).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_case_put_back_to_an_older_state_refuses_to_write() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    desk.file("y.txt", "two");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    copy_folder(&desk.path("a.sanad"), &desk.path("old"));
    desk.run(["add", "a.sanad", "y.txt"]).done();
    fs::remove_dir_all(desk.path("a.sanad")).unwrap();
    fs::rename(desk.path("old"), desk.path("a.sanad")).unwrap();
    desk.run(["add", "a.sanad", "y.txt"]).failed(5, &["older", "restore"]);
    desk.run(["items", "a.sanad"]).done();
}

#[test]
fn a_database_older_than_its_log_refuses_to_write() {
    let desk = Desk::with_case();
    let database = |name: &str| desk.path("a.sanad").join(name);
    fs::copy(database("db.sqlite"), desk.path("old.sqlite")).unwrap();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    for name in ["db.sqlite-wal", "db.sqlite-shm"] {
        let _ = fs::remove_file(database(name));
    }
    fs::copy(desk.path("old.sqlite"), database("db.sqlite")).unwrap();
    desk.file("y.txt", "two");
    let run = desk.run(["add", "a.sanad", "y.txt"]);
    run.failed(5, &["restore"]);
}

#[test]
fn a_copied_case_refuses_to_write_on_another_machine() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    let other = Desk::new();
    copy_folder(&desk.path("a.sanad"), &other.path("a.sanad"));
    other.file("y.txt", "two");
    other.run(["add", "a.sanad", "y.txt"]).failed(5, &["copied", "restore"]);
    other.run(["items", "a.sanad"]).done();
}

#[test]
fn a_case_of_a_newer_version_is_refused_as_such() {
    let desk = Desk::with_case();
    let path = desk.path("a.sanad/vault.json");
    let json = fs::read_to_string(&path).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
    value["sanad"] = 999.into();
    fs::write(&path, value.to_string()).unwrap();
    desk.run(["items", "a.sanad"]).failed(4, &["999", "update sanad"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_loses_nothing_acknowledged() {
    let desk = Desk::new();
    let mount = desk.path("small");
    fs::create_dir(&mount).unwrap();
    let mounted =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=1500k", "tmpfs"]).arg(&mount).output();
    if !mounted.is_ok_and(|o| o.status.success()) {
        return skipped("the right to mount a small disk (root)", "sudo");
    }
    let case = "small/a.sanad";
    let result = std::panic::catch_unwind(|| {
        desk.run(["new", case, "--unlock-time", "0"]).done();
        desk.file("x.txt", "one");
        desk.run(["add", case, "x.txt"]).done();
        desk.file("big.bin", vec![7; 3 << 20]);
        desk.run(["add", case, "big.bin"]).failed(4, &["room", "free some space"]);
        fs::File::create(desk.path("huge.bin")).unwrap().set_len(10 << 30).unwrap();
        desk.run(["add", case, "huge.bin"]).failed(4, &["10.0 GB", "free some space"]);
        let checked = desk.json(["check", case]);
        assert_eq!((&checked["ok"], &checked["items"]), (&true.into(), &1.into()), "{checked}");
        desk.file("y.txt", "two");
        desk.run(["add", case, "y.txt"]).done();
    });
    let _ = Command::new("umount").arg(&mount).status();
    result.unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn an_exfat_stick_holds_a_case_like_any_disk() {
    let desk = Desk::new();
    fs::File::create(desk.path("image")).unwrap().set_len(64 << 20).unwrap();
    fs::create_dir(desk.path("stick")).unwrap();
    let said = |program: &str, args: &[&str]| {
        let out = Command::new(program).args(args).current_dir(desk.path(".")).output().ok()?;
        out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    if said("mkfs.exfat", &["image"]).is_none() {
        return skipped("mkfs.exfat", "exfatprogs");
    }
    let Some(device) = said("losetup", &["-f", "--show", "image"]) else {
        return skipped("the right to set up a loop device (root)", "sudo");
    };
    let mounted = said("mount", &["-t", "exfat", &device, "stick"])
        .or_else(|| said("mount.exfat-fuse", &[&device, "stick"]));
    if mounted.is_none() {
        said("losetup", &["-d", &device]);
        return skipped("mount.exfat-fuse", "exfat-fuse");
    }
    let result = std::panic::catch_unwind(|| {
        let case = "stick/a.sanad";
        desk.run(["new", case, "--unlock-time", "0"]).done();
        desk.file("x.txt", "one");
        desk.run(["add", case, "x.txt"]).done();
        let checked = desk.json(["check", case]);
        assert_eq!((&checked["ok"], &checked["items"]), (&true.into(), &1.into()), "{checked}");
        desk.run(["backup", case, "stick/b"]).done();
        assert_eq!(desk.json(["restore", "stick/b", "--check"])["ok"], true);
    });
    said("umount", &["stick"]);
    said("losetup", &["-d", &device]);
    result.unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_disk_can_be_read() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    let mount = desk.path("a.sanad");
    let bound = Command::new("mount").arg("--bind").arg(&mount).arg(&mount).output();
    if !bound.is_ok_and(|o| o.status.success()) {
        return skipped("the right to mount read-only (root)", "sudo");
    }
    let ro = Command::new("mount").args(["-o", "remount,ro,bind"]).arg(&mount).status().unwrap();
    let result = std::panic::catch_unwind(|| {
        assert!(ro.success());
        desk.file("y.txt", "two");
        desk.run(["add", "a.sanad", "y.txt"]).failed(4, &["cannot be written"]);
        desk.run(["items", "a.sanad"]).done();
    });
    let _ = Command::new("umount").arg(&mount).status();
    result.unwrap();
    unharmed(&desk, 1);
}

#[test]
fn outputs_never_replace_what_stands_there() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    let added = desk.json(["add", "a.sanad", "x.txt"]);
    let item = text(&added, "/items/0/item");
    desk.file("taken", "mine");
    fs::create_dir(desk.path("fresh")).unwrap();
    desk.run(["anchor", "a.sanad", "--request", "taken"]).failed(4, &["taken"]);
    desk.run(["backup", "a.sanad", "taken"]).failed(4, &["taken"]);
    desk.run(["prove", "a.sanad", item, "--out", "fresh"]).done(); // an empty folder is fine
    desk.run(["prove", "a.sanad", item, "--out", "fresh"]).failed(4, &["not empty"]);
    assert_eq!(fs::read_to_string(desk.path("taken")).unwrap(), "mine");
}

#[test]
fn backups_that_cannot_be_restored() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    desk.run(["backup", "a.sanad", "b"]).done();
    assert_eq!(desk.json(["restore", "b", "--check"])["items"], 1);
    desk.run(["restore", "b", "a.sanad"]).failed(4, &["exists already"]);
    let whole = fs::read(desk.path("b")).unwrap();
    desk.file("cut", &whole[..whole.len() / 2]);
    let mut changed = whole;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    desk.file("changed", changed);
    desk.file("garbage", "garbage");
    for name in ["cut", "changed", "garbage", "none"] {
        let run = desk.run(["restore", name, "c"]);
        assert!([4, 5].contains(&run.code), "{name}: {run:?}");
        assert!(!desk.path("c.sanad").exists(), "{name}");
    }
    desk.file("passphrase", "wrong");
    desk.run(["restore", "b", "c"]).failed(3, &["does not open"]);
}

#[test]
fn a_restored_case_goes_on_in_a_log_of_its_own() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    let added = desk.json(["add", "a.sanad", "x.txt"]);
    desk.run(["backup", "a.sanad", "b"]).done();
    let old_key = desk.run(["log", "key", "a.sanad"]).done();
    let other = Desk::new();
    fs::copy(desk.path("b"), other.path("b")).unwrap();
    other.run(["restore", "b", "a"]).done();
    assert_ne!(other.run(["log", "key", "a.sanad"]).done(), old_key);
    assert_eq!(
        text(&other.json(["items", "a.sanad"]), "/items/0/item"),
        text(&added, "/items/0/item"),
        "ids stay"
    );
    other.file("y.txt", "two");
    other.run(["add", "a.sanad", "y.txt"]).done();
    unharmed(&other, 2);
}

#[test]
fn the_recovery_key_opens_what_a_lost_passphrase_does_not() {
    let desk = Desk::new();
    let made = desk.json(["new", "a"]);
    desk.file("passphrase", text(&made, "/recovery_key"));
    desk.run(["items", "a.sanad"]).done();
}
