//! Search over the texts of a case: an index of folded word stems, held in memory for as long as the case is open.
//!
//! Words are folded as the grammar folds them, so that ё and е, ҷ and ч, ي and ی meet; Russian and English words are
//! then cut to their stem (Snowball), Tajik and Persian ones are found by their beginning. The index holds no text:
//! snippets are cut from the sealed text of the few items that are shown.

use std::collections::{BTreeMap, BTreeSet};

use rust_stemmers::{Algorithm, Stemmer};
use sanad_model::{ItemId, Span};

use crate::error::Result;
use crate::open::Case;

/// The shortest word that is also found by its beginning, in letters.
const PREFIX: usize = 4;

/// How much of the text stands before and after a word that was found, in letters.
const AROUND: usize = 90;

/// Which words stand in which items.
#[derive(Debug, Default)]
pub(crate) struct Index {
    items: Vec<ItemId>,
    known: BTreeSet<ItemId>,
    terms: BTreeMap<Box<str>, Vec<u32>>,
}

/// A stretch of a text with the words that were found marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The stretch.
    pub text: String,
    /// The words found, in bytes of `text`.
    pub marks: Vec<Span>,
}

impl Index {
    /// Takes in the words of an item; twice is once.
    pub(crate) fn take(&mut self, item: ItemId, texts: &[&str]) {
        if !self.known.insert(item) {
            return;
        }
        let Ok(at) = u32::try_from(self.items.len()) else { return };
        self.items.push(item);
        let terms: BTreeSet<String> = texts.iter().flat_map(|text| words(text)).map(|w| w.1).collect();
        for term in terms {
            self.terms.entry(term.into_boxed_str()).or_default().push(at);
        }
    }

    /// How many items are in the index.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the item is in the index.
    #[must_use]
    pub(crate) fn holds(&self, item: ItemId) -> bool {
        self.known.contains(&item)
    }

    /// Items in which every word asked for stands; newest first. Empty for a query without words.
    #[must_use]
    pub(crate) fn find(&self, query: &str) -> Vec<ItemId> {
        let asked = terms(query);
        let mut found: Option<BTreeSet<u32>> = None;
        for term in &asked {
            let with: BTreeSet<u32> = self.postings(term).collect();
            found = Some(found.map_or_else(|| with.clone(), |f| f.intersection(&with).copied().collect()));
        }
        found.unwrap_or_default().iter().rev().map(|at| self.items[*at as usize]).collect()
    }

    fn postings<'i>(&'i self, term: &'i str) -> impl Iterator<Item = u32> + 'i {
        let from = self.terms.range::<str, _>((std::ops::Bound::Included(term), std::ops::Bound::Unbounded));
        from.take_while(move |(word, _)| meets(word, term)).flat_map(|(_, at)| at.iter().copied())
    }
}

/// The stretches of a text in which the words of a query stand, at most `most`.
#[must_use]
pub(crate) fn snippets(text: &str, query: &str, most: usize) -> Vec<Snippet> {
    let asked = terms(query);
    let hits = words(text).filter(|(_, word)| asked.iter().any(|term| meets(word, term)));
    let mut found: Vec<(Span, Vec<Span>)> = Vec::new();
    for (hit, _) in hits {
        if let Some((_, marks)) = found.last_mut().filter(|(stretch, _)| stretch.contains(hit)) {
            marks.push(hit);
            continue;
        }
        if found.len() == most {
            break;
        }
        let stretch = Span { start: before(text, hit.start), end: after(text, hit.end) };
        found.push((stretch, vec![hit]));
    }
    let snippet = |(stretch, marks): (Span, Vec<Span>)| Snippet {
        text: stretch.of(text).unwrap_or_default().to_owned(),
        marks: marks
            .iter()
            .map(|hit| Span { start: hit.start - stretch.start, end: hit.end - stretch.start })
            .collect(),
    };
    found.into_iter().map(snippet).collect()
}

