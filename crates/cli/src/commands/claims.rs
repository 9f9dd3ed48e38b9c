//! `sanad claims`: claims out of text files, without a case.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sanad_case::stateless::{self, DocumentClaims};
use sanad_case::{CaseError, Result};
use serde_json::json;

use crate::args::Claims;
use crate::context::{Context, date};
use crate::out;

pub(super) fn run(context: &Context, args: &Claims) -> Result<ExitCode> {
    let published = date(args.published.as_deref())?;
    let lang = context.lang_of_text();
    let read = |file: &PathBuf| stateless::claims(file, lang, published, args.explain);
    if let Some(dir) = &args.out {
        std::fs::create_dir_all(dir).map_err(|e| CaseError::io(dir, &e))?;
        let progress = super::progress::things(context, args.files.len() as u64);
        for file in &args.files {
            write(dir, &read(file)?)?;
            progress.inc(1);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let documents = args.files.iter().map(read).collect::<Result<Vec<_>>>()?;
    if context.json {
        match documents.as_slice() {
            [one] => out::json(one)?,
            several => out::json(&json!({"documents": several}))?,
        }
    } else {
        documents.iter().for_each(|d| show(context, d));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(dir: &Path, document: &DocumentClaims) -> Result<()> {
    let path = dir.join(format!("{}.json", document.doc_id));
    let text = serde_json::to_string_pretty(document)
        .map_err(|e| CaseError::bad_input(format!("{}: {e}", path.display()), ""))?;
    std::fs::write(&path, text + "\n").map_err(|e| CaseError::io(&path, &e))
}

fn show(context: &Context, document: &DocumentClaims) {
    out::line(&format!(
        "{} ({})",
        out::safe(&document.doc_id),
        document.lang.as_deref().unwrap_or("language unknown")
    ));
    out::table(
        ["kind", "count", "victim", "according to", "status", "quote"],
        document.claims.iter().map(|c| {
            [
                c.claim.kind.to_string(),
                super::review::count_words(&c.claim.count),
                c.claim.victim.as_ref().map_or_else(String::new, |v| v.text.clone()),
                format!("{} {}", c.claim.attribution.kind, c.claim.attribution.text),
                c.claim.status.to_string(),
                c.claim.quote.clone(),
            ]
        }),
    );
    for claim in &document.claims {
        if let Some(words) = &claim.explain {
            out::line(&format!("  {}: {}", claim.claim.rule, out::safe(&words.join(" · "))));
        }
    }
    for problem in &document.problems {
        context.say(&format!("note: {problem}"));
    }
}
