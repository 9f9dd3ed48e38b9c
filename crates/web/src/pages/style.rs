//! The two style sheets: one for all pages, and the widths of bars, which a page may not say itself (no inline styles).

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

const SHEET: &str = include_str!("../style.css");

/// `f0`…`f100` begin a bar at so many hundredths, `w1`…`w100` make it so long.
static BARS: LazyLock<String> = LazyLock::new(|| {
    (0..=100).fold(String::new(), |mut css, n| {
        let _ = write!(css, ".f{n}{{inset-inline-start:{n}%}}.w{n}{{inline-size:{n}%}}");
        css
    })
});

pub(crate) async fn sheet() -> Response {
    css(SHEET)
}

pub(crate) async fn chart() -> Response {
    css(&BARS)
}

fn css(text: &str) -> Response {
    let mut response = text.to_owned().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    response
}
