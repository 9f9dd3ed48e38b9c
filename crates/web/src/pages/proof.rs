//! How well the case is preserved: the log's key and checkpoint, a check of everything, and proofs to give away.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use maud::html;

use crate::page::{framed, token};
use crate::pages::source::attach;
use crate::refusal::Outcome;
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
