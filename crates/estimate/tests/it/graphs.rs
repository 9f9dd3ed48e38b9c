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
    let kosovo = check("kosovo_1999", every(1, 30_000, 1.0 / 16.0), 12_749.349_1, 12_595, 9827, 16_544);
    assert!((graph(&kosovo, "[123][134]") - 0.985_514).abs() < 1e-6);
    check("kosovo_1999", every(1, 30_000, 0.5), 11_030.734_7, 11_323, 4500, 14_486);
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

/// The posterior of three lists summed by hand over all eight graphs, each factor straight from the formula.
#[test]
fn a_small_table_summed_directly_gives_the_same() {
    let table =
        Table::new(vec!["A".into(), "B".into(), "C".into()], [(1, 5), (2, 3), (3, 4), (4, 6), (6, 2)])
            .unwrap();
    let fit = fit(&table, &every(0, 60, 0.25)).unwrap();
    let lg = libm::lgamma;
    let count = |set: u32, cell: u32, n0: f64| {
        table.cells().iter().filter(|c| c.pattern & set == cell).map(|c| c.count as f64).sum::<f64>()
            + if cell == 0 { n0 } else { 0.0 }
    };
    let factor = |set: u32, n0: f64| {
        let delta = 0.25 * f64::from(1 << (3 - set.count_ones()));
        let cells = (0..8_u32).filter(|cell| cell & !set == 0);
        cells.map(|cell| lg(count(set, cell, n0) + delta) - lg(delta)).sum::<f64>() + lg(2.0)
            - lg(20.0 + n0 + 2.0)
    };
    // every graph on three lists: its cliques, its separator
    let graphs: [(&[u32], u32); 8] = [
        (&[1, 2, 4], 0),
        (&[3, 4], 0),
        (&[5, 2], 0),
        (&[6, 1], 0),
        (&[3, 5], 1),
        (&[3, 6], 2),
        (&[5, 6], 4),
        (&[7], 0),
    ];
    let weight = |(cliques, separator): &(&[u32], u32), n0: f64| {
        let seps = if *separator == 0 { 0.0 } else { factor(*separator, n0) };
        let fits = cliques.iter().map(|c| factor(*c, n0)).sum::<f64>() - seps;
        (lg(20.0 + n0 + 1.0) - lg(n0 + 1.0) - (20.0 + n0).ln() + fits).exp()
    };
    let at = |n0: u32| graphs.iter().map(|graph| weight(graph, f64::from(n0))).sum::<f64>();
    let all = (0..=60).map(at).sum::<f64>();
    for (n0, (node, mass)) in (0..).zip(fit.with_complete.masses()) {
        assert!(node == f64::from(n0) && (mass - at(n0) / all).abs() < 1e-12, "{n0}");
    }
    let complete = (0..=60).map(|n0| weight(&graphs[7], f64::from(n0))).sum::<f64>() / all;
    assert!((fit.complete - complete).abs() < 1e-12);
}

#[test]
fn the_adaptive_grid_finds_what_the_full_one_finds() {
    for name in ["kosovo_1999", "madigan_york_5", "new_orleans_5", "mailing_lists_4"] {
        let (adaptive, observed) = fitted(name, &Settings::default());
        let (full, _) = fitted(
            name,
            &Settings { grid: Grid::Every { first: 0, last: 199 * observed }, ..Settings::default() },
        );
        for q in [0.025, 0.5, 0.975] {
            let (a, b) = (adaptive.posterior.quantile(q) as f64, full.posterior.quantile(q) as f64);
            assert!((a - b).abs() <= 1.0 + 1e-4 * b, "{name}: {a} for {b} at {q}");
        }
        assert!(adaptive.grid_error < 5e-3, "{name}: {}", adaptive.grid_error);
    }
}

#[test]
fn names_and_order_of_lists_change_nothing() {
    let table = table("kosovo_1999");
    let turned = |pattern: u32| (pattern << 1 | pattern >> 3) & 0b1111;
    let rows = table.cells().iter().map(|cell| (turned(cell.pattern), cell.count));
    let other = Table::new(["d", "a", "b", "c"].map(String::from).to_vec(), rows).unwrap();
    let (one, two) = (fit(&table, &Settings::default()).unwrap(), fit(&other, &Settings::default()).unwrap());
    for q in [0.025, 0.5, 0.975] {
        assert_eq!(one.posterior.quantile(q), two.posterior.quantile(q));
    }
}

#[test]
fn counts_near_the_end_of_exact_numbers_stay_finite() {
    let most = 1_u64 << 53;
    let rows =
        [(1, most), (2, most), (4, most / 2), (3, most / 8), (5, most / 8), (6, most / 4), (7, most / 16)];
    let fit = fit(&Table::new(vec!["A".into(), "B".into(), "C".into()], rows).unwrap(), &Settings::default())
        .unwrap();
    assert!(
        fit.posterior.mean().is_finite() && fit.complete.is_finite() && fit.posterior.quantile(0.975) > 0
    );
}
