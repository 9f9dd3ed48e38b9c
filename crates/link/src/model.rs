//! How much each agreement and disagreement says: the model of Fellegi & Sunter 1969, its chances learned from the lists themselves.
//!
//! A pair's weight is the sum over parts of ln(m/u): m the chance of the level among records of one person, u among records of two. u comes from
//! pairs drawn at random; m and the share of matches lambda by expectation and maximisation on the counts of patterns (Winkler 1988;
//! Enamorado, Fifield & Imai 2019). What is not known on one side says nothing. Agreement on a rare name says more than on a common
//! one: u is then the name's own frequency (Winkler 2000), on skeletons, so that spelling does not make a common name rare.
//!
//! Departures: lambda is that of all pairs, those never compared included, so that the posterior does not depend on the blocks; both
//! m and u start from what is generally so, weighed as a few hundred pairs, so that short lists do not run away.

use rayon::prelude::*;
use sanad_names::Token;

use crate::blocks::Blocks;
use crate::compare::{Comparer, EXPECTED, LEVELS, PARTS, Part, Pattern, day, name};
use crate::interner::{mix, pick, single};
use crate::people::{NONE, PLACES, People};

/// The chances, and what follows from them.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// ln(m/u).
    weights: Weights,
    /// ln(k/u), k the chance among two people of one family.
    kin: Weights,
    /// ln of the odds of one person against two who are not kin, before anything is compared.
    pub(crate) prior: f64,
    /// The same of kin against no kin.
    kin_prior: f64,
    /// What is added for a token's rarity, as given, father's and family name.
    rarity: [Vec<f32>; 3],
    /// The most that each part can add.
    most: [f64; PARTS.len()],
}

type Chances = [[f64; LEVELS]; PARTS.len()];
type Weights = [[f64; LEVELS]; PARTS.len()];

/// Shares of all pairs that are one person, and two of one family.
#[derive(Debug, Clone, Copy)]
struct Shares {
    matches: f64,
    kin: f64,
}

/// Pairs drawn at random for u.
const RANDOM: usize = 100_000;
/// Pairs in the blocks that m is learned from, about.
const LEARNED: usize = 200_000;
/// What is generally so weighs as many matches, and as many random pairs.
const M_WEIGHT: f64 = 200.0;
const U_WEIGHT: f64 = 200.0;
const KIN_WEIGHT: f64 = 100.0;
const LIST_WEIGHT: f64 = 20.0;
const ROUNDS: usize = 60;

impl Model {
    pub(crate) fn learn(people: &People, blocks: &Blocks) -> Model {
        let rarity = [
            rarity(people, |row| people.names[row].given),
            rarity(people, |row| people.names[row].father),
            rarity(people, |row| people.names[row].family),
        ];
        let u = random_chances(people);
        let (counts, scale) = counted(people, blocks, &rarity);
        let n = people.count() as f64;
        let all = (n * (n - 1.0) / 2.0).max(1.0);
        let (learned, shares) = maximise(&counts, scale, &u, all, n);
        Model::of(&learned, &u, shares, rarity)
    }

    fn of(learned: &Learned, u: &Chances, shares: Shares, rarity: [Vec<f32>; 3]) -> Model {
        let weights = ratios(&learned.m, u);
        let most = weights.map(|row| row.iter().fold(0.0, |a: f64, b| a.max(*b)));
        let rest = 1.0 - shares.matches - shares.kin;
        Model {
            weights,
            kin: ratios(&kin(learned, u), u),
            prior: libm::log(shares.matches / rest),
            kin_prior: libm::log(shares.kin / rest),
            rarity,
            most,
        }
    }

    /// The sum of the weights of a pattern, without rarity and prior.
    pub(crate) fn sum(&self, pattern: Pattern) -> f64 {
        sum(&self.weights, pattern)
    }

    /// ln(m/u) of a pair, summed, with what rarity adds; and the odds (ln) that both are one person.
    pub(crate) fn weigh(&self, people: &People, a: usize, b: usize, pattern: Pattern) -> (f64, f64) {
        let (given, others) = rare(&self.rarity, people, (a, b), pattern);
        let weight = self.sum(pattern) + given + others;
        let kin = sum(&self.kin, pattern) + others;
        (weight, weight + self.prior - self.against(kin))
    }

