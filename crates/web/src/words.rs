//! Numbers, dates, kinds and speakers put into the reader's words.

use std::sync::LazyLock;

use maud::{Markup, html};
use sanad_case::{Bound, DocumentWords, Row, Rule, Standing, UNSTATED, visible};
use sanad_model::{
    Claim, Count, CountMode, Entity, Field, FieldKind, PartialDate, Schema, Sensitivity, Timestamp,
};

use crate::locale::{Locale, number, text};
use crate::page::quoted;

/// "at least 52", "20 to 30", "“dozens”".
pub(crate) fn count(l: &Locale, mode: CountMode, low: Option<u64>, high: Option<u64>, said: &str) -> String {
    let n = |n: Option<u64>| ("n", number(n.unwrap_or(0)));
    match (mode, low, high) {
        (CountMode::Exact, low, _) => l.tell("count-exact", &[n(low)]),
        (CountMode::About, low, _) => l.tell("count-about", &[n(low)]),
        (CountMode::AtLeast, low, _) => l.tell("count-at-least", &[n(low)]),
        (CountMode::AtMost, _, high) => l.tell("count-at-most", &[n(high)]),
        (CountMode::Range, low, high) => l.tell("count-range", &[n(low), ("m", number(high.unwrap_or(0)))]),
        (CountMode::None, ..) => l.say("count-none"),
        (CountMode::Vague | CountMode::Relative, low, _) => match (low, visible(said)) {
            (Some(low), said) if said.is_empty() => l.tell("count-at-least", &[n(Some(low))]),
            (_, said) if said.is_empty() => l.say("count-unspecified"),
            (Some(low), said) => l.tell("count-words-low", &[n(Some(low)), ("text", text(&said))]),
            (None, said) => l.tell("count-words", &[("text", text(&said))]),
        },
        (CountMode::Unspecified, ..) => l.say("count-unspecified"),
    }
}

/// The number of a claim.
pub(crate) fn claim_count(l: &Locale, count_: &Count) -> String {
    count(l, count_.mode(), count_.low(), count_.high(), count_.text())
}

/// "Killed: at least 14".
pub(crate) fn claim(l: &Locale, claim: &Claim) -> String {
    format!("{}: {}", kind(l, claim.kind), claim_count(l, &claim.count))
}

/// The number of a row of a toll.
pub(crate) fn row_count(l: &Locale, row: &Row) -> String {
    count(l, row.mode, row.low, row.high, &row.text)
}

/// The number of a bound.
pub(crate) fn bound(l: &Locale, bound: &Bound) -> String {
    let n = |n: u64| ("n", number(n));
    match (bound.low, bound.high, bound.reaches) {
        (Some(low), Some(high), _) if low == high => l.tell("count-exact", &[n(low)]),
        (Some(low), Some(high), _) => l.tell("count-range", &[n(low), ("m", number(high))]),
        (None, Some(high), _) => l.tell("count-at-most", &[n(high)]),
        (Some(low), None, Some(top)) if top > low => l.tell("range-or-more", &[n(low), ("m", number(top))]),
        (Some(low), None, _) | (None, None, Some(low)) => l.tell("or-more", &[n(low)]),
        (None, None, None) => l.say("no-number"),
    }
}

/// The name of a rule.
pub(crate) fn rule(l: &Locale, rule: Rule) -> String {
    match rule {
        Rule::LowestClaim => l.say("rule-lowest"),
        Rule::HighestClaim => l.say("rule-highest"),
        Rule::Agreed => l.say("rule-agreed"),
        Rule::Majority => l.say("rule-majority"),
        Rule::Named => l.say("rule-named"),
        Rule::Class(class) => {
            l.tell("rule-class", &[("class", text(&l.say(&format!("class-{}", dashed(class.as_str())))))])
        }
    }
}

/// The word for a kind, a class, a status: `killed`, `ill_treated`…
pub(crate) fn kind(l: &Locale, kind: sanad_model::Kind) -> String {
    l.say(&format!("kind-{}", dashed(kind.as_str())))
}

/// The word for a status.
pub(crate) fn status(l: &Locale, status: sanad_model::Status) -> String {
    l.say(&format!("status-{}", dashed(status.as_str())))
}

/// The word for a sort of speaker.
pub(crate) fn class(l: &Locale, class: sanad_model::AttributionType) -> String {
    l.say(&format!("class-{}", dashed(class.as_str())))
}

/// Who says it: as said, or the sort of speaker.
pub(crate) fn speaker(l: &Locale, said: &str, sort: sanad_model::AttributionType) -> Markup {
    if said.trim().is_empty() {
        html! { (class(l, sort)) }
    } else {
        quoted(said)
    }
}

