//! What may be asked of the outside. The core never touches the world; `case` implements this trait.

use std::io::Read;
use std::time::Duration;

use crate::id::ActorId;
use crate::time::Timestamp;

/// Clock, entropy, confined helpers and the memory kept outside the case.
pub trait World {
    /// The time now, UTC.
    fn now(&self) -> Timestamp;

    /// Fills a buffer with bytes that nobody can guess.
    fn fill_random(&self, buffer: &mut [u8]);

    /// Runs a task on hostile bytes in a child that has no file, no network and no key, and returns what it wrote.
    ///
    /// # Errors
    /// [`ConfinedFailure`] when the child refused, died, took too long or wrote too much. Never a reason to lose
    /// the bytes themselves.
    fn run_confined(
        &self,
        task: &str,
        input: &mut dyn Read,
        limits: Limits,
    ) -> Result<Vec<u8>, ConfinedFailure>;

    /// What was last remembered under this name outside any case (the state folder of the user).
    ///
    /// # Errors
    /// When the state folder cannot be read.
    fn remembered(&self, name: &str) -> std::io::Result<Option<Vec<u8>>>;

    /// Remembers under this name, durably, replacing what was there.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    fn remember(&self, name: &str, bytes: &[u8]) -> std::io::Result<()>;
}

/// Signs bodies for one actor. The key stays behind this wall.
pub trait ActorSigner {
    /// Whose signature it is.
    fn actor(&self) -> ActorId;

    /// Ed25519 over the message.
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// What a confined child may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wall clock.
    pub wall: Duration,
    /// Address space, in bytes.
    pub memory: u64,
    /// What it may write to its standard output, in bytes.
    pub output: u64,
}

impl Default for Limits {
    /// 10 s, 512 MiB, 128 MiB of output.
    fn default() -> Self {
        Self { wall: Duration::from_secs(10), memory: 512 << 20, output: 128 << 20 }
    }
}

/// Why a confined child gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfinedFailure {
    /// It could not be started.
    #[error("the confined reader could not be started: {0}")]
    Start(String),
    /// The kernel does not offer the confinement, so nothing was parsed.
    #[error("this system cannot confine the reader: {0}")]
    NotConfined(String),
    /// It ended by itself in a bad way.
    #[error("the reader stopped while reading the file ({0})")]
    Died(String),
    /// It used up its time.
    #[error("the reader needed more than {} s", .0.as_secs())]
    TooSlow(Duration),
    /// It wrote more than it may.
    #[error("the reader gave back more than {0} bytes")]
    TooMuch(u64),
}
