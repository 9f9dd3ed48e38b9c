//! Tables to entities: each row a person, a posting, an act or whatever the schema says, each field with its cell.
//!
//! As with tables of claims, an import is all or nothing: every problem is returned, and one error refuses the table.
//! References and claims stay as typed; the caller looks them up, because only it knows what the case holds.

use std::collections::BTreeMap;

use sanad_model::{Entity, Origin, Problem, Schema, Span};
use sanad_text::parse_table;

use crate::columns::fold;
use crate::sfm;

/// What became of a table of entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityTable {
    /// What each column was read as: to be shown. The field is `None` for a column that is kept and not used.
    pub columns: Vec<(String, Option<&'static str>, bool)>,
    /// One for each row. Not to be used when there are errors.
    pub rows: Vec<EntityRow>,
    /// What refuses the table.
    pub errors: Vec<Problem>,
    /// What is good to know.
    pub notes: Vec<Problem>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRow {
    /// The row, counted from 1 with the header as row 1.
    pub row: u32,
    /// What it says; references and claims as typed.
    pub entity: Entity,
    /// The claims that speak for it, as typed.
    pub claims: Vec<String>,
    /// The claims that speak against it, as typed.
    pub against: Vec<String>,
    /// The bytes of the cell behind each field.
    pub cells: sanad_model::Cells,
    /// The place in the item's own terms.
    pub origin: Origin,
    /// The bytes of the row.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
}

/// Columns that every schema has.
const ID: &str = "id";
const CLAIMS: &str = "claims";
const AGAINST: &str = "against";
const SENSITIVITY: &str = "sensitivity";
const WITHDRAWN: &str = "withdrawn";

/// Reads a table of CSV text into entities of one schema. `map` holds `column=field` where the guess is wrong.
#[must_use]
pub fn read_entities(text: &str, schema: &'static Schema, map: &[String]) -> EntityTable {
    let (table, problems) = parse_table(text);
    let header: Vec<&str> = table.header.cells.iter().map(|c| c.value.trim()).collect();
    let (columns, mut errors) = columns(&header, schema, map);
    errors.extend(problems);
    let mut read = EntityTable { columns, rows: Vec::new(), errors, notes: Vec::new() };
    let numbered = read.columns.iter().any(|(_, field, _)| *field == Some(ID));
    if !numbered {
        let what = "no column id: rows are known by their number, so a row put between others renames them";
        read.notes.push(Problem::at("row 1", what));
    }
    let mut seen = BTreeMap::new();
    let theirs = sfm::is(&header, schema.name);
    for row in table.rows.iter().filter(|row| row.cells.len() == header.len()) {
        let mut cells: BTreeMap<&'static str, (Span, &str)> = BTreeMap::new();
        for ((_, field, _), cell) in read.columns.iter().zip(&row.cells) {
            if let Some(field) = field
                && !cell.value.trim().is_empty()
            {
                cells.insert(*field, (cell.span, cell.value.trim()));
            }
        }
        let label = match cells.get(ID) {
            Some((_, id)) => (*id).to_owned(),
            None if numbered => String::new(),
            None => format!("{}-{}", schema.name, row.number - 1),
        };
        // there a post may have a role and no title
        if theirs && let Some(role) = cells.get("role").copied() {
            cells.entry("title").or_insert(role);
        }
        if let Some(first) = seen.insert(label.clone(), row.number).filter(|_| !theirs) {
            let what = format!("the id {label:?} stands in row {first} as well");
            read.errors.push(Problem::at(format!("row {}, column id", row.number), what));
        }
        match entity(schema, &label, &cells) {
            Ok(entity) => read.rows.push(EntityRow {
                row: row.number,
                entity,
                claims: list(cells.get(CLAIMS)),
                against: list(cells.get(AGAINST)),
                cells: cells.iter().map(|(field, (span, _))| ((*field).to_owned(), *span)).collect(),
                origin: Origin::Cell { row: row.number, column: 1, sheet: None },
                span: row.span,
                quote: text.get(row.span.start..row.span.end).unwrap_or_default().to_owned(),
            }),
            Err(problems) => read.errors.extend(
                problems
                    .into_iter()
                    .map(|p| Problem::at(format!("row {}, column {}", row.number, p.field), p.what)),
            ),
        }
    }
    if theirs {
        read.rows = sfm::gathered(std::mem::take(&mut read.rows));
    }
    if table.rows.is_empty() {
        read.errors.push(Problem::whole("the table has no rows under its header"));
    }
    read
}

type Cells<'t> = BTreeMap<&'static str, (Span, &'t str)>;

fn entity(
    schema: &'static Schema,
    label: &str,
    cells: &Cells<'_>,
) -> Result<Entity, Vec<sanad_model::entity::EntityProblem>> {
    let typed = cells.iter().map(|(field, (_, value))| (*field, (*value).to_owned())).collect();
    let mut entity = schema.read(label, &typed)?;
    let value = |field| cells.get(field).map_or("", |(_, value)| *value);
    entity.mark(value(SENSITIVITY)).map_err(|p| vec![p])?;
    entity.withdrawn = matches!(value(WITHDRAWN).to_lowercase().as_str(), "yes" | "true" | "1");
    Ok(entity)
}

fn list(cell: Option<&(Span, &str)>) -> Vec<String> {
    let parts = cell.map_or("", |(_, value)| *value).split(';').map(str::trim);
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

type Columns = Vec<(String, Option<&'static str>, bool)>;

/// What each column is: as told, else as its heading says. No field is taken twice.
fn columns(header: &[&str], schema: &'static Schema, map: &[String]) -> (Columns, Vec<Problem>) {
    let mut errors = Vec::new();
    let mut told: BTreeMap<&str, Option<&'static str>> = BTreeMap::new();
    for pair in map {
        match pair.split_once('=').map(|(column, field)| (column, field, named(field, schema))) {
            Some((column, "", _)) => drop(told.insert(column, None)),
            Some((column, _, Some(field))) => drop(told.insert(column, Some(field))),
            Some((_, field, None)) => {
                let known: Vec<&str> = schema.fields.iter().map(|f| f.name).collect();
                let what =
                    format!("{field:?} is no field of {}; known are {}", schema.table, known.join(", "));
                errors.push(Problem::at("--map", what));
            }
            None => errors.push(Problem::at("--map", format!("{pair:?} is not of the form column=field"))),
        }
    }
    for column in told.keys().filter(|c| !header.contains(c)) {
        let what = format!("no column {column:?}: found {}", header.join(", "));
        errors.push(Problem::at("--map", what));
    }
    let mut taken: Vec<&str> = told.values().flatten().copied().collect();
    let columns: Columns = header
        .iter()
        .map(|column| match told.get(column) {
            Some(field) => ((*column).to_owned(), *field, true),
            None => {
                let field = guess(column, schema).filter(|field| !taken.contains(field));
                taken.extend(field);
                ((*column).to_owned(), field, false)
            }
        })
        .collect();
    let theirs = sfm::is(header, schema.name);
    let named = |field: &str| taken.contains(&field) || theirs && field == "title" && taken.contains(&"role");
    for field in schema.fields.iter().filter(|f| f.required && !named(f.name)) {
        let what = format!("no column {}: found {}", field.name, header.join(", "));
        let advice = format!("name one with --map column={}", field.name);
        errors.push(Problem::at("row 1", what).advise(advice));
    }
    (columns, errors)
}

fn named(field: &str, schema: &'static Schema) -> Option<&'static str> {
    let common = [ID, CLAIMS, AGAINST, SENSITIVITY, WITHDRAWN];
    schema.field(field).map(|f| f.name).or_else(|| common.into_iter().find(|c| *c == field))
}

fn guess(column: &str, schema: &'static Schema) -> Option<&'static str> {
    if let Some(field) = sfm::field(column, schema.name) {
        return Some(field);
    }
    let heading = fold(column);
    let exact = schema.fields.iter().find(|f| fold(f.name) == heading || fold(f.label) == heading);
    let also = || schema.fields.iter().find(|f| f.also.contains(&heading.as_str()));
    let common = || match heading.as_str() {
        "id" | "no" | "nr" | "key" | "ref" => Some(ID),
        "claims" | "sources" | "supported by" | "evidence" => Some(CLAIMS),
        "against" | "claims against" | "contrary" => Some(AGAINST),
        "sensitivity" => Some(SENSITIVITY),
        "withdrawn" => Some(WITHDRAWN),
        _ => None,
    };
    exact.map(|f| f.name).or_else(common).or_else(|| also().map(|f| f.name))
}
