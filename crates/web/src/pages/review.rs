//! One proposal at a time: its passage, what it would say, and a person's decision. Whoever comes second is told.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use sanad_case::{ClaimStanding, ClaimView, Decision, Proposal};
use sanad_model::{AttributionType, ClaimId, CountMode, Kind, Status};

use crate::form::Fields;
use crate::locale::{Locale, number, text};
use crate::page::{framed, quoted, see, token};
use crate::pages::why;
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;

/// The modes of a count, in the order in which they are offered.
const MODES: [CountMode; 9] = [
    CountMode::Exact,
    CountMode::AtLeast,
    CountMode::AtMost,
    CountMode::About,
    CountMode::Range,
    CountMode::Vague,
    CountMode::Relative,
    CountMode::None,
    CountMode::Unspecified,
];

/// The proposal to look at next.
pub(crate) async fn next(visit: Visit) -> Outcome {
    let query = visit.query();
    let after: Option<ClaimId> = query.get("after").parse().ok();
    let (next, waiting) = visit.at_desk(move |desk| desk.next(after)).await?;
    let l = visit.l;
    match next {
        Some(id) => {
            let (view, proposal) = load(&visit, &id.to_string()).await?;
            Ok(page(&visit, &view, &proposal, waiting, None))
        }
        None => {
            let body = html! {
                (done(&visit, &query))
                p { (l.say("review-none")) }
                div.actions {
                    form method="post" action="/propose" { (token(&visit)) button { (l.say("propose")) } }
                    a.button href="/sources/add" { (l.say("add-sources")) }
                    a.button href="/toll" { (l.say("nav-toll")) }
                }
            };
            Ok(framed(&visit, "/review", &l.say("review-title"), &body))
        }
    }
}

/// One claim, whether it waits or was judged.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Outcome {
    let (view, proposal) = load(&visit, &id).await?;
    let waiting = visit.at_desk(|desk| desk.next(None)).await?.1;
    Ok(page(&visit, &view, &proposal, waiting, None))
}

