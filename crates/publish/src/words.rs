//! Numbers, dates and standings put into words: the same for every format.

use sanad_model::{CountMode, PartialDate, Span};
use sanad_record::{Bound, Row, Rule, Standing};

use crate::locale::{Locale, Value};
use crate::visible::visible;

/// The number of a report as it was said: "at least 52".
pub(crate) fn count(l: &Locale, row: &Row) -> String {
    let said = visible(&row.text);
    let text = ("text", Value::Text(&said));
    let plain_number = said.chars().all(|c| c.is_ascii_digit());
    let n = |number: Option<u64>| ("n", Value::Number(number.unwrap_or(0)));
    match (row.mode, row.low, row.high) {
        (CountMode::Exact, low, _) => l.tell("count-exact", &[n(low)]),
        (CountMode::About, low, _) => l.tell("count-about", &[n(low)]),
        (CountMode::AtLeast, low, _) => l.tell("count-at-least", &[n(low)]),
        (CountMode::AtMost, _, high) => l.tell("count-at-most", &[n(high)]),
        (CountMode::Range, low, high) => {
            l.tell("count-range", &[n(low), ("m", Value::Number(high.unwrap_or(0)))])
        }
        (CountMode::None, ..) => l.say("count-none"),
        (CountMode::Vague, Some(low), _) if !plain_number => l.tell("count-vague", &[n(Some(low)), text]),
        (CountMode::Relative, Some(low), _) if !plain_number => {
            l.tell("count-relative", &[n(Some(low)), text])
        }
        (CountMode::Vague | CountMode::Relative, Some(low), _) => l.tell("number-or-more", &[n(Some(low))]),
        (CountMode::Vague | CountMode::Relative, None, _) if !said.is_empty() => {
            l.tell("count-words", &[text])
        }
        (CountMode::Vague | CountMode::Relative | CountMode::Unspecified, ..) => l.say("count-unspecified"),
    }
}

/// The number of a bound: "52 or more".
pub(crate) fn bound(l: &Locale, bound: &Bound) -> String {
    let n = |number: u64| ("n", Value::Number(number));
    match (bound.low, bound.high, bound.reaches) {
        (Some(low), Some(high), _) if low == high => l.tell("count-exact", &[n(low)]),
        (Some(low), Some(high), _) => l.tell("count-range", &[n(low), ("m", Value::Number(high))]),
        (None, Some(high), _) => l.tell("count-at-most", &[n(high)]),
        (Some(low), None, Some(top)) if top > low => {
            l.tell("number-range-or-more", &[n(low), ("m", Value::Number(top))])
        }
        (Some(low), None, _) | (None, None, Some(low)) => l.tell("number-or-more", &[n(low)]),
        (None, None, None) => {
            l.say(if bound.rule == Rule::Majority { "number-no-majority" } else { "number-nothing" })
        }
    }
}

/// The name of a rule.
pub(crate) fn rule(l: &Locale, rule: Rule) -> String {
    match rule {
        Rule::Class(class) => {
            l.tell("rule-class", &[("class", Value::Text(&l.say(&format!("class-{class}"))))])
        }
        rule => l.say(&format!("rule-{rule}")),
    }
}

/// What the rule rests on, in words: "4 of 11 independent sources".
pub(crate) fn resting(l: &Locale, bound: &Bound) -> String {
    let counts = [("n", Value::Count(bound.sources)), ("of", Value::Count(bound.of))];
    match bound.rule {
        Rule::Named if bound.low == Some(0) => l.say("resting-named-none"),
        Rule::Majority if bound.low.is_none() && bound.high.is_none() => {
            l.tell("resting-no-majority", &counts)
        }
        Rule::Agreed if bound.low.is_none() && bound.high.is_none() => {
            l.tell("resting-no-agreement", &counts)
        }
        Rule::Agreed if bound.of == 1 => l.say("resting-one"),
        _ => l.tell("resting", &counts),
    }
}

