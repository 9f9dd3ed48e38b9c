//! How many are on no list: the verdict in plain words, the lists and their overlaps, every method with its assumption.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use sanad_case::estimate::{EstimateView, IntervalView, OverlapView};

use crate::form::Fields;
use crate::locale::{Locale, number, ours};
use crate::page::{framed, quoted, see, token};
use crate::pages::posts::png;
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words::whole;
use crate::work::{End, Judged, Sort, begin_estimate};

/// The most tables that are offered.
const TABLES: usize = 300;

pub(crate) async fn show(visit: Visit) -> Outcome {
    page(&visit, &Fields::default(), None).await
}

async fn page(visit: &Visit, typed: &Fields, problem: Option<&str>) -> Result<Response, Refusal> {
    let tables = visit
        .read(|case| {
            let tables = case.items().into_iter().filter(|item| item.name.to_lowercase().ends_with(".csv"));
            Ok(tables.map(|item| (item.item.to_string(), item.name)).collect::<Vec<_>>())
        })
        .await?;
    let l = visit.l;
    let done = visit.app.works.progress(Sort::Estimate).and_then(|progress| progress.end);
    let body = html! {
        @if let Some(problem) = problem { div.notice role="alert" { p { (problem) } } }
        p { (l.say("estimate-intro")) }
        section aria-labelledby="table" {
            h2 #table { (l.say("estimate-table")) }
            form.fields method="post" action="/estimate" {
                (token(visit))
                @if tables.is_empty() { p { (l.say("estimate-none")) } } @else {
                    p { label for="item" { (l.say("estimate-source")) }
                        select #item name="item" {
                            option value="" { "–" }
                            @for (id, name) in tables.iter().rev().take(TABLES) { option value=(id) selected[typed.get("item") == id] { (sanad_case::visible(name)) } }
                        } }
                }
                p { label for="pasted" { (l.say("estimate-paste")) }
                    textarea #pasted name="pasted" rows="8" dir="ltr" placeholder="a,b,c,count\n1,0,0,27\n1,1,0,9" aria-describedby="form-help" { (maud::PreEscaped("\n")) (typed.get("pasted")) }
                    small #form-help { (l.say("estimate-form")) } }
                p { button.go { (l.say("estimate-go")) } }
            }
        }
        @if let Some(End::Estimated(last)) = &done { (judged(l, last)) }
    };
    Ok(framed(visit, "/estimate", &l.say("nav-estimate"), &body))
}

