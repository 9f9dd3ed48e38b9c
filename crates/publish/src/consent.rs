//! Under which name a person leaves: decided from consents, use, recipient and day, and put into force in every text.
//!
//! Who holds a public post, or is the subject of a dossier, is called by name. Anybody else is called as they, or
//! their family, agreed to for this use and this recipient; without a consent that holds today, by a code. A name that
//! may not stand is taken out of every text: in our own words the form that may stand takes its place, in quotes it is
//! blacked out. Words that begin with a part of the name go too, because names are inflected: rather too much than a
//! name too many.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{Entity, EntityRecord, PartialDate, Sensitivity};

/// The form of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    /// Not called at all.
    None,
    /// A code.
    Code,
    /// Initials.
    Initials,
    /// The whole name.
    Full,
}

/// What something leaves for.
#[derive(Debug, Clone)]
pub struct Occasion<'a> {
    /// The use: "dossier", "publication", "export".
    pub usage: &'a str,
    /// The recipient: the id of a profile, or who it is for.
    pub recipient: &'a str,
    /// The day.
    pub today: PartialDate,
    /// How sensitive a thing may leave.
    pub level: Sensitivity,
    /// The persons called by name whatever they agreed to: the subjects, by key.
    pub subjects: &'a BTreeSet<String>,
}

/// How one person leaves, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    /// The form.
    pub form: NameForm,
    /// What stands for the name.
    pub shown: String,
    /// The consent it rests on, by key.
    pub consent: Option<String>,
    /// Why this form, for the completeness report.
    pub why: Why,
}

/// Why a person leaves under a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The subject, or the holder of a post.
    Public,
    /// A consent that holds.
    Agreed,
    /// Nobody was asked, or not for this use or recipient.
    NotAsked,
    /// The consent ended.
    Expired,
    /// The consent was withdrawn.
    Withdrawn,
    /// The person is marked as more sensitive than may leave.
    Sensitive,
    /// A group: nobody is named.
    Group,
}

/// The names of a record as they may leave on an occasion.
#[derive(Debug, Clone)]
pub struct Names {
    permits: BTreeMap<String, Permit>,
    /// The longest first.
    hidden: Vec<Hidden>,
    /// Which of them have a word with these first letters.
    by_letters: BTreeMap<String, Vec<usize>>,
}

/// A name that may not stand, by its folded words.
#[derive(Debug, Clone)]
struct Hidden {
    words: Vec<String>,
    shown: String,
}

/// A stretch of text after names were taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// As it was.
    Text(String),
    /// A name stood here; what may stand for it.
    Name(String),
}

impl Names {
    /// Decides for every person of a record.
    #[must_use]
    pub fn new(entities: &[EntityRecord], occasion: &Occasion<'_>) -> Self {
        let standing = || entities.iter().map(|e| &e.entity).filter(|e| !e.withdrawn);
        let of = |schema: &'static str| standing().filter(move |e| e.schema.name == schema);
        let officials: BTreeSet<&str> = of("posting").filter_map(|p| p.value("person")).collect();
        let consents: Vec<&Entity> = of("consent").collect();
        let mut permits = BTreeMap::new();
        let mut hidden = Vec::new();
        for (n, person) in of("person").enumerate() {
            let key = person.key();
            let public = occasion.subjects.contains(&key) || officials.contains(key.as_str());
            let code = person.value("code").map_or_else(|| format!("P-{}", n + 1), str::to_owned);
            let permit = permit(person, public, &consents, occasion, &code);
            if permit.form != NameForm::Full {
                hidden
                    .extend(names_of(person).map(|name| Hidden { words: name, shown: permit.shown.clone() }));
            }
            permits.insert(key, permit);
        }
        let mut names = Self { permits, hidden, by_letters: BTreeMap::new() };
        names.index();
        names
    }

