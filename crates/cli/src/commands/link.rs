//! `sanad link`: lists of people in; who is who, and why, out.

use std::process::ExitCode;

use sanad_case::Result;
use sanad_case::link::{FileView, LinkOptions, Linked, link_lists};

use crate::args::Link;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: Link) -> Result<ExitCode> {
    let options = LinkOptions {
        map: args.map,
        no_duplicates_within: args.no_duplicates_within,
        judgements: args.judgements,
        review: args.review,
        out: args.out,
        pairs: args.pairs,
        overlap: args.overlap,
    };
    let progress = super::progress::things(context, 1);
    let linked = link_lists(&args.lists, &options)?;
    progress.finish_and_clear();
    if context.json {
        out::json(&linked)?;
        return Ok(ExitCode::SUCCESS);
    }
    linked.files.iter().for_each(file);
    summary(&linked);
    review(&linked);
    for problem in &linked.problems {
        context.say(&format!("note: {}", out::safe(problem)));
    }
    Ok(ExitCode::SUCCESS)
}

fn file(file: &FileView) {
    out::line(&format!("{}: {} records", out::safe(&file.file), file.records));
    let column = |guess: &sanad_case::link::Column| match guess.field {
        Some(field) => format!("{} → {} ({})", guess.column, field.name(), guess.by),
        None => format!("{} not used", guess.column),
    };
    let columns: Vec<String> = file.columns.iter().map(column).collect();
    out::line(&format!("  {}", out::safe(&columns.join(" · "))));
    for problem in &file.problems {
        out::line(&format!("  note: {}", out::safe(problem)));
    }
}

fn summary(linked: &Linked) {
    out::line(&format!(
        "{} records are {} people; {} pairs the same, {} for a person to decide",
        linked.records, linked.people, linked.same, linked.unsure
    ));
    let at: Vec<String> = linked
        .people_at
        .iter()
        .map(|at| {
            let table = at.overlap.as_ref().map_or(String::new(), |file| format!(" ({})", out::safe(file)));
            format!("{} from probability {}{table}", at.people, at.threshold)
        })
        .collect();
    out::line(&format!("People by threshold: {}", at.join(" · ")));
}

fn review(linked: &Linked) {
    if linked.review.is_empty() {
        return;
    }
    out::line("\nTo decide first (columns a, b, verdict in a file for --judgements)");
    out::table(
        ["a", "b", "probability", "why"],
        linked.review.iter().map(|pair| {
            [out::safe(&pair.a), out::safe(&pair.b), format!("{:.2}", pair.posterior), out::safe(&pair.why)]
        }),
    );
}
