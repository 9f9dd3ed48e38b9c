//! Estimation: how fast and how large beside the R packages (their figures as measured on two cores), and how well chains mix.

use std::fs;

use anyhow::{Context, Result, ensure};
use sanad_estimate::{Options, Table as Lists, graphs, judge, latent, loglinear, table_from_csv};

use crate::table::{Row, Table, Want};

macro_rules! published {
    ($($name:literal)*) => {
        const TABLES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../crates/estimate/tests/data/", $name, ".csv")))),*];
    };
}

published! {
    "artificial_3" "kosovo_1999" "madigan_york_5" "netherlands_trafficking_5" "netherlands_trafficking_6" "new_orleans_8"
    "uk_slavery_2013" "uk_slavery_2013_5"
}

/// Everything of the table of targets. Graphs come first: the memory row reads the peak of the process so far.
pub(crate) fn run(table: &mut Table) -> Result<()> {
    exact(table)?;
    weigh("graphs, UK 5 lists, each number to 82,320", "uk_slavery_2013_5", every(82_320), table, 0.9, 9.1)?;
    weigh(
        "graphs, Netherlands 5 lists, to 247,020",
        "netherlands_trafficking_5",
        every(247_020),
        table,
        58.0,
        58.0,
    )?;
    table.push(
        Row::new("peak memory so far", peak_mib()?, "MiB").beside("dga", 5000.0).want(Want::AtMost(64.0)),
    );
    let adaptive = graphs::Settings::default();
    weigh("graphs, UK 6 lists, where there is mass", "uk_slavery_2013", adaptive, table, 10.0, f64::NAN)?;
    for (name, least, peer) in [
        ("kosovo_1999", 500.0, 91.0),
        ("uk_slavery_2013", 40.0, 3.4),
        ("netherlands_trafficking_6", 20.0, 1.4),
    ] {
        mixing(name, least, peer, table)?;
    }
    let plain = loglinear::Settings { resamples: 0, seed: 1 };
    let (seconds, fit) = timed(|| loglinear::fit(&lists("uk_slavery_2013_5")?, &plain).context("UK 5"))?;
    let row = Row::new(format!("log-linear, {} models of 5 lists", fit.tried), seconds, "CPU s");
    table.push(row.beside("Rcapture", 21.0).want(Want::AtMost(0.5)));
    let resampled = loglinear::Settings { resamples: 200, seed: 1 };
    let (seconds, _) = timed(|| loglinear::fit(&lists("new_orleans_8")?, &resampled).context("New Orleans"))?;
    let row = Row::new("stepwise and 200 resamples, 8 lists", seconds, "CPU s");
    table.push(row.beside("SparseMSE", 169.0).want(Want::AtMost(10.0)));
    let refused = loglinear::fit(&lists("artificial_3")?, &plain).context("artificial_3")?;
    let none = refused.refused.get(&loglinear::Flaw::NoMaximum).copied().unwrap_or(0);
    table.push(
        Row::new("artificial_3: models without a maximum", count(none), "models").want(Want::AtLeast(1.0)),
    );
    for (words, quick, most) in [("whole estimate, 5 lists", false, 30.0), ("the same, --quick", true, 8.0)] {
        let options = Options { quick, ..Options::default() };
        let start = std::time::Instant::now();
        let report = judge(&lists("uk_slavery_2013_5")?, &options, &mut || start.elapsed().as_secs_f64());
        ensure!(!report.methods.is_empty(), "no method ran");
        let seconds = start.elapsed().as_secs_f64();
        table.push(Row::new(words, seconds, "s").want(Want::AtMost(most)));
    }
    Ok(())
}

/// The published posterior of Madigan & York's five lists (dga 2.0.2): mean 617.8159.
fn exact(table: &mut Table) -> Result<()> {
    let lists = lists("madigan_york_5")?;
    let settings = graphs::Settings { delta: Some(0.5), ..every(300) };
    let fit = graphs::fit(&lists, &settings).context("graphs")?;
    let mean = people(&lists) + fit.posterior.mean();
    let error = (fit.with_complete.mean() + people(&lists) - 617.8159).abs().min((mean - 617.8159).abs());
    table.push(Row::new("Madigan & York, 5 lists: mean off by", error, "people").want(Want::AtMost(1e-4)));
    Ok(())
}

fn every(last: u64) -> graphs::Settings {
    graphs::Settings { grid: graphs::Grid::Every { first: 1, last }, ..graphs::Settings::default() }
}

