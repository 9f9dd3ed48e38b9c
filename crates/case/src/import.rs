//! `sanad import`: a table in. The item is preserved first, then all claims of all rows in one step, or none.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use sanad_claims::{ImportAs, ImportedClaim, Mapping, Severity, import_table, same_claim};
use sanad_model::entity::SCHEMAS;
use sanad_model::{ClaimRecord, ItemId, Problem, Schema};
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::events::{ClaimEvent, Provenance};
use crate::open::Case;
use crate::state::StandingClaim;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportView {
    /// The item that holds the table.
    pub item: ItemId,
    /// The name that its rows are known by: `table/row-id`.
    pub table: String,
    /// Rows read.
    pub rows: usize,
    /// Claims made: rows and the parts of their breakdowns.
    pub new: usize,
    /// Claims that replace an earlier import of the same row.
    pub changed: usize,
    /// Claims that are as they were.
    pub unchanged: usize,
    /// Claims of an earlier import whose row is gone: kept.
    pub gone: usize,
    /// Which column was read as which field.
    pub columns: Vec<ColumnView>,
    /// What is worth a look.
    pub problems: Vec<Problem>,
}

/// A column and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnView {
    /// Its heading.
    pub column: String,
    /// The field; none when the column is kept and not used.
    pub field: Option<String>,
    /// "given" or "guessed".
    pub how: String,
}

/// How a table is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportOptions {
    /// `column=field` where the guess is wrong.
    pub map: Vec<String>,
    /// What the rows are: "claims", "victims", "incidents", or the table of a schema: "people", "posts", "acts" …
    pub kind: String,
    /// The event that the rows are about where no column says so.
    pub event: Option<String>,
    /// The name that its rows are known by; the file's name where none is given.
    pub table: Option<String>,
}

impl Case {
    /// Takes in a table: of claims, or of entities of one sort.
    ///
    /// # Errors
    /// When the table cannot be read or any row cannot be used: then nothing of it is taken in.
    pub fn import(&mut self, file: &Path, options: &ImportOptions) -> Result<ImportView> {
        self.check_inputs(&[file.to_owned()])?;
        if let Some(schema) = Schema::find(&options.kind) {
            return self.import_entities(file, schema, &options.map);
        }
        let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let kind = options.kind.parse::<ImportAs>().map_err(|e| {
            let tables: Vec<&str> = SCHEMAS.iter().map(|s| s.table).collect();
            CaseError::wrong_use(
                e.to_string(),
                format!("or the table of a sort of entity: {}", tables.join(", ")),
            )
        })?;
        let mapping =
            Mapping::parse(&options.map).map_err(|e| CaseError::wrong_use(e.to_string(), "see --map"))?;
        let mut open = File::open(file).map_err(|e| CaseError::io(file, &e))?;
        let size = open.metadata().map_err(|e| CaseError::io(file, &e))?.len();
        let text = crate::text::extract(&mut open, &name, size);
        if sanad_claims::is_ftm(&text.text) {
            return self.import_ftm(file, &name, &text.text);
        }
        let table = options.table.clone().unwrap_or_else(|| table_name(file));
        let read = import_table(&text.text, &table, &mapping, kind);
        let unread = text.problems.iter().filter(|_| text.text.is_empty());
        let errors = read.problems.iter().filter(|p| p.severity == Severity::Error).map(|p| &p.problem);
        refuse(&name, &unread.chain(errors).collect::<Vec<_>>())?;
        let added = self.add_file(file, &Provenance::default(), &mut |_| {})?;
        let mut claims = read.claims;
        for claim in &mut claims {
            claim.reported.event = claim.reported.event.take().or_else(|| options.event.clone());
        }
        let mut view = ImportView {
            item: added.item,
            table,
            rows: claims.iter().filter(|c| c.reported.lineage.part_of.is_none()).count(),
            new: 0,
            changed: 0,
            unchanged: 0,
            gone: 0,
            columns: read
                .mapping_used
                .into_iter()
                .map(|c| ColumnView {
                    column: c.column,
                    field: c.field.map(|f| f.as_str().to_owned()),
                    how: if c.given { "given" } else { "guessed" }.to_owned(),
                })
                .collect(),
            problems: read.problems.into_iter().map(|p| p.problem).collect(),
        };
        self.take_rows(claims, &mut view)?;
        Ok(view)
    }

    fn take_rows(&mut self, claims: Vec<ImportedClaim>, view: &mut ImportView) -> Result<()> {
        let prefix = format!("{}/", view.table);
        let mut before: BTreeMap<String, &StandingClaim> = self
            .state
            .claims
            .iter()
            .filter(|c| c.updated_by.is_none())
            .filter_map(|c| Some((c.record.reported.lineage.label.clone()?, c)))
            .filter(|(label, _)| label.starts_with(&prefix))
            .collect();
        let derivative = self.state.item(view.item).and_then(|i| i.text()).map(|d| d.id);
        let time = self.now();
        let mut drafts = Vec::new();
        for row in claims {
            let old = before.remove(&row.label);
            let was = old.map(|o| o.before_edits.as_deref().unwrap_or(&o.record));
            if was.is_some_and(|was| same(was, &row)) {
                view.unchanged += 1;
                continue;
            }
            if old.is_some_and(|o| o.judged.is_some()) {
                view.problems.push(
                    Problem::at(row.label.clone(), "the row changed after somebody had judged it")
                        .advise("look at it again"),
                );
            }
            let event = ClaimEvent {
                item: view.item,
                derivative,
                proposal: false,
                updates: was.map(|w| w.id),
                origin: Some(row.origin),
                cells: row.cells,
                claim: row.claim,
                reported: row.reported,
            };
            if was.is_some() {
                view.changed += 1;
            } else {
                view.new += 1;
            }
            drafts.push((event.draft(time, was.map(|w| w.index)), None));
        }
        view.gone = before.len();
        if !drafts.is_empty() {
            self.append_all(drafts)?;
        }
        Ok(())
    }
}

fn same(was: &ClaimRecord, row: &ImportedClaim) -> bool {
    same_claim((&was.claim, &was.reported), (&row.claim, &row.reported))
}

/// The file's name without its ending: what a later version of the table is known by.
fn table_name(file: &Path) -> String {
    file.file_stem().map_or_else(|| "table".to_owned(), |s| s.to_string_lossy().into_owned())
}

/// One line that names the first thing wrong and how many more there are.
pub(crate) fn refuse(name: &str, errors: &[&Problem]) -> Result<()> {
    let Some(first) = errors.first() else { return Ok(()) };
    let more = match errors.len() - 1 {
        0 => String::new(),
        n => format!(" (and {n} more)"),
    };
    let place = if first.place.is_empty() { String::new() } else { format!(", {}", first.place) };
    let advice = if first.advice.is_empty() {
        "mend the table; nothing was taken in".to_owned()
    } else {
        first.advice.clone()
    };
    Err(CaseError::bad_input(format!("{name}{place}: {}{more}", first.what), advice))
}
