//! References: one number for each passage, a footnote where it is first cited, the annex ever after.

use std::collections::BTreeMap;

use sanad_model::{ClaimId, ClaimRecord, EntityId, EntityRecord, ItemId, Origin};
use sanad_record::sources;
use serde::Serialize;

use super::entity::capital;
use super::{Writer, mark};
use crate::document::{Run, soft, text};
use crate::locale::{Locale, Value};
use crate::view::ItemView;
use crate::visible::visible;
use crate::words;

/// What a statement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// A passage that was read into a claim.
    Claim(ClaimId),
    /// A row that somebody entered.
    Entry(EntityId),
}

/// One cited passage, as its table has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageRow {
    /// Its number: "P7".
    pub passage: String,
    /// The claim, or the entity that was entered.
    pub id: String,
    /// Who says it.
    pub source: String,
    /// When it was reported.
    pub date: String,
    /// The words, names that may not stand taken out.
    pub quote: String,
    /// The exhibit.
    pub exhibit: usize,
    /// Where in the exhibit.
    pub place: String,
    /// The position of the claim in the log.
    pub log_index: u64,
    /// Public address.
    pub url: String,
}

/// The numbers of passages and exhibits, given as they are first cited.
pub(super) struct Citations<'d> {
    items: BTreeMap<ItemId, &'d ItemView>,
    exhibits: Vec<ItemId>,
    exhibit_numbers: BTreeMap<ItemId, usize>,
    passages: Vec<Ground>,
    passage_numbers: BTreeMap<Ground, usize>,
}

/// So many footnotes for one statement; what is beyond is referred to.
const FOOTNOTES: usize = 4;

impl<'d> Citations<'d> {
    /// Of the items that may be shown.
    pub(super) fn new(items: impl Iterator<Item = &'d ItemView>) -> Self {
        Self {
            items: items.map(|item| (item.item, item)).collect(),
            exhibits: Vec::new(),
            exhibit_numbers: BTreeMap::new(),
            passages: Vec::new(),
            passage_numbers: BTreeMap::new(),
        }
    }

    /// Whether an item may be shown.
    pub(super) fn has(&self, item: ItemId) -> bool {
        self.items.contains_key(&item)
    }

    /// The number of an exhibit that something was cited from.
    pub(super) fn exhibit(&self, item: ItemId) -> usize {
        self.exhibit_numbers.get(&item).copied().unwrap_or_default()
    }

    /// The number of an item as an exhibit, given now if it has none.
    pub(super) fn exhibited(&mut self, item: ItemId) -> usize {
        if let Some(number) = self.exhibit_numbers.get(&item) {
            return *number;
        }
        self.exhibits.push(item);
        self.exhibit_numbers.insert(item, self.exhibits.len());
        self.exhibits.len()
    }

    /// Those that something was cited from, by number.
    pub(super) fn exhibits(&self) -> Vec<(usize, &'d ItemView)> {
        let numbered = (1..).zip(&self.exhibits);
        numbered.filter_map(|(n, item)| self.items.get(item).map(|view| (n, *view))).collect()
    }

    /// The cited passages, in the order of their numbers.
    pub(super) fn passages(&self) -> Vec<Ground> {
        self.passages.clone()
    }

    /// The number of a passage, and whether this is its first mention.
    fn passage(&mut self, ground: Ground, item: ItemId) -> (usize, bool) {
        if let Some(number) = self.passage_numbers.get(&ground) {
            return (*number, false);
        }
        self.exhibited(item);
        self.passages.push(ground);
        self.passage_numbers.insert(ground, self.passages.len());
        (self.passages.len(), true)
    }
}

impl<'d> Writer<'d> {
    /// References to all of these claims that stand and may be shown.
    pub(super) fn cite(&mut self, claims: &[ClaimId]) -> Vec<Run> {
        let shown: Vec<ClaimId> = claims.iter().copied().filter(|id| self.shown.contains(id)).collect();
        self.cite_all(&shown)
    }

    /// References to claims that may be shown, whether they stand or were rejected.
    pub(super) fn cite_all(&mut self, claims: &[ClaimId]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut footnotes = 0;
        for id in claims {
            let Some(item) = self.claim(*id).map(|claim| claim.item) else { continue };
            if !runs.is_empty() {
                runs.push(text(" "));
            }
            runs.extend(self.cite_one(Ground::Claim(*id), item, &mut footnotes));
        }
        runs
    }

    /// References without footnotes, where one stands in each row of a long table.
    pub(super) fn refer(&mut self, claims: &[ClaimId]) -> Vec<Run> {
        let mut runs = Vec::new();
        for id in claims.iter().filter(|id| self.shown.contains(*id)).copied().collect::<Vec<_>>() {
            let Some(item) = self.claim(id).map(|claim| claim.item) else { continue };
            if !runs.is_empty() {
                runs.push(text(" "));
            }
            let (number, _) = self.cites.passage(Ground::Claim(id), item);
            runs.push(reference(&format!("P{number}")));
        }
        runs
    }

