//! What all pages share: the frame around them, and how words from elsewhere are shown in them.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::form::Fields;
use crate::locale::{Locale, text};
use crate::routes::NAVIGATION;
use crate::visit::Visit;

/// A page with its frame. `here` is the path of the navigation that it belongs to.
pub(crate) fn framed(visit: &Visit, here: &str, title: &str, body: &Markup) -> Response {
    answer(&whole(visit, here, title, None, body))
}

/// A page that loads itself again every other second.
pub(crate) fn refreshing(visit: &Visit, here: &str, title: &str, body: &Markup) -> Response {
    answer(&whole(visit, here, title, Some(2), body))
}

/// Elsewhere, by GET.
pub(crate) fn see(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    // every path here was made by `form::link`, or is one that the browser asked for: ASCII
    if let Ok(value) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// HTML as an answer.
pub(crate) fn answer(markup: &Markup) -> Response {
    let mut response = markup.0.clone().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// Words from elsewhere, on one line: escaped, what hides is written out, and isolated from the direction around.
pub(crate) fn quoted(words: &str) -> Markup {
    html! { bdi { (sanad_case::visible(words)) } }
}

/// Text from elsewhere with its lines as they are.
pub(crate) fn lines(text: &str) -> Markup {
    let shown: Vec<String> = text.split('\n').map(sanad_case::visible).collect();
    html! { (shown.join("\n")) }
}

/// What every form carries.
pub(crate) fn token(visit: &Visit) -> Markup {
    html! { input type="hidden" name="token" value=(visit.token); }
}

/// What was typed, to be sent once more: long texts to be read, the rest as it was.
pub(crate) fn kept_fields(l: &Locale, fields: &Fields) -> Markup {
    html! {
        @for (name, value) in fields.typed() {
            @if value.len() > 12 && !name.starts_with("seen") {
                p { label {
                    (l.say("you-typed"))
                    textarea name=(name) rows="6" { (PreEscaped("\n")) (value) }
                } }
            } @else {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

/// A page as a whole.
fn whole(visit: &Visit, here: &str, title: &str, refresh: Option<u8>, body: &Markup) -> Markup {
    let l = visit.l;
    html! {
        (DOCTYPE)
        html lang=(l.code) dir=(l.dir) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(seconds) = refresh { meta http-equiv="refresh" content=(seconds); }
                title { (title) " · Sanad" }
                link rel="stylesheet" href="/style.css";
                @if matches!(here, "/" | "/toll" | "/people" | "/estimate") && visit.session.is_some() { link rel="stylesheet" href="/chart.css"; }
            }
            body {
                a.skip href="#main" { (l.say("skip")) }
                @if visit.session.is_some() { (head(visit, here)) }
                main #main tabindex="-1" {
                    h1 { (title) }
                    (body)
                }
                (foot(visit))
            }
        }
    }
}

fn head(visit: &Visit, here: &str) -> Markup {
    let l = visit.l;
    let actor = visit.session.as_ref().and_then(|session| session.actor.clone());
    html! {
        header.top {
            div.bar {
                a.brand href="/" { (quoted(&visit.app.case_name())) }
                @if let Some(actor) = &actor {
                    a.actor href="/actor" { (l.tell("working-as", &[("name", text(actor))])) }
                }
                form method="post" action="/lock" { (token(visit)) button.lock accesskey="l" { (l.say("lock")) } }
            }
            nav aria-label=(l.say("pages")) { ul {
                @for (path, id) in NAVIGATION {
                    li { a href=(path) aria-current=[(*path == here).then_some("page")] { (l.say(id)) } }
                }
            } }
        }
    }
}

fn foot(visit: &Visit) -> Markup {
    let l = visit.l;
    html! {
        footer.foot {
            form method="post" action="/language" {
                (token(visit))
                input type="hidden" name="then" value=(visit.path);
                label for="lang" { (l.say("language")) }
                select #lang name="lang" {
                    @for other in Locale::all() {
                        option value=(other.code) lang=(other.code) selected[other.code == l.code] { (other.name) }
                    }
                }
                button { (l.say("change")) }
            }
            p { (l.say("nothing-leaves")) }
        }
    }
}
