//! The record on paper and screen: HTML, PDF, CSV, charts; every figure leads back to its quote.
//!
//! Everything here takes [`Redacted`] data and a [`Locale`], and gives bytes: no files, no network, no clock, and the
//! same bytes for the same input on every machine (fonts and words are part of the program). `view.rs` says what a
//! record consists of, `page.rs` puts it into words once, [`html()`] and [`pdf()`] set those words.

mod chart;
mod consent;
mod csv;
pub mod document;
mod dossier;
mod estimates;
mod export;
mod fonts;
mod html;
mod locale;
mod map;
mod page;
mod pdf;
mod png;
mod posts;
mod redact;
mod svg;
mod view;
mod visible;
mod words;

pub use chart::{Bar, Chart, Group, Mark};
pub use consent::{NameForm, Names, Occasion, Permit, Stretch, Why};
pub use csv::{data_dictionary, evidence_csv, record_csv, toll_csv};
pub use dossier::{
    Dossier, DossierSource, ExhibitRow, FigureRow, PassageRow, completeness_report, dossier, exhibits_csv,
    figures_csv, passages_csv, sealed_annex,
};
pub use estimates::{EstimateChart, MethodMark, estimate_png, estimate_svg};
pub use export::{
    CaseExport, ExportFiles, ExportSource, FTM_DATASET, XlsxError, case_export, export_csv, export_ftm,
    export_geojson, export_jsonld, export_xlsx, exported_ids, withheld,
};
pub use html::html;
pub use locale::{Locale, LocaleError};
pub use map::{MapPlace, MapWords, map_png, map_svg};
pub use pdf::{PdfError, SetPdf, pdf};
pub use png::{PngError, png};
pub use posts::{PostsWords, posts_png, posts_svg};
pub use redact::{Draft, Redacted, Withheld, redacted_toll};
pub use svg::svg;
pub use view::{EvidenceRow, ItemView, LogView, Moment, RecordView, evidence_index};
pub use visible::visible;
