//! The spelling in which text is searched: one letter for what people type in several ways.
//!
//! Folding happens beside the text, never in it. It is the same for all languages, since no letter of one is folded
//! into a letter that another tells apart:
//! - lower case; compatibility forms (presentation forms, full width); marks of stress and vowels dropped;
//! - ё is е; the Tajik letters ӣ ӯ ҷ ҳ қ ғ are the plain ones typed in their place, and so are the letters that old
//!   Tajik fonts used for them (ї ў љ њ ќ ѓ);
//! - Arabic kaf and ya are the Persian ones, hamza on a carrier is the carrier, tatweel is dropped;
//! - joiners, direction marks and soft hyphens are dropped; digits of any script are 0–9.

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};

/// Zero of each script that writes decimal digits of its own (Unicode general category Nd, the common ones).
const ZEROS: [char; 14] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{e50}', '\u{f20}', '\u{17e0}', '\u{ff10}',
];

/// The value of a decimal digit of any common script.
pub(crate) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    if c < ZEROS[0] {
        return None;
    }
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|d| *d < 10))
}

/// Direction marks, joiners and soft hyphens: part of whatever they stand in, and nothing by themselves.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{640}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Appends a token in the spelling in which text is searched.
pub(crate) fn token(token: &str, folded: &mut String) {
    if token.is_ascii() {
        folded.extend(
            token
                .bytes()
                .map(|b| char::from(b.to_ascii_lowercase()))
                .map(|c| if c == '`' { '\'' } else { c }),
        );
    } else if is_nfkc_quick(token.chars()) == IsNormalized::Yes {
        token.chars().for_each(|c| letter(c, folded));
    } else {
        token.chars().filter(|c| !is_invisible(*c)).nfkc().for_each(|c| letter(c, folded));
    }
}

/// A word in the spelling in which text is searched.
#[must_use]
pub fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    token(word, &mut folded);
    folded
}

/// A form of a data file: its tokens with single spaces between.
pub(crate) fn form(form: &str) -> String {
    crate::scan::fold_form(form, &crate::language::Language::default())
}

fn letter(c: char, folded: &mut String) {
    let plain = match c {
        'a'..='z' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '’' | 'ʼ' | '`' | '‘' | 'ʻ' | '′' => '\'',
        'а'..='я' => c,
        'А'..='Я' => c.to_lowercase().next().unwrap_or(c),
        'ё' | 'Ё' => 'е',
        'ӣ' | 'Ӣ' | 'ї' | 'Ї' => 'и',
        'ӯ' | 'Ӯ' | 'ў' | 'Ў' => 'у',
        'ҷ' | 'Ҷ' | 'љ' | 'Љ' => 'ч',
        'ҳ' | 'Ҳ' | 'њ' | 'Њ' => 'х',
        'қ' | 'Қ' | 'ќ' | 'Ќ' => 'к',
        'ғ' | 'Ғ' | 'ѓ' | 'Ѓ' => 'г',
        'ي' | 'ى' | 'ئ' | 'ۍ' | 'ې' => 'ی',
        'ك' | 'ڪ' => 'ک',
        'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ة' | 'ۀ' | 'ە' | 'ۂ' | 'ۃ' => 'ه',
        _ => {
            if let Some(value) = digit(c) {
                folded.extend(char::from_digit(value, 10));
            } else if !is_invisible(c) && !is_combining_mark(c) {
                folded.extend(c.to_lowercase());
            }
            return;
        }
    };
    folded.push(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_in_several_ways_is_one_spelling() {
        let rows = [
            ("Заключённый", "заключенный"),
            ("кушташудагон", "кушташудагон"),
            ("Маҳбусонӣ", "махбусони"),
            ("Мањбусонї", "махбусони"),
            ("и\u{304}", "и"),
            ("а\u{301}ст", "аст"),
            ("كشتي", "کشتی"),
            ("کـــشته", "کشته"),
            ("کُشته", "کشته"),
            ("می\u{200c}شود", "میشود"),
            ("۱۴", "14"),
            ("١٤", "14"),
            ("ﻛﺸﺘﻪ", "کشته"),
            ("kil\u{ad}led", "killed"),
            ("didn’t", "didn't"),
            ("Café", "café"),
        ];
        for (text, expected) in rows {
            let mut folded = String::new();
            token(text, &mut folded);
            assert_eq!(folded, expected, "{text}");
        }
    }
}
