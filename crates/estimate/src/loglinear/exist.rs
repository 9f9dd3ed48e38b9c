//! Whether a model has a maximum of likelihood at all, and only one. A program that fits generalised linear models does not notice when it
//! has not: it stops somewhere on the way to infinity, and the number of unseen people with it.
//!
//! Fienberg & Rinaldo 2012 (Ann. Statist. 40:996): the maximum exists where the sufficient statistics lie inside of the
//! marginal cone: where some x has A x = A n and x_h > 0 in every cell. It depends on which cells hold somebody and not on
//! how many, so n is replaced by 1 and 0.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome};

use super::model::{Counts, Design};

/// What stands against a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// The likelihood has no maximum: some parameter runs to infinity.
    NoMaximum,
    /// The parameters cannot be told apart: several numbers of unseen people fit equally well.
    NotIdentified,
    /// The maximum was not found.
    NotFound,
}

/// Looks at a design before it is fitted.
pub(crate) fn check(design: &Design, counts: &Counts) -> Option<Flaw> {
    if !design.full_rank(&design.included) {
        return Some(Flaw::NotIdentified);
    }
    let held: Vec<f64> =
        counts.cells.iter().zip(&design.included).map(|(n, included)| n * included).collect();
    // Independent columns over the cells that hold somebody leave no direction in which to run away.
    if design.full_rank(&held) || inside(design, &held) { None } else { Some(Flaw::NoMaximum) }
}

/// max s subject to A x = A n, x_h >= s: above 0 inside the cone.
fn inside(design: &Design, held: &[f64]) -> bool {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let least = problem.add_var(1.0, (0.0, f64::INFINITY));
    let included: Vec<u32> =
        (0_u32..).zip(&design.included).filter(|(_, included)| **included > 0.0).map(|(h, _)| h).collect();
    let cells: Vec<_> = included.iter().map(|_| problem.add_var(0.0, (0.0, f64::INFINITY))).collect();
    for theta in &design.parameters {
        let mut row = Vec::new();
        let (mut within, mut sum) = (0.0, 0.0);
        for (h, cell) in included.iter().zip(&cells) {
            let value = Design::column(theta, *h);
            if value > 0.0 {
                row.push((*cell, value));
                within += value;
                sum += if held[*h as usize] > 0.0 { value } else { 0.0 };
            }
        }
        row.push((least, within));
        problem.add_constraint(row, ComparisonOp::Eq, sum);
    }
    matches!(problem.solve(), Ok(SolveOutcome::Solution(best)) if best.objective() > 1e-7)
}
