//! Where a number comes from: a tree from the toll over its bounds and claims down to the quotes.
//!
//! Every branch ends in a passage: the quote, the item it stands in and the position of the claim in the log.
//! `says` is plain English for terminals; pages word the same facts in the reader's language.

use sanad_model::{ClaimId, ItemId, Span};
use serde::Serialize;

use crate::toll::{Bound, Row, Rule, Standing, Toll};

/// A statement and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// What is explained: a claim, `kind/scope/rule` for a bound, the kind for the toll.
    pub id: String,
    /// The statement.
    pub says: String,
    /// What it rests on.
    pub from: Vec<From>,
}

/// One thing that a statement rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum From {
    /// Another statement.
    Statement(Why),
    /// A passage.
    Passage {
        /// The quote.
        quote: String,
        /// The item it stands in.
        item: ItemId,
        /// The position of the claim's entry in the log.
        index: u64,
        /// The bytes of the quote in the item's text.
        span: Span,
    },
}

/// Explains what `id` names in a toll: a claim (by id, a prefix of it that fits one claim, or its label), a bound
/// (`killed/inmates/highest_claim`), or the toll itself (`killed`).
#[must_use]
pub fn why(toll: &Toll, id: &str) -> Option<Why> {
    let id = id.trim();
    if id == toll.kind.as_str() {
        return Some(whole(toll));
    }
    if let Some(bound) = toll.bounds.iter().find(|bound| bound.id == id) {
        return Some(of_bound(toll, bound));
    }
    let rows = toll.by_claim();
    let fits = |row: &&&Row| row.label.as_deref() == Some(id) || row.claim.to_string() == id;
    if let Some(row) = rows.values().find(fits) {
        return Some(of_row(toll, row));
    }
    let mut begin = rows.values().filter(|row| row.claim.matches_prefix(id));
    match (begin.next(), begin.next()) {
        (Some(row), None) => Some(of_row(toll, row)),
        _ => None,
    }
}

fn whole(toll: &Toll) -> Why {
    let counted = toll.rows.iter().filter(|row| row.counted).count();
    let event = toll.event.as_deref().map(|event| format!(" ({event})")).unwrap_or_default();
    let says = format!(
        "{}{event}: {} reports give a figure, {counted} of them count; {} give none",
        toll.kind,
        toll.rows.len(),
        toll.without_number.len(),
    );
    let bounds =
        toll.bounds.iter().filter(|bound| !bound.claims.is_empty()).map(|bound| of_bound(toll, bound));
    let uncounted = toll.rows.iter().filter(|row| !row.counted).chain(&toll.without_number);
    let from = bounds.chain(uncounted.map(|row| of_row(toll, row))).map(From::Statement).collect();
    Why { id: toll.kind.to_string(), says, from }
}

fn of_bound(toll: &Toll, bound: &Bound) -> Why {
    let rows = toll.by_claim();
    let from =
        bound.claims.iter().filter_map(|id| rows.get(id)).map(|row| From::Statement(of_row(toll, row)));
    Why { id: bound.id.clone(), says: bound_says(toll, bound), from: from.collect() }
}

fn of_row(toll: &Toll, row: &Row) -> Why {
    let passage =
        From::Passage { quote: row.quote.clone(), item: row.item, index: row.index, span: row.span };
    Why { id: row.claim.to_string(), says: row_says(toll, row), from: vec![passage] }
}

fn bound_says(toll: &Toll, bound: &Bound) -> String {
    let number = interval(bound.low, bound.high, bound.reaches);
    let (sources, of) = (bound.sources, bound.of);
    let rule = match bound.rule {
        Rule::LowestClaim => format!("lowest claim: {number}"),
        Rule::HighestClaim => format!("highest claim: {number}"),
        Rule::Agreed if bound.low.is_none() && bound.high.is_none() => {
            format!("the {of} independent sources agree on no number")
        }
        Rule::Agreed => format!("what all {of} independent sources allow: {number}"),
        Rule::Majority if bound.low.is_none() && bound.high.is_none() => {
            format!("no figure is shared by more of the {of} independent sources than another")
        }
        Rule::Majority => {
            format!("what most sources share: {number}, by {sources} of {of} independent sources")
        }
        Rule::Named => format!("documented by name: {number}"),
        Rule::Class(class) => format!("range of the class {class}: {number}"),
    };
    format!("{}, {}: {rule}", toll.kind, bound.scope)
}

fn row_says(toll: &Toll, row: &Row) -> String {
    let count = match (row.interval(), row.text.is_empty()) {
        (Some(_), true) => format!("{} ({})", interval(row.low, row.high, row.low), row.mode),
        (Some(_), false) => format!("{} ({}: {})", interval(row.low, row.high, row.low), row.mode, row.text),
        (None, _) => "no figure".to_owned(),
    };
    let date = row.date.map(|date| format!(", {date}")).unwrap_or_default();
    let name = |id: ClaimId| toll.by_claim().get(&id).map_or_else(|| id.to_string(), |row| row.name());
    let note = match row.standing {
        Standing::Counted | Standing::Beside | Standing::NoNumber => String::new(),
        Standing::Named => "; one person by name, not a total".to_owned(),
        Standing::Superseded => {
            format!("; not counted: replaced by {}", row.superseded_by.map(name).unwrap_or_default())
        }
        Standing::Repeats => {
            format!("; not counted: repeats {}", row.folded_into.map(name).unwrap_or_default())
        }
        Standing::Part => "; not counted: part of a total".to_owned(),
        Standing::NotAsFact => format!("; not counted: said as {}", row.status),
    };
    format!("{}: {count}, {}: {}{date}{note}", row.kind, row.scope, row.source)
}

/// "25", "52 or more", "at most 20", "13 to 20", "22 to 52 or more".
fn interval(low: Option<u64>, high: Option<u64>, reaches: Option<u64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (None, Some(high)) => format!("at most {high}"),
        (low, None) => match (low, reaches) {
            (Some(low), Some(top)) if top > low => format!("{low} to {top} or more"),
            (Some(n), _) | (None, Some(n)) => format!("{n} or more"),
            (None, None) => "none".to_owned(),
        },
    }
}
