//! A move along the direction that the data hardly know: a class twice as large whose people are on each list half as often shows
//! nearly the same people, and hides many more.
//!
//! Class k goes to c nu_k and lambda_jk / c for every list, the other classes make room in proportion; log c is normal. N and the
//! classes of people are summed out, so the acceptance ratio is that of the likelihood of the people seen given that they
//! were seen, of the priors, and of the volumes: c ((1 - c nu_k)/(1 - nu_k))^{K-2} for the sizes and c^{-J} for the captures.

use super::draw::Source;
use super::model::{Params, Prior, Shape};

/// Room for one move.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    there: Params,
    weights: Vec<f64>,
}

impl Stretch {
    pub(super) fn new(params: &Params) -> Self {
        Self { there: params.clone(), weights: vec![0.0; params.nu.len()] }
    }

    /// Tries one move of one class.
    pub(super) fn attempt(
        &mut self,
        params: &mut Params,
        shape: &Shape,
        prior: &Prior,
        counts: &[u64],
        source: &mut Source,
    ) {
        let classes = shape.classes;
        if classes < 2 {
            return;
        }
        let k = source.below(classes);
        let scale = [0.05, 0.2, 0.8][source.below(3)];
        let log_c = scale * source.normal();
        let c = libm::exp(log_c);
        let (size, rest) = (params.nu[k], 1.0 - params.nu[k]);
        let (size_there, rest_there) = (c * size, 1.0 - c * size);
        let fits = (0..shape.lists).all(|j| params.on[j * classes + k] < c);
        if !(fits && rest > 1e-9 && rest_there > 1e-9 && size_there > 1e-300) {
            return;
        }
        self.there.clone_from(params);
        self.there.nu.iter_mut().for_each(|nu| *nu *= rest_there / rest);
        self.there.nu[k] = size_there;
        for j in 0..shape.lists {
            let on = params.on[j * classes + k] / c;
            self.there.on[j * classes + k] = on;
            self.there.off[j * classes + k] = 1.0 - on;
        }
        let (Some(before), Some(after)) = (log_sizes(params), log_sizes(&self.there)) else { return };
        let volume = log_c * (1.0 - shape.lists as f64)
            + (classes as f64 - 2.0) * (libm::log(rest_there) - libm::log(rest));
        let captures = log_captures(&self.there, prior, k, shape) - log_captures(params, prior, k, shape);
        let ratio = after - before + volume + captures + self.gain(params, shape, counts);
        let taken = ratio >= 0.0 || source.uniform() < libm::exp(ratio);
        if taken && restick(&mut self.there) {
            std::mem::swap(params, &mut self.there);
        }
    }

    /// The log likelihood of the people seen, given that they were seen: there minus here.
    fn gain(&mut self, params: &Params, shape: &Shape, counts: &[u64]) -> f64 {
        let mut sum = 0.0;
        let mut people = 0;
        for (pattern, n) in shape.patterns.iter().zip(counts).filter(|(_, n)| **n > 0) {
            params.weigh(*pattern, &mut self.weights);
            let here: f64 = self.weights.iter().sum();
            self.there.weigh(*pattern, &mut self.weights);
            let there: f64 = self.weights.iter().sum();
            sum += *n as f64 * libm::log(there / here);
            people += n;
        }
        sum - people as f64 * libm::log(self.there.seen().1 / params.seen().1)
    }
}

/// The log density of the sizes, up to a constant: sum over k < K of (alpha-1) log(L_{k+1}/L_k) - log L_k, where L_k is what is left of
/// the stick before class k. `None` where a part of the stick is too small to tell.
fn log_sizes(params: &Params) -> Option<f64> {
    let mut left = 0.0;
    let mut sum = 0.0;
    let last = params.nu.len() - 1;
    for k in (0..params.nu.len()).rev() {
        let after: f64 = left;
        left += params.nu[k];
        if k < last {
            if after < 1e-280 {
                return None;
            }
            let (log_after, log_left) = (libm::log(after), libm::log(left));
            sum += (params.alpha - 1.0) * (log_after - log_left) - log_left;
        }
    }
    Some(sum)
}

fn log_captures(params: &Params, prior: &Prior, k: usize, shape: &Shape) -> f64 {
    let (a, b) = prior.lambda;
    if a == 1.0 && b == 1.0 {
        return 0.0;
    }
    (0..shape.lists)
        .map(|j| {
            let at = j * shape.classes + k;
            (a - 1.0) * libm::log(params.on[at]) + (b - 1.0) * libm::log(params.off[at])
        })
        .sum()
}

/// The sticks that these sizes are broken from. False if one cannot be told.
fn restick(params: &mut Params) -> bool {
    let mut lefts = vec![0.0; params.nu.len() + 1];
    for k in (0..params.nu.len()).rev() {
        lefts[k] = lefts[k + 1] + params.nu[k];
    }
    for k in 0..params.sticks.len() {
        params.sticks[k] = libm::log(lefts[k] / lefts[k + 1]);
    }
    params.sticks.iter().all(|x| x.is_finite() && *x >= 0.0)
}
