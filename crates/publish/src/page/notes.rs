//! Footnotes: one for each claim shown, numbered as the document comes to them.

use std::collections::BTreeMap;

use sanad_model::{ClaimId, ItemId};
use sanad_record::Row;

use crate::locale::{Locale, Value};
use crate::page::Note;
use crate::visible::visible;
use crate::words;

/// The notes of a document while it is being put together.
pub(crate) struct Notes<'l> {
    locale: &'l Locale,
    items: &'l BTreeMap<ItemId, usize>,
    numbers: BTreeMap<ClaimId, usize>,
    notes: Vec<Note>,
}

impl<'l> Notes<'l> {
    /// None yet; `items` are the numbers of the evidence index.
    pub(crate) fn new(locale: &'l Locale, items: &'l BTreeMap<ItemId, usize>) -> Self {
        Self { locale, items, numbers: BTreeMap::new(), notes: Vec::new() }
    }

    /// The number of a row's note, made if there is none.
    pub(crate) fn of(&mut self, row: &Row) -> usize {
        if let Some(number) = self.numbers.get(&row.claim) {
            return *number;
        }
        let number = self.notes.len() + 1;
        self.numbers.insert(row.claim, number);
        self.notes.push(self.note(number, row));
        number
    }

    /// The numbers of the notes that some claims have, in order.
    pub(crate) fn known(&self, claims: &[ClaimId]) -> Vec<usize> {
        let mut numbers: Vec<usize> = claims.iter().filter_map(|id| self.numbers.get(id)).copied().collect();
        numbers.sort_unstable();
        numbers
    }

    /// The number of one claim's note.
    pub(crate) fn number(&self, claim: ClaimId) -> Option<usize> {
        self.numbers.get(&claim).copied()
    }

    /// All of them, in order.
    pub(crate) fn finish(self) -> Vec<Note> {
        self.notes
    }

    fn note(&self, number: usize, row: &Row) -> Note {
        let l = self.locale;
        let item = self.items.get(&row.item).copied();
        let named = match item {
            Some(n) => l.tell("note-item", &[("n", Value::Count(n))]),
            None => row.item.to_string(),
        };
        let place = l.tell(
            "note-place",
            &[
                ("item", Value::Text(&named)),
                ("place", Value::Text(&words::place(l, row.span, row.origin.as_ref()))),
                ("index", Value::Text(&row.index.to_string())),
            ],
        );
        Note {
            number,
            quote: visible(&row.quote),
            who: visible(&row.source),
            place,
            item,
            url: row.url.as_deref().map(visible).filter(|url| !url.trim().is_empty()),
            claim: name(row),
        }
    }
}

/// The id, and the label where there is one.
fn name(row: &Row) -> String {
    match &row.label {
        Some(label) => format!("{} ({})", row.claim, visible(label)),
        None => row.claim.to_string(),
    }
}
