//! The chart of calibration: what was claimed of a pair against how often it was true.

use std::fmt::Write as _;

use super::judge::{BINS, Bin};

const COLOURS: [&str; 5] = ["#246", "#b50", "#284", "#828", "#888"];
const SIDE: f64 = 400.0;

/// A line for each list; a dot's area stands for the number of pairs.
pub(super) fn drawn(lists: &[(&str, [Bin; BINS])]) -> String {
    let x = |share: f64| 60.0 + SIDE * share;
    let y = |share: f64| 20.0 + SIDE * (1.0 - share);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 480\" font-family=\"sans-serif\" font-size=\"13\">\
         <title>How often a claimed probability is true</title><rect width=\"660\" height=\"480\" fill=\"#fff\"/>",
    );
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let _ = write!(
            svg,
            "<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" stroke=\"#eee\"/><text x=\"{}\" y=\"438\" text-anchor=\"middle\">{share}</text>\
             <text x=\"50\" y=\"{}\" text-anchor=\"end\">{share}</text>",
            x(0.0),
            x(1.0),
            y(share),
            y(share),
            x(share),
            y(share) + 4.0
        );
    }
    let _ = write!(
        svg,
        "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#b00\" stroke-dasharray=\"4 4\"/>\
         <text x=\"260\" y=\"462\" text-anchor=\"middle\">claimed</text><text x=\"66\" y=\"14\">true</text>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    for (at, (name, bins)) in lists.iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        let dots: Vec<(f64, f64, f64)> = bins
            .iter()
            .filter(|bin| bin.pairs >= 20.0)
            .map(|bin| (x(bin.claimed / bin.pairs), y(bin.right / bin.pairs), bin.pairs))
            .collect();
        let points: Vec<String> = dots.iter().map(|(x, y, _)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\"/>", points.join(" "));
        for (x, y, pairs) in dots {
            let radius = (pairs.sqrt() / 10.0).clamp(2.0, 9.0);
            let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{colour}\"/>");
        }
        let line = 40.0 + 20.0 * at as f64;
        let _ = write!(
            svg,
            "<circle cx=\"484\" cy=\"{line}\" r=\"5\" fill=\"{colour}\"/><text x=\"496\" y=\"{}\">{name}</text>",
            line + 4.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}
