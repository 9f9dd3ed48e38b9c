//! The case at a glance: tolls, what contradicts, what waits, how well it is preserved.

use axum::http::StatusCode;
use maud::{Markup, html};
use sanad_case::{EventLine, KindLine, Overview, Preservation};

use crate::form::link;
use crate::locale::number;
use crate::page::{framed, quoted, token};
use crate::pages::start;
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

pub(crate) async fn show(visit: Visit) -> Outcome {
    if visit.session.is_none() {
        return Ok(start::locked(&visit, StatusCode::OK, None));
    }
    let overview = visit.at_desk(|desk| desk.overview()).await?;
    let body = html! {
        (next_step(&visit, &overview))
        (tolls(&visit, &overview))
        (contradictions(&visit, &overview))
        (dossiers(&visit, &overview))
        (preservation(&visit, &overview.preservation))
    };
    Ok(framed(&visit, "/", &visit.l.say("overview-title"), &body))
}

/// What to do now: the one thing that the state of the case suggests.
fn next_step(visit: &Visit, overview: &Overview) -> Markup {
    let l = visit.l;
    html! {
        section.next aria-labelledby="next" {
            h2 #next { (l.say("next-title")) }
            dl.numbers {
                div { dt { (l.say("number-sources")) } dd { a href="/sources" { (overview.items) } } }
                div { dt { (l.say("number-claims")) } dd { (overview.claims) } }
                div { dt { (l.say("number-waiting")) } dd { a href="/review" { (overview.waiting) } } }
            }
            @if overview.items == 0 {
                p { (l.say("next-add")) }
                p { a.button href="/sources/add" { (l.say("add-sources")) } }
            } @else if overview.waiting > 0 {
                p { (l.tell("waiting", &[("n", number(overview.waiting))])) }
                p { a.button href="/review" accesskey="r" { (l.say("review-next")) } }
            } @else if overview.unread > 0 {
                p { (l.tell("unread", &[("n", number(overview.unread))])) }
                form method="post" action="/propose" { (token(visit)) button.go { (l.say("propose")) } }
            } @else {
                p { (l.say("next-none")) }
            }
        }
    }
}

fn tolls(visit: &Visit, overview: &Overview) -> Markup {
    let l = visit.l;
    html! {
        section aria-labelledby="tolls" {
            h2 #tolls { (l.say("tolls-title")) }
            @if overview.events.is_empty() {
                p { (l.say("tolls-none")) }
            }
            @for event in &overview.events { (event_line(visit, event)) }
            @if overview.events_in_all > overview.events.len() {
                p { a href="/toll" { (l.tell("all-events", &[("n", number(overview.events_in_all))])) } }
            }
        }
    }
}

fn event_line(visit: &Visit, event: &EventLine) -> Markup {
    let l = visit.l;
    let name = event.name.as_deref().unwrap_or("");
    let most = event.kinds.iter().filter_map(|kind| kind.high).max().unwrap_or(0);
    html! {
        article.event {
            h3 {
                @match &event.name {
                    Some(name) => { (quoted(name)) }
                    None => { (l.say("event-none")) }
                }
                " " small { (l.tell("claims-in-record", &[("n", number(event.claims))])) }
            }
            @if !event.kinds.is_empty() {
                table.bars {
                    thead { tr {
                        th scope="col" { (l.say("col-kind")) } th scope="col" { (l.say("col-range")) }
                        th scope="col" { (l.say("col-reports")) } th scope="col" { (l.say("col-conflicts")) }
                    } }
                    tbody { @for kind in &event.kinds { (kind_line(visit, name, kind, most)) } }
                }
            }
        }
    }
}

