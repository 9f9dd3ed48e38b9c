//! What the pages share: the case on the desk or nothing, who is in, what is being done at length.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use sanad_case::{Access, Case, CaseError, Desk, Exit};
use sanad_model::World;
use secrecy::SecretString;

use crate::host::Hosts;
use crate::session::{FormKey, Link, Secret, Session, Sessions, Tries};
use crate::work::Works;

/// The outside, shared by all pages.
pub type SharedWorld = Arc<dyn World + Send + Sync>;

/// Where a line for the person at the terminal goes: ids and numbers, never content.
pub type Log = Box<dyn Fn(&str) + Send + Sync>;

/// What the verb in the lock file says while the pages hold a case.
pub const VERB: &str = "serve";

/// What the pages share.
pub(crate) struct App {
    pub(crate) world: SharedWorld,
    pub(crate) hosts: Hosts,
    pub(crate) form_key: FormKey,
    pub(crate) works: Works,
    pub(crate) log: Log,
    path: PathBuf,
    desk: RwLock<Option<Arc<Desk>>>,
    sessions: Mutex<Sessions>,
    link: Mutex<Link>,
    tries: Mutex<Tries>,
    /// Taken for as long as a passphrase is tried, so that tries stand in a line.
    trying: tokio::sync::Mutex<()>,
}

/// Why nobody was let in.
#[derive(Debug)]
pub(crate) enum NotIn {
    /// Too many tries: seconds to wait.
    Wait(i64),
    /// The case said no.
    Case(CaseError),
}

impl App {
    /// Puts a case on the desk; the link that opens the first session is given back.
    pub(crate) fn new(
        path: &Path,
        case: Option<Case>,
        actor: Option<String>,
        hosts: Hosts,
        world: SharedWorld,
        log: Log,
    ) -> (Arc<Self>, Secret) {
        let now = world.now().unix();
        let secret = Secret::random(&*world);
        let app = Self {
            hosts,
            form_key: FormKey::random(&*world),
            works: Works::default(),
            log,
            path: path.to_owned(),
            desk: RwLock::new(case.map(|case| Arc::new(Desk::new(case)))),
            sessions: Mutex::default(),
            link: Mutex::new(Link::new(&secret, actor, now)),
            tries: Mutex::default(),
            trying: tokio::sync::Mutex::default(),
            world,
        };
        (Arc::new(app), secret)
    }

    pub(crate) fn now(&self) -> i64 {
        self.world.now().unix()
    }

    /// The name that the case goes by: that of its folder.
    pub(crate) fn case_name(&self) -> String {
        self.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// The open case.
    pub(crate) fn desk(&self) -> Option<Arc<Desk>> {
        self.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The session of a cookie. Without an open case there is none.
    pub(crate) fn session(&self, cookie: &Secret) -> Option<Session> {
        self.desk()?;
        held(&self.sessions).visit(cookie, self.now())
    }

    pub(crate) fn work_as(&self, cookie: &Secret, actor: &str) {
        held(&self.sessions).work_as(cookie, actor);
    }

    /// Uses the one-time link; the new session's cookie.
    pub(crate) fn enter(&self, link: &Secret) -> Option<Secret> {
        let desk = self.desk()?;
        let actor = held(&self.link).take(link, self.now())?;
        let actor = actor.or_else(|| only_actor(&desk));
        Some(held(&self.sessions).begin(&*self.world, actor, self.now()))
    }

    /// Opens the case with what was typed, or compares it where the case is open already; the new session's cookie.
    pub(crate) async fn unlock(self: &Arc<Self>, typed: SecretString) -> Result<Secret, NotIn> {
        let _in_line = self.trying.lock().await;
        let wait = held(&self.tries).wait(self.now());
        if wait > 0 {
            return Err(NotIn::Wait(wait));
        }
        let app = Arc::clone(self);
        let opened = tokio::task::spawn_blocking(move || app.open(typed)).await;
        let opened = opened.unwrap_or_else(|_| Err(fault()));
        match opened {
            Ok(desk) => {
                held(&self.tries).succeeded();
                Ok(held(&self.sessions).begin(&*self.world, only_actor(&desk), self.now()))
            }
            Err(error) => {
                if error.exit == Exit::Locked {
                    held(&self.tries).failed(self.now());
                }
                Err(NotIn::Case(error))
            }
        }
    }

    fn open(&self, typed: SecretString) -> Result<Arc<Desk>, CaseError> {
        if let Some(desk) = self.desk() {
            return Case::try_typed(&self.path, typed).map(|()| desk);
        }
        let case = Case::open_typed(&self.path, Access::Write { verb: VERB }, typed)?;
        let desk = Arc::new(Desk::new(case));
        *self.desk.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&desk));
        Ok(desk)
    }

    /// Ends every session and closes the case; what is under way stops at its next step.
    pub(crate) fn lock(&self) {
        held(&self.sessions).end_all();
        self.works.forget();
        self.desk.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Locks when the last session has run out.
    pub(crate) fn lock_if_idle(&self) {
        let ended = held(&self.sessions).expire(self.now());
        if ended {
            self.lock();
            (self.log)("locked: nobody was there");
        }
    }
}

fn only_actor(desk: &Desk) -> Option<String> {
    let actors = desk.read(sanad_case::Case::actors).unwrap_or_default();
    match actors.as_slice() {
        [only] => Some(only.name.clone()),
        _ => None,
    }
}

fn fault() -> CaseError {
    CaseError::new(Exit::CheckFailed, "the case could not be opened", "try again; `sanad check` tells more")
}

pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
