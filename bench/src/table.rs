//! What was measured, each row with the limit or peer beside it, the share of it that was reached, and what was wanted.

use serde_json::{Value, json};

/// The rows of one bench.
pub(crate) struct Table {
    bench: String,
    rows: Vec<Row>,
}

/// One figure.
pub(crate) struct Row {
    what: String,
    value: f64,
    unit: &'static str,
    beside: Option<(String, f64)>,
    want: Option<Want>,
}

/// What is wanted of a figure.
#[derive(Clone, Copy)]
pub(crate) enum Want {
    AtLeast(f64),
    AtMost(f64),
    /// Of the figure beside it.
    ShareAtLeast(f64),
}

impl Row {
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Row {
        Row { what: what.into(), value, unit, beside: None, want: None }
    }

    /// The limit, or somebody else's figure, in the same unit and from the same run.
    pub(crate) fn beside(mut self, what: impl Into<String>, value: f64) -> Row {
        self.beside = Some((what.into(), value));
        self
    }

    pub(crate) fn want(mut self, want: Want) -> Row {
        self.want = Some(want);
        self
    }

    fn share(&self) -> Option<f64> {
        self.beside.as_ref().map(|(_, limit)| self.value / limit)
    }

    fn holds(&self) -> Option<bool> {
        Some(match self.want? {
            Want::AtLeast(least) => self.value >= least,
            Want::AtMost(most) => self.value <= most,
            Want::ShareAtLeast(least) => self.share().is_some_and(|share| share >= least),
        })
    }

    fn wanted(&self) -> String {
        match self.want {
            None => String::new(),
            Some(Want::AtLeast(least)) => format!("at least {}", short(least)),
            Some(Want::AtMost(most)) => format!("at most {}", short(most)),
            Some(Want::ShareAtLeast(least)) => format!("at least {:.0} %", least * 100.0),
        }
    }
}

impl Table {
    pub(crate) fn new(bench: &str) -> Table {
        Table { bench: bench.to_owned(), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Whether everything that was wanted was reached.
    pub(crate) fn holds(&self) -> bool {
        self.rows.iter().all(|row| row.holds() != Some(false))
    }

    pub(crate) fn to_text(&self) -> String {
        let heads = ["", "measured", "beside it", "share", "wanted", ""].map(str::to_owned);
        let mut lines = vec![heads.to_vec()];
        for row in &self.rows {
            let beside = row.beside.as_ref();
            lines.push(vec![
                row.what.clone(),
                format!("{} {}", short(row.value), row.unit),
                beside.map_or(String::new(), |(what, value)| format!("{} ({what})", short(*value))),
                row.share().map_or(String::new(), |share| format!("{:.0} %", share * 100.0)),
                row.wanted(),
                row.holds().map_or("", |holds| if holds { "met" } else { "NOT MET" }).to_owned(),
            ]);
        }
        let widths: Vec<usize> =
            (0..6).map(|at| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0)).collect();
        let mut text = format!("bench {}\n", self.bench);
        for line in lines {
            let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    pub(crate) fn to_json(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            let beside = row.beside.as_ref().map(|(what, value)| json!({"what": what, "value": value}));
            json!({"what": row.what, "value": row.value, "unit": row.unit, "beside": beside, "share": row.share(),
                   "wanted": row.want.map(|_| row.wanted()), "met": row.holds()})
        });
        json!({"bench": self.bench, "met": self.holds(), "rows": rows.collect::<Vec<_>>()})
    }
}

/// Three digits or so.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => {
            let digits = format!("{value:.0}");
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0
                    && (digits.len() - at).is_multiple_of(3)
                    && digit.is_ascii_digit()
                    && !grouped.ends_with('-')
                {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            grouped
        }
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_the_figure_beside_it() {
        let mut table = Table::new("x");
        table.push(Row::new("speed", 30.0, "MB/s").beside("limit", 40.0).want(Want::ShareAtLeast(0.6)));
        assert!(table.holds());
        assert!(table.to_text().contains("75 %"), "{}", table.to_text());
        table.push(Row::new("time", 61.0, "ms").want(Want::AtMost(50.0)));
        assert!(!table.holds());
    }

    #[test]
    fn numbers_are_grouped() {
        for (value, text) in [(1_234_567.0, "1,234,567"), (123.0, "123"), (12.34, "12.3"), (0.5, "0.50")] {
            assert_eq!(short(value), text);
        }
    }
}
