//! Phrases that name people: their class by the lexicon.

use sanad_model::{Span, Victim, VictimClass};

use crate::lexicon::{Func, Lexicon, Sense};
use crate::scan::scan;

/// A victim as said, with the class of its head noun; no class where several are joined ("inmates and guards").
pub(crate) fn victim(phrase: &str, lang: &str) -> Victim {
    Victim { text: phrase.to_owned(), class: class_of(phrase, lang), name: None }
}

fn class_of(phrase: &str, lang: &str) -> Option<VictimClass> {
    let lexicon = Lexicon::of(lang)?;
    let toks = scan(phrase, Span { start: 0, end: phrase.len().min(16 * 1024) }, lexicon);
    if toks.iter().any(|t| t.is(Func::And) || t.is(Func::Or) || t.mark(',')) {
        return None;
    }
    let end = toks.iter().position(|t| {
        t.senses.iter().any(|s| matches!(s, Sense::Func(Func::In | Func::Of | Func::Prep | Func::Who)))
    });
    toks[..end.unwrap_or(toks.len())].iter().rev().find_map(class).map(|c| VictimClass(c.to_owned()))
}

/// The class a token names.
pub(crate) fn class<'l>(tok: &crate::scan::Tok<'l>) -> Option<&'l str> {
    tok.senses.iter().find_map(|s| match s {
        Sense::Class(class, _) => Some(class.as_str()),
        _ => None,
    })
}