fn kind_line(visit: &Visit, event: &str, kind: &KindLine, most: u64) -> Markup {
    let l = visit.l;
    let page = link("/toll", &[("event", event), ("kind", kind.kind.as_str())]);
    let (low, high) = (kind.low.unwrap_or(0), kind.high.or(kind.low).unwrap_or(0));
    let range = match (kind.low, kind.high, kind.open) {
        (Some(low), Some(high), true) if high > low => {
            l.tell("range-or-more", &[("n", number(low)), ("m", number(high))])
        }
        (Some(low), _, true) => l.tell("or-more", &[("n", number(low))]),
        (Some(low), Some(high), false) if low != high => {
            l.tell("count-range", &[("n", number(low)), ("m", number(high))])
        }
        (Some(n), ..) | (None, Some(n), _) => l.tell("count-exact", &[("n", number(n))]),
        (None, None, _) => l.say("no-number"),
    };
    html! {
        tr {
            th scope="row" { a href=(page) { (words::kind(l, kind.kind)) } }
            td { a.figure href=(page) { (range) } (super::toll::bar(low, Some(high), most, "")) }
            td.n data-label=(l.say("col-reports")) { (kind.reports) }
            td.n data-label=(l.say("col-conflicts")) { @if kind.conflicts > 0 { strong { (kind.conflicts) } } @else { "0" } }
        }
    }
}

/// What cannot all be so, and that no rule has resolved.
fn contradictions(visit: &Visit, overview: &Overview) -> Markup {
    let l = visit.l;
    let in_tolls: Vec<(&EventLine, &KindLine)> = overview
        .events
        .iter()
        .flat_map(|event| event.kinds.iter().map(move |kind| (event, kind)))
        .filter(|(_, kind)| kind.conflicts > 0)
        .collect();
    html! {
        section aria-labelledby="contradictions" {
            h2 #contradictions { (l.say("conflicts-title")) }
            @if in_tolls.is_empty() && overview.post_conflicts == 0 { p { (l.say("overview-no-conflicts")) } } @else {
                ul {
                    @for (event, kind) in in_tolls { li {
                        a href=(format!("{}#conflicts", link("/toll", &[("event", event.name.as_deref().unwrap_or("")), ("kind", kind.kind.as_str())]))) {
                            (quoted(event.name.as_deref().unwrap_or(""))) @if event.name.is_none() { (l.say("event-none")) }
                            ", " (words::kind(l, kind.kind)) ": " (l.tell("overview-conflicts", &[("n", number(kind.conflicts))]))
                        }
                    } }
                    @if overview.post_conflicts > 0 { li { a href="/people" { (l.say("posts-title")) ": " (l.tell("overview-conflicts", &[("n", number(overview.post_conflicts))])) } } }
                }
            }
        }
    }
}

/// What a dossier about whom findings are about still lacks.
fn dossiers(visit: &Visit, overview: &Overview) -> Markup {
    let l = visit.l;
    html! {
        @if !overview.dossiers.is_empty() {
            section aria-labelledby="dossiers" {
                h2 #dossiers { (l.say("overview-dossiers")) }
                table {
                    thead { tr { th scope="col" { (l.say("dossier-about")) } th scope="col" { (l.say("dossier-for")) } th scope="col" { (l.say("dossier-state")) } } }
                    tbody { @for line in &overview.dossiers { tr {
                        th scope="row" { a href=(link("/entity", &[("key", &line.about)])) { (quoted(&line.name)) } }
                        td { (quoted(&line.profile.1)) }
                        td { a href=(link("/dossier", &[("for", &line.profile.0), ("about", &line.about)])) {
                            @match line.missing {
                                Some(0) => { (l.say("dossier-complete")) }
                                Some(n) => { (l.tell("overview-missing", &[("n", number(n))])) }
                                None => { (l.say("dossier-look")) }
                            }
                        } }
                    } } }
                }
            }
        }
    }
}

fn preservation(visit: &Visit, state: &Preservation) -> Markup {
    let l = visit.l;
    html! {
        section aria-labelledby="kept" {
            h2 #kept { (l.say("preservation-title")) }
            dl.facts {
                dt { (l.say("log-entries")) } dd { (state.entries) }
                dt { (l.say("log-dates")) }
                dd {
                    @match state.dates.last() {
                        Some(date) => { (quoted(date)) }
                        None => { (l.say("log-undated")) }
                    }
                }
                @if !state.dates.is_empty() {
                    dt { (l.say("log-since")) } dd { (l.tell("entries", &[("n", number(state.undated))])) }
                }
                dt { (l.say("log-exports")) } dd { (state.exports) }
                @if state.unreadable > 0 {
                    dt { (l.say("log-unreadable")) } dd { strong { (state.unreadable) } }
                }
            }
            p { a href="/proof" { (l.say("proof-more")) } }
        }
    }
}
