//! With what standing something is said: question, condition, denial, demand, doubt; else fact or report.

use sanad_model::{AttributionType, Status};

use crate::language::Language;
use crate::lexicon::{Func, HarmRole, Reach, Sense, Voice};
use crate::scan::Tok;

/// How far before the word of harm a cue is looked for, in tokens: no sentence of people is longer.
const WINDOW: usize = 200;

/// How far from the word of harm a cue of its clause may stand, in tokens.
const CLAUSE: usize = 8;

/// The status of a claim whose word of harm is at a token; `victim` is the first token of its people phrase.
pub(crate) fn status(
    toks: &[Tok<'_>],
    harm: usize,
    victim: usize,
    by: AttributionType,
    lang: &Language,
) -> (Status, Option<usize>) {
    let window = harm.saturating_sub(WINDOW);
    let question = toks.iter().rev().take(3).any(|t| t.mark('?'));
    if question {
        return (Status::RhetoricalQuestion, None);
    }
    if let Some((cue, at)) = in_verb(toks, harm) {
        return (cue, Some(at));
    }
    let first = harm.min(victim);
    let sentence = (window.min(first)..first).rev().take_while(|i| !toks[*i].mark(';')).find_map(|i| {
        let cue = reach(&toks[i], Reach::Sentence)?;
        Some((cue, Some(i)))
    });
    if let Some(found) = sentence {
        return found;
    }
    if let Some((cue, at)) = in_clause(toks, harm) {
        return (cue, Some(at));
    }
    // A denial takes back all that is said in it, up to the next verb of saying.
    let boundary = |t: &Tok<'_>| t.mark(';') || t.is(Func::Contrast);
    for i in (window..harm).rev() {
        if boundary(&toks[i]) || (i < first && says(&toks[i])) {
            break;
        }
        // Where the verb stands last, what is denied stands before it, or after "that".
        let follows = !lang.verb_last || toks[i + 1..].iter().take(2).any(|t| t.is(Func::That));
        // "the officer, who denies the charge, is accused": said aside.
        let aside = i > 0 && toks[i - 1].is(Func::Who) && toks[i..first.max(i)].iter().any(|t| t.mark(','));
        let deed = follows && !aside && !toks[i..harm].iter().any(|t| t.is(Func::Involvement));
        if let Some(cue) = reach(&toks[i], Reach::Speech).filter(|_| deed) {
            return (cue, Some(i));
        }
    }
    if let Some((cue, at)) = denied_after(toks, harm.max(victim)) {
        return (cue, Some(at));
    }
    // A doubt or a wish reaches the verb of its own clause.
    let ends_clause = |t: &Tok<'_>| {
        t.mark(';')
            || t.mark(':')
            || t.mark(',')
            || t.is(Func::But)
            || t.is(Func::That)
            || t.is(Func::Who)
            || says(t)
    };
    for i in (0..harm).rev().take(12) {
        let month = toks[i].senses.iter().any(|s| matches!(s, Sense::Month(_)))
            && toks[i].shape == crate::scan::Shape::Capital
            && i > 0;
        let narrow = reach(&toks[i], Reach::Noun).filter(|_| accused_of(toks, i, harm, lang));
        let narrow = narrow.or_else(|| reach(&toks[i], Reach::Infinitive).filter(|_| governs(toks, i, harm)));
        let narrow = narrow.or_else(|| reach(&toks[i], Reach::Next).filter(|_| stands_before(toks, i, harm)));
        if let Some(cue) = narrow {
            return (cue, Some(i));
        }
        if let Some(cue) = reach(&toks[i], Reach::After)
            .filter(|_| !month && !is_may_date(toks, i) && !is_corrected(toks, i))
        {
            return (cue, Some(i));
        }
        if i < first && ends_clause(&toks[i]) && !after_doubt(toks, i) || toks[i].is(Func::Contrast) {
            break;
        }
    }
    (said(by), None)
}

/// A cue in the word of harm or in the verb that goes with it: «накуштанд», «کشته نشدند», «боздошт ё шиканҷа нашуданд».
fn in_verb(toks: &[Tok<'_>], harm: usize) -> Option<(Status, usize)> {
    let goes_on = |t: &Tok<'_>| {
        let light = [Func::Be, Func::Do, Func::And, Func::Or].iter().any(|f| t.is(*f));
        light || t.senses.iter().any(|s| matches!(s, Sense::Harm(..) | Sense::Status(_, Reach::Here)))
    };
    let verb = (harm..toks.len().min(harm + 5)).take_while(|i| *i == harm || goes_on(&toks[*i]));
    verb.into_iter().find_map(|i| Some((reach(&toks[i], Reach::Here)?, i)))
}

/// The standing of what is said as fact.
pub(crate) fn said(by: AttributionType) -> Status {
    match by {
        AttributionType::OwnVoice => Status::Asserted,
        _ => Status::Reported,
    }
}

