//! What a front door that stays open works at: one case, shared by many readers and one writer at a time, with what was
//! derived from its log kept for as long as the log stands.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use sanad_model::{ClaimId, ItemId, Kind, PartialDate};

use crate::error::{CaseError, Exit, Result};
use crate::history::{HistoryLine, Place};
use crate::items::ItemView;
use crate::open::Case;
use crate::overview::Overview;
use crate::people::PeopleView;
use crate::posts::PostsView;
use crate::search::{Index, Snippet, snippets};
use sanad_record::Toll;

/// What a toll was asked for: kind, event, day.
type Asked = (Kind, Option<String>, Option<PartialDate>);

/// How many tolls are kept of one state of the log.
const TOLLS: usize = 64;

/// A case at work.
#[derive(Debug)]
pub struct Desk {
    case: RwLock<Case>,
    writes: AtomicU64,
    derived: Mutex<Derived>,
    queue: Mutex<Queue>,
    index: RwLock<Index>,
}

/// What was derived from one state of the log.
#[derive(Debug, Default)]
struct Derived {
    head: u64,
    tolls: BTreeMap<Asked, Arc<Toll>>,
    overview: Option<Arc<Overview>>,
    waiting: Option<usize>,
    people: Option<Arc<PeopleView>>,
    posts: Option<Arc<PostsView>>,
    events: Option<Vec<(Option<String>, usize)>>,
    history: Option<Arc<Vec<(u64, Place)>>>,
}

/// The order of review. It is worked out anew when something came in or was taken back, not after each decision.
#[derive(Debug, Default)]
struct Queue {
    order: Vec<ClaimId>,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Found {
    /// How many items hold the words.
    pub all: usize,
    /// Of these, the ones asked for, with stretches of their text.
    pub items: Vec<(ItemView, Vec<Snippet>)>,
    /// Items that are not in the index yet.
    pub unsearched: usize,
}

impl Desk {
    /// Puts an open case on the desk.
    #[must_use]
    pub fn new(case: Case) -> Self {
        Self {
            case: RwLock::new(case),
            writes: AtomicU64::new(1),
            derived: Mutex::default(),
            queue: Mutex::default(),
            index: RwLock::default(),
        }
    }

    /// Reads in the case, beside other readers.
    ///
    /// # Errors
    /// As the reading; and when a writer stopped at a fault of its own, after which the case has to be opened again.
    pub fn read<T>(&self, read: impl FnOnce(&Case) -> Result<T>) -> Result<T> {
        read(&*self.shared()?)
    }

    /// Writes in the case as `actor`, alone.
    ///
    /// # Errors
    /// As the writing, and as [`Desk::read`].
    pub fn write<T>(&self, actor: &str, write: impl FnOnce(&mut Case) -> Result<T>) -> Result<T> {
        let mut case = self.case.write().map_err(|_| fault())?;
        case.work_as(Some(actor))?;
        let done = write(&mut case);
        self.writes.fetch_add(1, Ordering::SeqCst);
        done
    }

    /// The case at a glance.
    ///
    /// # Errors
    /// As [`Case::overview`].
    pub fn overview(&self) -> Result<Arc<Overview>> {
        let case = self.shared()?;
        let mut derived = self.derived();
        kept(&mut derived.overview, || case.overview())
    }

    /// The toll of an event.
    ///
    /// # Errors
    /// As [`Desk::read`].
    pub fn toll(&self, kind: Kind, event: Option<&str>, as_of: Option<PartialDate>) -> Result<Arc<Toll>> {
        let case = self.shared()?;
        let mut derived = self.derived();
        let asked = (kind, event.map(str::to_owned), as_of);
        if let Some(kept) = derived.tolls.get(&asked) {
            return Ok(Arc::clone(kept));
        }
        let made = Arc::new(case.event_toll(kind, event, as_of));
        if derived.tolls.len() >= TOLLS {
            derived.tolls.clear();
        }
        derived.tolls.insert(asked, Arc::clone(&made));
        Ok(made)
    }

    /// The events that claims in the record name, with how many; `None` for those that name none.
    ///
    /// # Errors
    /// As [`Desk::read`].
    pub fn events(&self) -> Result<Vec<(Option<String>, usize)>> {
        let case = self.shared()?;
        let mut derived = self.derived();
        Ok(derived.events.get_or_insert_with(|| case.events()).clone())
    }

