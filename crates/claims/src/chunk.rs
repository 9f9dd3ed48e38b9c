//! Tokens to chunks: people phrases ("at least 14 unarmed inmates", "journalist Karim Sobirov", "his brother") and
//! the symbols that the clause rules are written in.

use sanad_model::{CountMode, Kind, Span};

use crate::language::Language;
use crate::lexicon::{Func, HarmRole, Number, Reach, Sense, Voice};
use crate::number::{Quantity, quantity};
use crate::rules::{self, Symbols};
use crate::scan::{Shape, Tok};
use crate::senses::{is_silent, of_func, of_role};
use crate::{phrases, verbs};

/// A stretch of tokens with its symbols.
#[derive(Debug, Clone)]
pub(crate) struct Chunk<'l> {
    /// The symbols it may be taken for.
    pub(crate) symbols: Symbols,
    /// First token.
    pub(crate) from: usize,
    /// One past the last token.
    pub(crate) to: usize,
    /// The people phrase, when it is one.
    pub(crate) people: Option<People<'l>>,
    /// The kind of harm, when it is one.
    pub(crate) harm: Option<Kind>,
}

/// A phrase that names people.
#[derive(Debug, Clone)]
pub(crate) struct People<'l> {
    /// How many, as said.
    pub(crate) quantity: Option<Quantity>,
    /// How many when no number is said: one for a singular or a name.
    pub(crate) one: bool,
    /// The class of the head noun.
    pub(crate) class: Option<&'l str>,
    /// The tokens that say who, without the number; empty for a number alone.
    pub(crate) who: (usize, usize),
    /// Whether it is a name.
    pub(crate) named: bool,
    /// "of them", "of whom": a part of a number said before.
    pub(crate) of_them: bool,
}

/// How a sentence is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// Its language.
    pub(crate) lang: &'a Language,
    /// Whether capitals tell names in it.
    pub(crate) mixed: bool,
}

/// The chunks of a sentence.
pub(crate) fn chunks<'l>(toks: &[Tok<'l>], how: &Reading<'_>) -> Vec<Chunk<'l>> {
    let mut out = Vec::with_capacity(toks.len());
    let mut at = 0;
    while at < toks.len() {
        let found = people(toks, at, how).filter(|(_, to)| *to > at);
        let chunk = match found {
            Some((people, to)) => {
                let numbered = people.quantity.is_some();
                let loose = if numbered { rules::Q } else { rules::M | rules::MID | rules::PP };
                let absent = people.quantity.is_some_and(|q| q.mode == CountMode::None);
                let zero = if absent { rules::Z } else { 0 };
                let him = if toks[at].is(Func::SingleObject) { rules::S } else { 0 };
                let symbols = rules::N | loose | zero | him | crate::agreement::symbols(&people, toks);
                Chunk { symbols, from: at, to, people: Some(people), harm: None }
            }
            None => bare(toks, at, &out, how)
                .or_else(|| ages(toks, at, how))
                .or_else(|| capitals(toks, at, how))
                .or_else(|| shared(toks, at, &out, how))
                .unwrap_or_else(|| plain(toks, at, how)),
        };
        at = chunk.to;
        out.push(chunk);
    }
    crate::asides::mark(&mut out, how.lang.verb_last);
    out
}

/// "aged 14 and 17", "aged between 6 and 11": one chunk, which counts nobody.
fn ages<'l>(toks: &[Tok<'l>], at: usize, how: &Reading<'_>) -> Option<Chunk<'l>> {
    let number = |t: &Tok<'l>| {
        matches!(t.shape, Shape::Digits(_)) || t.senses.iter().any(|s| matches!(s, Sense::Num(..)))
    };
    let joins = |t: &Tok<'l>| {
        t.mark(',') || t.is_dash() || [Func::And, Func::To, Func::Between].iter().any(|f| t.is(*f))
    };
    let inside = |t: &&Tok<'l>| number(t) || joins(t);
    let run = toks[at + 1..].iter().take(MODIFIERS * 2).take_while(inside).count();
    // "aged 34 and two women"
    let counts = |i: usize| {
        toks.get(i + 1)
            .is_some_and(|t| class_of(t).is_some() || t.is(Func::Other) || t.is_word() && t.senses.is_empty())
    };
    let age = |i: &usize| number(&toks[at + 1 + i]) && !counts(at + 1 + i);
    let last = (0..run).rev().find(age).filter(|_| how.lang.articles && toks[at].is(Func::Aged))?;
    let symbols = rules::W | rules::MID | rules::PP;
    Some(Chunk { symbols, from: at, to: at + 2 + last, people: None, harm: None })
}