    /// The odds (ln) of a pattern with its rarity, and those of kin.
    fn odds(&self, pattern: Pattern) -> (f64, f64) {
        let (given, others) = pattern.rarity();
        let kin = sum(&self.kin, pattern) + others + self.kin_prior;
        (self.sum(pattern) + given + others + self.prior, kin)
    }

    /// ln(1 + odds of kin): what speaks against one person.
    fn against(&self, kin: f64) -> f64 {
        let odds = kin + self.kin_prior;
        if odds > 40.0 { odds } else { libm::log1p(libm::exp(odds)) }
    }

    /// The most that the parts which `pattern` leaves open can add, and rarity.
    pub(crate) fn at_most(&self, people: &People, a: usize, b: usize, names_open: bool) -> f64 {
        let (x, y) = (people.names[a], people.names[b]);
        let most = |part: Part| self.most[part as usize];
        let rare = |slot: usize, a: u32, b: u32| match (
            self.rarity[slot].get(a as usize),
            self.rarity[slot].get(b as usize),
        ) {
            (Some(a), Some(b)) => Some(f64::from(a.min(*b)).max(0.0)),
            _ => None,
        };
        let fathers = if x.father == NONE && x.other == NONE || y.father == NONE && y.other == NONE {
            0.0
        } else {
            most(Part::Father) + most(Part::Other)
        };
        let father =
            fathers + rare(1, x.father, y.father).unwrap_or(0.0) + rare(1, x.other, y.other).unwrap_or(0.0);
        let place =
            if people.places[a] == NOWHERE || people.places[b] == NOWHERE { 0.0 } else { most(Part::Place) };
        let document = if people.documents[a] == NONE || people.documents[b] == NONE {
            0.0
        } else {
            most(Part::Document)
        };
        let names = if names_open { most(Part::Given) + most(Part::Family) } else { 0.0 };
        let own = |slot: usize, token: u32| {
            self.rarity[slot].get(token as usize).map_or(0.0, |rare| f64::from(*rare).max(0.0))
        };
        names + father + place + document + own(0, x.given) + own(2, x.family)
    }
}

/// What the rarity of the given name adds where it agrees, and that of all other names.
fn rare(rarity: &[Vec<f32>; 3], people: &People, (a, b): (usize, usize), pattern: Pattern) -> (f64, f64) {
    let (x, y) = (people.names[a], people.names[b]);
    let of = |slot: usize, a: u32, b: u32| match (rarity[slot].get(a as usize), rarity[slot].get(b as usize))
    {
        (Some(a), Some(b)) => f64::from(a.min(*b)),
        _ => 0.0,
    };
    let share = |level: u8| match level {
        name::EQUAL | name::SPELLING => 1.0,
        name::LETTER | name::FORM | name::MOVED => 0.7,
        _ => 0.0,
    };
    let (given, family) = (pattern.level(Part::Given), pattern.level(Part::Family));
    let swapped = given == name::SWAPPED;
    let of_given = match swapped {
        true if family <= name::FORM => of(0, x.given, x.given) + of(2, x.family, x.family),
        true => 0.0,
        false => share(given) * of(0, x.given, y.given),
    };
    let of_family = if swapped { 0.0 } else { share(family) * of(2, x.family, y.family) };
    let of_father = share(pattern.level(Part::Father)) * of(1, x.father, y.father);
    (of_given, of_family + of_father + share(pattern.level(Part::Other)) * of(1, x.other, y.other))
}

fn sum(weights: &Weights, pattern: Pattern) -> f64 {
    PARTS.iter().map(|part| weights[*part as usize][usize::from(pattern.level(*part))]).sum()
}

fn ratios(of: &Chances, u: &Chances) -> Weights {
    let mut weights = [[0.0; LEVELS]; PARTS.len()];
    for (part, row) in weights.iter_mut().enumerate() {
        for level in 1..LEVELS {
            row[level] = libm::log(of[part][level] / u[part][level]).clamp(-LARGEST, LARGEST);
        }
    }
    weights
}

