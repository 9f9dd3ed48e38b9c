//! All models, or where there are too many of them, the best that steps from model to model find.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::exist::{self, Flaw};
use super::model::{Counts, Design, Pairs, UNEVEN, pairs};
use super::newton;
use crate::special::{ln, size};

/// All models are fitted up to this many lists; there are 2^15 for six.
pub(crate) const ALL_UP_TO: usize = 6;

/// One model that was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) pairs: Pairs,
    /// The fitted number of unseen people, exp(beta_0).
    pub unseen: f64,
    /// The variance of its logarithm.
    pub variance: f64,
    /// -2 log L + 2 p.
    pub aic: f64,
    /// -2 log L + p log n.
    pub bic: f64,
    /// Interactions whose lists do not overlap at all: their parameter is minus infinity.
    pub infinite: usize,
}

/// What came of a search.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) models: Vec<Model>,
    /// How many models were looked at.
    pub(crate) tried: usize,
    /// How many were refused, by what stood against them.
    pub(crate) refused: BTreeMap<Flaw, usize>,
}

/// Fits one model, or says what stands against it.
pub(crate) fn fit(model: Pairs, counts: &Counts) -> Result<Model, Flaw> {
    let design = Design::new(model, counts, false);
    if let Some(flaw) = exist::check(&design, counts) {
        return Err(flaw);
    }
    let fitted = newton::fit(&design, counts).ok_or(Flaw::NotFound)?;
    let parameters = size(design.size());
    Ok(Model {
        pairs: model,
        unseen: crate::special::exp(fitted.beta[0]),
        variance: fitted.variance,
        aic: -2.0 * fitted.likelihood + 2.0 * parameters,
        bic: -2.0 * fitted.likelihood + parameters * ln(counts.observed()),
        infinite: design.infinite.len(),
    })
}

/// All hierarchical models of pairs for up to [`ALL_UP_TO`] lists; else those met on the way to the best by BIC and by AIC.
pub(crate) fn search(counts: &Counts) -> Found {
    let number = pairs(counts.lists).len();
    if counts.lists <= ALL_UP_TO { all(counts, 1 << number) } else { walk(counts, number) }
}

fn all(counts: &Counts, models: u64) -> Found {
    let mut found = Found::default();
    // With people who differ a third pair adds little that can be told apart, and there are many of these.
    let uneven = (0..models).filter(|model| model.count_ones() <= 2).map(|model| model | UNEVEN);
    let all: Vec<Pairs> = (0..models).chain(uneven).collect();
    let fits: Vec<_> = all.into_par_iter().map(|model| fit(model, counts)).collect();
    fits.into_iter().for_each(|fit| found.take(fit));
    found
}

/// From the model without interactions, always to the best neighbour (one pair more or less) until none is better.
fn walk(counts: &Counts, number: usize) -> Found {
    let mut found = Found::default();
    let mut seen = BTreeMap::<Pairs, Option<Model>>::new();
    for criterion in [Model::by_bic as fn(&Model) -> f64, Model::by_aic] {
        let mut here: Pairs = 0;
        loop {
            let around: Vec<Pairs> =
                [here, here ^ UNEVEN].into_iter().chain((0..number).map(|k| here ^ 1 << k)).collect();
            let fresh: Vec<Pairs> =
                around.iter().copied().filter(|model| !seen.contains_key(model)).collect();
            let fits: Vec<_> = fresh.par_iter().map(|model| fit(*model, counts)).collect();
            for (model, fit) in fresh.into_iter().zip(fits) {
                found.take(fit.clone());
                seen.insert(model, fit.ok());
            }
            let value =
                |model: &Pairs| seen.get(model).and_then(Option::as_ref).map_or(f64::INFINITY, criterion);
            let best = around.iter().copied().min_by(|a, b| value(a).total_cmp(&value(b))).unwrap_or(here);
            if value(&best) >= value(&here) - 1e-9 {
                break;
            }
            here = best;
        }
    }
    found
}

impl Found {
    fn take(&mut self, fit: Result<Model, Flaw>) {
        self.tried += 1;
        match fit {
            Ok(model) => self.models.push(model),
            Err(flaw) => *self.refused.entry(flaw).or_default() += 1,
        }
    }

    pub(crate) fn best(&self, criterion: fn(&Model) -> f64) -> Option<&Model> {
        self.models.iter().min_by(|a, b| criterion(a).total_cmp(&criterion(b)))
    }
}

impl Model {
    pub(crate) fn by_aic(&self) -> f64 {
        self.aic
    }

    pub(crate) fn by_bic(&self) -> f64 {
        self.bic
    }

    /// Whether people differ in how easily they are listed.
    pub fn uneven(&self) -> bool {
        self.pairs & UNEVEN != 0
    }

    /// The pairs of lists that interact, by position.
    pub fn interactions(&self, lists: usize) -> Vec<(usize, usize)> {
        let chosen = pairs(lists).into_iter().enumerate().filter(|(k, _)| self.pairs >> k & 1 == 1);
        chosen
            .map(|(_, pair)| (pair.trailing_zeros() as usize, (31 - pair.leading_zeros()) as usize))
            .collect()
    }
}
