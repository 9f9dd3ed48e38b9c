//! From an alignment to a probability: a logistic model over what agrees, what contradicts and what is missing.
//!
//! Its weights are `data/model.tsv`; `docs/methods/names.md` says how they were found. Fellegi & Sunter (1969) give the form: each finding
//! adds to the log odds that both names are one person's.

use std::sync::LazyLock;

use crate::align::{Alignment, Pair};
use crate::compound::Opener;
use crate::name::{Form, Kind, Role, Token};
use crate::parse::{GENERIC, SOFT};
use crate::token::Likeness;

/// What is measured of an alignment, in the order of `data/model.tsv`.
pub(crate) const FEATURES: [&str; 30] = [
    "constant",
    "equal",
    "equal_beyond",
    "letter",
    "near",
    "alias",
    "initial",
    "stem",
    "faint",
    "conflict",
    "conflict_common",
    "missing_family",
    "missing_other",
    "one_token",
    "one_of_two",
    "bare",
    "turned_father",
    "initial_conflict",
    "body",
    "body_conflict",
    "body_missing",
    "body_place",
    "body_number",
    "nothing",
    "complete",
    "letter_complete",
    "shifted",
    "body_complete",
    "opened",
    "unsupported",
];

/// The features of an alignment.
pub(crate) fn features(a: &Form, b: &Form, aligned: &Alignment<'_>) -> [f64; FEATURES.len()] {
    let mut x = [0.0; FEATURES.len()];
    x[0] = 1.0;
    let body = a.kind == Kind::Body || b.kind == Kind::Body;
    agreements(aligned, body, &mut x);
    if body {
        body_leftovers(aligned, &mut x);
    } else {
        leftovers(aligned, &mut x);
    }
    x
}

/// The probability that two forms name one person, at even odds before.
pub(crate) fn probability(features: &[f64; FEATURES.len()]) -> f64 {
    let logit: f64 = features.iter().zip(WEIGHTS.iter()).map(|(x, w)| x * w).sum();
    1.0 / (1.0 + libm::exp(-logit))
}

/// How much agreement on a token says: less, the more people bear the name.
fn telling(token: &Token) -> f64 {
    match token.common {
        0 => 1.0,
        1 => 0.85,
        2 => 0.7,
        3 => 0.5,
        SOFT => 0.2,
        GENERIC => 0.25,
        _ => 0.5,
    }
}

fn agreements(aligned: &Alignment<'_>, body: bool, x: &mut [f64; FEATURES.len()]) {
    let mut agreed = 0.0;
    for pair in aligned.pairs() {
        let Some((s, t)) = aligned.tokens(pair) else { continue };
        let told = f64::midpoint(telling(s), telling(t));
        match pair.matched.likeness {
            Likeness::Equal | Likeness::Spelling => agreed += told * spans(pair),
            Likeness::Letter => x[3] += told,
            Likeness::Near => x[4] += 1.0,
            Likeness::Alias => x[5] += told,
            Likeness::Initial => x[6] += 1.0,
            Likeness::Stem => {
                x[7] += 1.0;
                let (bare_side, other) = if s.opener == Opener::None { (true, t) } else { (false, s) };
                let left = if bare_side { aligned.left_a().next() } else { aligned.left_b().next() };
                if other.opener != Opener::None && s.opener != t.opener && left.is_some() {
                    x[28] = 1.0;
                }
            }
            Likeness::Faint => x[8] += 1.0,
            Likeness::Different => {}
        }
        x[15] += f64::from(u8::from(s.bare != t.bare));
        if (s.role == Role::Patronymic) != (t.role == Role::Patronymic) && turned(s, t, aligned) {
            x[16] = 1.0;
        }
    }
    x[1] = agreed.min(ENOUGH);
    x[2] = (agreed - ENOUGH).clamp(0.0, ENOUGH);
    x[18] = f64::from(u8::from(body));
    whole(aligned, body, x);
}

