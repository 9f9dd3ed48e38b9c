//! Text to typed tokens: every token knows its bytes in the original and its senses in the lexicon.
//!
//! Tokens are words, numbers and single marks. They are folded (lowercase, one space between, one apostrophe) into a
//! string of its own, in which the automaton looks for forms; the way back is by token, so offsets are always exact.

use sanad_model::Span;
use unicode_normalization::char::is_combining_mark;

use crate::fold::{digit, is_invisible};
use crate::language::Language;
use crate::lexicon::{Func, Lexicon, Sense, Voice};

/// One token or one form of several words, with its bytes in the text.
#[derive(Debug, Clone)]
pub(crate) struct Tok<'l> {
    /// Its bytes.
    pub(crate) span: Span,
    /// What it is made of.
    pub(crate) shape: Shape,
    /// What the lexicon says it may be.
    pub(crate) senses: &'l [Sense],
    /// Lowercase, single spaces.
    pub(crate) fold: String,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters, the first a capital followed by a lowercase letter or standing alone.
    Capital,
    /// Letters, all of them capitals, two or more.
    Upper,
    /// Other letters.
    Lower,
    /// A whole number.
    Digits(u64),
    /// A number with a decimal point: its value times 1000.
    Decimal(u64),
    /// Digits that are no number we count with: too long.
    Code,
    /// A mark.
    Mark(char),
}

impl Tok<'_> {
    /// Whether it is this function word.
    pub(crate) fn is(&self, func: Func) -> bool {
        self.senses.contains(&Sense::Func(func))
    }

    /// Whether it is this mark.
    pub(crate) fn mark(&self, c: char) -> bool {
        self.shape == Shape::Mark(c)
    }

    /// Whether it is letters.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Lower)
    }

    /// Whether it is four digits that may be a year of this calendar: 1900 to 2099.
    pub(crate) fn year(&self) -> Option<i16> {
        self.four_digits().filter(|n| (1900..2100).contains(n))
    }

    /// A number written as four digits without a separator.
    pub(crate) fn four_digits(&self) -> Option<i16> {
        match self.shape {
            Shape::Digits(n @ 1000..=9999) if self.fold.len() == 4 => i16::try_from(n).ok(),
            _ => None,
        }
    }

    /// A dash of any length, or a hyphen.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.shape, Shape::Mark('-' | '–' | '—' | '‐' | '‑' | '−'))
    }
}

/// The typed tokens of one stretch of a text.
pub(crate) fn scan<'l>(text: &str, within: Span, lexicon: &'l Lexicon) -> Vec<Tok<'l>> {
    let Some(piece) = within.of(text) else { return Vec::new() };
    let raw = tokens(piece, &lexicon.language.object_ending);
    let mut folded = String::with_capacity(piece.len() + raw.len() + 1);
    let mut starts = Vec::with_capacity(raw.len() + 1);
    for token in &raw {
        starts.push(folded.len());
        folded.push(' ');
        fold_into(&piece[token.0..token.1], token.2, &mut folded);
    }
    starts.push(folded.len());
    let longest = longest_forms(&folded, &starts, lexicon);
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let (count, senses) = match longest[at] {
            Some((count, pattern)) => (count, lexicon.senses[pattern].as_slice()),
            None => (1, &[][..]),
        };
        let named = lexicon.language.articles && is_name(&raw, at, count, senses, &longest);
        let senses = if named { &[][..] } else { senses };
        let (from, to) = (raw[at].0, raw[at + count - 1].1);
        let shape = if count == 1 || raw[at].2 != Shape::Lower { raw[at].2 } else { Shape::Lower };
        let shape =
            if count > 1 && !matches!(shape, Shape::Capital | Shape::Upper) { Shape::Lower } else { shape };
        out.push(Tok {
            span: Span { start: within.start + from, end: within.start + to },
            shape,
            senses,
            fold: folded[starts[at] + 1..starts[at + count]].to_owned(),
        });
        at += count;
    }
    out
}

/// "lawyer Said Boboev": a verb of saying with a capital inside a sentence, before an unknown word with a capital.
fn is_name(
    raw: &[(usize, usize, Shape)],
    at: usize,
    count: usize,
    senses: &[Sense],
    longest: &[Option<(usize, usize)>],
) -> bool {
    let capital = |i: usize| raw.get(i).is_some_and(|t| t.2 == Shape::Capital);
    let inside = at > 0 && !matches!(raw[at - 1].2, Shape::Mark(c) if !matches!(c, ',' | '-' | '–' | '—'));
    let says = senses.iter().any(|s| matches!(s, Sense::Say(Voice::Active)));
    count == 1 && says && inside && capital(at) && capital(at + 1) && longest[at + 1].is_none()
}

