//! `sanad estimate`: from a table of who is on which lists to how many are on none, without a case.

use std::path::{Path, PathBuf};
use std::time::Instant;

use sanad_estimate::{
    Interval, Method, Name, Options, Overlap, Report, Total, Variant, judge, strata_from_csv, total,
};
use sanad_publish::{EstimateChart, MethodMark};
use serde::Serialize;

use crate::error::{CaseError, Result};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct EstimateOptions {
    /// `all`, or one method.
    pub method: Option<String>,
    /// Columns to split by.
    pub strata: Vec<String>,
    /// Of everything that is drawn.
    pub seed: Option<u64>,
    /// Chains of what is simulated.
    pub chains: Option<usize>,
    /// Leave out sensitivity and bootstrap.
    pub quick: bool,
}

/// What is said of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Estimated {
    /// Of the whole table, or of its sum over strata.
    #[serde(flatten)]
    pub whole: EstimateView,
    /// Each stratum, if the table was split.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<StratumView>,
}

/// A stratum.
#[derive(Debug, Clone, Serialize)]
pub struct StratumView {
    /// What it is of.
    pub stratum: Vec<String>,
    /// What is said of it.
    #[serde(flatten)]
    pub view: EstimateView,
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, Serialize)]
pub struct EstimateView {
    /// People on any list.
    pub observed: u64,
    /// The lists that were judged.
    pub lists: Vec<String>,
    /// Their overlaps; none for a sum over strata.
    pub overlap: Option<OverlapView>,
    /// What may be said.
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// The number of people, seen and unseen.
    pub headline: Option<IntervalView>,
    /// Each method.
    pub methods: Vec<MethodView>,
    /// The same under other assumptions.
    pub sensitivity: Vec<VariantView>,
    /// Number of people by the highest-order interaction.
    pub xi: Vec<XiView>,
    /// Whether the number is only a lower bound, because strata in it give none.
    pub at_least: bool,
}

/// A number with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct IntervalView {
    /// The middle.
    pub median: f64,
    /// Lower end.
    pub lo95: f64,
    /// Upper end.
    pub hi95: f64,
}

impl IntervalView {
    /// Middle, lower and upper end with no more digits than the interval bears.
    #[must_use]
    pub fn rounded(self) -> [String; 3] {
        let width = self.hi95 - self.lo95;
        [self.median, self.lo95, self.hi95].map(|x| rounded(x, width))
    }
}

impl XiView {
    /// The number of people, to two digits or so.
    #[must_use]
    pub fn rounded(self) -> String {
        rounded(self.total, self.total * 0.1)
    }
}

/// A number rounded to the power of ten below a tenth of the width of its interval.
fn rounded(number: f64, width: f64) -> String {
    let mut unit = 1.0;
    while unit * 100.0 <= width {
        unit *= 10.0;
    }
    format!("{:.0}", (number / unit).round() * unit)
}

/// Overlaps.
#[derive(Debug, Clone, Serialize)]
pub struct OverlapView {
    /// People on each list.
    pub on: Vec<u64>,
    /// People on both lists.
    pub both: Vec<Vec<u64>>,
    /// People on these two and no other.
    pub only_both: Vec<Vec<u64>>,
    /// People on exactly 1, 2, … lists.
    pub on_exactly: Vec<u64>,
    /// Combinations that nobody stands on.
    pub empty: u64,
    /// Groups of lists that share nobody.
    pub islands: Vec<Vec<String>>,
}

/// One method.
#[derive(Debug, Clone, Serialize)]
pub struct MethodView {
    /// Its name.
    pub name: String,
    /// Whether its number may be used.
    pub converged: bool,
    /// The middle.
    pub median: f64,
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub lo95: f64,
    /// Upper end.
    pub hi95: f64,
    /// R-hat, of what is simulated.
    pub rhat: Option<f64>,
    /// The least effective number of draws.
    pub ess: Option<f64>,
    /// What was believed beforehand.
    pub prior: String,
    /// How long it took.
    pub seconds: f64,
    /// What has to be believed and cannot be tested.
    pub assumption: String,
    /// What should be told with it.
    pub notes: Vec<String>,
}

/// One method under another assumption.
#[derive(Debug, Clone, Serialize)]
pub struct VariantView {
    /// Which method.
    pub method: String,
    /// What is different.
    pub change: String,
    /// What it says then; nothing where it gives no number.
    #[serde(flatten)]
    pub interval: Option<IntervalView>,
}

/// A number of people for one value of what no data can show.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct XiView {
    /// The highest-order interaction; 1 is none.
    pub xi: f64,
    /// Number of people.
    pub total: f64,
}

/// Everything that was computed, for tables and pictures.
pub struct Estimation {
    /// As it is told.
    pub view: Estimated,
    /// Each stratum's values and report; one without values if the table was not split.
    pub reports: Vec<(Vec<String>, Report)>,
}

