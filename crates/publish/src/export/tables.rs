//! The tables of an export: one for items, claims and judgements, one for each sort of entity that there is.

use sanad_model::entity::SCHEMAS;
use sanad_model::{ClaimRecord, EntityRecord, FieldKind, Origin};

use super::CaseExport;
use crate::locale::Locale;

/// A table with what its columns mean.
pub(super) struct Table {
    /// The name of its file, without an ending.
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) struct Column {
    pub(super) name: &'static str,
    /// "text", "date", "number" and so on.
    pub(super) sort: &'static str,
    /// What it means, or the words of a closed list.
    pub(super) means: String,
}

impl Column {
    /// The number in a cell of this column, if it holds nothing else.
    pub(super) fn number(&self, cell: &str) -> Option<f64> {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.');
        let plain = matches!(self.sort, "number" | "degrees") && cell.chars().all(digits);
        // a sheet holds whole numbers of 15 digits
        (plain && cell.len() <= 15).then(|| cell.parse().ok()).flatten()
    }
}

const ITEMS: [&str; 10] =
    ["item", "sha256", "size", "media", "name", "source", "publisher", "url", "collected", "log_index"];
const CLAIMS: [&str; 40] = [
    "claim",
    "label",
    "kind",
    "status",
    "decision",
    "victim",
    "victim_class",
    "victim_name",
    "mode",
    "low",
    "high",
    "text",
    "actor",
    "place",
    "time",
    "time_first",
    "time_last",
    "method",
    "speaker",
    "class",
    "publisher",
    "date",
    "scope",
    "event",
    "url",
    "seen_as",
    "breakdown",
    "supersedes",
    "based_on",
    "part_of",
    "disputes",
    "sensitivity",
    "item",
    "derivative",
    "span_start",
    "span_end",
    "origin",
    "quote",
    "made_by",
    "log_index",
];
const JUDGEMENTS: [&str; 6] = ["id", "judged", "verdict", "why", "by", "at"];
const COMMON: [&str; 6] = ["key", "id", "supports", "against", "item", "log_index"];

/// All tables that have a row, and those of items and claims in any case.
pub(super) fn tables(export: &CaseExport, l: &Locale) -> Vec<Table> {
    let column =
        |name: &'static str| Column { name, sort: sort(name), means: l.say(&format!("column-{name}")) };
    let items = export.items.iter().map(|i| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            i.item.to_string(),
            i.sha256.to_string(),
            i.size.to_string(),
            i.media.clone(),
            text(&i.name),
            text(&i.source),
            text(&i.publisher),
            text(&i.url),
            i.collected.map(|d| d.to_string()).unwrap_or_default(),
            i.index.to_string(),
        ]
    });
    let claims = export.claims.iter().map(|(claim, standing)| claim_row(claim, standing));
    let judgements = export.judgements.iter().map(|j| {
        vec![
            j.id.clone(),
            joined(&j.judged),
            j.verdict.clone(),
            j.why.clone(),
            j.by.clone(),
            j.at.to_string(),
        ]
    });
    let mut all = vec![
        Table { name: "items", columns: ITEMS.map(column).into(), rows: items.collect() },
        Table { name: "claims", columns: CLAIMS.map(column).into(), rows: claims.collect() },
        Table { name: "judgements", columns: JUDGEMENTS.map(column).into(), rows: judgements.collect() },
    ];
    for schema in SCHEMAS {
        let of: Vec<&EntityRecord> = export.entities.iter().filter(|e| e.entity.schema == schema).collect();
        let fields = schema.fields.iter().map(|field| Column {
            name: field.name,
            sort: kind(field.kind),
            means: match field.kind {
                FieldKind::Word(words) => format!("{}: {}", field.label, words.join(", ")),
                _ => field.label.to_owned(),
            },
        });
        let columns = COMMON.map(column).into_iter().chain(fields).collect();
        all.push(Table { name: schema.table, columns, rows: of.into_iter().map(entity_row).collect() });
    }
    all.retain(|table| !table.rows.is_empty() || matches!(table.name, "items" | "claims"));
    all
}