    /// A claim that may be shown, whether it stands or was rejected.
    pub(super) fn claim(&self, id: ClaimId) -> Option<&'d ClaimRecord> {
        let claim = self.d.matter.lines().get(id)?;
        (mark(claim.reported.sensitivity) <= self.d.level && self.cites.has(claim.item)).then_some(claim)
    }

    /// References to what an entity rests on: its claims, or the preserved row it was entered with.
    pub(super) fn cite_entity(&mut self, entity: &EntityRecord) -> Vec<Run> {
        self.cite_behind(entity, &entity.entity.claims)
    }

    /// The same with claims from elsewhere, as those of the acts a victim suffered.
    pub(super) fn cite_behind(&mut self, entity: &EntityRecord, claims: &[ClaimId]) -> Vec<Run> {
        let runs = self.cite(claims);
        if runs.is_empty() && self.cites.has(entity.item) {
            return self.cite_one(Ground::Entry(entity.id), entity.item, &mut 0);
        }
        runs
    }

    fn cite_one(&mut self, ground: Ground, item: ItemId, footnotes: &mut usize) -> Vec<Run> {
        let (number, first) = self.cites.passage(ground, item);
        let mark = format!("P{number}");
        if !first || *footnotes >= FOOTNOTES {
            return vec![reference(&mark)];
        }
        *footnotes += 1;
        let note = match ground {
            Ground::Claim(id) => self.claim(id).map(|claim| self.claim_note(claim)),
            Ground::Entry(id) => self.entry(id).map(|entity| self.entry_note(entity)),
        };
        vec![Run::Footnote { mark, text: note.unwrap_or_default() }]
    }

    pub(super) fn entry(&self, id: EntityId) -> Option<&'d EntityRecord> {
        self.d.matter.record.entities.iter().find(|e| e.id == id)
    }

    /// «words», who, when; exhibit, place.
    fn claim_note(&self, claim: &ClaimRecord) -> Vec<Run> {
        let mut runs = self.passage_words(claim);
        runs.push(text(format!(" {}. ", self.said_by(claim))));
        runs.push(soft(self.place_of(claim)));
        if let Some(url) = address(claim) {
            runs.extend([text(" "), Run::Link { url: url.clone(), text: url }]);
        }
        runs
    }

    fn entry_note(&self, entity: &EntityRecord) -> Vec<Run> {
        let exhibit = self.cites.exhibit(entity.item).to_string();
        let row = row_of(entity.origin.as_ref());
        let values = [("exhibit", Value::Text(&exhibit)), ("row", Value::Text(&row))];
        vec![text(self.l.tell(if row.is_empty() { "entry-note" } else { "entry-note-row" }, &values))]
    }

    /// The words of a passage in quotation marks; of a table row, the cells that say something, after the kind of
    /// claim that the row was entered as.
    pub(super) fn passage_words(&self, claim: &ClaimRecord) -> Vec<Run> {
        let mut runs = Vec::new();
        if !claim.cells.is_empty() {
            runs.push(text(format!("{}: ", self.kind(claim))));
        }
        runs.push(text("\u{ab}"));
        runs.extend(self.quoted_runs(&words_of(claim)));
        runs.push(text("\u{bb}"));
        if let Some((said, how)) = self.translation(claim.id) {
            runs.push(text(format!(" [{how}: {said}]")));
        }
        runs
    }

    /// What is said to have happened, in a word.
    fn kind(&self, claim: &ClaimRecord) -> String {
        let kind = claim.claim.kind.to_string();
        self.l.try_say(&format!("kind-{kind}")).unwrap_or_else(|| capital(&kind.replace('_', " ")))
    }

    /// A translation into the language of the document, and who made it.
    pub(super) fn translation(&self, claim: ClaimId) -> Option<(String, String)> {
        let id = claim.to_string();
        let all = self.d.matter.record.of("translation");
        let fits = |e: &&&EntityRecord| {
            e.entity.value("claim") == Some(&*id) && e.entity.value("language") == Some(self.l.code())
        };
        let found =
            all.iter().filter(fits).max_by_key(|e| (e.entity.value("status") == Some("checked"), e.index))?;
        let e = &found.entity;
        let how = match (e.value("method"), e.value("status")) {
            (_, Some("checked")) => "translation-checked",
            (Some("machine"), _) => "translation-machine",
            _ => "translation-draft",
        };
        Some((self.own(e.value("text")?), self.l.say(how)))
    }

    /// "Radio Daryo, 16 March 2023".
    pub(super) fn said_by(&self, claim: &ClaimRecord) -> String {
        let who = self.own(&sources::source_name(claim));
        let date =
            claim.reported.reported_on.map_or_else(|| self.l.say("undated"), |d| words::date(self.l, d));
        format!("{who}, {date}")
    }

    /// "Exhibit 3, row 4; claim c-…, log entry 12".
    pub(super) fn place_of(&self, claim: &ClaimRecord) -> String {
        let exhibit = self.cites.exhibit(claim.item).to_string();
        let place = place(self.l, claim);
        let (id, index) = (claim.id.to_string(), claim.index.to_string());
        let values = [
            ("exhibit", Value::Text(&exhibit)),
            ("place", Value::Text(&place)),
            ("claim", Value::Text(&id)),
            ("index", Value::Text(&index)),
        ];
        self.l.tell("claim-place", &values)
    }

    /// The same beside the exhibit: "row 4; claim c-…, log entry 12".
    pub(super) fn place_within(&self, claim: &ClaimRecord) -> String {
        let place = place(self.l, claim);
        let (id, index) = (claim.id.to_string(), claim.index.to_string());
        let values =
            [("place", Value::Text(&place)), ("claim", Value::Text(&id)), ("index", Value::Text(&index))];
        self.l.tell("claim-within", &values)
    }

    /// The cited passages as a table.
    pub(super) fn passages(&self) -> Vec<PassageRow> {
        let rows = self.cites.passages().into_iter().zip(1..).filter_map(|(ground, n)| match ground {
            Ground::Claim(id) => self.claim(id).map(|claim| self.claim_row(n, claim)),
            Ground::Entry(id) => self.entry(id).map(|entity| self.entry_row(n, entity)),
        });
        rows.collect()
    }

    fn claim_row(&self, number: usize, claim: &ClaimRecord) -> PassageRow {
        PassageRow {
            passage: format!("P{number}"),
            id: claim.id.to_string(),
            source: self.own(&sources::source_name(claim)),
            date: claim.reported.reported_on.map(|d| d.to_string()).unwrap_or_default(),
            quote: self.own(&words_of(claim)),
            exhibit: self.cites.exhibit(claim.item),
            place: place(self.l, claim),
            log_index: claim.index,
            url: address(claim).unwrap_or_default(),
        }
    }

    fn entry_row(&self, number: usize, entity: &EntityRecord) -> PassageRow {
        PassageRow {
            passage: format!("P{number}"),
            id: entity.id.to_string(),
            source: self.l.say("entry-source"),
            date: entity.made.0.date().to_string(),
            quote: String::new(),
            exhibit: self.cites.exhibit(entity.item),
            place: row_of(entity.origin.as_ref()),
            log_index: entity.index,
            url: String::new(),
        }
    }
}

