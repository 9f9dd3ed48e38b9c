//! The second example, wholly invented: from tables and documents to a finished dossier. Two people work on it, because
//! no finding leaves without a second person's yes.

use std::path::Path;

use sanad_model::ItemId;

use crate::dossier::{DossierOptions, DossierView};
use crate::error::{CaseError, Result};
use crate::events::Provenance;
use crate::import::ImportOptions;
use crate::open::Case;
use crate::review::Decision;

macro_rules! example {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../examples/sangrez-2023/", $name)))),+]
    };
}

const AUTHOR: &str = "Nigina";
const SECOND: &str = "Dilorom";
const EVENT: &str = "Sangrez colony, 14 March 2023";
/// Tables by the sort of their rows, in the order in which they refer to each other.
const TABLES: &[(&str, &[u8])] = example![
    "bodies.csv",
    "people.csv",
    "posts.csv",
    "relations.csv",
    "events.csv",
    "acts.csv",
    "involvements.csv",
    "responsibilities.csv",
    "investigations.csv",
    "findings.csv",
    "consents.csv",
    "submitters.csv",
    "statements.csv",
    "listings.csv",
    "assets.csv",
    "translations.csv",
];
const REPORTS: &[(&str, &[u8])] = example!["reports.csv"];
const APPROVALS: &[(&str, &[u8])] = example!["approvals.csv"];
/// Documents with who published them, and when.
const DOCUMENTS: &[(&str, &str, &str, &[u8])] = &[
    (
        "directorate-press-service.md",
        "Directorate of Corrections press service",
        "2023-03-20",
        include_bytes!("../../../examples/sangrez-2023/directorate-press-service.md"),
    ),
    (
        "letter-of-a-doctor.md",
        "a doctor",
        "2023-03-01",
        include_bytes!("../../../examples/sangrez-2023/letter-of-a-doctor.md"),
    ),
    (
        "statement-of-relatives.md",
        "relatives of the dead",
        "2023-03-16",
        include_bytes!("../../../examples/sangrez-2023/statement-of-relatives.md"),
    ),
];

/// The name of its case.
pub(crate) const NAME: &str = "sangrez-2023";
/// Who the author is in it.
pub(crate) const ACTOR: &str = AUTHOR;

/// Fills an empty case of [`ACTOR`] with the example. The tables are put into `tables` first, where people can look at
/// them and change them.
pub(crate) fn fill(case: &mut Case, tables: &Path) -> Result<()> {
    case.work_as(Some(AUTHOR))?;
    case.add_actor(SECOND)?;
    std::fs::create_dir_all(tables).map_err(|e| CaseError::io(tables, &e))?;
    let documents = add_documents(case)?;
    import(case, tables, REPORTS, Some("claims"))?;
    import(case, tables, TABLES, None)?;
    accept(case, &documents)?;
    case.work_as(Some(SECOND))?;
    import(case, tables, APPROVALS, None)?;
    case.work_as(Some(AUTHOR))
}

/// The dossier on the person whom the example is about.
pub(crate) fn dossier(case: &mut Case, out: &Path, lang: &str) -> Result<DossierView> {
    let options = DossierOptions {
        profile: "us-glomag".to_owned(),
        about: Some("P01".to_owned()),
        lang: lang.to_owned(),
        to: Some("example, sent to nobody".to_owned()),
        ..DossierOptions::default()
    };
    case.write_dossier(out, &options)
}

fn add_documents(case: &mut Case) -> Result<Vec<ItemId>> {
    let add = |(name, publisher, published, bytes): &(&str, &str, &str, &[u8])| {
        let provenance = Provenance {
            source: Some("invented for the example".to_owned()),
            publisher: Some((*publisher).to_owned()),
            published: published.parse().ok(),
            ..Provenance::default()
        };
        Ok(case.add_bytes(name, bytes, &provenance)?.item)
    };
    DOCUMENTS.iter().map(add).collect()
}

fn import(case: &mut Case, folder: &Path, tables: &[(&str, &[u8])], kind: Option<&str>) -> Result<()> {
    for (name, bytes) in tables {
        let file = folder.join(name);
        crate::files::write(&file, bytes)?;
        let sort = name.trim_end_matches(".csv");
        let options = ImportOptions { kind: kind.unwrap_or(sort).to_owned(), ..ImportOptions::default() };
        case.import(&file, &options)?;
    }
    Ok(())
}

/// Reads the documents, and says yes to what they say with a number about the event.
fn accept(case: &mut Case, documents: &[ItemId]) -> Result<()> {
    let ids: Vec<String> = documents.iter().map(ToString::to_string).collect();
    case.propose(&ids, &mut |_| {})?;
    for proposal in case.proposals(usize::MAX)? {
        if proposal.claim.count.low().is_none() {
            continue;
        }
        let event = Decision::Edit(vec![("event".to_owned(), EVENT.to_owned())]);
        case.review(&[proposal.id.to_string()], &event, Some("says so of this event"))?;
    }
    Ok(())
}