/// "his bodyguard and driver": a singular that shares the article of the one before it.
fn shared<'l>(toks: &[Tok<'l>], at: usize, before: &[Chunk<'l>], how: &Reading<'_>) -> Option<Chunk<'l>> {
    let [.., first, and] = before else { return None };
    let one = first.people.as_ref().is_some_and(|p| p.one && !p.named && p.who.0 > first.from);
    if !how.lang.articles || and.symbols & rules::AND == 0 || !one {
        return None;
    }
    let head = head(toks, at, false, how).filter(|h| h.number == Number::One)?;
    let people = People {
        quantity: None,
        one: true,
        class: head.class,
        who: (at, head.to),
        named: head.named,
        of_them: false,
    };
    let symbols = rules::N | rules::M | rules::MID | rules::PP;
    Some(Chunk { symbols, from: at, to: head.to, people: Some(people), harm: None })
}

/// Two unknown words or more in a text of capitals: a name, where a clause wants one ("DANILO VARILLAS WAS SHOT").
fn capitals<'l>(toks: &[Tok<'l>], at: usize, how: &Reading<'_>) -> Option<Chunk<'l>> {
    let run = if how.mixed || !how.lang.capitals { at } else { names(toks, at, how) };
    // "FORMER DEFENSE MINISTER ENRIQUE LOPEZ"
    let title = |t: &Tok<'l>| class_of(t).is_some_and(|(_, n)| n != Number::Many);
    let end = if run > at && toks.get(run).is_some_and(title) { names(toks, run + 1, how) } else { run };
    let who = (at, end);
    let people = People { quantity: None, one: true, class: None, who, named: true, of_them: false };
    let symbols = rules::PN | rules::CAP | rules::W | rules::MID | rules::PP;
    (end > at).then_some(Chunk { symbols, from: at, to: end, people: Some(people), harm: None })
}

/// A singular without article ("leftist leader"), or in a text of capitals a name, right after "the murder of".
fn bare<'l>(toks: &[Tok<'l>], at: usize, before: &[Chunk<'l>], how: &Reading<'_>) -> Option<Chunk<'l>> {
    let [.., harm, of] = before else { return None };
    if of.symbols & rules::OF == 0 || harm.symbols & (rules::HA | rules::HD) == 0 {
        return None;
    }
    let start = at + usize::from(toks[at].is(Func::The));
    let unknown = |t: &&Tok<'l>| t.is_word() && t.senses.is_empty();
    let (to, class) = match head(toks, start, false, how).filter(|h| h.number != Number::Many) {
        Some(head) => (head.to, head.class),
        None => {
            let run = toks[start..].iter().take(5).take_while(unknown).count();
            if how.mixed || run < 2 {
                return None;
            }
            (start + run, None)
        }
    };
    let people =
        People { quantity: None, one: true, class, who: (start, to), named: class.is_none(), of_them: false };
    Some(Chunk { symbols: rules::S, from: at, to, people: Some(people), harm: None })
}