/// Reads a table and judges it.
///
/// # Errors
/// When the file cannot be read or is no table: with the line that is wrong.
pub fn estimate(file: &Path, options: &EstimateOptions) -> Result<Estimation> {
    let bytes = std::fs::read(file).map_err(|e| CaseError::io(file, &e))?;
    let name = file.display().to_string();
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        CaseError::bad_input(format!("{name}: it is not UTF-8 text (byte {at})"), FORM)
    })?;
    estimate_text(&name, &text, options)
}

/// What a table has to look like.
const FORM: &str = "expected a 0/1 column for each list and a last column `count`; lines with # are comments";

/// The same of a table at hand; `name` is what it is called where something is wrong with it.
///
/// # Errors
/// When it is no table: with the line that is wrong.
pub fn estimate_text(name: &str, text: &str, options: &EstimateOptions) -> Result<Estimation> {
    let bad = |what: String| CaseError::bad_input(format!("{name}: {what}"), FORM);
    let strata = strata_from_csv(text, &options.strata).map_err(|e| bad(e.to_string()))?;
    let asked = checked(options)?;
    let start = now();
    let reports: Vec<(Vec<String>, Report)> = strata
        .into_iter()
        .map(|s| (s.values, judge(&s.table, &asked, &mut || start.elapsed().as_secs_f64())))
        .collect();
    Ok(Estimation { view: told(&reports, options, &asked), reports })
}

/// The first chart, as a picture: of the whole table, or of its first stratum.
///
/// # Errors
/// When it cannot be drawn.
pub fn chart_png(estimation: &Estimation) -> Result<Vec<u8>> {
    let view = estimation.view.strata.first().map_or(&estimation.view.whole, |s| &s.view);
    let Some((values, report)) = estimation.reports.first() else {
        return Err(CaseError::nothing("the table is empty, so there is nothing to draw", ""));
    };
    sanad_publish::estimate_png(&chart(values, report, view))
        .map_err(|e| CaseError::new(crate::error::Exit::CheckFailed, e.to_string(), "try --svg instead"))
}

/// Writes the draws of every method: stratum, method, draw.
///
/// # Errors
/// When the file cannot be written.
pub fn write_draws(estimation: &Estimation, to: &Path) -> Result<()> {
    let mut text = String::from("stratum,method,draw\n");
    for (values, report) in &estimation.reports {
        for method in &report.methods {
            let stratum = values.join(" / ").replace('"', "\"\"");
            for draw in &method.draws {
                text.push_str(&format!("\"{stratum}\",{},{draw}\n", method.name.as_str()));
            }
        }
    }
    crate::files::write(to, text.as_bytes())
}

/// Draws the methods and the overlaps; of a table that was split, each stratum into a file of its own, numbered.
///
/// # Errors
/// When a file cannot be written.
pub fn write_chart(estimation: &Estimation, svg: Option<&Path>, png: Option<&Path>) -> Result<()> {
    let views = std::iter::once(&estimation.view.whole);
    let views: Vec<&EstimateView> = match estimation.view.strata.as_slice() {
        [] => views.collect(),
        strata => strata.iter().map(|s| &s.view).collect(),
    };
    for (at, ((values, report), view)) in estimation.reports.iter().zip(views).enumerate() {
        let chart = chart(values, report, view);
        let named = |path: &Path| if at == 0 { path.to_owned() } else { numbered(path, at + 1) };
        if let Some(path) = svg {
            crate::files::write(&named(path), sanad_publish::estimate_svg(&chart).as_bytes())?;
        }
        if let Some(path) = png {
            let bytes = sanad_publish::estimate_png(&chart).map_err(|e| {
                CaseError::new(crate::error::Exit::CheckFailed, e.to_string(), "try --svg instead")
            })?;
            crate::files::write(&named(path), &bytes)?;
        }
    }
    Ok(())
}

fn chart(values: &[String], report: &Report, view: &EstimateView) -> EstimateChart {
    let said = match (view.verdict.as_str(), view.headline) {
        ("disagree", Some(h)) => format!("The methods disagree: {:.0} to {:.0}", h.lo95, h.hi95),
        ("two_list_only", Some(h)) => {
            format!("Two lists, if independent: {:.0} ({:.0} to {:.0})", h.median, h.lo95, h.hi95)
        }
        (_, Some(h)) => format!("Estimated: {:.0} ({:.0} to {:.0})", h.median, h.lo95, h.hi95),
        ("not_converged", None) => "Not converged".to_owned(),
        (_, None) => "Not estimable".to_owned(),
    };
    let title = if values.is_empty() { said } else { format!("{}: {said}", values.join(" / ")) };
    EstimateChart {
        title,
        reason: view.reason.clone(),
        observed: real(report.observed),
        methods: report
            .methods
            .iter()
            .map(|m| MethodMark {
                name: m.name.as_str().to_owned(),
                converged: m.converged,
                median: m.median,
                low: m.low,
                high: m.high,
                draws: m.draws.clone(),
            })
            .collect(),
        lists: report.lists.iter().cloned().zip(report.overlap.on.iter().copied()).collect(),
        combinations: report.combinations.clone(),
    }
}

