//! Every way in, in one table: method, path, who may go it, and where it leads. What is not here does not exist; the
//! guard and the test of all routes read the same table.

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use crate::app::App;
use crate::guard::{guard, nowhere};
use crate::pages::{
    dossier, entity, entry, estimate, event, history, overview, pairs, people, posts, proof, review, source,
    sources, start, style, toll, upload, why, work,
};

/// Who may go a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody: the door itself.
    Door,
    /// Who is in.
    Inside,
    /// Who is in, with a body that is streamed: the page itself compares the token, which comes first.
    Upload,
}

/// The pages that every page leads to, with the message that names them.
pub(crate) const NAVIGATION: &[(&str, &str)] = &[
    ("/", "nav-overview"),
    ("/sources", "nav-sources"),
    ("/review", "nav-review"),
    ("/toll", "nav-toll"),
    ("/people", "nav-people"),
    ("/estimate", "nav-estimate"),
    ("/dossier", "nav-dossier"),
    ("/proof", "nav-proof"),
    ("/history", "nav-history"),
];

type Way = (&'static str, &'static str, Access, fn() -> MethodRouter<Arc<App>>);

/// All ways.
const WAYS: &[Way] = &[
    ("GET", "/style.css", Access::Door, || get(style::sheet)),
    ("GET", "/chart.css", Access::Door, || get(style::chart)),
    ("GET", "/", Access::Door, || get(overview::show)),
    ("GET", "/enter", Access::Door, || get(start::link)),
    ("POST", "/enter", Access::Door, || post(start::enter)),
    ("POST", "/unlock", Access::Door, || post(start::unlock)),
    ("POST", "/language", Access::Door, || post(start::language)),
    ("POST", "/lock", Access::Inside, || post(start::lock)),
    ("GET", "/actor", Access::Inside, || get(start::choose)),
    ("POST", "/actor", Access::Inside, || post(start::work_as)),
    ("GET", "/sources", Access::Inside, || get(sources::list)),
    ("GET", "/sources/add", Access::Inside, || get(upload::form)),
    ("POST", "/sources/add", Access::Upload, || post(upload::receive)),
    ("POST", "/sources/paste", Access::Inside, || post(upload::paste)),
    ("GET", "/sources/{id}", Access::Inside, || get(source::show)),
    ("GET", "/sources/{id}/content", Access::Inside, || get(source::content)),
    ("POST", "/prove", Access::Inside, || post(proof::prove)),
    ("POST", "/proof/verify", Access::Upload, || post(proof::verify)),
    ("GET", "/sources/{id}/picture", Access::Inside, || get(source::picture)),
    ("POST", "/propose", Access::Inside, || post(work::propose)),
    ("POST", "/check", Access::Inside, || post(work::check)),
    ("GET", "/progress/{sort}", Access::Inside, || get(work::show)),
    ("GET", "/review", Access::Inside, || get(review::next)),
    ("GET", "/review/{id}", Access::Inside, || get(review::show)),
    ("POST", "/review/{id}", Access::Inside, || post(review::decide)),
    ("GET", "/pairs", Access::Inside, || get(pairs::show)),
    ("POST", "/pairs", Access::Inside, || post(pairs::decide)),
    ("GET", "/people", Access::Inside, || get(people::show)),
    ("GET", "/entities", Access::Inside, || get(people::list)),
    ("GET", "/entity", Access::Inside, || get(entity::show)),
    ("GET", "/entity/edit", Access::Inside, || get(entry::show)),
    ("POST", "/entity/edit", Access::Inside, || post(entry::keep)),
    ("POST", "/entity/withdraw", Access::Inside, || post(entry::withdraw)),
    ("GET", "/posts", Access::Inside, || get(posts::show)),
    ("GET", "/posts.png", Access::Inside, || get(posts::picture)),
    ("GET", "/estimate", Access::Inside, || get(estimate::show)),
    ("POST", "/estimate", Access::Inside, || post(estimate::begin)),
    ("GET", "/estimate.png", Access::Inside, || get(estimate::picture)),
    ("GET", "/dossier", Access::Inside, || get(dossier::show)),
    ("GET", "/dossier/preview", Access::Inside, || get(dossier::preview)),
    ("POST", "/dossier/build", Access::Inside, || post(dossier::make)),
    ("GET", "/dossier/file", Access::Inside, || get(dossier::file)),
    ("GET", "/register", Access::Inside, || get(dossier::register)),
    ("GET", "/map.png", Access::Inside, || get(event::picture)),
    ("GET", "/toll.png", Access::Inside, || get(toll::picture)),
    ("GET", "/toll", Access::Inside, || get(toll::show)),
    ("GET", "/why", Access::Inside, || get(why::show)),
    ("GET", "/proof", Access::Inside, || get(proof::show)),
    ("GET", "/history", Access::Inside, || get(history::show)),
];

/// Method, path and access of every way, for whoever tries them all.
#[must_use]
pub fn ways() -> Vec<(&'static str, &'static str, Access)> {
    WAYS.iter().map(|(method, path, access, _)| (*method, *path, *access)).collect()
}

/// Who may go a way; nothing for one that does not exist.
pub(crate) fn access_of(method: &Method, path: &str) -> Option<Access> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    WAYS.iter().find(|way| way.0 == method.as_str() && way.1 == path).map(|way| way.2)
}

/// The whole site.
pub(crate) fn site(app: Arc<App>) -> Router {
    let ways = WAYS.iter().fold(Router::new(), |site, (_, path, _, way)| site.route(path, way()));
    ways.fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
        .layer(axum::extract::DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&app), guard))
        .with_state(app)
}
