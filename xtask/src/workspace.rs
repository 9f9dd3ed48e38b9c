//! Where the tree is, how cargo is called in it, and what cargo knows of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The root of the source tree.
pub(crate) fn root() -> PathBuf {
    // Cargo says where it runs: a build kept for several checkouts must not test another one.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// `cargo` in the root, without the variables that the outer `cargo run` leaves behind (some build scripts watch them
/// and would build everything twice).
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_BIN_NAME" {
            command.env_remove(&name);
        }
    }
    command
}

/// What `cargo metadata` says, with the resolved tree if `deps`.
pub(crate) fn metadata(deps: bool) -> Result<Value> {
    let mut command = cargo(&["metadata", "--format-version", "1", "--locked"]);
    if !deps {
        command.arg("--no-deps");
    }
    let output = command.output().context("cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata: not JSON")
}

/// The folder that cargo builds into.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let metadata = metadata(false)?;
    Ok(PathBuf::from(metadata["target_directory"].as_str().context("no target_directory")?))
}

/// All files of the tree that people wrote, sorted, relative to the root. Build output and vaults are left out.
pub(crate) fn files() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    walk(&root(), &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let built = matches!(name.as_str(), "target" | ".git" | "node_modules" | "__pycache__");
        if built || name.ends_with(".sanad") || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path.strip_prefix(root())?.to_path_buf());
        }
    }
    Ok(())
}

/// Whether a program of this name is on the path.
pub(crate) fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
