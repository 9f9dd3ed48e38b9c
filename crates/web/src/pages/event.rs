//! What was entered about an event, below its toll: in the order of time, on a map, act by act.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sanad_case::{EventView, MapPlace, MapWords, Row, Toll};
use sanad_model::{EntityRecord, PartialDate};

use crate::form::link;
use crate::locale::{Locale, number, ours};
use crate::page::quoted;
use crate::pages::people::{gist, page_of};
use crate::pages::posts::png;
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;

/// The most moments that are listed.
const MOMENTS: usize = 300;

type Titles = BTreeMap<String, String>;

fn titles(l: &Locale, view: &EventView) -> Titles {
    view.beside.iter().map(|e| (e.entity.key(), words::title(l, &e.entity))).collect()
}

/// The sections of an event. `why` makes the link of a row.
pub(crate) fn sections(
    l: &Locale,
    event: Option<&str>,
    view: &EventView,
    toll: &Toll,
    why: impl Fn(&str) -> String,
) -> Markup {
    let titles = titles(l, view);
    html! {
        @if let Some(record) = &view.event {
            section aria-labelledby="what" {
                h2 #what { (l.say("event-what")) }
                p { a href=(page_of(&record.entity.key())) { (quoted(record.entity.title())) } " · " (gist(l, record, &titles)) }
                @if let Some(said) = record.entity.value("description") { p { (quoted(said)) } }
                @for other in &view.related { p.quiet { (l.say("event-related")) " " a href=(page_of(&other.entity.key())) { (quoted(other.entity.title())) } } }
            }
        }
        (timeline(l, view, &titles, toll, why))
        (map(l, event, view))
        (acts(l, view, &titles))
    }
}

/// Everything that has a day, in its order; a report on the day it came out.
fn timeline(
    l: &Locale,
    view: &EventView,
    titles: &Titles,
    toll: &Toll,
    why: impl Fn(&str) -> String,
) -> Markup {
    let mut moments: Vec<(PartialDate, Markup)> = Vec::new();
    let entered = view.event.iter().chain(&view.acts).chain(&view.investigations).chain(&view.related);
    for record in entered {
        let e = &record.entity;
        for (field, message) in [
            ("first_date", "moment-event"),
            ("date", "moment-act"),
            ("opened_on", "moment-opened"),
            ("closed_on", "moment-closed"),
        ] {
            if let Some(day) = e.date(field) {
                let said = html! { (l.say(message)) " " a href=(page_of(&e.key())) { (quoted(&words::title(l, e))) } " " small { (gist(l, record, titles)) } };
                moments.push((day, said));
            }
        }
    }
    for row in &toll.rows {
        if let Some(day) = row.date {
            moments.push((day, report(l, row, toll, &why)));
        }
    }
    moments.sort_by_key(|(day, _)| (day.first(), day.last()));
    html! {
        @if !moments.is_empty() {
            section aria-labelledby="time" {
                h2 #time { (l.say("timeline-title")) }
                table {
                    thead { tr { th scope="col" { (l.say("col-date")) } th scope="col" { (l.say("col-what")) } } }
                    tbody { @for (day, said) in moments.iter().take(MOMENTS) { tr { td.date { (words::date(l, *day)) } td { (said) } } } }
                }
                @if moments.len() > MOMENTS { p { (l.tell("rows-left", &[("n", number(moments.len() - MOMENTS))])) } }
            }
        }
    }
}

fn report(l: &Locale, row: &Row, toll: &Toll, why: &impl Fn(&str) -> String) -> Markup {
    html! {
        span.grey[!row.counted] {
            (words::speaker(l, &row.speaker, row.class))
            @if let Some(publisher) = &row.publisher { " (" (quoted(publisher)) ")" }
            ": " (words::kind(l, toll.kind)) ", "
            a.figure href=(why(&row.claim.to_string())) { (words::row_count(l, row)) }
        }
    }
}

