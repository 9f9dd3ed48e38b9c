//! Why somebody is named: a tree from a finding over acts, involvement, responsibility and posts down to the quotes.
//!
//! The same tree as that of a toll (`record::Why`). What speaks against the finding is a branch of its own and cannot
//! be left out; a claim that was rejected afterwards stays where it stood and says so.

use sanad_model::{ClaimId, EntityRecord};
use sanad_record::{From, Why, sources};

use crate::approval::{Approval, approved};
use crate::contrary::{Contrary, Reason, contrary};
use crate::matter::{CaseRecord, Matter};

/// What stands under every tree.
pub const NO_VERDICT: &str = "This says what sources say and what was concluded from it, to the standard named. \
    It is no verdict of guilt.";

/// Explains a finding, named by key, label, id or the beginning of one.
#[must_use]
pub fn why(record: &CaseRecord<'_>, finding: &str) -> Option<Why> {
    let finding = record.find(finding, &["finding"]).ok()?;
    let about = finding.entity.value("about")?;
    let matter = Matter::gather(*record, Some(about), None).ok()?;
    Some(Tree { matter: &matter.of_finding(finding) }.finding(finding))
}

struct Tree<'m, 'a> {
    matter: &'m Matter<'a>,
}

impl Tree<'_, '_> {
    fn finding(&self, finding: &EntityRecord) -> Why {
        let m = self.matter;
        let mut from: Vec<From> = self.claims(&finding.entity.claims);
        from.extend(self.branch("acts", &m.acts, &["type", "date", "place", "victim"]));
        from.extend(self.branch("involvement", &m.involvements, &["degree", "act", "description"]));
        from.extend(self.branch("responsibility", &m.responsibilities, &["element", "form", "over"]));
        from.extend(self.branch(
            "posts",
            &m.postings,
            &["person", "title", "body", "first_precise", "last_precise"],
        ));
        from.extend(self.against());
        Why { id: finding.entity.key(), says: self.says(finding), from }
    }

    fn says(&self, finding: &EntityRecord) -> String {
        let value = |field: &str| finding.entity.value(field).unwrap_or("-");
        let second = match approved(&self.matter.record, finding) {
            Approval::Yes { by, at } => format!("a second person ({by}) said yes on {}", at.date()),
            Approval::No { by, at, .. } => format!("a second person ({by}) said no on {}", at.date()),
            Approval::OnlyAuthor | Approval::Missing => "no second person has said yes".to_owned(),
        };
        format!(
            "{} (about {}; standard: {}; assessed by {} on {}; reason: {}; {second}). {NO_VERDICT}",
            value("statement"),
            self.matter.title(value("about")),
            value("standard").replace('_', " "),
            value("assessor"),
            value("date"),
            value("reason"),
        )
    }

    /// A heading over entities, if there are any.
    fn branch(&self, heading: &str, entities: &[&EntityRecord], fields: &[&str]) -> Option<From> {
        let from: Vec<From> = entities.iter().map(|e| From::Statement(self.entity(e, fields))).collect();
        (!from.is_empty())
            .then(|| From::Statement(Why { id: heading.to_owned(), says: heading.to_owned(), from }))
    }

    /// An entity with its claims, or with the row it was entered by, if it has none.
    fn entity(&self, entity: &EntityRecord, fields: &[&str]) -> Why {
        let mut from = self.claims(&entity.entity.claims);
        if from.is_empty() {
            let (quote, item) = (entity.quote.clone(), entity.item);
            from.push(From::Passage { quote, item, index: entity.index, span: entity.span });
        }
        let said = self.matter.say(entity, fields);
        let says = if said.is_empty() { entity.entity.title().to_owned() } else { said };
        Why { id: entity.entity.key(), says, from }
    }

    fn claims(&self, claims: &[ClaimId]) -> Vec<From> {
        claims.iter().map(|id| From::Statement(self.claim(*id))).collect()
    }

    /// A claim down to its quote. One that was rejected or was never accepted carries nothing.
    fn claim(&self, id: ClaimId) -> Why {
        let record = self.matter.lines().get(id);
        let state = match (self.matter.record.rejected.contains(&id), record) {
            (true, _) => "; rejected afterwards: it no longer carries anything",
            (false, None) => "not among the accepted claims: it carries nothing",
            (false, Some(_)) => "",
        };
        let Some(claim) = record else {
            let says = state.trim_start_matches("; ").to_owned();
            return Why { id: id.to_string(), says, from: Vec::new() };
        };
        let date = claim.reported.reported_on.map(|d| format!(", {d}")).unwrap_or_default();
        let (kind, status) = (claim.claim.kind, claim.claim.status);
        let passage = From::Passage {
            quote: claim.claim.quote.clone(),
            item: claim.item,
            index: claim.index,
            span: claim.claim.span,
        };
        let says = format!("{kind}, {status}: {}{date}{state}", sources::source_name(claim));
        Why { id: id.to_string(), says, from: vec![passage] }
    }

    /// What speaks against it, each claim once, with why it does and what the author answers.
    fn against(&self) -> Option<From> {
        let mut rows: Vec<(Contrary, Vec<Reason>)> = Vec::new();
        for one in contrary(self.matter) {
            match rows.iter_mut().find(|(row, _)| one.claim.is_some() && row.claim == one.claim) {
                Some((_, reasons)) => reasons.push(one.why),
                None => {
                    let why = one.why;
                    rows.push((one, vec![why]));
                }
            }
        }
        let from: Vec<From> = rows.iter().map(|(row, reasons)| self.against_row(row, reasons)).collect();
        let says = "speaks against it".to_owned();
        (!from.is_empty()).then(|| From::Statement(Why { id: "contrary".to_owned(), says, from }))
    }

    fn against_row(&self, row: &Contrary, reasons: &[Reason]) -> From {
        let entity = self.matter.record.entities.iter().find(|e| Some(e.id) == row.entity);
        let mut why = match (row.claim, entity) {
            (Some(claim), _) => self.claim(claim),
            (None, Some(entity)) => self.entity(entity, &["who", "degree", "act"]),
            (None, None) => Why { id: String::new(), says: row.says.clone(), from: Vec::new() },
        };
        for reason in reasons {
            why.says.push_str("; ");
            why.says.push_str(reason.text());
        }
        for answer in &row.answers {
            why.says.push_str("; the author answers: ");
            why.says.push_str(&answer.text);
        }
        From::Statement(why)
    }
}
