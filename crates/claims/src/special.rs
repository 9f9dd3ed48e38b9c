//! Claims that are no count of victims: who says they did it, and burials without rites.

use sanad_model::{Actor, AttributionType, Kind, Status};

use crate::attribution::{after_time, subject};
use crate::clause::Sentence;
use crate::language::Language;
use crate::lexicon::Func;
use crate::propose::Proposal;
use crate::scan::Tok;

/// How far the verb may stand from "responsibility" where the order of words is free.
const FAR: usize = 30;
/// How far apart the words of such a claim may stand, in tokens.
const NEAR: usize = 8;

/// Adds what the sentence says of these.
pub(crate) fn read(sentence: &Sentence<'_, '_>, out: &mut Vec<Proposal>) {
    if let Some(found) = responsibility(sentence) {
        out.push(found);
    }
    let said = |p: &Proposal, found: &Proposal| {
        p.claim.kind == Kind::DeniedBurialRites && p.claim.span.overlaps(found.claim.span)
    };
    if let Some(found) = burial(sentence).filter(|found| !out.iter().any(|p| said(p, found))) {
        out.push(found);
    }
}

/// "ISIS assumed responsibility for the riot".
fn responsibility(s: &Sentence<'_, '_>) -> Option<Proposal> {
    let toks = s.toks;
    let lang = &s.lexicon.language;
    let (verb, start, end, from, to) = if lang.speaker_after_verb {
        claimed_in_any_order(toks, lang)?
    } else if lang.verb_last {
        claimed_at_last(toks, lang)?
    } else {
        let verb = (0..toks.len()).find(|i| {
            toks[*i].is(Func::Claim) && toks.iter().skip(i + 1).take(3).any(|t| t.is(Func::Responsibility))
        })?;
        let end = (verb + 1..toks.len()).find(|i| toks[*i].is(Func::Responsibility))? + 1;
        let (from, to) = subject(toks, verb, lang);
        (verb, verb, end, from, to)
    };
    let from = after_time(toks, from, to);
    if toks.get(from).is_some_and(|t| t.is(Func::No) || t.is(Func::Nobody)) {
        return None;
    }
    let actor = s.cause("actor", from, to)?;
    let named = !lang.capitals
        || toks[from..to].iter().any(|t| {
            matches!(t.shape, crate::scan::Shape::Capital | crate::scan::Shape::Upper)
                || t.senses.iter().any(|w| matches!(w, crate::lexicon::Sense::Source(_)))
        });
    if !named {
        return None;
    }
    let who = crate::speaker(&actor.text, &s.lexicon.language.code);
    let kind = match who.kind {
        AttributionType::Unspecified => AttributionType::ArmedGroup,
        known => known,
    };
    let attribution = sanad_model::Attribution { kind, text: actor.text.clone() };
    let (_, mut status) = s.standing((from, end));
    if status == Status::Asserted {
        status = Status::Reported;
    }
    if !status.is_factual() {
        return None;
    }
    let (from, end) = (from.min(verb).min(start), end.max(to));
    let mut claim =
        s.claim(Kind::ClaimedResponsibility, (from, end), "claimed_responsibility", attribution)?;
    claim.status = status;
    claim.actor = Some(Actor { text: actor.text.clone(), class: None });
    let harm = s.cause("harm", verb, end);
    Some(Proposal { claim, part_of: None, why: std::iter::once(actor).chain(harm).collect() })
}

/// «Ответственность за нападение взяла на себя группировка»: verb, noun, end of the words, and the claimant.
fn claimed_in_any_order(toks: &[Tok<'_>], lang: &Language) -> Option<(usize, usize, usize, usize, usize)> {
    let noun = toks.iter().position(|t| t.is(Func::Responsibility))?;
    let near = noun.saturating_sub(FAR)..toks.len().min(noun + FAR);
    let verb = near.filter(|i| toks[*i].is(Func::Claim)).min_by_key(|i| i.abs_diff(noun))?;
    let (from, to) = subject(toks, verb, lang);
    if verb < noun && from < to {
        return Some((verb, noun, noun + 1, from, to));
    }
    let ends = |i: &usize| matches!(toks[*i].shape, crate::scan::Shape::Mark(',' | ':' | ';' | '.' | '!'));
    let to = (verb + 1..toks.len()).find(ends).unwrap_or(toks.len());
    Some((verb, noun, (verb + 1).max(noun + 1), verb + 1, to))
}

/// «گروه X مسئولیت حمله را بر عهده گرفت»: the claimant stands before the noun, or between it and the verb.
fn claimed_at_last(toks: &[Tok<'_>], lang: &Language) -> Option<(usize, usize, usize, usize, usize)> {
    let noun = toks.iter().position(|t| t.is(Func::Responsibility))?;
    let verb = (noun + 1..toks.len().min(noun + FAR)).find(|i| toks[*i].is(Func::Claim))?;
    let (from, to) = subject(toks, verb, lang);
    let (from, to) = if from <= noun { (from, noun) } else { (from, to) };
    (from < to).then_some((verb, noun.min(from), verb + 1, from, to))
}

/// "buried without traditional ceremony".
fn burial(s: &Sentence<'_, '_>) -> Option<Proposal> {
    let toks = s.toks;
    let without = (0..toks.len()).find(|i| toks[*i].is(Func::Without))?;
    let after = (without + 1..toks.len().min(without + NEAR)).find(|i| toks[*i].is(Func::Rites));
    if after.is_none() && s.lexicon.language.speaker_after_verb {
        return rites_refused(s, without);
    }
    let rites = after?;
    let bury = (without.saturating_sub(NEAR)..without).rev().find(|i| toks[*i].is(Func::Burial));
    let bury_inside =
        (without + 1..rites + 1).any(|i| toks[i].is(Func::Burial) && !toks[i].is(Func::OneBody));
    let bury_after = (rites + 1..toks.len().min(rites + NEAR))
        .find(|i| toks[*i].is(Func::Burial) && !toks[*i].is(Func::OneBody));
    let (from, to) = match (bury, bury_after) {
        // «бе ҷаноза ба хок супурданд»: the verb stands last, whatever was buried stands before.
        (bury, Some(after)) if s.lexicon.language.verb_last => (bury.unwrap_or(without), after + 1),
        (Some(bury), _) => (bury, rites + 1),
        _ if bury_inside => (without, rites + 1),
        _ => return None,
    };
    without_rites(s, (from, to), without)
}

/// «читать джаназу не разрешили», «тела родным не выдали»: what was refused stands first.
fn rites_refused(s: &Sentence<'_, '_>, refused: usize) -> Option<Proposal> {
    let near = refused.saturating_sub(NEAR)..refused;
    let from = near.rev().find(|i| s.toks[*i].is(Func::Rites))?;
    let comma = s.toks[from..refused].iter().any(|t| t.mark(','));
    (!comma).then(|| without_rites(s, (from, refused + 1), from))?
}

/// The claim that a burial went without its rites; `why` is the token where the refusal begins.
fn without_rites(s: &Sentence<'_, '_>, at: (usize, usize), why: usize) -> Option<Proposal> {
    let (attribution, status) = s.standing(at);
    if !status.is_factual() {
        return None;
    }
    let mut claim = s.claim(Kind::DeniedBurialRites, at, "denied_burial_rites", attribution)?;
    claim.status = status;
    let why = [s.cause("harm", at.0, at.0 + 1), s.cause("harm", why, at.1)].into_iter().flatten().collect();
    Some(Proposal { claim, part_of: None, why })
}
