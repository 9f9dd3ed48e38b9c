//! Text to claims: who says what happened to whom, how many, how sure, each tied to its exact quote.
//!
//! Two ways in. A table is imported row by row ([`import_table`]): all of it or nothing. Running text is read by rules
//! ([`propose()`]): what they find are proposals for a person, never claims by themselves; [`edit`] is what that person
//! may change. The words and clause rules of each language are data under `lexicon/`; one number grammar serves both.
//!
//! The flow of the text: `scan` (typed tokens) → `chunk` (people phrases and symbols) → `rules` (patterns around a
//! word of harm) → `clause` (lists, parts, victims) with `attribution`, `status` and `when` beside it.

mod again;
mod agreement;
mod asides;
mod attribution;
mod calendar;
mod chunk;
mod clause;
mod columns;
pub mod edit;
mod entities;
mod fold;
mod ftm;
mod gapped;
mod import;
mod inflect;
mod language;
mod lexicon;
mod lists;
mod number;
mod parts;
mod people;
mod period;
mod phrases;
mod place;
mod propose;
mod rolls;
mod row;
mod rules;
mod scan;
mod senses;
mod sfm;
mod speaker;
mod special;
mod status;
mod told_when;
mod verbs;
mod when;

pub use columns::{Field, MappedColumn, Mapping, MappingError};
pub use entities::{EntityRow, EntityTable, read_entities};
pub use fold::folded;
pub use ftm::{is_ftm, read_ftm};
pub use import::{
    Changes, ImportAs, ImportProblem, Imported, ImportedClaim, Severity, compare, import_table, same_claim,
};
pub use propose::{Cause, Proposal, explain, proposals, propose};
pub use speaker::speaker;