    /// Hides the victims, too, whom claims call by name and whom nobody entered as a person: nobody asked them. `called`
    /// is what the claims call them, in the order of the log.
    #[must_use]
    pub fn hiding<'n>(mut self, called: impl Iterator<Item = &'n str>) -> Self {
        let full = self.permits.values().filter(|p| p.form == NameForm::Full).map(|p| words_of(&p.shown));
        let full: BTreeSet<Vec<String>> = full.collect();
        let known: BTreeSet<Vec<String>> = self.hidden.iter().map(|h| h.words.clone()).collect();
        let mut codes: BTreeMap<Vec<String>, String> = BTreeMap::new();
        for name in called.map(words_of).filter(|name| !full.contains(name) && !known.contains(name)) {
            let next = format!("N-{}", codes.len() + 1);
            codes.entry(name).or_insert(next);
        }
        self.hidden.extend(codes.into_iter().map(|(words, shown)| Hidden { words, shown }));
        self.index();
        self
    }

    fn index(&mut self) {
        self.hidden.retain(|h| !h.words.is_empty());
        self.hidden.sort_by_key(|h| std::cmp::Reverse(h.words.len()));
        self.by_letters.clear();
        for (at, name) in self.hidden.iter().enumerate() {
            let letters: BTreeSet<String> = name.words.iter().map(|word| first_letters(word)).collect();
            letters.into_iter().for_each(|l| self.by_letters.entry(l).or_default().push(at));
        }
    }

    /// Whether a text holds a name that may not stand.
    #[must_use]
    pub fn hides(&self, text: &str) -> bool {
        let words = words(text);
        (0..words.len()).any(|at| self.hidden_at(&words[at..]).is_some())
    }

    /// How a person leaves.
    #[must_use]
    pub fn permit(&self, key: &str) -> Option<&Permit> {
        self.permits.get(key)
    }

    /// All of them, by key.
    pub fn permits(&self) -> impl Iterator<Item = (&str, &Permit)> {
        self.permits.iter().map(|(key, permit)| (key.as_str(), permit))
    }

    /// A text with the names that may not stand taken out.
    #[must_use]
    pub fn stretches(&self, text: &str) -> Vec<Stretch> {
        let words = words(text);
        let mut out: Vec<Stretch> = Vec::new();
        let (mut done, mut at) = (0, 0);
        while at < words.len() {
            let Some((length, shown)) = self.hidden_at(&words[at..]) else {
                at += 1;
                continue;
            };
            let (start, end) = (words[at].0, words[at + length - 1].1);
            if start > done {
                out.push(Stretch::Text(text[done..start].to_owned()));
            }
            match out.last() {
                // a name of several words, the parts of which were found one by one
                Some(Stretch::Name(last)) if *last == shown => {}
                _ => out.push(Stretch::Name(shown)),
            }
            done = end;
            at += length;
        }
        if done < text.len() {
            out.push(Stretch::Text(text[done..].to_owned()));
        }
        out
    }

    /// The same as one text, with the forms that may stand.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        let parts = self.stretches(text).into_iter().map(|s| match s {
            Stretch::Text(text) | Stretch::Name(text) => text,
        });
        parts.collect()
    }

    /// A quote with the names that may not stand blacked out, so that nobody takes what is left for what was said.
    #[must_use]
    pub fn blacked(&self, quote: &str) -> String {
        let parts = self.stretches(quote).into_iter().map(|s| match s {
            Stretch::Text(text) => text,
            Stretch::Name(_) => BLACK.to_owned(),
        });
        parts.collect()
    }

    /// Whether an address, a file name or a label is made of a name that may not stand, in whatever case and however its
    /// words are joined: the whole of a name, or a part of six letters or more.
    #[must_use]
    pub fn touches(&self, text: &str) -> bool {
        let folded = fold(&percent_decoded(text));
        let within = |part: &String| long(part) && folded.contains(stem(part));
        self.hidden.iter().any(|name| {
            name.words.iter().any(|part| part.chars().count() >= 6 && within(part))
                || (name.words.iter().any(within) && name.words.iter().all(|p| folded.contains(stem(p))))
        })
    }

    /// The name that begins here: how many words, and what may stand for it.
    fn hidden_at(&self, words: &[Word]) -> Option<(usize, String)> {
        let letters = words.first().map(|word| first_letters(&word.2))?;
        let candidates = || self.by_letters.get(&letters).into_iter().flatten().map(|at| &self.hidden[*at]);
        let whole = candidates().find(|h| {
            h.words.len() <= words.len()
                && h.words.iter().zip(words).all(|(part, (.., word, _))| begins(word, part))
        });
        let part = || {
            let word = words.first().filter(|w| w.3).map(|w| &w.2)?;
            candidates().find(|h| h.words.iter().any(|part| long(part) && begins(word, part)))
        };
        whole.map(|h| (h.words.len(), h.shown.clone())).or_else(|| part().map(|h| (1, h.shown.clone())))
    }
}

