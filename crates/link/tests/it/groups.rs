//! Shared by the tests: a list in, its groups out.

use sanad_link::{Links, Options, Sheet, link};

/// Reads a list.
pub(crate) fn sheet(text: &str) -> Sheet {
    Sheet::read(text.as_bytes(), &[]).unwrap()
}

/// Links one list.
pub(crate) fn linked(text: &str, options: &Options) -> Links {
    link(&[&sheet(text)], options)
}

/// The groups with more than one record, each in order.
pub(crate) fn groups(links: &Links) -> Vec<Vec<usize>> {
    let mut groups = std::collections::BTreeMap::<usize, Vec<usize>>::new();
    for (record, group) in links.groups.iter().enumerate() {
        groups.entry(*group).or_default().push(record);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}
