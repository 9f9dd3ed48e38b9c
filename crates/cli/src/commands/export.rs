//! `sanad export`: the whole case in an open format.

use std::process::ExitCode;

use sanad_case::{ExportOptions, Format, Result};

use crate::args::Export;
use crate::context::{Context, level};
use crate::out;

pub(super) fn run(context: &Context, args: &Export) -> Result<ExitCode> {
    let options = ExportOptions {
        format: Format::named(&args.format)?,
        lang: context.lang.clone(),
        to: args.to.clone(),
        full: args.full,
        level: args.level.as_deref().map(level).transpose()?,
    };
    let written = context.write(&args.case.path()?, "export")?.export(&args.out, &options)?;
    if options.format == Format::Archive {
        context
            .say("Whoever holds the archive can read all of it; `sanad backup` writes the encrypted form.");
    }
    if context.json {
        out::json(&written)?;
        return Ok(ExitCode::SUCCESS);
    }
    written.files.iter().for_each(|f| out::line(&out::safe(&args.out.join(f).display().to_string())));
    if options.format != Format::Archive && !options.full {
        context.say(&format!(
            "Left out: {} claims, {} items; {} people under a code or initials. --full leaves nothing out.",
            written.claims_withheld, written.items_withheld, written.people_coded
        ));
    }
    Ok(ExitCode::SUCCESS)
}
