//! `cargo xtask fixtures`: the pictures of the documents, drawn anew by the demo, so that they show what the program does.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::demo::{Folder, build};
use crate::workspace::root;

/// Writes `docs/img` from a demo run in a clean folder.
pub(crate) fn run() -> Result<bool> {
    let bins = build(&[])?;
    let folder = Folder::new("sanad-xtask-fixtures")?;
    let out = folder.0.join("out");
    folder.run(Command::new(bins.join("sanad")).args(["demo", "--out"]).arg(&out))?;
    let images = root().join("docs/img");
    fs::create_dir_all(&images)?;
    // The first days only: enough to show how reports contradict and replace each other, and short enough for a page.
    let chart = images.join("toll.png");
    let mut toll = Command::new(bins.join("sanad"));
    toll.arg("toll").arg(out.join("khujand-2018.sanad")).args(["--as-of", "2018-11-09", "--png"]).arg(&chart);
    folder.run(toll.env("SANAD_PASSPHRASE_FILE", out.join("passphrase.txt")))?;
    println!("{}", chart.display());
    Ok(true)
}