/// What stands in a quote for a name.
pub(crate) const BLACK: &str = "█████";

/// `%D0%A1` as the letter it stands for.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|c| u8::from_str_radix(std::str::from_utf8(c).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn permit(
    person: &Entity,
    public: bool,
    consents: &[&Entity],
    occasion: &Occasion<'_>,
    code: &str,
) -> Permit {
    let decided = |form, consent: Option<&Entity>, why| {
        let shown = match form {
            NameForm::Full => person.title().to_owned(),
            NameForm::Initials => initials(person.title()),
            NameForm::Code | NameForm::None => code.to_owned(),
        };
        Permit { form, shown, consent: consent.map(Entity::key), why }
    };
    let (agreed, ended) = agreement(&person.key(), consents, occasion);
    if person.sensitivity.is_some_and(|s| s > occasion.level) {
        return decided(NameForm::Code, agreed, Why::Sensitive);
    }
    if person.value("unit").is_some_and(|unit| unit != "individual") {
        return decided(NameForm::Full, None, Why::Group);
    }
    match agreed {
        _ if public => decided(NameForm::Full, None, Why::Public),
        Some(consent) => decided(form_of(consent), agreed, Why::Agreed),
        None => decided(NameForm::Code, None, ended),
    }
}

/// The consent of a person that holds, the one taken last; or why none does.
fn agreement<'e>(
    person: &str,
    consents: &[&'e Entity],
    occasion: &Occasion<'_>,
) -> (Option<&'e Entity>, Why) {
    let theirs = consents.iter().filter(|c| c.value("person") == Some(person) && covers(c, occasion));
    let judged: Vec<(Why, &Entity)> = theirs.map(|c| (standing(c, occasion.today), *c)).collect();
    let taken_back = judged.iter().filter(|(why, _)| *why == Why::Withdrawn);
    let withdrawn = taken_back.filter_map(|(_, c)| c.date("withdrawn_on")).max();
    // a withdrawal ends every consent that was taken before it
    let holds = |(why, c): &&(Why, &Entity)| {
        *why == Why::Agreed
            && withdrawn.is_none_or(|w| c.date("taken_on").is_some_and(|t| t.first() > w.last()))
    };
    let best = judged.iter().filter(holds).map(|(_, c)| *c).max_by_key(|c| c.date("taken_on"));
    let ended = judged.iter().map(|(why, _)| *why).find(|why| *why != Why::Agreed).unwrap_or(Why::NotAsked);
    (best, if withdrawn.is_some() { Why::Withdrawn } else { ended })
}

fn covers(consent: &Entity, occasion: &Occasion<'_>) -> bool {
    let any =
        |field, wanted: &str| consent.all(field).iter().any(|v| v == "any" || v.eq_ignore_ascii_case(wanted));
    any("uses", occasion.usage) && any("recipients", occasion.recipient)
}

fn standing(consent: &Entity, today: PartialDate) -> Why {
    let past = |date: Option<PartialDate>| date.is_some_and(|d| d.first() <= today);
    if past(consent.date("withdrawn_on")) {
        Why::Withdrawn
    } else if consent.date("expires").is_some_and(|d| d.last() < today) {
        Why::Expired
    } else if past(consent.date("taken_on")) {
        Why::Agreed
    } else {
        Why::NotAsked
    }
}

