//! The confined reader on its own, for the tests and for looking at what one file gives: prints a summary per file.
//! Under another name it is a reader that misbehaves, for the tests of the parent.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use sanad_text::{Hint, worker};

fn main() -> io::Result<()> {
    let called = std::env::args().next().unwrap_or_default();
    misbehave(called.rsplit('/').next().unwrap_or_default())?;
    worker::run_if_asked();
    let program = std::env::current_exe()?;
    for path in std::env::args().skip(1) {
        let read =
            worker::run(&program, &mut File::open(Path::new(&path))?, &Hint::name(&path), Default::default());
        let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        let summary = serde_json::json!({
            "file": path, "media": read.media, "lang": read.lang, "encoding": read.encoding,
            "bytes": read.text.len(), "segments": read.segments.len(), "problems": problems,
        });
        writeln!(io::stdout(), "{summary}")?;
    }
    Ok(())
}

/// What a parser that was taken over, or is broken, might do.
fn misbehave(name: &str) -> io::Result<()> {
    match name {
        "never-reads" => std::thread::sleep(Duration::from_secs(60)),
        "never-ends" => {
            io::copy(&mut io::stdin(), &mut io::sink())?;
            write!(io::stdout(), "{{}}")?;
            io::stdout().flush()?;
            std::thread::sleep(Duration::from_secs(60));
        }
        "floods" => loop {
            io::stdout().write_all(&[b'x'; 4096])?;
        },
        "talks-before-it-listens" => {
            io::stdout().write_all(&vec![b'x'; 4 << 20])?;
            io::stdin().read_to_end(&mut Vec::new())?;
        }
        "aborts" => std::process::abort(),
        "fails" => std::process::exit(3),
        "refuses" => {
            write!(io::stdout(), "Landlock: not enforced by this kernel")?;
            std::process::exit(71);
        }
        "says-nothing" => {}
        "lies" => write!(
            io::stdout(),
            r#"{{"media":"text/plain","text":"я","segments":[{{"span":[0,1],"byte":{{"start":0,"end":1}}}}],"tool":"","version":"","problems":[]}}"#
        )?,
        _ => return Ok(()),
    }
    std::process::exit(0)
}
