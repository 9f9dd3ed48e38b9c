//! Figures of the events: by source, and what follows from them by rule. Nothing is averaged and nothing chosen.
//!
//! Of few events every report is set, of many only what follows from the reports: a document of a thousand rows is read
//! by nobody. All reports stand in a table of their own beside the document (annex 5), whatever is set here.

use sanad_model::{ClaimRecord, EntityRecord, Kind};
use sanad_record::{Bound, Row, Rule, Toll, TollQuery, toll};
use serde::Serialize;

use super::{Writer, small};
use crate::document::{Block, Run, paragraph, soft, text};
use crate::locale::Value;
use crate::words;

/// The kinds of harm that are counted.
const KINDS: [Kind; 9] = [
    Kind::Killed,
    Kind::Wounded,
    Kind::Casualties,
    Kind::Shot,
    Kind::Detained,
    Kind::Disappeared,
    Kind::Kidnapped,
    Kind::Tortured,
    Kind::Displaced,
];

/// So many events are set report by report.
const EVENTS: usize = 8;
/// So many reports of one kind are set.
const REPORTS: usize = 40;

/// One report of a figure, as its table has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// The event.
    pub event: String,
    /// What is said to have happened.
    pub kind: Kind,
    /// The speaker, and the publisher in brackets.
    pub source: String,
    /// When it was reported.
    pub reported: String,
    /// Who is counted.
    pub scope: String,
    /// In which way the number was said.
    pub mode: String,
    /// The lowest number said.
    pub low: Option<u64>,
    /// The highest number said.
    pub high: Option<u64>,
    /// As what it counts, or why it does not.
    pub standing: String,
    /// The claim.
    pub claim: String,
    /// The position of the claim in the log.
    pub log_index: u64,
    /// Public address.
    pub url: String,
}

