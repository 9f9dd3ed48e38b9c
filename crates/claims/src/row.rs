//! One row of a table of reports: its cells read as checked fields, its numbers as checked counts.

use std::collections::BTreeMap;

use sanad_model::{
    Actor, Cells, Claim, Count, CountMode, Kind, Lineage, Origin, PartialDate, PlaceText, Problem, Reported,
    Span, Status, TimeText, Victim,
};

use crate::columns::Field;
use crate::import::{ImportAs, ImportProblem, ImportedClaim, Severity};
use crate::language::of_phrase;
use crate::lexicon::{Lexicon, Number, Sense};
use crate::number::quantity;
use crate::parts::parts;
use crate::people::victim;
use crate::scan::{Tok, scan};
use crate::speaker::speaker;

/// Reads the rows of one table.
pub(crate) struct RowReader<'t> {
    text: &'t str,
    table: &'t str,
    columns: &'t [Option<Field>],
    header: &'t [&'t str],
    ids: BTreeMap<String, u32>,
    several: bool,
    kind: ImportAs,
}

/// The cells of one row by field, and what is the matter with them.
struct Row<'t> {
    number: u32,
    cells: BTreeMap<Field, (Span, &'t str)>,
    names: BTreeMap<Field, &'t str>,
    problems: Vec<ImportProblem>,
}

/// The fields of one number: its kind if the columns say so, then the number as written, lowest and highest.
struct Numbers {
    kind: Option<Kind>,
    written: Field,
    low: Field,
    high: Field,
}

const SAID: Numbers = Numbers { kind: None, written: Field::Count, low: Field::Low, high: Field::High };
const KILLED: Numbers = Numbers {
    kind: Some(Kind::Killed),
    written: Field::Killed,
    low: Field::KilledLow,
    high: Field::KilledHigh,
};
const WOUNDED: Numbers = Numbers {
    kind: Some(Kind::Wounded),
    written: Field::Wounded,
    low: Field::WoundedLow,
    high: Field::WoundedHigh,
};

