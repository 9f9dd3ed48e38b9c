//! The words of a language as data: one folder of files under `lexicon/`, one automaton over all their forms.
//!
//! A line of a file is *what the forms are*, a tab, and the forms separated by ` | `; where a language inflects, a stem
//! with a mark stands for its forms ([`crate::inflect`]). A form may have several senses
//! ("shot" is a verb and a noun, "may" a month and a doubt); the grammar asks for the sense it needs. A new language
//! is a new folder and one line in [`Lexicon::of`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use sanad_model::{AttributionType, CountMode, Kind, Status};

use crate::inflect::{Paradigms, Places};
use crate::language::Language;
use crate::scan::fold_form;

/// What a form of the lexicon is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sense {
    /// A word of harm, or of what else is claimed.
    Harm(Kind, HarmRole),
    /// A noun for people: its class and whether it is a plural.
    Class(String, Number),
    /// A number word.
    Num(u64, NumRole),
    /// Words before or after a number that say how it is meant.
    Hedge(CountMode, Side),
    /// A quantity without a number, with the lowest number it means.
    Vague(Option<u64>),
    /// A verb of saying.
    Say(Voice),
    /// The head noun of a source.
    Source(AttributionType),
    /// A word that marks hearsay by itself: "reportedly".
    Hearsay(AttributionType),
    /// A cue that what is said is not said as plain fact.
    Status(Status, Reach),
    /// A month from 1 to 12.
    Month(i8),
    /// A month of the solar Hijri calendar from 1 to 12.
    Jalali(i8),
    /// A day of a month as a word: «سوم».
    Ordinal(i8),
    /// A day of the week from Monday = 1.
    Weekday(i8),
    /// Days from the date of the report: "yesterday" is -1.
    Day(i64),
    /// A week, month or year counted from that of the report: "last month" is -1.
    Period(Period, i64),
    /// "weeks ago", after how many.
    Ago(Period),
    /// A function word, named in the data.
    Func(Func),
    /// A number before it counts no people: years, shots, kilometres.
    Unit,
    /// A number after it is a name: article, colony, unit.
    Label,
    /// Words for a roll of names and what was done to them: "names of those killed".
    Roll(Kind),
    /// The grammatical number and cases of the form.
    Form(Places),
}

/// A stretch of time in which a text counts back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Period {
    /// One day.
    Day,
    /// Seven days from Monday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// How a word of harm takes its victim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HarmRole {
    /// Past tense and participle: "killed".
    Verb,
    /// Infinitive and present: "kill".
    Base,
    /// "killing two".
    Ing,
    /// The victim is the subject: "died".
    Intr,
    /// "the murder of X".
    Act,
    /// Counted by itself: "14 deaths".
    State,
    /// "14 were found dead", "three are missing".
    Adj,
    /// Participle that takes its victim in the passive only: "were held".
    Part,
    /// "charges were brought against X"; a noun that says by its ending that its victim follows: «куштори 14 маҳбус».
    Against,
    /// "47 bodies".
    Body,
    /// "the death toll rose to 14".
    Toll,
    /// An active verb whose object is the victim: «убили двоих», «двоих убили», «کشتند».
    Past,
    /// A verb whose victim is its object, and no harm with any other object: "lost four soldiers".
    Lose,
    /// Life: «ҷони 6 нафарро гирифт».
    Life,
    /// A verb of blows, which makes many other verbs with a noun beside it: «زدند».
    Hit,
    /// A verb that is harm only before a term of prison: «получил 12 лет».
    Term,
    /// A verb that is harm only with a noun of injury in its clause: «получили в давке тяжёлые травмы».
    Light,
    /// An active verb that is harm only with an injury after it ("treated 53 people with bullet wounds"), or a killing
    /// only with "to death": "hacked two rangers to death".
    Treat,
    /// A word that is harm only with another one after it: "claimed seven lives", "took 12 men captive".
    With,
    /// An active verb or participle that is harm to people alone: "seized nine students", not "seized 14 rifles".
    Grab,
    /// A noun before its victim, and only with a word after it: "the fate of nine conscripts is unknown".
    About,
    /// A word whose victim is its complement: «двоим предъявлены обвинения», «суд над двумя», «ба N тир кушоданд».
    Over,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Number {
    /// One.
    One,
    /// More than one.
    Many,
    /// Either, or a title before a name.
    Any,
}

