//! Entities of FollowTheMoney (JSON lines) to entities here: people, organisations, and who held which post in which.
//!
//! Each entity becomes one with the line it stands on as its passage. What there is no sort for here (payments, vessels,
//! contracts) is counted and said, never guessed. Schema names after the FollowTheMoney ontology (MIT).

use std::collections::BTreeMap;

use sanad_model::{Cells, Origin, Problem, Schema, Span};
use serde::Deserialize;

use crate::entities::{EntityRow, EntityTable};

/// One line.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<String>>,
}

/// Whether a text is FollowTheMoney: its first line is an entity with a schema and properties.
#[must_use]
pub fn is_ftm(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    first.trim_start().starts_with('{')
        && serde_json::from_str::<Line>(first).is_ok_and(|l| !l.schema.is_empty())
}

/// Schemas of people, of organisations, and of links between the two with the properties that name both ends.
const PEOPLE: [&str; 1] = ["Person"];
const BODIES: [&str; 4] = ["Organization", "PublicBody", "Company", "LegalEntity"];
const LINKS: [(&str, &str, &str); 4] = [
    ("Membership", "member", "organization"),
    ("Employment", "employee", "employer"),
    ("Directorship", "director", "organization"),
    ("Occupancy", "holder", "post"),
];

/// Reads JSON lines. Rows stand in the order people, bodies, posts, so that each finds what it refers to.
#[must_use]
pub fn read_ftm(text: &str) -> EntityTable {
    let mut read =
        EntityTable { columns: Vec::new(), rows: Vec::new(), errors: Vec::new(), notes: Vec::new() };
    let mut lines: Vec<(u32, Span, &str, Line)> = Vec::new();
    let mut at = 0;
    for (number, whole) in (1..).zip(text.split_inclusive('\n')) {
        let line = whole.trim_end_matches(['\r', '\n']);
        let span = Span { start: at, end: at + line.len() };
        at += whole.len();
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Line>(line) {
            Ok(entity) => lines.push((number, span, line, entity)),
            Err(e) => read.errors.push(Problem::at(format!("line {number}"), format!("is no entity: {e}"))),
        }
    }
    let positions: BTreeMap<&str, &Line> =
        lines.iter().filter(|(.., l)| l.schema == "Position").map(|(.., l)| (l.id.as_str(), l)).collect();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for wanted in ["person", "body", "posting"] {
        for (number, span, quote, line) in &lines {
            if sort(&line.schema) != Some(wanted) {
                continue;
            }
            match row(line, wanted, &positions) {
                Ok((schema, typed)) => match schema.read(&label(&line.id), &typed) {
                    Ok(entity) => read.rows.push(EntityRow {
                        row: *number,
                        entity,
                        claims: Vec::new(),
                        against: Vec::new(),
                        cells: Cells::default(),
                        origin: Origin::Byte { start: span.start, end: span.end },
                        span: *span,
                        quote: (*quote).to_owned(),
                    }),
                    Err(problems) => read.errors.extend(
                        problems
                            .into_iter()
                            .map(|p| Problem::at(format!("line {number}, {}", p.field), p.what)),
                    ),
                },
                Err(what) => read.notes.push(Problem::at(format!("line {number}"), what)),
            }
        }
    }
    for (.., line) in lines.iter().filter(|(.., l)| sort(&l.schema).is_none() && l.schema != "Position") {
        *left.entry(line.schema.as_str()).or_default() += 1;
    }
    for (schema, n) in left {
        read.notes.push(Problem::whole(format!(
            "{n} entities of the schema {schema} have no sort here: kept in the file, not read"
        )));
    }
    if read.rows.is_empty() && read.errors.is_empty() {
        read.errors.push(Problem::whole("it holds no person, organisation or post"));
    }
    read
}

fn sort(schema: &str) -> Option<&'static str> {
    match schema {
        s if PEOPLE.contains(&s) => Some("person"),
        s if BODIES.contains(&s) => Some("body"),
        s if LINKS.iter().any(|(name, ..)| *name == s) => Some("posting"),
        _ => None,
    }
}

type Typed = BTreeMap<&'static str, String>;

fn row(
    line: &Line,
    sort: &'static str,
    positions: &BTreeMap<&str, &Line>,
) -> Result<(&'static Schema, Typed), String> {
    let schema = Schema::find(sort).ok_or_else(|| format!("there is no sort {sort}"))?;
    let mut typed = Typed::new();
    let mut put = |field: &'static str, values: &[String]| {
        let joined = values.iter().map(|v| v.replace([';', '\n', '\r'], ",")).collect::<Vec<_>>().join("; ");
        if !joined.trim().is_empty() {
            typed.insert(field, joined);
        }
    };
    let all = |property: &str| line.properties.get(property).map_or(&[][..], Vec::as_slice);
    let one = |property: &str| all(property).get(..1).unwrap_or_default();
    match sort {
        "posting" => {
            let (_, who, whole) =
                LINKS.iter().find(|(name, ..)| *name == line.schema).copied().unwrap_or(LINKS[0]);
            put("person", &one(who).iter().map(|id| label(id)).collect::<Vec<_>>());
            let position = one(whole).first().and_then(|id| positions.get(id.as_str()));
            let of = |property: &str| {
                position.and_then(|p| p.properties.get(property)).cloned().unwrap_or_default()
            };
            let (body, title) = match position {
                Some(_) => (of("organization"), of("name")),
                None => (one(whole).to_vec(), one("role").to_vec()),
            };
            let Some(body) = body.first() else {
                return Err(
                    "the post names no organisation, so nobody can be said to hold it there".to_owned()
                );
            };
            put("body", &[label(body)]);
            put("title", &title.first().map_or_else(|| vec!["member".to_owned()], |t| vec![t.clone()]));
            for (date, end, property) in
                [("first_precise", "starting", "startDate"), ("last_precise", "ending", "endDate")]
            {
                put(date, one(property));
                let known = one(property).iter().map(|_| "yes".to_owned()).collect::<Vec<_>>();
                put(end, &known);
            }
            put("note", all("summary"));
        }
        _ => {
            let (name, others) = all("name").split_at(all("name").len().min(1));
            put("name", name);
            put("aliases", &[others, all("alias"), all("weakAlias"), all("previousName")].concat());
            put("note", all("notes"));
            if sort == "person" {
                put("birth_date", one("birthDate"));
                put("birth_place", one("birthPlace"));
                put("death_date", one("deathDate"));
                put("nationality", &[all("nationality"), all("citizenship"), all("country")].concat());
                put("occupation", one("profession"));
                put("id_documents", &[all("idNumber"), all("passportNumber")].concat());
                put("address", all("address"));
                let sex = one("gender").iter().filter(|g| matches!(g.as_str(), "male" | "female" | "other"));
                put("sex", &sex.cloned().collect::<Vec<_>>());
            } else {
                put(
                    "country",
                    &[one("country"), one("jurisdiction")].concat().into_iter().take(1).collect::<Vec<_>>(),
                );
                put("registration_number", one("registrationNumber"));
                put("registration_date", one("incorporationDate"));
                put("dissolved", one("dissolutionDate"));
                put("address", all("address"));
                let kind = if line.schema == "Company" { vec!["company".to_owned()] } else { Vec::new() };
                put("kind", &kind);
            }
        }
    }
    Ok((schema, typed))
}

/// Ids as labels: without the signs that labels have not.
fn label(id: &str) -> String {
    id.chars().map(|c| if matches!(c, '/' | ';' | '\n') { '-' } else { c }).take(200).collect()
}
