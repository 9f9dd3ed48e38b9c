//! Seconds and calendar days (UTC, proleptic Gregorian), for the two places where a specification writes a date: time
//! stamps (GeneralizedTime) and what is shown to people (RFC 3339).
//!
//! The day count is the usual one over eras of 400 years that begin in March, so that the leap day comes last.

/// Days in 400 years.
const ERA: i64 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// A moment as RFC 3339 in UTC, to the second: `2018-11-07T00:12:00Z`. Seconds since 1970-01-01; a year above 9999 is shown
/// as the bare number of seconds.
pub fn rfc3339(seconds: u64) -> String {
    let Ok(days) = i64::try_from(seconds / 86_400) else { return seconds.to_string() };
    let shifted = days + EPOCH;
    let (era, day) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let march = (5 * day + 2) / 153;
    let day = day - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    if year > 9999 {
        return seconds.to_string();
    }
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The moment that a GeneralizedTime of DER names (`YYYYMMDDHHMMSS[.f…]Z`, RFC 3161 section 2.4.2), in whole seconds since
/// 1970-01-01 UTC; a fraction is dropped, which makes the moment earlier by less than a second. `None` for another form,
/// for a day that does not exist, and before 1970.
pub(crate) fn from_generalized(text: &[u8]) -> Option<u64> {
    let text = str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "1"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) || fraction.ends_with('0') {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let valid =
        (1..=12).contains(&month) && (1..=length).contains(&day) && hour < 24 && minute < 60 && second < 60;
    let from_march = year - i64::from(month <= 2);
    let (era, of_era) = (from_march.div_euclid(400), from_march.rem_euclid(400));
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let days = era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
    u64::try_from(days * 86_400 + hour * 3600 + minute * 60 + second).ok().filter(|_| valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        // The right column is what `date -u -d @N +%Y%m%d%H%M%SZ` prints.
        let rows: [(u64, &str); 8] = [
            (0, "19700101000000Z"),
            (951_782_399, "20000228235959Z"),
            (951_782_400, "20000229000000Z"),
            (951_868_800, "20000301000000Z"),
            (1_541_548_800, "20181107000000Z"),
            (4_107_542_399, "21000228235959Z"),
            (4_107_542_400, "21000301000000Z"),
            (253_402_300_799, "99991231235959Z"),
        ];
        for (seconds, text) in rows {
            assert_eq!(from_generalized(text.as_bytes()), Some(seconds), "{text}");
            let digits: String = rfc3339(seconds).chars().filter(char::is_ascii_digit).collect();
            assert_eq!(format!("{digits}Z"), text);
        }
        assert_eq!(from_generalized(b"20181107000000.5Z"), Some(1_541_548_800));
        assert_eq!(rfc3339(u64::MAX), u64::MAX.to_string());
    }

    #[test]
    fn other_forms_and_days_that_never_were_are_refused() {
        for text in [
            "20181107000000",
            "20181107000000+0100",
            "201811070000Z",
            "20181107000000.Z",
            "20181107000000.50Z",
            "20181107000060Z",
            "20181107240000Z",
            "20181131000000Z",
            "20190229000000Z",
            "20181307000000Z",
            "20180007000000Z",
            "19691231235959Z",
            "2018-11-07T00Z",
            "",
            "Z",
            "２０１８１１０７Z",
        ] {
            assert_eq!(from_generalized(text.as_bytes()), None, "{text}");
        }
    }
}
