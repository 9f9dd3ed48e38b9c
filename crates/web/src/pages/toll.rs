//! The toll of an event: bars and table, bounds with their rules, conflicts with all their sides.

use std::sync::Arc;

use maud::{Markup, html};
use sanad_case::{Conflict, EventView, KINDS, Matter, Row, Rule, Standing, Toll};
use sanad_model::{ClaimId, Kind, PartialDate};

use crate::form::link;
use crate::locale::{Locale, number, ours, text};
use crate::page::{framed, quoted};
use crate::pages::event;
use crate::pages::posts::png;
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

/// What was asked for.
struct Asked {
    event: Option<String>,
    kind: Kind,
    as_of: Option<PartialDate>,
    /// A day that was typed and is none.
    odd_day: Option<String>,
}

/// The most events that are offered in the list.
const EVENTS: usize = 500;

/// The most rows that are shown at once.
const ROWS: usize = 300;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let wanted = query.0.iter().find(|(name, _)| name == "event").map(|(_, value)| value.clone());
    let kind = query.get("kind").parse().unwrap_or(Kind::Killed);
    let day = query.find("as_of");
    let as_of: Option<PartialDate> = day.as_deref().and_then(|day| day.parse().ok());
    let odd_day = day.filter(|_| as_of.is_none());
    let (events, event, toll, entered) = visit
        .at_desk(move |desk| {
            let mut events = desk.events()?;
            events.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let event = match wanted {
                Some(name) => Some(name).filter(|name| !name.is_empty()),
                None => events.first().and_then(|(name, _)| name.clone()),
            };
            let toll = desk.toll(kind, event.as_deref(), as_of)?;
            let entered = match event.as_deref() {
                Some(name) => desk.read(|case| Ok(case.event_view(name)))?,
                None => EventView::default(),
            };
            Ok((events, event, toll, entered))
        })
        .await?;
    let asked = Asked { event, kind, as_of, odd_day };
    let l = visit.l;
    let title = match &asked.event {
        Some(event) => l.tell("toll-title-event", &[("event", text(event))]),
        None => l.say("toll-title"),
    };
    let body = html! {
        (choice(l, &asked, &events))
        @if toll.rows.is_empty() && toll.without_number.is_empty() {
            p { (l.say("toll-none")) }
            p { a.button href="/review" { (l.say("review-next")) } }
        } @else {
            (glance(l, &asked, &toll))
            (reports(l, &asked, &toll))
            (bounds(l, &asked, &toll))
            (conflicts(l, &toll))
            (silent(l, &toll))
        }
        (event::sections(l, asked.event.as_deref(), &entered, &toll, |id| why(&asked, id)))
    };
    Ok(framed(&visit, "/toll", &title, &body))
}

fn choice(l: &Locale, asked: &Asked, events: &[(Option<String>, usize)]) -> Markup {
    let day = asked.as_of.map_or_else(|| asked.odd_day.clone().unwrap_or_default(), |day| day.to_string());
    html! {
        form.choose method="get" action="/toll" {
            p {
                label for="event" { (l.say("event")) }
                select #event name="event" {
                    @for (name, _) in events.iter().take(EVENTS) {
                        option value=(name.as_deref().unwrap_or("")) selected[*name == asked.event] {
                            @match name {
                                Some(name) => { (sanad_case::visible(name)) }
                                None => { (l.say("event-none")) }
                            }
                        }
                    }
                }
            }
            p {
                label for="kind" { (l.say("col-kind")) }
                select #kind name="kind" {
                    @for kind in kinds(asked.kind) {
                        option value=(kind) selected[kind == asked.kind] { (words::kind(l, kind)) }
                    }
                }
            }
            p {
                label for="as_of" { (l.say("as-of")) }
                input #as_of name="as_of" value=(day) placeholder="2018-11-12" inputmode="numeric" size="12"
                    aria-invalid=[asked.odd_day.as_ref().map(|_| "true")] aria-describedby="as-of-help";
                small #as-of-help { (l.say(if asked.odd_day.is_some() { "as-of-odd" } else { "as-of-help" })) }
            }
            p { button { (l.say("show")) } }
        }
    }
}

/// The three that everybody asks for, then the others that can be counted.
fn kinds(chosen: Kind) -> Vec<Kind> {
    let others = [
        Kind::Casualties,
        Kind::Shot,
        Kind::Disappeared,
        Kind::Kidnapped,
        Kind::Tortured,
        Kind::Convicted,
        Kind::Displaced,
    ];
    let mut all: Vec<Kind> = KINDS.into_iter().chain(others).collect();
    if !all.contains(&chosen) {
        all.push(chosen);
    }
    all
}

