//! Tables to claims: each row a claim whose quote is the row, each field with the bytes of its cell.
//!
//! An import is all or nothing: every problem is returned, and one error refuses the table. Rows have stable labels
//! (`table/row-id`), so the same table imported again updates and never doubles.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use sanad_model::{Cells, Claim, Origin, Problem, Reported, Span};
use sanad_text::parse_table;

use crate::columns::{Field, MappedColumn, Mapping};
use crate::row::RowReader;

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportAs {
    /// One report a row: who says what, how many, according to whom.
    Claims,
    /// One victim a row.
    Victims,
    /// One incident a row.
    Incidents,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What each column was read as: to be shown.
    pub mapping_used: Vec<MappedColumn>,
    /// The claims, wholes before their parts. Not to be used when [`Imported::refused`].
    pub claims: Vec<ImportedClaim>,
    /// All that is the matter, in the order of the rows.
    pub problems: Vec<ImportProblem>,
}

/// One claim of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedClaim {
    /// The row, counted from 1 with the header as row 1.
    pub row: u32,
    /// `table/row-id`, and `#1`, `#2` … for its parts.
    pub label: String,
    /// The bytes of the cell behind each field.
    pub cells: Cells,
    /// The place in the item's own terms.
    pub origin: Origin,
    /// What the row says; its span and quote are the row without its line end, or the part of a cell.
    pub claim: Claim,
    /// Who printed it, when, about whom, and how it hangs together with others.
    pub reported: Reported,
}

/// One problem of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// Whether it refuses the table.
    pub severity: Severity,
    /// Where and what.
    pub problem: Problem,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The table is refused.
    Error,
    /// Good to know.
    Note,
}

/// Labels of an import compared with those that a case holds of the same table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Held already, and as they were.
    pub unchanged: Vec<String>,
    /// Held already, and now other.
    pub changed: Vec<String>,
    /// Not held yet.
    pub new: Vec<String>,
    /// Held, and no longer in the table.
    pub gone: Vec<String>,
}

/// Reads a table of CSV text into claims.
///
/// `table_name` is the first half of every label; give the same name when the table is imported again.
#[must_use]
pub fn import_table(text: &str, table_name: &str, mapping: &Mapping, kind: ImportAs) -> Imported {
    let mut import = Imported { mapping_used: Vec::new(), claims: Vec::new(), problems: Vec::new() };
    let (table, problems) = parse_table(text);
    problems.into_iter().for_each(|p| import.error(p));
    let header: Vec<&str> = table.header.cells.iter().map(|c| c.value.trim()).collect();
    let (used, wrong) = mapping.apply(&header);
    import.mapping_used = used;
    for (column, what) in wrong {
        import.error(Problem::at(format!("column {column}"), what));
    }
    if kind != ImportAs::Claims {
        import.read_as_events();
    }
    if !import.check_columns(&header, kind) {
        return import;
    }
    let columns: Vec<Option<Field>> = import.mapping_used.iter().map(|c| c.field).collect();
    let mut reader = RowReader::new(text, table_name, &columns, &header, kind);
    // Ragged rows are among the problems of the table already; they are not read.
    for row in table.rows.iter().filter(|row| row.cells.len() == header.len()) {
        let spans: Vec<(Span, &str)> = row.cells.iter().map(|c| (c.span, c.value.trim())).collect();
        let (claims, problems) = reader.read(row.number, row.span, &spans);
        import.claims.extend(claims);
        import.problems.extend(problems);
    }
    if table.rows.is_empty() {
        import.error(Problem::whole("the table has no rows under its header"));
    }
    import.resolve(table_name);
    import
}

/// Whether two claims of one label say the same: everything but the place of the bytes.
#[must_use]
pub fn same_claim(old: (&Claim, &Reported), new: (&Claim, &Reported)) -> bool {
    let moved = Claim { span: old.0.span, ..new.0.clone() };
    *old.0 == moved && old.1 == new.1
}

/// Compares an import with what is held under the labels of the same table.
#[must_use]
pub fn compare(held: &BTreeMap<String, (Claim, Reported)>, new: &[ImportedClaim]) -> Changes {
    let mut changes = Changes::default();
    for claim in new {
        let list = match held.get(&claim.label) {
            None => &mut changes.new,
            Some((c, r)) if same_claim((c, r), (&claim.claim, &claim.reported)) => &mut changes.unchanged,
            Some(_) => &mut changes.changed,
        };
        list.push(claim.label.clone());
    }
    let now: BTreeSet<&str> = new.iter().map(|c| c.label.as_str()).collect();
    changes.gone = held.keys().filter(|label| !now.contains(label.as_str())).cloned().collect();
    changes
}

