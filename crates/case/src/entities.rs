//! Persons, bodies, posts, acts and the rest: a table of them taken in, or one typed in a form.
//!
//! What is typed is preserved first, as a table of one row, and then goes the same way: so every field of every entity
//! leads back to preserved bytes. References are looked up here; one that leads nowhere refuses the table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use sanad_claims::{EntityRow, EntityTable, read_entities, read_ftm};
use sanad_model::entity::SCHEMAS;
use sanad_model::{ClaimId, Entity, EntityRecord, FieldKind, ItemId, Problem, Schema};
use sanad_record::sources::folded;

use crate::error::{CaseError, Result};
use crate::events::{EntityEvent, Provenance};
use crate::import::{ColumnView, ImportView, refuse};
use crate::open::Case;

impl Case {
    /// Takes in a table of entities of one schema.
    ///
    /// # Errors
    /// When the table cannot be read, a value is not what its field takes, or a reference leads nowhere: then nothing
    /// of it is taken in.
    pub(crate) fn import_entities(
        &mut self,
        file: &Path,
        schema: &'static Schema,
        map: &[String],
    ) -> Result<ImportView> {
        let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let mut open = File::open(file).map_err(|e| CaseError::io(file, &e))?;
        let size = open.metadata().map_err(|e| CaseError::io(file, &e))?.len();
        let text = crate::text::extract(&mut open, &name, size);
        refuse(&name, &text.problems.iter().filter(|_| text.text.is_empty()).collect::<Vec<_>>())?;
        let (rows, mut view) = self.checked(&name, &text.text, schema, map)?;
        view.item = self.add_file(file, &Provenance::default(), &mut |_| {})?.item;
        self.take_entities(rows, &mut view)?;
        Ok(view)
    }

    /// Takes in the people, organisations and posts of a FollowTheMoney file.
    ///
    /// # Errors
    /// As an import of a table.
    pub(crate) fn import_ftm(&mut self, file: &Path, name: &str, text: &str) -> Result<ImportView> {
        let (rows, mut view) = self.resolved(name, "FollowTheMoney", read_ftm(text))?;
        view.item = self.add_file(file, &Provenance::default(), &mut |_| {})?.item;
        self.take_entities(rows, &mut view)?;
        Ok(view)
    }

    /// Takes in one entity from typed fields; `label` is made where none is given. Fields of an earlier version that
    /// are not named stand as they were.
    ///
    /// # Errors
    /// As an import of a table of one row; no such schema or field is wrong use.
    pub fn enter(
        &mut self,
        schema: &str,
        label: Option<&str>,
        fields: &[(String, String)],
    ) -> Result<EntityRecord> {
        let schema = find_schema(schema)?;
        let label = label.map_or_else(|| self.free_label(schema), str::to_owned);
        let mut row: BTreeMap<String, String> = self.as_typed(&format!("{}/{label}", schema.name));
        row.insert("id".to_owned(), label.clone());
        for (field, value) in fields {
            row.insert(field.clone(), value.clone());
        }
        let known = |field: &&String| schema.field(field).is_some() || COMMON.contains(&field.as_str());
        if let Some(unknown) = row.keys().find(|field| !known(field)) {
            let fields: Vec<&str> = schema.fields.iter().map(|f| f.name).chain(COMMON).collect();
            return Err(CaseError::wrong_use(
                format!("{unknown:?} is no field of {}", schema.name),
                format!("known are {}", fields.join(", ")),
            ));
        }
        let text = one_row(&row);
        let name = format!("entered-{}-{label}.csv", schema.name);
        let (rows, mut view) = self.checked(&name, &text, schema, &[])?;
        let provenance = Provenance {
            source: Some("typed by who worked on the case".to_owned()),
            ..Provenance::default()
        };
        view.item = self.add_bytes(&name, text.as_bytes(), &provenance)?.item;
        self.take_entities(rows, &mut view)?;
        let key = format!("{}/{label}", schema.name);
        self.state
            .entity(&key)
            .cloned()
            .ok_or_else(|| CaseError::nothing(format!("{key} was not taken in"), ""))
    }

    /// The entities that stand, of one schema or all.
    ///
    /// # Errors
    /// No such schema.
    pub fn entities(&self, schema: Option<&str>) -> Result<Vec<EntityRecord>> {
        let schema = schema.map(find_schema).transpose()?;
        let wanted = self.state.standing_entities().filter(|e| schema.is_none_or(|s| e.entity.schema == s));
        Ok(wanted.cloned().collect())
    }

