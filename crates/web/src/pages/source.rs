//! One source: its text with the claims marked in place, what is known of it, and its bytes to download.

use std::io::Read;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use sanad_case::{ClaimStanding, ClaimView, ItemView, Reading, SourceView, Translated};
use sanad_model::{ClaimId, Span};

use crate::form::{encoded, link};
use crate::locale::{Locale, number, text};
use crate::page::{framed, lines, quoted, token};
use crate::pages::people::page_of;
use crate::pages::sources::{name, pager};
use crate::pages::why;
use crate::refusal::Outcome;
use crate::visit::Visit;
use crate::words;

/// Bytes of text on a page, about; a page ends at the end of a line.
const PAGE: usize = 12_000;

/// The most claims that are listed beside a page of text.
const CLAIMS: usize = 200;

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Outcome {
    let asked = id.clone();
    let (source, text, translated) = visit
        .read(move |case| {
            let source = case.source(&asked)?;
            let ids: Vec<ClaimId> = source.claims.iter().map(|c| c.record.id).collect();
            Ok((source, case.source_text(&asked)?, case.translations(&ids)))
        })
        .await?;
    let query = visit.query();
    let starts = page_starts(&text.text);
    let page = match query.get("at").parse::<usize>() {
        Ok(at) => starts.partition_point(|start| *start <= at).max(1),
        Err(_) => query.get("page").parse().unwrap_or(1).clamp(1, starts.len()),
    };
    let shown = Span { start: starts[page - 1], end: starts.get(page).copied().unwrap_or(text.text.len()) };
    let here: Vec<&ClaimView> =
        source.claims.iter().filter(|claim| claim.span().overlaps(shown)).take(CLAIMS).collect();
    let l = visit.l;
    let item = &source.item;
    let body = html! {
        (facts(l, &source))
        div.actions {
            a.button href=(format!("/sources/{}/content", item.item)) { (l.say("download")) }
            form method="post" action="/prove" {
                (token(&visit))
                input type="hidden" name="id" value=(item.item);
                button { (l.say("proof-download")) }
            }
            @if source.claims.is_empty() {
                form method="post" action="/propose" { (token(&visit)) button { (l.say("propose")) } }
            }
        }
        @if !text.problems.is_empty() {
            details { summary { (l.tell("problems", &[("n", number(text.problems.len()))])) }
                ul { @for problem in text.problems.iter().take(20) { li lang="en" dir="ltr" { (quoted(&problem.to_string())) } } } }
        }
        @if item.media.starts_with("image/") { (looked_at(l, item)) }
        @if text.text.trim().is_empty() { p { (l.say("source-no-text")) } } @else {
            div.reading {
                section.text aria-label=(l.say("source-text")) {
                    div.words dir="auto" lang=[text.lang.as_deref()] { (marked(l, &text, shown, &here)) }
                    (pager(l, &format!("/sources/{}", item.item), &[], page, starts.len()))
                }
                aside.claims aria-label=(l.say("source-claims")) { (claims(l, &source, &here, &translated)) }
            }
        }
    };
    Ok(framed(&visit, "/sources", name(item), &body))
}

fn facts(l: &Locale, source: &SourceView) -> Markup {
    let item = &source.item;
    html! {
        dl.facts {
            @if let Some(from) = &item.source { dt { (l.say("field-source")) } dd { (quoted(from)) } }
            @if let Some(publisher) = &item.publisher { dt { (l.say("field-publisher")) } dd { (quoted(publisher)) } }
            @if let Some(day) = item.published { dt { (l.say("field-published")) } dd { (words::date(l, day)) } }
            @if let Some(url) = &item.url { dt { (l.say("field-url")) } dd { (quoted(url)) } }
            @if let Some(note) = &item.note { dt { (l.say("field-note")) } dd { (quoted(note)) } }
            dt { (l.say("custody")) }
            dd { (l.say("received")) " " (words::moment(l, source.received.0)) ", " (quoted(&source.received.1)) }
            dt { (l.say("digest")) } dd { code.long { (item.sha256) } }
            dt { (l.say("log")) } dd { (l.tell("log-position", &[("n", number(item.index))])) " · " code { (item.item) }
                " · " (item.media) ", " (words::size(l, item.size)) }
        }
    }
}

