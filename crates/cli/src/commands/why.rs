//! `sanad why`: from a number to its quotes, and from each quote to its place in the log.

use std::process::ExitCode;

use sanad_case::{Ground, Result, Why};

use crate::args::Rest;
use crate::context::{Context, case_and_one, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Rest) -> Result<ExitCode> {
    let (path, id) = case_and_one(args.rest, "ID")?;
    let why = context.read(&path)?.why(&typed(&id)?)?;
    if context.json {
        out::json(&why)?;
    } else {
        show(&why, 0);
    }
    Ok(ExitCode::SUCCESS)
}

fn show(why: &Why, depth: usize) {
    let indent = "  ".repeat(depth);
    out::line(&format!("{indent}{}  {}", why.id, out::safe(&why.says)));
    for ground in &why.from {
        match ground {
            Ground::Statement(why) => show(why, depth + 1),
            Ground::Passage { quote, item, index, .. } => out::line(&format!(
                "{indent}  \u{ab}{}\u{bb}  item {item}, log position {index}",
                out::safe(quote)
            )),
        }
    }
}
