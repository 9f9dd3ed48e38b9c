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
    let restored = match (&args.case, args.check) {
        (None, true) => sanad_case::backup::check(&args.input, &mut Terminal)?,
        (Some(case), false) => sanad_case::backup::restore(&args.input, &with_ending(case), &mut Terminal)?,
        _ => return Err(CaseError::wrong_use("expected IN CASE, or IN --check", "see sanad restore --help")),
    };
    if context.json {
        out::json(&restored)?;
    } else if args.check {
        out::line(&format!(
            "The backup opens and is whole: {} items, {} entries.",
            restored.items, restored.entries
        ));
    } else {
        out::line(&format!("Restored: {} items, {} entries.", restored.items, restored.entries));
        out::line(&format!("It has a log of its own from here on; give its key to verifiers:\n  {}", restored.log_key));
    }
    Ok(ExitCode::SUCCESS)
}
