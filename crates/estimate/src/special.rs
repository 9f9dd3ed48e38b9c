//! The few functions of statistics that every method needs, on `libm`, so that they give the same bits on every machine.

/// The 0.95 quantile of chi-squared with one degree of freedom, halved: how far a profile likelihood may fall.
pub(crate) const HALF_CHI2_95: f64 = 1.920_729_410_347_062;

/// log Gamma(x), x > 0.
pub(crate) fn lgamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The natural logarithm.
pub(crate) fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// e to the x.
pub(crate) fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// A count as a real number; above 2^53 to the nearest that there is.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts above 2^53 are rounded to 53 bits, which is what is meant"
)]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// A number of things as a real number.
#[expect(clippy::cast_precision_loss, reason = "numbers of cells, graphs and draws are far below 2^53")]
pub(crate) fn size(things: usize) -> f64 {
    things as f64
}

/// The whole number nearest to `x`; 0 for what is below or no number, the largest for what is above.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, as is meant"
)]
pub(crate) fn whole(x: f64) -> u64 {
    libm::round(x) as u64
}

/// The place in a list that `x`, not negative, falls on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast rounds down and saturates, as is meant; lists are looked up with `get` or a bound"
)]
pub(crate) fn index(x: f64) -> usize {
    x as usize
}

/// log of the sum of the exponentials; minus infinity for nothing.
pub(crate) fn log_sum_exp(logs: impl IntoIterator<Item = f64> + Clone) -> f64 {
    let most = logs.clone().into_iter().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + ln(logs.into_iter().map(|log| exp(log - most)).sum::<f64>())
}

/// The standard normal distribution function.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// The standard normal quantile of `p` in (0, 1), by bisection of [`normal_cdf`]; ends at ±38 for 0 and 1.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-38.0_f64, 38.0_f64);
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if normal_cdf(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The smaller of P(X ≤ k) and P(X ≥ k) for X ~ Poisson(mean), summed outwards from `k`. Above a mean of a million, where
/// the sum would be long, by the normal distribution.
pub(crate) fn poisson_tail(mean: f64, k: u64) -> f64 {
    let k = real(k);
    if mean <= 0.0 {
        return if k == 0.0 { 1.0 } else { 0.0 };
    }
    if mean > 1e6 {
        return normal_cdf(-libm::fabs(k - mean) / libm::sqrt(mean));
    }
    let mut term = exp(k * ln(mean) - mean - lgamma(k + 1.0));
    let (mut tail, mut i) = (0.0, k);
    while term > tail * 1e-17 {
        tail += term;
        term *= if k < mean { i / mean } else { mean / (i + 1.0) };
        i += if k < mean { -1.0 } else { 1.0 };
    }
    tail.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_tails_are_those_of_the_tables() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} for {b}");
        close(normal_quantile(0.975), 1.959_963_984_540_054);
        close(normal_quantile(0.5), 0.0);
        close(HALF_CHI2_95, normal_quantile(0.975).powi(2) / 2.0);
        // R: ppois(3, 5), 1 - ppois(7, 5), ppois(0, 2)
        close(poisson_tail(5.0, 3), 0.265_025_915_297_362_3);
        close(poisson_tail(5.0, 8), 0.133_371_674_070_006_7);
        close(poisson_tail(2.0, 0), 0.135_335_283_236_612_7);
        close(poisson_tail(0.0, 0), 1.0);
        close(poisson_tail(0.0, 1), 0.0);
    }
}