/// What part a number word has in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumRole {
    /// 0 to 19.
    Unit,
    /// 20, 30 … 90.
    Tens,
    /// 100, 200 … 900 as words of their own: «двести», «دویست».
    Hundreds,
    /// 100, 1000, 1,000,000, after what they multiply: "two hundred".
    Scale,
    /// A scale that may stand alone: «тысяча», «هزار».
    Alone,
    /// A dozen, a score: a rounded number.
    Lot,
    /// A rounded number that may stand alone: «десяток», «полсотни».
    Round,
}

/// Before or after the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// In which voice a verb of saying names its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Voice {
    /// "X said".
    Active,
    /// "is reported": no speaker is named.
    Passive,
    /// "according to X".
    Frame,
    /// The speaker named before: «по его словам».
    Same,
}

/// How far a cue of status reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// The words after it in the clause: "may have been".
    After,
    /// The word of harm itself: «нашуданд», "unharmed".
    Here,
    /// The words before and after it in the clause: «бы».
    Clause,
    /// The whole sentence: "if".
    Sentence,
    /// What is said inside it: "denied that".
    Speech,
    /// The noun of harm after it: «подозревается в убийстве двоих», not «по подозрению в убийстве задержан».
    Noun,
    /// The infinitive after it: «могли погибнуть», «требуют казнить», but not «пытались уйти и убили».
    Infinitive,
    /// The very next verb: «не погиб», «будут осуждены».
    Next,
    /// What is said before it: «… — неправда».
    Back,
}