/// «Возможно, …», «не исключено, что …»: a mark that ends no clause, since a doubt stands before it.
fn after_doubt(toks: &[Tok<'_>], at: usize) -> bool {
    let doubt = |i: usize| {
        reach(&toks[i], Reach::After).is_some_and(|s| s == Status::Possible || s == Status::Alleged)
    };
    let before = at.checked_sub(1 + usize::from(toks[at].is(Func::That) && at > 0 && toks[at - 1].mark(',')));
    (toks[at].mark(',') || toks[at].is(Func::That)) && before.is_some_and(doubt)
}

/// Whether the word of harm is an infinitive, or the object of the cue: «требуют казни двоих».
fn governs(toks: &[Tok<'_>], cue: usize, harm: usize) -> bool {
    let role = |wanted: HarmRole| {
        toks[harm].senses.iter().any(|s| matches!(s, Sense::Harm(_, role) if *role == wanted))
    };
    let between = &toks[cue + 1..harm];
    role(HarmRole::Base)
        || between.iter().any(|t| t.is(Func::ToBe))
        || role(HarmRole::Act) && between.iter().all(|t| t.is(Func::Adverb))
}

/// Whether only auxiliaries stand between the cue and the word of harm.
fn stands_before(toks: &[Tok<'_>], cue: usize, harm: usize) -> bool {
    toks[cue + 1..harm].iter().all(|t| t.is(Func::Be) || t.is(Func::Adverb) || t.is(Func::Have))
}

/// Whether a cue speaks of this word of harm: a noun right after it, or what is said after "in that".
///
/// «به اتهام جاسوسی بازداشت شدند»: where the verb stands last, a noun before a light verb is that verb.
fn accused_of(toks: &[Tok<'_>], cue: usize, harm: usize, lang: &Language) -> bool {
    let light = toks.get(harm + 1).is_some_and(|t| t.is(Func::Be) || t.is(Func::Do));
    if lang.verb_last && light {
        return false;
    }
    let is_harm = |t: &Tok<'_>| t.senses.iter().any(|s| matches!(s, Sense::Harm(..)));
    let noun =
        |t: &Tok<'_>| t.senses.iter().any(|s| matches!(s, Sense::Harm(_, HarmRole::Act | HarmRole::Base)));
    let between = &toks[cue + 1..harm];
    noun(&toks[harm]) && !between.iter().any(is_harm) || between.iter().any(|t| t.is(Func::That))
}

/// What is taken back after it is said: «сообщения о 50 погибших не соответствуют действительности», «сведения о
/// гибели 14 человек МВД опровергло». A verb of denial reaches back only within its clause.
fn denied_after(toks: &[Tok<'_>], from: usize) -> Option<(Status, usize)> {
    let mut clause = true;
    for (i, t) in toks.iter().enumerate().skip(from + 1).take(CLAUSE * 3) {
        if t.mark(';') || t.is(Func::But) || t.is(Func::Contrast) {
            return None;
        }
        let mark = |c: char| !matches!(c, '«' | '»' | '“' | '”' | '"');
        clause &= !matches!(t.shape, crate::scan::Shape::Mark(c) if mark(c))
            && !t.is(Func::And)
            && !t.is(Func::That)
            && !t.is(Func::Who);
        // «اعدام سه متهم قرار است اجرا شود»: a plan reaches back only within its clause.
        let plan = |s: &Status| !matches!(s, Status::Prediction | Status::Demand) || clause;
        let cue = reach(t, Reach::Back).filter(plan).or_else(|| reach(t, Reach::Speech).filter(|_| clause));
        if let Some(cue) = cue {
            return Some((cue, i));
        }
    }
    None
}

/// A cue in the clause of the word of harm, before or after it: «погибли бы 20 человек».
fn in_clause(toks: &[Tok<'_>], harm: usize) -> Option<(Status, usize)> {
    let clause = |t: &Tok<'_>| reach(t, Reach::Clause).is_none() && t.is(Func::But);
    let ends = |t: &Tok<'_>| t.mark(',') || t.mark(';') || t.mark(':') || clause(t) || t.is(Func::Contrast);
    let before = (harm.saturating_sub(CLAUSE)..harm).rev().take_while(|i| !ends(&toks[*i]));
    let after = (harm + 1..toks.len().min(harm + CLAUSE)).take_while(|i| !ends(&toks[*i]));
    let word = |i: &usize| toks[*i].shape == crate::scan::Shape::Lower;
    before.chain(after).filter(word).find_map(|i| Some((reach(&toks[i], Reach::Clause)?, i)))
}

fn reach(t: &Tok<'_>, wanted: Reach) -> Option<Status> {
    t.senses.iter().find_map(|s| match s {
        Sense::Status(status, reach) if *reach == wanted => Some(*status),
        _ => None,
    })
}

fn says(t: &Tok<'_>) -> bool {
    t.senses.iter().any(|s| matches!(s, Sense::Say(Voice::Active | Voice::Frame)))
}

/// "not 8 but 18": denies a number, not what is said of it.
fn is_corrected(toks: &[Tok<'_>], at: usize) -> bool {
    toks[at].is(Func::Not) && crate::number::corrected(toks, at).is_some()
}

/// "12 May", "May 12", "in May": the month.
fn is_may_date(toks: &[Tok<'_>], at: usize) -> bool {
    let digits = |i: Option<usize>| {
        i.and_then(|i| toks.get(i)).is_some_and(|t| matches!(t.shape, crate::scan::Shape::Digits(_)))
    };
    toks[at].senses.iter().any(|s| matches!(s, Sense::Month(_)))
        && (digits(at.checked_sub(1))
            || digits(Some(at + 1))
            || at.checked_sub(1).is_some_and(|i| toks[i].is(Func::In)))
}