/// A token that begins no people phrase.
fn plain<'l>(toks: &[Tok<'l>], at: usize, how: &Reading<'_>) -> Chunk<'l> {
    let tok = &toks[at];
    let mut symbols = 0;
    let mut harm = None;
    for sense in tok.senses {
        symbols |= match sense {
            Sense::Harm(kind, HarmRole::Term)
                if verbs::is_term(toks, at + 1) || how.lang.verb_last && verbs::has_term_before(toks, at) =>
            {
                harm = harm.or(Some(*kind));
                rules::HI
            }
            Sense::Harm(kind, HarmRole::Light) if verbs::has_injury(toks, at) => {
                harm = harm.or(Some(*kind));
                rules::HI
            }
            Sense::Harm(Kind::Killed, HarmRole::Treat) => match verbs::is_mortal(toks, at) {
                true => {
                    harm = Some(Kind::Killed);
                    rules::HV
                }
                false => 0,
            },
            Sense::Harm(kind, HarmRole::Treat) if verbs::has_injury(toks, at) => {
                harm = harm.or(Some(*kind));
                rules::HV
            }
            Sense::Harm(kind, HarmRole::With) if verbs::is_completed(toks, at, *kind) => {
                harm = harm.or(Some(*kind));
                if how.lang.verb_last { rules::HX } else { rules::HV | rules::HP }
            }
            Sense::Harm(kind, HarmRole::About) if verbs::is_completed(toks, at, *kind) => {
                harm = harm.or(Some(*kind));
                if how.lang.verb_last { rules::HX } else { rules::HX | rules::HA }
            }
            Sense::Harm(
                _,
                HarmRole::Term | HarmRole::Light | HarmRole::Treat | HarmRole::With | HarmRole::About,
            ) => 0,
            Sense::Harm(kind, role) => {
                harm = harm.or(Some(*kind));
                of_role(*role)
            }
            Sense::Func(func) => of_func(*func),
            Sense::Say(Voice::Passive) => rules::REP | rules::AUX,
            Sense::Say(_) => rules::SAY | rules::VERB,
            Sense::Hearsay(_) => rules::AUX | rules::ADV,
            Sense::Status(_, Reach::Noun) => rules::AUX | rules::ADV | rules::CHARGE,
            Sense::Status(_, Reach::After | Reach::Infinitive | Reach::Next) => rules::AUX | rules::ADV,
            Sense::Month(_)
            | Sense::Ordinal(_)
            | Sense::Jalali(_)
            | Sense::Weekday(_)
            | Sense::Day(_)
            | Sense::Period(..)
            | Sense::Ago(_) => rules::DATE | rules::MID | rules::AUX,
            Sense::Hedge(..) | Sense::Vague(_) | Sense::Num(..) => rules::NUM | rules::MID,
            Sense::Unit | Sense::Label | Sense::Roll(_) | Sense::Class(..) | Sense::Source(_) => {
                rules::W | rules::MID
            }
            Sense::Status(..) | Sense::Form(_) => 0,
        };
    }
    if tok.senses.is_empty() {
        symbols |= match tok.shape {
            Shape::Upper if !how.mixed && how.lang.is_adverb(&tok.fold) => {
                rules::W | rules::MID | rules::AUX | rules::ADV
            }
            Shape::Capital | Shape::Upper => rules::CAP | rules::W | rules::MID,
            Shape::Lower if how.lang.is_adverb(&tok.fold) => rules::W | rules::MID | rules::AUX | rules::ADV,
            Shape::Lower => rules::W | rules::MID,
            Shape::Digits(_) | Shape::Decimal(_) | Shape::Code => rules::NUM | rules::MID,
            Shape::Mark(',') => rules::COMMA | rules::MID,
            Shape::Mark(':') => rules::COLON,
            Shape::Mark('"' | '“' | '”' | '«' | '»' | '„') => {
                rules::MID | rules::AUX | if how.lang.articles { rules::ADV } else { 0 }
            }
            Shape::Mark('-' | '–' | '—' | '(' | ')' | '[' | ']' | '/' | '\'' | '’') => rules::MID,
            Shape::Mark('%' | '$' | '€' | '#' | '№' | '*') => rules::W | rules::MID,
            Shape::Mark(_) => rules::STOP,
        };
    }
    // A word that only other parts of the grammar speak of is a word.
    if symbols == 0 && tok.is_word() && !tok.senses.iter().any(is_silent) {
        symbols = rules::W | rules::MID;
    }
    if symbols & rules::MID != 0 && !tok.mark(',') {
        symbols |= rules::PP;
    }
    Chunk { symbols, from: at, to: at + 1, people: None, harm }
}

