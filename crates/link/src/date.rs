//! Dates and ages as people write them, to a day, month, year or span of years.
//!
//! Nothing here fails: what cannot be read is `None` and is counted by the caller. Which number is the day in `7/11/2018` is not
//! known from one cell; [`DayOrder::of`] asks the whole column, and a comparison forgives what stays open.

use crate::calendar::{Calendar, civil, days, gregorian, month, month_length};
use crate::digits::plain;

/// A date as exact as it was written. Default: nothing known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct When {
    /// First year that it can be, 1000–2200; 0 if nothing is known.
    pub year: u16,
    /// How many years later it can be at most.
    pub span: u8,
    /// 1–12; 0 if not known.
    pub month: u8,
    /// 1–31; 0 if not known.
    pub day: u8,
}

/// Which number comes first in `7/11/2018`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayOrder {
    /// The day, as in most of the world.
    #[default]
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
}

impl DayOrder {
    /// What a column's own cells say: a first number above twelve can only be a day.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a str>) -> DayOrder {
        let (mut day_first, mut month_first) = (0_u32, 0_u32);
        for cell in cells {
            if let [Part::Number(a, la), Part::Number(b, lb), Part::Number(_, 2 | 4)] =
                parts(&plain(cell))[..]
                && la <= 2
                && lb <= 2
            {
                day_first += u32::from(a > 12 && b <= 12);
                month_first += u32::from(b > 12 && a <= 12);
            }
        }
        if month_first > day_first { DayOrder::MonthFirst } else { DayOrder::DayFirst }
    }
}

impl When {
    /// A whole day.
    pub fn day(year: u16, month: u8, day: u8) -> When {
        When { year, span: 0, month, day }
    }

    /// A year, and how many years later it can be.
    pub fn years(year: u16, span: u8) -> When {
        When { year, span, month: 0, day: 0 }
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        self.year == 0
    }

    /// Whether the day is known.
    pub fn is_day(self) -> bool {
        self.day != 0 && self.month != 0 && self.year != 0 && self.span == 0
    }

    /// Days since 1970-01-01, if the day is known.
    pub fn number(self) -> Option<i64> {
        self.is_day().then(|| days(self.year.into(), self.month.into(), self.day.into()))
    }

    /// Reads a date in any of the forms that lists use: ISO, with dots, slashes or words, without separators, in the Persian or
    /// Islamic calendar, a year alone, a span of years, a spreadsheet's day number.
    pub fn parse(text: &str, order: DayOrder) -> Option<When> {
        let text = plain(text);
        let parts = parts(&text);
        let about =
            ["~", "c.", "ca", "circa", "about", "около", "ок.", "прибл", "тахм", "حدود", "تقریبا", "حوالی"]
                .iter()
                .any(|word| text.starts_with(word));
        let read = match parts[..] {
            [Part::Number(n, 8)] => compact(n),
            [Part::Number(n, 5)] if (10_000..=60_000).contains(&n) => spreadsheet(n),
            [Part::Number(y, 4)] => year(y),
            [Part::Number(a, 4), Part::Number(b, 4)] if b >= a && b - a < 100 => span(a, b),
            [Part::Number(a, 4), Part::Number(b, 2)] if b > 12 && b > a % 100 => span(a, a / 100 * 100 + b),
            [Part::Number(y, 4), Part::Number(m, _)] | [Part::Number(m, 1 | 2), Part::Number(y, 4)] => {
                day_of(numeric(y), y, m, 0)
            }
            [Part::Number(y, 4), Part::Number(m, _), Part::Number(d, _), ..] => day_of(numeric(y), y, m, d),
            [Part::Number(a, _), Part::Number(b, _), Part::Number(y, 4), ..] => day_month(a, b, y, order),
            [Part::Number(a, 1 | 2), Part::Number(b, 1 | 2), Part::Number(y, 2), ..] => {
                day_month(a, b, century(y), order)
            }
            [Part::Number(d, 1 | 2), Part::Month(m, c), Part::Number(y, 4), ..] => day_of(c, y, m, d),
            [Part::Number(y, 4), Part::Month(m, c), Part::Number(d, _), ..] => day_of(c, y, m, d),
            [Part::Month(m, c), Part::Number(d, 1 | 2), Part::Number(y, 4), ..] => day_of(c, y, m, d),
            [Part::Month(m, c), Part::Number(y, 4)] | [Part::Number(y, 4), Part::Month(m, c)] => {
                day_of(c, y, m, 0)
            }
            [Part::Number(d, 1 | 2), Part::Month(m, c), Part::Number(y, 2)] => day_of(c, century(y), m, d),
            _ => None,
        }?;
        Some(if about && read.month == 0 { When::years(read.year - 1, read.span + 2) } else { read })
    }
}

