//! `sanad export`: the whole case in open formats, redacted first or for ourselves; and what left is recorded.

use std::collections::BTreeSet;
use std::path::Path;

use sanad_model::Sensitivity;
use sanad_publish::{ExportFiles, ExportSource, ItemView, Names, Occasion, Redacted};
use sanad_vault::SealTo;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::archive::ArchiveView;
use crate::error::{CaseError, Result};
use crate::events::ExportEvent;
use crate::open::Case;
use crate::record::{PROGRAM, item_view, locale, unwritten};
use crate::state::Standing;

/// A format of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One CSV file for each table, with a data dictionary.
    Csv,
    /// FollowTheMoney entities and statements.
    Ftm,
    /// JSON-LD.
    JsonLd,
    /// GeoJSON.
    GeoJson,
    /// A workbook.
    Xlsx,
    /// Everything, for a new installation.
    Archive,
}

/// What an export shall be.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// The format.
    pub format: Format,
    /// The language of its words.
    pub lang: String,
    /// Who gets it: consents are asked for them, and the register names them.
    pub to: Option<String>,
    /// Nothing withheld: for those who work on the case.
    pub full: bool,
    /// How sensitive a thing may leave. None: what is marked stricter than public stays, and what has no mark goes.
    pub level: Option<Sensitivity>,
    /// Who can open an archive; none: everybody. Other formats are always in the clear.
    pub seal: Option<SealTo>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportView {
    /// Files, relative to the folder.
    pub files: Vec<String>,
    /// Claims that were left out.
    pub claims_withheld: usize,
    /// Items that were left out.
    pub items_withheld: usize,
    /// People who appear under a code or initials.
    pub people_coded: usize,
    /// Of an archive: how much is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<ArchiveView>,
}

impl Format {
    /// All formats by the word that is typed.
    pub const ALL: [(&'static str, Self); 6] = [
        ("csv", Self::Csv),
        ("ftm", Self::Ftm),
        ("jsonld", Self::JsonLd),
        ("geojson", Self::GeoJson),
        ("xlsx", Self::Xlsx),
        ("archive", Self::Archive),
    ];

    /// The format of this word.
    ///
    /// # Errors
    /// There is none.
    pub fn named(word: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, format)| *format).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|(name, _)| *name).collect();
            CaseError::wrong_use(
                format!("{:?} is no format", word.chars().take(40).collect::<String>()),
                format!("choose one of {}", known.join(", ")),
            )
        })
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("", |(word, _)| word)
    }
}

impl ExportOptions {
    /// Whoever names a level means it for things without a mark, too: these are the team's.
    fn unmarked(&self) -> Sensitivity {
        if self.level.is_some() { Sensitivity::Team } else { Sensitivity::Public }
    }
}

impl Case {
    /// Writes the case in a format into a folder. That it leaves is recorded first, with the digest of each file.
    ///
    /// # Errors
    /// When a file of the same name stands there, or the folder cannot be written.
    pub fn export(&mut self, out: &Path, options: &ExportOptions) -> Result<ExportView> {
        if options.format == Format::Archive {
            return self.export_archive(out, options);
        }
        let locale = locale(&options.lang)?;
        let names = (!options.full).then(|| {
            let level = options.level.unwrap_or(Sensitivity::Public);
            self.names_for("export", options.to.as_deref().unwrap_or("public"), level)
        });
        let claims: Vec<_> = self
            .state
            .claims
            .iter()
            .filter(|c| c.updated_by.is_none())
            .map(|c| (c.record.clone(), standing(c.standing)))
            .collect();
        let items: Vec<ItemView> = self.state.items.iter().map(item_view).collect();
        let judgements: Vec<_> = self.state.judgements.iter().map(|(id, _, j)| (*id, j.clone())).collect();
        let actors: Vec<_> = self.actors()?.into_iter().map(|a| (a.id.to_string(), a.name)).collect();
        let log = self.log_view()?;
        let export = sanad_publish::case_export(&ExportSource {
            items: &items,
            claims: &claims,
            judgements: &judgements,
            entities: &self.state.entities,
            actors: &actors,
            names: names.as_ref(),
            level: options.level.unwrap_or(Sensitivity::Public),
            unmarked: options.unmarked(),
            single_actor: self.workers()?.len() < 2,
            log: &log,
            generated: self.now(),
            program: PROGRAM,
        });
        let files = match options.format {
            Format::Csv => sanad_publish::export_csv(&export, &locale),
            Format::Ftm => sanad_publish::export_ftm(&export),
            Format::JsonLd => sanad_publish::export_jsonld(&export, &locale),
            Format::GeoJson => sanad_publish::export_geojson(&export, &locale),
            Format::Xlsx => sanad_publish::export_xlsx(&export, &locale).map_err(|e| unwritten(&e))?,
            Format::Archive => ExportFiles::new(),
        };
        let [claims_withheld, items_withheld, _] = sanad_publish::withheld(&export);
        self.tell_export(&export, options, &files)?;
        for (name, bytes) in &files {
            crate::files::write_below(&out.join(name), bytes)?;
        }
        let coded =
            |names: &Names| names.permits().filter(|(_, p)| p.form != sanad_publish::NameForm::Full).count();
        Ok(ExportView {
            files: files.into_iter().map(|(name, _)| name).collect(),
            claims_withheld,
            items_withheld,
            people_coded: names.as_ref().map_or(0, coded),
            archive: None,
        })
    }

    fn export_archive(&mut self, out: &Path, options: &ExportOptions) -> Result<ExportView> {
        std::fs::create_dir_all(out).map_err(|e| CaseError::io(out, &e))?;
        let name =
            self.path.file_stem().map_or_else(|| "case".to_owned(), |s| s.to_string_lossy().into_owned());
        let file = format!("{name}.sanad-archive");
        let view = self.write_archive(&out.join(&file), options.seal.as_ref(), options.to.as_deref())?;
        Ok(ExportView {
            files: vec![file],
            claims_withheld: 0,
            items_withheld: 0,
            people_coded: 0,
            archive: Some(view),
        })
    }

    /// Names as they may leave for this use and recipient: as was agreed to, and of victims whom nobody asked none.
    pub(crate) fn names_for(&self, usage: &str, recipient: &str, level: Sensitivity) -> Names {
        let nobody = BTreeSet::new();
        let occasion = Occasion { usage, recipient, today: self.now().date(), level, subjects: &nobody };
        let victims =
            self.state.claims.iter().filter_map(|c| c.record.claim.victim.as_ref()?.name.as_deref());
        Names::new(&self.state.entities, &occasion).hiding(victims)
    }

    fn tell_export(
        &mut self,
        export: &Redacted<sanad_publish::CaseExport>,
        options: &ExportOptions,
        files: &ExportFiles,
    ) -> Result<()> {
        let digest = |(name, bytes): &(String, Vec<u8>)| {
            format!("{}  {name}", data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)))
        };
        let event = ExportEvent {
            what: format!("export {}", options.format.word()),
            ids: sanad_publish::exported_ids(export),
            to: options.to.clone().or_else(|| options.full.then(|| "ourselves: nothing withheld".to_owned())),
            files: files.iter().map(digest).collect(),
            ..ExportEvent::default()
        };
        self.append_one(event.draft(self.now()), None)?;
        Ok(())
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "waiting",
        Standing::Accepted => "accepted",
        Standing::Rejected => "rejected",
        Standing::Open => "open",
    }
}