/// Where each page of a text begins.
fn page_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    while text.len() - at > PAGE + PAGE / 2 {
        let mut cut = at + PAGE;
        while !text.is_char_boundary(cut) {
            cut += 1;
        }
        let line = text.get(cut..).and_then(|rest| rest.find('\n')).filter(|line| *line < PAGE / 2);
        at = cut + line.map_or(0, |line| line + 1);
        starts.push(at);
    }
    starts
}

/// The text between two claims' ends, each stretch with the narrowest claim that holds it.
fn marked(l: &Locale, text: &Reading, shown: Span, claims: &[&ClaimView]) -> Markup {
    let mut cuts: Vec<usize> = vec![shown.start, shown.end];
    let inside = |at: usize| at > shown.start && at < shown.end && text.text.is_char_boundary(at);
    cuts.extend(claims.iter().flat_map(|c| [c.span().start, c.span().end]).filter(|at| inside(*at)));
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|pair| Span { start: pair[0], end: pair[1] });
    let holds =
        |piece: Span| claims.iter().filter(|c| c.span().contains(piece)).min_by_key(|c| c.span().len());
    html! {
        @for piece in pieces {
            @let words = piece.of(&text.text).unwrap_or("");
            @match holds(piece) {
                Some(claim) => {
                    a class=(format!("said {}", class(claim.standing))) id=[(claim.span().start == piece.start).then(|| claim.record.id.to_string())]
                        href=(format!("#about-{}", claim.record.id)) title=(words::claim(l, &claim.record.claim)) { (lines(words)) }
                }
                None => { (lines(words)) }
            }
        }
    }
}

fn class(standing: ClaimStanding) -> &'static str {
    match standing {
        ClaimStanding::Waiting => "waiting",
        ClaimStanding::Accepted => "accepted",
        ClaimStanding::Rejected => "rejected",
        ClaimStanding::Open => "waiting",
    }
}

fn claims(l: &Locale, source: &SourceView, here: &[&ClaimView], translated: &[Translated]) -> Markup {
    html! {
        h2 { (l.say("source-claims")) }
        @if source.claims.is_empty() { p { (l.say("source-claims-none")) } }
        @else { p.quiet { (l.tell("source-claims-here", &[("n", number(here.len())), ("of", number(source.claims.len()))])) } }
        ol { @for claim in here {
            @let record = &claim.record;
            li.claim id=(format!("about-{}", record.id)) {
                a href=(link("/why", &[("id", &record.id.to_string())])) { strong { (words::claim(l, &record.claim)) } }
                br; (words::speaker(l, &record.claim.attribution.text, record.claim.attribution.kind))
                ", " (words::status(l, record.claim.status))
                @for said in translated.iter().filter(|t| t.claim == record.id) { (translation(l, said)) }
                br; small { (why::standing(l, claim)) " · "
                    a href=(format!("#{}", record.id)) { (l.say("in-text")) }
                    @if claim.standing == ClaimStanding::Waiting { " · " a href=(format!("/review/{}", record.id)) { (l.say("review-it")) } } }
            }
        } }
    }
}

/// A passage in another language, and whether a person compared it.
fn translation(l: &Locale, said: &Translated) -> Markup {
    html! {
        blockquote.translation {
            span lang=(said.language) dir="auto" { (quoted(&said.text)) }
            br; small { a href=(page_of(&said.key)) { (l.tell("translation-of", &[("lang", text(&said.language)), ("name", text(&said.translator))])) }
                " · " (l.say(if said.checked { "translation-checked" } else { "translation-draft" }))
                @if said.machine { " · " (l.say("translation-machine")) } }
        }
    }
}

/// A picture, blurred until it is asked for: nobody has to see what they did not mean to.
fn looked_at(l: &Locale, item: &ItemView) -> Markup {
    html! {
        section.picture aria-label=(l.say("picture-title")) {
            input #clear type="checkbox"; " " label for="clear" { (l.say("picture-clear")) }
            p { img src=(format!("/sources/{}/picture", item.item)) alt=(l.say("picture-alt")) loading="lazy"; }
            p.quiet { (l.say("picture-means")) }
        }
    }
}

