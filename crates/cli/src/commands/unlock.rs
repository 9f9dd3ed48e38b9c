//! `sanad unlock` and `sanad lock`: the key kept for a while by an agent on a private socket.

use std::process::ExitCode;
use std::time::Duration;

use sanad_case::{CaseError, Result, agent};
use serde_json::json;

use crate::args::{OnlyCase, Unlock};
use crate::context::{Context, Terminal};
use crate::out;

pub(super) fn unlock(context: &Context, args: &Unlock) -> Result<ExitCode> {
    let path = args.case.path()?;
    let duration = duration(&args.duration)?;
    agent::unlock(&path, &mut Terminal, duration)?;
    if context.json {
        out::json(&json!({"unlocked_for_seconds": duration.as_secs()}))?;
    } else {
        out::line(&format!("{} is unlocked for {}.", path.display(), args.duration));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn lock(context: &Context, args: &OnlyCase) -> Result<ExitCode> {
    let path = args.path()?;
    let was_unlocked = agent::lock(&path)?;
    if context.json {
        out::json(&json!({"was_unlocked": was_unlocked}))?;
    } else {
        let told = if was_unlocked { "is locked" } else { "was locked already" };
        out::line(&format!("{} {told}.", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// `90s`, `15m` or `2h`; at most a day.
fn duration(text: &str) -> Result<Duration> {
    let error = || {
        CaseError::wrong_use(
            format!("{text:?} is not a length of time up to 24h"),
            "write it as 90s, 15m or 2h",
        )
    };
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(error)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err(error()),
    };
    let seconds = number.parse::<u64>().ok().and_then(|n| n.checked_mul(unit)).ok_or_else(error)?;
    if (1..=86_400).contains(&seconds) { Ok(Duration::from_secs(seconds)) } else { Err(error()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        let rows = [
            ("90s", Some(90)),
            ("15m", Some(900)),
            ("2h", Some(7200)),
            ("25h", None),
            ("0s", None),
            ("m", None),
            ("", None),
            ("15", None),
            ("-1m", None),
            ("5м", None),
        ];
        for (text, expected) in rows {
            assert_eq!(duration(text).ok().map(|d| d.as_secs()), expected, "{text}");
        }
    }
}
