//! From a table to one verdict: what may be said, and what must be said with it.
//!
//! Precedence: not estimable; two lists only; then over the methods that converged, disagree or estimate; not converged if
//! none did. Methods disagree if the intervals of two do not overlap or their medians differ by more than half.

use crate::graphs;
use crate::latent;
use crate::loglinear;
use crate::method::{Method, Name};
use crate::overlap::Overlap;
use crate::refuse::{self, MOST_MULTIPLE, Refusal};
use crate::simple::{Interval, chapman, total_at};
use crate::special::{exp, ln, real, size};
use crate::table::{Reduced, Table};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Which methods.
    pub methods: Vec<Name>,
    /// Of everything that is drawn.
    pub seed: u64,
    /// Chains of what is simulated.
    pub chains: usize,
    /// Leave out sensitivity and the bootstrap.
    pub quick: bool,
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The methods agree.
    Estimate,
    /// They do not: the envelope of all is the headline.
    Disagree,
    /// None has converged.
    NotConverged,
    /// Chapman's estimate, which assumes independence.
    TwoListOnly,
    /// No number may be given.
    NotEstimable,
}

/// Everything that is said of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// People on any list.
    pub observed: u64,
    /// The lists that were judged.
    pub lists: Vec<String>,
    /// Their overlaps.
    pub overlap: Overlap,
    /// Combinations of lists that somebody stands on, and how many stand on exactly these.
    pub combinations: Vec<(Vec<bool>, u64)>,
    /// What may be said.
    pub verdict: Verdict,
    /// Why, in words; also what was dropped or merged before judging.
    pub reason: String,
    /// The number with its interval, if one may be given.
    pub headline: Option<Interval>,
    /// Each method.
    pub methods: Vec<Method>,
    /// The same under other assumptions.
    pub sensitivity: Vec<Variant>,
    /// Number of people for each value of the highest-order interaction, where it can be computed.
    pub xi: Vec<(f64, f64)>,
}

/// One method under one other assumption.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Which method.
    pub method: Name,
    /// What is different.
    pub change: String,
    /// What it says then; `None` if nothing.
    pub interval: Option<Interval>,
}

/// Tells the seconds since some moment; only differences are used, and only to say what took how long.
pub type Watch<'a> = &'a mut dyn FnMut() -> f64;

/// Medians further apart than this do not agree.
const APART: f64 = 1.5;

impl Default for Options {
    fn default() -> Self {
        Self {
            methods: vec![Name::Latent, Name::Graphs, Name::Loglinear],
            seed: 20_181_107,
            chains: 4,
            quick: false,
        }
    }
}

impl Verdict {
    /// As files have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Estimate => "estimate",
            Self::Disagree => "disagree",
            Self::NotConverged => "not_converged",
            Self::TwoListOnly => "two_list_only",
            Self::NotEstimable => "not_estimable",
        }
    }
}

/// Judges a table.
pub fn judge(table: &Table, options: &Options, watch: Watch<'_>) -> Report {
    let reduced = table.reduced();
    let table = &reduced.table;
    let overlap = Overlap::of(table);
    let before = beforehand(&reduced);
    let mut report = Report {
        observed: table.observed(),
        lists: table.lists().to_vec(),
        combinations: combinations(table),
        verdict: Verdict::NotEstimable,
        reason: String::new(),
        headline: None,
        methods: Vec::new(),
        sensitivity: Vec::new(),
        xi: Vec::new(),
        overlap,
    };
    let said = match refuse::look(table, &report.overlap) {
        Some(refusal) => refusal.to_string(),
        None if table.width() == 2 => report.two_lists(),
        None => report.weigh(table, options, watch),
    };
    report.reason = before.into_iter().chain(Some(said)).collect::<Vec<_>>().join("; ");
    report
}

impl Report {
    /// The method whose number is the headline, if the methods agree.
    pub fn preferred(&self) -> Option<&Method> {
        most_cautious(self.methods.iter().filter(|m| m.converged))
            .filter(|_| self.verdict == Verdict::Estimate)
    }

    fn two_lists(&mut self) -> String {
        self.verdict = Verdict::TwoListOnly;
        self.headline = Some(chapman(self.overlap.on[0], self.overlap.on[1], self.overlap.both[0][1]));
        "with two lists there is nothing to test their independence with: Chapman's estimate assumes that being on one \
         makes it neither more nor less likely to be on the other"
            .into()
    }

