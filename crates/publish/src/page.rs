//! The record put into words once, for every format that sets pages.
//!
//! [`Page`] holds finished sentences in the reader's language, numbers of notes, and positions of bars. HTML and PDF
//! add nothing to what is said here; user text in it has passed [`visible`].

mod evidence;
mod notes;
mod tolls;

use serde::Serialize;

use crate::chart::Chart;
use crate::locale::{Locale, Value};
use crate::redact::Redacted;
use crate::view::RecordView;
use crate::visible::visible;
use crate::words;

use self::notes::Notes;

/// A record in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Page {
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) title: String,
    /// Above the title: what sort of document this is.
    pub(crate) sort: String,
    /// When, by what, from which log.
    pub(crate) stamp: Vec<(String, String)>,
    pub(crate) about: Section,
    pub(crate) tolls: Vec<TollPage>,
    pub(crate) responsibility: Option<Listed>,
    pub(crate) chronology: Option<Listed>,
    pub(crate) passages: Section,
    pub(crate) notes: Vec<Note>,
    pub(crate) evidence: Evidence,
    pub(crate) verify: Verify,
    pub(crate) glossary: Glossary,
    pub(crate) labels: Labels,
}

/// A heading and paragraphs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) text: Vec<String>,
}

/// A heading, an introduction, and entries that refer to notes.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Listed {
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) entries: Vec<Entry>,
}

/// A sentence and the notes it rests on.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// Who or when, set apart; may be empty.
    pub(crate) lead: String,
    pub(crate) text: String,
    /// Said under it, smaller; may be empty.
    pub(crate) under: String,
    pub(crate) notes: Vec<usize>,
}

/// One kind: killed, wounded…
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TollPage {
    /// For links within the page.
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) lead: String,
    pub(crate) glance: String,
    pub(crate) chart: Option<Chart>,
    /// The number of the note of each bar, by group and bar.
    pub(crate) bar_notes: Vec<Vec<usize>>,
    pub(crate) bounds_heading: String,
    pub(crate) bounds_intro: String,
    pub(crate) bounds: Vec<ScopeBounds>,
    pub(crate) conflicts: Option<Listed>,
    pub(crate) reports_heading: String,
    pub(crate) reports: Vec<Report>,
    pub(crate) silent: Option<Listed>,
    pub(crate) problems: Vec<String>,
}

/// What follows for one scope.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ScopeBounds {
    pub(crate) scope: String,
    pub(crate) rows: Vec<BoundLine>,
}

/// One rule and its number.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BoundLine {
    pub(crate) rule: String,
    pub(crate) number: String,
    pub(crate) resting: String,
    pub(crate) notes: Vec<usize>,
    /// Whether it is one of the two ends of the range.
    pub(crate) strong: bool,
}

/// One report in the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    pub(crate) note: usize,
    pub(crate) date: String,
    pub(crate) speaker: String,
    pub(crate) publisher: String,
    pub(crate) value: String,
    pub(crate) mode: String,
    pub(crate) low: String,
    pub(crate) high: String,
    pub(crate) scope: String,
    pub(crate) breakdown: String,
    pub(crate) relations: Vec<Relation>,
    pub(crate) remark: String,
    pub(crate) seen: String,
    pub(crate) counted: bool,
}

/// "replaces \[3\]".
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Relation {
    pub(crate) text: String,
    pub(crate) note: Option<usize>,
}

/// A footnote: the exact quote and where it stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Note {
    pub(crate) number: usize,
    pub(crate) quote: String,
    pub(crate) who: String,
    /// Item, bytes, log position.
    pub(crate) place: String,
    /// The item's number in the evidence index.
    pub(crate) item: Option<usize>,
    pub(crate) url: Option<String>,
    pub(crate) claim: String,
}

/// The evidence index.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Evidence {
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) rows: Vec<Item>,
}

/// One item.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Item {
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) facts: String,
    pub(crate) url: Option<String>,
    pub(crate) sha256: String,
    pub(crate) index: String,
    pub(crate) size: String,
    pub(crate) notes: Vec<usize>,
}

/// How to check the record.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Verify {
    pub(crate) heading: String,
    pub(crate) intro: String,
    /// What a step shows, and its command (may be empty).
    pub(crate) steps: Vec<(String, String)>,
    /// What is not shown.
    pub(crate) limits: String,
    pub(crate) facts: Vec<(String, String)>,
}

/// The words used.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Glossary {
    pub(crate) heading: String,
    pub(crate) terms: Vec<(String, String)>,
}

/// Small words that the formats need.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Labels {
    pub(crate) contents: String,
    pub(crate) note: String,
    pub(crate) back: String,
    pub(crate) page_of: String,
    pub(crate) rule: String,
    pub(crate) number: String,
    pub(crate) rests_on: String,
    pub(crate) date: String,
    pub(crate) speaker: String,
    pub(crate) publisher: String,
    pub(crate) mode: String,
    pub(crate) low: String,
    pub(crate) high: String,
    pub(crate) scope: String,
    pub(crate) relations: String,
    pub(crate) seen: String,
    pub(crate) item: String,
    pub(crate) digest: String,
    pub(crate) log_index: String,
    pub(crate) size: String,
    pub(crate) not_counted: String,
    pub(crate) quoted_in: String,
}

