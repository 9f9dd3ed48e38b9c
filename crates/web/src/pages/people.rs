//! Who and what the record speaks of: people, bodies and every other sort, each row the way to its page.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use sanad_case::{PostConflict, PostingView, PostsView};
use sanad_model::entity::SCHEMAS;
use sanad_model::{ClaimId, EntityRecord, Schema};

use crate::form::{Fields, link};
use crate::locale::{Locale, number};
use crate::page::{framed, quoted};
use crate::pages::sources::pager;
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;

/// Rows on a page.
const ROWS: usize = 100;

/// The most contradictions that are shown at once.
const CONFLICTS: usize = 50;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let (posts, named, all) = visit
        .at_desk(|desk| Ok((desk.posts()?, desk.people()?, desk.read(|case| case.entities(None))?)))
        .await?;
    let people: Vec<&EntityRecord> = all.iter().filter(|e| e.entity.schema.name == "person").collect();
    let count = |schema: &Schema| all.iter().filter(|e| e.entity.schema == schema).count();
    let about = about(&all);
    let l = visit.l;
    let body = html! {
        (conflicts(l, &posts.conflicts))
        section aria-labelledby="known" {
            h2 #known { (l.say("people-known")) }
            p.quiet { (l.say("people-no-guilt")) }
            @if people.is_empty() { p { (l.say("people-none")) } } @else {
                table {
                    thead { tr {
                        th scope="col" { (l.say("col-name")) } th scope="col" { (l.say("col-post")) }
                        th scope="col" { (l.say("col-for")) } th scope="col" { (l.say("col-against")) }
                    } }
                    tbody { @for person in people.iter().take(ROWS) { (person_row(l, person, &posts, &about)) } }
                }
                @if people.len() > ROWS { p { a href="/entities?sort=person" { (l.tell("people-all", &[("n", number(people.len()))])) } } }
            }
            div.actions {
                a.button href="/entity/edit?sort=person" accesskey="n" { (l.say("people-new")) }
                a.button href="/posts" { (l.say("posts-title")) }
            }
        }
        section aria-labelledby="named" {
            h2 #named { (l.say("people-named")) }
            p { (l.tell("people-named-in-claims", &[("n", number(named.people.len()))])) " "
                a href="/pairs" { (l.tell("pairs-waiting", &[("n", number(named.sameness.len()))])) } }
        }
        section aria-labelledby="sorts" {
            h2 #sorts { (l.say("people-sorts")) }
            p.quiet { (l.say("people-sorts-means")) }
            table {
                thead { tr { th scope="col" { (l.say("col-sort")) } th scope="col" { (l.say("col-many")) } th scope="col" { (l.say("col-do")) } } }
                tbody { @for schema in SCHEMAS { tr {
                    th scope="row" { a href=(link("/entities", &[("sort", schema.name)])) { (words::sort(l, schema)) } }
                    td.n data-label=(l.say("col-many")) { (count(schema)) }
                    td { a href=(link("/entity/edit", &[("sort", schema.name)])) { (l.say("entity-new")) } }
                } } }
            }
        }
    };
    Ok(framed(&visit, "/people", &l.say("nav-people"), &body))
}

/// By key: the claims for and against whatever speaks of it.
type About = BTreeMap<String, (BTreeSet<ClaimId>, BTreeSet<ClaimId>)>;

fn about(all: &[EntityRecord]) -> About {
    let mut about = About::new();
    for record in all {
        let e = &record.entity;
        for key in e.values.values().flatten().chain([&e.key()]).filter(|value| value.contains('/')) {
            let said = about.entry(key.clone()).or_default();
            said.0.extend(&e.claims);
            said.1.extend(&e.against);
        }
    }
    about
}

fn person_row(l: &Locale, person: &EntityRecord, posts: &PostsView, about: &About) -> Markup {
    let e = &person.entity;
    let key = e.key();
    let held: Vec<&PostingView> = posts.postings.iter().filter(|p| p.person_id == key).collect();
    let said = about.get(&key);
    let others = e.all("original_name").iter().chain(e.all("aliases"));
    html! {
        tr {
            th scope="row" {
                a href=(page_of(&key)) { (quoted(e.title())) }
                @for other in others { br; small { (quoted(other)) } }
            }
            td { @for (n, posting) in held.iter().enumerate() {
                @if n > 0 { br; }
                (quoted(&posting.post)) @if !posting.body.is_empty() { ", " (quoted(&posting.body)) }
            } }
            td.n data-label=(l.say("col-for")) { (said.map_or(0, |said| said.0.len())) }
            td.n data-label=(l.say("col-against")) { (said.map_or(0, |said| said.1.len())) }
        }
    }
}