/// Begins to judge a table.
pub(crate) async fn begin(visit: Visit) -> Outcome {
    let (item, pasted) = (visit.fields.find("item"), visit.fields.get("pasted").to_owned());
    let (name, text) = if !pasted.trim().is_empty() {
        (visit.l.say("estimate-table"), pasted)
    } else if let Some(item) = item {
        visit.read(move |case| Ok((case.source(&item)?.item.name, case.source_text(&item)?.text))).await?
    } else {
        let mut response = page(&visit, &visit.fields, Some(&visit.l.say("estimate-choose"))).await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    begin_estimate(&visit.app, name, text);
    Ok(see("/progress/estimate"))
}

/// The chart of the last table.
pub(crate) async fn picture(visit: Visit) -> Outcome {
    let end = visit.app.works.progress(Sort::Estimate).and_then(|progress| progress.end);
    let Some(End::Estimated(last)) = end else { return Err(Refusal::Nowhere) };
    Ok(png(last.png.to_vec(), "estimate.png"))
}

/// What is said of a table.
pub(crate) fn judged(l: &Locale, judged: &Judged) -> Markup {
    html! {
        section aria-labelledby="verdict" {
            h2 #verdict { (l.say("estimate-of")) " " (quoted(&judged.table)) }
            (view(l, &judged.view.whole))
            @for stratum in &judged.view.strata {
                h2 { (quoted(&stratum.stratum.join(" / "))) }
                (view(l, &stratum.view))
            }
            p { a href="/estimate.png" { (l.say("chart-save")) } " · " a href="/estimate" { (l.say("estimate-again")) } }
            p.quiet { (l.say("estimate-methods-docs")) }
        }
    }
}

fn view(l: &Locale, view: &EstimateView) -> Markup {
    html! {
        p.glance { strong { (verdict(l, view)) } " " (l.tell("estimate-observed", &[("n", number(view.observed))])) }
        p lang="en" dir="ltr" { (quoted(&view.reason)) }
        @if let Some(overlap) = &view.overlap { (overlaps(l, overlap, &view.lists)) }
        @if !view.methods.is_empty() { (methods(l, view)) }
        @if !view.sensitivity.is_empty() {
            h3 { (l.say("estimate-sensitivity")) }
            table {
                thead { tr { th scope="col" { (l.say("col-method")) } th scope="col" { (l.say("col-change")) } th scope="col" { (l.say("col-median")) } th scope="col" { (l.say("col-interval")) } } }
                tbody { @for variant in &view.sensitivity { tr {
                    th scope="row" { (variant.method) }
                    td lang="en" dir="ltr" { (quoted(&variant.change)) }
                    @match variant.interval {
                        Some(interval) => { @let [middle, low, high] = interval.rounded(); td.n data-label=(l.say("col-median")) { (middle) } td { (low) "–" (high) } }
                        None => { td {} td { (l.say("estimate-no-number")) } }
                    }
                } } }
            }
        }
        @if !view.xi.is_empty() {
            h3 { (l.say("estimate-xi")) }
            p { (l.say("estimate-xi-means")) }
            table {
                thead { tr { th scope="col" { "ξ" } th scope="col" { (l.say("col-total")) } } }
                tbody { @for xi in &view.xi { tr { th scope="row" { (format!("{:.2}", xi.xi)) } td { (xi.rounded()) } } } }
            }
        }
    }
}

/// The one sentence that may be quoted.
fn verdict(l: &Locale, view: &EstimateView) -> String {
    let Some(headline) = view.headline else {
        return l.say(if view.verdict == "not_converged" {
            "estimate-not-converged"
        } else {
            "estimate-not-estimable"
        });
    };
    let [n, low, high] = headline.rounded().map(ours);
    let values = [("n", n), ("low", low), ("high", high)];
    match view.verdict.as_str() {
        "disagree" => l.tell("estimate-disagree", &values),
        "two_list_only" => l.tell("estimate-two-list-only", &values),
        "not_converged" => l.say("estimate-not-converged"),
        "estimate" if view.at_least => l.tell("estimate-at-least", &values),
        "estimate" => l.tell("estimate-estimate", &values),
        _ => l.say("estimate-not-estimable"),
    }
}

fn overlaps(l: &Locale, overlap: &OverlapView, lists: &[String]) -> Markup {
    html! {
        h3 #overlap { (l.say("estimate-lists")) }
        div.wide tabindex="0" role="region" aria-labelledby="overlap" { table {
            thead { tr { th scope="col" { (l.say("estimate-on")) } @for name in lists { th scope="col" { (quoted(name)) } } } }
            tbody { @for (i, name) in lists.iter().enumerate() { tr {
                th scope="row" { (quoted(name)) }
                @for j in 0..lists.len() { td.n data-label=(sanad_case::visible(&lists[j])) {
                    @if i == j { strong { (overlap.on[i]) } } @else { (overlap.both[i][j]) }
                } }
            } } }
        } }
        p {
            @for (k, n) in overlap.on_exactly.iter().enumerate() {
                @if k > 0 { " · " }
                (l.tell("estimate-exactly", &[("k", number(k + 1)), ("n", number(*n))]))
            }
            ". " (l.tell("estimate-empty", &[("n", number(overlap.empty))])) "."
        }
        @if overlap.islands.len() > 1 {
            p { (l.say("estimate-islands")) " "
                @for (n, island) in overlap.islands.iter().enumerate() { @if n > 0 { "; " } (quoted(&island.join(", "))) } }
        }
    }
}

/// Every method with its interval, drawn on one scale from what is documented.
fn methods(l: &Locale, view: &EstimateView) -> Markup {
    let top = view.methods.iter().filter(|m| m.converged).map(|m| m.hi95).fold(0.0, f64::max);
    html! {
        h3 { (l.say("estimate-methods")) }
        table.bars {
            thead { tr {
                th scope="col" { (l.say("col-method")) } th scope="col" { (l.say("col-median")) } th scope="col" { (l.say("col-interval")) } th scope="col" { (l.say("col-assumption")) }
            } }
            tbody { @for method in &view.methods {
                @let [middle, low, high] = IntervalView { median: method.median, lo95: method.lo95, hi95: method.hi95 }.rounded();
                tr.grey[!method.converged] {
                    th scope="row" { (method.name) }
                    td.n data-label=(l.say("col-median")) { @if method.converged { (middle) } }
                    td { @if method.converged { (low) "–" (high) (super::toll::bar(whole(method.lo95), Some(whole(method.hi95)), whole(top), "")) } @else { (l.say("estimate-not-used")) } }
                    td { (l.say("estimate-assumes")) " " span lang="en" dir="ltr" { (quoted(&method.assumption)) }
                        @for note in &method.notes { br; small lang="en" dir="ltr" { (quoted(note)) } } }
                }
            } }
        }
    }
}
