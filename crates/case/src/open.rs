//! Opening a case: from a folder and a passphrase to a vault and the state folded from its log.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sanad_model::{ActorId, Timestamp, World};
use sanad_vault::{Location, MasterKey, Mode, SharedWorld, Stretch, Unlock, Vault};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use crate::error::{CaseError, Exit, Result};
use crate::state::{State, Stored};
use crate::world::SystemWorld;

/// The world that use cases run in.
pub(crate) static WORLD: SystemWorld = SystemWorld;

/// How an age identity begins: what was written down as the recovery key.
const RECOVERY: &str = "AGE-SECRET-KEY-1";

/// The same world for the vault, which shares it between threads.
pub(crate) fn shared_world() -> SharedWorld {
    Arc::new(SystemWorld)
}

/// How a passphrase is had from the person.
pub trait AskPassphrase {
    /// The passphrase of a case that exists.
    ///
    /// # Errors
    /// When there is nobody to ask.
    fn existing(&mut self) -> Result<SecretString>;

    /// A passphrase for a new case.
    ///
    /// # Errors
    /// When there is nobody to ask, or they typed two different ones.
    fn fresh(&mut self) -> Result<SecretString>;
}

/// What a case is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read, beside any writer.
    Read,
    /// To write, alone.
    Write {
        /// What for: shown to whoever finds the case held.
        verb: &'static str,
    },
}

impl Access {
    fn mode(self) -> Mode<'static> {
        match self {
            Self::Read => Mode::Read,
            Self::Write { verb } => Mode::Write(verb),
        }
    }
}

/// An open case.
pub struct Case {
    pub(crate) vault: Arc<Vault>,
    pub(crate) state: State,
    pub(crate) path: PathBuf,
    actor: Option<ActorId>,
}

/// What a new case gives its maker, once.
#[derive(Debug)]
pub struct NewCase {
    /// The name of its first actor.
    pub actor: String,
    /// The log's verifier key.
    pub log_key: String,
    /// Opens the case when the passphrase is lost: an age identity, shown this once.
    pub recovery_key: SecretString,
}

/// Somebody who works on the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorView {
    /// The id of their key.
    pub id: ActorId,
    /// Their name in the case.
    pub name: String,
}

impl Case {
    /// Makes a case; its first actor is `actor`, or "me". One try of the passphrase shall take `unlock_time` on this
    /// machine, and never less than the floor of `SECURITY.md`.
    ///
    /// # Errors
    /// When something stands there already, the folder cannot be written or no passphrase can be had.
    pub fn create(
        path: &Path,
        ask: &mut dyn AskPassphrase,
        actor: Option<&str>,
        unlock_time: Duration,
    ) -> Result<NewCase> {
        if path.exists() {
            return Err(CaseError::bad_input(
                format!("{} exists already", path.display()),
                "choose another name",
            ));
        }
        let actor = actor.unwrap_or("me");
        let passphrase = ask.fresh()?;
        let stretch = Stretch::calibrated(unlock_time, &mut crate::world::timed);
        let new = sanad_vault::NewCase { passphrase: &passphrase, stretch, actor };
        let made =
            Vault::create(&Location::folder(path), &new, shared_world()).map_err(|e| explain(path, e))?;
        Ok(NewCase {
            actor: actor.to_owned(),
            log_key: made.verifier_key.to_string(),
            recovery_key: made.recovery_key,
        })
    }

    /// Opens a case: with the key of a running agent, else with the passphrase.
    ///
    /// # Errors
    /// As `SECURITY.md` and the exit codes say: locked, held by another writer, damaged, rolled back, newer.
    pub fn open(path: &Path, access: Access, ask: &mut dyn AskPassphrase) -> Result<Self> {
        let vault = open_vault(path, access.mode(), ask)?;
        Self::fold(path, vault)
    }

