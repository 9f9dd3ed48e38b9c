//! The picture of an estimate: what each method says with its distribution, and who is on which lists.
//!
//! The overlaps are drawn as in UpSet (Lex and others 2014): a column of dots for each combination of lists, and over it a
//! bar of how many people stand on exactly these. Numbers stand beside every mark, so that nothing is said by length alone.

use std::fmt::Write as _;

use crate::fonts::{SANS, printable, width, wrap};
use crate::html::esc;
use crate::png::{PngError, rendered};
use crate::svg::{ACCENT, INK, PAPER, RULE, SOFT, px};

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateChart {
    /// What may be said, in one line.
    pub title: String,
    /// Why.
    pub reason: String,
    /// People on any list.
    pub observed: f64,
    /// Each method: name, whether it may be used, median, ends of the interval, draws.
    pub methods: Vec<MethodMark>,
    /// The lists and the people on each.
    pub lists: Vec<(String, u64)>,
    /// Combinations of lists (one truth value a list) and the people on exactly these.
    pub combinations: Vec<(Vec<bool>, u64)>,
}

/// One method in the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodMark {
    /// Its name.
    pub name: String,
    /// Whether its number may be used.
    pub converged: bool,
    /// The middle.
    pub median: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Draws of the number of people.
    pub draws: Vec<f64>,
}

const WIDTH: f64 = 1080.0;
const MARGIN: f64 = 36.0;
const PLOT: (f64, f64) = (190.0, 840.0);
const ROW: f64 = 84.0;
const BINS: usize = 90;
/// The most combinations that are drawn; the largest are.
const MOST: usize = 40;

/// The picture as SVG.
#[must_use]
pub fn estimate_svg(chart: &EstimateChart) -> String {
    let mut drawing = Drawing { out: String::new(), y: MARGIN };
    drawing.head(chart);
    drawing.methods(chart);
    drawing.combinations(chart);
    let height = drawing.y + MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{h}\" viewBox=\"0 0 {WIDTH} {h}\" role=\"img\" \
         aria-labelledby=\"t d\" direction=\"ltr\" font-family=\"'{SANS}', 'Helvetica Neue', Arial, sans-serif\" \
         font-size=\"13.5\" fill=\"{INK}\">\n<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n{}</svg>\n",
        esc(&chart.title),
        esc(&in_words(chart)),
        drawing.out,
        h = px(height),
    )
}

/// The picture as PNG.
///
/// # Errors
/// [`PngError`] when it cannot be drawn.
pub fn estimate_png(chart: &EstimateChart) -> Result<Vec<u8>, PngError> {
    rendered(&estimate_svg(chart), "en")
}

fn in_words(chart: &EstimateChart) -> String {
    let methods =
        chart.methods.iter().map(|m| format!("{}: {:.0}, {:.0} to {:.0}", m.name, m.median, m.low, m.high));
    methods.collect::<Vec<_>>().join("; ")
}

struct Drawing {
    out: String,
    y: f64,
}

impl Drawing {
    fn head(&mut self, chart: &EstimateChart) {
        for line in wrap(&printable(&chart.title), WIDTH - 2.0 * MARGIN, 22.0, true, 3) {
            self.y += 26.0;
            self.text(MARGIN, self.y, &line, "font-size=\"22\" font-weight=\"bold\"");
        }
        self.y += 6.0;
        for line in wrap(&printable(&chart.reason), WIDTH - 2.0 * MARGIN, 13.5, false, 6) {
            self.y += 18.0;
            self.text(MARGIN, self.y, &line, &format!("fill=\"{SOFT}\""));
        }
        self.y += 26.0;
    }

    fn text(&mut self, x: f64, y: f64, text: &str, how: &str) {
        let _ = writeln!(self.out, "<text x=\"{}\" y=\"{}\" {how}>{}</text>", px(x), px(y), esc(text));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, thick: f64) {
        let _ = writeln!(
            self.out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{colour}\" stroke-width=\"{thick}\"/>",
            px(from.0),
            px(from.1),
            px(to.0),
            px(to.1)
        );
    }

    fn methods(&mut self, chart: &EstimateChart) {
        let most = chart.methods.iter().map(|m| m.high).fold(chart.observed, f64::max) * 1.08;
        if chart.methods.is_empty() || most <= 0.0 || !most.is_finite() {
            return;
        }
        let at = |n: f64| PLOT.0 + (PLOT.1 - PLOT.0) * (n / most).clamp(0.0, 1.0);
        let (top, bottom) = (self.y, self.y + ROW * count(chart.methods.len()));
        for tick in ticks(most) {
            self.line((at(tick), top), (at(tick), bottom), RULE, 1.0);
            self.text(
                at(tick),
                bottom + 18.0,
                &grouped(tick),
                &format!("text-anchor=\"middle\" fill=\"{SOFT}\""),
            );
        }
        for method in &chart.methods {
            self.method(method, &at, most);
        }
        self.line((at(chart.observed), top), (at(chart.observed), bottom), INK, 1.5);
        let documented = format!("documented: {}", grouped(chart.observed));
        self.text(at(chart.observed) + 6.0, top + 4.0, &documented, "font-size=\"12\"");
        self.y = bottom + 54.0;
    }

