//! The door: the one-time link, the passphrase, who is working, the language, and locking.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use maud::html;
use sanad_case::Exit;
use secrecy::SecretString;

use crate::app::NotIn;
use crate::guard::{COOKIE, LANG, set_cookie};
use crate::locale::{Locale, number};
use crate::page::{framed, kept_fields, quoted, see, token};
use crate::refusal::{Outcome, Refusal};
use crate::session::Secret;
use crate::visit::Visit;
use crate::work::begin_index;

/// A year: how long the chosen language is kept.
const YEAR: u32 = 365 * 24 * 60 * 60;

/// The page that asks for the passphrase. What was typed in a form whose session ended comes along.
pub(crate) fn locked(visit: &Visit, status: StatusCode, problem: Option<String>) -> Response {
    let l = visit.l;
    let ended = visit.fields.typed().next().is_some() && !visit.path.starts_with("/unlock");
    let kept = html! {
        @if ended || !visit.fields.get("then").is_empty() {
            @let then = if ended { visit.path.as_str() } else { visit.fields.get("then") };
            input type="hidden" name="then" value=(then);
            @for (name, value) in visit.fields.typed().filter(|(name, _)| *name != "then") {
                @let name = if ended { format!("kept.{name}") } else { name.to_owned() };
                input type="hidden" name=(name) value=(value);
            }
        }
    };
    let body = html! {
        @if let Some(problem) = problem { div.notice role="alert" { p { (problem) } } }
        @if ended { div.notice role="status" { p { (l.say("session-ended")) } } }
        p { (l.say("locked-intro")) }
        form.door method="post" action="/unlock" {
            (token(visit))
            (kept)
            label for="passphrase" { (l.say("passphrase")) }
            input #passphrase type="password" name="passphrase" autocomplete="current-password" required autofocus;
            button.go { (l.say("unlock")) }
        }
        p.quiet { (l.say("locked-forgot")) }
    };
    let mut response = framed(visit, "", &l.say("locked-title"), &body);
    *response.status_mut() = status;
    response
}

/// What the one-time link shows: a button, since looking at a page changes nothing.
pub(crate) async fn link(visit: Visit) -> Outcome {
    let l = visit.l;
    let link = visit.query().get("token").to_owned();
    let body = html! {
        p { (l.say("link-intro")) }
        form.door method="post" action="/enter" {
            (token(&visit))
            input type="hidden" name="link" value=(link);
            button.go autofocus { (l.say("link-open")) }
        }
    };
    Ok(framed(&visit, "", &l.say("link-title"), &body))
}

/// Uses the one-time link up.
pub(crate) async fn enter(visit: Visit) -> Outcome {
    let secret = Secret::read(visit.fields.get("link"));
    match secret.and_then(|secret| visit.app.enter(&secret)) {
        Some(cookie) => Ok(into(&cookie, "/")),
        None => Ok(locked(&visit, StatusCode::FORBIDDEN, Some(visit.l.say("link-used")))),
    }
}

/// Tries a passphrase.
pub(crate) async fn unlock(visit: Visit) -> Outcome {
    let typed = SecretString::from(visit.fields.get("passphrase"));
    match visit.app.unlock(typed).await {
        Ok(cookie) => {
            begin_index(&visit.app);
            let kept = visit.fields.0.iter().any(|(name, _)| name.starts_with("kept."));
            if kept { Ok(go_on(visit, &cookie)) } else { Ok(into(&cookie, "/")) }
        }
        Err(NotIn::Wait(seconds)) => {
            let problem = visit.l.tell("unlock-wait", &[("n", number(seconds))]);
            let mut response = locked(&visit, StatusCode::TOO_MANY_REQUESTS, Some(problem));
            if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
                response.headers_mut().insert(axum::http::header::RETRY_AFTER, value);
            }
            Ok(response)
        }
        Err(NotIn::Case(error)) if error.exit == Exit::Locked => {
            Ok(locked(&visit, StatusCode::FORBIDDEN, Some(visit.l.say("unlock-wrong"))))
        }
        Err(NotIn::Case(error)) => Err(Refusal::Case(error)),
    }
}