fn acts(l: &Locale, view: &EventView, titles: &Titles) -> Markup {
    html! {
        @if !view.acts.is_empty() {
            section aria-labelledby="acts" {
                h2 #acts { (l.say("acts-title")) }
                table {
                    thead { tr {
                        th scope="col" { (l.say("col-act")) } th scope="col" { (l.say("col-victims")) } th scope="col" { (l.say("col-date")) }
                        th scope="col" { (l.say("col-for")) } th scope="col" { (l.say("col-against")) }
                    } }
                    tbody { @for record in &view.acts { @let e = &record.entity; tr {
                        th scope="row" { a href=(page_of(&e.key())) { (quoted(&words::title(l, e))) }
                            @if let Some(place) = e.value("place") { br; small { (quoted(place)) } } }
                        td { @for (n, key) in e.all("victim").iter().enumerate() { @if n > 0 { ", " } a href=(page_of(key)) { (quoted(titles.get(key).unwrap_or(key))) } } }
                        td.date { @if let Some(day) = e.date("date") { (words::date(l, day)) } }
                        td.n data-label=(l.say("col-for")) { (e.claims.len()) }
                        td.n data-label=(l.say("col-against")) { (e.against.len()) }
                    } } }
                }
            }
        }
    }
}

/// The event, its acts and the events it is tied to, where they have coordinates of their own.
fn places<'v>(l: &Locale, view: &'v EventView) -> Vec<(&'v EntityRecord, MapPlace)> {
    let all = view.event.iter().chain(&view.acts).chain(&view.related);
    let placed = all.filter_map(|record| {
        let e = &record.entity;
        let [latitude, longitude] = [e.value("latitude")?, e.value("longitude")?];
        let digits = |number: &str| number.split_once('.').map_or(0, |(_, digits)| digits.len());
        let mut label = words::title(l, e);
        let place = e.value("place").map(str::to_owned);
        let day = e.date("date").or(e.date("first_date")).map(|day| words::date(l, day));
        for more in [place, day].into_iter().flatten() {
            // a drawing has one direction: no marks that isolate another
            label = format!("{label}, {}", more.replace(['\u{2068}', '\u{2069}'], ""));
        }
        let place = MapPlace {
            latitude: latitude.parse().ok()?,
            longitude: longitude.parse().ok()?,
            digits: digits(latitude).min(digits(longitude)),
            label: format!("{label} ({latitude}, {longitude})"),
        };
        Some((record, place))
    });
    placed.collect()
}

/// How far off a place may be, by the digits it was given with.
fn within(l: &Locale, place: &MapPlace) -> String {
    let km = place.within_km();
    if km >= 1.0 {
        l.tell("map-within-km", &[("n", ours(format!("{km:.0}")))])
    } else {
        l.tell("map-within-m", &[("n", ours(format!("{:.0}", (km * 1000.0).max(1.0))))])
    }
}

fn map(l: &Locale, event: Option<&str>, view: &EventView) -> Markup {
    let places = places(l, view);
    let picture = link("/map.png", &[("event", event.unwrap_or(""))]);
    html! {
        @if !places.is_empty() {
            section aria-labelledby="where" {
                h2 #where { (l.say("map-title")) }
                p { img.map src=(picture) alt=(l.tell("map-alt", &[("n", number(places.len()))])) width="1080" height="720"; }
                table {
                    thead { tr { th scope="col" { (l.say("col-place")) } th scope="col" { (l.say("col-coordinates")) } th scope="col" { (l.say("col-precision")) } } }
                    tbody { @for (n, (record, place)) in places.iter().enumerate() { tr {
                        th scope="row" { (n + 1) ". " a href=(page_of(&record.entity.key())) { (quoted(&words::title(l, &record.entity))) }
                            @if let Some(name) = record.entity.value("place") { br; small { (quoted(name)) } } }
                        td dir="ltr" { (record.entity.value("latitude").unwrap_or("")) ", " (record.entity.value("longitude").unwrap_or("")) }
                        td data-label=(l.say("col-precision")) { (within(l, place)) }
                    } } }
                }
                p.quiet { (l.say("map-source")) }
            }
        }
    }
}

/// The map as a picture.
pub(crate) async fn picture(visit: Visit) -> Outcome {
    let query = visit.query();
    let event = query.find("event").ok_or(Refusal::Nowhere)?;
    let (l, name) = (visit.l, event.clone());
    let view = visit.read(move |case| Ok(case.event_view(&name))).await?;
    let places: Vec<MapPlace> = places(l, &view).into_iter().map(|(_, place)| place).collect();
    let words = MapWords { title: event, source: l.say("map-source"), km: l.say("km") };
    let drawn = tokio::task::spawn_blocking(move || sanad_case::map_png(&places, &words, l.code)).await;
    let bytes = drawn.map_err(|_| Refusal::Fault)?.map_err(Refusal::Case)?;
    let mut response = png(bytes, "map.png");
    response.headers_mut().remove(axum::http::header::CONTENT_DISPOSITION);
    Ok(response)
}
