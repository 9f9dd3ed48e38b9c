//! Compounds that are written in one word, two or three: Abd al-Rahman, Abu Bakr, Habib Ullah, Nur ud-Din, Rahim-zoda.

use crate::script::Script;
use crate::sounds::Sounds;
use crate::split::Word;
use crate::tables::{Cyrillic, read};
use crate::words::{Known, keeps_article, known};

/// A part of a name before its role is known.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) latin: String,
    pub(crate) sounds: Sounds,
    pub(crate) word: Word,
    /// The first part of a compound, contained in the sounds.
    pub(crate) opener: Opener,
}

impl Part {
    pub(crate) fn read(word: Word, cyrillic: Cyrillic) -> Self {
        let (opener, rest) = match servant(&word.folded) {
            Some(rest) => (Opener::Abd, rest),
            None => (father(&word.folded), plain(&word)),
        };
        let read = read(&rest, word.script, cyrillic);
        let (sounds, latin) = if opener == Opener::Abd {
            (Sounds::from_letters("abd").joined(&read.sounds), format!("abdul {}", read.latin))
        } else {
            (read.sounds, read.latin)
        };
        Self { text: word.text.clone(), latin, sounds, word, opener }
    }

    /// A part that consists of the first word of a compound only.
    fn open(word: Word, opener: Opener) -> Self {
        let latin = opener.latin();
        Self {
            text: word.text.clone(),
            latin: latin.to_owned(),
            sounds: Sounds::from_letters(latin),
            word,
            opener,
        }
    }

    /// A part that is known without reading: a legal form, a number.
    pub(crate) fn given(text: &str) -> Self {
        let sounds = Sounds::from_letters(text);
        Self {
            text: text.to_owned(),
            latin: text.to_owned(),
            sounds,
            word: Word::new(text),
            opener: Opener::None,
        }
    }

    /// This part and another as one; `between` are sounds that the seam has.
    fn glue(&mut self, other: &Self, between: &str) {
        self.sounds = self.sounds.joined(&Sounds::from_letters(between)).joined(&other.sounds);
        self.text = format!("{} {}", self.text, other.text);
        self.latin.push_str(&other.latin);
    }

    /// This part and another as one may be: the compounds of the second word.
    fn closes(&self) -> Option<&'static str> {
        match self.word.folded.as_str() {
            folded if is_din(folded) => Some("u"),
            folded if is_god(folded) || is_lineage(folded) => Some(""),
            _ => None,
        }
    }
}

