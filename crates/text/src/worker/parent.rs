//! The parent's side: start, feed, collect, stop in time.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use sanad_model::{ConfinedFailure, Limits, Problem, World};

use crate::extracted::{Extracted, Hint};
use crate::members;
use crate::picture::{Answer, Redrawn};

use super::{NOT_CONFINED, READ};

/// Reads a file in a confined child of `program`, whose `main` begins with
/// [`run_if_asked`](super::run_if_asked). A child that refuses, dies, takes too long or says too much costs one
/// problem line and the text; it is never an error.
///
/// ```no_run
/// # use sanad_text::{Hint, worker};
/// let program = std::env::current_exe()?;
/// let mut file = std::fs::File::open("report.pdf")?;
/// let read = worker::run(&program, &mut file, &Hint::name("report.pdf"), Default::default());
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn run(program: &Path, bytes: &mut dyn Read, hint: &Hint, limits: Limits) -> Extracted {
    understand(run_confined(program, &task(hint), bytes, limits), hint)
}

/// The same by way of the [`World`], which knows how to start the child.
#[must_use]
pub fn read_through(world: &dyn World, bytes: &mut dyn Read, hint: &Hint, limits: Limits) -> Extracted {
    understand(world.run_confined(&task(hint), bytes, limits), hint)
}

/// Draws a picture anew in the confined child: its pixels and nothing else of the file.
///
/// # Errors
/// In words, when it is no picture that can be decoded, too large a one, or the child could not do it.
pub fn redraw_through(world: &dyn World, bytes: &mut dyn Read, limits: Limits) -> Result<Redrawn, String> {
    let hint = Hint { redraw: true, ..Hint::default() };
    let answer = world.run_confined(&task(&hint), bytes, limits).map_err(|failure| failure.to_string())?;
    let strange = || "the reader gave back something that is no picture".to_owned();
    let end = answer.iter().position(|byte| *byte == b'\n').ok_or_else(strange)?;
    match serde_json::from_slice(&answer[..end]).map_err(|_| strange())? {
        Answer::Redrawn(redrawn) => Ok(Redrawn { bytes: answer[end + 1..].to_vec(), ..redrawn }),
        Answer::Refused(what) => Err(what),
    }
}

/// Takes a zip apart in the confined child: its files by name, at most 512 of them and 64 MB in all.
///
/// # Errors
/// In words, when it is no zip, too large a one, or the child could not do it.
pub fn members_through(
    world: &dyn World,
    bytes: &mut dyn Read,
    limits: Limits,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let hint = Hint { members: true, ..Hint::default() };
    let answer = world.run_confined(&task(&hint), bytes, limits).map_err(|failure| failure.to_string())?;
    members::unpacked(&answer)
}

/// Runs one task in a confined child and returns what it wrote: what an implementation of
/// [`World::run_confined`] calls.
///
/// # Errors
/// [`ConfinedFailure`], each variant as it is named there. [`ConfinedFailure::Died`] also when `input` itself fails.
pub fn run_confined(
    program: &Path,
    task: &str,
    input: &mut dyn Read,
    limits: Limits,
) -> Result<Vec<u8>, ConfinedFailure> {
    let mut child = start(program, limits).map_err(|error| ConfinedFailure::Start(error.to_string()))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ConfinedFailure::Start("no pipe to it".to_owned()));
    };
    let child = Mutex::new(child);
    let late = AtomicBool::new(false);
    thread::scope(|scope| {
        let (done, clock) = mpsc::channel::<()>();
        scope.spawn(|| {
            let clock = clock;
            if clock.recv_timeout(limits.wall) == Err(RecvTimeoutError::Timeout) {
                late.store(true, Ordering::Release);
                stop(&child);
            }
        });
        let collector = scope.spawn(|| {
            let mut out = Vec::new();
            let read = stdout.take(limits.output.saturating_add(1)).read_to_end(&mut out);
            if read.is_err() || out.len() as u64 > limits.output {
                stop(&child);
            }
            out
        });
        // A child that has enough, or is gone, closes the pipe: no failure of the input.
        let fed = feed(&mut stdin, task, input);
        drop(stdin);
        if fed.is_err() {
            stop(&child);
        }
        let out = collector.join().unwrap_or_default();
        let status = wait(&child);
        drop(done);
        if let Err(error) = fed {
            return Err(ConfinedFailure::Died(format!("its bytes could not be had: {error}")));
        }
        judge(out, status, late.load(Ordering::Acquire), limits)
    })
}

