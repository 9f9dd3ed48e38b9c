//! One person, body, post, act or other entity: what it says, who held what when, what refers to it, claims for and
//! against.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sanad_case::{ClaimView, EntityView, Ground, Why};
use sanad_model::{EntityRecord, FieldKind};

use crate::form::link;
use crate::locale::{Locale, number, text};
use crate::page::{framed, quoted, token};
use crate::pages::people::{conflicts, gist, page_of};
use crate::pages::{posts, why};
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

/// The most claims that are shown on each side.
const CLAIMS: usize = 100;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let key = query.get("key").to_owned();
    let view = visit.read(move |case| case.entity_view(&key)).await?;
    let l = visit.l;
    let e = &view.record.entity;
    let titles: BTreeMap<String, String> =
        view.beside.iter().map(|e| (e.entity.key(), words::title(l, &e.entity))).collect();
    let body = html! {
        p { (words::sort(l, e.schema)) " · " code { (quoted(&e.key())) } }
        @if !query.get("done").is_empty() { p.done role="status" { (l.say("entity-kept")) " " a href="/history" { (l.say("nav-history")) } } }
        @if e.withdrawn { div.notice { p { (l.say("entity-withdrawn")) } } }
        (conflicts(l, &view.posts.conflicts))
        (values(l, &view, &titles))
        (actions(&visit, &view))
        @if !view.posts.postings.is_empty() {
            section aria-labelledby="posts" {
                h2 #posts { (l.say("posts-title")) }
                (posts::table(l, &view.posts.postings, None))
            }
        }
        @if let Some(why) = &view.why {
            section aria-labelledby="tree" { h2 #tree { (l.say("finding-why")) } (tree(l, why)) }
        }
        (side(l, "for", "entity-for", "entity-for-none", &view.claims))
        (side(l, "against", "entity-against", "entity-against-none", &view.against))
        (referring(l, &view.referred, &titles))
        (made(l, &view))
    };
    Ok(framed(&visit, "/people", &sanad_case::visible(&words::title(l, e)), &body))
}

fn values(l: &Locale, view: &EntityView, titles: &BTreeMap<String, String>) -> Markup {
    let e = &view.record.entity;
    html! {
        dl.facts {
            @for field in e.schema.fields {
                @let said = e.all(field.name);
                @if !said.is_empty() {
                    dt { (words::documents(l).field(field)) }
                    dd { @for (n, value) in said.iter().enumerate() {
                        @if n > 0 { br; }
                        @match field.kind {
                            FieldKind::Ref(_) => { a href=(page_of(value)) { (quoted(titles.get(value).unwrap_or(value))) } }
                            FieldKind::Claim => { a href=(link("/why", &[("id", value)])) { code { (quoted(value)) } } }
                            FieldKind::Item => { a href=(format!("/sources/{value}")) { code { (quoted(value)) } } }
                            _ => { (words::value(l, field, value)) }
                        }
                    } }
                }
            }
            @if let Some(mark) = e.sensitivity { dt { (l.say("field-sensitivity")) } dd { (words::sensitivity(l, mark)) } }
        }
    }
}

fn actions(visit: &Visit, view: &EntityView) -> Markup {
    let l = visit.l;
    let e = &view.record.entity;
    html! {
        div.actions {
            a.button href=(link("/entity/edit", &[("key", &e.key())])) { (l.say("entity-change")) }
            @if matches!(e.schema.name, "person" | "body") {
                a.button href=(link("/dossier", &[("about", &e.key())])) { (l.say("nav-dossier")) }
            }
            @if e.schema.name == "person" {
                a.button href=(link("/entity/edit", &[("sort", "posting"), ("f.person", &e.key())])) { (l.say("entity-new-posting")) }
            }
            form method="post" action="/entity/withdraw" {
                (token(visit))
                input type="hidden" name="key" value=(e.key());
                input type="hidden" name="withdrawn" value=(if e.withdrawn { "no" } else { "yes" });
                button { (l.say(if e.withdrawn { "entity-again" } else { "entity-withdraw" })) }
            }
        }
    }
}

fn side(l: &Locale, id: &str, title: &str, none: &str, claims: &[ClaimView]) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (l.say(title)) }
            @if claims.is_empty() { p { (l.say(none)) } }
            ol.why { @for view in claims.iter().take(CLAIMS) { (one_claim(l, view)) } }
            @if claims.len() > CLAIMS { p { (l.tell("rows-left", &[("n", number(claims.len() - CLAIMS))])) } }
        }
    }
}

fn one_claim(l: &Locale, view: &ClaimView) -> Markup {
    let record = &view.record;
    html! {
        li {
            p { strong { (words::claim(l, &record.claim)) } ", "
                (words::speaker(l, &record.claim.attribution.text, record.claim.attribution.kind))
                ", " (words::status(l, record.claim.status)) }
            blockquote dir="auto" { (quoted(&record.claim.quote)) }
            p.quiet {
                (why::standing(l, view)) " · "
                a href=(link("/why", &[("id", &record.id.to_string())])) { (l.say("claim")) } " · "
                a href=(why::place(&record.item.to_string(), record.id, record.claim.span.start)) { (l.say("in-source")) }
            }
        }
    }
}

fn referring(l: &Locale, referred: &[EntityRecord], titles: &BTreeMap<String, String>) -> Markup {
    html! {
        @if !referred.is_empty() {
            section aria-labelledby="referring" {
                h2 #referring { (l.say("entity-referring")) }
                table {
                    thead { tr { th scope="col" { (l.say("col-sort")) } th scope="col" { (l.say("col-name")) } th scope="col" { (l.say("col-says")) } } }
                    tbody { @for record in referred.iter().take(CLAIMS) { tr {
                        td { (words::sort(l, record.entity.schema)) }
                        th scope="row" { a href=(page_of(&record.entity.key())) { (quoted(&words::title(l, &record.entity))) } }
                        td { (gist(l, record, titles)) }
                    } } }
                }
            }
        }
    }
}

fn made(l: &Locale, view: &EntityView) -> Markup {
    let record = &view.record;
    html! {
        p.quiet {
            (l.tell("entity-made", &[("name", text(&view.by))])) ", " (words::moment(l, record.made.0)) " · "
            a href=(format!("/sources/{}", record.item)) { (l.say("entity-row")) } " · "
            (l.tell("log-position", &[("n", number(record.index))])) " · " code { (record.id) }
        }
    }
}

/// What a statement rests on, down to the quotes.
fn tree(l: &Locale, why: &Why) -> Markup {
    html! {
        ul.tree { li {
            span lang="en" dir="ltr" { (quoted(&why.says)) }
            (grounds(l, why))
        } }
    }
}

fn grounds(l: &Locale, why: &Why) -> Markup {
    html! {
        @if !why.from.is_empty() { ul { @for ground in &why.from { li {
            @match ground {
                Ground::Statement(inner) => {
                    @if inner.id.starts_with("c-") { a href=(link("/why", &[("id", &inner.id)])) { span lang="en" dir="ltr" { (quoted(&inner.says)) } } }
                    @else { span lang="en" dir="ltr" { (quoted(&inner.says)) } }
                    (grounds(l, inner))
                }
                Ground::Passage { quote, item, index, .. } => {
                    q dir="auto" { (quoted(quote)) } " " a href=(format!("/sources/{item}")) { (l.say("in-source")) }
                    " · " (l.tell("log-position", &[("n", number(*index))]))
                }
            }
        } } } }
    }
}
