//! People named beside the victim of a clause: lists ("four soldiers and two guards") and parts ("including two
//! guards", ": 20 inmates and two guards", "three of them guards").

use sanad_model::Kind;

use crate::agreement;
use crate::chunk::People;
use crate::clause::Sentence;
use crate::lexicon::Func;
use crate::number::Quantity;
use crate::rules::{self, Fit, Symbols};

/// The chunks that one clause names: its victims, and those that are parts of them.
pub(crate) struct Found {
    /// The rule that fitted.
    pub(crate) rule: String,
    /// What is said to have happened.
    pub(crate) kind: Kind,
    /// The chunk of the word of harm.
    pub(crate) harm: usize,
    /// The chunks of its victims.
    pub(crate) victims: Vec<usize>,
    /// Those that are parts of the last victim.
    pub(crate) parts: Vec<usize>,
    /// One past the last chunk of the clause.
    pub(crate) end: usize,
}

/// What a clause of its own begins with after its subject.
const OWN_VERB: rules::Symbols = rules::AUX | rules::HV | rules::HI | rules::HJ | rules::HP;

impl Sentence<'_, '_> {
    /// «36 нафар боздошт шуда, ҳашт нафари онҳо дар милиса латукӯб шудаанд»: the verb that stands last is another one.
    fn has_own_verb(&self, from: usize) -> bool {
        let ends = rules::COMMA | rules::STOP | rules::BUT;
        let harm = rules::HV | rules::HI | rules::HA | rules::HP | rules::HZ;
        self.lexicon.language.verb_last
            && self.symbols.iter().skip(from).take_while(|s| *s & ends == 0).any(|s| s & harm != 0)
    }

    /// "two of them seriously": how badly, and the end of the clause.
    fn is_degree(&self, at: usize) -> bool {
        let end =
            (at..at + 3).find(|i| self.symbols.get(*i).is_none_or(|s| s & rules::ADV == 0)).unwrap_or(at);
        let closes = rules::STOP | rules::COMMA | rules::AND | rules::IN | rules::PREP;
        self.lexicon.language.articles && end > at && self.symbols.get(end).is_none_or(|s| s & closes != 0)
    }

    /// The clause with the people named beside its victim: "four soldiers and two guards", "including two guards".
    pub(crate) fn collect(&self, rule: String, kind: Kind, harm: usize, fit: &Fit) -> Found {
        let v = fit.victim;
        let mut found = Found { rule, kind, harm, victims: vec![v], parts: Vec::new(), end: fit.to };
        if v < harm {
            self.list_before(&mut found);
            self.broken_down(&mut found);
            self.part_inside(&mut found);
        } else if found.rule != "toll"
            && self.chunks[v].people.as_ref().is_some_and(|p| p.quantity.is_some() || p.one)
        {
            let noun = self.symbols[harm] & (rules::HA | rules::HD) != 0;
            self.list_after(v, noun, &mut found.victims);
        }
        self.parts_after(&mut found);
        found
    }

    /// "14 inmates and two guards were killed", "22 people, including two guards, died".
    fn list_before(&self, found: &mut Found) {
        let mut i = found.victims[0];
        let harm = found.harm;
        let is_people = |i: usize| {
            self.symbols[i] & rules::N != 0
                && self.chunks[i].people.as_ref().is_some_and(|p| {
                    p.quantity.is_some() || self.is_listed_name(p) || self.opens_list(i, p, harm)
                })
                && self.symbols[i] & rules::Z == 0
        };
        if let Some(counted) = self.counted_together(i) {
            found.victims = vec![counted];
            i = counted;
        }
        loop {
            let gap = |i: usize, s: Symbols| i > 0 && self.symbols[i - 1] & s != 0;
            if gap(i, rules::INCL) {
                let whole = (i.saturating_sub(6)..i.saturating_sub(1)).rev().find(|j| is_people(*j));
                if let Some(whole) = whole.filter(|w| self.symbols[*w] & rules::Q != 0) {
                    found.parts = std::mem::take(&mut found.victims);
                    found.victims = vec![whole];
                }
                return;
            }
            let bare = self.chunks[i].people.as_ref().is_none_or(|p| p.who.0 == p.who.1 && !p.of_them);
            let mut j = i;
            if gap(j, rules::AND) && !bare {
                j -= 1;
                if gap(j, rules::COMMA) {
                    j -= 1;
                    if let Some((whole, part)) = self.included_before(j).filter(|_| found.parts.is_empty()) {
                        found.parts.push(part);
                        found.victims.insert(0, whole);
                        return;
                    }
                    // ", among them 3 children, and 20 men wounded": another clause, no list.
                    if j > 1 && self.symbols[j - 2] & rules::INCL != 0 {
                        return;
                    }
                }
            } else if gap(j, rules::COMMA) && found.victims.len() > 1 {
                j -= 1;
            }
            j -= if j < i { self.age_before(j) } else { 0 };
            if j == i
                || j == 0
                || !is_people(j - 1)
                || self.is_age_said(j - 1)
                || !self.may_be_victim(found.kind, j - 1)
                || !found.rule.starts_with("object") && !self.is_subject(found.harm, j - 1)
            {
                return;
            }
            i = j - 1;
            found.victims.insert(0, i);
        }
    }