impl<'t> RowReader<'t> {
    pub(crate) fn new(
        text: &'t str,
        table: &'t str,
        columns: &'t [Option<Field>],
        header: &'t [&'t str],
        kind: ImportAs,
    ) -> Self {
        let has = |n: &Numbers| [n.written, n.low, n.high].iter().any(|f| columns.contains(&Some(*f)));
        let kinds = [columns.contains(&Some(Field::Kind)), has(&KILLED), has(&WOUNDED)];
        let several = kinds.into_iter().filter(|k| *k).count() > 1;
        Self { text, table, columns, header, ids: BTreeMap::new(), several, kind }
    }

    /// The claims of one row, wholes before their parts.
    pub(crate) fn read(
        &mut self,
        number: u32,
        whole: Span,
        cells: &[(Span, &'t str)],
    ) -> (Vec<ImportedClaim>, Vec<ImportProblem>) {
        let mut row = Row { number, cells: BTreeMap::new(), names: BTreeMap::new(), problems: Vec::new() };
        for ((column, cell), name) in self.columns.iter().zip(cells).zip(self.header) {
            if let Some(field) = column
                && row.cells.insert(*field, *cell).is_none()
            {
                row.names.insert(*field, name);
            }
        }
        let label = self.label(&mut row);
        let reported = row.reported();
        if self.kind == ImportAs::Victims {
            return (self.victim(&mut row, whole, label, reported).into_iter().collect(), row.problems);
        }
        let mut out = Vec::new();
        for numbers in [SAID, KILLED, WOUNDED] {
            let Some((kind, count)) = row.number(self.text, &numbers) else { continue };
            let label = if self.several { format!("{label}.{kind}") } else { label.clone() };
            let claim = row.claim(kind, count, whole, self.text);
            let mut reported = reported.clone();
            reported.lineage.label = Some(label.clone());
            let cells = row.spans();
            let origin = Origin::Cell { row: number, column: 1, sheet: None };
            let claim = ImportedClaim { row: number, label, cells, origin, claim, reported };
            let breakdown = row.cells.get(&Field::Breakdown).map(|(span, _)| *span);
            let found = breakdown.map(|cell| parts(self.text, cell, &claim, self.column(Field::Breakdown)));
            row.note_parts(&claim, found.as_deref().unwrap_or_default());
            out.push(claim);
            out.extend(found.unwrap_or_default());
        }
        if out.is_empty() && row.problems.is_empty() {
            row.problems.push(note(number, "says nothing that can be claimed, and is left out"));
        }
        (out, row.problems)
    }

    /// The one person of a row, killed unless a column says otherwise. A row that names nobody counts as well.
    fn victim(
        &self,
        row: &mut Row<'t>,
        whole: Span,
        label: String,
        mut reported: Reported,
    ) -> Option<ImportedClaim> {
        let kind = match row.said(Field::Kind) {
            Some(_) => row.word::<Kind>(Field::Kind)?,
            None => Kind::Killed,
        };
        let said = row.said(Field::Name).unwrap_or_default();
        let mut claim = row.claim(kind, Count::exact(1, ""), whole, self.text);
        let class = claim.victim.and_then(|victim| victim.class);
        let name = (!is_unstated(said) && !said.is_empty()).then(|| said.to_owned());
        claim.victim = Some(Victim { text: said.to_owned(), class, name });
        claim.rule = "import.victims".to_owned();
        reported.lineage.label = Some(label.clone());
        let origin = Origin::Cell { row: row.number, column: self.column(Field::Name), sheet: None };
        Some(ImportedClaim { row: row.number, label, cells: row.spans(), origin, claim, reported })
    }

    /// `table/row-id`; ids must differ.
    fn label(&mut self, row: &mut Row<'_>) -> String {
        let id = match row.cells.get(&Field::Id) {
            None => format!("row{}", row.number),
            Some((_, "")) => {
                row.error(Field::Id, "the row has no id".to_owned());
                String::new()
            }
            Some((_, id)) => (*id).to_owned(),
        };
        if id.contains('#') || id.contains('/') {
            row.error(Field::Id, format!("{id:?} holds # or /, which labels use themselves"));
        }
        if let Some(first) = self.ids.insert(id.clone(), row.number).filter(|_| !id.is_empty()) {
            row.error(Field::Id, format!("{id:?} is the id of row {first} already"));
        }
        format!("{}/{id}", self.table)
    }

    fn column(&self, field: Field) -> u32 {
        let at = self.columns.iter().position(|c| *c == Some(field)).unwrap_or(0);
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }
}

fn note(row: u32, what: impl Into<String>) -> ImportProblem {
    ImportProblem { severity: Severity::Note, problem: Problem::at(format!("row {row}"), what) }
}

impl<'t> Row<'t> {
    fn error(&mut self, field: Field, what: String) {
        let column = self.names.get(&field).copied().unwrap_or(field.as_str());
        let problem = Problem::at(format!("row {}, column {column}", self.number), what);
        self.problems.push(ImportProblem { severity: Severity::Error, problem });
    }

    /// The cell of a field, when it says anything.
    fn said(&self, field: Field) -> Option<&'t str> {
        self.cells.get(&field).map(|(_, value)| *value).filter(|v| !v.is_empty())
    }

    fn own(&self, field: Field) -> Option<String> {
        self.said(field).map(str::to_owned)
    }

    fn spans(&self) -> Cells {
        self.cells.iter().map(|(field, (span, _))| (field.as_str().to_owned(), *span)).collect()
    }

    /// A cell that must be one of a set of words, or a date.
    fn word<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, field: Field) -> Option<T> {
        let said = self.said(field)?;
        match said.parse().or_else(|_| said.to_lowercase().replace([' ', '-'], "_").parse()) {
            Ok(value) => Some(value),
            Err(_) => {
                let what = said.parse::<T>().err().map(|e| e.to_string()).unwrap_or_default();
                self.error(field, what);
                None
            }
        }
    }

    fn reported(&mut self) -> Reported {
        let date = self.said(Field::ReportedOn).and_then(|said| match said.parse::<PartialDate>() {
            Ok(date) => Some(date),
            Err(error) => {
                self.error(Field::ReportedOn, error.to_string());
                None
            }
        });
        Reported {
            publisher: self.own(Field::Publisher),
            reported_on: date,
            scope: self.own(Field::Scope).filter(|s| !is_unstated(s)),
            event: self.own(Field::Event),
            url: self.own(Field::Url),
            seen_as: self.own(Field::SeenAs),
            breakdown: self.own(Field::Breakdown),
            lineage: Lineage {
                label: None,
                supersedes: self.own(Field::Supersedes),
                based_on: self.own(Field::BasedOn),
                part_of: None,
                disputes: self.own(Field::Disputes),
            },
            sensitivity: None,
        }
    }

    /// The kind and count that a group of columns says; `None` when it says nothing.
    fn number(&mut self, text: &str, fields: &Numbers) -> Option<(Kind, Count)> {
        let kind = match fields.kind {
            Some(kind) => {
                let any = [fields.written, fields.low, fields.high].iter().any(|f| self.said(*f).is_some());
                any.then_some(kind)?
            }
            None if self.cells.contains_key(&Field::Kind) => {
                if self.said(Field::Kind).is_none() {
                    self.error(Field::Kind, "the row says no kind of claim".to_owned());
                }
                self.word::<Kind>(Field::Kind)?
            }
            None => return None,
        };
        Some((kind, self.count(text, fields)?))
    }

    fn count(&mut self, text: &str, fields: &Numbers) -> Option<Count> {
        let before = self.problems.len();
        if let Some(&(span, _)) = self.cells.get(&fields.written)
            && let Some(said) = self.said(fields.written)
        {
            let count = written(text, span);
            if count.is_none() {
                self.error(fields.written, format!("{said:?} is not a number of people"));
            }
            return count;
        }
        let low = self.whole_number(fields.low);
        let high = self.whole_number(fields.high);
        let mode = match self.word::<CountMode>(Field::CountMode) {
            Some(mode) => mode,
            None => match (low, high) {
                (Some(a), Some(b)) if a == b => CountMode::Exact,
                (Some(_), Some(_)) => CountMode::Range,
                (Some(_), None) => CountMode::AtLeast,
                (None, Some(_)) => CountMode::AtMost,
                (None, None) => CountMode::Unspecified,
            },
        };
        if self.problems.len() > before {
            return None;
        }
        let words = match (self.said(fields.low), self.said(fields.high)) {
            (Some(a), Some(b)) if a != b => format!("{a}\u{2013}{b}"),
            (Some(a), _) | (None, Some(a)) => a.to_owned(),
            (None, None) => String::new(),
        };
        match Count::new(mode, low, high, words) {
            Ok(count) => Some(count),
            Err(_) => {
                let say = |n: Option<u64>| n.map_or("nothing".to_owned(), |n| n.to_string());
                let (low, high) = (say(low), say(high));
                self.error(
                    Field::CountMode,
                    format!("{mode} does not go with low {low} and high {high}; {}", takes(mode)),
                );
                None
            }
        }
    }

    fn whole_number(&mut self, field: Field) -> Option<u64> {
        let said = self.said(field)?;
        let plain: String = said.chars().filter(|c| !matches!(c, '\u{a0}' | '\u{202f}' | ' ')).collect();
        let digits = plain.bytes().all(|b| b.is_ascii_digit());
        match plain.parse().ok().filter(|_| digits) {
            Some(n) => Some(n),
            None => {
                self.error(field, format!("{said:?} is not a whole number"));
                None
            }
        }
    }

    fn claim(&mut self, kind: Kind, count: Count, span: Span, text: &str) -> Claim {
        let said = self.said(Field::Speaker).unwrap_or_default();
        let attribution = speaker(said, of_phrase(said).code());
        let status = self.word::<Status>(Field::Status).unwrap_or(if self.said(Field::Speaker).is_some() {
            Status::Reported
        } else {
            Status::Asserted
        });
        let said = self.said(Field::Victim).or_else(|| self.said(Field::Scope).filter(|s| !is_unstated(s)));
        let actor = self.said(Field::Actor).or_else(|| {
            self.said(Field::Speaker)
                .filter(|_| kind == Kind::ClaimedResponsibility && status != Status::Disputed)
        });
        Claim {
            kind,
            victim: said.map(|s| victim(s, of_phrase(s).code())),
            count,
            actor: actor.map(|s| Actor { text: s.to_owned(), class: victim(s, of_phrase(s).code()).class }),
            place: self.own(Field::Place).map(|text| PlaceText { text }),
            time: self.said(Field::Time).map(time),
            method: None,
            attribution,
            status,
            span,
            quote: span.of(text).unwrap_or_default().to_owned(),
            rule: "import.claims".to_owned(),
        }
    }

    /// Parts that add up to more than a closed whole are worth a look.
    fn note_parts(&mut self, whole: &ImportedClaim, parts: &[ImportedClaim]) {
        let sum: u64 = parts.iter().filter_map(|p| p.claim.count.low()).fold(0, u64::saturating_add);
        if let Some(high) = whole.claim.count.high().filter(|high| sum > *high) {
            let what = format!("the parts of the breakdown add up to {sum}, the whole is {high}");
            self.problems.push(note(self.number, what));
        }
    }
}

