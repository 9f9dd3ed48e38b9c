//! The way to those who can act: choose a recipient and a person, see what is missing, look at it, build it, save it; and
//! the register of what left.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sanad_case::{
    Answer, Completeness, DossierOptions, FieldReport, FieldState, Need, ProfileStatus, profiles,
};
use sanad_model::EntityRecord;

use crate::form::{Fields, link};
use crate::locale::{Locale, number};
use crate::page::{framed, quoted, see, token};
use crate::pages::people::page_of;
use crate::pages::source::attach;
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;
use crate::work::{End, Sort, begin_dossier};

/// The most people, bodies and events that are offered.
const CHOICES: usize = 500;

/// The most lines of the register on a page.
const ROWS: usize = 200;

/// What was asked for; the languages of documents are those of the pages.
fn options(fields: &Fields, l: &Locale) -> DossierOptions {
    DossierOptions {
        profile: fields.get("for").to_owned(),
        about: fields.find("about"),
        event: fields.find("event"),
        draft: fields.get("draft") == "yes",
        lang: fields.find("in").unwrap_or_else(|| l.code.to_owned()),
        to: fields.find("to"),
        seal_to: fields.find("seal_to"),
        pictures: Vec::new(),
    }
}

/// The recipients that come with the program: a page never names a file.
fn known(profile: &str) -> bool {
    profiles().iter().any(|p| p.id == profile)
}

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let asked = options(&query, visit.l);
    let chosen = known(&asked.profile).then(|| asked.clone());
    let (people, bodies, events, report) = visit
        .read(move |case| {
            let report = chosen.map(|chosen| case.completeness(&chosen));
            let all = |sort| case.entities(Some(sort));
            Ok((all("person")?, all("body")?, all("event")?, report))
        })
        .await?;
    let l = visit.l;
    let body = html! {
        p.quiet { (l.say("dossier-no-guilt")) }
        (choice(l, &asked, &[&people, &bodies], &events))
        @match &report {
            None => {}
            Some(Err(error)) => { div.notice role="alert" { p lang="en" dir="ltr" { (quoted(&error.what)) } p lang="en" dir="ltr" { (quoted(&error.advice)) } } }
            Some(Ok(report)) => {
                (verdict(l, report))
                (build(&visit, &asked, report))
                (fields(l, report))
                (thresholds(l, report))
            }
        }
        p { a href="/register" { (l.say("register-title")) } }
    };
    Ok(framed(&visit, "/dossier", &l.say("nav-dossier"), &body))
}

fn choice(
    l: &Locale,
    asked: &DossierOptions,
    subjects: &[&Vec<EntityRecord>; 2],
    events: &[EntityRecord],
) -> Markup {
    let offered = |record: &EntityRecord, chosen: &Option<String>| {
        let key = record.entity.key();
        html! { option value=(key) selected[chosen.as_deref() == Some(&*key)] { (sanad_case::visible(record.entity.title())) } }
    };
    html! {
        form.choose method="get" action="/dossier" {
            p {
                label for="for" { (l.say("dossier-for")) }
                select #for name="for" required {
                    option value="" { "–" }
                    @for profile in profiles() {
                        option value=(profile.id) selected[profile.id == asked.profile] { (profile.title)
                            @if profile.status != ProfileStatus::Complete { " (" (l.say("dossier-drafts-only")) ")" } }
                    }
                }
            }
            p {
                label for="about" { (l.say("dossier-about")) }
                select #about name="about" {
                    option value="" { "–" }
                    @for record in subjects.iter().flat_map(|all| all.iter()).take(CHOICES) { (offered(record, &asked.about)) }
                }
            }
            p {
                label for="event" { (l.say("event")) }
                select #event name="event" {
                    option value="" { "–" }
                    @for record in events.iter().take(CHOICES) { (offered(record, &asked.event)) }
                }
            }
            p { button { (l.say("dossier-look")) } }
        }
    }
}

/// Whether it can be finished, and what keeps it.
fn verdict(l: &Locale, report: &Completeness) -> Markup {
    html! {
        section aria-labelledby="ready" {
            h2 #ready { (l.say("dossier-state")) }
            @if report.blocking.is_empty() { p { strong { (l.say("dossier-complete")) } } } @else {
                p { strong { (l.tell("dossier-blocked", &[("n", number(report.blocking.len()))])) } }
                ul { @for blocking in &report.blocking { li { (words::documents(l).asked(&blocking.field, &blocking.label)) } } }
            }
            @if report.status != ProfileStatus::Complete { p { (l.say("dossier-drafts-only-means")) } }
            @if !report.recalled.is_empty() { p { (l.tell("dossier-recalled", &[("n", number(report.recalled.len()))])) } }
            @for finding in &report.findings_without_second_yes {
                p { a href=(page_of(&finding.key)) { (quoted(&finding.key)) } ": " (l.say("dossier-second-yes")) }
            }
            @for problem in &report.problems { p lang="en" dir="ltr" { (quoted(problem)) } }
        }
    }
}

