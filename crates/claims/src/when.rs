//! Dates in a sentence, resolved only as far as the text gives them: "on 12 May", "on Friday", "yesterday".

use sanad_model::{PartialDate, Span, TimeText};

use crate::lexicon::{Func, Sense};
use crate::scan::{Shape, Tok};

/// A date as said, with its tokens.
#[derive(Debug, Clone)]
pub(crate) struct When {
    /// First token.
    pub(crate) from: usize,
    /// One past the last token.
    pub(crate) to: usize,
    first: Option<PartialDate>,
    last: Option<PartialDate>,
}

impl When {
    /// The words and days for a claim.
    pub(crate) fn text(&self, text: &str, toks: &[Tok<'_>]) -> Option<TimeText> {
        let span =
            Span { start: toks.get(self.from)?.span.start, end: toks.get(self.to.checked_sub(1)?)?.span.end };
        Some(TimeText { text: span.of(text)?.to_owned(), first: self.first, last: self.last })
    }
}

/// The dates of a sentence in order.
pub(crate) fn dates(toks: &[Tok<'_>], published: Option<PartialDate>) -> Vec<When> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < toks.len() {
        match date(toks, at, published) {
            Some(found) => {
                at = found.to;
                // «1985 года рождения»
                if !toks.get(at).is_some_and(|t| t.is(Func::Aged)) {
                    out.push(found);
                }
            }
            None => at += 1,
        }
    }
    out
}

fn date(toks: &[Tok<'_>], at: usize, published: Option<PartialDate>) -> Option<When> {
    if let Some(offset) = sense(toks.get(at)?, |s| if let Sense::Day(n) = s { Some(*n) } else { None }) {
        let day = published.filter(|p| p.day().is_some()).and_then(|p| p.plus_days(offset));
        return Some(When { from: at, to: at + 1, first: day, last: day });
    }
    if let Some((days, to)) = crate::period::counted_back(toks, at, published) {
        return Some(When { from: at, to, first: days.map(|d| d.0), last: days.map(|d| d.1) });
    }
    if toks[at].shape == Shape::Code {
        let (first, last) = crate::calendar::figures(&toks[at].fold)?;
        return Some(When { from: at, to: at + 1, first: Some(first), last: Some(last) });
    }
    let (day, month_at) = match day_number(toks.get(at)?) {
        Some(day) => {
            let of = usize::from(toks.get(at + 1).is_some_and(|t| t.is(Func::Of)));
            (Some(day), at + 1 + of)
        }
        None => (None, at),
    };
    if let Some(found) = persian(toks, at, day, month_at, published) {
        return Some(found);
    }
    if let Some(found) = days(toks, at, published).or_else(|| months(toks, at, published)) {
        return Some(found);
    }
    if let Some(month) = toks.get(month_at).and_then(|t| month(t, toks, month_at, day.is_some())) {
        let (mut day, mut to) = (day, month_at + 1);
        to += usize::from(
            toks.get(to).is_some_and(|t| t.mark('.')) && toks.get(to + 1).and_then(day_number).is_some(),
        );
        if day.is_none()
            && let Some(n) = toks.get(to).and_then(day_number)
        {
            day = Some(n);
            to += 1;
        }
        let year = year_after(toks, &mut to, Tok::year).or_else(|| year_said(toks, &mut to, published));
        if day.is_none() && year.is_none() && is_doubt(&toks[month_at]) {
            return None;
        }
        let date = resolve(day, month, year, published);
        return Some(When {
            from: at,
            to,
            first: date.map(PartialDate::first),
            last: date.map(PartialDate::last),
        });
    }
    // «дар Душанбе» is the city, «рӯзи душанбе» the day.
    let named = toks[at].is(Func::PlaceName) && toks[at].shape == Shape::Capital && at > 0;
    let weekday = sense(&toks[at], |s| if let Sense::Weekday(n) = s { Some(*n) } else { None });
    if let Some(weekday) = weekday.filter(|_| !named) {
        // The last such day up to the report: agencies write "on Friday" of the days just past.
        let back = published.and_then(PartialDate::weekday).map(|w| i64::from((w - weekday).rem_euclid(7)));
        let day = back.and_then(|n| published?.plus_days(-n));
        return Some(When { from: at, to: at + 1, first: day, last: day });
    }
    let word = |at: usize| toks.get(at).is_some_and(|t| t.is(Func::YearWord));
    if let Some(year) = word(at).then(|| toks.get(at + 1)?.four_digits()).flatten() {
        return whole_year(at, year);
    }
    if toks[at].is(Func::LastYear) {
        let date = PartialDate::new(published?.year() - 1, None, None)?;
        return Some(When { from: at, to: at + 1, first: Some(date.first()), last: Some(date.last()) });
    }
    let year = toks.get(at).and_then(Tok::year).filter(|_| {
        at > 0 && [Func::In, Func::Of, Func::Prep].iter().any(|f| toks[at - 1].is(*f)) || word(at + 1)
    })?;
    let mut to = at + 1 + usize::from(word(at + 1));
    let until =
        toks.get(at + 1).filter(|t| t.is_dash()).and_then(|_| toks.get(at + 2)?.year()).filter(|y| *y > year);
    to += until.map_or(0, |_| 2);
    let (first, last) =
        (PartialDate::new(year, None, None)?, PartialDate::new(until.unwrap_or(year), None, None)?);
    Some(When { from: at, to, first: Some(first.first()), last: Some(last.last()) })
}

/// «سال ۱۳۹۵», «соли 2016»: a year by itself, of the calendar its number tells.
fn whole_year(at: usize, year: i16) -> Option<When> {
    let (first, last) = if (1300..1500).contains(&year) {
        let (first, _) = crate::calendar::jalali(year, 1, Some(1))?;
        let (next, _) = crate::calendar::jalali(year + 1, 1, Some(1))?;
        (first, next.plus_days(-1)?)
    } else {
        let date = PartialDate::new(year, None, None).filter(|_| (1900..2100).contains(&year))?;
        (date.first(), date.last())
    };
    Some(When { from: at, to: at + 2, first: Some(first), last: Some(last) })
}

/// «16–18 мая», «2 и 3 марта», «с 7 по 9 ноября 2018 года»: days of one month.
fn days(toks: &[Tok<'_>], at: usize, published: Option<PartialDate>) -> Option<When> {
    let first = day_number(toks.get(at)?)?;
    let link = toks.get(at + 1)?;
    if !(link.is_dash() || link.is(Func::And) || link.is(Func::RangeTo) || link.is(Func::Until)) {
        return None;
    }
    let last = day_number(toks.get(at + 2)?).filter(|last| *last > first)?;
    let month = sense(toks.get(at + 3)?, |s| if let Sense::Month(n) = s { Some(*n) } else { None })?;
    let mut to = at + 4;
    let year = year_after(toks, &mut to, Tok::year).or_else(|| year_said(toks, &mut to, published));
    let first = resolve(Some(first), month, year, published);
    let last = resolve(Some(last), month, year, published);
    Some(When { from: at, to, first: first.map(PartialDate::first), last: last.map(PartialDate::last) })
}

/// "between January and March 2022", «с января по март»: months of one year.
fn months(toks: &[Tok<'_>], at: usize, published: Option<PartialDate>) -> Option<When> {
    let name = |i: usize| sense(toks.get(i)?, |s| if let Sense::Month(n) = s { Some(*n) } else { None });
    let (first, last) = (name(at)?, name(at + 2)?);
    let link = &toks[at + 1];
    if last <= first
        || !(link.is_dash() || [Func::And, Func::RangeTo, Func::Until].iter().any(|f| link.is(*f)))
    {
        return None;
    }
    let mut to = at + 3;
    let year = year_after(toks, &mut to, Tok::year).or_else(|| year_said(toks, &mut to, published));
    let last = resolve(None, last, year, published);
    let first = resolve(None, first, last.map(PartialDate::year), published);
    Some(When { from: at, to, first: first.map(PartialDate::first), last: last.map(PartialDate::last) })
}

/// «прошлого года», «этого года» after a month.
fn year_said(toks: &[Tok<'_>], to: &mut usize, published: Option<PartialDate>) -> Option<i16> {
    let said = toks.get(*to)?;
    let back = if said.is(Func::LastYear) { 1 } else { 0 };
    if back == 0 && !said.is(Func::ThisYear) {
        return None;
    }
    let year = published?.year() - back;
    *to += 1;
    Some(year)
}

/// The year that follows a month, past a comma or a word for it («соли 2018», "2018 года").
fn year_after<'t>(toks: &[Tok<'t>], to: &mut usize, year: impl Fn(&Tok<'t>) -> Option<i16>) -> Option<i16> {
    let word = |at: usize| toks.get(at).is_some_and(|t| t.is(Func::YearWord));
    let between = usize::from(toks.get(*to).is_some_and(|t| t.mark(',')) || word(*to));
    let found = toks.get(*to + between).and_then(year)?;
    *to += between + 1;
    *to += usize::from(word(*to));
    Some(found)
}

/// "16 آبان 1397", a month of the solar Hijri calendar.
fn persian(
    toks: &[Tok<'_>],
    from: usize,
    day: Option<i8>,
    month_at: usize,
    published: Option<PartialDate>,
) -> Option<When> {
    let month = sense(toks.get(month_at)?, |s| if let Sense::Jalali(n) = s { Some(*n) } else { None })?;
    let mut to = month_at + 1;
    let year = year_after(toks, &mut to, |t| t.four_digits().filter(|y| (1200..1600).contains(y)));
    // «تیر» alone is a bullet, «مهر» a seal.
    let led =
        month_at > 0 && (toks[month_at - 1].is(Func::In) || toks[month_at - 1].senses.contains(&Sense::Unit));
    if day.is_none() && year.is_none() && !led && !toks[month_at].fold.ends_with("ماه") {
        return None;
    }
    let found = match year {
        Some(year) => crate::calendar::jalali(year, month, day),
        // Without its year it is the nearest that is not after the report.
        None => published.and_then(|p| {
            let latest = crate::calendar::latest_jalali_year(p.year());
            let reading = |y| crate::calendar::jalali(y, month, day).filter(|(first, _)| *first <= p.last());
            reading(latest).or_else(|| reading(latest - 1))
        }),
    };
    Some(When { from, to, first: found.map(|f| f.0), last: found.map(|f| f.1) })
}

/// A date without its year is the nearest one that is not after the report.
fn resolve(
    day: Option<i8>,
    month: i8,
    year: Option<i16>,
    published: Option<PartialDate>,
) -> Option<PartialDate> {
    if let Some(year) = year {
        return PartialDate::new(year, Some(month), day);
    }
    let published = published?;
    let this = PartialDate::new(published.year(), Some(month), day)?;
    if this.first() <= published.last() {
        Some(this)
    } else {
        PartialDate::new(published.year() - 1, Some(month), day)
    }
}

fn sense<T>(tok: &Tok<'_>, pick: impl Fn(&Sense) -> Option<T>) -> Option<T> {
    tok.senses.iter().find_map(pick)
}

/// A month; "may" and "mar" only beside a day or a year, or written with a capital.
fn month(tok: &Tok<'_>, toks: &[Tok<'_>], at: usize, has_day: bool) -> Option<i8> {
    let month = sense(tok, |s| if let Sense::Month(n) = s { Some(*n) } else { None })?;
    let after = at + 1 + usize::from(toks.get(at + 1).is_some_and(|t| t.mark('.')));
    let beside = toks.get(after).is_some_and(|t| day_number(t).is_some() || t.year().is_some());
    // «дар моҳи июл»
    let lead = |t: &Tok<'_>| t.is(Func::In) || t.senses.contains(&Sense::Unit);
    let named = at > 0 && lead(&toks[at - 1]) && tok.shape == Shape::Lower && !is_doubt(tok);
    (has_day || beside || named || (tok.shape != Shape::Lower && tok.fold.len() > 3)).then_some(month)
}

/// "may" is a month and a doubt.
fn is_doubt(tok: &Tok<'_>) -> bool {
    tok.senses.iter().any(|s| matches!(s, Sense::Status(..)))
}

fn day_number(tok: &Tok<'_>) -> Option<i8> {
    let n = match tok.shape {
        Shape::Digits(n) => n,
        _ if tok.senses.iter().any(|s| matches!(s, Sense::Ordinal(_))) => {
            return sense(tok, |s| if let Sense::Ordinal(n) = s { Some(*n) } else { None });
        }
        _ => {
            let stem = ["st", "nd", "rd", "th"].iter().find_map(|end| tok.fold.strip_suffix(end))?;
            stem.parse().ok()?
        }
    };
    i8::try_from(n).ok().filter(|n| (1..=31).contains(n))
}
