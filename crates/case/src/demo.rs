//! `sanad demo`: the case Khujand, November 2018, from published figures, the whole way; and an invented case, from
//! its tables to a finished dossier.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sanad_model::{Kind, Sensitivity};
use secrecy::SecretString;

use crate::error::{CaseError, Result};
use crate::events::Provenance;
use crate::example;
use crate::import::ImportOptions;
use crate::open::{Access, AskPassphrase, Case};
use crate::record::RecordOptions;

const NAME: &str = "khujand-2018";
/// The folder of the dossier.
const DOSSIER: &str = "dossier";
const TITLE: &str = "Khujand, November 2018";
/// The example is public, and so is its passphrase.
const PASSPHRASE: &str = "public example passphrase, never for a real case";
const PASSPHRASE_FILE: &str = "SANAD_PASSPHRASE_FILE";

const CHRONOLOGY: &[u8] = include_bytes!("../../../examples/khujand-2018/chronology.md");
const REPORTS: &[u8] = include_bytes!("../../../examples/khujand-2018/reports.csv");

/// The example being built in a folder.
#[derive(Debug)]
pub struct Demo {
    out: PathBuf,
    case: PathBuf,
    second: PathBuf,
    passphrase: SecretString,
    files: Vec<PathBuf>,
    first_item: String,
}

struct Known(SecretString);

impl AskPassphrase for Known {
    fn existing(&mut self) -> Result<SecretString> {
        Ok(self.0.clone())
    }

    fn fresh(&mut self) -> Result<SecretString> {
        Ok(self.0.clone())
    }
}

impl Demo {
    /// Prepares the folder; the passphrase is that of `$SANAD_PASSPHRASE_FILE`, else a public one.
    ///
    /// # Errors
    /// When the example stands there already, or the folder cannot be written.
    pub fn begin(out: &Path) -> Result<Self> {
        let case = out.join(format!("{NAME}.sanad"));
        let second = out.join(format!("{}.sanad", example::NAME));
        for made in [&case, &second, &out.join(DOSSIER)] {
            if made.exists() {
                return Err(CaseError::bad_input(
                    format!("{} exists already", made.display()),
                    "remove it, or choose another folder with --out",
                ));
            }
        }
        std::fs::create_dir_all(out).map_err(|e| CaseError::io(out, &e))?;
        let mut files = vec![case.clone(), second.clone()];
        let passphrase = match std::env::var_os(PASSPHRASE_FILE) {
            Some(file) => {
                let file = PathBuf::from(file);
                let text = std::fs::read_to_string(&file).map_err(|e| CaseError::io(&file, &e))?;
                SecretString::from(text.trim_end_matches(['\r', '\n']))
            }
            None => {
                let file = out.join("passphrase.txt");
                crate::files::write(&file, format!("{PASSPHRASE}\n").as_bytes())?;
                files.push(file);
                SecretString::from(PASSPHRASE)
            }
        };
        Ok(Self { out: out.to_owned(), case, second, passphrase, files, first_item: String::new() })
    }