/// A form of the lexicon in the spelling in which text is searched.
pub(crate) fn fold_form(form: &str, language: &Language) -> String {
    let mut folded = String::new();
    for (from, to, shape) in tokens(form, &language.object_ending) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold_into(&form[from..to], shape, &mut folded);
    }
    folded
}

/// For each token, the longest form that begins with it: how many tokens, and which pattern.
fn longest_forms(folded: &str, starts: &[usize], lexicon: &Lexicon) -> Vec<Option<(usize, usize)>> {
    let mut longest: Vec<Option<(usize, usize)>> = vec![None; starts.len().saturating_sub(1)];
    for found in lexicon.automaton.find_overlapping_iter(folded) {
        let (Ok(first), Ok(end)) = (starts.binary_search(&found.start()), starts.binary_search(&found.end()))
        else {
            continue;
        };
        let count = end - first;
        if count > 0 && longest[first].is_none_or(|(known, _)| known < count) {
            longest[first] = Some((count, found.pattern().as_usize()));
        }
    }
    longest
}

fn fold_into(token: &str, shape: Shape, folded: &mut String) {
    match shape {
        Shape::Mark(c) => folded.push(c),
        _ => crate::fold::token(token, folded),
    }
}

/// Bytes and shape of each token; `object` is the ending of an object, which becomes a token of its own.
fn tokens(text: &str, object: &str) -> Vec<(usize, usize, Shape)> {
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        if digit(c).is_some() {
            let (to, shape) =
                figures(text, start).map_or_else(|| number(text, start), |to| (to, Shape::Code));
            end = to;
            while rest.next_if(|(at, _)| *at < end).is_some() {}
            if text[end..].starts_with(joins_a_number) {
                // "7th", "20km": a word.
                while let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric()) {
                    end = at + c.len_utf8();
                }
                out.push((start, end, Shape::Lower));
            } else {
                out.push((start, end, shape));
            }
        } else if c.is_alphanumeric() {
            let s = is_possessive(&text[start..]);
            while let Some(&(at, c)) = rest.peek() {
                let joined = (c.is_alphanumeric() && digit(c).is_none_or(|_| c.is_ascii()))
                    || is_invisible(c)
                    || is_combining_mark(c)
                    || (is_apostrophe(c)
                        && text[at + c.len_utf8()..].starts_with(char::is_alphabetic)
                        && !is_possessive(&text[at..]));
                if !joined || s {
                    break;
                }
                end = at + c.len_utf8();
                rest.next();
            }
            let stem = end - object_ending(&text[start..end], object);
            out.push((start, stem, word_shape(&text[start..stem])));
            if stem < end {
                out.push((stem, end, Shape::Lower));
            }
        } else if is_apostrophe(c) && is_possessive(&text[start..]) {
            if let Some((at, s)) = rest.next() {
                end = at + s.len_utf8();
            }
            out.push((start, end, Shape::Lower));
        } else {
            out.push((start, end, Shape::Mark(mark(c))));
        }
    }
    out
}

/// The bytes of the ending of an object («маҳбусонро») that ends a word; short names are left whole («Заҳро»).
fn object_ending(word: &str, object: &str) -> usize {
    let Some(stem) = word.strip_suffix(object).filter(|_| !object.is_empty()) else { return 0 };
    let shortest = if stem.starts_with(char::is_uppercase) { 4 } else { 3 };
    if stem.chars().count() < shortest { 0 } else { object.len() }
}

/// A letter that makes a word of the number it follows at once; Arabic script often leaves out the space.
fn joins_a_number(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{feff}')
}

/// Marks of Arabic script as the ones the rules speak of.
fn mark(c: char) -> char {
    match c {
        '،' => ',',
        '؛' => ';',
        '؟' => '?',
        '٪' => '%',
        '۔' => '.',
        _ => c,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Whether the text begins with "'s" that ends a word.
fn is_possessive(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_apostrophe)
        && chars.next().is_some_and(|c| matches!(c, 's' | 'S'))
        && !chars.next().is_some_and(char::is_alphanumeric)
}

fn word_shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    match (first, letters.next().map(char::is_uppercase)) {
        (true, None | Some(false)) => Shape::Capital,
        (true, Some(true)) => Shape::Upper,
        _ => Shape::Lower,
    }
}

