//! What a cell says when it is neither a name nor a date: the sex, or that nothing is known.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::digits::plain;

/// Sex as lists write it. `None` if it is not said or not understood.
pub(crate) fn sex(text: &str) -> Option<Sex> {
    let text = plain(text);
    let word = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is = |words: &[&str]| words.contains(&word);
    if is(&[
        "m",
        "male",
        "man",
        "boy",
        "м",
        "муж",
        "мужской",
        "мужчина",
        "мард",
        "мардона",
        "писар",
        "ذکر",
        "مرد",
        "مذکر",
        "رجل",
        "پسر",
        "homme",
        "h",
        "masculin",
        "hombre",
    ]) {
        Some(Sex::Male)
    } else if is(&[
        "f",
        "female",
        "woman",
        "girl",
        "ж",
        "жен",
        "женский",
        "женщина",
        "зан",
        "занона",
        "духтар",
        "انثی",
        "انثا",
        "زن",
        "مونث",
        "دختر",
        "امراه",
        "femme",
        "féminin",
        "feminin",
        "mujer",
        "w",
    ]) {
        Some(Sex::Female)
    } else {
        None
    }
}

/// What sex a person has according to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    Male,
    Female,
}

/// Whether a cell only says that nothing is known, in whichever words: such a cell is empty, and is no sign of sameness.
pub(crate) fn says_nothing(text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    let text = plain(text);
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    words.retain(|word| !word.chars().all(|c| c.is_ascii_digit()));
    if words.is_empty() {
        return !text.chars().any(char::is_alphanumeric);
    }
    let known = |word: &&str| NOTHING_SET.contains(word) || FILLERS.contains(word);
    words.iter().any(|word| NOTHING_SET.contains(word)) && words.iter().all(known)
        || words.iter().all(|word| word.chars().all(|c| matches!(c, 'x' | 'х' | '×')))
        || PHRASES.contains(&words.join(" ").as_str())
}

static NOTHING_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| NOTHING.iter().copied().collect());

const NOTHING: &[&str] = &[
    "unknown",
    "unk",
    "unnamed",
    "unidentified",
    "anonymous",
    "none",
    "null",
    "nil",
    "nan",
    "na",
    "undisclosed",
    "withheld",
    "unspecified",
    "nn",
    "неизвестно",
    "неизвестный",
    "неизвестная",
    "неизвестен",
    "неизвестна",
    "неизв",
    "неопознан",
    "неопознанный",
    "неопознанная",
    "безымянный",
    "аноним",
    "нет",
    "отсутствует",
    "номаълум",
    "номаълума",
    "ношинос",
    "беном",
    "шинохтанашуда",
    "مجهول",
    "مجهوله",
    "ناشناس",
    "نامعلوم",
    "نامشخص",
    "گمنام",
    "بینام",
    "inconnu",
    "inconnue",
    "desconocido",
    "desconocida",
];

/// Words that stand beside them.
const FILLERS: &[&str] = &[
    "name",
    "names",
    "person",
    "man",
    "woman",
    "male",
    "female",
    "boy",
    "girl",
    "child",
    "baby",
    "infant",
    "body",
    "civilian",
    "victim",
    "victims",
    "not",
    "no",
    "the",
    "of",
    "a",
    "yet",
    "имя",
    "фамилия",
    "личность",
    "мужчина",
    "женщина",
    "ребенок",
    "тело",
    "труп",
    "не",
    "установлено",
    "данных",
    "лицо",
    "ном",
    "насаб",
    "шахс",
    "шахси",
    "мард",
    "зан",
    "кӯдак",
    "ҷасад",
    "نام",
    "هویت",
    "شخص",
    "الهویه",
    "اسم",
    "الاسم",
    "مرد",
    "زن",
    "کودک",
    "جسد",
    "رجل",
    "امراه",
    "طفل",
    "طفله",
    "جثه",
    "غیر",
];

const PHRASES: &[&str] = &[
    "n a",
    "n n",
    "not known",
    "not available",
    "no name",
    "no data",
    "not identified",
    "name unknown",
    "not stated",
    "tbd",
    "jane doe",
    "john doe",
    "baby",
    "child",
    "infant",
    "нет данных",
    "н д",
    "не известно",
    "не установлено",
    "не установлен",
    "не указано",
    "не указан",
    "без имени",
    "ном нест",
    "маълум нест",
    "маълумот нест",
    "номи номаълум",
    "غیر معروف",
    "غیر معروفه",
    "لا یوجد",
    "بدون اسم",
    "بی نام",
    "بدون نام",
    "مشخص نیست",
    "معلوم نیست",
    "طفل",
    "طفله",
    "ребенок",
    "кӯдак",
    "کودک",
    "نوزاد",
    "رضیع",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_say_nothing() {
        for text in [
            "",
            "-",
            "—",
            "?",
            "???",
            "N/A",
            "n.a.",
            "unknown",
            "Unknown 12",
            "UNKNOWN MALE",
            "no name",
            "unidentified body",
            "ном номаълум",
            "Номаълум",
            "неизвестно",
            "Неизвестный мужчина",
            "не установлено",
            "н/д",
            "مجهول",
            "مجهول الهوية",
            "ناشناس",
            "نامعلوم",
            "XXX",
            "غير معروف",
            ".",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in
            ["Ali", "Али", "علی", "Nil Armstrongov", "Unknownov", "Noor", "Nan Karimova", "Majhul Karim"]
        {
            assert!(!says_nothing(text), "{text}");
        }
    }

    #[test]
    fn sexes() {
        let rows = [
            ("M", Some(Sex::Male)),
            ("жен.", Some(Sex::Female)),
            ("مرد", Some(Sex::Male)),
            ("أنثى", Some(Sex::Female)),
            ("?", None),
        ];
        for (text, expected) in rows {
            assert_eq!(sex(text), expected, "{text}");
        }
    }
}
