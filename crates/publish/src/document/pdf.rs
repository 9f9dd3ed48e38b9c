//! A document as PDF: set by Typst from `document.typ`, tagged, PDF/A-3a and PDF/UA-1.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use typst::foundations::{Bytes, Dict, IntoValue as _, Value};

use super::{Block, Document, right_to_left};
use crate::pdf::{Paper, PdfError, SetPdf, set};
use crate::redact::Redacted;

const TEMPLATE: &str = include_str!("document.typ");

/// The document as PDF; the same bytes for the same document.
///
/// # Errors
/// [`PdfError::Setting`] when Typst refuses; no words from outside are known to make it.
pub fn pdf(document: &Redacted<Document>) -> Result<SetPdf, PdfError> {
    let document = document.get();
    let mut data = serde_json::to_value(document)?;
    data["dir"] = if right_to_left(&document.language) { "rtl" } else { "ltr" }.into();
    crate::pdf::make_printable(&mut data);
    name_places(&mut data);
    let pictures: Vec<Value> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Picture { png, .. } => Some(Bytes::new(png.clone()).into_value()),
            _ => None,
        })
        .collect();
    let mut inputs = Dict::new();
    inputs.insert("data".into(), Value::Str(data.to_string().into()));
    inputs.insert("pictures".into(), pictures.into_value());
    set(&Paper::new(TEMPLATE, inputs), &document.ident, &document.program, &document.date)
}

/// Gives every place the name it has in this document; a reference to no place becomes words.
fn name_places(data: &mut Json) {
    let mut places = BTreeSet::new();
    collect(data, &mut places);
    rename(data, &places);
}

/// All places; where a name stands twice, the first keeps it.
fn collect(value: &mut Json, places: &mut BTreeSet<String>) {
    match value {
        Json::Object(map) => {
            let anchor = map.get("run").is_some_and(|r| r == "anchor");
            let heading = map.get("block").is_some_and(|b| b == "heading");
            if let (true, Some(id)) = (anchor || heading, map.get("id").and_then(Json::as_str))
                && !places.insert(id.to_owned())
            {
                map.insert("id".to_owned(), Json::Null);
                if anchor {
                    map.insert("run".to_owned(), "text".into());
                    map.insert("text".to_owned(), "".into());
                }
            }
            map.values_mut().for_each(|v| collect(v, places));
        }
        Json::Array(values) => values.iter_mut().for_each(|v| collect(v, places)),
        _ => {}
    }
}

fn rename(value: &mut Json, places: &BTreeSet<String>) {
    match value {
        Json::Object(map) => {
            if map.get("run").is_some_and(|r| r == "reference")
                && !map.get("id").and_then(Json::as_str).is_some_and(|id| places.contains(id))
            {
                map.insert("run".to_owned(), "text".into());
            }
            if let Some(id) = map.get("id").and_then(Json::as_str).map(super::place_name) {
                map.insert("id".to_owned(), id.into());
            }
            map.values_mut().for_each(|v| rename(v, places));
        }
        Json::Array(values) => values.iter_mut().for_each(|v| rename(v, places)),
        _ => {}
    }
}
