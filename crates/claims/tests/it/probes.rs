//! One sentence a row, and what it says: constructions by kind and language (`tests/probes/CODE.tsv`).
//!
//! `PROBES=en cargo test -p sanad-claims probes -- --nocapture` prints the rows of a language that are read otherwise.
//!
//! A row is the sentence, a tab, and its claims with `;` between them: `killed 14; wounded 5+ by official at Khost`.
//! The number is `14`, `14+` (at least), `<14` (at most), `~14` (about), `14-16`, `many` (no number) or `-`. After it
//! may stand `by TYPE`, `as STATUS`, `on DATE` (first day), `at PLACE`. Without `as` it must be said as fact; what is not
//! said as fact may be left out. A row that begins with `! ` is known to be read otherwise, and must be.

use sanad_claims::{Proposal, proposals};
use sanad_model::{Count, CountMode, PartialDate, Status};
use sanad_text::Lang;

/// The day on which every row was published: a Wednesday.
const PUBLISHED: &str = "2024-03-20";

const PROBES: &[(&str, Lang, &str)] = &[
    ("en", Lang::EN, include_str!("../probes/en.tsv")),
    ("ru", Lang::RU, include_str!("../probes/ru.tsv")),
    ("tg", Lang::TG, include_str!("../probes/tg.tsv")),
    ("fa", Lang::FA, include_str!("../probes/fa.tsv")),
];

#[test]
fn sentences_are_read() {
    let loud = std::env::var("PROBES").unwrap_or_default();
    let mut wrong = Vec::new();
    for (name, lang, rows) in PROBES {
        let rows = rows.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        let problems: Vec<String> = rows.filter_map(|row| problem(row, *lang)).collect();
        if loud == *name {
            println!("{}", problems.join("\n"));
        }
        wrong.extend(problems.into_iter().map(|p| format!("{name}: {p}")));
    }
    assert!(wrong.is_empty(), "{} rows are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with a row.
fn problem(row: &str, lang: Lang) -> Option<String> {
    let (known, row) = row.strip_prefix("! ").map_or((false, row), |rest| (true, rest));
    let (text, want) = row.split_once('\t').unwrap_or((row, ""));
    let published: Option<PartialDate> = PUBLISHED.parse().ok();
    let mut found = proposals(text, Some(lang), published);
    let all: Vec<String> = found.iter().map(described).collect();
    let mut missed = Vec::new();
    for want in want.split(';').map(str::trim).filter(|w| !w.is_empty()) {
        match found.iter().position(|p| says(p, want)) {
            Some(at) => drop(found.remove(at)),
            None => missed.push(want),
        }
    }
    found.retain(|p| is_fact(p.claim.status));
    let right = missed.is_empty() && found.is_empty();
    if right == known {
        let missed = missed.join("; ");
        let found = all.join("; ");
        return Some(format!(
            "{text}\n    not: {missed}\n    but: {found}{}",
            if known { " (as wanted)" } else { "" }
        ));
    }
    None
}

/// A proposal for people.
fn described(p: &Proposal) -> String {
    let c = &p.claim;
    let place = c.place.as_ref().map_or("", |p| p.text.as_str());
    let day = c.time.as_ref().and_then(|t| t.first).map_or(String::new(), |d| d.to_string());
    let (kind, number, by) = (c.kind, number(&c.count), c.attribution.kind);
    format!("{kind} {number} by {by} as {} on {day} at {place} [{}] {:?}", c.status, c.rule, c.quote)
}

fn is_fact(status: Status) -> bool {
    matches!(status, Status::Asserted | Status::Reported | Status::Alleged)
}

fn number(count: &Count) -> String {
    let n = count.low().or(count.high()).map_or("many".to_owned(), |n| n.to_string());
    match count.mode() {
        CountMode::Exact => n,
        CountMode::AtLeast => format!("{n}+"),
        CountMode::AtMost => format!("<{n}"),
        CountMode::About => format!("~{n}"),
        CountMode::Range => format!("{n}-{}", count.high().unwrap_or_default()),
        CountMode::None => "0".to_owned(),
        CountMode::Unspecified => "-".to_owned(),
        _ => "many".to_owned(),
    }
}

/// Whether a proposal says what a row wants.
fn says(p: &Proposal, want: &str) -> bool {
    let c = &p.claim;
    let words: Vec<&str> = want.split(' ').collect();
    let (kind, count, mut rest) = (words[0], words[1], &words[2..]);
    let open = |n: &str| matches!(n, "many" | "-");
    let mut status = is_fact(c.status);
    let said = number(&c.count);
    let mut same = c.kind.as_str() == kind && (said == count || open(&said) && open(count));
    while let [field, value, more @ ..] = rest {
        match *field {
            "by" => same &= c.attribution.kind.as_str() == *value,
            "as" => status = c.status.as_str() == *value,
            "on" => same &= c.time.as_ref().and_then(|t| t.first).is_some_and(|d| d.to_string() == *value),
            "at" => same &= c.place.as_ref().is_some_and(|p| p.text.contains(value)),
            _ => panic!("no such field in {want:?}"),
        }
        rest = more;
    }
    same && status
}
