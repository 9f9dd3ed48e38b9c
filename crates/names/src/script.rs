//! Which script a word is written in.

/// A script, as far as it matters how a name is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Script {
    /// Latin letters, with or without marks.
    Latin,
    /// Cyrillic letters of any language.
    Cyrillic,
    /// Arabic letters: Arabic, Persian, Dari, Pashto, Urdu and others.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Any other script: read through a general table.
    Other,
    /// No letters at all.
    #[default]
    None,
}

impl Script {
    /// The script of one character; [`Script::None`] for what is no letter.
    #[must_use]
    pub fn of_char(letter: char) -> Self {
        match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{400}'..='\u{52f}'
            | '\u{1c80}'..='\u{1c8f}'
            | '\u{2de0}'..='\u{2dff}'
            | '\u{a640}'..='\u{a69f}' => Self::Cyrillic,
            '\u{620}'..='\u{64a}'
            | '\u{66e}'..='\u{6d3}'
            | '\u{6d5}'
            | '\u{6ee}'..='\u{6ef}'
            | '\u{6fa}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8d3}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => Self::Arabic,
            '\u{5d0}'..='\u{5f2}' | '\u{fb1d}'..='\u{fb4f}' => Self::Hebrew,
            other if other.is_alphabetic() => Self::Other,
            _ => Self::None,
        }
    }

    /// The script of most letters of a text; of equals, the one that comes first.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut counts = [0_usize; 5];
        for letter in text.chars() {
            match Self::of_char(letter) {
                Self::Latin => counts[0] += 1,
                Self::Cyrillic => counts[1] += 1,
                Self::Arabic => counts[2] += 1,
                Self::Hebrew => counts[3] += 1,
                Self::Other => counts[4] += 1,
                Self::None => {}
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let scripts = [Self::Latin, Self::Cyrillic, Self::Arabic, Self::Hebrew, Self::Other];
        if most == 0 {
            return Self::None;
        }
        scripts
            .into_iter()
            .zip(counts)
            .find(|(_, count)| *count == most)
            .map_or(Self::None, |(script, _)| script)
    }

    /// Short vowels are usually not written.
    #[must_use]
    pub fn leaves_vowels_out(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

/// A sign that stands for a syllable or a word: Han, Hangul, Kana.
pub(crate) fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
