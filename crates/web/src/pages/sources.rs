//! Everything preserved: listed newest first, searched by words in any of their forms.

use maud::{Markup, html};
use sanad_case::{ItemView, Snippet};

use crate::form::link;
use crate::locale::{Locale, number};
use crate::page::{framed, quoted, token};
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;
use crate::work::begin_index;

/// Rows on a page.
const ROWS: usize = 50;

/// Rows on a page of a search: each has its text opened for the stretches that are shown.
const FOUND: usize = 20;

/// A row: the item, claims in the record, proposals that wait, stretches found.
struct Line {
    item: ItemView,
    counts: (usize, usize),
    found: Vec<Snippet>,
}

pub(crate) async fn list(visit: Visit) -> Outcome {
    let query = visit.query();
    let page: usize = query.get("page").parse().unwrap_or(1).max(1);
    let asked = query.find("q");
    let rows = if asked.is_some() { FOUND } else { ROWS };
    let skip = (page - 1).saturating_mul(rows);
    if asked.is_some() {
        begin_index(&visit.app);
    }
    let words = asked.clone();
    let (lines, all, unsearched) = visit
        .at_desk(move |desk| match words {
            Some(words) => {
                let found = desk.search(&words, skip, rows)?;
                let lines = desk.read(|case| {
                    let line = |(item, found): (ItemView, Vec<Snippet>)| Line {
                        counts: case.claims_quoting(item.item),
                        item,
                        found,
                    };
                    Ok(found.items.into_iter().map(line).collect::<Vec<_>>())
                })?;
                Ok((lines, found.all, found.unsearched))
            }
            None => desk.read(|case| {
                let line =
                    |item: ItemView| Line { counts: case.claims_quoting(item.item), item, found: Vec::new() };
                let lines: Vec<Line> = case.newest_items(skip, rows).into_iter().map(line).collect();
                Ok((lines, case.item_count(), 0))
            }),
        })
        .await?;
    let l = visit.l;
    let q = asked.as_deref().unwrap_or("");
    let body = html! {
        div.actions {
            a.button href="/sources/add" accesskey="a" { (l.say("add-sources")) }
            form method="post" action="/propose" { (token(&visit)) button { (l.say("propose")) } }
        }
        form.search method="get" action="/sources" role="search" {
            label for="q" { (l.say("search")) }
            input #q type="search" name="q" value=(q) accesskey="s";
            button { (l.say("search-go")) }
        }
        @if asked.is_some() {
            p role="status" { (l.tell("search-found", &[("n", number(all))])) " " a href="/sources" { (l.say("search-all")) } }
            @if unsearched > 0 { p.quiet { (l.tell("search-unsearched", &[("n", number(unsearched))])) } }
        }
        @if all == 0 && asked.is_none() { p { (l.say("sources-none")) } }
        @if all == 0 && asked.is_some() { p { (l.say("search-none")) } }
        @if !lines.is_empty() { (table(l, &lines)) }
        (pager(l, "/sources", &[("q", q)], page, all.div_ceil(rows)))
    };
    Ok(framed(&visit, "/sources", &l.say("sources-title"), &body))
}

fn table(l: &Locale, lines: &[Line]) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(l.say("sources-title")) { table {
            thead { tr {
                th scope="col" { (l.say("col-name")) } th scope="col" { (l.say("field-publisher")) }
                th scope="col" { (l.say("col-date")) } th scope="col" { (l.say("number-claims")) }
                th scope="col" { (l.say("number-waiting")) }
            } }
            tbody { @for line in lines { tr {
                th scope="row" {
                    a href=(format!("/sources/{}", line.item.item)) { (quoted(name(&line.item))) }
                    br; small { (line.item.media) ", " (words::size(l, line.item.size)) " · " code { (line.item.item) } }
                    @for snippet in &line.found { p.snippet { (marked(snippet)) } }
                }
                td { @if let Some(publisher) = &line.item.publisher { (quoted(publisher)) } }
                td.date { @if let Some(day) = line.item.published { (words::date(l, day)) } }
                td.n data-label=(l.say("number-claims")) { (line.counts.0) }
                td.n data-label=(l.say("number-waiting")) { (line.counts.1) }
            } } }
        } }
    }
}

/// What a source is called: its file name, or its id.
pub(crate) fn name(item: &ItemView) -> &str {
    if item.name.trim().is_empty() { &item.media } else { &item.name }
}

fn marked(snippet: &Snippet) -> Markup {
    let mut at = 0;
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for mark in &snippet.marks {
        parts.push((snippet.text.get(at..mark.start).unwrap_or(""), mark.of(&snippet.text).unwrap_or("")));
        at = mark.end;
    }
    let rest = snippet.text.get(at..).unwrap_or("");
    html! {
        bdi {
            "…" @for (before, found) in parts { (sanad_case::visible(before)) mark { (sanad_case::visible(found)) } }
            (sanad_case::visible(rest)) "…"
        }
    }
}

/// Links to the pages of a list.
pub(crate) fn pager(l: &Locale, path: &str, query: &[(&str, &str)], page: usize, pages: usize) -> Markup {
    let to = |page: usize| {
        let page = page.to_string();
        let mut query = query.to_vec();
        query.push(("page", &page));
        link(path, &query)
    };
    html! {
        @if pages > 1 {
            nav.pager aria-label=(l.say("pages-of-list")) {
                @if page > 1 { a rel="prev" href=(to(page - 1)) { (l.say("page-before")) } }
                span { (l.tell("page-of", &[("n", number(page)), ("of", number(pages))])) }
                @if page < pages { a rel="next" href=(to(page + 1)) { (l.say("page-after")) } }
            }
        }
    }
}
