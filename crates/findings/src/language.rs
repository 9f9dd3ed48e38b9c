//! Whether the recipient can read a quote: told by its script, and by the translations that were checked.
//!
//! A script is not a language: a French quote passes for an English reader, and a Tajik one for a Russian. What is told
//! here is the least that needs a translation; an author may add others.

use std::collections::BTreeSet;

use sanad_model::{ClaimId, EntityRecord};
use serde::Serialize;

/// A script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// English, French, Spanish and most others of Europe.
    Latin,
    /// Russian, Tajik, Kyrgyz.
    Cyrillic,
    /// Arabic, Persian, Urdu.
    Arabic,
    /// Chinese.
    Han,
    /// Any other.
    Other,
}

/// The script of most letters of a text; none, if it has no letters.
#[must_use]
pub fn script_of(text: &str) -> Option<Script> {
    let mut counts = [0usize; SCRIPTS.len()];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let script = script_of_letter(c);
        if let Some(at) = SCRIPTS.iter().position(|s| *s == script) {
            counts[at] += 1;
        }
    }
    let (at, most) = counts.iter().enumerate().max_by_key(|(at, count)| (**count, SCRIPTS.len() - at))?;
    (*most > 0).then_some(SCRIPTS[at])
}

/// The scripts that readers of these languages (ISO 639-1) read.
#[must_use]
pub fn scripts_of<S: AsRef<str>>(languages: &[S]) -> BTreeSet<Script> {
    let script = |language: &S| match primary(language.as_ref()).as_str() {
        "ru" | "tg" | "ky" | "uk" | "be" | "bg" | "kk" | "mn" | "sr" => Script::Cyrillic,
        "ar" | "fa" | "ur" | "ps" | "prs" => Script::Arabic,
        "zh" => Script::Han,
        "he" | "el" | "hy" | "ka" | "am" | "hi" | "th" | "ja" | "ko" => Script::Other,
        _ => Script::Latin,
    };
    languages.iter().map(script).collect()
}

/// The claims of which a translation into one of these languages was checked.
pub(crate) fn translated(translations: &[&EntityRecord], languages: &[String]) -> BTreeSet<ClaimId> {
    let checked = |e: &&&EntityRecord| {
        let language = e.entity.value("language").map(primary).unwrap_or_default();
        e.entity.value("status") == Some("checked") && languages.iter().any(|l| primary(l) == language)
    };
    let of = translations.iter().filter(checked).filter_map(|e| e.entity.value("claim")?.parse().ok());
    of.collect()
}

const SCRIPTS: [Script; 5] = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Han, Script::Other];

fn script_of_letter(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            Script::Arabic
        }
        '\u{3400}'..='\u{9fff}' => Script::Han,
        _ => Script::Other,
    }
}

/// "en" of "en-GB".
fn primary(language: &str) -> String {
    language.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase()
}