    fn weigh(&mut self, table: &Table, options: &Options, watch: Watch<'_>) -> String {
        let mut failed = Vec::new();
        for name in &options.methods {
            let start = watch();
            match run(*name, table, options) {
                Ok(method) => self.methods.push(Method { seconds: watch() - start, ..method }),
                Err(why) => failed.push(format!("{}: {why}", name.as_str())),
            }
        }
        if !options.quick {
            self.sensitivity = sensitivity(table, options);
        }
        self.xi = [-1.0, -0.5, 0.0, 0.5, 1.0]
            .into_iter()
            .filter_map(|power| {
                let xi = exp(power * ln(3.0));
                total_at(table, xi).map(|total| (xi, total))
            })
            .collect();
        if self.methods.is_empty() {
            return Refusal::NoMethod(failed.join("; ")).to_string();
        }
        if let Some(refusal) = self.methods.iter().find_map(Method::refusal) {
            return refusal.to_string();
        }
        let said = self.conclude();
        failed.into_iter().fold(said, |said, why| format!("{said}; not used: {why}"))
    }

    /// Over the methods that converged.
    fn conclude(&mut self) -> String {
        let converged: Vec<&Method> = self.methods.iter().filter(|m| m.converged).collect();
        let Some(preferred) = most_cautious(converged.iter().copied()) else {
            self.verdict = Verdict::NotConverged;
            return "no method has converged; its numbers are diagnostics and no estimate".into();
        };
        let envelope = Interval {
            median: middle(converged.iter().map(|m| m.median)),
            low: converged.iter().map(|m| m.low).fold(f64::INFINITY, f64::min),
            high: converged.iter().map(|m| m.high).fold(0.0, f64::max),
        };
        if envelope.high > MOST_MULTIPLE * real(self.observed) {
            return Refusal::NoUpperEnd.to_string();
        }
        if let Some(why) = disagreement(&converged) {
            self.verdict = Verdict::Disagree;
            self.headline = Some(envelope);
            return why;
        }
        self.headline = Some(Interval { median: preferred.median, low: preferred.low, high: preferred.high });
        let said = format!(
            "{} methods agree; the number is that of the most cautious, {}, on the assumption that {}",
            converged.len(),
            preferred.name.as_str(),
            preferred.name.assumption()
        );
        self.verdict = Verdict::Estimate;
        said
    }
}

/// The method with the widest interval: where all agree, none of them is known to be right, so none is taken because it is surer.
fn most_cautious<'a>(methods: impl Iterator<Item = &'a Method>) -> Option<&'a Method> {
    methods.max_by(|a, b| (a.high - a.low).total_cmp(&(b.high - b.low)))
}

/// Why two methods cannot both be right.
fn disagreement(methods: &[&Method]) -> Option<String> {
    let pairs =
        methods.iter().enumerate().flat_map(|(k, one)| methods[..k].iter().map(move |other| (one, other)));
    pairs.into_iter().find_map(|(one, other)| {
        let (a, b) = (one.name.as_str(), other.name.as_str());
        let apart = one.median.max(other.median) / one.median.min(other.median);
        if one.low > other.high || other.low > one.high {
            Some(format!("the methods disagree: the intervals of {a} and {b} do not overlap; the range of all is given"))
        } else if apart > APART {
            Some(format!("the methods disagree: {a} and {b} differ by a factor of {apart:.1}; the range of all is given"))
        } else {
            None
        }
    })
}

fn run(name: Name, table: &Table, options: &Options) -> Result<Method, String> {
    match name {
        Name::Latent => Method::latent(table, &latent_settings(options)),
        Name::Graphs => Method::graphs(table, &graphs::Settings::default(), options.seed),
        Name::Loglinear => Method::loglinear(
            table,
            &loglinear::Settings { resamples: if options.quick { 0 } else { 1000 }, seed: options.seed },
        ),
    }
}

fn combinations(table: &Table) -> Vec<(Vec<bool>, u64)> {
    let on = |pattern: u32| (0..table.width()).map(|j| pattern >> j & 1 == 1).collect();
    table.cells().iter().map(|cell| (on(cell.pattern), cell.count)).collect()
}

