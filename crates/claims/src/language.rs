//! How a language is built, as far as the grammar must know: read from `language.tsv` of its folder; and which
//! language a stretch of a text is in.
//!
//! Word order itself is said by the clause rules; here stands what holds for every rule.

use sanad_model::Span;
use sanad_text::Lang;

/// The facts of one language. What a file does not say is "no".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Language {
    /// Its two-letter code, also the first part of the names of its rules.
    pub(crate) code: String,
    /// The verb stands last: the victim of an active verb before it (Persian, Tajik).
    pub(crate) verb_last: bool,
    /// A speaker may follow the verb of saying without a comma: «сообщил представитель».
    pub(crate) speaker_after_verb: bool,
    /// Capitals tell names from other words.
    pub(crate) capitals: bool,
    /// A singular is one person only with an article or a possessive: "a guard".
    pub(crate) articles: bool,
    /// The head of a noun phrase is its last noun ("prison guard"), not its first («начальник колонии»).
    pub(crate) head_last: bool,
    /// What follows a noun for people belongs to it: «жена заключённого», «водитель грузовика».
    pub(crate) head_first: bool,
    /// After a number the noun may stand in the singular: «14 зиндонӣ», «21 заключённый».
    pub(crate) counted_singular: bool,
    /// The ending of an object, written with its word: «маҳбусонро».
    pub(crate) object_ending: String,
    /// Endings by which an unknown noun after a number is a plural for people ("47 miners"); empty: never.
    pub(crate) plural: Vec<String>,
    /// Endings of unknown words that never are such a plural.
    pub(crate) not_plural: Vec<String>,
    /// Endings by which one capitalised word is known as a surname; empty: a name is two words or more.
    pub(crate) surname: Vec<String>,
    /// Endings by which an unknown word after a noun for people is a verb: "working".
    pub(crate) participle: Vec<String>,
    /// Endings by which an unknown word is an adverb: "publicly"; empty: never.
    pub(crate) adverb: Vec<String>,
    /// Endings of the words that may stand between a number and its noun; empty: any word may.
    pub(crate) modifier: Vec<String>,
}

impl Language {
    /// Reads `key<TAB>value` lines; a line that cannot be read goes to `problems`.
    pub(crate) fn read(file: &str, problems: &mut Vec<String>) -> Self {
        let mut out = Self::default();
        for line in file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            if line.split_once('\t').is_none_or(|(key, value)| !out.set(key, value)) {
                problems.push(line.to_owned());
            }
        }
        out
    }

    fn set(&mut self, key: &str, value: &str) -> bool {
        let flag = match key {
            "code" => {
                self.code = value.to_owned();
                return true;
            }
            "object_ending" => {
                self.object_ending = value.to_owned();
                return true;
            }
            "plural" => {
                self.plural = endings(value);
                return true;
            }
            "not_plural" => {
                self.not_plural = endings(value);
                return true;
            }
            "participle" => {
                self.participle = endings(value);
                return true;
            }
            "surname" => {
                self.surname = endings(value);
                return true;
            }
            "adverb" => {
                self.adverb = endings(value);
                return true;
            }
            "modifier" => {
                self.modifier = endings(value);
                return true;
            }
            "verb_last" => &mut self.verb_last,
            "speaker_after_verb" => &mut self.speaker_after_verb,
            "capitals" => &mut self.capitals,
            "articles" => &mut self.articles,
            "head_last" => &mut self.head_last,
            "head_first" => &mut self.head_first,
            "counted_singular" => &mut self.counted_singular,
            _ => return false,
        };
        *flag = value == "yes";
        matches!(value, "yes" | "no")
    }

    /// Whether an unknown folded word looks like a plural.
    pub(crate) fn is_plural(&self, word: &str) -> bool {
        let ends = |list: &[String]| list.iter().any(|end| word.ends_with(end.as_str()));
        word.chars().count() > 3 && ends(&self.plural) && !ends(&self.not_plural)
    }
}

impl Language {
    /// Whether an unknown folded word is a surname by its ending.
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        word.chars().count() > 4 && self.surname.iter().any(|end| word.ends_with(end.as_str()))
    }

    /// Whether an unknown folded word is an adverb by its ending.
    pub(crate) fn is_adverb(&self, word: &str) -> bool {
        word.chars().count() > 5 && self.adverb.iter().any(|end| word.ends_with(end.as_str()))
    }

    /// Whether an unknown folded word after a noun is a verb or participle by its ending, no second noun: "a farmer
    /// working", "the prisoner jumped".
    pub(crate) fn participle(&self, word: &str) -> bool {
        word.chars().count() > 4 && self.participle.iter().any(|end| word.ends_with(end.as_str()))
    }

    /// Whether an unknown folded word may stand before a noun for people.
    pub(crate) fn may_modify(&self, word: &str) -> bool {
        self.modifier.is_empty() || self.modifier.iter().any(|end| word.ends_with(end.as_str()))
    }
}

