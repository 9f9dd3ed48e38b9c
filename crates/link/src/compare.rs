//! Two records compared field by field, each to a level; the levels of all fields side by side are the pattern of the pair.

use rapidfuzz::distance::osa;
use sanad_names::{Likeness, compare_tokens};

use crate::date::When;
use crate::interner::{mix, pick};
use crate::people::{Born, NONE, Names, PLACES, People};

/// The fields of a pattern, in the order of their places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Given,
    Father,
    Family,
    Birth,
    Sex,
    Place,
    Death,
    Document,
    /// A grandfather's or second given name.
    Other,
    /// Whether both are on one list: a list repeats nobody, or often does.
    List,
}

/// Levels of a part at most; level 0 is "not known on one side".
pub(crate) const LEVELS: usize = 16;
pub(crate) const PARTS: [Part; 10] = [
    Part::Given,
    Part::Father,
    Part::Family,
    Part::Birth,
    Part::Sex,
    Part::Place,
    Part::Death,
    Part::Document,
    Part::Other,
    Part::List,
];

/// Ten levels of four bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Pattern(pub(crate) u64);

/// Levels of names.
pub(crate) mod name {
    pub(crate) const EQUAL: u8 = 1;
    pub(crate) const SPELLING: u8 = 2;
    pub(crate) const LETTER: u8 = 3;
    pub(crate) const FORM: u8 = 4;
    pub(crate) const NEAR: u8 = 5;
    pub(crate) const INITIAL: u8 = 6;
    pub(crate) const FAINT: u8 = 7;
    pub(crate) const DIFFERENT: u8 = 8;
    /// Given and family name agree crosswise; stands in the place of the given name.
    pub(crate) const SWAPPED: u8 = 9;
    /// The family name stands among the other names on the other side; stands in the place of the family name.
    pub(crate) const MOVED: u8 = 10;
}

/// Levels of days.
pub(crate) mod day {
    pub(crate) const SAME: u8 = 1;
    /// Day and month exchanged, or one digit differs.
    pub(crate) const SLIP: u8 = 2;
    /// Agrees as far as it is known.
    pub(crate) const AS_KNOWN: u8 = 3;
    /// One year, different days.
    pub(crate) const YEAR: u8 = 4;
    /// One to three years apart.
    pub(crate) const NEAR: u8 = 5;
    /// Four to nine.
    pub(crate) const DIFFERENT: u8 = 6;
    pub(crate) const FAR: u8 = 7;
    /// Of birth: so far apart that no slip explains it: ten years between whole days, or a generation.
    pub(crate) const CONTRARY: u8 = 8;
}

/// Added to the level of a sex where the given names agree, and of a death where the places do: such agreement is no news then, as
/// names tell the sex, and those who died in one place may have died in one event.
pub(crate) const EXPECTED: u8 = 8;

/// Levels of places: how many of those that both sides have agree.
pub(crate) mod place {
    pub(crate) const ALL: u8 = 1;
    pub(crate) const MOST: u8 = 2;
    pub(crate) const HALF: u8 = 3;
    pub(crate) const THIRD: u8 = 4;
    pub(crate) const SOME: u8 = 5;
    pub(crate) const NONE: u8 = 6;
}

/// Levels of sex and documents.
pub(crate) const SAME: u8 = 1;
pub(crate) const ALIKE: u8 = 2;
pub(crate) const DIFFERENT: u8 = 4;

impl Pattern {
    pub(crate) fn level(self, part: Part) -> u8 {
        u8::try_from(self.0 >> (4 * part as u32) & 15).unwrap_or(0)
    }

    /// The same level, where agreement is expected.
    fn expecting(self, part: Part) -> Pattern {
        match self.level(part) {
            0 => self,
            level => self.with(part, level | EXPECTED),
        }
    }

    /// Given names, or births, that one person can hardly have.
    pub(crate) fn contrary(self) -> bool {
        let differ = self.level(Part::Given) == name::DIFFERENT || self.level(Part::Birth) == day::CONTRARY;
        differ && self.level(Part::Document) != SAME
    }

