//! A proof as a stranger gets it: made by `sanad prove`, checked by `sanad-verify`.

use std::fs;

use anyhow::{Context, Result};

use crate::program::{Programs, good};
use crate::rng::Rng;
use crate::scratch::Scratch;
use crate::startup::median;
use crate::table::{Row, Table, Want};

/// Items in the case that the proof is taken from.
const ITEMS: u64 = 300;

pub(crate) fn run(scratch: &Scratch, rounds: u64, table: &mut Table) -> Result<()> {
    let programs = Programs::new(scratch)?;
    let case = programs.new_case(scratch, "proof")?;
    let (mut rng, mut files) = (Rng::new(11), Vec::new());
    for number in 0..ITEMS {
        let file = scratch.join(&format!("item-{number}.bin"));
        fs::write(&file, rng.bytes(2000))?;
        files.push(file.into_os_string());
    }
    good(programs.sanad(&["add".as_ref(), case.as_os_str()]).args(&files))?;
    let items = programs.json("items", &case, &[])?;
    let id = items["items"][7]["item"].as_str().context("sanad items --json gave no items")?.to_owned();
    let (mut bundles, case_words) = (0, case);
    let made = median(rounds.min(5), || {
        bundles += 1;
        let out = scratch.join(&format!("proof-{bundles}"));
        let words =
            ["prove".as_ref(), case_words.as_os_str(), id.as_ref(), "--out".as_ref(), out.as_os_str()];
        good(programs.sanad(&words).arg("--with-content"))
    })?;
    table.push(Row::new("sanad prove, passphrase stretched included", made, "ms, median"));
    let bundle = scratch.join("proof-1");
    let checked = median(rounds, || good(&mut programs.verify(&[&bundle])))?;
    let nothing = median(rounds, || good(&mut programs.verify(&["--help"])))?;
    let row = Row::new("sanad-verify, start of the program included", checked, "ms, median");
    table.push(row.beside("sanad-verify --help", nothing).want(Want::AtMost(50.0)));
    Ok(())
}