    /// Opens a case with what was typed, and never with the key of a running agent: for a front door at which somebody
    /// has to show that they know the passphrase.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn open_typed(path: &Path, access: Access, typed: SecretString) -> Result<Self> {
        let vault = Vault::open(&Location::folder(path), access.mode(), &typed_secret(typed), shared_world());
        Self::fold(path, vault.map_err(|e| explain(path, e))?)
    }

    /// Whether what was typed opens the case, which may be open already.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn try_typed(path: &Path, typed: SecretString) -> Result<()> {
        let vault = Vault::open(&Location::folder(path), Mode::Read, &typed_secret(typed), shared_world());
        vault.map(drop).map_err(|e| explain(path, e))
    }

    /// The same case again, to read: for work that takes so long that it should stand in nobody's way.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn again(&self) -> Result<Self> {
        let key = Unlock::MasterKey(self.vault.master_key());
        let vault = Vault::open(&Location::folder(&self.path), Mode::Read, &key, shared_world());
        Self::fold(&self.path, vault.map_err(|e| self.explain(e))?)
    }

    fn fold(path: &Path, vault: Vault) -> Result<Self> {
        let mut state = State::default();
        for entry in vault.bodies(0).map_err(|e| explain(path, e))? {
            let entry = entry.map_err(|e| explain(path, e))?;
            state.take(&Stored {
                index: entry.index,
                commitment: entry.commitment,
                body: &entry.body,
                disclosures: &entry.disclosures,
            });
        }
        Ok(Self { vault: Arc::new(vault), state, path: path.to_owned(), actor: None })
    }

    /// Chooses who is working: the named actor, or the only one.
    ///
    /// # Errors
    /// When nobody has that name, or several work on the case and none was named.
    pub fn work_as(&mut self, name: Option<&str>) -> Result<()> {
        let actors = self.workers()?;
        let found = match name {
            Some(name) => actors.iter().find(|a| a.name == name),
            None if actors.len() == 1 => actors.first(),
            None => {
                return Err(CaseError::wrong_use(
                    format!("{} people work on this case", actors.len()),
                    "say who is working with --as NAME",
                ));
            }
        };
        let found = found.ok_or_else(|| {
            CaseError::wrong_use(
                format!("nobody called {:?} works on this case", name.unwrap_or_default()),
                "see `sanad actor list`, or add them with `sanad actor add NAME`",
            )
        })?;
        self.actor = Some(found.id);
        Ok(())
    }

    /// Adds somebody who works on the case.
    ///
    /// # Errors
    /// When the name is taken or empty.
    pub fn add_actor(&mut self, name: &str) -> Result<ActorView> {
        if name.trim().is_empty() {
            return Err(CaseError::wrong_use(
                "a name is needed",
                "name the person as the case shall show them",
            ));
        }
        if self.actors()?.iter().any(|a| a.name == name) {
            return Err(CaseError::wrong_use(
                format!("{name:?} works on this case already"),
                "choose another name",
            ));
        }
        let actor = self.vault.add_actor(name).map_err(|e| self.explain(e))?;
        Ok(ActorView { id: actor.id, name: actor.name })
    }

    /// Those who can work on the case here: people who came with an archive left their keys elsewhere.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn workers(&self) -> Result<Vec<ActorView>> {
        let actors = self.vault.workers().map_err(|e| self.explain(e))?;
        Ok(actors.into_iter().map(|a| ActorView { id: a.id, name: a.name }).collect())
    }

    /// Everybody who works or worked on the case.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn actors(&self) -> Result<Vec<ActorView>> {
        let actors = self.vault.actors().map_err(|e| self.explain(e))?;
        Ok(actors.into_iter().map(|a| ActorView { id: a.id, name: a.name }).collect())
    }

    pub(crate) fn now(&self) -> Timestamp {
        WORLD.now()
    }

    /// Who is working; `work_as` was called before anything is written.
    pub(crate) fn actor(&self) -> Result<ActorId> {
        self.actor.ok_or_else(|| CaseError::wrong_use("nobody is working", "say who with --as NAME"))
    }

    pub(crate) fn explain(&self, error: sanad_vault::Error) -> CaseError {
        explain(&self.path, error)
    }
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The master key of a case, for the agent: only ever from the passphrase.
pub(crate) fn master_key(path: &Path, ask: &mut dyn AskPassphrase) -> Result<MasterKey> {
    let unlock = ask_for(path, ask)?;
    let vault = Vault::open(&Location::folder(path), Mode::Read, &unlock, shared_world());
    vault.map(|v| v.master_key()).map_err(|e| explain(path, e))
}

