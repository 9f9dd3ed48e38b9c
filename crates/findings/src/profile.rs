//! What one recipient asks for, as versioned data: a TOML file that a lawyer can mend without touching code.
//!
//! `docs/profiles.md` says how. A profile accepts one spelling only and every name in it must be known, so that a slip
//! of the pen is an error with a place and never a field that is silently not asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use sanad_model::{FieldKind, PartialDate, Schema};
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::fields::CanonicalField;
use crate::thresholds::Rule;

/// The form of profile files that this version reads.
pub const FORMAT: u32 = 1;

/// What stands beside every requirement that nobody has compared with the official text.
pub const RECALLED: &str = "to be checked against the official text";

/// What one recipient asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The form of the file: 1.
    pub format: u32,
    /// Its id: "us-glomag".
    pub id: String,
    /// Its version; raised with every change.
    pub version: String,
    /// When it was last compared with its texts.
    pub checked: PartialDate,
    /// Whether finished dossiers are written for it, or drafts only.
    pub status: ProfileStatus,
    /// What a dossier for it is called.
    pub title: Words,
    /// To whom it goes.
    pub addressee: String,
    /// The recipient's own page, where it is known for sure.
    #[serde(default)]
    pub official_url: String,
    /// Languages that the recipient reads (ISO 639-1), preferred first.
    pub languages: Vec<String>,
    /// The most pages it accepts.
    #[serde(default)]
    pub page_limit: Option<u32>,
    /// The standard of proof, as a word of findings.
    pub standard: String,
    /// Where the standard is laid down.
    pub standard_source: String,
    /// Whether that was read or is recalled.
    pub standard_mark: Mark,
    /// Classes of confidentiality that a dossier for it may have.
    pub confidentiality: Vec<Confidentiality>,
    /// Types of acts that it covers.
    pub acts: Vec<String>,
    /// Degrees of involvement that it covers.
    pub involvement: Vec<String>,
    /// What may be asked for.
    pub measures: Vec<String>,
    /// How the request is worded, before the author's own text.
    pub request: Words,
    /// What the country of the recipient and its people are called; empty for bodies of many countries.
    #[serde(default)]
    pub country: Vec<String>,
    /// Whether it is always about a person or body.
    #[serde(default)]
    pub names_somebody: bool,
    /// The official texts it is made from.
    #[serde(rename = "text")]
    pub texts: Vec<OfficialText>,
    /// The chapters in the recipient's own order.
    #[serde(rename = "chapter")]
    pub chapters: Vec<Chapter>,
    /// The questions of its legal test.
    #[serde(rename = "threshold", default)]
    pub thresholds: Vec<Threshold>,
}

/// Words by language (ISO 639-1); English is always there.
pub type Words = BTreeMap<String, String>;

/// Whether finished dossiers are written for a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileStatus {
    /// Finished dossiers.
    Complete,
    /// Drafts only, marked as such.
    DraftOnly,
}

/// Whether a requirement was read in its source or is recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Read in a source that is named.
    Seen,
    /// Recalled: [`RECALLED`].
    Recalled,
}

/// Who may see a part of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Everybody.
    Public,
    /// The recipient and nobody else.
    Recipient,
    /// Only whoever can open the sealed annex.
    Sealed,
}

/// An official text, or a copy of one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialText {
    /// What it is called.
    pub title: String,
    /// Where it stands, if that is known for sure.
    #[serde(default)]
    pub address: String,
    /// Whether it was read.
    pub mark: Mark,
    /// What was read of it.
    #[serde(default)]
    pub note: String,
}

/// One chapter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its key in the profile.
    pub key: String,
    /// Its heading.
    pub heading: Words,
    /// What belongs into it, in order.
    #[serde(rename = "field")]
    pub fields: Vec<Asked>,
}

/// One field that a recipient asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The canonical field.
    pub id: String,
    /// How much it is needed.
    pub need: Need,
    /// When it is.
    #[serde(default)]
    pub when: Condition,
    /// Whether that was read or is recalled.
    pub mark: Mark,
    /// What the recipient says of it.
    #[serde(default)]
    pub note: String,
}

