//! The binary `sanad-verify`: checks a proof bundle offline and says what it shows and what it does not.
//!
//! The steps are in the library beside it (`lib.rs`); here is the command line.

use std::io::Write as _;
use std::process::ExitCode;

use sanad_verify::args::{self, Asked};
use sanad_verify::{clean, run};

/// What the program says of itself.
const HELP: &str = "\
sanad-verify DIR [--policy FILE] [--newer FILE] [--tsa-ca CA.pem] [--json]

Checks the proof bundle in the folder DIR, offline, and says what it shows and what it does not.

  --policy FILE    the log's policy (keys), obtained from its owner by another way than the bundle;
                   without it the signer is not authenticated
  --newer FILE     a checkpoint of the same log that you hold, or `old N`, a consistency proof and a
                   checkpoint (the form of c2sp.org/tlog-witness)
  --tsa-ca FILE    certificates (PEM) of the time-stamping authorities that you trust;
                   without it a time stamp shows no date
  --json           one JSON document instead of sentences

Exit: 0 the verdict is \"intact\" - 1 a check failed - 2 wrong use - 4 the bundle or a file cannot be read

Example: sanad-verify 4k7q2m.sanad-proof --policy policy-from-the-ngo.txt --tsa-ca tsa-root.pem
";

fn main() -> ExitCode {
    let (text, code) = match args::parse(std::env::args_os().skip(1)) {
        Ok(Asked::Help) => (HELP.to_owned(), 0),
        Ok(Asked::Version) => (format!("sanad-verify {}\n", env!("CARGO_PKG_VERSION")), 0),
        Ok(Asked::Check(args)) => run(&args),
        Err(why) => return complain(&format!("{why}\nTry: sanad-verify --help"), 2),
    };
    match code {
        4 if !text.starts_with('{') => complain(&clean(&text), 4),
        _ => {
            // A closed pipe is no reason to change the verdict.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::from(code)
        }
    }
}

fn complain(why: &str, code: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{why}");
    ExitCode::from(code)
}
