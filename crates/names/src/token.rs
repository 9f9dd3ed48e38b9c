//! Two tokens compared: how alike two parts of a name are. What `link` remembers for each pair of distinct values.

use crate::compound::Opener;
use crate::distance::{LETTER, bones, cost, distance, weight};
use crate::name::{Role, Token};
use crate::sounds::FIRST_CONSONANT;
use crate::words::Ending;

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
        return if a.signs && b.signs {
            signs(a, b)
        } else {
            TokenMatch { likeness: Likeness::Equal, similarity: 1.0 }
        };
    }
    if a.role == Role::Initial || b.role == Role::Initial {
        return initial(a, b);
    }
    if a.role == Role::Number || b.role == Role::Number {
        return TokenMatch::NONE;
    }
    if a.signs && b.signs {
        return signs(a, b);
    }
    let alias = shares_alias(a, b);
    if !alias && too_far(a, b) {
        return TokenMatch::NONE;
    }
    if without_article(a, b) {
        return TokenMatch { likeness: Likeness::Spelling, similarity: SPELLING };
    }
    let similarity = similarity(a, b);
    // of two places the one is not a slip for the other
    if a.place && b.place && similarity < SPELLING {
        return TokenMatch::NONE;
    }
    TokenMatch { likeness: level(a, b, similarity, alias), similarity }
}

/// One of them has the article glued on: Alharbi and Harbi.
fn without_article(a: &Token, b: &Token) -> bool {
    let (long, short) = if a.sounds.codes().len() > b.sounds.codes().len() { (a, b) } else { (b, a) };
    let rest = long.sounds.codes().strip_suffix(short.sounds.codes());
    short.sounds.codes().len() >= 4
        && matches!(rest, Some([vowel, article]) if *vowel < FIRST_CONSONANT && *article == L)
}

/// The sound l.
const L: u8 = 30;

const SPELLING: f32 = 0.89;
const LETTER_APART: f32 = 0.77;
const NEAR: f32 = 0.66;
const FAINT: f32 = 0.5;

fn level(a: &Token, b: &Token, similarity: f32, alias: bool) -> Likeness {
    // two names that are known, and known for two, are no slips of the pen
    let two_known = !alias && a.aliases[0] != 0 && b.aliases[0] != 0 || made_from_two_known(a, b);
    match similarity {
        s if s >= LETTER_APART && two_known => Likeness::Faint,
        _ if two_known => Likeness::Different,
        s if s >= SPELLING => Likeness::Spelling,
        _ if alias => Likeness::Alias,
        s if s >= LETTER_APART => Likeness::Letter,
        _ if same_stem(a, b) => Likeness::Stem,
        s if s >= NEAR => Likeness::Near,
        s if s >= FAINT => Likeness::Faint,
        _ => Likeness::Different,
    }
}

/// How alike joined words are: used where one side glued what the other split.
pub(crate) fn joined(whole: &Token, first: &Token, second: &Token) -> f32 {
    let both = first.sounds.joined(&second.sounds);
    let (weigh, held): (fn(&[u8]) -> u16, u16) =
        if whole.bare == first.bare { (weight, whole.weight) } else { (bones, whole.bones) };
    let weight = held.max(weigh(both.codes())).max(1);
    share(distance(whole.sounds.codes(), both.codes(), (whole.bare, first.bare), weight / 2), weight)
}

/// By sound; and if both are written in one alphabet, by letter: slips of the pen are letters, not sounds.
fn similarity(a: &Token, b: &Token) -> f32 {
    if a.opener != b.opener && a.opener != Opener::None && b.opener != Opener::None {
        return 0.0;
    }
    let (from, to) = (a.opener == b.opener && a.opener != Opener::None, a.group == b.group && a.group != 0);
    let heard = match (from, to) {
        (false, false) => wholes(a, b),
        (true, true) => cores(a, b),
        _ => between(a, b, (from, to)),
    };
    // what is written out in the one script would be in the other
    let compound = a.bare != b.bare && (a.ending == Ending::Compound) != (b.ending == Ending::Compound);
    let lettered = a.script == b.script && !a.bare && !a.signs && !b.signs;
    match heard {
        heard if compound => heard.min(FAINT),
        heard if lettered && (HEARD..SPELLING).contains(&heard) => heard.max(written(a, b)),
        heard => heard,
    }
}

/// Below this likeness of sound, letters do not help.
const HEARD: f32 = 0.4;

fn wholes(a: &Token, b: &Token) -> f32 {
    let weight = if a.bare == b.bare { a.weight.max(b.weight) } else { a.bones.max(b.bones) };
    apart(a, b, (a.sounds.codes(), b.sounds.codes()), weight)
}

