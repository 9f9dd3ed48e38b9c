//! Which graphs and which numbers of unseen people are worth weighing.
//!
//! The log weight of an incomplete graph rises to one peak and falls. Each graph is looked at on a coarse grid; those that may come
//! near the best have their peak found, and those that do not are pruned. What is lost is below 1e-13 of the mass (see [`cut`]).

use rayon::prelude::*;

use super::chordal::Graph;
use super::score::Scores;
use super::{BLOCK, cut};
use crate::special::{exp, ln, real, size};

/// The most nodes in one stretch of numbers.
const MOST: usize = 1 << 16;
/// Points of the coarse grid.
const COARSE: usize = 200;

/// What is weighed.
pub(super) struct Region {
    /// The graphs left.
    pub(super) graphs: Vec<Graph>,
    /// Numbers of unseen people, ascending.
    pub(super) nodes: Vec<f64>,
    /// How many whole numbers each node stands for.
    pub(super) spacing: Vec<f64>,
    /// The greatest log weight of an incomplete graph, which weights are relative to.
    pub(super) scale: f64,
    /// The same of the complete graph.
    pub(super) complete_scale: f64,
    /// Log weights further below the scale do not count.
    pub(super) cut: f64,
    /// Where the numbers end if the data do not end them before.
    pub(super) end: Option<f64>,
}

impl Region {
    /// Each whole number from the first to the last.
    pub(super) fn every(first: u64, last: u64, scores: &Scores, graphs: Vec<Graph>) -> Self {
        let nodes = (first..=last).map(real).collect::<Vec<_>>();
        let cut = cut(graphs.len(), nodes.len());
        let peaks = Peaks::find(scores, graphs, real(first), real(last), cut);
        let spacing = vec![1.0; nodes.len()];
        Self {
            nodes,
            spacing,
            scale: peaks.scale,
            complete_scale: peaks.complete_scale,
            cut,
            end: None,
            graphs: peaks.graphs(),
        }
    }

    /// Stretches of numbers around the peaks, up to N = 200 n.
    pub(super) fn adaptive(observed: u64, scores: &Scores, graphs: Vec<Graph>) -> Self {
        let end = 199.0 * real(observed);
        let cut = cut(graphs.len(), MOST);
        let peaks = Peaks::find(scores, graphs, 0.0, end, cut);
        let (mut nodes, mut spacing) = (Vec::new(), Vec::new());
        for (low, high) in joined(peaks.stretches(scores, end, cut)) {
            let stretch = spaced(low, high);
            spacing.extend((0..stretch.len()).map(|at| width(&stretch, at)));
            nodes.extend(stretch);
        }
        Self {
            nodes,
            spacing,
            scale: peaks.scale,
            complete_scale: peaks.complete_scale,
            cut,
            end: Some(end),
            graphs: peaks.graphs(),
        }
    }
}

/// The graphs that come near the best, with the place and height of their peak.
struct Peaks {
    peaks: Vec<(Graph, f64, f64)>,
    scale: f64,
    complete_scale: f64,
}

impl Peaks {
    fn find(scores: &Scores, graphs: Vec<Graph>, first: f64, last: f64, cut: f64) -> Self {
        let points = coarse(first, last);
        let block = scores.block(&points);
        let look = |graph: &Graph| {
            let mut logs = Vec::with_capacity(BLOCK);
            block.of_graph(graph, &mut logs);
            let best = (0..logs.len()).fold(0, |best, at| if logs[at] > logs[best] { at } else { best });
            (best, logs[best], reach(&logs, best))
        };
        let seen = graphs.par_iter().map(look).collect::<Vec<_>>();
        let incomplete = graphs.iter().zip(&seen).filter(|(graph, _)| !graph.is_complete());
        let known = incomplete.map(|(_, (_, height, _))| *height).fold(f64::NEG_INFINITY, f64::max);
        let hopeful = graphs
            .into_par_iter()
            .zip(seen)
            .filter(|(graph, (_, _, reach))| graph.is_complete() || *reach >= known - cut);
        let climb = |(graph, (best, _, _)): (Graph, (usize, f64, f64))| {
            let (low, high) = (points[best.saturating_sub(1)], points[(best + 1).min(points.len() - 1)]);
            let (at, height) = summit(|n0| scores.at(&graph, n0), low, high);
            (graph, at, height)
        };
        let peaks = hopeful.map(climb).collect::<Vec<_>>();
        let highest = |complete: bool| {
            peaks
                .iter()
                .filter(|(graph, _, _)| graph.is_complete() == complete)
                .map(|peak| peak.2)
                .fold(f64::NEG_INFINITY, f64::max)
        };
        let (scale, complete_scale) = (highest(false), highest(true));
        let peaks = peaks
            .into_iter()
            .filter(|(graph, _, height)| graph.is_complete() || *height >= scale - cut)
            .collect();
        Self { peaks, scale, complete_scale }
    }

