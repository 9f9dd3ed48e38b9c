//! The vocabulary of Sanad as checked types, and the trait [`World`]: what may be asked of the outside.
//!
//! Stored facts live here; nothing here derives, reads a file, tells the time or knows a layout. Every other room
//! speaks in these words (`GLOSSARY.md` says what they mean).

pub mod body;
pub mod cells;
pub mod claim;
pub mod count;
pub mod digest;
pub mod entity;
pub mod entry;
pub mod id;
pub mod judgement;
pub mod passage;
pub mod problem;
pub mod sensitivity;
pub mod time;
pub mod world;

pub use body::{Body, BodyDraft, BodyError, BodyType, Disclosure, SealedBody};
pub use cells::Cells;
pub use claim::{
    Actor, Attribution, AttributionType, Claim, ClaimRecord, Kind, Lineage, PlaceText, Reported, Status,
    TimeText, Victim, VictimClass,
};
pub use count::{Count, CountError, CountMode};
pub use digest::{CheckpointDigest, ContentDigest, TextDigest};
pub use entity::{Entity, EntityRecord, Field, FieldKind, Schema};
pub use entry::{Commitment, ENTRY_LEN, Entry, Salt};
pub use id::{ActorId, ClaimId, DerivativeId, EntityId, EventId, IdError, ItemId, JudgementId, PersonId};
pub use judgement::{Judgement, Subject, Verdict};
pub use passage::{Origin, Passage, PassageError, Span};
pub use problem::Problem;
pub use sensitivity::Sensitivity;
pub use time::{DateRange, DateSpan, PartialDate, TimeError, Timestamp};
pub use world::{ActorSigner, ConfinedFailure, Limits, World};
