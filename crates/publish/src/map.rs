//! Where it happened, drawn on the outlines of countries: Natural Earth, 1:50 million, public domain (`data/countries.py`).
//!
//! Plate carrée with the middle latitude true to scale. A place that was given with few digits is drawn as the circle that
//! those digits allow, not as a point.

use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::LazyLock;

use crate::fonts::{SANS, printable, wrap};
use crate::html::esc;
use crate::png::{PngError, rendered};
use crate::svg::{ACCENT, INK, PAPER, RULE, SOFT, px};

/// The outlines, packed.
const PACKED: &[u8] = include_bytes!("../data/countries.json.gz");

const WIDTH: f64 = 1080.0;
const HEIGHT: f64 = 600.0;
const MARGIN: f64 = 36.0;
const LINE: f64 = 18.0;
const LAND: &str = "#f3f1ec";
const SEA: &str = "#dfe7ec";

/// Kilometres in a degree of latitude.
const KM: f64 = 111.2;

/// The least that is shown, in degrees of latitude: so that it can be told where in the world it is.
const LEAST: f64 = 5.0;

/// The most that is shown.
const MOST: f64 = 150.0;

/// A place to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPlace {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Digits after the point that it was given with.
    pub digits: usize,
    /// What stands in the legend.
    pub label: String,
}

impl MapPlace {
    /// How far from the point it may have been, by the digits that were given, in kilometres: half a unit of the last.
    #[must_use]
    pub fn within_km(&self) -> f64 {
        KM / 2.0 * 10f64.powi(-i32::try_from(self.digits.min(9)).unwrap_or(9))
    }
}

/// What the map says, in the reader's language.
#[derive(Debug, Clone)]
pub struct MapWords {
    /// Above it.
    pub title: String,
    /// Below it: whose outlines these are, and that they decide nothing.
    pub source: String,
    /// "km".
    pub km: String,
}

struct Country {
    name: String,
    /// Longitude and latitude.
    rings: Vec<Vec<(f64, f64)>>,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    type Packed = Vec<(String, Vec<Vec<i32>>)>;
    let mut text = String::new();
    // the file is ours and a test reads it: without it, there are points on an empty map
    let read = flate2::read::GzDecoder::new(PACKED).read_to_string(&mut text);
    let packed: Packed = read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default();
    let unpacked = |deltas: Vec<i32>| {
        let steps = deltas.chunks_exact(2).scan((0, 0), |at, step| {
            *at = (at.0 + step[0], at.1 + step[1]);
            Some((f64::from(at.0) / 200.0, f64::from(at.1) / 200.0))
        });
        steps.collect()
    };
    let country = |(name, rings): (String, Vec<Vec<i32>>)| Country {
        name,
        rings: rings.into_iter().map(unpacked).collect(),
    };
    packed.into_iter().map(country).collect()
});

/// The part of the world that is shown.
struct View {
    west: f64,
    north: f64,
    /// Pixels per degree.
    x: f64,
    y: f64,
    top: f64,
}

impl View {
    /// All places, with room around them.
    fn of(places: &[MapPlace], top: f64) -> Self {
        let range = |of: fn(&MapPlace) -> f64| {
            let all = places.iter().map(of);
            let (low, high) = all.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
            ((low + high) / 2.0, high - low)
        };
        let ((lat, tall), (lon, wide)) = (range(|p| p.latitude), range(|p| p.longitude));
        let squeeze = libm::cos(lat.to_radians()).max(0.2);
        let inner = WIDTH - 2.0 * MARGIN;
        let tall = (tall * 1.6).max(wide * 1.6 * squeeze * HEIGHT / inner).clamp(LEAST, MOST);
        let y = HEIGHT / tall;
        let x = y * squeeze;
        Self { west: lon - inner / x / 2.0, north: lat + tall / 2.0, x, y, top }
    }

    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        (MARGIN + (lon - self.west) * self.x, self.top + (self.north - lat) * self.y)
    }

    fn back(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.west + (x - MARGIN) / self.x, self.north - (y - self.top) / self.y)
    }

    fn shows(&self, ring: &[(f64, f64)]) -> bool {
        let (east, south) = (self.west + (WIDTH - 2.0 * MARGIN) / self.x, self.north - HEIGHT / self.y);
        let within = |of: fn(&(f64, f64)) -> f64, low: f64, high: f64| {
            ring.iter().map(of).any(|v| v >= low) && ring.iter().map(of).any(|v| v <= high)
        };
        within(|p| p.0, self.west, east) && within(|p| p.1, south, self.north)
    }
}

