//! Two tokens compared: how alike two parts of a name are. What `link` remembers for each pair of distinct values.

use crate::distance::{LETTER, distance};
use crate::name::{Role, Token};

/// How alike two tokens are, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Spelled to the same sounds.
    Equal,
    /// Two spellings of one name, as far as scripts and habits of spelling go: Djamshed and Ҷамшед.
    Spelling,
    /// Known forms of one name: Sasha and Alexander.
    Alias,
    /// About one letter apart.
    Letter,
    /// Two letters of many apart.
    Near,
    /// One is the initial of the other.
    Initial,
    /// One name with two endings: Rahmonov and Rahmonzoda, Karim and Karimov. A weak sign: names are changed so, and fathers named.
    Stem,
    /// More alike than chance, not enough for one name.
    Faint,
    /// Two names.
    Different,
}

impl Likeness {
    /// All levels, nearest first.
    pub const ALL: [Self; 9] = [
        Self::Equal,
        Self::Spelling,
        Self::Alias,
        Self::Letter,
        Self::Near,
        Self::Initial,
        Self::Stem,
        Self::Faint,
        Self::Different,
    ];
}

/// The likeness of two tokens, and their similarity in 0..=1 (1 less the distance, as a share of the longer word).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TokenMatch {
    /// The level.
    pub likeness: Likeness,
    /// 1 is equal.
    pub similarity: f32,
}

impl TokenMatch {
    pub(crate) const NONE: Self = Self { likeness: Likeness::Different, similarity: 0.0 };
}

/// Compares two tokens. Symmetric; allocates nothing; some 10 ns where they have little in common, some 100 ns where they have.
#[must_use]
pub fn compare_tokens(a: &Token, b: &Token) -> TokenMatch {
    if a.key == b.key {
        return TokenMatch { likeness: Likeness::Equal, similarity: 1.0 };
    }
    if a.role == Role::Initial || b.role == Role::Initial {
        return initial(a, b);
    }
    if a.role == Role::Number || b.role == Role::Number {
        return TokenMatch::NONE;
    }
    let alias = shares_alias(a, b);
    if !alias && too_far(a, b) {
        return TokenMatch::NONE;
    }
    let similarity = similarity(a, b);
    let likeness = match similarity {
        s if s >= SPELLING => Likeness::Spelling,
        _ if alias => Likeness::Alias,
        s if s >= LETTER_APART => Likeness::Letter,
        s if s >= NEAR => Likeness::Near,
        _ if same_stem(a, b) => Likeness::Stem,
        s if s >= FAINT => Likeness::Faint,
        _ => Likeness::Different,
    };
    TokenMatch { likeness, similarity }
}

const SPELLING: f32 = 0.89;
const LETTER_APART: f32 = 0.77;
const NEAR: f32 = 0.66;
const FAINT: f32 = 0.5;

/// How alike joined words are: used where one side glued what the other split.
pub(crate) fn joined(whole: &Token, first: &Token, second: &Token) -> f32 {
    let both = first.sounds.joined(&second.sounds);
    let weight = whole.weight.max(crate::distance::weight(&both)).max(1);
    share(distance(&whole.sounds, &both, (whole.bare, first.bare)), weight)
}

fn similarity(a: &Token, b: &Token) -> f32 {
    let weight = if a.bare == b.bare { a.weight.max(b.weight) } else { a.bones.max(b.bones) };
    let d = distance(&a.sounds, &b.sounds, (a.bare, b.bare));
    let first = if a.mask != b.mask && first_differs(a, b) { FIRST } else { 0 };
    share(d + first, weight.max(1))
}

/// People seldom err in the first letter, so another one weighs more.
const FIRST: u16 = 30;

fn first_differs(a: &Token, b: &Token) -> bool {
    match (a.sounds.codes().first(), b.sounds.codes().first()) {
        (Some(x), Some(y)) => crate::distance::apart(*x, *y) >= 60,
        _ => false,
    }
}

fn share(distance: u16, weight: u16) -> f32 {
    (1.0 - f32::from(distance) / f32::from(weight)).max(0.0)
}

/// Whole groups of consonants that only one of them has must cost more than half the word.
fn too_far(a: &Token, b: &Token) -> bool {
    let only_a = (a.mask & !b.mask).count_ones();
    let only_b = (b.mask & !a.mask).count_ones();
    let least = only_a.max(only_b) * u32::from(LETTER) * 7 / 10;
    least * 2 > u32::from(a.weight.max(b.weight)) && a.stem != b.stem
}

fn shares_alias(a: &Token, b: &Token) -> bool {
    a.aliases[0] != 0
        && b.aliases[0] != 0
        && a.aliases.iter().any(|group| *group != 0 && b.aliases.contains(group))
}

fn same_stem(a: &Token, b: &Token) -> bool {
    a.stem == b.stem && a.ending != b.ending && a.stem_length >= 3 && b.stem_length >= 3 && {
        let (x, y) = (a.sounds.first(a.stem_length.into()), b.sounds.first(b.stem_length.into()));
        let weight = crate::distance::weight(&x).max(crate::distance::weight(&y)).max(1);
        share(distance(&x, &y, (a.bare, b.bare)), weight) >= NEAR
    }
}

/// An initial stands for any name that begins with its sound.
fn initial(a: &Token, b: &Token) -> TokenMatch {
    let both = a.role == b.role;
    match (a.sounds.codes().first(), b.sounds.codes().first()) {
        (Some(x), Some(y)) if !both && crate::distance::apart(*x, *y) <= 15 => {
            TokenMatch { likeness: Likeness::Initial, similarity: 0.6 }
        }
        _ => TokenMatch::NONE,
    }
}
