//! Lists in, people out: the whole of it, in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::blocks::Blocks;
use crate::cluster::{Groups, Rules, groups, weigh};
use crate::compare::Comparer;
use crate::interner::number;
use crate::model::{Model, probability};
use crate::people::{NONE, People, Reader};
use crate::score::{Edge, edges};
use crate::sheet::Sheet;
use crate::why::why;

/// What people decided, and what lists claim. Records are numbered through all sheets.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Pairs that are one person.
    pub same: Vec<(usize, usize)>,
    /// Pairs that are two.
    pub not_same: Vec<(usize, usize)>,
    /// No list has two records of one person.
    pub no_duplicates: bool,
}

/// Records linked.
#[derive(Debug)]
pub struct Links {
    people: People,
    model: Model,
    edges: Vec<Edge>,
    /// The odds (ln) of each edge, once the groups are known.
    settled: Vec<f32>,
    rules: Rules,
    /// For each record the first record of its group.
    pub groups: Vec<usize>,
    /// For each record how sure it is: of the best pair that ties it to its group; alone, that nobody else is this person.
    pub posteriors: Vec<f64>,
    /// Pairs that were judged the same although other judgements keep them apart.
    pub conflicts: Vec<(usize, usize)>,
}

/// A pair that may be one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The earlier record.
    pub a: usize,
    /// The later one.
    pub b: usize,
    /// ln(m/u) summed: how far the agreement speaks for one person, before one knows how rare that is.
    pub weight: f64,
    /// The probability that both are one person.
    pub posterior: f64,
}

/// What is said of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One person.
    Same,
    /// For a person to decide.
    Unsure,
    /// Two persons.
    NotSame,
}

/// At this probability the groups are made.
const EVEN: f64 = 0.5;
/// From this probability on a pair is said to be one person, if its group agrees.
pub const SAME: f64 = 0.8;
/// Below this it is said to be two.
pub const NOT_SAME: f64 = 0.2;

/// Explains pairs.
pub struct PairReader<'a> {
    links: &'a Links,
    comparer: Comparer<'a>,
}

impl PairReader<'_> {
    /// Why a pair weighs what it weighs, in words: what agrees, what differs, what is not known.
    #[must_use]
    pub fn why(&mut self, a: usize, b: usize) -> String {
        why(&self.links.people, &mut self.comparer, a, b)
    }

    /// A pair, whether it was kept or not, without what its groups say.
    #[must_use]
    pub fn pair(&mut self, a: usize, b: usize) -> Pair {
        let Links { people, model, .. } = self.links;
        let (weight, logit) = weigh(people, model, &mut self.comparer, number(a), number(b));
        Pair { a: a.min(b), b: a.max(b), weight, posterior: probability(logit) }
    }
}

impl Verdict {
    /// As files have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Unsure => "unsure",
            Self::NotSame => "not_same",
        }
    }
}

/// Links the records of one or several sheets. The same at any number of threads.
#[must_use]
pub fn link(sheets: &[&Sheet], options: &Options) -> Links {
    let mut reader = Reader::default();
    for sheet in sheets {
        reader.add(sheet);
    }
    let people = reader.done();
    let blocks = Blocks::of(&people);
    let model = Model::learn(&people, &blocks);
    let edges = edges(&people, &blocks, &model);
    drop(blocks);
    let small = |pairs: &[(usize, usize)]| {
        let mut pairs: Vec<(u32, u32)> =
            pairs.iter().map(|(a, b)| (number(*a.min(b)), number(*a.max(b)))).collect();
        pairs.sort_unstable();
        pairs
    };
    let rules = Rules {
        same: small(&options.same),
        apart: small(&options.not_same),
        no_duplicates: options.no_duplicates,
    };
    let mut links = Links {
        people,
        model,
        edges,
        settled: Vec::new(),
        rules,
        groups: Vec::new(),
        posteriors: Vec::new(),
        conflicts: Vec::new(),
    };
    let mut found = links.at(EVEN);
    links.conflicts = found.conflicts.iter().map(|(a, b)| (*a as usize, *b as usize)).collect();
    links.groups = (0..links.people.count()).map(|row| found.find(number(row)) as usize).collect();
    links.settled = found.settled(&links.people, &links.model, &links.rules, &links.edges);
    links.posteriors = links.sureness();
    links
}

