//! A user's own matter from the first file to a proof that a stranger checks.

use crate::desk::{Desk, text};

const STATEMENT: &str = "The regional prosecutor said on Monday that at least 14 prisoners were killed and 30 wounded \
in the colony. Relatives deny that there was a riot.\n";
const TABLE: &str = "id,reported_on,publisher,speaker,kind,count_mode,low,high,scope,breakdown,supersedes,based_on\n\
A1,2030-01-02,The Morning,a hospital doctor,killed,exact,20,20,inmates,,,\n\
A2,2030-01-03,Radio North,an official,killed,at_least,25,,inmates and guards,\"23 inmates, 2 guards\",,\n\
A3,2030-01-05,Radio North,an official,killed,exact,31,31,inmates and guards,,A2,\n\
A4,2030-01-05,The Evening,Radio North,killed,exact,31,31,inmates and guards,,,A3\n";

#[test]
fn a_report_goes_in_and_a_record_that_can_be_proven_comes_out() {
    let desk = Desk::with_case();
    desk.file("statement.txt", STATEMENT);
    desk.file("reports.csv", TABLE);

    let added = desk.json([
        "add",
        "a.sanad",
        "statement.txt",
        "--publisher",
        "Agency One",
        "--published",
        "2030-01-04",
    ]);
    let item = text(&added, "/items/0/item").to_owned();
    assert_eq!(added["items"][0]["size"], STATEMENT.len());
    let again = desk.json(["add", "a.sanad", "statement.txt"]);
    assert_eq!((text(&again, "/items/0/item"), &again["items"][0]["already"]), (item.as_str(), &true.into()));
    assert_eq!(desk.json(["items", "a.sanad"])["items"].as_array().unwrap().len(), 1);

    let reading = desk.json(["read", "a.sanad", &item]);
    assert_eq!(text(&reading, "/text"), STATEMENT);
    for segment in reading["segments"].as_array().unwrap() {
        let [start, end] = [0, 1].map(|i| usize::try_from(segment["span"][i].as_u64().unwrap()).unwrap());
        assert_eq!(segment["byte"], segment["span"], "text bytes are the file's own");
        assert!(STATEMENT.get(start..end).is_some());
    }

    let imported = desk.json(["import", "a.sanad", "reports.csv"]);
    assert_eq!((&imported["rows"], &imported["new"]), (&4.into(), &6.into()), "{imported}");
    let twice = desk.json(["import", "a.sanad", "reports.csv"]);
    assert_eq!((&twice["new"], &twice["unchanged"]), (&0.into(), &6.into()));

    let toll = desk.json(["toll", "a.sanad"]);
    let row = |label: &str| {
        let rows = toll["rows"].as_array().unwrap();
        rows.iter()
            .find(|r| r["label"] == format!("reports/{label}"))
            .unwrap_or_else(|| panic!("no row {label}"))
    };
    assert_eq!(
        (&row("A2")["mode"], &row("A2")["low"], &row("A2")["counted"]),
        (&"at_least".into(), &25.into(), &false.into())
    );
    assert_eq!(row("A2")["superseded_by"], row("A3")["claim"]);
    assert_eq!(row("A4")["counted"], false, "a paper that repeats the radio is not a second source");
    let bound = |scope: &str, rule: &str| {
        let bounds = toll["bounds"].as_array().unwrap();
        bounds
            .iter()
            .find(|b| b["scope"] == scope && b["rule"] == rule)
            .cloned()
            .unwrap_or_else(|| panic!("{scope} {rule} in {toll}"))
    };
    assert_eq!(bound("inmates", "highest_claim")["high"], 20);
    assert_eq!(bound("inmates and guards", "lowest_claim")["low"], 31, "the superseded 25 does not count");

    let why = desk.json(["why", "a.sanad", text(&bound("inmates", "highest_claim"), "/id")]);
    assert!(why.to_string().contains("a hospital doctor"), "{why}");
    let claim = text(row("A1"), "/claim").to_owned();
    let why = desk.json(["why", "a.sanad", &claim]);
    let quote = text(&why, "/from/0/quote");
    assert!(TABLE.contains(quote) && quote.contains("A1"), "{why}");

    desk.run(["prove", "a.sanad", &item, "--out", "proof", "--with-content", "--disclose", "name"]).done();
    assert_eq!(std::fs::read_to_string(desk.path("proof/content")).unwrap(), STATEMENT);
    let policy = desk.json(["log", "key", "a.sanad"]);
    desk.file("policy", text(&policy, "/policy"));
    let verdict = desk.verify(["proof", "--policy", "policy"]).done();
    assert!(verdict.contains("intact;"), "{verdict}");
    let verdict = desk.verify(["proof"]).done();
    assert!(
        verdict.contains("signer not authenticated") && verdict.contains("no independent date"),
        "{verdict}"
    );

    let checked = desk.json(["check", "a.sanad"]);
    assert_eq!((&checked["ok"], &checked["items"]), (&true.into(), &2.into()), "{checked}");
}

#[test]
fn the_log_is_read_by_anybody_in_the_clear() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    let key = desk.run(["log", "key", "a.sanad"]).done();
    let note = desk.run(["log", "checkpoint", "a.sanad"]).done();
    let on_disk = std::fs::read_to_string(desk.path("a.sanad/log/checkpoint")).unwrap();
    assert_eq!(note.trim_end(), on_disk.trim_end());
    let (origin, _) = note.split_once('\n').unwrap();
    assert!(key.starts_with(origin) && origin.starts_with("sanad.invalid/"), "{key}");
}

#[test]
fn a_proof_shows_what_it_withholds() {
    let desk = Desk::with_case();
    desk.file("x.txt", "one");
    let added = desk.json(["add", "a.sanad", "x.txt", "--source", "somebody at risk"]);
    let proof =
        desk.json(["prove", "a.sanad", text(&added, "/items/0/item"), "--out", "p", "--with-content"]);
    assert_eq!(proof["disclosed"], serde_json::json!(["sha256"]));
    assert_eq!(proof["withheld"], serde_json::json!(["name", "source"]));
    for file in proof["files"].as_array().unwrap() {
        let bytes = std::fs::read(desk.path("p").join(file.as_str().unwrap())).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("somebody"), "{file}");
    }
}

#[test]
fn a_changed_table_updates_and_never_doubles() {
    let desk = Desk::with_case();
    desk.file("reports.csv", TABLE);
    desk.run(["import", "a.sanad", "reports.csv"]).done();
    desk.file("reports.csv", TABLE.replace("exact,20,20", "exact,21,21"));
    let second = desk.json(["import", "a.sanad", "reports.csv"]);
    assert_eq!(
        (&second["new"], &second["changed"], &second["unchanged"]),
        (&0.into(), &1.into(), &5.into()),
        "{second}"
    );
    let toll = desk.json(["toll", "a.sanad"]);
    let of_a1: Vec<_> =
        toll["rows"].as_array().unwrap().iter().filter(|r| r["label"] == "reports/A1").collect();
    assert_eq!(of_a1.len(), 1);
    assert_eq!(of_a1[0]["low"], 21);
}
