//! What is known about single words: titles, particles, legal forms, endings, other forms of a name, how frequent it is. All from `data`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::compound::Part;
use crate::hash::fnv;
use crate::sounds::Sounds;
use crate::split::Word;
use crate::tables::Cyrillic;

/// What a word is known as, when it is no plain name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// A title, wherever it stands.
    Honorific,
    /// A title, if it stands before the name.
    Opening,
    /// A title for one and a name for another.
    Soft,
    Article,
    /// The father's name follows.
    Son,
    /// The father's name comes before.
    After,
    Link,
}

/// The kind of a family or father's name ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Ending {
    /// None that is known.
    #[default]
    None,
    /// A father's name: -ович, -овна, -ugli, -qizi.
    Patronymic,
    /// A Slavic family name, man's or woman's form: -ов, -ова, -ский, -енко.
    Family,
    /// Endings that take each other's place when a name is changed: -zoda, -iyon, -pur, -i.
    Lineage,
    /// Second parts that many names share: -ullah, -uddin, -jon.
    Compound,
}

/// Words by their folded form (see [`fold`]).
pub(crate) fn known(folded: &str) -> Option<Known> {
    WORDS.get(folded).copied()
}

/// Begins with the letters of the Arabic article, but has none.
pub(crate) fn keeps_article(word: &str) -> bool {
    KEEP_ARTICLE.contains(&word)
}

/// An ending that was found: how many sounds come before it, its class, its group of like endings (0 for none).
pub(crate) struct Ended {
    pub(crate) before: usize,
    pub(crate) class: Ending,
    pub(crate) group: u8,
}

/// The ending of a word. At least two sounds stay before it, four before an ending of one sound.
pub(crate) fn ending(sounds: &Sounds) -> Ended {
    let codes = sounds.codes();
    let found = ENDINGS.iter().find(|(end, ..)| {
        let least = if end.codes().len() == 1 { 4 } else { 2 };
        codes.len() >= end.codes().len() + least && codes.ends_with(end.codes())
    });
    let nothing = Ended { before: codes.len(), class: Ending::None, group: 0 };
    found.map_or(nothing, |(end, class, group)| Ended {
        before: codes.len() - end.codes().len(),
        class: *class,
        group: *group,
    })
}

/// The groups of forms of one name that these sounds belong to, at most three; 0 is none.
pub(crate) fn aliases(key: u64) -> [u16; 3] {
    let mut groups = [0; 3];
    if let Some(found) = ALIASES.get(&key) {
        for (place, group) in groups.iter_mut().zip(found) {
            *place = *group;
        }
    }
    groups
}

/// By the skeleton's key: 0 is rare, 3 is one of the most frequent names there are.
pub(crate) fn commonness(key: u64) -> u8 {
    COMMON.get(&key).copied().unwrap_or(0)
}

/// Lower case, without marks and apostrophes, as the lists are written.
pub(crate) fn fold(word: &str) -> String {
    crate::split::fold(word)
}

static WORDS: LazyLock<BTreeMap<String, Known>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    let mut put = |list: &str, known: Known| {
        for word in list.split_whitespace() {
            words.insert(fold(word.trim_end_matches('.')), known);
        }
    };
    let lines = |source: &'static str| source.lines().filter(|line| !line.starts_with('#'));
    for line in lines(include_str!("../data/roles/honorifics.txt")) {
        let (place, list) = line.split_once('\t').unwrap_or_default();
        put(list, if place == "any" { Known::Honorific } else { Known::Opening });
    }
    lines(include_str!("../data/roles/soft.txt")).for_each(|line| put(line, Known::Soft));
    for line in lines(include_str!("../data/roles/particles.txt")) {
        let (kind, list) = line.split_once('\t').unwrap_or_default();
        let known = match kind {
            "article" => Known::Article,
            "son" | "daughter" => Known::Son,
            "after" => Known::After,
            _ => Known::Link,
        };
        put(list, known);
    }
    words
});

static KEEP_ARTICLE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../data/keep_article.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

static ENDINGS: LazyLock<Vec<(Sounds, Ending, u8)>> = LazyLock::new(|| {
    let mut endings: Vec<(Sounds, Ending, u8)> = Vec::new();
    for line in include_str!("../data/roles/endings.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let class = match cells.next() {
            Some("patronymic") => Ending::Patronymic,
            Some("family") => Ending::Family,
            Some("lineage") => Ending::Lineage,
            _ => Ending::Compound,
        };
        let group = cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(0);
        let ends = cells.next().unwrap_or_default().split_whitespace();
        endings.extend(ends.map(|end| (Sounds::from_letters(end), class, group)));
    }
    endings.sort_by_key(|(end, ..)| std::cmp::Reverse(end.codes().len()));
    endings
});

static ALIASES: LazyLock<BTreeMap<u64, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: BTreeMap<u64, Vec<u16>> = BTreeMap::new();
    let sources = [include_str!("../data/aliases/european.txt"), include_str!("../data/aliases/eastern.txt")];
    let lines = sources.iter().flat_map(|source| source.lines()).filter(|line| !line.starts_with('#'));
    for (group, line) in (1_u16..).zip(lines) {
        for form in line.split_whitespace() {
            let of = groups.entry(sounds(form).key()).or_default();
            if !of.contains(&group) {
                of.push(group);
            }
        }
    }
    groups
});

static COMMON: LazyLock<BTreeMap<u64, u8>> = LazyLock::new(|| {
    let mut common: BTreeMap<u64, u8> = BTreeMap::new();
    for line in include_str!("../data/common.txt").lines().filter(|line| !line.starts_with('#')) {
        let (class, names) = line.split_once('\t').unwrap_or_default();
        let class = class.parse().unwrap_or(0);
        for name in names.split_whitespace() {
            let held = common.entry(fnv(sounds(name).skeleton().as_bytes())).or_insert(class);
            *held = class.max(*held);
        }
    }
    common
});

/// How a form in a list sounds, read as it would be in a name.
fn sounds(form: &str) -> Sounds {
    let (form, _) = crate::repair::repair(form);
    Part::read(Word::new(&form), Cyrillic::of(&form)).sounds
}
