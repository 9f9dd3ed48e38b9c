//! The latent class model of Manrique-Vallier 2016.
#![allow(dead_code, missing_docs, unreachable_pub)]
mod draw;
mod gibbs;
mod model;
pub mod probe;
