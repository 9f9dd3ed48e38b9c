//! `sanad posts`: who held which post on a day, sure and unsure told apart, contradictions below.

use std::process::ExitCode;

use sanad_case::{PostingView, Result};
use sanad_model::PartialDate;

use crate::args::Posts;
use crate::context::{Context, date};
use crate::out;

pub(super) fn run(context: &Context, args: &Posts) -> Result<ExitCode> {
    let at = date(args.at.as_deref())?;
    let case = context.read(&args.case.path()?)?;
    let posts = case.posts(at, args.person.as_deref(), args.body.as_deref())?;
    case.write_posts_chart(&posts, args.svg.as_deref(), args.png.as_deref(), &context.lang)?;
    if context.json {
        out::json(&posts)?;
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["body", "post", "person", "for sure", "perhaps", "that day", "claims"],
        posts.postings.iter().map(|p| {
            let held = match (at, p.certain) {
                (None, _) => "",
                (_, true) => "sure",
                (_, false) => "perhaps",
            };
            [
                p.body.clone(),
                p.rank.as_ref().map_or_else(|| p.post.clone(), |rank| format!("{} ({rank})", p.post)),
                p.person.clone(),
                precise(p),
                range(p.imprecise),
                held.to_owned(),
                p.claims.len().to_string(),
            ]
        }),
    );
    for (n, conflict) in posts.conflicts.iter().enumerate() {
        if n == 0 {
            out::line("\nContradictions");
        }
        out::line(&format!("  {}", out::safe(&conflict.says)));
    }
    Ok(ExitCode::SUCCESS)
}

/// Says at once what contradicts what was just taken in.
pub(super) fn tell_conflicts(
    context: &Context,
    case: &sanad_case::Case,
    about: impl Fn(&sanad_case::PostConflict) -> bool,
) -> Result<()> {
    for conflict in case.posts(None, None, None)?.conflicts.iter().filter(|c| about(c)) {
        context.say(&format!("contradiction: {}", conflict.says));
    }
    Ok(())
}

fn precise(posting: &PostingView) -> String {
    let mut text = range(posting.precise);
    if posting.starting {
        text.insert_str(0, "began ");
    }
    if posting.ending {
        text.push_str(" ended");
    }
    text
}

fn range([first, last]: [Option<PartialDate>; 2]) -> String {
    match (first, last) {
        (None, None) => String::new(),
        (first, last) => {
            let day = |d: Option<PartialDate>| d.map_or_else(|| "?".to_owned(), |d| d.to_string());
            format!("{} to {}", day(first), day(last))
        }
    }
}
