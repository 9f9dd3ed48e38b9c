//! Damage that real lists have, and what it is mended to.

use sanad_names::{Repair, repair};

#[test]
fn damage_is_mended_and_said() {
    let rows: [(&str, &str, &str, &[Repair]); 12] = [
        ("nothing to do", "Karim", "Karim", &[]),
        ("nothing to do in Tajik", "Ҷамшед", "Ҷамшед", &[]),
        ("broken lam-alef", "عبد هللا", "عبد الله", &[Repair::LamAlef]),
        ("broken lam-alef, other order", "عبد اهلل", "عبد الله", &[Repair::LamAlef]),
        ("lam-alef at the beginning", "االحمدی", "الاحمدی", &[Repair::LamAlef]),
        ("tatweel", "مـحـمـد", "محمد", &[Repair::Tatweel]),
        ("direction marks", "\u{200f}محمد\u{200e}", "محمد", &[Repair::InvisibleMarks]),
        ("presentation forms", "ﻣﺤﻤﺪ", "محمد", &[Repair::Presentation]),
        ("Arabic kaf and ya", "كريمي", "کریمی", &[]),
        ("Latin letters in a Cyrillic word", "Кaримoв", "Каримов", &[Repair::LookAlikes]),
        ("Cyrillic letters in a Latin word", "Kаrimov", "Karimov", &[Repair::LookAlikes]),
        ("wrong code page", "ÐšÐ°Ñ€Ð¸Ð¼", "Карим", &[Repair::Mojibake]),
    ];
    for (what, damaged, expected, said) in rows {
        let (mended, done) = repair(damaged);
        assert_eq!((mended.as_str(), done.as_slice()), (expected, said), "{what}");
    }
}

#[test]
fn mending_twice_changes_nothing() {
    for damaged in ["عبد هللا", "Кaримoв", "ﻣﺤﻤﺪ", "مـحـمـد", "\u{feff}Карим"]
    {
        let (once, _) = repair(damaged);
        assert_eq!(repair(&once), (once, Vec::new()));
    }
}
