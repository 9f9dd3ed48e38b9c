//! A case at a glance: its events with their tolls, what waits for a person, and how well it is preserved.

use std::collections::BTreeSet;

use sanad_model::{ClaimRecord, Kind};
use sanad_record::{Rule, Toll, TollQuery};

use crate::dossier::{DossierOptions, profiles};
use crate::error::Result;
use crate::open::Case;
use crate::state::{Standing, StandingClaim};

/// The kinds that an overview and the page of an event count, in this order.
pub const KINDS: [Kind; 3] = [Kind::Killed, Kind::Wounded, Kind::Detained];

/// How many people and bodies get a line for each recipient.
const SUBJECTS: usize = 4;

/// With more claims than this, what a dossier lacks is worked out when it is asked for.
const AT_ONCE: usize = 5_000;

/// How many events get their tolls worked out at once.
const EVENTS: usize = 12;

/// A case at a glance.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Events by the number of their claims, the largest first; at most a dozen.
    pub events: Vec<EventLine>,
    /// How many events there are.
    pub events_in_all: usize,
    /// Items preserved.
    pub items: usize,
    /// Items of prose that no claim was proposed from.
    pub unread: usize,
    /// Claims in the record.
    pub claims: usize,
    /// Proposals that wait for a person.
    pub waiting: usize,
    /// Contradictions in the record of posts.
    pub post_conflicts: usize,
    /// For whom findings were written: what a dossier about them still lacks.
    pub dossiers: Vec<DossierLine>,
    /// The state of preservation.
    pub preservation: Preservation,
}

/// How far a dossier is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierLine {
    /// The key of the person or body.
    pub about: String,
    /// What they are called.
    pub name: String,
    /// The profile, and what its dossier is called.
    pub profile: (String, String),
    /// Required fields that are missing; nothing where the case is too large to work it out at once.
    pub missing: Option<usize>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// Its name; none for claims that name no event.
    pub name: Option<String>,
    /// Claims in the record that are about it.
    pub claims: usize,
    /// What is counted.
    pub kinds: Vec<KindLine>,
}

/// The toll of one kind in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindLine {
    /// What is counted.
    pub kind: Kind,
    /// The lowest number that a counted report gives.
    pub low: Option<u64>,
    /// The highest number that a counted report gives.
    pub high: Option<u64>,
    /// Whether the highest is left open ("at least").
    pub open: bool,
    /// Reports that give a number.
    pub reports: usize,
    /// Contradictions that no rule has resolved.
    pub conflicts: usize,
}

/// How well a case is preserved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preservation {
    /// Entries in the log.
    pub entries: u64,
    /// Time stamps of outside authorities: in words, newest last.
    pub dates: Vec<String>,
    /// Entries after the newest that a time stamp covers.
    pub undated: u64,
    /// Times that something left the case.
    pub exports: usize,
    /// Entries that could not be read.
    pub unreadable: usize,
}

