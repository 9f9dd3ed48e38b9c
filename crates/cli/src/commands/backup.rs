//! `sanad backup` and `sanad restore`: one encrypted file out, a case with a successor log in.

use std::path::Path;
use std::process::ExitCode;

use sanad_case::{CaseError, Result};

use crate::args::{Rest, Restore};
use crate::context::{Context, Terminal, case_and_one, with_ending};
use crate::out;

pub(super) fn backup(context: &Context, args: Rest) -> Result<ExitCode> {
    let (path, file) = case_and_one(args.rest, "OUT")?;
    let written = context.write(&path, "backup")?.backup(Path::new(&file))?;
    if context.json {
        out::json(&written)?;
    } else {
        out::line(&format!("{} bytes in {}, up to entry {}.", written.bytes, written.file, written.entries));
        context.say(&format!("Next: sanad restore {} --check", written.file));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(context: &Context, args: &Restore) -> Result<ExitCode> {
    match (&args.case, args.check) {
        (None, true) => check(context, &args.input),
        (Some(case), false) => {
            let actor = context.actor();
            let restored =
                sanad_case::backup::restore(&args.input, &with_ending(case), &mut Terminal, actor)?;
            if context.json {
                out::json(&restored)?;
            } else {
                out::line(&format!("Restored as {}: {} entries.", restored.case, restored.entries));
                out::line(&format!(
                    "It has a log of its own from here on; give its key to verifiers:\n  {}",
                    restored.log_key
                ));
            }
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(CaseError::wrong_use("expected IN CASE, or IN --check", "see sanad restore --help")),
    }
}

fn check(context: &Context, input: &Path) -> Result<ExitCode> {
    let bar = super::progress::things(context, 0);
    let checked = sanad_case::backup::check(input, &mut Terminal, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if context.json {
        out::json(&checked)?;
    } else {
        checked.problems.iter().for_each(|p| out::line(&out::safe(p)));
        let verdict = if checked.ok { "The backup opens and is whole" } else { "The backup is damaged" };
        out::line(&format!("{verdict}: {} items, {} entries.", checked.items, checked.entries));
    }
    Ok(if checked.ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
