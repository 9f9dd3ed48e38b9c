//! The vault: encrypted content-addressed objects, event bodies, keys and custody.
//!
//! A case is one folder. What was taken in lies there as ciphertext under random names ([`object`]); what is recorded
//! about it, in an encrypted database; what a stranger needs to see that nothing was altered, in the clear as a
//! transparency log of salted commitments. [`Vault`] is the way in; `docs/format.md` says what is on disk, to the byte.
//!
//! | question | module |
//! |---|---|
//! | where do files go, and when are they safe? | [`store`] |
//! | what opens a case? | [`keys`] |
//! | how are bytes encrypted and padded? | [`object`] |
//! | when is an entry acknowledged, and what happens after a crash? | [`append`] |
//! | may the log go on in this folder? | `remember` |
//!
//! This crate does not know what a claim says. It asks the [`World`](sanad_model::World) for the time and for random
//! bytes, with one exception: the age format's own nonces are drawn by the `age` crate from the system.

pub mod actor;
mod anchor;
pub mod append;
mod archive;
mod backup;
pub mod check;
mod db;
mod error;
pub mod keys;
mod location;
mod lock;
pub mod object;
mod remember;
mod restore;
mod rows;
mod seal;
pub mod store;
mod successor;
mod tree;
mod vault;

pub use actor::{Actor, Signer};
pub use append::{Appended, NewEntry};
pub use archive::{ArchivedEntry, check_archived};
pub use check::{Problem, Report};
pub use error::{Error, Result};
pub use keys::slot::Stretch;
pub use keys::{MasterKey, RandomId, Unlock};
pub use location::Location;
#[doc(hidden)]
pub use location::Probe;
pub use object::{ObjectReader, StagedObject};
pub use rows::{SignedRoot, StoredBody};
pub use seal::{Opener, SealReader, SealTo, SealWriter, SealedFor, seal_to, sealed_for};
pub use secrecy::{ExposeSecret, SecretString};
pub use vault::{Bodies, Created, Mode, NewCase, SharedWorld, Vault};
