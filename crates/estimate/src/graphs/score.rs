//! How well a graph and a number of unseen people explain the table: the exact marginal likelihood under a hyper-Dirichlet
//! prior (Madigan & York 1997, Biometrika 84:19, section 3; Dawid & Lauritzen 1993).
//!
//! For a set of lists A, D_A(c) is the marginal table, whose cell 0 holds the unseen and those seen only on other lists,
//! and delta_A = delta 2^(J-|A|), T = delta 2^J. With N = n + n0,
//!
//! log f_A(n0) = sum_{c != 0} [lgamma(D_A(c) + delta_A) - lgamma(delta_A)] + lgamma(n0 + D_A(0) + delta_A) - lgamma(delta_A)
//!               + lgamma(T) - lgamma(N + T)
//!
//! log p(data | G, n0) = lgamma(N+1) - lgamma(n0+1) - sum_h lgamma(n_h+1) + sum_cliques log f_C - sum_separators log f_S

use super::chordal::Graph;
use crate::special::{lgamma, ln, real};
use crate::table::Table;

/// What is believed of the number of people before the lists are seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberPrior {
    /// p(N) proportional to 1/N.
    Reciprocal,
    /// A Poisson whose mean is gamma distributed (Madigan & York 1997, section 4).
    GammaPoisson {
        /// Of the gamma; its mean is `shape * scale`.
        shape: f64,
        /// Of the gamma.
        scale: f64,
    },
}

/// The marginal likelihoods of one table under one delta.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    observed: f64,
    total: f64,
    prior: NumberPrior,
    /// sum_h lgamma(n_h + 1)
    arrangements: f64,
    /// By set of lists; entry 0 is not used.
    sets: Vec<SetScore>,
}

/// log f_A without what depends on n0, and D_A(0) + delta_A without n0.
#[derive(Debug, Clone, Copy, Default)]
struct SetScore {
    constant: f64,
    shift: f64,
}

/// log f_A and the factor before the graphs, at several n0.
pub(crate) struct Block {
    /// By set of lists.
    sets: Vec<Vec<f64>>,
    base: Vec<f64>,
}

impl Scores {
    pub(crate) fn new(table: &Table, delta: f64, prior: NumberPrior) -> Self {
        let sets = (0..1_u32 << table.width()).map(|set| SetScore::new(table, delta, set)).collect();
        let arrangements = table.cells().iter().map(|cell| lgamma(real(cell.count) + 1.0)).sum();
        let total = delta * real(1 << table.width());
        Self { observed: real(table.observed()), total, prior, arrangements, sets }
    }

    /// The log weight of one graph at one n0, up to a constant that all share.
    pub(crate) fn at(&self, graph: &Graph, n0: f64) -> f64 {
        let common = lgamma(self.observed + n0 + self.total);
        let set = |set: u8| {
            let score = self.sets[usize::from(set)];
            score.constant + lgamma(n0 + score.shift) - common
        };
        self.base(n0, lgamma(n0 + 1.0), lgamma(self.observed + n0 + 1.0))
            + graph.cliques.iter().map(|clique| set(*clique)).sum::<f64>()
            - graph.separators.iter().map(|separator| set(*separator)).sum::<f64>()
    }

    /// All that graphs share at these n0, which ascend. Runs of consecutive numbers go by lgamma(x + 1) = lgamma(x) + ln x.
    pub(crate) fn block(&self, nodes: &[f64]) -> Block {
        let common = lgammas(nodes, self.observed + self.total);
        let (unseen, all) = (lgammas(nodes, 1.0), lgammas(nodes, self.observed + 1.0));
        let base = (0..nodes.len()).map(|i| self.base(nodes[i], unseen[i], all[i])).collect();
        let of_set = |score: &SetScore| {
            let mut logs = lgammas(nodes, score.shift);
            logs.iter_mut().zip(&common).for_each(|(log, common)| *log += score.constant - common);
            logs
        };
        let sets = std::iter::once(Vec::new()).chain(self.sets[1..].iter().map(of_set)).collect();
        Block { sets, base }
    }

    fn base(&self, n0: f64, unseen: f64, all: f64) -> f64 {
        all - unseen - self.arrangements + self.prior.log_density(self.observed + n0, all)
    }
}

impl Block {
    /// The log weight of a graph at each n0 of the block, written to `into`.
    pub(crate) fn of_graph(&self, graph: &Graph, into: &mut Vec<f64>) {
        into.clear();
        into.extend_from_slice(&self.base);
        for clique in &graph.cliques {
            into.iter_mut().zip(&self.sets[usize::from(*clique)]).for_each(|(sum, log)| *sum += log);
        }
        for separator in &graph.separators {
            into.iter_mut().zip(&self.sets[usize::from(*separator)]).for_each(|(sum, log)| *sum -= log);
        }
    }
}

impl SetScore {
    fn new(table: &Table, delta: f64, set: u32) -> Self {
        if set == 0 {
            return Self::default();
        }
        let width = u32::try_from(table.width()).unwrap_or(0);
        let delta_set = delta * real(1 << (width - set.count_ones()));
        let total = delta * real(1 << width);
        let mut marginal = std::collections::BTreeMap::<u32, u64>::new();
        for cell in table.cells() {
            *marginal.entry(cell.pattern & set).or_default() += cell.count;
        }
        let elsewhere = marginal.remove(&0).unwrap_or(0);
        let constant =
            marginal.values().map(|count| lgamma(real(*count) + delta_set) - lgamma(delta_set)).sum::<f64>();
        Self { constant: constant - lgamma(delta_set) + lgamma(total), shift: real(elsewhere) + delta_set }
    }
}

impl NumberPrior {
    /// Up to a constant; `log_factorial` is lgamma(N + 1).
    fn log_density(self, all: f64, log_factorial: f64) -> f64 {
        match self {
            Self::Reciprocal => -ln(all),
            Self::GammaPoisson { shape, scale } => {
                lgamma(all + shape) - log_factorial - lgamma(shape) + all * ln(scale)
                    - (all + shape) * libm::log1p(scale)
            }
        }
    }
}

/// How many consecutive numbers go by the recurrence before a true lgamma is taken again.
const ANCHOR: usize = 1024;

fn lgammas(nodes: &[f64], shift: f64) -> Vec<f64> {
    let mut logs = Vec::<f64>::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        let follows = at % ANCHOR != 0 && nodes[at - 1] + 1.0 == *node;
        logs.push(if follows { logs[at - 1] + ln(nodes[at - 1] + shift) } else { lgamma(node + shift) });
    }
    logs
}
