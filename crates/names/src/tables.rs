//! The tables of letters under `data/translit`, read once, and how a word runs through them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::script::{Script, is_sign};
use crate::sounds::Sounds;

/// A word read: its sounds and its Latin form.
pub(crate) struct Read {
    pub(crate) sounds: Sounds,
    pub(crate) latin: String,
}

/// Which readings of shared Cyrillic letters hold, seen from the letters of the whole name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cyrillic {
    Russian,
    Ukrainian,
    Serbian,
}

impl Cyrillic {
    /// Tajik and Uzbek letters win: their typists borrow letters of other languages.
    pub(crate) fn of(name: &str) -> Self {
        let has = |letters: &str| name.chars().any(|c| letters.contains(c));
        if has("ҷҳқғӣӯ") {
            Self::Russian
        } else if has("іїєґІЇЄҐ") {
            Self::Ukrainian
        } else if has("јћђџЈЋЂЏ") {
            Self::Serbian
        } else {
            Self::Russian
        }
    }
}

/// Reads one word, in lower case and without invisible marks.
pub(crate) fn read(word: &str, script: Script, cyrillic: Cyrillic) -> Read {
    let tables: &[&Table] = match (script, cyrillic) {
        (Script::Cyrillic, Cyrillic::Ukrainian) => &[&UKRAINIAN, &CYRILLIC],
        (Script::Cyrillic, Cyrillic::Serbian) => &[&SERBIAN, &CYRILLIC],
        (Script::Cyrillic, Cyrillic::Russian) => &[&CYRILLIC],
        (Script::Arabic, _) => &[&ARABIC],
        (Script::Hebrew, _) => &[&HEBREW],
        _ => &[&LATIN],
    };
    if script == Script::Other {
        return other(word);
    }
    let mut read = run(word, tables);
    if matches!(script, Script::Latin | Script::None) {
        read.latin = plain_latin(word);
    }
    read
}

/// A script without a table of its own, by the general table; signs one by one, for each is a syllable.
fn other(word: &str) -> Read {
    let tables: &[&Table] = &[&LATIN];
    if !word.chars().all(is_sign) {
        let latin = any_ascii::any_ascii(word).to_lowercase();
        return Read { sounds: run(&latin, tables).sounds, latin };
    }
    let mut read = Read { sounds: Sounds::default(), latin: String::new() };
    for sign in word.chars() {
        let latin = any_ascii::any_ascii_char(sign).to_lowercase();
        read.sounds = read.sounds.joined(&run(&latin, tables).sounds);
        read.latin.push_str(&latin);
    }
    read
}

/// Latin letters without their marks, and without apostrophes.
pub(crate) fn plain_latin(word: &str) -> String {
    let bare: String = word.nfd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c)).collect();
    if bare.is_ascii() { bare } else { any_ascii::any_ascii(&bare).to_lowercase() }
}

/// Marks that stand for ‘ayn, hamza, a soft sign or nothing.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | '‘'
            | '`'
            | '´'
            | 'ʻ'
            | 'ʼ'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | '′'
            | '‛'
            | '＇'
            | 'ʹ'
            | 'ˊ'
            | 'ˋ'
    )
}

fn run(word: &str, tables: &[&Table]) -> Read {
    let chars: Vec<char> = word.chars().filter(|c| !is_apostrophe(*c)).collect();
    let mut letters = String::new();
    let mut latin = String::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(rule) = tables.iter().find_map(|table| table.find(&chars, at)) {
            letters.push_str(&rule.sounds);
            latin.push_str(&rule.latin);
            at += rule.key.len();
        } else {
            let plain = without_marks(chars[at]);
            latin.push_str(&plain);
            letters.push_str(&spell(&plain));
            at += 1;
        }
    }
    Read { sounds: Sounds::from_letters(&letters), latin }
}

/// A letter that no table has, by its base letter or the general table.
fn without_marks(letter: char) -> String {
    if is_combining_mark(letter) {
        return String::new();
    }
    let base: String = std::iter::once(letter).nfd().filter(|c| !is_combining_mark(*c)).collect();
    let plain = if base.is_ascii() { base } else { any_ascii::any_ascii(&base) };
    plain.to_lowercase()
}

/// A few plain Latin letters, each by its own sound.
fn spell(plain: &str) -> String {
    let chars: Vec<char> = plain.chars().collect();
    let mut letters = String::new();
    for (at, letter) in chars.iter().enumerate() {
        if letter.is_ascii_digit() {
            letters.push(*letter);
        } else if let Some(rule) = LATIN.find(&chars[at..=at], 0) {
            letters.push_str(&rule.sounds);
        }
    }
    letters
}

struct Rule {
    key: Vec<char>,
    first: bool,
    last: bool,
    sounds: String,
    latin: String,
}

/// Rules by their first letter, the longest first; anchored ones before free ones of the same length.
struct Table(BTreeMap<char, Vec<Rule>>);

impl Table {
    fn new(sources: &[&str]) -> Self {
        let mut rules: BTreeMap<char, Vec<Rule>> = BTreeMap::new();
        for line in sources.iter().flat_map(|source| source.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let mut cells = line.split('\t');
            let written = cells.next().unwrap_or_default();
            let sounds = cells.next().unwrap_or_default().to_owned();
            let latin = cells.next().unwrap_or_default().to_owned();
            let key: Vec<char> = written.trim_start_matches('^').trim_end_matches('$').chars().collect();
            if let Some(first) = key.first() {
                let rule = Rule {
                    first: written.starts_with('^'),
                    last: written.ends_with('$'),
                    sounds,
                    latin,
                    key: key.clone(),
                };
                rules.entry(*first).or_default().push(rule);
            }
        }
        for bucket in rules.values_mut() {
            bucket.sort_by_key(|rule| std::cmp::Reverse((rule.key.len(), rule.first, rule.last)));
        }
        Self(rules)
    }

    fn find(&self, chars: &[char], at: usize) -> Option<&Rule> {
        let rest = &chars[at..];
        self.0.get(&chars[at])?.iter().find(|rule| {
            rest.starts_with(&rule.key)
                && (!rule.first || at == 0)
                && (!rule.last || rest.len() == rule.key.len())
        })
    }
}

static LATIN: LazyLock<Table> = LazyLock::new(|| Table::new(&[include_str!("../data/translit/latin.tsv")]));
static CYRILLIC: LazyLock<Table> = LazyLock::new(|| {
    Table::new(&[
        include_str!("../data/translit/russian.tsv"),
        include_str!("../data/translit/tajik.tsv"),
        include_str!("../data/translit/uzbek.tsv"),
        include_str!("../data/translit/cyrillic.tsv"),
    ])
});
static UKRAINIAN: LazyLock<Table> =
    LazyLock::new(|| Table::new(&[include_str!("../data/translit/ukrainian.tsv")]));
static SERBIAN: LazyLock<Table> =
    LazyLock::new(|| Table::new(&[include_str!("../data/translit/serbian.tsv")]));
static ARABIC: LazyLock<Table> = LazyLock::new(|| {
    Table::new(&[include_str!("../data/translit/arabic.tsv"), include_str!("../data/translit/persian.tsv")])
});
static HEBREW: LazyLock<Table> = LazyLock::new(|| Table::new(&[include_str!("../data/translit/hebrew.tsv")]));
