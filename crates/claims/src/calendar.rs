//! The solar Hijri calendar of Persian texts, and dates written in figures.
//!
//! Leap years follow the 33-year rule, `(25 y + 11) mod 33 < 8`, which agrees with the astronomical calendar from
//! 1178 to 1633 (R. van Gent, "The Persian calendar", Utrecht University); other years are not converted.

use sanad_model::PartialDate;

/// Years for which the rule is exact.
const KNOWN: std::ops::RangeInclusive<i16> = 1178..=1633;

/// A day or month of the solar Hijri calendar as days of the common one; `None` for what is no date.
pub(crate) fn jalali(year: i16, month: i8, day: Option<i8>) -> Option<(PartialDate, PartialDate)> {
    let last = days_in(year, month)?;
    if day.is_some_and(|d| !(1..=last).contains(&d)) {
        return None;
    }
    // 1 Farvardin 1397 was 21 March 2018.
    let new_year = PartialDate::new(2018, Some(3), Some(21))?;
    let years: i64 = if year >= 1397 {
        (1397..year).map(days_of_year).sum()
    } else {
        -(year..1397).map(days_of_year).sum::<i64>()
    };
    let months: i64 = (1..month).filter_map(|m| days_in(year, m)).map(i64::from).sum();
    let at = |d: i8| new_year.plus_days(years + months + i64::from(d) - 1);
    Some((at(day.unwrap_or(1))?, at(day.unwrap_or(last))?))
}

/// The solar Hijri year in which a day of this common year falls, when the day is late in it.
pub(crate) fn latest_jalali_year(common: i16) -> i16 {
    common - 621
}

fn is_leap(year: i16) -> bool {
    (25 * i32::from(year) + 11).rem_euclid(33) < 8
}

fn days_of_year(year: i16) -> i64 {
    365 + i64::from(is_leap(year))
}

fn days_in(year: i16, month: i8) -> Option<i8> {
    Some(match month {
        _ if !KNOWN.contains(&year) => return None,
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + i8::from(is_leap(year)),
        _ => return None,
    })
}

/// A date in figures: "07.11.2018", "2018-11-07", "7/11/2018", "1397/08/16". Where day and month could be changed for
/// each other ("7/11/2018") it has no reading.
pub(crate) fn figures(folded: &str) -> Option<(PartialDate, PartialDate)> {
    let mark = folded.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<i16> = folded.split(mark).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let [a, b, c] = parts.as_slice() else { return None };
    let small = |n: i16| i8::try_from(n).ok();
    let (year, month, day) = match (*a, *b, *c) {
        (1000.., m, d) => (*a, m, d),
        (a, b, 1000..) if mark == '.' || a > 12 || a == b => (*c, b, a),
        (a, b, 1000..) if b > 12 => (*c, a, b),
        _ => return None,
    };
    if KNOWN.contains(&year) {
        return jalali(year, small(month)?, small(day));
    }
    let date = PartialDate::new(year, small(month), small(day)).filter(|_| (1900..2100).contains(&year))?;
    Some((date, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_persian_calendar_is_converted_exactly() {
        let rows = [
            ((1397, 8, Some(16)), "2018-11-07 2018-11-07"),
            ((1397, 8, None), "2018-10-23 2018-11-21"),
            ((1399, 12, Some(30)), "2021-03-20 2021-03-20"),
            ((1400, 1, Some(1)), "2021-03-21 2021-03-21"),
            ((1403, 12, Some(30)), "2025-03-20 2025-03-20"),
            ((1357, 11, Some(22)), "1979-02-11 1979-02-11"),
            ((1398, 12, Some(30)), "none"),
            ((1397, 13, None), "none"),
        ];
        for ((y, m, d), expected) in rows {
            let found = jalali(y, m, d).map_or("none".to_owned(), |(a, b)| format!("{a} {b}"));
            assert_eq!(found, expected, "{y}-{m}-{d:?}");
        }
    }

    #[test]
    fn dates_in_figures_are_read_only_one_way() {
        let rows = [
            ("07.11.2018", Some("2018-11-07")),
            ("2018-11-07", Some("2018-11-07")),
            ("1397/08/16", Some("2018-11-07")),
            ("7/11/2018", None),
            ("27/11/2018", Some("2018-11-27")),
            ("11/27/2018", Some("2018-11-27")),
            ("31.02.2018", None),
            ("1.2.3", None),
        ];
        for (text, expected) in rows {
            assert_eq!(figures(text).map(|(d, _)| d.to_string()).as_deref(), expected, "{text}");
        }
    }
}
