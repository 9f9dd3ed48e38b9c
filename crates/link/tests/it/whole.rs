//! Lists as they come: scripts, dates, ages, whole names, nothing known, damage.

use sanad_link::{Field, Options, Records, Sheet, SheetError, link};

use crate::groups::{groups, linked, sheet};

/// One row: what it stands for, a list, the groups of it.
type Row<'a> = (&'a str, &'a str, &'a [&'a [usize]]);

/// Others on the list, so that a name is one of many.
const OTHERS: [&str; 8] = [
    "Zafar Olimov",
    "Nigora Saidova",
    "Umed Boboev",
    "Lola Hakimova",
    "Parviz Tursunov",
    "Sabzali Odinaev",
    "Mohira Yusupova",
    "Daler Ganiev",
];

fn check(rows: &[Row<'_>]) {
    for (what, text, expected) in rows {
        let text = if text.contains("name,") || text.contains("نام,") {
            with_others(text)
        } else {
            (*text).to_owned()
        };
        let found = groups(&linked(&text, &Options::default()));
        assert_eq!(found, *expected, "{what}");
    }
}

/// The list with other whole names, of whom nothing else is known, after it.
fn with_others(text: &str) -> String {
    let cells = text.lines().next().map_or(0, |line| line.matches(',').count());
    let others = OTHERS.iter().map(|name| format!("{name}{}\n", ",".repeat(cells)));
    text.to_owned() + &others.collect::<String>()
}

#[test]
fn one_person_on_lists_of_every_kind() {
    check(&[
        (
            "three scripts, whole names",
            "name,born,place\nКаримов Абдулло,1985,Хуҷанд\nAbdullo Karimov,1985,Khujand\nعبدالله کریموف,1985,خجند\nGulchehra Rahmonova,1979,Isfara\n",
            &[&[0, 1, 2]],
        ),
        (
            "dates in five forms",
            "name,date of birth\nFarid Nazarov,1985-03-07\nFarid Nazarov,07.03.1985\nFarid Nazarov,7 March 1985\nFarid Nazarov,7/3/1985\nFarid Nazarov,7 марта 1985 г.\nFarid Nazarov,1951-11-30\n",
            &[&[0, 1, 2, 3, 4]],
        ),
        (
            "the Persian calendar",
            "نام,تاریخ تولد\nفرید نظری,1363/12/16\nFarid Nazari,1985-03-07\nفرید نظری,1330/01/02\n",
            &[&[0, 1]],
        ),
        (
            "a change of the family name",
            "given,surname,dob,place\nJamshed,Rahimov,1990-05-01,Isfara\nҶамшед,Раҳимзода,1990-05-01,Исфара\nJamshed,Odinaev,1971-05-01,Kulob\n",
            &[&[0, 1]],
        ),
        (
            "names exchanged",
            "given,surname,dob\nBehruz,Sharipov,1990-05-01\nSharipov,Behruz,1990-05-01\nZafar,Olimov,1961-02-03\n",
            &[&[0, 1]],
        ),
    ]);
}

#[test]
fn who_is_not_one_person() {
    check(&[
        (
            "brothers",
            "given,father,surname,yob,place\nFirdavs,Said,Karimov,1987,Khujand\nAbdullo,Said,Karimov,1985,Khujand\nOlim,Rustam,Nazarov,1970,Isfara\n",
            &[],
        ),
        (
            "one common name, born thirty years apart",
            "name,born\nAli Karimov,1950-01-02\nAli Karimov,1981-07-09\nZarina Odinaeva,1977-03-03\n",
            &[],
        ),
        (
            "nothing known",
            "name,place\nunknown,Khujand\nНеизвестный,Khujand\nном номаълум,Khujand\nFarid Nazarov,Isfara\n",
            &[],
        ),
    ]);
}

#[test]
fn ages_are_counted_from_the_day_of_death() {
    let text = "name,age,date of death,born\nFarid Nazarov,33,2018-11-07,\nFarid Nazarov,,2018-11-07,1985-03-07\nFarid Nazarov,70,2018-11-07,\n";
    let links = linked(&with_others(text), &Options::default());
    assert_eq!(groups(&links), [[0, 1]], "{:?}", links.reader().pair(0, 2));
}

#[test]
fn two_files_with_other_columns() {
    let a = sheet("№;Ф.И.О.;Год рождения\n1;Каримов Абдулло Саидович;1985\n2;Шарипова Нигина;1979\n");
    let b = sheet("first name,last name,father,yob\nAbdullo,Karimov,Said,1985\nZafar,Odinaev,Rustam,1960\n");
    assert_eq!(groups(&link(&[&a, &b], &Options::default())), [[0, 2]]);
    assert_eq!(Records::of(&[&a, &b]).key(3), "b:1");
}

#[test]
fn damage_is_named_and_the_rest_is_used() {
    let mut bytes = "name;born\nFarid Nazarov;1985\n".as_bytes().to_vec();
    bytes.extend(b"\xca\xe0\xf0\xe8\xec\xee\xe2 \xc0\xeb\xe8;1990\n"); // Windows-1251
    bytes.extend("Zarina\nOlim Nazarov;1970;x;y\n".as_bytes());
    let sheet = Sheet::read(bytes.as_slice(), &[]).unwrap();
    assert_eq!(sheet.count(), 4);
    let all = sheet.problems.join("; ");
    for says in ["1 rows have fewer", "1 rows have more", "windows-1251"] {
        assert!(all.contains(says), "{says}: {all}");
    }
    let none = Sheet::read("height,size\n170,1\n165,2\n".as_bytes(), &[]);
    assert!(matches!(none, Err(SheetError::NoName(_))), "{none:?}");
    assert!(matches!(Sheet::read("name\n".as_bytes(), &[]), Err(SheetError::Empty)));
    let mapping = [("shade".to_owned(), Some(Field::Name))];
    assert!(matches!(Sheet::read("name\nA B\n".as_bytes(), &mapping), Err(SheetError::NoColumn(..))));
}

#[test]
fn ids_that_occur_twice_stay_apart() {
    let mapping = [("no".to_owned(), Some(Field::Id))];
    let sheet = Sheet::read("no,name\n7,Ali Karimov\n7,Zafar Olimov\n,Olga Melnikova\n".as_bytes(), &mapping)
        .unwrap();
    let records = Records::of(&[&sheet]);
    assert_eq!([0, 1, 2].map(|at| records.key(at).into_owned()), ["7", "7#2", "2"]);
    assert_eq!(records.problems.len(), 2, "{:?}", records.problems);
}
