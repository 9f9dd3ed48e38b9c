//! What lists do to one person, and how two persons look alike.

use sanad_link::{Options, Verdict, link};

use crate::people::{crowd, linked, sheet, together, verdict};

#[test]
fn one_person_after_what_lists_do_to_him() {
    let rows = [
        (
            "written twice",
            "Rahmatullo,Saidovich,Olimov,1975-03-14,m,Isfara",
            "Rahmatullo,Saidovich,Olimov,1975-03-14,m,Isfara",
        ),
        (
            "Cyrillic",
            "Rahmatullo,Saidovich,Olimov,1975-03-14,m,Isfara",
            "Раҳматулло,Саидович,Олимов,14.03.1975,м,Исфара",
        ),
        ("Persian letters", "Rahmatullo,,Olimov,1975-03-14,m,", "رحمت‌الله,,عالموف,1975-03-14,m,"),
        ("lam-alef broken by a PDF", "Abdulloh,,Rajabov,1975-03-14,m,Isfara", "عبد هللا,,رجبوف,1975-03-14,m,"),
        ("Arabic kaf and ya", "کریم,,سعیدی,1975-03-14,m,", "كريم,,سعيدي,1975-03-14,m,"),
        (
            "patronymic left out",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Jamshed,,Safarov,1975-03-14,m,Isfara",
        ),
        (
            "-ov became -zoda",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Jamshed,Qodir,Safarzoda,1975-03-14,m,Isfara",
        ),
        (
            "given and family name turned",
            "Jamshed,,Safarov,1975-03-14,m,Isfara",
            "Safarov,,Jamshed,1975-03-14,m,Isfara",
        ),
        ("an initial", "Jamshed,Q.,Safarov,1975-03-14,m,Isfara", "J.,Qodirovich,Safarov,1975-03-14,m,Isfara"),
        (
            "day and month exchanged",
            "Jamshed,Qodirovich,Safarov,1975-03-04,m,Isfara",
            "Jamshed,Qodirovich,Safarov,1975-04-03,m,Isfara",
        ),
        (
            "the Persian calendar",
            "Jamshed,Qodirovich,Safarov,1979-02-11,m,Isfara",
            "Jamshed,Qodirovich,Safarov,۱۳۵۷/۱۱/۲۲,m,Isfara",
        ),
        (
            "a date in words",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Jamshed,Qodirovich,Safarov,14 марта 1975 г.,m,Isfara",
        ),
        (
            "the year alone",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Jamshed,Qodirovich,Safarov,1975,m,",
        ),
        (
            "one letter wrong",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Jamshet,Qodirovich,Safarov,1975-03-14,m,Isfara",
        ),
    ];
    for (name, a, b) in rows {
        let links = linked(&crowd(&[a, b], 300));
        assert!(together(&links, 0, 1), "{name}: {}", links.reader().why(0, 1));
    }
}

#[test]
fn two_persons_who_look_alike() {
    let rows = [
        (
            "brothers",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Rustam,Qodirovich,Safarov,1978-09-02,m,Isfara",
        ),
        (
            "twins",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Rustam,Qodirovich,Safarov,1975-03-14,m,Isfara",
        ),
        (
            "father and son",
            "Jamshed,Qodirovich,Safarov,1950-03-14,m,Isfara",
            "Qodir,Jamshedovich,Safarov,1975-03-14,m,Isfara",
        ),
        (
            "one name, two generations",
            "Karim,Salimovich,Nazarov,1944-03-14,m,Isfara",
            "Karim,Salimovich,Nazarov,1999-08-02,m,Hisor",
        ),
        ("husband and wife", "Salim,,Karimov,1975-03-14,m,Isfara", "Zarina,,Karimova,1977-05-02,f,Isfara"),
        (
            "born on one day",
            "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
            "Nodir,Umarovich,Ergashov,1975-03-14,m,Isfara",
        ),
        (
            "nobody has a name",
            "unknown,,unknown,1975-03-14,m,Isfara",
            "номаълум,,номаълум,1975-03-14,m,Isfara",
        ),
    ];
    for (name, a, b) in rows {
        let links = linked(&crowd(&[a, b], 300));
        let pair = links.reader().pair(0, 1);
        assert!(!together(&links, 0, 1), "{name}: {pair:?} {}", links.reader().why(0, 1));
    }
}

#[test]
fn too_little_to_say_is_left_to_a_person() {
    let links = linked(&crowd(&["Karim,,Nazarov,,m,", "Karim,,Nazarov,,m,"], 300));
    assert_ne!(verdict(&links, 0, 1), Verdict::Same, "a common name alone: {}", links.reader().why(0, 1));
}

#[test]
fn two_lists_with_other_columns() {
    let text = crowd(&["Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara"], 200);
    let first = sheet(&text);
    let mut second = String::from("№;ФИО погибшего;Возраст;Дата смерти\n");
    second.push_str("1;Сафаров Ҷамшед Қодирович;43;07.11.2018\n2;Мирзоев Фарҳод Назарович;24;07.11.2018\n");
    for (at, row) in text.lines().skip(20).step_by(9).enumerate() {
        let cells: Vec<&str> = row.split(',').collect();
        let age = 2018 - cells[3][..4].parse::<u32>().unwrap();
        second.push_str(&format!("{};{} {} {};{age};07.11.2018\n", at + 3, cells[2], cells[0], cells[1]));
    }
    let second = sheet(&second);
    let links = link(&[&first, &second], &Options::default());
    let offset = first.count();
    assert!(together(&links, 0, offset), "{}", links.reader().why(0, offset));
    assert!(!together(&links, 0, offset + 1));
    let found =
        (0..second.count()).filter(|row| (0..offset).any(|a| together(&links, a, offset + row))).count();
    assert!(
        found * 10 >= (second.count() - 1) * 8,
        "{found} of {} are found in the first list",
        second.count()
    );
}

#[test]
fn a_middle_record_chains_nobody() {
    let rows = [
        "Jamshed,Qodirovich,Safarov,1975-03-14,m,Isfara",
        "Jamshed,,Safarov,,m,",
        "Jamshed,Umarovich,Safarov,1998-07-30,m,Hisor",
    ];
    let links = linked(&crowd(&rows, 300));
    assert!(!together(&links, 0, 2), "{}", links.reader().why(0, 2));
}

#[test]
fn why_is_told_in_words() {
    let rows = ["Jamshed,Qodirovich,Rahmonov,1975-03-14,m,Isfara", "Ҷамшид,,Раҳмонов,1975-03-14,m,Isfara"];
    let links = linked(&crowd(&rows, 200));
    let why = links.reader().why(0, 1);
    for part in ["family name (Rahmonov = Раҳмонов)", "given name", "1975-03-14", "missing on one side"]
    {
        assert!(why.contains(part), "{part:?} is not in {why:?}");
    }
}
