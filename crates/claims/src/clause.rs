//! One sentence to proposals: the rules fitted around each word of harm, lists and parts beside them.

use std::collections::BTreeSet;

use sanad_model::{
    Actor, Attribution, Claim, Count, CountMode, Kind, PartialDate, Status, TimeText, Victim, VictimClass,
};

use crate::agreement;
use crate::attribution::{Cue, Heard, of_claim};
use crate::chunk::{Chunk, People, Reading, chunks};
use crate::lexicon::{Func, Lexicon, Sense};
use crate::lists::Found;
use crate::number::Quantity;
use crate::propose::{Cause, Proposal};
use crate::rolls::Roll;
use crate::rules::{self, Fit, Symbols};
use crate::scan::{Shape, Tok};
use crate::status::{said, status};
use crate::when::{When, dates};

/// How far from a claim its place and date are looked for, in tokens.
pub(crate) const WINDOW: usize = 100;

/// A sentence being read.
pub(crate) struct Sentence<'a, 'l> {
    pub(crate) text: &'a str,
    pub(crate) toks: &'a [Tok<'l>],
    pub(crate) cues: &'a [Cue],
    pub(crate) heard: &'a Heard,
    dates: Vec<When>,
    pub(crate) chunks: Vec<Chunk<'l>>,
    pub(crate) symbols: Vec<Symbols>,
    taken: BTreeSet<(Kind, usize)>,
    pub(crate) mixed: bool,
    fiction: bool,
    contest: bool,
    pub(crate) lexicon: &'l Lexicon,
}

