//! The grammar against gold passages of our own, by language; the measure is in `score.rs`.
//!
//! `GOLD=ru cargo test -p sanad-claims gold -- --nocapture` prints every error on the passages of a file for making
//! rules. Those of the sets kept back are never printed.

use sanad_text::Lang;

use crate::score::score;

/// File, language, set, least F1 and least precision.
const SETS: &[(&str, &str, Lang, Option<&str>, f64, f64)] = &[
    ("en", include_str!("../gold/en.jsonl"), Lang::EN, Some("tune"), 0.9, 0.95),
    ("en", include_str!("../gold/en.jsonl"), Lang::EN, Some("held"), 0.75, 0.85),
    ("en2", include_str!("../gold/en2.jsonl"), Lang::EN, None, 0.75, 0.92),
    ("ru", include_str!("../gold/ru.jsonl"), Lang::RU, None, 0.9, 0.95),
    ("tg", include_str!("../gold/tg.jsonl"), Lang::TG, None, 0.7, 0.93),
    ("fa", include_str!("../gold/fa.jsonl"), Lang::FA, None, 0.7, 0.93),
];

#[test]
fn gold_passages_are_read() {
    let loud = std::env::var("GOLD").unwrap_or_default();
    let mut low = Vec::new();
    for (name, file, lang, set, least_f1, least_precision) in SETS {
        let s = score(file, *lang, *set);
        if loud == *name && *set != Some("held") {
            println!("{}", s.errors.join("\n"));
        }
        let line = format!("{name} {} {}", set.unwrap_or("tune"), s.line());
        println!("{line}");
        if s.f1() < *least_f1 || s.precision() < *least_precision || s.not_verbatim > 0 {
            low.push(line);
        }
    }
    assert!(low.is_empty(), "below what was reached: {}", low.join("\n"));
}