    /// With what rarity adds, of the given name and of the others, in whole steps: for counting alike pairs together.
    pub(crate) fn with_rarity(self, given: f64, others: f64) -> Pattern {
        let step = |value: f64| (-5_i8..=10).rev().find(|step| f64::from(*step) - 0.5 <= value).unwrap_or(-5);
        let bits = |value: f64| u64::from((step(value) + 5).unsigned_abs());
        Pattern(self.0 | bits(given) << 40 | bits(others) << 44)
    }

    /// The rarity put in by [`Pattern::with_rarity`].
    pub(crate) fn rarity(self) -> (f64, f64) {
        let step = |place: u32| f64::from(u8::try_from(self.0 >> place & 15).unwrap_or(0)) - 5.0;
        (step(40), step(44))
    }

    /// The level of a part, expected or not.
    pub(crate) fn plain(self, part: Part) -> u8 {
        match part {
            Part::Sex | Part::Death => self.level(part) & !EXPECTED,
            _ => self.level(part),
        }
    }

    pub(crate) fn with(self, part: Part, level: u8) -> Pattern {
        Pattern(self.0 & !(15 << (4 * part as u32)) | u64::from(level) << (4 * part as u32))
    }
}

/// Compares records. Remembers the levels of words, of which the same ones meet again and again in a block.
pub(crate) struct Comparer<'a> {
    people: &'a People,
    words: Vec<(u32, u32, u8)>,
}

/// Pairs of words that are remembered; a power of two.
const REMEMBERED: usize = 1 << 15;

impl<'a> Comparer<'a> {
    pub(crate) fn new(people: &'a People) -> Self {
        Self { people, words: vec![(NONE, NONE, 0); REMEMBERED] }
    }

    /// The levels of what costs little: birth, sex, death.
    pub(crate) fn cheap(&self, a: usize, b: usize) -> Pattern {
        let people = self.people;
        Pattern::default()
            .with(Part::Birth, born(people.born[a], people.born[b]))
            .with(Part::Sex, sexes(people.sex[a], people.sex[b]))
            .with(Part::Death, days(people.died[a], people.died[b]))
            .with(Part::List, lists(people, a, b))
    }

    /// The levels of given and family name.
    pub(crate) fn names(&mut self, a: usize, b: usize, pattern: Pattern) -> Pattern {
        let (given, family) = self.given_and_family(self.people.names[a], self.people.names[b]);
        let pattern = pattern.with(Part::Given, given).with(Part::Family, family);
        if close(given) || given == name::SWAPPED { pattern.expecting(Part::Sex) } else { pattern }
    }

    /// The rest of the pattern.
    pub(crate) fn rest(&mut self, a: usize, b: usize, pattern: Pattern) -> Pattern {
        let people = self.people;
        let place = places(people, &people.places[a], &people.places[b]);
        let moved = pattern.level(Part::Family) == name::MOVED;
        let [(_, father), (_, other)] = self.fathers(people.names[a], people.names[b], moved);
        let pattern = pattern
            .with(Part::Father, father)
            .with(Part::Other, other)
            .with(Part::Place, place)
            .with(Part::Document, documents(people, people.documents[a], people.documents[b]));
        if matches!(place, place::ALL..=place::HALF) { pattern.expecting(Part::Death) } else { pattern }
    }

    /// The whole pattern of two records.
    pub(crate) fn pattern(&mut self, a: usize, b: usize) -> Pattern {
        let pattern = self.cheap(a, b);
        let pattern = self.names(a, b, pattern);
        self.rest(a, b, pattern)
    }

    /// The level of two words.
    pub(crate) fn level(&mut self, a: u32, b: u32) -> u8 {
        if a == NONE || b == NONE {
            return 0;
        }
        if a == b {
            return name::EQUAL;
        }
        let (low, high) = (a.min(b), a.max(b));
        let place = pick(mix(u64::from(low) << 32 | u64::from(high)), REMEMBERED);
        let known = self.words[place];
        if (known.0, known.1) == (low, high) {
            return known.2;
        }
        let level = words(self.people, low, high);
        self.words[place] = (low, high, level);
        level
    }