impl Case {
    /// The words of an item that can be searched: its text, its name, who gave and who published it.
    ///
    /// # Errors
    /// When the kept text is damaged.
    pub(crate) fn searchable(&self, id: ItemId) -> Result<Vec<String>> {
        let Some(item) = self.state.item(id) else { return Ok(Vec::new()) };
        let mut texts = match item.text() {
            Some(derivative) => vec![self.stored_text(derivative)?.text],
            None => Vec::new(),
        };
        let from = &item.event.provenance;
        texts.push(item.event.name.clone());
        texts.extend([&from.source, &from.publisher, &from.note].into_iter().flatten().cloned());
        Ok(texts)
    }
}

/// Whether a word of a text is what was asked for: the same stem, or one that begins so.
fn meets(word: &str, term: &str) -> bool {
    word == term || (term.chars().count() >= PREFIX && word.starts_with(term))
}

/// The stems of a query.
fn terms(query: &str) -> Vec<String> {
    words(query).map(|(_, stem)| stem).collect()
}

/// The words of a text with their places, folded and cut to their stems.
fn words(text: &str) -> impl Iterator<Item = (Span, String)> {
    let mut at = 0;
    text.split_inclusive(|c: char| !is_of_word(c)).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| !is_of_word(c));
        (!word.is_empty()).then(|| (Span { start, end: start + word.len() }, stem(word)))
    })
}

/// Letters, digits, and the marks and joiners that stand within words.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn stem(word: &str) -> String {
    let folded = sanad_claims::folded(word);
    let cyrillic = folded.chars().any(|c| ('а'..='я').contains(&c));
    if cyrillic {
        // Худжанд is how Russian writes Хуҷанд
        return russian(&folded.replace("дж", "ч"));
    }
    if folded.is_ascii() { english(&folded) } else { folded }
}

fn russian(word: &str) -> String {
    Stemmer::create(Algorithm::Russian).stem(word).into_owned()
}

fn english(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

fn before(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take(AROUND).last().map_or(at, |(start, _)| start)
}

fn after(text: &str, at: usize) -> usize {
    text[at..].char_indices().nth(AROUND).map_or(text.len(), |(end, _)| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(n: u8) -> ItemId {
        ItemId::from_commitment(&sanad_model::Commitment::from_bytes([n; 32]))
    }

    #[test]
    fn a_word_is_found_in_its_other_forms_and_spellings() {
        let rows = [
            ("plural genitive with ё", "десятки заключённых погибли", "заключенный", true),
            ("Tajik letter in lower case", "дар Хуҷанд", "хуҷанд", true),
            ("typed on a Russian keyboard", "дар Хуҷанд", "хучанд", true),
            ("the Russian spelling", "колония в Худжанде", "Хуҷанд", true),
            ("English inflection", "the prisoners were killed", "prisoner kill", true),
            ("Arabic letters for Persian ones", "زندانی کشته شد", "زنداني كشته", true),
            ("Persian plural by its beginning", "زندانیان", "زندانی", true),
            ("Tajik plural by its beginning", "маҳбусонро куштанд", "маҳбус", true),
            ("a number", "убито 14 человек", "14", true),
            ("short words are not prefixes", "14000 people", "14", false),
            ("both words are needed", "заключённые сидят", "заключенный погиб", false),
            ("another word", "гостиница", "тюрьма", false),
        ];
        for (name, text, query, expected) in rows {
            let mut index = Index::default();
            index.take(item(1), &[text]);
            assert_eq!(!index.find(query).is_empty(), expected, "{name}");
            assert_eq!(
                snippets(text, query, 3).iter().any(|s| !s.marks.is_empty()),
                expected || name.starts_with("both"),
                "{name}"
            );
        }
        assert!(Index::default().find("  —").is_empty());
    }

    #[test]
    fn a_snippet_marks_what_was_found_and_cuts_no_letter() {
        let text = format!("{} заключённые {}", "ё".repeat(300), "я".repeat(300));
        let found = snippets(&text, "заключенный", 2);
        let snippet = &found[0];
        assert_eq!(snippet.marks[0].of(&snippet.text), Some("заключённые"));
        assert!(snippet.text.chars().count() <= 11 + 2 * AROUND);
    }
}
