//! `sanad check`: hash everything again, verify the log, rebuild what is derived, compare.

use std::process::ExitCode;

use sanad_case::Result;

use crate::args::OnlyCase;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &OnlyCase) -> Result<ExitCode> {
    let case = context.read(&args.path()?)?;
    let bar = super::progress::things(context, 0);
    let report = case.check(&mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if context.json {
        out::json(&report)?;
    } else {
        for problem in &report.problems {
            out::line(&out::safe(&problem.to_string()));
        }
        let verdict = if report.ok { "All is as it was logged" } else { "Something is not as it was logged" };
        out::line(&format!("{verdict}: {} items, {} entries.", report.items, report.entries));
        for note in &report.notes {
            context.say(&format!("note: {note}"));
        }
    }
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
