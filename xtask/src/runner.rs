//! The test runner: nextest where it is installed, `cargo test` where not, with the same counts from both.
//!
//! A test that finds its machine lacking prints one line `SKIPPED: needs <tool>: <command that installs it>` and returns.
//! Runners hide what passing tests say and count them as passed; here both runners are made to hand it over (nextest in
//! its JUnit report, `cargo test` by `--show-output`), so that such a test is counted as skipped and its line is told.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::steps::Counts;
use crate::workspace::{cargo, root};

/// What a test says that cannot be run here.
const SKIPPED: &str = "SKIPPED: ";

/// All tests but those in documentation.
pub(crate) fn tests() -> Result<Counts> {
    let nextest = cargo(&["nextest", "--version"]).stderr(Stdio::null()).stdout(Stdio::null()).status();
    if nextest.is_ok_and(|status| status.success()) {
        with_nextest()
    } else {
        with_libtest(cargo(&[
            "test",
            "--workspace",
            "--all-targets",
            "--locked",
            "--no-fail-fast",
            "--",
            "--show-output",
        ]))
    }
}

/// The examples in documentation; nextest does not run them.
pub(crate) fn doctests() -> Result<Counts> {
    with_libtest(cargo(&[
        "test",
        "--workspace",
        "--doc",
        "--locked",
        "--no-fail-fast",
        "--",
        "--show-output",
    ]))
}

fn with_nextest() -> Result<Counts> {
    // nextest puts its reports below the source tree, wherever cargo builds.
    let report = root().join("target/nextest/xtask/junit.xml");
    let _ = fs::remove_file(&report);
    let status = cargo(&[
        "nextest",
        "run",
        "--workspace",
        "--all-targets",
        "--locked",
        "--profile",
        "xtask",
        "--no-tests",
        "pass",
    ])
    .status()
    .context("cargo nextest")?;
    let mut counts = read_junit(&fs::read_to_string(&report).unwrap_or_default());
    if !status.success() && counts.failed.is_empty() {
        counts.broken = Some(format!("{status}, see above"));
    }
    Ok(counts)
}

fn with_libtest(mut command: Command) -> Result<Counts> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo test")?;
    let mut said = String::new();
    for line in BufReader::new(child.stdout.take().context("no stdout")?).lines() {
        let line = line?;
        println!("{line}");
        said.push_str(&line);
        said.push('\n');
    }
    let status = child.wait()?;
    let mut counts = read_libtest(&said);
    if !status.success() && counts.failed.is_empty() {
        counts.broken = Some(format!("{status}, see above"));
    }
    Ok(counts)
}

/// Counts from a JUnit report as nextest writes it.
fn read_junit(report: &str) -> Counts {
    let mut counts = Counts::default();
    for case in report.split("<testcase ").skip(1) {
        let case = case.split("</testcase>").next().unwrap_or_default();
        let name = format!("{} {}", attribute(case, "classname"), attribute(case, "name"));
        if case.contains("<failure") || case.contains("<error") {
            counts.failed.push(name);
        } else if let Some(line) = case.lines().find_map(skip_line) {
            counts.skipped.push((name, line));
        } else {
            counts.passed += 1;
        }
    }
    counts
}

fn attribute(case: &str, name: &str) -> String {
    let start = format!("{name}=\"");
    let at = case.match_indices(&start).map(|(at, _)| at).find(|at| *at == 0 || case[..*at].ends_with(' '));
    let value = at.map(|at| &case[at + start.len()..]).and_then(|rest| rest.split('"').next());
    plain(value.unwrap_or_default())
}

/// Counts from the words of libtest: `test result:` lines, and the outputs that `--show-output` shows under `---- name`.
fn read_libtest(said: &str) -> Counts {
    let mut counts = Counts::default();
    let mut current = String::new();
    for line in said.lines() {
        if let Some(name) = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----")) {
            current = name.to_owned();
        } else if let Some(name) =
            line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            counts.failed.push(name.to_owned());
        } else if let Some(result) = line.strip_prefix("test result: ") {
            counts.passed += number_before(result, " passed");
            for _ in 0..number_before(result, " ignored") {
                counts.skipped.push(("ignored".to_owned(), "marked as ignored".to_owned()));
            }
            current.clear();
        } else if let Some(line) = skip_line(line) {
            // The runner counted it as passed; one test may say it more than once.
            if !counts.skipped.iter().any(|(name, _)| *name == current) {
                counts.skipped.push((current.clone(), line));
            }
        }
    }
    let said_so = counts.skipped.iter().filter(|(name, _)| name != "ignored").count();
    counts.passed = counts.passed.saturating_sub(said_so);
    counts
}

fn skip_line(line: &str) -> Option<String> {
    line.split_once(SKIPPED).map(|(_, said)| plain(said))
}

fn number_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn plain(xml: &str) -> String {
    xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_lacks_a_program_is_skipped_and_not_passed() {
        let junit = r#"<testsuites name="nextest-run" tests="3"><testsuite name="sanad-text">
            <testcase name="a" classname="sanad-text"><system-out>fine</system-out></testcase>
            <testcase name="b" classname="sanad-text"><system-out>test b ... SKIPPED: needs qpdf: apt-get install qpdf
            ok</system-out></testcase>
            <testcase name="c" classname="sanad-text"><failure message="&lt;"/></testcase>
            <testcase name="d" classname="sanad-text"/></testsuite></testsuites>"#;
        let counts = read_junit(junit);
        assert_eq!(counts.passed, 2);
        assert_eq!(counts.failed, ["sanad-text c"]);
        assert_eq!(
            counts.skipped,
            [("sanad-text b".to_owned(), "needs qpdf: apt-get install qpdf".to_owned())]
        );
    }

    #[test]
    fn libtest_is_counted_the_same_way() {
        let said = "running 3 tests\ntest a ... ok\ntest b ... ok\ntest c ... FAILED\n\nsuccesses:\n\n---- b stdout ----\n\
                    SKIPPED: needs qpdf: apt-get install qpdf\nSKIPPED: needs qpdf: apt-get install qpdf\n\nfailures:\n\n\
                    ---- c stdout ----\nboom\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
                    test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured\n";
        let counts = read_libtest(said);
        assert_eq!(counts.passed, 5);
        assert_eq!(counts.failed, ["c"]);
        assert_eq!(counts.skipped.len(), 2);
        assert_eq!(counts.skipped[0].1, "needs qpdf: apt-get install qpdf");
    }
}
