//! Persons, bodies and posts as users enter them, and what contradicts them.

use std::path::Path;

use crate::desk::{Desk, text};

/// The tables of the invented case, in the order in which they refer to each other.
pub(crate) const TABLES: [&str; 17] = [
    "bodies",
    "people",
    "posts",
    "relations",
    "events",
    "acts",
    "involvements",
    "responsibilities",
    "investigations",
    "findings",
    "approvals",
    "consents",
    "submitters",
    "statements",
    "listings",
    "assets",
    "translations",
];

/// A case that holds the whole of the invented example.
pub(crate) fn sangrez() -> Desk {
    let desk = Desk::with_case();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/sangrez-2023");
    let copy = |name: &str| std::fs::copy(example.join(name), desk.path(name)).unwrap();
    copy("reports.csv");
    desk.run(["import", "a.sanad", "reports.csv"]).done();
    for table in TABLES {
        let file = format!("{table}.csv");
        copy(&file);
        desk.run(["import", "a.sanad", &file, "--as-kind", table]).done();
    }
    desk
}

#[test]
fn who_held_which_post_on_a_day_and_what_says_otherwise() {
    let desk = sangrez();
    let posts = desk.json(["posts", "a.sanad", "--at", "2023-03-14", "--svg", "posts.svg"]);
    let held: Vec<(String, bool)> = posts["postings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (text(p, "/person").to_owned(), p["certain"].as_bool().unwrap()))
        .collect();
    let all = ["Behruz Karimzoda", "Zafar Holiqov", "Farrukh Doniyorov"].map(|n| (n.to_owned(), true));
    assert_eq!(held, all);
    let says: Vec<&str> = posts["conflicts"].as_array().unwrap().iter().map(|c| text(c, "/says")).collect();
    assert!(
        says.iter().any(|s| s
            .contains("to Zafar Holiqov; the record has Farrukh Doniyorov as head of penal colony no. 9")),
        "{says:?}"
    );
    assert!(std::fs::read_to_string(desk.path("posts.svg")).unwrap().contains("Farrukh Doniyorov"));

    let june = desk.json(["posts", "a.sanad", "--at", "2023-06-15", "--person", "P01"]);
    assert_eq!(june["postings"][0]["certain"], false, "seen until May, gone by July: {june}");
    let before = desk.json(["posts", "a.sanad", "--at", "2022-08-31", "--person", "Farrukh Doniyorov"]);
    assert_eq!(
        (before["postings"].as_array().unwrap().len(), text(&before, "/postings/0/body")),
        (1, "Main Directorate of Corrections")
    );
}

#[test]
fn a_table_again_changes_what_changed_and_one_typed_field_the_rest_stays() {
    let desk = sangrez();
    let again = desk.json(["import", "a.sanad", "posts.csv", "--as-kind", "posts"]);
    assert_eq!((&again["new"], &again["changed"], &again["unchanged"]), (&0.into(), &0.into(), &4.into()));
    let typed = desk.json(["enter", "a.sanad", "posting", "T1", "rank=colonel of justice"]);
    assert_eq!(
        (text(&typed, "/values/rank/0"), text(&typed, "/values/person/0")),
        ("colonel of justice", "person/P01")
    );
    let item = text(&typed, "/item").to_owned();
    assert!(
        text(&desk.json(["read", "a.sanad", &item]), "/text").contains("colonel of justice"),
        "typed, and preserved"
    );
    desk.run(["enter", "a.sanad", "posting", "T3", "--withdraw"]).done();
    let posts = desk.json(["posts", "a.sanad", "--at", "2023-03-14"]);
    assert_eq!(posts["postings"].as_array().unwrap().len(), 2);
    assert_eq!(desk.json(["check", "a.sanad"])["ok"], true);
}

#[test]
fn what_cannot_be_entered_is_refused_with_its_place_and_nothing_stays() {
    let desk = sangrez();
    let before = desk.json(["items", "a.sanad"])["items"].as_array().unwrap().len();
    let rows = [
        (
            "nobody of that name",
            "posts",
            "id,person,body,title\nX,P99,B1,head\n",
            4,
            "row 2, column person: there is no person \"P99\"",
        ),
        ("no such body", "posts", "id,person,body,title\nX,P01,Nowhere,head\n", 4, "column body"),
        (
            "end before start",
            "posts",
            "id,person,body,title,from,to\nX,P01,B1,head,2020,2019\n",
            4,
            "2019 is before first_precise (2020)",
        ),
        (
            "impossible date",
            "posts",
            "id,person,body,title,from\nX,P01,B1,head,2020-02-30\n",
            4,
            "column first_precise",
        ),
        ("a word outside the list", "acts", "id,type,event\nX,murder,E1\n", 4, "\"murder\" is none of"),
        (
            "a claim that is not here",
            "events",
            "id,title,claims\nX,One,R99\n",
            4,
            "there is no claim \"R99\"",
        ),
        (
            "above itself",
            "relations",
            "id,body,related_body,type\nX,B1,B1,child_of\n",
            4,
            "nothing stands above or within itself",
        ),
        ("an id twice", "bodies", "id,name\nX,One\nX,Two\n", 4, "stands in row 2 as well"),
        ("no column for a required field", "bodies", "id,country\nX,One\n", 4, "no column name"),
        ("nothing but a header", "bodies", "id,name\n", 4, "no rows"),
        ("no such sort", "spaceships", "id,name\nX,One\n", 2, "or the table of a sort of entity"),
    ];
    for (name, kind, table, code, says) in rows {
        desk.file("bad.csv", table);
        let run = desk.run(["import", "a.sanad", "bad.csv", "--as-kind", kind]);
        assert_eq!(run.code, code, "{name}: {run:?}");
        run.failed(code, &[says]);
    }
    desk.run(["enter", "a.sanad", "person", "P9", "shoe_size=44"]).failed(2, &["shoe_size", "known are"]);
    desk.run(["enter", "a.sanad", "person", "P9"]).failed(4, &["column name"]);
    desk.run(["posts", "a.sanad", "--person", "Nobody"]).failed(1, &["no person"]);
    assert_eq!(desk.json(["items", "a.sanad"])["items"].as_array().unwrap().len(), before);
}

#[test]
fn names_with_markup_formulas_and_control_characters_are_words() {
    let desk = Desk::with_case();
    let name = "=HYPERLINK(\"x\") <b>&\u{202e}\u{1b}[2J";
    desk.run(["enter", "a.sanad", "person", "P1", &format!("name={name}")]).done();
    let listed = desk.run(["entities", "a.sanad"]).done();
    assert!(!listed.contains('\u{1b}') && !listed.contains('\u{202e}'), "{listed:?}");
    assert_eq!(text(&desk.json(["entities", "a.sanad", "person"]), "/entities/0/values/name/0"), name);
}

#[test]
fn a_contradiction_is_said_at_once_to_whoever_enters_it() {
    let desk = sangrez();
    let two =
        ["enter", "a.sanad", "posting", "T9", "person=P07", "body=B3", "title=head of penal colony no. 9"];
    let entered = desk.run(two.into_iter().chain(["first_precise=2023-03-01", "last_precise=2023-04-01"]));
    entered.done();
    assert!(
        entered.stderr.contains("contradiction") && entered.stderr.contains("Zafar Holiqov"),
        "{}",
        entered.stderr
    );
    let circle = desk.run(["enter", "a.sanad", "relation", "body=B2", "related_body=B3", "type=child_of"]);
    circle.done();
    assert!(circle.stderr.contains("stands above itself"), "{}", circle.stderr);
    let report = desk.run(["dossier", "a.sanad", "--for", "us-glomag", "--about", "P01"]);
    assert!(report.stdout.contains("commands that go in a circle"), "{}", report.stdout);
    let order = [
        "enter",
        "a.sanad",
        "posting",
        "person=P07",
        "body=B3",
        "title=x",
        "first_precise=2023",
        "last_precise=2022",
    ];
    desk.run(order).failed(4, &["last_precise", "before"]);
}

/// Ids of claims are random: one that begins as somebody's report is called must not be taken for it.
#[test]
fn a_label_is_no_beginning_of_an_id() {
    let desk = Desk::with_case();
    let header = "id,reported_on,publisher,speaker,kind,count,scope";
    desk.file("first.csv", format!("{header}\n1,2030-01-02,Agency,a clerk,killed,3,inmates\n"));
    desk.run(["import", "a.sanad", "first.csv"]).done();
    let other = desk.json(["toll", "a.sanad"])["rows"][0]["claim"].as_str().unwrap().to_owned();
    let label = other[2..5].to_uppercase();
    desk.file("second.csv", format!("{header}\n{label},2030-01-03,Radio,a cook,killed,4,inmates\n"));
    desk.run(["import", "a.sanad", "second.csv"]).done();
    assert!(desk.run(["why", "a.sanad", &label]).done().contains("a cook"));
    desk.run(["enter", "a.sanad", "person", "P1", "name=Somebody", &format!("claims={label}")]).done();
    let claims = desk.json(["entities", "a.sanad", "person"])["entities"][0]["claims"].clone();
    assert_ne!(claims[0].as_str(), Some(&*other), "{claims} are what begins with {label}");
    assert!(desk.run(["why", "a.sanad", &other[2..8]]).done().contains("a clerk"));
}
