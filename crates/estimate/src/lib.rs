//! Multiple systems estimation: from who is on which lists to how many are on none, or a refusal.

mod table;

pub use table::{Cell, Table};
