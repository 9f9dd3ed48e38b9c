//! `sanad entities`: what was entered beside claims, and which sorts and fields there are.

use std::process::ExitCode;

use sanad_case::Result;
use sanad_model::entity::SCHEMAS;
use sanad_model::{EntityRecord, Field, FieldKind};
use serde_json::{Value, json};

use crate::args::Entities;
use crate::context::{Context, split_case, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Entities) -> Result<ExitCode> {
    if args.sorts {
        return sorts(context);
    }
    let (path, rest) = split_case(args.rest)?;
    let sort = rest.first().map(|s| typed(s)).transpose()?;
    let found = context.read(&path)?.entities(sort.as_deref())?;
    if context.json {
        out::json(&json!({ "entities": found.iter().map(view).collect::<Vec<_>>() }))?;
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["id", "known as", "says", "claims", "against"],
        found.iter().map(|record| {
            let e = &record.entity;
            [
                record.id.to_string(),
                e.key(),
                e.title().to_owned(),
                e.claims.len().to_string(),
                e.against.len().to_string(),
            ]
        }),
    );
    Ok(ExitCode::SUCCESS)
}

/// An entity as JSON: stable keys, values as they stand.
pub(super) fn view(record: &EntityRecord) -> Value {
    let e = &record.entity;
    json!({
        "id": record.id, "sort": e.schema.name, "label": e.label, "index": record.index, "item": record.item,
        "quote": record.quote, "values": e.values, "claims": e.claims, "against": e.against,
        "sensitivity": e.sensitivity, "withdrawn": e.withdrawn,
    })
}

fn sorts(context: &Context) -> Result<ExitCode> {
    if context.json {
        let sorts = SCHEMAS.iter().map(|s| {
            let fields = s.fields.iter().map(|f| {
                json!({"name": f.name, "label": f.label, "takes": takes(f), "many": f.many, "required": f.required})
            });
            json!({"sort": s.name, "table": s.table, "about": s.about, "fields": fields.collect::<Vec<_>>()})
        });
        out::json(&json!({ "sorts": sorts.collect::<Vec<_>>() }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for schema in SCHEMAS {
        out::line(&format!("{} (table {}): {}", schema.name, schema.table, schema.about));
        for field in schema.fields {
            let must = if field.required { ", required" } else { "" };
            let many = if field.many { ", several with ; between" } else { "" };
            out::line(&format!("    {}: {} [{}{many}{must}]", field.name, field.label, takes(field)));
        }
    }
    out::line("every sort: claims, against (claims by id or label, ; between), sensitivity");
    Ok(ExitCode::SUCCESS)
}

fn takes(field: &Field) -> String {
    match field.kind {
        FieldKind::Text | FieldKind::LongText => "words".to_owned(),
        FieldKind::Date => "2018, 2018-11 or 2018-11-07".to_owned(),
        FieldKind::Number => "a whole number".to_owned(),
        FieldKind::Degrees => "decimal degrees".to_owned(),
        FieldKind::Word(words) => words.join(" | "),
        FieldKind::Flag => "yes | no".to_owned(),
        FieldKind::Ref(to) => format!("id or name of a {}", to.join(" or ")),
        FieldKind::Claim => "a claim".to_owned(),
        FieldKind::Item => "an item".to_owned(),
    }
}