/// What stands in a table for an end that is open.
pub(crate) const OPEN: &str = "–";

const TERMS: [&str; 14] = [
    "report",
    "speaker",
    "scope",
    "independent",
    "superseded",
    "repeats",
    "lowest",
    "highest",
    "agreed",
    "majority",
    "named",
    "item",
    "log",
    "seen",
];

impl Page {
    /// Puts a record into words.
    pub(crate) fn new(view: &Redacted<RecordView>, l: &Locale) -> Self {
        let items = evidence::numbers(view);
        let record = view.get();
        let mut notes = Notes::new(l, &items);
        let tolls = record.tolls.iter().map(|toll| tolls::toll_page(l, toll, &mut notes)).collect();
        let responsibility = tolls::responsibility(l, record, &mut notes);
        let chronology = chronology(l, record, &notes);
        let evidence = evidence::evidence(l, view, &notes);
        Self {
            lang: l.code(),
            dir: l.dir(),
            title: visible(&record.title),
            sort: l.say("sort"),
            stamp: stamp(l, record),
            about: about(l, record),
            tolls,
            responsibility,
            chronology,
            passages: Section { heading: l.say("passages"), text: vec![l.say("passages-intro")] },
            evidence,
            verify: evidence::verify(l, record),
            glossary: Glossary {
                heading: l.say("glossary"),
                terms: TERMS
                    .iter()
                    .map(|term| (l.say(&format!("term-{term}")), l.say(&format!("term-{term}-means"))))
                    .collect(),
            },
            labels: labels(l),
            notes: notes.finish(),
        }
    }
}

fn stamp(l: &Locale, record: &RecordView) -> Vec<(String, String)> {
    let generated = words::date(l, record.generated.date());
    let time = record.generated.to_string();
    let clock = time.split('T').nth(1).unwrap_or_default().trim_end_matches('Z').to_owned();
    let made = l.tell("stamp-made-at", &[("date", Value::Text(&generated)), ("time", Value::Text(&clock))]);
    let size = Value::Number(record.log.size);
    vec![
        (l.say("stamp-made"), made),
        (l.say("stamp-by"), visible(&record.program)),
        (
            l.say("stamp-log"),
            l.tell("stamp-log-at", &[("origin", Value::Text(&visible(&record.log.origin))), ("size", size)]),
        ),
    ]
}

fn about(l: &Locale, record: &RecordView) -> Section {
    let mut text = vec![l.say("about-what"), l.say("about-not"), l.say("about-read")];
    let withheld = record.withheld;
    if withheld.claims + withheld.items > 0 {
        let values = [("claims", Value::Count(withheld.claims)), ("items", Value::Count(withheld.items))];
        text.push(l.tell("withheld", &values));
    }
    let rejected: usize = record.tolls.iter().map(|toll| toll.left_out.rejected).sum();
    if rejected > 0 {
        text.push(l.tell("rejected", &[("n", Value::Count(rejected))]));
    }
    if let Some(day) = record.tolls.first().and_then(|toll| toll.as_of) {
        let left: usize = record.tolls.iter().map(|toll| toll.left_out.later + toll.left_out.undated).sum();
        let day = words::date(l, day);
        text.push(l.tell("as-of", &[("date", Value::Text(&day)), ("n", Value::Count(left))]));
    }
    Section { heading: l.say("about"), text }
}

fn chronology(l: &Locale, record: &RecordView, notes: &Notes<'_>) -> Option<Listed> {
    let entry = |moment: &crate::view::Moment| Entry {
        lead: moment.date.map_or_else(|| l.say("undated"), |date| words::date(l, date)),
        text: visible(&moment.text),
        under: String::new(),
        notes: notes.known(&moment.claims),
    };
    let entries: Vec<Entry> = record.chronology.iter().map(entry).collect();
    (!entries.is_empty()).then(|| Listed {
        heading: l.say("chronology"),
        intro: l.say("chronology-intro"),
        entries,
    })
}

fn labels(l: &Locale) -> Labels {
    Labels {
        contents: l.say("label-contents"),
        note: l.say("label-note"),
        back: l.say("label-back"),
        page_of: l.say("label-page-of"),
        rule: l.say("label-rule"),
        number: l.say("label-number"),
        rests_on: l.say("label-rests-on"),
        date: l.say("label-date"),
        speaker: l.say("label-speaker"),
        publisher: l.say("label-publisher"),
        mode: l.say("label-mode"),
        low: l.say("label-low"),
        high: l.say("label-high"),
        scope: l.say("label-scope"),
        relations: l.say("label-relations"),
        seen: l.say("label-seen"),
        item: l.say("label-item"),
        digest: l.say("label-digest"),
        log_index: l.say("label-log-index"),
        size: l.say("label-size"),
        not_counted: l.say("label-not-counted"),
        quoted_in: l.say("label-quoted-in"),
    }
}
