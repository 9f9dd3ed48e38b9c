//! `cargo xtask fixtures`: the pictures of the documents, drawn anew by the demo, so that they show what the program does.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

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
    for name in ["toll.png", "toll.svg"] {
        fs::copy(out.join(name), images.join(name)).with_context(|| name.to_owned())?;
        println!("docs/img/{name}");
    }
    Ok(true)
}