    fn given_and_family(&mut self, x: Names, y: Names) -> (u8, u8) {
        let straight = (self.level(x.given, y.given), self.level(x.family, y.family));
        if close(straight.1) {
            return straight;
        }
        let firm = close(straight.0) || straight.0 == name::INITIAL;
        let crossed =
            if firm { (0, 0) } else { (self.level(x.given, y.family), self.level(x.family, y.given)) };
        match crossed {
            // one of the two may be all that a side has, or the other is spoilt
            (one, 0) | (0, one) if close(one) => return (name::SWAPPED, 0),
            (one, other) if close(one) || close(other) => return (name::SWAPPED, one.max(other)),
            _ => {}
        }
        // asked of all pairs, or chance would seem rarer than it is among those whose given names agree
        let moved = self.people.whole && straight.1 > name::NEAR && self.moved(x, y).is_some();
        if moved { (straight.0, name::MOVED) } else { straight }
    }

    /// The family name of one side among the fathers' names of the other. People who have no family name are listed with one, two or
    /// three of their forefathers' names, and the last is taken for it.
    pub(crate) fn moved(&mut self, x: Names, y: Names) -> Option<Moved> {
        let ways = [
            ((x.family, y.father), [x.father, x.other], [y.other, y.family]),
            ((x.family, y.other), [x.father, x.other], [y.father, y.family]),
            ((x.father, y.family), [x.other, x.family], [y.father, y.other]),
            ((x.other, y.family), [x.father, x.family], [y.father, y.other]),
        ];
        let firm = |level: u8| (name::EQUAL..=name::LETTER).contains(&level);
        ways.into_iter()
            .find(|((a, b), ..)| firm(self.level(*a, *b)))
            .map(|(family, a, b)| Moved { family, left: (packed(a), packed(b)) })
    }

    /// Fathers' names and other names: which words stand against each other, and at what level. Where fathers differ, a second given
    /// name or a grandfather may stand in the place.
    pub(crate) fn fathers(&mut self, x: Names, y: Names, moved: bool) -> [((u32, u32), u8); 2] {
        let moved = if moved { self.moved(x, y) } else { None };
        let ([x0, x1], [y0, y1]) =
            moved.map_or(([x.father, x.other], [y.father, y.other]), |moved| moved.left);
        let straight = self.level(x0, y0);
        let second = ((x1, y1), self.level(x1, y1));
        if straight == 0 || close(straight) {
            return [((x0, y0), straight), second];
        }
        let crossed = [((x1, y0), self.level(x1, y0)), ((x0, y1), self.level(x0, y1))];
        match crossed.into_iter().filter(|(_, level)| close(*level)).min_by_key(|(_, level)| *level) {
            Some(found) => [found, ((NONE, NONE), 0)],
            None => [((x0, y0), straight), second],
        }
    }
}

/// A family name that stands elsewhere, and what both sides have left, father's name first.
pub(crate) struct Moved {
    pub(crate) family: (u32, u32),
    left: ([u32; 2], [u32; 2]),
}

/// What is known comes first.
fn packed([one, two]: [u32; 2]) -> [u32; 2] {
    if one == NONE { [two, NONE] } else { [one, two] }
}

fn words(people: &People, a: u32, b: u32) -> u8 {
    let (Some(a), Some(b)) = (people.token(a), people.token(b)) else { return 0 };
    match compare_tokens(a, b).likeness {
        Likeness::Equal => name::EQUAL,
        Likeness::Spelling => name::SPELLING,
        Likeness::Letter => name::LETTER,
        Likeness::Alias | Likeness::Stem => name::FORM,
        Likeness::Near => name::NEAR,
        Likeness::Initial => name::INITIAL,
        Likeness::Faint => name::FAINT,
        Likeness::Different => name::DIFFERENT,
    }
}

fn close(level: u8) -> bool {
    (name::EQUAL..=name::FORM).contains(&level)
}

fn born(a: Born, b: Born) -> u8 {
    let (a, b) = (a.beside(b), b.beside(a));
    match days(a, b) {
        day::FAR if a.is_day() && b.is_day() => day::CONTRARY,
        day::FAR if years_apart(a, b) >= GENERATION => day::CONTRARY,
        level => level,
    }
}

