//! Names of companies, bodies and vessels: legal forms, numbers, words that many of them share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::split::{Word, fold};

/// What a run of words is in the name of a body.
pub(crate) enum Piece {
    /// A legal form, under its common name, and how many words it takes.
    Form(&'static str, usize),
    /// A number, and how many words it takes.
    Number(u32, usize),
}

/// The legal form or number that begins at `at`, if any; the longest wins.
pub(crate) fn piece(words: &[Word], at: usize) -> Option<Piece> {
    form(words, at).or_else(|| number(words, at))
}

/// A word that bodies have in their names and people have not.
pub(crate) fn is_generic(folded: &str) -> bool {
    GENERIC.contains(folded)
}

/// A country or city that tells one branch from another.
pub(crate) fn is_place(folded: &str) -> bool {
    PLACES.contains(folded)
}

/// Whether these words name a body: a legal form in its place, two shared words or one at the end, or a number.
pub(crate) fn is_body(words: &[Word]) -> bool {
    let legal = (0..words.len()).any(|at| {
        form(words, at).is_some_and(|piece| match piece {
            Piece::Form(_, taken) => {
                let letters = words[at].folded.chars().count();
                let edge = at == 0 || at + taken == words.len();
                (taken > 1 || letters >= 3 || (edge && at > 0 && shouted(words, at))) && edge
            }
            Piece::Number(..) => false,
        })
    });
    let generic =
        words.iter().filter(|word| word.folded.chars().count() > 2 && is_generic(&word.folded)).count();
    let digits = words.iter().any(|word| word.text.chars().all(|c| c.is_ascii_digit()));
    legal
        || digits
        || generic >= 2
        || words.iter().any(|word| STRONG.contains(&word.folded.as_str()))
        || words.iter().any(|word| word.text == "&")
}

/// Shared words of which one is enough.
const STRONG: [&str; 34] = [
    "bank",
    "company",
    "aviation",
    "industries",
    "corporation",
    "group",
    "organization",
    "organisation",
    "trust",
    "holdings",
    "foundation",
    "ministry",
    "university",
    "brigade",
    "battalion",
    "army",
    "shipping",
    "airlines",
    "institute",
    "committee",
    "construction",
    "international",
    "trading",
    "services",
    "solutions",
    "limited",
    "association",
    "party",
    "mv",
    "vessel",
    "компания",
    "банк",
    "министерство",
    "организация",
];

/// A short form counts where it is written as one: capitals beside a word that is not all capitals, or with full stops.
fn shouted(words: &[Word], at: usize) -> bool {
    let upper = |word: &Word| word.text.chars().all(|c| !c.is_lowercase());
    upper(&words[at]) && (words.iter().any(|word| !upper(word)) || words[at].dotted)
}

fn form(words: &[Word], at: usize) -> Option<Piece> {
    (1..=5).rev().find_map(|taken| {
        let run = words.get(at..at + taken)?;
        let key = run.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join("_");
        let spaced = FORMS.get(key.as_str());
        // B.V. and G.m.b.H. come as single letters
        let spelled = || {
            let single =
                run.iter().all(|word| word.folded.chars().count() == 1) || run.iter().all(|word| word.dotted);
            single.then(|| FORMS.get(key.replace('_', "").as_str())).flatten()
        };
        spaced.or_else(spelled).map(|form| Piece::Form(form, taken))
    })
}

fn number(words: &[Word], at: usize) -> Option<Piece> {
    let word = words.get(at)?;
    let folded = word.folded.as_str();
    let digits = folded.trim_end_matches(|c: char| c.is_alphabetic());
    if !digits.is_empty()
        && digits.len() < 9
        && digits.bytes().all(|b| b.is_ascii_digit())
        && folded.len() - digits.len() <= 2
    {
        return digits.parse().ok().map(|number| Piece::Number(number, 1));
    }
    if let Some(value) = spelled_number(folded) {
        let unit = words.get(at + 1).and_then(|next| spelled_number(&next.folded));
        return match unit {
            Some(unit) if value >= 20 && unit < 10 => Some(Piece::Number(value + unit, 2)),
            _ => Some(Piece::Number(value, 1)),
        };
    }
    (at > 0).then(|| roman(&word.text)).flatten().map(|number| Piece::Number(number, 1))
}

fn spelled_number(folded: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 46] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fourty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("первый", 1),
        ("первая", 1),
        ("второй", 2),
        ("вторая", 2),
        ("третий", 3),
        ("третья", 3),
        ("четвертый", 4),
        ("пятый", 5),
    ];
    WORDS.iter().find(|(word, _)| *word == folded).map(|(_, value)| *value)
}

/// A Roman number in capitals, below 40.
fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return None;
    }
    let value = |b: u8| match b {
        b'I' => 1_i32,
        b'V' => 5,
        _ => 10,
    };
    let bytes = text.as_bytes();
    let mut sum = 0;
    for (at, b) in bytes.iter().enumerate() {
        let less = bytes.get(at + 1).is_some_and(|next| value(*next) > value(*b));
        sum += if less { -value(*b) } else { value(*b) };
    }
    u32::try_from(sum).ok().filter(|sum| *sum > 0)
}

static FORMS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut forms = BTreeMap::new();
    for line in include_str!("../data/roles/organisation.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some((form, spellings)) = line.split_once('\t') {
            forms.extend(
                spellings.split_whitespace().map(|spelling| (fold(spelling).replace(['.', '/'], ""), form)),
            );
        }
    }
    forms
});

fn list(source: &'static str) -> BTreeSet<String> {
    source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|word| fold(word).replace('/', ""))
        .collect()
}

static GENERIC: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| list(include_str!("../data/roles/generic.txt")));
static PLACES: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(include_str!("../data/roles/places.txt")));
