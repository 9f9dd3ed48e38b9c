//! The toll chart without a medium: one bar per report from its low to its high, in groups by scope.
//!
//! Positions are ten-thousandths of the axis, worked out in whole numbers, so that HTML, SVG and PDF draw the same
//! chart on every machine. An end that the report leaves open is a mark of its own, never a guessed length.

use sanad_model::{ClaimId, CountMode};
use sanad_record::{Row, Standing, Toll};
use serde::Serialize;

use crate::locale::{Locale, Value};
use crate::visible::visible;
use crate::words;

/// A toll as a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// What is counted, and where: "Killed: Khujand, November 2018".
    pub title: String,
    /// How to read it, in one line.
    pub caption: String,
    /// Numbers on the axis, with their positions.
    pub ticks: Vec<(String, u32)>,
    /// By scope.
    pub groups: Vec<Group>,
    /// Marks used, with their meaning.
    pub legend: Vec<(Mark, String)>,
}

/// The reports of one scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Who is counted.
    pub scope: String,
    /// One for each report.
    pub bars: Vec<Bar>,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Who printed it.
    pub publisher: String,
    /// Who says it.
    pub speaker: String,
    /// When.
    pub date: String,
    /// The number as said: "at least 52".
    pub value: String,
    /// Why it does not count; empty when it does.
    pub remark: String,
    /// Position of the low end.
    pub from: u32,
    /// Position of the high end.
    pub to: u32,
    /// How its number is drawn.
    pub mark: Mark,
    /// How its ends are drawn when it does not count: hollow, in one of three shapes.
    pub hollow: Option<Mark>,
    /// Whether the bounds rest on it.
    pub counted: bool,
    /// The claim.
    pub claim: ClaimId,
}

/// How a report is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A dot: one number.
    Point,
    /// A ring with a dot: about this number.
    About,
    /// A dot and an arrow to the right: at least.
    AtLeast,
    /// An arrow from the left and a dot: at most.
    AtMost,
    /// A bar between two dots.
    Range,
    /// Hollow: replaced by a later figure of the same source.
    Superseded,
    /// Hollow diamond: repeats another report.
    Repeats,
    /// Hollow square: part of a total, or one person.
    Apart,
}

/// Positions along the axis run from 0 to this.
pub(crate) const FULL: u32 = 10_000;

impl Chart {
    /// The chart of a toll; `None` when no report gives a number.
    pub(crate) fn new(l: &Locale, toll: &Toll) -> Option<Self> {
        let axis = Axis::new(&toll.rows)?;
        let rows = toll.by_claim();
        let name = |id: ClaimId| {
            rows.get(&id).map_or_else(
                || id.to_string(),
                |row| {
                    let publisher = words::publisher(row);
                    let who = if publisher.is_empty() { words::speaker(l, row) } else { publisher };
                    format!("{who}, {}", words::reported(l, row))
                },
            )
        };
        let bar = |row: &Row| Bar {
            publisher: words::publisher(row),
            speaker: words::speaker(l, row),
            date: words::reported(l, row),
            value: words::count(l, row),
            remark: words::standing(l, row, name),
            from: row.low.or(row.high).map_or(0, |n| axis.position(n)),
            to: row.high.or(row.low).map_or(0, |n| axis.position(n)),
            mark: shape(row),
            hollow: (!row.counted).then(|| hollow(row)),
            counted: row.counted,
            claim: row.claim,
        };
        let mut scopes: Vec<&str> = toll.scopes();
        for row in &toll.rows {
            if !scopes.contains(&row.scope.as_str()) {
                scopes.push(&row.scope);
            }
        }
        let groups = scopes.into_iter().map(|scope| Group {
            scope: words::scope(l, scope),
            bars: toll.rows.iter().filter(|row| row.scope == scope).map(bar).collect(),
        });
        let groups: Vec<Group> = groups.collect();
        let mut marks: Vec<Mark> = groups.iter().flat_map(|group| &group.bars).map(|bar| bar.mark).collect();
        marks.extend(groups.iter().flat_map(|group| &group.bars).filter_map(|bar| bar.hollow));
        marks.sort();
        marks.dedup();
        let legend = marks.into_iter().map(|mark| (mark, l.say(mark.message()))).collect();
        let kind = l.say(&format!("kind-{}", toll.kind));
        let title = match &toll.event {
            Some(event) => l.tell(
                "chart-title",
                &[("kind", Value::Text(&kind)), ("event", Value::Text(&visible(event)))],
            ),
            None => kind,
        };
        Some(Self { title, caption: l.say("chart-caption"), ticks: axis.ticks(), groups, legend })
    }

