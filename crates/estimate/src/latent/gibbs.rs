//! One Gibbs sweep over the parameters: people are put into classes, then the parameters are drawn given the classes.
//!
//! Manrique-Vallier 2016, section 3 and web appendix, on counts by pattern instead of rows by person. The number unseen and
//! the classes of everybody are drawn anew from their exact conditionals at the start of each sweep, so the parameters
//! alone are the state; that lets moves that have the classes summed out come between two sweeps.

use super::draw::Source;
use super::model::{Params, Prior, Shape};

/// Room for one sweep, and what the last one counted.
#[derive(Debug, Clone)]
pub(super) struct Gibbs {
    weights: Vec<f64>,
    rest: Vec<f64>,
    people: Vec<u64>,
    /// People in each class, seen or not.
    total: Vec<u64>,
    /// People in each class who are on list j.
    listed: Vec<u64>,
    /// Classes that hold somebody seen.
    pub(super) occupied: usize,
}

impl Gibbs {
    pub(super) fn new(shape: &Shape) -> Self {
        let k = shape.classes;
        Self {
            weights: vec![0.0; k],
            rest: vec![0.0; k],
            people: vec![0; k],
            total: vec![0; k],
            listed: vec![0; k * shape.lists],
            occupied: 0,
        }
    }

    /// Draws all parameters anew, given `counts` people seen per pattern and `unseen` on no list.
    pub(super) fn sweep(
        &mut self,
        params: &mut Params,
        shape: &Shape,
        prior: &Prior,
        counts: &[u64],
        unseen: u64,
        source: &mut Source,
    ) {
        self.allocate(params, shape, counts, unseen, source);
        self.draw_lambda(params, prior, source);
        self.draw_nu(params, source);
        draw_alpha(params, prior, source);
    }

    /// Steps 1 and 6: everybody, seen and unseen, is put into a class.
    fn allocate(&mut self, params: &Params, shape: &Shape, counts: &[u64], unseen: u64, source: &mut Source) {
        self.total.fill(0);
        self.listed.fill(0);
        for (pattern, count) in shape.patterns.iter().zip(counts).filter(|(_, count)| **count > 0) {
            self.split(params, *pattern, *count, source);
            let mut lists = *pattern;
            while lists != 0 {
                let j = lists.trailing_zeros() as usize;
                let row = &mut self.listed[j * shape.classes..][..shape.classes];
                row.iter_mut().zip(&self.people).for_each(|(sum, people)| *sum += people);
                lists &= lists - 1;
            }
        }
        self.occupied = self.total.iter().filter(|people| **people > 0).count();
        self.split(params, 0, unseen, source);
    }

    /// Splits `count` people on the lists of `pattern` among the classes, and adds them to the totals.
    fn split(&mut self, params: &Params, pattern: u32, count: u64, source: &mut Source) {
        params.weigh(pattern, &mut self.weights);
        multinomial(count, &self.weights, &mut self.rest, &mut self.people, source);
        self.total.iter_mut().zip(&self.people).for_each(|(sum, people)| *sum += people);
    }

    /// Step 2: lambda_jk ~ Beta(a + on the list, b + not on the list).
    fn draw_lambda(&self, params: &mut Params, prior: &Prior, source: &mut Source) {
        let (a, b) = prior.lambda;
        let values = params.on.iter_mut().zip(&mut params.off);
        for ((on, off), (listed, total)) in values.zip(self.listed.iter().zip(self.total.iter().cycle())) {
            let (yes, no) = (*listed as f64, (*total - *listed) as f64);
            (*on, *off) = if *total == 0 && a == 1.0 && b == 1.0 {
                let u = source.uniform();
                (u, 1.0 - u)
            } else {
                source.beta(a + yes, b + no)
            };
        }
    }

    /// Step 3: V_k ~ Beta(1 + people in k, alpha + people in later classes), as x_k = -ln(1 - V_k).
    fn draw_nu(&self, params: &mut Params, source: &mut Source) {
        let mut later = self.total.iter().sum::<u64>();
        let mut left = 1.0;
        for (k, x) in params.sticks.iter_mut().enumerate() {
            later -= self.total[k];
            let (taken, stays);
            (taken, stays, *x) = stick(self.total[k] as f64, params.alpha + later as f64, source);
            params.nu[k] = left * taken;
            left *= stays;
        }
        if let Some(last) = params.nu.last_mut() {
            *last = left;
        }
    }
}

/// V ~ Beta(1 + people, b), 1 - V, and -ln(1 - V).
fn stick(people: f64, b: f64, source: &mut Source) -> (f64, f64, f64) {
    if people == 0.0 {
        let x = source.exponential() / b;
        return (-libm::expm1(-x), libm::exp(-x), x);
    }
    let ln_taken = source.gamma(1.0 + people);
    if b >= 1.0 {
        let stays = source.gamma(b);
        let sum = ln_taken + stays;
        return (ln_taken / sum, stays / sum, libm::log1p(ln_taken / stays));
    }
    let log_odds = libm::log(ln_taken) - source.ln_gamma(b);
    let x = if log_odds > 40.0 { log_odds } else { libm::log1p(libm::exp(log_odds)) };
    (-libm::expm1(-x), libm::exp(-x), x)
}

/// Step 7: alpha ~ Gamma(a + K - 1, b + sum of the sticks).
fn draw_alpha(params: &mut Params, prior: &Prior, source: &mut Source) {
    let (a, b) = prior.alpha;
    let sum = params.sticks.iter().sum::<f64>();
    let shape = a + params.sticks.len() as f64;
    params.alpha = (source.gamma(shape) / (b + sum)).max(1e-35);
}

/// Splits `count` among classes in proportion to `weights`.
pub(super) fn multinomial(
    count: u64,
    weights: &[f64],
    rest: &mut [f64],
    people: &mut [u64],
    source: &mut Source,
) {
    people.fill(0);
    if count <= 3 {
        let total = weights.iter().sum::<f64>();
        for _ in 0..count {
            people[categorical(weights, total, source)] += 1;
        }
        return;
    }
    let mut sum = 0.0;
    for (rest, weight) in rest.iter_mut().zip(weights).rev() {
        sum += weight;
        *rest = sum;
    }
    let (mut left, last) = (count, weights.len() - 1);
    for k in 0..last {
        let whole = 1.0 / rest[k];
        let taken = source.binomial(left, weights[k] * whole, rest[k + 1] * whole);
        people[k] = taken;
        left -= taken;
        if left == 0 {
            return;
        }
    }
    people[last] = left;
}

fn categorical(weights: &[f64], total: f64, source: &mut Source) -> usize {
    let mut u = source.uniform() * total;
    for (k, weight) in weights.iter().enumerate() {
        u -= weight;
        if u <= 0.0 {
            return k;
        }
    }
    weights.len() - 1
}
