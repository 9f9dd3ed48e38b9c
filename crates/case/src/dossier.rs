//! `sanad dossier`: from the case to a folder that can be sent.
//!
//! First what is missing; then, if nothing required is, the documents, the annexes and the proofs. What leaves is
//! recorded in the log, with the digest of each file, before the first file is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sanad_findings::{
    CaseRecord, Completeness, Confidentiality, Matter, MatterError, Profile, ProfileStatus,
};
use sanad_model::{ClaimId, ItemId, Judgement, Sensitivity};
use sanad_publish::document::Document;
use sanad_publish::{Dossier, DossierSource, ItemView, Names, Occasion, Redacted};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::error::{CaseError, Exit, Result};
use crate::events::ExportEvent;
use crate::open::Case;
use crate::outgoing::Outgoing;
use crate::record::{PROGRAM, item_view, locale, unwritten};
use crate::state::Standing;

/// What a dossier shall be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DossierOptions {
    /// The id of a profile, or a profile file.
    pub profile: String,
    /// About whom: a person or body.
    pub about: Option<String>,
    /// Within which event.
    pub event: Option<String>,
    /// With gaps marked.
    pub draft: bool,
    /// The language of its words.
    pub lang: String,
    /// Who gets it, for the register.
    pub to: Option<String>,
    /// The age recipient who may open the sealed annex.
    pub seal_to: Option<String>,
    /// The pictures that may go along, drawn anew.
    pub pictures: Vec<String>,
}

/// A dossier that was written, or what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierView {
    /// Its version, from 1; that of the next one, while nothing is written.
    pub version: u64,
    /// Whether it is a draft.
    pub draft: bool,
    /// Pages of the PDF.
    pub pages: usize,
    /// Exhibits in it.
    pub exhibits: usize,
    /// Passages that it cites.
    pub passages: usize,
    /// What was written, relative to the folder.
    pub files: Vec<String>,
    /// What whoever sends it should know.
    pub notes: Vec<String>,
    /// What is there and what is missing.
    pub completeness: Completeness,
}

/// A profile as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileView {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// When it was last compared with its texts.
    pub checked: String,
    /// Whether finished dossiers are written for it.
    pub status: ProfileStatus,
    /// What a dossier for it is called.
    pub title: String,
    /// To whom it goes.
    pub addressee: String,
    /// Whether anything in it is only recalled.
    pub recalled: bool,
}

/// The profiles that come with the program.
#[must_use]
pub fn profiles() -> Vec<ProfileView> {
    let views = sanad_findings::profiles().iter().map(|p| ProfileView {
        id: p.id.clone(),
        version: p.version.clone(),
        checked: p.checked.to_string(),
        status: p.status,
        title: p.title.get("en").cloned().unwrap_or_default(),
        addressee: p.addressee.clone(),
        recalled: p.recalled(),
    });
    views.collect()
}

/// The text of a profile that comes with the program: to be mended and given back with `--for FILE`.
///
/// # Errors
/// No profile of this id.
pub fn profile_text(id: &str) -> Result<&'static str> {
    let of = |text: &&&str| Profile::parse(text).is_ok_and(|p| p.id == id);
    sanad_findings::profile::FILES.iter().find(of).copied().ok_or_else(|| unknown_profile(id))
}

/// The records of a case, as findings read them.
pub(crate) struct Held {
    entities: Vec<sanad_model::EntityRecord>,
    claims: Vec<sanad_model::ClaimRecord>,
    rejected: BTreeSet<ClaimId>,
    judgements: Vec<Judgement>,
}

impl Held {
    /// What is there for a recipient, and what is missing.
    pub(crate) fn completeness(&self, options: &DossierOptions) -> Result<Completeness> {
        let profile = find_profile(&options.profile)?;
        names_somebody(&profile, options)?;
        let matter = matter(self.record(), options)?;
        Ok(sanad_findings::completeness(&profile, &matter))
    }

    pub(crate) fn record(&self) -> CaseRecord<'_> {
        CaseRecord {
            entities: &self.entities,
            claims: &self.claims,
            rejected: &self.rejected,
            judgements: &self.judgements,
        }
    }
}

/// A dossier in memory, with what it was made from.
struct Made {
    dossier: Dossier,
    report: Redacted<Document>,
    annex: Option<Redacted<Document>>,
    /// Items that the authors themselves wrote.
    own: BTreeSet<ItemId>,
    version: u64,
    profile: Profile,
    names: Names,
    completeness: Completeness,
}

