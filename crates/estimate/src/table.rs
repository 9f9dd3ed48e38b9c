//! The table every method starts from: how many people stand on each combination of lists.
//!
//! It is checked once, here: patterns are distinct, ascending and never zero, counts are never zero, and the sum fits.
//! [`Table::reduced`] drops lists without people and merges lists that name the same people, so that no method meets them.

use std::collections::BTreeMap;

/// The most lists a table may have; a pattern is a `u32`.
pub const MAX_LISTS: usize = 30;

/// The most people a table may count, so that sums of counts stay exact in `u64` and finite in `f64`.
pub const MAX_PEOPLE: u64 = 1 << 60;

/// People counted by the lists they stand on. Patterns are distinct, not zero, and in ascending order; counts are not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    lists: Vec<String>,
    cells: Vec<Cell>,
}

/// How many people stand on exactly these lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Bit `j` is set if they are on list `j`. Never zero.
    pub pattern: u32,
    /// How many.
    pub count: u64,
}

/// Why rows make no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// There are more lists than [`MAX_LISTS`].
    #[error("{0} lists; at most {MAX_LISTS} can be held")]
    TooManyLists(usize),
    /// Two lists have one name.
    #[error("two lists are called {0:?}")]
    SameName(String),
    /// A row counts people who stand on no list.
    #[error("a row counts people who are on no list")]
    OnNoList,
    /// A row speaks of a list that there is not.
    #[error("a row speaks of a list beyond the last")]
    NoSuchList,
    /// The counts add up to more than [`MAX_PEOPLE`].
    #[error("the counts add up to more than {MAX_PEOPLE}")]
    TooManyPeople,
}

/// A table in which every list holds somebody and no two hold the same people, and what was done to get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduced {
    /// What is left. A merged list has the names of its parts, joined by `+`.
    pub table: Table,
    /// Lists that held nobody.
    pub dropped: Vec<String>,
    /// Groups of lists that held exactly the same people, each now one list.
    pub merged: Vec<Vec<String>>,
}

impl Table {
    /// A table from rows of (pattern, count). Rows with one pattern are summed, counts of zero say nothing and are left out.
    ///
    /// # Errors
    /// [`TableError`], for the first row or name that cannot be held.
    pub fn new(lists: Vec<String>, rows: impl IntoIterator<Item = (u32, u64)>) -> Result<Self, TableError> {
        check_names(&lists)?;
        let mut sums = BTreeMap::<u32, u64>::new();
        let mut people = 0_u64;
        for (pattern, count) in rows {
            check_pattern(pattern, lists.len())?;
            people = people
                .checked_add(count)
                .filter(|sum| *sum <= MAX_PEOPLE)
                .ok_or(TableError::TooManyPeople)?;
            *sums.entry(pattern).or_default() += count;
        }
        Ok(Self { lists, cells: cells_of(sums) })
    }

    /// The names of the lists, in the order of the bits.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// How many lists there are.
    pub fn width(&self) -> usize {
        self.lists.len()
    }

    /// The combinations that somebody stands on.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many people stand on at least one list.
    pub fn observed(&self) -> u64 {
        self.cells.iter().map(|cell| cell.count).sum()
    }

    /// How many people stand on all of the lists in `mask` (and perhaps on others).
    pub fn on_all(&self, mask: u32) -> u64 {
        self.cells.iter().filter(|cell| cell.pattern & mask == mask).map(|cell| cell.count).sum()
    }

    /// How many people stand on exactly the lists in `pattern`.
    pub fn exactly(&self, pattern: u32) -> u64 {
        self.cells.binary_search_by_key(&pattern, |cell| cell.pattern).map_or(0, |at| self.cells[at].count)
    }

    /// Without empty lists, and with identical ones made one.
    pub fn reduced(&self) -> Reduced {
        let groups = self.groups_of_identical_lists();
        let name = |list: usize| self.lists[list].clone();
        let dropped = (0..self.width()).filter(|list| self.on_all(1 << list) == 0).map(name).collect();
        let named = |group: &Vec<usize>| group.iter().copied().map(name).collect::<Vec<_>>();
        let merged = groups.iter().filter(|group| group.len() > 1).map(named).collect();
        Reduced { table: self.merging(&groups), dropped, merged }
    }

    /// The table in which each group of lists is one list, on which people are who are on any of the group.
    /// Lists in no group are left out, and people who are on no other list with them.
    pub fn merging(&self, groups: &[Vec<usize>]) -> Self {
        let masks = groups
            .iter()
            .map(|group| group.iter().fold(0_u32, |mask, list| mask | 1 << list))
            .collect::<Vec<_>>();
        let pattern = |old: u32| {
            (0..masks.len()).filter(|new| old & masks[*new] != 0).fold(0_u32, |all, new| all | 1 << new)
        };
        let mut sums = BTreeMap::<u32, u64>::new();
        for cell in &self.cells {
            *sums.entry(pattern(cell.pattern)).or_default() += cell.count;
        }
        sums.remove(&0);
        let name = |group: &Vec<usize>| {
            group.iter().map(|list| self.lists[*list].as_str()).collect::<Vec<_>>().join("+")
        };
        Self { lists: groups.iter().map(name).collect(), cells: cells_of(sums) }
    }

    /// The table as if one list had never been kept.
    pub fn without(&self, list: usize) -> Self {
        self.merging(
            &(0..self.width()).filter(|other| *other != list).map(|other| vec![other]).collect::<Vec<_>>(),
        )
    }

    fn groups_of_identical_lists(&self) -> Vec<Vec<usize>> {
        let mut groups = Vec::<Vec<usize>>::new();
        for list in (0..self.width()).filter(|list| self.on_all(1 << list) > 0) {
            match groups.iter_mut().find(|group| self.hold_the_same(group[0], list)) {
                Some(group) => group.push(list),
                None => groups.push(vec![list]),
            }
        }
        groups
    }

    fn hold_the_same(&self, one: usize, other: usize) -> bool {
        self.cells.iter().all(|cell| cell.pattern >> one & 1 == cell.pattern >> other & 1)
    }
}

fn cells_of(sums: BTreeMap<u32, u64>) -> Vec<Cell> {
    sums.into_iter().filter(|(_, count)| *count > 0).map(|(pattern, count)| Cell { pattern, count }).collect()
}

fn check_names(lists: &[String]) -> Result<(), TableError> {
    if lists.len() > MAX_LISTS {
        return Err(TableError::TooManyLists(lists.len()));
    }
    match lists.iter().enumerate().find(|(at, name)| lists[..*at].contains(name)) {
        Some((_, name)) => Err(TableError::SameName(name.clone())),
        None => Ok(()),
    }
}

fn check_pattern(pattern: u32, lists: usize) -> Result<(), TableError> {
    match pattern {
        0 => Err(TableError::OnNoList),
        _ if u64::from(pattern) >> lists != 0 => Err(TableError::NoSuchList),
        _ => Ok(()),
    }
}
