//! `sanad propose`: the machine reads, people decide later.

use std::process::ExitCode;

use sanad_case::Result;

use crate::args::Rest;
use crate::context::{Context, split_case, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Rest) -> Result<ExitCode> {
    let (path, ids) = split_case(args.rest)?;
    let ids = ids.iter().map(|id| typed(id)).collect::<Result<Vec<_>>>()?;
    let mut case = context.write(&path, "propose")?;
    let bar = super::progress::things(context, case.items().len() as u64);
    let proposed = case.propose(&ids, &mut |done| bar.set_position(done))?;
    bar.finish_and_clear();
    if context.json {
        out::json(&proposed)?;
        return Ok(ExitCode::SUCCESS);
    }
    out::line(&format!(
        "{} proposals from {} items; {} wait for review.",
        proposed.new, proposed.items, proposed.waiting
    ));
    for problem in &proposed.problems {
        context.say(&format!("note: {problem}"));
    }
    context.say("Next: sanad review --next");
    Ok(ExitCode::SUCCESS)
}
