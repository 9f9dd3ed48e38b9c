//! The outside as it is: the system's clock and entropy, the confined reader, the user's state folder.

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use sanad_model::{ConfinedFailure, Limits, Timestamp, World};

/// The real world.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemWorld;

impl World for SystemWorld {
    #[allow(clippy::disallowed_methods)] // the one place that reads the clock
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        Timestamp::from_unix(seconds).unwrap_or_else(epoch)
    }

    /// Ends the program when the system has no entropy: nothing here may be made without it.
    #[allow(clippy::panic)]
    fn fill_random(&self, buffer: &mut [u8]) {
        if let Err(error) = getrandom::fill(buffer) {
            panic!("the system gives no random bytes: {error}");
        }
    }

    fn run_confined(
        &self,
        task: &str,
        input: &mut dyn Read,
        limits: Limits,
    ) -> Result<Vec<u8>, ConfinedFailure> {
        let program = std::env::current_exe().map_err(|e| ConfinedFailure::Start(e.to_string()))?;
        sanad_text::worker::run_confined(&program, task, input, limits)
    }

    fn remembered(&self, name: &str) -> std::io::Result<Option<Vec<u8>>> {
        match std::fs::read(state_folder()?.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn remember(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let folder = state_folder()?;
        private_folder(&folder)?;
        let target = folder.join(name);
        let temporary = folder.join(format!("{name}.{}.tmp", std::process::id()));
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, &target)?;
        sync_folder(&folder)
    }
}

/// How long something takes, by a clock that never goes back.
#[allow(clippy::disallowed_methods)] // the one place that measures time
pub(crate) fn timed(work: &mut dyn FnMut()) -> std::time::Duration {
    let begin = std::time::Instant::now();
    work();
    begin.elapsed()
}

/// The first second of 1970: what a clock before it reads as.
fn epoch() -> Timestamp {
    // zero is within the range of every Timestamp
    #[allow(clippy::unwrap_used)]
    Timestamp::from_unix(0).unwrap()
}

/// Where the program remembers what it last saw of each case: outside the case, so that a rolled-back case is noticed.
fn state_folder() -> std::io::Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = set("XDG_STATE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/state")))
        .or_else(|| set("LOCALAPPDATA"))
        .ok_or_else(|| std::io::Error::other("neither XDG_STATE_HOME nor HOME is set"))?;
    Ok(base.join("sanad"))
}

/// A folder that only its owner can enter.
pub(crate) fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
