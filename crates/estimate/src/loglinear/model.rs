//! A hierarchical model with interactions between pairs of lists, and the sums over cells that fitting it needs.
//!
//! log mu_h = beta_0 + sum_j beta_j [j in h] + sum_{ij in pairs} beta_ij [i, j in h] + tau C(|h|, 2). A parameter stands for a set of
//! lists theta, and its column is 1 where theta is part of the pattern; tau stands for all pairs at once. A product of two
//! columns is the column of the union, so X'WX is read off one table of sums over supersets: J 2^J additions instead of p^2 2^J.
//!
//! tau is how people differ in how easily they are listed: if this is normal on the logit scale, the counts follow the model without
//! pairs and with tau (Darroch, Fienberg, Glonek & Junker 1993, J. Am. Stat. Assoc. 88:1137).

use crate::table::Table;

/// The most lists: 2^10 cells, 55 parameters.
pub(crate) const MOST_LISTS: usize = 10;

/// Which pairs of lists interact, bit k for the k-th pair of [`pairs`], and bit 63 for [`UNEVEN`].
pub(crate) type Pairs = u64;

/// The bit that says that people differ in how easily they are listed.
pub(crate) const UNEVEN: Pairs = 1 << 63;

/// All pairs of lists as masks of two bits: 01, 02, 12, 03, …
pub(crate) fn pairs(lists: usize) -> Vec<u32> {
    (1..lists).flat_map(|j| (0..j).map(move |i| 1 << i | 1 << j)).collect()
}

/// The counts of one table, ready to be fitted.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
    pub(crate) lists: usize,
    /// By pattern; entry 0 is the unseen, 0 unless a profile fixes them.
    pub(crate) cells: Vec<f64>,
    /// Sums over supersets of `cells`.
    pub(crate) margins: Vec<f64>,
}

impl Counts {
    pub(crate) fn new(lists: usize, cells: Vec<f64>) -> Self {
        let mut margins = cells.clone();
        over_supersets(&mut margins);
        Self { lists, cells, margins }
    }

    pub(crate) fn of(table: &Table) -> Self {
        let mut cells = vec![0.0; 1 << table.width()];
        for cell in table.cells() {
            cells[cell.pattern as usize] = crate::special::real(cell.count);
        }
        Self::new(table.width(), cells)
    }

    /// How many people were seen.
    pub(crate) fn observed(&self) -> f64 {
        self.margins[0] - self.cells[0]
    }

    /// The same with this many unseen.
    pub(crate) fn with_unseen(&self, n0: f64) -> Self {
        let (mut cells, mut margins) = (self.cells.clone(), self.margins.clone());
        margins[0] += n0 - cells[0];
        cells[0] = n0;
        Self { lists: self.lists, cells, margins }
    }
}

/// A model for certain counts: its parameters, and the cells that it speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    /// Sets of lists of each parameter: none, one list, one pair that interacts and overlaps, or all pairs.
    pub(crate) parameters: Vec<Vec<u32>>,
    /// Pairs that interact and never overlap: their parameter is minus infinity, their cells are not there.
    pub(crate) infinite: Vec<u32>,
    /// 1 for cells that are fitted, else 0.
    pub(crate) included: Vec<f64>,
}

impl Design {
    /// `unseen` says whether cell 0 is fitted too.
    pub(crate) fn new(model: Pairs, counts: &Counts, unseen: bool) -> Self {
        let chosen = pairs(counts.lists).into_iter().enumerate().filter(|(k, _)| model >> k & 1 == 1);
        let (finite, infinite): (Vec<u32>, Vec<u32>) =
            chosen.map(|(_, pair)| pair).partition(|pair| counts.margins[*pair as usize] > 0.0);
        let mains = (0..counts.lists).map(|j| 1_u32 << j);
        let uneven = (model & UNEVEN != 0).then(|| pairs(counts.lists));
        let singly = std::iter::once(0).chain(mains).chain(finite).map(|theta| vec![theta]);
        let parameters = singly.chain(uneven).collect();
        let patterns = 0..1_u32 << counts.lists;
        let included = patterns
            .map(|h| {
                let gone = (h == 0 && !unseen) || infinite.iter().any(|pair| h & pair == *pair);
                if gone { 0.0 } else { 1.0 }
            })
            .collect();
        Self { parameters, infinite, included }
    }