fn form_of(consent: &Entity) -> NameForm {
    match consent.value("name_form") {
        Some("full") => NameForm::Full,
        Some("initials") => NameForm::Initials,
        Some("none") => NameForm::None,
        _ => NameForm::Code,
    }
}

/// "Said Nuriddin" as "S. N."
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    letters.map(|c| format!("{c}.")).collect::<Vec<_>>().join(" ")
}

fn names_of(person: &Entity) -> impl Iterator<Item = Vec<String>> {
    let all = ["name", "original_name", "aliases"].into_iter().flat_map(|field| person.all(field));
    all.map(|name| words_of(name))
}

/// The folded words of a name.
fn words_of(name: &str) -> Vec<String> {
    words(name).into_iter().map(|(.., word, _)| word).collect()
}

/// A word: its bytes, folded, and whether it could be a name: it does not begin with a small letter.
type Word = (usize, usize, String, bool);

fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // the joiner of Persian and the apostrophes stand within words
        let inside = c.is_alphanumeric()
            || matches!(c, '\u{200c}' | '\'' | '\u{2019}' | '\u{02bc}' | '-')
            || is_mark(c);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                out.push((from, at, fold(word), !word.starts_with(char::is_lowercase)));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0670}')
}

/// Lower case without marks, joiners and apostrophes, one spelling of letters that are typed in several ways.
fn fold(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric() && !is_mark(*c)).flat_map(char::to_lowercase);
    letters
        .map(|c| match c {
            'ё' => 'е',
            'ӣ' => 'и',
            'ӯ' => 'у',
            'қ' => 'к',
            'ғ' => 'г',
            'ҳ' => 'х',
            'ҷ' => 'ч',
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            c => c,
        })
        .collect()
}

fn begins(word: &str, part: &str) -> bool {
    // a short part must be the whole word: "Ali" is not "alibi"
    word == part || (long(part) && word.starts_with(stem(part)))
}

/// The first two letters: whatever begins with a name shares them.
fn first_letters(word: &str) -> String {
    word.chars().take(2).collect()
}

fn long(part: &str) -> bool {
    part.chars().count() >= 4
}

