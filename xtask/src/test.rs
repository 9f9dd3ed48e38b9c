//! `cargo xtask test`: all that must hold before a change lands, on any machine, with the same words as in CI.

use anyhow::{Result, bail};

use crate::steps::{Outcome, Report, holds};
use crate::workspace::cargo;
use crate::{demo, deny, runner, tidy, tools};

/// What was asked for.
#[derive(Default)]
pub(crate) struct Options {
    quick: bool,
    install: bool,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Options> {
        let mut options = Options { quick: false, install: true };
        for word in words {
            match *word {
                "--quick" => options.quick = true,
                "--no-install" => options.install = false,
                other => bail!("unknown option {other}; there are --quick and --no-install"),
            }
        }
        Ok(options)
    }
}

/// Runs every step to its end and tells all of it. True if nothing failed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let Options { quick, install } = *options;
    let mut report = Report::default();
    if !quick {
        report.step("tools", || Ok(tools::provide(install)));
    }
    report.step("format", || holds(cargo(&["fmt", "--all", "--check"])));
    report.step("tidy", || tidy::check().map(|found| found.outcome()));
    report.step("clippy", || {
        holds(cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))
    });
    report.step("tests", || runner::tests().map(Outcome::Counted));
    if quick {
        report.step("the rest", || Ok(Outcome::Skipped("left out by --quick: cargo xtask test".to_owned())));
        return Ok(report.finish());
    }
    report.step("doctests", || runner::doctests().map(Outcome::Counted));
    report.step("docs", || {
        let mut doc =
            cargo(&["doc", "--workspace", "--no-deps", "--document-private-items", "--locked", "--quiet"]);
        doc.env("RUSTDOCFLAGS", "-D warnings");
        holds(doc)
    });
    report.step("deny", || deny::policy(install));
    report.step("advisories", deny::advisories);
    report.step("demo", demo::check);
    Ok(report.finish())
}
