//! `sanad read`: the text of an item with its places.

use std::process::ExitCode;

use sanad_case::Result;

use crate::args::Rest;
use crate::context::{Context, case_and_one, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Rest) -> Result<ExitCode> {
    let (path, id) = case_and_one(args.rest, "ITEM")?;
    let reading = context.read(&path)?.read_item(&typed(&id)?)?;
    if context.json {
        out::json(&reading)?;
        return Ok(ExitCode::SUCCESS);
    }
    for line in reading.text.lines() {
        out::line(&out::safe(line));
    }
    for problem in &reading.problems {
        context.say(&format!("note: {problem}"));
    }
    Ok(ExitCode::SUCCESS)
}
