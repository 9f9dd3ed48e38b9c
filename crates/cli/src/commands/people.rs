//! `sanad people`: who is named in a case, and which claims may name one person.

use std::process::ExitCode;

use sanad_case::{PeopleView, Result, Sameness};

use crate::args::OnlyCase;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &OnlyCase) -> Result<ExitCode> {
    let people = context.read(&args.path()?)?.people();
    if context.json {
        out::json(&people)?;
        return Ok(ExitCode::SUCCESS);
    }
    show(&people);
    if people.people.is_empty() {
        context.say("Nobody is named in the claims of this case.");
    }
    Ok(ExitCode::SUCCESS)
}

fn show(view: &PeopleView) {
    for person in &view.people {
        let claims: Vec<String> = person.claims.iter().map(ToString::to_string).collect();
        out::line(&format!("{}   {}", out::safe(&person.names.join(" = ")), claims.join(" ")));
    }
    if !view.sameness.is_empty() {
        out::line(
            "\nMay be one person; decide with sanad review CASE --same A B, --not-same A B or --unsure A B",
        );
        view.sameness.iter().for_each(sameness);
    }
    for (a, b) in &view.contradictions {
        out::line(&format!(
            "note: {a} and {b} are judged one person and, through other decisions, two; they stay two"
        ));
    }
}

/// One pair with its reason.
pub(super) fn sameness(pair: &Sameness) {
    let [a, b] = pair.names.each_ref().map(|name| out::safe(name));
    out::line(&format!("{}  {}   {a} | {b}   {:.2}", pair.a, pair.b, pair.posterior));
    out::line(&format!("   {}", out::safe(&pair.why)));
}