/// A picture drawn anew: its pixels and nothing else of the file.
pub(crate) async fn picture(visit: Visit, Path(id): Path<String>) -> Outcome {
    let (media, bytes) = visit.read(move |case| case.picture_bytes(&id)).await?;
    let mut response = bytes.into_response();
    let media = HeaderValue::from_static(if media == "image/png" { "image/png" } else { "image/jpeg" });
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    Ok(response)
}

/// The bytes as received: never shown, always to be saved, with nothing that a browser could run.
pub(crate) async fn content(visit: Visit, Path(id): Path<String>) -> Outcome {
    let (item, reader) =
        visit.read(move |case| Ok((case.source(&id)?.item, case.item_content(&id)?))).await?;
    let mut response = Body::from_stream(Chunks::of(reader)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(item.size));
    attach(&mut response, &item.name, &item.item.to_string());
    Ok(response)
}

/// Has the browser save an answer under a name: letters, digits and a few signs as they are, the rest by RFC 6266.
pub(crate) fn attach(response: &mut Response, name: &str, id: &str) {
    let visible: String = name.chars().filter(|c| !c.is_control() && !"/\\\"".contains(*c)).collect();
    let plain: String = visible
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .collect();
    let plain = if plain.trim_matches(['_', '.']).is_empty() { id.to_owned() } else { plain };
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&visible));
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
}

/// What a reader gives, piece by piece, read away from the threads that serve pages.
struct Chunks {
    pieces: tokio::sync::mpsc::Receiver<std::io::Result<Bytes>>,
}

impl Chunks {
    fn of(mut reader: impl Read + Send + 'static) -> Self {
        let (give, pieces) = tokio::sync::mpsc::channel(4);
        tokio::task::spawn_blocking(move || {
            loop {
                let mut piece = vec![0; 1 << 16];
                let read = match reader.read(&mut piece) {
                    Ok(0) => break,
                    Ok(n) => {
                        piece.truncate(n);
                        Ok(Bytes::from(piece))
                    }
                    Err(error) => Err(error),
                };
                let failed = read.is_err();
                if give.blocking_send(read).is_err() || failed {
                    break;
                }
            }
        });
        Self { pieces }
    }
}

impl futures_core::Stream for Chunks {
    type Item = std::io::Result<Bytes>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.pieces.poll_recv(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_text_meet_and_cut_no_letter() {
        let rows = [
            ("empty", String::new()),
            ("short", "а".repeat(10)),
            ("one line", "ҷ".repeat(40_000)),
            ("lines", "строка\n".repeat(9_000)),
        ];
        for (name, text) in rows {
            let starts = page_starts(&text);
            assert!(starts.iter().all(|at| text.is_char_boundary(*at)), "{name}");
            assert!(starts.windows(2).all(|pair| pair[0] < pair[1]), "{name}");
            assert_eq!(starts[0], 0, "{name}");
        }
    }

    #[test]
    fn a_saved_file_keeps_its_name_and_none_leads_elsewhere() {
        let rows = [
            ("plain", "report.pdf", "filename=\"report.pdf\""),
            ("a path", "../../etc/passwd", "filename=\"....etcpasswd\""),
            ("a quote", "a\";x=\"b", "filename=\"a_x_b\""),
            ("another script", "Хуҷанд.pdf", "filename*=UTF-8''%D0%A5%D1%83%D2%B7"),
            ("an override", "a\u{202e}fdp.exe", "filename=\"a_fdp.exe\""),
            ("a line break", "a\r\nSet-Cookie: x", "filename=\"aSet-Cookie__x\""),
            ("nothing", "", "filename=\"i-1\""),
        ];
        for (name, given, expected) in rows {
            let mut response = Response::default();
            attach(&mut response, given, "i-1");
            let value = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(value.starts_with("attachment; ") && value.contains(expected), "{name}: {value}");
        }
    }
}
