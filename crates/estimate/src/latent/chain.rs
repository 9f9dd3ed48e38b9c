//! One chain: copies of the parameters at several temperatures, that trade places.
//!
//! The posterior may have hills far apart, and a Gibbs sampler stays on one. So each chain is a ladder (parallel tempering, Geyer 1991):
//! the copy on rung t sees the table with counts round(beta_t n_h), for which the sweep is exact as well; neighbours trade places with the
//! probability that leaves every rung's posterior as it is. N is summed out of it: with p(N) ~ 1/N what is left is the
//! likelihood of the people seen given that they were seen, prod_h (pi_h / (1 - pi_0))^{n_h}. Only the first rung is recorded.

use super::draw::Source;
use super::gibbs::Gibbs;
use super::model::{Params, Prior, Shape};
use super::stretch::Stretch;

/// What one sweep of the first rung leaves behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Draw {
    pub(super) n0: u64,
    /// The probability of being on no list.
    pub(super) missed: f64,
    /// Classes that hold somebody seen.
    pub(super) occupied: usize,
}

/// A ladder of copies.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    shape: Shape,
    prior: Prior,
    gibbs: Gibbs,
    stretch: Stretch,
    source: Source,
    rungs: Vec<Rung>,
    sweeps: usize,
    /// Tries to stretch a class in a round.
    stretches: usize,
}

#[derive(Debug, Clone)]
struct Rung {
    counts: Vec<u64>,
    people: u64,
    params: Params,
}

/// Numbers of people beyond this say only "no end".
const MOST: f64 = 1e15;
/// Sweeps between two rounds of stretching: without it the Netherlands' six lists do not mix, more costs more than it brings.
const STRETCH_EVERY: usize = 2;
/// Tries to stretch a class in such a round.
const STRETCHES: usize = 1;
/// Sweeps between two rounds of trading places.
const TRADE_EVERY: usize = 4;

impl Chain {
    /// A chain at a random place; one that is `informed` starts with every list's share among the people seen.
    pub(super) fn new(
        shape: &Shape,
        prior: &Prior,
        counts: &[u64],
        betas: &[f64],
        informed: bool,
        mut source: Source,
    ) -> Self {
        let rungs: Vec<Rung> = betas
            .iter()
            .map(|beta| {
                let counts: Vec<u64> = counts.iter().map(|n| scaled(*n, *beta)).collect();
                let mut params = Params::from_prior(shape, prior, &mut source);
                if informed {
                    inform(&mut params, shape, &counts);
                }
                Rung { people: counts.iter().sum(), counts, params }
            })
            .collect();
        Self {
            gibbs: Gibbs::new(shape),
            stretch: Stretch::new(shape),
            shape: shape.clone(),
            prior: *prior,
            source,
            rungs,
            sweeps: 0,
            stretches: STRETCHES,
        }
    }

    /// One sweep of every rung.
    pub(super) fn step(&mut self) -> Draw {
        let mut first = None;
        for rung in self.rungs.iter_mut().rev() {
            let stretches = if self.sweeps.is_multiple_of(STRETCH_EVERY) { self.stretches } else { 0 };
            if stretches > 0 {
                self.stretch.look(&rung.params, &self.shape);
            }
            for _ in 0..stretches {
                let (params, counts) = (&mut rung.params, &rung.counts);
                self.stretch.attempt(params, &self.shape, &self.prior, counts, &mut self.source);
            }
            let (missed, n0) = unseen(&rung.params, rung.people, &mut self.source);
            self.gibbs.sweep(&mut rung.params, &self.shape, &self.prior, &rung.counts, n0, &mut self.source);
            swap_labels(&mut rung.params, &self.shape, &mut self.source);
            first = Some(Draw { n0, missed, occupied: self.gibbs.occupied });
        }
        self.sweeps += 1;
        if self.sweeps.is_multiple_of(TRADE_EVERY) {
            self.trade(self.sweeps / TRADE_EVERY % 2);
        }
        first.unwrap_or(Draw { n0: 0, missed: 0.0, occupied: 0 })
    }

    /// Where the first rung stands.
    #[cfg(test)]
    pub(super) fn params(&self) -> &Params {
        &self.rungs[0].params
    }

    /// Stretches so often that a fault in it cannot hide behind the sweeps.
    #[cfg(test)]
    pub(super) fn stretching(mut self, stretches: usize) -> Self {
        self.stretches = stretches;
        self
    }

    /// Goes on with another table.
    #[cfg(test)]
    pub(super) fn see(&mut self, counts: &[u64], betas: &[f64]) {
        for (rung, beta) in self.rungs.iter_mut().zip(betas) {
            rung.counts = counts.iter().map(|n| scaled(*n, *beta)).collect();
            rung.people = rung.counts.iter().sum();
        }
    }

