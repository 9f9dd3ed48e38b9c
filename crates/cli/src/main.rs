//! The binary `sanad`: arguments to use case to message.
//!
//! Before anything else it may be a confined reader or a key agent: both are this program started again, and neither
//! returns here.

mod args;
mod commands;
mod context;
mod out;

use std::process::ExitCode;

use clap::Parser as _;
use sanad_case::{CaseError, Exit};

fn main() -> ExitCode {
    sanad_text::worker::run_if_asked();
    sanad_case::agent::run_if_asked();
    stop_on_signals();
    quiet_panics();
    let cli = args::Cli::parse();
    match std::panic::catch_unwind(|| commands::run(cli)) {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => out::failure(&error),
        Err(_) => out::failure(&CaseError::new(
            Exit::CheckFailed,
            "the program stopped at a fault of its own; what was acknowledged is safe",
            "run `sanad check` on the case and report the place printed above",
        )),
    }
}

/// Ctrl-C and termination end the program at once with the exit code for "interrupted": every step is acknowledged
/// only when it is durable, so there is nothing to tidy.
fn stop_on_signals() {
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        // a system that refuses the handler keeps its default: the program still ends
        let _ = signal_hook::flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, stop);
    }
}

/// A panic says where and nothing else: its message could hold content.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
        out::note(&format!("fault at {place}"));
    }));
}