macro_rules! func {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// Function words that the clause rules speak of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Func { $($(#[$doc])* $name,)+ }

        impl Func {
            fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)+ _ => None }
            }
        }
    };
}
func! {
    /// is, was, were, been.
    Be = "be",
    /// has, had.
    Have = "have",
    /// the.
    The = "the",
    /// a, an.
    A = "a",
    /// his, their, this.
    Poss = "poss",
    /// and, as well as, plus.
    And = "and",
    /// or.
    Or = "or",
    /// but, while.
    But = "but",
    /// of.
    Of = "of",
    /// by.
    By = "by",
    /// to.
    To = "to",
    /// in, at, near and other prepositions of place.
    In = "in",
    /// on, during, after and the other prepositions.
    Prep = "prep",
    /// who, which, that.
    Who = "who",
    /// them, whom.
    Them = "them",
    /// he, she, they.
    He = "he",
    /// including, among them.
    Including = "including",
    /// not.
    Not = "not",
    /// no, none, nobody.
    No = "no",
    /// other, more, further, additional.
    Other = "other",
    /// all, the rest: a whole that is not said.
    All = "all",
    /// between, from: begin a range.
    Between = "between",
    /// "also", "already": may stand between auxiliary and verb.
    Adverb = "adverb",
    /// that.
    That = "that",
    /// leave, left: "leaving 4 dead".
    Leave = "leave",
    /// rose to, stands at.
    Reach = "reach",
    /// "rose from": the number after it is the one before.
    Rise = "rise",
    /// "there are no", after or before what there is none of: «нет».
    Absent = "absent",
    /// found, recovered.
    Found = "found",
    /// animals and other victims that are not people.
    Beast = "beast",
    /// responsibility.
    Responsibility = "responsibility",
    /// claimed, assumed (responsibility).
    Claim = "claim",
    /// bury, burial, hand over the bodies.
    Burial = "burial",
    /// ceremony, rites, prayer.
    Rites = "rites",
    /// without, refused, not allowed.
    Without = "without",
    /// Verbs that end a noun phrase and take it as their subject, and are no harm.
    Verb = "verb",
    /// "per", "each": a rate.
    Rate = "rate",
    /// Words of a bound group: family, group, crowd.
    Group = "group",
    /// Words of a former time: anniversary, commemorated.
    Past = "past",
    /// to court, to prison: a sentence, not a count.
    Court = "court",
    /// "furthermore": goes on with what was said before.
    Also = "also",
    /// told: what follows is who was told, never who says.
    Audience = "audience",
    /// A noun for a place beside its name: «город», «район».
    Locality = "locality",
    /// A name of a place that is also something else.
    PlaceName = "place_name",
    /// The infinitive of "be": «могли быть убиты».
    ToBe = "to_be",
    /// Part in a deed: who denies it does not deny the deed.
    Involvement = "involvement",
    /// A noun after which a number is a guess: «человек двадцать».
    Inverts = "inverts",
    /// What is told, before the verb of saying: «об этом».
    Topic = "topic",
    /// A number before it is a part of people said before: «из них», «из которых».
    OfThem = "of_them",
    /// him, her: one person as the object of a verb of harm.
    SingleObject = "single_object",
    /// Injuries: «ранения», «травмы».
    Injury = "injury",
    /// "to death": what makes a blow a killing.
    Mortal = "mortal",
    /// lives, victims: what makes "claimed" a killing.
    Lives = "lives",
    /// captive, hostage: what makes "took" a kidnapping.
    Captive = "captive",
    /// to flee: what makes "forced" a displacement.
    Flee = "flee",
    /// unknown, unclear: what makes "the fate of" a disappearance.
    Unknown = "unknown",
    /// election, match: who is beaten there is not hurt.
    Contest = "contest",
    /// spokesman: speaks as those speak whose spokesman it is.
    Mouthpiece = "mouthpiece",
    /// film, novel, exercise: what happens in it did not happen.
    Fiction = "fiction",
    /// Words of a term of prison: «лет», «условно».
    Term = "term",
    /// "and" inside a number after hundreds and thousands: "a hundred and two".
    NumberAnd = "number_and",
    /// Joins all parts of a number: «бисту чор», «بیست و چهار».
    NumberJoin = "number_join",
    /// The upper end of a range: "20 to 30", «до».
    RangeTo = "range_to",
    /// half (a dozen).
    Half = "half",
    /// aged, age: the number after it is no count.
    Aged = "aged",
    /// how (many).
    How = "how",
    /// he, she: one person as a victim.
    Single = "single",
    /// they: the people of the sentence before.
    They = "they",
    /// nobody, none: no people by itself.
    Nobody = "nobody",
    /// but, while, however: what one speaker says ends here.
    Contrast = "contrast",
    /// as, to: end the speaker named after a verb.
    EndsSpeaker = "ends_speaker",
    /// The object of the verb: «را».
    Object = "object",
    /// A word that counts people before the noun that says who: «нафар», «تن».
    Counter = "counter",
    /// Makes an active verb of the noun or participle before it: «кард», «کردند».
    Do = "do",
    /// A word beside the number of a year: «года», «соли», «سال».
    YearWord = "year_word",
    /// To, of days and years: «с 7 по 9 ноября».
    Until = "until",
    /// Of the year before the report: «прошлого года».
    LastYear = "last_year",
    /// Of the year of the report: «этого года».
    ThisYear = "this_year",
    /// same, later: words of a time that begins a sentence.
    Time = "time",
    /// body: one dead person.
    OneBody = "one_body",
    /// "who asked not to be named": says nothing of what sort the source is.
    Anonymous = "anonymous",
    /// case, complaint: "five cases of torture" counts as five.
    Case = "case",
    /// A sentence of death, which is no death before it is carried out: «حکم اعدام».
    Sentence = "sentence",
    /// number of, before those who are counted: «шумораи», «شمار».
    Tally = "tally",
    /// official (source): a source that is not unnamed.
    OfficialSource = "official_source",
}

/// The forms of one language and the automaton that finds them.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// How the language is built.
    pub(crate) language: Language,
    /// The senses of each form, in the order of the automaton's patterns.
    pub(crate) senses: Vec<Vec<Sense>>,
    /// Finds forms in folded text; each pattern begins with the space before its first word.
    pub(crate) automaton: AhoCorasick,
    /// The clause rules.
    pub(crate) rules: Vec<crate::rules::Rule>,
    /// Lines that could not be read: empty for the data that ships, by test.
    #[cfg_attr(not(test), expect(dead_code))]
    pub(crate) problems: Vec<String>,
}