impl Writer<'_> {
    pub(super) fn figures(&mut self) -> Vec<Block> {
        let matter = self.d.matter;
        let events: Vec<&EntityRecord> = matter
            .events
            .iter()
            .chain(&matter.patterns)
            .copied()
            .filter(|event| self.may_show(event))
            .collect();
        let tolls: Vec<(&EntityRecord, Toll)> = events
            .into_iter()
            .flat_map(|event| self.tolls_of(event).into_iter().map(move |t| (event, t)))
            .collect();
        for (event, toll) in &tolls {
            self.note_figures(event, toll);
        }
        if tolls.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![paragraph(vec![text(self.l.say("figures-intro"))])];
        if matter.events.len() > EVENTS {
            blocks.push(paragraph(vec![text(self.l.say("figures-many"))]));
            blocks.push(self.overview(&tolls));
            return blocks;
        }
        let mut last = None;
        for (event, toll) in &tolls {
            if last != Some(event.id) {
                blocks.push(small(self.title_of(event)));
                last = Some(event.id);
            }
            blocks.extend(self.reports(toll));
            blocks.extend(self.bounds(toll));
        }
        blocks
    }

    fn tolls_of(&self, event: &EntityRecord) -> Vec<Toll> {
        let matter = self.d.matter;
        let Some(event) = matter.record.entities.iter().find(|e| e.id == event.id) else { return Vec::new() };
        let about = matter.claims_about_event(event).into_iter();
        let claims: Vec<ClaimRecord> = about.filter(|c| self.shown.contains(&c.id)).cloned().collect();
        let of =
            |kind| toll(&claims, matter.record.judgements, &TollQuery { event: None, kind, as_of: None });
        let kinds = KINDS.into_iter().filter(|kind| claims.iter().any(|c| c.claim.kind == *kind));
        kinds.map(of).filter(|toll| !toll.rows.is_empty()).collect()
    }

    fn note_figures(&mut self, event: &EntityRecord, toll: &Toll) {
        let event = self.title_of(event);
        for row in toll.rows.iter().chain(&toll.without_number) {
            let noted = FigureRow {
                event: event.clone(),
                kind: row.kind,
                source: self.own(&row.source),
                reported: row.date.map(|d| d.to_string()).unwrap_or_default(),
                scope: self.own(&row.scope),
                mode: row.mode.to_string(),
                low: row.low,
                high: row.high,
                standing: self.standing(row),
                claim: row.claim.to_string(),
                log_index: row.index,
                url: row.url.as_deref().map(|u| self.own(u)).unwrap_or_default(),
            };
            self.figures.push(noted);
        }
    }

    /// The reports of one kind; of very many, those that the bounds rest on first.
    fn reports(&mut self, toll: &Toll) -> Vec<Block> {
        let all: Vec<&Row> = toll.rows.iter().chain(&toll.without_number).collect();
        let rests = |row: &Row| toll.bounds.iter().any(|b| is_edge(b) && b.claims.contains(&row.claim));
        let mut set: Vec<usize> = (0..all.len()).collect();
        if all.len() > REPORTS {
            set.sort_by_key(|at| !rests(all[*at]));
            set.truncate(REPORTS);
            set.sort_unstable();
        }
        let mut rows = Vec::new();
        for at in &set {
            rows.push(self.report(all[*at]));
        }
        let head = ["figures-source", "figures-reported", "figures-scope", "figures-number", "figures-note"]
            .map(|id| vec![text(self.l.say(id))]);
        let table = Block::Table {
            caption: Some(self.l.say(&format!("kind-{}", toll.kind))),
            head: head.to_vec(),
            rows,
            widths: vec![5, 3, 3, 2, 4],
        };
        let left = all.len() - set.len();
        let more = (left > 0)
            .then(|| paragraph(vec![soft(self.l.tell("figures-more", &[("n", Value::Count(left))]))]));
        std::iter::once(table).chain(more).collect()
    }

    fn report(&mut self, row: &Row) -> Vec<Vec<Run>> {
        let source = self.own(&row.source);
        let standing = self.standing(row);
        let mut note = self.refer(&[row.claim]);
        if !standing.is_empty() {
            note.extend([text(" "), soft(standing)]);
        }
        let figure = self.own(&words::count(self.l, row));
        vec![
            vec![text(source)],
            vec![text(words::reported(self.l, row))],
            vec![text(self.own(&words::scope(self.l, &row.scope)))],
            vec![text(figure)],
            note,
        ]
    }

    fn standing(&self, row: &Row) -> String {
        let standing = words::standing(self.l, row, |id| {
            self.claim(id).map_or_else(|| id.to_string(), |claim| self.said_by(claim))
        });
        self.own(&standing)
    }

    /// What follows from the reports, each line with its rule and the claims it rests on.
    fn bounds(&mut self, toll: &Toll) -> Option<Block> {
        let mut rows = Vec::new();
        for bound in &toll.bounds {
            rows.push(vec![
                vec![text(self.own(&words::scope(self.l, &bound.scope)))],
                vec![text(words::rule(self.l, bound.rule))],
                vec![text(words::bound(self.l, bound))],
                vec![text(words::resting(self.l, bound))],
                self.refer_some(&bound.claims),
            ]);
        }
        let head = ["figures-scope", "figures-rule", "figures-number", "figures-resting", "sources"]
            .map(|id| vec![text(self.l.say(id))]);
        (!rows.is_empty()).then(|| Block::Table {
            caption: Some(self.l.say("bounds")),
            head: head.to_vec(),
            rows,
            widths: vec![3, 4, 2, 4, 3],
        })
    }

    /// Of many events: the lowest and the highest figure of each kind and scope.
    fn overview(&mut self, tolls: &[(&EntityRecord, Toll)]) -> Block {
        let mut rows = Vec::new();
        for (event, toll) in tolls {
            for scope in toll.scopes() {
                let of = |rule: Rule| toll.bounds.iter().find(|b| b.scope == *scope && b.rule == rule);
                let (low, high) = (of(Rule::LowestClaim), of(Rule::HighestClaim));
                let said = |bound: Option<&Bound>| bound.map(|b| words::bound(self.l, b)).unwrap_or_default();
                let (lowest, highest) = (said(low), said(high));
                let sources = low.map_or(0, |b| b.of).to_string();
                let claims: Vec<_> = low.iter().chain(&high).flat_map(|b| b.claims.iter().copied()).collect();
                let kind = self.l.say(&format!("kind-{}", toll.kind));
                rows.push(vec![
                    vec![text(self.title_of(event))],
                    vec![text(kind), Run::Break, soft(self.own(&words::scope(self.l, scope)))],
                    vec![text(lowest)],
                    vec![text(highest)],
                    vec![text(sources)],
                    self.refer_some(&claims),
                ]);
            }
        }
        let head = [
            "front-event",
            "figures-kind",
            "figures-lowest",
            "figures-highest",
            "corroboration-count",
            "sources",
        ]
        .map(|id| vec![text(self.l.say(id))]);
        Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![5, 3, 2, 2, 2, 3] }
    }

    /// The first references, and how many there are more.
    fn refer_some(&mut self, claims: &[sanad_model::ClaimId]) -> Vec<Run> {
        const SET: usize = 4;
        let mut seen = std::collections::BTreeSet::new();
        let once: Vec<_> = claims.iter().copied().filter(|id| seen.insert(*id)).collect();
        let mut runs = self.refer(once.get(..SET).unwrap_or(&once));
        if once.len() > SET {
            runs.push(soft(format!(" +{}", once.len() - SET)));
        }
        runs
    }
}

/// The bounds that a reader looks for the reports of.
fn is_edge(bound: &Bound) -> bool {
    matches!(bound.rule, Rule::LowestClaim | Rule::HighestClaim)
}
