//! Ages as years of birth. An age is of some day: of death where that is given; else of the day on which its list was made, which the
//! list's other rows tell, those with an age and a year of birth, or with a day of death.

use std::collections::BTreeMap;

use crate::date::When;

/// What the rows of all lists say of their ages.
#[derive(Debug, Default)]
pub(crate) struct Ages {
    lists: Vec<Years>,
    /// Records whose birth only an age tells, and their list.
    open: Vec<(usize, Aged)>,
    closed: Vec<(usize, When)>,
}

/// A record, and the age that it gives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aged {
    pub(crate) record: usize,
    pub(crate) age: Option<u8>,
}

/// Years in which a list's people had the ages that it gives: of deaths, and of birth and age together. How many rows say each.
#[derive(Debug, Default)]
struct Years {
    deaths: BTreeMap<u16, usize>,
    sums: BTreeMap<u16, usize>,
}

/// Ages of no known year are counted back from here: far from any year that a list has.
const NO_YEAR: u16 = 1400;

impl Ages {
    /// How many lists there are so far.
    pub(crate) fn lists(&self) -> usize {
        self.lists.len()
    }

    /// Takes a row.
    pub(crate) fn add(&mut self, list: usize, row: Aged, born: When, died: When) {
        while self.lists.len() <= list {
            self.lists.push(Years::default());
        }
        let years = &mut self.lists[list];
        if !died.is_unknown() {
            *years.deaths.entry(died.year).or_default() += 1;
        }
        match row.age {
            Some(age) if born.is_unknown() && died.is_unknown() => {
                self.open.push((list, Aged { age: Some(age), ..row }));
            }
            Some(age) if born.is_unknown() => self.closed.push((row.record, before(died.year, age, 0))),
            Some(age) if born.span == 0 => *years.sums.entry(born.year + u16::from(age)).or_default() += 1,
            _ => {}
        }
    }

    /// Record, birth, and whether the day that its age is of was only supposed.
    pub(crate) fn births(&self) -> impl Iterator<Item = (usize, When, bool)> + '_ {
        let all = self.lists.iter().fold(Years::default(), |mut all, years| {
            let add = |to: &mut BTreeMap<u16, usize>, from: &BTreeMap<u16, usize>| {
                from.iter().for_each(|(year, rows)| *to.entry(*year).or_default() += rows);
            };
            add(&mut all.deaths, &years.deaths);
            add(&mut all.sums, &years.sums);
            all
        });
        let anywhere = all.when();
        let open = self.open.iter().map(move |(list, row)| {
            let age = row.age.unwrap_or(0);
            match (self.lists[*list].when(), anywhere) {
                (Some(year), _) => (row.record, before(year, age, 0), false),
                (None, Some(year)) => (row.record, before(year, age, 1), true),
                (None, None) => (row.record, before(NO_YEAR, age, 1), true),
            }
        });
        self.closed.iter().map(|(record, when)| (*record, *when, false)).chain(open)
    }
}

impl Years {
    /// The year in which the ages hold: the middle one of what the rows say.
    fn when(&self) -> Option<u16> {
        middle(&self.sums).or_else(|| middle(&self.deaths))
    }
}

fn middle(years: &BTreeMap<u16, usize>) -> Option<u16> {
    let all: usize = years.values().sum();
    let mut seen = 0;
    years.iter().find_map(|(year, rows)| {
        seen += rows;
        (2 * seen >= all).then_some(*year)
    })
}

/// Born so many years before, `slack` years more or less.
fn before(year: u16, age: u8, slack: u8) -> When {
    When::years(year.saturating_sub(u16::from(age) + 1 + u16::from(slack)), 1 + 2 * slack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_tells_when_its_ages_held() {
        let aged = |record, age| Aged { record, age: Some(age) };
        let mut ages = Ages::default();
        ages.add(0, aged(0, 40), When::default(), When::default());
        ages.add(0, aged(1, 30), When::day(1988, 5, 2), When::default());
        ages.add(1, aged(2, 40), When::default(), When::default());
        ages.add(1, aged(3, 20), When::default(), When::day(2010, 1, 1));
        let births: Vec<_> = ages.births().collect();
        assert_eq!(
            births,
            [
                (3, When::years(1989, 1), false),
                (0, When::years(1977, 1), false),
                (2, When::years(1969, 1), false)
            ]
        );
    }

    #[test]
    fn without_a_year_ages_are_compared_with_ages() {
        let mut ages = Ages::default();
        ages.add(0, Aged { record: 0, age: Some(40) }, When::default(), When::default());
        assert!(ages.births().all(|(_, _, relative)| relative));
    }
}
