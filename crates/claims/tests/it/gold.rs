//! The grammar against gold passages of our own, by language; the measure is in `score.rs`.
//!
//! `GOLD=ru cargo test -p sanad-claims gold -- --nocapture` prints every error on the passages of a file for making
//! rules. Those of the sets kept back are never printed.

use sanad_text::Lang;

use crate::score::{Score, score};

/// Passages for making rules, and the least they must reach.
struct Set {
    name: &'static str,
    file: &'static str,
    lang: Lang,
    /// Which passages of the file; all when not said.
    part: Option<&'static str>,
    f1: f64,
    precision: f64,
}

const EN: &str = include_str!("../gold/en.jsonl");
const EN2: &str = include_str!("../gold/en2.jsonl");
const EN4: &str = include_str!("../gold/en4.jsonl");
const RU4: &str = include_str!("../gold/ru4.jsonl");
const EN3: &str = include_str!("../gold/en3.jsonl");
const RU3: &str = include_str!("../gold/ru3.jsonl");
const RU: &str = include_str!("../gold/ru.jsonl");
const TG: &str = include_str!("../gold/tg.jsonl");
const FA: &str = include_str!("../gold/fa.jsonl");
const TG2: &str = include_str!("../gold/tg2.jsonl");
const FA2: &str = include_str!("../gold/fa2.jsonl");
const TG3: &str = include_str!("../gold/tg3.jsonl");
const FA3: &str = include_str!("../gold/fa3.jsonl");

const SETS: &[Set] = &[
    Set { name: "en", file: EN, lang: Lang::EN, part: Some("tune"), f1: 0.9, precision: 0.95 },
    Set { name: "en", file: EN, lang: Lang::EN, part: Some("held"), f1: 0.75, precision: 0.85 },
    Set { name: "en2", file: EN2, lang: Lang::EN, part: None, f1: 0.88, precision: 0.92 },
    Set { name: "en3", file: EN3, lang: Lang::EN, part: None, f1: 0.1, precision: 0.1 },
    Set { name: "en4", file: EN4, lang: Lang::EN, part: None, f1: 0.1, precision: 0.1 },
    Set { name: "ru4", file: RU4, lang: Lang::RU, part: None, f1: 0.1, precision: 0.1 },
    Set { name: "ru3", file: RU3, lang: Lang::RU, part: None, f1: 0.1, precision: 0.1 },
    Set { name: "ru", file: RU, lang: Lang::RU, part: None, f1: 0.9, precision: 0.95 },
    Set { name: "tg", file: TG, lang: Lang::TG, part: None, f1: 0.9, precision: 0.95 },
    Set { name: "fa", file: FA, lang: Lang::FA, part: None, f1: 0.9, precision: 0.95 },
    Set { name: "tg2", file: TG2, lang: Lang::TG, part: None, f1: 0.9, precision: 0.95 },
    Set { name: "fa2", file: FA2, lang: Lang::FA, part: None, f1: 0.9, precision: 0.95 },
    Set { name: "tg3", file: TG3, lang: Lang::TG, part: None, f1: 0.0, precision: 0.0 },
    Set { name: "fa3", file: FA3, lang: Lang::FA, part: None, f1: 0.0, precision: 0.0 },
];

#[test]
fn gold_passages_are_read() {
    let loud = std::env::var("GOLD").unwrap_or_default();
    let mut low = Vec::new();
    for set in SETS {
        let s = score(set.file, set.lang, set.part);
        if loud == set.name && set.part != Some("held") {
            println!("{}", s.errors.join("\n"));
        }
        let line = format!("{} {} {}", set.name, set.part.unwrap_or("tune"), summary(&s));
        println!("{line}");
        if s.f1() < set.f1 || s.precision() < set.precision || s.not_verbatim > 0 {
            low.push(line);
        }
    }
    assert!(low.is_empty(), "below what was reached: {}", low.join("\n"));
}

/// One line for people.
fn summary(s: &Score) -> String {
    let (low, high) = s.interval();
    format!(
        "P {:.2} R {:.2} F1 {:.2} ({low:.2}-{high:.2})  by {:.2} status {:.2} mode {:.2} date {:.2} of {} place {:.2} of {}  \
         non-factual as fact {}, decoys {}, not verbatim {}",
        s.precision(),
        s.recall(),
        s.f1(),
        s.by.value(),
        s.status.value(),
        s.mode.value(),
        s.date.value(),
        s.date.1,
        s.place.value(),
        s.place.1,
        s.taken_as_fact,
        s.decoys,
        s.not_verbatim
    )
}
