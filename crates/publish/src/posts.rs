//! Who held which post when, drawn: one line for each posting, sure days solid, possible days pale, the day asked for
//! across all of them.

use std::fmt::Write as _;

use sanad_model::PartialDate;
use sanad_record::{PostingView, Posts};

use crate::fonts::{SANS, printable, wrap};
use crate::html::esc;
use crate::png::{PngError, rendered};
use crate::svg::{ACCENT, INK, PAPER, RULE, SOFT, px};

const WIDTH: f64 = 1080.0;
const MARGIN: f64 = 36.0;
const PLOT: (f64, f64) = (400.0, 1044.0);
const LINE: f64 = 17.0;
const BAR: f64 = 9.0;

/// What the picture says beside its lines; given, so that it can be in any language.
#[derive(Debug, Clone)]
pub struct PostsWords {
    /// Above the picture.
    pub title: String,
    /// Of solid bars: "for sure".
    pub sure: String,
    /// Of pale bars: "perhaps".
    pub perhaps: String,
    /// Of an end that is not known.
    pub unknown: String,
}

/// The picture as SVG; `None` without a posting that has a date.
#[must_use]
pub fn posts_svg(posts: &Posts, words: &PostsWords) -> Option<String> {
    let (first, last) = years(posts)?;
    let mut chart = Chart { out: String::new(), y: MARGIN + 26.0, first, last };
    chart.head(words);
    let top = chart.y;
    for posting in &posts.postings {
        chart.posting(posting, words);
    }
    chart.axis(top, posts.at);
    let height = chart.y + MARGIN;
    let said = posts.postings.iter().map(|p| format!("{}, {}: {}", p.post, p.body, p.person));
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{h}\" viewBox=\"0 0 {WIDTH} {h}\" role=\"img\" \
         aria-labelledby=\"t d\" direction=\"ltr\" font-family=\"'{SANS}', 'Noto Naskh Arabic', 'Helvetica Neue', Arial, \
         sans-serif\" font-size=\"13.5\" fill=\"{INK}\">\n<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n{}</svg>\n",
        esc(&words.title),
        esc(&printable(&said.collect::<Vec<_>>().join("; "))),
        chart.out,
        h = px(height),
    ))
}

/// The picture as PNG.
///
/// # Errors
/// [`PngError::Nothing`] without a posting that has a date; [`PngError`] when it cannot be drawn.
pub fn posts_png(posts: &Posts, words: &PostsWords) -> Result<Vec<u8>, PngError> {
    rendered(&posts_svg(posts, words).ok_or(PngError::Nothing)?, "en")
}

struct Chart {
    out: String,
    y: f64,
    first: i16,
    last: i16,
}

impl Chart {
    fn head(&mut self, words: &PostsWords) {
        for line in wrap(&printable(&words.title), WIDTH - 2.0 * MARGIN, 22.0, true, 2) {
            self.text(MARGIN, self.y, &line, "font-size=\"22\" font-weight=\"bold\"");
            self.y += 26.0;
        }
        self.bar(MARGIN, MARGIN + 26.0, self.y - 5.0, INK, 1.0);
        self.text(MARGIN + 34.0, self.y, &words.sure, &format!("fill=\"{SOFT}\""));
        self.bar(MARGIN + 200.0, MARGIN + 226.0, self.y - 5.0, INK, 0.25);
        self.text(MARGIN + 234.0, self.y, &words.perhaps, &format!("fill=\"{SOFT}\""));
        self.y += 28.0;
    }

    fn posting(&mut self, posting: &PostingView, words: &PostsWords) {
        let top = self.y;
        let wide = PLOT.0 - MARGIN - 20.0;
        for line in wrap(&printable(&posting.person), wide, 13.5, true, 2) {
            self.text(MARGIN, self.y, &line, "font-weight=\"bold\"");
            self.y += LINE;
        }
        let post = format!("{}, {}", posting.post, posting.body);
        for line in wrap(&printable(&post), wide, 13.5, false, 3) {
            self.text(MARGIN, self.y, &line, &format!("fill=\"{SOFT}\""));
            self.y += LINE;
        }
        let at = top - 5.0;
        let (from, to) = (self.x(self.start(posting)), self.x(self.end(posting)));
        self.bar(from, to, at, INK, 0.25);
        if let [Some(first), Some(last)] = posting.precise {
            self.bar(self.x(day(first.first())), self.x(day(last.last()) + 1), at, INK, 1.0);
        }
        let ends = [
            (posting.precise[0].or(posting.imprecise[0]), from, "end"),
            (posting.precise[1].or(posting.imprecise[1]), to, "start"),
        ];
        for (date, x, side) in ends {
            let label = date.map_or_else(|| words.unknown.clone(), |d| d.to_string());
            let (x, anchor) = if side == "end" { (from.min(x), "start") } else { (x.max(to), "end") };
            self.text(
                x,
                at + 20.0,
                &label,
                &format!("fill=\"{SOFT}\" font-size=\"11\" text-anchor=\"{anchor}\""),
            );
        }
        self.y = self.y.max(at + 34.0) + 10.0;
    }