/// Who is counted.
pub(crate) fn scope(l: &Locale, scope: &str) -> Markup {
    if scope == UNSTATED {
        html! { (l.say("scope-unstated")) }
    } else {
        quoted(scope)
    }
}

/// Why a row does not count, or as what; empty for a plain total.
pub(crate) fn standing(l: &Locale, row: &Row) -> String {
    match row.standing {
        Standing::Counted | Standing::Beside | Standing::NoNumber => String::new(),
        Standing::Named => l.say("standing-named"),
        Standing::Superseded => l.say("standing-superseded"),
        Standing::Repeats => l.say("standing-repeats"),
        Standing::Part => l.say("standing-part"),
        Standing::NotAsFact => status(l, row.status),
    }
}

/// "13 November 2018", "November 2018", "2018".
pub(crate) fn date(l: &Locale, date: PartialDate) -> String {
    let year = text(&date.year().to_string());
    let month = |m: i8| text(&l.say(&format!("month-{m}")));
    match (date.month(), date.day()) {
        (Some(m), Some(d)) => {
            l.tell("date-day", &[("day", text(&d.to_string())), ("month", month(m)), ("year", year)])
        }
        (Some(m), None) => l.tell("date-month", &[("month", month(m)), ("year", year)]),
        _ => date.year().to_string(),
    }
}

/// A moment, as people read it and as machines do.
pub(crate) fn moment(l: &Locale, at: Timestamp) -> Markup {
    let machine = at.to_string();
    let clock = machine.split('T').nth(1).map_or("", |clock| clock.get(..5).unwrap_or(clock)).to_owned();
    html! { time datetime=(machine) { (date(l, at.date())) ", " (clock) " UTC" } }
}

/// A size in bytes, for people.
pub(crate) fn size(l: &Locale, bytes: u64) -> String {
    let tenths = |unit: u64| {
        let t = u128::from(bytes) * 10 / u128::from(unit);
        text(&format!("{}.{}", t / 10, t % 10))
    };
    match bytes {
        0..1_000 => l.tell("size-bytes", &[("n", number(bytes))]),
        1_000..1_000_000 => l.tell("size-kb", &[("n", tenths(1_000))]),
        _ => l.tell("size-mb", &[("n", tenths(1_000_000))]),
    }
}

/// Message ids have no underscores.
/// The words of documents in the reader's language: fields of entities, their values, what recipients ask for.
pub(crate) fn documents(l: &Locale) -> &'static DocumentWords {
    static WORDS: LazyLock<Vec<DocumentWords>> = LazyLock::new(|| {
        Locale::all()
            .iter()
            .map(|l| DocumentWords::new(l.code).unwrap_or_else(|_| DocumentWords::english()))
            .collect()
    });
    let at = Locale::all().iter().position(|other| other.code == l.code).unwrap_or(0);
    &WORDS[at]
}

/// A sort of entities, as a heading.
pub(crate) fn sort(l: &Locale, schema: &Schema) -> String {
    let word = documents(l).word(schema.name);
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A value of a field: words that a field takes from a list are translated, dates are written out.
pub(crate) fn value(l: &Locale, field: &Field, value: &str) -> Markup {
    match (field.kind, value.parse()) {
        (FieldKind::Word(_) | FieldKind::Flag, _) => html! { (documents(l).word(value)) },
        (FieldKind::Date, Ok(day)) => html! { (date(l, day)) },
        _ => quoted(value),
    }
}

/// What an entity is called: its name, or the word for what it is.
pub(crate) fn title(l: &Locale, entity: &Entity) -> String {
    let title = entity.title();
    let is_word = |field: &Field| matches!(field.kind, FieldKind::Word(all) if all.contains(&title));
    if entity.schema.fields.iter().any(is_word) { documents(l).word(title) } else { title.to_owned() }
}

/// How far something may travel.
pub(crate) fn sensitivity(l: &Locale, mark: Sensitivity) -> String {
    l.say(match mark {
        Sensitivity::Public => "mark-public",
        Sensitivity::Team => "mark-team",
        Sensitivity::Restricted => "mark-restricted",
        Sensitivity::Sealed => "mark-sealed",
    })
}

/// A length to be drawn: the nearest whole number from 0.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped before, and a float cast saturates"
)]
pub(crate) fn whole(x: f64) -> u64 {
    if x.is_finite() { x.max(0.0).round() as u64 } else { 0 }
}

fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
