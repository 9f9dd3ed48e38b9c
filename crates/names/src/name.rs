//! A name that was read: its forms, and their tokens with role, sounds and keys.

use crate::compound::{Opener, Part};
use crate::distance;
use crate::hash::fnv;
use crate::parse;
use crate::repair::Repair;
use crate::script::{self, Script};
use crate::sounds::Sounds;
use crate::words::{self, Ending};

/// A name as it stood in a cell, and all that comparing needs. Reading costs a few microseconds; read each distinct value once.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As it was given.
    pub original: String,
    /// The script of most of its letters.
    pub script: Script,
    /// What was mended before reading.
    pub repairs: Vec<Repair>,
    /// The names in the cell: usually one; several where it says "a.k.a.", ";", "/" or has a second name in brackets. Never empty; the
    /// form of a cell without letters has no tokens.
    pub forms: Vec<Form>,
}

impl Name {
    /// Reads a whole name: given, father's and family name in any order. Never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        parse::name(text, None)
    }

    /// Reads the content of a column that holds one part of a name. Tokens whose role does not show get `role`.
    #[must_use]
    pub fn parse_as(text: &str, role: Role) -> Self {
        parse::name(text, Some(role))
    }

    /// No letters in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.iter().all(|form| form.tokens.is_empty())
    }

    /// The tokens of the first form that stand for the person: no titles, no particles.
    pub fn content(&self) -> impl Iterator<Item = &Token> {
        self.forms.iter().take(1).flat_map(Form::content)
    }

    /// The first form in plain Latin letters, content only.
    #[must_use]
    pub fn latin(&self) -> String {
        self.content().map(|token| token.latin.as_ref()).collect::<Vec<_>>().join(" ")
    }

    /// A key of the whole name that does not depend on script, spelling, order, titles and particles: the skeletons in order of the
    /// alphabet, hashed.
    #[must_use]
    pub fn skeleton_key(&self) -> u64 {
        let mut keys: Vec<u64> = self.content().map(|token| token.skeleton).collect();
        keys.sort_unstable();
        let bytes: Vec<u8> = keys.into_iter().flat_map(u64::to_le_bytes).collect();
        fnv(&bytes)
    }
}

/// One name of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Its tokens, titles and particles included, in the order written ("Family, Given" is turned round).
    pub tokens: Vec<Token>,
    /// A person or a body.
    pub kind: Kind,
    /// All of it written together, as sounds; 0 where that is too short to say anything.
    pub(crate) together: u64,
}

impl Form {
    pub(crate) fn new(tokens: Vec<Token>, kind: Kind) -> Self {
        let sounding = tokens.iter().filter(|token| token.role.counts() || token.role == Role::Particle);
        let together: Vec<u8> = sounding.flat_map(|token| token.sounds.codes()).copied().collect();
        let together = if together.len() < SHORT { 0 } else { fnv(&together) };
        Self { tokens, kind, together }
    }

    /// Both sides sound alike when they are written without spaces: Good Will and Goodwill.
    pub(crate) fn same_together(&self, other: &Self) -> bool {
        let signs = |form: &Self| form.tokens.iter().any(|token| token.signs);
        self.together != 0 && self.together == other.together && !(signs(self) && signs(other))
    }

    /// The tokens that count.
    pub fn content(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.role.counts())
    }
}

/// Fewer sounds than this may be the same by chance.
const SHORT: usize = 5;

/// What bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person, as far as one sees.
    Person,
    /// A company, body or vessel: it has a legal form, a number or a word that bodies have.
    Body,
}

/// The part that a token plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A given name.
    Given,
    /// A name between given and family name: a second given name, or a father's.
    Middle,
    /// The father's name, by its ending or by a word like *bin*.
    Patronymic,
    /// The family name.
    Family,
    /// One letter that stands for a name.
    Initial,
    /// A title, a rank, a form of address.
    Honorific,
    /// al-, bin, von and their like.
    Particle,
    /// The legal form of a company.
    LegalForm,
    /// A word of a body's name.
    Word,
    /// A number in a body's name.
    Number,
}

