//! The child's side: confine, read, answer, end.

use std::io::{self, BufRead, Read, Write};

use crate::confine::{Bounds, Layers, confine};
use crate::extract::{extract, too_large};
use crate::extracted::{Extracted, Hint, MOST_INPUT};
use crate::members;
use crate::picture::{self, Answer};

use super::{LONGEST_TASK, NOT_CONFINED, PROBE, READ, probe};

/// Becomes the confined reader if this process was started as one; returns at once otherwise.
///
/// Must be the first line of `main`: before any thread is started, any file opened, any key read.
pub fn run_if_asked() {
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    if verb != READ && verb != PROBE {
        return;
    }
    let mut number = |or: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(or);
    let bounds = Bounds { memory: number(512 << 20), seconds: number(10) };
    std::panic::set_hook(Box::new(|_| {}));
    let code = if verb == PROBE { probe::attempt_all(bounds, number(0)) } else { read(bounds, number(0)) };
    std::process::exit(code);
}

/// Confines this process and reads its standard input.
fn read(bounds: Bounds, parent: u64) -> i32 {
    if let Err(reason) = confine_under(bounds, parent) {
        let _ = writeln!(io::stdout(), "{reason}");
        return NOT_CONFINED;
    }
    let (mut input, output) = (io::stdin().lock(), io::stdout().lock());
    let mut output = io::BufWriter::with_capacity(1 << 16, output);
    let done = task(&mut input).and_then(|(hint, bytes)| {
        if hint.redraw {
            redraw(&bytes, &mut output)?;
        } else if hint.members {
            members::pack(&bytes, &mut output)?;
        } else {
            serde_json::to_writer(&mut output, &answer(&hint, &bytes))?;
        }
        output.flush()
    });
    i32::from(done.is_err())
}

/// One line of JSON, then the new file.
fn redraw(bytes: &[u8], output: &mut impl Write) -> io::Result<()> {
    let answer = match picture::redrawn(bytes) {
        _ if bytes.len() as u64 > MOST_INPUT => Answer::Refused(too_large().what),
        Ok(redrawn) => Answer::Redrawn(redrawn),
        Err(what) => Answer::Refused(what),
    };
    serde_json::to_writer(&mut *output, &answer)?;
    output.write_all(b"\n")?;
    if let Answer::Redrawn(redrawn) = &answer {
        output.write_all(&redrawn.bytes)?;
    }
    Ok(())
}

fn confine_under(bounds: Bounds, parent: u64) -> Result<(), String> {
    let _ = parent;
    // A parent that is gone before the death signal is set would leave this process behind.
    #[cfg(unix)]
    if parent != 0 && parent != u64::from(std::os::unix::process::parent_id()) {
        return Err("the program that asked is gone".to_owned());
    }
    confine(bounds, Layers::BOTH)
}

/// Reads the task line and the file.
fn task(input: &mut impl BufRead) -> io::Result<(Hint, Vec<u8>)> {
    let mut task = String::new();
    input.take(LONGEST_TASK).read_line(&mut task)?;
    let hint: Hint = serde_json::from_str(&task)?;
    let mut bytes = Vec::new();
    input.take(MOST_INPUT + 1).read_to_end(&mut bytes)?;
    Ok((hint, bytes))
}

/// Gives what is in a file.
fn answer(hint: &Hint, bytes: &[u8]) -> Extracted {
    if bytes.len() as u64 > MOST_INPUT {
        return Extracted::nothing("application/octet-stream", too_large());
    }
    extract(bytes, hint)
}
