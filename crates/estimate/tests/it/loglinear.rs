//! Log-linear models: published fits, what has no maximum, and what must not matter.

use sanad_estimate::loglinear::{Flaw, Settings, fit};
use sanad_estimate::{Table, table_from_csv};

use crate::published::table;

const PLAIN: Settings = Settings { resamples: 0, seed: 1 };

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within * expected.abs(), "{found} for {expected}");
}

#[test]
fn the_best_models_of_published_tables() {
    // best by AIC and by BIC of the 1,024 hierarchical models, as Rcapture 1.4-4 has them for the same search
    let (by_aic, by_bic) = (11_175.0, 22_991.0);
    let fit = fit(&table("uk_slavery_2013_5"), &PLAIN).unwrap();
    close(fit.by_aic.total, by_aic, 1e-4);
    close(fit.by_bic.total, by_bic, 1e-4);
    assert!(fit.within_ten.0 <= by_aic && by_bic <= fit.within_ten.1);
    assert!(fit.low < fit.median && fit.median < fit.high);
}

#[test]
fn independent_lists_have_the_estimate_that_solves_their_equation() {
    // expected counts of N = 1000 with chances 0.5, 0.4, 0.3: every model fits exactly and says 1000
    let (p, n) = ([0.5, 0.4, 0.3], 100_000_000.0);
    let cell = |h: u32| (0..3).map(|j| if h >> j & 1 == 1 { p[j] } else { 1.0 - p[j] }).product::<f64>();
    let rows = (1..8_u32).map(|h| (h, (n * cell(h)).round() as u64));
    let table = Table::new(["a", "b", "c"].map(String::from).to_vec(), rows).unwrap();
    let fit = fit(&table, &PLAIN).unwrap();
    close(fit.by_bic.total, n, 1e-6);
    assert_eq!(fit.by_bic.interactions, []);
    let (low, high) = fit.by_bic.interval.unwrap();
    assert!(low < n && n < high.unwrap());
}

#[test]
fn what_has_no_maximum_is_refused_and_counted() {
    let fit = fit(&table("artificial_3"), &PLAIN).unwrap();
    // Chan, Silverman & Vincent 2019, table 2: every model with an interaction of A and B has none
    assert!(fit.refused[&Flaw::NoMaximum] >= 3, "{:?}", fit.refused);
    assert!(!fit.by_aic.interactions.contains(&(0, 1)) && !fit.by_bic.interactions.contains(&(0, 1)));
    assert!(fit.high < 1e5, "{}", fit.high);
}

#[test]
fn what_must_not_matter() {
    let text = "a,b,c,d,count\n1,0,0,0,40\n0,1,0,0,50\n0,0,1,0,30\n0,0,0,1,25\n1,1,0,0,12\n1,0,1,0,9\n0,1,1,0,8\n0,0,1,1,7\n1,0,0,1,6\n1,1,1,0,3\n";
    let turned = "d,c,b,a,count\n0,0,0,1,40\n0,0,1,0,20\n0,0,1,0,30\n0,1,0,0,30\n1,0,0,0,25\n0,0,1,1,12\n0,1,0,1,9\n0,1,1,0,8\n1,1,0,0,7\n1,0,0,1,6\n0,1,1,1,3\n1,1,1,1,0\n";
    let settings = Settings { resamples: 20, seed: 3 };
    let of = |text: &str| fit(&table_from_csv(text).unwrap(), &settings).unwrap();
    let (one, other) = (of(text), of(turned));
    close(other.median, one.median, 1e-9);
    close(other.high, one.high, 1e-9);
    close(other.by_aic.total, one.by_aic.total, 1e-9);
    assert_eq!(of(text), one);
    let bootstrap = one.bootstrap.unwrap();
    assert!(bootstrap.interval.0 < bootstrap.interval.1 && bootstrap.valid <= bootstrap.drawn);
}

#[test]
fn large_counts_stay_finite() {
    let big = 1_u64 << 52;
    let rows = [(1, big), (2, big), (4, big), (3, big / 8), (5, big / 8), (6, big / 8), (7, big / 64)];
    let table = Table::new(["a", "b", "c"].map(String::from).to_vec(), rows).unwrap();
    let fit = fit(&table, &PLAIN).unwrap();
    assert!([fit.low, fit.median, fit.high, fit.mean].iter().all(|x| x.is_finite()), "{fit:?}");
}

#[test]
fn eight_lists_are_walked_and_bootstrapped() {
    let fit = fit(&table("new_orleans_8"), &Settings { resamples: 20, seed: 1 }).unwrap();
    assert!(fit.tried > 28 && fit.stepwise.is_some() && fit.bootstrap.is_some());
}