impl Role {
    /// Whether the token stands for the bearer; titles, particles and legal forms do not.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Honorific | Self::Particle | Self::LegalForm)
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Given => "given name",
            Self::Middle => "middle name",
            Self::Patronymic => "patronymic",
            Self::Family => "family name",
            Self::Initial => "initial",
            Self::Honorific => "title",
            Self::Particle => "particle",
            Self::LegalForm => "legal form",
            Self::Word => "word",
            Self::Number => "number",
        }
    }
}

/// One part of a name. Compounds that are written in one or several words (Abd al-Rahman, Nur ud-Din, Rahim-zoda) are one token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// As written, repaired.
    pub text: Box<str>,
    /// In plain Latin letters; where the script leaves vowels out, without them.
    pub latin: Box<str>,
    /// Its part in the name.
    pub role: Role,
    /// How it sounds.
    pub sounds: Sounds,
    /// [`Sounds::key`]: equal means spelled to the same sounds.
    pub key: u64,
    /// The key of [`Sounds::skeleton`]: equal over scripts and spellings; for blocking and dictionaries.
    pub skeleton: u64,
    /// The key of [`Sounds::phonetic`]: looser.
    pub phonetic: u64,
    /// The skeleton's key without the ending (-ov, -zoda, -ovich …); the same as `skeleton` where there is none.
    pub stem: u64,
    /// The ending that `stem` lacks.
    pub ending: Ending,
    /// Short vowels are not written in its script.
    pub bare: bool,
    /// How frequent the name is by the built-in list: 0 rare … 3 one of the most frequent.
    pub common: u8,
    pub(crate) group: u8,
    pub(crate) opener: Opener,
    pub(crate) place: bool,
    pub(crate) aliases: [u16; 3],
    /// The same of the name that a family name or patronymic is made from.
    pub(crate) stem_aliases: [u16; 3],
    pub(crate) mask: u32,
    pub(crate) script: Script,
    /// Written in signs for syllables or words.
    pub(crate) signs: bool,
    /// Cost of leaving the word out, and the same without vowels.
    pub(crate) weight: u16,
    pub(crate) bones: u16,
    pub(crate) core: Core,
}

/// What stands between the opener and the ending of a token: from where to where, and what it weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Core {
    from: u8,
    to: u8,
    pub(crate) weight: u16,
    pub(crate) bones: u16,
}

impl Core {
    fn new(sounds: &Sounds, from: usize, to: usize) -> Self {
        let codes = sounds.codes().get(from..to).unwrap_or_default();
        let place = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
        Self {
            from: place(from),
            to: place(to),
            weight: distance::weight(codes),
            bones: distance::bones(codes),
        }
    }
}

impl Token {
    /// A token of a part, with its keys.
    #[must_use]
    pub(crate) fn new(part: &Part, role: Role) -> Self {
        let sounds = part.sounds;
        let ended = words::ending(&sounds);
        let skeleton = fnv(sounds.skeleton().as_bytes());
        let stem = fnv(sounds.first(ended.before).skeleton().as_bytes());
        Self {
            text: part.text.as_str().into(),
            latin: part.latin.as_str().into(),
            role,
            key: sounds.key(),
            skeleton,
            phonetic: fnv(sounds.phonetic().as_bytes()),
            stem,
            ending: ended.class,
            group: ended.group,
            opener: part.opener,
            bare: part.word.script.leaves_vowels_out(),
            common: words::commonness(skeleton),
            place: false,
            aliases: words::aliases(sounds.key()),
            stem_aliases: words::aliases(sounds.first(ended.before).key()),
            mask: distance::mask(&sounds),
            script: part.word.script,
            signs: part.text.chars().any(script::is_sign),
            weight: distance::weight(sounds.codes()),
            bones: distance::bones(sounds.codes()),
            core: Core::new(&sounds, part.opener.length().min(ended.before), ended.before),
            sounds,
        }
    }

    /// The sounds between opener and ending.
    pub(crate) fn core(&self) -> &[u8] {
        self.inner(true, true)
    }

    /// The sounds, without the opener if `from`, without the ending if `to`.
    pub(crate) fn inner(&self, from: bool, to: bool) -> &[u8] {
        let codes = self.sounds.codes();
        let from = if from { usize::from(self.core.from) } else { 0 };
        let to = if to { usize::from(self.core.to) } else { codes.len() };
        codes.get(from..to).unwrap_or_default()
    }
}
