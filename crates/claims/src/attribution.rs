//! Who is speaking: the cues of a sentence, and which of them a claim belongs to.
//!
//! A claim belongs to the nearest speaker before it, else to a word of hearsay, else to the speaker named after it
//! (", the ministry said"), else to the speaker of the sentence before it in the same paragraph; else it is the
//! writer's own voice.

use sanad_model::{Attribution, AttributionType, PlaceText, Span, Status, TimeText};

use crate::again::{same, same_again, unnamed};
use crate::language::Language;
use crate::lexicon::{Func, HarmRole, Lexicon, Reach, Sense, Voice};
use crate::scan::{Shape, Tok};
use crate::speaker::type_of;
use crate::told_when::{after_audience, after_time, is_time};

/// One cue: a speaker, or a word of hearsay.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// The token of the verb or the word of hearsay.
    pub(crate) at: usize,
    /// Who.
    pub(crate) who: Attribution,
    /// Where the speaker's words stand.
    pub(crate) span: Span,
    /// Whether somebody is named; a word of hearsay names nobody.
    pub(crate) named: bool,
    /// "citing X": X speaks, not the one who cites.
    frame: bool,
    /// The token where its words begin.
    first: usize,
}

/// What a paragraph has said of its speakers so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard {
    /// The last speaker of the sentence before.
    pub(crate) speaker: Option<(Attribution, Span)>,
    /// The hearsay of the sentence before.
    pub(crate) hearsay: Option<(Attribution, Span)>,
    /// The place named last in the paragraph, or in the dateline of the report.
    pub(crate) place: Option<PlaceText>,
    /// The one date of the sentence before.
    pub(crate) time: Option<TimeText>,
    /// The last speaker of the text, whom "he said" means in a new paragraph.
    pub(crate) last: Option<(Attribution, Span)>,
}

impl Heard {
    /// What a new paragraph begins with: its own voice.
    pub(crate) fn in_new_paragraph(self) -> Self {
        Self { last: self.speaker.or(self.last), ..Self::default() }
    }
}

/// How far from a claim its speaker is looked for, in tokens.
const WINDOW: usize = 200;
/// How long a speaker may be, in tokens.
const LONGEST: usize = 14;