/// Years of age out of a cell: `35`, `35 лет`, `5 months` (0), `۳۵ ساله`. `None` if there is no number up to 120.
pub fn age(text: &str) -> Option<u8> {
    let text = plain(text);
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let number: u8 = digits.parse().ok().filter(|years| *years <= 120)?;
    const SHORTER: [&str; 13] =
        ["month", "mois", "week", "day", "мес", "недел", "дн", "день", "моҳ", "рӯз", "شهر", "ماه", "یوم"];
    let in_years = ["year", "лет", "год", "сол", "سال", "سنه"].iter().any(|word| text.contains(word));
    Some(if !in_years && SHORTER.iter().any(|word| text.contains(word)) { 0 } else { number })
}

/// What a date is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// A number and how many digits it has.
    Number(i64, usize),
    Month(i64, Calendar),
}

/// Numbers and names of months, in order; everything else is passed over.
fn parts(text: &str) -> Vec<Part> {
    // The time of day is not asked for.
    let text = text
        .split_once('t')
        .filter(|(day, _)| day.ends_with(|c: char| c.is_ascii_digit()))
        .map_or(text, |p| p.0);
    let text = text.split(':').next().unwrap_or(text);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let end = rest.find(|d: char| kind(d) != kind(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        if c.is_ascii_digit() {
            if let Ok(number) = token.parse() {
                found.push(Part::Number(number, token.len()));
            }
        } else if c.is_alphabetic() {
            // "تشرين الثاني": two words, one month.
            let two = after.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let pair = month(&format!("{token} {two}"));
            if let Some((number, calendar)) = pair.filter(|_| !two.is_empty()).or_else(|| month(token)) {
                found.push(Part::Month(number, calendar));
            }
        }
        rest = after;
    }
    found
}

/// The calendar of a date in numbers, told by its year.
fn numeric(year: i64) -> Calendar {
    match year {
        1250..=1410 => Calendar::Persian,
        1411..=1500 => Calendar::Lunar,
        _ => Calendar::Gregorian,
    }
}

fn day_month(a: i64, b: i64, y: i64, order: DayOrder) -> Option<When> {
    let (mut day, mut month) = if order == DayOrder::DayFirst { (a, b) } else { (b, a) };
    if month > 12 && day <= 12 {
        std::mem::swap(&mut day, &mut month);
    }
    day_of(numeric(y), y, month, day)
}

/// A day, or as much of it as can be: `1985-00-00` is a year, the 31st of June a month.
fn day_of(calendar: Calendar, y: i64, m: i64, d: i64) -> Option<When> {
    let calendar = if calendar == Calendar::Gregorian { numeric(y) } else { calendar };
    if let Some((y, m, d)) = (d > 0).then(|| gregorian(calendar, y, m, d)).flatten() {
        return when(y, m, d);
    }
    match calendar {
        Calendar::Gregorian if (1..=12).contains(&m) && d <= 31 => when(y, m, 0),
        Calendar::Gregorian if m == 0 => year(y),
        Calendar::Gregorian => None,
        // A month of another calendar lies in two of ours: the year is kept.
        _ if d <= 31 => gregorian(calendar, y, m.clamp(1, 12), 15).and_then(|(y, ..)| when(y, 0, 0)),
        _ => None,
    }
}

fn when(y: i64, m: i64, d: i64) -> Option<When> {
    let year = u16::try_from(y).ok().filter(|y| (1800..=2100).contains(y))?;
    let (month, day) = (u8::try_from(m).ok()?, u8::try_from(d).ok()?);
    Some(When { year, span: 0, month, day })
}

/// A year alone; one of another calendar covers two of ours.
fn year(y: i64) -> Option<When> {
    match numeric(y) {
        Calendar::Gregorian => when(y, 0, 0),
        calendar => {
            let (first, ..) = gregorian(calendar, y, 1, 1)?;
            let (last, ..) = gregorian(calendar, y, 12, 29)?;
            span(first, last)
        }
    }
}

fn span(a: i64, b: i64) -> Option<When> {
    let first = year(a)?;
    let last = year(b)?;
    let span = (last.year + u16::from(last.span)).saturating_sub(first.year);
    Some(When::years(first.year, u8::try_from(span).ok()?))
}

/// `20181107`, or `07112018`.
fn compact(n: i64) -> Option<When> {
    let (y, m, d) = (n / 10_000, n / 100 % 100, n % 100);
    let direct = gregorian(numeric(y), y, m, d).and_then(|(y, m, d)| when(y, m, d));
    direct
        .or_else(|| {
            let (d, m, y) = (n / 1_000_000, n / 10_000 % 100, n % 10_000);
            gregorian(numeric(y), y, m, d).and_then(|(y, m, d)| when(y, m, d))
        })
        // A wrong day in a right year still tells the year.
        .or_else(|| (m <= 99 && d <= 99).then(|| when(y, if m <= 12 { m } else { 0 }, 0)).flatten())
        .map(|when| {
            if i64::from(when.day) > month_length(when.year.into(), when.month.into()) {
                When { day: 0, ..when }
            } else {
                when
            }
        })
}

/// The day number of a spreadsheet, counted from 1899-12-30.
fn spreadsheet(n: i64) -> Option<When> {
    let (y, m, d) = civil(days(1899, 12, 30) + n);
    when(y, m, d)
}

/// Two digits of a year: up to 26 of this century, above of the last.
fn century(y: i64) -> i64 {
    if y <= 26 { 2000 + y } else { 1900 + y }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_forms() {
        let day = |y, m, d| Some(When::day(y, m, d));
        let rows = [
            ("ISO", "2018-11-07", day(2018, 11, 7)),
            ("ISO with time", "2018-11-07T14:30:00Z", day(2018, 11, 7)),
            ("database", "2018-11-07 00:00:00", day(2018, 11, 7)),
            ("dots", "07.11.2018", day(2018, 11, 7)),
            ("slashes, day above twelve in second place", "11/27/2018", day(2018, 11, 27)),
            ("two digits", "7.11.85", day(1985, 11, 7)),
            ("English", "7 November 2018", day(2018, 11, 7)),
            ("American", "Nov 7, 2018", day(2018, 11, 7)),
            ("Russian", "7 ноября 2018 г.", day(2018, 11, 7)),
            ("Tajik", "7 ноябри 2018", day(2018, 11, 7)),
            ("Levant", "٧ تشرين الثاني ٢٠١٨", day(2018, 11, 7)),
            ("Gulf", "7 نوفمبر 2018", day(2018, 11, 7)),
            ("Persian numbers", "۱۳۹۷/۰۸/۱۶", day(2018, 11, 7)),
            ("Persian words", "۱۶ آبان ۱۳۹۷", day(2018, 11, 7)),
            ("Dari words", "16 عقرب 1397", day(2018, 11, 7)),
            ("lunar numbers", "1440-02-29", day(2018, 11, 9)),
            ("run together", "20181107", day(2018, 11, 7)),
            ("spreadsheet", "43411", day(2018, 11, 7)),
            ("year", "1985", Some(When::years(1985, 0))),
            ("Persian year", "1364", Some(When::years(1985, 1))),
            ("about", "около 1985", Some(When::years(1984, 2))),
            ("span", "1984-1985", Some(When::years(1984, 1))),
            ("short span", "1984/85", Some(When::years(1984, 1))),
            ("month", "11.2018", Some(When { month: 11, ..When::years(2018, 0) })),
            ("day not known", "00.00.1985", Some(When::years(1985, 0))),
            ("no such day", "31.06.1985", Some(When { month: 6, ..When::years(1985, 0) })),
            ("words", "not known", None),
            ("empty", "", None),
            ("nonsense", "99/99/9999", None),
        ];
        for (name, text, expected) in rows {
            assert_eq!(When::parse(text, DayOrder::DayFirst), expected, "{name}: {text}");
        }
    }

    #[test]
    fn a_column_says_which_number_is_the_day() {
        assert_eq!(DayOrder::of(["07/11/2018", "11/27/2018"]), DayOrder::MonthFirst);
        assert_eq!(DayOrder::of(["07/11/2018", "27.11.2018"]), DayOrder::DayFirst);
        assert_eq!(When::parse("7/11/2018", DayOrder::MonthFirst), Some(When::day(2018, 7, 11)));
    }

    #[test]
    fn ages() {
        let rows = [
            ("35", Some(35)),
            ("35 лет", Some(35)),
            ("۳۵ ساله", Some(35)),
            ("5 months", Some(0)),
            ("3 моҳа", Some(0)),
            ("2 years 5 months", Some(2)),
            ("adult", None),
            ("1985", None),
        ];
        for (text, expected) in rows {
            assert_eq!(age(text), expected, "{text}");
        }
    }
}
