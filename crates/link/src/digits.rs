//! Cells of a list in one form: digits of any script as ASCII, Arabic letters in one spelling, lower case, no invisible marks.
//! For headers, dates, ages and codes; names have their own, more careful, repairs in `sanad-names`.

/// The text in lower case with ASCII digits, one spelling of Arabic letters, single blanks, and without marks that cannot be
/// seen.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{64b}'..='\u{652}'
            | '\u{670}'
            | '\u{640}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{feff}'
            | '\u{200d}' => {}
            '\u{200c}' | '\u{200b}' | '_' => out.push(' '),
            '\u{660}'..='\u{669}' => out.push(ascii_digit(c, 0x660)),
            '\u{6f0}'..='\u{6f9}' => out.push(ascii_digit(c, 0x6f0)),
            'ي' | 'ى' => out.push('ی'),
            'ك' => out.push('ک'),
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ة' => out.push('ه'),
            'ئ' => out.push('ی'),
            'ё' | 'Ё' => out.push('е'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            c if c.is_whitespace() => out.push(' '),
            c => out.extend(c.to_lowercase()),
        }
    }
    if !out.starts_with(' ') && !out.ends_with(' ') && !out.contains("  ") {
        return out;
    }
    let mut words = out.split(' ').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut all, word| {
        all.push(' ');
        all.push_str(word);
        all
    })
}

fn ascii_digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn one_form() {
        let rows = [
            ("۱۳۶۷/۰۵/۱۲", "1367/05/12"),
            ("٣٥ سنة", "35 سنه"),
            ("  Birth_Date ", "birth date"),
            ("نام\u{200c}خانوادگي", "نام خانوادگی"),
            ("Учёт", "учет"),
            ("1984–1985", "1984-1985"),
        ];
        for (text, expected) in rows {
            assert_eq!(plain(text), expected);
        }
    }
}