    /// The entity that was typed: its key, label, id, a prefix of its id, or its whole name.
    ///
    /// # Errors
    /// When it names nothing, or several.
    pub fn find_entity(&self, typed: &str, schemas: &[&str]) -> Result<&EntityRecord> {
        let fits = matching(self.state.standing_entities(), typed, schemas);
        match fits.as_slice() {
            [one] => Ok(one),
            [] => Err(CaseError::nothing(
                format!("there is no {} {typed:?} in this case", schemas.join(" or ")),
                "see `sanad entities`",
            )),
            several => {
                let names: Vec<String> = several.iter().take(4).map(|e| e.entity.key()).collect();
                Err(CaseError::wrong_use(
                    format!("{typed:?} fits {}: {}", several.len(), names.join(", ")),
                    "name one by its label",
                ))
            }
        }
    }

    /// Rows whose values and references are all good, or the refusal.
    fn checked(
        &self,
        name: &str,
        text: &str,
        schema: &'static Schema,
        map: &[String],
    ) -> Result<(Vec<EntityRow>, ImportView)> {
        self.resolved(name, schema.table, read_entities(text, schema, map))
    }

    /// The same of rows that were read already.
    fn resolved(
        &self,
        name: &str,
        table: &str,
        mut read: EntityTable,
    ) -> Result<(Vec<EntityRow>, ImportView)> {
        let mut errors = std::mem::take(&mut read.errors);
        let own: Vec<Entity> = read.rows.iter().map(|r| r.entity.clone()).collect();
        for row in &mut read.rows {
            errors.extend(self.resolve(row, &own));
        }
        refuse(name, &errors.iter().collect::<Vec<_>>())?;
        let view = ImportView {
            item: ItemId::from_commitment(&sanad_model::Commitment::from_bytes([0; 32])),
            table: table.to_owned(),
            rows: read.rows.len(),
            new: 0,
            changed: 0,
            unchanged: 0,
            gone: 0,
            columns: read
                .columns
                .into_iter()
                .map(|(column, field, given)| ColumnView {
                    column,
                    field: field.map(str::to_owned),
                    how: if given { "given" } else { "guessed" }.to_owned(),
                })
                .collect(),
            problems: read.notes,
        };
        Ok((read.rows, view))
    }

    /// Turns what was typed as a reference or a claim into what it names.
    fn resolve(&self, row: &mut EntityRow, own: &[Entity]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let at = |field: &str| format!("row {}, column {field}", row.row);
        let schema = row.entity.schema;
        for field in schema.fields {
            let Some(values) = row.entity.values.get_mut(field.name) else { continue };
            for value in values.iter_mut() {
                let resolved = match field.kind {
                    FieldKind::Ref(schemas) => self.key_of(value, schemas, own),
                    FieldKind::Claim => self.claim_named(value).map(|id| id.to_string()),
                    FieldKind::Item => self.find_item(value).map(|i| i.id.to_string()).map_err(|e| e.what),
                    _ => continue,
                };
                match resolved {
                    Ok(key) => *value = key,
                    Err(what) => problems.push(Problem::at(at(field.name), what)),
                }
            }
        }
        let key = row.entity.key();
        let refers = |entity: &Entity, field: &str| entity.value(field).map(str::to_owned);
        let itself = match schema.name {
            "relation" => refers(&row.entity, "body") == refers(&row.entity, "related_body"),
            "responsibility" => refers(&row.entity, "who") == refers(&row.entity, "over"),
            "event" => refers(&row.entity, "part_of").as_ref() == Some(&key),
            _ => false,
        };
        if itself {
            problems.push(Problem::at(at("id"), "nobody and nothing stands above or within itself"));
        }
        for (typed, into, name) in [
            (&row.claims, &mut row.entity.claims, "claims"),
            (&row.against, &mut row.entity.against, "against"),
        ] {
            for typed in typed {
                match self.claim_named(typed) {
                    Ok(id) if into.contains(&id) => {}
                    Ok(id) => into.push(id),
                    Err(what) => problems.push(
                        Problem::at(at(name), what)
                            .advise("name a claim by its id or label; see `sanad toll`"),
                    ),
                }
            }
        }
        problems
    }

    fn claim_named(&self, typed: &str) -> std::result::Result<ClaimId, String> {
        self.find_claim(typed).map(|claim| claim.record.id).map_err(|e| e.what)
    }

    fn key_of(&self, typed: &str, schemas: &[&str], own: &[Entity]) -> std::result::Result<String, String> {
        let beside: BTreeSet<String> =
            own.iter().filter(|e| fits(e, typed, schemas)).map(Entity::key).collect();
        let here: BTreeSet<String> =
            matching(self.state.standing_entities(), typed, schemas).iter().map(|e| e.entity.key()).collect();
        let labelled = |keys: &BTreeSet<String>| {
            let exact =
                keys.iter().find(|k| *k == typed || k.rsplit_once('/').is_some_and(|(_, l)| l == typed));
            exact.cloned()
        };
        let all: BTreeSet<String> = beside.union(&here).cloned().collect();
        match (all.len(), labelled(&all)) {
            (1, _) => Ok(all.into_iter().next().unwrap_or_default()),
            (0, _) => Err(format!("there is no {} {typed:?} in this case or table", schemas.join(" or "))),
            (_, Some(exact)) => Ok(exact),
            (n, None) => {
                Err(format!("{typed:?} fits {n}: {}", all.into_iter().take(4).collect::<Vec<_>>().join(", ")))
            }
        }
    }

