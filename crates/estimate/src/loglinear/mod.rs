//! Log-linear models: each says which pairs of lists depend on each other, and extends what it finds among the people seen to
//! those unseen, on the assumption that nothing but pairs interacts (Fienberg 1972, Biometrika 59:591; Cormack 1989), or that people
//! differ in how easily they are listed, normally on the logit scale (Darroch and others 1993).
//!
//! No model is believed alone. All are fitted, and the answer is their mixture by AIC weight (Buckland, Burnham & Augustin 1997,
//! Biometrics 53:603), so that its interval includes the choice between them; the best by AIC, the best by BIC and the range of
//! all within 10 BIC are told beside it. Models without a maximum of likelihood, or with several, are refused and counted.

mod exist;
mod model;
mod newton;
mod profile;
mod search;
mod stepwise;

pub use exist::Flaw;
pub use search::Model;
pub use stepwise::Bootstrap;

use std::collections::BTreeMap;

use crate::special::{exp, ln, normal_cdf, size};
use crate::table::Table;
use model::Counts;

/// How much is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Resamples of the bootstrap; 0 for none.
    pub resamples: usize,
    /// Of the bootstrap.
    pub seed: u64,
}

/// A model that was chosen, with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The model.
    pub model: Model,
    /// Which lists interact, by position.
    pub interactions: Vec<(usize, usize)>,
    /// The fitted number of people.
    pub total: f64,
    /// 95 % by profile likelihood, number of people; without an upper end if the data give none. `None` if the profile could not be
    /// followed.
    pub interval: Option<(f64, Option<f64>)>,
}

/// What the models say.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Number of people: median and 95 % interval of the mixture of all models by AIC weight.
    pub median: f64,
    /// Its mean, bounded by 1000 times the people seen.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The best by AIC.
    pub by_aic: Chosen,
    /// The best by BIC.
    pub by_bic: Chosen,
    /// The least and the greatest number of people among the models within 10 BIC of the best, and how many these are.
    pub within_ten: (f64, f64, usize),
    /// The model that the stepwise search ends in.
    pub stepwise: Option<Chosen>,
    /// The interval of the stepwise search, by bootstrap.
    pub bootstrap: Option<Bootstrap>,
    /// Models fitted.
    pub fitted: usize,
    /// Models looked at.
    pub tried: usize,
    /// Models refused, by reason.
    pub refused: BTreeMap<Flaw, usize>,
    /// Draws of the number of people, from the mixture at even steps of its distribution function.
    pub draws: Vec<f64>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoFit {
    /// Fewer than three lists or more than ten.
    #[error("log-linear models are fitted to 3 to {} lists", model::MOST_LISTS)]
    Lists,
    /// No model has a maximum of likelihood.
    #[error("none of {tried} models has a maximum of likelihood that is the only one")]
    NoModel {
        /// How many were looked at.
        tried: usize,
    },
}

const DRAWS: usize = 2000;

/// Fits all models.
///
/// # Errors
/// [`NoFit`].
pub fn fit(table: &Table, settings: &Settings) -> Result<Fit, NoFit> {
    if !(3..=model::MOST_LISTS).contains(&table.width()) {
        return Err(NoFit::Lists);
    }
    let counts = Counts::of(table);
    let found = search::search(&counts);
    let (Some(by_aic), Some(by_bic)) = (found.best(Model::by_aic), found.best(Model::by_bic)) else {
        return Err(NoFit::NoModel { tried: found.tried });
    };
    let observed = counts.observed();
    let mixture = Mixture::new(&found.models, by_aic.aic, observed);
    let near: Vec<f64> =
        found.models.iter().filter(|m| m.bic <= by_bic.bic + 10.0).map(|m| observed + m.unseen).collect();
    let stepwise = stepwise::search(&counts);
    let bootstrap = stepwise
        .as_ref()
        .filter(|_| settings.resamples > 0)
        .and_then(|m| stepwise::bootstrap(&counts, observed + m.unseen, settings.resamples, settings.seed));
    let draws: Vec<f64> =
        (0..DRAWS).map(|k| observed + mixture.quantile((size(k) + 0.5) / size(DRAWS))).collect();
    let chosen = |m: &Model| Chosen {
        interactions: m.interactions(counts.lists),
        total: observed + m.unseen,
        interval: profile::interval(m.pairs, &counts, m.unseen)
            .map(|(low, high)| (observed + low, high.map(|high| observed + high))),
        model: m.clone(),
    };
    Ok(Fit {
        median: observed + mixture.quantile(0.5),
        mean: draws.iter().map(|d| d.min(1000.0 * observed)).sum::<f64>() / size(DRAWS),
        low: observed + mixture.quantile(0.025),
        high: observed + mixture.quantile(0.975),
        by_aic: chosen(by_aic),
        by_bic: chosen(by_bic),
        within_ten: (
            near.iter().copied().fold(f64::INFINITY, f64::min),
            near.iter().copied().fold(0.0, f64::max),
            near.len(),
        ),
        stepwise: stepwise.as_ref().map(chosen),
        bootstrap,
        fitted: found.models.len(),
        tried: found.tried,
        refused: found.refused,
        draws,
    })
}

/// The number of unseen people as a mixture of one log-normal distribution for each model: median exp(beta_0), variance of the logarithm
/// Var(beta_0) + 1/(n0 + 1), of the estimate and of the number itself (Rivest & Baillargeon 2007).
struct Mixture {
    /// Weight, mean and standard deviation of the logarithm.
    parts: Vec<(f64, f64, f64)>,
    most: f64,
}

impl Mixture {
    /// Models beyond 20 AIC of the best weigh less than 5e-5 of it and are left out.
    fn new(models: &[Model], best: f64, observed: f64) -> Self {
        let near: Vec<&Model> = models.iter().filter(|m| m.aic <= best + 20.0).collect();
        let weight = |m: &Model| exp(-0.5 * (m.aic - best));
        let all = near.iter().map(|m| weight(m)).sum::<f64>();
        let parts = near
            .iter()
            .map(|m| {
                let deviation = libm::sqrt(m.variance + 1.0 / (m.unseen + 1.0));
                (weight(m) / all, ln(m.unseen.max(1e-12)), deviation)
            })
            .collect();
        Self { parts, most: ln(1e6 * observed) }
    }

    /// By bisection on the logarithm.
    fn quantile(&self, q: f64) -> f64 {
        let (mut low, mut high) = (-30.0, self.most);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            let below =
                self.parts.iter().map(|(w, mean, sd)| w * normal_cdf((middle - mean) / sd)).sum::<f64>();
            if below < q { low = middle } else { high = middle }
        }
        exp(0.5 * (low + high))
    }
}
