//! `sanad actor`: who works on the case.

use std::process::ExitCode;

use sanad_case::Result;
use serde_json::json;

use crate::args::Actor;
use crate::context::{Context, case_and_one, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Actor) -> Result<ExitCode> {
    match args {
        Actor::Add { rest } => {
            let (path, name) = case_and_one(rest, "NAME")?;
            let actor = context.write(&path, "actor add")?.add_actor(&typed(&name)?)?;
            if context.json {
                out::json(&json!({"actor": actor.id, "name": actor.name}))?;
            } else {
                out::line(&format!("{} works on the case now ({}).", out::safe(&actor.name), actor.id));
            }
        }
        Actor::List(case) => {
            let actors = context.read(&case.path()?)?.actors()?;
            if context.json {
                out::json(&json!({"actors": actors}))?;
            } else {
                out::table(["actor", "name"], actors.into_iter().map(|a| [a.id.to_string(), a.name]));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
