//! Persons, acts, posts and the rest, set as fields and tables: values in words, names as they may stand.

use sanad_findings::Given;
use sanad_model::{EntityRecord, Field, FieldKind};

use super::Writer;
use crate::consent::NameForm;
use crate::document::{Block, Run, paragraph, soft, text};
use crate::locale::Value;
use crate::words;

type Cells = Vec<Vec<Run>>;

impl Writer<'_> {
    /// What an entity is called in a heading.
    pub(super) fn title_of(&self, entity: &EntityRecord) -> String {
        let e = &entity.entity;
        let word = |field: &str| e.value(field).map(|v| self.word(v)).unwrap_or_default();
        let named = |field: &str| {
            let names: Vec<String> = e.all(field).iter().map(|key| self.name_of(key)).collect();
            names.join(", ")
        };
        let title = match e.schema.name {
            "person" => self.name_of(&e.key()),
            "act" => {
                let date = e.date("date").map(|d| words::date(self.l, d)).unwrap_or_default();
                dashed(&[capital(&word("type")), named("victim"), date])
            }
            "involvement" => dashed(&[named("who"), word("degree"), named("act")]),
            "responsibility" => dashed(&[named("who"), word("form"), named("over")]),
            "investigation" => dashed(&[capital(&word("kind")), self.own(e.value("by").unwrap_or_default())]),
            "posting" => dashed(&[self.own(e.value("title").unwrap_or_default()), named("body")]),
            _ => self.own(e.title()),
        };
        if title.is_empty() { e.label.clone() } else { title }
    }

    /// What the entity of a key is called here.
    pub(super) fn name_of(&self, key: &str) -> String {
        if let Some(permit) = self.d.names.permit(key) {
            return crate::visible::visible(&permit.shown);
        }
        let found = self.d.matter.get(key);
        match found {
            Some(entity) if !self.may_show(entity) => self.l.say("withheld-name"),
            Some(entity) if entity.entity.schema.name != "person" => self.title_of(entity),
            _ => self.own(key),
        }
    }

    /// An entity as fields, its longer texts before them, its references in the last row.
    pub(super) fn entity_blocks(&mut self, entity: &EntityRecord, given: &Given) -> Vec<Block> {
        let (long, short): (Vec<&Field>, Vec<&Field>) = given
            .shows
            .iter()
            .filter_map(|name| entity.entity.schema.field(name))
            .filter(|field| self.leaves(entity, field) && !entity.entity.all(field.name).is_empty())
            .partition(|field| field.name == "description");
        let sources = self.cite_behind(entity, &given.claims);
        let mut blocks = Vec::new();
        for field in long {
            let mut said = vec![self.run(entity.entity.value(field.name).unwrap_or_default()), text(" ")];
            said.extend(sources.iter().cloned());
            blocks.push(paragraph(said));
        }
        let mut rows: Vec<(String, Vec<Run>)> =
            short.into_iter().map(|field| (self.label(field), self.values(entity, field))).collect();
        if !rows.is_empty() || blocks.is_empty() {
            let cited = if blocks.is_empty() { sources } else { references_only(&sources) };
            rows.push((self.l.say("sources"), self.sources_said(&given.claims, cited)));
            rows.extend(self.against_row(entity));
            blocks.push(Block::Fields { rows });
        }
        blocks
    }

    /// Entities of one schema as a table: the columns in which anything is said, references in the last.
    pub(super) fn entity_table(&mut self, given: &[(&EntityRecord, &Given)]) -> Option<Block> {
        let (first, shown) = given.first().map(|(e, g)| (e.entity.schema, g.shows))?;
        let columns: Vec<&Field> = shown
            .iter()
            .filter_map(|name| first.field(name))
            .filter(|field| {
                given.iter().any(|(e, _)| self.leaves(e, field) && e.entity.value(field.name).is_some())
            })
            .collect();
        // who it is about, where no column says so
        let named = first.name == "person" && !shown.contains(&"name");
        let mut head: Cells = columns.iter().map(|field| vec![text(self.label(field))]).collect();
        head.push(vec![text(self.l.say("sources"))]);
        let mut widths: Vec<u16> = columns.iter().map(|field| width(field)).collect();
        widths.push(3);
        if named {
            head.insert(0, vec![text(self.l.say("post-who"))]);
            widths.insert(0, 3);
        }
        let mut rows = Vec::new();
        for (entity, given) in given {
            let mut row: Cells = columns
                .iter()
                .map(|field| if self.leaves(entity, field) { self.values(entity, field) } else { Vec::new() })
                .collect();
            if named {
                row.insert(0, vec![text(self.title_of(entity))]);
            }
            row.push(self.cite_behind(entity, &given.claims));
            rows.push(row);
        }
        Some(Block::Table { caption: None, head, rows, widths })
    }

    /// The values of a field, in words.
    pub(super) fn values(&self, entity: &EntityRecord, field: &Field) -> Vec<Run> {
        let mut runs = Vec::new();
        for (n, value) in entity.entity.all(field.name).iter().enumerate() {
            if n > 0 {
                runs.push(text("; "));
            }
            runs.push(self.value(field.kind, value));
        }
        runs
    }

    fn value(&self, kind: FieldKind, value: &str) -> Run {
        match kind {
            FieldKind::Date => match value.parse() {
                Ok(date) => text(words::date(self.l, date)),
                Err(_) => self.run(value),
            },
            FieldKind::Word(_) | FieldKind::Flag => text(self.word(value)),
            FieldKind::Ref(_) => text(self.name_of(value)),
            _ => self.run(value),
        }
    }

    /// What people read of a field.
    pub(super) fn label(&self, field: &Field) -> String {
        self.l.field(field)
    }

    /// Whether a field of an entity leaves: what says who a person is, only with the full name.
    fn leaves(&self, entity: &EntityRecord, field: &Field) -> bool {
        let key = entity.entity.key();
        let full = self.d.names.permit(&key).is_none_or(|permit| permit.form == NameForm::Full);
        full || !field.identifies || field.name == "name"
    }

    /// "3 independent sources", then the references.
    fn sources_said(&self, claims: &[sanad_model::ClaimId], mut cited: Vec<Run>) -> Vec<Run> {
        let shown: Vec<_> = claims.iter().copied().filter(|id| self.shown.contains(id)).collect();
        if shown.is_empty() {
            if cited.is_empty() {
                cited.push(text(self.l.say("no-source")));
            }
            return cited;
        }
        let count = self.d.matter.sources(&shown);
        cited.push(soft(format!(" {}", self.l.tell("independent", &[("n", Value::Count(count))]))));
        cited
    }

    fn against_row(&mut self, entity: &EntityRecord) -> Option<(String, Vec<Run>)> {
        let against: Vec<_> =
            entity.entity.against.iter().copied().filter(|id| self.shown.contains(id)).collect();
        (!against.is_empty()).then(|| (self.l.say("speaks-against"), self.cite(&against)))
    }
}

/// The same references where their footnotes stand already.
fn references_only(runs: &[Run]) -> Vec<Run> {
    let references = runs.iter().map(|run| match run {
        Run::Footnote { mark, .. } => super::cite::reference(mark),
        run => run.clone(),
    });
    references.collect()
}

fn dashed(parts: &[String]) -> String {
    parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" \u{2013} ")
}

pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn width(field: &Field) -> u16 {
    match field.kind {
        FieldKind::LongText => 5,
        FieldKind::Text | FieldKind::Ref(_) => 4,
        FieldKind::Date | FieldKind::Word(_) => 3,
        _ => 2,
    }
}
