//! Why: from a figure down to the quotes it rests on, and from each quote to its source and its proof.

use maud::{Markup, html};
use sanad_case::{ClaimStanding, ClaimView, Row, Toll};
use sanad_model::{ClaimId, Kind};

use crate::form::link;
use crate::locale::{Locale, number, text};
use crate::page::{framed, quoted, token};
use crate::pages::toll::asked_again;
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let id = query.get("id").to_owned();
    let kind: Option<Kind> = query.get("kind").parse().ok();
    if let Some(kind) = kind.filter(|_| id.contains('/')) {
        let day = query.find("as_of").and_then(|day| day.parse().ok());
        let toll = asked_again(&visit, kind, query.find("event"), day).await?;
        return Ok(of_bound(&visit, &toll, &id));
    }
    let claim = visit.read(move |case| case.claim_view(&id)).await?;
    let body = of_claim(&visit, &claim);
    Ok(framed(&visit, "/toll", &words::claim(visit.l, &claim.record.claim), &body))
}

fn of_bound(visit: &Visit, toll: &Toll, id: &str) -> axum::response::Response {
    let l = visit.l;
    let Some(bound) = toll.bounds.iter().find(|bound| bound.id == id) else {
        return framed(visit, "/toll", &l.say("why-title"), &html! { p { (l.say("why-gone")) } });
    };
    let rows = toll.by_claim();
    let title = format!("{}: {}", words::kind(l, toll.kind), words::bound(l, bound));
    let body = html! {
        p { (words::rule(l, bound.rule)) ", " (words::scope(l, &bound.scope)) ". "
            (l.tell("rests", &[("n", number(bound.sources)), ("of", number(bound.of))])) }
        @if bound.claims.is_empty() { p { (l.say("why-nothing")) } } @else {
            h2 { (l.say("why-from")) }
            ol.why { @for claim in &bound.claims {
                @if let Some(row) = rows.get(claim) { (of_row(l, row)) }
            } }
        }
        @let uncounted: Vec<&Row> = toll.rows.iter().filter(|r| !r.counted && r.scope == bound.scope).collect();
        @if !uncounted.is_empty() {
            h2 { (l.say("why-uncounted")) }
            ol.why { @for row in uncounted { (of_row(l, row)) } }
        }
    };
    framed(visit, "/toll", &title, &body)
}

fn of_row(l: &Locale, row: &Row) -> Markup {
    let remark = words::standing(l, row);
    html! {
        li {
            p {
                strong { (words::row_count(l, row)) } ", " (words::speaker(l, &row.speaker, row.class))
                @if let Some(publisher) = &row.publisher { " (" (quoted(publisher)) ")" }
                @if let Some(date) = row.date { ", " (words::date(l, date)) }
                @if !remark.is_empty() { " · " (l.say("counts-not")) ": " (remark) }
            }
            blockquote { (quoted(&row.quote)) }
            p.quiet {
                a href=(link("/why", &[("id", &row.claim.to_string())])) { (l.say("claim")) " " (row.claim) } " · "
                a href=(place(&row.item.to_string(), row.claim, row.span.start)) { (l.say("in-source")) } " · "
                (l.tell("log-position", &[("n", number(row.index))]))
            }
        }
    }
}

/// The claim at its place in its source.
pub(crate) fn place(item: &str, claim: ClaimId, at: usize) -> String {
    format!("{}#{claim}", link(&format!("/sources/{item}"), &[("at", &at.to_string())]))
}

fn of_claim(visit: &Visit, view: &ClaimView) -> Markup {
    let l = visit.l;
    let record = &view.record;
    let claim = &record.claim;
    html! {
        blockquote { (quoted(&claim.quote)) }
        dl.facts {
            dt { (l.say("col-speaker")) } dd { (words::speaker(l, &claim.attribution.text, claim.attribution.kind)) }
            dt { (l.say("col-status")) } dd { (words::status(l, claim.status)) }
            @if let Some(victim) = &claim.victim { dt { (l.say("field-victim")) } dd { (quoted(&victim.text)) } }
            @if let Some(publisher) = &record.reported.publisher { dt { (l.say("field-publisher")) } dd { (quoted(publisher)) } }
            @if let Some(day) = record.reported.reported_on { dt { (l.say("col-date")) } dd { (words::date(l, day)) } }
            @if let Some(event) = &record.reported.event { dt { (l.say("event")) } dd { (quoted(event)) } }
            dt { (l.say("col-source")) }
            dd { a href=(place(&record.item.to_string(), record.id, claim.span.start)) { (l.say("in-source")) }
                 " " small { (l.tell("place-bytes", &[("a", number(claim.span.start)), ("b", number(claim.span.end))])) } }
            dt { (l.say("made-by")) } dd { (quoted(&view.made.1)) ", " (words::moment(l, view.made.0)) ", " code { (quoted(&claim.rule)) } }
            dt { (l.say("col-standing")) } dd { (standing(l, view)) }
            dt { (l.say("log")) } dd { (l.tell("log-position", &[("n", number(record.index))])) " · " code { (record.id) } }
        }
        div.actions {
            a.button href=(format!("/review/{}", record.id)) { (l.say("decide-again")) }
            form method="post" action="/prove" {
                (token(visit))
                input type="hidden" name="id" value=(record.id);
                button { (l.say("proof-download")) }
            }
        }
        p.quiet { (l.say("proof-download-means")) }
    }
}

/// Where a claim stands, by whose judgement, and why.
pub(crate) fn standing(l: &Locale, view: &ClaimView) -> Markup {
    let id = match view.standing {
        ClaimStanding::Waiting => "claim-waiting",
        ClaimStanding::Accepted => "claim-accepted",
        ClaimStanding::Rejected => "claim-rejected",
        ClaimStanding::Open => "claim-open",
    };
    html! {
        (l.say(id))
        @if let Some((judgement, name)) = &view.judged {
            " · " (l.tell("judged-by", &[("name", text(name))])) ", " (words::moment(l, judgement.at))
            @if let Some(why) = &judgement.why { ": " q { (quoted(why)) } }
        }
    }
}
