//! Which language a text is in, and never on an unreliable guess.
//!
//! Own rules come first for the languages the field writes in: Tajik (with and without its special letters) against
//! Russian, Persian against Arabic. Statistics over trigrams take Tajik for Bulgarian, so `whatlang` is asked last
//! and believed only where it calls itself reliable. No answer is an answer.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language by its two-letter ISO 639-1 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang([u8; 2]);

/// The text was not two lowercase letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a language code of two lowercase letters, as in en, ru, tg, fa")]
pub struct LangError;

impl Lang {
    /// English.
    pub const EN: Self = Self(*b"en");
    /// Russian.
    pub const RU: Self = Self(*b"ru");
    /// Tajik.
    pub const TG: Self = Self(*b"tg");
    /// Persian.
    pub const FA: Self = Self(*b"fa");
    /// Arabic.
    pub const AR: Self = Self(*b"ar");
    /// Ukrainian.
    pub const UK: Self = Self(*b"uk");
    /// Uzbek.
    pub const UZ: Self = Self(*b"uz");
    /// Kazakh.
    pub const KK: Self = Self(*b"kk");
    /// Kyrgyz.
    pub const KY: Self = Self(*b"ky");
    /// Urdu.
    pub const UR: Self = Self(*b"ur");
    /// Pashto.
    pub const PS: Self = Self(*b"ps");

    /// The code, as in `tg`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

/// The language of a text; `None` where the text is too short, mixed beyond a majority, or none that we can tell.
#[must_use]
pub fn detect_language(text: &str) -> Option<Lang> {
    let sample = sample(text);
    let letters = Letters::count(sample);
    let most = letters.latin.max(letters.cyrillic).max(letters.arabic);
    if most < 8 || most * 10 < letters.all * 6 {
        return None;
    }
    if most == letters.cyrillic {
        cyrillic(sample, &letters)
    } else if most == letters.arabic {
        arabic(sample, &letters)
    } else {
        latin(sample)
    }
}

/// How much of a text is looked at.
const SAMPLE: usize = 64 * 1024;

/// The first part of the text, cut at a character.
fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE)]
}

