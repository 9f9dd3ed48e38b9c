//! One alphabet of sounds for all scripts: what a word is reduced to before it is compared, and the keys that come from it.
//!
//! The letters of the alphabet are explained in `data/translit/README.md`.

use crate::hash::fnv;

/// The sounds, in the order of their codes; the first nine are vowels or may be one.
pub(crate) const ALPHABET: &[u8; 44] = b"aeiou*wyHhxvfbptTdDszcSCZjkqgGlmnr0123456789";

/// How many sounds of a word are kept. Longer words are cut; hardly a name comes near it.
pub(crate) const LONGEST: usize = 31;

/// A word as sounds: at most 31 codes (places in the alphabet of sounds), held in place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sounds {
    length: u8,
    codes: [u8; LONGEST],
}

impl Sounds {
    /// From letters of the alphabet of sounds; doubled sounds become one, others than these letters are left out.
    #[must_use]
    pub fn from_letters(letters: &str) -> Self {
        let mut sounds = Self::default();
        for letter in letters.bytes() {
            if let Some(code) = code(letter) {
                sounds.push(code);
            }
        }
        sounds
    }

    /// The codes.
    #[must_use]
    pub fn codes(&self) -> &[u8] {
        &self.codes[..usize::from(self.length)]
    }

    /// The sounds in letters, as the tables write them.
    #[must_use]
    pub fn letters(&self) -> String {
        self.codes().iter().map(|code| char::from(ALPHABET[usize::from(*code)])).collect()
    }

    /// Nothing to hear.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// One word after the other.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let mut joined = *self;
        for code in other.codes() {
            joined.push(*code);
        }
        joined
    }

    /// The first `length` sounds.
    #[must_use]
    pub fn first(&self, length: usize) -> Self {
        let mut first = Self::default();
        for code in self.codes().iter().take(length) {
            first.push(*code);
        }
        first
    }

    /// A number that stands for these sounds exactly.
    #[must_use]
    pub fn key(&self) -> u64 {
        fnv(self.codes())
    }

    /// What is left when vowels and what is often confused is taken out: equal for all spellings of a name in all scripts, as far as
    /// that can be. `-` stands for a vowel at the beginning. A word with one consonant keeps its last vowel, so that Ali and Olya differ.
    #[must_use]
    pub fn skeleton(&self) -> String {
        let mut skeleton = String::new();
        let mut consonants = 0;
        for (place, code) in self.codes().iter().enumerate() {
            let merged = match (ALPHABET[usize::from(*code)], place) {
                (b'a' | b'e' | b'i' | b'o' | b'u' | b'*' | b'y', 0) => '-',
                (b'v' | b'w', 0) => 'v',
                (b'a' | b'e' | b'i' | b'o' | b'u' | b'*' | b'y' | b'w' | b'H' | b'v', _) => continue,
                (b'x', _) => 'h',
                (b'T' | b'c', _) => 's',
                (b'D', _) => 'z',
                (b'C', _) => 'S',
                (b'Z', _) => 'j',
                (b'q' | b'g' | b'G', _) => 'k',
                (letter, _) => char::from(letter),
            };
            consonants += usize::from(merged != '-');
            if !skeleton.ends_with(merged) {
                skeleton.push(merged);
            }
        }
        if consonants < 2 {
            skeleton.extend(self.last_vowel());
        }
        skeleton
    }

    /// A looser key than the skeleton: voiced and unvoiced, s and sh, k and h, m and n are one; at most five sounds.
    #[must_use]
    pub fn phonetic(&self) -> String {
        let mut phonetic = String::new();
        for letter in self.skeleton().chars() {
            let class = match letter {
                'b' | 'p' | 'f' => 'p',
                'd' => 't',
                'z' | 'S' | 'j' => 's',
                'h' => 'k',
                'm' => 'n',
                other => other,
            };
            if !phonetic.ends_with(class) {
                phonetic.push(class);
            }
        }
        phonetic.truncate(5);
        phonetic
    }

    fn last_vowel(&self) -> Option<char> {
        let letter = |code: &u8| ALPHABET[usize::from(*code)];
        self.codes().iter().skip(1).rev().find_map(|code| match letter(code) {
            b'i' | b'e' | b'y' => Some('i'),
            b'o' | b'u' | b'w' => Some('u'),
            b'a' | b'H' => Some('a'),
            _ => None,
        })
    }

    fn push(&mut self, code: u8) {
        let length = usize::from(self.length);
        let digit = code >= FIRST_DIGIT;
        if length == LONGEST || (length > 0 && self.codes[length - 1] == code && !digit) {
            return;
        }
        self.codes[length] = code;
        self.length += 1;
    }
}

impl Default for Sounds {
    fn default() -> Self {
        Self { length: 0, codes: [0; LONGEST] }
    }
}

impl std::fmt::Debug for Sounds {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Sounds({})", self.letters())
    }
}

/// Codes from here on are digits.
pub(crate) const FIRST_DIGIT: u8 = 34;

/// Codes below this one are vowels, or letters that may stand for one.
pub(crate) const FIRST_CONSONANT: u8 = 8;

/// The code of a letter of the alphabet of sounds.
pub(crate) fn code(letter: u8) -> Option<u8> {
    ALPHABET.iter().position(|known| *known == letter).and_then(|place| u8::try_from(place).ok())
}
