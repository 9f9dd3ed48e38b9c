//! For any input: no panic, every quote is the bytes at its span, parts point back, tables keep their places.

use proptest::prelude::*;
use sanad_claims::{ImportAs, Mapping, explain, import_table, proposals};
use sanad_text::Lang;

/// Words that the rules look for, marks and noise between them.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "at least",
            "47",
            "1,200",
            "twenty",
            "-",
            "two",
            "hundred",
            "and",
            "of them",
            "inmates",
            "guards",
            "a",
            "the",
            "were",
            "killed",
            "wounded",
            "death toll",
            "rose to",
            "murder",
            "of",
            "including",
            ",",
            ".",
            "?",
            ":",
            ";",
            "said",
            "according to",
            "the ministry",
            "reportedly",
            "if",
            "may",
            "denied",
            "that",
            "on 7 November",
            "yesterday",
            "bodies",
            "ISIS",
            "claimed",
            "responsibility",
            "buried",
            "without",
            "rites",
            "\n",
            "\n\n",
            "«",
            "»",
            "“",
            "'s",
            "n't",
            "№",
            "Karim Sobirov",
            "99999999999999999999",
            "0.5",
            "million",
            "погибли",
            "۱۴",
            "\u{200f}",
            "\u{ad}",
            "é",
            "dozens of",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|v| v.join(" "))
}

/// The same for Persian and Tajik, where the verb stands last.
fn verb_last_words() -> impl Strategy<Value = String> {
    let words = "۱۴ ده‌ها سه نفر تن زندانی زندانیان او را شمار جسد کشته زخمی بازداشت شکنجه محکوم به اعدام شدند کردند جان باختند از \
                 در هنگام که گفت تکذیب کرد این گروه اما اگر به گفتهٔ وزارت کابل رسید ، . « » و از جمله آن‌ها ؛ : \
                 14 садҳо се нафар маҳбус маҳбусонро ӯро онҳоро шумори ҷасади кушта захмӣ боздошт шиканҷаи маҳкум шуданд карданд \
                 аз дар ҳангоми ки гуфт рад кард ин гурӯҳ аммо агар ба гуфтаи Вазорати Хуҷанд расид яъне \"";
    let piece = prop_oneof![
        prop::sample::select(words.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|v| v.join(" "))
}

fn assert_sound(text: &str) {
    assert_sound_in(text, Lang::EN);
}

fn assert_sound_in(text: &str, lang: Lang) {
    let found = proposals(text, Some(lang), None);
    for (i, p) in found.iter().enumerate() {
        assert_eq!(p.claim.span.of(text), Some(p.claim.quote.as_str()));
        assert!(!p.claim.quote.is_empty() && p.part_of.is_none_or(|whole| whole < i));
        assert!(p.why.iter().all(|c| c.span.of(text).is_some()));
    }
    // Each explanation reads its paragraph again.
    for p in found.iter().take(3) {
        let _ = explain(text, Some(lang), &p.claim);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_quote_is_the_bytes_at_its_span(text in words()) {
        assert_sound(&text);
    }

    #[test]
    fn quotes_are_exact_where_the_verb_stands_last(text in verb_last_words()) {
        assert_sound_in(&text, Lang::FA);
        assert_sound_in(&text, Lang::TG);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn any_table_is_read(text in "(id|kind|low|high|breakdown|killed|[,;\n\"]|A|7|20 inmates, 2 guards|\\PC){0,40}") {
        let import = import_table(&text, "t", &Mapping::default(), ImportAs::Claims);
        for c in &import.claims {
            assert_eq!(c.claim.span.of(&text), Some(c.claim.quote.as_str()));
        }
    }
}

#[test]
fn a_number_in_marks_may_end_a_text() {
    assert_sound("« 14 «");
}

#[test]
fn hostile_texts_are_read_in_bounded_time() {
    for unit in
        ["killed 14 people and ", "a", "1 ", "14 ", "said ", ", ", "\n", "\u{200f}", "(", "if ", "the the "]
    {
        assert_sound(&unit.repeat(60_000 / unit.len()));
    }
}
