//! Whether chains of draws have converged, and how many independent draws they are worth.
//!
//! Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021 (Bayesian Analysis 16:667), whose equation numbers are given. Draws come
//! in as one slice per chain; all chains have the same length, and each is split in half (an odd draw in the middle is left out).

/// How far a quantity can be trusted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convergence {
    /// The larger of the rank-normalised split R-hat and that of the folded draws; 1 is perfect, NaN never.
    pub rhat: f64,
    /// Effective number of independent draws for the centre.
    pub bulk_ess: f64,
    /// The smaller effective number of draws for the 5 % and the 95 % quantile.
    pub tail_ess: f64,
}

impl Convergence {
    /// Measures chains of equal length. A quantity that never varies, in any chain, has converged and every draw counts.
    /// With fewer than four draws in a chain nothing can be said: R-hat is infinite and the effective numbers are 0.
    pub fn of<C: AsRef<[f64]>>(chains: &[C]) -> Self {
        let halves = split(chains);
        let Some(first) = halves.first().and_then(|half| half.first()).copied() else {
            return Self { rhat: f64::INFINITY, bulk_ess: 0.0, tail_ess: 0.0 };
        };
        if halves.iter().flatten().all(|draw| *draw == first) {
            let draws = (halves.len() * halves[0].len()) as f64;
            return Self { rhat: 1.0, bulk_ess: draws, tail_ess: draws };
        }
        let bulk = rank_normalised(&halves);
        let folded = rank_normalised(&fold(&halves));
        Self {
            rhat: split_rhat(&bulk).max(split_rhat(&folded)),
            bulk_ess: ess(&bulk),
            tail_ess: quantile_ess(&halves, 0.05).min(quantile_ess(&halves, 0.95)),
        }
    }

    /// True if R-hat is below `rhat` and both effective numbers reach `ess`.
    pub fn reaches(&self, rhat: f64, ess: f64) -> bool {
        self.rhat < rhat && self.bulk_ess >= ess && self.tail_ess >= ess
    }

    /// The worst of each.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        Self {
            rhat: self.rhat.max(other.rhat),
            bulk_ess: self.bulk_ess.min(other.bulk_ess),
            tail_ess: self.tail_ess.min(other.tail_ess),
        }
    }
}

fn split<C: AsRef<[f64]>>(chains: &[C]) -> Vec<Vec<f64>> {
    let length = chains.iter().map(|chain| chain.as_ref().len()).min().unwrap_or(0) / 2;
    if length < 2 {
        return Vec::new();
    }
    let halves = |chain: &[f64]| [chain[..length].to_vec(), chain[chain.len() - length..].to_vec()];
    chains.iter().flat_map(|chain| halves(chain.as_ref())).collect()
}

/// Distances from the median (section 3.1: R-hat of these sees chains that differ in spread).
fn fold(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let median = quantile(chains, 0.5);
    chains.iter().map(|chain| chain.iter().map(|draw| (draw - median).abs()).collect()).collect()
}

/// Equation 14: average ranks r over all S draws become Phi^-1((r - 3/8) / (S + 1/4)).
fn rank_normalised(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let length = chains[0].len();
    let all = chains.concat();
    let mut order = (0..all.len()).collect::<Vec<_>>();
    order.sort_by(|a, b| all[*a].total_cmp(&all[*b]));
    let mut scores = vec![0.0; all.len()];
    let mut from = 0;
    while from < order.len() {
        let ties = order[from..].iter().take_while(|at| all[**at] == all[order[from]]).count();
        let rank = from as f64 + (ties as f64 + 1.0) / 2.0;
        let score = normal_quantile((rank - 0.375) / (all.len() as f64 + 0.25));
        order[from..from + ties].iter().for_each(|at| scores[*at] = score);
        from += ties;
    }
    scores.chunks(length).map(<[f64]>::to_vec).collect()
}

/// Equations 1 to 4, on chains that are halves already.
fn split_rhat(chains: &[Vec<f64>]) -> f64 {
    let moments = Moments::of(chains);
    if moments.within <= 0.0 {
        return if moments.total <= 0.0 { 1.0 } else { f64::INFINITY };
    }
    (moments.total / moments.within).sqrt()
}