/// A reference to a passage by its mark.
pub(super) fn reference(mark: &str) -> Run {
    let number = mark.trim_start_matches('P').parse().unwrap_or_default();
    Run::Reference { id: passage_id(number), text: mark.to_owned() }
}

/// The place in this document where a passage stands.
pub(super) fn passage_id(number: usize) -> String {
    format!("passage-{number}")
}

/// The place in this document where an exhibit stands.
pub(super) fn exhibit_id(number: usize) -> String {
    format!("exhibit-{number}")
}

pub(super) fn address(claim: &ClaimRecord) -> Option<String> {
    claim.reported.url.as_deref().map(visible).filter(|url| !url.trim().is_empty())
}

fn place(l: &Locale, claim: &ClaimRecord) -> String {
    match claim.origin.as_ref() {
        Some(Origin::Cell { row, .. }) => l.tell("claim-row", &[("row", Value::Text(&row.to_string()))]),
        origin => words::place(l, claim.claim.span, origin),
    }
}

fn row_of(origin: Option<&Origin>) -> String {
    match origin {
        Some(Origin::Cell { row, .. }) => row.to_string(),
        _ => String::new(),
    }
}

/// The quote; of a table row, the cells in which the claim itself stands: not its address and its references.
fn words_of(claim: &ClaimRecord) -> String {
    const SAYS: [&str; 8] = ["count", "scope", "victim", "actor", "method", "place", "time", "text"];
    if claim.cells.is_empty() {
        return claim.claim.quote.clone();
    }
    let start = claim.claim.span.start;
    let cell = |field: &&str| {
        let span = claim.cells.get(field)?;
        let said = claim.claim.quote.get(span.start.checked_sub(start)?..span.end.checked_sub(start)?)?;
        (!said.trim().is_empty()).then_some(said)
    };
    let cells: Vec<&str> = SAYS.iter().filter_map(cell).collect();
    if cells.is_empty() { claim.claim.quote.clone() } else { cells.join(" | ") }
}
