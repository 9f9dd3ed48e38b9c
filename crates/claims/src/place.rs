//! Where it happened: the nearest name of a place in the sentence, by the words around it; else the place that the
//! paragraph, or the dateline of the report, named before.
//!
//! Where capitals tell names, a name after "in" or beside a word for a place is one. Persian has no capitals: there a
//! name is a town of the gazetteer (`lexicon/fa/places.tsv`) or the word after one for a place («شهر سربند»).

use sanad_model::PlaceText;

use crate::clause::{Sentence, WINDOW};
use crate::lexicon::{Func, Sense};
use crate::scan::{Shape, Tok};

/// How long the name of a place may be, in tokens.
const LONGEST: usize = 4;
/// How much farther away a name is taken to be that nothing leads to, in tokens.
const UNLED: usize = 8;

impl Sentence<'_, '_> {
    /// The nearest "in Khujand", «село Нижний Дарвоз», «Шолкентский район».
    pub(crate) fn place(&self, at: (usize, usize)) -> Option<PlaceText> {
        let window = at.0.saturating_sub(WINDOW)..self.toks.len().min(at.1 + WINDOW);
        let found = window.filter_map(|i| Some((i, self.place_at(i)?)));
        let far = |i: usize| if i >= at.1 { i - at.1 } else { at.0.abs_diff(i) };
        // A name that nothing leads to may be of something else.
        let nearest = found.min_by_key(|(i, _)| far(*i) + if self.is_led(*i) { 0 } else { UNLED });
        let here = nearest.and_then(|(start, end)| self.cause("place", start, end));
        let dateline = || self.dateline().and_then(|(start, end)| self.cause("place", start, end));
        here.or_else(dateline).map(|c| PlaceText { text: c.text }).or_else(|| self.heard.place.clone())
    }

    /// The place that the sentences after this one may go on with: its dateline, or the first it names.
    pub(crate) fn place_said(&self) -> Option<PlaceText> {
        let named = || (0..self.toks.len().min(WINDOW)).find_map(|i| Some((i, self.place_at(i)?)));
        let (start, end) = self.dateline().or_else(named)?;
        self.cause("place", start, end).map(|c| PlaceText { text: c.text })
    }