/// The cues of a sentence in order.
pub(crate) fn cues(text: &str, toks: &[Tok<'_>], heard: &Heard, lexicon: &Lexicon) -> Vec<Cue> {
    let mut out: Vec<Cue> = headline(text, toks, lexicon).into_iter().collect();
    for at in 0..toks.len() {
        if claims_responsibility(toks, at) {
            continue;
        }
        let frame = has(&toks[at], |s| matches!(s, Sense::Say(Voice::Frame)));
        let active =
            has(&toks[at], |s| matches!(s, Sense::Say(Voice::Active) | Sense::Status(_, Reach::Speech)));
        let hearsay = toks[at].senses.iter().find_map(|s| match s {
            Sense::Hearsay(kind) => Some(*kind),
            Sense::Say(Voice::Passive) => Some(AttributionType::Unspecified),
            _ => None,
        });
        let unofficial = has(&toks[at], |s| matches!(s, Sense::Hearsay(AttributionType::Unofficial)));
        let found = if frame {
            let named = right(text, toks, at, lexicon);
            let he = toks.get(at + 1).is_some_and(|t| t.is(Func::Single) || t.is(Func::They));
            // «به گفتهٔ وی»
            let again = if he && lexicon.language.verb_last { same(&out, heard) } else { None };
            again.or_else(|| same_again(text, toks, at + 1, &out, heard, lexicon)).or(named)
        } else if has(&toks[at], |s| matches!(s, Sense::Say(Voice::Same))) {
            same(&out, heard)
        } else if active
            && lexicon.language.speaker_after_verb
            && !has_subject_before(toks, at, &lexicon.language)
        {
            right_of_verb(text, toks, at, &out, heard, lexicon)
                .or_else(|| left(text, toks, at, &out, heard, lexicon))
        } else if active {
            left(text, toks, at, &out, heard, lexicon)
                .or_else(|| right_of_verb(text, toks, at, &out, heard, lexicon))
        } else {
            None
        };
        if let Some((who, span)) = found {
            let first = toks.partition_point(|t| t.span.start < span.start);
            out.push(Cue { at, who, span, named: true, frame, first });
        } else if let Some(kind) = hearsay.filter(|_| !(active && mentions_nobody(toks, at))) {
            if let Some((who, span)) = medium(text, toks, at, lexicon).filter(|_| !unofficial) {
                out.push(Cue { at, who, span, named: true, frame: false, first: at });
                continue;
            }
            let kind = if unofficial { AttributionType::Unofficial } else { kind };
            let span = toks[at].span;
            let words = span.of(text).unwrap_or_default().to_owned();
            out.push(Cue {
                at,
                who: Attribution { kind, text: words },
                span,
                named: false,
                frame: false,
                first: at,
            });
        }
    }
    out
}

/// Where it is said, when nobody is named: «дар канали телеграмӣ гуфта мешуд», "it was reported on social media".
fn medium(text: &str, toks: &[Tok<'_>], verb: usize, lexicon: &Lexicon) -> Option<(Attribution, Span)> {
    let published = |t: &Tok<'_>| {
        use AttributionType::{Media, Ngo, SocialMedia, Unspecified};
        has(t, |s| matches!(s, Sense::Source(SocialMedia | Media | Ngo | Unspecified)))
    };
    let place = |i: &usize| {
        *i > 0 && published(&toks[*i]) && (toks[*i - 1].is(Func::In) || toks[*i - 1].is(Func::Prep))
    };
    let at = (verb.saturating_sub(LONGEST)..toks.len().min(verb + LONGEST)).find(place)?;
    let ends = |i: &usize| {
        ends_phrase(&toks[*i]) || toks[*i].is(Func::Of) || toks[*i].is(Func::To) || toks[*i].is(Func::In)
    };
    let to = (at + 1..toks.len().min(at + LONGEST)).find(ends).unwrap_or(at + 1);
    named(text, toks, at, to, lexicon)
}

/// The cue that a claim at these tokens belongs to: its attribution and the words behind it.
pub(crate) fn of_claim(
    toks: &[Tok<'_>],
    cues: &[Cue],
    at: (usize, usize),
    heard: &Heard,
) -> (Attribution, Option<Span>) {
    let near = cues.partition_point(|c| c.at + WINDOW < at.0)..cues.partition_point(|c| c.at < at.1 + WINDOW);
    let cues = cues.get(near).unwrap_or_default();
    let turns = |a: usize, b: usize| (a..b.min(toks.len())).any(|i| contrasts(toks, i));
    let cut = |a: usize, b: usize| (a..b.min(toks.len())).any(|i| toks[i].mark(';') || contrasts(toks, i));
    let before = |c: &&Cue| c.at < at.1 && !turns((c.at + 1).min(at.0), at.0);
    // «… ؛ یک مقام این را گفت»
    let told = |c: &Cue| (at.1..c.at.min(toks.len())).any(|i| toks[i].is(Func::Topic)) && !turns(at.1, c.at);
    let after = |c: &&Cue| c.at >= at.1 && (!cut(at.1, c.at) || told(c));
    let named_before = cues.iter().rev().filter(|c| c.named).find(before);
    // "RFE/RL, citing sources, reported": the cited one, not the one who cites.
    let cited = named_before.and_then(|c| {
        cues.iter().rev().find(|f| f.frame && f.at < at.1 && f.at + LONGEST * 2 > c.at && before(f))
    });
    // ", and the state has never told us" is another clause, no name of the speaker of this one.
    let joined = |c: &Cue| c.first > at.1 && (c.first - 1..=c.first).any(|i| toks[i].is(Func::And));
    let named_after = cues.iter().filter(|c| c.named && !joined(c)).find(after);
    let cited_after = named_after
        .and_then(|c| cues.iter().find(|f| f.frame && f.at > c.at && f.at < c.at + LONGEST * 2 && after(f)));
    let found = cited
        .or(named_before)
        .or(cited_after)
        .or(named_after)
        .or_else(|| {
            let inside = |c: &Cue| c.at >= at.0 && c.at < at.1;
            // "the attackers, who are believed to be rebels, killed two": said of the attackers.
            let aside =
                |c: &Cue| c.at > 0 && toks[c.at - 1].is(Func::Who) && (c.at..at.0).any(|i| toks[i].mark(','));
            cues.iter().rev().filter(|c| !c.named).find(|c| before(c) && !aside(c) || inside(c))
        })
        .or_else(|| cues.iter().find(|c| !c.named && after(c) && c.at <= at.1 + 3))
        // «گفت کسی کشته نشد، اما پنج نفر زخمی شدند»: nobody else is named, so the same one goes on.
        .or_else(|| cues.iter().rev().find(|c| c.named && c.at < at.0 && c.at > c.first));
    if let Some(cue) = found {
        return (cue.who.clone(), Some(cue.span));
    }
    let goes_on = toks.first().is_some_and(|t| t.is(Func::Also));
    let inherited = heard.speaker.as_ref().or(heard.hearsay.as_ref().filter(|_| goes_on));
    match inherited {
        Some((who, span)) => (who.clone(), Some(*span)),
        None => (Attribution { kind: AttributionType::OwnVoice, text: String::new() }, None),
    }
}

/// What the next sentence of the paragraph inherits.
pub(crate) fn heard_after(cues: &[Cue], before: Heard) -> Heard {
    let last = |named: bool| cues.iter().rev().find(|c| c.named == named).map(|c| (c.who.clone(), c.span));
    match (last(true), last(false)) {
        (None, None) => before,
        (speaker, hearsay) => Heard { speaker: speaker.or(before.speaker), hearsay, ..before },
    }
}

/// The phrase before a token that may name somebody: tokens from, to.
pub(crate) fn subject(toks: &[Tok<'_>], verb: usize, lang: &Language) -> (usize, usize) {
    let mut to = verb;
    // In a mixed text "IS" is a name.
    let name =
        |t: &Tok<'_>| t.shape == Shape::Upper && toks.get(verb).is_some_and(|v| v.shape != Shape::Upper);
    while to > 0 && is_auxiliary(&toks[to - 1]) && !name(&toks[to - 1]) {
        to -= 1;
    }
    let mut from = to;
    // Where the verb stands last, the day stands between: «Вазорат рӯзи сешанбе хабар дод».
    let inside = |i: usize| lang.verb_last && (is_time(toks, i) || toks[i].mark('"') || marks_topic(toks, i));
    let ends = |i: usize| ends_phrase(&toks[i]) && !inside(i);
    while from > 0 && to - from < LONGEST && !ends(from - 1) {
        from -= 1;
    }
    (from, to)
}

fn left(
    text: &str,
    toks: &[Tok<'_>],
    verb: usize,
    known: &[Cue],
    heard: &Heard,
    lexicon: &Lexicon,
) -> Option<(Attribution, Span)> {
    let (from, to) = subject(toks, verb, &lexicon.language);
    // «ин хабарро рӯзи душанбе вазорат пахш кард»: what is told stands before who tells it.
    let from =
        from + toks[from..to].iter().take_while(|t| lexicon.language.verb_last && t.is(Func::Topic)).count();
    let mut from = from;
    // "X denied A and said B": the same speaker.
    let joined =
        if from == to { from > 0 && toks[from - 1].is(Func::And) } else { toks[to - 1].is(Func::And) };
    if joined {
        return known.iter().rev().find(|c| c.named).map(|c| (c.who.clone(), c.span));
    }
    // "in a broadcast over their radio | the rebels said"
    if lexicon.language.articles {
        from = (from + 2..to).rev().find(|i| begins_noun(toks, *i)).unwrap_or(from);
    }
    if last_is(toks, from, to, Func::He) && to - from <= 2 {
        return same(known, heard).or_else(|| unnamed(text, toks, from, to));
    }
    if let Some(found) = same_again(text, toks, from, known, heard, lexicon) {
        return Some(found);
    }
    if toks.get(from).is_some_and(|t| t.is(Func::The)) && last_is(toks, from, to, Func::Group) {
        return same(known, heard).or_else(|| unnamed(text, toks, from, to));
    }
    // "Officials in a state entity, who showed a list, told": beyond the inserted clause.
    // «وکیل او، ... ، به رادیو گفت»: who is told stands before the verb.
    let circumstance = |t: &Tok<'_>| [Func::To, Func::In, Func::Prep, Func::Of].iter().any(|f| t.is(*f));
    let told = lexicon.language.verb_last && toks.get(from).is_some_and(circumstance);
    // «Раиси ноҳия бошад, мегӯяд»
    let particle = |t: &Tok<'_>| has(t, |s| matches!(s, Sense::Status(Status::Possible, Reach::Here)));
    let aside = lexicon.language.verb_last && from == to && from > 1 && toks[from - 1].mark(',');
    if aside && particle(&toks[from - 2]) {
        let (start, end) = subject(toks, from - 2, &lexicon.language);
        return named(text, toks, start, end, lexicon);
    }
    if from > 0 && toks[from - 1].mark(',') && (told || !names_somebody(toks, from, to)) {
        return before_insertion(text, toks, from, lexicon);
    }
    // "a photo on social media that showed": beyond the relative.
    if from > 1 && from == to && is_relative(&toks[from - 1]) {
        let (start, end) = subject(toks, from - 1, &lexicon.language);
        return named(text, toks, start, end, lexicon);
    }
    if from > 0 && is_relative(&toks[from - 1]) && !names_somebody(toks, from, to) {
        from -= 1;
        while from > 0 && to - from < LONGEST * 2 && !ends_phrase(&toks[from - 1]) {
            from -= 1;
        }
    }
    let found = named(text, toks, from, to, lexicon);
    // «مردی که خود را نظامی پیشین معرفی کرد به رادیو گفت»
    if found.is_none() && lexicon.language.verb_last && from > 1 && is_relative(&toks[from - 1]) {
        let (start, end) = subject(toks, from - 1, &lexicon.language);
        return named(text, toks, start, end, lexicon);
    }
    found
}

/// The speaker before an inserted clause or an apposition that ends at the comma before a token.
fn before_insertion(
    text: &str,
    toks: &[Tok<'_>],
    from: usize,
    lexicon: &Lexicon,
) -> Option<(Attribution, Span)> {
    let opens = |i: &usize| toks[*i].mark(',') || lexicon.language.verb_last && is_relative(&toks[*i]);
    let mut opening = (from.saturating_sub(LONGEST)..from - 1).rev().filter(opens);
    opening.find_map(|i| {
        let (start, end) = subject(toks, i, &lexicon.language);
        // «گلناز وحیدی، وکیل دادگستری، گفت»
        let apposed = || named(text, toks, i + 1, from - 1, lexicon).filter(|_| toks[i].mark(','));
        let Some((mut who, span)) = named(text, toks, start, end, lexicon) else { return apposed() };
        let source = toks[start..end].iter().any(|t| has(t, |s| matches!(s, Sense::Source(_))));
        let said = apposed().filter(|_| !source);
        who.kind = said.map_or(who.kind, |(apposed, _)| apposed.kind);
        Some((who, span))
    })
}

/// «معاون استاندار اما گفت»: a contrast after the subject, not before a clause.
fn marks_topic(toks: &[Tok<'_>], at: usize) -> bool {
    let verb = |t: &Tok<'_>| {
        t.is(Func::Be)
            || t.is(Func::Do)
            || t.is(Func::Verb)
            || has(t, |s| matches!(s, Sense::Harm(..) | Sense::Say(_)))
    };
    toks[at].is(Func::Contrast) && at > 0 && toks[at - 1].is_word() && !verb(&toks[at - 1])
}

/// An article or a possessive after a noun begins the next phrase.
fn begins_noun(toks: &[Tok<'_>], at: usize) -> bool {
    let det = |t: &Tok<'_>| t.is(Func::The) || t.is(Func::A) || t.is(Func::Poss) && !t.fold.starts_with('\'');
    let noun = |t: &Tok<'_>| {
        has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..) | Sense::Unit | Sense::Month(_)))
    };
    det(&toks[at]) && noun(&toks[at - 1])
}

/// "..., said one woman, who gave her name".
///
/// Where the language puts the speaker after the verb it needs no mark: «сообщил представитель управления».
fn right_of_verb(
    text: &str,
    toks: &[Tok<'_>],
    verb: usize,
    known: &[Cue],
    heard: &Heard,
    lexicon: &Lexicon,
) -> Option<(Attribution, Span)> {
    if toks.get(verb + 1).is_some_and(|t| t.is(Func::He)) && lexicon.language.speaker_after_verb {
        return same(known, heard);
    }
    let before = (0..verb).rev().find(|i| !is_time(toks, *i)).filter(|_| lexicon.language.verb_last);
    let opens = before.map_or(verb, |i| i + 1);
    let quoted = lexicon.language.speaker_after_verb
        || opens > 0
            && matches!(
                toks[opens - 1].shape,
                Shape::Mark(',' | '"' | '”' | '»' | '?' | '!' | '\'' | '–' | '—')
            );
    quoted.then(|| right(text, toks, verb, lexicon)).flatten()
}

fn right(text: &str, toks: &[Tok<'_>], at: usize, lexicon: &Lexicon) -> Option<(Attribution, Span)> {
    let from = if lexicon.language.speaker_after_verb { after_audience(toks, at + 1) } else { at + 1 };
    let stop = |t: &Tok<'_>| ends_phrase(t) || t.is(Func::EndsSpeaker) || is_auxiliary(t);
    let to = (from..toks.len().min(from + LONGEST))
        .find(|i| stop(&toks[*i]) || toks[*i].mark('('))
        .unwrap_or(toks.len().min(from + LONGEST));
    named(text, toks, from, to, lexicon)
}

/// «Прокуратура: двое задержаны», «Мать заключённого: „…“».
fn headline(text: &str, toks: &[Tok<'_>], lexicon: &Lexicon) -> Option<Cue> {
    let colon = toks.iter().take(LONGEST).position(|t| t.mark(':'))?;
    let speaks = |t: &Tok<'_>| has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..)));
    let other = |t: &Tok<'_>| {
        ends_phrase(t)
            || is_auxiliary(t)
            || has(t, |s| matches!(s, Sense::Harm(..) | Sense::Num(..) | Sense::Say(_)))
            || matches!(t.shape, Shape::Digits(_))
    };
    let head = &toks[..colon];
    if !head.first().is_some_and(speaks) || head.iter().any(other) || colon + 1 == toks.len() {
        return None;
    }
    let (who, span) = named(text, toks, 0, colon, lexicon)?;
    Some(Cue { at: colon, who, span, named: true, frame: false, first: 0 })
}

/// Who told what the sentence before says: «Об этом сообщил источник».
pub(crate) fn teller_of_before<'c>(toks: &[Tok<'_>], cues: &'c [Cue]) -> Option<(&'c Attribution, Span)> {
    let topic = toks.iter().take(LONGEST / 2).position(|t| t.is(Func::Topic))?;
    let cue = cues.iter().find(|c| c.named && c.at > topic && c.at < topic + LONGEST)?;
    let alone = !toks[..cue.at].iter().any(|t| t.mark(',') || has(t, |s| matches!(s, Sense::Harm(..))));
    alone.then_some((&cue.who, cue.span))
}

/// Whether what stands before a verb of saying begins with somebody who may be its subject; else «список показали
/// чиновники», where the subject follows.
fn has_subject_before(toks: &[Tok<'_>], verb: usize, lang: &Language) -> bool {
    if opens_clause(toks, verb) {
        return false;
    }
    let (from, to) = subject(toks, verb, lang);
    let from = after_time(toks, from, to);
    let somebody = |t: &Tok<'_>| {
        has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..)))
            || t.is(Func::He)
            || matches!(t.shape, Shape::Mark(_))
            || t.senses.is_empty() && matches!(t.shape, Shape::Capital | Shape::Upper) && from > 0
    };
    // «начальник», «в МВД», «бывший начальник», «Карим Собиров»
    let names =
        toks[from..to].iter().filter(|t| t.is_word()).take(2).filter(|t| t.shape == Shape::Capital).count();
    toks[from..to].iter().take(3).any(somebody) || names == 2
}