/// How much a field is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Without it the dossier is refused.
    Required,
    /// It is missed if it is not there.
    Expected,
    /// It may be there.
    Optional,
}

/// One question of a legal test.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its key in the profile.
    pub id: String,
    /// The words of the test.
    pub question: Words,
    /// Law and article.
    pub source: String,
    /// The rule that answers it.
    pub rule: Rule,
    /// The author's text that argues it, for the rule `argued`.
    #[serde(default)]
    pub field: String,
    /// Whether the test was read or is recalled.
    pub mark: Mark,
}

/// Why a file is no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Not in the form that profiles have.
    #[error("line {line}: {what}")]
    Form {
        /// The line, from 1.
        line: usize,
        /// What is the matter.
        what: String,
    },
    /// Made for a later version of the program.
    #[error("format {found} was written for a newer version; this one reads format {FORMAT}")]
    Newer {
        /// The format it says.
        found: u32,
    },
    /// A word outside its list.
    #[error("{place}: {found:?} is no {what}; known are {known}")]
    Unknown {
        /// Where: "chapter acts, field actz".
        place: String,
        /// What was expected.
        what: &'static str,
        /// What stands there.
        found: String,
        /// All that would be accepted.
        known: String,
    },
    /// Something stands twice that may stand once.
    #[error("{place}: {found:?} stands twice")]
    Twice {
        /// Where.
        place: String,
        /// What.
        found: String,
    },
    /// Something is empty that must not be.
    #[error("{place}: is empty; expected is {expected}")]
    Empty {
        /// Where.
        place: String,
        /// What was expected.
        expected: &'static str,
    },
}

/// The profiles that come with the program, by id.
#[must_use]
pub fn profiles() -> &'static [Profile] {
    static BUILT_IN: LazyLock<Vec<Profile>> = LazyLock::new(|| {
        let read = |text: &&str| Profile::parse(text).expect("a test reads every profile that is built in");
        let mut profiles: Vec<Profile> = FILES.iter().map(read).collect();
        profiles.sort_by(|a, b| a.id.cmp(&b.id));
        profiles
    });
    &BUILT_IN
}

/// The profile of this id.
#[must_use]
pub fn profile(id: &str) -> Option<&'static Profile> {
    profiles().iter().find(|profile| profile.id == id)
}

/// The texts of the profiles that come with the program, in no particular order.
pub const FILES: &[&str] = &[
    include_str!("../profiles/us-glomag.toml"),
    include_str!("../profiles/us-7031c.toml"),
    include_str!("../profiles/uk-ghrsr.toml"),
    include_str!("../profiles/icc-art15.toml"),
    include_str!("../profiles/casualty-record.toml"),
    include_str!("../profiles/eu-ghrsr.toml"),
    include_str!("../profiles/ca-jvcfoa.toml"),
    include_str!("../profiles/un-wgad.toml"),
    include_str!("../profiles/un-special-procedures.toml"),
];

