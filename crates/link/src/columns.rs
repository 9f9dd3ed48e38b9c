//! Which column holds what: by its header, checked against its cells; by its cells where the header says nothing.

use crate::cell::{says_nothing, sex};
use crate::date::{DayOrder, When, age};
use crate::field::{Field, by_header};
use crate::sheet::{SheetError, key};

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Guess {
    /// Its header, or its number from 1 if the file has none.
    pub column: String,
    /// What it holds; `None` if it is not used.
    #[serde(serialize_with = "field_name")]
    pub field: Option<Field>,
    /// How that is known: `map`, `header`, `content`, or nothing.
    pub by: &'static str,
}

fn field_name<S: serde::Serializer>(field: &Option<Field>, to: S) -> Result<S::Ok, S::Error> {
    match field {
        Some(field) => to.serialize_some(field.name()),
        None => to.serialize_none(),
    }
}

type Guessed = (Vec<Guess>, bool, Vec<String>);

/// Guesses from the first line and the lines after it. Also says whether the first line is no header, and what a person should
/// know.
pub(crate) fn guess(
    first: &[String],
    others: &[Vec<String>],
    mapping: &[(String, Option<Field>)],
) -> Result<Guessed, SheetError> {
    let mut notes = Vec::new();
    let headers: Vec<String> = first.iter().map(|header| key(header)).collect();
    let known = headers.iter().filter(|header| by_header(header).is_some()).count();
    let headless = known == 0 && mapping.is_empty() && first.iter().any(|cell| is_data(cell));
    let width = first.len();
    let names: Vec<String> = if headless {
        notes
            .push("the first line is no header and is read as a row; columns are numbered from 1".to_owned());
        (1..=width).map(|at| at.to_string()).collect()
    } else {
        first.to_vec()
    };
    let rows: Vec<&[String]> =
        headless.then_some(first).into_iter().chain(others.iter().map(Vec::as_slice)).collect();
    let columns: Vec<Kinds> = (0..width).map(|at| Kinds::of(&rows, at)).collect();
    let mut guesses: Vec<Guess> =
        names.iter().map(|name| Guess { column: name.clone(), field: None, by: "" }).collect();
    apply(mapping, &mut guesses, &headers)?;
    if !headless {
        take_headers(&headers, &columns, &mut guesses, &mut notes);
    }
    take_content(&columns, &mut guesses);
    if !guesses.iter().any(|guess| guess.field.is_some_and(Field::is_name)) {
        return Err(SheetError::NoName(names.join(", ")));
    }
    if let Some(id) = guesses.iter_mut().find(|guess| guess.field == Some(Field::Id) && guess.by != "map") {
        notes.push(format!(
            "records are named by their row; --map {}=id names them by that column",
            id.column
        ));
        id.field = None;
    }
    Ok((guesses, headless, notes))
}

/// What was asked for, by the header as it stands or in any writing of it, or by number.
fn apply(
    mapping: &[(String, Option<Field>)],
    guesses: &mut [Guess],
    headers: &[String],
) -> Result<(), SheetError> {
    for (column, field) in mapping {
        let exact = guesses.iter().position(|guess| guess.column == *column);
        let found = exact.or_else(|| headers.iter().position(|header| *header == key(column)));
        let Some(at) = found else {
            let all: Vec<&str> = guesses.iter().map(|guess| guess.column.as_str()).collect();
            return Err(SheetError::NoColumn(column.clone(), all.join(", ")));
        };
        guesses[at].field = *field;
        guesses[at].by = "map";
    }
    Ok(())
}

