//! Names in any script: mended, read as sounds, split into parts, compared, and the comparison explained.
//!
//! A name is read once ([`Name::parse`]) and compared as often as needed ([`compare()`]; [`score`] for many). All scripts are read into one
//! alphabet of sounds ([`Sounds`]), so that Раҳмонов, رحمانف and Rakhmonoff meet. What is known about letters, words and endings is data
//! under `data/`; `docs/methods/names.md` says where it comes from and what it gets wrong.
//!
//! ```
//! use sanad_names::{Name, Verdict, compare};
//! let a = Name::parse("Ҷамшед Раҳимзода");
//! let b = Name::parse("جمشید رحیم‌زاده");
//! assert_eq!(compare(&a, &b).verdict, Verdict::Same);
//! ```

mod align;
mod body;
mod compare;
mod compound;
mod distance;
mod explain;
mod hash;
mod model;
mod name;
mod parse;
mod repair;
mod script;
mod sounds;
mod split;
mod tables;
mod token;
mod words;

pub use compare::{Comparison, NOT_SAME, SAME, Verdict, compare, measures, score};
pub use explain::{Evidence, Finding};
pub use name::{Form, Kind, Name, Role, Token};
pub use repair::{Repair, repair};
pub use script::Script;
pub use sounds::Sounds;
pub use token::{Likeness, TokenMatch, compare_tokens};
pub use words::Ending;
