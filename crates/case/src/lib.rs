//! The use cases, one function each, and the implementation of the trait World.
//!
//! A [`Case`] is opened, one of its methods is called, and its answer is printed by a front door that knows nothing
//! else. Everything that is derived is folded from the log ([`state`]); writers only append.

pub mod agent;
pub mod backup;
pub mod demo;
pub mod estimate;
pub mod link;
pub mod state;
pub mod stateless;
pub mod world;

mod add;
mod anchor;
mod archive;
mod check;
mod desk;
mod dossier;
mod entities;
mod entity_view;
mod error;
mod event_view;
mod events;
mod example;
mod exhibits;
mod export;
mod files;
mod find;
mod history;
mod import;
mod intake;
mod items;
mod open;
mod outgoing;
mod overview;
mod people;
mod picture;
mod posts;
mod propose;
mod prove;
mod record;
mod register;
mod review;
mod search;
mod source;
mod text;
mod toll;
mod verify;

pub use add::Added;
pub use anchor::{Anchored, Requested};
pub use archive::{Archive, ArchiveView, AskOpener, is_archive};
pub use check::Checked;
pub use desk::{Desk, Found};
pub use dossier::{DossierOptions, DossierView, ProfileView, profile_text, profiles};
pub use entity_view::EntityView;
pub use error::{CaseError, Exit, Result};
pub use event_view::{EventView, map_png};
pub use events::Provenance;
pub use export::{ExportOptions, ExportView, Format};
pub use history::{Happened, HistoryLine};
pub use import::{ColumnView, ImportOptions, ImportView};
pub use intake::{Intake, ReadText, Received};
pub use items::{DerivativeView, ItemView};
pub use open::{Access, ActorView, AskPassphrase, Case, NewCase};
pub use overview::{DossierLine, EventLine, KINDS, KindLine, Overview, Preservation};
pub use people::{PeopleView, Sameness};
pub use picture::PictureView;
pub use posts::PostsView;
pub use propose::Proposed;
pub use prove::Proven;
pub use record::{RecordOptions, Written};
pub use register::RegisterLine;
pub use review::{Decision, Proposal};
pub use sanad_claims::edit::FIELDS;
pub use sanad_findings::{Answer, Completeness, FieldReport, Need, ProfileStatus, State as FieldState};
pub use sanad_publish::{Locale as DocumentWords, MapPlace, MapWords, visible};
pub use sanad_record::{
    Bound, Conflict, From as Ground, Matter, Person, PostConflict, PostingView, Row, Rule, Standing, Toll,
    UNSTATED, Why,
};
pub use sanad_vault::{Opener, SealTo, SealedFor};
pub use search::Snippet;
pub use source::{ClaimView, SourceView, Translated};
pub use state::Standing as ClaimStanding;
pub use text::{Place, ReadSegment, Reading};
pub use verify::{Verified, VerifiedStep};
