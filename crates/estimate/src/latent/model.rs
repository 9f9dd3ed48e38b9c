//! The model: parameters of the latent classes, their prior, and the likelihood of what was seen given that it was seen.
//!
//! Letters as in Manrique-Vallier 2016: classes k = 1..K with sizes nu, lists j = 1..J, capture probabilities lambda_jk,
//! concentration alpha. Arrays over lists and classes are list by list, the classes of a list side by side.

use super::draw::Source;

/// The shape parameters of the priors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prior {
    /// alpha ~ Gamma(shape, rate).
    pub(super) alpha: (f64, f64),
    /// lambda_jk ~ Beta(.,.).
    pub(super) lambda: (f64, f64),
}

/// The combinations of lists that somebody stands on, and how many classes explain them.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) lists: usize,
    pub(super) classes: usize,
    pub(super) patterns: Vec<u32>,
}

/// One point of the parameter space.
#[derive(Debug, Clone)]
pub(super) struct Params {
    /// x_k = -ln(1 - V_k) for all classes but the last; finite however long the stick that is broken off.
    pub(super) sticks: Vec<f64>,
    /// nu_k, computed from the sticks.
    pub(super) nu: Vec<f64>,
    /// lambda_jk.
    pub(super) on: Vec<f64>,
    /// 1 - lambda_jk, kept because it may be tiny.
    pub(super) off: Vec<f64>,
    pub(super) alpha: f64,
}

impl Params {
    /// A draw from the prior.
    pub(super) fn from_prior(shape: &Shape, prior: &Prior, source: &mut Source) -> Self {
        let (classes, size) = (shape.classes, shape.classes * shape.lists);
        // an alpha of e-80 means one class as surely as e-1000 does, and leaves the sticks finite
        let alpha = libm::exp((source.ln_gamma(prior.alpha.0) - libm::log(prior.alpha.1)).max(-80.0));
        let sticks = (1..classes).map(|_| source.exponential() / alpha).collect();
        let (on, off) = (0..size).map(|_| source.beta(prior.lambda.0, prior.lambda.1)).unzip();
        let mut params = Self { sticks, nu: vec![0.0; classes], on, off, alpha };
        params.break_sticks();
        params
    }

    /// Recomputes nu from the sticks.
    pub(super) fn break_sticks(&mut self) {
        let mut left = 1.0;
        for (nu, x) in self.nu.iter_mut().zip(&self.sticks) {
            let stays = libm::exp(-x);
            *nu = left * -libm::expm1(-x);
            left *= stays;
        }
        if let Some(last) = self.nu.last_mut() {
            *last = left;
        }
    }

    /// The probability of being on no list, and that of being on one, each to full relative precision.
    pub(super) fn seen(&self) -> (f64, f64) {
        let classes = self.nu.len();
        let (mut missed, mut seen) = (0.0, 0.0);
        for (k, nu) in self.nu.iter().enumerate() {
            let (mut none, mut some) = (1.0, 0.0);
            for (on, off) in self.on[k..].iter().step_by(classes).zip(self.off[k..].iter().step_by(classes)) {
                some += none * on;
                none *= off;
            }
            missed += nu * none;
            seen += nu * some;
        }
        (missed, seen)
    }

    /// nu_k times the probability of `pattern` in class k, for every k.
    #[inline]
    pub(super) fn weigh(&self, pattern: u32, weights: &mut [f64]) {
        weights.copy_from_slice(&self.nu);
        let classes = weights.len();
        let lists = self.on.chunks_exact(classes).zip(self.off.chunks_exact(classes));
        for (j, (on, off)) in lists.enumerate() {
            let factors = if pattern >> j & 1 == 1 { on } else { off };
            for (weight, factor) in weights.iter_mut().zip(factors) {
                *weight *= factor;
            }
        }
    }
}