fn endings(value: &str) -> Vec<String> {
    value.split('|').map(crate::fold::form).filter(|e| !e.is_empty()).collect()
}

/// The script of a letter, as far as it tells our languages apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            Script::Arabic
        }
        _ => return None,
    })
}

fn script_of(lang: Lang) -> Script {
    match lang {
        Lang::RU | Lang::TG | Lang::UK | Lang::KK | Lang::KY | Lang::UZ => Script::Cyrillic,
        Lang::FA | Lang::AR | Lang::UR | Lang::PS => Script::Arabic,
        _ => Script::Latin,
    }
}

/// The language of a short phrase by its letters alone; English where nothing speaks for another.
pub(crate) fn of_phrase(text: &str) -> Lang {
    text.chars().take(400).find_map(script).map_or(Lang::EN, |s| of_script(s, text, None))
}

/// The language of a stretch in a script: that of the whole text where it is written in it.
fn of_script(script: Script, stretch: &str, whole: Option<Lang>) -> Lang {
    match script {
        Script::Latin => whole.filter(|l| script_of(*l) == script).unwrap_or(Lang::EN),
        Script::Arabic => whole.filter(|l| script_of(*l) == script).unwrap_or(Lang::FA),
        // No Tajik word has ы or щ, no Russian word ӣ, ӯ, ҷ, ҳ, қ, ғ.
        Script::Cyrillic => {
            let mut letters = stretch.chars();
            let tajik =
                |c| matches!(c, 'ӣ' | 'ӯ' | 'ҷ' | 'ҳ' | 'қ' | 'ғ' | 'Ӣ' | 'Ӯ' | 'Ҷ' | 'Ҳ' | 'Қ' | 'Ғ');
            match letters.find(|c| tajik(*c) || matches!(c, 'ы' | 'щ' | 'Ы' | 'Щ')) {
                Some(c) if tajik(c) => Lang::TG,
                Some(_) => Lang::RU,
                None => whole.filter(|l| matches!(*l, Lang::TG)).unwrap_or(Lang::RU),
            }
        }
    }
}

/// How many letters of another script make a stretch of its own: a name in brackets is none.
const STRETCH: usize = 24;

/// The stretches of a sentence by language: the sentence itself, and quotations in another script within it.
///
/// The first is the sentence in the language most of it is written in; what follows are its inner stretches.
pub(crate) fn stretches(text: &str, sentence: Span, whole: Lang) -> Vec<(Span, Lang)> {
    let Some(piece) = sentence.of(text) else { return Vec::new() };
    if piece.is_ascii() {
        return vec![(sentence, of_script(Script::Latin, piece, Some(whole)))];
    }
    let runs = runs(piece);
    let count = |s: Script| runs.iter().filter(|r| r.script == s).map(|r| r.letters).sum::<usize>();
    let all = [Script::Latin, Script::Cyrillic, Script::Arabic];
    let most = all.into_iter().max_by_key(|s| count(*s)).filter(|s| count(*s) > 0);
    // The language of the text frames a long quotation in another script, if it says more than a name around it.
    let framed = most.is_some_and(|s| count(script_of(whole)) * 4 >= count(s));
    let main = most.filter(|_| !framed).unwrap_or(script_of(whole));
    let mut out = vec![(sentence, of_script(main, piece, Some(whole)))];
    for run in runs.iter().filter(|r| r.script != main && r.letters >= STRETCH) {
        let span = Span { start: sentence.start + run.from, end: sentence.start + run.to };
        out.push((span, of_script(run.script, &piece[run.from..run.to], Some(whole))));
    }
    out
}

struct Run {
    script: Script,
    from: usize,
    to: usize,
    letters: usize,
}

fn runs(piece: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, c) in piece.char_indices() {
        let Some(script) = script(c) else { continue };
        let end = at + c.len_utf8();
        match out.last_mut().filter(|r| r.script == script) {
            Some(run) => (run.to, run.letters) = (end, run.letters + 1),
            None => out.push(Run { script, from: at, to: end, letters: 1 }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_in_another_script_are_read_in_their_own_language() {
        let rows = [
            ("Four men died.", "en"),
            ("Погибли четыре человека.", "ru"),
            ("Чор нафар кушта шуд, гуфт ҳокимият.", "tg"),
            ("چهار نفر کشته شدند.", "fa"),
            ("He wrote «Погибли четыре человека, ещё двое ранены» on the wall of the school.", "en ru"),
            ("He said (Карим) no.", "en"),
        ];
        for (text, expected) in rows {
            let span = Span { start: 0, end: text.len() };
            let found: Vec<_> = stretches(text, span, Lang::EN).iter().map(|(_, l)| l.to_string()).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
