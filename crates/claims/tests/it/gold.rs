//! The grammar against gold passages of our own, by language; the measure is in `score.rs`.
//!
//! `GOLD=ru cargo test -p sanad-claims gold -- --nocapture` prints every error on the passages of a file for making
//! rules. Those of the sets kept back are never printed.

use sanad_text::Lang;

use crate::score::{Score, score};

/// Passages of one language, and the least they must reach.
struct Set {
    name: &'static str,
    file: &'static str,
    lang: Lang,
    /// Kept back: only its sums are ever printed.
    held: bool,
    f1: f64,
    precision: f64,
}

macro_rules! set {
    ($name:literal, $lang:ident, $f1:literal, $precision:literal) => {
        Set {
            name: $name,
            file: include_str!(concat!("../gold/", $name, ".jsonl")),
            lang: Lang::$lang,
            held: false,
            f1: $f1,
            precision: $precision,
        }
    };
}
macro_rules! held {
    ($name:literal, $lang:ident, $f1:literal, $precision:literal) => {
        Set { held: true, ..set!($name, $lang, $f1, $precision) }
    };
}

const SETS: &[Set] = &[
    set!("en", EN, 0.9, 0.95),
    set!("en2", EN, 0.88, 0.92),
    set!("en3", EN, 0.9, 0.95),
    set!("en4", EN, 0.9, 0.95),
    set!("en5", EN, 0.5, 0.5),
    set!("ru", RU, 0.9, 0.95),
    set!("ru3", RU, 0.9, 0.95),
    set!("ru4", RU, 0.9, 0.95),
    set!("ru5", RU, 0.5, 0.5),
    set!("tg", TG, 0.9, 0.95),
    set!("tg2", TG, 0.9, 0.95),
    set!("tg3", TG, 0.9, 0.95),
    set!("tg4", TG, 0.5, 0.5),
    set!("fa", FA, 0.9, 0.95),
    set!("fa2", FA, 0.9, 0.95),
    set!("fa3", FA, 0.9, 0.95),
    set!("fa4", FA, 0.5, 0.5),
    held!("held/en2", EN, 0.1, 0.1),
    held!("held/ru2", RU, 0.1, 0.1),
    held!("held/tg2", TG, 0.1, 0.1),
    held!("held/fa2", FA, 0.1, 0.1),
];

#[test]
fn gold_passages_are_read() {
    let loud = std::env::var("GOLD").unwrap_or_default();
    let mut low = Vec::new();
    for set in SETS {
        let s = score(set.file, set.lang, None);
        if loud == set.name && !set.held {
            println!("{}", s.errors.join("\n"));
        }
        let line = format!("{} {}", set.name, summary(&s));
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
