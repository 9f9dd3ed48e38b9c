//! The latent class model of Manrique-Vallier 2016 (Biometrics 72:1246): people fall into hidden groups, and within a group the lists
//! are independent. How many groups there are is learned, by a stick-breaking prior.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of people become real numbers here and draws become counts again; both are bounded by 2^60"
)]

mod chain;
mod draw;
mod fit;
mod gibbs;
mod model;
mod stretch;
#[cfg(test)]
mod tests;

pub use fit::{Fit, Settings, fit};

/// How many of `count` people fall to each weight.
pub(crate) fn draw_multinomial(
    count: u64,
    weights: &[f64],
    random: rand_xoshiro::Xoshiro256PlusPlus,
) -> Vec<u64> {
    let (mut rest, mut people) = (vec![0.0; weights.len()], vec![0; weights.len()]);
    gibbs::multinomial(count, weights, &mut rest, &mut people, &mut draw::Source::from_generator(random));
    people
}
