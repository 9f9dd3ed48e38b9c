//! A cell into names, and a name into words.

use crate::script::Script;
use crate::tables::is_apostrophe;

/// A word as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) folded: String,
    pub(crate) script: Script,
    /// A comma stood before it.
    pub(crate) after_comma: bool,
    /// Hyphen before it.
    pub(crate) joined: bool,
    /// A full stop behind it.
    pub(crate) dotted: bool,
}

impl Word {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            folded: fold(text),
            script: Script::of(text),
            text: text.to_owned(),
            after_comma: false,
            joined: false,
            dotted: false,
        }
    }
}

/// Lower case, in normal form, without apostrophes; marks on letters stay, they carry sound.
pub(crate) fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let lower = word.to_lowercase();
    let lower = if lower.is_ascii() { lower } else { lower.replace("i\u{307}", "i") };
    lower.nfc().filter(|c| !is_apostrophe(*c)).collect()
}

/// The names in one cell.
pub(crate) fn alternatives(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for piece in text.split([';', '\n', '|']) {
        parts.extend(by_words(piece));
    }
    let mut names = Vec::new();
    for part in parts {
        let (outside, inside) = brackets(&part);
        names.push(outside);
        names.extend(inside);
    }
    names.retain(|name| name.chars().any(char::is_alphanumeric));
    if names.is_empty() { vec![text.to_owned()] } else { names }
}

/// Words that say: also known as.
const ALSO: [&str; 16] = [
    " a.k.a. ",
    " a.k.a ",
    " aka ",
    " alias ",
    " f.k.a. ",
    " fka ",
    " n.k.a. ",
    " also known as ",
    " formerly known as ",
    " formerly ",
    " он же ",
    " она же ",
    " известный как ",
    " известная как ",
    " معروف به ",
    " المعروف ب",
];

fn by_words(text: &str) -> Vec<String> {
    let mut parts = vec![text.to_owned()];
    for word in ALSO {
        parts = parts.iter().flat_map(|part| cut(part, word)).collect();
    }
    parts.iter().flat_map(|part| by_slash(part)).collect()
}

/// Cuts at a word, whatever its case. Lower-casing may move bytes, so only texts whose length it keeps are cut at capitals.
fn cut(text: &str, word: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let searched = if lower.len() == text.len() { lower.as_str() } else { text };
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(at) = searched[from..].find(word) {
        if !text.is_char_boundary(from + at) || !text.is_char_boundary(from + at + word.len()) {
            break;
        }
        parts.push(text[from..from + at].to_owned());
        from += at + word.len();
    }
    parts.push(text[from..].to_owned());
    parts
}

/// A slash between two names; not the one of A/S, c/o or 12/7.
fn by_slash(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split('/').collect();
    let long = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    if parts.len() > 1 && parts.iter().all(long) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    }
}

/// What stands in brackets is another name if it has two words or more; else it belongs to the name.
fn brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let (within, behind) = after.split_once(')').unwrap_or((after, ""));
        outside.push_str(before);
        if within.split_whitespace().count() >= 2 && before.trim().contains(' ') {
            inside.push(within.to_owned());
        } else {
            outside.push(' ');
            outside.push_str(within);
            outside.push(' ');
        }
        rest = behind;
    }
    outside.push_str(rest);
    (outside, inside)
}

/// The words of one name.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut current = String::new();
    let mut comma = false;
    let mut joined = false;
    let mut finish = |current: &mut String, comma: &mut bool, joined: &mut bool, dotted: bool| {
        let text = current.trim_matches(is_apostrophe);
        for (place, part) in camel(text).into_iter().enumerate() {
            let mut word = Word::new(&part);
            word.after_comma = std::mem::take(comma);
            word.joined = std::mem::take(joined) || place > 0;
            word.dotted = dotted;
            words.push(word);
        }
        current.clear();
    };
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || is_apostrophe(c) || is_mark(c) || c == '&' => current.push(c),
            '.' => finish(&mut current, &mut comma, &mut joined, true),
            ',' | '،' | '、' => {
                finish(&mut current, &mut comma, &mut joined, false);
                comma = true;
            }
            '-' | '‐' | '‑' | '–' | '_' | '־' => {
                finish(&mut current, &mut comma, &mut joined, false);
                joined = true;
            }
            '/' => {}
            _ => {
                finish(&mut current, &mut comma, &mut joined, false);
                joined = false;
            }
        }
    }
    finish(&mut current, &mut comma, &mut joined, false);
    words
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Words that were glued with their capitals left: SergeiLavrov. Not McDonald, DeVito, al-Assad without its hyphen.
fn camel(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let mut parts = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let current_length = parts.last().map_or(0, |part: &String| part.chars().count());
        let rest = chars.len() - at;
        let turn = at > 0 && chars[at - 1].is_lowercase() && c.is_uppercase();
        if turn
            && current_length >= 3
            && rest >= 2
            && !parts.last().is_some_and(|part| part == "Mac" || part == "Abd")
        {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(*c);
        }
    }
    parts.retain(|part| part.chars().any(char::is_alphanumeric) || part == "&");
    parts
}