fn weigh(
    words: &str,
    name: &str,
    settings: graphs::Settings,
    table: &mut Table,
    most: f64,
    peer: f64,
) -> Result<()> {
    let (seconds, _) = timed(|| graphs::fit(&lists(name)?, &settings).context("graphs"))?;
    let row = Row::new(words, seconds, "CPU s").want(Want::AtMost(most));
    table.push(if peer.is_nan() { row } else { row.beside("dga", peer) });
    Ok(())
}

/// One fit to the end of its work: microseconds a sweep and effective draws of n0 for each CPU second.
fn mixing(name: &str, least: f64, peer: f64, table: &mut Table) -> Result<()> {
    let lists = lists(name)?;
    let settings = latent::Settings { sweeps: 128_000, ess: f64::INFINITY, ..latent::Settings::quick(1) };
    let (seconds, fit) = timed(|| latent::fit(&lists, &settings).context("latent"))?;
    let sweeps = count(fit.sweeps * settings.chains * settings.rungs);
    let mut all: Vec<u64> = fit.draws.iter().flatten().copied().collect();
    all.sort_unstable();
    // the cast rounds down, as is meant
    #[allow(clippy::cast_possible_truncation)]
    let at = |share: f64| people(&lists) + all[((count(all.len()) - 1.0) * share) as usize] as f64;
    let row = Row::new(format!("latent, {name}: a sweep"), seconds * 1e6 / sweeps, "µs");
    table.push(if name == "kosovo_1999" { row.beside("LCMCR", 16.5).want(Want::AtMost(8.0)) } else { row });
    let ess = fit.of_unseen.bulk_ess / seconds;
    let row = Row::new(format!("latent, {name}: effective draws"), ess, "/CPU s").beside("LCMCR", peer);
    table.push(row.want(Want::AtLeast(least)));
    table.push(Row::new(format!("latent, {name}: R-hat of n0"), fit.of_unseen.rhat, ""));
    if name == "kosovo_1999" {
        for (words, share, published, within) in [
            ("median", 0.5, 10_475.0, 2.0),
            ("lower end", 0.025, 9_199.0, 5.0),
            ("upper end", 0.975, 14_681.0, 5.0),
        ] {
            let off = 100.0 * (at(share) - published).abs() / published;
            table.push(
                Row::new(format!("Kosovo, {words} off LCMCR's by"), off, "%").want(Want::AtMost(within)),
            );
        }
        schedule(&lists, table)?;
    }
    Ok(())
}

/// What one chain of LCMCR's length says of the upper end, by seed: 1,000 draws out of 100,000 sweeps after as many of warm-up.
fn schedule(lists: &Lists, table: &mut Table) -> Result<()> {
    let mut ends = Vec::new();
    for seed in 0..10 {
        let settings = latent::Settings {
            chains: 2,
            rungs: 1,
            sweeps: 200_000,
            ess: f64::INFINITY,
            ..latent::Settings::standard(seed)
        };
        let fit = latent::fit(lists, &settings).context("Kosovo")?;
        for draws in &fit.draws {
            let mut kept: Vec<u64> = draws.iter().step_by((draws.len() / 1000).max(1)).copied().collect();
            kept.sort_unstable();
            ends.push(people(lists) + kept[kept.len() * 39 / 40] as f64);
        }
    }
    ends.sort_by(f64::total_cmp);
    table.push(Row::new("Kosovo, upper end of 1,000 draws of one chain: lowest of 20", ends[0], "people"));
    table.push(Row::new("  the middle one", ends[10], "people"));
    table.push(Row::new("  the highest", ends[19], "people").beside("LCMCR", 14_681.0));
    Ok(())
}

fn lists(name: &str) -> Result<Lists> {
    let (_, text) = TABLES.iter().find(|(known, _)| *known == name).context("no such table")?;
    Ok(table_from_csv(text)?)
}

fn people(lists: &Lists) -> f64 {
    lists.observed() as f64
}

fn count(things: usize) -> f64 {
    things as f64
}

/// The CPU seconds that it takes, of all threads, and what comes of it.
fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let before = cpu()?;
    let made = work()?;
    Ok((cpu()? - before, made))
}

/// CPU seconds of this process so far.
fn cpu() -> Result<f64> {
    let used = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_SELF)?;
    let seconds = |t: nix::sys::time::TimeVal| t.tv_sec() as f64 + t.tv_usec() as f64 / 1e6;
    Ok(seconds(used.user_time()) + seconds(used.system_time()))
}

fn peak_mib() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|l| l.starts_with("VmHWM")).context("no VmHWM")?;
    let kib: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
    Ok(kib / 1024.0)
}