/// Digits in a row, direction marks between them or not.
struct Digits {
    value: Option<u64>,
    count: usize,
    end: usize,
    zero_first: bool,
}

fn digits(text: &str, at: usize) -> Digits {
    let mut out = Digits { value: Some(0), count: 0, end: at, zero_first: false };
    for (i, c) in text[at..].char_indices() {
        if let Some(d) = digit(c) {
            out.zero_first |= out.count == 0 && d == 0;
            out.count += 1;
            out.end = at + i + c.len_utf8();
            let add = |v: u64| v.checked_mul(10)?.checked_add(u64::from(d));
            out.value = out.value.and_then(add).filter(|v| *v < 1_000_000_000_000);
        } else if !is_invisible(c) {
            break;
        }
    }
    out
}

/// The end of a date in figures that begins at a byte: "07.11.2018", "2018-11-07", "1397/08/16".
fn figures(text: &str, start: usize) -> Option<usize> {
    let first = digits(text, start);
    let (mark, at) =
        separator(text, first.end, &['.', '/', '-']).filter(|_| matches!(first.count, 1 | 2 | 4))?;
    let second = digits(text, at);
    let (_, at) = separator(text, second.end, &[mark]).filter(|_| matches!(second.count, 1 | 2))?;
    let third = digits(text, at);
    (matches!(third.count, 1 | 2 | 4) && first.count + third.count >= 5).then_some(third.end)
}

/// The number that begins at a byte, with groups of three ("1,200", "12 000", «۱٬۲۰۰») and a decimal point.
fn number(text: &str, start: usize) -> (usize, Shape) {
    let first = digits(text, start);
    let mut value = first.value;
    let mut end = first.end;
    let mut grouped = false;
    if first.count <= 3 && !first.zero_first {
        while let Some((_, after)) =
            separator(text, end, &[',', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '٬', '،'])
        {
            let group = digits(text, after);
            if group.count != 3 {
                break;
            }
            value = value
                .and_then(|v| v.checked_mul(1000)?.checked_add(group.value?))
                .filter(|v| *v < 1_000_000_000_000);
            end = group.end;
            grouped = true;
        }
    }
    if !grouped && let Some((mark, after)) = separator(text, end, &['.', '٫', ',']) {
        let part = digits(text, after);
        // "1,5 тысячи", but "19,23,25" is a list.
        let fraction =
            part.count > 0 && (mark != ',' || part.count < 3 && !text[part.end..].starts_with(','));
        if fraction {
            let thousandths = part.value.filter(|_| part.count <= 3).map(|v| match part.count {
                1 => v * 100,
                2 => v * 10,
                _ => v,
            });
            let shape = match (value, thousandths) {
                (Some(v), Some(t)) if v < 1_000_000 => Shape::Decimal(v * 1000 + t),
                _ => Shape::Code,
            };
            return (part.end, shape);
        }
    }
    (end, value.map_or(Shape::Code, Shape::Digits))
}

/// One of these marks at a byte, direction marks around it or not, and the byte after it.
fn separator(text: &str, at: usize, marks: &[char]) -> Option<(char, usize)> {
    let (i, c) = text.get(at..)?.char_indices().take(8).find(|(_, c)| !is_invisible(*c))?;
    marks.contains(&c).then_some((c, at + i + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_bytes() {
        let rows = [
            ("Khujand’s zone", "khujand|'s|zone"),
            ("twenty-two", "twenty|-|two"),
            ("1,200 and 12\u{a0}000", "1,200|and|12 000"),
            ("the 7th, 20km", "the|7th|,|20km"),
            ("didn't", "didn't"),
            ("3/3", "3|/|3"),
            ("AT\n LEAST", "at least"),
            ("«slope»", "«|slope|»"),
            ("۱۴نفر، ۱٬۲۰۰ تن", "14|نفر|,|1٬200|تن"),
            ("1\u{200f},2\u{200e}00 and 2\u{200f}4", "1,200|and|24"),
            ("№ 5", "№|5"),
        ];
        let lexicon = Lexicon::of("en").unwrap();
        for (text, expected) in rows {
            let whole = Span { start: 0, end: text.len() };
            let found: Vec<_> = scan(text, whole, lexicon).into_iter().map(|t| t.fold).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
