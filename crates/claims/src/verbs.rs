//! Verbs that are words of harm only by what stands beside them: «получил 12 лет», «получили в давке травмы».

use sanad_model::Kind;

use crate::chunk::MODIFIERS;
use crate::lexicon::{Func, HarmRole, Sense};
use crate::scan::{Shape, Tok};

/// «12 лет», «от 10 до 16 лет», «три года условно», «условный срок».
pub(crate) fn is_term(toks: &[Tok<'_>], from: usize) -> bool {
    let number = |t: &Tok<'_>| {
        matches!(t.shape, Shape::Digits(_))
            || t.is_dash()
            || t.senses.iter().any(|s| matches!(s, Sense::Num(..) | Sense::Hedge(..)))
            || t.is(Func::Between)
            || t.is(Func::RangeTo)
            || t.is(Func::A)
    };
    toks.iter().skip(from).take(8).find(|t| !number(t)).is_some_and(|t| t.is(Func::Term))
}

/// An injury in the same clause: «тяжёлые ранения получили», «получили в давке травмы».
pub(crate) fn has_injury(toks: &[Tok<'_>], verb: usize) -> bool {
    let injury = |t: &&Tok<'_>| t.is(Func::Injury);
    let in_clause = |t: &&Tok<'_>| !matches!(t.shape, Shape::Mark(',' | ';' | ':' | '.')) && !t.is(Func::But);
    toks[verb + 1..].iter().take(MODIFIERS * 2).take_while(in_clause).any(|t| injury(&t))
        || toks[..verb].iter().rev().take(MODIFIERS).take_while(in_clause).any(|t| injury(&t))
}

/// What makes a harm of a verb or noun that is none by itself: "claimed seven lives", "took 12 men captive", "forced
/// 300 people to flee", "the fate of nine conscripts is unknown".
pub(crate) fn is_completed(toks: &[Tok<'_>], at: usize, kind: Kind) -> bool {
    let ends =
        |t: &Tok<'_>| matches!(t.shape, Shape::Mark(c) if !matches!(c, '-' | '«' | '»' | '"' | '“' | '”'));
    let (word, reach) = match kind {
        Kind::Killed => (Func::Lives, MODIFIERS),
        Kind::Kidnapped => (Func::Captive, MODIFIERS * 2),
        Kind::Displaced => (Func::Flee, MODIFIERS * 2),
        Kind::Disappeared => (Func::Unknown, MODIFIERS * 3),
        _ => (Func::Injury, MODIFIERS * 2),
    };
    toks.iter().skip(at + 1).take(reach).take_while(|t| !ends(t)).any(|t| t.is(word))
}

/// "beat the two men to death", but not "beat two men, then sentenced one to death".
pub(crate) fn is_mortal(toks: &[Tok<'_>], verb: usize) -> bool {
    let ends = |t: &Tok<'_>| {
        matches!(t.shape, Shape::Mark(_)) && !t.is_dash()
            || t.is(Func::But)
            || t.is(Func::Who)
            || t.senses.iter().any(|s| matches!(s, Sense::Harm(_, HarmRole::Verb)))
    };
    let after = toks.iter().skip(verb + 1).take(MODIFIERS * 2).take_while(|t| !ends(t));
    after.into_iter().any(|t| t.is(Func::Mortal))
}

/// «се соли шартӣ гирифт»: the term before a verb that stands last.
pub(crate) fn has_term_before(toks: &[Tok<'_>], verb: usize) -> bool {
    let number = |i: usize| {
        matches!(toks[i].shape, Shape::Digits(_))
            || toks[i].senses.iter().any(|s| matches!(s, Sense::Num(..)))
    };
    let near = (verb.saturating_sub(MODIFIERS)..verb)
        .rev()
        .take_while(|i| !matches!(toks[*i].shape, Shape::Mark(_)));
    near.into_iter().any(|i| toks[i].is(Func::Term) && i > 0 && number(i - 1))
}

/// «маҳкум шуданд»: a noun for people that is the first part of a verb.
pub(crate) fn is_compound(toks: &[Tok<'_>], at: usize) -> bool {
    let verb = |s: &Sense| matches!(s, Sense::Harm(_, HarmRole::Verb | HarmRole::Act));
    let light = toks.get(at + 1).is_some_and(|t| t.is(Func::Be) || t.is(Func::Do));
    light && toks[at].senses.iter().any(verb)
}