/// The map as SVG; `None` without a place.
#[must_use]
pub fn map_svg(places: &[MapPlace], words: &MapWords) -> Option<String> {
    let known = |p: &&MapPlace| p.latitude.abs() <= 90.0 && p.longitude.abs() <= 180.0;
    let places: Vec<MapPlace> = places.iter().filter(known).cloned().collect();
    if places.is_empty() {
        return None;
    }
    let title = wrap(&printable(&words.title), WIDTH - 2.0 * MARGIN, 18.0, true, 3);
    let top = MARGIN + 26.0 * title.len() as f64;
    let view = View::of(&places, top);
    let mut out = String::new();
    for (n, line) in title.iter().enumerate() {
        let y = px(MARGIN + 12.0 + 24.0 * n as f64);
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"18\" font-weight=\"700\">{}</text>",
            esc(line)
        );
    }
    land(&mut out, &view);
    names(&mut out, &view);
    scale(&mut out, &view, &words.km);
    marks(&mut out, &view, &places);
    let height = legend(&mut out, top + HEIGHT + 28.0, &places, words);
    let said: Vec<&str> = places.iter().map(|p| p.label.as_str()).collect();
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{h}\" viewBox=\"0 0 {WIDTH} {h}\" role=\"img\" \
         aria-labelledby=\"t d\" direction=\"ltr\" font-family=\"'{SANS}', 'Noto Naskh Arabic', 'Helvetica Neue', Arial, \
         sans-serif\" font-size=\"13.5\" fill=\"{INK}\">\n<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n{out}</svg>\n",
        esc(&printable(&words.title)),
        esc(&printable(&said.join("; "))),
        h = px(height + MARGIN),
    ))
}

/// The map as PNG.
///
/// # Errors
/// [`PngError`] when there is no place, or the drawing is too large.
pub fn map_png(places: &[MapPlace], words: &MapWords, lang: &str) -> Result<Vec<u8>, PngError> {
    rendered(&map_svg(places, words).ok_or(PngError::Nothing)?, lang)
}

fn land(out: &mut String, view: &View) {
    let (x, y, w) = (px(MARGIN), px(view.top), px(WIDTH - 2.0 * MARGIN));
    let _ = writeln!(
        out,
        "<clipPath id=\"m\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{HEIGHT}\"/></clipPath>\n\
         <rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{HEIGHT}\" fill=\"{SEA}\"/>\n<g clip-path=\"url(#m)\" fill=\"{LAND}\" \
         fill-rule=\"evenodd\" stroke=\"{SOFT}\" stroke-width=\"0.8\" stroke-linejoin=\"round\">"
    );
    for country in COUNTRIES.iter() {
        let mut path = String::new();
        for ring in country.rings.iter().filter(|ring| view.shows(ring)) {
            for (n, point) in ring.iter().enumerate() {
                let (x, y) = view.at(*point);
                let _ = write!(path, "{}{} {}", if n == 0 { 'M' } else { 'L' }, px(x), px(y));
            }
            path.push('Z');
        }
        if !path.is_empty() {
            let _ = writeln!(out, "<path d=\"{path}\"/>");
        }
    }
    out.push_str("</g>\n");
}