    /// «سه معترض، یک زن و دو مرد، کشته شدند»: a list that adds up to the number before it is its parts.
    fn broken_down(&self, found: &mut Found) {
        let first = found.victims[0];
        let low = |i: usize| self.chunks[i].people.as_ref()?.quantity.filter(Quantity::is_number)?.low;
        let whole = first.checked_sub(2).filter(|_| self.symbols[first - 1] & rules::COMMA != 0);
        let sum = found.victims.iter().try_fold(0_u64, |sum, i| sum.checked_add(low(*i)?));
        let Some(whole) = whole.filter(|w| found.victims.len() > 1 && sum.is_some() && low(*w) == sum) else {
            return;
        };
        if found.parts.is_empty() && self.lexicon.language.verb_last {
            found.parts = std::mem::replace(&mut found.victims, vec![whole]);
        }
    }

    /// "18 police officers and national guardsmen were killed": the number counts both.
    pub(crate) fn counted_together(&self, at: usize) -> Option<usize> {
        let people = self.chunks[at].people.as_ref()?;
        let plain = people.quantity.is_none() && !people.one && people.class.is_some();
        let det =
            self.toks[self.chunks[at].from].is(Func::The) || self.toks[self.chunks[at].from].is(Func::Poss);
        let first = at.checked_sub(2).filter(|i| self.symbols[*i] & rules::Q != 0)?;
        let noun = self.chunks[first].people.as_ref().is_some_and(|p| p.class.is_some());
        (plain && !det && noun && self.symbols[at - 1] & rules::AND != 0).then_some(first)
    }

    /// "22 inmates, including 17 foreigners, and three guards were killed": the whole and the part that end at a chunk.
    fn included_before(&self, at: usize) -> Option<(usize, usize)> {
        let incl = (at.saturating_sub(6)..at).rev().find(|i| self.symbols[*i] & rules::INCL != 0)?;
        let counted = |i: usize| self.symbols.get(i).is_some_and(|c| c & rules::Q != 0);
        let whole =
            incl.checked_sub(1 + usize::from(incl > 0 && self.symbols[incl - 1] & rules::COMMA != 0))?;
        let goes_on = (incl + 2..at).all(|i| self.symbols[i] & rules::MID != 0);
        (counted(whole) && counted(incl + 1) && incl + 1 < at && goes_on).then_some((whole, incl + 1))
    }

    /// "The minister and two guards were killed", but "met the minister and two guards were killed".
    ///
    /// Without articles a verb in the plural tells that both are its subject: «его водитель и охранник убиты».
    fn opens_list(&self, at: usize, people: &People<'_>, harm: usize) -> bool {
        let verb = &self.toks[self.chunks[harm].from];
        if self.has_complements() && people.one && people.class.is_some() {
            let subject = self.symbols[at] & rules::NN != 0;
            return subject && agreement::places(verb).is_some() && agreement::is_plural(verb);
        }
        let opens =
            rules::STOP | rules::COMMA | rules::COLON | rules::WHO | rules::BUT | rules::DATE | rules::ADV;
        let before = at.checked_sub(1).map_or(rules::STOP, |i| self.symbols[i]);
        people.one
            && self.lexicon.language.articles
            && before & opens != 0
            && before & (rules::VERB | rules::PREP) == 0
    }

    /// "who was 45 and the mayor of": a number alone right after a form of "be".
    fn is_age_said(&self, at: usize) -> bool {
        let alone = self.chunks[at].people.as_ref().is_some_and(|p| p.who.0 == p.who.1 && !p.of_them);
        alone && at > 0 && self.symbols[at - 1] & rules::BE != 0
    }

    /// How many chunks an age takes before a chunk: "Karim Sobirov, 34, and Rustam Azizov, 20, were killed".
    fn age_before(&self, at: usize) -> usize {
        let before = |n: usize| at.checked_sub(n).map_or(0, |i| self.symbols[i]);
        let age = |n: usize| before(n) & rules::NUM != 0 && before(n + 1) & rules::COMMA != 0;
        match before(1) & rules::COMMA != 0 {
            true if age(2) => 3,
            // The comma before "and" is taken already.
            false if age(1) => 2,
            _ => 0,
        }
    }

