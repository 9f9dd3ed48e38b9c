//! What can go wrong in a use case: one sentence that says what, one that says what to do, and how the program ends.

use std::fmt;

/// How the program ends (the exit code of the command line).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// A check failed, nothing was found where something was asked for.
    CheckFailed = 1,
    /// Wrong use, or a name that fits several.
    WrongUse = 2,
    /// Wrong passphrase.
    Locked = 3,
    /// Input that cannot be used; nothing half-taken stays.
    BadInput = 4,
    /// The case is damaged, rolled back or forked: nothing is written.
    Damaged = 5,
    /// Stopped before the end; the state is as after the last acknowledged step.
    Interrupted = 6,
}

/// A failure in words for the person at the other end. Holds no secret and no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseError {
    /// How the program ends.
    pub exit: Exit,
    /// What is the matter, with the place.
    pub what: String,
    /// What to do.
    pub advice: String,
}

/// The result of a use case.
pub type Result<T> = std::result::Result<T, CaseError>;

impl CaseError {
    /// An error that ends the program as `exit` says.
    #[must_use]
    pub fn new(exit: Exit, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { exit, what: what.into(), advice: advice.into() }
    }

    /// Wrong use.
    #[must_use]
    pub fn wrong_use(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Exit::WrongUse, what, advice)
    }

    /// Input that cannot be used.
    #[must_use]
    pub fn bad_input(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Exit::BadInput, what, advice)
    }

    /// Nothing found where something was asked for.
    #[must_use]
    pub fn nothing(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Exit::CheckFailed, what, advice)
    }

    /// A file or folder that the system would not read or write.
    #[must_use]
    pub fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        let advice = match error.kind() {
            K::NotFound => "check the path",
            K::PermissionDenied => "check who owns it and its permissions",
            K::StorageFull | K::QuotaExceeded => "free some space; what was acknowledged is safe",
            K::ReadOnlyFilesystem => "choose a place that can be written",
            K::IsADirectory => "name the files in it, one by one",
            K::AlreadyExists => "choose another name",
            _ => "try again; if it stays so, check the disk",
        };
        Self::bad_input(format!("{}: {}", path.display(), reason(error)), advice)
    }
}

/// The system's words without its error number.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if !self.advice.is_empty() {
            write!(f, "; {}", self.advice)?;
        }
        Ok(())
    }
}

impl std::error::Error for CaseError {}
