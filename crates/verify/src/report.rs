//! The verdict in words: for a court's expert, for a journalist, and as JSON for a program.
//!
//! Everything quoted from the bundle is cleaned of characters that could rewrite the reader's screen.

use sanad_log::civil::rfc3339;
use sanad_log::receipt::Outcome;
use serde_json::{Value, json};

use crate::judge::Verdict;

/// The verdict in one sentence.
fn sentence(verdict: &Verdict) -> String {
    if !verdict.intact() {
        return "not intact: at least one check failed; see below which.".to_owned();
    }
    let signer = if verdict.receipt.signer_authenticated {
        "signed by a key that you trust"
    } else {
        "signer not authenticated"
    };
    let date = match verdict.receipt.seen_by {
        Some(time) => format!("existed on {} at the latest", rfc3339(time)),
        None => "no independent date".to_owned(),
    };
    format!("intact; {signer}; {date}.")
}

/// For people.
pub(crate) fn text(verdict: &Verdict) -> String {
    let mut out = sentence(verdict) + "\n\n";
    for step in &verdict.receipt.steps {
        let mark = match step.outcome {
            Outcome::Ok => "ok        ",
            Outcome::Failed => "FAILED    ",
            Outcome::NotShown => "not shown ",
        };
        out.push_str(&format!("{mark}{:<17}{}\n", step.name, clean(&step.words)));
    }
    if let Some((kind, time, actor)) = &verdict.record {
        out.push_str(&format!(
            "\nThe record: {kind}, made by {actor}, who dates it {time} (their own word).\n"
        ));
    }
    for (name, value) in &verdict.disclosed {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out.push_str(&format!("  {}: {}\n", clean(name), clean(&value)));
    }
    if verdict.withheld > 0 {
        out.push_str(&format!("  {} further fields are sealed and withheld.\n", verdict.withheld));
    }
    if !verdict.strangers.is_empty() {
        let names: Vec<String> = verdict.strangers.iter().map(|name| clean(name)).collect();
        out.push_str(&format!("\nNot part of a bundle, not opened: {}.\n", names.join(", ")));
    }
    out.push_str(
        "\nShown or not, this says nothing on whether the content is true, nor on what was done to it before it was received.\n",
    );
    out
}

/// For programs: one document, stable keys.
pub(crate) fn json(verdict: &Verdict) -> String {
    let steps: Vec<Value> = verdict
        .receipt
        .steps
        .iter()
        .map(|step| json!({"step": step.name, "outcome": step.outcome.as_str(), "says": step.words}))
        .collect();
    let disclosed: Vec<Value> = verdict.disclosed.iter().map(|(name, value)| json!([name, value])).collect();
    let record = verdict
        .record
        .as_ref()
        .map(|(kind, time, actor)| json!({"type": kind, "time": time, "actor": actor}));
    let (origin, index, size) = &verdict.log;
    let document = json!({
        "verdict": if verdict.intact() { "intact" } else { "failed" },
        "sentence": sentence(verdict),
        "signer_authenticated": verdict.receipt.signer_authenticated && verdict.intact(),
        "no_later_than": verdict.receipt.seen_by.filter(|_| verdict.intact()).map(rfc3339),
        "log": {"origin": origin, "index": index, "size": size},
        "record": record,
        "disclosed": disclosed,
        "withheld": verdict.withheld,
        "steps": steps,
        "not_opened": verdict.strangers,
    });
    format!("{document}\n")
}

/// For programs, where nothing could be judged.
pub(crate) fn json_unreadable(why: &str) -> String {
    format!("{}\n", json!({"verdict": "unreadable", "sentence": why, "steps": []}))
}

/// Without control characters and without those that turn the direction of text.
pub fn clean(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}
