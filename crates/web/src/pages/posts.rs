//! Who held which post on a day, sure and unsure told apart, and what contradicts it.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sanad_case::PostingView;
use sanad_model::PartialDate;

use crate::form::link;
use crate::locale::{Locale, ours};
use crate::page::{framed, quoted};
use crate::pages::people::{conflicts, page_of};
use crate::pages::source::attach;
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

/// The most postings on a page.
const ROWS: usize = 500;

/// The day that was asked for, and what was typed where it is none.
fn day(visit: &Visit) -> (Option<PartialDate>, String) {
    let query = visit.query();
    let typed = query.find("at").unwrap_or_default();
    (typed.parse().ok(), typed)
}

pub(crate) async fn show(visit: Visit) -> Outcome {
    let (at, typed) = day(&visit);
    let posts = visit.read(move |case| case.posts(at, None, None)).await?;
    let l = visit.l;
    let odd = at.is_none() && !typed.is_empty();
    let title = match at {
        Some(day) => l.tell("posts-title-day", &[("date", ours(words::date(l, day)))]),
        None => l.say("posts-title"),
    };
    let body = html! {
        form.choose method="get" action="/posts" {
            p {
                label for="at" { (l.say("posts-day")) }
                input #at name="at" value=(typed) placeholder="2018-11-07" inputmode="numeric" size="12"
                    aria-invalid=[odd.then_some("true")] aria-describedby="at-help";
                small #at-help { (l.say(if odd { "as-of-odd" } else { "posts-day-help" })) }
            }
            p { button { (l.say("show")) } }
        }
        (conflicts(l, &posts.conflicts))
        @if posts.postings.is_empty() {
            p { (l.say("posts-none")) }
        } @else {
            (table(l, &posts.postings, at))
            p { a href=(link("/posts.png", &[("at", &typed)])) { (l.say("chart-save")) } }
        }
        div.actions { a.button href="/entity/edit?sort=posting" accesskey="n" { (l.say("entity-new-posting")) } a.button href="/people" { (l.say("nav-people")) } }
    };
    Ok(framed(&visit, "/people", &title, &body))
}

/// The same as a picture, to be saved.
pub(crate) async fn picture(visit: Visit) -> Outcome {
    let (at, _) = day(&visit);
    let lang = visit.l.code;
    let bytes = visit
        .read(move |case| {
            let posts = case.posts(at, None, None)?;
            case.posts_png(&posts, lang)
        })
        .await?;
    Ok(png(bytes, "posts.png"))
}

/// A picture to be saved.
pub(crate) fn png(bytes: Vec<u8>, name: &str) -> axum::response::Response {
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    attach(&mut response, name, name);
    response
}

/// Postings with the years they are known to have lasted, drawn on one scale.
pub(crate) fn table(l: &Locale, postings: &[PostingView], at: Option<PartialDate>) -> Markup {
    let days = postings.iter().flat_map(|p| p.precise.into_iter().chain(p.imprecise)).flatten();
    let years: Vec<f64> = days.flat_map(|d| [year(d.first()), year(d.last())]).collect();
    let scale =
        (years.iter().copied().fold(f64::MAX, f64::min), years.iter().copied().fold(f64::MIN, f64::max));
    html! {
        div.wide tabindex="0" role="region" aria-label=(l.say("posts-title")) { table.bars {
            thead { tr {
                th scope="col" { (l.say("col-post")) } th scope="col" { (l.say("col-holder")) }
                th scope="col" { (l.say("posts-sure")) } th scope="col" { (l.say("posts-perhaps")) }
                @if at.is_some() { th scope="col" { (l.say("posts-that-day")) } }
                th scope="col" { (l.say("col-for")) } th scope="col" { (l.say("col-against")) }
            } }
            tbody { @for posting in postings.iter().take(ROWS) { tr {
                th scope="row" {
                    a href=(page_of(&posting.id)) { (quoted(&posting.post)) }
                    @if let Some(rank) = &posting.rank { " (" (quoted(rank)) ")" }
                    @if !posting.body.is_empty() { br; small { a href=(page_of(&posting.body_id)) { (quoted(&posting.body)) } } }
                }
                td { @if posting.person_id.is_empty() { (quoted(&posting.person)) } @else { a href=(page_of(&posting.person_id)) { (quoted(&posting.person)) } } }
                td data-label=(l.say("posts-sure")) { (range(l, posting.precise)) (bar(scale, posting)) }
                td data-label=(l.say("posts-perhaps")) { (range(l, posting.imprecise)) }
                @if at.is_some() { td data-label=(l.say("posts-that-day")) { (l.say(if posting.certain { "posts-sure" } else { "posts-perhaps" })) } }
                td.n data-label=(l.say("col-for")) { (posting.claims.len()) }
                td.n data-label=(l.say("col-against")) { (posting.against.len()) }
            } } }
        } }
    }
}

fn range(l: &Locale, [from, to]: [Option<PartialDate>; 2]) -> String {
    let said = |day: Option<PartialDate>| ours(day.map_or_else(|| "?".to_owned(), |day| words::date(l, day)));
    match (from, to) {
        (None, None) => String::new(),
        (from, to) => l.tell("posts-range", &[("from", said(from)), ("to", said(to))]),
    }
}

/// What is sure as a full bar, what is perhaps as an outline around it.
fn bar((first, last): (f64, f64), posting: &PostingView) -> Markup {
    let place = |[from, to]: [Option<PartialDate>; 2]| {
        let (from, to) = (from.or(to)?, to.or(from)?);
        let at = |year: f64| (year - first) / (last - first).max(0.01) * 100.0;
        let percent = |x: f64| u8::try_from(words::whole(x.min(100.0))).unwrap_or(100);
        let (a, b) = (percent(at(year(from.first()))).min(99), percent(at(year(to.last()))));
        Some((a, b.saturating_sub(a).max(1)))
    };
    html! {
        span.track aria-hidden="true" {
            @if let Some((from, length)) = place(posting.imprecise) { span class=(format!("reach hollow f{from} w{length}")) {} }
            @if let Some((from, length)) = place(posting.precise) { span class=(format!("reach f{from} w{length}")) {} }
        }
    }
}

/// A day as a fraction of its year, near enough to draw it.
fn year(day: PartialDate) -> f64 {
    let (month, in_month) = (day.month().unwrap_or(1), day.day().unwrap_or(1));
    f64::from(day.year()) + (f64::from(month - 1) * 31.0 + f64::from(in_month)) / 372.0
}