/// How many words may stand between a number and its noun.
pub(crate) const MODIFIERS: usize = 5;

/// The people phrase that begins at a token, and the token after it.
pub(crate) fn people<'l>(toks: &[Tok<'l>], at: usize, how: &Reading<'_>) -> Option<(People<'l>, usize)> {
    if toks[at].is(Func::No) || toks[at].is(Func::Nobody) {
        return phrases::nobody(toks, at);
    }
    if toks[at].is(Func::Absent) {
        return phrases::absent(toks, at);
    }
    if toks[at].is(Func::Single) {
        let he = People {
            quantity: None,
            one: true,
            class: None,
            who: (at, at + 1),
            named: false,
            of_them: false,
        };
        return Some((he, at + 1));
    }
    if toks[at].is(Func::SingleObject) && phrases::is_object(toks, at, how.lang) {
        let him = People {
            quantity: None,
            one: true,
            class: None,
            who: (at, at + 1),
            named: false,
            of_them: false,
        };
        return Some((him, at + 1));
    }
    if how.lang.verb_last && toks[at].is(Func::They) && toks.get(at + 1).is_some_and(|t| t.is(Func::Object)) {
        let them = People {
            quantity: None,
            one: false,
            class: None,
            who: (at, at + 1),
            named: false,
            of_them: false,
        };
        return Some((them, at + 1));
    }
    if let Some(found) = phrases::guessed(toks, at) {
        return Some(found);
    }
    if let Some(found) = phrases::in_quotes(toks, at, how) {
        return Some(found);
    }
    let det = toks[at].is(Func::The) || toks[at].is(Func::Poss);
    let mut i = at + usize::from(det);
    // "the other five"
    let rest = det && toks.get(i).is_some_and(|t| t.is(Func::Other)) && how.lang.articles;
    i += usize::from(rest && toks.get(i + 1).and_then(|_| quantity(toks, i + 1)).is_some());
    let number = toks.get(i).and_then(|_| quantity(toks, i));
    if let Some(q) = number {
        i = q.to;
        if let Some((who, of_them)) = partitive(toks, i).or_else(|| phrases::out_of(toks, i, how.lang)) {
            let class = toks[who.0..who.1].iter().rev().find_map(crate::people::class);
            let people = People { quantity: Some(q), one: false, class, who, named: false, of_them };
            return Some((people, who.1));
        }
    }
    // «пятеро её активистов»
    i += usize::from(number.is_some() && toks.get(i).is_some_and(|t| t.is(Func::Poss)) && !how.lang.articles);
    let indefinite = number.is_none() && !det && toks[at].is(Func::A);
    if indefinite {
        i += 1;
    }
    // "a 45-year-old man"
    let age = |i: usize| {
        let number = |t: &Tok<'_>| {
            matches!(t.shape, Shape::Digits(_)) || t.senses.iter().any(|s| matches!(s, Sense::Num(..)))
        };
        toks.get(i).is_some_and(number)
            && toks.get(i + 1).is_some_and(Tok::is_dash)
            && toks.get(i + 2).is_some_and(|t| t.senses.contains(&Sense::Unit))
    };
    if age(i) {
        i += 3;
    }
    let start = i;
    if let Some(found) = head(toks, i, number.is_some(), how) {
        let Head { to, class, number: grammatical, named } = found;
        if let Some((who, of_them)) = number.and_then(|_| phrases::counted_of(toks, to)) {
            let class = toks[who.0..who.1].iter().find_map(crate::people::class);
            return Some((People { quantity: number, one: false, class, who, named: false, of_them }, who.1));
        }
        let singular = matches!(grammatical, Number::One | Number::Any);
        let one_said = number.is_some_and(|q| q.low == Some(1) && q.high == Some(1));
        if number.is_some()
            && singular
            && !one_said
            && !how.lang.counted_singular
            && grammatical != Number::Any
        {
            // "20 prison" is no phrase of people; the number stands alone if at all.
            return number.map(|q| (alone(q), q.to));
        }
        let one = number.is_none() && singular && (named || det || indefinite || !how.lang.articles);
        if number.is_none() && singular && !one {
            return None;
        }
        let to = if one && how.lang.articles { after_children(toks, to) } else { to };
        let people = People { quantity: number, one, class, who: (start, to), named, of_them: false };
        return Some((people, to));
    }
    let q = number?;
    // "20 cows", "three families": counted, but not people.
    let next = toks.get(q.to);
    let other = next.filter(|t| t.is(Func::Other)).map_or(q.to, |_| q.to + 1);
    let next = if other > q.to { toks.get(other) } else { next };
    if next.is_some_and(|t| t.is(Func::Case)) {
        return Some((alone(q), q.to));
    }
    if next.is_some_and(|t| {
        t.is(Func::Beast) || t.is(Func::Group) || t.is(Func::Rate) || t.senses.contains(&Sense::Unit)
    }) {
        return None;
    }
    let unknown =
        (other..toks.len().min(other + 3)).find(|j| !toks[*j].senses.is_empty() || !toks[*j].is_word());
    let unknown = unknown.unwrap_or(toks.len().min(other + 3));
    if let Some(last) = unknown.checked_sub(1).filter(|j| *j >= other) {
        let word = &toks[last];
        let plural = how.lang.is_plural(&word.fold);
        // "47 miners": an unknown plural is taken for people; anything else is not.
        if !plural || q.low == Some(1) && q.high == Some(1) {
            return None;
        }
        let who = (other, unknown);
        return Some((
            People { quantity: Some(q), one: false, class: None, who, named: false, of_them: false },
            unknown,
        ));
    }
    Some((alone(q), other))
}

