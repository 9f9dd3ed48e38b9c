//! How often the interval of an estimate holds the truth: lists are simulated of a known number of people, in ways that fit
//! the methods and in ways that do not.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};
use sanad_estimate::{Name, Options, Table as Lists, Verdict, judge};

use crate::rng::Rng;
use crate::table::{Row, Table};

const BOTH: [Name; 2] = [Name::Graphs, Name::Loglinear];
const PEOPLE: [u32; 2] = [800, 4000];

/// A way in which lists come about; see [`scenario`].
const SCENARIOS: &[(&str, f64)] = &[
    ("independent lists", 0.0),
    ("one list draws from another, weakly", 1.0),
    ("one list draws from another, strongly", 2.5),
    ("each list draws from the one before", 1.0),
    ("two lists avoid each other", -1.0),
    ("two kinds of people", 1.0),
    ("two kinds of people, far apart", 2.0),
    ("people differ, normally", 0.7),
    ("people differ, normally and much", 1.2),
    ("three in ten are hardly ever listed", 1.0),
    ("two regions with lists of their own", 0.7),
    ("three lists draw together", 1.5),
];

/// What came of the tables of one scenario.
#[derive(Default)]
struct Tally {
    held: f64,
    given: f64,
    agree: f64,
    tables: f64,
}

/// How often the headline holds the truth, by scenario: `rounds` tables of 800 and of 4,000 people on four lists. A chart of it goes
/// to `chart`.
pub(crate) fn run(
    rounds: u64,
    seed: u64,
    all_methods: bool,
    chart: Option<&str>,
    table: &mut Table,
) -> Result<()> {
    let methods = if all_methods { Options::default().methods } else { BOTH.to_vec() };
    let mut tallies = Vec::new();
    for people in PEOPLE {
        for (kind, (words, strength)) in SCENARIOS.iter().enumerate() {
            let mut rng = Rng::new(seed);
            let mut tally = Tally::default();
            for round in 0..rounds {
                let lists = scenario(kind, *strength, people, &mut rng)?;
                let options =
                    Options { quick: true, methods: methods.clone(), seed: round, ..Options::default() };
                tally.add(&lists, &options, f64::from(people));
            }
            let words = format!("{words}, {people} people: truth held");
            table.push(Row::new(words, 100.0 * tally.held(), "%"));
            let words = format!("  numbers given (methods agree in {:.0} %)", 100.0 * tally.agree());
            table.push(Row::new(words, 100.0 * tally.given / tally.tables, "%"));
            tallies.push(tally);
        }
    }
    if let Some(file) = chart {
        fs::write(file, drawn(&tallies)).with_context(|| file.to_owned())?;
    }
    Ok(())
}

impl Tally {
    fn add(&mut self, lists: &Lists, options: &Options, truth: f64) {
        let report = judge(lists, options, &mut || 0.0);
        self.tables += 1.0;
        if let Some(headline) = report.headline {
            self.given += 1.0;
            self.held += f64::from(u8::from(headline.low <= truth && truth <= headline.high));
            self.agree += f64::from(u8::from(report.verdict == Verdict::Estimate));
        }
    }

    fn held(&self) -> f64 {
        self.held / self.given.max(1.0)
    }

    fn agree(&self) -> f64 {
        self.agree / self.given.max(1.0)
    }
}

/// A row for each scenario: a filled dot for few people, a ring for many, a line at 95 %.
fn drawn(tallies: &[Tally]) -> String {
    let (left, width, row) = (290.0, 400.0, 24.0);
    let at = |share: f64| left + width * share;
    let height = row * (SCENARIOS.len() as f64 + 3.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 {height}\" font-family=\"sans-serif\" font-size=\"13\">\
         <title>How often the interval holds the truth, by scenario</title><rect width=\"720\" height=\"{height}\" fill=\"#fff\"/>"
    );
    let bottom = row * (SCENARIOS.len() as f64 + 0.8);
    for share in [0.0, 0.25, 0.5, 0.75, 0.95, 1.0] {
        let colour = if share == 0.95 { "#b00" } else { "#ddd" };
        let (x, below) = (at(share), bottom + if share == 0.95 { 34.0 } else { 18.0 });
        let _ = write!(
            svg,
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"8\" y2=\"{bottom}\" stroke=\"{colour}\"/>\
             <text x=\"{x}\" y=\"{below}\" text-anchor=\"middle\">{:.0} %</text>",
            100.0 * share
        );
    }
    for (kind, (words, _)) in SCENARIOS.iter().enumerate() {
        let y = row * (kind as f64 + 1.0);
        let _ =
            write!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{words}</text>", left - 12.0, y + 4.0);
        for (many, fill) in ["#246", "none"].iter().enumerate() {
            let tally = &tallies[many * SCENARIOS.len() + kind];
            if tally.given > 0.0 {
                let x = at(tally.held());
                let _ = write!(
                    svg,
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{fill}\" stroke=\"#246\" stroke-width=\"2\"/>"
                );
            }
        }
    }
    let _ = writeln!(
        svg,
        "<text x=\"12\" y=\"{}\">filled: {} people; ring: {} people; no ring: no number is given</text></svg>",
        bottom + 34.0,
        PEOPLE[0],
        PEOPLE[1]
    );
    svg
}

/// Draws who is on which of four lists.
fn scenario(kind: usize, strength: f64, people: u32, rng: &mut Rng) -> Result<Lists> {
    let base = [-1.4, -1.8, -2.2, -1.2];
    let mut rows = Vec::new();
    for _ in 0..people {
        let shift = match kind {
            5 | 6 => {
                if uniform(rng) < 0.3 {
                    strength
                } else {
                    -0.4 * strength
                }
            }
            7 | 8 => strength * normal(rng),
            9 if uniform(rng) < 0.3 => -3.0 * strength,
            _ => 0.0,
        };
        let north = uniform(rng) < 0.5;
        let mut pattern = 0_u32;
        for (j, base) in base.iter().enumerate() {
            let on = |i: usize| pattern >> i & 1 == 1;
            let draws = match kind {
                1 | 2 | 4 if j == 1 && on(0) => strength,
                3 if j > 0 && on(j - 1) => strength,
                10 => {
                    if north == (j % 2 == 0) {
                        strength
                    } else {
                        -strength
                    }
                }
                11 if j == 2 && on(0) && on(1) => strength,
                _ => 0.0,
            };
            if uniform(rng) < 1.0 / (1.0 + libm_exp(-(base + shift + draws))) {
                pattern |= 1 << j;
            }
        }
        if pattern != 0 {
            rows.push((pattern, 1));
        }
    }
    Ok(Lists::new((0..4).map(|j| format!("list {j}")).collect(), rows)?)
}

fn libm_exp(x: f64) -> f64 {
    x.exp()
}

fn uniform(rng: &mut Rng) -> f64 {
    rng.below(1 << 53) as f64 / (1_u64 << 53) as f64
}

fn normal(rng: &mut Rng) -> f64 {
    let (a, b) = (uniform(rng).max(1e-300), uniform(rng));
    (-2.0 * a.ln()).sqrt() * (2.0 * std::f64::consts::PI * b).cos()
}
