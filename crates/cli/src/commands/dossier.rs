//! `sanad dossier`, `sanad profiles`, `sanad register`: what a recipient asks for, what leaves, and what left.

use std::process::ExitCode;

use sanad_case::{
    Completeness, DossierOptions, DossierView, FieldReport, FieldState, Need, RegisterLine, Result,
};
use serde_json::json;

use crate::args::{Dossier, OnlyCase, Profiles};
use crate::context::Context;
use crate::out;

pub(super) fn dossier(context: &Context, args: &Dossier) -> Result<ExitCode> {
    let options = DossierOptions {
        profile: args.profile.clone(),
        about: args.about.clone(),
        event: args.event.clone(),
        draft: args.draft,
        lang: context.lang.clone(),
        to: args.to.clone(),
        seal_to: args.seal_to.clone(),
        pictures: args.pictures.clone(),
    };
    let path = args.case.path()?;
    let Some(folder) = &args.out else {
        let report = context.read(&path)?.completeness(&options)?;
        if context.json {
            out::json(&report)?;
        } else {
            tell(&report);
        }
        return Ok(ExitCode::from(u8::from(!report.blocking.is_empty())));
    };
    let view = context.write(&path, "dossier")?.write_dossier(folder, &options)?;
    if context.json {
        out::json(&view)?;
    } else {
        tell(&view.completeness);
        written(&view, &folder.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn profiles(context: &Context, args: &Profiles) -> Result<ExitCode> {
    if let Some(id) = &args.show {
        out::bytes(sanad_case::profile_text(id)?.as_bytes());
        return Ok(ExitCode::SUCCESS);
    }
    let profiles = sanad_case::profiles();
    if context.json {
        out::json(&json!({ "profiles": profiles }))?;
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["profile", "version", "checked", "status", "for", "to"],
        profiles.iter().map(|p| {
            let status =
                if p.status == sanad_case::ProfileStatus::Complete { "complete" } else { "drafts only" };
            [
                p.id.clone(),
                p.version.clone(),
                p.checked.clone(),
                status.to_owned(),
                p.title.clone(),
                p.addressee.clone(),
            ]
        }),
    );
    if profiles.iter().any(|p| p.recalled) {
        out::line(
            "\nParts of these profiles are recalled: to be checked against the official text. `sanad profiles --show ID` says which.",
        );
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn register(context: &Context, args: &OnlyCase) -> Result<ExitCode> {
    let lines = context.read(&args.path()?)?.register()?;
    if context.json {
        out::json(&json!({ "exports": lines }))?;
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["when", "what", "version", "to", "about", "by", "claims", "changed since"],
        lines.iter().map(|line| {
            [
                line.at.to_string(),
                line.what.clone(),
                line.version.map(|v| v.to_string()).unwrap_or_default(),
                line.to.clone().unwrap_or_default(),
                line.about.clone().unwrap_or_default(),
                line.by.clone(),
                line.ids.to_string(),
                line.outdated.join(" "),
            ]
        }),
    );
    Ok(ExitCode::SUCCESS)
}

/// Says who holds something that rested on what was just changed.
pub(super) fn warn_holders(context: &Context, id: &str, holders: &[RegisterLine]) {
    for line in holders {
        let version = line.version.map(|v| format!(" version {v}")).unwrap_or_default();
        let to = line.to.as_deref().map(|to| format!(" to {to}")).unwrap_or_default();
        context.say(&format!(
            "{id} stands in the {}{version} that went{to} on {}",
            line.what,
            line.at.date()
        ));
    }
}

fn tell(report: &Completeness) {
    let shown: Vec<&FieldReport> = report.fields.iter().filter(|f| f.applies || f.given > 0).collect();
    out::table(
        ["field", "needed", "state", "sources", "remarks"],
        shown
            .iter()
            .map(|f| [f.label.clone(), need(f).to_owned(), state(f).to_owned(), sources(f), remarks(f)]),
    );
    for finding in &report.findings_without_second_yes {
        out::line(&format!("{}: no second person has said yes", out::safe(&finding.key)));
    }
    for problem in &report.problems {
        out::line(&out::safe(problem));
    }
    for blocking in &report.blocking {
        out::line(&format!("missing: {} ({})", out::safe(&blocking.label), out::safe(&blocking.field)));
    }
}

fn need(field: &FieldReport) -> &'static str {
    match field.need {
        Need::Required => "required",
        Need::Expected => "expected",
        Need::Optional => "optional",
    }
}

fn state(field: &FieldReport) -> &'static str {
    match field.state {
        FieldState::Given => "given",
        FieldState::Shaken => "evidence rejected",
        FieldState::Missing => "missing",
    }
}

fn sources(field: &FieldReport) -> String {
    if field.sources == 0 { String::new() } else { field.sources.to_string() }
}

fn remarks(field: &FieldReport) -> String {
    let mut said = Vec::new();
    if field.single_source {
        said.push("one independent source".to_owned());
    }
    let counted = [
        (field.evidence_rejected.len(), "rejected afterwards"),
        (field.evidence_not_accepted.len(), "not accepted yet"),
        (field.untranslated.len(), "without a checked translation"),
        (field.gaps.len(), "gaps"),
    ];
    said.extend(counted.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    if field.recalled {
        said.push("to be checked against the official text".to_owned());
    }
    said.join("; ")
}

fn written(view: &DossierView, folder: &str) {
    let what = if view.draft { "draft" } else { "dossier" };
    out::line(&format!(
        "\n{what}, version {}: {} pages, {} exhibits, {} passages, in {}",
        view.version,
        view.pages,
        view.exhibits,
        view.passages,
        out::safe(folder)
    ));
    for note in &view.notes {
        out::line(&out::safe(note));
    }
}