fn open_vault(path: &Path, mode: Mode<'_>, ask: &mut dyn AskPassphrase) -> Result<Vault> {
    let location = Location::folder(path);
    if let Some(key) = crate::agent::key_of(path) {
        match Vault::open(&location, mode, &Unlock::MasterKey(key), shared_world()) {
            // an agent that holds the key of another case that stood at this path
            Err(sanad_vault::Error::Locked) => {}
            opened => return opened.map_err(|e| explain(path, e)),
        }
    }
    let unlock = ask_for(path, ask)?;
    Vault::open(&location, mode, &unlock, shared_world()).map_err(|e| explain(path, e))
}

/// Asks for the passphrase of a case, if it is one.
fn ask_for(path: &Path, ask: &mut dyn AskPassphrase) -> Result<Unlock> {
    if !path.join("vault.json").exists() {
        return Err(explain(path, sanad_vault::Error::NotACase(path.to_owned())));
    }
    ask.existing().map(typed_secret)
}

/// What was typed: a passphrase, or the recovery key that was written down.
pub(crate) fn typed_secret(typed: SecretString) -> Unlock {
    if typed.expose_secret().trim().starts_with(RECOVERY) {
        Unlock::Recovery(SecretString::from(typed.expose_secret().trim()))
    } else {
        Unlock::Passphrase(typed)
    }
}

/// Puts the vault's failures into words: what, and what to do.
pub(crate) fn explain(path: &Path, error: sanad_vault::Error) -> CaseError {
    use sanad_vault::Error as E;
    let case = path.display();
    let what = format!("{case}: {error}");
    match error {
        E::Locked => CaseError::new(Exit::Locked, what, "try again, or use the recovery key"),
        E::Busy { .. } => CaseError::wrong_use(what, "wait until it has finished; reading works meanwhile"),
        E::RolledBack { .. } | E::Copied { .. } | E::Forked { .. } => CaseError::new(
            Exit::Damaged,
            what,
            "nothing was written; reading works. To go on here, `sanad backup` it and `sanad restore` the backup: a successor log is begun",
        ),
        E::Damaged { .. } | E::Unfinished => CaseError::new(
            Exit::Damaged,
            what,
            "nothing was written; `sanad check` lists the damage, `sanad restore` brings back a backup",
        ),
        E::Newer { .. } => CaseError::bad_input(what, "update sanad"),
        E::NotACase(_) => {
            CaseError::bad_input(format!("{case} is not a case"), "check the path; `sanad new` makes one")
        }
        E::Exists(_) => CaseError::bad_input(format!("{case} exists already"), "choose another name"),
        E::Full(_) => {
            CaseError::bad_input(what, "free some space and try again; what was acknowledged is safe")
        }
        E::ReadOnly(_) => {
            CaseError::bad_input(what, "check its permissions, or copy the case by backup and restore")
        }
        E::Missing(_) => CaseError::nothing(what, "check the id with `sanad items`"),
        E::Refused(_) => CaseError::wrong_use(what, ""),
        E::Source(source) => {
            CaseError::bad_input(format!("the input could not be read: {source}"), "try again")
        }
        E::Io { path: place, source } => {
            let error = CaseError::io(&path.join(place), &source);
            CaseError::new(Exit::BadInput, error.what, error.advice)
        }
    }
}