/// Files to write, by name.
type Files = BTreeMap<String, Vec<u8>>;

impl Case {
    /// What the case has for a recipient, and what is missing. Writes nothing.
    ///
    /// # Errors
    /// No such profile, person or event.
    pub fn completeness(&self, options: &DossierOptions) -> Result<Completeness> {
        self.held().completeness(options)
    }

    /// Writes a dossier into a new folder.
    ///
    /// # Errors
    /// No such profile, person or event; a required field is missing and it is no draft: then nothing is written.
    pub fn write_dossier(&mut self, out: &Path, options: &DossierOptions) -> Result<DossierView> {
        self.give_dossier(&mut Outgoing::folder(out)?, options)
    }

    /// The same as one zip in memory.
    ///
    /// # Errors
    /// As [`Case::write_dossier`].
    pub fn dossier_archive(&mut self, options: &DossierOptions) -> Result<(DossierView, Vec<u8>)> {
        let mut out = Outgoing::archive();
        let view = self.give_dossier(&mut out, options)?;
        Ok((view, out.finish()?))
    }

    /// The dossier as a page, with gaps marked and without pictures: to be looked at by those who work on the case.
    /// Nothing is written and nothing leaves.
    ///
    /// # Errors
    /// No such profile, person or event.
    pub fn preview_dossier(&self, options: &DossierOptions) -> Result<String> {
        let made =
            self.made(&DossierOptions { draft: true, pictures: Vec::new(), ..options.clone() }, &[])?;
        Ok(sanad_publish::document::document_html(&made.dossier.document))
    }

    /// Everything of a dossier but its exhibits.
    fn made(&self, options: &DossierOptions, pictures: &[ItemId]) -> Result<Made> {
        let profile = find_profile(&options.profile)?;
        let locale = locale(&options.lang)?;
        names_somebody(&profile, options)?;
        let held = self.held();
        let matter = matter(held.record(), options)?;
        let completeness = sanad_findings::completeness(&profile, &matter);
        if !options.draft {
            refuse(&profile, &completeness)?;
        }
        let names = names(&held, &profile, &matter, self.now().date());
        let items: Vec<ItemView> = self.state.items.iter().map(item_view).collect();
        let log = self.log_view()?;
        let version = self.next_version(&profile, &completeness);
        let source = DossierSource {
            profile: &profile,
            matter: &matter,
            completeness: &completeness,
            names: &names,
            items: &items,
            log: &log,
            level: Sensitivity::Team,
            generated: self.now(),
            program: PROGRAM,
            version,
            draft: options.draft,
            single_actor: self.workers()?.len() < 2,
            sealed: options.seal_to.is_some(),
            pictures,
        };
        let dossier = sanad_publish::dossier(&source, &locale);
        let report = sanad_publish::completeness_report(&source, &locale);
        let annex = sanad_publish::sealed_annex(&source, &locale);
        let own = held.entities.iter().map(|e| e.item).collect();
        Ok(Made { dossier, report, annex, own, version, profile, names, completeness })
    }

    fn give_dossier(&mut self, out: &mut Outgoing, options: &DossierOptions) -> Result<DossierView> {
        let pictures = self.pictures(&options.pictures)?;
        let made = self.made(options, &pictures)?;
        for picture in &pictures {
            self.redrawn(*picture)?;
        }
        let Made { dossier, completeness, profile, version, .. } = &made;
        let mut files = Files::new();
        let pages = documents(&mut files, dossier)?;
        let report = sanad_publish::document::document_html(&made.report).into_bytes();
        files.insert("not-for-sending/completeness.html".to_owned(), report);
        let json = serde_json::to_vec_pretty(completeness).map_err(|e| unwritten(&e))?;
        files.insert("not-for-sending/completeness.json".to_owned(), json);
        let mut notes = Vec::new();
        if let Some(limit) = profile.page_limit.filter(|limit| pages > *limit as usize) {
            notes.push(format!("the PDF has {pages} pages; the recipient accepts {limit}"));
        }
        match (&made.annex, &options.seal_to) {
            (Some(annex), Some(recipient)) => {
                let pdf = sanad_publish::document::document_pdf(annex).map_err(|e| unwritten(&e))?;
                let sealed = sanad_vault::seal_to(recipient, &pdf.bytes).map_err(|e| self.explain(e))?;
                files.insert("sealed-annex.pdf.age".to_owned(), sealed);
            }
            (Some(_), None) => notes.push(
                "people agreed to be named to this recipient alone: give the recipient's key with --seal-to, and their names go into a sealed annex".to_owned(),
            ),
            (None, Some(_)) => notes.push("nobody agreed to be named to this recipient alone: there is no sealed annex".to_owned()),
            (None, None) => {}
        }
        let exhibits: Vec<(usize, ItemId)> =
            dossier.exhibits.get().iter().map(|e| (e.exhibit, e.item)).collect();
        let plan = self.exhibits(&exhibits, &made.names, (&made.own, &pictures), &mut files)?;
        files
            .insert("evidence.csv".to_owned(), sanad_publish::exhibits_csv(&dossier.exhibits, &plan.along()));
        files.insert("log.policy".to_owned(), self.policy()?.into_bytes());
        self.tell(profile, completeness, options, *version, dossier, &files)?;
        let mut written = Vec::new();
        for (name, bytes) in &files {
            out.put(name, bytes)?;
            written.push(name.clone());
        }
        written.extend(self.prove_exhibits(out, &plan)?);
        written.sort();
        Ok(DossierView {
            version: *version,
            draft: options.draft,
            pages,
            exhibits: exhibits.len(),
            passages: dossier.passages.get().len(),
            files: written,
            notes,
            completeness: made.completeness,
        })
    }

