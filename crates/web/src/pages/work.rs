//! Work that takes longer than a page may: it is begun by a form, and told by a page that loads itself again.

use axum::extract::Path;
use maud::{Markup, html};
use sanad_case::Checked;

use crate::locale::{number, ours};
use crate::page::{framed, quoted, refreshing, see};
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;
use crate::work::{Built, End, Progress, Sort, begin_check, begin_proposing};

/// Has all sources read that nobody read yet.
pub(crate) async fn propose(visit: Visit) -> Outcome {
    let actor = visit.actor()?;
    begin_proposing(&visit.app, actor);
    Ok(see("/progress/propose"))
}

/// Has everything hashed and verified again.
pub(crate) async fn check(visit: Visit) -> Outcome {
    begin_check(&visit.app);
    Ok(see("/progress/check"))
}

/// How far it is.
pub(crate) async fn show(visit: Visit, Path(sort): Path<String>) -> Outcome {
    let (sort, title, here) = match sort.as_str() {
        "propose" => (Sort::Propose, "work-propose", "/sources"),
        "check" => (Sort::Check, "work-check", "/proof"),
        "estimate" => (Sort::Estimate, "work-estimate", "/estimate"),
        "dossier" => (Sort::Dossier, "work-dossier", "/dossier"),
        _ => return Err(Refusal::Nowhere),
    };
    let l = visit.l;
    let title = l.say(title);
    let Some(progress) = visit.app.works.progress(sort) else {
        return Ok(framed(&visit, here, &title, &html! { p { (l.say("work-none")) } }));
    };
    Ok(match &progress.end {
        None => refreshing(&visit, here, &title, &under_way(&visit, &progress)),
        Some(end) => framed(&visit, here, &title, &ended(&visit, end)),
    })
}

fn under_way(visit: &Visit, progress: &Progress) -> Markup {
    let l = visit.l;
    html! {
        @if progress.of == 0 {
            p role="status" { (l.say("work-under-way")) }
            progress aria-label=(l.say("work-progress")) {}
        } @else {
            p role="status" { (l.tell("work-done", &[("n", number(progress.done)), ("of", number(progress.of))])) }
            progress max=(progress.of) value=(progress.done) aria-label=(l.say("work-progress")) {}
        }
        p.quiet { (l.say("work-means")) " " a href=(visit.path) { (l.say("work-look")) } }
    }
}

fn ended(visit: &Visit, end: &End) -> Markup {
    let l = visit.l;
    match end {
        End::Proposed(proposed) => html! {
            p role="status" { (l.tell("work-proposed", &[("n", number(proposed.new)), ("items", number(proposed.items))])) }
            p { (l.tell("waiting", &[("n", number(proposed.waiting))])) }
            @if !proposed.problems.is_empty() {
                details { summary { (l.tell("problems", &[("n", number(proposed.problems.len()))])) }
                    ul { @for problem in proposed.problems.iter().take(50) { li lang="en" dir="ltr" { (quoted(&problem.to_string())) } } } }
            }
            div.actions { a.button href="/review" accesskey="r" { (l.say("review-next")) } a.button href="/sources" { (l.say("nav-sources")) } }
        },
        End::Checked(checked) => html! { (checked_page(visit, checked)) },
        End::Built(built) => html! { (built_page(visit, built)) },
        End::Estimated(judged) => super::estimate::judged(visit.l, judged),
        End::Indexed => html! { p { (l.say("work-none")) } },
        End::Failed(error) => html! {
            div.notice role="alert" { p { (l.say("work-failed")) } p lang="en" dir="ltr" { (quoted(&error.to_string())) } }
        },
    }
}

fn built_page(visit: &Visit, built: &Built) -> Markup {
    let l = visit.l;
    let view = &built.view;
    html! {
        p role="status" { (l.tell("dossier-built", &[("pages", number(view.pages)), ("exhibits", number(view.exhibits)), ("passages", number(view.passages))])) }
        p { a.button href="/dossier/file" { (l.tell("dossier-save", &[("size", ours(words::size(l, built.bytes.len() as u64)))])) } }
        @for note in &view.notes { div.notice { p lang="en" dir="ltr" { (quoted(note)) } } }
        details { summary { (l.tell("register-files", &[("n", number(view.files.len()))])) }
            ul { @for file in &view.files { li { code { (quoted(file)) } } } } }
        p { a href="/register" { (l.say("register-title")) } " · " a href="/dossier" { (l.say("nav-dossier")) } }
    }
}

fn checked_page(visit: &Visit, checked: &Checked) -> Markup {
    let l = visit.l;
    html! {
        @if checked.ok {
            p role="status" { (l.tell("checked-ok", &[("items", number(checked.items)), ("entries", number(checked.entries))])) }
        } @else {
            div.notice role="alert" {
                p { (l.tell("checked-bad", &[("n", number(checked.problems.len()))])) }
                ul { @for problem in checked.problems.iter().take(100) { li lang="en" dir="ltr" { (quoted(&problem.to_string())) } } }
            }
        }
        ul { @for note in &checked.notes { li lang="en" dir="ltr" { (quoted(note)) } } }
        p { a.button href="/proof" { (l.say("nav-proof")) } }
    }
}
