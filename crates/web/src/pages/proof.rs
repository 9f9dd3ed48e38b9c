//! How well the case is preserved: the log's key and checkpoint, a check of everything, and proofs to give away.

use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sanad_case::Verified;

use crate::form::Fields;
use crate::locale::{Locale, number};
use crate::page::{framed, quoted, token};
use crate::pages::source::attach;
use crate::pages::upload::note;
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let (key, checkpoint, policy) =
        visit.read(|case| Ok((case.log_key()?, case.log_checkpoint()?, case.policy()?))).await?;
    let l = visit.l;
    let body = html! {
        section aria-labelledby="give" {
            h2 #give { (l.say("proof-give")) }
            p { (l.say("proof-give-means")) }
            form.fields method="post" action="/prove" {
                (token(&visit))
                p { label for="id" { (l.say("proof-id")) } input #id name="id" required placeholder="i-… c-…" dir="ltr"; }
                p { label { input type="checkbox" name="open" value="all"; " " (l.say("proof-open")) } }
                p { button.go { (l.say("proof-download")) } }
            }
        }
        section aria-labelledby="verify" {
            h2 #verify { (l.say("verify-title")) }
            p { (l.say("verify-means")) }
            form.fields method="post" action="/proof/verify" enctype="multipart/form-data" {
                (token(&visit))
                p { label for="policy" { (l.say("verify-policy")) }
                    textarea #policy name="policy" rows="3" dir="ltr" aria-describedby="policy-help" {}
                    small #policy-help { (l.say("verify-policy-help")) } }
                p { label for="bundle" { (l.say("verify-file")) } input #bundle type="file" name="file" accept=".zip" required; }
                p { button.go { (l.say("verify-go")) } }
            }
        }
        section aria-labelledby="check" {
            h2 #check { (l.say("check-title")) }
            p { (l.say("check-means")) }
            form method="post" action="/check" { (token(&visit)) button { (l.say("check-go")) } }
        }
        section aria-labelledby="key" {
            h2 #key { (l.say("log-key")) }
            p { (l.say("log-key-means")) }
            pre.long dir="ltr" tabindex="0" { (key) }
            h2 { (l.say("log-checkpoint")) }
            pre.long dir="ltr" tabindex="0" { (checkpoint) }
            h2 { (l.say("log-policy")) }
            pre.long dir="ltr" tabindex="0" { (policy) }
        }
    };
    Ok(framed(&visit, "/proof", &l.say("nav-proof"), &body))
}

/// A proof of one entry, to be saved. What leaves is recorded first.
pub(crate) async fn prove(visit: Visit) -> Outcome {
    let id = visit.fields.get("id").trim().to_owned();
    let open: Vec<String> = visit.fields.find("open").into_iter().collect();
    let (name, bytes) = visit
        .write(move |case| {
            let (proven, bytes) = case.prove_archive(&id, &open)?;
            Ok((format!("{}.sanad-proof.zip", proven.id), bytes))
        })
        .await?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    attach(&mut response, &name, "proof.zip");
    Ok(response)
}

/// The most bytes of a proof that is checked here; larger ones are for `sanad-verify`.
const MOST: usize = 64 << 20;

/// Checks what somebody sent. Nothing of it is kept.
pub(crate) async fn verify(visit: Visit, request: Request) -> Outcome {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Refusal::CutOff)?;
    let mut said = Fields::default();
    let mut sent = None;
    while let Some(field) = form.next_field().await.map_err(|_| Refusal::CutOff)? {
        let Some(name) = field.file_name().map(str::to_owned) else {
            note(&mut said, field).await?;
            continue;
        };
        if !visit.app.form_key.fits(&visit.cookie, said.get("token")) {
            return Err(Refusal::Token);
        }
        sent = Some((name, whole(field).await?));
    }
    if !visit.app.form_key.fits(&visit.cookie, said.get("token")) {
        return Err(Refusal::Token);
    }
    let (name, bytes) = sent.ok_or(Refusal::CutOff)?;
    let policy = said.find("policy");
    let found = visit.read(move |case| case.verify_bundles(&mut bytes.as_slice(), policy.as_deref())).await?;
    Ok(framed(&visit, "/proof", &visit.l.say("verify-title"), &verified(visit.l, &name, &found)))
}

async fn whole(mut field: Field<'_>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| Refusal::CutOff)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(bytes)
}

fn verified(l: &Locale, name: &str, found: &[Verified]) -> Markup {
    html! {
        p { (quoted(name)) }
        @for bundle in found {
            section {
                h2 { (l.say(match bundle.verdict.as_str() { "intact" => "verify-intact", "failed" => "verify-failed", _ => "verify-unreadable" }))
                    @if !bundle.folder.is_empty() { " · " code { (quoted(&bundle.folder)) } } }
                p lang="en" dir="ltr" { (quoted(&bundle.sentence)) }
                @if bundle.verdict == "intact" && !bundle.signer_authenticated { p { (l.say("verify-signer")) } }
                @if !bundle.steps.is_empty() {
                    table {
                        thead { tr { th scope="col" { (l.say("col-step")) } th scope="col" { (l.say("col-outcome")) } th scope="col" { (l.say("col-says")) } } }
                        tbody { @for step in &bundle.steps { tr {
                            th scope="row" { code { (quoted(&step.step)) } }
                            td { @let said = l.say(match step.outcome.as_str() { "ok" => "step-shown", "failed" => "step-failed", _ => "step-not-shown" });
                                @if step.outcome == "failed" { strong { (said) } } @else { (said) } }
                            td lang="en" dir="ltr" { (quoted(&step.says)) }
                        } } }
                    }
                }
                @if !bundle.disclosed.is_empty() {
                    h3 { (l.say("verify-disclosed")) }
                    dl.facts { @for (field, value) in &bundle.disclosed { dt { (quoted(field)) } dd { (quoted(&shown(value))) } } }
                }
                @if bundle.withheld > 0 { p.quiet { (l.tell("verify-withheld", &[("n", number(bundle.withheld))])) } }
            }
        }
        p.quiet { (l.say("verify-says-nothing")) }
        p { a href="/proof" { (l.say("nav-proof")) } }
    }
}

fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