/// Each country's name where most of what is seen of it lies.
fn names(out: &mut String, view: &View) {
    const COLUMNS: u32 = 40;
    const ROWS: u32 = 24;
    let cell = |c: u32, r: u32| {
        let x = MARGIN + (f64::from(c) + 0.5) * (WIDTH - 2.0 * MARGIN) / f64::from(COLUMNS);
        (x, view.top + (f64::from(r) + 0.5) * HEIGHT / f64::from(ROWS))
    };
    let cells: Vec<(f64, f64)> =
        (0..COLUMNS).flat_map(|c| (0..ROWS).map(move |r| (c, r))).map(|(c, r)| cell(c, r)).collect();
    for country in COUNTRIES.iter().filter(|c| c.rings.iter().any(|ring| view.shows(ring))) {
        let inside: Vec<(f64, f64)> =
            cells.iter().copied().filter(|at| country.holds(view.back(*at))).collect();
        if inside.len() < 12 {
            continue;
        }
        let n = inside.len() as f64;
        let mean = inside.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / n, m.1 + p.1 / n));
        let far = |p: &(f64, f64)| (p.0 - mean.0).powi(2) + (p.1 - mean.1).powi(2);
        let Some((x, y)) = inside.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b))) else { continue };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"13\" fill=\"{SOFT}\" stroke=\"{LAND}\" stroke-width=\"3\" \
             paint-order=\"stroke\" clip-path=\"url(#m)\">{}</text>",
            px(x),
            px(y),
            esc(&country.name)
        );
    }
}

impl Country {
    /// Even-odd rule over all rings.
    fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        let mut inside = false;
        for ring in &self.rings {
            let next = ring.iter().cycle().skip(1);
            for (a, b) in ring.iter().zip(next) {
                if (a.1 > lat) != (b.1 > lat) && lon < (b.0 - a.0) * (lat - a.1) / (b.1 - a.1) + a.0 {
                    inside = !inside;
                }
            }
        }
        inside
    }
}

/// A round number of kilometres, about a fifth of the width.
fn scale(out: &mut String, view: &View, km: &str) {
    let per_km = view.y / KM;
    let most = (WIDTH - 2.0 * MARGIN) / 5.0 / per_km;
    let power =
        std::iter::successors(Some(1.0), |p| Some(p * 10.0)).take_while(|p| *p <= most).last().unwrap_or(0.1);
    let length = [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|n| *n <= most).unwrap_or(power);
    let (x, y, wide) = (MARGIN + 16.0, view.top + HEIGHT - 18.0, length * per_km);
    let _ = writeln!(
        out,
        "<path d=\"M{} {}V{}H{}V{}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.5\"/>\n<text x=\"{}\" y=\"{}\" font-size=\"12\">{length} {}</text>",
        px(x),
        px(y - 6.0),
        px(y),
        px(x + wide),
        px(y - 6.0),
        px(x),
        px(y - 10.0),
        esc(km)
    );
}

fn marks(out: &mut String, view: &View, places: &[MapPlace]) {
    for place in places {
        let (x, y) = view.at((place.longitude, place.latitude));
        let radius = place.within_km() * view.y / KM;
        if radius > 7.0 {
            let _ = writeln!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{ACCENT}\" fill-opacity=\"0.15\" stroke=\"{ACCENT}\" stroke-dasharray=\"4 3\" clip-path=\"url(#m)\"/>",
                px(x),
                px(y),
                px(radius)
            );
        }
        let _ = writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"5.5\" fill=\"{ACCENT}\" stroke=\"{PAPER}\" stroke-width=\"1.5\"/>",
            px(x),
            px(y)
        );
    }
    // one number for all that lie under the same mark
    for (n, place) in places.iter().enumerate() {
        let (x, y) = view.at((place.longitude, place.latitude));
        let near = |other: &&MapPlace| {
            let (ox, oy) = view.at((other.longitude, other.latitude));
            (ox - x).powi(2) + (oy - y).powi(2) < 14.0 * 14.0
        };
        if places[..n].iter().any(|other| near(&other)) {
            continue;
        }
        let all: Vec<String> = places
            .iter()
            .enumerate()
            .filter(|(_, other)| near(other))
            .map(|(n, _)| (n + 1).to_string())
            .collect();
        let said = if all.len() > 6 { format!("{}, …", all[..6].join(", ")) } else { all.join(", ") };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-weight=\"700\" stroke=\"{LAND}\" stroke-width=\"4\" paint-order=\"stroke\">{said}</text>",
            px(x + 10.0),
            px(y + 5.0)
        );
    }
}

