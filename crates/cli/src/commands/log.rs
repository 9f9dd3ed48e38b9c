//! `sanad log`: the key to give to verifiers, and the newest checkpoint.

use std::process::ExitCode;

use sanad_case::Result;
use serde_json::json;

use crate::args::Log;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &Log) -> Result<ExitCode> {
    match args {
        Log::Key(case) => {
            let case = context.read(&case.path()?)?;
            if context.json {
                out::json(&json!({"log_key": case.log_key()?, "policy": case.policy()?}))?;
            } else {
                out::line(&case.log_key()?);
            }
        }
        Log::Checkpoint(case) => {
            let note = context.read(&case.path()?)?.log_checkpoint()?;
            if context.json {
                out::json(&json!({"checkpoint": note}))?;
            } else {
                out::line(note.trim_end());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
