//! The clause rules of a language: patterns over chunks, kept as data and read here.
//!
//! A pattern is matched around one word of harm, from the nearest possible start outwards, with bounded repetition:
//! the work for one word of harm is bounded, so the whole is linear in the text.

/// A set of symbols, one bit each.
pub(crate) type Symbols = u128;

macro_rules! symbols {
    ($($name:ident = $bit:literal,)+) => {
        $(#[doc = concat!("The symbol `", stringify!($name), "` of the rules.")] pub(crate) const $name: Symbols = 1 << $bit;)+

        fn symbol(name: &str) -> Option<Symbols> {
            match name { $(stringify!($name) => Some($name),)+ _ => None }
        }
    };
}
symbols! {
    N = 0, Q = 1, HV = 2, HG = 3, HB = 4, HI = 5, HA = 6, HS = 7, HJ = 8, HD = 9, HT = 10,
    BE = 11, AUX = 12, REP = 13, FOUND = 14, LEAVE = 15, REACH = 16, OF = 17, IN = 18, PREP = 19,
    AND = 20, BUT = 21, COMMA = 22, COLON = 23, WHO = 24, INCL = 25, DET = 26, W = 27, CAP = 28,
    NUM = 29, DATE = 30, M = 31, MID = 32, ADV = 33, TO = 34, BY = 35, STOP = 36, SAY = 37, VERB = 38, S = 39, PP = 40, OBJ = 41,
    HK = 42, HX = 43, HL = 44, HZ = 45, DO = 46,
    ASIDE = 47, CASE = 48, HN = 49, NN = 50, NG = 51, NA = 52, ND = 53, NI = 54, QN = 55, QA = 56, HP = 57, HO = 58, RISE = 59, Z = 60, TALLY = 61, CHARGE = 62, SENT = 63, PN = 64, HM = 65,
}

/// How often an element without an upper end is tried.
const MOST: usize = 8;
/// The same where the pattern says `…`: what stands between subject and verb when the verb stands last.
const LONG: usize = 24;
/// How many chunks before the word of harm a clause may begin.
const REACH_LEFT: usize = 14;

/// One clause rule.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its name in claims.
    pub(crate) id: String,
    elements: Vec<Element>,
    /// What must not follow.
    not_then: Symbols,
}

#[derive(Debug)]
struct Element {
    any_of: Symbols,
    min: usize,
    max: usize,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    None,
    Victim,
    Harm,
}

/// Where a rule fits: chunk numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fit {
    /// The people phrase.
    pub(crate) victim: usize,
    /// First chunk.
    pub(crate) from: usize,
    /// One past the last chunk.
    pub(crate) to: usize,
}

impl Rule {
    /// Whether its victim may follow a preposition: «в отношении 34 человек возбуждены дела», "of 14 dead".
    pub(crate) fn needs_no_subject(&self) -> bool {
        [
            "counted",
            "about",
            "complement",
            "executed",
            "relative",
            "who_died",
            "participle",
            "object",
            "lost",
            "cases",
            "lives",
        ]
        .iter()
        .any(|id| self.id.starts_with(id))
    }

    /// Fits the rule around the word of harm at chunk `harm`, nearest start first; `free` says which people phrases
    /// may be its victim.
    pub(crate) fn fit(&self, chunks: &[Symbols], harm: usize, free: impl Fn(usize) -> bool) -> Option<Fit> {
        let first = self.elements.first()?;
        if !self.elements.iter().any(|e| e.role == Role::Harm && e.any_of & chunks[harm] != 0) {
            return None;
        }
        let start_is_harm = first.role == Role::Harm;
        let long = self.elements.iter().any(|e| e.max > MOST);
        let left = if long { LONG + REACH_LEFT } else { REACH_LEFT };
        let lowest = if start_is_harm { harm } else { harm.saturating_sub(left) };
        (lowest..=harm).rev().filter(|s| chunks[*s] & first.any_of != 0).find_map(|start| {
            let mut victim = None;
            let to = self.walk(chunks, harm, 0, start, &mut victim)?;
            let fit = Fit { victim: victim?, from: start, to };
            let clear = chunks.get(to).is_none_or(|next| next & self.not_then == 0);
            (clear && free(fit.victim)).then_some(fit)
        })
    }

    /// Matches the elements from one on at a chunk; greedy with bounded backtracking.
    fn walk(
        &self,
        chunks: &[Symbols],
        harm: usize,
        element: usize,
        at: usize,
        victim: &mut Option<usize>,
    ) -> Option<usize> {
        let Some(e) = self.elements.get(element) else { return Some(at) };
        let fits = |i: usize| {
            chunks.get(i).is_some_and(|c| c & e.any_of != 0)
                && (e.role != Role::Harm || i == harm)
                && (e.role == Role::Harm || i != harm)
        };
        let most = (0..e.max).take_while(|n| fits(at + n)).count();
        (e.min..=most).rev().find_map(|n| {
            if e.role == Role::Victim {
                *victim = Some(at);
            }
            self.walk(chunks, harm, element + 1, at + n, victim)
        })
    }
}

/// Reads a file of rules; what cannot be read is returned beside them.
pub(crate) fn read(file: &str) -> (Vec<Rule>, Vec<String>) {
    let lines = file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    let (mut rules, mut wrong) = (Vec::new(), Vec::new());
    for line in lines {
        match rule(line) {
            Some(rule) => rules.push(rule),
            None => wrong.push(line.to_owned()),
        }
    }
    (rules, wrong)
}

fn rule(line: &str) -> Option<Rule> {
    let (id, pattern) = line.split_once(':')?;
    let mut rule = Rule { id: id.trim().to_owned(), elements: Vec::new(), not_then: 0 };
    for word in pattern.split_whitespace() {
        if let Some(not) = word.strip_prefix('!') {
            rule.not_then = any_of(not)?;
            continue;
        }
        let (role, word) = match word.split_once('=') {
            Some(("V", rest)) => (Role::Victim, rest),
            Some(("H", rest)) => (Role::Harm, rest),
            Some(_) => return None,
            None => (Role::None, word),
        };
        let (names, min, max) = match word.chars().last()? {
            '?' => (&word[..word.len() - 1], 0, 1),
            '*' => (&word[..word.len() - 1], 0, MOST),
            '+' => (&word[..word.len() - 1], 1, MOST),
            '…' => (&word[..word.len() - '…'.len_utf8()], 0, LONG),
            _ => (word, 1, 1),
        };
        rule.elements.push(Element { any_of: any_of(names)?, min, max, role });
    }
    let has = |role| rule.elements.iter().filter(|e| e.role == role).count() == 1;
    (has(Role::Victim) && has(Role::Harm)).then_some(rule)
}

fn any_of(names: &str) -> Option<Symbols> {
    names.split('|').try_fold(0, |all, name| Some(all | symbol(name)?))
}