/// After a session had ended in a form: what was typed, to be read once more and sent.
fn go_on(mut visit: Visit, cookie: &Secret) -> Response {
    visit.token = visit.app.form_key.token(cookie);
    visit.session = visit.app.session(cookie);
    let l = visit.l;
    let kept: Vec<(String, String)> = visit
        .fields
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("kept.")?.to_owned(), value.clone())))
        .collect();
    let then = own_path(visit.fields.get("then"));
    let body = html! {
        p { (l.say("kept-intro")) }
        form method="post" action=(then) {
            (token(&visit))
            (kept_fields(l, &crate::form::Fields(kept)))
            p { button.go { (l.say("send-again")) } " " a href="/" { (l.say("back-to-overview")) } }
        }
    };
    let mut response = framed(&visit, "", &l.say("kept-title"), &body);
    set_cookie(&mut response, COOKIE, cookie.as_str(), None);
    response
}

/// Locks at once. What the browser keeps of the pages is asked to go, too.
pub(crate) async fn lock(visit: Visit) -> Outcome {
    visit.app.lock();
    let mut gone = visit.clone();
    gone.session = None;
    gone.fields = std::sync::Arc::default();
    "/".clone_into(&mut gone.path);
    let mut response = locked(&gone, StatusCode::OK, Some(visit.l.say("locked-now")));
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), clear);
    set_cookie(&mut response, COOKIE, "", Some(0));
    Ok(response)
}

/// Keeps the chosen language.
pub(crate) async fn language(visit: Visit) -> Outcome {
    let mut response = see(&own_path(visit.fields.get("then")));
    if let Some(locale) = Locale::of(visit.fields.get("lang")) {
        set_cookie(&mut response, LANG, locale.code, Some(YEAR));
    }
    Ok(response)
}

/// Who is working?
pub(crate) async fn choose(visit: Visit) -> Outcome {
    Ok(who(&visit, StatusCode::OK))
}

/// The page that asks who is working.
pub(crate) fn who(visit: &Visit, status: StatusCode) -> Response {
    let l = visit.l;
    let actors = visit.app.desk().map(|desk| desk.read(sanad_case::Case::actors).unwrap_or_default());
    let kept = html! {
        @if visit.fields.typed().next().is_some() && visit.path != "/actor" {
            input type="hidden" name="then" value=(visit.path);
            @for (name, value) in visit.fields.typed() {
                input type="hidden" name=(format!("kept.{name}")) value=(value);
            }
        }
    };
    let body = html! {
        p { (l.say("who-intro")) }
        form.choices method="post" action="/actor" {
            (token(visit))
            (kept)
            @for actor in actors.unwrap_or_default() {
                button name="actor" value=(actor.name) { (quoted(&actor.name)) }
            }
        }
        p.quiet { (l.say("who-new")) }
    };
    let mut response = framed(visit, "", &l.say("who-title"), &body);
    *response.status_mut() = status;
    response
}

/// Somebody said who they are.
pub(crate) async fn work_as(visit: Visit) -> Outcome {
    let name = visit.fields.get("actor").to_owned();
    let known = visit.read(sanad_case::Case::actors).await?;
    if !known.iter().any(|actor| actor.name == name) {
        return Ok(who(&visit, StatusCode::UNPROCESSABLE_ENTITY));
    }
    visit.app.work_as(&visit.cookie, &name);
    let kept = visit.fields.0.iter().any(|(name, _)| name.starts_with("kept."));
    let cookie = visit.cookie.clone();
    if kept { Ok(go_on(visit, &cookie)) } else { Ok(see("/")) }
}

/// In, under a cookie that nobody had before.
fn into(cookie: &Secret, path: &str) -> Response {
    let mut response = see(path);
    set_cookie(&mut response, COOKIE, cookie.as_str(), None);
    response
}

/// A path of this site; anything else is the start.
fn own_path(path: &str) -> String {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if own { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_sent_elsewhere() {
        let rows = [
            ("/review/c-1?x=2", "/review/c-1?x=2"),
            ("//evil.example/", "/"),
            ("https://evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ];
        for (given, expected) in rows {
            assert_eq!(own_path(given), expected, "{given:?}");
        }
    }
}
