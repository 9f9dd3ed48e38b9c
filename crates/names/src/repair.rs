//! What is mended before a name is read: damage that extraction, keyboards and code pages do to names in real lists.

use unicode_normalization::UnicodeNormalization;

use crate::script::Script;

/// Something that was mended, so that it can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// Invisible marks were taken out: zero-width, direction, soft hyphen, byte-order mark.
    InvisibleMarks,
    /// Stretching of Arabic letters (tatweel) was taken out.
    Tatweel,
    /// Presentation forms, ligatures, full-width letters were replaced by plain ones.
    Presentation,
    /// A lam-alef that came apart the wrong way round in a PDF was put together: عبد هللا.
    LamAlef,
    /// Letters of one script inside a word of the other, that look alike, were replaced.
    LookAlikes,
    /// Text that was decoded with the wrong code page was decoded again.
    Mojibake,
    /// Digits inside a word that stand for letters: I9or.
    DigitsForLetters,
}

impl Repair {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::InvisibleMarks => "invisible marks taken out",
            Self::Tatweel => "stretched letters made plain",
            Self::Presentation => "presentation forms made plain",
            Self::LamAlef => "broken lam-alef put together",
            Self::LookAlikes => "look-alike letters of another script replaced",
            Self::Mojibake => "wrongly decoded text decoded again",
            Self::DigitsForLetters => "digits read as letters",
        }
    }
}

/// The mended text, in normal form C, and what was done.
#[must_use]
pub fn repair(text: &str) -> (String, Vec<Repair>) {
    let mut done = Vec::new();
    if text.is_ascii() {
        let plain: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
        return (plain, done);
    }
    let mut text = undo_mojibake(text, &mut done);
    text = presentation(&text, &mut done);
    text = invisible(&text, &mut done);
    if text.chars().any(|c| Script::of_char(c) == Script::Arabic) {
        text = lam_alef(&text, &mut done);
        text = text.chars().map(plain_arabic).collect();
    }
    text = text.split_inclusive(char::is_whitespace).map(|word| look_alikes(word, &mut done)).collect();
    (text, done)
}

fn note(done: &mut Vec<Repair>, repair: Repair) {
    if !done.contains(&repair) {
        done.push(repair);
    }
}

/// Compatibility forms, letter by letter; so that "½" in a company's name and the like stay what they are, only letters are touched.
fn presentation(text: &str, done: &mut Vec<Repair>) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let folded = matches!(c, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{ff01}'..='\u{ff5e}' | '\u{1d400}'..='\u{1d7ff}' | '\u{2100}'..='\u{214f}');
        if folded {
            note(done, Repair::Presentation);
            plain.extend(std::iter::once(c).nfkc());
        } else {
            plain.push(c);
        }
    }
    plain.nfc().collect()
}

/// The zero-width non-joiner joins the parts of a Persian word for our purpose; the others mean nothing in a name.
fn invisible(text: &str, done: &mut Vec<Repair>) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200c}' => {}
            '\u{640}' => note(done, Repair::Tatweel),
            '\u{200b}'
            | '\u{200d}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{61c}' => {
                note(done, Repair::InvisibleMarks);
            }
            c if c.is_control() && !c.is_whitespace() => note(done, Repair::InvisibleMarks),
            _ => plain.push(c),
        }
    }
    plain
}

/// PDF extraction turns the ligature لا into the two letters in the wrong order: الله comes as هللا or اهلل, عبدالله as عبد هللا.
fn lam_alef(text: &str, done: &mut Vec<Repair>) -> String {
    let mended: Vec<String> = text
        .split(' ')
        .map(|word| {
            let bare = word.trim_end_matches(['.', '،', ',']);
            if bare.ends_with("هللا") && bare.chars().count() >= 4 {
                note(done, Repair::LamAlef);
                word.replace("هللا", "الله")
            } else if bare.ends_with("اهلل") {
                note(done, Repair::LamAlef);
                word.replace("اهلل", "الله")
            } else if starts_broken(bare) {
                note(done, Repair::LamAlef);
                word.replacen("اال", "الا", 1)
            } else {
                word.to_owned()
            }
        })
        .collect();
    mended.join(" ")
}

/// The article before an alef, broken: االحمد for الاحمد. No Arabic word begins with two alefs.
fn starts_broken(word: &str) -> bool {
    word.starts_with("اال") && word.chars().count() > 4
}

/// One letter for the variants of alef, kaf, ya and ha that keyboards mix up; marks of vowels stay.
fn plain_arabic(c: char) -> char {
    match c {
        'ك' | 'ڪ' | 'ګ' if c != 'ګ' => 'ک',
        'ي' | 'ى' | 'ې' | 'ێ' => 'ی',
        'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ؤ' => 'و',
        'ئ' => 'ی',
        'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۂ' | 'ۃ' => 'ه',
        'ة' => 'ه',
        other => other,
    }
}

/// A word with letters of two scripts, one of them Cyrillic: the letters that look alike are read in the script of the majority.
fn look_alikes(word: &str, done: &mut Vec<Repair>) -> String {
    let latin = word.chars().filter(|c| Script::of_char(*c) == Script::Latin).count();
    let cyrillic = word.chars().filter(|c| Script::of_char(*c) == Script::Cyrillic).count();
    if latin == 0 || cyrillic == 0 {
        return word.to_owned();
    }
    let to_cyrillic = cyrillic >= latin;
    let other = if to_cyrillic { Script::Latin } else { Script::Cyrillic };
    let twin = |c: char| {
        PAIRS.iter().find_map(|(l, k)| match (to_cyrillic, *l == c, *k == c) {
            (true, true, _) => Some(*k),
            (false, _, true) => Some(*l),
            _ => None,
        })
    };
    if !word.chars().all(|c| Script::of_char(c) != other || twin(c).is_some()) {
        return word.to_owned();
    }
    note(done, Repair::LookAlikes);
    word.chars().map(|c| twin(c).unwrap_or(c)).collect()
}

/// Latin and Cyrillic letters of one shape (Unicode confusables, the everyday part).
const PAIRS: [(char, char); 31] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('k', 'к'),
    ('h', 'һ'),
    ('ï', 'ї'),
    ('ë', 'ё'),
    ('Ë', 'Ё'),
    ('y', 'ү'),
];

/// UTF-8 that was read as Latin-1 or Windows-1252: decoded again if that gives valid text with letters and nothing is lost.
fn undo_mojibake(text: &str, done: &mut Vec<Repair>) -> String {
    if !text.chars().any(|c| matches!(c, 'Ã' | 'Â' | 'Ð' | 'Ñ' | 'Ø' | 'Ù' | 'Ò' | 'Ó')) {
        return text.to_owned();
    }
    let bytes: Option<Vec<u8>> = text.chars().map(windows_1252).collect();
    match bytes.map(String::from_utf8) {
        Some(Ok(again)) if again.chars().count() < text.chars().count() => {
            note(done, Repair::Mojibake);
            again
        }
        _ => text.to_owned(),
    }
}

fn windows_1252(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    u8::try_from(u32::from(c))
        .ok()
        .or_else(|| HIGH.iter().position(|high| *high == c).and_then(|place| u8::try_from(place + 0x80).ok()))
}