fn takes(mode: CountMode) -> &'static str {
    match mode {
        CountMode::Exact | CountMode::About => "expected one number, in low or in both",
        CountMode::AtLeast => "expected a low and no high",
        CountMode::AtMost => "expected a high and no low",
        CountMode::Range => "expected a low and a high that is not less",
        CountMode::Vague | CountMode::Relative => "expected a low or nothing",
        CountMode::None => "expected nothing or zero",
        CountMode::Unspecified => "expected no number",
    }
}

/// A number as people write it in a cell: "at least 20", "20-30", "dozens", "14".
fn written(text: &str, cell: Span) -> Option<Count> {
    let lexicon = Lexicon::of_phrase(cell.of(text)?)?;
    let toks = scan(text, cell, lexicon);
    let quantity = quantity(&toks, 0)?;
    let idle = |t: &Tok<'_>| {
        t.mark('.')
            || t.senses.iter().any(|s| {
                matches!(s, Sense::Class(c, Number::Many) if c == "people") || matches!(s, Sense::Harm(..))
            })
    };
    // "a lot of" says of nobody.
    let dangles = quantity.to == toks.len() && toks[quantity.to - 1].fold.ends_with(" of");
    (!dangles && toks[quantity.to..].iter().all(idle)).then(|| quantity.count(text, &toks)).flatten()
}

fn is_unstated(scope: &str) -> bool {
    matches!(
        scope.to_lowercase().as_str(),
        "not stated"
            | "unknown"
            | "unidentified"
            | "unnamed"
            | "неизвестно"
            | "неизвестный"
            | "номаълум"
            | "ناشناس"
            | "مجهول"
            | "unstated"
            | "n/a"
            | "-"
            | "?"
    )
}

/// A date of an event as written; resolved only when it is one.
fn time(said: &str) -> TimeText {
    let (first, last) = match said.split_once('/') {
        Some((a, b)) => (a.trim().parse().ok(), b.trim().parse().ok()),
        None => (said.parse().ok(), said.parse().ok()),
    };
    let both = first.is_some() == last.is_some();
    TimeText { text: said.to_owned(), first: first.filter(|_| both), last: last.filter(|_| both) }
}
