//! `sanad items`: what was preserved.

use std::process::ExitCode;

use sanad_case::Result;
use serde_json::json;

use crate::args::OnlyCase;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &OnlyCase) -> Result<ExitCode> {
    let items = context.read(&args.path()?)?.items();
    if context.json {
        out::json(&json!({"items": items}))?;
        return Ok(ExitCode::SUCCESS);
    }
    if items.is_empty() {
        context.say("Nothing preserved yet. Next: sanad add FILE…");
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["item", "log", "size", "media", "name", "publisher", "sha256"],
        items.into_iter().map(|i| {
            let sha256 = i.sha256.to_string();
            [
                i.item.to_string(),
                i.index.to_string(),
                i.size.to_string(),
                i.media,
                i.name,
                i.publisher.unwrap_or_default(),
                format!("{}…", &sha256[..16]),
            ]
        }),
    );
    Ok(ExitCode::SUCCESS)
}
