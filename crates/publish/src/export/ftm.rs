//! An export as FollowTheMoney: entities as JSON lines, and statements that say where each value comes from.
//!
//! The mapping is of this record into a vocabulary made for other ends: a posting becomes an Occupancy of a Position, an
//! act an Event in which people are involved, a claim a Note with its document as proof. What the vocabulary has no
//! word for stands in notes. Values that it would refuse (countries that are no code) are put into notes, too.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimRecord, EntityRecord};
use serde_json::json;

use super::statements::statements;
use super::{CaseExport, ExportFiles};
use crate::redact::Redacted;
use crate::view::ItemView;

/// The name of the dataset in the statements.
pub const FTM_DATASET: &str = "sanad";

/// An entity of FollowTheMoney, with where its values come from.
pub(super) struct FtmEntity {
    pub(super) id: String,
    pub(super) schema: &'static str,
    pub(super) properties: BTreeMap<&'static str, Vec<String>>,
    /// The item or claim that it was taken from.
    pub(super) origin: String,
    /// When it was recorded.
    pub(super) seen: String,
}

/// `entities.ftm.json` and `statements.csv`.
#[must_use]
pub fn export_ftm(export: &Redacted<CaseExport>) -> ExportFiles {
    let entities = entities(export.get());
    let mut lines = Vec::new();
    for entity in &entities {
        let line = json!({ "id": entity.id, "schema": entity.schema, "properties": entity.properties });
        lines.extend(serde_json::to_vec(&line).unwrap_or_default());
        lines.push(b'\n');
    }
    vec![("entities.ftm.json".to_owned(), lines), ("statements.csv".to_owned(), statements(&entities))]
}

fn entities(export: &CaseExport) -> Vec<FtmEntity> {
    let mut out: Vec<FtmEntity> = export.items.iter().map(document).collect();
    let keys: BTreeMap<String, &EntityRecord> = export.entities.iter().map(|e| (e.entity.key(), e)).collect();
    let mapper = Mapper { keys, export };
    for record in &export.entities {
        out.extend(mapper.map(record));
    }
    out.extend(export.claims.iter().map(|(claim, standing)| note(claim, standing)));
    let known: BTreeSet<String> = out.iter().map(|e| e.id.clone()).collect();
    for entity in &mut out {
        for (name, values) in &mut entity.properties {
            values.iter_mut().for_each(|value| *value = clean(name, value));
            values.retain(|value| !value.is_empty());
            if REFERENCES.contains(name) {
                values.retain(|value| known.contains(value));
            }
            let mut seen = BTreeSet::new();
            values.retain(|value| seen.insert(value.clone()));
        }
        entity.properties.retain(|_, values| !values.is_empty());
    }
    // an edge with an end missing says nothing
    let whole = |e: &FtmEntity| required(e.schema).iter().all(|name| e.properties.contains_key(name));
    out.retain(whole);
    out
}

/// A value as the library keeps it: without invisible characters, on one line where it is no text, and not too long.
fn clean(property: &str, value: &str) -> String {
    let long = matches!(property, "description" | "notes" | "summary");
    let invisible = |c: char| {
        (c.is_control() && !(long && c == '\n'))
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let spaced = value.replace(['\t', '\r'], " ");
    let spaced = if long { spaced } else { spaced.replace('\n', " ") };
    let visible: String = spaced.chars().filter(|c| !invisible(*c)).collect();
    let tidy = if long {
        visible.trim().to_owned()
    } else {
        visible.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    tidy.chars().take(if long { TEXT } else { STRING }).collect()
}

/// The library cuts off what is longer.
const TEXT: usize = 65_000;
const STRING: usize = 380;

/// Properties whose values are ids.
const REFERENCES: [&str; 11] = [
    "holder",
    "post",
    "organization",
    "involved",
    "entity",
    "parent",
    "proof",
    "subject",
    "object",
    "owner",
    "asset",
];

fn required(schema: &str) -> &'static [&'static str] {
    match schema {
        "Occupancy" => &["holder", "post"],
        "UnknownLink" => &["subject", "object"],
        "Ownership" => &["owner", "asset"],
        "Sanction" => &["entity"],
        "Document" | "Note" => &[],
        _ => &["name"],
    }
}

struct Mapper<'e> {
    keys: BTreeMap<String, &'e EntityRecord>,
    export: &'e CaseExport,
}