/// What stands between opener and ending: Abdul-Rahman and Abdul-Rahim have no more in common than Rahman and Rahim.
fn cores(a: &Token, b: &Token) -> f32 {
    let weight =
        if a.bare == b.bare { a.core.weight.max(b.core.weight) } else { a.core.bones.max(b.core.bones) };
    apart(a, b, (a.core(), b.core()), weight)
}

/// Without the opener that both have, or without the ending.
fn between(a: &Token, b: &Token, (from, to): (bool, bool)) -> f32 {
    let (x, y) = (a.inner(from, to), b.inner(from, to));
    let weigh = if a.bare == b.bare { weight } else { bones };
    apart(a, b, (x, y), weigh(x).max(weigh(y)))
}

fn apart(a: &Token, b: &Token, codes: (&[u8], &[u8]), weight: u16) -> f32 {
    let first = match (codes.0.first(), codes.1.first()) {
        (Some(x), Some(y)) if cost(*x, *y) >= 60 => FIRST,
        _ => 0,
    };
    let limit = (u32::from(weight) * 3 / 5).try_into().unwrap_or(u16::MAX);
    share(distance(codes.0, codes.1, (a.bare, b.bare), limit) + first, weight.max(1))
}

/// People seldom err in the first letter, so another one weighs more.
const FIRST: u16 = 30;

/// The share of letters that stayed, of what is not shared opener and ending.
fn written(a: &Token, b: &Token) -> f32 {
    let (from, to) = (a.opener == b.opener, a.group == b.group);
    let length = |token: &Token| {
        token.latin.len().saturating_sub(token.sounds.codes().len() - token.inner(from, to).len())
    };
    let length = u16::try_from(length(a).max(length(b)).max(1)).unwrap_or(u16::MAX);
    let edits = rapidfuzz::distance::osa::distance(a.latin.bytes(), b.latin.bytes());
    let first = if a.latin.as_bytes().first() == b.latin.as_bytes().first() { 0 } else { FIRST };
    share(u16::try_from(edits * 100).unwrap_or(u16::MAX).saturating_add(first), length.saturating_mul(100))
}

/// Signs that stand for syllables or words: one of three is another name.
fn signs(a: &Token, b: &Token) -> TokenMatch {
    if a.text == b.text {
        return TokenMatch { likeness: Likeness::Equal, similarity: 1.0 };
    }
    let similarity = rapidfuzz::distance::osa::normalized_similarity(a.text.chars(), b.text.chars());
    #[expect(clippy::cast_possible_truncation, reason = "a share in 0..=1")]
    let similarity = similarity as f32;
    let likeness = match similarity {
        s if s >= LETTER_APART => Likeness::Near,
        s if s >= FAINT => Likeness::Faint,
        _ => Likeness::Different,
    };
    TokenMatch { likeness, similarity }
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

/// One ending behind two names that are known: Hasanov and Husseinov.
fn made_from_two_known(a: &Token, b: &Token) -> bool {
    let known = |token: &Token| token.group != 0 && token.stem_aliases[0] != 0;
    a.group == b.group
        && known(a)
        && known(b)
        && !a.stem_aliases.iter().any(|group| *group != 0 && b.stem_aliases.contains(group))
}

fn shares_alias(a: &Token, b: &Token) -> bool {
    a.aliases[0] != 0
        && b.aliases[0] != 0
        && a.aliases.iter().any(|group| *group != 0 && b.aliases.contains(group))
}

/// One name with two endings, or without "servant of". Not: two compounds, or father and son (Abu).
fn same_stem(a: &Token, b: &Token) -> bool {
    let compounds = u8::from(a.ending == Ending::Compound) + u8::from(b.ending == Ending::Compound);
    let plain = u8::from(a.ending == Ending::None) + u8::from(b.ending == Ending::None);
    let ends = a.group != b.group && (compounds == 0 || compounds + plain == 2);
    let opens = match (a.opener, b.opener) {
        (x, y) if x == y => ends,
        (Opener::Abd, Opener::None) | (Opener::None, Opener::Abd) => ends || a.group == b.group,
        _ => false,
    };
    opens && a.core().len() >= 3 && b.core().len() >= 3 && cores(a, b) >= LETTER_APART
}

/// An initial stands for any name that begins with its sound or its letter.
fn initial(a: &Token, b: &Token) -> TokenMatch {
    let heard = match (a.sounds.codes().first(), b.sounds.codes().first()) {
        (Some(x), Some(y)) => cost(*x, *y) <= 15,
        _ => false,
    };
    let seen = a.latin.chars().next().is_some_and(|letter| b.latin.starts_with(letter));
    if a.role != b.role && (heard || seen) {
        TokenMatch { likeness: Likeness::Initial, similarity: 0.6 }
    } else {
        TokenMatch::NONE
    }
}
