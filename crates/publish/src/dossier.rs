//! A dossier: what the record holds for one recipient, in the recipient's own order, each fact with its reference.
//!
//! One tree for all formats. The first mention of a passage is a footnote with its words, every other a reference to
//! the annex that lists all passages. Names stand in the form that consents allow; what is too sensitive for the
//! occasion is not in the tree at all and is counted. What speaks against it and who is said to be responsible otherwise
//! is filled in from the record and cannot be left out. Nothing here decides guilt, and every page says so.

mod against;
mod annex;
mod chapter;
mod cite;
mod entity;
mod figures;
mod finding;
mod report;
mod sealed;
mod tables;

use std::collections::BTreeSet;

use sanad_findings::{Completeness, Matter, Profile};
use sanad_model::{ClaimId, ClaimRecord, EntityRecord, Sensitivity, Timestamp};

use crate::consent::{Names, Stretch};
use crate::document::{Block, Document, Labels, Run, Segment, heading, paragraph, soft, text};
use crate::locale::{Locale, Value};
use crate::redact::Redacted;
use crate::view::{ItemView, LogView};
use crate::visible::visible;
use crate::words;

use cite::Citations;
pub use cite::PassageRow;
pub use figures::FigureRow;
pub use tables::{ExhibitRow, exhibits_csv, figures_csv, passages_csv};

/// What a dossier is made from.
#[derive(Debug, Clone, Copy)]
pub struct DossierSource<'a> {
    /// What the recipient asks for.
    pub profile: &'a Profile,
    /// What the record holds.
    pub matter: &'a Matter<'a>,
    /// What is there and what is missing.
    pub completeness: &'a Completeness,
    /// Under which names people leave.
    pub names: &'a Names,
    /// All items.
    pub items: &'a [ItemView],
    /// The log.
    pub log: &'a LogView,
    /// How sensitive a thing may leave; what has no mark is taken for [`Sensitivity::Team`].
    pub level: Sensitivity,
    /// When it is made.
    pub generated: Timestamp,
    /// Program and version.
    pub program: &'a str,
    /// Which version of the dossier for this recipient and subject, from 1.
    pub version: u64,
    /// With gaps marked, not for sending.
    pub draft: bool,
    /// Only one person works on the case: nobody else can say yes to a finding.
    pub single_actor: bool,
    /// Whether a sealed annex is written beside it.
    pub sealed: bool,
    /// Pictures that go along as exhibits, because a person said so.
    pub pictures: &'a [sanad_model::ItemId],
}

/// A dossier that may leave.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The document.
    pub document: Redacted<Document>,
    /// The passages it cites, in order.
    pub passages: Redacted<Vec<PassageRow>>,
    /// Every report of a figure, whether the document sets it or not.
    pub figures: Redacted<Vec<FigureRow>>,
    /// Its exhibits, by number.
    pub exhibits: Redacted<Vec<ExhibitRow>>,
}

/// Puts a dossier together.
#[must_use]
pub fn dossier(source: &DossierSource<'_>, locale: &Locale) -> Dossier {
    let mut writer = Writer::new(source, locale);
    let blocks = writer.blocks();
    let document = writer.document(blocks);
    Dossier {
        document: Redacted::laid_out(document),
        passages: Redacted::of(writer.passages()),
        figures: Redacted::of(std::mem::take(&mut writer.figures)),
        exhibits: Redacted::of(writer.exhibit_rows()),
    }
}

/// The completeness report as a document of its own.
#[must_use]
pub fn completeness_report(source: &DossierSource<'_>, locale: &Locale) -> Redacted<Document> {
    let writer = Writer::new(source, locale);
    let blocks = report::blocks(&writer);
    let mut document = writer.document(blocks);
    document.title = locale.say("report-title");
    document.draft = None;
    Redacted::laid_out(document)
}

/// Who stands behind the codes: for the sealed annex alone. `None` if nobody agreed to be named there.
#[must_use]
pub fn sealed_annex(source: &DossierSource<'_>, locale: &Locale) -> Option<Redacted<Document>> {
    let writer = Writer::new(source, locale);
    let blocks = sealed::blocks(&writer)?;
    let mut document = writer.document(blocks);
    document.title = locale.say("sealed-title");
    Some(Redacted::laid_out(document))
}

/// Where a dossier is put together.
struct Writer<'d> {
    l: &'d Locale,
    d: &'d DossierSource<'d>,
    cites: Citations<'d>,
    /// Claims that stand and may be shown.
    shown: BTreeSet<ClaimId>,
    /// Every report of a figure, for the table beside the document.
    figures: Vec<FigureRow>,
}

