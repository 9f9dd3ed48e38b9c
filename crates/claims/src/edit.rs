//! What a reviewer may change in a proposal, checked field by field, and which proposal to look at first.

use sanad_model::{
    Actor, AttributionType, Claim, ClaimRecord, Count, CountError, CountMode, Kind, PartialDate, PlaceText,
    Reported, TimeText, VictimClass,
};

use crate::language::of_phrase;
use crate::people::victim;
use crate::speaker::speaker;

/// Fields that [`apply_edits`] takes, in the order in which they are shown.
pub const FIELDS: &[&str] = &[
    "kind",
    "count_mode",
    "low",
    "high",
    "scope",
    "victim",
    "victim_class",
    "actor",
    "speaker",
    "attribution_type",
    "status",
    "place",
    "time",
    "method",
    "publisher",
    "reported_on",
    "event",
    "url",
    "supersedes",
    "based_on",
    "part_of",
    "disputes",
];

/// Why an edit was refused. Nothing of the edits is applied then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No such field.
    #[error("{found:?} is no field of a claim; known are {}", FIELDS.join(", "))]
    Field {
        /// What was given.
        found: String,
    },
    /// A value that the field does not take.
    #[error("{field}: {what}")]
    Value {
        /// The field.
        field: String,
        /// What was found and what was expected.
        what: String,
    },
    /// The numbers do not fit the mode after all edits.
    #[error("{0}")]
    Count(#[from] CountError),
    /// The same field twice.
    #[error("{0} is given twice")]
    Twice(String),
}

/// The claim and its frame with the given fields changed; an empty value clears a field that may be empty.
///
/// A new speaker is typed by the lexicon unless `attribution_type` is given too. When only the mode of a count is
/// changed, its number stays and takes the place that the mode has for it.
///
/// # Errors
/// [`EditError`] for the first edit that cannot be made.
pub fn apply_edits(
    claim: &Claim,
    reported: &Reported,
    edits: &[(String, String)],
) -> Result<(Claim, Reported), EditError> {
    let (mut claim, mut reported) = (claim.clone(), reported.clone());
    for (i, (field, _)) in edits.iter().enumerate() {
        if edits[..i].iter().any(|(other, _)| other == field) {
            return Err(EditError::Twice(field.clone()));
        }
    }
    let given = |name: &str| edits.iter().find(|(field, _)| field == name).map(|(_, value)| value.trim());
    let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    for (field, value) in edits {
        let value = value.trim();
        match field.as_str() {
            "kind" => claim.kind = word(field, value)?,
            "status" => claim.status = word(field, value)?,
            "scope" => reported.scope = text(value),
            "victim" => claim.victim = text(value).map(|v| victim(&v, of_phrase(&v).code())),
            "actor" => {
                claim.actor = text(value)
                    .map(|text| Actor { class: victim(&text, of_phrase(&text).code()).class, text });
            }
            "speaker" => {
                let typed = speaker(value, of_phrase(value).code());
                claim.attribution.text = typed.text;
                if given("attribution_type").is_none() {
                    claim.attribution.kind = typed.kind;
                }
            }
            "attribution_type" => claim.attribution.kind = word::<AttributionType>(field, value)?,
            "place" => claim.place = text(value).map(|text| PlaceText { text }),
            "time" => claim.time = text(value).map(|said| time(&said)),
            "method" => claim.method = text(value),
            "publisher" => reported.publisher = text(value),
            "reported_on" => {
                reported.reported_on = text(value).map(|v| word::<PartialDate>(field, &v)).transpose()?;
            }
            "event" => reported.event = text(value),
            "url" => reported.url = text(value),
            "supersedes" => reported.lineage.supersedes = text(value),
            "based_on" => reported.lineage.based_on = text(value),
            "part_of" => reported.lineage.part_of = text(value),
            "disputes" => reported.lineage.disputes = text(value),
            "victim_class" | "count_mode" | "low" | "high" => {}
            _ => return Err(EditError::Field { found: field.clone() }),
        }
    }
    if let Some(class) = given("victim_class") {
        let Some(victim) = claim.victim.as_mut() else {
            return Err(EditError::Value {
                field: "victim_class".to_owned(),
                what: "there is no victim to class".to_owned(),
            });
        };
        victim.class = text(class).map(|c| VictimClass(c.to_lowercase().replace(' ', "_")));
    }
    claim.count = count(&claim.count, given("count_mode"), given("low"), given("high"))?;
    Ok((claim, reported))
}