/// What contradicts what in the record of posts.
pub(crate) fn conflicts(l: &Locale, found: &[PostConflict]) -> Markup {
    html! {
        @if !found.is_empty() {
            section.notice aria-labelledby="contradictions" {
                h2 #contradictions { (l.say("posts-conflicts")) }
                ul { @for conflict in found.iter().take(CONFLICTS) { li {
                    span lang="en" dir="ltr" { (quoted(&conflict.says)) } " "
                    @for key in &conflict.entities { a href=(page_of(key)) { code { (quoted(key)) } } " " }
                    @for claim in conflict.claims.iter().take(5) { a href=(link("/why", &[("id", &claim.to_string())])) { (l.say("claim")) } " " }
                } } }
                @if found.len() > CONFLICTS { p { (l.tell("rows-left", &[("n", number(found.len() - CONFLICTS))])) } }
            }
        }
    }
}

/// The page of an entity.
pub(crate) fn page_of(key: &str) -> String {
    link("/entity", &[("key", key)])
}

/// The sort that a query names.
pub(crate) fn sort_of(query: &Fields) -> Result<&'static Schema, Refusal> {
    Schema::find(query.get("sort")).ok_or(Refusal::Nowhere)
}

/// All of one sort.
pub(crate) async fn list(visit: Visit) -> Outcome {
    let query = visit.query();
    let schema = sort_of(&query)?;
    let page: usize = query.get("page").parse().unwrap_or(1).max(1);
    let l = visit.l;
    let (rows, titles) = visit
        .read(move |case| {
            let mut rows = case.entities(None)?;
            let titles: BTreeMap<String, String> =
                rows.iter().map(|e| (e.entity.key(), words::title(l, &e.entity))).collect();
            rows.retain(|e| e.entity.schema == schema);
            Ok((rows, titles))
        })
        .await?;
    let shown = rows.iter().skip((page - 1).saturating_mul(ROWS)).take(ROWS);
    let body = html! {
        p.quiet lang="en" dir="ltr" { (schema.about) }
        div.actions { a.button href=(link("/entity/edit", &[("sort", schema.name)])) accesskey="n" { (l.say("entity-new")) } }
        @if rows.is_empty() { p { (l.say("entities-none")) } } @else {
            table {
                thead { tr {
                    th scope="col" { (l.say("col-name")) } th scope="col" { (l.say("col-says")) }
                    th scope="col" { (l.say("col-for")) } th scope="col" { (l.say("col-against")) }
                } }
                tbody { @for record in shown { tr {
                    th scope="row" { a href=(page_of(&record.entity.key())) { (quoted(&words::title(l, &record.entity))) } br; small { code { (quoted(&record.entity.label)) } } }
                    td { (gist(l, record, &titles)) }
                    td.n data-label=(l.say("col-for")) { (record.entity.claims.len()) }
                    td.n data-label=(l.say("col-against")) { (record.entity.against.len()) }
                } } }
            }
            (pager(l, "/entities", &[("sort", schema.name)], page, rows.len().div_ceil(ROWS)))
        }
        p { a href="/people" { (l.say("nav-people")) } }
    };
    Ok(framed(&visit, "/people", &words::sort(l, schema), &body))
}

/// The first things that an entity says, in one line.
pub(crate) fn gist(l: &Locale, record: &EntityRecord, titles: &BTreeMap<String, String>) -> Markup {
    let e = &record.entity;
    let said = e.schema.fields.iter().filter(|f| f.name != "name");
    let said: Vec<_> = said.filter_map(|f| Some((f, e.value(f.name)?))).take(4).collect();
    html! {
        @for (n, (field, value)) in said.iter().enumerate() {
            @if n > 0 { " · " }
            small { (words::documents(l).field(field)) ": " }
            @match titles.get(*value) { Some(title) => { (quoted(title)) } None => { (words::value(l, field, value)) } }
        }
    }
}