    /// Where each graph's weight is not yet too small to count. That of the complete graph reaches over everything.
    fn stretches(&self, scores: &Scores, end: f64, cut: f64) -> Vec<(f64, f64)> {
        let stretch = |(graph, at, height): &(Graph, f64, f64)| {
            let floor = if graph.is_complete() { height - cut } else { self.scale - cut };
            let counts = |n0: f64| scores.at(graph, n0) >= floor;
            (boundary(counts, *at, 0.0), boundary(counts, *at, end))
        };
        let counts = |graph: &Graph, height: f64| !graph.is_complete() || height >= self.scale - cut;
        self.peaks.iter().filter(|(graph, _, height)| counts(graph, *height)).map(stretch).collect()
    }

    fn graphs(self) -> Vec<Graph> {
        self.peaks.into_iter().map(|(graph, _, _)| graph).collect()
    }
}

/// Whole numbers from `first` to `last`, evenly spaced on the log scale.
fn coarse(first: f64, last: f64) -> Vec<f64> {
    let step = (ln(last + 1.0) - ln(first + 1.0)) / size(COARSE - 1);
    let mut points = (0..COARSE)
        .map(|at| libm::round(exp(ln(first + 1.0) + step * size(at)) - 1.0).clamp(first, last))
        .collect::<Vec<_>>();
    points.dedup();
    points
}

/// How high a curve with one peak, and concave near it, may be between the neighbours of its best point.
fn reach(logs: &[f64], best: usize) -> f64 {
    let drop = |neighbour: Option<&f64>| neighbour.map_or(0.0, |log| logs[best] - log);
    let before = drop(best.checked_sub(1).and_then(|at| logs.get(at)));
    logs[best] + before.max(drop(logs.get(best + 1)))
}

/// The place and height of the peak between `low` and `high`, by golden section.
fn summit(curve: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> (f64, f64) {
    const GOLD: f64 = 0.618_033_988_749_894_9;
    let (mut a, mut b) = (high - GOLD * (high - low), low + GOLD * (high - low));
    let (mut at_a, mut at_b) = (curve(a), curve(b));
    while high - low > 0.5 && high - low > 1e-12 * high {
        if at_a < at_b {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLD * (high - low);
            at_b = curve(b);
        } else {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLD * (high - low);
            at_a = curve(a);
        }
    }
    [low, high]
        .map(|end| (libm::round(end), curve(libm::round(end))))
        .into_iter()
        .fold((libm::round(a), curve(libm::round(a))), |best, end| if end.1 > best.1 { end } else { best })
}

/// The whole number nearest to `out`, coming from `inside`, for which `counts` still holds.
fn boundary(counts: impl Fn(f64) -> bool, mut inside: f64, mut out: f64) -> f64 {
    if counts(out) {
        return out;
    }
    while libm::fabs(out - inside) > 1.0 {
        let middle = libm::round(0.5 * (inside + out));
        if middle == inside || middle == out {
            break;
        }
        if counts(middle) { inside = middle } else { out = middle }
    }
    inside
}

/// Stretches that overlap or touch, made one; ascending.
fn joined(mut stretches: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined = Vec::<(f64, f64)>::new();
    for (low, high) in stretches {
        match joined.last_mut() {
            Some(last) if low <= last.1 + 1.0 => last.1 = last.1.max(high),
            _ => joined.push((low, high)),
        }
    }
    joined
}

/// Whole numbers from `low` to `high`, a quarter of sqrt(n0) apart and at least 1. The number of unseen people is negative binomial
/// for any one chance of being seen, so that no posterior has a standard deviation below sqrt(n0); the trapezoid rule at a
/// quarter of it is exact to far more digits than are shown. Stretches of more than [`MOST`] nodes are spaced wider.
fn spaced(low: f64, high: f64) -> Vec<f64> {
    let expected = 8.0 * (libm::sqrt(high) - libm::sqrt(low));
    let widen = (expected / size(MOST)).max(1.0);
    let mut nodes = vec![low];
    let mut at = low;
    while at < high {
        at = (at + libm::floor(0.25 * libm::sqrt(at) * widen).max(1.0)).min(high);
        nodes.push(at);
    }
    nodes
}

/// How many whole numbers the node stands for: half-way to its neighbours.
fn width(nodes: &[f64], at: usize) -> f64 {
    let below = if at == 0 { 0.5 } else { 0.5 * (nodes[at] - nodes[at - 1]) };
    let above = if at + 1 == nodes.len() { 0.5 } else { 0.5 * (nodes[at + 1] - nodes[at]) };
    below + above
}