fn take_headers(headers: &[String], columns: &[Kinds], guesses: &mut [Guess], notes: &mut Vec<String>) {
    let mut wishes: Vec<(u8, usize, Field)> = headers
        .iter()
        .enumerate()
        .filter_map(|(at, header)| by_header(header).map(|(field, sure)| (sure, at, field)))
        .collect();
    wishes.sort_by_key(|(sure, at, _)| (std::cmp::Reverse(*sure), *at));
    for (_, at, field) in wishes {
        let several = matches!(field, Field::Place);
        let room = if several { MOST_PLACES } else { 1 };
        let taken = guesses.iter().filter(|guess| guess.field == Some(field)).count();
        if guesses[at].by == "map" || taken >= room {
            continue;
        }
        let field = columns[at].fitting(field);
        match field {
            Some(field) => (guesses[at].field, guesses[at].by) = (Some(field), "header"),
            None => {
                notes.push(format!(
                    "column {} does not hold what its header says and is not used",
                    guesses[at].column
                ));
            }
        }
    }
    // A column "name" beside a surname holds the given name.
    let has = |guesses: &[Guess], field| guesses.iter().any(|guess| guess.field == Some(field));
    if has(guesses, Field::Surname) && !has(guesses, Field::Given) {
        let name = guesses
            .iter()
            .enumerate()
            .find(|(at, guess)| {
                guess.field == Some(Field::Name) && guess.by == "header" && columns[*at].words < 1.6
            })
            .map(|(at, _)| at);
        if let Some(at) = name {
            guesses[at].field = Some(Field::Given);
        }
    }
    // A column "given name" that stands alone and has several words in most cells is the whole name.
    let alone = guesses.iter().filter(|guess| guess.field.is_some_and(Field::is_name)).count() == 1;
    if let Some(at) =
        guesses.iter().position(|guess| guess.field == Some(Field::Given) && guess.by == "header")
        && alone
        && columns[at].words > 1.6
    {
        guesses[at].field = Some(Field::Name);
    }
}

/// How many columns of places are compared.
pub(crate) const MOST_PLACES: usize = 6;

fn take_content(columns: &[Kinds], guesses: &mut [Guess]) {
    let free = |guesses: &[Guess], at: usize| guesses[at].field.is_none() && guesses[at].by.is_empty();
    let has = |guesses: &[Guess], field: Field| guesses.iter().any(|guess| guess.field == Some(field));
    let set = |guesses: &mut [Guess], at: usize, field| {
        guesses[at].field = Some(field);
        guesses[at].by = "content";
    };
    // Only words that no header explains away: a column "reporter" is not searched for victims.
    let silent: Vec<usize> = (0..columns.len())
        .filter(|at| free(guesses, *at) && by_header(&key(&guesses[*at].column)).is_none())
        .collect();
    if guesses.iter().any(|guess| guess.field.is_some_and(Field::is_name)) {
        return;
    }
    let names: Vec<usize> =
        silent.iter().copied().filter(|at| columns[*at].names > 0.8 && columns[*at].spread > 0.2).collect();
    let whole = names.iter().copied().find(|at| columns[*at].words >= 1.8);
    match (whole, names.as_slice()) {
        (Some(at), _) | (None, &[at]) => set(guesses, at, Field::Name),
        (None, [given, surname]) => {
            set(guesses, *given, Field::Given);
            set(guesses, *surname, Field::Surname);
        }
        (None, [given, father, surname, ..]) => {
            set(guesses, *given, Field::Given);
            set(guesses, *father, Field::Father);
            set(guesses, *surname, Field::Surname);
        }
        (None, []) => {}
    }
    for at in silent {
        if !free(guesses, at) {
            continue;
        }
        let kinds = &columns[at];
        if kinds.sexes > 0.9 && !has(guesses, Field::Sex) {
            set(guesses, at, Field::Sex);
        } else if kinds.days > 0.8 && kinds.years > 12 && !has(guesses, Field::BirthDate) {
            set(guesses, at, Field::BirthDate);
        } else if kinds.days > 0.8 && kinds.years <= 12 && !has(guesses, Field::DeathDate) {
            set(guesses, at, Field::DeathDate);
        } else if kinds.dates > 0.9
            && kinds.years > 12
            && !has(guesses, Field::BirthYear)
            && !has(guesses, Field::BirthDate)
        {
            set(guesses, at, Field::BirthYear);
        }
    }
}

/// Whether a cell can only be data and no header.
fn is_data(cell: &str) -> bool {
    When::parse(cell, DayOrder::DayFirst).is_some()
        || (!cell.is_empty() && cell.chars().all(|c| c.is_numeric()))
        || sex(cell).is_some()
}

/// What the cells of a column look like; shares are of the cells that say something.
#[derive(Debug, Default)]
struct Kinds {
    filled: usize,
    /// Share that reads as a date or year, as a whole day, as an age, as a sex.
    dates: f64,
    days: f64,
    ages: f64,
    sexes: f64,
    /// Share of words in letters without digits.
    names: f64,
    /// Words in a cell, on average.
    words: f64,
    /// Distinct cells for each cell.
    spread: f64,
    /// Distinct years among the dates.
    years: usize,
}

