//! A pair in words that a reviewer reads: what agrees, what differs, what is not known.

use std::borrow::Cow;

use crate::compare::{ALIKE, Comparer, Part, SAME, day, name, place, same_place};
use crate::date::When;
use crate::people::{NONE, Names, People};

/// Why a pair weighs what it weighs.
pub(crate) fn why(people: &People, comparer: &mut Comparer<'_>, a: usize, b: usize) -> String {
    let pattern = comparer.pattern(a, b);
    let (x, y) = (people.names[a], people.names[b]);
    let mut said: Vec<String> = Vec::new();
    if pattern.plain(Part::Given) == name::SWAPPED {
        let known = [(x.given, y.family), (x.family, y.given)];
        let both: Vec<String> = known
            .iter()
            .filter_map(|(a, b)| texts(people, *a, *b))
            .map(|(a, b)| equal(a, b).into_owned())
            .collect();
        said.push(format!("given and family name exchanged ({})", both.join(", ")));
    } else {
        said.extend(family(people, comparer, pattern.plain(Part::Family), (x, y)));
        said.extend(names(people, "given name", pattern.plain(Part::Given), (x.given, y.given)));
    }
    let moved = pattern.plain(Part::Family) == name::MOVED;
    let [(father, father_level), (other, other_level)] = comparer.fathers(x, y, moved);
    said.extend(names(people, "father's name", father_level, father));
    said.extend(names(people, "other name", other_level, other));
    let (x, y) = (people.born[a], people.born[b]);
    let (born, died) = ((x.beside(y), y.beside(x)), (people.died[a], people.died[b]));
    said.extend(days("born", pattern.plain(Part::Birth), born, x.relative && y.relative));
    said.extend(days("died", pattern.plain(Part::Death), died, false));
    said.extend(match pattern.plain(Part::Sex) {
        0 => None,
        SAME => Some("same sex".to_owned()),
        _ => Some("different sex".to_owned()),
    });
    said.extend(places(people, pattern.plain(Part::Place), a, b));
    said.extend(documents(people, pattern.plain(Part::Document), a, b));
    if said.is_empty() { "nothing to compare".to_owned() } else { said.join(", ") }
}

fn texts(people: &People, a: u32, b: u32) -> Option<(&str, &str)> {
    Some((&people.token(a)?.text, &people.token(b)?.text))
}

fn equal<'a>(a: &'a str, b: &str) -> Cow<'a, str> {
    if a == b { Cow::Borrowed(a) } else { Cow::Owned(format!("{a} = {b}")) }
}

fn family(people: &People, comparer: &mut Comparer<'_>, level: u8, (x, y): (Names, Names)) -> Option<String> {
    let moved = if level == name::MOVED { comparer.moved(x, y) } else { None };
    let Some(moved) = moved else { return names(people, "family name", level, (x.family, y.family)) };
    let (a, b) = texts(people, moved.family.0, moved.family.1)?;
    Some(format!("family name among the other names ({})", equal(a, b)))
}

fn names(people: &People, what: &str, level: u8, (a, b): (u32, u32)) -> Option<String> {
    let Some((x, y)) = texts(people, a, b) else {
        let one = people.token(a).or_else(|| people.token(b));
        return one.map(|token| format!("{what} missing on one side ({})", token.text));
    };
    Some(match level {
        name::EQUAL | name::SPELLING => format!("same {what} ({})", equal(x, y)),
        name::LETTER => format!("{what} one letter apart ({x}, {y})"),
        name::FORM => format!("{what} in another form ({x}, {y})"),
        name::NEAR => format!("{what} similar ({x}, {y})"),
        name::INITIAL => format!("{what}: initial fits ({x}, {y})"),
        name::FAINT => format!("{what} hardly similar ({x}, {y})"),
        _ => format!("different {what} ({x}, {y})"),
    })
}

fn days(what: &str, level: u8, (a, b): (When, When), relative: bool) -> Option<String> {
    let both =
        |a: When, b: When| if relative { String::new() } else { format!(" ({}, {})", told(a), told(b)) };
    Some(match level {
        0 if a.is_unknown() && b.is_unknown() => return None,
        0 => format!("day {what} not known on one side"),
        day::SAME => format!("{what} the same day ({})", told(a)),
        day::SLIP => format!("{what} on days one slip apart{}", both(a, b)),
        day::AS_KNOWN if relative => "of one age".to_owned(),
        day::AS_KNOWN => format!("{what} at the same time as far as known{}", both(a, b)),
        day::YEAR => format!("{what} in one year, on different days{}", both(a, b)),
        day::NEAR => format!("{what} one to three years apart{}", both(a, b)),
        day::DIFFERENT => format!("{what} some years apart{}", both(a, b)),
        _ => format!("{what} at different times{}", both(a, b)),
    })
}

fn told(when: When) -> String {
    match (when.month, when.day, when.span) {
        (0, _, 0) => when.year.to_string(),
        (0, _, span) => format!("{}–{}", when.year, when.year + u16::from(span)),
        (month, 0, _) => format!("{}-{month:02}", when.year),
        (month, day, _) => format!("{}-{month:02}-{day:02}", when.year),
    }
}

fn places(people: &People, level: u8, a: usize, b: usize) -> Option<String> {
    let pairs = people.places[a].iter().zip(&people.places[b]);
    let known = pairs.filter(|(x, y)| **x != NONE && **y != NONE);
    let agrees = |(x, y): &(&u32, &u32)| same_place(people, **x, **y);
    let text = |(x, y): (&u32, &u32)| {
        let of = |number: u32| people.place_words[number as usize].text.as_str();
        (of(*x), of(*y))
    };
    let same =
        || known.clone().find(agrees).map(text).map_or(String::new(), |(a, b)| format!(" ({})", equal(a, b)));
    match level {
        0 => None,
        place::ALL => Some(format!("same place{}", same())),
        place::MOST..=place::SOME => Some(format!("places agree in part{}", same())),
        _ => known.clone().next().map(text).map(|(a, b)| format!("different place ({a}, {b})")),
    }
}

fn documents(people: &People, level: u8, a: usize, b: usize) -> Option<String> {
    let of = |row: usize| people.document_words.get(people.documents[row]);
    match level {
        0 => None,
        SAME => Some(format!("same document number ({})", of(a))),
        ALIKE => Some(format!("document numbers one sign apart ({}, {})", of(a), of(b))),
        _ => Some("different document numbers".to_owned()),
    }
}
