//! How well sentences become claims, by language, on the gold passages of `crates/claims`, and how fast.
//!
//! Passages for making rules stand beside passages that were kept back: of those only the sums are ever printed. F1 is of
//! kind and number; its interval is a bootstrap over passages. Speed is of one core, by its own time, on the same passages
//! over and over: they are full of claims, so plain text is faster.

use anyhow::{Context, Result};
use nix::sys::resource::{UsageWho, getrusage};
use sanad_claims::proposals;
use sanad_text::Lang;
use serde_json::Value;

use crate::table::{Row, Table, Want};

#[path = "../../crates/claims/tests/it/score.rs"]
mod score;
use score::{Score, Share};

/// The passages of one language.
struct Set {
    name: &'static str,
    lang: Lang,
    tune: &'static [&'static str],
    held: &'static str,
    /// Least F1 on passages that were kept back.
    f1: f64,
}

macro_rules! gold {
    ($file:literal) => {
        include_str!(concat!("../../crates/claims/tests/gold/", $file))
    };
}

const SETS: &[Set] = &[
    Set {
        name: "English",
        lang: Lang::EN,
        tune: &[
            gold!("en.jsonl"),
            gold!("en2.jsonl"),
            gold!("en3.jsonl"),
            gold!("en4.jsonl"),
            gold!("en5.jsonl"),
        ],
        held: gold!("held/en2.jsonl"),
        f1: 0.86,
    },
    Set {
        name: "Russian",
        lang: Lang::RU,
        tune: &[gold!("ru.jsonl"), gold!("ru3.jsonl"), gold!("ru4.jsonl"), gold!("ru5.jsonl")],
        held: gold!("held/ru2.jsonl"),
        f1: 0.85,
    },
    Set {
        name: "Tajik",
        lang: Lang::TG,
        tune: &[gold!("tg.jsonl"), gold!("tg2.jsonl"), gold!("tg3.jsonl"), gold!("tg4.jsonl")],
        held: gold!("held/tg2.jsonl"),
        f1: 0.75,
    },
    Set {
        name: "Persian",
        lang: Lang::FA,
        tune: &[gold!("fa.jsonl"), gold!("fa2.jsonl"), gold!("fa3.jsonl"), gold!("fa4.jsonl")],
        held: gold!("held/fa2.jsonl"),
        f1: 0.75,
    },
];

/// Least precision on passages that were kept back.
const PRECISION: f64 = 0.92;
/// Bytes of text that are read to measure speed.
const SIZES: [usize; 3] = [1 << 20, 4 << 20, 16 << 20];
/// Megabytes a core-second.
const SPEED: f64 = 10.0;

pub(crate) fn run(table: &mut Table) -> Result<()> {
    for set in SETS {
        let tune = set.tune.join("\n");
        quality(table, set.name, "passages for making rules", &score::score(&tune, set.lang, None), None);
        quality(table, set.name, "passages kept back", &score::score(set.held, set.lang, None), Some(set));
    }
    for set in SETS {
        let text = passages(set.tune, 1 << 20);
        table.push(Row::new(format!("{}: speed", set.name), speed(&text, set.lang)?, "MB/core-s"));
    }
    let mixed: Vec<&str> = SETS.iter().flat_map(|set| set.tune).copied().collect();
    for size in SIZES {
        let text = passages(&mixed, size);
        let name = format!("all languages, {} MiB: speed", size >> 20);
        let rate = speed(&text, Lang::EN)?;
        table.push(Row::new(name, rate, "MB/core-s").want(Want::AtLeast(SPEED)));
    }
    Ok(())
}

/// The figures of one set; a set that was kept back has something to reach.
fn quality(table: &mut Table, language: &str, part: &str, s: &Score, target: Option<&Set>) {
    let mut push = |what: &str, value: f64, want: Option<Want>| {
        let row = Row::new(format!("{language}, {part}: {what}"), value, "");
        table.push(match want.filter(|_| target.is_some()) {
            Some(want) => row.want(want),
            None => row,
        });
    };
    let (low, high) = s.interval();
    push("F1", s.f1(), target.map(|t| Want::AtLeast(t.f1)));
    push("F1, 95 % from", low, None);
    push("F1, 95 % to", high, None);
    push("precision", s.precision(), Some(Want::AtLeast(PRECISION)));
    push("recall", s.recall(), None);
    let shares: [(&str, Share, Option<f64>); 5] = [
        ("type of speaker", s.by, Some(0.88)),
        ("status", s.status, Some(0.93)),
        ("date", s.date, Some(0.88)),
        ("place", s.place, Some(0.70)),
        ("mode of the count", s.mode, None),
    ];
    for (what, share, want) in shares {
        push(&format!("{what} (of {})", share.1), share.value(), want.map(Want::AtLeast));
    }
    let none = Some(Want::AtMost(0.0));
    push("not said as fact, taken as fact", count(s.taken_as_fact), none);
    push("decoys taken", count(s.decoys), none);
    push("quotes that are not verbatim", count(s.not_verbatim), none);
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The texts of gold files over and over, up to a number of bytes.
fn passages(files: &[&str], bytes: usize) -> String {
    let lines = files.iter().flat_map(|f| f.lines()).filter_map(|l| serde_json::from_str::<Value>(l).ok());
    let texts: Vec<String> = lines.filter_map(|p| p["text"].as_str().map(str::to_owned)).collect();
    let mut out = String::new();
    for text in texts.iter().cycle() {
        if out.len() >= bytes || texts.is_empty() {
            break;
        }
        out.push_str(text);
        out.push_str("\n\n");
    }
    out
}

/// Megabytes of text a second of one core.
fn speed(text: &str, lang: Lang) -> Result<f64> {
    // The word lists are built at the first use.
    let _ =
        proposals("Two people died. Погибли двое. Ду нафар кушта шуд. دو نفر کشته شدند.", Some(lang), None);
    let start = core_seconds()?;
    let found = proposals(text, Some(lang), None);
    let took = core_seconds()? - start;
    anyhow::ensure!(!found.is_empty(), "nothing was found in {} bytes", text.len());
    Ok(text.len() as f64 / 1e6 / took.max(1e-6))
}

/// What this process has used of its cores so far.
fn core_seconds() -> Result<f64> {
    let used = getrusage(UsageWho::RUSAGE_SELF).context("getrusage")?;
    let user = used.user_time();
    Ok(user.tv_sec() as f64 + user.tv_usec() as f64 / 1e6)
}
