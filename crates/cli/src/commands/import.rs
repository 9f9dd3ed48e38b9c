//! `sanad import`: a table in, its mapping shown; or a complete archive into a case of its own.

use std::path::Path;
use std::process::ExitCode;

use sanad_case::{Archive, AskPassphrase as _, Case, CaseError, ImportOptions, Opener, Result, SealedFor};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use crate::args::Import;
use crate::context::{Context, Terminal, case_and_one};
use crate::out;

pub(super) fn run(context: &Context, args: Import) -> Result<ExitCode> {
    let (path, table) = case_and_one(args.rest, "TABLE.csv")?;
    if sanad_case::is_archive(Path::new(&table)) {
        return archive(context, &path, Path::new(&table), args.identity.as_deref());
    }
    let options = ImportOptions { map: args.map, kind: args.as_kind, event: args.event, table: args.table };
    let mut case = context.write(&path, "import")?;
    let imported = case.import(Path::new(&table), &options)?;
    if context.json {
        out::json(&imported)?;
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["column", "field", "how"],
        imported.columns.iter().map(|c| {
            let field = c.field.clone().unwrap_or_else(|| "(kept in the item, not used)".to_owned());
            [c.column.clone(), field, c.how.clone()]
        }),
    );
    out::line(&format!(
        "{} rows: {} new, {} changed, {} as before{}.",
        imported.rows,
        imported.new,
        imported.changed,
        imported.unchanged,
        if imported.gone == 0 {
            String::new()
        } else {
            format!(", {} no longer in the table (kept)", imported.gone)
        },
    ));
    if imported.new + imported.changed > 0 {
        super::posts::tell_conflicts(context, &case, |_| true)?;
    }
    for problem in &imported.problems {
        context.say(&format!("note: {problem}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// A case that is not there yet is made, after all of the archive was looked through.
fn archive(context: &Context, path: &Path, file: &Path, identity: Option<&Path>) -> Result<ExitCode> {
    let archive = Archive::open(file, &mut |sealed| opener(context, sealed, identity))?;
    let made = if path.exists() {
        None
    } else {
        Some(Case::create(path, &mut Terminal, context.actor(), super::new::UNLOCK_TIME)?)
    };
    let mut case = context.write(path, "import")?;
    let taken = case.read_archive(archive)?;
    if context.json {
        let recovery = made.as_ref().map(|m| m.recovery_key.expose_secret().to_owned());
        out::json(&json!({ "archive": taken, "recovery_key": recovery }))?;
        return Ok(ExitCode::SUCCESS);
    }
    out::line(&format!(
        "{} entries and {} files of the log {}, as they were signed.",
        taken.entries,
        taken.objects,
        out::safe(&taken.origin)
    ));
    if let Some(made) = made {
        out::line(&format!("\nRecovery key of {} (shown this once):", path.display()));
        out::line(&format!("  {}", made.recovery_key.expose_secret()));
    }
    Ok(ExitCode::SUCCESS)
}

fn opener(context: &Context, sealed: SealedFor, identity: Option<&Path>) -> Result<Opener> {
    match (sealed, identity) {
        (SealedFor::Passphrase, _) => {
            context.say("The archive is sealed.");
            Terminal.existing().map(Opener::Passphrase)
        }
        (_, Some(file)) => {
            let keys = std::fs::read_to_string(file).map_err(|e| CaseError::io(file, &e))?;
            Ok(Opener::Identities(SecretString::from(keys)))
        }
        (_, None) => Err(CaseError::wrong_use(
            "the archive is sealed to a key",
            "name the file that holds it: --identity FILE",
        )),
    }
}