/// `name.svg` as `name-2.svg`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    path.with_file_name(format!("{stem}-{number}{end}"))
}

#[allow(clippy::cast_precision_loss, reason = "a length in a picture")]
fn real(people: u64) -> f64 {
    people as f64
}

fn checked(options: &EstimateOptions) -> Result<Options> {
    let all = Options::default();
    let methods = match options.method.as_deref() {
        None | Some("all") => all.methods.clone(),
        Some(name) => {
            let known = all.methods.iter().copied().find(|m: &Name| m.as_str() == name);
            vec![known.ok_or_else(|| {
                CaseError::wrong_use(
                    format!("no method {name:?}"),
                    "the methods are latent, graphs, loglinear and all",
                )
            })?]
        }
    };
    let chains = options.chains.unwrap_or(all.chains);
    if !(2..=64).contains(&chains) {
        return Err(CaseError::wrong_use(format!("--chains {chains}"), "take 2 to 64"));
    }
    Ok(Options { methods, seed: options.seed.unwrap_or(all.seed), chains, quick: options.quick })
}

fn told(reports: &[(Vec<String>, Report)], options: &EstimateOptions, asked: &Options) -> Estimated {
    if let ([(_, only)], true) = (reports, options.strata.is_empty()) {
        return Estimated { whole: view(only), strata: Vec::new() };
    }
    let all: Vec<Report> = reports.iter().map(|(_, report)| report.clone()).collect();
    let strata = reports
        .iter()
        .map(|(values, report)| StratumView { stratum: values.clone(), view: view(report) })
        .collect();
    Estimated { whole: sum_view(reports, &total(&all, asked.seed)), strata }
}

fn sum_view(reports: &[(Vec<String>, Report)], total: &Total) -> EstimateView {
    let names = |at: &[usize]| at.iter().map(|at| reports[*at].0.join(" / ")).collect::<Vec<_>>().join(", ");
    let verdict = match (&total.sum, total.disagree.is_empty()) {
        (None, _) => "not_estimable",
        (Some(_), false) => "disagree",
        (Some(_), true) => "estimate",
    };
    let mut reason = format!("{} strata, added up draw by draw", reports.len());
    if total.at_least() {
        reason += &format!(
            "; at least, because these give no number and count with the people seen in them: {}",
            names(&total.not_estimable)
        );
    }
    if !total.disagree.is_empty() {
        reason += &format!("; the methods disagree in: {}", names(&total.disagree));
    }
    EstimateView {
        observed: total.observed,
        lists: reports.first().map(|(_, r)| r.lists.clone()).unwrap_or_default(),
        overlap: None,
        verdict: verdict.to_owned(),
        reason,
        headline: total.sum.map(interval),
        methods: Vec::new(),
        sensitivity: Vec::new(),
        xi: Vec::new(),
        at_least: total.at_least(),
    }
}

fn view(report: &Report) -> EstimateView {
    EstimateView {
        observed: report.observed,
        lists: report.lists.clone(),
        overlap: Some(overlap(&report.overlap, &report.lists)),
        verdict: report.verdict.as_str().to_owned(),
        reason: report.reason.clone(),
        headline: report.headline.map(interval),
        methods: report.methods.iter().map(method).collect(),
        sensitivity: report.sensitivity.iter().map(variant).collect(),
        xi: report.xi.iter().map(|(xi, total)| XiView { xi: *xi, total: *total }).collect(),
        at_least: false,
    }
}

fn interval(of: Interval) -> IntervalView {
    IntervalView { median: of.median, lo95: of.low, hi95: of.high }
}

fn method(of: &Method) -> MethodView {
    MethodView {
        name: of.name.as_str().to_owned(),
        converged: of.converged,
        median: of.median,
        mean: of.mean,
        lo95: of.low,
        hi95: of.high,
        rhat: of.rhat.filter(|r| r.is_finite()),
        ess: of.ess.filter(|e| e.is_finite()),
        prior: of.prior.clone(),
        seconds: of.seconds,
        assumption: of.name.assumption().to_owned(),
        notes: of.notes.clone(),
    }
}

fn variant(of: &Variant) -> VariantView {
    VariantView {
        method: of.method.as_str().to_owned(),
        change: of.change.clone(),
        interval: of.interval.map(interval),
    }
}

fn overlap(of: &Overlap, lists: &[String]) -> OverlapView {
    OverlapView {
        on: of.on.clone(),
        both: of.both.clone(),
        only_both: of.only_both.clone(),
        on_exactly: of.on_exactly.clone(),
        empty: of.empty,
        islands: of.islands.iter().map(|group| group.iter().map(|j| lists[*j].clone()).collect()).collect(),
    }
}

#[allow(clippy::disallowed_methods, reason = "only told how long a method took; nothing of it is stored")]
fn now() -> Instant {
    Instant::now()
}