    /// How many parameters count for AIC and BIC, the infinite ones among them.
    pub(crate) fn size(&self) -> usize {
        self.parameters.len() + self.infinite.len()
    }

    /// The value of the linear predictor in every cell.
    pub(crate) fn predictor(&self, beta: &[f64], cells: usize) -> Vec<f64> {
        let mut eta = vec![0.0; cells];
        for (parameter, beta) in self.parameters.iter().zip(beta) {
            parameter.iter().for_each(|theta| eta[*theta as usize] += *beta);
        }
        over_subsets(&mut eta);
        eta
    }

    /// Whether the columns are independent over cells of these weights (those above 0), and so the parameters identified.
    pub(crate) fn full_rank(&self, weights: &[f64]) -> bool {
        let mut sums: Vec<f64> = weights.iter().map(|weight| if *weight > 0.0 { 1.0 } else { 0.0 }).collect();
        over_supersets(&mut sums);
        cholesky(self.information(&sums), self.parameters.len()).is_some()
    }

    /// X'WX, row by row, from the sums over supersets of the weights.
    pub(crate) fn information(&self, sums: &[f64]) -> Vec<f64> {
        let product = |a: &Vec<u32>, b: &Vec<u32>| match (a.as_slice(), b.as_slice()) {
            ([a], [b]) => sums[(a | b) as usize],
            _ => a.iter().map(|a| b.iter().map(|b| sums[(a | b) as usize]).sum::<f64>()).sum(),
        };
        let rows = self.parameters.iter();
        rows.flat_map(|a| self.parameters.iter().map(move |b| product(a, b))).collect()
    }

    /// The value of the column of a parameter in a cell.
    pub(crate) fn column(parameter: &[u32], pattern: u32) -> f64 {
        crate::special::size(parameter.iter().filter(|theta| pattern & **theta == **theta).count())
    }

    /// X'v for every parameter, from the sums over supersets of v.
    pub(crate) fn totals(&self, sums: &[f64]) -> Vec<f64> {
        self.parameters.iter().map(|sets| sets.iter().map(|theta| sums[*theta as usize]).sum()).collect()
    }
}

/// Replaces each entry by the sum over all sets that contain it.
pub(crate) fn over_supersets(values: &mut [f64]) {
    transform(values, |without, with| *without += *with);
}

/// Replaces each entry by the sum over all its subsets.
pub(crate) fn over_subsets(values: &mut [f64]) {
    transform(values, |without, with| *with += *without);
}

fn transform(values: &mut [f64], add: impl Fn(&mut f64, &mut f64)) {
    let mut step = 1;
    while step < values.len() {
        for block in values.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            without.iter_mut().zip(with).for_each(|(without, with)| add(without, with));
        }
        step *= 2;
    }
}

/// The lower triangle L of A = LL', in place, row by row; `None` if A is not positive definite beyond rounding.
pub(crate) fn cholesky(mut a: Vec<f64>, size: usize) -> Option<Vec<f64>> {
    for i in 0..size {
        let scale = a[i * size + i];
        for j in 0..=i {
            let (row_i, row_j) = (i * size, j * size);
            let dot = (0..j).map(|k| a[row_i + k] * a[row_j + k]).sum::<f64>();
            let rest = a[row_i + j] - dot;
            if j < i {
                a[row_i + j] = rest / a[row_j + j];
            } else if rest > 1e-11 * scale && rest.is_finite() {
                a[row_i + i] = libm::sqrt(rest);
            } else {
                return None;
            }
        }
    }
    Some(a)
}

/// Solves LL'x = b.
pub(crate) fn solve(l: &[f64], b: &[f64]) -> Vec<f64> {
    let size = b.len();
    let mut x = b.to_vec();
    for i in 0..size {
        let dot = (0..i).map(|k| l[i * size + k] * x[k]).sum::<f64>();
        x[i] = (x[i] - dot) / l[i * size + i];
    }
    for i in (0..size).rev() {
        let dot = (i + 1..size).map(|k| l[k * size + i] * x[k]).sum::<f64>();
        x[i] = (x[i] - dot) / l[i * size + i];
    }
    x
}