/// What can be said of the pairs together.
fn whole(aligned: &Alignment<'_>, body: bool, x: &mut [f64; FEATURES.len()]) {
    let weighty: f64 =
        aligned.pairs().iter().filter(|pair| pair.matched.likeness < Likeness::Initial).map(spans).sum();
    let (n, m) = aligned.lengths();
    if aligned.pairs().is_empty() {
        x[23] = 1.0;
    } else if weighty < 1.5 && n.max(m) > 1 && !body {
        x[13] = f64::from(u8::from(n.min(m) == 1));
        x[14] = f64::from(u8::from(n.min(m) > 1));
    }
    if aligned.left_a().chain(aligned.left_b()).next().is_none() {
        match aligned.pairs().iter().map(|pair| pair.matched.likeness).max() {
            Some(Likeness::Equal | Likeness::Spelling) if body => x[27] = 1.0,
            Some(Likeness::Equal | Likeness::Spelling) => x[24] = 1.0,
            Some(Likeness::Alias | Likeness::Letter) => x[25] = 1.0,
            _ => {}
        }
    }
    let firm = |pair: &Pair| pair.matched.likeness <= Likeness::Letter;
    x[29] = f64::from(u8::from(!aligned.pairs().is_empty() && !aligned.pairs().iter().any(firm)));
    if !body && aligned.shifted() {
        x[26] = 1.0;
    }
}

/// Words written together on one side tell as much as two.
fn spans(pair: &Pair) -> f64 {
    if pair.spans == (1, 1) { 1.0 } else { 1.6 }
}

/// Agreement beyond this much adds little: a father and his son share most of a long name.
const ENOUGH: f64 = 2.0;

/// The father of one is the son of the other: both names say who is whose father, and say it the other way round.
fn turned(s: &Token, t: &Token, aligned: &Alignment<'_>) -> bool {
    let given_to_father = |from: &Token, to: &Token| from.role == Role::Given && to.role == Role::Patronymic;
    aligned.pairs().iter().filter_map(|pair| aligned.tokens(pair)).any(|(u, v)| {
        (given_to_father(s, t) && given_to_father(v, u)) || (given_to_father(t, s) && given_to_father(u, v))
    })
}

fn leftovers(aligned: &Alignment<'_>, x: &mut [f64; FEATURES.len()]) {
    let (a, b) = (Left::of(aligned, aligned.left_a()), Left::of(aligned, aligned.left_b()));
    // a name said twice is none that is missing; but where the other side has another name, it contradicts
    let less = (a.names + a.again).min(b.names + b.again);
    let more = a.names.max(b.names);
    x[9] = less.min(1.0) + 0.3 * (less - 1.0).max(0.0);
    x[10] = if less == 0.0 { (a.names + a.soft).min(b.names + b.soft) } else { 0.0 };
    x[11] = if less == 0.0 { a.family.max(b.family).min(1.0) } else { 0.0 };
    x[12] = (more - less - x[11]).clamp(0.0, 3.0) + 0.3 * a.soft.max(b.soft);
    let clash = |one: &Left, other: &Left| one.initials > 0.0 && other.initials + other.names > 0.0;
    x[17] = f64::from(u8::from(clash(&a, &b) || clash(&b, &a)));
}

/// The words of one side that have no counterpart.
#[derive(Default)]
struct Left {
    names: f64,
    initials: f64,
    family: f64,
    soft: f64,
    again: f64,
}

impl Left {
    fn of<'a>(aligned: &Alignment<'_>, tokens: impl Iterator<Item = &'a Token>) -> Self {
        let mut left = Self::default();
        for token in tokens {
            match (token.role, token.common) {
                _ if aligned.repeats(token) => left.again += 1.0,
                (Role::Initial, _) => left.initials += 1.0,
                (_, SOFT) => left.soft += 0.5,
                (role, _) => {
                    left.names += 1.0;
                    left.family += f64::from(u8::from(role == Role::Family));
                }
            }
        }
        left
    }
}

fn body_leftovers(aligned: &Alignment<'_>, x: &mut [f64; FEATURES.len()]) {
    let side = |tokens: &mut dyn Iterator<Item = &Token>| {
        let (mut words, mut places, mut numbers) = (0.0_f64, 0.0_f64, 0.0_f64);
        for token in tokens {
            match token.role {
                Role::Number => numbers += 1.0,
                _ if token.place => places += 1.0,
                _ => words += if token.common == GENERIC { 0.5 } else { 1.0 },
            }
        }
        (words, places, numbers)
    };
    let a = side(&mut aligned.left_a());
    let b = side(&mut aligned.left_b());
    x[19] = a.0.min(b.0).min(1.5);
    x[20] = (a.0 - b.0).abs().min(2.0);
    x[21] = a.1.max(b.1).min(1.0);
    x[22] = a.2.max(b.2).min(1.0);
}

static WEIGHTS: LazyLock<[f64; FEATURES.len()]> = LazyLock::new(|| {
    let mut weights = [0.0; FEATURES.len()];
    for line in include_str!("../data/model.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.split_once('\t').unwrap_or_default();
        if let Some(place) = FEATURES.iter().position(|feature| *feature == name) {
            weights[place] = value.trim().parse().unwrap_or(0.0);
        }
    }
    weights
});