    pub(crate) fn held(&self) -> Held {
        let rejected = self.state.claims.iter().filter(|c| c.standing == Standing::Rejected);
        Held {
            entities: self.state.entities.clone(),
            claims: self.judged_claims(),
            rejected: rejected.map(|c| c.record.id).collect(),
            judgements: self.judgements(),
        }
    }

    /// The pictures that a person let go.
    fn pictures(&self, named: &[String]) -> Result<Vec<ItemId>> {
        let mut all: Vec<ItemId> = Vec::new();
        for typed in named {
            let item = self.find_item(typed)?;
            let media = &item.event.media;
            if !media.starts_with("image/") || media == "image/svg+xml" {
                return Err(CaseError::wrong_use(
                    format!("{} is no picture but {media}", item.id),
                    "name pictures with --picture",
                ));
            }
            if !all.contains(&item.id) {
                all.push(item.id);
            }
        }
        Ok(all)
    }

    /// Drafts and finished dossiers count apart.
    fn next_version(&self, profile: &Profile, completeness: &Completeness) -> u64 {
        let about = about(completeness);
        let same = |e: &&ExportEvent| {
            e.what == "dossier" && e.about.as_deref() == Some(&*about) && is_to(e, &profile.id)
        };
        let versions = self.state.exports.iter().map(|(.., e)| e).filter(same).filter_map(|e| e.version);
        versions.max().unwrap_or(0) + 1
    }

    /// Records what leaves, to whom, with the digest of each file.
    fn tell(
        &mut self,
        profile: &Profile,
        completeness: &Completeness,
        options: &DossierOptions,
        version: u64,
        dossier: &Dossier,
        files: &Files,
    ) -> Result<()> {
        let ids = dossier.passages.get().iter().map(|p| p.id.clone());
        let findings = self.state.standing_entities().filter(|e| e.entity.schema.name == "finding");
        let findings = findings.filter(|f| f.entity.value("about") == completeness.about.as_deref());
        let to =
            options.to.as_deref().map_or_else(|| profile.id.clone(), |to| format!("{} ({to})", profile.id));
        let event = ExportEvent {
            what: if options.draft { "draft" } else { "dossier" }.to_owned(),
            ids: ids.chain(findings.map(|f| f.id.to_string())).collect(),
            to: Some(to),
            about: Some(about(completeness)),
            version: Some(version),
            files: files
                .iter()
                .map(|(name, bytes)| {
                    format!("{}  {name}", data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)))
                })
                .collect(),
            ..ExportEvent::default()
        };
        self.append_one(event.draft(self.now()), None)?;
        Ok(())
    }
}

/// The profile of this id, or the one in this file.
fn find_profile(typed: &str) -> Result<Profile> {
    if let Some(profile) = sanad_findings::profile(typed) {
        return Ok(profile.clone());
    }
    let path = Path::new(typed);
    if path.extension().is_none_or(|e| e != "toml") {
        return Err(unknown_profile(typed));
    }
    let text = std::fs::read_to_string(path).map_err(|e| CaseError::io(path, &e))?;
    Profile::parse(&text).map_err(|e| {
        CaseError::bad_input(format!("{}: {e}", path.display()), "mend it there; docs/profiles.md says how")
    })
}

