//! The three ways of estimating, brought to one form so that they can be laid side by side.

use crate::graphs;
use crate::latent;
use crate::loglinear;
use crate::refuse::{CAP, MOST_CAPPED, MOST_COMPLETE, Refusal};
use crate::special::{real, size};
use crate::table::Table;

/// A way of estimating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Latent classes.
    Latent,
    /// Decomposable graphs.
    Graphs,
    /// Log-linear models.
    Loglinear,
}

/// What one method says of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// Which.
    pub name: Name,
    /// Whether its number may be used. What is computed exactly has always converged.
    pub converged: bool,
    /// Number of people: the middle.
    pub median: f64,
    /// The mean.
    pub mean: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// R-hat, of what is simulated.
    pub rhat: Option<f64>,
    /// The least effective number of draws, of what is simulated.
    pub ess: Option<f64>,
    /// What was believed beforehand, in words.
    pub prior: String,
    /// What should be told with it.
    pub notes: Vec<String>,
    /// Seconds that it took, as the caller's watch has them.
    pub seconds: f64,
    /// Draws of the number of people.
    pub draws: Vec<f64>,
    /// What only this method has.
    pub detail: Detail,
}

/// What only one method has.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Of the graphs.
    Graphs(Box<graphs::Fit>),
    /// Of the log-linear models.
    Loglinear(Box<loglinear::Fit>),
    /// Of the latent classes.
    Latent(Box<latent::Fit>),
}

/// Draws that are kept of a method that computes.
pub(crate) const DRAWS: usize = 4000;

impl Name {
    /// As commands and files have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Latent => "latent",
            Self::Graphs => "graphs",
            Self::Loglinear => "loglinear",
        }
    }

    /// What has to be believed, and cannot be tested, for the number to be right.
    pub const fn assumption(self) -> &'static str {
        match self {
            Self::Latent => {
                "people fall into a few hidden groups; within a group, being on one list makes it neither more nor less \
                 likely to be on another"
            }
            Self::Graphs => {
                "the lists depend on each other only along the lines of a graph, and people on no list follow the same \
                 pattern as the others"
            }
            Self::Loglinear => {
                "two lists may draw each other's people or avoid them, but this is the same whether or not people are on \
                 further lists"
            }
        }
    }
}

impl Method {
    /// The latent classes, or why they cannot be used.
    pub(crate) fn latent(table: &Table, settings: &latent::Settings) -> Result<Self, String> {
        let fit = latent::fit(table, settings).ok_or("there is nobody in the table")?;
        let seen = real(table.observed());
        let draws: Vec<f64> = fit.draws.iter().flatten().map(|n0| seen + real(*n0)).collect();
        let mut sorted = draws.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |q: f64| quantile(&sorted, q).unwrap_or(seen);
        let mut notes = vec![format!(
            "{} chains of {} sweeps, {:.1} classes with people",
            settings.chains, fit.sweeps, fit.occupied
        )];
        if fit.capped > 0.0 {
            notes.push(format!(
                "{:.1} % of the draws were beyond {} times the people seen and are left out",
                100.0 * fit.capped,
                settings.n_max_multiple
            ));
        }
        let worst = fit.convergence;
        Ok(Self {
            name: Name::Latent,
            converged: fit.converged && !draws.is_empty(),
            median: at(0.5),
            mean: draws.iter().sum::<f64>() / size(draws.len().max(1)),
            low: at(0.025),
            high: at(0.975),
            rhat: Some(worst.rhat),
            ess: Some(worst.bulk_ess.min(worst.tail_ess)),
            prior: format!(
                "at most {} classes, alpha ~ Gamma({}, {}), captures ~ Beta({}, {}), p(N) ~ 1/N",
                settings.classes, settings.alpha.0, settings.alpha.1, settings.lambda.0, settings.lambda.1
            ),
            notes,
            seconds: 0.0,
            draws,
            detail: Detail::Latent(Box::new(fit)),
        })
    }

    /// The graphs under one delta, or why they cannot be used.
    pub(crate) fn graphs(table: &Table, settings: &graphs::Settings, seed: u64) -> Result<Self, String> {
        let fit = graphs::fit(table, settings)
            .ok_or_else(|| format!("graphs are weighed for {} to {} lists", 3, 6))?;
        let seen = real(table.observed());
        let at = |q: f64| seen + real(fit.posterior.quantile(q));
        let delta = settings.delta(table.width());
        let mut notes = vec![format!(
            "probability of the complete graph, under which the lists say nothing of the unseen: {:.3}; it is left out",
            fit.complete
        )];
        if !fit.bounded {
            notes.push("the data set no upper end".into());
        }
        Ok(Self {
            name: Name::Graphs,
            converged: true,
            median: at(0.5),
            mean: seen + fit.posterior.mean(),
            low: at(0.025),
            high: at(0.975),
            rhat: None,
            ess: None,
            prior: format!("delta = {delta} for each cell, p(N) ~ 1/N, all graphs alike"),
            notes,
            seconds: 0.0,
            draws: fit.posterior.draws(seed, DRAWS).into_iter().map(|n0| seen + real(n0)).collect(),
            detail: Detail::Graphs(Box::new(fit)),
        })
    }

    /// The log-linear models, or why they cannot be used.
    pub(crate) fn loglinear(table: &Table, settings: &loglinear::Settings) -> Result<Self, String> {
        let fit = loglinear::fit(table, settings).map_err(|error| error.to_string())?;
        let refused: usize = fit.refused.values().sum();
        let mut notes = vec![format!(
            "{} models fitted, {refused} refused (no maximum, or not the only one)",
            fit.fitted
        )];
        if fit.by_aic.model.infinite + fit.by_bic.model.infinite > 0 {
            notes.push("lists that never overlap: their interaction is minus infinity".into());
        }
        Ok(Self {
            name: Name::Loglinear,
            converged: true,
            median: fit.median,
            mean: fit.mean,
            low: fit.low,
            high: fit.high,
            rhat: None,
            ess: None,
            prior: "none; models weighed by AIC".into(),
            notes,
            seconds: 0.0,
            draws: fit.draws.clone(),
            detail: Detail::Loglinear(Box::new(fit)),
        })
    }

    /// What a method found out that forbids an estimate.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match &self.detail {
            Detail::Graphs(fit) if fit.complete > MOST_COMPLETE => Some(Refusal::Complete(fit.complete)),
            Detail::Latent(fit) if self.converged && fit.capped > MOST_CAPPED => Some(Refusal::Capped(CAP)),
            _ => None,
        }
    }
}

/// The value that the share `q` of sorted values lies at or below.
fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get(crate::special::index(q * size(last) + 0.5)).copied()
}