pub(crate) fn alone<'l>(q: Quantity) -> People<'l> {
    People { quantity: Some(q), one: false, class: None, who: (q.to, q.to), named: false, of_them: false }
}

/// "of them", "of the prisoners", "of whom", "of his friends": who the number is a part of.
fn partitive(toks: &[Tok<'_>], at: usize) -> Option<((usize, usize), bool)> {
    let tok = toks.get(at)?;
    if tok.is(Func::OfThem) {
        return Some(((at, at + 1), true));
    }
    // "some of" is a vague quantity with its "of".
    let at = if tok.is(Func::Of) {
        at
    } else {
        at.checked_sub(1).filter(|i| toks[*i].is(Func::Of) || toks[*i].fold.ends_with(" of"))?
    };
    let next = toks.get(at + 1)?;
    if next.is(Func::Them) {
        // "121 of them inmates"
        let noun = toks.get(at + 2).and_then(crate::people::class).map_or(at + 1, |_| at + 2);
        return Some(((noun, noun + 1), true));
    }
    if !(next.is(Func::The) || next.is(Func::Poss)) {
        return None;
    }
    let noun = (at + 2..toks.len().min(at + 5)).find(|j| crate::people::class(&toks[*j]).is_some());
    if noun.is_none() && crate::phrases::is_said_of_later(toks, at + 2) {
        return Some(((at + 1, at + 3), false));
    }
    noun.map(|noun| ((at + 1, noun + 1), false))
}

struct Head<'l> {
    to: usize,
    class: Option<&'l str>,
    number: Number,
    named: bool,
}

