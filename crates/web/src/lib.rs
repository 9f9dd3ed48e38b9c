//! The pages: the whole work on a case in a browser, with scripts off.
//!
//! [`ways`] is the table of everything that can be asked for, `guard.rs` stands before and behind it, and each file
//! under `pages` holds one page: what it asks of `case`, its markup, and what its forms do. The case itself is at a
//! [`sanad_case::Desk`]; nothing that a page shows is worked out here.

mod app;
mod form;
mod guard;
mod host;
mod locale;
mod page;
mod pages;
mod refusal;
mod routes;
mod serve;
mod session;
mod visit;
mod words;
mod work;

pub use app::{Log, SharedWorld, VERB};
pub use host::Hosts;
pub use routes::{Access, ways};
pub use serve::{Listen, ServeError, Server};
pub use session::{ABSOLUTE, IDLE, LINK};

#[cfg(test)]
const SOURCES: &[(&str, &str)] = &[
    ("page.rs", include_str!("page.rs")),
    ("refusal.rs", include_str!("refusal.rs")),
    ("words.rs", include_str!("words.rs")),
    ("dossier.rs", include_str!("pages/dossier.rs")),
    ("entity.rs", include_str!("pages/entity.rs")),
    ("entry.rs", include_str!("pages/entry.rs")),
    ("people.rs", include_str!("pages/people.rs")),
    ("posts.rs", include_str!("pages/posts.rs")),
    ("event.rs", include_str!("pages/event.rs")),
    ("estimate.rs", include_str!("pages/estimate.rs")),
    ("history.rs", include_str!("pages/history.rs")),
    ("overview.rs", include_str!("pages/overview.rs")),
    ("pairs.rs", include_str!("pages/pairs.rs")),
    ("proof.rs", include_str!("pages/proof.rs")),
    ("review.rs", include_str!("pages/review.rs")),
    ("source.rs", include_str!("pages/source.rs")),
    ("sources.rs", include_str!("pages/sources.rs")),
    ("start.rs", include_str!("pages/start.rs")),
    ("toll.rs", include_str!("pages/toll.rs")),
    ("upload.rs", include_str!("pages/upload.rs")),
    ("why.rs", include_str!("pages/why.rs")),
    ("work.rs", include_str!("pages/work.rs")),
];
