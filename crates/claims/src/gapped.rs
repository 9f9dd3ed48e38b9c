//! Numbers whose verb is left out, since it was said of another speaker's number: «МВД сообщает о трёх погибших,
//! правозащитники — о 47», «по данным властей, убиты восемь человек, по данным жителей — не менее 40».

use sanad_model::{Attribution, Kind, Span};

use crate::attribution::named;
use crate::clause::Sentence;
use crate::lexicon::{Func, Sense};
use crate::propose::{Cause, Proposal};
use crate::rules;
use crate::status::said;

/// How far before the number its speaker begins, in chunks.
const SPEAKER: usize = 12;

/// Adds the numbers whose verb is left out; `first` is the first proposal of the sentence.
pub(crate) fn read(s: &Sentence<'_, '_>, first: usize, out: &mut Vec<Proposal>) {
    for at in 1..s.chunks.len() {
        let Some((kind, from, speaker)) = gap(s, at, out.get(first..).unwrap_or_default()) else { continue };
        let Some((who, span)) = speaker_of(s, speaker) else { continue };
        let Some(people) = s.chunks[at].people.as_ref() else { continue };
        let Some(count) = people.quantity.and_then(|q| q.count(s.text, s.toks)) else { continue };
        let Some(mut claim) = s.claim(kind, (from, s.chunks[at].to), "gapped", who) else { continue };
        claim.count = count;
        claim.status = said(claim.attribution.kind);
        let number = people.quantity.and_then(|q| s.cause("number", q.from, q.to));
        let speaker = Cause { role: "speaker", text: claim.attribution.text.clone(), span };
        out.push(Proposal { claim, part_of: None, why: number.into_iter().chain([speaker]).collect() });
    }
}

/// Kind, first token, and tokens of the speaker, when the number at a chunk stands for a clause.
fn gap(s: &Sentence<'_, '_>, at: usize, said: &[Proposal]) -> Option<(Kind, usize, (usize, usize))> {
    let people = s.chunks[at].people.as_ref()?;
    if !people.quantity.is_some_and(|q| q.is_number()) || people.who.0 < people.who.1 {
        return None;
    }
    let ends = rules::STOP | rules::COMMA | rules::AND | rules::BUT;
    if s.symbols.get(at + 1).is_some_and(|next| next & ends == 0) {
        return None;
    }
    let about = usize::from(s.toks[s.chunks[at - 1].from].is(Func::EndsSpeaker));
    let link = at.checked_sub(1 + about)?;
    let dash = s.toks[s.chunks[link].from].is_dash();
    if !dash && (about == 0 || s.symbols[link] & rules::SAY == 0) {
        return None;
    }
    let opens = (link.saturating_sub(SPEAKER)..link)
        .rev()
        .find(|i| s.symbols[*i] & (rules::COMMA | rules::BUT) != 0 || s.toks[s.chunks[*i].from].mark(';'))?;
    let from = s.chunks[opens].to;
    let start = s.toks.get(from)?.span.start;
    let before = said.iter().rev().find(|p| p.claim.span.end <= start && p.claim.count.has_number())?;
    Some((before.claim.kind, from, (from, s.chunks[link].from)))
}

/// The speaker between the comma and the number: named by a cue, or alone: «правозащитники — о 47».
fn speaker_of(s: &Sentence<'_, '_>, at: (usize, usize)) -> Option<(Attribution, Span)> {
    let cue = s.cues.iter().find(|c| c.at >= at.0 && c.at <= at.1);
    if let Some(cue) = cue {
        return Some((cue.who.clone(), cue.span));
    }
    let source = |s: &Sense| matches!(s, Sense::Source(_));
    s.toks[at.0..at.1].iter().any(|t| t.senses.iter().any(source)).then_some(())?;
    named(s.text, s.toks, at.0, at.1, s.lexicon)
}
