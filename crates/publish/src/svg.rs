//! The toll chart as SVG: text as text, a title and a description for readers that do not see it, no script, no style
//! from outside, left to right in any page.

use std::fmt::Write as _;

use sanad_record::Toll;

use crate::chart::{Bar, Chart, FULL, Mark};
use crate::fonts::{SANS, printable, width, wrap};
use crate::html::esc;
use crate::locale::Locale;
use crate::redact::Redacted;

const WIDTH: f64 = 1080.0;
const MARGIN: f64 = 36.0;
/// Where the plot begins and ends.
const PLOT: (f64, f64) = (372.0, 812.0);
const VALUE: f64 = 846.0;
const LINE: f64 = 17.0;
pub(crate) const INK: &str = "#1b1a18";
pub(crate) const SOFT: &str = "#5d5a54";
pub(crate) const RULE: &str = "#e2ded5";
pub(crate) const ACCENT: &str = "#8c1d18";
pub(crate) const PAPER: &str = "#ffffff";

/// The chart of a toll; `None` when no report gives a number.
#[must_use]
pub fn svg(toll: &Redacted<Toll>, locale: &Locale) -> Option<String> {
    Chart::new(locale, toll.get()).map(|chart| draw(&chart, locale))
}

pub(crate) fn draw(chart: &Chart, locale: &Locale) -> String {
    let mut canvas = Canvas { out: String::new(), y: MARGIN + 22.0 };
    canvas.head(chart);
    for group in &chart.groups {
        canvas.group(&group.scope, &group.bars, &chart.ticks);
    }
    canvas.legend(chart);
    let height = canvas.y + MARGIN - 8.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{h}\" viewBox=\"0 0 {WIDTH} {h}\" \
         role=\"img\" aria-labelledby=\"t d\" direction=\"ltr\" xml:lang=\"{}\" font-family=\"'{SANS}', 'Noto Naskh Arabic', \
         'Helvetica Neue', Arial, sans-serif\" font-size=\"13.5\" fill=\"{INK}\">\n<title id=\"t\">{}</title>\n\
         <desc id=\"d\">{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n{}</svg>\n",
        locale.code(),
        esc(&chart.title),
        esc(&chart.in_words()),
        canvas.out,
        h = px(height),
    )
}

struct Canvas {
    out: String,
    y: f64,
}

impl Canvas {
    fn head(&mut self, chart: &Chart) {
        for line in wrap(&printable(&chart.title), WIDTH - 2.0 * MARGIN, 24.0, true, 2) {
            self.text(MARGIN, self.y, &line, "font-size=\"24\" font-weight=\"700\"");
            self.y += 31.0;
        }
        self.y -= 6.0;
        for line in wrap(&printable(&chart.caption), WIDTH - 2.0 * MARGIN, 13.5, false, 3) {
            self.text(MARGIN, self.y, &line, &format!("fill=\"{SOFT}\""));
            self.y += 19.0;
        }
    }