impl<'a, 'l> Sentence<'a, 'l> {
    pub(crate) fn new(
        text: &'a str,
        toks: &'a [Tok<'l>],
        cues: &'a [Cue],
        heard: &'a Heard,
        published: Option<PartialDate>,
        lexicon: &'l Lexicon,
    ) -> Self {
        let mixed = lexicon.language.capitals && is_mixed(toks);
        let chunks = chunks(toks, &Reading { lang: &lexicon.language, mixed });
        let symbols = chunks.iter().map(|c| c.symbols).collect();
        let dates = dates(toks, published);
        let fiction = toks.iter().any(|t| t.is(Func::Fiction));
        let contest = toks.iter().any(|t| t.is(Func::Contest));
        Self {
            fiction,
            contest,
            text,
            toks,
            cues,
            heard,
            dates,
            chunks,
            symbols,
            taken: BTreeSet::new(),
            mixed,
            lexicon,
        }
    }

    /// Adds what the sentence says.
    ///
    /// `roll` is the roll of names that the sentence before was part of; what is returned goes to the next.
    pub(crate) fn read(mut self, roll: Option<Roll>, out: &mut Vec<Proposal>) -> Option<Roll> {
        let first = out.len();
        for harm in 0..self.chunks.len() {
            let Some(kind) = self.chunks[harm].harm else { continue };
            let found = self.lexicon.rules.iter().find_map(|rule| {
                let fit = rule.fit(&self.symbols, harm, |v| {
                    self.may_be_victim(kind, v) && (rule.needs_no_subject() || self.is_subject(harm, v))
                })?;
                self.plausible(&rule.id, harm, &fit).then(|| (rule.id.clone(), fit))
            });
            if let Some((rule, fit)) = found {
                let found = self.collect(rule, kind, harm, &fit);
                self.propose(&found, first, out);
            }
        }
        self.attributes(first, out);
        crate::gapped::read(&self, first, out);
        crate::special::read(&self, out);
        crate::rolls::read(&self, roll, out)
    }

    /// Whether the people phrase may be the victim of a clause: not taken, and no question.
    pub(crate) fn may_be_victim(&self, kind: Kind, v: usize) -> bool {
        if self.taken.contains(&(kind, v)) {
            return false;
        }
        let Some(people) = &self.chunks[v].people else { return false };
        if people.of_them && people.quantity.is_none() {
            return false;
        }
        // "Nobody was charged" counts no victims.
        let nobody = people.quantity.is_some_and(|q| q.mode == CountMode::None);
        if nobody && matches!(kind, Kind::Prosecuted | Kind::Convicted | Kind::Detained) {
            return false;
        }
        let first = self.chunks[v].from;
        // "none of the 14 patients"
        if first > 1 && self.toks[first - 1].is(Func::Of) && self.toks[first - 2].is(Func::Nobody) {
            return false;
        }
        // "how many inmates", "5 sources"
        if first > 0 && self.toks[first - 1].is(Func::How) {
            return false;
        }
        true
    }

    /// Whether it is no complement of a preposition, as "women" in "14 inmates of a prison for women were killed", and
    /// no apposition to a number, as "members of the police" in "two guards, members of the police, were killed".
    pub(crate) fn is_subject(&self, harm: usize, v: usize) -> bool {
        if v > harm || v == 0 {
            return true;
        }
        let before = self.symbols[v - 1];
        if self.lexicon.language.verb_last && (!self.opens_clause(v) || self.belongs_to_deed(v)) {
            return false;
        }
        // «родственники 14 заключённых»: the number belongs to the noun before it.
        let owner = self.lexicon.language.head_first && before & rules::M != 0 && self.may_own(v - 1);
        if owner && self.symbols[v] & rules::NG != 0 {
            return false;
        }
        if before & (rules::OF | rules::IN | rules::PREP | rules::BY) != 0 {
            return self.after_place(v);
        }
        let counted = |i: usize| self.symbols[i] & rules::Q != 0;
        let numbered = (v.saturating_sub(8)..v)
            .rev()
            .take_while(|i| self.symbols[*i] & (rules::MID | rules::Q) != 0)
            .find(|i| counted(*i));
        let apposed = numbered
            .is_some_and(|q| self.symbols[q + 1] & (rules::OF | rules::IN | rules::PREP | rules::COMMA) != 0);
        counted(v) || before & rules::COMMA == 0 || !apposed
    }

    /// «خویشاوندان ۱۴ زندانی», but «بر اثر شلیک مرزبانان یک کولبر کشته شد»: where no case tells, only those who are
    /// somebody's are followed by whose they are.
    fn may_own(&self, at: usize) -> bool {
        let class = self.chunks[at].people.as_ref().and_then(|p| p.class);
        !self.lexicon.language.verb_last
            || class.is_some_and(|c| matches!(c, "relatives" | "lawyers" | "leaders" | "officials" | "women"))
    }

    /// «به اتهام قتل سه نفر دستگیر شدند», «куштори 145 нафар»: the people are those of the noun before them.
    fn belongs_to_deed(&self, v: usize) -> bool {
        let deed = |i: usize| self.symbols[i] & (rules::HA | rules::AND) != 0;
        let first = (0..v).rev().take_while(|i| deed(*i)).last();
        let charged =
            first.and_then(|i| i.checked_sub(1)).is_some_and(|i| self.symbols[i] & rules::CHARGE != 0);
        v > 0 && (charged || self.symbols[v - 1] & rules::HX != 0)
    }

    /// Where the verb stands last, what follows a noun mostly belongs to it («تیراندازی نیروهای امنیتی»): only a number
    /// is a subject there.
    fn opens_clause(&self, v: usize) -> bool {
        let open = rules::STOP
            | rules::COMMA
            | rules::COLON
            | rules::AND
            | rules::BUT
            | rules::WHO
            | rules::DATE
            | rules::SAY
            | rules::VERB
            | rules::BE
            | rules::DO
            | rules::ADV
            | rules::REACH
            | rules::INCL;
        let quote = |i: &usize| {
            matches!(self.toks[self.chunks[*i].from].shape, Shape::Mark('«' | '»' | '“' | '”' | '"'))
        };
        let Some(outside) = (0..v).rev().find(|i| !quote(i)) else { return true };
        let before = self.symbols[outside];
        self.symbols[v] & rules::Q != 0
            && before & (rules::OF | rules::IN | rules::PREP | rules::TO | rules::BY) == 0
            || before & open != 0
    }

    /// "In 14 villages", but "in Mardan 14 inmates": a name between preposition and phrase.
    fn after_place(&self, v: usize) -> bool {
        self.symbols[v - 1] & (rules::CAP | rules::DATE | rules::COMMA) != 0
    }

    /// What a pattern alone cannot see.
    fn plausible(&self, rule: &str, harm: usize, fit: &Fit) -> bool {
        let Some(people) = self.chunks[fit.victim].people.as_ref() else { return false };
        // «депутат не пострадал»: no casualty; «никто не пострадал» counts none.
        let unhurt = self.kind_of(harm) == Kind::Casualties && self.symbols[harm] & rules::HI != 0;
        if unhurt && self.symbols[fit.victim] & rules::Z == 0 {
            return false;
        }
        // "buried six of our men": they are dead; who buries one speaks of somebody whose death was told.
        let buried = self.lexicon.language.articles
            && self.symbols[harm] & rules::HV != 0
            && self.toks[self.chunks[harm].from].is(Func::Burial);
        if buried && !people.quantity.is_some_and(|q| q.is_number()) {
            return false;
        }
        // "Seven candidates were beaten in the election"
        if self.kind_of(harm) == Kind::Beaten && self.contest {
            return false;
        }
        // «کشته شدن سه معترض را محکوم کرد»: a deed is condemned, nobody convicted.
        let deed = fit.victim > 0 && self.symbols[fit.victim - 1] & rules::HA != 0;
        if deed && self.lexicon.language.verb_last && rule.starts_with("object") && self.condemns(harm) {
            return false;
        }
        let verb_last = self.lexicon.language.verb_last;
        if verb_last && rule != "executed" && fit.victim < harm && self.belongs_to_deed(fit.victim) {
            return false;
        }
        // «حکم اعدام سه نفر اجرا شد»: what is carried out is said by its verb.
        let done = || self.symbols.iter().skip(harm + 1).take(WINDOW).any(|s| s & rules::HO != 0);
        if self.symbols[harm] & rules::SENT != 0 && done() {
            return false;
        }
        // «مرگ او» says again of whom was spoken.
        if verb_last && fit.victim > harm && self.toks[people.who.0.min(self.toks.len() - 1)].is(Func::Single)
        {
            return false;
        }
        match rule {
            // "three of the dead are children"
            "among" => harm == 0 || self.symbols[harm - 1] & rules::OF == 0,
            "active" | "active_name" => self.is_active(harm, fit.victim, people),
            "active_held" => {
                let said = people.class.is_some() && (people.one || people.quantity.is_some());
                said && self.is_active(harm, fit.victim, people)
            }
            // "mothers of the disappeared"
            "died" | "name_died" if self.symbols[harm - 1] & rules::DET != 0 => false,
            // "officers died" says neither who nor how many.
            "died" if people.quantity.is_none() && !people.one && people.who.1 == people.who.0 + 1 => {
                !self.lexicon.language.articles || self.counted_together(fit.victim).is_some()
            }
            "present" => self.is_present(harm, people),
            "counted" | "counted_adj" => self.is_counted(harm, people) && self.is_attribute(harm, people),
            "object_of" | "object_of_past" => {
                people.quantity.is_some() || people.one && people.class.is_some()
            }
            "toll_state" => {
                let verb = &self.toks[self.chunks[harm + 1].from].fold;
                people.quantity.is_some_and(|q| q.is_number()) && verb.len() > 4
            }
            "state_colon" => people.quantity.is_some_and(|q| q.is_number()) && people.who.0 == people.who.1,
            "lost" => people.class.is_some() && people.quantity.is_some_and(|q| q.is_number()),
            "body_of" => people.one,
            "relative_passive" | "relative_died" => {
                people.one || people.quantity.is_some_and(|q| q.is_number())
            }
            // "the disappearance of two students remains unsolved"
            "counted_body" if self.lexicon.language.articles && self.symbols[harm - 1] & rules::OF == 0 => {
                people.class.is_none() && people.quantity.is_some_and(|q| q.is_number())
            }
            "counted_body" | "bodies_of" | "toll" | "intended" | "intended_before" => {
                people.quantity.is_some_and(|q| q.is_number())
            }
            "fronted_whom" | "fronted_far" => self.symbols[fit.victim] & rules::NN == 0,
            "fronted" => {
                let verb = &self.toks[self.chunks[harm].from];
                agreement::is_plural(verb) || self.symbols[fit.victim] & rules::NN == 0
            }
            "fronted_by" => {
                let verb = &self.toks[self.chunks[harm].from];
                !agreement::is_subject_of(verb, people, false)
            }
            "verb_first" | "verb_later" | "subject_aside" | "subject_state" | "subject_and"
            | "subject_incl" | "verb_aside" | "subject" | "relative" => {
                let verb = &self.toks[self.chunks[harm].from];
                let listed = self.collect(rule.to_owned(), self.kind_of(harm), harm, fit).victims.len() > 1;
                agreement::is_subject_of(verb, people, listed)
            }
            _ => true,
        }
    }

    /// "killed two guards", but not "the wounded soldiers" or "of killed civilians".
    fn is_active(&self, harm: usize, v: usize, people: &People<'_>) -> bool {
        let before = harm.checked_sub(1).map_or(0, |i| self.symbols[i]);
        let is_ing = self.symbols[harm] & rules::HG != 0;
        if before & rules::BE != 0 || (harm == 0 && !is_ing) {
            return false;
        }
        let alone_before = harm > 0
            && self.chunks[harm - 1]
                .people
                .as_ref()
                .is_some_and(|p| p.quantity.is_some() && p.who.0 == p.who.1);
        let attribute = rules::DET | rules::OF | rules::IN | rules::PREP | rules::BY;
        if !is_ing && (alone_before || before & attribute != 0) {
            return false;
        }
        // Without a number it must have a subject: "police killed protesters".
        let unsaid = people.quantity.is_none() && !people.one;
        if unsaid && before & (rules::N | rules::AUX | rules::VERB) == 0 {
            return false;
        }
        people.who.0 < people.who.1 || self.number_stands_alone(v)
    }

    /// "Gunmen kill five", but not "murders men commit".
    fn is_present(&self, harm: usize, people: &People<'_>) -> bool {
        let subject = self.symbols[harm - 1] & rules::N != 0;
        people.quantity.is_some() || subject && (people.one || people.class.is_some())
    }

    /// "14 wounded", but not "14 charged him" or "nobody charged".
    fn is_counted(&self, harm: usize, people: &People<'_>) -> bool {
        // "one of those killed": who they are is said, not what happened.
        if people.of_them && self.toks[people.who.0].is(Func::The) {
            return false;
        }
        if self.symbols[harm] & rules::HV == 0 {
            return true;
        }
        let after = self.symbols.get(harm + 1).copied().unwrap_or(0);
        let him = self.toks.get(self.chunks[harm].to).is_some_and(|t| t.is(Func::He) || t.is(Func::Them));
        let object = (him || after & rules::CAP != 0) && people.who.0 < people.who.1;
        let nobody = people.quantity.is_some_and(|q| q.mode == CountMode::None);
        !object && !nobody && self.kind_of(harm) != Kind::Prosecuted
    }

    /// «14 погибших», but not «троих детей убитого боевика»: the participle is of the people counted.
    fn is_attribute(&self, harm: usize, people: &People<'_>) -> bool {
        let noun = people.who.0 < people.who.1;
        let owner = self.symbols.get(harm + 1).is_some_and(|next| next & rules::M != 0);
        let Some(places) = agreement::places(&self.toks[self.chunks[harm].from]) else { return true };
        let one = people.quantity.is_some_and(|q| agreement::ends_in_one(&q));
        (one || places.plural() != 0) && !(noun && owner)
    }

    fn condemns(&self, harm: usize) -> bool {
        matches!(self.kind_of(harm), Kind::Convicted | Kind::Prosecuted)
    }

    fn kind_of(&self, harm: usize) -> Kind {
        self.chunks[harm].harm.unwrap_or(Kind::Killed)
    }

    /// "killed 14": a number with nobody said, at the end of a clause.
    fn number_stands_alone(&self, v: usize) -> bool {
        let next = self.symbols.get(v + 1).copied().unwrap_or(rules::STOP);
        next & (rules::STOP
            | rules::COMMA
            | rules::AND
            | rules::IN
            | rules::PREP
            | rules::DATE
            | rules::INCL
            | rules::BUT
            | rules::COLON)
            != 0
    }

    fn propose(&mut self, found: &Found, first: usize, out: &mut Vec<Proposal>) {
        let mut wholes = Vec::new();
        for v in &found.victims {
            if self.is_pronoun(*v) && out[first..].iter().any(|p| p.claim.kind == found.kind) {
                continue;
            }
            if let Some(proposal) = self.proposal(found, *v, None) {
                self.taken.insert((found.kind, *v));
                wholes.push(out.len());
                out.push(proposal);
            }
        }
        for part in &found.parts {
            let Some(whole) = wholes.last().copied() else { return };
            if let Some(proposal) = self.proposal(found, *part, Some(whole)) {
                self.taken.insert((found.kind, *part));
                out.push(proposal);
            }
        }
    }

    /// "16 captured policemen", "three missing climbers": what the word before the noun says of them.
    fn attributes(&self, first: usize, out: &mut Vec<Proposal>) {
        for at in 0..self.chunks.len() {
            let Some(found) = self.attribute(at) else { continue };
            let start = self.toks[self.chunks[at].from].span;
            let said = |p: &Proposal| p.claim.kind == found.kind && p.claim.span.overlaps(start);
            if !out.iter().skip(first).any(said) {
                out.extend(self.proposal(&found, at, None));
            }
        }
    }

    fn attribute(&self, at: usize) -> Option<Found> {
        let people = self.chunks[at].people.as_ref().filter(|_| self.lexicon.language.articles)?;
        people.quantity.filter(Quantity::is_number)?;
        let harm = |i: usize| {
            self.toks[i]
                .senses
                .iter()
                .find_map(|s| if let Sense::Harm(kind, _) = s { Some(*kind) } else { None })
        };
        let kind = (people.who.0..people.who.1.saturating_sub(1)).find_map(harm)?;
        let of = people.who.0 > 0 && self.toks[people.who.0].is(Func::The);
        (!of).then(|| Found {
            rule: "attribute".to_owned(),
            kind,
            harm: at,
            victims: vec![at],
            parts: Vec::new(),
            end: at + 1,
        })
    }

    /// "found the colonel guilty and jailed him": the one whom the sentence has named.
    fn is_pronoun(&self, v: usize) -> bool {
        let tok = &self.toks[self.chunks[v].from];
        self.lexicon.language.articles && (tok.is(Func::Single) || tok.is(Func::SingleObject))
    }

    fn proposal(&self, found: &Found, v: usize, part_of: Option<usize>) -> Option<Proposal> {
        let people = self.chunks[v].people.as_ref().filter(|_| !self.fiction)?;
        let harm = &self.chunks[found.harm];
        let count = if found.rule.starts_with("toll") {
            self.reached(&found.rule, people)
        } else {
            self.count(people)
        }?;
        let first = self.chunks[v].from.min(harm.from);
        let last = self.chunks[v].to.max(self.end_of_verb(found.harm));
        let (attribution, speaker) = of_claim(self.toks, self.cues, (first, last), self.heard);
        let (status, cue) =
            status(self.toks, harm.from, self.chunks[v].from, attribution.kind, &self.lexicon.language);
        // "nearly 60 refugees drowned": the cue says how many, not whether.
        let hedge = |at: usize| people.quantity.is_some_and(|q| (q.from..q.to).contains(&at));
        let (status, cue) = match cue {
            Some(at) if hedge(at) && status == Status::Attempted => (said(attribution.kind), None),
            _ => (status, cue),
        };
        let counted = people.quantity.is_some_and(|q| q.is_number() || q.low.is_some_and(|low| low > 0));
        let (status, cue) = match people.quantity {
            // «никто не погиб» denies nothing.
            Some(q) if q.mode == CountMode::None && status == Status::Denied => {
                (said(attribution.kind), None)
            }
            _ => (status, cue),
        };
        if !status.is_factual() && !counted || self.only_intended(found, status) || self.is_said_again(people)
        {
            return None;
        }
        let rule = if part_of.is_some() { "part" } else { &found.rule };
        let mut claim = self.claim(found.kind, (first, last), rule, attribution)?;
        claim.count = count;
        claim.status = status;
        claim.victim = self.victim(people);
        claim.actor = self.actor(found, v);
        // "seized by gunmen": no authority takes them.
        let armed = claim.actor.as_ref().and_then(|a| a.class.as_ref()).is_some_and(|c| c.0 == "militants");
        if armed && claim.kind == Kind::Detained && self.symbols[found.harm] & rules::HM != 0 {
            claim.kind = Kind::Kidnapped;
        }
        let mut why = Vec::new();
        let mut say = |role, from: usize, to: usize| {
            if let Some(cause) = self.cause(role, from, to) {
                why.push(cause);
            }
        };
        say("victim", people.who.0, people.who.1);
        if let Some(q) = people.quantity {
            say("number", q.from, q.to);
        }
        say("harm", harm.from, harm.to);
        if let Some(cue) = cue {
            say("status", cue, cue + 1);
        }
        if let Some(span) = speaker {
            why.push(Cause { role: "speaker", text: claim.attribution.text.clone(), span });
        }
        Some(Proposal { claim, part_of, why })
    }

    /// "the men were killed": a plural with an article and no number speaks of people counted before.
    fn is_said_again(&self, people: &People<'_>) -> bool {
        let (from, to) = people.who;
        let article = from > 0 && from < to && self.toks[from - 1].is(Func::The);
        self.lexicon.language.articles && people.quantity.is_none() && !people.one && article
    }

    /// One past the last token of the verb: the word of harm with the verb that makes it one («کشته شدند»).
    fn end_of_verb(&self, harm: usize) -> usize {
        let light = |i: &usize| self.symbols[*i] & (rules::BE | rules::DO) != 0;
        let verb_last = self.lexicon.language.verb_last;
        let to = (harm + 1..self.chunks.len()).filter(|_| verb_last).take_while(light).take(2).last();
        self.chunks[to.unwrap_or(harm)].to
    }

    /// "to kill 20 people" is no claim unless the text says it as a wish, a plan or an attempt.
    fn only_intended(&self, found: &Found, status: Status) -> bool {
        found.rule.starts_with("intended") && status.is_factual()
    }

    /// A claim at these tokens, without victim and number.
    pub(crate) fn claim(
        &self,
        kind: Kind,
        at: (usize, usize),
        rule: &str,
        attribution: Attribution,
    ) -> Option<Claim> {
        let span = crate::chunk::span_of(self.toks, at.0, at.1)?;
        Some(Claim {
            kind,
            victim: None,
            count: Count::unspecified(),
            actor: None,
            place: self.place(at),
            time: self.time(at),
            method: None,
            attribution,
            status: Status::Asserted,
            span,
            quote: span.of(self.text)?.to_owned(),
            rule: format!("{}.{rule}", self.lexicon.language.code),
        })
    }

    /// Attribution and status of something said at these tokens.
    pub(crate) fn standing(&self, at: (usize, usize)) -> (Attribution, Status) {
        let (attribution, _) = of_claim(self.toks, self.cues, at, self.heard);
        let (status, _) =
            status(self.toks, at.1.saturating_sub(1), at.0, attribution.kind, &self.lexicon.language);
        (attribution, status)
    }

    pub(crate) fn cause(&self, role: &'static str, from: usize, to: usize) -> Option<Cause> {
        let span = if from < to { crate::chunk::span_of(self.toks, from, to)? } else { return None };
        Some(Cause { role, text: span.of(self.text)?.to_owned(), span })
    }

    /// «число раненых — до 35»: what a toll has come up to is the number, no upper bound.
    fn reached(&self, rule: &str, people: &People<'_>) -> Option<Count> {
        let q = people.quantity?;
        let up_to = q.mode == CountMode::AtMost && self.toks[q.from].is(Func::RangeTo);
        let exact = Quantity { mode: CountMode::Exact, low: q.high, ..q };
        // «аз 10 ба 17 нафар расид»
        let risen = self.toks.get(people.who.1.max(q.to)).is_some_and(|t| t.is(Func::Reach));
        if risen && self.toks[q.from].is(Func::Between) && q.mode == CountMode::Range {
            return exact.count(self.text, self.toks);
        }
        if up_to || rule == "toll_rise" && q.mode == CountMode::Range { exact } else { q }
            .count(self.text, self.toks)
    }

    fn count(&self, people: &People<'_>) -> Option<Count> {
        match people.quantity {
            Some(q) => q.count(self.text, self.toks),
            None if people.one => {
                let (from, to) = people.who;
                let words = crate::chunk::span_of(self.toks, from, to)?.of(self.text)?;
                Some(Count::exact(1, words))
            }
            None => Some(Count::unspecified()),
        }
    }

    fn victim(&self, people: &People<'_>) -> Option<Victim> {
        let (from, to) = people.who;
        let text = self.cause("victim", from, to)?.text;
        let name = people.named.then(|| {
            let unknown = (from..to).find(|i| {
                self.toks[*i].senses.is_empty() && (!self.mixed || self.toks[*i].shape == Shape::Capital)
            });
            unknown.and_then(|i| self.cause("name", i, to)).map(|c| c.text)
        });
        Some(Victim { text, class: people.class.map(|c| VictimClass(c.to_owned())), name: name.flatten() })
    }

    /// "by gunmen" after the verb, or the people phrase before an active verb.
    fn actor(&self, found: &Found, v: usize) -> Option<Actor> {
        let chunk = if found.rule.starts_with("object") {
            // Verb last: «боевики двух полицейских убили»; the one who does it stands before the victim.
            (0..v).rev().take(4).find(|i| self.chunks[*i].people.is_some())?
        } else if ["active", "active_name", "active_held", "present", "intended"]
            .contains(&found.rule.as_str())
        {
            let mut i = found.harm;
            while i > 0 && self.symbols[i - 1] & rules::AUX != 0 {
                i -= 1;
            }
            i.checked_sub(1).filter(|i| *i != v)?
        } else {
            let by = (found.harm + 1..self.chunks.len().min(found.harm + 4))
                .find(|i| self.symbols[*i] & rules::BY != 0)?;
            by + 1
        };
        let people = self.chunks.get(chunk)?.people.as_ref()?;
        let text = self.cause("actor", people.who.0, people.who.1)?.text;
        Some(Actor { text, class: people.class.map(|c| VictimClass(c.to_owned())) })
    }

    fn time(&self, at: (usize, usize)) -> Option<TimeText> {
        // "Saturday's stampede"
        let of_event = |w: &When| self.toks.get(w.to).is_some_and(|t| t.fold == "'s") && w.from < at.1 + 8;
        let distance = |w: &&When| match (w.from >= at.1, w.to <= at.0) {
            _ if of_event(w) => 0,
            (true, _) => w.from - at.1,
            (_, true) => at.0 - w.to,
            // «задержанный 5 мая, скончался 7 мая»
            _ => at.1.saturating_sub(w.to),
        };
        // "In May 2019 the ministry said that ...": the day of the report, not of what it reports.
        let near = |w: &&When| w.to + WINDOW > at.0 && w.from < at.1 + WINDOW;
        let from = self.cues.partition_point(|c| c.at + WINDOW < at.0);
        let of_speech = |w: &&When| {
            self.cues[from..]
                .iter()
                .take_while(|c| c.at < at.0)
                .any(|c| c.named && (w.to <= c.at || self.is_inside(w, c)))
        };
        if self.dates.is_empty() {
            return self.heard.time.clone();
        }
        let nearest = self.dates.iter().filter(near).filter(|w| !of_speech(w)).min_by_key(distance)?;
        nearest.text(self.text, self.toks)
    }

    /// The date that the next sentence may go on with: the only one of this, if it is no day of speaking.
    pub(crate) fn time_said(&self) -> Option<TimeText> {
        let [only] = self.dates.as_slice() else { return None };
        // "two were held on Thursday, police said": a comma ends the clause of the date, unless it opens the sentence.
        let apart = |c: &Cue| only.from > 1 && (only.to..c.at).any(|i| self.toks[i].mark(','));
        let before = |c: &Cue| only.to <= c.at + 1 && !apart(c);
        let spoken = self.cues.iter().any(|c| c.named && (before(c) || self.is_inside(only, c)));
        if spoken { None } else { only.text(self.text, self.toks) }
    }

    /// «Как сообщили 10 ноября в МВД», «сообщила во вторник администрация».
    fn is_inside(&self, date: &When, cue: &Cue) -> bool {
        let before_end = self.toks.get(date.from).is_some_and(|t| t.span.start < cue.span.end);
        date.from > cue.at && before_end
    }
}

/// Whether capitals tell names from other words: not in a sentence of capitals.
fn is_mixed(toks: &[Tok<'_>]) -> bool {
    let bytes = |shape: Shape| toks.iter().filter(|t| t.shape == shape).map(|t| t.span.len()).sum::<usize>();
    bytes(Shape::Lower) + bytes(Shape::Capital) >= bytes(Shape::Upper)
}
