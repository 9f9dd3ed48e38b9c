//! Decomposable graphs: the published values, and what must not depend on how a table is written.

use sanad_estimate::graphs::{Fit, Grid, NumberPrior, Settings, fit};
use sanad_estimate::{Posterior, Table};

use crate::published::table;

fn every(first: u64, last: u64, delta: f64) -> Settings {
    Settings { delta: Some(delta), prior: NumberPrior::Reciprocal, grid: Grid::Every { first, last } }
}

fn fitted(name: &str, settings: &Settings) -> (Fit, u64) {
    let table = table(name);
    (fit(&table, settings).unwrap(), table.observed())
}

fn summary(posterior: &Posterior, observed: u64) -> (f64, u64, u64, u64) {
    let at = |q| observed + posterior.quantile(q);
    (posterior.mean() + observed as f64, at(0.5), at(0.025), at(0.975))
}

fn graph(fit: &Fit, notation: &str) -> f64 {
    fit.graphs.iter().find(|(graph, _)| graph.to_notation() == notation).unwrap().1
}

/// dga 2.0.2, reproduced by an independent implementation.
#[test]
fn published_posteriors_are_reproduced() {
    let check = |name: &str, settings: Settings, mean: f64, median: u64, low: u64, high: u64| {
        let (fit, observed) = fitted(name, &settings);
        let seen = summary(&fit.with_complete, observed);
        assert!((seen.0 - mean).abs() < 6e-5, "{name}: mean {} for {mean}", seen.0);
        assert_eq!((seen.1, seen.2, seen.3), (median, low, high), "{name}");
        fit
    };
    let five = check("madigan_york_5", every(1, 300, 0.5), 617.8159, 616, 588, 655);
    assert_eq!(537 + five.with_complete.mode(), 614);
    let kosovo = check("kosovo_1999", every(1, 30_000, 1.0 / 16.0), 12_749.3491, 12_595, 9827, 16_544);
    assert!((graph(&kosovo, "[123][134]") - 0.985_514).abs() < 1e-6);
    check("kosovo_1999", every(1, 30_000, 0.5), 11_030.7347, 11_323, 4500, 14_486);
    let complete = check("kosovo_1999", every(1, 30_000, 1.0), 4829.4560, 4617, 4408, 6860);
    assert!((complete.complete - 0.975_943).abs() < 1e-6);
    let gamma = NumberPrior::GammaPoisson { shape: 13.14, scale: 55.17 };
    let three =
        check("madigan_york_3", Settings { prior: gamma, ..every(1, 300, 1.0) }, 733.4524, 731, 682, 797);
    for (notation, probability) in
        [("[12][3]", 0.373_767), ("[12][13]", 0.281_810), ("[12][23]", 0.309_895), ("[123]", 0.034_527)]
    {
        assert!((graph(&three, notation) - probability).abs() < 1e-6, "{notation}");
    }
}
