//! What stands before every page and behind every answer: the host, the origin, the token of the form, the session; then
//! the headers, and one line for the terminal.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::form::{self, Fields};
use crate::locale::Locale;
use crate::pages;
use crate::refusal::Refusal;
use crate::routes::{Access, access_of};
use crate::session::Secret;
use crate::visit::Visit;

/// The cookie of a session. The prefix has browsers insist on `Secure`, this host alone and the whole site.
pub(crate) const COOKIE: &str = "__Host-sanad";
/// The cookie that keeps the chosen language.
pub(crate) const LANG: &str = "__Host-lang";

/// The most that a form without files may hold.
const MOST_FORM: usize = 2 << 20;

/// A form without files has to arrive within this time.
const PATIENCE: Duration = Duration::from_secs(60);

const HEADERS: [(HeaderName, &str); 9] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("x-dns-prefetch-control"), "off"),
];

/// Runs a request through all of it.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let seen = app.clone();
    let named = route.clone();
    // A page that stops at a fault of its own is one page less, not one server less.
    let answered = tokio::spawn(async move { answer(&seen, named.as_deref(), request, next).await }).await;
    let mut response = answered.unwrap_or_else(|_| pages::plain(StatusCode::INTERNAL_SERVER_ERROR));
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    (app.log)(&format!(
        "{method} {} {}",
        route.unwrap_or_else(|| "-".to_owned()),
        response.status().as_u16()
    ));
    response
}

async fn answer(app: &Arc<App>, route: Option<&str>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let Some(host) = host_of(&request).filter(|host| app.hosts.knows(host)) else {
        return pages::plain(StatusCode::MISDIRECTED_REQUEST);
    };
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && !is_from_here(app, headers, &host) {
        return pages::plain(StatusCode::FORBIDDEN);
    }
    let known = cookie(headers, COOKIE).and_then(|text| Secret::read(&text));
    let fresh = known.is_none();
    let cookie = known.unwrap_or_else(|| Secret::random(&*app.world));
    let visit = Visit {
        session: app.session(&cookie),
        l: language(&request),
        path: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        token: app.form_key.token(&cookie),
        cookie: cookie.clone(),
        app: Arc::clone(app),
        fields: Arc::new(Fields::default()),
    };
    let mut response = match admit(visit.clone(), route, request).await {
        Ok(request) => next.run(request).await,
        Err(response) => response,
    };
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        response = refusal.page(&visit);
    }
    if fresh && !response.headers().contains_key(header::SET_COOKIE) {
        set_cookie(&mut response, COOKIE, cookie.as_str(), None);
    }
    response
}

/// Lets a request through to its page, or says why not.
async fn admit(mut visit: Visit, route: Option<&str>, request: Request) -> Result<Request, Response> {
    let access = route.and_then(|route| access_of(request.method(), route));
    let has_body = *request.method() == Method::POST && access != Some(Access::Upload);
    let mut request = request;
    if has_body {
        let (parts, body) = request.into_parts();
        let bytes = read(body).await.map_err(|refusal| refusal.page(&visit))?;
        let fields = form::parse(&bytes);
        visit.fields = Arc::new(fields);
        request = Request::from_parts(parts, Body::empty());
    }
    if visit.session.is_none() && matches!(access, Some(Access::Inside | Access::Upload)) {
        return Err(pages::start::locked(&visit, StatusCode::FORBIDDEN, None));
    }
    if has_body && access.is_some() && !visit.app.form_key.fits(&visit.cookie, visit.fields.get("token")) {
        return Err(Refusal::Token.page(&visit));
    }
    request.extensions_mut().insert(visit);
    Ok(request)
}

async fn read(body: Body) -> Result<Bytes, Refusal> {
    let whole = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, MOST_FORM)).await;
    whole.map_err(|_| Refusal::CutOff)?.map_err(|_| Refusal::TooLarge)
}

/// Both the header and, in an absolute request target, the authority have to be ours.
fn host_of(request: &Request) -> Option<String> {
    let header = request.headers().get(header::HOST)?.to_str().ok()?.to_ascii_lowercase();
    let target = request.uri().authority().map(|a| a.as_str().to_ascii_lowercase());
    target.is_none_or(|target| target == header).then_some(header)
}

/// What changes something comes from a page of ours: by what the browser says of the site, and by the origin. One of the
/// two has to be there.
fn is_from_here(app: &App, headers: &HeaderMap, host: &str) -> bool {
    let said = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let site = said(HeaderName::from_static("sec-fetch-site"));
    let origin = said(header::ORIGIN);
    site.is_none_or(|site| site == "same-origin")
        && origin.is_none_or(|origin| app.hosts.is_own(origin, host))
        && (site.is_some() || origin.is_some())
}

fn language(request: &Request) -> &'static Locale {
    let asked = request.uri().query().and_then(|query| form::parse(query.as_bytes()).find("lang"));
    let kept = cookie(request.headers(), LANG);
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    Locale::choose([asked.as_deref(), kept.as_deref()], accepted.unwrap_or_default())
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// Sets a cookie for this host, unreadable for scripts and never sent from another site.
pub(crate) fn set_cookie(response: &mut Response, name: &str, value: &str, keep: Option<u32>) {
    let keep = keep.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{keep}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// A way that does not exist.
pub(crate) async fn nowhere() -> Response {
    Refusal::Nowhere.into_response()
}
