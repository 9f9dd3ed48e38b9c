//! One request on its way to a page: who asks, in which language, with which fields.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sanad_case::{Case, CaseError, Desk};

use crate::app::App;
use crate::form::{self, Fields};
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::session::{Secret, Session};

/// What every page is given.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: Arc<App>,
    pub(crate) session: Option<Session>,
    pub(crate) cookie: Secret,
    pub(crate) l: &'static Locale,
    /// The path and query that were asked for.
    pub(crate) path: String,
    /// What every form of the page carries.
    pub(crate) token: String,
    /// What was sent in a form.
    pub(crate) fields: Arc<Fields>,
}

impl Visit {
    /// What stands after the `?` of the address.
    pub(crate) fn query(&self) -> Fields {
        form::parse(self.path.split_once('?').map_or("", |(_, query)| query).as_bytes())
    }

    /// The open case.
    pub(crate) fn desk(&self) -> Result<Arc<Desk>, Refusal> {
        self.app.desk().ok_or(Refusal::Locked)
    }

    /// Who is working.
    pub(crate) fn actor(&self) -> Result<String, Refusal> {
        self.session.as_ref().and_then(|s| s.actor.clone()).ok_or(Refusal::Nobody)
    }

    /// Works at the desk, away from the threads that serve pages.
    pub(crate) async fn at_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> Result<T, CaseError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let desk = self.desk()?;
        let done = tokio::task::spawn_blocking(move || work(&desk)).await;
        done.map_err(|_| Refusal::Fault)?.map_err(Refusal::Case)
    }

    /// Reads in the case.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Case) -> Result<T, CaseError> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.at_desk(move |desk| desk.read(read)).await
    }

    /// Writes in the case as who is working.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut Case) -> Result<T, CaseError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let actor = self.actor()?;
        self.at_desk(move |desk| desk.write(&actor, write)).await
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or(Refusal::Fault)
    }
}
