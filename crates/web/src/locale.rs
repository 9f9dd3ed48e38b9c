//! The words of the pages, in the reader's language: Fluent messages from `locales/LANG/web.ftl`.
//!
//! A language is added by adding its file and its row in [`LANGUAGES`]. What a language lacks is said in English.
//! Whatever a message takes in from elsewhere is isolated, so that a name in another direction moves nothing around it.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Code, name in the language itself, writing direction and messages.
const LANGUAGES: &[(&str, &str, &str, &str)] = &[
    ("en", "English", "ltr", include_str!("../locales/en/web.ftl")),
    ("ru", "Русский", "ltr", include_str!("../locales/ru/web.ftl")),
];

static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| LANGUAGES.iter().map(Locale::new).collect());

/// The words of one language.
pub(crate) struct Locale {
    /// Its code.
    pub(crate) code: &'static str,
    /// Its name in itself.
    pub(crate) name: &'static str,
    /// "ltr" or "rtl".
    pub(crate) dir: &'static str,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl Locale {
    fn new(language: &(&'static str, &'static str, &'static str, &'static str)) -> Self {
        let (code, name, dir, source) = *language;
        let english = LANGUAGES.iter().find(|(known, ..)| *known == "en" && code != "en");
        let mut bundles = vec![bundle(code, source)];
        bundles.extend(english.map(|(code, _, _, source)| bundle(code, source)));
        Self { code, name, dir, bundles }
    }

    /// All there are.
    pub(crate) fn all() -> &'static [Self] {
        &LOCALES
    }

    /// The language with this code.
    pub(crate) fn of(code: &str) -> Option<&'static Self> {
        let base = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        LOCALES.iter().find(|locale| locale.code == base)
    }

    /// What was chosen, else the first language that the browser asks for and that there is, else English.
    pub(crate) fn choose(chosen: [Option<&str>; 2], accepted: &str) -> &'static Self {
        let mut asked: Vec<(f32, &str)> = accepted.split(',').map(weighted).collect();
        asked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let asked = asked.into_iter().filter(|(weight, _)| *weight > 0.0).map(|(_, code)| code);
        chosen.into_iter().flatten().chain(asked).find_map(Self::of).unwrap_or(&LOCALES[0])
    }

    /// A message without variables.
    pub(crate) fn say(&self, id: &str) -> String {
        self.tell(id, &[])
    }

    /// A message with variables. A message that no language has is shown as its id in angle brackets.
    pub(crate) fn tell(&self, id: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        for bundle in &self.bundles {
            if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
            }
        }
        format!("<{id}>")
    }
}

/// A number for a message: chooses plurals. What floating point cannot hold exactly is said as its digits.
pub(crate) fn number(n: impl TryInto<u64>) -> FluentValue<'static> {
    match n.try_into() {
        Ok(n) if n <= (1 << 53) => FluentValue::from(n),
        Ok(n) => FluentValue::from(n.to_string()),
        Err(_) => FluentValue::from(""),
    }
}

/// Words from elsewhere for a message, made inert.
pub(crate) fn text(words: &str) -> FluentValue<'static> {
    FluentValue::from(sanad_case::visible(words))
}

/// Words of ours, made from messages: nothing in them has to be written out.
pub(crate) fn ours(words: String) -> FluentValue<'static> {
    FluentValue::from(words)
}

fn weighted(part: &str) -> (f32, &str) {
    let (code, weight) = part.split_once(';').unwrap_or((part, "q=1"));
    (weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0), code.trim())
}

/// The embedded files are checked by a test: here a faulty message is left out, and its id is shown.
fn bundle(code: &str, source: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(usable, _)| usable);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids(source: &str) -> BTreeSet<&str> {
        let begins = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        source.lines().filter(begins).filter_map(|line| line.split_once(" =")).map(|(id, _)| id).collect()
    }

    #[test]
    fn every_language_has_every_message_and_no_fault() {
        let english = ids(LANGUAGES[0].3);
        for (code, _, _, source) in LANGUAGES {
            let parsed = FluentResource::try_new((*source).to_owned());
            assert!(parsed.is_ok(), "{code}: {:?}", parsed.err().map(|(_, errors)| errors));
            let own = ids(source);
            let missing: Vec<_> = english.symmetric_difference(&own).collect();
            assert!(missing.is_empty(), "{code} differs from English in {missing:?}");
        }
    }

    #[test]
    fn every_message_that_the_code_names_is_there() {
        let english = ids(LANGUAGES[0].3);
        for (file, source) in crate::SOURCES {
            for call in ["say(\"", "tell(\"", "title(\""] {
                for (at, _) in source.match_indices(call) {
                    let id = source[at + call.len()..].split('"').next().unwrap_or_default();
                    assert!(
                        english.contains(id) || id.contains('{'),
                        "{file} names {id:?}, which nobody wrote"
                    );
                }
            }
        }
    }

    #[test]
    fn the_language_is_what_was_chosen_or_what_the_browser_asks_for() {
        let rows = [
            ("nothing", [None, None], "", "en"),
            ("the browser's", [None, None], "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
            ("by weight", [None, None], "ru;q=0.2, en;q=0.8", "en"),
            ("one that is not there", [None, None], "tg, ru;q=0.5", "ru"),
            ("chosen", [Some("ru"), None], "en", "ru"),
            ("nonsense", [Some("%%"), Some("")], "q;;=,", "en"),
        ];
        for (name, chosen, accepted, expected) in rows {
            assert_eq!(Locale::choose(chosen, accepted).code, expected, "{name}");
        }
    }

    #[test]
    fn plurals_are_those_of_the_language() {
        let russian = Locale::of("ru").unwrap();
        let said = |n: u64| russian.tell("waiting", &[("n", number(n))]);
        assert_ne!(said(1).replace('1', "n"), said(5).replace('5', "n"));
        assert_ne!(said(2).replace('2', "n"), said(5).replace('5', "n"));
    }
}