    /// Who is named, and which pairs wait for a decision.
    ///
    /// # Errors
    /// As [`Desk::read`].
    pub fn people(&self) -> Result<Arc<PeopleView>> {
        let case = self.shared()?;
        let mut derived = self.derived();
        kept(&mut derived.people, || Ok(case.people()))
    }

    /// All postings, and what contradicts them.
    ///
    /// # Errors
    /// As [`Desk::read`].
    pub fn posts(&self) -> Result<Arc<PostsView>> {
        let case = self.shared()?;
        let mut derived = self.derived();
        kept(&mut derived.posts, || case.posts(None, None, None))
    }

    /// What was done, newest first: `most` lines after the first `skip`, and how many there are.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn history(&self, skip: usize, most: usize) -> Result<(Vec<HistoryLine>, usize)> {
        let case = self.shared()?;
        let places = {
            let mut derived = self.derived();
            Arc::clone(derived.history.get_or_insert_with(|| Arc::new(case.history_places())))
        };
        let end = skip.saturating_add(most).min(places.len());
        let shown = places.get(skip..end).unwrap_or_default();
        Ok((case.history_lines(shown)?, places.len()))
    }

    /// The proposal to look at next, other than `after`, and how many wait.
    ///
    /// # Errors
    /// As [`Desk::read`].
    pub fn next(&self, after: Option<ClaimId>) -> Result<(Option<ClaimId>, usize)> {
        let case = self.shared()?;
        let waiting = *self.derived().waiting.get_or_insert_with(|| case.waiting());
        let mut queue = lock(&self.queue);
        queue.order.retain(|id| case.waits(*id));
        if queue.order.len() != waiting {
            queue.order = case.queue();
        }
        let next = queue.order.iter().find(|id| Some(**id) != after).or(queue.order.first());
        Ok((next.copied(), queue.order.len()))
    }

    /// Items that hold all words of a query, newest first, `most` after the first `skip`.
    ///
    /// # Errors
    /// When a kept text is damaged.
    pub fn search(&self, query: &str, skip: usize, most: usize) -> Result<Found> {
        let case = self.shared()?;
        let (hits, held) = {
            let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
            (index.find(query), index.len())
        };
        let shown = hits.iter().skip(skip).take(most).map(|item| {
            let text = case.searchable(*item)?.join("\n");
            Ok((case.item_view(*item)?, snippets(&text, query, 2)))
        });
        let unsearched = case.item_count().saturating_sub(held);
        Ok(Found { all: hits.len(), items: shown.collect::<Result<_>>()?, unsearched })
    }

    /// Brings up to `most` more items into the index; how many are still missing.
    ///
    /// # Errors
    /// As [`Desk::read`]. An item whose text is damaged is found by its name only.
    pub fn index_some(&self, most: usize) -> Result<usize> {
        let case = self.shared()?;
        let missing: Vec<ItemId> = {
            let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
            case.item_ids().filter(|id| !index.holds(*id)).collect()
        };
        for id in missing.iter().take(most) {
            let texts = case.searchable(*id).unwrap_or_default();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            self.index.write().unwrap_or_else(PoisonError::into_inner).take(*id, &texts);
        }
        Ok(missing.len().saturating_sub(most))
    }

    fn shared(&self) -> Result<RwLockReadGuard<'_, Case>> {
        self.case.read().map_err(|_| fault())
    }

    /// What was derived, emptied when the log has grown since. Taken after the case, so that no writer comes between.
    fn derived(&self) -> MutexGuard<'_, Derived> {
        let mut derived = lock(&self.derived);
        let head = self.writes.load(Ordering::SeqCst);
        if derived.head != head {
            *derived = Derived { head, ..Derived::default() };
        }
        derived
    }
}

/// What was derived before, or now.
fn kept<T>(slot: &mut Option<Arc<T>>, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
    if let Some(before) = slot {
        return Ok(Arc::clone(before));
    }
    let made = Arc::new(make()?);
    *slot = Some(Arc::clone(&made));
    Ok(made)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fault() -> CaseError {
    CaseError::new(
        Exit::Damaged,
        "a change stopped at a fault of the program",
        "lock the case and open it again; what was acknowledged is safe",
    )
}
