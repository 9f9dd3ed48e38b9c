//! Who may use whom: the table of ARCHITECTURE.md compared with what cargo resolves, and the budget of foreign packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Findings;
use crate::workspace::{metadata, root};

/// The most packages that Cargo.lock may hold. Raising it is a decision: say in the commit what the new ones are for.
const MOST_PACKAGES: usize = 640;

/// The most packages that `sanad-verify` may stand on: an opposing expert has to read them.
const MOST_FOR_VERIFY: usize = 75;

/// Heavy or telling libraries and the only crates that may use them directly.
const LEAVES: &[(&str, &[&str])] = &[
    ("rusqlite", &["sanad-vault"]),
    ("argon2", &["sanad-vault"]),
    ("typst", &["sanad-publish"]),
    ("typst-pdf", &["sanad-publish"]),
    ("resvg", &["sanad-publish"]),
    ("pdf-extract", &["sanad-text"]),
    ("landlock", &["sanad-text"]),
    ("seccompiler", &["sanad-text"]),
    ("axum", &["sanad-web"]),
    ("tokio", &["sanad-web"]),
    ("maud", &["sanad-web"]),
    ("clap", &["sanad-cli"]),
    ("indicatif", &["sanad-cli"]),
    ("microlp", &["sanad-estimate"]),
    ("rand_xoshiro", &["sanad-estimate"]),
];

/// Compares, and counts.
pub(crate) fn check(found: &mut Findings) -> Result<()> {
    let metadata = metadata(true)?;
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).context("ARCHITECTURE.md")?;
    let used = used(&metadata);
    let may = table(&document);
    compare(&used, &may, found);
    let own: Vec<&Value> = members(&metadata);
    for package in &own {
        for dependency in
            array(&package["dependencies"]).iter().filter(|dependency| dependency["kind"] != "dev")
        {
            let name = text(&dependency["name"]);
            let leaf = LEAVES.iter().find(|(library, _)| *library == name);
            if leaf.is_some_and(|(_, crates)| !crates.contains(&text(&package["name"]))) {
                found.broken(
                    text(&package["name"]),
                    format!("uses {name}, which is to stay in {:?}", leaf.map(|l| l.1)),
                );
            }
        }
    }
    let packages =
        fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?.matches("[[package]]").count();
    if packages > MOST_PACKAGES {
        found.broken("Cargo.lock", format!("{packages} packages, of {MOST_PACKAGES} at most"));
    }
    let verify = reach(&metadata, "sanad-verify");
    if verify > MOST_FOR_VERIFY {
        found.broken("sanad-verify", format!("stands on {verify} packages, of {MOST_FOR_VERIFY} at most"));
    }
    found.notes.push(format!("{packages} packages locked (at most {MOST_PACKAGES}), {verify} under sanad-verify (at most {MOST_FOR_VERIFY})"));
    Ok(())
}

/// The crates and what they use of each other, by short name; without what only their tests use.
fn used(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut used = BTreeMap::new();
    for package in members(metadata) {
        let Some(name) = text(&package["name"]).strip_prefix("sanad-") else { continue };
        let edges = array(&package["dependencies"]).iter().filter(|dependency| dependency["kind"] != "dev");
        let names = edges.filter_map(|dependency| text(&dependency["name"]).strip_prefix("sanad-"));
        used.insert(name.to_owned(), names.map(str::to_owned).collect());
    }
    used
}

/// The rows `| name | what | may use | must not know |` of the document, of which the names stand in backticks.
fn table(document: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut rows = BTreeMap::new();
    for line in document.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        if let ([name, _, may, _], true) = (cells.as_slice(), cells.len() == 4) {
            let name = name.trim().trim_matches('`').to_owned();
            let names = may.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            rows.insert(name, names);
        }
    }
    rows
}

fn compare(
    used: &BTreeMap<String, BTreeSet<String>>,
    may: &BTreeMap<String, BTreeSet<String>>,
    found: &mut Findings,
) {
    for (name, edges) in used {
        let Some(allowed) = may.get(name) else {
            found.broken("ARCHITECTURE.md", format!("has no row for the crate `{name}`"));
            continue;
        };
        for edge in edges.difference(allowed) {
            found.broken(
                format!("sanad-{name}"),
                format!("uses sanad-{edge}, which its row in ARCHITECTURE.md does not allow; if it should, decide so there"),
            );
        }
    }
    for name in may.keys().filter(|name| !used.contains_key(*name)) {
        found.broken("ARCHITECTURE.md", format!("has a row for `{name}`, which is not built"));
    }
}

/// How many foreign packages a crate stands on, itself and our own not counted, tests and builds left out.
fn reach(metadata: &Value, name: &str) -> usize {
    let nodes = array(&metadata["resolve"]["nodes"]);
    let by_id: BTreeMap<&str, &Value> = nodes.iter().map(|node| (text(&node["id"]), node)).collect();
    let names: BTreeMap<&str, &str> = array(&metadata["packages"])
        .iter()
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let mut open: Vec<&str> = names.iter().filter(|(_, found)| **found == name).map(|(id, _)| *id).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in by_id.get(id).map(|node| array(&node["deps"])).unwrap_or_default() {
            let here = |kind: &Value| {
                kind["kind"].is_null()
                    && (kind["target"].is_null()
                        || text(&kind["target"]).contains("unix")
                        || text(&kind["target"]).contains("linux"))
            };
            if array(&dependency["dep_kinds"]).iter().any(here) {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    seen.iter().filter(|id| !names.get(*id).is_some_and(|name| name.starts_with("sanad-"))).count()
}

fn members(metadata: &Value) -> Vec<&Value> {
    let ids = array(&metadata["workspace_members"]);
    array(&metadata["packages"]).iter().filter(|package| ids.contains(&package["id"])).collect()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(rows: &[(&str, &[&str])]) -> BTreeMap<String, BTreeSet<String>> {
        rows.iter()
            .map(|(name, to)| ((*name).to_owned(), to.iter().map(|to| (*to).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn the_table_is_read_as_people_write_it() {
        let read = table(
            "| crate | holds | may use | must not know |\n|---|---|---|---|\n| `text` | bytes | `model`, `log` | claims |\n| `model` | words | – | files |\n",
        );
        assert_eq!(read, edges(&[("text", &["model", "log"]), ("model", &[])]));
    }

    #[test]
    fn each_way_of_drifting_is_told() {
        let may = edges(&[("text", &["model"]), ("gone", &[])]);
        let used = edges(&[("text", &["model", "vault"]), ("vault", &[])]);
        let mut found = Findings::default();
        compare(&used, &may, &mut found);
        assert_eq!(found.broken.len(), 3, "{:?}", found.broken);
    }
}
