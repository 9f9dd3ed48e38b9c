//! The confined reader: a second process of the same program that gives up everything and then reads one file.
//!
//! The parent starts its own binary again with a private first argument; [`run_if_asked`], the first line of `main`,
//! sees it, puts on the cage (`confine.rs`), and only then reads anything. The protocol is as small as it can be:
//!
//! ```text
//! argv    PROGRAM __sanad-confined-reader MEMORY-BYTES CPU-SECONDS PARENT-PID
//! stdin   one line of JSON (the hint), then the file's bytes to the end
//! stdout  one JSON document (the `Extracted`), then the process ends with 0;
//!         or, where the hint asks for it, one line of JSON and a picture drawn anew;
//!         or one line that says what could not be set up, and the process ends with 71
//! ```
//!
//! The file's name is not in the arguments, where other users could see it. Whatever goes wrong in there costs one
//! problem line.

mod child;
mod parent;
mod probe;

pub use child::run_if_asked;
pub use parent::{members_through, read_through, redraw_through, run, run_confined};
pub use probe::{Attempt, probe};

pub use crate::confine::missing_protection;

/// The private verbs.
const READ: &str = "__sanad-confined-reader";
const PROBE: &str = "__sanad-confined-probe";

/// The exit code of a child that could not be confined and therefore read nothing.
const NOT_CONFINED: i32 = 71;

/// No task line is longer.
const LONGEST_TASK: u64 = 64 * 1024;