    /// The whole chart in words, for readers that do not see it.
    pub(crate) fn in_words(&self) -> String {
        let mut text = String::new();
        for group in &self.groups {
            text.push_str(&group.scope);
            text.push_str(": ");
            for (i, bar) in group.bars.iter().enumerate() {
                let gap = if i == 0 { "" } else { "; " };
                let remark = if bar.remark.is_empty() { String::new() } else { format!(" ({})", bar.remark) };
                text.push_str(&format!("{gap}{}, {}: {}{remark}", bar.publisher, bar.date, bar.value));
            }
            text.push_str(". ");
        }
        text.trim_end().to_owned()
    }
}

impl Mark {
    fn message(self) -> &'static str {
        match self {
            Self::Point => "mark-point",
            Self::About => "mark-about",
            Self::AtLeast => "mark-at-least",
            Self::AtMost => "mark-at-most",
            Self::Range => "mark-range",
            Self::Superseded => "mark-superseded",
            Self::Repeats => "mark-repeats",
            Self::Apart => "mark-apart",
        }
    }

    /// The word for it in class names.
    pub(crate) fn as_str(self) -> &'static str {
        self.message().trim_start_matches("mark-")
    }
}

/// How the number is drawn: where it is open, and where it ends.
fn shape(row: &Row) -> Mark {
    match (row.mode, row.low, row.high) {
        (CountMode::About, ..) => Mark::About,
        (_, Some(_), None) => Mark::AtLeast,
        (_, None, Some(_)) => Mark::AtMost,
        (_, low, high) if low != high => Mark::Range,
        _ => Mark::Point,
    }
}

/// How a row that does not count is drawn at its ends.
fn hollow(row: &Row) -> Mark {
    match row.standing {
        Standing::Superseded => Mark::Superseded,
        Standing::Repeats => Mark::Repeats,
        _ => Mark::Apart,
    }
}

/// Zero to a round number beyond the highest said, in at most eight steps.
struct Axis {
    step: u64,
    steps: u64,
}

impl Axis {
    fn new(rows: &[Row]) -> Option<Self> {
        let highest = rows.iter().filter_map(|row| row.high.or(row.low)).max()?;
        let open = rows.iter().filter(|row| row.high.is_none()).filter_map(|row| row.low).max().unwrap_or(0);
        let mut step = 1u64;
        let mut factors = [2u64, 5, 10].into_iter().cycle();
        let mut base = 1u64;
        while highest / step >= 8 {
            let factor = factors.next().unwrap_or(10);
            step = base.saturating_mul(factor);
            if factor == 10 {
                base = step;
            }
            if step == u64::MAX {
                break;
            }
        }
        let mut steps = highest.div_ceil(step).max(1);
        // Room for the arrow of the highest open figure.
        if open.saturating_add(step / 3) >= steps.saturating_mul(step) {
            steps += 1;
        }
        Some(Self { step, steps })
    }

    fn position(&self, n: u64) -> u32 {
        let end = u128::from(self.step) * u128::from(self.steps);
        u32::try_from(u128::from(n) * u128::from(FULL) / end.max(1)).unwrap_or(FULL).min(FULL)
    }

    fn ticks(&self) -> Vec<(String, u32)> {
        let ticks = (0..=self.steps).filter_map(|i| i.checked_mul(self.step));
        ticks.map(|n| (n.to_string(), self.position(n))).collect()
    }
}