fn build(visit: &Visit, asked: &DossierOptions, report: &Completeness) -> Markup {
    let l = visit.l;
    let own = [
        ("for", asked.profile.as_str()),
        ("about", asked.about.as_deref().unwrap_or("")),
        ("event", asked.event.as_deref().unwrap_or("")),
    ];
    let finished = report.blocking.is_empty() && report.status == ProfileStatus::Complete;
    html! {
        section aria-labelledby="build" {
            h2 #build { (l.say("dossier-build")) }
            p { a.button href=(link("/dossier/preview", &own)) { (l.say("dossier-preview")) } }
            form.fields method="post" action="/dossier/build" {
                (token(visit))
                @for (name, value) in own { input type="hidden" name=(name) value=(value); }
                p { label for="in" { (l.say("dossier-language")) }
                    select #in name="in" { @for other in Locale::all() { option value=(other.code) lang=(other.code) selected[other.code == asked.lang] { (other.name) } } } }
                p { label for="to" { (l.say("dossier-to")) } input #to name="to" value=(asked.to.as_deref().unwrap_or("")); }
                p { label for="seal" { (l.say("dossier-seal")) } input #seal name="seal_to" value=(asked.seal_to.as_deref().unwrap_or("")) placeholder="age1…" dir="ltr"; }
                @if finished {
                    p { label { input type="checkbox" name="draft" value="yes" checked[asked.draft]; " " (l.say("dossier-as-draft")) } }
                } @else {
                    input type="hidden" name="draft" value="yes";
                    p { (l.say("dossier-only-draft")) }
                }
                p { button.go { (l.say(if finished { "dossier-go" } else { "dossier-go-draft" })) } }
                p.quiet { (l.say("dossier-recorded")) }
            }
        }
    }
}

fn fields(l: &Locale, report: &Completeness) -> Markup {
    let shown = report.fields.iter().filter(|f| f.applies || f.given > 0);
    html! {
        section aria-labelledby="asked" {
            h2 #asked { (l.say("dossier-fields")) }
            table {
                thead { tr {
                    th scope="col" { (l.say("col-field")) } th scope="col" { (l.say("col-needed")) }
                    th scope="col" { (l.say("col-state")) } th scope="col" { (l.say("col-sources")) } th scope="col" { (l.say("col-remarks")) }
                } }
                tbody { @for field in shown { tr {
                    th scope="row" { (words::documents(l).asked(&field.id, &field.label)) }
                    td { (l.say(match field.need { Need::Required => "need-required", Need::Expected => "need-expected", Need::Optional => "need-optional" })) }
                    td { @let said = l.say(match field.state { FieldState::Given => "state-given", FieldState::Shaken => "state-shaken", FieldState::Missing => "state-missing" });
                        @if field.state == FieldState::Given { (said) } @else { strong { (said) } } }
                    td.n data-label=(l.say("col-sources")) { @if field.sources > 0 { (field.sources) } }
                    td { (remarks(l, field)) }
                } } }
            }
        }
    }
}

fn remarks(l: &Locale, field: &FieldReport) -> Markup {
    let counted = [
        (field.evidence_rejected.len(), "remark-rejected"),
        (field.evidence_not_accepted.len(), "remark-not-accepted"),
        (field.untranslated.len(), "remark-untranslated"),
        (field.gaps.len(), "remark-gaps"),
    ];
    let mut said = Vec::new();
    if field.single_source {
        said.push(l.say("remark-one-source"));
    }
    for (n, id) in counted {
        if n > 0 {
            said.push(l.tell(id, &[("n", number(n))]));
        }
    }
    if field.recalled {
        said.push(l.say("remark-recalled"));
    }
    html! {
        (said.join("; "))
        @for claim in field.evidence_rejected.iter().chain(&field.evidence_not_accepted).take(5) { " " a href=(link("/why", &[("id", &claim.to_string())])) { (l.say("claim")) } }
        @if !field.gaps.is_empty() { details { summary { (l.say("remark-which")) }
            ul { @for gap in field.gaps.iter().take(50) { li lang="en" dir="ltr" { (quoted(gap)) } } } } }
    }
}

fn thresholds(l: &Locale, report: &Completeness) -> Markup {
    html! {
        @if !report.thresholds.is_empty() {
            section aria-labelledby="test" {
                h2 #test { (l.say("dossier-thresholds")) }
                p.quiet { (l.say("dossier-no-guilt")) }
                table {
                    thead { tr { th scope="col" { (l.say("col-question")) } th scope="col" { (l.say("col-answer")) } th scope="col" { (l.say("col-because")) } } }
                    tbody { @for threshold in &report.thresholds { tr {
                        th scope="row" lang="en" dir="ltr" { (quoted(&threshold.question)) br; small { (quoted(&threshold.source)) @if threshold.recalled { " · " (l.say("remark-recalled")) } } }
                        td { (l.say(match threshold.outcome.answer { Answer::Met => "answer-met", Answer::NotMet => "answer-not-met", Answer::Unknown => "answer-unknown" })) }
                        td lang="en" dir="ltr" {
                            @for why in &threshold.outcome.because { (quoted(&why.text)) br; }
                            @for lacks in &threshold.outcome.missing { (quoted(lacks)) br; }
                        }
                    } } }
                }
            }
        }
    }
}

/// As it would be, with gaps marked; nothing leaves. A document of its own under its own rules, with nothing that runs.
pub(crate) async fn preview(visit: Visit) -> Outcome {
    let query = visit.query();
    let asked = options(&query, visit.l);
    if !known(&asked.profile) {
        return Err(Refusal::Nowhere);
    }
    let page = visit.read(move |case| case.preview_dossier(&asked)).await?;
    let mut response = page.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
    );
    Ok(response)
}

/// Begins to build it.
pub(crate) async fn make(visit: Visit) -> Outcome {
    let actor = visit.actor()?;
    let asked = options(&visit.fields, visit.l);
    if !known(&asked.profile) {
        return Err(Refusal::Nowhere);
    }
    begin_dossier(&visit.app, actor, asked);
    Ok(see("/progress/dossier"))
}

/// The newest that was built, to be saved.
pub(crate) async fn file(visit: Visit) -> Outcome {
    let progress = visit.app.works.progress(Sort::Dossier).ok_or(Refusal::Nowhere)?;
    let Some(End::Built(built)) = progress.end else { return Err(Refusal::Nowhere) };
    let mut response = built.bytes.clone().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    attach(&mut response, &built.name, "dossier.zip");
    Ok(response)
}

/// What left, to whom, and what of it does not stand any more.
pub(crate) async fn register(visit: Visit) -> Outcome {
    let mut lines = visit.read(|case| case.register()).await?;
    lines.reverse();
    let l = visit.l;
    let body = html! {
        p { (l.say("register-intro")) }
        @if lines.is_empty() { p { (l.say("register-none")) } } @else {
            table {
                thead { tr {
                    th scope="col" { (l.say("col-when")) } th scope="col" { (l.say("col-what")) } th scope="col" { (l.say("col-to")) }
                    th scope="col" { (l.say("dossier-about")) } th scope="col" { (l.say("col-who")) } th scope="col" { (l.say("col-since")) }
                } }
                tbody { @for line in lines.iter().take(ROWS) { tr {
                    td.date { (words::moment(l, line.at)) }
                    th scope="row" { (quoted(&line.what)) @if let Some(version) = line.version { " " (l.tell("register-version", &[("n", number(version))])) }
                        @if !line.files.is_empty() { details { summary { (l.tell("register-files", &[("n", number(line.files.len()))])) }
                            pre.long dir="ltr" { @for file in &line.files { (sanad_case::visible(file)) "\n" } } } } }
                    td data-label=(l.say("col-to")) { (quoted(line.to.as_deref().unwrap_or(""))) }
                    td data-label=(l.say("dossier-about")) { (quoted(line.about.as_deref().unwrap_or(""))) }
                    td data-label=(l.say("col-who")) { (quoted(&line.by)) }
                    td { @if !line.outdated.is_empty() { strong { (l.tell("register-outdated", &[("n", number(line.outdated.len()))])) }
                        @for id in line.outdated.iter().take(10) { " " code { (quoted(id)) } } } }
                } } }
            }
            @if lines.len() > ROWS { p { (l.tell("rows-left", &[("n", number(lines.len() - ROWS))])) } }
        }
    };
    Ok(framed(&visit, "/dossier", &l.say("register-title"), &body))
}
