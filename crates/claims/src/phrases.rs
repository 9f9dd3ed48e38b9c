//! People phrases without a noun of their own or with an order of their own: nobody, «погибших нет», «человек
//! двадцать», «его избили».

use sanad_model::CountMode;

use crate::chunk::{self, MODIFIERS, People, Reading, alone};
use crate::language::Language;
use crate::lexicon::{Func, HarmRole, Sense};
use crate::number::{Quantity, quantity};
use crate::scan::{Shape, Tok};

/// How far from its object the verb that stands last is looked for, in tokens.
const CLAUSE: usize = 16;

/// «его избили», «избили его»; «ӯро дар фурудгоҳ боздоштанд», where the verb stands last.
pub(crate) fn is_object(toks: &[Tok<'_>], at: usize, lang: &Language) -> bool {
    let harm = |t: &Tok<'_>| {
        t.senses.iter().any(|s| {
            matches!(
                s,
                Sense::Harm(
                    _,
                    HarmRole::Past | HarmRole::Over | HarmRole::Base | HarmRole::Ing | HarmRole::Verb
                )
            )
        })
    };
    // «бародари маро»: "my", not "me".
    if at > 0 && crate::people::class(&toks[at - 1]).is_some() {
        return false;
    }
    if lang.verb_last {
        let deed = |t: &Tok<'_>| t.senses.iter().any(|s| matches!(s, Sense::Harm(..)));
        let clause = toks[at + 1..]
            .iter()
            .take(CLAUSE)
            .take_while(|t| !matches!(t.shape, Shape::Mark(',' | ';' | '.')));
        return clause.into_iter().any(deed);
    }
    let after = toks[at + 1..].iter().take(4).find(|t| !t.is(Func::Adverb) && !t.is(Func::Not));
    after.is_some_and(harm) || at > 0 && harm(&toks[at - 1])
}

/// "“about a hundred” rebels": a number in quotation marks and the noun after it.
pub(crate) fn in_quotes<'l>(toks: &[Tok<'l>], at: usize, how: &Reading<'_>) -> Option<(People<'l>, usize)> {
    let quote = |i: usize| {
        toks.get(i).is_some_and(|t| matches!(t.shape, Shape::Mark('"' | '“' | '”' | '«' | '»' | '„')))
    };
    let q = quote(at).then(|| quantity(toks, at + 1))?.filter(|q| quote(q.to))?;
    toks.get(q.to + 1)?;
    let (people, to) = chunk::people(toks, q.to + 1, how)?;
    let noun = people.quantity.is_none() && !people.one && !people.named;
    noun.then_some((People { quantity: Some(q), ..people }, to))
}

/// «человек двадцать»: the noun before the number says that it is a guess.
pub(crate) fn guessed<'l>(toks: &[Tok<'l>], at: usize) -> Option<(People<'l>, usize)> {
    let numbered = |t: &Tok<'_>| {
        matches!(t.shape, Shape::Digits(_))
            || t.senses.iter().any(|s| matches!(s, Sense::Num(..) | Sense::Vague(_)))
    };
    if !toks[at].is(Func::Inverts) || at > 0 && numbered(&toks[at - 1]) {
        return None;
    }
    let q = quantity(toks, at + 1).filter(|q| q.mode == CountMode::Exact && q.bare == at + 1)?;
    let own_noun =
        toks.get(q.to).is_some_and(|t| crate::people::class(t).is_some() || t.senses.contains(&Sense::Unit));
    let q = Quantity { mode: CountMode::About, from: at, ..q };
    let class = crate::people::class(&toks[at]);
    (!own_noun).then_some((
        People { quantity: Some(q), one: false, class, who: (at, at + 1), named: false, of_them: false },
        q.to,
    ))
}

