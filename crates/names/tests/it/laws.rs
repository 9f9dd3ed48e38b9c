//! What holds for any two texts whatever.

use proptest::prelude::*;
use sanad_names::{Name, Role, Verdict, compare, compare_tokens, score};

/// Any characters; letters of the scripts that have tables; and pieces that real cells have.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[a-zA-Zа-яА-ЯҷҳқғӣӯЁёʻ'’. ,/;()-]{0,40}",
        "[آ-یء-ي ـ\u{200c}\u{200f}ﻻﷲ]{0,30}",
        prop::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat()),
    ]
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Karim",
        "Карим",
        "کریم",
        "abd",
        "al-",
        "bin ",
        "ов",
        "zoda",
        "ullah",
        ", ",
        " ",
        "-",
        "(",
        ")",
        "/",
        ";",
        " a.k.a. ",
        "LLC",
        "12",
        "II",
        "Dr. ",
        "И.",
        "й",
        "İ",
        "ß",
        "\u{301}",
        "\u{200c}",
        "هللا",
        "ال",
        "ﷺ",
        "王",
        "김",
        "🙂",
        "\u{0}",
        "&",
        "'",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comparing_is_symmetric_and_in_range(a in cell(), b in cell()) {
        let (a, b) = (Name::parse(&a), Name::parse(&b));
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(there.score.to_bits(), back.score.to_bits());
        prop_assert!((0.0..=1.0).contains(&there.score));
        prop_assert_eq!(there.score.to_bits(), score(&a, &b).to_bits());
        prop_assert_eq!(there.verdict, Verdict::of(there.score));
        prop_assert!(!there.explain().is_empty());
    }

    #[test]
    fn a_name_is_the_same_as_itself(a in cell()) {
        let name = Name::parse(&a);
        let expected = if name.forms.iter().all(|form| form.content().next().is_none()) { 0.0 } else { 1.0 };
        prop_assert!((score(&name, &name) - expected).abs() < 1e-9);
    }

    #[test]
    fn tokens_are_symmetric(a in cell(), b in cell()) {
        let (a, b) = (Name::parse(&a), Name::parse_as(&b, Role::Family));
        for s in a.content() {
            for t in b.content() {
                let (there, back) = (compare_tokens(s, t), compare_tokens(t, s));
                prop_assert_eq!(there, back);
                prop_assert!((0.0..=1.0).contains(&there.similarity));
            }
        }
    }

    #[test]
    fn reading_keeps_the_original(a in cell()) {
        let name = Name::parse(&a);
        prop_assert_eq!(&name.original, &a);
        prop_assert!(!name.forms.is_empty());
        prop_assert!(name.content().all(|token| !token.sounds.is_empty()));
    }
}

#[test]
fn very_long_cells_are_cut() {
    let long = "Карим ".repeat(20_000);
    let name = Name::parse(&long);
    assert!(name.content().count() <= 16);
    assert!((score(&name, &name) - 1.0).abs() < 1e-9);
}

/// A sign of another writing that sounds like letters: found by the law above.
#[test]
fn signs_and_letters_that_sound_alike_compare_the_same_from_both_sides() {
    let (a, b) = (Name::parse("𡗝"), Name::parse("II, "));
    assert_eq!(score(&a, &b).to_bits(), score(&b, &a).to_bits());
}
