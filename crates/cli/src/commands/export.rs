//! `sanad export`: the whole case in an open format.

use std::process::ExitCode;

use sanad_case::{AskPassphrase as _, CaseError, ExportOptions, Format, Result, SealTo};

use crate::args::Export;
use crate::context::{Context, Terminal, level};
use crate::out;

pub(super) fn run(context: &Context, args: &Export) -> Result<ExitCode> {
    let format = Format::named(&args.format)?;
    let options = ExportOptions {
        format,
        seal: seal(context, format, args)?,
        lang: context.lang.clone(),
        to: args.to.clone(),
        full: args.full,
        level: args.level.as_deref().map(level).transpose()?,
    };
    let written = context.write(&args.case.path()?, "export")?.export(&args.out, &options)?;
    if options.format == Format::Archive {
        context.say(match &options.seal {
            None => "Whoever gets hold of this archive can read all of it.",
            Some(SealTo::Passphrase(_)) => {
                "Next: sanad import NEW.sanad ARCHIVE; it asks for the passphrase."
            }
            Some(SealTo::Recipients(_)) => "Next: sanad import NEW.sanad ARCHIVE --identity FILE",
        });
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

/// An archive holds every name of the case, so it is open only to whom it is meant for, unless that was said.
fn seal(context: &Context, format: Format, args: &Export) -> Result<Option<SealTo>> {
    if format != Format::Archive {
        return if args.clear || !args.seal_to.is_empty() {
            Err(CaseError::wrong_use("--seal-to and --clear are for archives", "add --format archive"))
        } else {
            Ok(None)
        };
    }
    if args.clear {
        return Ok(None);
    }
    if !args.seal_to.is_empty() {
        return Ok(Some(SealTo::Recipients(args.seal_to.clone())));
    }
    context.say("The archive gets a passphrase of its own: whoever takes it in needs it, and nobody else.");
    Terminal.fresh().map(SealTo::Passphrase).map(Some)
}
