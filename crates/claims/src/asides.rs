//! What stands between the people of a clause and its verb and is no part of either: words between commas, relative
//! clauses, and, where the verb stands last, nouns of harm that tell when or why.

use crate::chunk::Chunk;
use crate::rules::{self, Symbols};

/// Marks the asides of a sentence, so that the clause rules pass over them.
pub(crate) fn mark(chunks: &mut [Chunk<'_>], verb_last: bool) {
    set_asides(chunks, verb_last);
    if verb_last {
        let (nouns, relatives) = (harm_as_circumstance(chunks), relatives_inside(chunks));
        let all: Vec<usize> = nouns.chain(relatives).collect();
        all.into_iter().for_each(|i| chunks[i].symbols |= rules::MID);
    }
}

/// How long an aside between commas may be, in chunks.
const ASIDE: usize = 8;

/// "24 people, most of them women and children, were killed": what stands between the commas is no subject.
///
/// Where the verb stands last, so does what is included («از جمله شش نوجوان»), since the verb is yet to come.
fn set_asides(chunks: &mut [Chunk<'_>], verb_last: bool) {
    let is = |c: &Chunk<'_>, s: Symbols| c.symbols & s != 0;
    let mut at = 1;
    while at < chunks.len() {
        let opens =
            is(&chunks[at - 1], rules::COMMA) && chunks[at].people.as_ref().is_some_and(|p| p.of_them);
        let verb = rules::BE
            | rules::HV
            | rules::HI
            | rules::HJ
            | rules::HP
            | rules::HK
            | rules::VERB
            | rules::DO
            | rules::STOP;
        let includes = verb_last && is(&chunks[at - 1], rules::COMMA) && is(&chunks[at], rules::INCL);
        // «яъне як сарбоз, ду марзбон ва се ҳамлагар,»
        let lists = |i: usize| includes && chunks.get(i + 1).is_some_and(|next| is(next, rules::Q));
        let ends = |i: &usize| is(&chunks[*i], verb) || is(&chunks[*i], rules::COMMA) && !lists(*i);
        let reach = if includes { 2 * ASIDE } else { ASIDE };
        let end = (at + 1..chunks.len().min(at + reach)).find(ends);
        if let Some(end) = end.filter(|end| (opens || includes) && is(&chunks[*end], rules::COMMA)) {
            for chunk in &mut chunks[at..end] {
                chunk.symbols = rules::ASIDE | rules::MID | chunk.symbols & rules::INCL;
            }
            at = end;
        }
        at += 1;
    }
}

/// «هنگام بازداشت شکنجه شد», «пас аз лату кӯб бо худ бурданд»: a noun of harm after a preposition tells when or why, where
/// neither its victim nor the verb that makes it a deed follows.
fn harm_as_circumstance<'a>(chunks: &'a [Chunk<'_>]) -> impl Iterator<Item = usize> + 'a {
    let is = |i: usize, s: Symbols| chunks.get(i).is_some_and(|c| c.symbols & s != 0);
    let makes = rules::BE | rules::DO | rules::AND | rules::N | rules::HZ;
    let led = move |i: usize| is(i - 1, rules::PREP | rules::IN | rules::OF | rules::CHARGE);
    // «در اعتراض به اعدام سه زندانی بازداشت شدند»: the noun with its victim.
    let complement = move |i: usize| is(i, rules::HX) && is(i + 1, rules::N);
    let alone = (1..chunks.len()).filter(move |i| is(*i, rules::HA) && led(*i) && !is(*i + 1, makes));
    let with_victim = (1..chunks.len()).filter(move |i| led(*i) && complement(*i));
    alone.chain(with_victim.flat_map(|i| [i, i + 1]))
}

/// How long a relative clause inside another may be, in chunks.
const RELATIVE: usize = 12;

/// «шаш корманд, ки ба мардум тир паронданд, ба додгоҳ кашида шуданд»: the clause between, which speaks of nobody's number.
fn relatives_inside<'a>(chunks: &'a [Chunk<'_>]) -> impl Iterator<Item = usize> + 'a {
    let is = |i: usize, s: Symbols| chunks.get(i).is_some_and(|c| c.symbols & s != 0);
    let clause = move |who: usize| {
        let comma = is(who - 1, rules::COMMA);
        let people = who.checked_sub(1 + usize::from(comma))?;
        let end = (who + 1..chunks.len().min(who + RELATIVE)).find(|i| is(*i, rules::COMMA))?;
        let told = (who + 1..end).any(|i| is(i, rules::Q | rules::SAY));
        (is(people, rules::N) && !told).then_some(people + 1..end + 1)
    };
    (2..chunks.len()).filter(move |i| is(*i, rules::WHO)).filter_map(clause).flatten()
}
