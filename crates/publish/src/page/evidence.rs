//! The evidence index in words, and how to check that it is true.

use std::collections::BTreeMap;

use sanad_model::ItemId;

use crate::locale::{Locale, Value};
use crate::page::notes::Notes;
use crate::page::{Evidence, Item, Verify};
use crate::redact::Redacted;
use crate::view::{RecordView, evidence_index};
use crate::visible::visible;
use crate::words;

/// The number of each item in the index, from 1.
pub(crate) fn numbers(view: &Redacted<RecordView>) -> BTreeMap<ItemId, usize> {
    evidence_index(view).into_iter().zip(1..).map(|(row, n)| (row.item, n)).collect()
}

/// The index.
pub(crate) fn evidence(l: &Locale, view: &Redacted<RecordView>, notes: &Notes<'_>) -> Evidence {
    let rows = evidence_index(view).into_iter().zip(1..).map(|(row, number)| {
        let given = |text: &Option<String>| text.as_deref().map(visible).filter(|t| !t.trim().is_empty());
        let collected = row.collected.map(|date| {
            let date = words::date(l, date);
            l.tell("item-collected", &[("date", Value::Text(&date))])
        });
        let from = [given(&row.publisher), given(&row.source)];
        let mut facts: Vec<String> = from.into_iter().flatten().collect();
        facts.dedup();
        facts.push(visible(&row.media));
        facts.extend(collected);
        facts.push(row.item.to_string());
        Item {
            number,
            name: given(&row.name).unwrap_or_else(|| row.item.to_string()),
            facts: facts.join(" · "),
            url: given(&row.url),
            sha256: row.sha256.to_string(),
            index: row.index.to_string(),
            size: words::size(l, row.size),
            notes: notes.known(&row.claims),
        }
    });
    Evidence { heading: l.say("evidence"), intro: l.say("evidence-intro"), rows: rows.collect() }
}

/// How to check the record, step by step.
pub(crate) fn verify(l: &Locale, record: &RecordView) -> Verify {
    let folder = record.proofs.as_deref().map_or_else(|| "proof".to_owned(), visible);
    let mut steps = Vec::new();
    if record.proofs.is_some() {
        steps.push((l.say("verify-bundle"), format!("sanad-verify {folder}")));
        steps.push((l.say("verify-policy"), format!("sanad-verify {folder} --policy FILE")));
    } else {
        steps.push((l.say("verify-ask"), String::new()));
    }
    steps.push((l.say("verify-digest"), "sha256sum FILE".to_owned()));
    steps.push((l.say("verify-why"), "sanad why CASE CLAIM".to_owned()));
    let mut facts = vec![
        (l.say("verify-origin"), visible(&record.log.origin)),
        (l.say("verify-key"), visible(&record.log.key)),
        (l.say("verify-size"), record.log.size.to_string()),
        (l.say("verify-root"), visible(&record.log.root)),
    ];
    for anchor in &record.log.anchors {
        facts.push((l.say("verify-anchor"), visible(anchor)));
    }
    let limits = if record.log.anchors.is_empty() { "verify-limits-undated" } else { "verify-limits" };
    Verify { heading: l.say("verify"), intro: l.say("verify-intro"), steps, limits: l.say(limits), facts }
}
