//! Adding sources: files streamed straight into the vault, or pasted text. Nothing lies anywhere in the clear on the way.

use std::io::Read;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;
use maud::{Markup, html};
use sanad_case::{Added, CaseError, Intake, Provenance, Received};
use tokio::sync::mpsc;

use crate::app::App;
use crate::form::Fields;
use crate::locale::{Locale, number};
use crate::page::{framed, quoted, token};
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;
use crate::work::begin_index;

/// The most that a field beside the files may hold.
const MOST_FIELD: usize = 64 << 10;

/// The most fields beside the files.
const MOST_FIELDS: usize = 40;

/// What may be said of where files come from, with the message that names it.
const SAID: [(&str, &str); 5] = [
    ("publisher", "field-publisher"),
    ("source", "field-source"),
    ("url", "field-url"),
    ("published", "field-published"),
    ("note", "field-note"),
];

pub(crate) async fn form(visit: Visit) -> Outcome {
    Ok(page(&visit, &Fields::default(), None))
}

fn page(visit: &Visit, typed: &Fields, problem: Option<&str>) -> axum::response::Response {
    let l = visit.l;
    let body = html! {
        @if let Some(problem) = problem { div.notice role="alert" { p { (problem) } } }
        section aria-labelledby="files" {
            h2 #files { (l.say("upload-title")) }
            form.fields method="post" action="/sources/add" enctype="multipart/form-data" {
                (token(visit))
                div.grid { (about(l, "u", typed)) }
                p { label for="file" { (l.say("upload-files")) } input #file type="file" name="file" multiple required; }
                p { button.go { (l.say("upload-go")) } }
            }
            p.quiet { (l.say("upload-help")) }
        }
        section aria-labelledby="paste" {
            h2 #paste { (l.say("paste-title")) }
            form.fields method="post" action="/sources/paste" {
                (token(visit))
                p { label for="name" { (l.say("col-name")) } input #name name="name" value=(typed.get("name")) required; }
                div.grid { (about(l, "p", typed)) }
                p { label for="text" { (l.say("paste-text")) }
                    textarea #text name="text" rows="12" dir="auto" required { (maud::PreEscaped("\n")) (typed.get("text")) } }
                p { button.go { (l.say("paste-go")) } }
            }
        }
    };
    framed(visit, "/sources", &l.say("add-sources"), &body)
}

/// What is known of where it comes from.
fn about(l: &Locale, form: &str, typed: &Fields) -> Markup {
    html! {
        @for (name, message) in SAID {
            @let id = format!("{form}-{name}");
            p {
                label for=(id) { (l.say(message)) }
                input id=(id) name=(name) value=(typed.get(name)) placeholder=[(name == "published").then_some("2018-11-07")];
            }
        }
    }
}

/// Takes in files one after the other; each is acknowledged when it is safe on disk.
pub(crate) async fn receive(visit: Visit, request: Request) -> Outcome {
    visit.actor()?;
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Refusal::CutOff)?;
    let mut said = Fields::default();
    let mut added = Vec::new();
    let mut trusted = false;
    let broken = loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break None,
            Err(_) => break Some(Refusal::CutOff),
        };
        if let Some(name) = field.file_name().map(str::to_owned) {
            if !trusted {
                return Err(Refusal::Token);
            }
            if name.is_empty() {
                continue;
            }
            match take_in(&visit, &said, &name, field).await {
                Ok(one) => added.push((name, one)),
                Err(refusal) => break Some(refusal),
            }
            continue;
        }
        if let Err(refusal) = note(&mut said, field).await {
            break Some(refusal);
        }
        trusted = trusted || visit.app.form_key.fits(&visit.cookie, said.get("token"));
        if said.0.len() > MOST_FIELDS {
            break Some(Refusal::TooLarge);
        }
    };
    if !trusted {
        return Err(Refusal::Token);
    }
    match broken {
        Some(refusal) if added.is_empty() => Err(refusal),
        None if added.is_empty() => Ok(page(&visit, &said, Some(&visit.l.say("upload-none")))),
        broken => {
            begin_index(&visit.app);
            Ok(result(&visit, &added, broken.as_ref()))
        }
    }
}

/// A field beside the files.
pub(crate) async fn note(said: &mut Fields, mut field: Field<'_>) -> Result<(), Refusal> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut value = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| Refusal::CutOff)? {
        value.extend_from_slice(&piece);
        if value.len() > MOST_FIELD {
            return Err(Refusal::TooLarge);
        }
    }
    said.0.push((name, String::from_utf8_lossy(&value).into_owned()));
    Ok(())
}

/// Seals one file as it comes, enters it, and reads its text. Only the entries take the case for themselves.
async fn take_in(visit: &Visit, said: &Fields, name: &str, mut field: Field<'_>) -> Result<Added, Refusal> {
    let provenance = provenance(said)?;
    let intake = visit.read(|case| Ok(case.intake())).await?;
    let (give, pieces) = mpsc::channel(8);
    let app = Arc::clone(&visit.app);
    let (sealing, file) = (intake.clone(), name.to_owned());
    let sealed = tokio::task::spawn_blocking(move || {
        sealing.receive(&file, &mut Pieces { app, pieces, rest: Bytes::new() }, &mut |_| {})
    });
    loop {
        let piece = field.chunk().await;
        let last = !matches!(piece, Ok(Some(_)));
        let sent = match piece {
            Ok(Some(piece)) => give.send(Ok(piece)).await,
            Ok(None) => Ok(()),
            Err(_) => give.send(Err(std::io::ErrorKind::UnexpectedEof.into())).await,
        };
        if last || sent.is_err() {
            break;
        }
    }
    drop(give);
    let received = sealed.await.map_err(|_| Refusal::Fault)?.map_err(Refusal::Case)?;
    keep(visit, intake, received, provenance, name.to_owned()).await
}

