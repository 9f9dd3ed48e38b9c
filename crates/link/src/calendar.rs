//! Calendars of the lists: Persian (solar Hijri) and Islamic (lunar Hijri) days as Gregorian ones, and the names of months.
//!
//! The Persian rule is the 33-year arithmetic cycle of Khayyam as in Birashk's successors: right for every year of
//! 1210–1500 (1831–2121), the years that a list of people can hold. The lunar rule is the tabular Islamic calendar (type II,
//! Reingold & Dershowitz, *Calendrical Calculations*, ch. 7): it can be a day off the sighted one, which a comparison of
//! dates forgives.

/// Which calendar a month's name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    Gregorian,
    Persian,
    Lunar,
}

/// A year, month and day of some calendar as Gregorian. `None` if there is no such day.
pub(crate) fn gregorian(calendar: Calendar, year: i64, month: i64, day: i64) -> Option<(i64, i64, i64)> {
    match calendar {
        Calendar::Gregorian => (day <= month_length(year, month)).then_some((year, month, day)),
        Calendar::Persian => persian(year, month, day).map(civil),
        Calendar::Lunar => lunar(year, month, day).map(civil),
    }
}

/// How many days the month has in the Gregorian calendar; 0 for a month that is none.
pub(crate) fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The Gregorian day that lies `days` after 1970-01-01.
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    // Hinnant's proleptic algorithm: years begin in March, eras have 400 years.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Days since 1970-01-01 of a Gregorian day.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Days since 1970-01-01 of a Persian day.
fn persian(year: i64, month: i64, day: i64) -> Option<i64> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + i64::from(leap(year)),
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let before = if month <= 7 { (month - 1) * 31 } else { (month - 1) * 30 + 6 };
    // 1 Farvardin 1349 was 1970-03-21.
    let leaps =
        |year: i64| (year.div_euclid(33)) * 8 + (0..year.rem_euclid(33)).filter(|y| leap(*y)).count() as i64;
    let years = (year - 1349) * 365 + leaps(year) - leaps(1349);
    Some(days(1970, 3, 21) + years + before + day - 1)
}