/// «погибших нет», «обошлось без жертв».
pub(crate) fn absent<'l>(toks: &[Tok<'l>], at: usize) -> Option<(People<'l>, usize)> {
    let state = |i: usize| {
        toks.get(i).is_some_and(|t| t.senses.iter().any(|s| matches!(s, Sense::Harm(_, HarmRole::State))))
    };
    let none =
        Quantity { mode: CountMode::None, low: Some(0), high: Some(0), from: at, to: at + 1, bare: at };
    let before = (at.saturating_sub(MODIFIERS + 1)..at)
        .rev()
        .take_while(|i| !matches!(toks[*i].shape, Shape::Mark(_)));
    (state(at + 1) || before.into_iter().any(state)).then(|| (alone(none), at + 1))
}

/// "nobody", "no one", "no civilians".
pub(crate) fn nobody<'l>(toks: &[Tok<'l>], at: usize) -> Option<(People<'l>, usize)> {
    let none =
        Quantity { mode: CountMode::None, low: Some(0), high: Some(0), from: at, to: at + 1, bare: at };
    // «но ни один не пострадал»
    let whole = toks[at].is(Func::Nobody) || toks.get(at + 1).is_some_and(|t| t.is(Func::Not));
    let class = toks.get(at + 1).and_then(crate::people::class);
    if whole {
        return Some((alone(none), at + 1));
    }
    class
        .map(|c| {
            (
                People {
                    quantity: Some(none),
                    one: false,
                    class: Some(c),
                    who: (at + 1, at + 2),
                    named: false,
                    of_them: false,
                },
                at + 2,
            )
        })
        .or_else(|| {
            let harm = toks.get(at + 1)?.senses.iter().any(|s| matches!(s, Sense::Harm(_, HarmRole::State)));
            harm.then(|| (alone(none), at + 1))
        })
}

/// «14 نفر از زندانیان», «ду тан аз онҳо»: whom a word that counts people counts out of.
pub(crate) fn counted_of(toks: &[Tok<'_>], to: usize) -> Option<((usize, usize), bool)> {
    let counter = to.checked_sub(1).is_some_and(|i| toks[i].is(Func::Counter));
    if toks[to - 1].is(Func::OfThem) {
        return Some(((to - 1, to), true));
    }
    let other = to + usize::from(toks.get(to).is_some_and(|t| t.is(Func::Other)));
    if !counter {
        return None;
    }
    // «ду нафари онҳо»
    if toks.get(to).is_some_and(|t| t.is(Func::Them)) {
        return Some(((to, to + 1), true));
    }
    of_whom(toks, other)
}

/// «یکی از زندانیان», «ду аз онҳо», in a language without articles.
pub(crate) fn out_of(toks: &[Tok<'_>], at: usize, lang: &Language) -> Option<((usize, usize), bool)> {
    if lang.articles || !lang.verb_last { None } else { of_whom(toks, at) }
}

fn of_whom(toks: &[Tok<'_>], at: usize) -> Option<((usize, usize), bool)> {
    if !toks.get(at)?.is(Func::Of) {
        return None;
    }
    let at = at + 1 + usize::from(toks.get(at + 1)?.is(Func::The));
    let next = toks.get(at)?;
    if next.is(Func::Them) {
        return Some(((at, at + 1), true));
    }
    crate::people::class(next).map(|_| ((at, at + 1), false))
}

/// "six of the missing were later found dead": a word of harm that says who, since another one says what happened.
pub(crate) fn is_said_of_later(toks: &[Tok<'_>], at: usize) -> bool {
    // Where nothing is an article, "that" stands for a thing.
    let harm = |t: &Tok<'_>| {
        t.senses.iter().find_map(|s| match s {
            Sense::Harm(kind, role) => Some((*kind, *role)),
            _ => None,
        })
    };
    let Some((first, _)) = toks.get(at).and_then(harm) else { return false };
    let ends = |t: &&Tok<'_>| !matches!(t.shape, Shape::Mark(',' | ';' | ':' | '.')) && !t.is(Func::But);
    let verb = |t: &Tok<'_>| harm(t).is_some_and(|(kind, role)| kind != first && role != HarmRole::State);
    toks[at + 1..].iter().take(CLAUSE).take_while(ends).any(verb)
}
