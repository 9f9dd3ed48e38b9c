//! `sanad record` and the charts: what stands in the case handed to `publish`, redacted first.

use std::path::{Path, PathBuf};

use sanad_model::{Sensitivity, World};
use sanad_publish::{Draft, ItemView, Locale, LogView, Redacted};
use sanad_record::{Toll, TollQuery};
use serde::Serialize;

use crate::error::{CaseError, Exit, Result};
use crate::events::ExportEvent;
use crate::open::{Case, WORLD};
use crate::state::Item;

/// The program and its version, as documents name it.
pub(crate) const PROGRAM: &str = concat!("sanad ", env!("CARGO_PKG_VERSION"));

/// What a record shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOptions {
    /// Its title; the event or the case's name where none is given.
    pub title: Option<String>,
    /// The event; all claims where none is given.
    pub event: Option<String>,
    /// The language of its words.
    pub lang: String,
    /// Who it is for: what is stricter is withheld, counted.
    pub level: Sensitivity,
    /// What a claim or item without a mark is taken for.
    pub unmarked: Sensitivity,
    /// Where the proof bundle lies beside the record, if one does.
    pub proofs: Option<String>,
}

/// Files that were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Their paths.
    pub files: Vec<String>,
    /// Claims and items that were withheld.
    pub withheld: usize,
}

impl Case {
    /// Writes `record.html`, `record.pdf`, `record.csv` with its dictionary, the evidence index, and the chart of each
    /// kind as SVG and PNG. What leaves is recorded in the log first.
    ///
    /// # Errors
    /// When the language is unknown or the folder cannot be written.
    pub fn write_record(&mut self, out: &Path, options: &RecordOptions) -> Result<Written> {
        let locale = locale(&options.lang)?;
        std::fs::create_dir_all(out).map_err(|e| CaseError::io(out, &e))?;
        let event = ExportEvent {
            what: "record".to_owned(),
            ids: self.judged_claims().iter().map(|c| c.id.to_string()).collect(),
            ..ExportEvent::default()
        };
        self.append_one(event.draft(self.now()), None)?;
        let view = Redacted::record(self.draft(options)?, options.level);
        let mut files: Vec<(String, Vec<u8>)> = vec![
            ("record.html".to_owned(), sanad_publish::html(&view, &locale).into_bytes()),
            ("record.pdf".to_owned(), sanad_publish::pdf(&view, &locale).map_err(|e| unwritten(&e))?),
            ("record.csv".to_owned(), sanad_publish::record_csv(&view)),
            ("bounds.csv".to_owned(), sanad_publish::toll_csv(&view)),
            ("evidence.csv".to_owned(), sanad_publish::evidence_csv(&view)),
            ("dictionary.csv".to_owned(), sanad_publish::data_dictionary(&locale)),
        ];
        for toll in &view.get().tolls {
            let Some(shown) = view.toll(toll.kind) else { continue };
            if let Some(svg) = sanad_publish::svg(&shown, &locale) {
                let png = sanad_publish::png(&shown, &locale).map_err(|e| unwritten(&e))?;
                files.push((format!("toll-{}.svg", toll.kind), svg.into_bytes()));
                files.push((format!("toll-{}.png", toll.kind), png));
            }
        }
        let paths = files.iter().map(|(name, bytes)| {
            let path: PathBuf = out.join(name);
            crate::files::write(&path, bytes).map(|()| path.display().to_string())
        });
        let withheld = view.get().withheld;
        Ok(Written { files: paths.collect::<Result<_>>()?, withheld: withheld.claims + withheld.items })
    }

    /// Writes the chart of a toll.
    ///
    /// # Errors
    /// When nothing can be drawn, or a file cannot be written.
    pub fn write_chart(&self, toll: &Toll, svg: Option<&Path>, png: Option<&Path>, lang: &str) -> Result<()> {
        if let Some(path) = svg {
            let text =
                sanad_publish::svg(&self.for_chart(toll), &locale(lang)?).ok_or_else(nothing_to_draw)?;
            crate::files::write(path, text.as_bytes())?;
        }
        if let Some(path) = png {
            crate::files::write(path, &self.toll_png(toll, lang)?)?;
        }
        Ok(())
    }

    /// The chart of a toll as a picture.
    ///
    /// # Errors
    /// When nothing can be drawn.
    pub fn toll_png(&self, toll: &Toll, lang: &str) -> Result<Vec<u8>> {
        let (shown, locale) = (self.for_chart(toll), locale(lang)?);
        sanad_publish::svg(&shown, &locale).ok_or_else(nothing_to_draw)?;
        sanad_publish::png(&shown, &locale).map_err(|e| unwritten(&e))
    }

    /// The same toll without what is restricted or sealed.
    fn for_chart(&self, toll: &Toll) -> Redacted<Toll> {
        let query = TollQuery { event: toll.event.clone(), kind: toll.kind, as_of: toll.as_of };
        let (claims, judgements) = (self.judged_claims(), self.judgements());
        sanad_publish::redacted_toll(&claims, &judgements, &query, Sensitivity::Team, Sensitivity::Team).0
    }

    /// The log as it stands now.
    pub(crate) fn log_view(&self) -> Result<LogView> {
        let root = self.vault.checkpoint().map_err(|e| self.explain(e))?;
        let mut lines = root.note.lines();
        let origin = lines.next().unwrap_or_default().to_owned();
        let hash = lines.nth(1).unwrap_or_default().to_owned();
        Ok(LogView { origin, key: self.log_key()?, size: root.size, root: hash, anchors: self.dates()? })
    }

    fn draft(&self, options: &RecordOptions) -> Result<Draft> {
        let name = self.path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        Ok(Draft {
            title: options.title.clone().or_else(|| options.event.clone()).unwrap_or(name),
            event: options.event.clone(),
            generated: WORLD.now(),
            program: PROGRAM.to_owned(),
            log: self.log_view()?,
            items: self.state.items.iter().map(item_view).collect(),
            claims: self.judged_claims(),
            judgements: self.judgements(),
            as_of: None,
            chronology: Vec::new(),
            proofs: options.proofs.clone(),
            unmarked: options.unmarked,
            names: (options.level == Sensitivity::Public)
                .then(|| self.names_for("record", "public", Sensitivity::Public)),
        })
    }
}

pub(crate) fn locale(lang: &str) -> Result<Locale> {
    Locale::new(lang).map_err(|e| CaseError::wrong_use(e.to_string(), "choose another with --lang"))
}

fn nothing_to_draw() -> CaseError {
    CaseError::nothing("no report gives a number, so there is nothing to draw", "")
}

pub(crate) fn unwritten(error: &dyn std::fmt::Display) -> CaseError {
    CaseError::new(
        Exit::CheckFailed,
        format!("the record could not be set: {error}"),
        "the other files are unaffected; report this",
    )
}

pub(crate) fn item_view(item: &Item) -> ItemView {
    let provenance = &item.event.provenance;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    ItemView {
        item: item.id,
        sha256: item.event.sha256,
        size: item.event.size,
        media: item.event.media.clone(),
        name: some(&item.event.name),
        source: provenance.source.clone(),
        publisher: provenance.publisher.clone(),
        url: provenance.url.clone(),
        collected: provenance.collected,
        index: item.index,
        sensitivity: provenance.sensitivity,
    }
}