    fn group(&mut self, scope: &str, bars: &[Bar], ticks: &[(String, u32)]) {
        self.y += 30.0;
        let lines = wrap(&printable(scope), PLOT.0 - MARGIN - 24.0, 15.0, true, 2);
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                self.y += 20.0;
            }
            self.text(MARGIN, self.y, line, "font-size=\"15\" font-weight=\"700\"");
        }
        for (n, at) in ticks {
            self.text(
                along(*at),
                self.y,
                n,
                &format!("font-size=\"12\" text-anchor=\"middle\" fill=\"{SOFT}\""),
            );
        }
        self.y += 9.0;
        let top = self.y;
        self.line(MARGIN, top, WIDTH - MARGIN, top, INK, 1.2, "");
        let rows = self.out.len();
        for bar in bars {
            self.bar(bar);
        }
        // Behind the rows: the grid, once its height is known.
        let mut grid = String::new();
        for (_, at) in ticks {
            let x = px(along(*at));
            let _ = writeln!(grid, "<path d=\"M{x} {}V{}\" stroke=\"{RULE}\"/>", px(top), px(self.y));
        }
        self.out.insert_str(rows, &grid);
    }

    fn bar(&mut self, bar: &Bar) {
        let (weight, fill) = if bar.counted { ("700", INK) } else { ("400", SOFT) };
        let who = if bar.publisher.is_empty() { &bar.speaker } else { &bar.publisher };
        let room = PLOT.0 - MARGIN - 24.0;
        let date_width = width(&bar.date, 13.5, false) + 10.0;
        let head = wrap(&printable(who), room - date_width, 13.5, true, 1).join("");
        let under = if bar.publisher.is_empty() { String::new() } else { printable(&bar.speaker) };
        let under = wrap(&under, room, 12.5, false, 2);
        let value = wrap(&printable(&bar.value), WIDTH - MARGIN - VALUE, 13.5, true, 2);
        let remark = wrap(&printable(&bar.remark), WIDTH - MARGIN - VALUE, 12.0, false, 3);
        let text_lines = |lines: &[String]| lines.iter().filter(|line| !line.is_empty()).count();
        let rows = (1 + text_lines(&under)).max(text_lines(&value) + text_lines(&remark)).max(2);
        let height = f64::from(u32::try_from(rows).unwrap_or(2)) * LINE + 13.0;
        let top = self.y + 18.0;
        self.text(MARGIN, top, &head, &format!("font-weight=\"{weight}\" fill=\"{fill}\""));
        let date_at = MARGIN + width(&head, 13.5, bar.counted) + 10.0;
        self.text(date_at, top, &bar.date, &format!("fill=\"{SOFT}\""));
        let mut y = top;
        for line in under.iter().filter(|line| !line.is_empty()) {
            y += LINE;
            self.text(MARGIN, y, line, &format!("font-size=\"12.5\" fill=\"{SOFT}\""));
        }
        let mut y = top - LINE;
        for line in &value {
            y += LINE;
            self.text(VALUE, y, line, &format!("font-weight=\"{weight}\" fill=\"{fill}\""));
        }
        for line in remark.iter().filter(|line| !line.is_empty()) {
            y += LINE;
            self.text(VALUE, y, line, &format!("font-size=\"12\" fill=\"{SOFT}\""));
        }
        self.mark(bar, self.y + height / 2.0);
        self.y += height;
        self.line(MARGIN, self.y, WIDTH - MARGIN, self.y, RULE, 1.0, "");
    }

    fn mark(&mut self, bar: &Bar, y: f64) {
        let (from, to) = (along(bar.from), along(bar.to));
        self.shape(bar.mark, bar.hollow, from, to, (PLOT.0, PLOT.1 + 18.0), y);
    }

    /// A mark between `from` and `to`; open ends reach to the ends of `room`.
    fn shape(&mut self, mark: Mark, hollow: Option<Mark>, from: f64, to: f64, room: (f64, f64), y: f64) {
        let colour = if hollow.is_some() { SOFT } else { ACCENT };
        let dash = if hollow.is_some() { " stroke-dasharray=\"5 4\"" } else { "" };
        match mark {
            Mark::AtLeast => {
                self.line(from, y, room.1 - 8.0, y, colour, 2.2, dash);
                self.arrow(room.1, y, 9.0, colour);
                self.end(hollow, from, y);
            }
            Mark::AtMost => {
                self.line(room.0 + 8.0, y, to, y, colour, 2.2, dash);
                self.arrow(room.0, y, -9.0, colour);
                self.end(hollow, to, y);
            }
            Mark::Range => {
                self.line(from, y, to, y, colour, 2.2, dash);
                self.end(hollow, from, y);
                self.end(hollow, to, y);
            }
            Mark::About => {
                let _ = writeln!(
                    self.out,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"9\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-dasharray=\"3 2.6\"/>",
                    px(from),
                    px(y)
                );
                self.end(hollow, from, y);
            }
            Mark::Superseded | Mark::Repeats | Mark::Apart => self.end(Some(mark), from, y),
            Mark::Point => self.end(hollow, from, y),
        }
    }

    fn end(&mut self, hollow: Option<Mark>, x: f64, y: f64) {
        let (x, y) = (px(x), px(y));
        let empty = format!("fill=\"{PAPER}\" stroke=\"{SOFT}\" stroke-width=\"2\"");
        let _ = match hollow {
            None => writeln!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{ACCENT}\"/>"),
            Some(Mark::Superseded) => writeln!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"5.5\" {empty}/>"),
            Some(Mark::Repeats) => writeln!(self.out, "<path d=\"M{x} {y}m-7 0l7 -7l7 7l-7 7z\" {empty}/>"),
            Some(_) => writeln!(self.out, "<path d=\"M{x} {y}m-5.5 -5.5h11v11h-11z\" {empty}/>"),
        };
    }

    fn arrow(&mut self, tip: f64, y: f64, back: f64, colour: &str) {
        let _ = writeln!(
            self.out,
            "<path d=\"M{} {}l{} -5.5v11z\" fill=\"{colour}\"/>",
            px(tip),
            px(y),
            px(-back)
        );
    }

    fn legend(&mut self, chart: &Chart) {
        self.y += 34.0;
        let mut x = MARGIN;
        for (mark, means) in &chart.legend {
            let means = printable(means);
            let size = width(&means, 12.5, false);
            if x > MARGIN && x + 50.0 + size > WIDTH - MARGIN {
                x = MARGIN;
                self.y += 24.0;
            }
            let (from, to) = match mark {
                Mark::AtLeast => (x + 6.0, x + 6.0),
                Mark::AtMost => (x + 28.0, x + 28.0),
                Mark::Range => (x + 6.0, x + 28.0),
                _ => (x + 17.0, x + 17.0),
            };
            self.shape(*mark, None, from, to, (x, x + 34.0), self.y - 4.5);
            self.text(x + 44.0, self.y, &means, &format!("font-size=\"12.5\" fill=\"{SOFT}\""));
            x += 44.0 + size + 28.0;
        }
    }

    fn text(&mut self, x: f64, y: f64, text: &str, attributes: &str) {
        if !text.is_empty() {
            let _ =
                writeln!(self.out, "<text x=\"{}\" y=\"{}\" {attributes}>{}</text>", px(x), px(y), esc(text));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "two ends, a colour, a width and a dash")]
    fn line(&mut self, x1: f64, y1: f64, x2: f64, y2: f64, colour: &str, thick: f64, dash: &str) {
        let _ = writeln!(
            self.out,
            "<path d=\"M{} {}L{} {}\" stroke=\"{colour}\" stroke-width=\"{thick}\"{dash}/>",
            px(x1),
            px(y1),
            px(x2),
            px(y2)
        );
    }
}

/// Where a position of the axis lies.
fn along(at: u32) -> f64 {
    PLOT.0 + (PLOT.1 - PLOT.0) * f64::from(at) / f64::from(FULL)
}

/// Tenths of a pixel are enough, and the same everywhere.
pub(crate) fn px(n: f64) -> String {
    let text = format!("{n:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