impl Mapper<'_> {
    fn map(&self, record: &EntityRecord) -> Vec<FtmEntity> {
        let e = &record.entity;
        match e.schema.name {
            "person" => vec![self.person(record)],
            "body" => vec![self.body(record)],
            "posting" => self.posting(record),
            "relation" => vec![self.relation(record)],
            "event" | "act" => vec![self.event(record)],
            "listing" => vec![self.listing(record)],
            "asset" => self.asset(record),
            "involvement" => vec![self.involvement(record)],
            _ => Vec::new(),
        }
    }

    fn id(&self, key: &str) -> Option<String> {
        self.keys.get(key).map(|e| e.id.to_string())
    }

    fn refs(&self, record: &EntityRecord, field: &str) -> Vec<String> {
        record.entity.all(field).iter().filter_map(|key| self.id(key)).collect()
    }

    fn made(&self, record: &EntityRecord, schema: &'static str) -> FtmEntity {
        let mut entity = FtmEntity {
            id: record.id.to_string(),
            schema,
            properties: BTreeMap::new(),
            origin: record.item.to_string(),
            seen: record.made.0.to_string(),
        };
        let shown = self.export.items.iter().any(|item| item.item == record.item);
        if shown && has_proof(schema) {
            entity.properties.insert("proof", vec![record.item.to_string()]);
        }
        entity
    }

    fn person(&self, record: &EntityRecord) -> FtmEntity {
        let e = &record.entity;
        let individual = e.value("unit").is_none_or(|unit| unit == "individual");
        let mut to = self.made(record, if individual { "Person" } else { "LegalEntity" });
        copy(
            &mut to,
            record,
            &[("name", "name"), ("aliases", "alias"), ("original_name", "alias"), ("note", "notes")],
        );
        countries(&mut to, record, "nationality", if individual { "nationality" } else { "country" });
        if individual {
            copy(
                &mut to,
                record,
                &[
                    ("birth_date", "birthDate"),
                    ("birth_place", "birthPlace"),
                    ("death_date", "deathDate"),
                    ("occupation", "profession"),
                    ("id_documents", "idNumber"),
                ],
            );
            if let Some(sex @ ("male" | "female" | "other")) = e.value("sex") {
                to.properties.insert("gender", vec![sex.to_owned()]);
            }
        }
        to
    }

    fn body(&self, record: &EntityRecord) -> FtmEntity {
        let public = ["ministry", "agency", "directorate", "unit", "prison", "police", "court", "prosecutor"];
        let schema = match record.entity.value("kind") {
            Some(kind) if public.contains(&kind) => "PublicBody",
            Some("company") => "Company",
            _ => "Organization",
        };
        let mut to = self.made(record, schema);
        copy(
            &mut to,
            record,
            &[
                ("name", "name"),
                ("aliases", "alias"),
                ("original_name", "alias"),
                ("registration_number", "registrationNumber"),
                ("registration_date", "incorporationDate"),
                ("note", "notes"),
            ],
        );
        countries(&mut to, record, "country", "country");
        to
    }

    /// A post in a body, and that somebody held it.
    fn posting(&self, record: &EntityRecord) -> Vec<FtmEntity> {
        let e = &record.entity;
        let mut post = self.made(record, "Position");
        post.id = format!("{}-post", record.id);
        let body = e.value("body").and_then(|key| self.keys.get(key));
        let title = e.value("title").or(e.value("role")).unwrap_or("post");
        let name = body.map_or_else(|| title.to_owned(), |b| format!("{title}, {}", b.entity.title()));
        post.properties.insert("name", vec![name]);
        post.properties.insert("organization", self.refs(record, "body"));
        let mut held = self.made(record, "Occupancy");
        held.properties.insert("holder", self.refs(record, "person"));
        held.properties.insert("post", vec![post.id.clone()]);
        for (sure, perhaps, name) in
            [("first_precise", "first_imprecise", "startDate"), ("last_precise", "last_imprecise", "endDate")]
        {
            let day = e.value(sure).or(e.value(perhaps));
            held.properties.insert(name, day.map(str::to_owned).into_iter().collect());
        }
        let perhaps = ["first_imprecise", "last_imprecise"].iter().filter_map(|f| e.value(f));
        let perhaps: Vec<&str> = perhaps.collect();
        if !perhaps.is_empty() {
            held.properties
                .insert("summary", vec![format!("dates that are perhaps: {}", perhaps.join(", "))]);
        }
        vec![post, held]
    }

    fn relation(&self, record: &EntityRecord) -> FtmEntity {
        let mut to = self.made(record, "UnknownLink");
        to.properties.insert("subject", self.refs(record, "body"));
        to.properties.insert("object", self.refs(record, "related_body"));
        let e = &record.entity;
        let role = e.value("type").or(e.value("class")).unwrap_or("relation").replace('_', " ");
        to.properties.insert("role", vec![role]);
        to
    }

    fn event(&self, record: &EntityRecord) -> FtmEntity {
        let e = &record.entity;
        let mut to = self.made(record, "Event");
        let victims: Vec<&str> =
            e.all("victim").iter().filter_map(|key| self.keys.get(key).map(|v| v.entity.title())).collect();
        let name = match e.schema.name {
            "act" => {
                let act = e.value("type").unwrap_or("act").replace('_', " ");
                if victims.is_empty() { act } else { format!("{act}: {}", victims.join(", ")) }
            }
            _ => e.title().to_owned(),
        };
        to.properties.insert("name", vec![name]);
        copy(
            &mut to,
            record,
            &[
                ("first_date", "startDate"),
                ("last_date", "endDate"),
                ("date", "date"),
                ("place", "location"),
                ("description", "description"),
                ("note", "notes"),
            ],
        );
        to.properties.insert("involved", self.refs(record, "victim"));
        to
    }

    /// How somebody is said to be involved: a link to the body or person, for there is no word for it.
    fn involvement(&self, record: &EntityRecord) -> FtmEntity {
        let e = &record.entity;
        let mut to = self.made(record, "UnknownLink");
        to.properties.insert("subject", self.refs(record, "who"));
        to.properties.insert("object", self.refs(record, "act"));
        let degree = e.value("degree").unwrap_or_default().replace('_', " ");
        to.properties.insert("role", vec![format!("said to be involved: {degree}")]);
        copy(&mut to, record, &[("description", "description")]);
        to
    }

    fn listing(&self, record: &EntityRecord) -> FtmEntity {
        let mut to = self.made(record, "Sanction");
        to.properties.insert("entity", self.refs(record, "who"));
        copy(
            &mut to,
            record,
            &[
                ("by", "authority"),
                ("programme", "program"),
                ("date", "listingDate"),
                ("reference", "authorityId"),
                ("note", "description"),
            ],
        );
        to
    }

    fn asset(&self, record: &EntityRecord) -> Vec<FtmEntity> {
        let mut asset = self.made(record, "Asset");
        copy(&mut asset, record, &[("description", "name"), ("jurisdiction", "notes"), ("note", "notes")]);
        let mut owned = self.made(record, "Ownership");
        owned.id = format!("{}-owned", record.id);
        owned.properties.insert("owner", self.refs(record, "who"));
        owned.properties.insert("asset", vec![asset.id.clone()]);
        vec![asset, owned]
    }
}