impl Mark {
    /// What to show beside it: nothing, or that it is to be checked.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Seen => "",
            Self::Recalled => RECALLED,
        }
    }
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// The first thing that is not as it must be, with its place and what was expected.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let form = |error: &toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            let before = text.get(..at).unwrap_or_default();
            ProfileError::Form { line: before.matches('\n').count() + 1, what: error.message().to_owned() }
        };
        let head: Head = toml::from_str(text).map_err(|e| form(&e))?;
        if head.format > FORMAT {
            return Err(ProfileError::Newer { found: head.format });
        }
        let profile: Self = toml::from_str(text).map_err(|e| form(&e))?;
        if profile.format != FORMAT {
            let (found, known) = (profile.format.to_string(), FORMAT.to_string());
            return Err(ProfileError::Unknown { place: "format".to_owned(), what: "format", found, known });
        }
        profile.check()?;
        Ok(profile)
    }

    /// Every field that is asked for, with its chapter, in order.
    pub fn asked(&self) -> impl Iterator<Item = (&Chapter, &Asked)> {
        self.chapters.iter().flat_map(|chapter| chapter.fields.iter().map(move |asked| (chapter, asked)))
    }

    /// Whether anything in it is only recalled.
    #[must_use]
    pub fn recalled(&self) -> bool {
        let thresholds = self.thresholds.iter().map(|t| t.mark);
        let texts = self.texts.iter().map(|t| t.mark);
        let marks = self.asked().map(|(_, asked)| asked.mark).chain(thresholds).chain(texts);
        marks.chain([self.standard_mark]).any(|mark| mark == Mark::Recalled)
    }

    fn check(&self) -> Result<(), ProfileError> {
        filled("id", &self.id, "a short name")?;
        filled("version", &self.version, "a version")?;
        filled("addressee", &self.addressee, "to whom it goes")?;
        filled("standard_source", &self.standard_source, "law and article")?;
        english("title", &self.title)?;
        english("request", &self.request)?;
        filled("languages", self.languages.first().map_or("", String::as_str), "a language like \"en\"")?;
        word("standard", "standard of proof", ("finding", "standard"), &self.standard)?;
        for act in &self.acts {
            word("acts", "type of act", ("act", "type"), act)?;
        }
        for degree in &self.involvement {
            word("involvement", "degree of involvement", ("involvement", "degree"), degree)?;
        }
        once("acts", self.acts.iter())?;
        once("involvement", self.involvement.iter())?;
        once("languages", self.languages.iter())?;
        once("chapters", self.chapters.iter().map(|c| &c.key))?;
        once("thresholds", self.thresholds.iter().map(|t| &t.id))?;
        once("fields", self.asked().map(|(_, asked)| &asked.id))?;
        self.check_chapters()?;
        self.check_thresholds()
    }

    fn check_chapters(&self) -> Result<(), ProfileError> {
        for chapter in &self.chapters {
            english(&format!("chapter {}, heading", chapter.key), &chapter.heading)?;
        }
        for (chapter, asked) in self.asked() {
            field_id(&format!("chapter {}", chapter.key), &asked.id)?;
            let place = format!("chapter {}, field {}, when", chapter.key, asked.id);
            for act in asked.when.acts() {
                word(&place, "type of act", ("act", "type"), act)?;
            }
        }
        Ok(())
    }

    fn check_thresholds(&self) -> Result<(), ProfileError> {
        for threshold in &self.thresholds {
            let place = format!("threshold {}", threshold.id);
            english(&place, &threshold.question)?;
            filled(&format!("{place}, source"), &threshold.source, "law and article")?;
            if threshold.rule == Rule::Argued || !threshold.field.is_empty() {
                field_id(&format!("{place}, field"), &threshold.field)?;
            }
        }
        Ok(())
    }
}

fn filled(place: &str, text: &str, expected: &'static str) -> Result<(), ProfileError> {
    let empty = text.trim().is_empty();
    if empty { Err(ProfileError::Empty { place: place.to_owned(), expected }) } else { Ok(()) }
}

fn english(place: &str, words: &Words) -> Result<(), ProfileError> {
    filled(&format!("{place}, en"), words.get("en").map_or("", String::as_str), "the words in English")
}

fn field_id(place: &str, id: &str) -> Result<(), ProfileError> {
    if CanonicalField::find(id).is_some() {
        return Ok(());
    }
    let known = crate::fields::FIELDS.iter().map(|field| field.id).collect::<Vec<_>>().join(", ");
    Err(ProfileError::Unknown { place: place.to_owned(), what: "field", found: id.to_owned(), known })
}

/// A word of a field of a schema.
fn word(
    place: &str,
    what: &'static str,
    (schema, field): (&str, &str),
    found: &str,
) -> Result<(), ProfileError> {
    let kind = Schema::find(schema).and_then(|s| s.field(field)).map(|f| f.kind);
    let words = if let Some(FieldKind::Word(words)) = kind { words } else { &[] };
    if words.contains(&found) {
        return Ok(());
    }
    let (place, found) = (place.to_owned(), found.to_owned());
    Err(ProfileError::Unknown { place, what, found, known: words.join(", ") })
}

fn once<'s>(place: &str, all: impl Iterator<Item = &'s String>) -> Result<(), ProfileError> {
    let mut seen = BTreeSet::new();
    match all.into_iter().find(|one| !seen.insert(*one)) {
        Some(found) => Err(ProfileError::Twice { place: place.to_owned(), found: found.clone() }),
        None => Ok(()),
    }
}
