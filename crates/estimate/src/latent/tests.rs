//! Is what is drawn the posterior? Two tests that need no known answer (and together cover every move: the sweep, the trading of labels
//! and of rungs, the stretching): with parameters from the prior and tables from these, in simulation-based calibration
//! (Talts and others 2018) the rank of the true value among the draws is uniform; in Geweke's joint test (2004) a chain that
//! redraws the table after each step keeps the prior (with one rung: the others do not
//! know of the new table). p(N) is improper, so the number seen is fixed: the cells are
//! multinomial(n, pi/(1-pi_0)) and n0 is negative binomial (n, 1-pi_0).

use super::chain::Chain;
use super::draw::Source;
use super::gibbs::multinomial;
use super::model::{Params, Prior, Shape};

const PRIOR: Prior = Prior { alpha: (2.0, 2.0), lambda: (1.5, 2.5) };
const PEOPLE: u64 = 25;

fn shape() -> Shape {
    Shape { lists: 3, classes: 3, patterns: (1..8).collect() }
}

/// A table of [`PEOPLE`] people seen.
fn table(params: &Params, shape: &Shape, source: &mut Source) -> Vec<u64> {
    let mut weights = vec![0.0; shape.classes];
    let cells: Vec<f64> = shape
        .patterns
        .iter()
        .map(|pattern| {
            params.weigh(*pattern, &mut weights);
            weights.iter().sum()
        })
        .collect();
    let (mut rest, mut counts) = (vec![0.0; cells.len()], vec![0; cells.len()]);
    multinomial(PEOPLE, &cells, &mut rest, &mut counts, source);
    counts
}

/// What is compared: pi_0, alpha, the largest class, the chance of being on the first list.
fn values(params: &Params) -> [f64; 4] {
    let largest = params.nu.iter().copied().fold(0.0, f64::max);
    let first = params.nu.iter().zip(&params.on).map(|(nu, on)| nu * on).sum();
    [params.seen().0, params.alpha, largest, first]
}

/// The statistic of chi-squared of counts that should be equal.
fn chi2(counts: &[u64]) -> f64 {
    let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    counts.iter().map(|n| (*n as f64 - expected).powi(2) / expected).sum()
}

#[test]
fn ranks_are_uniform() {
    const BINS: usize = 10;
    // 0.999 quantile of chi-squared with 9 degrees of freedom
    const MOST: f64 = 27.88;
    let shape = shape();
    let mut ranks = [[0_u64; BINS]; 4];
    for replicate in 0..400 {
        let mut source = Source::new(1, replicate % 4);
        (0..replicate / 4).for_each(|_| drop(Params::from_prior(&shape, &PRIOR, &mut source)));
        let mut source = Source::new(source.below(1 << 30) as u64 * 400 + replicate as u64, 0);
        let truth = Params::from_prior(&shape, &PRIOR, &mut source);
        let counts = table(&truth, &shape, &mut source);
        let truth = values(&truth);
        let mut chain = Chain::new(&shape, &PRIOR, &counts, &[1.0, 0.5], false, source).stretching(8);
        let mut below = [0_usize; 4];
        const DRAWS: usize = 99;
        for _ in 0..DRAWS {
            for _ in 0..8 {
                chain.step();
            }
            let drawn = values(chain.params());
            below.iter_mut().zip(drawn.iter().zip(&truth)).for_each(|(b, (d, t))| *b += usize::from(d < t));
        }
        ranks.iter_mut().zip(below).for_each(|(ranks, below)| ranks[below * BINS / (DRAWS + 1)] += 1);
    }
    for (what, ranks) in ["pi_0", "alpha", "largest class", "first list"].iter().zip(&ranks) {
        assert!(chi2(ranks) < MOST, "{what}: {ranks:?} chi-squared {}", chi2(ranks));
    }
}

#[test]
fn a_chain_that_redraws_its_table_keeps_the_prior() {
    let shape = shape();
    let mut source = Source::new(77, 0);
    let mut prior = Vec::new();
    for _ in 0..20_000 {
        prior.push(values(&Params::from_prior(&shape, &PRIOR, &mut source)));
    }
    let start = Params::from_prior(&shape, &PRIOR, &mut source);
    let counts = table(&start, &shape, &mut source);
    let mut chain = Chain::new(&shape, &PRIOR, &counts, &[1.0], false, source.clone()).stretching(25);
    let mut joint = Vec::new();
    for _ in 0..60_000 {
        chain.step();
        joint.push(values(chain.params()));
        let counts = table(&chain.params().clone(), &shape, &mut source);
        chain.see(&counts, &[1.0]);
    }
    for at in 0..4 {
        for power in [1, 2] {
            let of = |all: &[[f64; 4]]| all.iter().map(|v| v[at].powi(power)).collect::<Vec<f64>>();
            let (plain, chained) = (of(&prior), of(&joint));
            let z = (mean(&plain) - mean(&chained)) / (error(&plain, 1) + error(&chained, 600)).sqrt();
            // p > 0.0001 two-sided, for each of eight
            assert!(
                z.abs() < 3.9,
                "value {at}, power {power}: {} and {}, z = {z}",
                mean(&plain),
                mean(&chained)
            );
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The squared standard error of the mean, by batches of this length.
fn error(values: &[f64], batch: usize) -> f64 {
    let means: Vec<f64> = values.chunks_exact(batch).map(mean).collect();
    let middle = mean(&means);
    means.iter().map(|m| (m - middle).powi(2)).sum::<f64>() / (means.len() * (means.len() - 1)) as f64
}