/// How much a proposal matters for the toll: the higher, the sooner it is to be reviewed.
///
/// What is said as fact goes before what is not; a figure that no accepted claim gives yet before one that is there;
/// the killed before the wounded and the others; large numbers before small ones.
#[must_use]
pub fn priority(claim: &Claim, accepted: &[ClaimRecord]) -> u64 {
    rank(claim, accepted.iter().any(|a| figure(&a.claim) == figure(claim)))
}

/// What makes two claims give the same figure: kind, mode, bounds, sort of speaker.
pub type Figure = (Kind, CountMode, Option<(u64, Option<u64>)>, AttributionType);

/// The figure that a claim gives.
#[must_use]
pub fn figure(claim: &Claim) -> Figure {
    (claim.kind, claim.count.mode(), claim.count.bounds(), claim.attribution.kind)
}

/// [`priority`], where it is known whether an accepted claim gives the same figure.
#[must_use]
pub fn rank(claim: &Claim, known: bool) -> u64 {
    let number = claim.count.low().or(claim.count.high());
    let kind = match claim.kind {
        Kind::Killed => 5,
        Kind::Casualties | Kind::ClaimedResponsibility => 4,
        Kind::Wounded | Kind::Shot | Kind::Disappeared | Kind::Kidnapped => 3,
        Kind::Detained | Kind::Tortured | Kind::Raped | Kind::DeniedBurialRites => 2,
        _ => 1,
    };
    let flags =
        u64::from(claim.status.is_factual()) << 2 | u64::from(number.is_some()) << 1 | u64::from(!known);
    flags << 40 | kind << 36 | number.unwrap_or(0).min((1 << 36) - 1)
}

fn word<T: std::str::FromStr<Err: std::fmt::Display>>(field: &str, value: &str) -> Result<T, EditError> {
    value.parse().map_err(|e: T::Err| EditError::Value { field: field.to_owned(), what: e.to_string() })
}

fn number(field: &str, value: &str) -> Result<Option<u64>, EditError> {
    if value.is_empty() {
        return Ok(None);
    }
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let what =
        || EditError::Value { field: field.to_owned(), what: format!("{value:?} is not a whole number") };
    value.parse().ok().filter(|_| digits).map(Some).ok_or_else(what)
}

fn count(old: &Count, mode: Option<&str>, low: Option<&str>, high: Option<&str>) -> Result<Count, EditError> {
    if mode.is_none() && low.is_none() && high.is_none() {
        return Ok(old.clone());
    }
    let new_mode = mode.map(|m| word::<CountMode>("count_mode", m)).transpose()?.unwrap_or(old.mode());
    let given_low = low.map(|v| number("low", v)).transpose()?;
    let given_high = high.map(|v| number("high", v)).transpose()?;
    let kept = if given_low.is_none() && given_high.is_none() { old.low().or(old.high()) } else { None };
    let low = given_low.unwrap_or(if given_high.is_some() && new_mode != CountMode::Range {
        None
    } else {
        old.low()
    });
    let high = given_high.unwrap_or(if given_low.is_some() && new_mode != CountMode::Range {
        None
    } else {
        old.high()
    });
    let (low, high) = match new_mode {
        CountMode::Exact | CountMode::About if kept.is_some() => (kept, kept),
        CountMode::AtLeast | CountMode::Relative | CountMode::Vague if kept.is_some() => (kept, None),
        CountMode::AtMost if kept.is_some() => (None, old.high().or(kept)),
        CountMode::Unspecified | CountMode::None if kept.is_some() => (None, None),
        _ => (low, high),
    };
    Ok(Count::new(new_mode, low, high, old.text())?)
}

fn time(said: &str) -> TimeText {
    let date = said.parse::<PartialDate>().ok();
    TimeText { text: said.to_owned(), first: date.map(PartialDate::first), last: date.map(PartialDate::last) }
}
