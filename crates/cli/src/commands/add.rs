//! `sanad add`: files in, each acknowledged when it is durable.

use std::path::PathBuf;
use std::process::ExitCode;

use sanad_case::{Added, Provenance, Result};
use serde_json::json;

use crate::args::Add;
use crate::context::{Context, date, level, split_case};
use crate::out;

pub(super) fn run(context: &Context, args: Add) -> Result<ExitCode> {
    let (path, files) = split_case(args.rest)?;
    if files.is_empty() {
        return Err(sanad_case::CaseError::wrong_use("no file was named", "name the files after the case"));
    }
    let provenance = Provenance {
        source: args.source,
        publisher: args.publisher,
        url: args.url,
        published: date(args.published.as_deref())?,
        collected: date(args.collected.as_deref())?,
        note: args.note,
        sensitivity: args.sensitivity.as_deref().map(level).transpose()?,
    };
    let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
    let mut case = context.write(&path, "add")?;
    case.check_inputs(&files)?;
    let mut added: Vec<Added> = Vec::new();
    for file in &files {
        let progress = super::progress::bytes(context, file);
        let one = case.add_file(file, &provenance, &mut |n| progress.set_position(n))?;
        progress.finish_and_clear();
        if !context.json {
            acknowledge(context, &one);
        }
        added.push(one);
    }
    if context.json {
        out::json(&json!({"items": added}))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn acknowledge(context: &Context, one: &Added) {
    let told = if one.already { "already here" } else { "preserved" };
    out::line(&format!(
        "{}  {told} at log position {}  {} bytes  {}  {}",
        one.item,
        one.index,
        one.size,
        out::safe(&one.media),
        one.sha256
    ));
    for problem in &one.problems {
        context.say(&format!("  note: {problem}"));
    }
}
