//! Who did what, when; and the way to take a judgement back.

use maud::{Markup, html};
use sanad_case::{Happened, HistoryLine};
use sanad_model::{Subject, Verdict};

use crate::locale::{Locale, number};
use crate::page::{framed, quoted};
use crate::pages::sources::pager;
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

/// Lines on a page.
const ROWS: usize = 60;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let page: usize = query.get("page").parse().unwrap_or(1).max(1);
    let skip = (page - 1).saturating_mul(ROWS);
    let (lines, all) = visit.at_desk(move |desk| desk.history(skip, ROWS)).await?;
    let l = visit.l;
    let body = html! {
        p { (l.say("history-intro")) " " a href="/register" { (l.say("register-title")) } }
        @if lines.is_empty() { p { (l.say("history-none")) } } @else {
            div.wide tabindex="0" role="region" aria-label=(l.say("nav-history")) { table {
                thead { tr {
                    th scope="col" { (l.say("col-when")) } th scope="col" { (l.say("col-who")) }
                    th scope="col" { (l.say("col-what")) } th scope="col" { (l.say("log")) }
                } }
                tbody { @for line in &lines { tr {
                    td.date { (words::moment(l, line.at)) }
                    td { (quoted(&line.by)) }
                    td { (what(l, line)) }
                    td.n data-label=(l.say("log")) { (line.index) }
                } } }
            } }
        }
        (pager(l, "/history", &[], page, all.div_ceil(ROWS)))
    };
    Ok(framed(&visit, "/history", &l.say("nav-history"), &body))
}

fn what(l: &Locale, line: &HistoryLine) -> Markup {
    match &line.what {
        Happened::Preserved(id, name) => html! {
            (l.say("happened-preserved")) " " a href=(format!("/sources/{id}")) { (quoted(name)) } " " code { (id) }
        },
        Happened::Claimed(_, item, n) => html! {
            (l.tell("happened-claimed", &[("n", number(*n))])) " " a href=(format!("/sources/{item}")) { code { (item) } }
        },
        Happened::Judged(_, subject, verdict, why) => html! {
            (l.say(verdict_id(verdict))) " " (about(l, subject))
            @if let Some(why) = why { ": " q { (quoted(why)) } }
        },
        Happened::Exported(what, ids) => html! {
            (l.say("happened-exported")) " " (quoted(what)) ": " (l.tell("entries", &[("n", number(ids.len()))]))
            @if let [id] = ids.as_slice() { " " code { (quoted(id)) } }
        },
    }
}

fn about(l: &Locale, subject: &Subject) -> Markup {
    match subject {
        Subject::Claim(id) => html! {
            a href=(format!("/review/{id}")) { code { (id) } } " · "
            a href=(format!("/review/{id}")) { (l.say("undo-or-change")) }
        },
        Subject::SamePerson(a, b) => html! { code { (a) } " · " code { (b) } },
        Subject::Conflict(ids) => html! { @for id in ids { code { (id) } " " } },
    }
}

fn verdict_id(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "verdict-accepted",
        Verdict::Rejected => "verdict-rejected",
        Verdict::Edited(_) => "verdict-edited",
        Verdict::Conflict => "verdict-conflict",
        Verdict::NeedsWork => "verdict-needs-work",
        Verdict::Same => "verdict-same",
        Verdict::NotSame => "verdict-not-same",
        Verdict::Unsure => "verdict-unsure",
    }
}