/// What is learned of the chances.
struct Learned {
    /// Among records of one person.
    m: Chances,
    /// Among two people of one family; of birth and sex alone.
    kin: Chances,
}

impl Learned {
    /// From what was counted among matches and among kin.
    fn of(matches: &Chances, kin: &Chances, u: &Chances) -> Learned {
        let mut m = shares(matches, &M_BEFORE, M_WEIGHT);
        m[Part::List as usize] = repeated(&matches[Part::List as usize], &u[Part::List as usize]);
        for (part, level, most) in AT_MOST {
            let chance = &mut m[part as usize][usize::from(level)];
            *chance = chance.min(most);
        }
        Learned { m, kin: shares(kin, &KIN_BEFORE, KIN_WEIGHT) }
    }
}

/// How often records of one person are on one list: beforehand as often as any two records.
fn repeated(matches: &[f64; LEVELS], u: &[f64; LEVELS]) -> [f64; LEVELS] {
    let all: f64 = matches[1..].iter().sum();
    let mut m = *u;
    for level in 1..LEVELS {
        m[level] = (matches[level] + LIST_WEIGHT * u[level]) / (all + LIST_WEIGHT);
    }
    m
}

/// One person is not listed under two given names, or as born years apart, more often than this, whatever brothers and namesakes make it
/// look like.
const AT_MOST: [(Part, u8, f64); 4] = [
    (Part::Given, name::DIFFERENT, 0.03),
    (Part::Birth, day::DIFFERENT, 0.03),
    (Part::Birth, day::FAR, 0.015),
    (Part::Birth, day::CONTRARY, 0.003),
];

/// Chances among two people of one family, who were often in one place on one day: family and fathers' names, place and death as among
/// records of one person, given name and document as among strangers, birth and sex as was learned.
fn kin(learned: &Learned, u: &Chances) -> Chances {
    let mut chances = *u;
    for part in [Part::Father, Part::Family, Part::Other, Part::Place, Part::Death] {
        chances[part as usize] = learned.m[part as usize];
    }
    for part in [Part::Birth, Part::Sex] {
        chances[part as usize] = learned.kin[part as usize];
    }
    chances
}

/// No place is known.
const NOWHERE: [u32; PLACES] = [NONE; PLACES];

/// No single level says more than this, in natural logarithms.
const LARGEST: f64 = 16.0;

/// The probability of a weight with the prior in it.
pub(crate) fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

/// ln(u/f) for each token: u the chance that two records agree on any name, f that one has this. By skeleton.
fn rarity(people: &People, slot: impl Fn(usize) -> u32) -> Vec<f32> {
    let mut skeletons: Vec<u64> =
        (0..people.count()).filter_map(|row| people.token(slot(row))).map(|token| token.skeleton).collect();
    skeletons.par_sort_unstable();
    let all = skeletons.len() as f64;
    let counts: Vec<(u64, f64)> =
        skeletons.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64)).collect();
    let share = |token: &Token| {
        let seen =
            counts.binary_search_by_key(&token.skeleton, |count| count.0).map_or(0.0, |at| counts[at].1);
        (seen + GENERAL * commonness(token.common)) / (all + GENERAL)
    };
    let shares: Vec<f64> = people.tokens.iter().map(share).collect();
    let sum: f64 = (0..people.count()).filter_map(|row| shares.get(slot(row) as usize)).sum();
    let chance = if all > 0.0 { sum / all } else { 1.0 };
    shares.into_iter().map(|share| single(libm::log(chance / share).clamp(-4.0, 5.0))).collect()
}

/// What is generally known of a name's frequency weighs as many records.
const GENERAL: f64 = 500.0;

/// The share of people that bear a name, by how common it is.
fn commonness(common: u8) -> f64 {
    [0.0005, 0.003, 0.01, 0.03][usize::from(common.min(3))]
}

