//! What people decided holds: it overrides, reaches further pairs, and is found again in a longer list.

use sanad_link::{Judged, Judgements, Options, Records, Sheet, link};

use crate::people::{crowd, sheet, together};

const ROWS: [&str; 4] = [
    "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
    "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
    "Abu Muslim,,,,m,Isfara",
    "Abu Muslim,,,,m,Hisor",
];

fn decided(judgements: &Judgements) -> Options {
    Options {
        same: judgements.with(Judged::Same),
        not_same: judgements.with(Judged::NotSame),
        ..Options::default()
    }
}

fn judged(sheet: &Sheet, lines: &str) -> Judgements {
    Judgements::read(&format!("a,b,verdict,who\n{lines}"), &Records::of(&[sheet])).unwrap()
}

/// What it stands for, a list, pairs that are together, pairs that are apart.
type Row<'a> = (&'a str, &'a str, &'a [(usize, usize)], &'a [(usize, usize)]);

#[test]
fn decisions_override_and_reach_further() {
    let sheet = sheet(crowd(&ROWS, 200));
    let rows: [Row<'_>; 5] = [
        ("nothing decided", "", &[(0, 1)], &[(1, 2)]),
        ("two who look the same", "0,1,not_same,N\n", &[], &[(0, 1)]),
        ("a nom de guerre", "1,2,same,N\n", &[(0, 1), (1, 2), (0, 2)], &[]),
        ("same and same", "0,2,same,N\n2,3,same,N\n", &[(0, 3), (0, 2)], &[]),
        ("same as one who is not the other", "1,2,same,N\n0,2,not_same,N\n", &[(1, 2)], &[(0, 2), (0, 1)]),
    ];
    for (name, lines, are, are_not) in rows {
        let links = link(&[&sheet], &decided(&judged(&sheet, lines)));
        for (a, b) in are {
            assert!(together(&links, *a, *b), "{name}: {a} and {b}");
        }
        for (a, b) in are_not {
            assert!(!together(&links, *a, *b), "{name}: {a} and {b}");
        }
    }
}

#[test]
fn decisions_that_contradict_are_told() {
    let sheet = sheet(crowd(&ROWS, 100));
    let links = link(&[&sheet], &decided(&judged(&sheet, "0,1,same\n1,2,same\n0,2,not_same\n")));
    assert!(!together(&links, 0, 2));
    assert_eq!(links.conflicts.len(), 1);
}

#[test]
fn decisions_survive_a_longer_list() {
    let short = crowd(&ROWS, 100);
    let long = format!("{short}Jamshed,Qodirovich,Safarov,1975-03-14,m,\n");
    let lines = "0,1,not_same\n1,2,same\n";
    for text in [short, long] {
        let sheet = sheet(&text);
        let links = link(&[&sheet], &decided(&judged(&sheet, lines)));
        assert!(together(&links, 1, 2) && !together(&links, 0, 1));
    }
}

#[test]
fn the_last_decision_counts_and_odd_lines_are_told() {
    let sheet = sheet(crowd(&ROWS, 10));
    let read = judged(&sheet, "0,1,same\n1,0,not_same\n0,99999,same\n2,3,perhaps\n2,2,same\n2,3,unsure\n");
    assert_eq!(read.with(Judged::NotSame), [(0, 1)]);
    assert_eq!(read.with(Judged::Unsure), [(2, 3)]);
    assert!(read.with(Judged::Same).is_empty());
    assert_eq!(read.problems.len(), 3, "{:?}", read.problems);
    assert!(Judgements::read("a,b\n0,1\n", &Records::of(&[&sheet])).is_err());
}

#[test]
fn a_decided_pair_is_not_asked_again() {
    let sheet = sheet(crowd(&["Karim,,Nazarov,1980,m,", "Karim,,Nazarov,1981,m,"], 200));
    let open = link(&[&sheet], &Options::default());
    let first = open.to_review(1)[0];
    let lines = format!("{},{},same\n", first.a, first.b);
    let links = link(&[&sheet], &decided(&judged(&sheet, &lines)));
    assert!(links.to_review(50).iter().all(|pair| (pair.a, pair.b) != (first.a, first.b)));
    let asked: Vec<f64> = open.to_review(5).iter().map(|pair| pair.posterior).collect();
    assert!(asked.iter().all(|posterior| (0.03..0.97).contains(posterior)), "{asked:?}");
}

#[test]
fn a_list_that_claims_no_duplicates_holds_none() {
    let rows = crowd(&[], 150);
    let mut text = String::from("list,given,father,surname,born,sex,place\n");
    for row in rows.lines().skip(1) {
        text.push_str(&format!("ministry,{row}\n"));
        text.push_str(&format!("press,{row}\n"));
    }
    let sheet = sheet(&text);
    let links = link(&[&sheet], &Options { no_duplicates: true, ..Options::default() });
    let count = sheet.count();
    for a in 0..count {
        for b in (a + 2..count).step_by(2) {
            assert!(!together(&links, a, b), "{a} and {b} are on one list");
        }
    }
    let joined = (0..count).step_by(2).filter(|a| together(&links, *a, a + 1)).count();
    assert!(joined * 2 * 10 >= count * 7, "{joined} of {} are found on the other list", count / 2);
}
