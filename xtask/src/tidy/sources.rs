//! Rules for the files that people write: the opening paragraph, the budget of lines, words that do not belong.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Findings;
use super::code::{Line, has_word, lines, without_tests};

/// The most lines of code (neither blank nor comment, without the unit tests at the end) that a file may have.
const MOST_LINES: usize = 600;

/// Words that may not stand in code, tests included, and what to do instead. Types and functions that would make results
/// differ from run to run or from machine to machine are in clippy.toml, where an exception carries its reason.
const FORBIDDEN: &[(&str, &str)] = &[
    ("unsafe", "no unsafe code here; safe wrappers exist for what we need from the system"),
    ("todo!", "say what is not there as an error, or leave it out"),
    ("unimplemented!", "say what is not there as an error, or leave it out"),
    ("#[ignore", "a test that cannot run here says so (SKIPPED: needs …) instead"),
];

/// Crates that compute and do nothing else, and what they may therefore not name outside of tests.
const PURE: &[&str] =
    &["crates/model", "crates/log", "crates/claims", "crates/record", "crates/findings", "crates/publish"];
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "std::thread", "getrandom", "SystemTime"];

/// Folders of one person's machine; the tree has to work on everybody's.
const MACHINES: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("../sh", "ared"),
];

/// Kinds of files that are read as text.
const TEXTS: &[&str] = &["rs", "md", "toml", "txt", "csv", "ftl", "typ", "html", "css", "yml", "json"];

/// Checks every file.
pub(crate) fn check(root: &Path, files: &[PathBuf], found: &mut Findings) -> Result<()> {
    let mut sizes = Vec::new();
    for file in files {
        let ending = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        let in_ci = file.starts_with(".ci");
        if !in_ci && !TEXTS.contains(&ending.as_str()) {
            continue;
        }
        let Ok(text) = fs::read_to_string(root.join(file)) else {
            continue; // Samples in other encodings are no texts of ours.
        };
        machines(file, &text, found);
        if ending == "rs" {
            sizes.push((rust(file, &text, found), file.clone()));
        }
        if file.file_name().is_some_and(|name| name == "Cargo.toml") {
            manifest(root, file, &text, found).with_context(|| format!("{}", file.display()))?;
        }
    }
    sizes.sort();
    if let Some((most, file)) = sizes.last() {
        let at = |share: usize| sizes[(sizes.len() - 1) * share / 100].0;
        found.notes.push(format!(
            "{} files: half under {} lines of code, 95 % under {}, longest {} ({})",
            sizes.len(),
            at(50) + 1,
            at(95) + 1,
            most,
            file.display()
        ));
    }
    Ok(())
}

/// The rules for one Rust file. Returns its lines of code without unit tests.
fn rust(file: &Path, text: &str, found: &mut Findings) -> usize {
    let all = lines(text);
    let own = without_tests(&all);
    if !text.starts_with("//! ") {
        found.broken(file.display(), "open with a `//!` paragraph: what lives here, and why");
    }
    if PURE.iter().any(|crate_| file.starts_with(Path::new(crate_).join("src"))) {
        for (number, line) in own.iter().enumerate() {
            for word in OUTSIDE.iter().filter(|word| has_word(&line.code, word)) {
                let place = format!("{}:{}", file.display(), number + 1);
                found.broken(
                    place,
                    format!("`{word}`: this crate asks the outside for nothing; take it as an argument"),
                );
            }
        }
    }
    for (number, line) in all.iter().enumerate() {
        let place = format!("{}:{}", file.display(), number + 1);
        for (word, instead) in FORBIDDEN {
            if forbidden(line, word) {
                found.broken(&place, format!("`{word}`: {instead}"));
            }
        }
        for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")] {
            if has_word(&line.comment, word) {
                found.broken(&place, format!("{word}: do it, or write an issue"));
            }
        }
    }
    let size = own.iter().filter(|line| line.has_code()).count();
    if size > MOST_LINES {
        found.broken(
            file.display(),
            format!("{size} lines of code, of {MOST_LINES} at most: split it by what it knows"),
        );
    }
    size
}

fn forbidden(line: &Line, word: &str) -> bool {
    if word.ends_with(|c: char| c.is_alphanumeric()) && !word.starts_with('#') {
        has_word(&line.code, word)
    } else {
        line.code.contains(word)
    }
}

fn machines(file: &Path, text: &str, found: &mut Findings) {
    for (number, line) in text.lines().enumerate() {
        for path in MACHINES {
            // After a letter or a slash it is part of an address on the web.
            let own = line.match_indices(path).any(|(at, _)| {
                !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "/.-_".contains(c))
            });
            if own {
                found.broken(
                    format!("{}:{}", file.display(), number + 1),
                    format!("{path} is a folder of one machine"),
                );
            }
        }
    }
}

/// One integration-test binary per crate, named; lints of the workspace.
fn manifest(root: &Path, file: &Path, text: &str, found: &mut Findings) -> Result<()> {
    if !text.contains("[package]") {
        return Ok(());
    }
    if !text.lines().any(|line| line.trim() == "autotests = false") {
        found.broken(
            file.display(),
            "autotests = false: one integration-test binary per crate, named in [[test]]",
        );
    }
    if text.matches("[[test]]").count() > 1 {
        found.broken(file.display(), "more than one [[test]]: each costs a link; make them modules of one");
    }
    if !text.contains("[lints]\nworkspace = true") {
        found.broken(file.display(), "[lints] workspace = true");
    }
    let tests = root.join(file).parent().unwrap_or(Path::new("")).join("tests");
    if tests.is_dir() && !text.contains("[[test]]") {
        let any = fs::read_dir(tests)?
            .flatten()
            .any(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
        if any {
            found.broken(file.display(), "has tests/*.rs but no [[test]]: they never run");
        }
    }
    Ok(())
}
