//! `sanad claims`: claims out of a file, without a case. The file is read in the confined child all the same.

use std::fs::File;
use std::path::Path;

use sanad_model::passage::check_quote;
use sanad_model::{Claim, Origin, PartialDate, Problem, Span};
use sanad_text::{Extracted, Lang};
use serde::Serialize;

use crate::error::{CaseError, Result};

/// The claims of one file.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentClaims {
    /// The file's name without its ending.
    pub doc_id: String,
    /// Its language, where it can be told.
    pub lang: Option<String>,
    /// What it says.
    pub claims: Vec<ExplainedClaim>,
    /// What could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// A claim, and on request the words that made it.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedClaim {
    /// The claim.
    #[serde(flatten)]
    pub claim: Claim,
    /// Which words made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<String>>,
}

/// Reads claims out of a file. Spans are byte offsets in the file's own bytes where it is UTF-8 text, else in the text
/// that was read from it (then a problem says so).
///
/// # Errors
/// When the file cannot be read.
pub fn claims(
    file: &Path,
    lang: Option<Lang>,
    published: Option<PartialDate>,
    explain: bool,
) -> Result<DocumentClaims> {
    let kind = std::fs::metadata(file).map_err(|e| CaseError::io(file, &e))?;
    if kind.is_dir() {
        return Err(CaseError::bad_input(format!("{} is a folder", file.display()), "name the files in it"));
    }
    let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut open = File::open(file).map_err(|e| CaseError::io(file, &e))?;
    let text = crate::text::extract(&mut open, &name, kind.len());
    let lang = lang.or(text.lang);
    let offset = offset_in_file(&text);
    let mut problems = text.problems.clone();
    if offset.is_none() && !text.text.is_empty() {
        problems.push(Problem::whole("spans count in the text read from the file, not in the file's bytes"));
    }
    let claims = sanad_claims::propose(&text.text, lang, published)
        .into_iter()
        .filter(|c| check_quote(&text.text, c.span, &c.quote).is_ok())
        .map(|mut claim| {
            let explain = explain.then(|| sanad_claims::explain(&text.text, lang, &claim));
            let shift = offset.unwrap_or(0);
            claim.span = Span { start: claim.span.start + shift, end: claim.span.end + shift };
            ExplainedClaim { claim, explain }
        })
        .collect();
    let doc_id = file.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    Ok(DocumentClaims { doc_id, lang: lang.map(|l| l.to_string()), claims, problems })
}

/// How far the text begins after the file's first byte (a byte-order mark), when it is the file's own bytes.
fn offset_in_file(text: &Extracted) -> Option<usize> {
    match text.segments.first() {
        None => Some(0),
        Some(s) => match s.origin {
            Origin::Byte { start, end } if end - start == s.span.len() && text.media != "text/html" => {
                start.checked_sub(s.span.start)
            }
            _ => None,
        },
    }
}
