//! All pairs of the blocks, weighed; kept are those that a person might want to see.

use rayon::prelude::*;

use crate::blocks::Blocks;
use crate::compare::{Comparer, Part, day};
use crate::interner::{number, single};
use crate::model::Model;
use crate::people::People;

/// A pair that may be one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    /// ln of the odds that both are one person.
    pub(crate) logit: f32,
    /// ln(m/u), summed.
    pub(crate) weight: f32,
    /// Given names or births contradict each other: joined only if the rest leaves little doubt.
    pub(crate) contrary: bool,
}

/// Pairs below these odds are not kept: a probability of about 0.03.
const KEPT: f64 = -3.5;

/// The edges, in order of their records.
pub(crate) fn edges(people: &People, blocks: &Blocks, model: &Model) -> Vec<Edge> {
    let found: Vec<Vec<Edge>> = blocks
        .pieces()
        .par_iter()
        .map_init(
            || Comparer::new(people),
            |comparer, piece| {
                let mut edges = Vec::new();
                blocks.each(piece, |a, b| edges.extend(edge(people, model, comparer, (a, b), piece.loose())));
                edges
            },
        )
        .collect();
    let mut edges = found.concat();
    edges.par_sort_unstable_by_key(|edge| (edge.a, edge.b));
    edges.dedup_by_key(|edge| (edge.a, edge.b));
    edges
}

/// Costly parts are compared only as long as the pair can still be kept.
fn edge(
    people: &People,
    model: &Model,
    comparer: &mut Comparer<'_>,
    (a, b): (usize, usize),
    loose: bool,
) -> Option<Edge> {
    let hopeless = |pattern, names_open| {
        model.sum(pattern) + model.prior + model.at_most(people, a, b, names_open) < KEPT
    };
    let pattern = comparer.cheap(a, b);
    if loose && pattern.level(Part::Birth) >= day::DIFFERENT || hopeless(pattern, true) {
        return None;
    }
    let pattern = comparer.names(a, b, pattern);
    if hopeless(pattern, false) {
        return None;
    }
    let pattern = comparer.rest(a, b, pattern);
    let (weight, logit) = model.weigh(people, a, b, pattern);
    (logit >= KEPT).then_some(Edge {
        a: number(a),
        b: number(b),
        logit: single(logit),
        weight: single(weight),
        contrary: pattern.contrary(),
    })
}