    /// «Три человека, включая главаря, убиты»: a part between the victims and the verb.
    fn part_inside(&self, found: &mut Found) {
        let (Some(last), true) = (found.victims.last().copied(), found.parts.is_empty()) else { return };
        let inside = (last + 1..found.harm).find(|i| self.symbols[*i] & rules::INCL != 0).map(|i| i + 1);
        let part = inside.filter(|i| {
            let people = self.chunks.get(*i).and_then(|c| c.people.as_ref());
            *i < found.harm && people.is_some_and(|p| (p.quantity.is_some() || p.one) && p.class.is_some())
        });
        found.parts.extend(part);
        found.parts.extend(part.into_iter().flat_map(|i| self.listed_inside(i, found.harm)));
        let aside = (last + 1..found.harm).find(|i| self.symbols[*i] & rules::ASIDE != 0);
        let counted = |i: &usize| {
            self.chunks[*i]
                .people
                .as_ref()
                .is_some_and(|p| p.of_them && p.quantity.is_some_and(|q| q.is_number()))
        };
        found.parts.extend(aside.filter(counted));
    }

    /// «شامل دو پلیس و سه رهگذر»: the counted people that go on the list of a part inside a clause.
    fn listed_inside(&self, part: usize, end: usize) -> Vec<usize> {
        let joins = |i: usize| {
            let tok = &self.toks[self.chunks[i].from];
            tok.is(Func::And) || tok.mark(',')
        };
        let counted = |i: &usize| {
            let people = self.chunks.get(*i).and_then(|c| c.people.as_ref());
            people.is_some_and(|p| p.quantity.is_some_and(|q| q.is_number()) && p.class.is_some())
        };
        let mut list = Vec::new();
        let mut at = part;
        while at + 2 < end && self.lexicon.language.verb_last && joins(at + 1) && counted(&(at + 2)) {
            at += 2;
            list.push(at);
        }
        list
    }

    /// "killed 20 inmates, two guards and a nurse".
    ///
    /// After a noun ("the bodies of") the list may be the subject of what follows; after a verb it may not.
    fn list_after(&self, from: usize, noun: bool, list: &mut Vec<usize>) {
        let mut i = from;
        loop {
            let mut j = i + 1;
            let at = |j: usize, s: Symbols| self.symbols.get(j).is_some_and(|c| c & s != 0);
            // «командир отряда и двое подчинённых»
            let complement =
                (j..j + 3).take_while(|j| self.has_complements() && at(*j, rules::W | rules::CAP)).count();
            let complement = if complement == 0 { self.complement(j) } else { complement };
            if at(j + complement, rules::AND) {
                j += complement;
            }
            let comma = at(j, rules::COMMA);
            j += usize::from(comma);
            let and = at(j, rules::AND);
            j += usize::from(and);
            let counted = self.chunks.get(j).and_then(|c| c.people.as_ref()).is_some_and(|p| {
                // "two officers, a cook and a driver"
                let closing = self.lexicon.language.articles && at(j + 1, rules::AND) && at(j + 2, rules::N);
                let one = p.one && (and || self.belongs_to_one_before(j) || closing);
                (p.quantity.is_some() || one) && p.class.is_some() || self.is_listed_name(p)
            });
            let own = !noun
                && self.symbols.get(j + 1).copied().unwrap_or(0)
                    & (if at(j + 1, rules::AND) { 0 } else { rules::AUX }
                        | rules::HV
                        | rules::HI
                        | rules::HS
                        | rules::HJ
                        | rules::SAY
                        | rules::VERB
                        | rules::DET
                        | if and && self.lexicon.language.articles { 0 } else { rules::WHO })
                    != 0;
            // «پس از بازداشت سه دانشجو، دو استاد …»: a comma alone begins another clause.
            let closes = at(j + 1, rules::AND) && at(j + 2, rules::N);
            let other = self.lexicon.language.verb_last && comma && !and && !closes;
            if !(comma || and) || !counted || own || other {
                match self.after_apposition(i + 1) {
                    Some(next) if comma => i = next,
                    _ => return,
                }
                continue;
            }
            list.push(j);
            i = j;
        }
    }

    /// "the editor | of an independent newspaper | and two of its reporters": how many chunks belong to the noun
    /// before a number that goes on with the list.
    fn complement(&self, at: usize) -> usize {
        let is = |i: usize, s: Symbols| self.symbols.get(i).is_some_and(|c| c & s != 0);
        let opens = self.lexicon.language.articles && is(at, rules::OF | rules::IN);
        let inside =
            |i: &usize| is(*i, rules::OF | rules::IN | rules::DET | rules::W | rules::CAP | rules::M);
        let length = if opens { (at..at + 8).take_while(inside).count() } else { 0 };
        if is(at + length, rules::AND) && is(at + length + 1, rules::Q) { length } else { 0 }
    }