impl<'d> Writer<'d> {
    fn new(d: &'d DossierSource<'d>, l: &'d Locale) -> Self {
        let cites = Citations::new(d.items.iter().filter(|item| mark(item.sensitivity) <= d.level));
        let may_show =
            |claim: &&ClaimRecord| mark(claim.reported.sensitivity) <= d.level && cites.has(claim.item);
        let standing = d.matter.record.claims.iter().filter(|c| d.matter.claim(c.id).is_some());
        let shown = standing.filter(may_show).map(|claim| claim.id).collect();
        Self { l, d, cites, shown, figures: Vec::new() }
    }

    fn document(&self, blocks: Vec<Block>) -> Document {
        let d = self.d;
        let title = d.profile.title.get(self.l.code()).or_else(|| d.profile.title.get("en"));
        let title = title.cloned().unwrap_or_default();
        let subject = self.subject();
        let event = d.matter.event.map(|e| self.own(e.entity.title())).unwrap_or_default();
        let about = [&subject, &event].into_iter().find(|said| !said.is_empty());
        // one line at the head of every page: a long title would not fit
        let head = about.map_or_else(|| title.clone(), |about| format!("{}: {about}", d.profile.id));
        Document {
            subtitle: (!subject.is_empty()).then_some(subject),
            title,
            language: self.l.code().to_owned(),
            running_head: shortened(&head),
            notice: self.l.say("dossier-notice"),
            draft: d.draft.then(|| self.l.say("dossier-draft")),
            program: d.program.to_owned(),
            date: d.generated.to_string(),
            ident: format!(
                "{} {} {} {} {}",
                d.log.origin,
                d.profile.id,
                d.completeness.about.as_deref().unwrap_or("-"),
                d.completeness.event.as_deref().unwrap_or("-"),
                d.version
            ),
            labels: Labels {
                contents: self.l.say("contents"),
                of: self.l.say("page-of"),
                notes: self.l.say("footnotes"),
                missing: self.l.say("missing"),
                withheld: self.l.say("withheld-bar"),
            },
            blocks,
        }
    }

    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = self.front();
        for (n, chapter) in self.d.profile.chapters.iter().enumerate() {
            blocks.extend(self.chapter(n + 1, chapter));
        }
        let mut number = self.d.profile.chapters.len();
        for more in
            [Self::other_findings as fn(&mut Self) -> Option<Vec<Block>>, Self::other_contrary, Self::test]
        {
            if let Some(rest) = more(self) {
                number += 1;
                blocks.extend(numbered(number, rest));
            }
        }
        blocks.push(Block::PageBreak);
        blocks.extend(self.annexes());
        blocks
    }

    /// Title page: to whom, from whom, about what, on which standard, out of which log.
    fn front(&mut self) -> Vec<Block> {
        let d = self.d;
        let mut rows = vec![(self.l.say("front-to"), vec![text(&d.profile.addressee)])];
        let from: Vec<String> = d.matter.submitters.iter().map(|s| self.own(s.entity.title())).collect();
        if !from.is_empty() {
            rows.push((self.l.say("front-from"), vec![text(from.join(", "))]));
        }
        if let Some(event) = d.matter.event {
            rows.push((self.l.say("front-event"), vec![text(self.own(event.entity.title()))]));
        }
        rows.push((self.l.say("front-date"), vec![text(words::date(self.l, d.generated.date()))]));
        rows.push((self.l.say("front-version"), vec![text(d.version.to_string())]));
        rows.push((
            self.l.say("front-standard"),
            vec![text(self.word(&d.profile.standard)), soft(format!(" {}", d.profile.standard_source))],
        ));
        rows.push((
            self.l.say("front-profile"),
            vec![text(self.l.tell(
                "front-profile-is",
                &[
                    ("id", Value::Text(&d.profile.id)),
                    ("version", Value::Text(&d.profile.version)),
                    ("checked", Value::Text(&words::date(self.l, d.profile.checked))),
                ],
            ))],
        ));
        rows.push((
            self.l.say("front-log"),
            vec![text(self.l.tell(
                "front-log-is",
                &[("origin", Value::Text(&visible(&d.log.origin))), ("size", Value::Number(d.log.size))],
            ))],
        ));
        let mut blocks = vec![Block::Fields { rows }, Block::Callout { text: self.says() }];
        if d.draft {
            blocks.extend(self.what_is_missing());
        }
        blocks.push(Block::PageBreak);
        blocks.push(Block::Contents);
        blocks.push(Block::PageBreak);
        blocks
    }

    /// What this is and what it is not; what was withheld.
    fn says(&self) -> Vec<Run> {
        let withheld_claims = self.withheld_claims();
        let values = [("claims", Value::Count(withheld_claims)), ("people", Value::Count(self.coded()))];
        let mut runs = vec![text(self.l.say("dossier-about")), Run::Break, Run::Break];
        runs.push(text(self.l.tell("dossier-withheld", &values)));
        if self.d.single_actor {
            runs.extend([Run::Break, Run::Break, text(self.l.say("dossier-single-actor"))]);
        }
        runs
    }

    fn what_is_missing(&self) -> Vec<Block> {
        let blocking = &self.d.completeness.blocking;
        let fields = blocking.iter().map(|b| self.field_label(&b.field, &b.label));
        let mut said: Vec<String> = fields.collect();
        said.dedup();
        if said.is_empty() {
            return Vec::new();
        }
        let items = said.into_iter().map(|field| vec![text(field)]).collect();
        vec![paragraph(vec![text(self.l.say("draft-lacks"))]), Block::List { ordered: false, items }]
    }

    fn withheld_claims(&self) -> usize {
        let matter = self.d.matter;
        let cited: BTreeSet<ClaimId> = matter.gathered().iter().flat_map(|e| matter.standing(e)).collect();
        cited.difference(&self.shown).count()
    }

    fn coded(&self) -> usize {
        self.d.names.permits().filter(|(_, p)| p.form != crate::consent::NameForm::Full).count()
    }

    /// What the subject is called.
    fn subject(&self) -> String {
        self.d.matter.subject.map(|s| self.own(s.entity.title())).unwrap_or_default()
    }

    /// Words of ours, with the names that may stand.
    fn own(&self, words: &str) -> String {
        visible(&self.d.names.masked(words))
    }

    /// Words of ours as a run, in the direction of their script.
    fn run(&self, words: &str) -> Run {
        let said = self.own(words);
        if right_to_left(&said) { Run::Foreign { text: said, language: "fa".to_owned() } } else { text(said) }
    }

    /// Words of others: a name that may not stand is a bar.
    fn quoted(&self, words: &str) -> Vec<Segment> {
        let stretches = self.d.names.stretches(words).into_iter();
        let segments = stretches.map(|stretch| match stretch {
            Stretch::Text(text) => Segment::Shown { text: visible(&text) },
            Stretch::Name(_) => Segment::Redacted,
        });
        segments.collect()
    }

    /// The same on one line with others.
    fn quoted_runs(&self, words: &str) -> Vec<Run> {
        let runs = self.quoted(words).into_iter().map(|segment| match segment {
            Segment::Shown { text: said } if right_to_left(&said) => {
                Run::Foreign { text: said, language: "fa".to_owned() }
            }
            Segment::Shown { text: said } => text(said),
            Segment::Redacted => Run::Redacted,
        });
        runs.collect()
    }

    /// A word of a closed list.
    fn word(&self, word: &str) -> String {
        self.l.word(word)
    }

    fn field_label(&self, id: &str, english: &str) -> String {
        self.l.asked(id, english)
    }

    /// Whether an entity may be shown on this occasion.
    fn may_show(&self, entity: &EntityRecord) -> bool {
        mark(entity.entity.sensitivity) <= self.d.level
    }
}

/// As much as stands on one line.
fn shortened(words: &str) -> String {
    let mut letters = words.chars();
    let short: String = letters.by_ref().take(70).collect();
    if letters.next().is_some() { format!("{short}\u{2026}") } else { short }
}

/// How sensitive a thing is: unmarked, it is for the people who work on the case and those they send it to.
fn mark(sensitivity: Option<Sensitivity>) -> Sensitivity {
    sensitivity.unwrap_or(Sensitivity::Team)
}

fn right_to_left(words: &str) -> bool {
    sanad_findings::script_of(words) == Some(sanad_findings::Script::Arabic)
}

/// A chapter that the profile does not have, under its number.
fn numbered(number: usize, mut blocks: Vec<Block>) -> Vec<Block> {
    if let Some(Block::Heading { text: words, .. }) = blocks.first_mut() {
        words.insert(0, text(format!("{number}. ")));
    }
    blocks
}

/// A heading that the contents lead to.
fn headed(level: u8, id: impl Into<String>, words: impl Into<String>) -> Block {
    Block::Heading { level, text: vec![text(words)], id: Some(id.into()) }
}

/// A heading below the contents.
fn small(words: impl Into<String>) -> Block {
    heading(3, words)
}