/// Intervals and links have a proof; things do not.
fn has_proof(schema: &str) -> bool {
    matches!(schema, "Occupancy" | "UnknownLink" | "Ownership" | "Sanction" | "Event")
}

fn copy(to: &mut FtmEntity, from: &EntityRecord, fields: &[(&str, &'static str)]) {
    for (field, property) in fields {
        let values = from.entity.all(field).iter().cloned();
        to.properties.entry(property).or_default().extend(values);
    }
}

/// Countries are codes there; what is none goes into the notes.
fn countries(to: &mut FtmEntity, from: &EntityRecord, field: &str, property: &'static str) {
    for value in from.entity.all(field) {
        let code = value.trim().to_ascii_lowercase();
        if code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase()) {
            to.properties.entry(property).or_default().push(code);
        } else {
            to.properties.entry("notes").or_default().push(format!("{field}: {value}"));
        }
    }
}

fn document(item: &ItemView) -> FtmEntity {
    let mut properties: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let name = item.name.clone().unwrap_or_else(|| item.item.to_string());
    properties.insert("fileName", vec![name.clone()]);
    properties.insert("title", vec![name]);
    properties.insert("mimeType", vec![item.media.clone()]);
    properties.insert("fileSize", vec![item.size.to_string()]);
    properties.insert("notes", vec![format!("SHA-256 {}, log entry {}", item.sha256, item.index)]);
    properties.insert("publisher", item.publisher.clone().into_iter().collect());
    properties.insert("sourceUrl", item.url.clone().into_iter().collect());
    properties.insert("retrievedAt", item.collected.map(|d| d.to_string()).into_iter().collect());
    FtmEntity {
        id: item.item.to_string(),
        schema: "Document",
        properties,
        origin: item.item.to_string(),
        seen: String::new(),
    }
}

/// A claim with its words: there is no word for a claim.
fn note(record: &ClaimRecord, standing: &str) -> FtmEntity {
    let (claim, reported) = (&record.claim, &record.reported);
    let speaker = match claim.attribution.text.as_str() {
        "" => claim.attribution.kind.to_string(),
        text => text.to_owned(),
    };
    let count = claim.count.text();
    let mut properties: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    properties.insert("name", vec![format!("claim: {} {count}, according to {speaker}", claim.kind)]);
    properties.insert("description", vec![claim.quote.clone()]);
    let date = reported.reported_on.map_or_else(|| "undated".to_owned(), |d| format!("reported on {d}"));
    properties.insert("summary", vec![format!("{date}; said as {}; {standing}", claim.status)]);
    properties.insert("publisher", reported.publisher.clone().into_iter().collect());
    properties.insert("sourceUrl", reported.url.clone().into_iter().collect());
    properties.insert("proof", vec![record.item.to_string()]);
    FtmEntity {
        id: record.id.to_string(),
        schema: "Note",
        properties,
        origin: record.item.to_string(),
        seen: String::new(),
    }
}
