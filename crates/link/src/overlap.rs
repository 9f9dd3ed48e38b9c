//! Who is on which lists, counted: the table that estimation takes.

use std::collections::BTreeMap;

/// People by combination of lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlaps {
    /// The lists.
    pub lists: Vec<String>,
    /// For each combination that somebody stands on, whether each list is in it, and how many people stand on exactly these.
    pub rows: Vec<(Vec<bool>, u64)>,
}

impl Overlaps {
    /// Counts groups: `groups` holds the first record of each record's group, `list_of` a number of `lists` for each record.
    #[must_use]
    pub fn of(groups: &[usize], lists: &[String], list_of: &[usize]) -> Overlaps {
        let mut on: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        for (group, list) in groups.iter().zip(list_of) {
            if let Some(here) = on.entry(*group).or_insert_with(|| vec![false; lists.len()]).get_mut(*list) {
                *here = true;
            }
        }
        let mut rows: BTreeMap<Vec<bool>, u64> = BTreeMap::new();
        for combination in on.into_values() {
            *rows.entry(combination).or_default() += 1;
        }
        Overlaps { lists: lists.to_vec(), rows: rows.into_iter().rev().collect() }
    }

    /// A 0/1 column for each list and a last column `count`.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // writing to memory does not fail
        let _ = writer.write_record(self.lists.iter().map(String::as_str).chain(["count"]));
        for (on, count) in &self.rows {
            let cells = on.iter().map(|on| if *on { "1".to_owned() } else { "0".to_owned() });
            let _ = writer.write_record(cells.chain([count.to_string()]));
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}