/// u of every level.
fn random_chances(people: &People) -> Chances {
    let n = people.count();
    let pairs = n.saturating_mul(n.saturating_sub(1)) / 2;
    let count = |from: usize, to: usize| {
        let mut comparer = Comparer::new(people);
        let mut counts = [[0.0_f64; LEVELS]; PARTS.len()];
        let mut add = |a: usize, b: usize| {
            let pattern = comparer.pattern(a, b);
            for part in PARTS {
                counts[part as usize][usize::from(pattern.level(part))] += 1.0;
            }
        };
        if pairs <= RANDOM {
            (from..to).for_each(|a| (a + 1..n).for_each(|b| add(a, b)));
        } else {
            for draw in from..to {
                let at = |salt: u64| pick(mix(mix(draw as u64 + 1) ^ salt), n);
                let (a, b) = (at(1), at(2));
                if a != b {
                    add(a.min(b), a.max(b));
                }
            }
        }
        counts
    };
    let end = if pairs <= RANDOM { n } else { RANDOM };
    let step = (end / 64).max(1);
    let starts: Vec<usize> = (0..end).step_by(step).collect();
    let all: Vec<Chances> = starts.into_par_iter().map(|from| count(from, (from + step).min(end))).collect();
    let mut counts = [[0.0; LEVELS]; PARTS.len()];
    for part in all {
        add_up(&mut counts, &part);
    }
    shares(&counts, &U_BEFORE, U_WEIGHT)
}

fn add_up(sum: &mut Chances, more: &Chances) {
    for (sum, more) in sum.iter_mut().flatten().zip(more.iter().flatten()) {
        *sum += more;
    }
}

/// Shares of the known levels, `before` weighing as `weight` counts.
fn shares(counts: &Chances, before: &[&[f64]; PARTS.len()], weight: f64) -> Chances {
    let mut shares = [[1.0; LEVELS]; PARTS.len()];
    let split = usize::from(EXPECTED);
    for (part, row) in shares.iter_mut().enumerate() {
        // where agreement is expected, its chance is that under the condition
        let in_two = [Part::Sex as usize, Part::Death as usize].contains(&part);
        let halves = if in_two { [1..split, split + 1..LEVELS] } else { [1..LEVELS, LEVELS..LEVELS] };
        for levels in halves {
            let first = levels.start;
            let sum: f64 = counts[part][levels.clone()].iter().sum::<f64>() + weight;
            for level in levels {
                let general = before[part].get(level - first).copied().unwrap_or(1e-4);
                row[level] = (counts[part][level] + weight * general) / sum;
            }
        }
    }
    shares
}

/// Patterns of the pairs in blocks with their counts, in order, and for how many pairs each counts.
fn counted(people: &People, blocks: &Blocks, rarity: &[Vec<f32>; 3]) -> (Vec<(Pattern, f64)>, f64) {
    let every = (blocks.pairs / LEARNED).max(1) as u64;
    let found: Vec<Vec<Pattern>> = blocks
        .pieces()
        .par_iter()
        .map(|piece| {
            let mut comparer = Comparer::new(people);
            let mut found = Vec::new();
            blocks.each(piece, |a, b| {
                if mix((a as u64) << 32 | b as u64).is_multiple_of(every) {
                    let pattern = comparer.pattern(a, b);
                    let (given, others) = rare(rarity, people, (a, b), pattern);
                    found.push(pattern.with_rarity(given, others));
                }
            });
            found.sort_unstable();
            found
        })
        .collect();
    let mut all: Vec<Pattern> = found.concat();
    all.par_sort_unstable();
    let counts = all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64)).collect();
    (counts, every as f64)
}

