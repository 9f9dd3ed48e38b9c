//! `sanad toll`: who says how many, when, about whom, on whose word, and the bounds that follow.

use std::collections::BTreeMap;
use std::process::ExitCode;

use sanad_case::{Bound, Case, Conflict, Result, Row, Rule, Standing, Toll};
use sanad_model::{ClaimId, CountMode, Kind};

use crate::args::Toll as Args;
use crate::context::{Context, date};
use crate::out;

pub(super) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let kind: Kind = args
        .kind
        .parse()
        .map_err(|e| sanad_case::CaseError::wrong_use(format!("--kind: {e}"), "write it as --kind killed"))?;
    let as_of = date(args.as_of.as_deref())?;
    let case = context.read(&args.case.path()?)?;
    let toll = case.toll(kind, args.event.as_deref(), as_of)?;
    case.write_chart(&toll, args.svg.as_deref(), args.png.as_deref(), &context.lang)?;
    if context.json {
        out::json(&toll)?;
    } else {
        show(&case, &toll);
        context.say("Each claim and bound can be asked for its origin: sanad why ID");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the toll for people: reports by scope, then what follows from them, then what contradicts what.
pub(super) fn show(case: &Case, toll: &Toll) {
    let names: BTreeMap<ClaimId, String> =
        toll.by_claim().iter().map(|(id, row)| (*id, row.name())).collect();
    let event = toll.event.as_deref().map_or_else(String::new, |e| format!(", {}", out::safe(e)));
    let (parts, wholes): (Vec<&Row>, Vec<&Row>) = toll.rows.iter().partition(|row| row.part_of.is_some());
    out::line(&format!("{}{event}: what each report says", title(toll.kind)));
    rows(&wholes, &names);
    if !parts.is_empty() {
        out::line("\nParts of these figures, as the reports break them down");
        rows(&parts, &names);
    }
    out::line("\nWhat follows, by scope and by rule (figures of different scope are never mixed)");
    out::table(
        ["scope", "sources", "lowest claim", "highest claim", "all agree on", "most agree on"],
        toll.scopes().into_iter().map(|scope| bounds_cells(toll, scope)),
    );
    section("\nBy class of source", toll.scopes().into_iter().filter_map(|scope| by_class(toll, scope)));
    out::line(&format!(
        "\nAsk where one comes from: sanad why \"{}/SCOPE/RULE\" (lowest_claim, highest_claim, agreed, majority, \
         class:CLASS)",
        toll.kind
    ));
    section("\nContradictions", toll.conflicts.iter().map(|c| conflict(c, &names)));
    section("\nResponsibility", toll.responsibility.iter().map(|row| beside(row, &names)));
    section(
        "\nWithout a figure, or not said as fact",
        toll.without_number.iter().map(|row| beside(row, &names)),
    );
    section("\nWorth a look", toll.problems.iter().map(ToString::to_string));
    let waiting = case.waiting();
    if waiting > 0 {
        out::line(&format!("\n{waiting} proposals wait for review and are not counted."));
    }
}

fn rows(rows: &[&Row], names: &BTreeMap<ClaimId, String>) {
    out::table(
        ["claim", "figure", "scope", "according to", "publisher", "date", "counted"],
        rows.iter().map(|row| row_cells(row, names)),
    );
}

fn bounds_cells(toll: &Toll, scope: &str) -> [String; 6] {
    let bound = |rule: Rule| toll.bounds.iter().find(|b| b.scope == scope && b.rule == rule);
    let cell = |rule: Rule| bound(rule).map_or_else(String::new, range);
    let most = bound(Rule::Majority).filter(|b| b.low.is_some() || b.high.is_some());
    let sources = bound(Rule::LowestClaim).map_or_else(String::new, |b| b.of.to_string());
    [
        scope.to_owned(),
        sources,
        cell(Rule::LowestClaim),
        cell(Rule::HighestClaim),
        bound(Rule::Agreed)
            .filter(|b| b.low.is_some() || b.high.is_some())
            .map_or_else(|| "nothing".to_owned(), range),
        most.map_or_else(|| "nothing".to_owned(), |b| format!("{} ({} of {})", range(b), b.sources, b.of)),
    ]
}

/// The range of each class of source, where there is more than one class.
fn by_class(toll: &Toll, scope: &str) -> Option<String> {
    let classes = toll.bounds.iter().filter_map(|b| match b.rule {
        Rule::Class(class) if b.scope == scope => Some(format!("{class} {}", range(b))),
        _ => None,
    });
    let classes: Vec<String> = classes.collect();
    (classes.len() > 1).then(|| format!("{scope}: {}", classes.join("; ")))
}

fn section(heading: &str, lines: impl Iterator<Item = String>) {
    for (n, line) in lines.enumerate() {
        if n == 0 {
            out::line(heading);
        }
        out::line(&format!("  {}", out::safe(&line)));
    }
}

fn row_cells(row: &Row, names: &BTreeMap<ClaimId, String>) -> [String; 7] {
    [
        row.name(),
        figure(row),
        row.scope.clone(),
        said_by(row),
        row.publisher.clone().unwrap_or_default(),
        row.date.map_or_else(String::new, |d| d.to_string()),
        counted(row, names),
    ]
}

fn said_by(row: &Row) -> String {
    if row.speaker.is_empty() { row.class.to_string() } else { row.speaker.clone() }
}

/// The figure as it was said, never as one number.
fn figure(row: &Row) -> String {
    let n = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match row.mode {
        CountMode::Exact => n(row.low),
        CountMode::AtLeast => format!("at least {}", n(row.low)),
        CountMode::AtMost => format!("at most {}", n(row.high)),
        CountMode::About => format!("about {}", n(row.low)),
        CountMode::Range => format!("{} to {}", n(row.low), n(row.high)),
        CountMode::Vague | CountMode::Relative => format!("\u{201c}{}\u{201d}", row.text),
        CountMode::None => "none".to_owned(),
        CountMode::Unspecified => "no figure".to_owned(),
    }
}

fn counted(row: &Row, names: &BTreeMap<ClaimId, String>) -> String {
    let name = |id: &ClaimId| names.get(id).cloned().unwrap_or_else(|| id.to_string());
    match row.standing {
        Standing::Counted => "yes".to_owned(),
        Standing::Named => "as a named person".to_owned(),
        Standing::Superseded => {
            format!("replaced by {}", row.superseded_by.as_ref().map_or_else(String::new, name))
        }
        Standing::Repeats => format!("repeats {}", row.folded_into.as_ref().map_or_else(String::new, name)),
        Standing::Part => "part of a total".to_owned(),
        Standing::NoNumber => "gives no number".to_owned(),
        Standing::NotAsFact => format!("said as {}", row.status),
        Standing::Beside => "beside the toll".to_owned(),
    }
}

fn range(bound: &Bound) -> String {
    match (bound.low, bound.high, bound.reaches) {
        (Some(low), Some(high), _) if low == high => low.to_string(),
        (Some(low), Some(high), _) => format!("{low} to {high}"),
        (Some(low), None, Some(reaches)) if reaches > low => format!("{low} to {reaches} or more"),
        (Some(low), None, _) => format!("{low} or more"),
        (None, Some(high), _) => format!("at most {high}"),
        (None, None, _) => "none: the reports exclude each other".to_owned(),
    }
}

fn conflict(conflict: &Conflict, names: &BTreeMap<ClaimId, String>) -> String {
    let claims: Vec<String> =
        conflict.claims.iter().map(|id| names.get(id).cloned().unwrap_or_else(|| id.to_string())).collect();
    let rule =
        conflict.rule.as_deref().map_or_else(|| "not resolved".to_owned(), |r| format!("resolved by {r}"));
    format!("{} ({rule}): {}", conflict.about, claims.join(", "))
}

fn beside(row: &Row, names: &BTreeMap<ClaimId, String>) -> String {
    let disputed: Vec<String> =
        row.disputed_by.iter().map(|id| names.get(id).cloned().unwrap_or_else(|| id.to_string())).collect();
    let disputed =
        if disputed.is_empty() { String::new() } else { format!("; disputed by {}", disputed.join(", ")) };
    let publisher = row.publisher.as_deref().map_or_else(String::new, |p| format!(" ({p})"));
    let date = row.date.map_or_else(String::new, |d| format!(", {d}"));
    format!("{}: {}, {}{publisher}{date}, {}{disputed}", row.name(), row.kind, said_by(row), row.status)
}

fn title(kind: Kind) -> String {
    let words = kind.as_str().replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
