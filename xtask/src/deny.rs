//! cargo-deny: licences, bans and sources as `deny.toml` has them, and known vulnerabilities where the database can be had.
//!
//! Where cargo-deny is not installed, it is built once from crates.io without optimisation (80 s on two cores, against
//! four minutes with) into the target folder, where a cached folder keeps it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::steps::Outcome;
use crate::workspace::{cargo, root, target_dir};

/// The version that `deny.toml` is written for.
const VERSION: &str = "0.20.2";
const INSTALL: &str = "cargo install cargo-deny --locked";

/// Licences, bans and sources.
pub(crate) fn policy(install: bool) -> Result<Outcome> {
    let Some(program) = find()? else {
        if !install {
            return Ok(Outcome::Skipped(format!("needs cargo-deny: {INSTALL}")));
        }
        build()?;
        return policy(false);
    };
    let output = run(&program, &["bans", "licenses", "sources"])?;
    if output.status.success() {
        return Ok(Outcome::Passed("licences, bans, sources".to_owned()));
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    Ok(Outcome::Failed("deny.toml does not allow this tree, see above".to_owned()))
}

/// Known vulnerabilities. A database out of reach is no failure of the tree, but is said.
pub(crate) fn advisories() -> Result<Outcome> {
    let Some(program) = find()? else {
        return Ok(Outcome::Skipped(format!("needs cargo-deny: {INSTALL}")));
    };
    let output = run(&program, &["advisories"])?;
    if output.status.success() {
        return Ok(Outcome::Passed(String::new()));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("failed to fetch advisory database") || said.contains("failed to load advisory database")
    {
        return Ok(Outcome::Skipped(
            "the advisory database is out of reach; with a way to github.com: cargo deny check advisories"
                .to_owned(),
        ));
    }
    eprint!("{said}");
    Ok(Outcome::Failed("an advisory applies to this tree, see above".to_owned()))
}

fn run(program: &PathBuf, what: &[&str]) -> Result<std::process::Output> {
    Command::new(program)
        .current_dir(root())
        .args(["--locked", "check", "--hide-inclusion-graph"])
        .args(what)
        .output()
        .with_context(|| format!("{}", program.display()))
}

fn own_folder() -> Result<PathBuf> {
    Ok(target_dir()?.join("tools").join(format!("cargo-deny-{VERSION}")))
}

/// The one built here, else any of the same series that is installed.
fn find() -> Result<Option<PathBuf>> {
    let own = own_folder()?.join("bin").join("cargo-deny");
    if own.is_file() {
        return Ok(Some(own));
    }
    let installed = PathBuf::from("cargo-deny");
    let version = Command::new(&installed).arg("--version").output();
    let fits =
        version.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).starts_with("cargo-deny 0.20."));
    Ok(fits.then_some(installed))
}

fn build() -> Result<()> {
    let folder = own_folder()?;
    let mut command =
        cargo(&["install", "cargo-deny", "--locked", "--debug", "--quiet", "--version", VERSION, "--root"]);
    command.arg(&folder).env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", folder.join("build"));
    let status = command.status().context("cargo install cargo-deny")?;
    // What it was built from is of no more use, and is ten times the size of the program.
    let _ = std::fs::remove_dir_all(folder.join("build"));
    anyhow::ensure!(status.success(), "cargo-deny cannot be built here; {INSTALL}");
    Ok(())
}
