//! What the record speaks of beside claims: persons, bodies, postings, events, acts, findings, consents.
//!
//! Each sort is a [`Schema`]: a name, a table that people import, and its fields, all in `schemas.rs` as data. An
//! [`Entity`] is a label and values that its schema allows, with the claims that speak for it and against it. Entities
//! are entered by people and never overwritten: the same label entered again is a later version.

mod read;
mod schemas;

use std::collections::BTreeMap;

use crate::cells::Cells;
use crate::id::{ActorId, ClaimId, DerivativeId, EntityId, ItemId};
use crate::passage::{Origin, Span};
use crate::sensitivity::Sensitivity;
use crate::time::{PartialDate, Timestamp};

pub use read::EntityProblem;
pub use schemas::SCHEMAS;

/// One sort of entity.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name in commands, files and references: "person".
    pub name: &'static str,
    /// The name of its table: "people".
    pub table: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// Its fields, in the order in which they are shown.
    pub fields: &'static [Field],
    /// Whether it states a fact that needs a claim or a row of a preserved table behind it in publications.
    pub factual: bool,
}

/// One field of a schema.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in commands and files: "birth_date".
    pub name: &'static str,
    /// What people read, in English; pages translate it by name.
    pub label: &'static str,
    /// What its values are.
    pub kind: FieldKind,
    /// Whether it takes several values, written with `;` between them.
    pub many: bool,
    /// Whether an entity without it is refused.
    pub required: bool,
    /// Whether it says who a person is: such a field leaves only as consent and sensitivity allow.
    pub identifies: bool,
    /// Other headings that mean this field, folded.
    pub also: &'static [&'static str],
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words, on one line.
    Text,
    /// Words, in paragraphs.
    LongText,
    /// A date: 2018, 2018-11 or 2018-11-07.
    Date,
    /// A whole number from 0.
    Number,
    /// Decimal degrees, -180 to 180.
    Degrees,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// The label of an entity of one of these schemas; stored as `schema/label`.
    Ref(&'static [&'static str]),
    /// A claim, by id or label; stored as its id.
    Claim,
    /// An item, by id.
    Item,
}

/// Values that a schema allows, under a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The sort.
    pub schema: &'static Schema,
    /// What it is known by among those of its sort.
    pub label: String,
    /// Values by field; a field without a value is absent. References stand as `schema/label`.
    pub values: BTreeMap<&'static str, Vec<String>>,
    /// The claims that speak for it, by id.
    pub claims: Vec<ClaimId>,
    /// The claims that speak against it, by id.
    pub against: Vec<ClaimId>,
    /// How far it may travel; unmarked, the case decides.
    pub sensitivity: Option<Sensitivity>,
    /// Taken back: it stands no more, and stays in the log.
    pub withdrawn: bool,
}

/// An entity as it stands in a case, with the place it was entered at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRecord {
    /// The id of its first version.
    pub id: EntityId,
    /// The position of the standing version in the log, from 0.
    pub index: u64,
    /// When the standing version was entered, and by whom.
    pub made: (Timestamp, ActorId),
    /// The table or form it was entered with, preserved.
    pub item: ItemId,
    /// The text that the span counts in.
    pub derivative: Option<DerivativeId>,
    /// The bytes of its row in that text.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
    /// The place in the item's own terms.
    pub origin: Option<Origin>,
    /// The bytes of the cell behind each field.
    pub cells: Cells,
    /// What it says.
    pub entity: Entity,
}

impl Schema {
    /// The schema of this name, or of the table of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|s| s.name == name || s.table == name)
    }

    /// One of its fields.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

impl Entity {
    /// The first value of a field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.get(field)?.first().map(String::as_str)
    }

    /// All values of a field.
    #[must_use]
    pub fn all(&self, field: &str) -> &[String] {
        self.values.get(field).map_or(&[], Vec::as_slice)
    }

    /// A date.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<PartialDate> {
        self.value(field)?.parse().ok()
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn flag(&self, field: &str) -> bool {
        self.value(field) == Some("yes")
    }

    /// What others refer to it by: `schema/label`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.schema.name, self.label)
    }

    /// What people call it: its name, title, post or statement; its label where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        ["name", "title", "organisation", "statement", "type"]
            .iter()
            .find_map(|field| self.value(field))
            .unwrap_or(&self.label)
    }
}
