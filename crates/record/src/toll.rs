//! The toll of an event: one row per report, then the bounds that follow, each with its rule, then what contradicts
//! what. Why there are two death tolls is answered here.
//!
//! The serialised form is the JSON of `sanad toll --json`. No row is dropped and no number changed; what is not
//! counted says why ([`Standing`]). The rules and where they come from: `docs/methods/toll.md`.

use std::collections::BTreeMap;

use sanad_model::{
    AttributionType, ClaimId, ClaimRecord, CountMode, ItemId, Judgement, Kind, Origin, PartialDate, Problem,
    Span, Status,
};
use serde::{Serialize, Serializer};

use crate::bounds;
use crate::conflicts;
use crate::lineage::{Lines, name_of};
use crate::sources::source_name;
use crate::standing::{Frame, Judged};

/// The scope of a figure whose report does not say who is counted.
pub const UNSTATED: &str = "not stated";

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TollQuery {
    /// The event, by the name used in the case; `None` takes every claim given.
    pub event: Option<String>,
    /// Killed, wounded, detained…
    pub kind: Kind,
    /// The state of knowledge on this day: later reports are left out and replace nothing.
    pub as_of: Option<PartialDate>,
}

/// The toll of one event and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Toll {
    /// The event asked for, or the only one there is.
    pub event: Option<String>,
    /// The kind asked for.
    pub kind: Kind,
    /// The day asked for.
    pub as_of: Option<PartialDate>,
    /// Every report that gives a number, by date.
    pub rows: Vec<Row>,
    /// What follows, by scope.
    pub bounds: Vec<Bound>,
    /// What contradicts what.
    pub conflicts: Vec<Conflict>,
    /// Reports that give no number, and what is not said as fact.
    pub without_number: Vec<Row>,
    /// Claims of responsibility for the event, and who disputes them.
    pub responsibility: Vec<Row>,
    /// What is not shown at all, counted.
    pub left_out: LeftOut,
    /// References that lead nowhere and other oddities.
    pub problems: Vec<Problem>,
}

/// What one report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The speaker, and the publisher in brackets.
    pub source: String,
    /// Who says it.
    pub speaker: String,
    /// What sort of speaker.
    pub class: AttributionType,
    /// Who printed it.
    pub publisher: Option<String>,
    /// When it was reported.
    pub date: Option<PartialDate>,
    /// What is said to have happened.
    pub kind: Kind,
    /// In which way the number was said.
    pub mode: CountMode,
    /// The lowest number said.
    pub low: Option<u64>,
    /// The highest number said.
    pub high: Option<u64>,
    /// The number in its own words.
    pub text: String,
    /// Who is counted.
    pub scope: String,
    /// The breakdown as written.
    pub breakdown: Option<String>,
    /// The report that this one repeats.
    pub based_on: Option<String>,
    /// The claim that this one replaces.
    pub supersedes: Option<String>,
    /// The claim in force that replaces this one.
    pub superseded_by: Option<ClaimId>,
    /// The total that this number is a part of.
    pub part_of: Option<String>,
    /// The claim that this one disputes.
    pub disputes: Option<String>,
    /// Claims that dispute this one.
    pub disputed_by: Vec<ClaimId>,
    /// With what standing it is said.
    pub status: Status,
    /// Whether the bounds rest on it.
    pub counted: bool,
    /// As what it counts, or why it does not.
    pub standing: Standing,
    /// For a repeat: the claim that counts in its place.
    pub folded_into: Option<ClaimId>,
    /// Whether the page seen is the publisher's own.
    pub seen_as: Option<String>,
    /// Public address of the report.
    pub url: Option<String>,
    /// The claim's label, if it has one.
    pub label: Option<String>,
    /// The claim.
    pub claim: ClaimId,
    /// The position of the claim's entry in the log.
    pub index: u64,
    /// The item it is quoted from.
    pub item: ItemId,
    /// The bytes of the quote in the item's text.
    pub span: Span,
    /// The place in the item's own terms.
    pub origin: Option<Origin>,
    /// The quote.
    pub quote: String,
}

/// As what a claim counts, or why it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Counts as a total in its scope.
    Counted,
    /// Counts as one person known by name, not as a total.
    Named,
    /// Replaced by a later figure of the same source.
    Superseded,
    /// Repeats another report that counts.
    Repeats,
    /// Part of a total in the same scope.
    Part,
    /// Gives no number.
    NoNumber,
    /// Said as a denial, a possibility, an opinion…, not as what happened.
    NotAsFact,
    /// Another kind of claim, shown beside the toll.
    Beside,
}

/// A number that follows from claims by a named rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// `kind/scope/rule`: what `sanad why` takes.
    pub id: String,
    /// Who is counted.
    pub scope: String,
    /// The rule.
    pub rule: Rule,
    /// From; `None` where open, or where the rule gives nothing.
    pub low: Option<u64>,
    /// To; `None` where open, or where the rule gives nothing.
    pub high: Option<u64>,
    /// The highest number said, where `high` is open.
    pub reaches: Option<u64>,
    /// The claims it rests on.
    pub claims: Vec<ClaimId>,
    /// How many independent sources stand behind it.
    pub sources: usize,
    /// Of how many in this scope.
    pub of: usize,
}

/// How a bound follows from claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The claim with the lowest number.
    LowestClaim,
    /// The claim with the highest number.
    HighestClaim,
    /// What every counted claim allows.
    Agreed,
    /// What more independent sources allow than allow anything else.
    Majority,
    /// The number of distinct names.
    Named,
    /// From the lowest to the highest claim of one class of source.
    Class(AttributionType),
}

