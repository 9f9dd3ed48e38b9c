//! Records as they are compared: each distinct word, place and number read once and named by a `u32`, a row of small numbers for a record.

use sanad_names::{Name, Role, Token};

use crate::ages::{Aged, Ages};
use crate::cell::{Sex, says_nothing, sex};
use crate::date::{DayOrder, When, age};
use crate::digits::plain;
use crate::field::Field;
use crate::interner::Interner;
use crate::sheet::{Column, Sheet};

/// Nothing is known.
pub(crate) const NONE: u32 = u32::MAX;

/// The names of a record as numbers of [`People::tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) given: u32,
    pub(crate) father: u32,
    /// A second given name, a grandfather: what has no place of its own.
    pub(crate) other: u32,
    pub(crate) family: u32,
}

/// When a person was born, as a day or a span of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Born {
    pub(crate) when: When,
    /// Only an age is known, and not on which day: that of other lists was taken, or, before [`AGES`], none.
    pub(crate) relative: bool,
}

impl Born {
    /// As far as it can be compared with another birth. Two ages without a day are taken to be of the same day.
    pub(crate) fn beside(self, other: Born) -> When {
        match (self.relative, other.relative) {
            (true, true) => When::years(self.when.year + 1, 1),
            (true, false) | (false, true) if self.when.year < AGES || other.when.year < AGES => {
                When::default()
            }
            _ => self.when,
        }
    }

    /// The year that is the likeliest; 0 if none is known.
    pub(crate) fn year(self) -> u16 {
        if self.when.is_unknown() { 0 } else { self.when.year + u16::from(self.when.span.div_ceil(2)) }
    }
}

/// Years before this one are no years of birth, but ages whose day nothing tells.
const AGES: u16 = 1500;

/// All records of all lists, field by field.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) names: Vec<Names>,
    /// Some list has whole names in one column: which word is whose is a guess.
    pub(crate) whole: bool,
    pub(crate) born: Vec<Born>,
    pub(crate) died: Vec<When>,
    pub(crate) sex: Vec<u8>,
    /// Numbers of [`People::place_words`], column by column.
    pub(crate) places: Vec<[u32; PLACES]>,
    pub(crate) documents: Vec<u32>,
    /// Which list a record is on, a number of `list_names`; [`NONE`] without one.
    pub(crate) lists: Vec<u32>,
    /// Which file it is from.
    pub(crate) files: Vec<u8>,
    /// The list, or the file where there are no lists but several files; empty if all is one list.
    pub(crate) sources: Vec<u32>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) place_words: Vec<Place>,
    pub(crate) document_words: Interner,
    pub(crate) list_names: Interner,
}

/// Places compared for a record.
pub(crate) const PLACES: usize = crate::columns::MOST_PLACES;

/// A place as it stands and as it sounds.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) text: String,
    pub(crate) latin: String,
    pub(crate) key: u64,
}

/// Reads sheets into people.
#[derive(Default)]
pub(crate) struct Reader {
    people: People,
    known: Interner,
    places: Interner,
    ages: Ages,
}

impl People {
    pub(crate) fn count(&self) -> usize {
        self.names.len()
    }

    /// The token of a number; `None` where nothing is known.
    pub(crate) fn token(&self, number: u32) -> Option<&Token> {
        self.tokens.get(number as usize)
    }
}

impl Reader {
    /// Adds all rows of a sheet as those of the next file.
    pub(crate) fn add(&mut self, sheet: &Sheet) {
        let file = self.people.files.last().map_or(0, |file| file + 1);
        let from = self.people.names.len();
        self.people.files.resize(from + sheet.rows, file);
        self.add_names(sheet);
        self.add_dates(sheet);
        self.add_rest(sheet);
    }

    pub(crate) fn done(mut self) -> People {
        for (record, when, relative) in self.ages.births() {
            self.people.born[record] = Born { when, relative };
        }
        self.people.sources = sources(&self.people);
        self.people
    }

    fn add_names(&mut self, sheet: &Sheet) {
        let from = self.people.names.len();
        let nothing = Names { given: NONE, father: NONE, other: NONE, family: NONE };
        self.people.names.resize(from + sheet.rows, nothing);
        // A whole name comes last: it fills what columns of its parts leave open.
        self.people.whole |= sheet.one(Field::Name).is_some();
        let order = [Field::Given, Field::Father, Field::Surname, Field::Grandfather, Field::Name];
        for field in order {
            for column in sheet.all(field) {
                let read: Vec<Names> = column.strings.iter().map(|text| self.names_of(text, field)).collect();
                for (row, cell) in column.cells.iter().enumerate() {
                    self.people.names[from + row].fill(read[*cell as usize]);
                }
            }
        }
    }

    fn names_of(&mut self, text: &str, field: Field) -> Names {
        let mut names = Names { given: NONE, father: NONE, other: NONE, family: NONE };
        if says_nothing(text) {
            return names;
        }
        let role = match field {
            Field::Given => Some(Role::Given),
            Field::Surname => Some(Role::Family),
            Field::Father | Field::Grandfather => Some(Role::Middle),
            _ => None,
        };
        let name = role.map_or_else(|| Name::parse(text), |role| Name::parse_as(text, role));
        let numbers: Vec<(Role, u32)> = name
            .content()
            .map(|token| (token.role, token.clone()))
            .map(|(role, token)| (role, self.token(token)))
            .collect();
        for (token_role, number) in numbers {
            let place = match (field, token_role) {
                (Field::Given, Role::Patronymic) if names.given != NONE => &mut names.father,
                (Field::Given, _) => &mut names.given,
                (Field::Surname, _) => &mut names.family,
                (Field::Father, _) => &mut names.father,
                (Field::Grandfather, _) => &mut names.other,
                (_, Role::Patronymic | Role::Middle) => &mut names.father,
                (_, Role::Family) => &mut names.family,
                _ => &mut names.given,
            };
            if *place == NONE {
                *place = number;
            } else if field == Field::Name && names.given == NONE {
                names.given = number;
            } else if names.other == NONE {
                names.other = number;
            }
        }
        names
    }

