//! The toll chart as PNG: the SVG drawn with the fonts of the program, at twice its size.

use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};
use sanad_record::Toll;

use crate::fonts::{SANS, files};
use crate::locale::Locale;
use crate::redact::Redacted;
use crate::svg::svg;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// No report gives a number.
    #[error("no report gives a number, so there is nothing to draw")]
    Nothing,
    /// The chart is beyond what a picture can hold.
    #[error("the chart is too large for a picture ({0} by {1} pixels)")]
    TooLarge(u32, u32),
    /// The chart could not be drawn.
    #[error("the chart cannot be drawn: {0}")]
    Drawing(String),
}

const SCALE: f32 = 2.0;
const MOST: u32 = 30_000;

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for file in files() {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(*file)));
    }
    fonts.set_sans_serif_family(SANS);
    Arc::new(fonts)
});

/// The chart of a toll as a picture.
///
/// # Errors
/// [`PngError::Nothing`] when no report gives a number; [`PngError::TooLarge`] for thousands of reports.
pub fn png(toll: &Redacted<Toll>, locale: &Locale) -> Result<Vec<u8>, PngError> {
    rendered(&svg(toll, locale).ok_or(PngError::Nothing)?, locale.code())
}

/// A drawing as a picture.
pub(crate) fn rendered(svg: &str, lang: &str) -> Result<Vec<u8>, PngError> {
    let options = usvg::Options {
        font_family: SANS.to_owned(),
        fontdb: Arc::clone(&FONTS),
        languages: vec![lang.to_owned()],
        ..usvg::Options::default()
    };
    let drawing = |e: &dyn std::fmt::Display| PngError::Drawing(e.to_string());
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| drawing(&e))?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or(PngError::TooLarge(0, 0))?;
    let too_large = || PngError::TooLarge(size.width(), size.height());
    if size.width().max(size.height()) > MOST {
        return Err(too_large());
    }
    let mut picture = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(too_large)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().map_err(|e| drawing(&e))
}
