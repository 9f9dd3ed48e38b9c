//! `sanad demo`: the example case, built and shown.

use std::process::ExitCode;

use sanad_case::{Access, Case, Result};
use sanad_model::Kind;
use serde_json::json;

use crate::args::Demo;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &Demo) -> Result<ExitCode> {
    let mut demo = sanad_case::demo::Demo::begin(&args.out)?;
    demo.build(&context.lang, &mut |step| context.say(step))?;
    let case = Case::open(demo.case(), Access::Read, &mut demo.passphrase())?;
    if context.json {
        let tolls = [Kind::Killed, Kind::Wounded].map(|kind| case.toll(kind, None, None));
        let tolls = tolls.into_iter().collect::<Result<Vec<_>>>()?;
        out::json(&json!({"case": demo.case(), "files": demo.files(), "tolls": tolls}))?;
        return Ok(ExitCode::SUCCESS);
    }
    for kind in [Kind::Killed, Kind::Wounded] {
        super::toll::show(&case, &case.toll(kind, None, None)?);
        out::line("");
    }
    out::line("Written:");
    demo.files().iter().for_each(|f| out::line(&format!("  {f}")));
    out::line("\nGo on with:");
    demo.next_steps().iter().for_each(|s| out::line(&format!("  {s}")));
    Ok(ExitCode::SUCCESS)
}