/// The head noun of a people phrase: the last of the classes that follow some modifiers, and a name after it.
fn head<'l>(toks: &[Tok<'l>], from: usize, counted: bool, how: &Reading<'_>) -> Option<Head<'l>> {
    let mut i = from;
    let mut steps = 0;
    while let Some(tok) = toks.get(i).filter(|_| !verbs::is_compound(toks, i)) {
        if let Some((class, number)) = class_of(tok) {
            // "seven Peruvian presidential guards": a singular after a number is an adjective of the plural to come.
            let plural = |t: &Tok<'l>| matches!(class_of(t), Some((_, Number::Many)));
            let unknown = |t: &&Tok<'l>| t.is_word() && t.senses.is_empty();
            let adjectives = toks[i + 1..].iter().take(MODIFIERS).take_while(unknown).count();
            if counted && number == Number::One && toks.get(i + 1 + adjectives).is_some_and(plural) {
                i += 1 + adjectives;
                continue;
            }
            let (mut at, mut class, mut number) = (i, class, number);
            while let Some((c, n)) = toks.get(at + 1).and_then(class_of).filter(|_| {
                !(verbs::is_compound(toks, at + 1)
                    || toks[at + 1].is(Func::Captive) && number == Number::Many)
            }) {
                if how.lang.head_first && !toks[at].is(Func::Counter) {
                    at += usize::from(belongs(&toks[at + 1]));
                    break;
                }
                (at, class, number) = (at + 1, c, n);
            }
            // "police checkpoint", "prisoner rights": a class before an unknown word is no head unless it is a
            // plural or a name follows.
            let aged = if how.lang.head_first { after_age(toks, at + 1) } else { at + 1 };
            let name = names(toks, aged, how);
            let name = if name > aged { name } else { at + 1 };
            let unknown_next = toks.get(at + 1).is_some_and(|t| {
                let participle = how.lang.participle(&t.fold);
                t.senses.is_empty()
                    && t.shape == Shape::Lower
                    && how.mixed
                    && !t.fold.starts_with('\'')
                    && !participle
            });
            if number == Number::One && name == at + 1 && unknown_next && !counted && !how.lang.head_first {
                return None;
            }
            if number == Number::Any && name == at + 1 {
                number = if how.lang.is_plural(&toks[at].fold) { Number::Many } else { Number::One };
            }
            let named = name > at + 1 && number != Number::Many;
            let to = if named { name } else { aged.max(at + 1) };
            return Some(Head { to, class: Some(class), number, named });
        }
        // «раненый сержант»
        let attribute = |s: &Sense| matches!(s, Sense::Harm(_, HarmRole::State));
        let before_noun = how.lang.head_first
            && !counted
            && tok.senses.iter().any(attribute)
            && toks.get(i + 1).is_some_and(|t| class_of(t).is_some());
        let attributive = is_attribute(toks, i, from, counted, how);
        let harmful = !before_noun && !attributive && tok.senses.iter().any(|s| matches!(s, Sense::Harm(..)));
        let blocked = tok.senses.iter().any(|s| {
            matches!(
                s,
                Sense::Func(_)
                    | Sense::Say(_)
                    | Sense::Unit
                    | Sense::Status(..)
                    | Sense::Num(..)
                    | Sense::Vague(_)
                    | Sense::Hedge(..)
            )
        }) && !tok.is(Func::Other)
            && !attributive;
        let word = tok.is_word() && (tok.is(Func::Other) || how.lang.may_modify(&tok.fold))
            || (tok.is_dash() && i > from)
            || counted && steps == 0 && matches!(tok.shape, Shape::Mark('"' | '“' | '”' | '«'));
        if harmful || blocked || !word || steps == MODIFIERS {
            break;
        }
        steps += 1;
        i += 1;
    }
    // A name by itself: two capitalised words or more that are nothing else.
    let to = names(toks, from, how);
    let surname = to == from + 1 && how.lang.is_surname(&toks[from].fold);
    let aged = from > 1 && toks[from - 2].is_dash() && toks[from - 1].senses.contains(&Sense::Unit);
    let named = if how.mixed { to >= from + 2 || surname || aged && to > from } else { aged && to > from };
    (named && !counted).then_some(Head { to, class: None, number: Number::One, named: true })
}

