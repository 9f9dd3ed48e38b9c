//! Inflection in the data: a stem with a mark for its endings stands for all its forms.
//!
//! `paradigm m<TAB>-,а,у,а,ом,е / ы,ов,ам,ов,ами,ах` gives endings for singular and plural, each in the order
//! nominative, genitive, dative, accusative, instrumental, prepositional; `солдат~m` is then twelve forms, and each
//! knows the places of the table it fills. Words of one form agree: `мирн~adj жител~mj` is a form per place. Braces
//! list words in one place: `колонии {строгого,общего} режима`.

use std::collections::BTreeMap;

/// The places of a form in its table: bits 0–5 the cases of the singular, bits 6–11 those of the plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Places(u16);

/// Cases, one bit each, whatever the number.
pub(crate) type Cases = u16;

/// The case of the subject.
pub(crate) const NOMINATIVE: Cases = 1;
/// The case of belonging, and of what is counted.
pub(crate) const GENITIVE: Cases = 1 << 1;
/// The case of the one to whom.
pub(crate) const DATIVE: Cases = 1 << 2;
/// The case of the object.
pub(crate) const ACCUSATIVE: Cases = 1 << 3;
/// The case of the one by whom.
pub(crate) const INSTRUMENTAL: Cases = 1 << 4;
/// All cases: what the data does not tell apart.
pub(crate) const ANY_CASE: Cases = 0b11_1111;

const CASES: usize = 6;

impl Places {
    /// The places of both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The cases it may stand in.
    pub(crate) fn cases(self) -> Cases {
        self.singular() | self.plural()
    }

    /// The cases in which it is a singular.
    pub(crate) fn singular(self) -> Cases {
        self.0 & ANY_CASE
    }

    /// The cases in which it is a plural.
    pub(crate) fn plural(self) -> Cases {
        (self.0 >> CASES) & ANY_CASE
    }
}

/// The endings of each place.
type Table = [Vec<String>; CASES * 2];

/// The tables of endings of one language.
#[derive(Debug, Default)]
pub(crate) struct Paradigms(BTreeMap<String, Table>);

impl Paradigms {
    /// Reads `paradigm NAME<TAB>endings` lines; what cannot be read goes to `problems`.
    pub(crate) fn read(file: &str, problems: &mut Vec<String>) -> Self {
        let mut out = Self::default();
        for line in file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let named = line.strip_prefix("paradigm ").and_then(|l| l.split_once('\t'));
            match named.and_then(|(name, endings)| Some((name, table(endings)?))) {
                Some((name, table)) if !out.0.contains_key(name) => {
                    out.0.insert(name.to_owned(), table);
                }
                _ => problems.push(line.to_owned()),
            }
        }
        out
    }

    /// The forms that an entry of the data stands for, each with its places; no places where it has no mark. `None`
    /// where a mark is unknown.
    pub(crate) fn forms(&self, entry: &str) -> Option<Vec<(String, Option<Places>)>> {
        let mut out = Vec::new();
        for entry in alternatives(entry) {
            if entry.contains('~') {
                let words: Option<Vec<_>> = entry.split_whitespace().map(|w| self.word(w)).collect();
                out.extend(agreeing(&words?).into_iter().map(|(form, places)| (form, Some(places))));
            } else {
                out.push((entry, None));
            }
        }
        Some(out)
    }

    fn word<'a>(&'a self, word: &'a str) -> Option<(&'a str, Option<&'a Table>)> {
        match word.split_once('~') {
            Some((stem, name)) => Some((stem, Some(self.0.get(name)?))),
            None => Some((word, None)),
        }
    }
}

/// The forms of several words in the same place of their tables, with all places that each form fills.
fn agreeing(words: &[(&str, Option<&Table>)]) -> BTreeMap<String, Places> {
    let mut out: BTreeMap<String, Places> = BTreeMap::new();
    for place in 0..CASES * 2 {
        let mut forms = vec![String::new()];
        for (stem, table) in words {
            let bare = [String::new()];
            let endings = table.map_or(bare.as_slice(), |t| t[place].as_slice());
            let gap = |form: &str| if form.is_empty() { "" } else { " " };
            forms = forms
                .iter()
                .flat_map(|f| endings.iter().map(move |end| format!("{f}{}{stem}{end}", gap(f))))
                .collect();
        }
        for form in forms {
            out.entry(form).or_insert(Places(0)).0 |= 1 << place;
        }
    }
    out
}

/// The entries that braces stand for.
fn alternatives(entry: &str) -> Vec<String> {
    let Some((before, rest)) = entry.split_once('{') else { return vec![entry.trim().to_owned()] };
    let Some((list, after)) = rest.split_once('}') else { return vec![entry.trim().to_owned()] };
    list.split(',').flat_map(|one| alternatives(&format!("{before}{one}{after}"))).collect()
}

fn table(endings: &str) -> Option<Table> {
    let (singular, plural) = endings.split_once('/')?;
    let mut out = Table::default();
    for (number, half) in [singular, plural].into_iter().enumerate() {
        let cells: Vec<&str> = half.trim().split(',').collect();
        if half.trim().is_empty() {
            continue;
        }
        if cells.len() != CASES {
            return None;
        }
        for (case, cell) in cells.iter().enumerate() {
            let ending = |e: &str| if e == "-" { String::new() } else { e.to_owned() };
            out[number * CASES + case] = cell.split('+').filter(|e| !e.is_empty()).map(ending).collect();
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paradigms() -> Paradigms {
        let mut problems = Vec::new();
        let file = "paradigm m\t-,а,у,а,ом,е / ы,ов,ам,ов,ами,ах\nparadigm a\tый,ого,ому,ого,ым,ом / ые,ых,ым,ых,ыми,ых\nbad";
        let out = Paradigms::read(file, &mut problems);
        assert_eq!(problems, ["bad"]);
        out
    }

    #[test]
    fn an_entry_stands_for_all_its_forms() {
        let words = |entry: &str| {
            let forms = paradigms().forms(entry).unwrap();
            forms.into_iter().map(|(f, _)| f).collect::<Vec<_>>().join(" | ")
        };
        assert_eq!(words("около"), "около");
        assert_eq!(words("{при,за} доме"), "при доме | за доме");
        assert_eq!(
            words("юн~a солдат~m"),
            "юного солдата | юном солдате | юному солдату | юные солдаты | юный солдат | юным солдатам | юным солдатом | юными солдатами | юных солдатах | юных солдатов"
        );
        assert!(paradigms().forms("дом~none").is_none());
    }

    #[test]
    fn a_form_knows_its_places() {
        let forms = paradigms().forms("солдат~m").unwrap();
        let of = |form: &str| forms.iter().find(|(f, _)| f == form).and_then(|(_, p)| *p).unwrap();
        assert_eq!(of("солдата").singular(), GENITIVE | ACCUSATIVE);
        assert_eq!(of("солдата").plural(), 0);
        assert_eq!(of("солдатами").cases(), INSTRUMENTAL);
        assert_eq!(of("солдат").cases(), NOMINATIVE);
    }
}
