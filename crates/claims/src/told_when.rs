//! Words of time, and of those who were told, beside the words for a speaker: «вазорат рӯзи сешанбе гуфт».

use crate::attribution::has;
use crate::lexicon::{Func, Sense};
use crate::scan::{Shape, Tok};

/// A word of time: «рӯзи сешанбе», «۱۲ مرداد».
pub(crate) fn is_time(toks: &[Tok<'_>], at: usize) -> bool {
    matches!(toks[at].shape, Shape::Digits(_))
        || has(&toks[at], |s| {
            matches!(
                s,
                Sense::Weekday(_) | Sense::Month(_) | Sense::Jalali(_) | Sense::Day(_) | Sense::Ordinal(_)
            ) || matches!(s, Sense::Unit | Sense::Func(Func::YearWord))
        })
}

/// Past words of time and those who were told: «сообщила во вторник журналистам администрация».
pub(crate) fn after_audience(toks: &[Tok<'_>], from: usize) -> usize {
    let day = |i: usize| {
        toks.get(i)
            .is_some_and(|t| has(t, |s| matches!(s, Sense::Weekday(_) | Sense::Month(_) | Sense::Day(_))))
    };
    let mut i = from;
    while let Some(t) = toks.get(i) {
        let number = matches!(t.shape, Shape::Digits(_));
        let skip = day(i) || t.is(Func::Audience) || t.is(Func::Time) || t.is(Func::YearWord);
        if !skip && !((t.is(Func::In) || number) && day(i + 1)) && !(number && i > from && day(i - 1)) {
            break;
        }
        i += 1;
    }
    i
}

/// Past words of time that begin a phrase: "On 7 June 2019 the radio", "The same day the group".
pub(crate) fn after_time(toks: &[Tok<'_>], from: usize, to: usize) -> usize {
    let date =
        |s: &Sense| matches!(s, Sense::Month(_) | Sense::Jalali(_) | Sense::Weekday(_) | Sense::Day(_));
    let number = |t: &Tok<'_>| matches!(t.shape, Shape::Digits(_));
    let counted =
        |i: usize| i > from && (number(&toks[i - 1]) || has(&toks[i - 1], |s| matches!(s, Sense::Num(..))));
    let source = |t: &Tok<'_>| has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..)));
    let time = |i: usize| {
        let unit = has(&toks[i], |s| *s == Sense::Unit) && counted(i);
        number(&toks[i]) || (unit || has(&toks[i], date)) && !source(&toks[i])
    };
    let link = |t: &Tok<'_>| t.is(Func::In) || t.is(Func::Prep) || t.is(Func::The) || t.is(Func::Time);
    // «рӯзи душанбе», «روز ۵ مهر»
    let day = |i: usize| has(&toks[i], |s| *s == Sense::Unit) && i + 1 < to && time(i + 1);
    let mut i = from;
    let mut end = from;
    while i < to && (time(i) || day(i) || link(&toks[i])) {
        i += 1;
        if time(i - 1) {
            end = i;
        }
    }
    end
}
