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
}

impl Part {
    pub(crate) fn read(word: Word, cyrillic: Cyrillic) -> Self {
        let stripped = servant(&word.folded).map(|rest| (read("abd", Script::Latin, cyrillic), rest));
        let (sounds, latin) = match stripped {
            Some((abd, rest)) => {
                let rest = read(&rest, word.script, cyrillic);
                (abd.sounds.joined(&rest.sounds), format!("abdul {}", rest.latin))
            }
            None => {
                let plain = plain(&word);
                let read = read(&plain, word.script, cyrillic);
                (read.sounds, read.latin)
            }
        };
        Self { text: word.text.clone(), latin, sounds, word }
    }

    /// This part and another as one; `between` are sounds that the seam has.
    fn glue(&mut self, other: &Self, between: &str) {
        self.sounds = self.sounds.joined(&Sounds::from_letters(between)).joined(&other.sounds);
        self.text = format!("{} {}", self.text, other.text);
        self.latin.push_str(&other.latin);
    }
}

/// Puts compounds together. Articles fall away.
pub(crate) fn assemble(words: Vec<Word>, cyrillic: Cyrillic) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Option<Opener> = None;
    let count = words.len();
    for (at, word) in words.into_iter().enumerate() {
        let last = at + 1 == count;
        let glued = parts.last().is_some_and(|before| !before.word.folded.is_empty() && !word.after_comma);
        if !last && open.is_none() && let Some(opener) = opener(&word.folded) {
            parts.push(Part { text: word.text.clone(), latin: opener.latin().to_owned(), sounds: Sounds::from_letters(opener.latin()), word });
            open = Some(opener);
            continue;
        }
        let is_article = known(&word.folded) == Some(Known::Article);
        if is_article && !last && (open.is_some() || at > 0 || word.joined || count > 1) {
            continue;
        }
        let closes = glued && at > 0 && open.is_none();
        let part = Part::read(word, cyrillic);
        let between = match () {
            () if open.take().is_some() => Some(""),
            () if closes && is_din(&part.word.folded) => Some("u"),
            () if closes && is_god(&part.word.folded) => Some(""),
            () if closes && is_lineage(&part.word.folded) => Some(""),
            () => None,
        };
        match (between, parts.last_mut()) {
            (Some(between), Some(before)) => before.glue(&part, between),
            _ => parts.push(part),
        }
    }
    parts
}

#[derive(Clone, Copy)]
enum Opener {
    Abd,
    Abu,
    Umm,
}

impl Opener {
    fn latin(self) -> &'static str {
        match self {
            Self::Abd => "abd",
            Self::Abu => "abu",
            Self::Umm => "um",
        }
    }
}

fn opener(folded: &str) -> Option<Opener> {
    const ABD: &str = "abd abdu abdul abdel abdal abdoul abdool abdur abdus abdar abdun abduz abdil abdol abdor abdos abdoal абд абду абдул абдель абдал абдур عبد عبدال";
    const ABU: &str = "abu abou aboo abo abi bu абу або ابو ابی ابا";
    const UMM: &str = "umm um oum om ум умм ام";
    let in_list = |list: &str| list.split(' ').any(|word| word == folded);
    match () {
        () if in_list(ABD) => Some(Opener::Abd),
        () if in_list(ABU) => Some(Opener::Abu),
        () if in_list(UMM) => Some(Opener::Umm),
        () => None,
    }
}

fn is_din(folded: &str) -> bool {
    const DIN: &str = "din deen uddin uddeen aldin eldin eddin eddine addin iddin udin eldine dine дин уддин иддин аддин эддин دین الدین";
    DIN.split(' ').any(|word| word == folded)
}

fn is_god(folded: &str) -> bool {
    const GOD: &str = "ullah ulla ullo ulloh allah ollah oullah alla улло уллоҳ улла уллах аллах аллоҳ الله اله لله";
    GOD.split(' ').any(|word| word == folded)
}

fn is_lineage(folded: &str) -> bool {
    const LINEAGE: &str = "zoda zade zadeh zada zodeh zodah zadah зода заде زاده زاد";
    LINEAGE.split(' ').any(|word| word == folded)
}

/// What follows "servant of" in a name that is written in one word, without the article: abdurrahmon gives rahmon.
fn servant(folded: &str) -> Option<String> {
    if let Some(rest) = folded.strip_prefix("عبد") {
        let rest = rest.strip_prefix("ال").unwrap_or(rest);
        return (rest.chars().count() >= 2).then(|| rest.to_owned());
    }
    let rest = ["abd", "абд", "ʿabd"].iter().find_map(|abd| folded.strip_prefix(abd))?;
    let chars: Vec<char> = rest.chars().collect();
    let vowels = chars.iter().take_while(|c| "uaeoiуаэеои".contains(**c)).count();
    let mut from = vowels;
    let here = |at: usize| chars.get(at).copied().unwrap_or(' ');
    let liquid = |c: char| c == 'l' || c == 'л';
    if vowels > 0 && liquid(here(from)) {
        from += 1;
    } else if vowels > 0 && here(from) == here(from + 1) {
        from += 1;
    } else if here(from) == 'ь' {
        from += 1;
    }
    (vowels > 0 && vowels < 3 && chars.len() >= from + 3).then(|| chars[from..].iter().collect())
}

/// The word without what only one script writes: the Arabic article before a word and inside compounds.
fn plain(word: &Word) -> String {
    if word.script != Script::Arabic {
        return word.folded.clone();
    }
    let mut text = word.folded.as_str();
    if let Some(rest) = text.strip_prefix("ال") && rest.chars().count() >= 3 && !keeps_article(text) {
        text = rest;
    }
    if let Some(before) = text.strip_suffix("الدین") && !before.is_empty() {
        return format!("{before}دین");
    }
    text.to_owned()
}
