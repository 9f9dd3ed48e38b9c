//! Figures of the events: by source, and what follows from them by rule. Nothing is averaged and nothing chosen.

use sanad_model::{ClaimRecord, EntityRecord, Kind};
use sanad_record::{Row, Toll, TollQuery, toll};

use super::{Writer, small};
use crate::document::{Block, Run, paragraph, soft, text};
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

impl Writer<'_> {
    pub(super) fn figures(&mut self) -> Vec<Block> {
        let matter = self.d.matter;
        let mut blocks = vec![paragraph(vec![text(self.l.say("figures-intro"))])];
        for event in matter.events.iter().copied().chain(matter.patterns.iter().copied()) {
            blocks.extend(self.figures_of(event));
        }
        if blocks.len() == 1 { Vec::new() } else { blocks }
    }

    fn figures_of(&mut self, event: &EntityRecord) -> Vec<Block> {
        if !self.may_show(event) {
            return Vec::new();
        }
        let matter = self.d.matter;
        let of_event = matter.record.entities.iter().find(|e| e.id == event.id);
        let Some(event) = of_event else { return Vec::new() };
        let about = matter.claims_about_event(event).into_iter();
        let claims: Vec<ClaimRecord> = about.filter(|c| self.shown.contains(&c.id)).cloned().collect();
        let mut blocks = Vec::new();
        for kind in KINDS {
            let query = TollQuery { event: None, kind, as_of: None };
            let toll = toll(&claims, matter.record.judgements, &query);
            if toll.rows.is_empty() {
                continue;
            }
            if blocks.is_empty() {
                blocks.push(small(self.title_of(event)));
            }
            blocks.push(self.reports(&toll));
            blocks.extend(self.bounds(&toll));
        }
        blocks
    }

    fn reports(&mut self, toll: &Toll) -> Block {
        let mut rows = Vec::new();
        for row in toll.rows.iter().chain(&toll.without_number) {
            rows.push(self.report(row));
        }
        let head = ["figures-source", "figures-reported", "figures-scope", "figures-number", "figures-note"]
            .map(|id| vec![text(self.l.say(id))]);
        Block::Table {
            caption: Some(self.l.say(&format!("kind-{}", toll.kind))),
            head: head.to_vec(),
            rows,
            widths: vec![5, 3, 3, 2, 4],
        }
    }

    fn report(&mut self, row: &Row) -> Vec<Vec<Run>> {
        let source = self.own(&row.source);
        let standing = words::standing(self.l, row, |id| {
            self.claim(id).map_or_else(|| id.to_string(), |claim| self.said_by(claim))
        });
        let mut note = self.cite(&[row.claim]);
        if !standing.is_empty() {
            note.extend([text(" "), soft(self.own(&standing))]);
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

    /// What follows from the reports, each line with its rule and the claims it rests on.
    fn bounds(&mut self, toll: &Toll) -> Option<Block> {
        let mut rows = Vec::new();
        for bound in &toll.bounds {
            rows.push(vec![
                vec![text(self.own(&words::scope(self.l, &bound.scope)))],
                vec![text(words::rule(self.l, bound.rule))],
                vec![text(words::bound(self.l, bound))],
                vec![text(words::resting(self.l, bound))],
                self.cite(&bound.claims),
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
}
