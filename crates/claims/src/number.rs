//! The number grammar: digits, words, ranges, hedges and lots, as they count people; and what only looks like it.
//!
//! Ages, years, dates, hours, money, articles and colonies are numbers too, but never counts. One grammar serves
//! running text and the cells of tables.

use sanad_model::{Count, CountMode, Span};

use crate::lexicon::{Func, NumRole, Sense, Side};
use crate::scan::{Shape, Tok};

/// A number of people as it was said, and the tokens it was said in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// In which way.
    pub(crate) mode: CountMode,
    /// The lowest number named.
    pub(crate) low: Option<u64>,
    /// The highest number named.
    pub(crate) high: Option<u64>,
    /// First token.
    pub(crate) from: usize,
    /// One past the last token.
    pub(crate) to: usize,
    /// First token of the number itself, after its hedges.
    pub(crate) bare: usize,
}

impl Quantity {
    /// The checked count, with the words of the text at its tokens.
    pub(crate) fn count(&self, text: &str, toks: &[Tok<'_>]) -> Option<Count> {
        let span =
            Span { start: toks.get(self.from)?.span.start, end: toks.get(self.to.checked_sub(1)?)?.span.end };
        Count::new(self.mode, self.low, self.high, span.of(text)?).ok()
    }

    /// Whether digits or number words were said, not "several" or "dozens".
    pub(crate) fn is_number(&self) -> bool {
        !matches!(self.mode, CountMode::Vague | CountMode::Unspecified | CountMode::None)
    }
}

/// The number of people that begins at a token, hedges and all; `None` when none begins here or it counts no people.
pub(crate) fn quantity(toks: &[Tok<'_>], at: usize) -> Option<Quantity> {
    if let Some(corrected) = corrected(toks, at) {
        return Some(corrected);
    }
    let mut i = at;
    let mut hedge = None;
    while let Some(mode) = toks.get(i).and_then(|t| before(t)) {
        // The stricter of two hedges stands: "at least some 40", "a total of about 20".
        hedge = match (hedge, mode) {
            (Some(first), CountMode::Exact | CountMode::About) if first != CountMode::Exact => Some(first),
            (_, mode) => Some(mode),
        };
        i += 1;
        if i - at > 3 {
            return None;
        }
    }
    let bare = i;
    let between = toks.get(i).filter(|t| t.is(Func::Between)).map(|_| i + 1);
    if let Some((quantity, to)) = between.and_then(|j| range(toks, j, true)) {
        return settle(toks, Quantity { from: at, to, bare, ..quantity }, None);
    }
    if let Some((quantity, to)) = range(toks, i, false) {
        return settle(toks, Quantity { from: at, to, bare, ..quantity }, None);
    }
    let (mut mode, low, high, to) = match plain(toks, i) {
        Some((n, lot, to)) => (if lot { CountMode::About } else { CountMode::Exact }, Some(n), Some(n), to),
        None => {
            // A hedge that is a vague word by itself ("some of the prisoners") is read as such.
            let j = if hedge.is_some() && vague(toks.get(i)).is_none() { at } else { i };
            let low = vague(toks.get(j))?;
            let end = toks.get(j + 1).filter(|t| t.is(Func::Of)).map_or(j + 1, |_| j + 2);
            return Some(Quantity { mode: CountMode::Vague, low, high: None, from: at, to: end, bare: j });
        }
    };
    if let Some(said) = hedge {
        mode = if said == CountMode::Exact { mode } else { said };
    }
    let (low, high) = bounds(mode, low, high);
    settle(toks, Quantity { mode, low, high, from: at, to, bare }, Some(hedge.is_none()))
}

/// "not 8 but 18": the second number is said.
pub(crate) fn corrected(toks: &[Tok<'_>], at: usize) -> Option<Quantity> {
    if !toks.get(at)?.is(Func::Not) {
        return None;
    }
    let (_, _, end) = plain(toks, at + 1)?;
    let but = end + usize::from(toks.get(end)?.mark(','));
    let but = toks.get(but).filter(|t| t.is(Func::But) || t.is(Func::Contrast)).map(|_| but)?;
    let q = quantity(toks, but + 1).filter(Quantity::is_number)?;
    Some(Quantity { from: at, ..q })
}

/// Whether the number at these tokens is a date, an age, an hour, money, a name or a measure.
pub(crate) fn counts_nobody(toks: &[Tok<'_>], q: &Quantity) -> bool {
    let number = &toks[q.bare];
    let last = &toks[q.to - 1];
    let before = q.from.checked_sub(1).map(|i| &toks[i]);
    let before_bare = q.bare.checked_sub(1).map(|i| &toks[i]);
    let after = toks.get(q.to);
    let after_next = toks.get(q.to + 1);
    let joined = |t: Option<&Tok<'_>>, marks: &[char], next: usize| {
        t.is_some_and(|t| matches!(t.shape, Shape::Mark(c) if marks.contains(&c)) && t.span.end == next)
    };
    let is_month = |t: Option<&Tok<'_>>| {
        t.is_some_and(|t| t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::Jalali(_))))
    };
    let capital_or_upper = |t: Option<&Tok<'_>>| t.is_some_and(|t| !is_doubt(t) || t.shape != Shape::Lower);
    // "3/3", "9:30", "$20", "2018-11-07", "#5", "AK-47"
    if joined(before_bare, &['/', ':', '$', '€', '£', '#', '№', '-', '–', '.'], number.span.start)
        || after.is_some_and(|t| {
            let figure = after_next.is_some_and(|n| n.span.start == t.span.end && !n.is_word());
            let mark = matches!(t.shape, Shape::Mark('%' | '$' | '€'))
                || matches!(t.shape, Shape::Mark('/' | ':')) && figure;
            mark && t.span.start == last.span.end
        })
    {
        return true;
    }
    // "7 November", "November 7", "May 12"
    if (is_month(after) && capital_or_upper(after))
        || (is_month(before_bare) && q.low.is_some_and(|n| n <= 31 || n > 1900))
    {
        return matches!(number.shape, Shape::Digits(_)) || q.low.is_some_and(|n| n <= 31);
    }
    // «2 и 3 марта», «с 7 по 9 ноября»
    let linked = after.is_some_and(|t| t.is(Func::And) || t.is(Func::Until) || t.is_dash());
    if linked
        && is_month(toks.get(q.to + 2))
        && after_next.is_some_and(|t| matches!(t.shape, Shape::Digits(1..=31)))
    {
        return true;
    }
    // "5 years", "20 percent", "20-year-old", "12 more houses"
    let skip = |t: Option<&Tok<'_>>| t.is_some_and(|t| t.is_dash() || t.is(Func::Other));
    let unit = if skip(after) { after_next } else { after };
    if unit.is_some_and(|t| t.senses.contains(&Sense::Unit) && !is_class(t)) {
        return true;
    }
    // "article 5", "colony No. 3", "unit 12"
    if before.is_some_and(|t| t.senses.contains(&Sense::Label)) && q.from == q.bare {
        return true;
    }
    // "aged 25", "aged between 20 and 35", "ages 20 to 35"
    let numeric = |t: &Tok<'_>| {
        matches!(t.shape, Shape::Digits(_))
            || t.is_dash()
            || t.is(Func::Between)
            || t.is(Func::And)
            || t.is(Func::RangeTo)
            || number_word(t).is_some()
    };
    let aged = toks[..q.from].iter().rev().take(5).find(|t| !numeric(t));
    if aged.is_some_and(|t| t.is(Func::Aged)) {
        return true;
    }
    // A year: four digits from 1900 to 2099, unless people follow at once.
    if number.year().is_some() && q.to == q.bare + 1 && !after.is_some_and(is_class) {
        return true;
    }
    // ", 34,": an age after a name; "two suspects, 19 and 23,": ages after people.
    let closed = after.is_none_or(|t| matches!(t.shape, Shape::Mark(',' | ')' | '.')) || t.is(Func::And));
    let series = toks[..q.from].iter().rev().take(8);
    let commas = series
        .clone()
        .take_while(|t| t.mark(',') || t.mark('(') || numeric(t))
        .filter(|t| t.mark(',') || t.mark('('))
        .count();
    let who = series.clone().find(|t| !t.mark(',') && !t.mark('(') && !numeric(t));
    let someone = who.is_some_and(|t| {
        is_class(t) || (matches!(t.shape, Shape::Capital | Shape::Upper) && t.senses.is_empty())
    });
    matches!(number.shape, Shape::Digits(1..=110)) && q.from == q.bare && closed && commas > 0 && someone
}