    /// "a man, a resident of Khorog, and two women": the chunk before the comma that ends the apposition.
    fn after_apposition(&self, comma: usize) -> Option<usize> {
        let at = |i: usize, s: Symbols| self.symbols.get(i).is_some_and(|c| c & s != 0);
        let inside = |i: &usize| at(*i, rules::MID) && !at(*i, rules::COMMA | rules::Q);
        let end = comma + 1 + (comma + 1..comma + 9).take_while(inside).count();
        let counted = self.symbols.get(end + 2).is_some_and(|c| c & rules::Q != 0);
        (end > comma + 1 && at(end, rules::COMMA) && at(end + 1, rules::AND) && counted).then_some(end - 1)
    }

    /// "the mayor, his wife and their driver": a possessive goes on with a list, an article begins an apposition.
    fn belongs_to_one_before(&self, at: usize) -> bool {
        self.toks[self.chunks[at].from].is(Func::Poss)
    }

    /// "Саид Азизов, Карим Назаров": each name of a list is one person.
    fn is_listed_name(&self, people: &People<'_>) -> bool {
        people.named && self.lexicon.language.head_first
    }

    /// Whether a noun is followed by what belongs to it, without a word between.
    fn has_complements(&self) -> bool {
        self.lexicon.language.head_first
    }

    /// Parts named behind: "including two guards", ": 20 inmates and two guards", "three of them guards".
    fn parts_after(&self, found: &mut Found) {
        let whole = *found.victims.last().unwrap_or(&found.harm);
        let Some(total) =
            self.chunks[whole].people.as_ref().and_then(|p| p.quantity).filter(Quantity::is_number)
        else {
            return;
        };
        let mut i = found.end.max(whole + 1);
        let stop = i + 24;
        let at = |i: usize, s: Symbols| self.symbols.get(i).is_some_and(|c| c & s != 0);
        let sum_of = |list: &[usize]| -> u64 {
            let low = |i: &usize| {
                let people = self.chunks[*i].people.as_ref()?;
                people.quantity.map_or(Some(u64::from(people.one)), |q| q.low)
            };
            list.iter().filter_map(low).fold(0, u64::saturating_add)
        };
        let most = total.high.or(total.low).unwrap_or(0);
        while i < stop {
            // «که ۲۰ نفر از آن‌ها زن هستند»
            let relative = self.lexicon.language.verb_last && at(i, rules::WHO);
            let opens = relative || at(i, rules::INCL) || at(i, rules::COLON) || at(i, rules::COMMA);
            let included = at(i, rules::INCL);
            let colon = at(i, rules::COLON);
            if opens && at(i + 1, rules::N | rules::ASIDE) {
                let people = self.chunks[i + 1].people.as_ref();
                if people.is_some_and(|p| {
                    // "most of them women" counts nobody.
                    p.quantity.is_some_and(|q| included || q.is_number())
                        || included && p.one && p.class.is_some() && most > 1
                }) {
                    let mut list = vec![i + 1];
                    self.list_after(i + 1, false, &mut list);
                    let end = list.last().copied().unwrap_or(i + 1) + 1;
                    let sum = sum_of(&list);
                    let of_them = people.is_some_and(|p| p.of_them)
                        && (!at(i + 2, OWN_VERB) || self.is_degree(i + 2))
                        && !self.has_own_verb(i + 2);
                    let classes = list
                        .iter()
                        .all(|i| self.chunks[*i].people.as_ref().is_some_and(|p| p.class.is_some()));
                    let closes = self
                        .symbols
                        .get(end)
                        .is_none_or(|c| c & (rules::STOP | rules::COMMA | rules::INCL | rules::BUT) != 0);
                    let all = classes && closes && list.len() > 1 && sum == most;
                    let among = classes && at(end, rules::INCL);
                    if sum <= most && (included || of_them || colon && classes || all || among) {
                        found.parts.extend(list.into_iter().filter(|p| !found.victims.contains(p)));
                        return;
                    }
                }
                if !included && !colon {
                    return;
                }
            }
            let goes_on = at(i, rules::MID | rules::COMMA | rules::INCL | rules::ADV | rules::N)
                && !at(i, rules::Q)
                || at(i, rules::WHO) && self.lexicon.language.verb_last;
            if !goes_on && i >= found.end {
                return;
            }
            i += 1;
        }
    }
}
