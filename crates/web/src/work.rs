//! What takes longer than a page may: proposing, checking, indexing. It goes on beside the pages, one of a sort at a time;
//! a page that refreshes itself tells how far it is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};

use sanad_case::estimate::{EstimateOptions, Estimated, chart_png, estimate_text};
use sanad_case::{CaseError, Checked, Desk, DossierOptions, DossierView, Proposed};

use crate::app::{App, held};

/// How many items are indexed before somebody else may have a turn.
const INDEX_STEP: usize = 20;

/// What is done at length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// Reading sources for proposals.
    Propose,
    /// Hashing everything again.
    Check,
    /// Making texts searchable.
    Index,
    /// Writing a dossier.
    Dossier,
    /// Estimating how many are on no list.
    Estimate,
}

/// How far it is.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    /// Steps done.
    pub(crate) done: u64,
    /// Of how many.
    pub(crate) of: u64,
    /// How it ended, once it did.
    pub(crate) end: Option<End>,
}

/// How it ended.
#[derive(Debug, Clone)]
pub(crate) enum End {
    /// Proposals were made.
    Proposed(Proposed),
    /// Everything was checked.
    Checked(Box<Checked>),
    /// Everything can be searched.
    Indexed,
    /// A dossier is there to be saved.
    Built(Arc<Built>),
    /// A table was judged.
    Estimated(Arc<Judged>),
    /// It stopped.
    Failed(CaseError),
}

/// A dossier in one file.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) name: String,
    pub(crate) bytes: axum::body::Bytes,
    pub(crate) view: DossierView,
}

/// A table that was judged, and its chart.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) table: String,
    pub(crate) view: Estimated,
    pub(crate) png: axum::body::Bytes,
}

/// All that is or was done since the case was opened.
#[derive(Debug, Default)]
pub(crate) struct Works {
    known: Arc<Mutex<BTreeMap<Sort, Progress>>>,
}

impl Works {
    /// How far work of a sort is; nothing when none was begun.
    pub(crate) fn progress(&self, sort: Sort) -> Option<Progress> {
        held(&self.known).get(&sort).cloned()
    }

    /// Forgets all of it.
    pub(crate) fn forget(&self) {
        held(&self.known).clear();
    }

    /// Marks it as begun, unless it is under way.
    fn begin(&self, sort: Sort) -> bool {
        let mut known = held(&self.known);
        if known.get(&sort).is_some_and(|progress| progress.end.is_none()) {
            return false;
        }
        known.insert(sort, Progress { done: 0, of: 0, end: None });
        true
    }

    fn report(&self, sort: Sort, done: u64, of: u64) {
        if let Some(progress) = held(&self.known).get_mut(&sort) {
            (progress.done, progress.of) = (done, of);
        }
    }

    fn end(&self, sort: Sort, end: End) {
        if let Some(progress) = held(&self.known).get_mut(&sort) {
            progress.end = Some(end);
        }
    }
}

/// Begins to read all sources that nobody read yet.
pub(crate) fn begin_proposing(app: &Arc<App>, actor: String) {
    begin(app, Sort::Propose, move |app, desk| propose(app, desk, &actor));
}

/// Begins to hash and verify everything again.
pub(crate) fn begin_check(app: &Arc<App>) {
    begin(app, Sort::Check, check);
}

/// Begins to make searchable what is not.
pub(crate) fn begin_index(app: &Arc<App>) {
    begin(app, Sort::Index, |_, desk| index(desk));
}

/// Begins to write a dossier.
pub(crate) fn begin_dossier(app: &Arc<App>, actor: String, asked: DossierOptions) {
    begin(app, Sort::Dossier, move |_, desk| {
        let (view, bytes) = open(desk)?.write(&actor, |case| case.dossier_archive(&asked))?;
        let kind = if view.draft { "draft" } else { "dossier" };
        let name = format!("{}-{kind}-{}.zip", asked.profile, view.version);
        Ok(End::Built(Arc::new(Built { name, bytes: bytes.into(), view })))
    });
}

/// Begins to judge a table of who is on which lists.
pub(crate) fn begin_estimate(app: &Arc<App>, table: String, text: String) {
    begin(app, Sort::Estimate, move |_, _| {
        let estimation = estimate_text(&table, &text, &EstimateOptions::default())?;
        let png = chart_png(&estimation)?.into();
        Ok(End::Estimated(Arc::new(Judged { table, view: estimation.view, png })))
    });
}

/// Begins work on the open case. It does not keep the case open: when it is locked, the work stops at its next step.
fn begin(
    app: &Arc<App>,
    sort: Sort,
    job: impl FnOnce(&App, &Weak<Desk>) -> Result<End, CaseError> + Send + 'static,
) {
    let Some(desk) = app.desk() else { return };
    if !app.works.begin(sort) {
        return;
    }
    let (app, desk) = (Arc::clone(app), Arc::downgrade(&desk));
    tokio::task::spawn_blocking(move || {
        let end = job(&app, &desk);
        app.works.end(sort, end.unwrap_or_else(End::Failed));
    });
}

/// Item by item, so that others read and judge between two.
fn propose(app: &App, desk: &Weak<Desk>, actor: &str) -> Result<End, CaseError> {
    let unread = open(desk)?.read(|case| Ok(case.unread_items()))?;
    let mut all = Proposed { items: 0, new: 0, waiting: 0, problems: Vec::new() };
    for (done, item) in unread.iter().enumerate() {
        app.works.report(Sort::Propose, done as u64, unread.len() as u64);
        let one = open(desk)?.write(actor, |case| case.propose(&[item.to_string()], &mut |_| {}))?;
        all.items += one.items;
        all.new += one.new;
        all.waiting = one.waiting;
        all.problems.extend(one.problems);
    }
    Ok(End::Proposed(all))
}

fn check(app: &App, desk: &Weak<Desk>) -> Result<End, CaseError> {
    let apart = open(desk)?.read(sanad_case::Case::again)?;
    let mut report = |done, of| app.works.report(Sort::Check, done, of);
    apart.check(&mut report).map(|checked| End::Checked(Box::new(checked)))
}

fn index(desk: &Weak<Desk>) -> Result<End, CaseError> {
    while open(desk)?.index_some(INDEX_STEP)? > 0 {}
    Ok(End::Indexed)
}

fn open(desk: &Weak<Desk>) -> Result<Arc<Desk>, CaseError> {
    desk.upgrade().ok_or_else(|| CaseError::wrong_use("the case was locked meanwhile", "begin again"))
}
