//! Bytes to text with places: every span leads back to bytes, page or cell; parsed in a confined child.
//!
//! [`extract()`] turns the bytes of a file into an [`Extracted`]: a text, its segments (sentences or cells) with their
//! origin in the file, and the problems met. It never fails on what people wrote. [`worker::run`] does the same in a
//! child process that has no file, no network and no key, and is what the rest of Sanad calls. [`segments_root`]
//! commits a text so that it can be proven with passages blacked out. This crate knows nothing of vaults or claims.

pub mod commit;
mod confine;
mod decode;
mod extract;
pub mod extracted;
mod formats;
mod lang;
mod members;
mod picture;
mod sentences;
mod sniff;
mod table;
mod weave;
pub mod worker;

pub use commit::{SegmentProof, SegmentTree, segments_root};
pub use extract::extract;
pub use extracted::{Extracted, Hint, Role, Segment};
pub use lang::{Lang, LangError, detect_language};
pub use picture::Redrawn;
pub use sentences::{LONGEST_SENTENCE, sentences};
pub use sniff::media_type;
pub use table::{Cell, Row, Table, parse_table};