/// Whether a Persian year has 366 days, by the 33-year cycle.
fn leap(year: i64) -> bool {
    matches!(year.rem_euclid(33), 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// Days since 1970-01-01 of a day of the tabular Islamic calendar.
fn lunar(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    // 1 Muharram 1 was 622-07-19 in the proleptic Gregorian calendar.
    let before = (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 29 * (month - 1) + month / 2;
    Some(days(622, 7, 19) + before + day - 1)
}

/// The month that a word names: its number and calendar. The word is in lower case, its Arabic letters in one form
/// ([`crate::digits::plain`]).
pub(crate) fn month(word: &str) -> Option<(i64, Calendar)> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let exact = |names: &[&[&str]; 12]| names.iter().position(|names| names.contains(&word));
    let begins = |stems: &[&[&str]; 12]| {
        stems.iter().position(|stems| stems.iter().any(|stem| !stem.is_empty() && word.starts_with(stem)))
    };
    let number = |at: usize| at as i64 + 1;
    if word.chars().count() < 2 {
        return None;
    }
    exact(&GREGORIAN)
        .map(|at| (number(at), Calendar::Gregorian))
        .or_else(|| exact(&PERSIAN).map(|at| (number(at), Calendar::Persian)))
        .or_else(|| exact(&LUNAR).map(|at| (number(at), Calendar::Lunar)))
        .or_else(|| begins(&STEMS).map(|at| (number(at), Calendar::Gregorian)))
}

/// Beginnings that are enough, in Latin and Cyrillic script.
const STEMS: [&[&str]; 12] = [
    &["jan", "янв", "ene", "gen", "січ"],
    &["feb", "fév", "fev", "фев", "лют"],
    &["mar", "mär", "мар"],
    &["apr", "avr", "abr", "апр"],
    &["mai", "may", "мая", "май", "maggio"],
    &["jun", "juin", "июн", "giu"],
    &["jul", "juil", "июл", "lug"],
    &["aug", "août", "aout", "авг", "ago"],
    &["sep", "сен", "set"],
    &["oct", "okt", "окт", "out", "ott"],
    &["nov", "ноя"],
    &["dec", "dez", "déc", "дек", "dic"],
];

/// Whole names that no beginning covers, in Arabic script (Gulf and Levant, Iran and Afghanistan) and Tajik.
const GREGORIAN: [&[&str]; 12] = [
    &["ینایر", "کانون الثانی", "ژانویه", "جنوری", "январи"],
    &["فبرایر", "شباط", "فوریه", "فبروری", "феврали"],
    &["مارس", "اذار", "марти"],
    &["ابریل", "نیسان", "اوریل", "апрели"],
    &["مایو", "ایار", "مه", "می", "майи"],
    &["یونیو", "حزیران", "ژوین", "ژوئن", "جون", "июни"],
    &["یولیو", "تموز", "ژوییه", "ژوئیه", "جولای", "июли"],
    &["اغسطس", "اب", "اوت", "آب", "اگست", "августи"],
    &["سبتمبر", "ایلول", "سپتامبر", "سپتمبر", "сентябри"],
    &["اکتوبر", "تشرین الاول", "اکتبر", "октябри"],
    &["نوفمبر", "تشرین الثانی", "نوامبر", "نومبر", "ноябри"],
    &["دیسمبر", "کانون الاول", "دسامبر", "دسمبر", "декабри"],
];

/// Iran, then Afghanistan.
const PERSIAN: [&[&str]; 12] = [
    &["فروردین", "حمل", "farvardin"],
    &["اردیبهشت", "ثور", "ordibehesht"],
    &["خرداد", "جوزا", "khordad"],
    &["تیر", "سرطان", "tir"],
    &["مرداد", "اسد", "mordad"],
    &["شهریور", "سنبله", "shahrivar"],
    &["مهر", "میزان", "mehr"],
    &["ابان", "عقرب", "aban"],
    &["اذر", "قوس", "azar"],
    &["دی", "جدی", "dey"],
    &["بهمن", "دلو", "bahman"],
    &["اسفند", "حوت", "esfand"],
];

const LUNAR: [&[&str]; 12] = [
    &["محرم", "muharram"],
    &["صفر", "safar"],
    &["ربیع الاول", "ربیع الاولی"],
    &["ربیع الثانی", "ربیع الاخر"],
    &["جمادی الاولی", "جمادی الاول"],
    &["جمادی الثانیه", "جمادی الاخره", "جمادی الثانی"],
    &["رجب", "rajab"],
    &["شعبان", "shaban"],
    &["رمضان", "ramadan", "ramazan"],
    &["شوال", "shawwal"],
    &["ذو القعده", "ذوالقعده", "ذیالقعده"],
    &["ذو الحجه", "ذوالحجه", "ذیالحجه"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_other_calendars() {
        let rows = [
            ("Nowruz 1399", Calendar::Persian, (1399, 1, 1), Some((2020, 3, 20))),
            ("Nowruz 1400", Calendar::Persian, (1400, 1, 1), Some((2021, 3, 21))),
            ("Nowruz 1349", Calendar::Persian, (1349, 1, 1), Some((1970, 3, 21))),
            ("leap day 1399", Calendar::Persian, (1399, 12, 30), Some((2021, 3, 20))),
            ("no leap day 1400", Calendar::Persian, (1400, 12, 30), None),
            ("22 Bahman 1357", Calendar::Persian, (1357, 11, 22), Some((1979, 2, 11))),
            ("Muharram 1440", Calendar::Lunar, (1440, 1, 1), Some((2018, 9, 12))),
            ("no thirteenth month", Calendar::Lunar, (1440, 13, 1), None),
            ("29 February", Calendar::Gregorian, (2019, 2, 29), None),
        ];
        for (name, calendar, (y, m, d), expected) in rows {
            assert_eq!(gregorian(calendar, y, m, d), expected, "{name}");
        }
        for day in (-200_000..60_000).step_by(37) {
            let (y, m, d) = civil(day);
            assert_eq!(days(y, m, d), day);
        }
    }
}