/// A folder of data; languages that share their syntax share the rules of one of them.
macro_rules! folder {
    ($name:ident, $code:literal) => {
        folder!($name, $code, $code);
    };
    ($name:ident, $code:literal, $rules:literal) => {
        static $name: LazyLock<Option<Lexicon>> = LazyLock::new(|| {
            Lexicon::read(
                include_str!(concat!("../lexicon/", $code, "/language.tsv")),
                &[
                    include_str!(concat!("../lexicon/", $code, "/harm.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/people.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/numbers.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/sources.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/status.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/dates.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/function.tsv")),
                    include_str!(concat!("../lexicon/", $code, "/places.tsv")),
                ],
                include_str!(concat!("../lexicon/", $rules, "/rules.txt")),
            )
        });
    };
}
folder!(ENGLISH, "en");
folder!(RUSSIAN, "ru");
folder!(TAJIK, "tg", "fa");
folder!(PERSIAN, "fa");

impl Lexicon {
    /// The lexicon of a language by its two-letter code; `None` where there is none yet.
    pub(crate) fn of(lang: &str) -> Option<&'static Self> {
        match lang {
            "en" => ENGLISH.as_ref(),
            "ru" => RUSSIAN.as_ref(),
            "tg" => TAJIK.as_ref(),
            "fa" => PERSIAN.as_ref(),
            _ => None,
        }
    }

    /// The lexicon that a short phrase is read by, told by its letters.
    pub(crate) fn of_phrase(text: &str) -> Option<&'static Self> {
        Self::of(crate::language::of_phrase(text).code())
    }

    fn read(language: &str, files: &[&str], rules: &str) -> Option<Self> {
        let mut problems = Vec::new();
        let (tables, facts): (Vec<&str>, Vec<&str>) =
            language.lines().partition(|l| l.starts_with("paradigm "));
        let language = Language::read(
            &facts.join(
                "
",
            ),
            &mut problems,
        );
        let paradigms = Paradigms::read(
            &tables.join(
                "
",
            ),
            &mut problems,
        );
        let lines = || files.iter().flat_map(|f| f.lines()).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let sets = Sets::read(lines());
        let mut forms = Forms::default();
        for line in lines().filter(|l| !l.starts_with(SET)) {
            if forms.add_line(line, &sets, &paradigms, &language).is_none() {
                problems.push(line.to_owned());
            }
        }
        if language.head_last {
            forms.name_speakers();
        }
        let (rules, wrong) = crate::rules::read(rules);
        problems.extend(wrong);
        let patterns: Vec<String> = forms.0.keys().map(|form| format!(" {form}")).collect();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok()?;
        Some(Self { language, senses: forms.0.into_values().collect(), automaton, rules, problems })
    }
}

/// The senses of each form, while the files are read.
#[derive(Default)]
struct Forms(BTreeMap<String, Vec<Sense>>);

impl Forms {
    /// Adds a line of a file; `None` when it cannot be read.
    fn add_line(
        &mut self,
        line: &str,
        sets: &Sets<'_>,
        paradigms: &Paradigms,
        language: &Language,
    ) -> Option<()> {
        let (what, list) = line.split_once('\t')?;
        for entry in sets.forms(list) {
            for (form, places) in paradigms.forms(&entry)? {
                let sense = sense(what, places)?;
                for form in spellings(&form, language) {
                    self.add(form, sense.clone(), places);
                }
            }
        }
        Some(())
    }

    /// A speaker of several words is also the person that its head names: "shop owner" is an owner, since the longest
    /// form hides those inside it.
    fn name_speakers(&mut self) {
        let speaker = |s: &Sense| {
            use AttributionType::{Lawyer, Official, Witness};
            matches!(s, Sense::Source(Official | Witness | Lawyer))
        };
        let class = |s: &&Sense| matches!(s, Sense::Class(..));
        let mut found = Vec::new();
        for (form, senses) in &self.0 {
            if !senses.iter().any(speaker) || senses.iter().any(|s| class(&s)) {
                continue;
            }
            let mut heads = form.match_indices(' ').map(|(at, _)| &form[at + 1..]);
            let head = heads.find_map(|head| self.0.get(head)?.iter().find(class));
            found.extend(head.map(|class| (form.clone(), class.clone())));
        }
        for (form, class) in found {
            self.0.entry(form).or_default().push(class);
        }
    }

