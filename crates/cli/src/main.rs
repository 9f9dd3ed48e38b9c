//! The binary `sanad`.
fn main() {}
