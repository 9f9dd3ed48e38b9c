//! `sanad anchor`: a date on the log from somebody else.

use std::process::ExitCode;

use sanad_case::Result;

use crate::args::Anchor;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &Anchor) -> Result<ExitCode> {
    let path = args.case.path()?;
    if let Some(file) = &args.request {
        let request = context.write(&path, "anchor")?.anchor_request(file)?;
        if context.json {
            out::json(&request)?;
        } else {
            out::line(&format!(
                "Request for checkpoint of size {} written to {}.",
                request.size, request.file
            ));
            context.say(
                "Send it to a time-stamping authority; then: sanad anchor --response IN.tsr --ca CA.pem",
            );
        }
    } else if let (Some(reply), Some(ca)) = (&args.response, &args.ca) {
        let anchor = context.write(&path, "anchor")?.anchor_response(reply, ca)?;
        if context.json {
            out::json(&anchor)?;
        } else {
            out::line(&format!(
                "The first {} entries existed by {}, says the authority (policy {}, serial {}).",
                anchor.size, anchor.stated, anchor.policy, anchor.serial
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}
