//! The rules of the house as a test: crate edges, budgets, what a file must and must not hold, documents that cannot drift.
//!
//! A rule that lives in memory is broken by the next person. Each one here says in its message what to do instead.

mod code;
mod documents;
mod edges;
mod sources;

use anyhow::Result;

use crate::steps::Outcome;
use crate::workspace::{files, root};

/// What was found.
#[derive(Default)]
pub(crate) struct Findings {
    /// Broken rules, one line each, with the file.
    pub(crate) broken: Vec<String>,
    /// Words on the state of the tree.
    pub(crate) notes: Vec<String>,
}

impl Findings {
    fn broken(&mut self, place: impl std::fmt::Display, rule: impl std::fmt::Display) {
        self.broken.push(format!("{place}: {rule}"));
    }

    /// Prints the broken rules and says how the step ended.
    pub(crate) fn outcome(&self) -> Outcome {
        self.broken.iter().for_each(|line| println!("{line}"));
        match self.broken.len() {
            0 => Outcome::Passed(self.notes.join("; ")),
            n => Outcome::Failed(format!("{n} rules broken, see above")),
        }
    }
}

/// Looks at the whole tree.
pub(crate) fn check() -> Result<Findings> {
    let mut found = Findings::default();
    let files = files()?;
    edges::check(&mut found)?;
    sources::check(&root(), &files, &mut found)?;
    documents::check(&root(), &files, &mut found)?;
    Ok(found)
}

/// `cargo xtask tidy`.
pub(crate) fn run() -> Result<bool> {
    let found = check()?;
    found.broken.iter().for_each(|line| println!("{line}"));
    found.notes.iter().for_each(|line| println!("{line}"));
    println!("{} rules broken", found.broken.len());
    Ok(found.broken.is_empty())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        let found = super::check().expect("the tree can be read");
        assert!(found.broken.is_empty(), "{}", found.broken.join("\n"));
    }
}
