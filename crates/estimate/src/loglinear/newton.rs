//! Maximum likelihood of one model: Newton's method on the Poisson likelihood, which is iteratively reweighted least squares
//! (McCullagh & Nelder 1989, section 2.5), with halved steps where one goes too far.

use super::model::{Counts, Design, cholesky, over_supersets, solve};
use crate::special::exp;

/// A fitted model.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    pub(crate) beta: Vec<f64>,
    /// Sums over supersets of the fitted counts.
    pub(crate) margins: Vec<f64>,
    /// sum n log mu - mu, over the cells fitted.
    pub(crate) likelihood: f64,
    /// The variance of beta_0, the logarithm of the number unseen.
    pub(crate) variance: f64,
}

const MOST_STEPS: usize = 80;
/// No predictor goes beyond this; e^44 is above every count.
const FARTHEST: f64 = 44.0;

/// Fits a design that is identified and has a maximum; `None` if none was found in [`MOST_STEPS`].
pub(crate) fn fit(design: &Design, counts: &Counts) -> Option<Fitted> {
    let mut at = start(design, counts)?;
    let seen = seen(design, counts);
    for _ in 0..MOST_STEPS {
        let l = cholesky(design.information(&at.margins), design.parameters.len())?;
        let gradient: Vec<f64> =
            seen.iter().zip(design.totals(&at.margins)).map(|(seen, fitted)| seen - fitted).collect();
        let step = solve(&l, &gradient);
        let gain = step.iter().zip(&gradient).map(|(a, b)| a * b).sum::<f64>();
        if gain < 1e-11 * (1.0 + 1e-4 * counts.observed()) {
            at.variance = variance(&l);
            return Some(at);
        }
        at = walk(design, counts, &at, &step)?;
    }
    None
}

/// The sufficient statistics over the cells that are fitted. Cells left out hold nobody, or are cell 0.
fn seen(design: &Design, counts: &Counts) -> Vec<f64> {
    let mut totals = design.totals(&counts.margins);
    if design.included[0] == 0.0 {
        totals[0] -= counts.cells[0];
    }
    totals
}

/// One step of weighted least squares on log(n + 1/2).
fn start(design: &Design, counts: &Counts) -> Option<Fitted> {
    let mut weights: Vec<f64> =
        counts.cells.iter().zip(&design.included).map(|(n, included)| (n + 0.5) * included).collect();
    let mut right: Vec<f64> =
        weights.iter().map(|weight| if *weight > 0.0 { weight * libm::log(*weight) } else { 0.0 }).collect();
    over_supersets(&mut weights);
    over_supersets(&mut right);
    let l = cholesky(design.information(&weights), design.parameters.len())?;
    Some(at(design, counts, solve(&l, &design.totals(&right))))
}

fn walk(design: &Design, counts: &Counts, from: &Fitted, step: &[f64]) -> Option<Fitted> {
    let mut length = 1.0;
    for _ in 0..40 {
        let beta = from.beta.iter().zip(step).map(|(beta, step)| beta + length * step).collect();
        let there = at(design, counts, beta);
        if there.likelihood >= from.likelihood - 1e-12 * libm::fabs(from.likelihood) {
            return Some(there);
        }
        length *= 0.5;
    }
    None
}

fn at(design: &Design, counts: &Counts, beta: Vec<f64>) -> Fitted {
    let mut mu = design.predictor(&beta, counts.cells.len());
    let mut likelihood = 0.0;
    for ((mu, n), included) in mu.iter_mut().zip(&counts.cells).zip(&design.included) {
        if *included == 0.0 {
            *mu = 0.0;
            continue;
        }
        let eta = mu.clamp(-FARTHEST * 16.0, FARTHEST);
        *mu = exp(eta);
        likelihood += n * eta - *mu;
    }
    over_supersets(&mut mu);
    Fitted { beta, margins: mu, likelihood, variance: 0.0 }
}

/// The first entry of the inverse of LL'.
fn variance(l: &[f64]) -> f64 {
    let size = (1..).find(|size| size * size >= l.len()).unwrap_or(1);
    let unit: Vec<f64> = (0..size).map(|i| if i == 0 { 1.0 } else { 0.0 }).collect();
    solve(l, &unit)[0]
}