/// Enters what was received, then its text.
async fn keep(
    visit: &Visit,
    intake: Intake,
    received: Received,
    provenance: Provenance,
    name: String,
) -> Result<Added, Refusal> {
    let mut added = visit.write(move |case| case.keep_received(received, &provenance)).await?;
    if !added.already {
        let item = added.clone();
        let text = tokio::task::spawn_blocking(move || intake.read_text(&item, &name)).await;
        let text = text.map_err(|_| Refusal::Fault)?.map_err(Refusal::Case)?;
        let id = added.item;
        added.problems = visit.write(move |case| case.keep_read(id, &text)).await?;
    }
    Ok(added)
}

/// Takes in a text that was pasted.
pub(crate) async fn paste(visit: Visit) -> Outcome {
    let fields = Arc::clone(&visit.fields);
    let Some(mut name) = fields.find("name") else {
        return Ok(again(&visit, &visit.l.say("paste-no-name")));
    };
    if fields.find("text").is_none() {
        return Ok(again(&visit, &visit.l.say("paste-no-text")));
    }
    if !name.contains('.') {
        name.push_str(".txt");
    }
    let provenance = match provenance(&fields) {
        Ok(provenance) => provenance,
        Err(_) => return Ok(again(&visit, &visit.l.say("as-of-odd"))),
    };
    visit.actor()?;
    let intake = visit.read(|case| Ok(case.intake())).await?;
    let (sealing, file) = (intake.clone(), name.clone());
    let received = tokio::task::spawn_blocking(move || {
        sealing.receive(&file, &mut fields.get("text").as_bytes(), &mut |_| {})
    });
    let received = received.await.map_err(|_| Refusal::Fault)?.map_err(Refusal::Case)?;
    let added = keep(&visit, intake, received, provenance, name.clone()).await?;
    begin_index(&visit.app);
    Ok(result(&visit, &[(name, added)], None))
}

fn again(visit: &Visit, problem: &str) -> axum::response::Response {
    let mut response = page(visit, &visit.fields, Some(problem));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

fn provenance(said: &Fields) -> Result<Provenance, Refusal> {
    let day = said.find("published").map(|day| day.parse()).transpose();
    let published = day.map_err(|e: sanad_model::TimeError| {
        Refusal::Case(CaseError::wrong_use(e.to_string(), "write 2018, 2018-11 or 2018-11-07"))
    })?;
    Ok(Provenance {
        source: said.find("source"),
        publisher: said.find("publisher"),
        url: said.find("url"),
        published,
        note: said.find("note"),
        ..Provenance::default()
    })
}

/// What was taken in, and what was not.
fn result(visit: &Visit, added: &[(String, Added)], broken: Option<&Refusal>) -> axum::response::Response {
    let l = visit.l;
    let body = html! {
        @if let Some(refusal) = broken {
            div.notice role="alert" {
                p { (l.say("upload-broken")) }
                @if let Refusal::Case(error) = refusal { p lang="en" dir="ltr" { (quoted(&error.to_string())) } }
            }
        }
        p role="status" { (l.tell("upload-safe", &[("n", number(added.len()))])) }
        div.wide tabindex="0" role="region" aria-label=(l.say("upload-done")) { table {
            thead { tr {
                th scope="col" { (l.say("col-name")) } th scope="col" { (l.say("col-size")) }
                th scope="col" { (l.say("col-standing")) }
            } }
            tbody { @for (name, one) in added { tr {
                th scope="row" { a href=(format!("/sources/{}", one.item)) { (quoted(name)) } br; small { code { (one.item) } } }
                td.n { (words::size(l, one.size)) }
                td {
                    @if one.already { (l.say("upload-already")) } @else { (l.say("upload-new")) }
                    @if !one.problems.is_empty() { "; " (l.tell("problems", &[("n", number(one.problems.len()))])) }
                }
            } } }
        } }
        div.actions {
            form method="post" action="/propose" { (token(visit)) button.go { (l.say("propose")) } }
            a.button href="/sources/add" { (l.say("add-more")) }
        }
    };
    framed(visit, "/sources", &l.say("upload-done"), &body)
}

/// The pieces of an upload as something to read from. It breaks off when the case is locked.
struct Pieces {
    app: Arc<App>,
    pieces: mpsc::Receiver<std::io::Result<Bytes>>,
    rest: Bytes,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.rest.is_empty() {
            if self.app.desk().is_none() {
                return Err(std::io::Error::other("the case was locked"));
            }
            match self.pieces.blocking_recv() {
                Some(piece) => self.rest = piece?,
                None => return Ok(0),
            }
        }
        let n = buffer.len().min(self.rest.len());
        buffer[..n].copy_from_slice(&self.rest.split_to(n));
        Ok(n)
    }
}