    fn token(&mut self, token: Token) -> u32 {
        let mark = if token.role == Role::Initial { "." } else { "" };
        let number = self.known.intern(&format!("{}{mark}", token.text));
        if number as usize == self.people.tokens.len() {
            self.people.tokens.push(token);
        }
        number
    }

    fn add_dates(&mut self, sheet: &Sheet) {
        let died = sheet.one(Field::DeathDate).map(dates);
        let born = sheet.one(Field::BirthDate).map(dates);
        let years = sheet.one(Field::BirthYear).map(dates);
        let ages: Option<(Vec<Option<u8>>, &Column)> =
            sheet.one(Field::Age).map(|column| (column.strings.iter().map(age).collect(), column));
        let lists = sheet.one(Field::List);
        let first = self.ages.lists();
        for row in 0..sheet.rows {
            let at = |column: &Option<(Vec<When>, &Column)>| {
                column.as_ref().map_or(When::default(), |(read, column)| read[column.cells[row] as usize])
            };
            let dead = at(&died);
            let mut when = at(&born);
            if when.is_unknown() {
                when = at(&years);
            }
            let list = first + lists.map_or(0, |column| column.cells[row] as usize);
            let age = ages.as_ref().and_then(|(read, column)| read[column.cells[row] as usize]);
            self.ages.add(list, Aged { record: self.people.born.len(), age }, when, dead);
            self.people.died.push(dead);
            self.people.born.push(Born { when, relative: false });
        }
    }

    fn add_rest(&mut self, sheet: &Sheet) {
        let sexes = sheet.one(Field::Sex).map(|column| {
            let read: Vec<u8> = column.strings.iter().map(|text| sex_code(sex(text))).collect();
            (read, column)
        });
        let places: Vec<(Vec<u32>, &Column)> = sheet
            .all(Field::Place)
            .take(PLACES)
            .map(|column| (column.strings.iter().map(|text| self.place(text)).collect(), column))
            .collect();
        let documents = sheet.one(Field::Document).map(|column| {
            let words = &mut self.people.document_words;
            let read: Vec<u32> = column.strings.iter().map(|text| document(text, words)).collect();
            (read, column)
        });
        let lists = sheet.one(Field::List).map(|column| {
            let names = &mut self.people.list_names;
            let read: Vec<u32> = column
                .strings
                .iter()
                .map(|text| if text.is_empty() { NONE } else { names.intern(text) })
                .collect();
            (read, column)
        });
        let number = |column: &Option<(Vec<u32>, &Column)>, row: usize| {
            column.as_ref().map_or(NONE, |(read, column)| read[column.cells[row] as usize])
        };
        for row in 0..sheet.rows {
            self.people.sex.push(sexes.as_ref().map_or(0, |(read, column)| read[column.cells[row] as usize]));
            let mut here = [NONE; PLACES];
            for (place, (read, column)) in here.iter_mut().zip(&places) {
                *place = read[column.cells[row] as usize];
            }
            self.people.places.push(here);
            self.people.documents.push(number(&documents, row));
            self.people.lists.push(number(&lists, row));
        }
    }

    fn place(&mut self, text: &str) -> u32 {
        if says_nothing(text) && !text.chars().any(char::is_alphanumeric) || text.is_empty() {
            return NONE;
        }
        let number = self.places.intern(&plain(text));
        if number as usize == self.people.place_words.len() {
            let name = Name::parse_as(text, Role::Word);
            let latin = if name.is_empty() { plain(text) } else { name.latin() };
            let key =
                if name.is_empty() { crate::interner::hash(latin.as_bytes()) } else { name.skeleton_key() };
            self.people.place_words.push(Place { text: text.to_owned(), latin, key });
        }
        number
    }
}

fn sources(people: &People) -> Vec<u32> {
    let sources: Vec<u32> = if people.list_names.len() > 1 {
        people.lists.clone()
    } else {
        people.files.iter().map(|file| u32::from(*file)).collect()
    };
    let several = sources.iter().any(|source| *source != sources[0]);
    if several { sources } else { Vec::new() }
}

impl Names {
    /// Takes what is open here and known there.
    fn fill(&mut self, more: Names) {
        for (here, there) in [
            (&mut self.given, more.given),
            (&mut self.father, more.father),
            (&mut self.other, more.other),
            (&mut self.family, more.family),
        ] {
            if *here == NONE {
                *here = there;
            }
        }
    }
}

fn dates(column: &Column) -> (Vec<When>, &Column) {
    let order = DayOrder::of(column.strings.iter());
    (column.strings.iter().map(|text| When::parse(text, order).unwrap_or_default()).collect(), column)
}

fn sex_code(sex: Option<Sex>) -> u8 {
    match sex {
        None => 0,
        Some(Sex::Male) => 1,
        Some(Sex::Female) => 2,
    }
}

/// Letters and digits of a document's number; one of a single repeated sign says nothing.
fn document(text: &str, words: &mut Interner) -> u32 {
    let text: String = plain(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let mut signs: Vec<char> = text.chars().collect();
    signs.dedup();
    if signs.len() < 2 || text.len() < 4 { NONE } else { words.intern(&text) }
}