impl Kinds {
    fn of(rows: &[&[String]], at: usize) -> Kinds {
        let cells: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.get(at).map(String::as_str))
            .filter(|cell| !says_nothing(cell) || sex(cell).is_some() || cell.chars().any(|c| c.is_numeric()))
            .collect();
        let filled = cells.len();
        let share = |test: &dyn Fn(&str) -> bool| {
            cells.iter().filter(|cell| test(cell)).count() as f64 / filled.max(1) as f64
        };
        let dates: Vec<When> =
            cells.iter().filter_map(|cell| When::parse(cell, DayOrder::DayFirst)).collect();
        let distinct = |mut all: Vec<&str>| {
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        let mut years: Vec<u16> = dates.iter().map(|date| date.year).collect();
        years.sort_unstable();
        years.dedup();
        Kinds {
            filled,
            dates: dates.len() as f64 / filled.max(1) as f64,
            days: dates.iter().filter(|date| date.is_day()).count() as f64 / filled.max(1) as f64,
            ages: share(&|cell| age(cell).is_some()),
            sexes: share(&|cell| sex(cell).is_some()),
            names: share(&|cell| {
                !cell.chars().any(char::is_numeric) && cell.chars().any(char::is_alphabetic)
            }),
            words: cells.iter().map(|cell| cell.split_whitespace().count()).sum::<usize>() as f64
                / filled.max(1) as f64,
            spread: distinct(cells) as f64 / filled.max(1) as f64,
            years: years.len(),
        }
    }

    /// The field that the header names, if the cells are of that kind; a near one if they are of that.
    fn fitting(&self, field: Field) -> Option<Field> {
        const MOST_LISTS: f64 = 200.0;
        // nothing in the first rows speaks against it
        if self.filled == 0 {
            return Some(field);
        }
        let fits = match field {
            Field::BirthDate if self.dates < 0.3 && self.ages > 0.7 => return Some(Field::Age),
            Field::BirthDate | Field::DeathDate | Field::BirthYear => self.dates > 0.3,
            Field::Age if self.ages < 0.3 && self.dates > 0.7 => return Some(Field::BirthYear),
            Field::Age => self.ages > 0.3,
            Field::Sex => self.sexes > 0.3,
            Field::List => {
                self.spread * self.filled as f64 <= MOST_LISTS && (self.spread < 0.5 || self.filled < 20)
            }
            field if field.is_name() => self.names > 0.3,
            _ => true,
        };
        fits.then_some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, lines: &[&str], expected: &[(&str, Option<Field>)]) {
        let rows: Vec<Vec<String>> =
            lines.iter().map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect()).collect();
        let (guesses, ..) = guess(&rows[0], &rows[1..], &[]).unwrap();
        let found: Vec<(&str, Option<Field>)> =
            guesses.iter().map(|guess| (guess.column.as_str(), guess.field)).collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn columns_by_header_and_content() {
        use Field::*;
        check(
            "a list in English",
            &[
                "No,Name,Age,Sex,Date,Town",
                "1,Salim Karimov,34,m,2018-11-07,Khujand",
                "2,Zarina Aminova,20,f,2018-11-07,Isfara",
            ],
            &[
                ("No", None),
                ("Name", Some(Name)),
                ("Age", Some(Age)),
                ("Sex", Some(Sex)),
                ("Date", Some(DeathDate)),
                ("Town", Some(Place)),
            ],
        );
        check(
            "name beside surname",
            &["name,surname,born", "Salim,Karimov,1980", "Zarina,Aminova,1991"],
            &[("name", Some(Given)), ("surname", Some(Surname)), ("born", Some(BirthDate))],
        );
        check(
            "headers that lie",
            &["Имя,Возраст,Список", "Салим Каримов,1980,А", "Зарина Аминова,1991,Б"],
            &[("Имя", Some(Name)), ("Возраст", Some(BirthYear)), ("Список", Some(List))],
        );
        check(
            "no header",
            &["Salim Karimov,07.11.1980,m", "Zarina Aminova,12.03.1991,f"],
            &[("1", Some(Name)), ("2", Some(DeathDate)), ("3", Some(Sex))],
        );
    }

    #[test]
    fn without_a_name_there_is_nothing_to_link() {
        let rows = [vec!["colour".to_owned()], vec!["1".to_owned()]];
        assert!(matches!(guess(&rows[0], &rows[1..], &[]), Err(SheetError::NoName(_))));
    }
}
