//! The words shown to people, in their language: Fluent messages embedded from `locales/LANG/`.
//!
//! A language is added by adding its file and its row in [`LANGUAGES`]. What a language lacks is said in English.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Code, writing direction and messages of every language there is.
const LANGUAGES: &[(&str, &str, &[&str])] = &[
    (
        "en",
        "ltr",
        &[
            include_str!("../locales/en/record.ftl"),
            include_str!("../locales/en/dossier.ftl"),
            include_str!("../locales/en/export.ftl"),
        ],
    ),
    (
        "ru",
        "ltr",
        &[
            include_str!("../locales/ru/record.ftl"),
            include_str!("../locales/ru/dossier.ftl"),
            include_str!("../locales/ru/export.ftl"),
            include_str!("../locales/ru/labels.ftl"),
        ],
    ),
];

/// The words of one language.
pub struct Locale {
    code: &'static str,
    dir: &'static str,
    bundles: Vec<FluentBundle<FluentResource>>,
}

/// There are no words in this language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no language {asked:?}; there are {known}")]
pub struct LocaleError {
    /// What was asked for.
    pub asked: String,
    /// What there is.
    pub known: String,
}

impl Locale {
    /// The words of a language, by its code ("en", "en-GB").
    ///
    /// # Errors
    /// [`LocaleError`] when there are none.
    pub fn new(code: &str) -> Result<Self, LocaleError> {
        let base = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let Some((code, dir, _)) = LANGUAGES.iter().find(|(known, _, _)| *known == base) else {
            let known = LANGUAGES.iter().map(|(code, _, _)| *code).collect::<Vec<_>>().join(", ");
            return Err(LocaleError { asked: code.chars().take(40).collect(), known });
        };
        let own = LANGUAGES.iter().filter(|(known, _, _)| known == code);
        let english = LANGUAGES.iter().filter(|(known, _, _)| *known == "en" && *code != "en");
        let bundles = own.chain(english).map(|(code, _, sources)| bundle(code, sources)).collect();
        Ok(Self { code, dir, bundles })
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        let (code, dir, sources) = LANGUAGES[0];
        Self { code, dir, bundles: vec![bundle(code, sources)] }
    }

    /// The language's code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The direction of its script: "ltr" or "rtl".
    #[must_use]
    pub fn dir(&self) -> &'static str {
        self.dir
    }

    /// A message without variables.
    pub(crate) fn say(&self, id: &str) -> String {
        self.tell(id, &[])
    }

    /// A message without variables, if there is one: for words that have a plain form of their own.
    pub(crate) fn try_say(&self, id: &str) -> Option<String> {
        let pattern = self.bundles.iter().find_map(|b| Some((b, b.get_message(id)?.value()?)));
        pattern.map(|(bundle, pattern)| bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// What a field of an entity is called.
    #[must_use]
    pub fn field(&self, field: &sanad_model::Field) -> String {
        self.try_say(&format!("field-{}", field.name)).unwrap_or_else(|| field.label.to_owned())
    }

    /// A word that fields take, or the name of a sort.
    #[must_use]
    pub fn word(&self, word: &str) -> String {
        self.try_say(&format!("word-{word}")).unwrap_or_else(|| word.replace('_', " "))
    }

    /// What a recipient asks for, by its canonical id; `english` where there is no other word.
    #[must_use]
    pub fn asked(&self, id: &str, english: &str) -> String {
        self.try_say(&format!("asked-{}", id.replace('.', "-"))).unwrap_or_else(|| english.to_owned())
    }

    /// A message with variables. A message that no language has is shown as its id in angle brackets.
    pub(crate) fn tell(&self, id: &str, values: &[(&'static str, Value<'_>)]) -> String {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.fluent())).collect();
        for bundle in &self.bundles {
            if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
            }
        }
        format!("<{id}>")
    }
}

/// A variable of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'v> {
    /// Words.
    Text(&'v str),
    /// A number: chooses plurals.
    Number(u64),
    /// How many of something.
    Count(usize),
}

impl<'v> Value<'v> {
    fn fluent(self) -> FluentValue<'v> {
        match self {
            Self::Text(text) => FluentValue::from(text),
            // Fluent counts in floating point: what it cannot hold exactly is said as its digits.
            Self::Number(n) if n > (1 << 53) => FluentValue::from(n.to_string()),
            Self::Number(n) => FluentValue::from(n),
            Self::Count(n) => FluentValue::from(n),
        }
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Locale({})", self.code)
    }
}

/// The embedded files are checked by a test: here a faulty message is left out, and its id is shown.
fn bundle(code: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(usable, _)| usable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}
