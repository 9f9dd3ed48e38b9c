//! Two names compared: one score, one verdict, and what they rest on.

use crate::align::Alignment;
use crate::explain::{self, Evidence};
use crate::model::{FEATURES, features, probability};
use crate::name::{Form, Name, Token};

/// What the score says, at the built-in thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// At least [`SAME`].
    Same,
    /// Between: for a person to decide.
    Unsure,
    /// Below [`NOT_SAME`].
    NotSame,
}

/// From this score on two names are taken for one person's.
pub const SAME: f64 = 0.7;

/// Below this score they are taken for two persons'.
pub const NOT_SAME: f64 = 0.3;

impl Verdict {
    /// The verdict on a score.
    #[must_use]
    pub fn of(score: f64) -> Self {
        match score {
            score if score >= SAME => Self::Same,
            score if score < NOT_SAME => Self::NotSame,
            _ => Self::Unsure,
        }
    }

    /// `same`, `unsure`, `not_same`: as files and commands write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Unsure => "unsure",
            Self::NotSame => "not_same",
        }
    }
}

/// Two names compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The probability, 0 to 1, that both names are one person's, if that is as likely as not before one has read them.
    pub score: f64,
    /// At the built-in thresholds.
    pub verdict: Verdict,
    /// What agrees, what differs, what is missing.
    pub evidence: Vec<Evidence>,
}

impl Comparison {
    /// In words a reviewer reads: `same family name (Раҳмонов = Rahmonov), given name one letter apart: 0.97`.
    #[must_use]
    pub fn explain(&self) -> String {
        explain::sentence(&self.evidence, self.score)
    }
}

/// Compares two names and keeps the evidence. Symmetric.
#[must_use]
pub fn compare(a: &Name, b: &Name) -> Comparison {
    let (best, x, y) = best(a, b);
    let evidence = match (a.forms.get(x), b.forms.get(y)) {
        (Some(s), Some(t)) => explain::evidence(s, t),
        _ => Vec::new(),
    };
    Comparison { score: best, verdict: Verdict::of(best), evidence }
}

/// The score alone: the way for many pairs, nothing is allocated. The same value as [`compare`] gives.
#[must_use]
pub fn score(a: &Name, b: &Name) -> f64 {
    best(a, b).0
}

/// What the model sees of two names, finding by finding: for fitting its weights (`data/model.tsv`) to labelled pairs.
#[must_use]
pub fn measures(a: &Name, b: &Name) -> Vec<(&'static str, f64)> {
    let (_, x, y) = best(a, b);
    let (Some(a), Some(b)) = (a.forms.get(x), b.forms.get(y)) else { return Vec::new() };
    let (a, b) = ordered(a, b);
    FEATURES.into_iter().zip(features(a, b, &Alignment::of(a, b))).collect()
}

/// Of the names in both cells, the two that fit best.
fn best(a: &Name, b: &Name) -> (f64, usize, usize) {
    let mut best = (-1.0, 0, 0);
    for (x, s) in a.forms.iter().enumerate() {
        for (y, t) in b.forms.iter().enumerate() {
            let score = form_score(s, t);
            if score > best.0 {
                best = (score, x, y);
            }
        }
    }
    best
}

fn form_score(a: &Form, b: &Form) -> f64 {
    let (a, b) = ordered(a, b);
    if a.content().next().is_none() || b.content().next().is_none() {
        return NOTHING;
    }
    let mut keys = (a.content(), b.content());
    loop {
        match (keys.0.next(), keys.1.next()) {
            (None, None) => break,
            (Some(s), Some(t)) if s.key == t.key && s.bare == t.bare && read_alike(s, t) => {}
            _ if a.same_together(b) => return TOGETHER,
            _ => return probability(&features(a, b, &Alignment::of(a, b))),
        }
    }
    TOP
}

/// Signs are the same name only if they are the same signs; letters that sound alike may be.
fn read_alike(a: &Token, b: &Token) -> bool {
    !(a.signs && b.signs) || a.text == b.text
}

/// Nothing to compare.
const NOTHING: f64 = 0.0;

/// Names that sound alike in every part.
const TOP: f64 = 1.0;

/// Names that sound alike, but are divided into words in two ways.
const TOGETHER: f64 = 0.98;

/// The two in an order that does not depend on which was handed in first, so that the comparison is symmetric to the last bit.
fn ordered<'a>(a: &'a Form, b: &'a Form) -> (&'a Form, &'a Form) {
    let keys = |form: &'a Form| form.content().map(|token| (token.key, token.bare, token.role, &token.text));
    if keys(a).le(keys(b)) { (a, b) } else { (b, a) }
}
