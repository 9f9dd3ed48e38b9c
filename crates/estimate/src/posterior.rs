//! A distribution of the number of people on no list, as masses on ascending numbers: what the methods that compute
//! rather than draw end in. Means, quantiles and draws come from here.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use crate::special::{real, whole};

/// Masses on ascending numbers of unseen people. A mass stands for the whole numbers nearer to its node than to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    nodes: Vec<f64>,
    /// Of all nodes up to and with this one, over all; ends in 1.
    cumulative: Vec<f64>,
}

impl Posterior {
    /// From nodes in ascending order and their masses, which need not add up to 1. `None` if there is no mass.
    pub(crate) fn new(nodes: Vec<f64>, masses: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sum = 0.0;
        let mut cumulative = masses
            .into_iter()
            .map(|mass| {
                sum += mass;
                sum
            })
            .collect::<Vec<_>>();
        if !(sum > 0.0 && sum.is_finite()) {
            return None;
        }
        cumulative.iter_mut().for_each(|mass| *mass /= sum);
        Some(Self { nodes, cumulative })
    }

    /// The number of unseen people that the share `q` of the mass lies at or below.
    pub fn quantile(&self, q: f64) -> u64 {
        let at = self.cumulative.partition_point(|mass| *mass < q).min(self.nodes.len() - 1);
        let before = if at == 0 { 0.0 } else { self.cumulative[at - 1] };
        let mass = self.cumulative[at] - before;
        let (low, high) = self.edges(at);
        let along = if mass > 0.0 { ((q - before) / mass).clamp(0.0, 1.0) } else { 0.5 };
        // what lies above k - 1/2 and up to k + 1/2 is k
        whole(libm::ceil(low + along * (high - low) - 0.5).max(self.nodes[0]))
    }

    /// The mean number of unseen people.
    pub fn mean(&self) -> f64 {
        self.masses().map(|(node, mass)| node * mass).sum()
    }

    /// The node with the most mass for each whole number that it stands for.
    pub fn mode(&self) -> u64 {
        let height = |at: usize| {
            (self.cumulative[at] - if at == 0 { 0.0 } else { self.cumulative[at - 1] }) / self.spread(at)
        };
        let best =
            (0..self.nodes.len()).fold(0, |best, at| if height(at) > height(best) { at } else { best });
        whole(self.nodes[best])
    }

    /// Independent draws, the same for the same seed on every machine.
    pub fn draws(&self, seed: u64, number: usize) -> Vec<u64> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        (0..number).map(|_| self.quantile(real(random.next_u64() >> 11) / real(1 << 53))).collect()
    }

    /// Each node with its mass; these add up to 1.
    pub fn masses(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let before = std::iter::once(0.0).chain(self.cumulative.iter().copied());
        self.nodes
            .iter()
            .zip(&self.cumulative)
            .zip(before)
            .map(|((node, upto), before)| (*node, upto - before))
    }

    fn spread(&self, at: usize) -> f64 {
        let (low, high) = self.edges(at);
        high - low
    }

    /// Half-way to the neighbours.
    fn edges(&self, at: usize) -> (f64, f64) {
        let half = |a: usize, b: usize| 0.5 * (self.nodes[a] + self.nodes[b]);
        let low = if at == 0 { self.nodes[at] - 0.5 } else { half(at - 1, at) };
        let high = if at + 1 == self.nodes.len() { self.nodes[at] + 0.5 } else { half(at, at + 1) };
        (low, high)
    }
}