/// Whether a verb of saying begins its clause: «…, сообщили в МВД», «об этом рассказал адвокат».
fn opens_clause(toks: &[Tok<'_>], verb: usize) -> bool {
    let before = toks[..verb].iter().rev().find(|t| !is_auxiliary(t));
    before.is_none_or(|t| t.is(Func::Topic) || matches!(t.shape, Shape::Mark(_)))
}

/// The phrase as a speaker, when it names somebody.
pub(crate) fn named(
    text: &str,
    toks: &[Tok<'_>],
    mut from: usize,
    mut to: usize,
    lexicon: &Lexicon,
) -> Option<(Attribution, Span)> {
    while from < to && !toks[from].is_word() {
        from += 1;
    }
    from = after_time(toks, from, to);
    if lexicon.language.speaker_after_verb {
        // «сообщили в МВД.»
        from += usize::from(from < to && toks[from].is(Func::In));
        to -= usize::from(from < to && toks[to - 1].mark('.') && to == toks.len());
    }
    if lexicon.language.verb_last {
        to = end_of_subject(toks, from, to);
    }
    if from >= to
        || !names_somebody(toks, from, to)
        || lexicon.language.verb_last && tells_a_deed(toks, from, to)
    {
        return None;
    }
    let span = Span { start: toks[from].span.start, end: toks[to - 1].span.end };
    let words = span.of(text)?;
    let mut kind = typed(words, toks, from, to, lexicon);
    if kind == AttributionType::Unspecified {
        kind = by_apposition(text, toks, to, lexicon);
    }
    Some((Attribution { kind, text: words.to_owned() }, span))
}

/// «Сухангӯи вазорат | рӯзи сешанбе дар нишаст гуфт»: who speaks stands before time and place.
fn end_of_subject(toks: &[Tok<'_>], from: usize, to: usize) -> usize {
    let adverbial = |i: &usize| {
        let t = &toks[*i];
        let day =
            |s: &Sense| matches!(s, Sense::Weekday(_) | Sense::Jalali(_) | Sense::Month(_) | Sense::Day(_));
        // «یکی از زندانیان»
        let counted = has(&toks[*i - 1], |s| matches!(s, Sense::Num(..) | Sense::Vague(_)))
            || toks[*i - 1].is(Func::Counter)
            || matches!(toks[*i - 1].shape, Shape::Digits(_));
        t.is(Func::Prep)
            || t.is(Func::Of) && !counted
            || t.is(Func::In)
            || t.is(Func::To)
            || t.is(Func::Object)
            || t.is(Func::Contrast)
            || has(t, day)
    };
    let end = (from + 1..to).find(adverbial).unwrap_or(to);
    let day = |t: &Tok<'_>| t.senses.contains(&Sense::Unit) || t.senses.contains(&Sense::Label);
    end - usize::from(end < to && end > from + 1 && day(&toks[end - 1]))
}

/// "said Leyla Aydin, 47, a lawyer for the group": what the words after a name say of it.
fn by_apposition(text: &str, toks: &[Tok<'_>], to: usize, lexicon: &Lexicon) -> AttributionType {
    let comma = |i: usize| toks.get(i).is_some_and(|t| t.mark(','));
    let age = comma(to + 2) && matches!(toks.get(to + 1).map(|t| t.shape), Some(Shape::Digits(_)));
    let from = to + if age { 3 } else { 1 };
    let described = |t: &Tok<'_>| {
        let noun = has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..)));
        t.is(Func::A) || t.is(Func::The) || lexicon.language.speaker_after_verb && noun
    };
    let opens = comma(to) && toks.get(from).is_some_and(described);
    let end = (from..toks.len().min(from + LONGEST)).find(|i| ends_phrase(&toks[*i]) || toks[*i].mark('.'));
    let words = end
        .filter(|_| opens)
        .map(|end| Span { start: toks[from].span.start, end: toks[end - 1].span.end }.of(text));
    words
        .flatten()
        .map_or(AttributionType::Unspecified, |words| typed(words, toks, from, end.unwrap_or(from), lexicon))
}