fn unknown_profile(typed: &str) -> CaseError {
    let known: Vec<&str> = sanad_findings::profiles().iter().map(|p| p.id.as_str()).collect();
    CaseError::wrong_use(
        format!("{:?} is no profile", typed.chars().take(60).collect::<String>()),
        format!("known are {}; or name a file that ends in .toml", known.join(", ")),
    )
}

fn names_somebody(profile: &Profile, options: &DossierOptions) -> Result<()> {
    if profile.names_somebody && options.about.is_none() {
        return Err(CaseError::wrong_use(
            format!("a dossier for {} is always about a person or body", profile.id),
            "say whom with --about; see `sanad entities`",
        ));
    }
    Ok(())
}

fn matter<'a>(record: CaseRecord<'a>, options: &DossierOptions) -> Result<Matter<'a>> {
    Matter::gather(record, options.about.as_deref(), options.event.as_deref()).map_err(|e| match e {
        MatterError::Unknown { .. } => CaseError::nothing(e.to_string(), "see `sanad entities`"),
        MatterError::Several { .. } => CaseError::wrong_use(e.to_string(), "name it by its key"),
    })
}

/// A finished dossier needs every required field, and a profile that was finished.
fn refuse(profile: &Profile, completeness: &Completeness) -> Result<()> {
    if profile.status == ProfileStatus::DraftOnly {
        return Err(CaseError::new(
            Exit::CheckFailed,
            format!(
                "{} is not compared with the official texts yet: only drafts are written for it",
                profile.id
            ),
            "add --draft",
        ));
    }
    if completeness.blocking.is_empty() {
        return Ok(());
    }
    let missing = completeness.blocking.iter().map(|b| {
        let why = match b.state {
            sanad_findings::State::Shaken => "its evidence was rejected afterwards",
            _ => "missing",
        };
        format!("{} ({}): {why}", b.label, b.field)
    });
    let missing: Vec<String> = missing.collect();
    Err(CaseError::new(
        Exit::CheckFailed,
        format!("{} requires what the record does not hold: {}", profile.id, missing.join("; ")),
        "enter it (`sanad enter`, `sanad import`; the author's own texts are entities of the sort \"statement\"), or add --draft",
    ))
}

/// Under which names people leave.
fn names(held: &Held, profile: &Profile, matter: &Matter<'_>, today: sanad_model::PartialDate) -> Names {
    let confidential = profile.confidentiality.contains(&Confidentiality::Recipient);
    let subjects: BTreeSet<String> = matter.subject.map(|s| s.entity.key()).into_iter().collect();
    let victims = held.claims.iter().filter_map(|c| c.claim.victim.as_ref()?.name.as_deref());
    let names = Names::new(
        &held.entities,
        &Occasion {
            usage: if confidential { "dossier" } else { "publication" },
            recipient: &profile.id,
            today,
            level: Sensitivity::Team,
            subjects: &subjects,
        },
    );
    names.hiding(victims)
}

/// The same words three times; gives the pages.
fn documents(files: &mut Files, dossier: &Dossier) -> Result<usize> {
    use sanad_publish::document::{document_html, document_pdf, docx};
    let pdf = document_pdf(&dossier.document).map_err(|e| unwritten(&e))?;
    files.insert("dossier.pdf".to_owned(), pdf.bytes);
    files.insert("dossier.docx".to_owned(), docx(&dossier.document).map_err(|e| unwritten(&e))?);
    files.insert("dossier.html".to_owned(), document_html(&dossier.document).into_bytes());
    files.insert("annexes/annex-1-passages.csv".to_owned(), sanad_publish::passages_csv(&dossier.passages));
    files.insert("annexes/annex-5-figures.csv".to_owned(), sanad_publish::figures_csv(&dossier.figures));
    Ok(pdf.pages)
}

/// What a dossier is about: the subject, the event, both or everything.
fn about(completeness: &Completeness) -> String {
    let parts = [completeness.about.as_deref(), completeness.event.as_deref()];
    let said: Vec<&str> = parts.into_iter().flatten().collect();
    if said.is_empty() { "everything".to_owned() } else { said.join(" ") }
}

/// Whether an export went to a profile.
fn is_to(event: &ExportEvent, profile: &str) -> bool {
    event.to.as_deref().is_some_and(|to| to == profile || to.starts_with(&format!("{profile} (")))
}