fn latent_settings(options: &Options) -> latent::Settings {
    let settings = if options.quick {
        latent::Settings::quick(options.seed)
    } else {
        latent::Settings::standard(options.seed)
    };
    latent::Settings { chains: options.chains, ..settings }
}

fn beforehand(reduced: &Reduced) -> Vec<String> {
    let dropped = (!reduced.dropped.is_empty())
        .then(|| format!("without people and left out: {}", reduced.dropped.join(", ")));
    let merged =
        reduced.merged.iter().map(|group| format!("identical and taken as one: {}", group.join(", ")));
    dropped.into_iter().chain(merged).collect()
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 { 0.0 } else { 0.5 * (values[(n - 1) / 2] + values[n / 2]) }
}

/// Each method again under other assumptions: priors, each list left out, each pair of lists taken as one.
fn sensitivity(table: &Table, options: &Options) -> Vec<Variant> {
    let lists = table.width();
    let mut variants = Vec::new();
    if options.methods.contains(&Name::Latent) {
        variants.extend(latent_variants(table, options));
    }
    if options.methods.contains(&Name::Graphs) {
        let default = 1.0 / size(1 << lists);
        for delta in [default, 0.5, 1.0] {
            let settings = graphs::Settings { delta: Some(delta), ..graphs::Settings::default() };
            let fit = Method::graphs(table, &settings, options.seed);
            variants.push(variant(Name::Graphs, format!("delta = {delta}"), fit));
        }
        if let Some(fit) = graphs::fit(table, &graphs::Settings::default()) {
            let at = |q: f64| real(table.observed()) + real(fit.with_complete.quantile(q));
            let interval = Some(Interval { median: at(0.5), low: at(0.025), high: at(0.975) });
            variants.push(Variant {
                method: Name::Graphs,
                change: "with the complete graph".into(),
                interval,
            });
        }
    }
    let fewer = (0..lists).map(|j| (format!("without {}", table.lists()[j]), table.without(j))).chain(
        (0..lists).flat_map(|j| (0..j).map(move |i| (i, j))).map(|(i, j)| {
            let groups: Vec<Vec<usize>> = std::iter::once(vec![i, j])
                .chain((0..lists).filter(|k| *k != i && *k != j).map(|k| vec![k]))
                .collect();
            (format!("{} and {} as one list", table.lists()[i], table.lists()[j]), table.merging(&groups))
        }),
    );
    for (change, table) in fewer {
        for method in options.methods.iter().filter(|name| **name != Name::Latent) {
            let quick = Options { quick: true, ..options.clone() };
            let fit = match refuse::look(&table, &Overlap::of(&table)) {
                Some(refusal) => Err(refusal.to_string()),
                None => run(*method, &table, &quick),
            };
            variants.push(variant(*method, change.clone(), fit));
        }
    }
    variants
}

/// The latent classes with fewer and more classes, and with other priors; with less work than the headline, so that a
/// variant may not converge and then gives no number.
fn latent_variants(table: &Table, options: &Options) -> Vec<Variant> {
    let plain = latent::Settings { chains: options.chains, ..latent::Settings::variant(options.seed) };
    let others = [
        ("at most 5 classes", latent::Settings { classes: 5, ..plain }),
        ("at most 20 classes", latent::Settings { classes: 20, ..plain }),
        ("alpha ~ Gamma(0.1, 0.1)", latent::Settings { alpha: (0.1, 0.1), ..plain }),
        ("alpha ~ Gamma(1, 1)", latent::Settings { alpha: (1.0, 1.0), ..plain }),
        ("captures ~ Beta(0.5, 0.5)", latent::Settings { lambda: (0.5, 0.5), ..plain }),
    ];
    let fits = others.into_iter().map(|(change, settings)| {
        let fit = Method::latent(table, &settings)
            .and_then(|m| if m.converged { Ok(m) } else { Err("not converged".to_owned()) });
        variant(Name::Latent, change.to_owned(), fit)
    });
    fits.collect()
}

fn variant(method: Name, change: String, fit: Result<Method, String>) -> Variant {
    let interval = fit.ok().map(|m| Interval { median: m.median, low: m.low, high: m.high });
    Variant { method, change, interval }
}
