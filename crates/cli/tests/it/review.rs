//! Proposals and a person's decisions on them.

use crate::desk::{Desk, text};

const REPORT: &str = "At least 14 prisoners were killed in the colony, an official said. \
The ministry said 3 guards were wounded.\n";

fn proposed() -> Desk {
    let desk = Desk::with_case();
    desk.file("report.txt", REPORT);
    desk.run(["add", "a.sanad", "report.txt", "--publisher", "Agency One", "--published", "2030-01-04"])
        .done();
    desk.run(["propose", "a.sanad"]).done();
    desk
}

fn id_of(desk: &Desk, kind: &str) -> String {
    let waiting = desk.json(["review", "a.sanad"]);
    let proposals = waiting["proposals"].as_array().unwrap();
    let found = proposals.iter().find(|p| p["claim"]["kind"] == kind);
    text(found.unwrap_or_else(|| panic!("no {kind} in {waiting}")), "/id").to_owned()
}

#[test]
fn nothing_counts_before_a_person_says_yes() {
    let desk = proposed();
    assert_eq!(desk.json(["review", "a.sanad"])["waiting"], 2);
    desk.run(["toll", "a.sanad"]).failed(1, &["no accepted claim"]);
    let next = desk.json(["review", "a.sanad", "--next"]);
    assert_eq!(next["proposals"].as_array().unwrap().len(), 1);
    assert_eq!(text(&next, "/proposals/0/claim/kind"), "killed", "the one that matters most for the toll");
    let context = text(&next, "/proposals/0/context");
    let at = |i: usize| usize::try_from(next["proposals"][0]["quote_at"][i].as_u64().unwrap()).unwrap();
    assert_eq!(&context[at(0)..at(1)], text(&next, "/proposals/0/claim/quote"));
    assert!(REPORT.contains(context) && context.contains("14 prisoners"));

    desk.run(["review", "a.sanad", "--accept", &id_of(&desk, "killed"), "--why", "as quoted"]).done();
    let toll = desk.json(["toll", "a.sanad"]);
    assert_eq!((&toll["rows"][0]["mode"], &toll["rows"][0]["low"]), (&"at_least".into(), &14.into()));
    assert_eq!(text(&toll, "/rows/0/publisher"), "Agency One");
}

#[test]
fn proposing_again_proposes_nothing_twice() {
    let desk = proposed();
    let again = desk.json(["propose", "a.sanad"]);
    assert_eq!((&again["new"], &again["waiting"]), (&0.into(), &2.into()));
    let item = text(&desk.json(["items", "a.sanad"]), "/items/0/item").to_owned();
    assert_eq!(desk.json(["propose", "a.sanad", &item])["new"], 0);
}

#[test]
fn a_decision_is_changed_by_a_later_one_and_nothing_is_lost() {
    let desk = proposed();
    let id = id_of(&desk, "killed");
    desk.run(["review", "a.sanad", "--reject", &id, "--why", "another colony"]).done();
    desk.run(["toll", "a.sanad"]).failed(1, &["no accepted claim"]);
    desk.run(["review", "a.sanad", "--edit", &id, "count_mode=exact", "low=14", "high=14", "scope=inmates"])
        .done();
    let toll = desk.json(["toll", "a.sanad"]);
    assert_eq!((&toll["rows"][0]["mode"], text(&toll, "/rows/0/scope")), (&"exact".into(), "inmates"));
    desk.run(["review", "a.sanad", "--accept", &id]).done();
    assert_eq!(desk.json(["toll", "a.sanad"])["rows"][0]["mode"], "at_least", "as it was first quoted");
    assert_eq!(desk.json(["check", "a.sanad"])["ok"], true);
}

#[test]
fn a_wrong_edit_changes_nothing() {
    let desk = proposed();
    let id = id_of(&desk, "killed");
    let rows = [
        (vec!["no_such_field=3"], "no_such_field"),
        (vec!["low=many"], "many"),
        (vec!["count_mode=exact", "low=20", "high=10"], "exact"),
        (vec!["status=certain"], "certain"),
    ];
    for (changes, says) in rows {
        let mut args = vec!["review", "a.sanad", "--edit", &id];
        args.extend(changes);
        desk.run(args).failed(2, &[says]);
    }
    desk.run(["review", "a.sanad", "--accept", "c-zzzz"]).failed(1, &["no claim"]);
    assert_eq!(desk.json(["review", "a.sanad"])["waiting"], 2);
}

#[test]
fn who_is_who_waits_for_a_decision_and_is_undone_without_loss() {
    let desk = Desk::with_case();
    let ours = "name,date,place\nФарид Назаров,2030-01-04,Исфара\nOlim Ganiev,2030-01-04,Isfara\n";
    let theirs =
        "victim name,date,location\nFarid Nazarov,2030-01-04,Isfara\nZarina Saidova,2030-01-02,Kulob\n";
    desk.file("ours.csv", ours);
    desk.file("theirs.csv", theirs);
    for list in ["ours.csv", "theirs.csv"] {
        desk.run(["import", "a.sanad", list, "--as-kind", "victims"]).done();
    }
    let before = desk.json(["people", "a.sanad"]);
    assert_eq!(
        before["people"].as_array().unwrap().len(),
        4,
        "nobody is put together by a machine: {before}"
    );
    assert_eq!(before["sameness"].as_array().unwrap().len(), 1, "{before}");
    let (a, b) = (text(&before, "/sameness/0/a"), text(&before, "/sameness/0/b"));
    assert_eq!(desk.json(["review", "a.sanad"])["sameness"][0]["a"], a, "it is in the queue");
    desk.run(["review", "a.sanad", "--same", a, b, "--why", "one man, two spellings"]).done();
    let merged = desk.json(["people", "a.sanad"]);
    assert_eq!(merged["people"].as_array().unwrap().len(), 3, "{merged}");
    assert!(merged["sameness"].as_array().unwrap().is_empty(), "decided, and not asked again: {merged}");
    assert!(desk.run(["people", "a.sanad"]).done().contains("Фарид Назаров = Farid Nazarov"));
    desk.run(["review", "a.sanad", "--unsure", a, b]).done();
    assert_eq!(desk.json(["people", "a.sanad"])["people"], before["people"], "as before");
    desk.run(["review", "a.sanad", "--same", a, a]).failed(2, &["twice"]);
}
