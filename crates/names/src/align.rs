//! Which token of one name stands for which of the other.

use crate::name::{Form, Role, Token};
use crate::parse::MOST_TOKENS;
use crate::token::{Likeness, TokenMatch, compare_tokens, joined};

/// Two tokens (or a token and the two that it was split into) that stand for each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    /// Places among the tokens that count.
    pub(crate) a: usize,
    pub(crate) b: usize,
    /// One side is split into two: this many tokens from `a`, `b` on.
    pub(crate) spans: (usize, usize),
    pub(crate) matched: TokenMatch,
}

/// The tokens of both that count, who stands for whom, and what is left over.
pub(crate) struct Alignment<'a> {
    a: Side<'a>,
    b: Side<'a>,
    pairs: [Pair; MOST_TOKENS],
    count: usize,
}

struct Side<'a> {
    tokens: [Option<&'a Token>; MOST_TOKENS],
    count: usize,
    taken: u32,
}

impl<'a> Side<'a> {
    fn of(form: &'a Form) -> Self {
        let mut side = Self { tokens: [None; MOST_TOKENS], count: 0, taken: 0 };
        for (place, token) in side.tokens.iter_mut().zip(form.content()) {
            *place = Some(token);
            side.count += 1;
        }
        side
    }

    fn get(&self, place: usize) -> Option<&'a Token> {
        self.tokens.get(place).copied().flatten()
    }

    fn free(&self, place: usize) -> bool {
        place < self.count && self.taken & (1 << place) == 0
    }

    fn left(&self) -> impl Iterator<Item = &'a Token> {
        (0..self.count).filter(|place| self.free(*place)).filter_map(|place| self.get(place))
    }
}

impl<'a> Alignment<'a> {
    /// Aligns two names. The best pairs first; words that one side glued and the other split are found after.
    pub(crate) fn of(a: &'a Form, b: &'a Form) -> Self {
        let nothing = Pair { a: 0, b: 0, spans: (1, 1), matched: TokenMatch::NONE };
        let mut aligned = Self { a: Side::of(a), b: Side::of(b), pairs: [nothing; MOST_TOKENS], count: 0 };
        aligned.seam();
        aligned.best_first();
        aligned
    }

    pub(crate) fn pairs(&self) -> &[Pair] {
        &self.pairs[..self.count]
    }

    /// The tokens of a pair; of a split one the first.
    pub(crate) fn tokens(&self, pair: &Pair) -> Option<(&'a Token, &'a Token)> {
        Some((self.a.get(pair.a)?, self.b.get(pair.b)?))
    }

    /// The second token of a split side.
    pub(crate) fn second(&self, pair: &Pair) -> (Option<&'a Token>, Option<&'a Token>) {
        let a = (pair.spans.0 > 1).then(|| self.a.get(pair.a + 1)).flatten();
        let b = (pair.spans.1 > 1).then(|| self.b.get(pair.b + 1)).flatten();
        (a, b)
    }

