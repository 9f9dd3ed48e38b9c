//! The table every method starts from: how many people stand on each combination of lists.

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

impl Table {
    /// The names of the lists, in the order of the bits.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// The combinations that somebody stands on.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many people stand on at least one list.
    pub fn observed(&self) -> u64 {
        self.cells.iter().map(|cell| cell.count).sum()
    }
}