impl Imported {
    /// Whether any problem refuses the table: then nothing of it is to be taken in.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    fn error(&mut self, problem: Problem) {
        self.problems.push(ImportProblem { severity: Severity::Error, problem });
    }

    /// Guessed columns mean what they mean in a list of victims or incidents.
    fn read_as_events(&mut self) {
        let has = |field| self.mapping_used.iter().any(|c| c.field == Some(field));
        let (time, kind) = (has(Field::Time), has(Field::Kind));
        for column in self.mapping_used.iter_mut().filter(|column| !column.given) {
            column.field = column.field.map(|field| field.in_event_row(time, kind));
        }
    }

    /// Whether the columns suffice for claims.
    fn check_columns(&mut self, header: &[&str], kind: ImportAs) -> bool {
        let has = |field| self.mapping_used.iter().any(|c| c.field == Some(field));
        let counted = [
            Field::Killed,
            Field::KilledLow,
            Field::KilledHigh,
            Field::Wounded,
            Field::WoundedLow,
            Field::WoundedHigh,
        ];
        let ok = match kind {
            ImportAs::Victims => has(Field::Name),
            _ => has(Field::Kind) || counted.into_iter().any(has),
        };
        let numbered = has(Field::Id);
        if header.iter().all(|h| h.is_empty()) {
            self.error(Problem::whole("the table is empty; its first row must name the columns"));
            return false;
        }
        if !ok && kind == ImportAs::Victims {
            let what = format!("no column holds a name: found {}", header.join(", "));
            self.error(Problem::at("row 1", what).advise("name one with --map column=name"));
            return false;
        }
        if !ok {
            let what = format!("no column says what happened: found {}", header.join(", "));
            let advice = "needed is a column kind, killed or wounded; name one with --map column=field";
            self.error(Problem::at("row 1", what).advise(advice));
            return false;
        }
        if !numbered {
            let what =
                "no column id: rows are known by their number, so a row put between others renames them";
            self.problems
                .push(ImportProblem { severity: Severity::Note, problem: Problem::at("row 1", what) });
        }
        true
    }

    /// Points references at labels of the table, and refuses those that point nowhere or in a circle.
    fn resolve(&mut self, table: &str) {
        let labels: BTreeSet<String> = self.claims.iter().map(|c| c.label.clone()).collect();
        let mut problems = Vec::new();
        for c in &mut self.claims {
            let (row, kind, own) = (c.row, c.claim.kind, c.label.clone());
            let lineage = &mut c.reported.lineage;
            let references = [
                (Field::Supersedes, &mut lineage.supersedes),
                (Field::BasedOn, &mut lineage.based_on),
                (Field::Disputes, &mut lineage.disputes),
            ];
            for (field, reference) in references {
                let Some(id) = reference.clone() else { continue };
                let plain = format!("{table}/{id}");
                let of_kind = format!("{plain}.{kind}");
                let found = [id.clone(), plain, of_kind].into_iter().find(|l| labels.contains(l));
                match found {
                    Some(label) if label != own => *reference = Some(label),
                    Some(_) => problems.push((row, field, format!("{id:?} is this row itself"))),
                    // A label of another table of the case: the caller knows whether it is there.
                    None if id.contains('/') && !id.starts_with(&format!("{table}/")) => {}
                    None => problems.push((row, field, format!("{id:?} is the id of no row of this table"))),
                }
            }
        }
        let next: BTreeMap<&str, &str> = self
            .claims
            .iter()
            .filter_map(|c| Some((c.label.as_str(), c.reported.lineage.supersedes.as_deref()?)))
            .collect();
        for c in &self.claims {
            let chain = std::iter::successors(Some(c.label.as_str()), |at| next.get(at).copied());
            if chain.skip(1).take(self.claims.len()).any(|at| at == c.label) {
                problems.push((
                    c.row,
                    Field::Supersedes,
                    "this row supersedes itself by way of others".to_owned(),
                ));
            }
        }
        problems.sort();
        problems.dedup();
        for (row, field, what) in problems {
            self.error(Problem::at(format!("row {row}, column {field}"), what));
        }
    }
}

impl ImportAs {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Claims, Self::Victims, Self::Incidents];

    /// The word used in options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Victims => "victims",
            Self::Incidents => "incidents",
        }
    }
}

impl std::fmt::Display for ImportAs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ImportAs {
    type Err = Problem;

    fn from_str(s: &str) -> Result<Self, Problem> {
        Self::ALL.iter().copied().find(|k| k.as_str() == s).ok_or_else(|| {
            let found: String = s.chars().take(40).collect();
            Problem::whole(format!("{found:?} is no kind of table"))
                .advise("known are claims, victims and incidents")
        })
    }
}
