//! The example case, as the README promises it.

use std::fs;

use crate::desk::Desk;

#[test]
fn the_demo_builds_the_example_and_everything_it_promises() {
    let desk = Desk::new();
    let run = {
        let mut command = desk.command(["demo", "--out", "demo"]);
        command.env_remove("SANAD_PASSPHRASE_FILE");
        crate::desk::Run::from(command.output().unwrap())
    };
    let printed = run.done();
    for file in [
        "khujand-2018.sanad",
        "passphrase.txt",
        "toll.svg",
        "toll.png",
        "record.html",
        "record.pdf",
        "record.csv",
        "proof",
        "log.policy",
    ] {
        let path = desk.path("demo").join(file);
        assert!(path.exists(), "{file}");
        assert!(path.is_dir() || fs::metadata(&path).unwrap().len() > 0, "{file}");
    }
    for word in [
        "at least 52",
        "at least 47",
        "at most 20",
        "inmates and guards",
        "Foreign Minister",
        "replaced by",
        "repeats",
        "claimed_responsibility",
        "disputed",
        "Main Penitentiary Department",
    ] {
        assert!(printed.contains(word), "{word:?} is not in\n{printed}");
    }
    let verdict = desk.verify(["demo/proof", "--policy", "demo/log.policy"]).done();
    assert!(verdict.contains("intact;"), "{verdict}");
    fs::copy(desk.path("demo/passphrase.txt"), desk.path("passphrase")).unwrap();
    assert_eq!(desk.json(["check", "demo/khujand-2018.sanad"])["ok"], true);
}