/// Letters by script, and the ones that tell languages apart.
#[derive(Default)]
struct Letters {
    all: usize,
    latin: usize,
    cyrillic: usize,
    arabic: usize,
    /// ӣ ӯ ҷ: Tajik alone.
    tajik: usize,
    /// қ ғ ҳ: Tajik, and Uzbek or Kazakh.
    tajik_shared: usize,
    /// ў without і: Uzbek.
    short_u: usize,
    /// і.
    dotted_i: usize,
    /// ї є ґ: Ukrainian.
    ukrainian: usize,
    /// ә ұ һ: Kazakh (and Tatar); ң ө ү are shared with Kyrgyz.
    kazakh: usize,
    kyrgyz_shared: usize,
    /// ы э ъ ё: Russian; ы and щ are not used in Tajik.
    not_tajik: usize,
    /// پ چ ژ گ: Persian, Urdu, Pashto.
    persian: usize,
    /// ٹ ڈ ڑ ے ھ: Urdu.
    urdu: usize,
    /// ټ ډ ړ ښ ې ځ څ: Pashto.
    pashto: usize,
    /// ة أ إ ى: Arabic.
    arabic_only: usize,
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut n = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            n.all += 1;
            match c {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => n.latin += 1,
                '\u{400}'..='\u{52f}' => {
                    n.cyrillic += 1;
                    match c.to_lowercase().next().unwrap_or(c) {
                        'ӣ' | 'ӯ' | 'ҷ' => n.tajik += 1,
                        'қ' | 'ғ' | 'ҳ' => n.tajik_shared += 1,
                        'ў' => n.short_u += 1,
                        'і' => n.dotted_i += 1,
                        'ї' | 'є' | 'ґ' => n.ukrainian += 1,
                        'ә' | 'ұ' | 'һ' => n.kazakh += 1,
                        'ң' | 'ө' | 'ү' => n.kyrgyz_shared += 1,
                        'ы' | 'щ' => n.not_tajik += 1,
                        _ => {}
                    }
                }
                '\u{600}'..='\u{6ff}'
                | '\u{750}'..='\u{77f}'
                | '\u{fb50}'..='\u{fdff}'
                | '\u{fe70}'..='\u{feff}' => {
                    n.arabic += 1;
                    match c {
                        'پ' | 'چ' | 'ژ' | 'گ' => n.persian += 1,
                        'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ھ' => n.urdu += 1,
                        'ټ' | 'ډ' | 'ړ' | 'ښ' | 'ې' | 'ځ' | 'څ' => n.pashto += 1,
                        'ة' | 'أ' | 'إ' | 'ى' => n.arabic_only += 1,
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        n
    }
}

/// Function words of one language, one file each.
fn words_of(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// How many words of the text stand in each list (a single word over and over counts once), and how many
/// words there are.
fn hits<const N: usize>(text: &str, lists: [&'static str; N]) -> ([usize; N], usize) {
    let mut lists = lists.map(|list| words_of(list).map(|word| (word, 0)).collect::<BTreeMap<_, _>>());
    let mut all = 0;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\u{200c}').filter(|w| !w.is_empty()) {
        all += 1;
        let word = word.to_lowercase();
        for list in &mut lists {
            if let Some(count) = list.get_mut(word.as_str()) {
                *count += 1;
            }
        }
    }
    let found = lists.map(|list| {
        let counts = || list.values().filter(|count| **count > 0);
        if counts().count() < 2 { counts().sum::<usize>().min(1) } else { counts().sum() }
    });
    (found, all)
}

/// Tajik is known by three letters of its own, or by its function words where it is typed on a Russian keyboard.
fn cyrillic(text: &str, n: &Letters) -> Option<Lang> {
    let often = |count: usize| count * 100 >= n.cyrillic;
    let ([tajik, russian], _) = hits(text, [TAJIK, RUSSIAN]);
    if n.ukrainian > 0 && often(n.ukrainian + n.dotted_i) && n.tajik == 0 {
        return Some(Lang::UK);
    }
    if often(n.kazakh) && n.tajik == 0 {
        return Some(Lang::KK);
    }
    if often(n.kyrgyz_shared) && n.tajik == 0 && n.dotted_i == 0 && n.tajik_shared == 0 {
        return Some(Lang::KY);
    }
    if often(n.short_u) && n.dotted_i == 0 && n.tajik_shared > 0 && tajik <= russian {
        return Some(Lang::UZ);
    }
    if often(n.tajik) && tajik >= russian {
        return Some(Lang::TG);
    }
    if tajik >= 2
        && tajik >= 2 * russian
        && (often(n.tajik_shared + n.tajik) || n.not_tajik * 100 < n.cyrillic)
    {
        return Some(Lang::TG);
    }
    let foreign =
        n.tajik + n.tajik_shared + n.short_u + n.kazakh + n.kyrgyz_shared + n.ukrainian + n.dotted_i;
    if russian >= 2 && russian >= 2 * tajik && !often(foreign) {
        return Some(Lang::RU);
    }
    let guess = guess(text)?;
    // The statistics know no Tajik: their word counts only where nothing speaks for it.
    (tajik <= 1 && !often(foreign)).then_some(guess).filter(|lang| *lang == Lang::RU || russian == 0)
}

/// Persian and Arabic share an alphabet and many keyboards: function words decide, letters help.
fn arabic(text: &str, n: &Letters) -> Option<Lang> {
    let often = |count: usize| count * 100 >= n.arabic;
    if often(n.urdu) {
        return Some(Lang::UR);
    }
    if often(n.pashto) {
        return Some(Lang::PS);
    }
    let ([persian, arabic], _) = hits(text, [PERSIAN, ARABIC]);
    if persian > arabic && (persian >= 2 || often(n.persian)) {
        return Some(Lang::FA);
    }
    if arabic > persian && (arabic >= 2 || often(n.arabic_only)) && n.persian * 50 < n.arabic {
        return Some(Lang::AR);
    }
    guess(text).filter(|lang| {
        (*lang == Lang::FA && persian >= arabic) || (*lang == Lang::AR && arabic >= persian && n.persian == 0)
    })
}

/// English by its function words, since one short sentence is too little for statistics; the rest by statistics.
fn latin(text: &str) -> Option<Lang> {
    let ([english], words) = hits(text, [ENGLISH]);
    if english >= 2 && english * 6 >= words {
        return Some(Lang::EN);
    }
    guess(text)
}

/// The statistical guess, where it calls itself reliable.
fn guess(text: &str) -> Option<Lang> {
    use whatlang::Lang as W;
    let info = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    let code = match info.lang() {
        W::Eng => "en",
        W::Rus => "ru",
        W::Pes => "fa",
        W::Ara => "ar",
        W::Ukr => "uk",
        W::Uzb => "uz",
        W::Urd => "ur",
        W::Bel => "be",
        W::Tur => "tr",
        W::Aze => "az",
        W::Tuk => "tk",
        W::Fra => "fr",
        W::Deu => "de",
        W::Spa => "es",
        W::Por => "pt",
        W::Ita => "it",
        W::Pol => "pl",
        W::Nld => "nl",
        _ => return None,
    };
    code.parse().ok()
}

const ENGLISH: &str = include_str!("../data/words/en.txt");
const RUSSIAN: &str = include_str!("../data/words/ru.txt");
const TAJIK: &str = include_str!("../data/words/tg.txt");
const PERSIAN: &str = include_str!("../data/words/fa.txt");
const ARABIC: &str = include_str!("../data/words/ar.txt");

impl FromStr for Lang {
    type Err = LangError;

    fn from_str(code: &str) -> Result<Self, LangError> {
        match *code.as_bytes() {
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => Ok(Self([a, b])),
            _ => Err(LangError),
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = LangError;

    fn try_from(code: String) -> Result<Self, LangError> {
        code.parse()
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.code().to_owned()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({self})")
    }
}
