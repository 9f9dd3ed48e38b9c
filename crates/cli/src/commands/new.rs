//! `sanad new`: a case, its log key, and once the recovery key.

use std::process::ExitCode;
use std::time::Duration;

use sanad_case::{Case, Result};
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::args::New;
use crate::context::{Context, Terminal, with_ending};
use crate::out;

/// How long one try of a passphrase shall take, where nobody says.
pub(super) const UNLOCK_TIME: Duration = Duration::from_millis(1000);

pub(super) fn run(context: &Context, args: &New) -> Result<ExitCode> {
    let path = with_ending(&args.case);
    let unlock_time = Duration::from_millis(args.unlock_time);
    let made = Case::create(&path, &mut Terminal, context.actor(), unlock_time)?;
    if context.json {
        out::json(&json!({
            "case": path.display().to_string(),
            "actor": made.actor,
            "log_key": made.log_key,
            "recovery_key": made.recovery_key.expose_secret(),
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    out::line(&format!("Case {} is ready; {} works on it.", path.display(), out::safe(&made.actor)));
    out::line(&format!("\nLog key (give it to whoever shall verify; it names nobody):\n  {}", made.log_key));
    out::line(&format!(
        "\nRecovery key (shown this once; write it down and keep it away from this machine):\n  {}",
        made.recovery_key.expose_secret()
    ));
    context.say(&format!("\nNext: sanad add {} FILE…", path.display()));
    Ok(ExitCode::SUCCESS)
}
