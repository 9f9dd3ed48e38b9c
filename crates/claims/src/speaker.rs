//! What sort of speaker a phrase names, by its head noun: "two security sources" are unnamed sources, "Foreign
//! Minister" is an official.

use sanad_model::{Attribution, AttributionType, Span};

use crate::lexicon::{Func, Lexicon, Sense};
use crate::scan::scan;

/// The attribution that a phrase naming a speaker stands for; an empty phrase is the writer's own voice.
///
/// ```
/// use sanad_model::AttributionType;
/// let said = sanad_claims::speaker("three security sources", "en");
/// assert_eq!((said.kind, said.text.as_str()), (AttributionType::UnnamedSources, "three security sources"));
/// ```
#[must_use]
pub fn speaker(phrase: &str, lang: &str) -> Attribution {
    let text = phrase.trim().to_owned();
    let kind = if text.is_empty() {
        AttributionType::OwnVoice
    } else {
        Lexicon::of(lang).map_or(AttributionType::Unspecified, |l| type_of(&text, l))
    };
    Attribution { kind, text }
}

/// The type of a phrase that names a speaker: the strongest head noun in it.
pub(crate) fn type_of(phrase: &str, lexicon: &Lexicon) -> AttributionType {
    let whole = Span { start: 0, end: phrase.len().min(16 * 1024) };
    let toks = scan(phrase, whole, lexicon);
    let found = toks.iter().enumerate().flat_map(|(i, t)| t.senses.iter().map(move |s| (i, s)));
    let types: Vec<(usize, AttributionType)> = found
        .filter_map(|(i, s)| match s {
            Sense::Source(kind) | Sense::Hearsay(kind) => Some((i, *kind)),
            _ => None,
        })
        .collect();
    let has = |kind| types.iter().any(|(_, t)| *t == kind);
    // "photo in social media", "unofficial reports", "sources close to local authorities", "official source at the
    // hospital": these words outrank the noun beside them.
    for kind in [AttributionType::SocialMedia, AttributionType::Unofficial] {
        if has(kind) {
            return kind;
        }
    }
    let official_source = toks.iter().any(|t| t.is(Func::OfficialSource));
    if has(AttributionType::UnnamedSources) && !official_source {
        return AttributionType::UnnamedSources;
    }
    // The head of an English noun phrase is its last noun before "of", "in", "who" and the like; the first elsewhere.
    let stop = toks.iter().position(|t| {
        t.senses.iter().any(|s| {
            use crate::lexicon::Func::{In, Of, Prep, To, Who};
            matches!(s, Sense::Func(Of | In | Prep | Who | To))
        })
    });
    let before_stop = |(i, _): &&(usize, AttributionType)| stop.is_none_or(|stop| *i < stop);
    // «сообщил агентству адвокат»: who was told stands before who tells.
    let told =
        lexicon.language.speaker_after_verb && types.first().is_some_and(|t| t.1 == AttributionType::Media);
    let teller = types.iter().find(|t| told && t.1 != AttributionType::Media);
    let head = if teller.is_some() {
        teller
    } else if lexicon.language.head_last {
        types.iter().rfind(before_stop).or_else(|| types.first())
    } else {
        types.first()
    };
    // "a spokesman for the rebels"
    let speaks_for = head.filter(|(at, _)| toks[*at].is(Func::Mouthpiece)).and_then(|(at, _)| {
        use AttributionType::{ArmedGroup, Lawyer, Ngo, PoliticalParty, Witness};
        types
            .iter()
            .find(|(i, kind)| i != at && matches!(kind, ArmedGroup | PoliticalParty | Ngo | Lawyer | Witness))
    });
    let head = speaks_for.filter(|(_, kind)| *kind != AttributionType::Witness).or(head);
    // «дар гузориши Кумита»: a report is of somebody.
    let said = head
        .filter(|(_, kind)| *kind != AttributionType::Unspecified)
        .or_else(|| types.iter().find(|(_, kind)| *kind != AttributionType::Unspecified));
    // "a local official who asked not to be named" is an official.
    let office = |t: &crate::scan::Tok<'_>| matches!(crate::people::class(t), Some("officials" | "police"));
    if said.is_none() && toks.iter().any(office) {
        return AttributionType::Official;
    }
    let anonymous = toks.iter().any(|t| t.is(Func::Anonymous));
    let nobody = if anonymous { AttributionType::UnnamedSources } else { AttributionType::Unspecified };
    said.map_or(nobody, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_typed_by_their_head_noun() {
        use AttributionType::*;
        let rows = [
            ("unnamed Sughd security source", UnnamedSources),
            ("sources close to local authorities", UnnamedSources),
            ("official source at Khujand hospital", Official),
            ("official source, Main Penitentiary Department", Official),
            ("security and government sources", UnnamedSources),
            ("IS", ArmedGroup),
            ("unofficial reports", Unofficial),
            ("reported", Unspecified),
            ("photo in social media", SocialMedia),
            ("prosecutor's office source", UnnamedSources),
            ("Sughd law-enforcement source", UnnamedSources),
            ("officials in a state entity who showed a list", Official),
            ("Foreign Minister (first official statement)", Official),
            ("official version", Official),
            ("authorities", Official),
            ("government", Official),
            ("not attributed", Unspecified),
            ("a lawyer for the families", Lawyer),
            ("the mother of one prisoner", Witness),
            ("Human Rights Watch", Ngo),
            ("the banned opposition party", PoliticalParty),
            ("", OwnVoice),
        ];
        for (phrase, expected) in rows {
            assert_eq!(speaker(phrase, "en").kind, expected, "{phrase}");
        }
    }
}
