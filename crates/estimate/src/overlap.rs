//! Who is on which lists, as a person looks at it before any model: how large the lists are, how they overlap, and
//! whether they hang together.

use crate::table::Table;

/// What the lists share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// People on each list.
    pub on: Vec<u64>,
    /// People on both lists (and perhaps on others), list by list; on the diagonal those of the list.
    pub both: Vec<Vec<u64>>,
    /// People on these two lists and no other; on the diagonal those on this list only.
    pub only_both: Vec<Vec<u64>>,
    /// People on exactly 1, 2, … J lists.
    pub on_exactly: Vec<u64>,
    /// Combinations of lists that nobody stands on; of 2^J - 1.
    pub empty: u64,
    /// Groups of lists that share nobody with each other, by position. One group if the lists hang together.
    pub islands: Vec<Vec<usize>>,
}

impl Overlap {
    /// Counts.
    pub fn of(table: &Table) -> Self {
        let lists = table.width();
        let square = |count: &dyn Fn(u32) -> u64| {
            (0..lists).map(|i| (0..lists).map(|j| count(1 << i | 1 << j)).collect()).collect()
        };
        let mut on_exactly = vec![0; lists];
        for cell in table.cells() {
            on_exactly[cell.pattern.count_ones() as usize - 1] += cell.count;
        }
        Self {
            on: (0..lists).map(|j| table.on_all(1 << j)).collect(),
            both: square(&|mask| table.on_all(mask)),
            only_both: square(&|mask| table.exactly(mask)),
            on_exactly,
            empty: (1_u64 << lists) - 1 - table.cells().len() as u64,
            islands: islands(table),
        }
    }

    /// People on more than one list.
    pub fn on_several(&self) -> u64 {
        self.on_exactly.iter().skip(1).sum()
    }

    /// Whether three lists overlap pairwise.
    pub fn has_triangle(&self) -> bool {
        let lists = self.on.len();
        let meet = |i: usize, j: usize| self.both[i][j] > 0;
        (0..lists).any(|i| (0..i).any(|j| meet(i, j) && (0..j).any(|k| meet(i, k) && meet(j, k))))
    }
}

fn islands(table: &Table) -> Vec<Vec<usize>> {
    let mut groups: Vec<u32> = Vec::new();
    for cell in table.cells() {
        let (meeting, apart): (Vec<u32>, Vec<u32>) =
            groups.iter().partition(|group| **group & cell.pattern != 0);
        groups = apart;
        groups.push(meeting.into_iter().fold(cell.pattern, |all, group| all | group));
    }
    groups.sort_by_key(|group| group.trailing_zeros());
    groups.into_iter().map(|group| (0..table.width()).filter(|j| group >> j & 1 == 1).collect()).collect()
}
