//! One file for each page.

pub(crate) mod dossier;
pub(crate) mod entity;
pub(crate) mod entry;
pub(crate) mod estimate;
pub(crate) mod event;
pub(crate) mod history;
pub(crate) mod overview;
pub(crate) mod pairs;
pub(crate) mod people;
pub(crate) mod posts;
pub(crate) mod proof;
pub(crate) mod review;
pub(crate) mod source;
pub(crate) mod sources;
pub(crate) mod start;
pub(crate) mod style;
pub(crate) mod toll;
pub(crate) mod upload;
pub(crate) mod why;
pub(crate) mod work;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// An answer for whoever is not a reader of pages.
pub(crate) fn plain(status: StatusCode) -> Response {
    let mut response = (status, format!("{status}\n")).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