/// The range in one sentence, for the scope that most reports are about.
fn glance(l: &Locale, asked: &Asked, toll: &Toll) -> Markup {
    let of = |rule| toll.bounds.iter().find(|bound| bound.rule == rule);
    let open = toll.conflicts.iter().filter(|conflict| conflict.rule.is_none()).count();
    html! {
        @if let (Some(lowest), Some(highest)) = (of(Rule::LowestClaim), of(Rule::HighestClaim)) {
            p.glance {
                (words::kind(l, toll.kind)) ": "
                a.figure href=(why(asked, &lowest.id)) { (words::bound(l, lowest)) }
                " " (l.say("glance-to")) " "
                a.figure href=(why(asked, &highest.id)) { (words::bound(l, highest)) }
                " " small { (l.tell("glance-rest", &[("n", number(highest.of)), ("open", number(open))])) }
            }
        }
        @if let Some(day) = toll.as_of {
            p.quiet { (l.tell("as-of-left", &[
                ("date", ours(words::date(l, day))),
                ("later", number(toll.left_out.later)),
                ("undated", number(toll.left_out.undated)),
            ])) }
        }
    }
}

/// The bars as a picture, to be saved.
pub(crate) async fn picture(visit: Visit) -> Outcome {
    let query = visit.query();
    let kind = query.get("kind").parse().unwrap_or(Kind::Killed);
    let event = query.find("event");
    let as_of = query.find("as_of").and_then(|day| day.parse().ok());
    let lang = visit.l.code;
    let bytes = visit
        .at_desk(move |desk| {
            let toll = desk.toll(kind, event.as_deref(), as_of)?;
            desk.read(|case| case.toll_png(&toll, lang))
        })
        .await?;
    Ok(png(bytes, &format!("toll-{kind}.png")))
}

/// One row for each report, with its bar.
fn reports(l: &Locale, asked: &Asked, toll: &Toll) -> Markup {
    let most = toll.rows.iter().filter_map(|row| row.high.or(row.low)).max().unwrap_or(0);
    html! {
        section aria-labelledby="reports" {
            h2 #reports { (l.say("reports-title")) }
            p.quiet { (l.say("reports-legend")) }
            div.wide tabindex="0" role="region" aria-labelledby="reports" {
                table.bars {
                    thead { tr {
                        th scope="col" { (l.say("col-date")) } th scope="col" { (l.say("col-source")) }
                        th scope="col" { (l.say("col-number")) } th scope="col" { (l.say("col-scope")) }
                        th scope="col" { (l.say("col-standing")) }
                    } }
                    tbody { @for row in toll.rows.iter().take(ROWS) { (report(l, asked, row, most)) } }
                }
            }
            @if toll.rows.len() > ROWS {
                p { (l.tell("rows-left", &[("n", number(toll.rows.len() - ROWS))])) }
            }
            p { a href=(chart(asked)) { (l.say("chart-save")) } }
        }
    }
}

fn chart(asked: &Asked) -> String {
    let day = asked.as_of.map_or_else(String::new, |day| day.to_string());
    let event = asked.event.as_deref().unwrap_or("");
    link("/toll.png", &[("event", event), ("kind", asked.kind.as_str()), ("as_of", &day)])
}

fn report(l: &Locale, asked: &Asked, row: &Row, most: u64) -> Markup {
    let remark = words::standing(l, row);
    html! {
        tr.grey[!row.counted] id=(row.claim) {
            td.date { @match row.date { Some(date) => { (words::date(l, date)) } None => { (l.say("undated")) } } }
            th scope="row" {
                (words::speaker(l, &row.speaker, row.class))
                @if let Some(publisher) = &row.publisher { br; small { (quoted(publisher)) } }
            }
            td {
                a.figure href=(why(asked, &row.claim.to_string())) { (words::row_count(l, row)) }
                (bar(row.low.unwrap_or(0), row.high, most, if row.counted { "" } else { "hollow" }))
            }
            td data-label=(l.say("col-scope")) { (words::scope(l, &row.scope)) }
            td {
                @if row.counted { (l.say("counts")) } @else { (l.say("counts-not")) }
                @if !remark.is_empty() { ": " (remark) }
                @if let Some(other) = row.superseded_by { " " (other_row(l, other)) }
                @if let Some(other) = row.folded_into { " " (other_row(l, other)) }
            }
        }
    }
}

fn other_row(l: &Locale, id: ClaimId) -> Markup {
    html! { a href=(format!("#{id}")) { (l.say("see-it")) } }
}