/// Words after the number ("or more") and the check that it counts people.
fn settle(toks: &[Tok<'_>], mut q: Quantity, open: Option<bool>) -> Option<Quantity> {
    if q.mode != CountMode::Range && open == Some(true) {
        let found = toks.get(q.to).and_then(|t| after(t));
        let dashed = toks
            .get(q.to)
            .filter(|t| t.is_dash())
            .and_then(|_| toks.get(q.to + 1))
            .filter(|t| after(t) == Some(CountMode::About));
        if let Some(mode) = found.or(dashed.map(|_| CountMode::About)) {
            let end = q.to + if found.is_some() { 1 } else { 2 };
            // "10 at least 5": the hedge belongs to what follows.
            let belongs_after = toks
                .get(end)
                .is_some_and(|t| matches!(t.shape, Shape::Digits(_)) || number_word(t).is_some());
            if !belongs_after {
                let n = q.low;
                (q.low, q.high) = bounds(mode, n, n);
                q.mode = mode;
                q.to = end;
            }
        }
    }
    (!counts_nobody(toks, &q)).then_some(q)
}

fn bounds(mode: CountMode, low: Option<u64>, high: Option<u64>) -> (Option<u64>, Option<u64>) {
    match mode {
        CountMode::AtLeast | CountMode::Relative | CountMode::Vague => (low.or(high), None),
        CountMode::AtMost => (None, high.or(low)),
        _ => (low, high),
    }
}

/// "20 to 30", "20-30", "between 20 and 30", "three or four".
fn range(toks: &[Tok<'_>], at: usize, between: bool) -> Option<(Quantity, usize)> {
    let (low, _, i) = plain(toks, at)?;
    let link = toks.get(i)?;
    let glued = |t: &Tok<'_>| t.span.start == toks[i - 1].span.end;
    let links = if between {
        link.is(Func::And) || link.is(Func::RangeTo)
    } else {
        link.is(Func::RangeTo) || link.is(Func::Or) || (link.is_dash() && (glued(link) || link.mark('–')))
    };
    let (high, lot, to) = links.then(|| plain(toks, i + 1)).flatten()?;
    let odds = link.is_dash() && toks.get(to).is_some_and(|t| t.is_dash() || t.mark('/'));
    // "12 to 3" is no range of people; "two or three" is.
    (low < high && !lot && !odds && high <= low.saturating_mul(20)).then_some((
        Quantity { mode: CountMode::Range, low: Some(low), high: Some(high), from: at, to, bare: at },
        to,
    ))
}

/// A number without hedges: its value, whether it is a rounded lot ("a dozen"), and the token after it.
pub(crate) fn plain(toks: &[Tok<'_>], at: usize) -> Option<(u64, bool, usize)> {
    let first = toks.get(at)?;
    match first.shape {
        Shape::Digits(n) => {
            let scaled = toks.get(at + 1).and_then(number_word).and_then(|(v, role)| match role {
                NumRole::Scale | NumRole::Alone => Some((n.checked_mul(v)?, false)),
                NumRole::Lot | NumRole::Round => Some((n.checked_mul(v)?, true)),
                _ => None,
            });
            return Some(scaled.map_or((n, false, at + 1), |(value, lot)| (value, lot, at + 2)));
        }
        Shape::Decimal(thousandths) => {
            let (v, role) = toks.get(at + 1).and_then(number_word)?;
            return (v >= 1000 && matches!(role, NumRole::Scale | NumRole::Alone))
                .then(|| Some((thousandths.checked_mul(v / 1000)?, false, at + 2)))
                .flatten();
        }
        _ => {}
    }
    if first.is(Func::Half) {
        // "half a dozen", "half a million", "half million"
        let word = at + 1 + usize::from(toks.get(at + 1).is_some_and(|t| t.is(Func::A)));
        return match toks.get(word).and_then(number_word)? {
            (v, NumRole::Lot) if word > at + 1 => Some((v / 2, true, word + 1)),
            (v, NumRole::Scale) if v >= 1000 => Some((v / 2, false, word + 1)),
            _ => None,
        };
    }
    let article = first.is(Func::A);
    let mut i = at + usize::from(article);
    let (mut total, mut part, mut lot, mut last) = (0_u64, u64::from(article), false, None);
    while let Some((value, role)) = toks.get(i).and_then(number_word) {
        // «тысячи людей» is no number, «более тысячи людей» is.
        if last.is_none()
            && vague(toks.get(i)).is_some()
            && !i.checked_sub(1).is_some_and(|j| hedged(&toks[j]))
        {
            return None;
        }
        match (role, last) {
            (
                NumRole::Unit | NumRole::Tens,
                None | Some(NumRole::Scale | NumRole::Alone | NumRole::Hundreds),
            )
            | (NumRole::Hundreds, None | Some(NumRole::Scale | NumRole::Alone)) => {
                part = part.checked_add(value)?;
            }
            (NumRole::Unit, Some(NumRole::Tens)) if value < 10 && value > 0 => {
                part = part.checked_add(value)?;
            }
            (NumRole::Scale | NumRole::Alone, _)
                if part > 0 || article || role == NumRole::Alone && last.is_none() =>
            {
                if value == 100 {
                    part = part.max(1).checked_mul(100)?;
                } else {
                    total = total.checked_add(part.max(1).checked_mul(value)?)?;
                    part = 0;
                }
            }
            (NumRole::Round, None) => {
                part = value;
                lot = true;
            }
            (NumRole::Lot | NumRole::Round, None | Some(NumRole::Unit)) if part > 0 => {
                part = part.checked_mul(value)?;
                lot = true;
            }
            _ => break,
        }
        last = Some(role);
        i += 1;
        // The hyphen of "twenty-two" and the "and" of "one hundred and two" belong to the number.
        let link = toks.get(i).is_some_and(|t| {
            (t.is_dash() && last == Some(NumRole::Tens))
                || (t.is(Func::NumberAnd) && after_scale(last))
                || t.is(Func::NumberJoin)
        });
        if link
            && toks
                .get(i + 1)
                .and_then(number_word)
                .is_some_and(|(v, r)| v > 0 && matches!(r, NumRole::Unit | NumRole::Tens | NumRole::Hundreds))
        {
            i += 1;
        }
        if lot {
            break;
        }
    }
    last.is_some().then_some((total.checked_add(part)?, lot, i)).filter(|_| !article || i > at + 1)
}

fn number_word(t: &Tok<'_>) -> Option<(u64, NumRole)> {
    t.senses.iter().find_map(|s| match s {
        Sense::Num(value, role) => Some((*value, *role)),
        _ => None,
    })
}

fn before(t: &Tok<'_>) -> Option<CountMode> {
    t.senses.iter().find_map(|s| match s {
        Sense::Hedge(mode, Side::Before) => Some(*mode),
        _ => None,
    })
}

fn after(t: &Tok<'_>) -> Option<CountMode> {
    t.senses.iter().find_map(|s| match s {
        Sense::Hedge(mode, Side::After) => Some(*mode),
        _ => None,
    })
}

/// The lowest number a vague quantity means, when the token is one.
#[allow(clippy::option_option)]
fn vague(t: Option<&Tok<'_>>) -> Option<Option<u64>> {
    t?.senses.iter().find_map(|s| match s {
        Sense::Vague(low) => Some(*low),
        _ => None,
    })
}

fn hedged(t: &Tok<'_>) -> bool {
    before(t).is_some() || t.is(Func::Between) || t.is(Func::RangeTo)
}

/// "may" is a month and a doubt.
fn is_doubt(t: &Tok<'_>) -> bool {
    t.senses.iter().any(|s| matches!(s, Sense::Status(..)))
}

fn after_scale(last: Option<NumRole>) -> bool {
    matches!(last, Some(NumRole::Scale | NumRole::Alone | NumRole::Hundreds))
}

fn is_class(t: &Tok<'_>) -> bool {
    t.senses.iter().any(|s| matches!(s, Sense::Class(..)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::scan::scan;

    /// The first number of people that begins anywhere in the text: mode, low, high, words.
    fn check(text: &str, expected: &str) {
        let lexicon = Lexicon::of("en").unwrap();
        let toks = scan(text, Span { start: 0, end: text.len() }, lexicon);
        let found = (0..toks.len()).find_map(|i| quantity(&toks, i)).map(|q| {
            let bound = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
            let words = q.count(text, &toks).map_or("refused".to_owned(), |c| c.text().to_owned());
            format!("{} {}..{} {words}", q.mode, bound(q.low), bound(q.high))
        });
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_said() {
        let rows = [
            ("25 inmates", "exact 25..25 25"),
            ("at least 47 are", "at_least 47.. at least 47"),
            ("AT LEAST FORTY-SEVEN PEOPLE", "at_least 47.. AT LEAST FORTY-SEVEN"),
            ("more than 1,200 people", "at_least 1200.. more than 1,200"),
            ("some 20 people", "about 20..20 some 20"),
            ("about a hundred people", "about 100..100 about a hundred"),
            ("one hundred and twenty-two men", "exact 122..122 one hundred and twenty-two"),
            ("two thousand three hundred people", "exact 2300..2300 two thousand three hundred"),
            ("could be as many as 20", "at_most ..20 could be as many as 20"),
            ("up to 20 inmates", "at_most ..20 up to 20"),
            ("no fewer than six", "at_least 6.. no fewer than six"),
            ("20 to 30 inmates", "range 20..30 20 to 30"),
            ("20-30 inmates", "range 20..30 20-30"),
            ("between 20 and 30 people", "range 20..30 between 20 and 30"),
            ("two or three guards", "range 2..3 two or three"),
            ("dozens of people", "vague 24.. dozens of"),
            ("several people", "vague .. several"),
            ("hundreds of people", "vague 200.. hundreds of"),
            ("several dozen prisoners", "vague 24.. several dozen"),
            ("a dozen prisoners", "about 12..12 a dozen"),
            ("more than two dozen", "at_least 24.. more than two dozen"),
            ("half a dozen men", "about 6..6 half a dozen"),
            ("20 or more", "at_least 20.. 20 or more"),
            ("30-odd people", "about 30..30 30-odd"),
            ("30 or so people", "about 30..30 30 or so"),
            ("12 000 people", "exact 12000..12000 12 000"),
            ("1.5 million people", "exact 1500000..1500000 1.5 million"),
            ("a total of about 20", "about 20..20 a total of about 20"),
            ("both men", "exact 2..2 both"),
        ];
        for (text, expected) in rows {
            check(text, expected);
        }
    }

    #[test]
    fn numbers_that_count_nobody_are_left_alone() {
        for text in [
            "for 5 years",
            "5-year sentence",
            "a 25-year-old",
            "aged 25",
            "aged between 20 and 35",
            "ages 20 to 35",
            "the suspects, 19 and 23, left",
            "Karim Sobirov, 34, left",
            "on 7 November",
            "on November 7",
            "in 2018",
            "colony 3/3",
            "at 9:30",
            "$20",
            "20 percent",
            "20%",
            "article 5",
            "AK-47",
            "Colony No. 3",
            "the 7th",
            "2018-11-07",
            "99999999999999999999999999",
        ] {
            check(text, "");
        }
    }
}
