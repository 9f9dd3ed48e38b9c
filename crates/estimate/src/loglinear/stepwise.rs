//! The forward search of Chan, Silverman & Vincent 2019 (arXiv 1902.05156), section 3, and its BCa bootstrap.
//!
//! From the model without interactions, the pair whose observed overlap is the least likely under the fitted model enters, as long as
//! its Poisson tail is below a threshold and the model with it has a maximum and is identified. The bootstrap repeats the
//! search for each resample, so its interval includes the choice of the model (Efron 1987, J. Am. Stat. Assoc. 82:171).

use rand_xoshiro::rand_core::SeedableRng as _;
use rayon::prelude::*;

use super::model::{Counts, Design, Pairs, pairs};
use super::newton;
use super::search::{Model, fit};
use crate::latent::draw_multinomial;
use crate::special::{index, normal_cdf, normal_quantile, poisson_tail, size, whole};

/// A pair enters below this tail probability.
pub(crate) const THRESHOLD: f64 = 0.02;

/// The model that the search ends in; `None` if not even the one without interactions can be fitted.
pub(crate) fn search(counts: &Counts) -> Option<Model> {
    let candidates = pairs(counts.lists);
    let mut chosen: Pairs = 0;
    let mut best = fit(chosen, counts).ok()?;
    loop {
        let design = Design::new(chosen, counts, false);
        let fitted = newton::fit(&design, counts)?;
        let mut tails: Vec<(f64, usize)> = (0..candidates.len())
            .filter(|k| chosen >> k & 1 == 0)
            .map(|k| {
                let pair = candidates[k] as usize;
                (poisson_tail(fitted.margins[pair], whole(counts.margins[pair])), k)
            })
            .filter(|(tail, _)| *tail < THRESHOLD)
            .collect();
        tails.sort_by(|a, b| a.0.total_cmp(&b.0));
        let next = tails.into_iter().find_map(|(_, k)| fit(chosen | 1 << k, counts).ok());
        match next {
            Some(model) => {
                chosen = model.pairs;
                best = model;
            }
            None => return Some(best),
        }
    }
}

/// The search repeated on resamples.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// Number of people, ends of the 95 % interval.
    pub interval: (f64, f64),
    /// Resamples for which a model was found.
    pub valid: usize,
    /// Resamples drawn.
    pub drawn: usize,
}

/// BCa interval of the number of people by `drawn` multinomial resamples. `None` if fewer than half of them have a model.
pub(crate) fn bootstrap(counts: &Counts, total: f64, drawn: usize, seed: u64) -> Option<Bootstrap> {
    let patterns: Vec<usize> = (1..counts.cells.len()).filter(|h| counts.cells[*h] > 0.0).collect();
    let people = whole(counts.observed());
    let totals: Vec<Option<f64>> = (0..drawn)
        .into_par_iter()
        .map(|number| {
            let mixed = seed ^ (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let random = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(mixed);
            let weights: Vec<f64> = patterns.iter().map(|h| counts.cells[*h]).collect();
            let mut cells = vec![0.0; counts.cells.len()];
            for (h, n) in patterns.iter().zip(draw_multinomial(people, &weights, random)) {
                cells[*h] = crate::special::real(n);
            }
            estimate(&Counts::new(counts.lists, cells))
        })
        .collect();
    let mut valid: Vec<f64> = totals.into_iter().flatten().collect();
    if 2 * valid.len() < drawn {
        return None;
    }
    valid.sort_by(f64::total_cmp);
    let below = valid.iter().filter(|t| **t < total).count();
    let ties = valid.iter().filter(|t| **t == total).count();
    let share = (size(below) + 0.5 * size(ties)).clamp(0.5, size(valid.len()) - 0.5) / size(valid.len());
    let z0 = normal_quantile(share);
    let a = acceleration(counts, &patterns, total);
    let level = |q: f64| {
        let z = z0 + normal_quantile(q);
        normal_cdf(z0 + z / (1.0 - a * z))
    };
    let interval = (quantile_8(&valid, level(0.025)), quantile_8(&valid, level(0.975)));
    Some(Bootstrap { interval, valid: valid.len(), drawn })
}

fn estimate(counts: &Counts) -> Option<f64> {
    search(counts).map(|model| counts.observed() + model.unseen)
}

/// From the jackknife over patterns, each weighted by its count: a = sum n_h r_h^3 / (6 (sum n_h r_h^2)^{3/2}).
fn acceleration(counts: &Counts, patterns: &[usize], total: f64) -> f64 {
    let jack: Vec<(f64, f64)> = patterns
        .par_iter()
        .map(|h| {
            let mut cells = counts.cells.clone();
            cells[*h] -= 1.0;
            (counts.cells[*h], estimate(&Counts::new(counts.lists, cells)).unwrap_or(total))
        })
        .collect();
    let people = jack.iter().map(|(n, _)| n).sum::<f64>();
    let mean = jack.iter().map(|(n, value)| n * value).sum::<f64>() / people;
    let power = |p: i32| jack.iter().map(|(n, value)| n * (mean - value).powi(p)).sum::<f64>();
    let spread = power(2);
    if spread > 0.0 { power(3) / (6.0 * spread * libm::sqrt(spread)) } else { 0.0 }
}

/// The quantile of Hyndman & Fan 1996, type 8, of sorted values.
fn quantile_8(sorted: &[f64], q: f64) -> f64 {
    let n = size(sorted.len());
    let h = ((n + 1.0 / 3.0) * q + 1.0 / 3.0).clamp(1.0, n);
    let low = libm::floor(h);
    let at = |k: f64| sorted[index(k - 1.0).min(sorted.len() - 1)];
    at(low) + (h - low) * (at(low + 1.0) - at(low))
}
