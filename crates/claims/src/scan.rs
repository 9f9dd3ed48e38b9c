//! Text to typed tokens: every token knows its bytes in the original and its senses in the lexicon.
//!
//! Tokens are words, numbers and single marks. They are folded (lowercase, one space between, one apostrophe) into a
//! string of its own, in which the automaton looks for forms; the way back is by token, so offsets are always exact.

use sanad_model::Span;

use crate::lexicon::{Func, Lexicon, Sense};

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

    /// A dash of any length, or a hyphen.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.shape, Shape::Mark('-' | '–' | '—' | '‐' | '‑' | '−'))
    }
}

/// The typed tokens of one stretch of a text.
pub(crate) fn scan<'l>(text: &str, within: Span, lexicon: &'l Lexicon) -> Vec<Tok<'l>> {
    let Some(piece) = within.of(text) else { return Vec::new() };
    let raw = tokens(piece);
    let mut folded = String::with_capacity(piece.len() + raw.len() + 1);
    let mut starts = Vec::with_capacity(raw.len() + 1);
    for token in &raw {
        starts.push(folded.len());
        folded.push(' ');
        fold_into(&piece[token.0..token.1], &mut folded);
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

/// A form of the lexicon in the spelling in which text is searched.
pub(crate) fn fold_form(form: &str) -> String {
    let mut folded = String::new();
    for (from, to, _) in tokens(form) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold_into(&form[from..to], &mut folded);
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

fn fold_into(token: &str, folded: &mut String) {
    for c in token.chars() {
        match c {
            '’' | 'ʼ' | '`' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// Bytes and shape of each token.
fn tokens(text: &str) -> Vec<(usize, usize, Shape)> {
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_ascii_digit() {
            let (to, shape) = number(text, start);
            end = to;
            while rest.next_if(|(at, _)| *at < end).is_some() {}
            if text[end..].starts_with(char::is_alphabetic) {
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
                let joined = c.is_alphanumeric()
                    || is_invisible(c)
                    || unicode_normalization::char::is_combining_mark(c)
                    || (is_apostrophe(c)
                        && text[at + c.len_utf8()..].starts_with(char::is_alphabetic)
                        && !is_possessive(&text[at..]));
                if !joined || s {
                    break;
                }
                end = at + c.len_utf8();
                rest.next();
            }
            out.push((start, end, word_shape(&text[start..end])));
        } else if is_apostrophe(c) && is_possessive(&text[start..]) {
            if let Some((at, s)) = rest.next() {
                end = at + s.len_utf8();
            }
            out.push((start, end, Shape::Lower));
        } else {
            out.push((start, end, Shape::Mark(c)));
        }
    }
    out
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Direction marks and joiners: part of whatever they stand in.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
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

/// The number that begins at a byte, with groups of three ("1,200", "12 000") and a decimal point.
fn number(text: &str, start: usize) -> (usize, Shape) {
    let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(start);
    let mut end = start + first;
    let mut value: Option<u64> = (first <= 12).then(|| text[start..end].parse().ok()).flatten();
    let mut grouped = false;
    if first <= 3 && !text[start..].starts_with('0') {
        while let Some(c) = text[end..].chars().next() {
            let after = end + c.len_utf8();
            if !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}') || digits(after) != 3 {
                break;
            }
            let group = text[after..after + 3].parse::<u64>().ok();
            value = value
                .and_then(|v| v.checked_mul(1000)?.checked_add(group?))
                .filter(|v| *v < 1_000_000_000_000);
            end = after + 3;
            grouped = true;
        }
    }
    if !grouped && text[end..].starts_with('.') {
        let part = digits(end + 1);
        if part > 0 {
            let to = end + 1 + part;
            let thousandths = format!("{:0<3}", &text[end + 1..end + 1 + part.min(3)]).parse::<u64>().ok();
            let shape = match (value, thousandths) {
                (Some(v), Some(t)) if v < 1_000_000 => Shape::Decimal(v * 1000 + t),
                _ => Shape::Code,
            };
            return (to, shape);
        }
    }
    (end, value.map_or(Shape::Code, Shape::Digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_bytes() {
        let rows = [
            ("Khujand’s zone", "khujand|'s|zone"),
            ("twenty-two", "twenty|-|two"),
            ("1,200 and 12\u{a0}000", "1,200|and|12\u{a0}000"),
            ("the 7th, 20km", "the|7th|,|20km"),
            ("didn't", "didn't"),
            ("3/3", "3|/|3"),
            ("AT\n LEAST", "at least"),
            ("«slope»", "«|slope|»"),
        ];
        let lexicon = Lexicon::of("en").unwrap();
        for (text, expected) in rows {
            let whole = Span { start: 0, end: text.len() };
            let found: Vec<_> = scan(text, whole, lexicon).into_iter().map(|t| t.fold).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