/// Puts compounds together. Articles fall away.
pub(crate) fn assemble(words: Vec<Word>, cyrillic: Cyrillic) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open = false;
    let count = words.len();
    for (at, word) in words.into_iter().enumerate() {
        let last = at + 1 == count;
        let opener = opener(&word.folded);
        if !last && !open && opener != Opener::None {
            parts.push(Part::open(word, opener));
            open = true;
            continue;
        }
        if !last && known(&word.folded) == Some(Known::Article) {
            continue;
        }
        let after_comma = word.after_comma;
        let part = Part::read(word, cyrillic);
        let between = if open { Some("") } else { part.closes().filter(|_| !after_comma) };
        open = false;
        match (between, parts.last_mut()) {
            (Some(between), Some(before)) => {
                if is_god(&part.word.folded) {
                    before.opener = Opener::None;
                }
                before.glue(&part, between);
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// A word that opens a compound name, and is the same in very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    None,
    /// Servant of: Abd al-Rahman.
    Abd,
    /// Father of: Abu Bakr.
    Abu,
    /// Mother of: Umm Salama.
    Umm,
}

impl Opener {
    fn latin(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Abd => "abd",
            Self::Abu => "abu",
            Self::Umm => "um",
        }
    }

    /// How many sounds it takes.
    pub(crate) fn length(self) -> usize {
        self.latin().len()
    }
}

pub(crate) fn opener(folded: &str) -> Opener {
    const ABD: &[&str] = &[
        "abd",
        "abdu",
        "abdul",
        "abdel",
        "abdal",
        "abdoul",
        "abdool",
        "abdur",
        "abdus",
        "abdar",
        "abdun",
        "abduz",
        "abdil",
        "abdol",
        "abdor",
        "abdos",
        "aboul",
        "абд",
        "абду",
        "абдул",
        "абдель",
        "абдал",
        "абдур",
        "عبد",
        "عبدال",
    ];
    const ABU: &[&str] = &["abu", "abou", "aboo", "abo", "abi", "абу", "або", "ابو", "ابی", "ابا"];
    const UMM: &[&str] = &["umm", "um", "oum", "om", "ум", "умм", "ام"];
    match () {
        () if ABD.contains(&folded) => Opener::Abd,
        () if ABU.contains(&folded) => Opener::Abu,
        () if UMM.contains(&folded) => Opener::Umm,
        () => Opener::None,
    }
}

/// "Father of" in a name that is written in one word: abubakr, ابوبکر.
fn father(folded: &str) -> Opener {
    let glued = ["abu", "abou", "абу", "ابو"]
        .iter()
        .any(|abu| folded.strip_prefix(abu).is_some_and(|rest| rest.chars().count() >= 3));
    if glued { Opener::Abu } else { Opener::None }
}

/// A second part that has to stay with the word before it, so that this one is no title.
pub(crate) fn leans(folded: &str) -> bool {
    is_lineage(folded) || matches!(folded, "khel" | "xel" | "хел" | "خیل")
}

fn is_din(folded: &str) -> bool {
    const DIN: &[&str] = &[
        "din",
        "deen",
        "uddin",
        "uddeen",
        "aldin",
        "eldin",
        "eddin",
        "eddine",
        "addin",
        "iddin",
        "udin",
        "eldine",
        "dine",
        "дин",
        "уддин",
        "иддин",
        "аддин",
        "эддин",
        "دین",
        "الدین",
    ];
    DIN.contains(&folded)
}

fn is_god(folded: &str) -> bool {
    const GOD: &[&str] = &[
        "ullah",
        "ulla",
        "ullo",
        "ulloh",
        "allah",
        "ollah",
        "oullah",
        "alla",
        "улло",
        "уллоҳ",
        "улла",
        "уллах",
        "аллах",
        "аллоҳ",
        "الله",
        "اله",
        "لله",
    ];
    GOD.contains(&folded)
}

fn is_lineage(folded: &str) -> bool {
    const LINEAGE: &[&str] =
        &["zoda", "zade", "zadeh", "zada", "zodeh", "zodah", "zadah", "зода", "заде", "زاده", "زاد"];
    LINEAGE.contains(&folded)
}

/// What follows "servant of" in a name that is written in one word, without the article: abdurrahmon gives rahmon. None for
/// "servant of God", whose second word has no consonants of its own to tell it by: it is read as a whole.
fn servant(folded: &str) -> Option<String> {
    if let Some(rest) = folded.strip_prefix("عبد") {
        if ["الله", "لله", "اله"].iter().any(|god| rest.starts_with(god)) {
            return None;
        }
        let rest = rest.strip_prefix("ال").unwrap_or(rest);
        return (rest.chars().count() >= 2).then(|| rest.to_owned());
    }
    let rest = ["abd", "абд", "ʿabd"].iter().find_map(|abd| folded.strip_prefix(abd))?;
    let chars: Vec<char> = rest.chars().collect();
    let vowels = chars.iter().take_while(|c| "uaeoiуаэеои".contains(**c)).count();
    let here = |at: usize| chars.get(at).copied().unwrap_or(' ');
    if vowels == 1 && matches!((here(1), here(2)), ('l', 'l') | ('л', 'л')) {
        return None;
    }
    // the l of the article, or the sound it turned into before a sun letter
    let article = vowels > 0 && (matches!(here(vowels), 'l' | 'л') || here(vowels) == here(vowels + 1));
    let from = vowels + usize::from(article || here(vowels) == 'ь');
    (vowels > 0 && vowels < 3 && chars.len() >= from + 3).then(|| chars[from..].iter().collect())
}

/// The word without what only one script writes: the Arabic article before a word and inside compounds.
fn plain(word: &Word) -> String {
    if word.script != Script::Arabic {
        return word.folded.clone();
    }
    let mut text = word.folded.as_str();
    if let Some(rest) = text.strip_prefix("ال")
        && rest.chars().count() >= 2
        && !keeps_article(text)
    {
        text = rest;
    }
    if let Some(before) = text.strip_suffix("الدین")
        && !before.is_empty()
    {
        return format!("{before}دین");
    }
    text.to_owned()
}