/// "13 November 2018", "November 2018", "2018".
pub(crate) fn date(l: &Locale, date: PartialDate) -> String {
    let year = date.year().to_string();
    let month = |m: i8| l.say(&format!("month-{m}"));
    match (date.month(), date.day()) {
        (Some(m), Some(d)) => l.tell(
            "date-day",
            &[
                ("day", Value::Text(&d.to_string())),
                ("month", Value::Text(&month(m))),
                ("year", Value::Text(&year)),
            ],
        ),
        (Some(m), None) => {
            // some languages have another form for a month without a day
            let alone = l.try_say(&format!("month-alone-{m}")).unwrap_or_else(|| month(m));
            l.tell("date-month", &[("month", Value::Text(&alone)), ("year", Value::Text(&year))])
        }
        _ => year,
    }
}

/// The date of a report, or that it has none.
pub(crate) fn reported(l: &Locale, row: &Row) -> String {
    row.date.map_or_else(|| l.say("undated"), |d| date(l, d))
}

/// Who printed it, or the item.
pub(crate) fn publisher(row: &Row) -> String {
    visible(row.publisher.as_deref().unwrap_or(""))
}

/// Who says it: as said, or the kind of speaker.
pub(crate) fn speaker(l: &Locale, row: &Row) -> String {
    if row.speaker.trim().is_empty() { l.say(&format!("class-{}", row.class)) } else { visible(&row.speaker) }
}

/// Who is counted.
pub(crate) fn scope(l: &Locale, scope: &str) -> String {
    if scope == sanad_record::UNSTATED { l.say("scope-unstated") } else { visible(scope) }
}

/// Why a row does not count, or as what; empty for a plain total. `name` names another claim.
pub(crate) fn standing(l: &Locale, row: &Row, name: impl Fn(sanad_model::ClaimId) -> String) -> String {
    let told = |id: &str, other: Option<sanad_model::ClaimId>| {
        let other = other.map(&name).unwrap_or_default();
        l.tell(id, &[("other", Value::Text(&other))])
    };
    match row.standing {
        Standing::Counted | Standing::Beside | Standing::NoNumber => String::new(),
        Standing::Named => l.say("standing-named"),
        Standing::Superseded => told("standing-superseded", row.superseded_by),
        Standing::Repeats => told("standing-repeats", row.folded_into),
        Standing::Part => l.say("standing-part"),
        Standing::NotAsFact => l.tell(
            "standing-not-as-fact",
            &[("status", Value::Text(&l.say(&format!("status-{}", row.status))))],
        ),
    }
}

/// Where a quote stands: "bytes 120–164 (row 3, column 7)".
pub(crate) fn place(l: &Locale, span: Span, origin: Option<&sanad_model::Origin>) -> String {
    use sanad_model::Origin;
    let number = |n: usize| n.to_string();
    let bytes = |id: &str, a: usize, b: usize| {
        l.tell(id, &[("a", Value::Text(&number(a))), ("b", Value::Text(&number(b)))])
    };
    let span_words = bytes("place-bytes", span.start, span.end);
    match origin {
        Some(Origin::Cell { row, column, sheet }) => {
            let row = row.to_string();
            let column = column.to_string();
            let sheet = visible(sheet.as_deref().unwrap_or(""));
            let values = [
                ("row", Value::Text(&row)),
                ("column", Value::Text(&column)),
                ("sheet", Value::Text(&sheet)),
            ];
            let cell = l.tell(if sheet.is_empty() { "place-cell" } else { "place-sheet" }, &values);
            format!("{span_words}, {cell}")
        }
        Some(Origin::Page { page }) => {
            format!("{span_words}, {}", l.tell("place-page", &[("page", Value::Text(&page.to_string()))]))
        }
        Some(Origin::Byte { start, end }) if (*start, *end) != (span.start, span.end) => {
            format!("{span_words}, {}", bytes("place-original", *start, *end))
        }
        _ => span_words,
    }
}

/// A size in bytes, for people.
pub(crate) fn size(l: &Locale, bytes: u64) -> String {
    let tenths = |unit: u64| {
        let t = u128::from(bytes) * 10 / u128::from(unit);
        format!("{}.{}", t / 10, t % 10)
    };
    match bytes {
        0..1_000 => l.tell("size-bytes", &[("n", Value::Number(bytes))]),
        1_000..1_000_000 => l.tell("size-kb", &[("n", Value::Text(&tenths(1_000)))]),
        _ => l.tell("size-mb", &[("n", Value::Text(&tenths(1_000_000)))]),
    }
}
