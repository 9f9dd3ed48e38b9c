//! Multiple systems estimation: from who is on which lists to how many are on none, or a refusal.

pub mod diagnostics;
pub mod graphs;
mod judge;
pub mod latent;
pub mod loglinear;
mod method;
mod overlap;
mod posterior;
mod read;
mod refuse;
mod simple;
mod special;
mod strata;
mod table;

pub use judge::{Options, Report, Variant, Verdict, Watch, judge};
pub use method::{Detail, Method, Name};
pub use overlap::Overlap;
pub use posterior::Posterior;
pub use read::{ReadError, Stratum, strata_from_csv, table_from_csv};
pub use refuse::Refusal;
pub use simple::{Interval, chapman, total_at};
pub use strata::{Total, total};
pub use table::{Cell, MAX_LISTS, MAX_PEOPLE, Reduced, Table, TableError};