/// The type of a phrase by the nouns for sources in it, else by those for people.
fn typed(words: &str, toks: &[Tok<'_>], from: usize, to: usize, lexicon: &Lexicon) -> AttributionType {
    match type_of(words, lexicon) {
        AttributionType::Unspecified => toks[from..to]
            .iter()
            .find_map(crate::people::class)
            .map_or(AttributionType::Unspecified, |class| of_class(class, lexicon)),
        kind => kind,
    }
}

/// People who are no source by their noun are witnesses; officials and leaders are officials in a language that puts
/// the head first.
fn of_class(class: &str, lexicon: &Lexicon) -> AttributionType {
    match class {
        "leaders" if lexicon.language.head_first => AttributionType::Official,
        "officials" | "police" => AttributionType::Official,
        "militants" => AttributionType::ArmedGroup,
        "journalists" => AttributionType::Media,
        "lawyers" => AttributionType::Lawyer,
        "activists" => AttributionType::Ngo,
        "medics" => AttributionType::Official,
        _ => AttributionType::Witness,
    }
}

fn names_somebody(toks: &[Tok<'_>], from: usize, to: usize) -> bool {
    toks[from.min(to)..to].iter().enumerate().any(|(i, t)| {
        let source = has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..)));
        let name = matches!(t.shape, Shape::Capital | Shape::Upper)
            && t.senses.is_empty()
            && (i > 0 || from > 0 || to - from <= 3)
            // "Contrary to earlier reports": the capital of a sentence is no name.
            && (i + from > 0 || to - from == 1 || is_capital(toks.get(1)));
        source || name
    })
}

