//! Rules for the documents: links that lead somewhere, decisions that can be found, an architecture that stays short.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use super::Findings;

/// The most lines that ARCHITECTURE.md may have: a newcomer reads it in one go.
const MOST_LINES: usize = 250;

/// Checks every Markdown file.
pub(crate) fn check(root: &Path, files: &[PathBuf], found: &mut Findings) -> Result<()> {
    let mut numbers = BTreeSet::new();
    let index = fs::read_to_string(root.join("docs/README.md")).unwrap_or_default();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
        let Ok(text) = fs::read_to_string(root.join(file)) else { continue };
        for target in links(&text) {
            let Some(path) = within(file, &target) else {
                found.broken(file.display(), format!("link to {target} leaves the tree"));
                continue;
            };
            if !root.join(&path).exists() {
                found.broken(file.display(), format!("link to {target} leads nowhere"));
            }
        }
        if *file == Path::new("ARCHITECTURE.md") && text.lines().count() > MOST_LINES {
            found.broken(file.display(), format!("{} lines, of {MOST_LINES} at most", text.lines().count()));
        }
        let decision = file.strip_prefix("docs").ok().filter(|below| below.starts_with("decisions"));
        if decision.is_some_and(|below| !index.contains(&format!("({})", below.display()))) {
            found.broken("docs/README.md", format!("does not list {}", file.display()));
        }
        let number = decision.and_then(|below| below.file_name()?.to_str()?.get(..4).map(str::to_owned));
        if number.is_some_and(|number| !numbers.insert(number)) {
            found.broken(file.display(), "another decision has this number: take the next free one");
        }
    }
    Ok(())
}

/// The relative targets of links and pictures, without their anchors, outside code.
fn links(text: &str) -> Vec<String> {
    let (mut found, mut in_code) = (Vec::new(), false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for rest in plain.split("](").skip(1).chain(plain.split("src=\"").skip(1)) {
            let target =
                rest.split([')', '"']).next().unwrap_or_default().split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// The target as a path from the root, or nothing if it leaves the tree.
fn within(file: &Path, target: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    let parent = file.parent().unwrap_or(Path::new(""));
    for part in parent.join(target).components() {
        match part {
            Component::ParentDir => path.pop().then_some(())?,
            Component::CurDir => {}
            Component::Normal(name) => path.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_where_readers_see_them() {
        let text = "[a](b.md#c) ![p](img/x.png) [w](https://x.org/) `[n](no.md)`\n```\n[n](no.md)\n```\n[s](#here)\n<img src=\"y.png\" width=\"9\">\n";
        assert_eq!(links(text), ["b.md", "img/x.png", "y.png"]);
    }

    #[test]
    fn a_link_stays_in_the_tree() {
        assert_eq!(within(Path::new("docs/a.md"), "../README.md"), Some(PathBuf::from("README.md")));
        assert_eq!(within(Path::new("docs/a.md"), "../../x"), None);
    }
}
