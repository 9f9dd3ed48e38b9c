//! `cargo xtask bench NAME`: builds what is measured in release and hands over to the package `bench`.

use anyhow::{Context, Result, bail};

use crate::demo::build;
use crate::workspace::cargo;

/// The benches, and whether they drive the programs themselves.
const NAMES: &[(&str, bool)] = &[
    ("limits", false),
    ("ledger", false),
    ("estimate", false),
    ("coverage", false),
    ("claims", false),
    ("crash", true),
    ("add", true),
    ("startup", true),
    ("proof", true),
    ("names", false),
    ("link", true),
    ("web", true),
    ("dossier", true),
];

/// Runs one bench; what follows its name goes to it.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let Some((name, rest)) = options.split_first() else { bail!("which? {}", names()) };
    let Some((_, drives)) = NAMES.iter().find(|(known, _)| known == name) else {
        bail!("no bench {name}; there are {}", names())
    };
    let mut command =
        cargo(&["run", "--quiet", "--release", "--locked", "--package", "sanad-bench", "--", name]);
    if *drives {
        command.env("SANAD_BIN", build(&["--release"])?);
    }
    Ok(command.args(rest).status().context("cargo run --package sanad-bench")?.success())
}

fn names() -> String {
    NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}
