//! Several chains until they agree, or until the work allowed is done.

use rayon::prelude::*;

use super::chain::{Chain, Draw};
use super::draw::Source;
use super::model::{Prior, Shape};
use crate::diagnostics::Convergence;
use crate::table::Table;

/// What is believed beforehand, and how much work may be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Classes K at most.
    pub classes: usize,
    /// alpha ~ Gamma(shape, rate).
    pub alpha: (f64, f64),
    /// lambda ~ Beta(.,.).
    pub lambda: (f64, f64),
    /// Draws of more than this multiple of the people seen are left out, and counted.
    pub n_max_multiple: u64,
    /// Chains, at least 2.
    pub chains: usize,
    /// Of everything that is drawn.
    pub seed: u64,
    /// Sweeps of each chain at most; each chain sweeps [`Settings::rungs`] copies.
    pub sweeps: usize,
    /// Copies at rising temperatures in each chain.
    pub rungs: usize,
    /// R-hat has to come below this.
    pub rhat: f64,
    /// Effective numbers of draws have to reach this.
    pub ess: f64,
}

/// What the chains say.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Draws of the number of people on no list, by chain, in order, without those beyond the cap.
    pub draws: Vec<Vec<u64>>,
    /// Whether the chains agree: the worst of n0, pi_0 and the number of occupied classes.
    pub converged: bool,
    /// The worst of the three.
    pub convergence: Convergence,
    /// Of n0 alone.
    pub of_unseen: Convergence,
    /// The share of draws beyond the cap.
    pub capped: f64,
    /// The mean number of classes that hold somebody seen.
    pub occupied: f64,
    /// Sweeps of each chain.
    pub sweeps: usize,
}

/// The temperature of a rung as a share of the one below.
const STEP: f64 = 0.7;
/// Sweeps before convergence is first looked at.
const FIRST: usize = 4000;
/// Draws kept of a chain at most; then every second is dropped.
const KEPT: usize = 8192;

impl Settings {
    /// For the headline.
    pub const fn standard(seed: u64) -> Self {
        Self {
            classes: 10,
            alpha: (0.25, 0.25),
            lambda: (1.0, 1.0),
            n_max_multiple: 20,
            chains: 4,
            seed,
            sweeps: 256_000,
            rungs: 2,
            rhat: 1.01,
            ess: 400.0,
        }
    }

    /// For an answer in a few seconds.
    pub const fn quick(seed: u64) -> Self {
        Self { sweeps: 256_000, rungs: 1, ..Self::standard(seed) }
    }

    /// For one of many variants, which are compared and never quoted: less work, and chains that agree well enough for that.
    pub const fn variant(seed: u64) -> Self {
        Self { sweeps: 64_000, rungs: 1, rhat: 1.05, ess: 100.0, ..Self::standard(seed) }
    }
}

/// Draws from the posterior of a table. `None` without lists or people.
pub fn fit(table: &Table, settings: &Settings) -> Option<Fit> {
    if table.width() == 0 || table.observed() == 0 || settings.classes == 0 {
        return None;
    }
    let shape = Shape {
        lists: table.width(),
        classes: settings.classes,
        patterns: table.cells().iter().map(|cell| cell.pattern).collect(),
    };
    let counts: Vec<u64> = table.cells().iter().map(|cell| cell.count).collect();
    let prior = Prior { alpha: settings.alpha, lambda: settings.lambda };
    let betas: Vec<f64> =
        std::iter::successors(Some(1.0), |beta| Some(beta * STEP)).take(settings.rungs.max(1)).collect();
    let mut runs: Vec<Run> = (0..settings.chains.max(2))
        .map(|number| {
            let source = Source::new(settings.seed, number);
            Run::new(Chain::new(&shape, &prior, &counts, &betas, number % 2 == 1, source))
        })
        .collect();
    let mut goal = FIRST.min(settings.sweeps);
    loop {
        runs.par_iter_mut().for_each(|run| run.until(goal));
        let (all, of_unseen) = agreement(&runs);
        let done = all.reaches(settings.rhat, settings.ess);
        if done || goal >= settings.sweeps {
            return Some(told(&runs, table, settings, all, of_unseen, done));
        }
        goal = (goal * 2).min(settings.sweeps);
    }
}

/// A chain and what is kept of it.
struct Run {
    chain: Chain,
    kept: Vec<Draw>,
    every: usize,
    sweeps: usize,
}

impl Run {
    fn new(chain: Chain) -> Self {
        Self { chain, kept: Vec::with_capacity(KEPT), every: 1, sweeps: 0 }
    }

    fn until(&mut self, goal: usize) {
        while self.sweeps < goal {
            let draw = self.chain.step();
            self.sweeps += 1;
            if !self.sweeps.is_multiple_of(self.every) {
                continue;
            }
            self.kept.push(draw);
            if self.kept.len() == KEPT {
                self.kept = self.kept.iter().skip(1).step_by(2).copied().collect();
                self.every *= 2;
            }
        }
    }

    /// The later half: the first is warm-up.
    fn used(&self) -> &[Draw] {
        &self.kept[self.kept.len() / 2..]
    }
}

fn agreement(runs: &[Run]) -> (Convergence, Convergence) {
    let of = |value: fn(&Draw) -> f64| {
        let chains: Vec<Vec<f64>> = runs.iter().map(|run| run.used().iter().map(value).collect()).collect();
        Convergence::of(&chains)
    };
    let unseen = of(|draw| draw.n0 as f64);
    (unseen.worst(of(|draw| draw.missed)).worst(of(|draw| draw.occupied as f64)), unseen)
}

fn told(
    runs: &[Run],
    table: &Table,
    settings: &Settings,
    convergence: Convergence,
    of_unseen: Convergence,
    converged: bool,
) -> Fit {
    let cap = table.observed().saturating_mul(settings.n_max_multiple);
    let used = || runs.iter().flat_map(Run::used);
    let (mut all, mut beyond, mut occupied) = (0.0, 0.0, 0.0);
    for draw in used() {
        all += 1.0;
        beyond += if draw.n0 > cap { 1.0 } else { 0.0 };
        occupied += draw.occupied as f64;
    }
    let within = |run: &Run| run.used().iter().map(|draw| draw.n0).filter(|n0| *n0 <= cap).collect();
    Fit {
        draws: runs.iter().map(within).collect(),
        converged,
        convergence,
        of_unseen,
        capped: beyond / all,
        occupied: occupied / all,
        sweeps: runs.first().map_or(0, |run| run.sweeps),
    }
}
