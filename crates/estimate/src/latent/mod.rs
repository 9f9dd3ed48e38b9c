//! The latent class model of Manrique-Vallier 2016.
#![allow(dead_code, missing_docs, unreachable_pub)]
mod draw;
mod gibbs;
mod model;
pub mod probe;

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
