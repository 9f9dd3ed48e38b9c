//! What people decided and what lists claim holds, whatever the weights say.

use sanad_link::{Judged, Judgements, Options, Records, Verdict, link};

use crate::groups::{groups, linked, sheet};

const LIST: &str = "name,born,place,list\nFarid Nazarov,1985-03-07,Isfara,a\nFarid Nazarov,1985-03-07,Isfara,a\nFarid Nazarof,1985-03-07,Isfara,b\nZarina Odinaeva,1960-01-01,Kulob,b\n";

#[test]
fn decisions_override_and_spread() {
    let free = linked(LIST, &Options::default());
    assert_eq!(groups(&free), [[0, 1, 2]]);
    let apart = Options { not_same: vec![(2, 0)], same: vec![(0, 1)], ..Options::default() };
    let links = linked(LIST, &apart);
    assert_eq!(groups(&links), [[0, 1]], "who is one person with 0 is apart from 2 as well");
    for (a, b) in [(0, 2), (1, 2)] {
        let pair = links.pairs().find(|pair| (pair.a, pair.b) == (a, b)).unwrap();
        assert!(pair.posterior < 0.01 && pair.weight > 5.0, "decided, whatever it weighs: {pair:?}");
        assert_eq!(links.verdict(&pair), Verdict::NotSame, "{a} and {b}");
    }
    let joined = linked(LIST, &Options { same: vec![(0, 3)], ..Options::default() });
    assert_eq!(groups(&joined), [[0, 1, 2, 3]], "what no weight would join");
    assert!(
        links.to_review(10).iter().all(|pair| (pair.a, pair.b) != (0, 2)),
        "decided pairs are not asked again"
    );
}

#[test]
fn contradictions_are_named() {
    let options = Options { same: vec![(0, 1), (1, 2)], not_same: vec![(0, 2)], ..Options::default() };
    let links = linked(LIST, &options);
    assert_eq!(links.conflicts, [(1, 2)]);
    assert_eq!(groups(&links), [[0, 1]]);
}

#[test]
fn a_list_without_duplicates_keeps_its_records_apart() {
    let links = linked(LIST, &Options { no_duplicates: true, ..Options::default() });
    assert_ne!(links.groups[0], links.groups[1]);
    let decided = Options { no_duplicates: true, same: vec![(0, 1)], ..Options::default() };
    assert_eq!(groups(&linked(LIST, &decided))[0][..2], [0, 1], "a person's decision goes before the claim");
}

#[test]
fn appended_records_rename_nothing() {
    let before = linked(LIST, &Options::default()).groups;
    let after = linked(
        &format!("{LIST}Farid Nazarov,1985-03-07,Isfara,c\nOlim Safarov,1970-01-01,Kulob,c\n"),
        &Options::default(),
    );
    assert_eq!(after.groups[..before.len()], before);
}

#[test]
fn judgements_are_read_by_key_and_problems_named() {
    let sheet = sheet(LIST);
    let records = Records::of(&[&sheet]);
    let text =
        "a,b,verdict,who\n0,1,same,N\n2,0,not_same,N\n0,1,unsure,M\n9,0,same,N\n1,1,same,N\n1,2,perhaps,N\n";
    let read = Judgements::read(text, &records).unwrap();
    assert_eq!(read.with(Judged::Unsure), [(0, 1)], "the last line counts");
    assert_eq!(read.with(Judged::NotSame), [(0, 2)]);
    let problems = read.problems.join("\n");
    for says in ["line 5: no record 9", "line 6: both are record 1", "line 7: \"perhaps\""] {
        assert!(problems.contains(says), "{says}: {problems}");
    }
    assert!(Judgements::read("a,b\n0,1\n", &records).unwrap_err().contains("verdict"));
}

#[test]
fn reasons_are_in_words() {
    let sheet = sheet("name,born,place\nФарид Назаров,1985-03-07,Исфара\nNazarov Farid,1985-03-08,Isfara\n");
    let links = link(&[&sheet], &Options::default());
    let why = links.reader().why(0, 1);
    for says in [
        "Назаров",
        "Nazarov",
        "born on days one slip apart (1985-03-07, 1985-03-08)",
        "same place (Исфара = Isfara)",
    ] {
        assert!(why.contains(says), "{says}: {why}");
    }
}
