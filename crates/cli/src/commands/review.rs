//! `sanad review`: what waits, and a person's decision on it.

use std::path::Path;
use std::process::ExitCode;

use sanad_case::{CaseError, Decision, Proposal, Result};
use sanad_model::{Count, CountMode, Span, Verdict};
use serde_json::json;

use crate::args::Review;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: Review) -> Result<ExitCode> {
    let path = args.case.path()?;
    for (ids, verdict) in
        [(&args.same, Verdict::Same), (&args.not_same, Verdict::NotSame), (&args.unsure, Verdict::Unsure)]
    {
        if !ids.is_empty() {
            return sameness(context, &path, ids, verdict, args.why.as_deref());
        }
    }
    let decision = if !args.accept.is_empty() {
        Some((args.accept, Decision::Accept))
    } else if !args.reject.is_empty() {
        Some((args.reject, Decision::Reject))
    } else if let Some((id, changes)) = args.edit.split_first() {
        let changes = changes.iter().map(|c| change(c)).collect::<Result<Vec<_>>>()?;
        Some((vec![id.clone()], Decision::Edit(changes)))
    } else {
        None
    };
    let (waiting, proposals, people) = match decision {
        Some((ids, decision)) => {
            let mut case = context.write(&path, "review")?;
            let judged = case.review(&ids, &decision, args.why.as_deref())?;
            if !context.json {
                judged.iter().for_each(|id| out::line(&format!("{id}  {}", decision.done())));
            }
            if !matches!(decision, Decision::Accept) {
                for id in &judged {
                    super::dossier::warn_holders(context, &id.to_string(), &case.holders(&id.to_string())?);
                }
            }
            (case.waiting(), Vec::new(), Vec::new())
        }
        None => {
            let case = context.read(&path)?;
            let limit = if args.next { 1 } else { usize::MAX };
            (case.waiting(), case.proposals(limit)?, case.people().sameness)
        }
    };
    if context.json {
        out::json(&json!({"waiting": waiting, "proposals": proposals, "sameness": people}))?;
    } else {
        proposals.iter().for_each(show);
        if !args.next {
            people.iter().for_each(super::people::sameness);
        }
        context.say(&format!(
            "{waiting} waiting, {} questions whether two claims name one person.",
            people.len()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn sameness(
    context: &Context,
    path: &Path,
    ids: &[String],
    verdict: Verdict,
    why: Option<&str>,
) -> Result<ExitCode> {
    let said = match verdict {
        Verdict::Same => "one person",
        Verdict::NotSame => "two people",
        _ => "left open",
    };
    let mut case = context.write(path, "review")?;
    let [a, b] = case.judge_sameness(ids, verdict, why)?;
    if context.json {
        out::json(&json!({"waiting": case.waiting(), "proposals": [], "sameness": case.people().sameness}))?;
    } else {
        out::line(&format!("{a}  {b}  {said}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn change(text: &str) -> Result<(String, String)> {
    text.split_once('=')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .ok_or_else(|| CaseError::wrong_use(format!("{text:?} is not FIELD=VALUE"), "write it as low=25"))
}

fn show(proposal: &Proposal) {
    let claim = &proposal.claim;
    out::line(&format!("{}  {} {}", proposal.id, claim.kind, count_words(&claim.count)));
    if let Some(victim) = &claim.victim {
        out::line(&format!("   who: {}", out::safe(&victim.text)));
    }
    out::line(&format!(
        "   according to: {} {}   ({})",
        claim.attribution.kind,
        out::safe(&claim.attribution.text),
        claim.status
    ));
    let Span { start, end } = proposal.quote_at;
    let part = |range: std::ops::Range<usize>| out::safe(proposal.context.get(range).unwrap_or_default());
    out::line(&format!(
        "   {}\u{ab}{}\u{bb}{}",
        part(0..start),
        part(start..end),
        part(end..proposal.context.len())
    ));
    out::line(&format!("   item {}, rule {}\n", proposal.item, claim.rule));
}

/// A count as people read it.
pub(super) fn count_words(count: &Count) -> String {
    let low = count.low().map_or_else(String::new, |n| n.to_string());
    let high = count.high().map_or_else(String::new, |n| n.to_string());
    match count.mode() {
        CountMode::Exact => low,
        CountMode::AtLeast => format!("at least {low}"),
        CountMode::AtMost => format!("at most {high}"),
        CountMode::About => format!("about {low}"),
        CountMode::Range => format!("{low} to {high}"),
        CountMode::Vague | CountMode::Relative => format!("\u{201c}{}\u{201d}", count.text()),
        CountMode::None => "none".to_owned(),
        CountMode::Unspecified => "no figure".to_owned(),
    }
}
