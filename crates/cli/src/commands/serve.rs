//! `sanad serve`: the pages of `web` on a loopback address or a private socket. Standard output gets exactly one line, the
//! link; the log goes to standard error and holds ids only.

use std::process::ExitCode;
use std::sync::Arc;

use sanad_case::world::SystemWorld;
use sanad_case::{CaseError, Exit, Result};
use sanad_web::{Listen, ServeError, Server, VERB};
use serde_json::json;

use crate::args::Serve;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: Serve) -> Result<ExitCode> {
    let path = args.case.path()?;
    let at = args.socket.map_or(Listen::Address(args.listen), Listen::Socket);
    let mut case = context.open_to_write(&path, VERB)?;
    if context.actor().is_some() {
        case.work_as(context.actor())?;
    }
    let actor = context.actor().map(str::to_owned);
    let quiet = context.quiet;
    let log = Box::new(move |line: &str| {
        if !quiet {
            out::note(&out::safe(line));
        }
    });
    let server = Server::listen(&at, &path, Some(case), actor, Arc::new(SystemWorld), log);
    let server = server.map_err(|e| refused(&e))?;
    if context.json {
        out::json(&json!({"link": server.link()}))?;
    } else {
        out::line(server.link());
    }
    context.say("Open the link in a browser on this machine within a minute. Ctrl-C ends the pages.");
    let stopped = |e: std::io::Error| {
        CaseError::new(
            Exit::Interrupted,
            format!("the pages stopped: {e}"),
            "start them again; the case is safe",
        )
    };
    server.run().map_err(stopped)?;
    Ok(ExitCode::SUCCESS)
}

fn refused(error: &ServeError) -> CaseError {
    let advice = match error {
        ServeError::NotLoopback(_) => {
            "listen on 127.0.0.1 or [::1]; for others there is --socket and an onion service"
        }
        ServeError::Io { .. } => "choose another port or path, or end what listens there",
    };
    CaseError::wrong_use(error.to_string(), advice)
}
