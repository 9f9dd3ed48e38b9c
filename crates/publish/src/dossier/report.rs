//! The completeness report: what is missing, weak, unread or only recalled, before anything is sent.

use sanad_findings::{FieldReport, Need, RECALLED, State};
use sanad_model::ClaimId;

use super::{Writer, headed};
use crate::consent::{NameForm, Why};
use crate::document::{Block, Run, paragraph, soft, strong, text};
use crate::locale::Value;
use crate::visible::visible;

pub(super) fn blocks(w: &Writer<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Callout { text: vec![text(verdict(w))] }];
    blocks.extend(fields(w));
    blocks.extend(weak(w));
    blocks.extend(findings(w));
    blocks.extend(people(w));
    blocks.extend(problems(w));
    blocks
}

fn verdict(w: &Writer<'_>) -> String {
    let lacking = w.d.completeness.blocking.len();
    let id = if lacking == 0 { "report-complete" } else { "report-lacks" };
    w.l.tell(id, &[("n", Value::Count(lacking))])
}

fn fields(w: &Writer<'_>) -> Vec<Block> {
    let rows = w.d.completeness.fields.iter().map(|field| {
        let mut what = vec![text(w.field_label(&field.id, &field.label))];
        if field.recalled {
            what.extend([Run::Break, soft(w.l.try_say("recalled").unwrap_or_else(|| RECALLED.to_owned()))]);
        }
        vec![what, vec![text(need(w, field))], vec![state(w, field)], vec![text(resting(w, field))]]
    });
    let head =
        ["report-field", "report-need", "report-state", "report-rests"].map(|id| vec![text(w.l.say(id))]);
    vec![
        headed(1, "report-fields", w.l.say("report-fields")),
        Block::Table { caption: None, head: head.to_vec(), rows: rows.collect(), widths: vec![6, 3, 3, 4] },
    ]
}

fn need(w: &Writer<'_>, field: &FieldReport) -> String {
    w.l.say(match (field.applies, field.need) {
        (false, _) => "need-not-here",
        (_, Need::Required) => "need-required",
        (_, Need::Expected) => "need-expected",
        (_, Need::Optional) => "need-optional",
    })
}

fn state(w: &Writer<'_>, field: &FieldReport) -> Run {
    match field.state {
        State::Given => text(w.l.say("state-given")),
        State::Shaken => strong(w.l.say("state-shaken")),
        State::Missing if field.applies && field.need == Need::Required => strong(w.l.say("state-missing")),
        State::Missing => text(w.l.say("state-missing")),
    }
}

fn resting(w: &Writer<'_>, field: &FieldReport) -> String {
    if field.sources == 0 {
        return String::new();
    }
    w.l.tell("independent", &[("n", Value::Count(field.sources))])
}

/// What is given and weak, field by field.
fn weak(w: &Writer<'_>) -> Vec<Block> {
    let mut items = Vec::new();
    for field in &w.d.completeness.fields {
        let label = w.field_label(&field.id, &field.label);
        let mut say = |what: String| items.push(vec![strong(format!("{label}: ")), text(what)]);
        if field.single_source {
            say(w.l.tell("weak-single", &[("folded", Value::Count(field.folded))]));
        }
        if !field.evidence_rejected.is_empty() {
            say(w.l.tell("weak-rejected", &[("claims", Value::Text(&ids(&field.evidence_rejected)))]));
        }
        if !field.evidence_not_accepted.is_empty() {
            say(w.l.tell("weak-waiting", &[("claims", Value::Text(&ids(&field.evidence_not_accepted)))]));
        }
        if !field.untranslated.is_empty() {
            say(w.l.tell("weak-untranslated", &[("claims", Value::Text(&ids(&field.untranslated)))]));
        }
        for gap in field.gaps.iter().filter(|_| field.applies) {
            say(w.own(gap));
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![headed(1, "report-weak", w.l.say("report-weak")), Block::List { ordered: false, items }]
}

fn findings(w: &Writer<'_>) -> Vec<Block> {
    let open = &w.d.completeness.findings_without_second_yes;
    if open.is_empty() {
        return Vec::new();
    }
    let items = open.iter().map(|f| vec![text(visible(&f.key))]).collect();
    let intro = if w.d.single_actor { "report-findings-single" } else { "report-findings-intro" };
    vec![
        headed(1, "report-findings", w.l.say("report-findings")),
        paragraph(vec![text(w.l.say(intro))]),
        Block::List { ordered: false, items },
    ]
}

/// Under which name everybody leaves, by code alone: the report is for those who write, and may be left lying about.
fn people(w: &Writer<'_>) -> Vec<Block> {
    let rows: Vec<Vec<Vec<Run>>> =
        w.d.names
            .permits()
            .filter(|(_, permit)| permit.why != Why::Group)
            .map(|(key, permit)| {
                let form = match permit.form {
                    NameForm::Full => "form-full",
                    NameForm::Initials => "form-initials",
                    NameForm::Code => "form-code",
                    NameForm::None => "form-none",
                };
                let why = match permit.why {
                    Why::Public => "name-public",
                    Why::Agreed => "name-agreed",
                    Why::Expired => "name-expired",
                    Why::Withdrawn => "name-withdrawn",
                    Why::Sensitive => "name-sensitive",
                    Why::NotAsked | Why::Group => "name-not-asked",
                };
                vec![vec![text(visible(key))], vec![text(w.l.say(form))], vec![text(w.l.say(why))]]
            })
            .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = ["report-person", "report-form", "name-why"].map(|id| vec![text(w.l.say(id))]);
    vec![
        headed(1, "report-people", w.l.say("report-people")),
        Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![3, 3, 6] },
    ]
}

fn problems(w: &Writer<'_>) -> Vec<Block> {
    let problems = &w.d.completeness.problems;
    if problems.is_empty() {
        return Vec::new();
    }
    let items = problems.iter().map(|p| vec![text(w.own(p))]).collect();
    vec![headed(1, "report-problems", w.l.say("report-problems")), Block::List { ordered: false, items }]
}

fn ids(claims: &[ClaimId]) -> String {
    claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