/// A bar from low to high; open where nothing bounds it above. Its place says nothing that the number does not.
pub(crate) fn bar(low: u64, high: Option<u64>, most: u64, class: &str) -> Markup {
    let top = u128::from(most.max(1));
    let at = |n: u64| u8::try_from(u128::from(n.min(most)) * 100 / top).unwrap_or(100);
    let (from, to) = (at(low).min(99), high.map_or(100, at));
    let length = to.saturating_sub(from).max(1);
    let open = if high.is_none() { " open" } else { "" };
    html! {
        span.track aria-hidden="true" { span class=(format!("reach f{from} w{length}{open} {class}").trim_end()) {} }
    }
}

fn bounds(l: &Locale, asked: &Asked, toll: &Toll) -> Markup {
    html! {
        section aria-labelledby="bounds" {
            h2 #bounds { (l.say("bounds-title")) }
            p.quiet { (l.say("bounds-intro")) }
            div.wide tabindex="0" role="region" aria-labelledby="bounds" { table {
                thead { tr {
                    th scope="col" { (l.say("col-scope")) } th scope="col" { (l.say("col-rule")) }
                    th scope="col" { (l.say("col-number")) } th scope="col" { (l.say("col-rests")) }
                } }
                tbody { @for bound in &toll.bounds { tr {
                    td data-label=(l.say("col-scope")) { (words::scope(l, &bound.scope)) }
                    th scope="row" { (words::rule(l, bound.rule)) }
                    td { a.figure href=(why(asked, &bound.id)) { (words::bound(l, bound)) } }
                    td data-label=(l.say("col-rests")) { (l.tell("rests", &[("n", number(bound.sources)), ("of", number(bound.of))])) }
                } } }
            } }
        }
    }
}

fn conflicts(l: &Locale, toll: &Toll) -> Markup {
    let rows = toll.by_claim();
    html! {
        section aria-labelledby="conflicts" {
            h2 #conflicts { (l.say("conflicts-title")) }
            @if toll.conflicts.is_empty() { p { (l.say("conflicts-none")) } }
            ul { @for conflict in &toll.conflicts { li {
                strong { (l.say(matter(conflict))) } ": "
                @for (at, id) in conflict.claims.iter().enumerate() {
                    @if at > 0 { "; " }
                    @match rows.get(id) {
                        Some(row) => {
                            a href=(format!("#{id}")) { (words::speaker(l, &row.speaker, row.class)) ", " (words::row_count(l, row)) }
                        }
                        None => { (id) }
                    }
                }
                br;
                @match (&conflict.rule, &conflict.why) {
                    (Some(rule), why) => {
                        (l.say("resolved-by")) " " (quoted(rule))
                        @if let Some(why) = why { ": " (quoted(why)) }
                    }
                    (None, _) => { em { (l.say("unresolved")) } }
                }
            } } }
        }
    }
}

fn matter(conflict: &Conflict) -> &'static str {
    match conflict.matter {
        Matter::Figures => "matter-figures",
        Matter::Repeat => "matter-repeat",
        Matter::Dispute => "matter-dispute",
        Matter::Responsibility => "matter-responsibility",
        Matter::Circle => "matter-circle",
    }
}

/// Reports without a number, and what is not said as fact.
fn silent(l: &Locale, toll: &Toll) -> Markup {
    html! {
        @if !toll.without_number.is_empty() {
            section aria-labelledby="silent" {
                h2 #silent { (l.say("silent-title")) }
                ul { @for row in toll.without_number.iter().take(ROWS) { li id=(row.claim) {
                    (words::speaker(l, &row.speaker, row.class)) ": "
                    a href=(link("/why", &[("id", &row.claim.to_string())])) { q { (quoted(&row.quote)) } }
                    @if row.standing == Standing::NotAsFact { " (" (words::status(l, row.status)) ")" }
                } } }
            }
        }
    }
}

fn why(asked: &Asked, id: &str) -> String {
    let day = asked.as_of.map_or_else(String::new, |day| day.to_string());
    let event = asked.event.as_deref().unwrap_or("");
    link("/why", &[("id", id), ("event", event), ("kind", asked.kind.as_str()), ("as_of", &day)])
}

/// The toll that a link to why was made from.
pub(crate) async fn asked_again(
    visit: &Visit,
    kind: Kind,
    event: Option<String>,
    as_of: Option<PartialDate>,
) -> Result<Arc<Toll>, crate::refusal::Refusal> {
    visit.at_desk(move |desk| desk.toll(kind, event.as_deref(), as_of)).await
}