    fn method(&mut self, method: &MethodMark, at: &impl Fn(f64) -> f64, most: f64) {
        let base = self.y + ROW - 20.0;
        let colour = if method.converged { ACCENT } else { SOFT };
        self.text(MARGIN, base, &method.name, "font-weight=\"bold\"");
        let heights = histogram(&method.draws, most);
        let tallest = heights.iter().copied().fold(0.0, f64::max);
        if tallest > 0.0 {
            let mut path = format!("M{} {}", px(PLOT.0), px(base));
            for (bin, height) in heights.iter().enumerate() {
                let x = PLOT.0 + (PLOT.1 - PLOT.0) * (count(bin) + 0.5) / count(BINS);
                let _ = write!(path, "L{} {}", px(x), px(base - 46.0 * height / tallest));
            }
            let _ = writeln!(
                self.out,
                "<path d=\"{path}L{} {}Z\" fill=\"{colour}\" fill-opacity=\"0.18\"/>",
                px(PLOT.1),
                px(base)
            );
        }
        self.line((at(method.low), base), (at(method.high), base), colour, 3.0);
        let _ = writeln!(
            self.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{colour}\"/>",
            px(at(method.median)),
            px(base)
        );
        let words = if method.converged {
            format!("{} ({} to {})", grouped(method.median), grouped(method.low), grouped(method.high))
        } else {
            "not converged".to_owned()
        };
        self.text(PLOT.1 + 14.0, base + 5.0, &words, "");
        self.y += ROW;
    }

    fn combinations(&mut self, chart: &EstimateChart) {
        let mut shown = chart.combinations.clone();
        shown.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
        let left_out = shown.len().saturating_sub(MOST);
        shown.truncate(MOST);
        let Some(most) = shown.first().map(|(_, n)| *n).filter(|n| *n > 0) else { return };
        self.text(MARGIN, self.y, "Who is on which lists", "font-size=\"16\" font-weight=\"bold\"");
        let (tall, base) = (120.0, self.y + 160.0);
        let names = chart.lists.iter().map(|(name, n)| (printable(name), *n)).collect::<Vec<_>>();
        let column = ((WIDTH - MARGIN - PLOT.0 - 60.0) / count(shown.len())).min(34.0);
        let x_of = |k: usize| PLOT.0 + 70.0 + column * count(k);
        for (k, (on, n)) in shown.iter().enumerate() {
            let (x, height) = (x_of(k), (tall * real(*n) / real(most)).max(1.0));
            let _ = writeln!(
                self.out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{INK}\"/>",
                px(x - column * 0.3),
                px(base - height),
                px(column * 0.6),
                px(height)
            );
            let how =
                format!("text-anchor=\"middle\" font-size=\"{}\"", if column < 24.0 { "8.5" } else { "11" });
            self.text(x, base - height - 5.0, &n.to_string(), &how);
            for (j, on) in on.iter().enumerate() {
                let y = base + 24.0 + 24.0 * count(j);
                let fill = if *on { INK } else { RULE };
                let _ =
                    writeln!(self.out, "<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{fill}\"/>", px(x), px(y));
            }
        }
        for (j, (name, n)) in names.iter().enumerate() {
            let y = base + 29.0 + 24.0 * count(j);
            let number = grouped(real(*n));
            let room = PLOT.0 + 40.0 - MARGIN - width(&number, 13.5, false) - 14.0;
            let name = wrap(name, room, 13.5, false, 1).into_iter().next().unwrap_or_default();
            self.text(MARGIN, y, &name, "");
            self.text(PLOT.0 + 40.0, y, &number, &format!("text-anchor=\"end\" fill=\"{SOFT}\""));
        }
        self.y = base + 30.0 + 24.0 * count(names.len());
        if left_out > 0 {
            let words = format!("and {left_out} smaller combinations");
            self.text(PLOT.0 + 60.0, self.y + 6.0, &words, &format!("fill=\"{SOFT}\""));
            self.y += 20.0;
        }
    }
}

/// How many draws fall into each bin from 0 to `most`.
fn histogram(draws: &[f64], most: f64) -> Vec<f64> {
    let mut heights = vec![0.0; BINS];
    for draw in draws {
        // the cast saturates, and what lies beyond the plot is not drawn
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bin = (draw / most * count(BINS)) as usize;
        if let Some(height) = heights.get_mut(bin) {
            *height += 1.0;
        }
    }
    heights
}

/// Round numbers from 0 to `most`, about five.
fn ticks(most: f64) -> Vec<f64> {
    let mut step = 1.0;
    while most / step > 60.0 {
        step *= 10.0;
    }
    let step = step * [1.0, 2.0, 5.0, 10.0].into_iter().find(|by| most / (step * by) <= 6.0).unwrap_or(10.0);
    (0..=12).map(|k| f64::from(k) * step).take_while(|tick| *tick <= most).collect()
}

/// A whole number in groups of three digits.
fn grouped(n: f64) -> String {
    let digits = format!("{n:.0}");
    let first = digits.len() % 3;
    let mut words = digits[..first].to_owned();
    for group in digits.as_bytes()[first..].chunks(3) {
        if !words.is_empty() {
            words.push(',');
        }
        words.push_str(&String::from_utf8_lossy(group));
    }
    words
}

#[allow(clippy::cast_precision_loss, reason = "numbers of marks in a picture are small")]
fn count(things: usize) -> f64 {
    things as f64
}

#[allow(clippy::cast_precision_loss, reason = "a length in a picture")]
fn real(people: u64) -> f64 {
    people as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_ticks_are_round() {
        let words: Vec<String> = [7.0, 999.6, 14_358.0, 1e9].into_iter().map(grouped).collect();
        assert_eq!(words, ["7", "1,000", "14,358", "1,000,000,000"]);
        assert_eq!(ticks(17_900.0), [0.0, 5_000.0, 10_000.0, 15_000.0]);
        assert_eq!(ticks(650.0), [0.0, 200.0, 400.0, 600.0]);
    }
}
