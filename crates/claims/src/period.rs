//! Times counted back from the report: "last week", "three months ago", "between January and March".

use sanad_model::PartialDate;

use crate::lexicon::{Func, Period, Sense};
use crate::scan::{Shape, Tok};

/// First day, last day, and the token after a time counted back that begins at a token.
pub(crate) fn counted_back(
    toks: &[Tok<'_>],
    at: usize,
    published: Option<PartialDate>,
) -> Option<(Option<(PartialDate, PartialDate)>, usize)> {
    if let Some((unit, n)) =
        sense(&toks[at], |s| if let Sense::Period(u, n) = s { Some((*u, *n)) } else { None })
    {
        return Some((published.and_then(|p| back(p, unit, -n)), at + 1));
    }
    let ago = |at: usize| {
        toks.get(at).and_then(|t| sense(t, |s| if let Sense::Ago(unit) = s { Some(*unit) } else { None }))
    };
    let (n, unit, to) = match (number(&toks[at]), ago(at)) {
        (Some(n), _) => (n, ago(at + 1)?, at + 2),
        // «неделю назад», but not "several weeks ago"
        (None, Some(unit)) if at == 0 || !counts(&toks[at - 1]) => (1, unit, at + 1),
        _ => return None,
    };
    Some((published.and_then(|p| back(p, unit, n)), to))
}

fn number(tok: &Tok<'_>) -> Option<i64> {
    match tok.shape {
        Shape::Digits(n @ 1..=100) => i64::try_from(n).ok(),
        _ if tok.is(Func::A) => Some(1),
        _ => sense(tok, |s| if let Sense::Num(n, _) = s { i64::try_from(*n).ok() } else { None }),
    }
}

fn counts(tok: &Tok<'_>) -> bool {
    let sense = |s: &Sense| matches!(s, Sense::Vague(_) | Sense::Num(..) | Sense::Hedge(..));
    !tok.is_word() || tok.senses.is_empty() || tok.senses.iter().any(sense)
}

/// The day, week, month or year that lies `n` of them before a day.
fn back(day: PartialDate, unit: Period, n: i64) -> Option<(PartialDate, PartialDate)> {
    match unit {
        Period::Day => day.day().and_then(|_| day.plus_days(-n)).map(|d| (d, d)),
        Period::Week => {
            let monday = day.plus_days(1 - i64::from(day.weekday()?) - n.checked_mul(7)?)?;
            Some((monday, monday.plus_days(6)?))
        }
        Period::Month => {
            let months = i64::from(day.year()) * 12 + i64::from(day.month()?) - 1 - n;
            let year = i16::try_from(months.div_euclid(12)).ok()?;
            whole(PartialDate::new(year, Some(i8::try_from(months.rem_euclid(12) + 1).ok()?), None)?)
        }
        Period::Year => {
            let year = i64::from(day.year()).checked_sub(n)?;
            whole(PartialDate::new(i16::try_from(year).ok()?, None, None)?)
        }
    }
}

fn whole(date: PartialDate) -> Option<(PartialDate, PartialDate)> {
    Some((date.first(), date.last()))
}

fn sense<T>(tok: &Tok<'_>, pick: impl Fn(&Sense) -> Option<T>) -> Option<T> {
    tok.senses.iter().find_map(pick)
}
