//! Folders made to trap the reader: links out, devices, names that rewrite the screen, files without end.

use std::fs;
use std::os::unix::fs::symlink;

use crate::fixture::Case;

#[test]
fn links_are_not_followed() {
    let case = Case::new();
    for name in ["body", "content", "disclosures.json", "actors", "proof.tlog-proof"] {
        let bundle = case.bundle(2, &["sha256"]);
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("moved");
        fs::rename(bundle.dir().join(name), &target).unwrap();
        symlink(&target, bundle.dir().join(name)).unwrap();
        let run = bundle.check(&[]);
        // The link's target would have made it sound.
        assert_ne!(run.code, 0, "{name}: {run:?}");
    }
    let bundle = case.bundle(2, &["sha256"]);
    symlink("/etc/passwd", bundle.dir().join("anchors")).unwrap();
    symlink("/dev/zero", bundle.dir().join("notes")).unwrap();
    let run = bundle.check(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("not opened: anchors, notes"), "{}", run.out);
}

#[test]
fn a_pipe_in_place_of_a_file_does_not_hang_the_reader() {
    let bundle = Case::new().bundle(2, &["sha256"]);
    fs::remove_file(bundle.dir().join("content")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(bundle.dir().join("content")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: needs mkfifo: apt-get install coreutils");
        return;
    }
    assert_eq!(bundle.check(&[]).code, 1);
}

#[test]
fn a_manifest_that_points_outside_reads_nothing_there() {
    let bundle = Case::new().bundle(2, &["sha256"]);
    let manifest = bundle.dir().join("manifest.sha256");
    let good = fs::read_to_string(&manifest).unwrap();
    for name in ["../../../etc/passwd", "/etc/passwd", "./body", "actors/../body"] {
        fs::write(&manifest, format!("{good}{}  {name}\n", "0".repeat(64))).unwrap();
        let run = bundle.check(&[]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains(&format!("{name} is missing")), "{}", run.out);
    }
}

#[test]
fn overlong_files_and_crowded_folders_are_refused() {
    let case = Case::new();
    for name in ["body", "proof.tlog-proof", "policy", "disclosures.json", "manifest.sha256"] {
        let bundle = case.bundle(2, &["sha256"]);
        let file = fs::File::options().write(true).open(bundle.dir().join(name)).unwrap();
        file.set_len(64 << 20).unwrap();
        assert_eq!(bundle.check(&[]).code, 4, "{name}");
    }
    let bundle = case.bundle(2, &["sha256"]);
    for n in 0..600 {
        fs::write(bundle.dir().join(format!("{n}.txt")), "").unwrap();
    }
    assert_eq!(bundle.check(&[]).code, 4);
}

#[test]
fn names_cannot_write_on_the_readers_screen() {
    let bundle = Case::new().bundle(2, &["sha256"]);
    fs::write(bundle.dir().join("\u{1b}[2J\u{1b}[1;1HINTACT"), "").unwrap();
    let manifest = bundle.dir().join("manifest.sha256");
    fs::write(&manifest, format!("{}  \u{1b}[31mbody\u{202e}\n", "0".repeat(64))).unwrap();
    let run = bundle.check(&[]);
    assert_eq!(run.code, 1);
    assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{202e}'), "{:?}", run.out);
}

#[test]
fn json_made_to_exhaust_the_reader_is_a_failed_check() {
    let bundle = Case::new().bundle(2, &["sha256"]);
    for text in
        ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[1e999999999]".to_owned(), "\u{0}".repeat(10)]
    {
        fs::write(bundle.dir().join("disclosures.json"), &text).unwrap();
        fs::write(bundle.dir().join("body"), format!("{text}\na b\n")).unwrap();
        bundle.list();
        assert_eq!(bundle.check(&[]).code, 1);
    }
}

#[test]
fn a_field_disclosed_twice_is_refused() {
    let case = Case::new();
    let bundle = case.bundle(2, &["sha256"]);
    let file = bundle.dir().join("disclosures.json");
    let one = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("[{0},{0}]", &one[1..one.len() - 1])).unwrap();
    bundle.list();
    let run = bundle.check(&["--json"]);
    assert_eq!((run.code, run.step("disclosures")), (1, "failed".to_owned()), "{run:?}");
}
