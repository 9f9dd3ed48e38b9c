//! What can be said without a fitted model: Chapman's estimate from two lists, and the sweep over the one number that no data can show.

use crate::special::{exp, ln, real};
use crate::table::Table;

/// A number of people with a 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The middle.
    pub median: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Chapman's estimate from two lists (Chapman 1951; Seber 1970): (n1+1)(n2+1)/(m+1) - 1, with variance
/// (n1+1)(n2+1)(n1-m)(n2-m) / ((m+1)^2 (m+2)) and a log-normal interval for the people on no list (Chao 1987).
pub fn chapman(on_one: u64, on_other: u64, on_both: u64) -> Interval {
    let (a, b, m) = (real(on_one), real(on_other), real(on_both));
    let total = (a + 1.0) * (b + 1.0) / (m + 1.0) - 1.0;
    let variance = (a + 1.0) / (m + 1.0) * ((b + 1.0) / (m + 1.0)) * (a - m) * (b - m) / (m + 2.0);
    let seen = a + b - m;
    let unseen = (total - seen).max(0.0);
    if unseen == 0.0 || variance <= 0.0 {
        return Interval { median: total, low: total, high: total };
    }
    let spread = exp(1.959_963_984_540_054 * libm::sqrt(libm::log1p(variance / (unseen * unseen))));
    Interval { median: total, low: seen + unseen / spread, high: seen + unseen * spread }
}

/// Number of people if the highest-order interaction is not 1 but xi: with R = prod_{|h| odd} n_h / prod_{|h| even, h != 0} n_h,
/// n0 = R / xi (Aleshin-Guendel, Sadinle & Wakefield 2021, arXiv 2101.09304, section 3). `None` unless somebody is on every
/// combination of lists. For two lists xi = 1 is Lincoln and Petersen's estimate.
pub fn total_at(table: &Table, xi: f64) -> Option<f64> {
    if (table.cells().len() as u64) < (1_u64 << table.width()) - 1 {
        return None;
    }
    let log: f64 = table
        .cells()
        .iter()
        .map(|cell| ln(real(cell.count)) * if cell.pattern.count_ones() % 2 == 1 { 1.0 } else { -1.0 })
        .sum();
    Some(real(table.observed()) + exp(log - ln(xi))).filter(|total| total.is_finite())
}