    /// Preserves, imports, proposes, writes the record and a proof. `step` is told what is being done.
    ///
    /// # Errors
    /// As the use cases it calls.
    pub fn build(&mut self, lang: &str, step: &mut dyn FnMut(&str)) -> Result<()> {
        step("A new case: folder, log, vault.");
        Case::create(&self.case, &mut self.passphrase(), Some("demo"), Duration::ZERO)?;
        let mut case = Case::open(&self.case, Access::Write { verb: "demo" }, &mut self.passphrase())?;
        case.work_as(None)?;

        step("Preserving a chronology and a table of published figures.");
        let note = Provenance {
            source: Some("the project's own words, after the published reports".to_owned()),
            publisher: Some("Sanad example".to_owned()),
            ..Provenance::default()
        };
        let chronology = case.add_bytes("chronology.md", CHRONOLOGY, &note)?;
        self.first_item = chronology.item.to_string();
        let table = self.out.join("reports.csv");
        crate::files::write(&table, REPORTS)?;
        let options = ImportOptions {
            kind: "claims".to_owned(),
            event: Some(TITLE.to_owned()),
            ..ImportOptions::default()
        };
        case.import(&table, &options)?;
        self.files.push(table);

        step("Reading the chronology; what is found waits for a person's yes.");
        case.propose(&[chronology.item.to_string()], &mut |_| {})?;

        step("Writing the record, its charts and a proof.");
        let options = RecordOptions {
            title: Some(TITLE.to_owned()),
            event: None,
            lang: lang.to_owned(),
            level: Sensitivity::Public,
            unmarked: Sensitivity::Public,
            proofs: Some("proof".to_owned()),
        };
        let written = case.write_record(&self.out, &options)?;
        self.files.extend(written.files.iter().map(PathBuf::from));
        let toll = case.toll(Kind::Killed, None, None)?;
        let (svg, png) = (self.out.join("toll.svg"), self.out.join("toll.png"));
        case.write_chart(&toll, Some(&svg), Some(&png), lang)?;
        self.files.extend([svg, png]);
        let proof = self.out.join("proof");
        case.prove(&self.first_item, &proof, true, &["all".to_owned()])?;
        self.files.push(proof);
        let policy = self.out.join("log.policy");
        crate::files::write(&policy, case.policy()?.as_bytes())?;
        self.files.push(policy);
        self.dossier(lang, step)?;
        self.files.sort();
        self.files.dedup();
        Ok(())
    }

    /// The second case, and the dossier made from it.
    fn dossier(&mut self, lang: &str, step: &mut dyn FnMut(&str)) -> Result<()> {
        step("A second, invented case: persons, posts, acts, findings.");
        Case::create(&self.second, &mut self.passphrase(), Some(example::ACTOR), Duration::ZERO)?;
        let mut case = Case::open(&self.second, Access::Write { verb: "demo" }, &mut self.passphrase())?;
        let tables = self.out.join(example::NAME);
        example::fill(&mut case, &tables)?;
        step("Its dossier: completeness first, then PDF, DOCX, HTML, annexes and proofs.");
        let folder = self.out.join(DOSSIER);
        let written = example::dossier(&mut case, &folder, lang)?;
        self.files.push(tables);
        let shown = |name: &&String| !name.contains('/') || name.starts_with("annexes/");
        self.files.extend(written.files.iter().filter(shown).map(|name| folder.join(name)));
        Ok(())
    }

    /// The case.
    #[must_use]
    pub fn case(&self) -> &Path {
        &self.case
    }

    /// Gives the passphrase without asking anybody.
    #[must_use]
    pub fn passphrase(&self) -> impl AskPassphrase + use<> {
        Known(self.passphrase.clone())
    }

    /// What was written.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        self.files.iter().map(|f| f.display().to_string()).collect()
    }

    /// Commands that go on from here.
    #[must_use]
    pub fn next_steps(&self) -> Vec<String> {
        let case = self.case.display();
        let (second, out) = (self.second.display(), self.out.display());
        let mut steps = Vec::new();
        if std::env::var_os(PASSPHRASE_FILE).is_none() {
            steps.push(format!("export {PASSPHRASE_FILE}={out}/passphrase.txt"));
        }
        steps.extend([
            format!("sanad toll {case} --as-of 2018-11-12"),
            format!("sanad why {case} killed"),
            format!("sanad review {case} --next"),
            format!("sanad check {case}"),
            format!("sanad-verify {out}/proof --policy {out}/log.policy"),
            format!("sanad serve {case}"),
            format!("sanad posts {second} --at 2023-03-14"),
            format!("sanad why {second} F1"),
            format!("sanad dossier {second} --for uk-ghrsr --about P01"),
            format!("sanad-verify {out}/{DOSSIER}/proofs/exhibit-01 --policy {out}/{DOSSIER}/log.policy"),
        ]);
        steps
    }
}