    /// The first day on which it may hold: what is imprecise, what is precise, and open where nothing is known.
    fn start(&self, p: &PostingView) -> i64 {
        let known = if p.starting { p.precise[0] } else { p.imprecise[0] };
        known.map_or_else(|| ymd(self.first, 1, 1), |d| day(d.first()))
    }

    fn end(&self, p: &PostingView) -> i64 {
        let known = if p.ending { p.precise[1] } else { p.imprecise[1] };
        known.map_or_else(|| ymd(self.last, 12, 31), |d| day(d.last())) + 1
    }

    fn axis(&mut self, top: f64, at: Option<PartialDate>) {
        let step = ((self.last - self.first) / 10).max(1);
        let mut lines = String::new();
        for year in (self.first..=self.last + 1).step_by(usize::from(step.unsigned_abs())) {
            let x = px(self.x(ymd(year, 1, 1)));
            let _ = writeln!(
                lines,
                "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\" stroke=\"{RULE}\"/>",
                px(top - 14.0),
                px(self.y)
            );
            let _ = writeln!(
                lines,
                "<text x=\"{x}\" y=\"{}\" font-size=\"11\" fill=\"{SOFT}\" text-anchor=\"middle\">{year}</text>",
                px(self.y + 14.0)
            );
        }
        self.out.insert_str(0, &lines);
        if let Some(asked) = at {
            let x = px(self.x(day(asked.first())));
            let _ = writeln!(
                self.out,
                "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\" stroke=\"{ACCENT}\" stroke-width=\"1.5\"/>",
                px(top - 14.0),
                px(self.y)
            );
            let _ = writeln!(
                self.out,
                "<text x=\"{x}\" y=\"{}\" font-size=\"12\" fill=\"{ACCENT}\" text-anchor=\"middle\">{asked}</text>",
                px(top - 18.0)
            );
        }
        self.y += 22.0;
    }

    #[allow(clippy::cast_precision_loss)] // days of a few centuries
    fn x(&self, day: i64) -> f64 {
        let (first, last) = (ymd(self.first, 1, 1), ymd(self.last + 1, 1, 1));
        let share = (day - first) as f64 / (last - first).max(1) as f64;
        PLOT.0 + share.clamp(0.0, 1.0) * (PLOT.1 - PLOT.0)
    }

    fn bar(&mut self, from: f64, to: f64, y: f64, colour: &str, opacity: f64) {
        let wide = (to - from).max(2.0);
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{BAR}\" fill=\"{colour}\" fill-opacity=\"{opacity}\"/>",
            px(from),
            px(y - BAR / 2.0),
            px(wide),
        );
    }

    fn text(&mut self, x: f64, y: f64, text: &str, how: &str) {
        let _ = writeln!(self.out, "<text x=\"{}\" y=\"{}\" {how}>{}</text>", px(x), px(y), esc(text));
    }
}

/// The first and last year that anything is known of.
fn years(posts: &Posts) -> Option<(i16, i16)> {
    let dates = posts.postings.iter().flat_map(|p| p.precise.into_iter().chain(p.imprecise)).flatten();
    let all: Vec<i16> = dates.chain(posts.at).map(PartialDate::year).collect();
    Some((*all.iter().min()?, *all.iter().max()?)).filter(|_| !posts.postings.is_empty())
}

fn day(date: PartialDate) -> i64 {
    ymd(date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1))
}

/// Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// days_from_civil).
fn ymd(year: i16, month: i8, day: i8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let y = i64::from(year) - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (y, m, d, expected) in
            [(1970, 1, 1, 0), (2018, 11, 7, 17842), (2000, 2, 29, 11016), (1969, 12, 31, -1)]
        {
            assert_eq!(ymd(y, m, d), expected, "{y}-{m}-{d}");
        }
    }
}
