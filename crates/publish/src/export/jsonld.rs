//! An export as JSON-LD 1.1: schema.org and PROV where they have a word, own words under one address where not.

use sanad_model::{ClaimRecord, EntityRecord, FieldKind};
use serde_json::{Map, Value as Json, json};

use super::csv::about;
use super::{CaseExport, ExportFiles};
use crate::locale::Locale;
use crate::redact::Redacted;
use crate::view::ItemView;

/// Where own words are defined; not a page that is fetched.
const OWN: &str = "https://sanad.invalid/terms/1#";

/// `case.jsonld`: one graph of items, claims, judgements and entities.
#[must_use]
pub fn export_jsonld(export: &Redacted<CaseExport>, locale: &Locale) -> ExportFiles {
    let export = export.get();
    let mut graph: Vec<Json> = export.items.iter().map(item).collect();
    graph.extend(export.claims.iter().map(|(record, standing)| claim(record, standing)));
    graph.extend(export.judgements.iter().map(|j| {
        json!({
            "@id": iri(&j.id),
            "@type": "Judgement",
            "of": j.judged.iter().map(|id| json!({ "@id": iri(&id.to_string()) })).collect::<Vec<_>>(),
            "verdict": j.verdict,
            "why": j.why,
            "prov:wasAttributedTo": j.by,
            "prov:generatedAtTime": j.at.to_string(),
        })
    }));
    graph.extend(export.entities.iter().map(|e| entity(e, export)));
    let whole = json!({
        "@context": context(),
        "@id": format!("urn:sanad:log:{}", export.log.origin),
        "@type": "schema:Dataset",
        "description": about(export, locale),
        "prov:generatedAtTime": export.generated.to_string(),
        "program": export.program,
        "log_size": export.log.size,
        "@graph": graph,
    });
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    vec![("case.jsonld".to_owned(), bytes)]
}

fn context() -> Json {
    json!({
        "@version": 1.1,
        "@vocab": OWN,
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "name": "schema:name",
        "description": "schema:description",
        "url": { "@id": "schema:url", "@type": "@id" },
        "publisher": "schema:publisher",
        "quote": "schema:text",
        "item": { "@id": "prov:wasDerivedFrom", "@type": "@id" },
        "supports": { "@type": "@id", "@container": "@set" },
        "against": { "@type": "@id", "@container": "@set" },
        "sha256": "schema:sha256",
    })
}

fn iri(id: &str) -> String {
    format!("urn:sanad:{id}")
}

fn item(item: &ItemView) -> Json {
    let mut node = json!({
        "@id": iri(&item.item.to_string()),
        "@type": ["schema:DigitalDocument", "prov:Entity"],
        "sha256": item.sha256.to_string(),
        "schema:contentSize": item.size,
        "schema:encodingFormat": item.media,
        "log_index": item.index,
    });
    let more = [
        ("name", item.name.clone()),
        ("publisher", item.publisher.clone()),
        ("source", item.source.clone()),
        ("url", item.url.clone()),
        ("collected", item.collected.map(|d| d.to_string())),
    ];
    add(&mut node, more);
    node
}

fn claim(record: &ClaimRecord, standing: &str) -> Json {
    let claim = serde_json::to_value(&record.claim).unwrap_or_default();
    let reported = serde_json::to_value(&record.reported).unwrap_or_default();
    let mut node = Map::new();
    node.insert("@id".to_owned(), iri(&record.id.to_string()).into());
    node.insert("@type".to_owned(), json!(["schema:Claim", "prov:Entity"]));
    node.insert("item".to_owned(), iri(&record.item.to_string()).into());
    node.insert("decision".to_owned(), standing.into());
    node.insert("log_index".to_owned(), record.index.into());
    for part in [claim, reported] {
        if let Json::Object(fields) = part {
            node.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
        }
    }
    Json::Object(node)
}

fn entity(record: &EntityRecord, export: &CaseExport) -> Json {
    let e = &record.entity;
    let sort = match e.schema.name {
        "person" if e.value("unit").is_none_or(|unit| unit == "individual") => "schema:Person",
        "body" => "schema:Organization",
        "event" => "schema:Event",
        other => other,
    };
    let mut node = json!({
        "@id": iri(&record.id.to_string()),
        "@type": sort,
        "key": e.key(),
        "log_index": record.index,
        "item": iri(&record.item.to_string()),
        "supports": e.claims.iter().map(|id| iri(&id.to_string())).collect::<Vec<_>>(),
        "against": e.against.iter().map(|id| iri(&id.to_string())).collect::<Vec<_>>(),
    });
    for field in e.schema.fields {
        let values: Vec<Json> = e.all(field.name).iter().map(|v| value(field.kind, v, export)).collect();
        if let Some(node) = node.as_object_mut() {
            match values.len() {
                0 => {}
                1 => drop(node.insert(field.name.to_owned(), values[0].clone())),
                _ => drop(node.insert(field.name.to_owned(), values.into())),
            }
        }
    }
    node
}

fn value(kind: FieldKind, value: &str, export: &CaseExport) -> Json {
    match kind {
        FieldKind::Ref(_) => {
            let found = export.entities.iter().find(|e| e.entity.key() == value);
            found.map_or_else(|| value.into(), |e| json!({ "@id": iri(&e.id.to_string()) }))
        }
        FieldKind::Claim | FieldKind::Item => json!({ "@id": iri(value) }),
        FieldKind::Number => value.parse::<u64>().map_or_else(|_| value.into(), Json::from),
        _ => value.into(),
    }
}

fn add(node: &mut Json, more: impl IntoIterator<Item = (&'static str, Option<String>)>) {
    let Some(node) = node.as_object_mut() else { return };
    node.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))));
}
