//! When no number may be given, whatever a model would print: each refusal says why, and what would change it.
//!
//! The rules are those of the Human Rights Data Analysis Group's practice (at least three lists with people) and our own
//! on small numbers; Aleshin-Guendel, Sadinle & Wakefield 2021 (arXiv 2101.09304) on why no fit can replace them.

use crate::overlap::Overlap;
use crate::table::Table;

/// The fewest people.
pub(crate) const LEAST_PEOPLE: u64 = 30;
/// The fewest people on more than one list.
pub(crate) const LEAST_ON_SEVERAL: u64 = 10;
/// The upper end of an interval may be this multiple of the people seen, and no more.
pub(crate) const MOST_MULTIPLE: f64 = 20.0;
/// The most probability of the graph under which the lists say nothing of the unseen.
pub(crate) const MOST_COMPLETE: f64 = 0.05;

/// The cap of the latent class model, as a multiple of the people seen.
pub(crate) const CAP: u64 = 20;
/// The largest share of its draws that may lie beyond.
pub(crate) const MOST_CAPPED: f64 = 0.01;

/// Why there is no estimate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// There is nobody in the table.
    #[error("no list holds anybody; there is nothing to estimate from")]
    Nobody,
    /// All people are on one list.
    #[error(
        "there is only one list ({0}); how many it missed can be told only from lists made independently of it"
    )]
    OneList(String),
    /// One list has everybody.
    #[error(
        "{0} holds everybody who is on any list, so the others say nothing of whom it missed; a list with people that it does not have would be needed"
    )]
    Union(String),
    /// Some lists share nobody with the rest.
    #[error(
        "these groups of lists share nobody: {0}; without people on both sides nothing links them: check how people were matched, or estimate each group by itself"
    )]
    Islands(String),
    /// Fewer than 30.
    #[error("only {0} people are on any list, and at least {LEAST_PEOPLE} are needed")]
    FewPeople(u64),
    /// Fewer than 10.
    #[error(
        "only {0} people are on more than one list, and at least {LEAST_ON_SEVERAL} are needed: everything is inferred from these"
    )]
    FewOnSeveral(u64),
    /// No three lists overlap pairwise.
    #[error(
        "no three lists overlap pairwise, so dependence between two of them cannot be told from people missed by both; a further list, or more complete matching, would be needed"
    )]
    NoTriangle,
    /// The complete graph is too probable.
    #[error(
        "the data support full dependence of all lists on each other (probability {0:.2}), under which they say nothing of people on none; further lists made in other ways would be needed"
    )]
    Complete(f64),
    /// The cap on the number of people was met too often.
    #[error(
        "the latent class model ran into its cap of {0} times the people seen: the data set no upper end"
    )]
    Capped(u64),
    /// The upper end is out of bounds.
    #[error(
        "the upper end of the interval is more than {MOST_MULTIPLE} times the people seen: the data set no upper end; more people on several lists would be needed"
    )]
    NoUpperEnd,
    /// No method could be used.
    #[error("no method can be used on this table: {0}")]
    NoMethod(String),
}

/// Looks at a table without empty or identical lists.
pub(crate) fn look(table: &Table, overlap: &Overlap) -> Option<Refusal> {
    let name = |j: usize| table.lists()[j].clone();
    let all = table.observed();
    match table.width() {
        0 => return Some(Refusal::Nobody),
        1 => return Some(Refusal::OneList(name(0))),
        _ => {}
    }
    if let Some(j) = (0..table.width()).find(|j| overlap.on[*j] == all) {
        return Some(Refusal::Union(name(j)));
    }
    if overlap.islands.len() > 1 {
        let groups = overlap.islands.iter();
        let words = groups.map(|group| group.iter().map(|j| name(*j)).collect::<Vec<_>>().join(", "));
        return Some(Refusal::Islands(words.collect::<Vec<_>>().join(" | ")));
    }
    if all < LEAST_PEOPLE {
        return Some(Refusal::FewPeople(all));
    }
    if overlap.on_several() < LEAST_ON_SEVERAL {
        return Some(Refusal::FewOnSeveral(overlap.on_several()));
    }
    (table.width() > 2 && !overlap.has_triangle()).then_some(Refusal::NoTriangle)
}
