//! Events and acts on the map (RFC 7946): only where somebody entered coordinates; nothing is placed by guess.

use sanad_model::EntityRecord;
use serde_json::{Map, Value as Json, json};

use super::csv::about;
use super::{CaseExport, ExportFiles};
use crate::locale::Locale;
use crate::redact::Redacted;

/// `case.geojson`; how many events and acts have no coordinates stands in it.
#[must_use]
pub fn export_geojson(export: &Redacted<CaseExport>, locale: &Locale) -> ExportFiles {
    let export = export.get();
    let sorts = ["event", "act"];
    let happened = export.entities.iter().filter(|e| sorts.contains(&e.entity.schema.name));
    let features: Vec<Option<Json>> = happened.map(|e| feature(e, export)).collect();
    let without = features.iter().filter(|f| f.is_none()).count();
    let collection = json!({
        "type": "FeatureCollection",
        "features": features.into_iter().flatten().collect::<Vec<_>>(),
        "about": about(export, locale),
        "program": export.program,
        "generated": export.generated.to_string(),
        "log": { "origin": export.log.origin, "size": export.log.size },
        "without_place": without,
    });
    let mut bytes = serde_json::to_vec_pretty(&collection).unwrap_or_default();
    bytes.push(b'\n');
    vec![("case.geojson".to_owned(), bytes)]
}

/// A point; an act without coordinates stands where its event does, and says so.
fn feature(record: &EntityRecord, export: &CaseExport) -> Option<Json> {
    let e = &record.entity;
    let own = point(record);
    let event = e.value("event").and_then(|key| export.entities.iter().find(|o| o.entity.key() == key));
    let at = own.or_else(|| event.and_then(point))?;
    let mut properties = Map::new();
    properties.insert("sort".to_owned(), e.schema.name.into());
    properties.insert("key".to_owned(), e.key().into());
    properties
        .insert("placed_by".to_owned(), if own.is_some() { "own coordinates" } else { "its event" }.into());
    for field in e.schema.fields.iter().filter(|f| !matches!(f.name, "latitude" | "longitude")) {
        match e.all(field.name) {
            [] => {}
            [one] => drop(properties.insert(field.name.to_owned(), one.as_str().into())),
            several => drop(properties.insert(field.name.to_owned(), several.to_vec().into())),
        }
    }
    let ids = |ids: &[sanad_model::ClaimId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    properties.insert("claims".to_owned(), ids(&e.claims).into());
    properties.insert("claims_against".to_owned(), ids(&e.against).into());
    Some(json!({
        "type": "Feature",
        "id": record.id.to_string(),
        "geometry": { "type": "Point", "coordinates": [at.0, at.1] },
        "properties": properties,
    }))
}

/// Longitude and latitude, as RFC 7946 orders them.
fn point(record: &EntityRecord) -> Option<(f64, f64)> {
    let degrees = |field: &str, most: f64| {
        let degrees: f64 = record.entity.value(field)?.parse().ok()?;
        (-most..=most).contains(&degrees).then_some(degrees)
    };
    Some((degrees("longitude", 180.0)?, degrees("latitude", 90.0)?))
}
