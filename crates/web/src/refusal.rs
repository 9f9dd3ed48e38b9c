//! Why there is no page: one calm page that says what happened, what is safe, and what to do.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use sanad_case::{CaseError, Exit};

use crate::page::{self, kept_fields};
use crate::pages;
use crate::visit::Visit;

/// Why there is no page.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    /// There is no such page.
    Nowhere,
    /// The form was not made by us for this browser.
    Token,
    /// The case is locked.
    Locked,
    /// Nobody said who is working.
    Nobody,
    /// What was sent broke off.
    CutOff,
    /// A form was larger than forms may be.
    TooLarge,
    /// A fault of the program.
    Fault,
    /// The case says no.
    Case(CaseError),
}

/// The result of a page.
pub(crate) type Outcome = Result<Response, Refusal>;

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Nowhere => StatusCode::NOT_FOUND,
            Self::Token | Self::Locked => StatusCode::FORBIDDEN,
            Self::Nobody => StatusCode::CONFLICT,
            Self::CutOff => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Case(error) => match error.exit {
                Exit::CheckFailed => StatusCode::NOT_FOUND,
                Exit::Damaged | Exit::Interrupted => StatusCode::INTERNAL_SERVER_ERROR,
                Exit::Locked => StatusCode::FORBIDDEN,
                Exit::WrongUse | Exit::BadInput => StatusCode::UNPROCESSABLE_ENTITY,
            },
        }
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Nowhere => "nowhere",
            Self::Token => "token",
            Self::Locked => "locked",
            Self::Nobody => "nobody",
            Self::CutOff => "cut-off",
            Self::TooLarge => "too-large",
            Self::Fault => "fault",
            Self::Case(error) => match error.exit {
                Exit::CheckFailed => "not-found",
                Exit::Damaged | Exit::Interrupted => "damaged",
                Exit::Locked => "locked",
                Exit::WrongUse | Exit::BadInput => "refused",
            },
        }
    }

    /// The page that says so. What was typed comes back in it.
    pub(crate) fn page(&self, visit: &Visit) -> Response {
        match self {
            Self::Locked => return pages::start::locked(visit, self.status(), None),
            Self::Nobody => return pages::start::who(visit, self.status()),
            _ => {}
        }
        let l = visit.l;
        let said = match self {
            Self::Case(error) => Some(error),
            _ => None,
        };
        let heading = l.say(&format!("refusal-{}", self.id()));
        let body = html! {
            div.notice role="alert" {
                p { (l.say(&format!("refusal-{}-what", self.id()))) }
                @if let Some(error) = said {
                    p lang="en" dir="ltr" { (page::quoted(&error.what)) }
                    @if !error.advice.is_empty() { p lang="en" dir="ltr" { (page::quoted(&error.advice)) } }
                }
            }
            @if visit.session.is_some() && visit.fields.typed().next().is_some() {
                form method="post" action=(visit.path) {
                    (page::token(visit))
                    (kept_fields(l, &visit.fields))
                    p { button { (l.say("send-again")) } }
                }
            }
            p { a href="/" { (l.say("back-to-overview")) } }
        };
        let mut response = page::framed(visit, "", &heading, &body);
        *response.status_mut() = self.status();
        response
    }
}

/// Marked for the guard, which knows the language and who asks.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        response.extensions_mut().insert(self);
        response
    }
}