/// The places by their numbers, and the source; where it ends.
fn legend(out: &mut String, mut y: f64, places: &[MapPlace], words: &MapWords) -> f64 {
    for (n, place) in places.iter().enumerate() {
        for (row, line) in
            wrap(&printable(&place.label), WIDTH - 2.0 * MARGIN - 40.0, 13.5, false, 2).iter().enumerate()
        {
            if row == 0 {
                let _ = writeln!(
                    out,
                    "<text x=\"{MARGIN}\" y=\"{}\" font-weight=\"700\">{}</text>",
                    px(y),
                    n + 1
                );
            }
            let _ = writeln!(out, "<text x=\"{}\" y=\"{}\">{}</text>", px(MARGIN + 36.0), px(y), esc(line));
            y += LINE;
        }
    }
    let _ =
        writeln!(out, "<path d=\"M{MARGIN} {0}H{1}\" stroke=\"{RULE}\"/>", px(y - 6.0), px(WIDTH - MARGIN));
    y += LINE - 4.0;
    for line in wrap(&printable(&words.source), WIDTH - 2.0 * MARGIN, 12.0, false, 3) {
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"12\" fill=\"{SOFT}\">{}</text>",
            px(y),
            esc(&line)
        );
        y += LINE;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(at: (f64, f64)) -> Vec<&'static str> {
        COUNTRIES.iter().filter(|c| c.holds(at)).map(|c| c.name.as_str()).collect()
    }

    #[test]
    fn capitals_lie_in_their_countries() {
        let rows = [
            ("Dushanbe", (68.78, 38.56), "Tajikistan"),
            ("Tashkent", (69.24, 41.31), "Uzbekistan"),
            ("Tehran", (51.42, 35.69), "Iran"),
            ("Nairobi", (36.82, -1.29), "Kenya"),
            ("Brasilia", (-47.88, -15.79), "Brazil"),
            ("Maseru, inside another", (27.9, -29.6), "Lesotho"),
        ];
        for (name, at, country) in rows {
            assert_eq!(holder(at), [country], "{name}");
        }
        assert!(holder((0.0, 0.0)).is_empty(), "the sea");
        assert!(COUNTRIES.len() > 230, "{}", COUNTRIES.len());
    }

    #[test]
    fn few_digits_are_a_wide_circle_and_nothing_lies_outside() {
        let place =
            |latitude, longitude, digits| MapPlace { latitude, longitude, digits, label: "<here>".into() };
        assert!((place(38.0, 69.0, 0).within_km() - 55.6).abs() < 0.1);
        assert!((place(38.0, 69.0, 2).within_km() - 0.556).abs() < 0.01);
        let words = MapWords { title: "T".into(), source: "S".into(), km: "km".into() };
        let svg = map_svg(&[place(38.0, 69.0, 0)], &words).unwrap();
        assert!(
            svg.contains("stroke-dasharray") && svg.contains("Tajikistan") && svg.contains("&lt;here&gt;")
        );
        assert!(!map_svg(&[place(38.64, 69.02, 2)], &words).unwrap().contains("stroke-dasharray"));
        assert!(map_svg(&[], &words).is_none() && map_svg(&[place(95.0, 0.0, 1)], &words).is_none());
        for places in [vec![place(-89.0, 179.0, 3), place(89.0, -179.0, 3)], vec![place(0.0, 0.0, 9)]] {
            assert!(map_png(&places, &words, "en").unwrap().starts_with(b"\x89PNG"));
        }
    }
}