    /// «ДУШАНБЕ, 8 ноября (Агентство) — …»: a name, a comma, a date.
    fn dateline(&self) -> Option<(usize, usize)> {
        let toks = self.toks;
        let comma = toks.iter().take(LONGEST).position(|t| t.mark(','))?;
        let date = |t: &Tok<'_>| {
            matches!(t.shape, Shape::Digits(1..=31))
                || t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::Jalali(_)))
        };
        let name = toks[..comma].iter().all(|t| t.is_word() && (t.senses.is_empty() || is_place_name(t)));
        let dated = toks.iter().skip(comma + 1).take(2).all(date);
        let closed = toks.iter().skip(comma + 3).take(10).any(|t| t.is_dash() || t.mark('(') || t.mark('.'));
        (comma > 0 && name && dated && closed).then_some((0, comma))
    }

    /// One past the name of a place that begins at a token.
    fn place_at(&self, start: usize) -> Option<usize> {
        match self.lexicon.language.capitals {
            true if self.mixed => self.capital_place(start),
            true => self.place_in_capitals(start),
            false => self.plain_place(start),
        }
    }

    fn capital_place(&self, start: usize) -> Option<usize> {
        let name = |i: usize| {
            self.toks
                .get(i)
                .is_some_and(|t| t.shape == Shape::Capital && (t.senses.is_empty() || is_place_name(t)))
        };
        // «Кызыл-Арчинский» is three tokens.
        let hyphen = |i: usize| {
            self.toks.get(i).is_some_and(|t| t.is_dash() && t.span.start == self.toks[i - 1].span.end)
                && name(i + 1)
        };
        if !name(start) || start > 1 && hyphen(start - 1) {
            return None;
        }
        let mut end = start + 1;
        while end < start + LONGEST && (name(end) || hyphen(end)) {
            end += 1;
        }
        let locality = self.toks.get(end).is_some_and(|t| t.is(Func::Locality));
        let led = self.follows_preposition(start);
        let known = self.lexicon.language.verb_last && is_place_name(&self.toks[start]);
        (led || locality || known).then_some(end + usize::from(locality))
    }

    /// "in Khujand", "in the northern city of Khujand", "in western Melik".
    fn follows_preposition(&self, start: usize) -> bool {
        let goes_on = |t: &Tok<'_>| {
            t.is(Func::The) || t.is(Func::A) || t.senses.is_empty() && t.shape == Shape::Lower && t.is_word()
        };
        let before = self.toks[..start].iter().rev();
        let lead = before.take(LONGEST + 1).find(|t| !goes_on(t));
        let near = start
            .checked_sub(1)
            .is_some_and(|i| self.toks[i].is(Func::In) || self.toks[i].is(Func::Locality));
        // «в подмосковном Красногорове»
        let adjective = start > 1
            && self.lexicon.language.head_first
            && goes_on(&self.toks[start - 1])
            && self.lexicon.language.may_modify(&self.toks[start - 1].fold)
            && self.toks[start - 2].is(Func::In);
        near || adjective
            || self.lexicon.language.articles && lead.is_some_and(|t| t.is(Func::In) || t.is(Func::Locality))
    }

    /// In a text of capitals: unknown words between a preposition and the end of its phrase.
    fn place_in_capitals(&self, start: usize) -> Option<usize> {
        let before = start.checked_sub(1).map(|i| &self.toks[i])?;
        if !(before.is(Func::In) || before.is(Func::Locality)) {
            return None;
        }
        let unknown = |t: &&Tok<'_>| t.shape == Shape::Upper && t.senses.is_empty();
        let end = start + self.toks[start..].iter().take(LONGEST).take_while(unknown).count();
        let next = self.toks.get(end);
        let locality = next.is_some_and(|t| t.is(Func::Locality));
        let closes = |t: &Tok<'_>| {
            let date = |s: &Sense| {
                matches!(s, Sense::Month(_) | Sense::Weekday(_) | Sense::Day(_) | Sense::Period(..))
            };
            let prepositions = [Func::In, Func::Prep, Func::By, Func::And, Func::But, Func::Who];
            matches!(t.shape, Shape::Mark(',' | '.' | ';' | ')' | '"'))
                || prepositions.iter().any(|f| t.is(*f))
                || t.senses.iter().any(date)
        };
        (end > start && (locality || next.is_none_or(closes))).then_some(end + usize::from(locality))
    }

    /// «در خجند», «شهر سربند», «زندان شماره ۷ سربند»
    fn plain_place(&self, start: usize) -> Option<usize> {
        let tok = self.toks.get(start)?;
        let before = &self.toks[start.checked_sub(1)?];
        let numbered = matches!(before.shape, Shape::Digits(_))
            && self.toks[..start].iter().rev().skip(1).take(2).any(|t| t.is(Func::Locality));
        let unknown = tok.is_word() && tok.senses.is_empty();
        // «زندان مرکزی کرمان»: the name stands behind.
        let behind = self.toks.get(start + 1).is_some_and(is_place_name);
        let named = is_place_name(tok) && !is_media(before)
            || unknown && !behind && (before.is(Func::Locality) || numbered);
        named.then_some(start + 1)
    }

    /// Whether a preposition or a word for a place stands before the name.
    fn is_led(&self, start: usize) -> bool {
        let leads = [Func::In, Func::To, Func::Of, Func::Locality, Func::Prep];
        start > 0 && leads.iter().any(|f| self.toks[start - 1].is(*f)) || self.follows_preposition(start)
    }
}

/// «رادیو کوهپایه»: named after a place.
fn is_media(tok: &Tok<'_>) -> bool {
    tok.senses.contains(&Sense::Source(sanad_model::AttributionType::Media))
}

fn is_place_name(tok: &Tok<'_>) -> bool {
    tok.is(Func::PlaceName)
}
