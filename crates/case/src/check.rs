//! `sanad check`: hash everything again, verify the log, rebuild what is derived, compare.

use sanad_model::Problem;
use sanad_model::passage::check_quote;
use serde::Serialize;

use crate::error::Result;
use crate::open::Case;
use crate::state::Item;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Whether all is as it was logged.
    pub ok: bool,
    /// Items hashed.
    pub items: usize,
    /// Entries verified.
    pub entries: u64,
    /// What is not as it was logged.
    pub problems: Vec<Problem>,
    /// What is worth knowing and no failure: orphans of an interrupted write.
    pub notes: Vec<String>,
}

impl Case {
    /// Checks everything that is stored. `progress` is told what is done, of how much.
    ///
    /// # Errors
    /// Only when the check itself cannot be made; damage found is in the result.
    pub fn check(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Checked> {
        let report = self.vault.check(progress).map_err(|e| self.explain(e))?;
        let place = |p: &sanad_vault::Problem| Problem::at(p.path.display().to_string(), p.what.as_str());
        let mut problems: Vec<Problem> = report.problems.iter().map(place).collect();
        let unreadable = &self.state.unreadable;
        problems.extend(
            unreadable.iter().map(|(index, why)| Problem::at(format!("entry {index}"), why.as_str())),
        );
        for item in &self.state.items {
            self.check_texts(item, &mut problems);
        }
        Ok(Checked {
            ok: problems.is_empty(),
            items: self.state.items.len(),
            entries: report.entries,
            problems,
            notes: notes(&report),
        })
    }

    /// Every derived text against its digest and its segments' root, every quote against its text.
    fn check_texts(&self, item: &Item, problems: &mut Vec<Problem>) {
        for derivative in &item.derivatives {
            let text = match self.stored_text(derivative) {
                Ok(text) => text,
                Err(error) => {
                    problems.push(Problem::at(format!("item {}", item.id), error.what));
                    continue;
                }
            };
            let seed = data_encoding::HEXLOWER.decode(derivative.event.segments_seed.as_bytes());
            let root = seed.ok().and_then(|s| s.try_into().ok()).map(|seed: [u8; 32]| {
                data_encoding::HEXLOWER.encode(&sanad_text::segments_root(&text.text, &text.segments, &seed))
            });
            if root.as_ref() != Some(&derivative.event.segments_root) {
                problems.push(Problem::at(
                    format!("text {}", derivative.id),
                    "its segments are not those that were committed",
                ));
            }
            let quoted = self.state.claims_of(item.id).filter(|c| c.record.derivative == Some(derivative.id));
            for claim in quoted {
                if let Err(error) =
                    check_quote(&text.text, claim.record.claim.span, &claim.record.claim.quote)
                {
                    problems.push(Problem::at(format!("claim {}", claim.record.id), error.to_string()));
                }
            }
        }
    }
}

fn notes(report: &sanad_vault::Report) -> Vec<String> {
    let mut notes = Vec::new();
    if !report.orphans.is_empty() {
        notes.push(format!(
            "{} objects that no entry names, left by something interrupted",
            report.orphans.len()
        ));
    }
    if report.unacknowledged > 0 {
        notes.push(format!(
            "{} entries not acknowledged; the next writer finishes them",
            report.unacknowledged
        ));
    }
    notes
}