    fn take_entities(&mut self, rows: Vec<EntityRow>, view: &mut ImportView) -> Result<()> {
        let derivative = self.state.item(view.item).and_then(|i| i.text()).map(|d| d.id);
        let time = self.now();
        let mut drafts = Vec::new();
        for row in rows {
            let before = self.state.entity(&row.entity.key());
            if before.is_some_and(|b| b.entity == row.entity) {
                view.unchanged += 1;
                continue;
            }
            let event = EntityEvent {
                item: view.item,
                derivative,
                origin: Some(row.origin),
                cells: row.cells,
                span: row.span,
                quote: row.quote,
                entity: row.entity,
            };
            match before {
                Some(_) => view.changed += 1,
                None => view.new += 1,
            }
            drafts.push((event.draft(time, before.map(|b| b.index)), None));
        }
        if !drafts.is_empty() {
            self.append_all(drafts)?;
        }
        Ok(())
    }

    /// The fields of an entity as they would be typed, values with `;` between; none where there is no such entity.
    #[must_use]
    pub fn as_typed(&self, key: &str) -> BTreeMap<String, String> {
        let Some(record) = self.state.entity(key) else { return BTreeMap::new() };
        let e = &record.entity;
        let mut typed: BTreeMap<String, String> =
            e.values.iter().map(|(field, values)| ((*field).to_owned(), values.join("; "))).collect();
        let ids = |ids: &[ClaimId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        for (field, claims) in [("claims", &e.claims), ("against", &e.against)] {
            if !claims.is_empty() {
                typed.insert(field.to_owned(), ids(claims));
            }
        }
        if let Some(mark) = e.sensitivity {
            let word = serde_json::to_value(mark).unwrap_or_default();
            typed.insert("sensitivity".to_owned(), word.as_str().unwrap_or_default().to_owned());
        }
        typed
    }

    fn free_label(&self, schema: &Schema) -> String {
        (1u32..)
            .map(|n| format!("{}-{n}", schema.name))
            .find(|label| self.state.entity(&format!("{}/{label}", schema.name)).is_none())
            .unwrap_or_default()
    }
}

/// Fields that every schema has.
const COMMON: [&str; 5] = ["id", "claims", "against", "sensitivity", "withdrawn"];

/// The schema of this name or table.
pub(crate) fn find_schema(name: &str) -> Result<&'static Schema> {
    Schema::find(name).ok_or_else(|| {
        let known: Vec<&str> = SCHEMAS.iter().map(|s| s.name).collect();
        CaseError::wrong_use(
            format!("{:?} is no sort of entity", name.chars().take(40).collect::<String>()),
            format!("known are {}", known.join(", ")),
        )
    })
}

fn matching<'e>(
    all: impl Iterator<Item = &'e EntityRecord>,
    typed: &str,
    schemas: &[&str],
) -> Vec<&'e EntityRecord> {
    let all: Vec<&EntityRecord> = all.filter(|e| schemas.contains(&e.entity.schema.name)).collect();
    let exact =
        |e: &&&EntityRecord| e.entity.key() == typed || e.entity.label == typed || e.id.to_string() == typed;
    let found: Vec<&EntityRecord> = all.iter().filter(exact).copied().collect();
    if !found.is_empty() {
        return found;
    }
    let named: Vec<&EntityRecord> = all.iter().filter(|e| fits(&e.entity, typed, schemas)).copied().collect();
    if !named.is_empty() {
        return named;
    }
    all.into_iter().filter(|e| typed.starts_with("n-") && e.id.matches_prefix(typed)).collect()
}

/// Whether a reference as typed means this entity: its key, its label or its whole name.
fn fits(entity: &Entity, typed: &str, schemas: &[&str]) -> bool {
    let name = folded(typed);
    schemas.contains(&entity.schema.name)
        && (entity.key() == typed
            || entity.label == typed
            || folded(entity.title()) == name
            || entity.all("aliases").iter().chain(entity.all("original_name")).any(|n| folded(n) == name))
}

/// A table of one row, in RFC 4180.
fn one_row(fields: &BTreeMap<String, String>) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",");
    let header = line(fields.keys().map(|f| quoted(f)).collect());
    let row = line(fields.values().map(|v| quoted(v)).collect());
    format!("{header}\n{row}\n")
}