    pub(crate) fn left_a(&self) -> impl Iterator<Item = &'a Token> {
        self.a.left()
    }

    pub(crate) fn left_b(&self) -> impl Iterator<Item = &'a Token> {
        self.b.left()
    }

    /// How many tokens count on each side.
    pub(crate) fn lengths(&self) -> (usize, usize) {
        (self.a.count, self.b.count)
    }

    /// The first name of one side stands second on the other, behind a name of its own: a father's name taken for his son's, perhaps.
    pub(crate) fn shifted(&self) -> bool {
        let near = |pair: &&Pair| pair.matched.likeness <= Likeness::Letter;
        if self.a.count.min(self.b.count) < 2 {
            return false;
        }
        let leads = |side: &Side<'_>| {
            side.free(0)
                && side.get(0).is_some_and(|token| token.role != Role::Initial && token.common < MANY)
        };
        self.pairs().iter().filter(near).any(|pair| {
            (pair.a == 0 && pair.b == 1 && leads(&self.b)) || (pair.b == 0 && pair.a == 1 && leads(&self.a))
        })
    }

    /// A word that was left over, but stands a second time in its own name.
    pub(crate) fn repeats(&self, token: &Token) -> bool {
        self.pairs().iter().filter_map(|pair| self.tokens(pair)).any(|(s, t)| {
            (s.key == token.key && !std::ptr::eq(s, token)) || (t.key == token.key && !std::ptr::eq(t, token))
        })
    }

    fn take(&mut self, pair: Pair) {
        for at in pair.a..pair.a + pair.spans.0 {
            self.a.taken |= 1 << at;
        }
        for at in pair.b..pair.b + pair.spans.1 {
            self.b.taken |= 1 << at;
        }
        if self.count < MOST_TOKENS {
            self.pairs[self.count] = pair;
            self.count += 1;
        }
    }

    fn best_first(&mut self) {
        let mut found: [(u32, Pair); CANDIDATES] =
            [(0, Pair { a: 0, b: 0, spans: (1, 1), matched: TokenMatch::NONE }); CANDIDATES];
        let mut count = 0;
        for i in (0..self.a.count).filter(|i| self.a.free(*i)) {
            for j in (0..self.b.count).filter(|j| self.b.free(*j)) {
                let (Some(x), Some(y)) = (self.a.get(i), self.b.get(j)) else { continue };
                let matched = compare_tokens(x, y);
                if matched.likeness != Likeness::Different && count < CANDIDATES {
                    found[count] = (rank(&matched, i, j), Pair { a: i, b: j, spans: (1, 1), matched });
                    count += 1;
                }
            }
        }
        let found = &mut found[..count];
        found.sort_unstable_by_key(|(rank, pair)| (*rank, pair.a));
        for (_, pair) in found.iter() {
            if self.a.free(pair.a) && self.b.free(pair.b) {
                self.take(*pair);
            }
        }
    }

    /// Words glued on one side: tried only where the sides differ in length, and only near in place.
    fn seam(&mut self) {
        let (n, m) = self.lengths();
        if n == m && n == 1 {
            return;
        }
        for i in 0..n {
            for j in 0..m.saturating_sub(1) {
                self.try_seam((i, j), true);
            }
        }
        for i in 0..n.saturating_sub(1) {
            for j in 0..m {
                self.try_seam((i, j), false);
            }
        }
    }

    fn try_seam(&mut self, (i, j): (usize, usize), b_split: bool) {
        let (whole, first, second) = if b_split {
            (self.a.get(i), self.b.get(j), self.b.get(j + 1))
        } else {
            (self.b.get(j), self.a.get(i), self.a.get(i + 1))
        };
        let free = if b_split {
            self.a.free(i) && self.b.free(j) && self.b.free(j + 1)
        } else {
            self.b.free(j) && self.a.free(i) && self.a.free(i + 1)
        };
        let (Some(whole), Some(first), Some(second)) = (whole, first, second) else { return };
        let counts = |token: &Token| !matches!(token.role, Role::Number | Role::Initial);
        if !free || !counts(first) || !counts(second) || !counts(whole) {
            return;
        }
        let mixed = whole.bare != first.bare;
        let weigh = |token: &Token| if mixed { token.bones } else { token.weight };
        // the parts together must have the letters of the whole
        let together = weigh(first) + weigh(second);
        if (first.mask | second.mask) != whole.mask
            || weigh(whole).abs_diff(together) > 120
            || weigh(whole) < weigh(first) + 50
        {
            return;
        }
        let alone = |part: &Token| compare_tokens(whole, part).likeness <= Likeness::Spelling;
        let similarity = joined(whole, first, second);
        if similarity >= SEAM && !alone(first) && !alone(second) {
            let likeness = if similarity >= 0.999 { Likeness::Equal } else { Likeness::Spelling };
            let spans = if b_split { (1, 2) } else { (2, 1) };
            self.take(Pair { a: i, b: j, spans, matched: TokenMatch { likeness, similarity } });
        }
    }
}

/// The class of the most frequent names, which stand before others as a matter of course (Muhammad Rasul, called Rasul).
const MANY: u8 = 3;

const SEAM: f32 = 0.86;
const CANDIDATES: usize = 64;

/// Smaller is better: likeness first, then similarity, then places near each other; the same from both sides.
fn rank(matched: &TokenMatch, i: usize, j: usize) -> u32 {
    let level = matched.likeness as u32;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share in 0..=1")]
    let far = ((1.0 - matched.similarity) * 1000.0) as u32;
    let apart = u32::try_from(i.abs_diff(j) * 32 + (i + j).min(31)).unwrap_or(u32::MAX);
    (level << 26) | (far << 12) | apart.min(4095)
}
