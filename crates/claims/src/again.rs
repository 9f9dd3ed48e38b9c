//! Who speaks again: "he said", «به گفتهٔ این سازمان», "the group", where the one meant was named before.

use sanad_model::{Attribution, AttributionType, Span};

use crate::attribution::{Cue, Heard};
use crate::lexicon::{Func, Lexicon, Sense};
use crate::scan::Tok;

/// «به گفتهٔ این سازمان», «این گروه مدعی شد»: the one named before, where the language has no articles.
pub(crate) fn same_again(
    text: &str,
    toks: &[Tok<'_>],
    from: usize,
    known: &[Cue],
    heard: &Heard,
    lexicon: &Lexicon,
) -> Option<(Attribution, Span)> {
    let noun = toks.get(from + 1).filter(|_| lexicon.language.verb_last && toks[from].is(Func::The))?;
    let (who, span) = same(known, heard).or_else(|| unnamed_group(text, toks, from))?;
    let kind = noun.senses.iter().find_map(|s| if let Sense::Source(kind) = s { Some(*kind) } else { None });
    let fits = match kind {
        Some(AttributionType::Unspecified | AttributionType::Ngo | AttributionType::Media) => true,
        Some(kind) => kind == who.kind || who.kind == AttributionType::UnnamedSources,
        None if noun.is(Func::Group) => {
            use AttributionType::{ArmedGroup, Ngo, PoliticalParty};
            if !matches!(who.kind, ArmedGroup | Ngo | PoliticalParty) {
                return unnamed_group(text, toks, from);
            }
            true
        }
        None => false,
    };
    fits.then_some((who, span))
}

/// «این گروه» where no group has spoken: one that has claimed what it did.
fn unnamed_group(text: &str, toks: &[Tok<'_>], from: usize) -> Option<(Attribution, Span)> {
    let group = toks.get(from + 1).filter(|t| t.is(Func::Group))?;
    let span = Span { start: toks[from].span.start, end: group.span.end };
    let words = span.of(text)?.to_owned();
    Some((Attribution { kind: AttributionType::ArmedGroup, text: words }, span))
}

/// The speaker named last: «добавил он», «по его словам».
pub(crate) fn same(known: &[Cue], heard: &Heard) -> Option<(Attribution, Span)> {
    let earlier = known.iter().rev().find(|c| c.named).map(|c| (c.who.clone(), c.span));
    earlier.or_else(|| heard.speaker.clone()).or_else(|| heard.last.clone())
}

/// "He said", "the group said" before anybody is named: somebody says it, not the writer.
pub(crate) fn unnamed(text: &str, toks: &[Tok<'_>], from: usize, to: usize) -> Option<(Attribution, Span)> {
    let speaker = &toks[to.checked_sub(1)?];
    let somebody = speaker.is(Func::Single) || speaker.is(Func::They) || speaker.is(Func::Group);
    let span = Span { start: toks[from].span.start, end: speaker.span.end };
    let words = span.of(text).filter(|_| somebody)?;
    Some((Attribution { kind: AttributionType::Unspecified, text: words.to_owned() }, span))
}