/// «مرگ چهار جوان»: a deed before anybody who might speak.
fn tells_a_deed(toks: &[Tok<'_>], from: usize, to: usize) -> bool {
    let deed = |t: &Tok<'_>| has(t, |s| matches!(s, Sense::Harm(_, HarmRole::Act | HarmRole::Body)));
    let speaks = |t: &Tok<'_>| has(t, |s| matches!(s, Sense::Source(_) | Sense::Class(..)));
    // «садҳо нафар кушта мешуданд»: a clause, nobody who speaks.
    let verb = |s: &Sense| matches!(s, Sense::Harm(_, HarmRole::Intr | HarmRole::Past | HarmRole::Verb));
    let done = |i: usize| has(&toks[i], verb) && (i + 1 == to || toks[i + 1].is(Func::Be));
    if (from..to).any(done) {
        return true;
    }
    toks[from..to].iter().find(|t| deed(t) || speaks(t)).is_some_and(|t| !speaks(t))
}

fn is_capital(tok: Option<&Tok<'_>>) -> bool {
    tok.is_some_and(|t| matches!(t.shape, Shape::Capital | Shape::Upper))
}

fn mentions_nobody(toks: &[Tok<'_>], at: usize) -> bool {
    // "reported" as a plain verb without a speaker is hearsay only after a form of "be" or before a participle.
    !toks
        .get(at + 1)
        .is_some_and(|t| has(t, |s| matches!(s, Sense::Harm(..)) || matches!(s, Sense::Func(Func::To))))
}

fn last_is(toks: &[Tok<'_>], from: usize, to: usize, func: Func) -> bool {
    toks.get(from..to).and_then(<[_]>::last).is_some_and(|t| t.is(func))
}

/// "claimed responsibility" says who did it, not who reports.
fn claims_responsibility(toks: &[Tok<'_>], at: usize) -> bool {
    toks[at].is(Func::Claim) && toks.iter().skip(at + 1).take(3).any(|t| t.is(Func::Responsibility))
}

/// "but" and the like; "while trying to escape" turns to nobody else.
fn contrasts(toks: &[Tok<'_>], at: usize) -> bool {
    let goes_on = |t: &Tok<'_>| {
        t.fold.split(' ').next().is_some_and(|w| w.len() > 5 && w.ends_with("ing")) && t.shape == Shape::Lower
    };
    toks[at].is(Func::Contrast) && !toks.get(at + 1).is_some_and(goes_on)
}

fn is_relative(t: &Tok<'_>) -> bool {
    t.is(Func::Who) || t.is(Func::That)
}

fn is_auxiliary(t: &Tok<'_>) -> bool {
    t.is(Func::Have)
        || t.is(Func::Be)
        || t.is(Func::Adverb)
        || (t.is(Func::Also) && !t.is(Func::They))
        || has(t, |s| matches!(s, Sense::Status(_, Reach::After) | Sense::Day(_) | Sense::Period(..)))
}

/// Whether a phrase that names a speaker ends here.
fn ends_phrase(t: &Tok<'_>) -> bool {
    let mark = matches!(t.shape, Shape::Mark(c) if !matches!(c, '-' | '/' | '\'' | '’' | '.' | '&' | '«' | '»' | '(' | ')'));
    let verb = has(t, |s| matches!(s, Sense::Say(_) | Sense::Status(_, Reach::Speech)))
        && !has(t, |s| matches!(s, Sense::Source(_)));
    mark || verb
        || is_relative(t)
        || t.is(Func::But)
        || t.is(Func::Also) && !t.is(Func::They)
        || has(t, |s| matches!(s, Sense::Weekday(_)))
}

pub(crate) fn has(t: &Tok<'_>, which: impl Fn(&Sense) -> bool) -> bool {
    t.senses.iter().any(which)
}
