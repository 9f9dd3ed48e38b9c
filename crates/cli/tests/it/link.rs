//! `sanad link` as it is typed: two lists, decisions, overlaps, and what is no list. What is linked is tested in the crate.

use std::fs;

use crate::desk::Desk;

const OURS: &str = "No;Full name;Year of birth;Place\n1;Каримов Абдулло Саидович;1985;Хуҷанд\n2;Раҳимзода Ҷамшед;1990;Исфара\n3;Неизвестный;;Хуҷанд\n4;Шарипова Нигина;1979;Душанбе\n5;Каримов Фирдавс Саидович;1987;Хуҷанд\n";
const THEIRS: &str = "name,age,date,place\nعبدالله کریمی,33,2018-11-07,خجند\nJamshed Rahimov,28,07.11.2018,Isfara\nunknown,,07.11.2018,\nFirdavs Karimov,31,7 Nov 2018,Khujand\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("ours.csv", OURS);
    desk.file("theirs.csv", THEIRS);
    desk
}

#[test]
fn two_lists_in_three_scripts() {
    let desk = desk();
    let words = [
        "link",
        "ours.csv",
        "theirs.csv",
        "--out",
        "people.csv",
        "--pairs",
        "pairs.csv",
        "--overlap",
        "o.csv",
        "--review",
        "2",
    ];
    let told = desk.json(words);
    assert_eq!((&told["records"], &told["people"]), (&9.into(), &6.into()), "{told}");
    assert_eq!(told["files"][0]["columns"][1]["field"], "name");
    assert_eq!(told["files"][1]["columns"][2]["field"], "death_date");
    let groups = fs::read_to_string(desk.path("people.csv")).unwrap();
    assert!(groups.starts_with("record,cluster,posterior\n"), "{groups}");
    for row in ["0,0,", "b:0,0,", "b:1,1,", "4,4,", "b:3,4,", "b:2,b:2,"] {
        assert!(groups.lines().any(|line| line.starts_with(row)), "{row}: {groups}");
    }
    let pairs = fs::read_to_string(desk.path("pairs.csv")).unwrap();
    assert!(pairs.starts_with("a,b,weight,posterior,verdict,why\n"), "{pairs}");
    assert!(
        pairs.lines().any(|line| line.starts_with("0,b:0,")
            && line.contains(",same,")
            && line.contains("Абдулло = عبدالله")),
        "{pairs}"
    );
    for table in ["o-low.csv", "o.csv", "o-high.csv"] {
        let text = fs::read_to_string(desk.path(table)).unwrap();
        assert!(text.starts_with("ours,theirs,count\n1,1,3\n"), "{table}: {text}");
    }
    let estimate = desk.json(["estimate", "o.csv"]);
    assert_eq!(estimate["lists"][0], "ours", "the table goes straight into the estimate: {estimate}");
}

#[test]
fn decisions_hold() {
    let desk = desk();
    desk.file("decided.csv", "a,b,verdict\n1,b:1,not_same\n0,77,same\n");
    let words = ["link", "ours.csv", "theirs.csv", "--judgements", "decided.csv", "--pairs", "pairs.csv"];
    let told = desk.json(words);
    assert_eq!(told["people"], 7, "{told}");
    assert!(told["problems"][0].as_str().unwrap().contains("no record 77"), "{told}");
    let pairs = fs::read_to_string(desk.path("pairs.csv")).unwrap();
    assert!(
        pairs.lines().any(|line| line.starts_with("1,b:1,")
            && line.contains(",not_same,")
            && line.contains("decided by a person")),
        "{pairs}"
    );
}

#[test]
fn what_is_no_list_is_said_in_one_line() {
    let desk = desk();
    desk.run(["link", "none.csv"]).failed(4, &["none.csv"]);
    desk.file("numbers.csv", "height,size\n170,1\n165,2\n");
    desk.run(["link", "numbers.csv"]).failed(4, &["numbers.csv", "no column holds a name", "--map"]);
    desk.file("empty.csv", "name,born\n");
    desk.run(["link", "empty.csv"]).failed(4, &["empty.csv", "no rows"]);
    desk.run(["link", "ours.csv", "--map", "Colour=name"]).failed(4, &["no column Colour", "Full name"]);
    desk.run(["link", "ours.csv", "--map", "Place=shade"]).failed(2, &["no field shade", "birth_date"]);
    desk.run(["link", "ours.csv", "--no-duplicates-within", "list"]).failed(4, &["no column list"]);
    desk.file("wrong.csv", "a,b\n0,1\n");
    desk.run(["link", "ours.csv", "--judgements", "wrong.csv"]).failed(4, &["wrong.csv", "verdict"]);
}