/// Records a decision, unless somebody decided since the page was made.
pub(crate) async fn decide(visit: Visit, Path(id): Path<String>) -> Outcome {
    let decision = match decision(&visit.fields) {
        Some(decision) => decision,
        None => return Err(Refusal::Token),
    };
    let why = visit.fields.find("why");
    if decision == Decision::Reject && why.is_none() {
        return again(&visit, &id, visit.l.say("review-why-needed"), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let seen = visit.fields.get("seen").to_owned();
    let (asked, made) = (id.clone(), decision.clone());
    let outcome = visit
        .write(move |case| {
            let view = case.claim_view(&asked)?;
            if state_of(&view) != seen {
                return Ok(Err(view));
            }
            case.review(&[view.record.id.to_string()], &made, why.as_deref())?;
            Ok(Ok(view.record.id))
        })
        .await;
    match outcome {
        Ok(Ok(id)) => Ok(see(&format!("/review?after={id}&done={}", word(&decision)))),
        Ok(Err(other)) => {
            let name = other.judged.as_ref().map_or("", |(_, name)| name.as_str());
            let told = visit.l.tell("review-second", &[("name", text(name))]);
            again(&visit, &id, told, StatusCode::CONFLICT).await
        }
        Err(Refusal::Case(error)) if matches!(decision, Decision::Edit(_)) => {
            let told = visit.l.tell("review-edit-refused", &[("why", text(&error.what))]);
            again(&visit, &id, told, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(refusal) => Err(refusal),
    }
}

/// The page once more with what was typed in it.
async fn again(visit: &Visit, id: &str, told: String, status: StatusCode) -> Outcome {
    let (view, proposal) = load(visit, id).await?;
    let waiting = visit.at_desk(|desk| desk.next(None)).await?.1;
    let mut response = page(visit, &view, &proposal, waiting, Some(&told));
    *response.status_mut() = status;
    Ok(response)
}

async fn load(visit: &Visit, id: &str) -> Result<(ClaimView, Proposal), Refusal> {
    let id = id.to_owned();
    visit.read(move |case| Ok((case.claim_view(&id)?, case.proposal_of(&id)?))).await
}

/// What a claim stood by when the page was made: the time and verdict of its last judgement.
fn state_of(view: &ClaimView) -> String {
    view.judged.as_ref().map_or_else(String::new, |(judgement, name)| {
        let verdict = match view.standing {
            ClaimStanding::Waiting => "w",
            ClaimStanding::Accepted => "a",
            ClaimStanding::Rejected => "r",
            ClaimStanding::Open => "o",
        };
        format!("{verdict}{}{}", judgement.at, name.len())
    })
}

fn decision(fields: &Fields) -> Option<Decision> {
    match fields.get("decision") {
        "accept" => Some(Decision::Accept),
        "reject" => Some(Decision::Reject),
        "reopen" => Some(Decision::Reopen),
        "change" => {
            let was = |name: &str| fields.get(&format!("was.{name}")).to_owned();
            let changed = fields.0.iter().filter_map(|(name, value)| {
                let field = name.strip_prefix("field.")?;
                (value.trim() != was(field).trim()).then(|| (field.to_owned(), value.trim().to_owned()))
            });
            let changed: Vec<_> = changed.collect();
            Some(if changed.is_empty() { Decision::Accept } else { Decision::Edit(changed) })
        }
        _ => None,
    }
}

fn word(decision: &Decision) -> &'static str {
    match decision {
        Decision::Accept => "accept",
        Decision::Reject => "reject",
        Decision::Edit(_) => "change",
        Decision::Reopen => "reopen",
    }
}

fn page(
    visit: &Visit,
    view: &ClaimView,
    proposal: &Proposal,
    waiting: usize,
    told: Option<&str>,
) -> Response {
    let l = visit.l;
    let query = visit.query();
    let record = &view.record;
    let claim = &record.claim;
    let body = html! {
        (done(visit, &query))
        @if let Some(told) = told { div.notice role="alert" { p { (told) } } }
        p.quiet { (l.tell("waiting", &[("n", number(waiting))])) }
        @if view.standing != ClaimStanding::Waiting { p.standing { (why::standing(l, view)) } }
        (passage(proposal))
        p.quiet {
            a href=(why::place(&record.item.to_string(), record.id, claim.span.start)) { (l.say("in-source")) } " · "
            code { (record.id) } " · " (l.say("found-by")) " " code { (quoted(&claim.rule)) }
        }
        dl.facts {
            dt { (l.say("field-kind")) } dd { strong { (words::claim(l, claim)) } }
            @if let Some(victim) = &claim.victim { dt { (l.say("field-victim")) } dd { (quoted(&victim.text)) } }
            dt { (l.say("col-speaker")) }
            dd { (words::speaker(l, &claim.attribution.text, claim.attribution.kind)) " (" (words::class(l, claim.attribution.kind)) ")" }
            dt { (l.say("col-status")) } dd { (words::status(l, claim.status)) }
            @if let Some(actor) = &claim.actor { dt { (l.say("field-actor")) } dd { (quoted(&actor.text)) } }
            @if let Some(place) = &claim.place { dt { (l.say("field-place")) } dd { (quoted(&place.text)) } }
            @if let Some(time) = &claim.time { dt { (l.say("field-time")) } dd { (quoted(&time.text)) } }
            @if let Some(publisher) = &record.reported.publisher { dt { (l.say("field-publisher")) } dd { (quoted(publisher)) } }
        }
        form.decide method="post" action=(format!("/review/{}", record.id)) {
            (token(visit))
            input type="hidden" name="seen" value=(state_of(view));
            p { label for="why" { (l.say("review-why")) }
                textarea #why name="why" rows="2" dir="auto" { (maud::PreEscaped("\n")) (visit.fields.get("why")) } }
            div.actions {
                button.go name="decision" value="accept" accesskey="y" { (l.say("accept")) }
                button name="decision" value="reject" accesskey="n" { (l.say("reject")) }
                @if view.standing != ClaimStanding::Waiting {
                    button name="decision" value="reopen" { (l.say("reopen")) }
                }
                a.button href=(format!("/review?after={}", record.id)) accesskey="k" { (l.say("later")) }
            }
            p.quiet { (l.say("review-keys")) }
            details open[told.is_some() && visit.fields.get("decision") == "change"] {
                summary accesskey="e" { (l.say("change-fields")) }
                (fields(l, view, &visit.fields))
                p { button name="decision" value="change" { (l.say("change-and-accept")) } }
            }
        }
    };
    framed(visit, "/review", &l.say("review-title"), &body)
}

/// What was just done, and the way back.
fn done(visit: &Visit, query: &Fields) -> Markup {
    let l = visit.l;
    let after: Option<ClaimId> = query.get("after").parse().ok();
    let said = match query.get("done") {
        "accept" => Some(l.say("done-accept")),
        "reject" => Some(l.say("done-reject")),
        "change" => Some(l.say("done-change")),
        "reopen" => Some(l.say("done-reopen")),
        _ => None,
    };
    html! {
        @if let (Some(said), Some(id)) = (said, after) {
            p.done role="status" { (said) " " a href=(format!("/review/{id}")) accesskey="u" { (l.say("undo-or-change")) } }
        }
    }
}

/// The quote with the words around it.
fn passage(proposal: &Proposal) -> Markup {
    let (context, at) = (&proposal.context, proposal.quote_at);
    let part = |range: std::ops::Range<usize>| sanad_case::visible(context.get(range).unwrap_or_default());
    html! {
        blockquote.passage dir="auto" {
            @if context.is_empty() { mark { (sanad_case::visible(&proposal.claim.quote)) } } @else {
                "…" (part(0..at.start)) mark { (part(at.start..at.end)) } (part(at.end..context.len())) "…"
            }
        }
    }
}

/// The fields that may be changed, with what they hold now, or what was typed in a try that was refused.
fn fields(l: &Locale, view: &ClaimView, typed: &Fields) -> Markup {
    let claim = &view.record.claim;
    let reported = &view.record.reported;
    let n = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    let said = |text: Option<&String>| text.cloned().unwrap_or_default();
    let kinds: Vec<(&str, String)> = Kind::ALL.iter().map(|k| (k.as_str(), words::kind(l, *k))).collect();
    let statuses: Vec<_> = Status::ALL.iter().map(|s| (s.as_str(), words::status(l, *s))).collect();
    let classes: Vec<_> = AttributionType::ALL.iter().map(|c| (c.as_str(), words::class(l, *c))).collect();
    let modes: Vec<_> = MODES
        .iter()
        .map(|m| (m.as_str(), l.say(&format!("mode-{}", m.as_str().replace('_', "-")))))
        .collect();
    html! {
        div.grid {
            (choose(l, "kind", "field-kind", claim.kind.as_str(), &kinds, typed))
            (choose(l, "count_mode", "field-mode", claim.count.mode().as_str(), &modes, typed))
            (write(l, "low", "field-low", &n(claim.count.low()), typed))
            (write(l, "high", "field-high", &n(claim.count.high()), typed))
            (write(l, "scope", "col-scope", &said(reported.scope.as_ref()), typed))
            (write(l, "victim", "field-victim", claim.victim.as_ref().map_or("", |v| &v.text), typed))
            (write(l, "speaker", "col-speaker", &claim.attribution.text, typed))
            (choose(l, "attribution_type", "field-class", claim.attribution.kind.as_str(), &classes, typed))
            (choose(l, "status", "col-status", claim.status.as_str(), &statuses, typed))
            (write(l, "actor", "field-actor", claim.actor.as_ref().map_or("", |a| &a.text), typed))
            (write(l, "place", "field-place", claim.place.as_ref().map_or("", |p| &p.text), typed))
            (write(l, "time", "field-time", claim.time.as_ref().map_or("", |t| &t.text), typed))
            (write(l, "publisher", "field-publisher", &said(reported.publisher.as_ref()), typed))
            (write(l, "reported_on", "col-date", &reported.reported_on.map_or_else(String::new, |d| d.to_string()), typed))
            (write(l, "event", "event", &said(reported.event.as_ref()), typed))
        }
    }
}

fn write(l: &Locale, name: &str, label: &str, now: &str, typed: &Fields) -> Markup {
    let field = format!("field.{name}");
    let shown = typed.0.iter().find(|(known, _)| *known == field).map_or(now, |(_, value)| value.as_str());
    html! {
        p {
            label for=(field) { (l.say(label)) }
            input id=(field) name=(field) value=(shown) dir="auto";
            input type="hidden" name=(format!("was.{name}")) value=(now);
        }
    }
}

fn choose(l: &Locale, name: &str, label: &str, now: &str, all: &[(&str, String)], typed: &Fields) -> Markup {
    let field = format!("field.{name}");
    let shown = typed.0.iter().find(|(known, _)| *known == field).map_or(now, |(_, value)| value.as_str());
    html! {
        p {
            label for=(field) { (l.say(label)) }
            select id=(field) name=(field) {
                @for (value, said) in all { option value=(value) selected[*value == shown] { (said) } }
            }
            input type="hidden" name=(format!("was.{name}")) value=(now);
        }
    }
}
