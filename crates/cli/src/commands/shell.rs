//! Completions and manual pages, both made from the arguments themselves.

use std::process::ExitCode;

use clap::CommandFactory as _;
use sanad_case::{CaseError, Result};

use crate::args::{Cli, Completions, Man};
use crate::out;

pub(super) fn completions(args: &Completions) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sanad", &mut script);
    out::line(String::from_utf8_lossy(&script).trim_end());
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(args: &Man) -> Result<ExitCode> {
    std::fs::create_dir_all(&args.dir).map_err(|e| CaseError::io(&args.dir, &e))?;
    clap_mangen::generate_to(Cli::command(), &args.dir).map_err(|e| CaseError::io(&args.dir, &e))?;
    out::line(&format!("Manual pages are in {}.", args.dir.display()));
    Ok(ExitCode::SUCCESS)
}