impl Links {
    /// The groups at another probability: for each record the first record of its group.
    #[must_use]
    pub fn groups_at(&self, probability: f64) -> Vec<usize> {
        if probability == EVEN {
            return self.groups.clone();
        }
        let mut found = self.at(probability);
        (0..self.people.count()).map(|row| found.find(number(row)) as usize).collect()
    }

    fn at(&self, probability: f64) -> Groups {
        let threshold = libm::log(probability / (1.0 - probability));
        groups(&self.people, &self.model, &self.edges, &self.rules, threshold)
    }

    /// The list of each record: by its column, where that says nothing by its file, which is called as in `files`.
    #[must_use]
    pub fn lists(&self, files: &[String]) -> (Vec<String>, Vec<usize>) {
        let people = &self.people;
        let named = people.list_names.len();
        let of = |row: usize| match people.lists[row] {
            NONE => named + usize::from(people.files[row]),
            list => list as usize,
        };
        let all: Vec<&str> = people.list_names.iter().chain(files.iter().map(String::as_str)).collect();
        let used: BTreeSet<usize> = (0..people.count()).map(of).collect();
        let names = used.iter().map(|list| all.get(*list).copied().unwrap_or("other").to_owned()).collect();
        let places: BTreeMap<usize, usize> = used.into_iter().zip(0..).collect();
        (names, (0..people.count()).map(|row| places[&of(row)]).collect())
    }

    /// What explains pairs and weighs those that were not kept.
    #[must_use]
    pub fn reader(&self) -> PairReader<'_> {
        PairReader { links: self, comparer: Comparer::new(&self.people) }
    }

    /// What is said of a pair: what a person decided; else by its posterior, if the groups agree with that.
    #[must_use]
    pub fn verdict(&self, pair: &Pair) -> Verdict {
        let key = (number(pair.a), number(pair.b));
        let decided = |pairs: &[(u32, u32)]| pairs.binary_search(&key).is_ok();
        let together = self.groups[pair.a] == self.groups[pair.b];
        match pair.posterior {
            _ if decided(&self.rules.apart) => Verdict::NotSame,
            _ if decided(&self.rules.same) => Verdict::Same,
            posterior if posterior >= SAME && together => Verdict::Same,
            posterior if posterior < NOT_SAME && !together => Verdict::NotSame,
            _ => Verdict::Unsure,
        }
    }

    /// Pairs whose decision would change most: uncertain ones first, those between large groups before those between single
    /// records. Decided ones are left out.
    #[must_use]
    pub fn to_review(&self, most: usize) -> Vec<Pair> {
        let mut sizes = vec![0_u32; self.people.count()];
        self.groups.iter().for_each(|group| sizes[*group] += 1);
        let decided: BTreeSet<(u32, u32)> =
            self.rules.same.iter().chain(&self.rules.apart).map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let mut pairs: Vec<(f64, Pair)> = self
            .pairs()
            .filter(|pair| !decided.contains(&(number(pair.a), number(pair.b))))
            .map(|pair| {
                let (a, b) = (self.groups[pair.a], self.groups[pair.b]);
                let reach = if a == b { sizes[a].saturating_sub(1) } else { sizes[a] * sizes[b] };
                (pair.posterior * (1.0 - pair.posterior) * f64::from(reach), pair)
            })
            .collect();
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
        pairs.into_iter().take(most).map(|(_, pair)| pair).collect()
    }

    /// Pairs that may be one person, in order of their records.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.edges.iter().zip(&self.settled).map(|(edge, logit)| Pair {
            a: edge.a as usize,
            b: edge.b as usize,
            weight: f64::from(edge.weight),
            posterior: probability(f64::from(*logit)),
        })
    }

    fn sureness(&self) -> Vec<f64> {
        let count = self.people.count();
        let (mut inside, mut outside) = (vec![0.0_f64; count], vec![0.0_f64; count]);
        for pair in self.pairs() {
            let best = if self.groups[pair.a] == self.groups[pair.b] { &mut inside } else { &mut outside };
            best[pair.a] = best[pair.a].max(pair.posterior);
            best[pair.b] = best[pair.b].max(pair.posterior);
        }
        let mut sizes = vec![0_u32; count];
        self.groups.iter().for_each(|group| sizes[*group] += 1);
        (0..count)
            .map(|row| if sizes[self.groups[row]] > 1 { inside[row] } else { 1.0 - outside[row] })
            .collect()
    }
}