    /// Adds a sense. A form that fills several places of its table comes more than once.
    fn add(&mut self, form: String, sense: Sense, places: Option<Places>) {
        let inflects = matches!(sense, Sense::Class(..) | Sense::Harm(..) | Sense::Num(..) | Sense::Vague(_));
        let senses = self.0.entry(form).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
        if let Some(places) = places.filter(|_| inflects) {
            match senses.iter_mut().find_map(|s| if let Sense::Form(known) = s { Some(known) } else { None })
            {
                Some(known) => *known = known.and(places),
                None => senses.push(Sense::Form(places)),
            }
        }
    }
}

/// The spellings of a form: «می‌شود» with its joiner is also written as one word and as two.
fn spellings(form: &str, language: &Language) -> Vec<String> {
    let mut out = vec![fold_form(form, language)];
    if form.contains(JOINER) {
        out.push(fold_form(&form.replace(JOINER, " "), language));
    }
    out.retain(|f| !f.is_empty());
    out
}

/// How a line begins that names a set of forms.
const SET: &str = "set ";

/// Named sets of forms: after `set past<TAB>шуд | шуданд` the form `кушта {past}` stands for two. A set may have the
/// empty form and may use the sets before it.
#[derive(Default)]
struct Sets<'a>(BTreeMap<&'a str, Vec<String>>);

impl<'a> Sets<'a> {
    fn read(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut sets = Self::default();
        for (name, list) in lines.filter_map(|l| l.strip_prefix(SET)?.split_once('\t')) {
            let forms = sets.forms(list);
            sets.0.insert(name, forms);
        }
        sets
    }

    /// The forms of a list with every `{name}` replaced; a name that is no set is left as it is.
    fn forms(&self, list: &str) -> Vec<String> {
        list.split('|').flat_map(|form| self.expand(form.trim())).collect()
    }

    fn expand(&self, form: &str) -> Vec<String> {
        let parts = form.split_once('{').and_then(|(a, rest)| Some((a, rest.split_once('}')?)));
        let Some((before, (name, after))) = parts else { return vec![form.to_owned()] };
        let rest = self.expand(after);
        let Some(inner) = self.0.get(name) else {
            return rest.iter().map(|end| format!("{before}{{{name}}}{end}")).collect();
        };
        inner.iter().flat_map(|set| rest.iter().map(move |end| format!("{before}{set}{end}"))).collect()
    }
}

/// Zero-width non-joiner.
const JOINER: char = '\u{200c}';

