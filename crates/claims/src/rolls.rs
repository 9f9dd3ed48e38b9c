//! Rolls of names: «Список погибших: 1. Норматов Бахром, 52 года; 2. …». Each name is one person.
//!
//! A roll begins at a colon after words for it ("names of those killed"), and goes on, item by item, over the
//! sentences that begin with the number of an item; what stands after the first comma of an item only describes.

use sanad_model::{Attribution, Count, Kind, Status, Victim, VictimClass};

use crate::clause::Sentence;
use crate::lexicon::{Func, Number, Sense};
use crate::propose::Proposal;
use crate::scan::{Shape, Tok};

/// A roll that is being read.
#[derive(Debug, Clone)]
pub(crate) struct Roll {
    kind: Kind,
    by: Attribution,
    status: Status,
    /// The sentence before ended in the number of an item.
    numbered: bool,
}

/// How far into a sentence the words for a roll may stand, in tokens.
const HEAD: usize = 6;
/// How long the name of a person may be, in tokens.
const LONGEST: usize = 8;

/// Adds the names that a sentence lists, and returns the roll that the next one may go on with.
pub(crate) fn read(s: &Sentence<'_, '_>, open: Option<Roll>, out: &mut Vec<Proposal>) -> Option<Roll> {
    let (roll, mut at) = match opened(s) {
        Some(found) => found,
        None => (open.filter(|roll| roll.numbered || after_number(s.toks, 0).is_some())?, 0),
    };
    let numbered = roll.numbered || (at..s.toks.len()).any(|i| s.toks[i].mark(';') || is_number(s.toks, i));
    while at < s.toks.len() {
        let from = after_number(s.toks, at).unwrap_or(at);
        let to = end_of_name(s.toks, from);
        if is_person(s, from, to) {
            out.extend(person(s, &roll, from, to));
        }
        at = (to.max(at)..s.toks.len())
            .find(|i| ends_item(s.toks, *i, numbered))
            .map_or(s.toks.len(), |i| i + 1);
    }
    let ends = s.toks.len().checked_sub(2).is_some_and(|i| is_number(s.toks, i));
    Some(Roll { numbered: ends, ..roll })
}

/// The roll that the words of a sentence open, and the token after its colon.
fn opened(s: &Sentence<'_, '_>) -> Option<(Roll, usize)> {
    let head = s.toks.iter().take(HEAD).enumerate();
    let (at, kind) = head.into_iter().find_map(|(i, t)| {
        let kind =
            t.senses.iter().find_map(|s| if let Sense::Roll(kind) = s { Some(*kind) } else { None })?;
        Some((i, kind))
    })?;
    let colon = (at + 1..s.toks.len()).find(|i| s.toks[*i].mark(':'))?;
    let (by, status) = s.standing((at, colon));
    Some((Roll { kind, by, status, numbered: false }, colon + 1))
}

/// The token after the number of an item: "1.", "2)", "•".
fn after_number(toks: &[Tok<'_>], at: usize) -> Option<usize> {
    let tok = toks.get(at)?;
    if matches!(tok.shape, Shape::Mark('•' | '*' | '–' | '—')) {
        return Some(at + 1);
    }
    (is_number(toks, at) && at + 2 < toks.len()).then_some(at + 2)
}

/// "1.", "2)", but not the age in "(34)".
fn is_number(toks: &[Tok<'_>], at: usize) -> bool {
    let opens = at > 0 && toks[at - 1].mark('(');
    matches!(toks[at].shape, Shape::Digits(1..=999))
        && toks.get(at + 1).is_some_and(|t| t.mark('.') || t.mark(')') && !opens)
}

fn end_of_name(toks: &[Tok<'_>], from: usize) -> usize {
    let initial = |i: usize| i > from && toks[i - 1].fold.chars().count() == 1;
    let ends = |i: &usize| match toks[*i].shape {
        Shape::Mark('.') => !initial(*i),
        Shape::Mark(c) => !matches!(c, '-' | '\'' | '’'),
        Shape::Digits(_) => true,
        _ => toks[*i].is(Func::And),
    };
    (from..toks.len()).find(ends).unwrap_or(toks.len())
}

/// Where the next item begins: after a semicolon or a full stop before a number, in a roll without them after a comma.
fn ends_item(toks: &[Tok<'_>], at: usize, numbered: bool) -> bool {
    let numbers_next = toks[at].mark('.') && after_number(toks, at + 1).is_some();
    toks[at].mark(';') || numbers_next || !numbered && (toks[at].mark(',') || toks[at].is(Func::And))
}

/// A name, or one person of a class; no words of another clause.
fn is_person(s: &Sentence<'_, '_>, from: usize, to: usize) -> bool {
    let words = &s.toks[from..to];
    let said = |t: &Tok<'_>| {
        t.senses.iter().any(|s| {
            matches!(
                s,
                Sense::Harm(..)
                    | Sense::Say(_)
                    | Sense::Unit
                    | Sense::Func(Func::Be | Func::Verb | Func::Aged)
            ) || matches!(s, Sense::Class(_, Number::Many))
        })
    };
    let name = |t: &Tok<'_>| match s.lexicon.language.capitals {
        true => t.shape == Shape::Capital && t.senses.is_empty(),
        false => t.is_word(),
    };
    let class = |t: &Tok<'_>| crate::people::class(t).is_some();
    let names = words.iter().filter(|t| name(t)).count();
    !words.is_empty()
        && words.len() <= LONGEST
        && !words.iter().any(said)
        && (names > 1 || words.iter().any(class))
}

fn person(s: &Sentence<'_, '_>, roll: &Roll, from: usize, to: usize) -> Option<Proposal> {
    let mut claim = s.claim(roll.kind, (from, to), "roll", roll.by.clone())?;
    let words = &s.toks[from..to];
    let class = words.iter().find_map(crate::people::class).map(|c| VictimClass(c.to_owned()));
    let first =
        |t: &Tok<'_>| !s.lexicon.language.capitals || t.shape == Shape::Capital && t.senses.is_empty();
    let name = words.iter().position(first).and_then(|i| s.cause("name", from + i, to));
    claim.status = roll.status;
    claim.count = Count::exact(1, claim.quote.as_str());
    claim.victim = Some(Victim { text: claim.quote.clone(), class, name: name.map(|n| n.text) });
    let why = s.cause("victim", from, to).into_iter().collect();
    Some(Proposal { claim, part_of: None, why })
}