/// Effective sample size, equations 10 to 13: autocorrelations combined over chains, summed in pairs as long as these are
/// positive and made monotone (Geyer 1992), never more than S log10 S.
fn ess(chains: &[Vec<f64>]) -> f64 {
    let moments = Moments::of(chains);
    let (length, all) = (chains[0].len(), (chains.len() * chains[0].len()) as f64);
    if moments.total <= 0.0 {
        return all;
    }
    let rho = |lag: usize| 1.0 - (moments.within - moments.autocovariance(chains, lag)) / moments.total;
    let (mut tau, mut pair, mut lag) = (-1.0, f64::INFINITY, 0);
    loop {
        let even = if lag == 0 { 1.0 } else { rho(lag) };
        let next = even + rho(lag + 1);
        if next <= 0.0 || lag + 5 >= length {
            tau += even.max(0.0);
            break;
        }
        pair = next.min(pair);
        tau += 2.0 * pair;
        lag += 2;
    }
    all / tau.max(1.0 / libm::log10(all))
}

/// Section 4.3: the effective number of draws for a quantile is that of being at or below it.
fn quantile_ess(chains: &[Vec<f64>], p: f64) -> f64 {
    let at = quantile(chains, p);
    let below = |chain: &Vec<f64>| chain.iter().map(|draw| f64::from(u8::from(*draw <= at))).collect();
    ess(&chains.iter().map(below).collect::<Vec<_>>())
}

fn quantile(chains: &[Vec<f64>], p: f64) -> f64 {
    let mut all = chains.concat();
    all.sort_by(f64::total_cmp);
    all[crate::special::index((all.len() - 1) as f64 * p)]
}

/// Means of the chains, W (equation 2), and var+ (equation 3).
struct Moments {
    means: Vec<f64>,
    within: f64,
    total: f64,
}

impl Moments {
    fn of(chains: &[Vec<f64>]) -> Self {
        let (m, n) = (chains.len() as f64, chains[0].len() as f64);
        let means = chains.iter().map(|chain| chain.iter().sum::<f64>() / n).collect::<Vec<_>>();
        let squares = |(chain, mean): (&Vec<f64>, &f64)| {
            chain.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)
        };
        let within = chains.iter().zip(&means).map(squares).sum::<f64>() / m;
        let mean = means.iter().sum::<f64>() / m;
        let between = means.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (m - 1.0).max(1.0);
        Self { means, within, total: within * (n - 1.0) / n + between }
    }

    /// The mean over chains of s_m^2 rho_{t,m} of equation 10, which is their autocovariance at this lag.
    fn autocovariance(&self, chains: &[Vec<f64>], lag: usize) -> f64 {
        let n = chains[0].len();
        let of = |(chain, mean): (&Vec<f64>, &f64)| {
            let products = chain[lag..].iter().zip(chain).map(|(x, y)| (x - mean) * (y - mean));
            products.sum::<f64>() / n as f64
        };
        chains.iter().zip(&self.means).map(of).sum::<f64>() / chains.len() as f64
    }
}

/// The standard normal quantile of `p` in (0, 1), to 1e-15 (Wichura 1988, algorithm AS 241).
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(0.180_625 - q * q, &CENTRE);
    }
    let r = (-libm::log(p.min(1.0 - p))).sqrt();
    let z = if r <= 5.0 { ratio(r - 1.6, &SHOULDER) } else { ratio(r - 5.0, &TAIL) };
    if q < 0.0 { -z } else { z }
}

/// A ratio of two polynomials; coefficients of the lowest degree first.
fn ratio(x: f64, (above, below): &([f64; 8], [f64; 8])) -> f64 {
    let horner = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c);
    horner(above) / horner(below)
}

const CENTRE: ([f64; 8], [f64; 8]) = (
    [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
);
const SHOULDER: ([f64; 8], [f64; 8]) = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);
const TAIL: ([f64; 8], [f64; 8]) = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_quantile_is_undone_by_the_error_function() {
        for p in [1e-300, 1e-20, 1e-5, 0.01, 0.07, 0.08, 0.3, 0.5, 0.7, 0.93, 0.999] {
            let back = 0.5 * libm::erfc(-normal_quantile(p) / std::f64::consts::SQRT_2);
            assert!((back / p - 1.0).abs() < 1e-12, "{p}: {back}");
        }
    }
}
