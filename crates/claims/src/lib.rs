//! Text to claims: who says what happened to whom, how many, how sure, each tied to its exact quote.
//!
//! Tables are imported row by row ([`import_table`]). The words of each language are data under `lexicon/`.

mod columns;
mod import;
mod lexicon;
mod number;
mod parts;
mod people;
mod row;
mod rules;
mod scan;
mod speaker;
mod table;

pub use columns::{Field, MappedColumn, Mapping, MappingError};
pub use import::{
    Changes, ImportAs, ImportProblem, Imported, ImportedClaim, Severity, compare, import_table, same_claim,
};
pub use speaker::speaker;
