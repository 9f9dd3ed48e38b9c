//! Latent classes against published and known numbers.

use sanad_estimate::latent::{Settings, fit};
use sanad_estimate::{Table, table_from_csv};

use crate::published::table;

fn quantile(draws: &[Vec<u64>], q: f64) -> f64 {
    let mut all: Vec<u64> = draws.iter().flatten().copied().collect();
    all.sort_unstable();
    all[(q * (all.len() - 1) as f64) as usize] as f64
}

#[test]
fn kosovo_is_as_lcmcr_has_it() {
    // LCMCR 0.4.14, K = 10: median 10,475, 95 % 9,199 to 14,681
    let table = table("kosovo_1999");
    let fit = fit(&table, &Settings { sweeps: 32_000, ..Settings::quick(5) }).unwrap();
    let at = |q: f64| table.observed() as f64 + quantile(&fit.draws, q);
    for (found, expected, within) in
        [(at(0.5), 10_475.0, 0.04), (at(0.025), 9_199.0, 0.05), (at(0.975), 14_681.0, 0.12)]
    {
        assert!((found - expected).abs() < within * expected, "{found} for {expected}");
    }
}

#[test]
fn one_class_is_independence_and_recovers_the_number() {
    // 600 people, chances 0.5, 0.4, 0.3: expected counts
    let text = "a,b,c,count\n1,0,0,126\n0,1,0,84\n0,0,1,54\n1,1,0,84\n1,0,1,54\n0,1,1,36\n1,1,1,36\n";
    let table = table_from_csv(text).unwrap();
    let settings = Settings { classes: 1, sweeps: 8000, ..Settings::quick(2) };
    let fit = fit(&table, &settings).unwrap();
    let (low, high) = (quantile(&fit.draws, 0.025), quantile(&fit.draws, 0.975));
    assert!(low < 126.0 && 126.0 < high && high < 190.0, "{low} to {high}");
    assert!(fit.converged, "{:?}", fit.convergence);
}

#[test]
fn without_an_end_the_cap_is_met_and_counted() {
    // hardly any overlap
    let rows = [(1, 400), (2, 400), (4, 400), (3, 1), (5, 1), (6, 1)];
    let table = Table::new(["a", "b", "c"].map(String::from).to_vec(), rows).unwrap();
    let fit = fit(&table, &Settings { sweeps: 4000, ..Settings::quick(1) }).unwrap();
    assert!(fit.capped > 0.01, "{}", fit.capped);
    assert!(fit.draws.iter().flatten().all(|n0| *n0 <= 20 * 1203));
}

#[test]
fn extremes_neither_panic_nor_end_in_no_number() {
    let three = || ["a", "b", "c"].map(String::from).to_vec();
    let big = 1_u64 << 52;
    let rows: [&[(u32, u64)]; 4] = [
        &[(1, 1)],
        &[(7, 1_000_000)],
        &[(1, big), (2, big), (4, big), (3, 1), (7, 1)],
        &[(1, big), (3, big), (5, big), (7, big)],
    ];
    for rows in rows {
        let table = Table::new(three(), rows.iter().copied()).unwrap();
        for classes in [1, 2, 10] {
            let settings = Settings { classes, sweeps: 400, ..Settings::standard(1) };
            let fit = fit(&table, &settings).unwrap();
            assert!(fit.capped.is_finite() && fit.occupied.is_finite(), "{fit:?}");
        }
    }
    assert!(fit(&Table::new(three(), []).unwrap(), &Settings::quick(1)).is_none());
}
