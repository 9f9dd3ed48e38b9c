//! Placeholder.
#[derive(Debug)]
pub(crate) struct Rule;
pub(crate) fn read(_: &str) -> (Vec<Rule>, Vec<String>) {
    (vec![Rule], vec![])
}
