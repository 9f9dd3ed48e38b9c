//! A move along the direction that the data hardly know: a class twice as large whose people are on each list half as often shows
//! nearly the same people, and hides many more.
//!
//! Class k goes to c nu_k and lambda_jk / c for every list, the other classes make room in proportion; log c is normal. N and the
//! classes of people are summed out, so the acceptance ratio is that of the likelihood of the people seen given that they
//! were seen, of the priors, and of the volumes: c ((1 - c nu_k)/(1 - nu_k))^{K-2} for the sizes and c^{-J} for the captures.

use super::draw::Source;
use super::model::{Params, Prior, Shape};

/// Room for the moves, and what the present point says of every pattern.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// pi_h of every pattern.
    sums: Vec<f64>,
    /// 1 - pi_0.
    seen: f64,
    /// Log density of the sizes.
    sizes: Option<f64>,
    sums_there: Vec<f64>,
    nu_there: Vec<f64>,
    weights: Vec<f64>,
}

/// One move that is tried.
#[derive(Debug, Clone, Copy)]
struct Move {
    /// The class.
    k: usize,
    /// What its size is multiplied with, and its captures are divided by.
    c: f64,
    /// What the sizes of the others are multiplied with.
    shrink: f64,
}

impl Stretch {
    pub(super) fn new(shape: &Shape) -> Self {
        Self {
            sums: vec![0.0; shape.patterns.len()],
            seen: 0.0,
            sizes: None,
            sums_there: vec![0.0; shape.patterns.len()],
            nu_there: vec![0.0; shape.classes],
            weights: vec![0.0; shape.classes],
        }
    }

    /// Looks at where the parameters are; before the first attempt after they moved otherwise.
    pub(super) fn look(&mut self, params: &Params, shape: &Shape) {
        for (sum, pattern) in self.sums.iter_mut().zip(&shape.patterns) {
            params.weigh(*pattern, &mut self.weights);
            *sum = self.weights.iter().sum();
        }
        self.seen = params.seen().1;
        self.sizes = log_sizes(&params.nu, params.alpha);
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
        let (rest, rest_there) = (1.0 - params.nu[k], 1.0 - c * params.nu[k]);
        let fits = params.on[k..].iter().step_by(classes).all(|on| *on < c);
        if !(fits && rest > 1e-9 && rest_there > 1e-9 && c * params.nu[k] > 1e-300) {
            return;
        }
        let tried = Move { k, c, shrink: rest_there / rest };
        self.nu_there.iter_mut().zip(&params.nu).for_each(|(there, here)| *there = here * tried.shrink);
        self.nu_there[k] = c * params.nu[k];
        let (Some(before), Some(after)) = (self.sizes, log_sizes(&self.nu_there, params.alpha)) else {
            return;
        };
        let volume = log_c * (1.0 - shape.lists as f64) + (classes as f64 - 2.0) * libm::log(tried.shrink);
        let captures = log_captures(params, prior, k, 1.0 / c) - log_captures(params, prior, k, 1.0);
        let (gain, seen_there) = self.gain(params, shape, counts, tried);
        let ratio = after - before + volume + captures + gain;
        if !(ratio >= 0.0 || source.uniform() < libm::exp(ratio)) {
            return;
        }
        if let Some(sticks) = sticks(&self.nu_there) {
            params.sticks = sticks;
            params.nu.copy_from_slice(&self.nu_there);
            for at in (k..params.on.len()).step_by(classes) {
                params.on[at] /= c;
                params.off[at] = 1.0 - params.on[at];
            }
            std::mem::swap(&mut self.sums, &mut self.sums_there);
            (self.seen, self.sizes) = (seen_there, Some(after));
        }
    }

    /// The log likelihood of the people seen, given that they were seen, there minus here; and 1 - pi_0 there. Only the class
    /// that moves is computed anew; the others shrink alike.
    fn gain(&mut self, params: &Params, shape: &Shape, counts: &[u64], tried: Move) -> (f64, f64) {
        let Move { k, c, shrink } = tried;
        let classes = shape.classes;
        let captures = || params.on[k..].iter().step_by(classes).zip(params.off[k..].iter().step_by(classes));
        let (mut gain, mut people) = (0.0, 0);
        let cells = shape.patterns.iter().zip(counts).zip(self.sums.iter().zip(&mut self.sums_there));
        for ((pattern, n), (here, there)) in cells {
            let (mut old, mut new) = (params.nu[k], self.nu_there[k]);
            for (j, (on, off)) in captures().enumerate() {
                if pattern >> j & 1 == 1 {
                    old *= on;
                    new *= on / c;
                } else {
                    old *= off;
                    new *= 1.0 - on / c;
                }
            }
            *there = shrink * (here - old).max(0.0) + new;
            if *n > 0 {
                gain += *n as f64 * libm::log(*there / here);
                people += n;
            }
        }
        let of_class = |scale: f64| {
            let (mut none, mut some) = (1.0, 0.0);
            for (on, _) in captures() {
                some += none * on * scale;
                none *= 1.0 - on * scale;
            }
            some
        };
        let others = (self.seen - params.nu[k] * of_class(1.0)).max(0.0);
        let seen = shrink * others + self.nu_there[k] * of_class(1.0 / c);
        (gain - people as f64 * libm::log(seen / self.seen), seen)
    }
}

/// The log density of the sizes, up to a constant: sum over k < K of (alpha-1) log(L_{k+1}/L_k) - log L_k, where L_k is what is left of
/// the stick before class k; L_1 is 1, so that it is (alpha-1) log nu_K - sum over 1 < k < K of log L_k. `None` where a part
/// of the stick is too small to tell.
fn log_sizes(nu: &[f64], alpha: f64) -> Option<f64> {
    let (last, others) = nu.split_last()?;
    if *last < 1e-280 {
        return None;
    }
    let mut left = *last;
    let mut sum = (alpha - 1.0) * libm::log(left);
    for nu in others.iter().skip(1).rev() {
        left += nu;
        sum -= libm::log(left);
    }
    Some(sum)
}

/// The log density of the captures of class `k`, all multiplied by `scale`.
fn log_captures(params: &Params, prior: &Prior, k: usize, scale: f64) -> f64 {
    let (a, b) = prior.lambda;
    if a == 1.0 && b == 1.0 {
        return 0.0;
    }
    let on = params.on[k..].iter().step_by(params.nu.len()).map(|on| on * scale);
    on.map(|on| (a - 1.0) * libm::log(on) + (b - 1.0) * libm::log1p(-on)).sum()
}

/// The sticks that these sizes are broken from; `None` if one cannot be told.
fn sticks(nu: &[f64]) -> Option<Vec<f64>> {
    let mut left = *nu.last()?;
    let mut sticks = vec![0.0; nu.len() - 1];
    for (stick, nu) in sticks.iter_mut().zip(nu).rev() {
        *stick = libm::log1p(nu / left);
        left += nu;
    }
    sticks.iter().all(|x| x.is_finite() && *x >= 0.0).then_some(sticks)
}