/// A name without a last vowel, which changes in inflection.
fn stem(part: &str) -> &str {
    part.strip_suffix(['а', 'я', 'и', 'у', 'о', 'е']).filter(|s| long(s)).unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sanad_model::{ActorId, Commitment, EntityId, ItemId, Schema, Span, Timestamp};

    fn record(schema: &str, label: &str, fields: &[(&'static str, &str)]) -> EntityRecord {
        let typed = fields.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
        let zero = Commitment::from_bytes([0; 32]);
        EntityRecord {
            id: EntityId::from_commitment(&zero),
            index: 0,
            made: (Timestamp::from_unix(0).unwrap(), ActorId::of_key(&[1; 32])),
            item: ItemId::from_commitment(&zero),
            derivative: None,
            span: Span { start: 0, end: 0 },
            quote: String::new(),
            origin: None,
            cells: sanad_model::Cells::default(),
            entity: Schema::find(schema).unwrap().read(label, &typed).unwrap(),
        }
    }

    fn consent(label: &str, more: &[(&'static str, &str)]) -> EntityRecord {
        let mut fields = vec![
            ("person", "person/P1"),
            ("uses", "dossier"),
            ("recipients", "icc-art15"),
            ("name_form", "full"),
            ("explained", "what it is for"),
            ("taken_by", "N. V."),
            ("taken_on", "2023-05-01"),
        ];
        fields.extend_from_slice(more);
        record("consent", label, &fields)
    }

    fn names(entities: &[EntityRecord], recipient: &str) -> Names {
        let none = BTreeSet::new();
        let today = "2024-01-10".parse().unwrap();
        let level = Sensitivity::Team;
        Names::new(entities, &Occasion { usage: "dossier", recipient, today, level, subjects: &none })
    }

    fn victim() -> EntityRecord {
        let names =
            [("name", "Said Nuriddin"), ("original_name", "Саид Нуриддин; سعید نورالدین"), ("code", "V-5")];
        record("person", "P1", &names)
    }

    #[test]
    fn a_name_leaves_as_was_agreed() {
        let rows: [(&str, Vec<EntityRecord>, NameForm, Why); 9] = [
            ("nobody was asked", vec![], NameForm::Code, Why::NotAsked),
            ("agreed", vec![consent("K", &[])], NameForm::Full, Why::Agreed),
            (
                "agreed to initials",
                vec![consent("K", &[("name_form", "initials")])],
                NameForm::Initials,
                Why::Agreed,
            ),
            (
                "for another recipient",
                vec![consent("K", &[("recipients", "uk-ghrsr")])],
                NameForm::Code,
                Why::NotAsked,
            ),
            ("for another use", vec![consent("K", &[("uses", "contact")])], NameForm::Code, Why::NotAsked),
            ("expired", vec![consent("K", &[("expires", "2023-12-31")])], NameForm::Code, Why::Expired),
            (
                "withdrawn",
                vec![consent("K", &[("withdrawn_on", "2023-12-31")])],
                NameForm::Code,
                Why::Withdrawn,
            ),
            (
                "withdrawn, whatever was agreed to before",
                vec![consent("K", &[("withdrawn_on", "2023-12-31")]), consent("L", &[("recipients", "any")])],
                NameForm::Code,
                Why::Withdrawn,
            ),
            (
                "taken later than today",
                vec![consent("K", &[("taken_on", "2024-02-01")])],
                NameForm::Code,
                Why::NotAsked,
            ),
        ];
        for (name, mut entities, form, why) in rows {
            entities.push(victim());
            let names = names(&entities, "icc-art15");
            let permit = names.permit("person/P1").unwrap();
            assert_eq!((permit.form, permit.why), (form, why), "{name}");
        }
    }

    #[test]
    fn a_name_that_may_not_stand_stands_in_no_text() {
        let names = names(&[victim()], "any");
        let rows = [
            ("Said Nuriddin died.", "V-5 died."),
            ("the mother of SAID  NURIDDIN,", "the mother of V-5,"),
            ("о Нуриддине и Саиде", "о V-5 и V-5"),
            ("Саидом Нуриддином сказано", "V-5 сказано"),
            ("مرگ سعید نورالدین در زندان", "مرگ V-5 در زندان"),
            ("Said, he said, was dead", "V-5, he said, was dead"),
            ("nothing here", "nothing here"),
        ];
        let called = names.clone().hiding(["Parviz Yusufi", "Said Nuriddin", "Parviz Yusufi"].into_iter());
        assert_eq!(called.masked("Parviz Yusufi and Said Nuriddin"), "N-1 and V-5");
        for (text, expected) in rows {
            assert_eq!(names.masked(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_within_an_address_or_a_file_name_is_seen() {
        let names = names(&[victim()], "any");
        let rows = [
            ("https://daryo.example/2023/said-nuriddin-dead", true),
            ("https://x.example/%D0%BD%D1%83%D1%80%D0%B8%D0%B4%D0%B4%D0%B8%D0%BD", true),
            ("SAIDNURIDDIN.pdf", true),
            ("statement_nuriddin_said.docx", true),
            ("https://x.example/what-he-said", false),
            ("https://x.example/100%", false),
            ("reports.csv", false),
        ];
        for (text, expected) in rows {
            assert_eq!(names.touches(text), expected, "{text}");
        }
        assert_eq!(names.blacked("о Саиде Нуриддине сказано"), "о █████ сказано");
    }

    #[test]
    fn who_holds_a_post_is_called_by_name() {
        let posting = [("person", "person/P1"), ("body", "body/B1"), ("title", "head")];
        let names = names(&[victim(), record("posting", "T1", &posting)], "any");
        assert_eq!(names.permit("person/P1").unwrap().why, Why::Public);
        assert_eq!(names.masked("Said Nuriddin"), "Said Nuriddin");
    }
}