const GENERATION: u16 = 20;

/// The level of two days or spans of years.
pub(crate) fn days(a: When, b: When) -> u8 {
    if a.is_unknown() || b.is_unknown() {
        return 0;
    }
    if a.is_day() && b.is_day() {
        if a == b {
            return day::SAME;
        }
        if slip(a, b) {
            return day::SLIP;
        }
    }
    match years_apart(a, b) {
        0 if a.is_day() && b.is_day() => day::YEAR,
        0 if a.month != 0 && b.month != 0 && a.month != b.month => day::YEAR,
        0 => day::AS_KNOWN,
        1..=3 => day::NEAR,
        4..=9 => day::DIFFERENT,
        _ => day::FAR,
    }
}

/// Years between two spans; 0 where they touch.
fn years_apart(a: When, b: When) -> u16 {
    let (a_end, b_end) = (a.year + u16::from(a.span), b.year + u16::from(b.span));
    a.year.saturating_sub(b_end).max(b.year.saturating_sub(a_end))
}

fn slip(a: When, b: When) -> bool {
    if a.year == b.year && a.day == b.month && a.month == b.day {
        return true;
    }
    // one digit stands in one part: most pairs differ in more, and need not be taken apart
    let apart = [a.year != b.year, a.month != b.month, a.day != b.day];
    if apart.into_iter().filter(|differs| *differs).count() != 1 {
        return false;
    }
    let digits = |when: When| {
        let number = u32::from(when.year) * 10_000 + u32::from(when.month) * 100 + u32::from(when.day);
        std::iter::successors(Some(number), |left| Some(left / 10)).take(8).map(|left| left % 10)
    };
    digits(a).zip(digits(b)).filter(|(x, y)| x != y).count() == 1
}

fn sexes(a: u8, b: u8) -> u8 {
    match (a, b) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => SAME,
        _ => DIFFERENT,
    }
}

fn lists(people: &People, a: usize, b: usize) -> u8 {
    match (people.sources.get(a), people.sources.get(b)) {
        (Some(&NONE) | None, _) | (_, Some(&NONE) | None) => 0,
        (Some(a), Some(b)) if a == b => SAME,
        _ => DIFFERENT,
    }
}

fn places(people: &People, a: &[u32; PLACES], b: &[u32; PLACES]) -> u8 {
    let (mut both, mut agree) = (0_u32, 0_u32);
    for (x, y) in a.iter().zip(b).filter(|(x, y)| **x != NONE && **y != NONE) {
        both += 1;
        agree += u32::from(same_place(people, *x, *y));
    }
    match (both, agree) {
        (0, _) => 0,
        (both, agree) if agree == both => place::ALL,
        (both, agree) if 3 * agree >= 2 * both => place::MOST,
        (both, agree) if 2 * agree >= both => place::HALF,
        (both, agree) if 3 * agree >= both => place::THIRD,
        (_, agree) if agree > 0 => place::SOME,
        _ => place::NONE,
    }
}

pub(crate) fn same_place(people: &People, x: u32, y: u32) -> bool {
    if x == y {
        return true;
    }
    let (x, y) = (&people.place_words[x as usize], &people.place_words[y as usize]);
    let (short, long) = if x.latin.len() < y.latin.len() { (x, y) } else { (y, x) };
    x.key == y.key
        || (short.latin.len() >= 5 && long.latin.len() * 3 <= short.latin.len() * 4 && {
            let least = osa::Args::default().score_cutoff(0.8);
            osa::normalized_similarity_with_args(x.latin.bytes(), y.latin.bytes(), &least).is_some()
        })
}

fn documents(people: &People, a: u32, b: u32) -> u8 {
    if a == NONE || b == NONE {
        return 0;
    }
    if a == b {
        return SAME;
    }
    let (x, y) = (people.document_words.get(a), people.document_words.get(b));
    let near = x.len().abs_diff(y.len()) <= 1
        && osa::distance_with_args(x.bytes(), y.bytes(), &osa::Args::default().score_cutoff(1)).is_some();
    if near { ALIKE } else { DIFFERENT }
}
