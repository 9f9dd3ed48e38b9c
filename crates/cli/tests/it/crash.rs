//! Killed at any moment, the program loses nothing that it acknowledged. `cargo xtask bench crash` does 200 rounds.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::Duration;

use crate::desk::{Desk, text};

const ROUNDS: u64 = 6;

#[test]
fn killed_while_adding_nothing_acknowledged_is_lost() {
    let desk = Desk::with_case();
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let files: Vec<String> = (0..8).map(|n| format!("{round}-{n}.txt")).collect();
        for file in &files {
            desk.file(file, format!("report {file}\n").repeat(500));
        }
        let args = ["add", "a.sanad"].into_iter().map(str::to_owned).chain(files);
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let reader = std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());
        // from within the stretching of the passphrase to within the writing
        std::thread::sleep(Duration::from_millis(400 + 350 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(
            reader.join().unwrap().iter().filter_map(|l| l.split_whitespace().next().map(str::to_owned)),
        );

        let checked = desk.json(["check", "a.sanad"]);
        assert_eq!(checked["ok"], true, "round {round}: {checked}");
        let items = desk.json(["items", "a.sanad"]);
        let here: Vec<&str> = items["items"].as_array().unwrap().iter().map(|i| text(i, "/item")).collect();
        for item in &acknowledged {
            assert!(here.contains(&item.as_str()), "round {round}: {item} was acknowledged and is gone");
        }
    }
    desk.file("after.txt", "after");
    desk.run(["add", "a.sanad", "after.txt"]).done();
}

#[test]
fn killed_while_importing_a_table_is_in_whole_or_not_at_all() {
    let desk = Desk::with_case();
    let rows: String =
        (0..400).map(|n| format!("R{n},2030-01-02,Paper,a doctor,killed,exact,{n},{n},inmates\n")).collect();
    desk.file("t.csv", format!("id,reported_on,publisher,speaker,kind,count_mode,low,high,scope\n{rows}"));
    for round in 0..ROUNDS {
        let mut child = desk
            .command(["import", "a.sanad", "t.csv"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(300 + 300 * round));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(desk.json(["check", "a.sanad"])["ok"], true, "round {round}");
        let toll = desk.run(["toll", "a.sanad", "--json"]);
        let rows = if toll.code == 0 {
            let toll: serde_json::Value = serde_json::from_str(&toll.stdout).unwrap();
            toll["rows"].as_array().unwrap().len()
        } else {
            0
        };
        assert!(rows == 0 || rows == 400, "round {round}: {rows} rows");
    }
    desk.run(["import", "a.sanad", "t.csv"]).done();
    assert_eq!(desk.json(["toll", "a.sanad"])["rows"].as_array().unwrap().len(), 400);
}

#[test]
fn interrupted_it_ends_with_exit_code_six_and_the_case_is_as_it_was() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    let pipe = desk.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // a passphrase that never comes holds the program at a known place
    let mut child =
        desk.command(["add", "a.sanad", "x.txt"]).env("SANAD_PASSPHRASE_FILE", &pipe).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(6));
    let checked = desk.json(["check", "a.sanad"]);
    assert_eq!((&checked["ok"], &checked["items"]), (&true.into(), &0.into()), "{checked}");
}
