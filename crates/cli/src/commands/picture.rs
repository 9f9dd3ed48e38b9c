//! `sanad picture`: a picture without anything but its pixels.

use std::path::Path;
use std::process::ExitCode;

use sanad_case::Result;

use crate::args::Picture;
use crate::context::{Context, case_and_one, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Picture) -> Result<ExitCode> {
    let (path, id) = case_and_one(args.rest, "ITEM")?;
    let written = context.write(&path, "picture")?.picture(&typed(&id)?, Path::new(&args.out))?;
    if context.json {
        out::json(&written)?;
    } else {
        out::line(&out::safe(&written.file));
        context
            .say("What can be seen in it is as it was: look at faces, plates and places before it leaves.");
    }
    Ok(ExitCode::SUCCESS)
}