/// Reads what a line says its forms are; the number of a class may be that of the form.
fn sense(what: &str, places: Option<Places>) -> Option<Sense> {
    let words: Vec<&str> = what.split_whitespace().collect();
    Some(match words.as_slice() {
        ["harm", kind, role] => Sense::Harm(kind.parse().ok()?, harm_role(role)?),
        ["class", class] => Sense::Class((*class).to_owned(), number_of(places?)),
        ["class", class, number] => Sense::Class((*class).to_owned(), grammatical(number)?),
        ["num", value, role] => Sense::Num(value.parse().ok()?, num_role(role)?),
        ["hedge", mode, "before"] => Sense::Hedge(mode.parse().ok()?, Side::Before),
        ["hedge", mode, "after"] => Sense::Hedge(mode.parse().ok()?, Side::After),
        ["vague", "-"] => Sense::Vague(None),
        ["vague", low] => Sense::Vague(Some(low.parse().ok()?)),
        ["say", "active"] => Sense::Say(Voice::Active),
        ["say", "passive"] => Sense::Say(Voice::Passive),
        ["say", "same"] => Sense::Say(Voice::Same),
        ["say", "frame"] => Sense::Say(Voice::Frame),
        ["source", kind] => Sense::Source(kind.parse().ok()?),
        ["hearsay", kind] => Sense::Hearsay(kind.parse().ok()?),
        ["status", status, "after"] => Sense::Status(status.parse().ok()?, Reach::After),
        ["status", status, "noun"] => Sense::Status(status.parse().ok()?, Reach::Noun),
        ["status", status, "infinitive"] => Sense::Status(status.parse().ok()?, Reach::Infinitive),
        ["status", status, "next"] => Sense::Status(status.parse().ok()?, Reach::Next),
        ["status", status, "back"] => Sense::Status(status.parse().ok()?, Reach::Back),
        ["status", status, "clause"] => Sense::Status(status.parse().ok()?, Reach::Clause),
        ["status", status, "here"] => Sense::Status(status.parse().ok()?, Reach::Here),
        ["status", status, "sentence"] => Sense::Status(status.parse().ok()?, Reach::Sentence),
        ["status", status, "speech"] => Sense::Status(status.parse().ok()?, Reach::Speech),
        ["month", n] => Sense::Month(n.parse().ok()?),
        ["jalali", n] => Sense::Jalali(n.parse().ok()?),
        ["ordinal", n] => Sense::Ordinal(n.parse().ok()?),
        ["weekday", n] => Sense::Weekday(n.parse().ok()?),
        ["day", n] => Sense::Day(n.parse().ok()?),
        ["period", unit, n] => Sense::Period(period(unit)?, n.parse().ok()?),
        ["ago", unit] => Sense::Ago(period(unit)?),
        ["func", name] => Sense::Func(Func::parse(name)?),
        ["unit"] => Sense::Unit,
        ["label"] => Sense::Label,
        ["roll", kind] => Sense::Roll(kind.parse().ok()?),
        _ => return None,
    })
}

fn number_of(places: Places) -> Number {
    match (places.singular(), places.plural()) {
        (_, 0) => Number::One,
        (0, _) => Number::Many,
        _ => Number::Any,
    }
}

fn harm_role(word: &str) -> Option<HarmRole> {
    Some(match word {
        "verb" => HarmRole::Verb,
        "base" => HarmRole::Base,
        "ing" => HarmRole::Ing,
        "intr" => HarmRole::Intr,
        "act" => HarmRole::Act,
        "state" => HarmRole::State,
        "adj" => HarmRole::Adj,
        "part" => HarmRole::Part,
        "against" => HarmRole::Against,
        "body" => HarmRole::Body,
        "toll" => HarmRole::Toll,
        "past" => HarmRole::Past,
        "over" => HarmRole::Over,
        "light" => HarmRole::Light,
        "treat" => HarmRole::Treat,
        "with" => HarmRole::With,
        "grab" => HarmRole::Grab,
        "about" => HarmRole::About,
        "term" => HarmRole::Term,
        "lose" => HarmRole::Lose,
        "hit" => HarmRole::Hit,
        "life" => HarmRole::Life,
        _ => return None,
    })
}

fn period(word: &str) -> Option<Period> {
    Some(match word {
        "day" => Period::Day,
        "week" => Period::Week,
        "month" => Period::Month,
        "year" => Period::Year,
        _ => return None,
    })
}

fn num_role(word: &str) -> Option<NumRole> {
    Some(match word {
        "unit" => NumRole::Unit,
        "tens" => NumRole::Tens,
        "hundreds" => NumRole::Hundreds,
        "scale" => NumRole::Scale,
        "alone" => NumRole::Alone,
        "lot" => NumRole::Lot,
        "round" => NumRole::Round,
        _ => return None,
    })
}

fn grammatical(word: &str) -> Option<Number> {
    Some(match word {
        "one" => Number::One,
        "many" => Number::Many,
        "any" => Number::Any,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_shipped_data_is_read() {
        for code in ["en", "ru", "tg", "fa"] {
            let lexicon = Lexicon::of(code).unwrap();
            assert!(lexicon.problems.is_empty(), "{code}: {:#?}", lexicon.problems);
            assert_eq!(lexicon.language.code, code);
        }
        let lexicon = Lexicon::of("en").unwrap();
        assert!(lexicon.senses.len() > 300 && !lexicon.rules.is_empty());
    }
}