/// "a father of five": past the number of children.
fn after_children(toks: &[Tok<'_>], to: usize) -> usize {
    let number = toks.get(to).filter(|t| t.is(Func::Of)).and_then(|_| quantity(toks, to + 1));
    let noun = |q: &Quantity| {
        toks.get(q.to)
            .is_some_and(|t| t.is_word() && (t.senses.is_empty() || crate::people::class(t).is_some()))
    };
    number.filter(|q| q.from == q.bare && !noun(q)).map_or(to, |q| q.to)
}

/// "16 captured policemen", "a wounded soldier": a word of harm that says of the noun after it what befell them.
fn is_attribute(toks: &[Tok<'_>], at: usize, from: usize, counted: bool, how: &Reading<'_>) -> bool {
    use HarmRole::{Adj, Grab, Part, State, Verb};
    let attribute = |s: &Sense| matches!(s, Sense::Harm(_, State | Part | Verb | Adj | Grab));
    let next = toks.get(at + 1).and_then(class_of).map(|(_, number)| number);
    let det = |t: &Tok<'_>| t.is(Func::A) || t.is(Func::The) || t.is(Func::Poss);
    let one = from > 0 && at == from && det(&toks[from - 1]) && next == Some(Number::One);
    how.lang.articles
        && toks[at].senses.iter().any(attribute)
        && (counted && next == Some(Number::Many) || one)
}

/// Past the age between a noun and a name: «блогери 29-сола Рустам Ҳакимов».
fn after_age(toks: &[Tok<'_>], at: usize) -> usize {
    let number = toks.get(at).is_some_and(|t| matches!(t.shape, Shape::Digits(_)));
    let dash = at + 1 + usize::from(toks.get(at + 1).is_some_and(Tok::is_dash));
    let aged = toks.get(dash).is_some_and(|t| t.is(Func::Aged) || t.senses.contains(&Sense::Unit));
    if number && aged { dash + 1 } else { at }
}

/// «жена заключённого»: a noun that belongs to the one before it.
fn belongs(tok: &Tok<'_>) -> bool {
    crate::agreement::places(tok).is_some_and(|p| {
        let cases = p.cases();
        cases & crate::inflect::GENITIVE != 0 && cases & crate::inflect::NOMINATIVE == 0
    })
}

/// How long a name may be, in tokens.
const LONGEST_NAME: usize = 6;

/// One past a run of capitalised words that the lexicon does not know.
fn names(toks: &[Tok<'_>], from: usize, how: &Reading<'_>) -> usize {
    let name = |t: &&Tok<'_>| {
        t.senses.is_empty() && if how.mixed { t.shape == Shape::Capital } else { t.shape == Shape::Upper }
    };
    let mut run = 0;
    while run < LONGEST_NAME {
        run += match toks.get(from + run).filter(name) {
            Some(_) if is_initial(toks, from + run) => 2,
            Some(_) => 1,
            None => break,
        };
    }
    // Where all words are capitals, a title and two unknown words are a name, one is not.
    if how.mixed || run > 1 { from + run } else { from }
}

/// «Рахимов А. Б.»
fn is_initial(toks: &[Tok<'_>], at: usize) -> bool {
    let Some([letter, stop]) = toks.get(at..at + 2) else { return false };
    letter.shape == Shape::Capital
        && letter.fold.chars().count() == 1
        && stop.mark('.')
        && stop.span.start == letter.span.end
}

fn class_of<'l>(tok: &Tok<'l>) -> Option<(&'l str, Number)> {
    tok.senses.iter().find_map(|s| match s {
        Sense::Class(class, number) => Some((class.as_str(), *number)),
        _ => None,
    })
}

/// The bytes from one token up to another.
pub(crate) fn span_of(toks: &[Tok<'_>], from: usize, to: usize) -> Option<Span> {
    Some(Span { start: toks.get(from)?.span.start, end: toks.get(to.checked_sub(1)?)?.span.end })
}