impl Case {
    /// The case at a glance.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        let mut events = self.events();
        events.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let lines = events.iter().take(EVENTS).map(|(name, claims)| EventLine {
            name: name.clone(),
            claims: *claims,
            kinds: self.kind_lines(name.as_deref()),
        });
        Ok(Overview {
            events: lines.collect(),
            events_in_all: events.len(),
            items: self.state.items.len(),
            unread: self.unread().len(),
            claims: self.state.accepted().count(),
            waiting: self.waiting(),
            post_conflicts: self.posts(None, None, None)?.conflicts.len(),
            dossiers: self.dossier_lines()?,
            preservation: self.preservation()?,
        })
    }

    /// One line for each finished profile and each person or body that a finding is about.
    fn dossier_lines(&self) -> Result<Vec<DossierLine>> {
        let mut subjects: Vec<&str> = Vec::new();
        for finding in self.state.standing_entities().filter(|e| e.entity.schema.name == "finding") {
            if let Some(about) = finding.entity.value("about").filter(|about| !subjects.contains(about)) {
                subjects.push(about);
            }
        }
        if subjects.is_empty() {
            return Ok(Vec::new());
        }
        let held = (self.state.claims.len() <= AT_ONCE).then(|| self.held());
        let complete =
            || profiles().into_iter().filter(|p| p.status == sanad_findings::ProfileStatus::Complete);
        let mut lines = Vec::new();
        for about in subjects.into_iter().take(SUBJECTS) {
            let Some(name) = self.state.entity(about).map(|e| e.entity.title().to_owned()) else { continue };
            for profile in complete() {
                let options = DossierOptions {
                    profile: profile.id.clone(),
                    about: Some(about.to_owned()),
                    ..DossierOptions::default()
                };
                let report = held.as_ref().map(|held| held.completeness(&options)).transpose()?;
                let missing = report.map(|report| report.blocking.len());
                let (about, name) = (about.to_owned(), name.clone());
                lines.push(DossierLine { about, name, profile: (profile.id, profile.title), missing });
            }
        }
        Ok(lines)
    }

    /// The events that claims in the record name, with how many; `None` for those that name none.
    #[must_use]
    pub fn events(&self) -> Vec<(Option<String>, usize)> {
        let keys = self.state.event_keys();
        let events = keys.filter_map(|key| {
            let mut about =
                self.state.claims_about(Some(key).filter(|key| !key.is_empty())).filter(in_record);
            let first = about.next()?;
            Some((first.record.reported.event.clone(), 1 + about.count()))
        });
        events.collect()
    }

    /// The kinds that claims in the record are of.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<Kind> {
        self.state.accepted().map(|claim| claim.record.claim.kind).collect()
    }

    /// The toll of one event, or of the claims that name no event, without looking at the claims of the others.
    #[must_use]
    pub fn event_toll(
        &self,
        kind: Kind,
        event: Option<&str>,
        as_of: Option<sanad_model::PartialDate>,
    ) -> Toll {
        let about = self.state.claims_about(event);
        let about: Vec<_> =
            about.filter(|c| c.standing != Standing::Waiting && c.updated_by.is_none()).collect();
        let claims: Vec<ClaimRecord> = about.iter().map(|claim| claim.record.clone()).collect();
        let of_one = about.iter().filter_map(|claim| claim.judged.as_deref().cloned());
        let judgements: Vec<_> = of_one.chain(self.state.wide_judgements().cloned()).collect();
        sanad_record::toll(&claims, &judgements, &TollQuery { event: event.map(str::to_owned), kind, as_of })
    }

    fn kind_lines(&self, event: Option<&str>) -> Vec<KindLine> {
        let tolls = KINDS.iter().map(|kind| self.event_toll(*kind, event, None));
        tolls.filter(|toll| !toll.rows.is_empty()).map(|toll| kind_line(&toll)).collect()
    }

    fn preservation(&self) -> Result<Preservation> {
        let entries = self.vault.size().map_err(|e| self.explain(e))?;
        let dated = self.state.anchors.iter().map(|(_, anchor)| anchor.size).max().unwrap_or(0);
        Ok(Preservation {
            entries,
            dates: self.dates()?,
            undated: entries.saturating_sub(dated),
            exports: self.state.exports.len(),
            unreadable: self.state.unreadable.len(),
        })
    }
}

fn in_record(claim: &&StandingClaim) -> bool {
    claim.standing == Standing::Accepted && claim.updated_by.is_none()
}

/// A toll in one line: the lowest and the highest claim of the scope that most reports are about.
#[must_use]
pub(crate) fn kind_line(toll: &Toll) -> KindLine {
    let scope = toll.bounds.first().map(|bound| bound.scope.clone());
    let of = |rule: Rule| {
        toll.bounds.iter().find(|bound| Some(&bound.scope) == scope.as_ref() && bound.rule == rule)
    };
    let (lowest, highest) = (of(Rule::LowestClaim), of(Rule::HighestClaim));
    KindLine {
        kind: toll.kind,
        low: lowest.and_then(|bound| bound.low.or(bound.high)),
        high: highest.and_then(|bound| bound.high.or(bound.reaches).or(bound.low)),
        open: highest.is_some_and(|bound| bound.high.is_none()),
        reports: toll.rows.len(),
        conflicts: toll.conflicts.iter().filter(|conflict| conflict.rule.is_none()).count(),
    }
}
