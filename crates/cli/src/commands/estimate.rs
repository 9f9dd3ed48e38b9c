//! `sanad estimate`: how many people are on no list, or that it cannot be said.

use std::process::ExitCode;

use sanad_case::Result;
use sanad_case::estimate::{
    EstimateOptions, EstimateView, IntervalView, OverlapView, estimate, write_chart, write_draws,
};

use crate::args::Estimate;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: Estimate) -> Result<ExitCode> {
    let options = EstimateOptions {
        method: Some(args.method),
        strata: args.strata,
        seed: args.seed,
        chains: args.chains,
        quick: args.quick,
    };
    let progress = super::progress::things(context, 1);
    let estimation = estimate(&args.table, &options)?;
    progress.finish_and_clear();
    if let Some(file) = &args.draws {
        write_draws(&estimation, file)?;
    }
    write_chart(&estimation, args.svg.as_deref(), args.png.as_deref())?;
    if context.json {
        out::json(&estimation.view)?;
        return Ok(ExitCode::SUCCESS);
    }
    show(&estimation.view.whole);
    for stratum in &estimation.view.strata {
        out::line(&format!("\n── {}", out::safe(&stratum.stratum.join(" / "))));
        show(&stratum.view);
    }
    Ok(ExitCode::SUCCESS)
}

fn show(view: &EstimateView) {
    out::line(&verdict(view));
    out::line(&format!("  {}", out::safe(&view.reason)));
    if let Some(overlap) = &view.overlap {
        overlaps(overlap, &view.lists);
    }
    if !view.methods.is_empty() {
        methods(view);
    }
    if !view.sensitivity.is_empty() {
        out::line("\nThe same under other assumptions");
        out::table(
            ["method", "what is different", "median", "95 % interval"],
            view.sensitivity.iter().map(|v| {
                let (median, range) = v.interval.map_or(("–".into(), "gives no number".into()), cells);
                [v.method.clone(), v.change.clone(), median, range]
            }),
        );
    }
    if !view.xi.is_empty() {
        let words = view.xi.iter().map(|x| format!("{:.2}: {}", x.xi, x.rounded()));
        out::line(&format!(
            "\nWhat no data can show is whether all lists together draw or avoid the same people (1 is neither). Total by \
             that number: {}",
            words.collect::<Vec<_>>().join(" · ")
        ));
    }
}

/// The one line that may be quoted.
fn verdict(view: &EstimateView) -> String {
    let least = if view.at_least { "at least " } else { "" };
    let said = |h: IntervalView| {
        let (median, range) = cells(h);
        format!("{least}{median} people in all (95 % interval {range})")
    };
    let words = match (view.verdict.as_str(), view.headline) {
        ("estimate", Some(h)) => format!("Estimated: {}", said(h)),
        ("disagree", Some(h)) => {
            format!("The methods disagree: {least}{} people in all, over all methods", cells(h).1)
        }
        ("two_list_only", Some(h)) => {
            format!("Two lists only: {}, if they are independent (Chapman)", said(h))
        }
        ("not_converged", _) => "Not converged: no number may be given".to_owned(),
        _ => "Not estimable: no number may be given".to_owned(),
    };
    format!("{words}. Documented: {}.", view.observed)
}

fn overlaps(overlap: &OverlapView, lists: &[String]) {
    out::line("\nPeople on each list, and on two (in brackets: on these two only)");
    for (i, name) in lists.iter().enumerate() {
        let row = (0..lists.len()).map(|j| {
            let only = overlap.only_both[i][j];
            format!("{} {} ({only})", out::safe(&lists[j]), overlap.both[i][j])
        });
        out::line(&format!("  {}: {}", out::safe(name), row.collect::<Vec<_>>().join(" · ")));
    }
    let exactly = overlap.on_exactly.iter().enumerate().map(|(k, n)| format!("{}: {n}", k + 1));
    out::line(&format!(
        "People by number of lists: {}. Combinations that nobody stands on: {}.",
        exactly.collect::<Vec<_>>().join(" · "),
        overlap.empty
    ));
}

fn methods(view: &EstimateView) {
    out::line("\nWhat each method says");
    out::table(
        ["method", "median", "95 % interval", "R-hat", "draws worth", "prior"],
        view.methods.iter().map(|m| {
            let (median, range) = if m.converged {
                cells(IntervalView { median: m.median, lo95: m.lo95, hi95: m.hi95 })
            } else {
                ("not converged".into(), "diagnostic only".into())
            };
            let number =
                |x: Option<f64>, digits: usize| x.map_or("exact".into(), |x| format!("{x:.digits$}"));
            [m.name.clone(), median, range, number(m.rhat, 3), number(m.ess, 0), m.prior.clone()]
        }),
    );
    for m in &view.methods {
        out::line(&format!("  {} assumes that {}", m.name, m.assumption));
        m.notes.iter().for_each(|note| out::line(&format!("    {}", out::safe(note))));
    }
}

/// Median and interval with no more digits than the interval bears.
fn cells(of: IntervalView) -> (String, String) {
    let [median, low, high] = of.rounded();
    (median, format!("{low} to {high}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_digits_than_the_interval_bears() {
        let row = |median, lo95, hi95| cells(IntervalView { median, lo95, hi95 });
        assert_eq!(row(14_358.2, 12_535.1, 16_592.8), ("14400".into(), "12500 to 16600".into()));
        assert_eq!(row(617.8, 588.0, 655.0), ("618".into(), "588 to 655".into()));
        assert_eq!(row(2e16, 1e16, 3e16).0, "20000000000000000");
    }
}
