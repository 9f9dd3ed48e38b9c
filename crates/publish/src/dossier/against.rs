//! What speaks against it: one row for each thing said, with every reason for which it stands here and what the
//! authors answer to it.

use sanad_findings::{Contrary, Reason, contrary};
use sanad_model::ClaimId;

use super::{Writer, headed};
use crate::document::{Block, Run, paragraph, soft, text};

/// One thing that speaks against it.
struct Against {
    claim: Option<ClaimId>,
    said: Vec<Run>,
    /// Reasons, each with what it is against.
    reasons: Vec<(String, Vec<String>)>,
    answers: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn contrary_table(&mut self) -> Vec<Block> {
        let mut rows: Vec<Against> = Vec::new();
        for one in contrary(self.d.matter) {
            let known = rows.iter().position(|row| row.claim.is_some() && row.claim == one.claim);
            let at = match known {
                Some(at) => at,
                None => {
                    let Some(said) = self.against(&one) else { continue };
                    let mut answers: Vec<String> = one.answers.iter().map(|a| self.own(&a.text)).collect();
                    answers.dedup();
                    rows.push(Against { claim: one.claim, said, reasons: Vec::new(), answers });
                    rows.len() - 1
                }
            };
            self.add_reason(&mut rows[at], &one.why);
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let head = ["contrary-said", "contrary-why", "contrary-answer"].map(|id| vec![text(self.l.say(id))]);
        let rows = rows.into_iter().map(|row| {
            let mut why = Vec::new();
            for (reason, of) in row.reasons {
                if !why.is_empty() {
                    why.push(Run::Break);
                }
                why.push(text(if of.is_empty() { reason } else { format!("{reason}: {}", of.join("; ")) }));
            }
            vec![row.said, why, vec![text(row.answers.join(" "))]]
        });
        vec![
            paragraph(vec![text(self.l.say("contrary-intro"))]),
            Block::Table { caption: None, head: head.to_vec(), rows: rows.collect(), widths: vec![6, 5, 4] },
        ]
    }

    /// What is said, by whom, with its reference; nothing, if it may not be shown.
    fn against(&mut self, one: &Contrary) -> Option<Vec<Run>> {
        let mut said = match one.claim {
            Some(id) => {
                let claim = self.claim(id)?;
                let mut words = self.passage_words(claim);
                words.push(text(format!(" {} ", self.said_by(claim))));
                words.extend(self.cite_all(&[claim.id]));
                words
            }
            None => {
                let entity = self.entry(one.entity?).filter(|e| self.may_show(e))?;
                let mut words = vec![text(self.title_of(entity)), text(" ")];
                words.extend(self.cite_entity(entity));
                words
            }
        };
        if one.rejected {
            said.extend([text(" "), soft(self.l.say("contrary-rejected"))]);
        }
        Some(said)
    }

    fn add_reason(&self, row: &mut Against, why: &Reason) {
        let english = why.text();
        let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let id: String = english.chars().map(letter).collect();
        let reason = self.l.try_say(&format!("reason-{id}")).unwrap_or_else(|| english.to_owned());
        let of = match why {
            Reason::Against(entity) => self.entry(*entity).filter(|e| self.may_show(e)),
            _ => None,
        };
        let of = of.map(|entity| {
            let title = self.title_of(entity);
            if entity.entity.schema.name == "finding" { self.word("finding") } else { title }
        });
        let known = row.reasons.iter().position(|(known, _)| *known == reason).unwrap_or(row.reasons.len());
        if known == row.reasons.len() {
            row.reasons.push((reason, Vec::new()));
        }
        if let Some(of) = of.filter(|of| !row.reasons[known].1.contains(of)) {
            row.reasons[known].1.push(of);
        }
    }

    /// A chapter of what speaks against it, for profiles that do not ask.
    pub(super) fn other_contrary(&mut self) -> Option<Vec<Block>> {
        if self.asks("contrary") {
            return None;
        }
        let mut blocks = vec![headed(1, "chapter-contrary-own", self.l.say("contrary-heading"))];
        let held = self.contrary_table();
        if held.is_empty() {
            blocks.push(paragraph(vec![text(self.l.say("no-contrary"))]));
        }
        blocks.extend(held);
        Some(blocks)
    }
}
