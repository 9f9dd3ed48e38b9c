//! How far the number of unseen people may be from the best before a model explains the table significantly worse.
//!
//! Profile likelihood of the multinomial (Cormack 1992, Biometrics 48:567): with n0 put into the empty cell and the model fitted
//! to all 2^J cells, l(n0) = lgamma(N+1) - lgamma(n0+1) + sum_h n_h log(mu_h / N), h = 0 among them. The 95 % interval is
//! where l falls by no more than half the 0.95 quantile of chi-squared with one degree of freedom.

use super::model::{Counts, Design, Pairs};
use super::newton;
use crate::special::{HALF_CHI2_95, exp, lgamma, ln};

/// An upper end beyond this multiple of the people seen is no end.
const FARTHEST: f64 = 1000.0;

/// The 95 % interval of the number of unseen people around `best`. The upper end is `None` if the data give none.
pub(crate) fn interval(model: Pairs, counts: &Counts, best: f64) -> Option<(f64, Option<f64>)> {
    let design = Design::new(model, counts, true);
    let at = |n0: f64| likelihood(&design, counts, n0);
    let top = [best, (best - 0.5).max(best * 0.5)].into_iter().filter_map(at).reduce(f64::max)?;
    let holds = |n0: f64| at(n0).is_some_and(|l| l >= top - HALF_CHI2_95);
    let least = 1e-3;
    let low = if best <= least || holds(least) { 0.0 } else { edge(holds, best, least) };
    let mut beyond = 2.0 * best + 4.0;
    while holds(beyond) {
        beyond *= 2.0;
        if beyond > FARTHEST * counts.observed() {
            return Some((low, None));
        }
    }
    Some((low, Some(edge(holds, best, beyond))))
}

/// Where between a number that holds and one that does not the change is, to a ten-thousandth.
fn edge(holds: impl Fn(f64) -> bool, inside: f64, outside: f64) -> f64 {
    let (mut inside, mut outside) = (ln(inside.max(1e-9)), ln(outside));
    while libm::fabs(outside - inside) > 1e-4 {
        let middle = 0.5 * (inside + outside);
        if holds(exp(middle)) { inside = middle } else { outside = middle }
    }
    exp(inside)
}

fn likelihood(design: &Design, counts: &Counts, n0: f64) -> Option<f64> {
    let counts = counts.with_unseen(n0);
    let all = counts.margins[0];
    let fitted = newton::fit(design, &counts)?;
    Some(lgamma(all + 1.0) - lgamma(n0 + 1.0) + fitted.likelihood + all - all * ln(all))
}