    /// Neighbours trade places: pairs (0,1), (2,3), … and (1,2), (3,4), … in turn.
    fn trade(&mut self, from: usize) {
        let fits: Vec<Vec<f64>> = self.rungs.iter().map(|rung| fit(&rung.params, &self.shape)).collect();
        for low in (from..self.rungs.len().saturating_sub(1)).step_by(2) {
            let (here, there) = (&self.rungs[low], &self.rungs[low + 1]);
            let ratio: f64 = (0..here.counts.len())
                .map(|h| (here.counts[h] as f64 - there.counts[h] as f64) * (fits[low + 1][h] - fits[low][h]))
                .sum();
            if ratio >= 0.0 || self.source.uniform() < libm::exp(ratio) {
                let (a, b) = self.rungs.split_at_mut(low + 1);
                std::mem::swap(&mut a[low].params, &mut b[0].params);
            }
        }
    }
}

fn scaled(n: u64, beta: f64) -> u64 {
    if beta >= 1.0 { n } else { libm::round(n as f64 * beta) as u64 }
}

/// pi_0 and a draw of n0 given the parameters: negative binomial, as a Poisson with a gamma mean.
fn unseen(params: &Params, people: u64, source: &mut Source) -> (f64, u64) {
    let (missed, seen) = params.seen();
    if people == 0 {
        return (missed, 0);
    }
    let mean = source.gamma(people as f64) * missed / seen;
    (missed, if mean < MOST { source.poisson(mean) } else { MOST as u64 })
}

/// log (pi_h / (1 - pi_0)) of every pattern.
fn fit(params: &Params, shape: &Shape) -> Vec<f64> {
    let seen = libm::log(params.seen().1.max(1e-300));
    let mut weights = vec![0.0; shape.classes];
    let log = |pattern: &u32| {
        params.weigh(*pattern, &mut weights);
        libm::log(weights.iter().sum::<f64>().max(1e-300)) - seen
    };
    shape.patterns.iter().map(log).collect()
}

/// Every class takes people as the lists do on the whole.
fn inform(params: &mut Params, shape: &Shape, counts: &[u64]) {
    let all = counts.iter().sum::<u64>() as f64 + 2.0;
    for j in 0..shape.lists {
        let on: u64 =
            shape.patterns.iter().zip(counts).filter(|(h, _)| *h >> j & 1 == 1).map(|(_, n)| n).sum();
        let share = (on as f64 + 1.0) / all;
        params.on[j * shape.classes..][..shape.classes].fill(share);
        params.off[j * shape.classes..][..shape.classes].fill(1.0 - share);
    }
}

/// Neighbouring classes trade sizes and captures, which leaves the mixture as it is: only the order in which the stick was
/// broken changes. In sizes the density of two neighbours is (1-V_k)^{a-1} (1-V_{k+1})^{a-1} / (L (L - nu_k)), L what was
/// left of the stick, and (1-V_k)(1-V_{k+1}) does not change; so the ratio is (L - nu_k) / (L - nu_{k+1}). For the last two
/// it is (V/(1-V))^{a-1} (Papaspiliopoulos & Roberts 2008, Biometrika 95:169, section 3.4, restated for truncation).
pub(super) fn swap_labels(params: &mut Params, shape: &Shape, source: &mut Source) {
    let last = shape.classes - 1;
    if last == 0 {
        return;
    }
    let k = source.below(last);
    let left: f64 = params.nu[k..].iter().sum();
    let (here, next) = (params.nu[k], params.nu[k + 1]);
    let ratio = if k + 1 == last {
        libm::exp((params.alpha - 1.0) * (libm::log(here) - libm::log(next)))
    } else {
        (left - here) / (left - next)
    };
    let stick = -libm::log1p(-(next / left));
    let after = left - next;
    let next_stick = if k + 1 == last { 0.0 } else { -libm::log1p(-(here / after)) };
    if !(ratio.is_finite() && stick.is_finite() && next_stick.is_finite() && stick > 0.0 && next_stick >= 0.0)
    {
        return;
    }
    if ratio < 1.0 && source.uniform() >= ratio {
        return;
    }
    params.sticks[k] = stick;
    if k + 1 < last {
        params.sticks[k + 1] = next_stick;
    }
    params.nu.swap(k, k + 1);
    for j in 0..shape.lists {
        params.on.swap(j * shape.classes + k, j * shape.classes + k + 1);
        params.off.swap(j * shape.classes + k, j * shape.classes + k + 1);
    }
}
