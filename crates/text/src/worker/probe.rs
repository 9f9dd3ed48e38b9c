//! The self-test of the cage: a confined child tries what it must not be able to do, and says how that went.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::confine::{Bounds, Layers, confine};

use super::{NOT_CONFINED, PROBE};

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What was tried.
    pub what: String,
    /// How the system refused it; `None` when it was allowed.
    pub refused: Option<String>,
}

/// Starts a confined child of `program` that tries to leave its cage. Layers: 0 both, 1 Landlock alone, 2 seccomp
/// alone.
///
/// # Errors
/// When the child cannot be started, confined or understood.
pub fn probe(program: &Path, layers: u8) -> io::Result<Vec<Attempt>> {
    let output = Command::new(program)
        .args([PROBE, &(512_u64 << 20).to_string(), "10", &layers.to_string()])
        .env_clear()
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    if output.status.code() == Some(NOT_CONFINED) {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stdout).trim().to_owned()));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The child's side: confine, then try.
pub(super) fn attempt_all(bounds: Bounds, layers: u64) -> i32 {
    let layers = match layers {
        1 => Layers { landlock: true, seccomp: false },
        2 => Layers { landlock: false, seccomp: true },
        _ => Layers::BOTH,
    };
    if let Err(reason) = confine(bounds, layers) {
        let _ = io::Write::write_all(&mut io::stdout(), reason.as_bytes());
        return NOT_CONFINED;
    }
    let tried: Vec<Attempt> = attempts()
        .into_iter()
        .map(|(what, result)| Attempt {
            what: what.to_owned(),
            refused: result.err().map(|error| error.to_string()),
        })
        .collect();
    i32::from(serde_json::to_writer(io::stdout(), &tried).is_err())
}

/// Tries everything. None of it does harm if it should succeed.
fn attempts() -> Vec<(&'static str, io::Result<()>)> {
    let here = std::env::temp_dir().join("sanad-probe");
    let mut all = vec![
        ("read a file", std::fs::read("/etc/passwd").map(drop)),
        ("list a folder", std::fs::read_dir("/").map(drop)),
        ("write a file", std::fs::write(&here, b"x")),
        ("remove a file", std::fs::remove_file(&here)),
        ("bind a UDP socket", std::net::UdpSocket::bind("127.0.0.1:0").map(drop)),
        ("listen on TCP", std::net::TcpListener::bind("127.0.0.1:0").map(drop)),
        ("run a program", Command::new("/bin/true").status().map(drop)),
        ("start a thread", std::thread::Builder::new().spawn(|| {}).map(drop)),
        ("take a gibibyte", Vec::<u8>::new().try_reserve_exact(1 << 30).map_err(io::Error::other)),
    ];
    #[cfg(unix)]
    all.push(("open a local socket", std::os::unix::net::UnixDatagram::unbound().map(drop)));
    #[cfg(target_os = "linux")]
    all.push((
        "signal another process",
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(1), None).map_err(io::Error::from),
    ));
    all
}
