//! Tables of list overlaps that were published, each with its citation on top of the file.

use sanad_estimate::{Table, table_from_csv};

macro_rules! published {
    ($($name:literal)*) => {
        const TABLES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../data/", $name, ".csv")))),*];
    };
}

published! {
    "artificial_3" "hiv_rome_4" "kosovo_1999" "madigan_york_3" "madigan_york_5" "mailing_lists_4" "netherlands_trafficking_5"
    "netherlands_trafficking_6" "new_orleans_5" "new_orleans_8" "uk_slavery_2013" "uk_slavery_2013_5" "western_us_5"
}

/// The table of that name.
pub(crate) fn table(name: &str) -> Table {
    let (_, text) = TABLES.iter().find(|(known, _)| *known == name).unwrap();
    table_from_csv(text).unwrap()
}

#[test]
fn the_published_totals_are_read() {
    let totals = TABLES.iter().map(|(name, _)| (*name, table(name).observed())).collect::<Vec<_>>();
    assert!(
        totals.contains(&("kosovo_1999", 4400)) && totals.contains(&("uk_slavery_2013", 2744)),
        "{totals:?}"
    );
    assert!(
        totals.contains(&("netherlands_trafficking_6", 8234)) && totals.contains(&("new_orleans_8", 185)),
        "{totals:?}"
    );
}