fn sort(name: &str) -> &'static str {
    match name {
        "low" | "high" | "size" | "span_start" | "span_end" | "log_index" => "number",
        "date" | "time_first" | "time_last" | "collected" => "date",
        "at" => "time",
        "url" => "address",
        "claim" | "item" | "derivative" | "id" | "supports" | "against" | "judged" => "ids",
        _ => "text",
    }
}

fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::LongText => "text",
        FieldKind::Date => "date",
        FieldKind::Number => "number",
        FieldKind::Degrees => "degrees",
        FieldKind::Word(_) => "word",
        FieldKind::Flag => "yes or no",
        FieldKind::Ref(_) => "key",
        FieldKind::Claim | FieldKind::Item => "ids",
    }
}

fn joined<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn claim_row(record: &ClaimRecord, standing: &str) -> Vec<String> {
    let (claim, reported) = (&record.claim, &record.reported);
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let opt = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let victim = claim.victim.as_ref();
    let time = claim.time.as_ref();
    vec![
        record.id.to_string(),
        opt(&reported.lineage.label),
        claim.kind.to_string(),
        claim.status.to_string(),
        standing.to_owned(),
        text(victim.map(|v| v.text.as_str())),
        text(victim.and_then(|v| v.class.as_ref()).map(|c| c.0.as_str())),
        text(victim.and_then(|v| v.name.as_deref())),
        claim.count.mode().to_string(),
        number(claim.count.low()),
        number(claim.count.high()),
        claim.count.text().to_owned(),
        text(claim.actor.as_ref().map(|a| a.text.as_str())),
        text(claim.place.as_ref().map(|p| p.text.as_str())),
        text(time.map(|t| t.text.as_str())),
        time.and_then(|t| t.first).map(|d| d.to_string()).unwrap_or_default(),
        time.and_then(|t| t.last).map(|d| d.to_string()).unwrap_or_default(),
        opt(&claim.method),
        claim.attribution.text.clone(),
        claim.attribution.kind.to_string(),
        opt(&reported.publisher),
        reported.reported_on.map(|d| d.to_string()).unwrap_or_default(),
        opt(&reported.scope),
        opt(&reported.event),
        opt(&reported.url),
        opt(&reported.seen_as),
        opt(&reported.breakdown),
        opt(&reported.lineage.supersedes),
        opt(&reported.lineage.based_on),
        opt(&reported.lineage.part_of),
        opt(&reported.lineage.disputes),
        reported.sensitivity.map(|s| format!("{s:?}").to_lowercase()).unwrap_or_default(),
        record.item.to_string(),
        record.derivative.map(|d| d.to_string()).unwrap_or_default(),
        claim.span.start.to_string(),
        claim.span.end.to_string(),
        record.origin.as_ref().map(place).unwrap_or_default(),
        claim.quote.clone(),
        claim.rule.clone(),
        record.index.to_string(),
    ]
}

fn place(origin: &Origin) -> String {
    match origin {
        Origin::Byte { start, end } => format!("bytes {start}-{end}"),
        Origin::Page { page } => format!("page {page}"),
        Origin::Cell { row, column, sheet } => {
            let sheet = sheet.as_deref().map(|s| format!("sheet {s} ")).unwrap_or_default();
            format!("{sheet}row {row} column {column}")
        }
    }
}

fn entity_row(record: &EntityRecord) -> Vec<String> {
    let e = &record.entity;
    let common = vec![
        e.key(),
        record.id.to_string(),
        joined(&e.claims),
        joined(&e.against),
        record.item.to_string(),
        record.index.to_string(),
    ];
    let fields = e.schema.fields.iter().map(|field| e.all(field.name).join("; "));
    common.into_iter().chain(fields).collect()
}
