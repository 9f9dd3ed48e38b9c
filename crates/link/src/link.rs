//! Lists in, people out: the whole of it, in order.

use crate::blocks::Blocks;
use crate::cluster::{Groups, Rules, groups};
use crate::model::{Model, probability};
use crate::people::{People, Reader};
use crate::score::{Edge, edges};
use crate::sheet::Sheet;

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
    let small = |pairs: &[(usize, usize)]| pairs.iter().map(|(a, b)| (*a as u32, *b as u32)).collect();
    let rules = Rules {
        same: small(&options.same),
        apart: small(&options.not_same),
        no_duplicates: options.no_duplicates,
    };
    let mut links = Links {
        people,
        model,
        edges,
        rules,
        groups: Vec::new(),
        posteriors: Vec::new(),
        conflicts: Vec::new(),
    };
    let mut found = links.at(0.5);
    links.conflicts = found.conflicts.iter().map(|(a, b)| (*a as usize, *b as usize)).collect();
    links.groups = (0..links.people.count()).map(|row| found.find(row as u32) as usize).collect();
    links.posteriors = links.sureness();
    links
}

impl Links {
    /// The groups at another probability: for each record the first record of its group.
    #[must_use]
    pub fn groups_at(&self, probability: f64) -> Vec<usize> {
        let mut found = self.at(probability);
        (0..self.people.count()).map(|row| found.find(row as u32) as usize).collect()
    }

    fn at(&self, probability: f64) -> Groups {
        let threshold = libm::log(probability / (1.0 - probability));
        groups(&self.people, &self.model, &self.edges, &self.rules, threshold)
    }

    /// Pairs that may be one person, in order of their records.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.edges.iter().map(|edge| {
            let logit = f64::from(edge.logit);
            Pair {
                a: edge.a as usize,
                b: edge.b as usize,
                weight: logit - self.model.prior,
                posterior: probability(logit),
            }
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
