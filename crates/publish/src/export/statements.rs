//! FollowTheMoney statements: each value by itself, with the dataset and the item that it comes from.
//!
//! Columns and ids are those of the library's own files (version 4): a statement's id is SHA-1 over
//! `dataset.entity.prop.value`, as it is there; that of the `id` statement of an entity is over its other ids.

use std::collections::BTreeMap;

use sha1::{Digest as _, Sha1};

use super::ftm::{FTM_DATASET, FtmEntity};

const COLUMNS: [&str; 14] = [
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
];

/// All statements: by entity, property and value.
pub(super) fn statements(entities: &[FtmEntity]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for entity in entities {
        let mut ids: Vec<String> = Vec::new();
        let mut rows: BTreeMap<(&str, &str), [String; 14]> = BTreeMap::new();
        for (prop, value) in entity.properties.iter().flat_map(|(p, vs)| vs.iter().map(move |v| (*p, v))) {
            let id = key(&format!("{FTM_DATASET}.{}.{prop}.{value}", entity.id));
            ids.push(id.clone());
            rows.insert((prop, value), row(entity, prop, kind(prop), value, id));
        }
        ids.sort();
        ids.dedup();
        let id = key(&ids.concat());
        let _ = writer.write_record(row(entity, "id", "", &entity.id, id));
        for row in rows.into_values() {
            let _ = writer.write_record(row);
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn row(entity: &FtmEntity, prop: &str, kind: &str, value: &str, id: String) -> [String; 14] {
    let text = |text: &str| text.to_owned();
    [
        entity.id.clone(),
        entity.id.clone(),
        text(prop),
        text(kind),
        text(entity.schema),
        text(value),
        text(FTM_DATASET),
        entity.origin.clone(),
        String::new(),
        String::new(),
        text("f"),
        entity.seen.clone(),
        entity.seen.clone(),
        id,
    ]
}

fn key(text: &str) -> String {
    let digest = Sha1::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The type of a property, as FollowTheMoney names it.
fn kind(prop: &str) -> &'static str {
    match prop {
        "name" | "alias" => "name",
        "birthDate" | "deathDate" | "startDate" | "endDate" | "date" | "listingDate"
        | "incorporationDate" | "retrievedAt" => "date",
        "country" | "nationality" => "country",
        "gender" => "gender",
        "sourceUrl" => "url",
        "mimeType" => "mimetype",
        "fileSize" => "number",
        "idNumber" | "registrationNumber" => "identifier",
        "description" | "notes" | "summary" => "text",
        "holder" | "post" | "organization" | "involved" | "entity" | "proof" | "subject" | "object"
        | "owner" | "asset" => "entity",
        _ => "string",
    }
}