/// Claims that do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// All sides.
    pub claims: Vec<ClaimId>,
    /// In what: "killed: inmates and guards".
    pub about: String,
    /// What sort of contradiction.
    pub matter: Matter,
    /// The rule of the judgement that resolves it.
    pub rule: Option<String>,
    /// The reason given with it.
    pub why: Option<String>,
}

/// What sort of contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Figures of one scope that cannot all be true.
    Figures,
    /// A report repeats another with another figure.
    Repeat,
    /// Somebody disputes a figure.
    Dispute,
    /// Somebody claims responsibility; whoever disputes it is listed too.
    Responsibility,
    /// References that go in a circle.
    Circle,
}

/// Claims that are not shown, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LeftOut {
    /// Rejected by a judgement.
    pub rejected: usize,
    /// Reported after the day asked for.
    pub later: usize,
    /// Without a date, where a day was asked for.
    pub undated: usize,
}

/// The toll of an event: rows, bounds, conflicts.
///
/// `judgements` are in the order of the log: of two about the same claim, the later one stands. The order of `claims`
/// makes no difference.
#[must_use]
pub fn toll(claims: &[ClaimRecord], judgements: &[Judgement], query: &TollQuery) -> Toll {
    let lines = Lines::new(claims);
    let judged = Judged::new(judgements);
    let frame = Frame::new(&lines, &judged, query);
    let rows = frame.rows();
    let mut problems = lines.problems().to_vec();
    if let Some(problem) = frame.mixed_events() {
        problems.push(problem);
    }
    Toll {
        event: frame.event(),
        kind: query.kind,
        as_of: query.as_of,
        bounds: bounds::bounds(&lines, query.kind, &rows),
        conflicts: conflicts::conflicts(&lines, &judged, query.kind, &rows, &frame),
        without_number: frame.without_number(),
        responsibility: frame.responsibility(),
        left_out: frame.left_out(),
        problems,
        rows,
    }
}

impl Toll {
    /// The scopes, in the order of their bounds.
    #[must_use]
    pub fn scopes(&self) -> Vec<&str> {
        let mut scopes: Vec<&str> = self.bounds.iter().map(|bound| bound.scope.as_str()).collect();
        scopes.dedup();
        scopes
    }

    /// Every row, whether it gives a number or not, and those beside the toll, by claim.
    #[must_use]
    pub fn by_claim(&self) -> BTreeMap<ClaimId, &Row> {
        self.responsibility
            .iter()
            .chain(&self.without_number)
            .chain(&self.rows)
            .map(|row| (row.claim, row))
            .collect()
    }
}

impl Row {
    /// What the words allow: from (0 where open) and to (`None` where open). `None` when no number was said.
    #[must_use]
    pub fn interval(&self) -> Option<(u64, Option<u64>)> {
        (self.low.is_some() || self.high.is_some()).then(|| (self.low.unwrap_or(0), self.high))
    }

    /// What people call the claim: its label, or its id.
    #[must_use]
    pub fn name(&self) -> String {
        self.label.clone().unwrap_or_else(|| self.claim.to_string())
    }

    pub(crate) fn new(lines: &Lines<'_>, claim: &ClaimRecord, scope: String, standing: Standing) -> Self {
        let lineage = &claim.reported.lineage;
        let resolved = |id: Option<ClaimId>, written: &Option<String>| {
            id.map(|id| id.to_string()).or_else(|| written.clone().filter(|w| !w.trim().is_empty()))
        };
        let disputed_by = lines.claims().filter(|c| lines.disputes(c.id) == Some(claim.id)).map(|c| c.id);
        Self {
            source: source_name(claim),
            speaker: claim.claim.attribution.text.clone(),
            class: claim.claim.attribution.kind,
            publisher: claim.reported.publisher.clone(),
            date: claim.reported.reported_on,
            kind: claim.claim.kind,
            mode: claim.claim.count.mode(),
            low: claim.claim.count.low(),
            high: claim.claim.count.high(),
            text: claim.claim.count.text().to_owned(),
            scope,
            breakdown: claim.reported.breakdown.clone(),
            based_on: resolved(lines.based_on(claim.id), &lineage.based_on),
            supersedes: resolved(lines.supersedes(claim.id), &lineage.supersedes),
            superseded_by: None,
            part_of: resolved(lines.part_of(claim.id), &lineage.part_of),
            disputes: resolved(lines.disputes(claim.id), &lineage.disputes),
            disputed_by: disputed_by.collect(),
            status: claim.claim.status,
            counted: matches!(standing, Standing::Counted | Standing::Named),
            standing,
            folded_into: None,
            seen_as: claim.reported.seen_as.clone(),
            url: claim.reported.url.clone(),
            label: Some(name_of(claim)).filter(|name| *name != claim.id.to_string()),
            claim: claim.id,
            index: claim.index,
            item: claim.item,
            span: claim.claim.span,
            origin: claim.origin.clone(),
            quote: claim.claim.quote.clone(),
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LowestClaim => f.write_str("lowest_claim"),
            Self::HighestClaim => f.write_str("highest_claim"),
            Self::Agreed => f.write_str("agreed"),
            Self::Majority => f.write_str("majority"),
            Self::Named => f.write_str("named"),
            Self::Class(class) => write!(f, "class:{class}"),
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
