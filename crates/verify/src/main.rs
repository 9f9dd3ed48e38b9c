//! The binary `sanad-verify`.
fn main() {}
