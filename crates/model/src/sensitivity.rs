//! How far something may travel. A field with force: exports ask it, people do not have to remember.

use serde::{Deserialize, Serialize};

/// From what anybody may read to what never leaves. Ordered: a later one is stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// May be published.
    Public,
    /// For the people who work on the case.
    #[default]
    Team,
    /// For named people only.
    Restricted,
    /// Never leaves the vault.
    Sealed,
}
