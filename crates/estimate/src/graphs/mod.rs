//! Decomposable graphical models, averaged: exactly how much each graph of dependence between the lists is supported, and what
//! they say together of how many are on no list (Madigan & York 1997, Biometrika 84:19).
//!
//! A graph joins the lists that depend on each other directly. Three to six lists have 8, 61, 822 and 18,154 such graphs, few
//! enough to weigh each one at each number of unseen people. Nothing is simulated, and graphs times numbers are never held.
//!
//! Departures from the paper: p(N) is 1/N unless another is asked for; delta is 2^-J by default; the complete graph, under which
//! the lists say nothing of the unseen, is weighed but left out of the average.

mod chordal;
mod region;
mod score;

use rayon::prelude::*;

pub use chordal::{Graph, chordal_graphs};
pub use score::NumberPrior;

use crate::posterior::Posterior;
use crate::special::{exp, ln, log_sum_exp, real, size};
use crate::table::Table;
use region::Region;
use score::Scores;

/// The fewest and most lists that this method takes.
pub const LISTS: std::ops::RangeInclusive<usize> = 3..=6;

/// What is believed beforehand, and where the numbers are looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The prior count of each cell of the full table; `None` is 2^-J, one person in all.
    pub delta: Option<f64>,
    /// Of the number of people.
    pub prior: NumberPrior,
    /// Which numbers of unseen people are weighed.
    pub grid: Grid,
}

/// Which numbers of unseen people are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grid {
    /// Where there is mass, at a quarter of the least standard deviation that a posterior can have there, up to N = 200 n.
    Adaptive,
    /// Each whole number from the first to the last.
    Every {
        /// The least number of unseen people.
        first: u64,
        /// The greatest.
        last: u64,
    },
}

/// What the graphs say.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The number of unseen people, averaged over all graphs but the complete one.
    pub posterior: Posterior,
    /// The same with the complete graph.
    pub with_complete: Posterior,
    /// P(complete graph | data).
    pub complete: f64,
    /// Graphs with their posterior probability (the complete one among them), most probable first; what was pruned is not here.
    pub graphs: Vec<(Graph, f64)>,
    /// How many numbers of unseen people were weighed.
    pub nodes: usize,
    /// The largest difference, as a share of the mass, that leaving out every second number would make to the distribution function: an upper
    /// bound on what the spacing costs. 0 if each number was weighed.
    pub grid_error: f64,
    /// Whether the data end the distribution: false if at N = 200 n there is still mass.
    pub bounded: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { delta: None, prior: NumberPrior::Reciprocal, grid: Grid::Adaptive }
    }
}

impl Settings {
    /// The prior count of each cell for that many lists.
    pub fn delta(&self, lists: usize) -> f64 {
        self.delta.unwrap_or_else(|| 1.0 / real(1 << lists))
    }
}

/// Weighs all graphs. `None` for fewer than three or more than six lists, or a table without people.
pub fn fit(table: &Table, settings: &Settings) -> Option<Fit> {
    if !LISTS.contains(&table.width()) || table.observed() == 0 {
        return None;
    }
    let scores = Scores::new(table, settings.delta(table.width()), settings.prior);
    let region = match settings.grid {
        Grid::Every { first, last } => Region::every(first, last, &scores, chordal_graphs(table.width())),
        Grid::Adaptive => Region::adaptive(table.observed(), &scores, chordal_graphs(table.width())),
    };
    Sums::over(&scores, &region).finish(&region)
}

/// How many numbers are weighed at a time.
const BLOCK: usize = 1024;

/// Weights summed over graphs at each number, and over numbers for each graph, relative to the scales.
struct Sums {
    incomplete: Vec<f64>,
    complete: Vec<f64>,
    graphs: Vec<f64>,
}

impl Sums {
    /// Blocks are weighed apart and added up in their order, so that the sums do not depend on the number of threads.
    fn over(scores: &Scores, region: &Region) -> Self {
        let blocks = region.nodes.par_chunks(BLOCK).zip(region.spacing.par_chunks(BLOCK));
        let parts =
            blocks.map(|(nodes, spacing)| Self::of_block(scores, region, nodes, spacing)).collect::<Vec<_>>();
        let mut sums =
            Self { incomplete: Vec::new(), complete: Vec::new(), graphs: vec![0.0; region.graphs.len()] };
        for part in parts {
            sums.incomplete.extend(part.incomplete);
            sums.complete.extend(part.complete);
            sums.graphs.iter_mut().zip(part.graphs).for_each(|(sum, part)| *sum += part);
        }
        sums
    }

