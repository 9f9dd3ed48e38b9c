//! The parts of a number: "20 inmates, 2 guards" beside 22 says who the 22 were.
//!
//! Each part is a claim of its own that points at its whole. Nothing is subtracted or made up: what the cell does not
//! count by a number and a word for people gives no part.

use sanad_model::{Claim, CountMode, Lineage, Origin, Reported, Span, Victim, VictimClass};

use crate::import::ImportedClaim;
use crate::lexicon::{Func, Lexicon};
use crate::number::{Quantity, quantity};
use crate::people::class;
use crate::scan::{Tok, scan};

/// The parts that a breakdown names, in order, as claims of the whole's frame.
pub(crate) fn parts(text: &str, cell: Span, whole: &ImportedClaim, column: u32) -> Vec<ImportedClaim> {
    let Some(lexicon) = cell.of(text).and_then(Lexicon::of_phrase) else { return Vec::new() };
    let toks = scan(text, cell, lexicon);
    let found = (0..toks.len()).filter_map(|i| part(&toks, i)).collect::<Vec<_>>();
    let mut out: Vec<ImportedClaim> = Vec::new();
    for (n, (q, noun)) in found.iter().copied().enumerate() {
        let Some(count) = inherited(&q, whole.claim.count.mode()).count(text, &toks) else { continue };
        let end = end_of_part(&toks, noun);
        let span = Span { start: toks[q.from].span.start, end: toks[end - 1].span.end };
        let (Some(quote), Some(noun_text)) = (span.of(text), toks[noun].span.of(text)) else { continue };
        let shared = found.get(n + 1).filter(|_| toks.get(end).is_some_and(|t| t.is(Func::And)));
        let qualifier = qualifier(text, &toks, noun).or_else(|| qualifier(text, &toks, shared?.1));
        let scope = qualifier.map_or_else(|| noun_text.to_owned(), |q| format!("{noun_text} {q}"));
        let label = format!("{}#{}", whole.label, out.len() + 1);
        let victim_class = class(&toks[noun]).map(|c| VictimClass(c.to_owned()));
        let lineage = Lineage {
            label: Some(label.clone()),
            part_of: Some(whole.label.clone()),
            based_on: whole.reported.lineage.based_on.clone(),
            ..Lineage::default()
        };
        out.push(ImportedClaim {
            row: whole.row,
            label,
            cells: [("breakdown".to_owned(), cell)].into(),
            origin: Origin::Cell { row: whole.row, column, sheet: None },
            claim: Claim {
                count,
                span,
                quote: quote.to_owned(),
                victim: Some(Victim { text: scope.clone(), class: victim_class, name: None }),
                rule: "import.part".to_owned(),
                ..whole.claim.clone()
            },
            reported: Reported { scope: Some(scope), breakdown: None, lineage, ..whole.reported.clone() },
        });
    }
    out
}

/// What narrows the people counted: "killed by rioters" in "2 officers and 2 inmates killed by rioters". Those are not
/// all inmates, so their number does not stand beside numbers of all inmates.
fn qualifier<'t>(text: &'t str, toks: &[Tok<'_>], noun: usize) -> Option<&'t str> {
    let end = end_of_part(toks, noun);
    let (first, last) = (toks.get(noun + 1)?, toks.get(end - 1)?);
    if noun + 1 >= end {
        return None;
    }
    Span { start: first.span.start, end: last.span.end }.of(text)
}

/// A number at this token and the token of the people it counts: "2 guards", "121 of them inmates".
fn part(toks: &[Tok<'_>], at: usize) -> Option<(Quantity, usize)> {
    let inside = at.checked_sub(1).map(|i| &toks[i]);
    if inside.is_some_and(|t| {
        t.senses.iter().any(|s| matches!(s, crate::lexicon::Sense::Hedge(_, crate::lexicon::Side::Before)))
    }) {
        return None;
    }
    let q = quantity(toks, at).filter(Quantity::is_number)?;
    let mut i = q.to;
    if toks.get(i).is_some_and(|t| t.is(Func::Of) || t.is(Func::Them)) {
        i += if toks[i].is(Func::Of) && toks.get(i + 1).is_some_and(|t| t.is(Func::Them) || t.is(Func::The)) {
            2
        } else {
            1
        };
    }
    while toks.get(i).is_some_and(|t| t.senses.is_empty() && t.is_word()) && i < q.to + 3 {
        i += 1;
    }
    let counted = |t: &Tok<'_>| class(t).is_some();
    toks.get(i).filter(|t| counted(t)).map(|_| (q, i))
}

/// A part of a number that is a floor is a floor itself.
fn inherited(q: &Quantity, whole: CountMode) -> Quantity {
    match (q.mode, whole) {
        (CountMode::Exact, CountMode::AtLeast) => Quantity { mode: CountMode::AtLeast, high: None, ..*q },
        _ => *q,
    }
}

/// One past the last token that belongs to the part: up to a comma, semicolon, or "and" before another number.
fn end_of_part(toks: &[Tok<'_>], noun: usize) -> usize {
    let stop = |i: &usize| {
        let t = &toks[*i];
        t.mark(',')
            || t.mark(';')
            || t.mark(')')
            || t.mark('"')
            || (t.is(Func::And) && quantity(toks, *i + 1).is_some())
    };
    (noun + 1..toks.len()).find(stop).unwrap_or(toks.len())
}
