//! Findings with their standard, reason and second yes; the questions of the recipient's test and what the record
//! answers.

use sanad_findings::{Answer, Approval, ThresholdReport, approved};
use sanad_model::EntityRecord;

use super::{Writer, headed, small};
use crate::document::{Block, Run, paragraph, soft, strong, text};
use crate::locale::Value;
use crate::words;

impl Writer<'_> {
    /// The findings that may leave; of the others, how many there are, and in a draft which.
    pub(super) fn findings(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut kept = 0;
        for finding in self.d.matter.findings.clone() {
            if !self.may_show(finding) || self.d.matter.shaken(finding) {
                kept += 1;
                continue;
            }
            let approval = approved(&self.d.matter.record, finding);
            if approval.is_yes() || self.d.single_actor || self.d.draft {
                blocks.extend(self.finding(finding, &approval));
            } else {
                kept += 1;
            }
        }
        if kept > 0 {
            let said = self.l.tell("findings-kept", &[("n", Value::Count(kept))]);
            blocks.push(paragraph(vec![soft(said)]));
        }
        blocks
    }

    fn finding(&mut self, finding: &EntityRecord, approval: &Approval) -> Vec<Block> {
        let e = &finding.entity;
        let about = e.value("about").map(|key| self.name_of(key)).unwrap_or_default();
        let mut statement = vec![strong(self.own(e.value("statement").unwrap_or_default())), text(" ")];
        statement.extend(self.cite_entity(finding));
        let mut rows = Vec::new();
        for name in ["standard", "assessor", "date", "reason", "answer"] {
            let Some(field) = e.schema.field(name) else { continue };
            if e.value(name).is_some() {
                rows.push((self.label(field), self.values(finding, field)));
            }
        }
        let against: Vec<_> = e.against.clone();
        let cited = self.cite(&against);
        if !cited.is_empty() {
            rows.push((self.l.say("speaks-against"), cited));
        }
        let mut blocks = vec![
            small(self.l.tell("finding-about", &[("who", Value::Text(&about))])),
            Block::Callout { text: statement },
        ];
        if approval.is_yes() || self.d.single_actor {
            rows.push((self.l.say("second-yes"), vec![text(self.second(approval))]));
            blocks.push(Block::Fields { rows });
        } else {
            blocks.push(Block::Fields { rows });
            blocks.push(Block::Gap { text: vec![text(self.second(approval))] });
        }
        blocks
    }

    fn second(&self, approval: &Approval) -> String {
        match approval {
            Approval::Yes { at, .. } => {
                let date = words::date(self.l, at.date());
                self.l.tell("second-yes-on", &[("date", Value::Text(&date))])
            }
            Approval::No { at, .. } => {
                let date = words::date(self.l, at.date());
                self.l.tell("second-no-on", &[("date", Value::Text(&date))])
            }
            _ if self.d.single_actor => self.l.say("second-single"),
            _ => self.l.say("second-missing"),
        }
    }

    /// A chapter of findings, for profiles that do not ask.
    pub(super) fn other_findings(&mut self) -> Option<Vec<Block>> {
        if self.asks("verification") || self.d.matter.findings.is_empty() {
            return None;
        }
        let mut blocks = vec![headed(1, "chapter-findings-own", self.l.say("findings-heading"))];
        let mut findings = self.findings();
        super::chapter::raise(&mut findings);
        blocks.extend(findings);
        Some(blocks)
    }

    /// The recipient's test, question by question.
    pub(super) fn test(&mut self) -> Option<Vec<Block>> {
        let questions = self.d.completeness.thresholds.clone();
        if questions.is_empty() {
            return None;
        }
        let rows: Vec<Vec<Vec<Run>>> = questions.iter().map(|q| self.question(q)).collect();
        let head = ["test-question", "test-answer", "test-because"].map(|id| vec![text(self.l.say(id))]);
        Some(vec![
            headed(1, "chapter-test-own", self.l.say("test-heading")),
            paragraph(vec![text(self.l.say("test-intro"))]),
            Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![5, 2, 6] },
        ])
    }

    fn question(&mut self, report: &ThresholdReport) -> Vec<Vec<Run>> {
        let asked = self.d.profile.thresholds.iter().find(|t| t.id == report.id);
        let question = asked
            .and_then(|t| t.question.get(self.l.code()))
            .cloned()
            .unwrap_or_else(|| report.question.clone());
        let mut first = vec![text(question), Run::Break, soft(report.source.clone())];
        if report.recalled && self.d.draft {
            first.push(soft(format!(" ({})", self.l.say("recalled"))));
        }
        let answer = match report.outcome.answer {
            Answer::Met => "test-met",
            Answer::NotMet => "test-not-met",
            Answer::Unknown => "test-unknown",
        };
        vec![first, vec![strong(self.l.say(answer))], self.because(report)]
    }

    fn because(&mut self, report: &ThresholdReport) -> Vec<Run> {
        let mut runs = Vec::new();
        for because in &report.outcome.because {
            let Some(entity) = self.entry(because.entity).filter(|e| self.may_show(e)) else { continue };
            if !runs.is_empty() {
                runs.push(Run::Break);
            }
            let title = self.title_of(entity);
            runs.extend([text(title), text(" ")]);
            runs.extend(self.cite_behind(entity, &because.claims));
        }
        if !report.outcome.missing.is_empty() {
            if !runs.is_empty() {
                runs.push(Run::Break);
            }
            let missing: Vec<String> = report.outcome.missing.iter().map(|m| self.own(m)).collect();
            runs.push(soft(self.l.tell("test-missing", &[("what", Value::Text(&missing.join("; ")))])));
        }
        let against = self.cite(&report.against);
        if !against.is_empty() {
            runs.extend([Run::Break, soft(format!("{}: ", self.l.say("speaks-against")))]);
            runs.extend(against);
        }
        runs
    }
}
