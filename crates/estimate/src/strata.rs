//! Several tables, one for each period, place or group, and their sum.
//!
//! Strata make the chance of being listed more alike within each, at the price of overlap. Their sum is formed draw by draw: from each
//! stratum's draws one, added up; ends of intervals are never added. A stratum that gives no number counts with the people
//! seen in it, and the sum is then "at least".

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use crate::judge::{Report, Verdict};
use crate::simple::Interval;
use crate::special::{index, real, size};

/// The sum over strata.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// People seen in all strata.
    pub observed: u64,
    /// The sum with its interval; `None` if no stratum gives a number.
    pub sum: Option<Interval>,
    /// Positions of strata that give no number: the sum has only the people seen in them.
    pub not_estimable: Vec<usize>,
    /// Positions of strata whose methods disagree: all their methods' draws count alike.
    pub disagree: Vec<usize>,
}

impl Total {
    /// True if the sum is a lower bound.
    pub fn at_least(&self) -> bool {
        !self.not_estimable.is_empty()
    }
}

const DRAWS: usize = 4000;

/// Adds up, with draws that are the same for the same seed.
pub fn total(strata: &[Report], seed: u64) -> Total {
    let with = |verdict: fn(Verdict) -> bool| {
        (0..strata.len()).filter(|at| verdict(strata[*at].verdict)).collect::<Vec<_>>()
    };
    let not_estimable = with(|v| !matches!(v, Verdict::Estimate | Verdict::Disagree | Verdict::TwoListOnly));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut sums = vec![0.0; DRAWS];
    for stratum in strata {
        sums.iter_mut().for_each(|sum| *sum += draw(stratum, &mut random));
    }
    sums.sort_by(f64::total_cmp);
    let at = |q: f64| sums[index(q * size(DRAWS - 1) + 0.5)];
    let some = not_estimable.len() < strata.len();
    Total {
        observed: strata.iter().map(|s| s.observed).sum(),
        sum: some.then(|| Interval { median: at(0.5), low: at(0.025), high: at(0.975) }),
        disagree: with(|v| v == Verdict::Disagree),
        not_estimable,
    }
}

/// One draw of the people of a stratum: of the method that its headline is of, or where methods disagree of any of them.
fn draw(stratum: &Report, random: &mut Xoshiro256PlusPlus) -> f64 {
    let u = real(random.next_u64() >> 11) / real(1 << 53);
    let pick = |draws: &[f64]| draws.get(index(u * size(draws.len()))).copied();
    let headline = match stratum.verdict {
        Verdict::Estimate => stratum.preferred().and_then(|m| pick(&m.draws)),
        Verdict::Disagree => {
            let used: Vec<_> = stratum.methods.iter().filter(|m| m.converged).collect();
            let which = index(real(random.next_u64() >> 11) / real(1 << 53) * size(used.len()));
            used.get(which).and_then(|m| pick(&m.draws))
        }
        Verdict::TwoListOnly => stratum.headline.map(|h| {
            // log-normal in the people unseen, as the interval is
            let unseen = (h.median - real(stratum.observed)).max(0.0);
            let deviation = if unseen > 0.0 {
                libm::log((h.high - real(stratum.observed)) / unseen) / 1.959_963_984_540_054
            } else {
                0.0
            };
            let z = crate::special::normal_quantile(u.clamp(1e-12, 1.0 - 1e-12));
            real(stratum.observed) + unseen * crate::special::exp(deviation * z)
        }),
        Verdict::NotConverged | Verdict::NotEstimable => None,
    };
    headline.unwrap_or_else(|| real(stratum.observed))
}