fn start(program: &Path, limits: Limits) -> io::Result<Child> {
    // Processor time is bounded a little beyond the wall clock: the clearer answer comes first.
    let seconds = limits.wall.as_secs() + 2;
    Command::new(program)
        .arg(READ)
        .args([limits.memory.to_string(), seconds.to_string(), std::process::id().to_string()])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Gives the child its task and the bytes. An error is an error of the input alone.
fn feed(stdin: &mut impl Write, task: &str, input: &mut dyn Read) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    let mut sent = stdin.write_all(task.as_bytes()).and_then(|()| stdin.write_all(b"\n"));
    while sent.is_ok() {
        match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => sent = stdin.write_all(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn stop(child: &Mutex<Child>) {
    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

/// Waits for the end without holding the lock that the clock needs to stop the child.
fn wait(child: &Mutex<Child>) -> io::Result<ExitStatus> {
    loop {
        let status = child.lock().unwrap_or_else(PoisonError::into_inner).try_wait()?;
        if let Some(status) = status {
            return Ok(status);
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// What the child's end means.
fn judge(
    out: Vec<u8>,
    status: io::Result<ExitStatus>,
    late: bool,
    limits: Limits,
) -> Result<Vec<u8>, ConfinedFailure> {
    if late {
        return Err(ConfinedFailure::TooSlow(limits.wall));
    }
    if out.len() as u64 > limits.output {
        return Err(ConfinedFailure::TooMuch(limits.output));
    }
    let status = status.map_err(|error| ConfinedFailure::Died(error.to_string()))?;
    match status.code() {
        Some(0) => Ok(out),
        Some(NOT_CONFINED) => {
            Err(ConfinedFailure::NotConfined(String::from_utf8_lossy(&out).trim().to_owned()))
        }
        Some(code) => Err(ConfinedFailure::Died(format!("it ended with {code}"))),
        None => Err(ConfinedFailure::Died(killed_by(status))),
    }
}

/// What ended a child that did not end by itself.
#[cfg(unix)]
fn killed_by(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match status.signal() {
        // SIGABRT and SIGSEGV are what Rust makes of refused memory and of a stack that ran out.
        Some(6 | 11) => "out of memory, or nested too deeply".to_owned(),
        Some(24) => "its processor time was used up".to_owned(),
        Some(signal) => format!("signal {signal}"),
        None => "for no known reason".to_owned(),
    }
}

#[cfg(not(unix))]
fn killed_by(_status: ExitStatus) -> String {
    "for no known reason".to_owned()
}

/// The task line of a hint.
fn task(hint: &Hint) -> String {
    // A name's ending is all that a reader needs; the rest stays here.
    let name = hint.ending().map(|ending| format!("file.{ending}"));
    serde_json::to_string(&Hint { name, ..hint.clone() }).unwrap_or_else(|_| "{}".to_owned())
}

/// The child's answer, or one line on why there is none.
fn understand(answer: Result<Vec<u8>, ConfinedFailure>, hint: &Hint) -> Extracted {
    let media = hint.media.clone().unwrap_or_else(|| "application/octet-stream".to_owned());
    let failed = |problem: Problem, advice: &str| Extracted::nothing(media, problem.advise(advice));
    let kept = "the file is kept as it is";
    match answer {
        Ok(bytes) => match serde_json::from_slice::<Extracted>(&bytes) {
            Ok(read) if read.is_sound() => read,
            _ => failed(Problem::whole("the reader gave back something that is no text of a file"), kept),
        },
        Err(ConfinedFailure::NotConfined(reason)) => failed(
            Problem::whole(ConfinedFailure::NotConfined(reason).to_string()),
            "the file is kept and was not read; Sanad reads files on Linux 5.13 or newer with Landlock and seccomp",
        ),
        Err(failure) => failed(Problem::whole(failure.to_string()), kept),
    }
}