    fn of_block(scores: &Scores, region: &Region, nodes: &[f64], spacing: &[f64]) -> Self {
        let block = scores.block(nodes);
        let mut sums =
            Self { incomplete: vec![0.0; nodes.len()], complete: vec![0.0; nodes.len()], graphs: Vec::new() };
        let mut logs = Vec::with_capacity(nodes.len());
        for graph in &region.graphs {
            block.of_graph(graph, &mut logs);
            let (scale, into) = if graph.is_complete() {
                (region.complete_scale, &mut sums.complete)
            } else {
                (region.scale, &mut sums.incomplete)
            };
            let mut sum = 0.0;
            for ((into, log), spacing) in
                into.iter_mut().zip(&logs).zip(spacing).filter(|((_, log), _)| **log > scale - region.cut)
            {
                let weight = spacing * exp(log - scale);
                *into += weight;
                sum += weight;
            }
            sums.graphs.push(sum);
        }
        sums
    }

    fn finish(self, region: &Region) -> Option<Fit> {
        let logs = [(&self.incomplete, region.scale), (&self.complete, region.complete_scale)]
            .map(|(masses, scale)| ln(masses.iter().sum::<f64>()) + scale);
        let all = log_sum_exp(logs);
        let complete = exp(logs[1] - all);
        let (of_incomplete, of_complete) = (exp(region.scale - all), exp(region.complete_scale - all));
        let both =
            self.incomplete.iter().zip(&self.complete).map(|(a, b)| a * of_incomplete + b * of_complete);
        let with_complete = Posterior::new(region.nodes.clone(), both)?;
        let share =
            |graph: &Graph, sum: f64| sum * if graph.is_complete() { of_complete } else { of_incomplete };
        let mut graphs = region
            .graphs
            .iter()
            .zip(&self.graphs)
            .map(|(graph, sum)| (graph.clone(), share(graph, *sum)))
            .collect::<Vec<_>>();
        graphs.sort_by(|a, b| b.1.total_cmp(&a.1));
        let posterior = Posterior::new(region.nodes.clone(), self.incomplete.iter().copied())?;
        Some(Fit {
            with_complete,
            complete,
            graphs,
            nodes: region.nodes.len(),
            grid_error: grid_error(&posterior, &region.spacing),
            bounded: region.end.is_none_or(|end| ended(&posterior, end)),
            posterior,
        })
    }
}

/// Compares the distribution function with that of every second node, which then stands for all up to half-way to its new neighbours.
fn grid_error(posterior: &Posterior, spacing: &[f64]) -> f64 {
    if spacing.iter().all(|spacing| *spacing == 1.0) {
        return 0.0;
    }
    let (nodes, masses): (Vec<f64>, Vec<f64>) = posterior.masses().unzip();
    let kept = (0..nodes.len()).step_by(2).collect::<Vec<_>>();
    let reach = |a: usize, b: usize| 0.5 * (nodes[kept[b]] - nodes[kept[a]]);
    let width = |at: usize| {
        let below = if at == 0 { 0.5 } else { reach(at - 1, at) };
        below + if at + 1 == kept.len() { 0.5 } else { reach(at, at + 1) }
    };
    let coarse = kept
        .iter()
        .enumerate()
        .map(|(at, node)| masses[*node] / spacing[*node] * width(at))
        .collect::<Vec<_>>();
    let all = coarse.iter().sum::<f64>();
    let (mut below, mut fine_below, mut worst) = (0.0, 0.0, libm::fabs(1.0 - all));
    for (at, node) in kept.iter().enumerate() {
        // half of each mass lies above its node
        let fine = fine_below + 0.5 * masses[*node];
        worst = worst.max(libm::fabs(fine - (below + 0.5 * coarse[at]) / all));
        below += coarse[at];
        fine_below += masses[*node..(node + 2).min(masses.len())].iter().sum::<f64>();
    }
    worst
}

/// Whether the last hundredth of the way to the end holds less than a millionth of the mass.
fn ended(posterior: &Posterior, end: f64) -> bool {
    posterior.masses().filter(|(node, _)| *node > 0.99 * end).map(|(_, mass)| mass).sum::<f64>() < 1e-6
}

/// For pruning: e to the minus this, times as many graphs and numbers as there are, is below 1e-13.
fn cut(graphs: usize, nodes: usize) -> f64 {
    ln(1e13 * size(graphs.max(1)) * size(nodes.max(1)))
}