/// Expectation and maximisation: m of every level, and how many of all pairs are matches and kin.
fn maximise(counts: &[(Pattern, f64)], scale: f64, u: &Chances, all: f64, records: f64) -> (Learned, Shares) {
    let nothing = [[0.0; LEVELS]; PARTS.len()];
    let mut learned = Learned::of(&nothing, &nothing, u);
    let mut found = Shares {
        matches: (GENERAL_SHARE * records / all).min(0.4),
        kin: (GENERAL_SHARE * records / all).min(0.4),
    };
    for _ in 0..ROUNDS {
        let model = Model::of(&learned, u, found, [const { Vec::new() }; 3]);
        let (mut sums, mut kin_sums) = (nothing, nothing);
        let (mut matches, mut kin) = (0.0, 0.0);
        for (pattern, count) in counts {
            let (match_odds, kin_odds) = model.odds(*pattern);
            let (of_match, of_kin) = (libm::exp(match_odds.min(300.0)), libm::exp(kin_odds.min(300.0)));
            let share = count * of_match / (1.0 + of_match + of_kin);
            let kin_share = count * of_kin / (1.0 + of_match + of_kin);
            matches += share;
            kin += kin_share;
            for part in PARTS {
                sums[part as usize][usize::from(pattern.level(part))] += share;
                kin_sums[part as usize][usize::from(pattern.level(part))] += kin_share;
            }
        }
        // for each record so many others, as found and as is generally so
        let among = |sum: f64| {
            let each = (sum * scale + GENERAL_RECORDS * GENERAL_SHARE) / (records + GENERAL_RECORDS);
            (each * records / all).clamp(1e-14, 0.4)
        };
        let next = Shares { matches: among(matches), kin: among(kin) };
        let moved = libm::fabs(libm::log(next.matches / found.matches));
        (learned, found) = (Learned::of(&sums, &kin_sums, u), next);
        if moved < 1e-6 {
            break;
        }
    }
    (learned, found)
}

/// For each record so many others of the same person, and as many of kin, are supposed beforehand; as many records say so.
const GENERAL_SHARE: f64 = 0.15;
const GENERAL_RECORDS: f64 = 40.0;

/// Birth and sex among two people of one family; the rest is not used.
const KIN_BEFORE: [&[f64]; PARTS.len()] = [
    &[],
    &[],
    &[],
    &[0.02, 0.004, 0.03, 0.02, 0.286, 0.34, 0.15, 0.15],
    &[0.55, 1e-4, 1e-4, 0.45],
    &[],
    &[],
    &[],
    &[],
    &[],
];

/// What is generally so among records of one person, level by level.
const M_BEFORE: [&[f64]; PARTS.len()] = [
    &[0.642, 0.1, 0.12, 0.05, 0.03, 0.02, 0.01, 0.004, 0.024],
    &[0.58, 0.1, 0.12, 0.06, 0.03, 0.02, 0.02, 0.07],
    &[0.59, 0.1, 0.12, 0.06, 0.03, 0.01, 0.02, 0.05, 1e-4, 0.02],
    &[0.7, 0.08, 0.1, 0.04, 0.058, 0.015, 0.006, 0.001],
    &[0.975, 1e-4, 1e-4, 0.025],
    &[0.62, 0.08, 0.06, 0.05, 0.04, 0.15],
    &[0.65, 0.08, 0.12, 0.09, 0.03, 0.015, 0.015],
    &[0.85, 0.1, 1e-4, 0.05],
    &[0.58, 0.1, 0.12, 0.06, 0.03, 0.02, 0.02, 0.07],
    &[0.5, 1e-4, 1e-4, 0.5],
];

/// And among records of two.
const U_BEFORE: [&[f64]; PARTS.len()] = [
    &[0.006, 0.002, 0.002, 0.002, 0.004, 0.002, 0.03, 0.95, 0.0005],
    &[0.006, 0.002, 0.002, 0.002, 0.004, 0.002, 0.03, 0.95],
    &[0.003, 0.001, 0.002, 0.002, 0.004, 0.001, 0.03, 0.956, 1e-4, 0.001],
    &[0.0001, 0.0004, 0.01, 0.03, 0.15, 0.2, 0.3, 0.31],
    &[0.5, 1e-4, 1e-4, 0.5],
    &[0.04, 0.02, 0.03, 0.05, 0.06, 0.8],
    &[0.02, 0.02, 0.1, 0.4, 0.2, 0.16, 0.1],
    &[1e-6, 1e-5, 1e-6, 0.999],
    &[0.006, 0.002, 0.002, 0.002, 0.004, 0.002, 0.03, 0.95],
    &[0.5, 1e-4, 1e-4, 0.5],
];

const _: () = assert!(day::FAR == 7 && name::SWAPPED == 9 && NONE == u32::MAX);
