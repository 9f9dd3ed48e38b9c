//! Tables of Security Force Monitor: what their columns mean here, and how several claims about one entity become one.
//!
//! Column names after the research handbook of Security Force Monitor (CC BY 4.0), in its newer form
//! (`posting:person:refs:assertion`) and its older one (`:posting:person:id`). There a row is one claim about a person
//! or unit; here names of one person are gathered, and each posting stays a posting of its own.

use std::collections::BTreeMap;

use crate::columns::fold;
use crate::entities::EntityRow;

/// Schema, heading (folded) and field.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("person", "person names assertion", "name"),
    ("person", "person name", "name"),
    ("person", "person other names", "aliases"),
    ("person", "person country", "nationality"),
    ("person", "country annotation", "nationality"),
    ("person", "person id", "id"),
    ("body", "unit names assertion", "name"),
    ("body", "unit name", "name"),
    ("body", "unit other names", "aliases"),
    ("body", "unit country", "country"),
    ("body", "country annotation", "country"),
    ("body", "unit classifications assertion", "note"),
    ("body", "unit id", "id"),
    ("posting", "posting id", "id"),
    ("posting", "posting person refs assertion", "person"),
    ("posting", "posting person id", "person"),
    ("posting", "posting unit refs assertion", "body"),
    ("posting", "posting unit id", "body"),
    ("posting", "posting titles assertion", "title"),
    ("posting", "posting title", "title"),
    ("posting", "posting roles assertion", "role"),
    ("posting", "posting role", "role"),
    ("posting", "posting ranks assertion", "rank"),
    ("posting", "posting rank", "rank"),
    ("relation", "relation unit refs assertion", "body"),
    ("relation", "relation related unit refs assertion", "related_body"),
    ("relation", "relation types assertion", "type"),
    ("relation", "relation related unit classes assertion", "class"),
];

/// What stands in tables of every sort: the last words of the heading, and the field.
const DATES: &[(&str, &str, &str)] = &[
    ("first precise range", "date range precise first", "first_precise"),
    ("last precise range", "date range precise last", "last_precise"),
    ("first imprecise range", "date range imprecise first", "first_imprecise"),
    ("last imprecise range", "date range imprecise last", "last_imprecise"),
    ("starting range", "date range starting", "starting"),
    ("ending range", "date range ending", "ending"),
];

/// The field of a schema that a heading means; `None` for any other heading.
pub(crate) fn field(heading: &str, schema: &str) -> Option<&'static str> {
    let heading = fold(heading);
    let own = COLUMNS.iter().find(|(of, words, _)| *of == schema && *words == heading);
    let date = || {
        let found = DATES.iter().find(|(new, old, _)| *new == heading || heading.ends_with(old));
        found.map(|(.., field)| *field).filter(|_| matches!(schema, "posting" | "relation"))
    };
    let common = || match heading.as_str() {
        "about entity ref claim" => Some("id"),
        "public notes meta" => Some("note"),
        _ => None,
    };
    own.map(|(.., field)| *field).or_else(date).or_else(common)
}

/// Whether a table is one of theirs.
pub(crate) fn is(header: &[&str], schema: &str) -> bool {
    header.iter().any(|heading| {
        fold(heading) == "about entity ref claim"
            || COLUMNS.iter().any(|(of, words, _)| *of == schema && *words == fold(heading))
    })
}

/// One entity for each person and unit: later rows of the same id add their names; a posting of the same id is another
/// claim, under a label of its own.
pub(crate) fn gathered(rows: Vec<EntityRow>) -> Vec<EntityRow> {
    let mut out: Vec<EntityRow> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for mut row in rows {
        let label = row.entity.label.clone();
        match known.get(&label).copied() {
            None => {
                known.insert(label, out.len());
                out.push(row);
            }
            Some(at) if matches!(row.entity.schema.name, "person" | "body") => add(&mut out[at], &row),
            Some(_) => {
                let n = times.entry(label.clone()).or_insert(1);
                *n += 1;
                row.entity.label = format!("{label}-{n}");
                out.push(row);
            }
        }
    }
    out
}

fn add(first: &mut EntityRow, later: &EntityRow) {
    let known: Vec<String> = ["name", "aliases"].iter().flat_map(|f| first.entity.all(f)).cloned().collect();
    let names = ["name", "aliases"].iter().flat_map(|f| later.entity.all(f));
    let new: Vec<String> = names.filter(|name| !known.contains(name)).cloned().collect();
    if !new.is_empty() {
        first.entity.values.entry("aliases").or_default().extend(new);
    }
    for (field, values) in &later.entity.values {
        if !matches!(*field, "name" | "aliases") {
            first.entity.values.entry(field).or_insert_with(|| values.clone());
        }
    }
}
