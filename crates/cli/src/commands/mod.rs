//! One file per command: checked arguments to one use case to a message.

mod actor;
mod add;
mod anchor;
mod backup;
mod check;
mod claims;
mod demo;
mod dossier;
mod enter;
mod entities;
mod estimate;
mod export;
mod import;
mod items;
mod link;
mod log;
mod names;
mod new;
mod people;
mod picture;
mod posts;
mod progress;
mod propose;
mod prove;
mod read;
mod record;
mod review;
mod serve;
mod shell;
mod toll;
mod unlock;
mod why;

use std::process::ExitCode;

use sanad_case::Result;

use crate::args::{Cli, Command};
use crate::context::Context;

/// Runs what was typed.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let context = &Context::new(cli.global)?;
    match cli.command {
        Command::New(args) => new::run(context, &args),
        Command::Actor(args) => actor::run(context, args),
        Command::Unlock(args) => unlock::unlock(context, &args),
        Command::Lock(args) => unlock::lock(context, &args),
        Command::Add(args) => add::run(context, args),
        Command::Items(args) => items::run(context, &args),
        Command::Read(args) => read::run(context, args),
        Command::Prove(args) => prove::run(context, args),
        Command::Check(args) => check::run(context, &args),
        Command::Log(args) => log::run(context, &args),
        Command::Anchor(args) => anchor::run(context, &args),
        Command::Backup(args) => backup::backup(context, args),
        Command::Restore(args) => backup::restore(context, &args),
        Command::Claims(args) => claims::run(context, &args),
        Command::Estimate(args) => estimate::run(context, args),
        Command::Link(args) => link::run(context, args),
        Command::Names(args) => names::run(context, &args),
        Command::Propose(args) => propose::run(context, args),
        Command::Import(args) => import::run(context, args),
        Command::Review(args) => review::run(context, args),
        Command::Enter(args) => enter::run(context, args),
        Command::Entities(args) => entities::run(context, args),
        Command::Posts(args) => posts::run(context, &args),
        Command::People(args) => people::run(context, &args),
        Command::Toll(args) => toll::run(context, &args),
        Command::Why(args) => why::run(context, args),
        Command::Dossier(args) => dossier::dossier(context, &args),
        Command::Profiles(args) => dossier::profiles(context, &args),
        Command::Picture(args) => picture::run(context, args),
        Command::Export(args) => export::run(context, &args),
        Command::Register(args) => dossier::register(context, &args),
        Command::Record(args) => record::run(context, &args),
        Command::Serve(args) => serve::run(context, args),
        Command::Demo(args) => demo::run(context, &args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}
