//! Tables: what is held, what is refused, and with which line.

use sanad_estimate::{Cell, Table, TableError, strata_from_csv, table_from_csv};

fn names(names: &str) -> Vec<String> {
    names.chars().map(String::from).collect()
}

#[test]
fn rows_with_one_pattern_are_summed_and_zero_counts_say_nothing() {
    let table = Table::new(names("AB"), [(3, 1), (1, 5), (3, 2), (2, 0)]).unwrap();
    assert_eq!(table.cells(), [Cell { pattern: 1, count: 5 }, Cell { pattern: 3, count: 3 }]);
    assert_eq!(
        (table.observed(), table.on_all(1), table.on_all(2), table.exactly(2), table.exactly(3)),
        (8, 8, 3, 0, 3)
    );
}

#[test]
fn what_cannot_be_held_is_refused() {
    assert_eq!(Table::new(names("AB"), [(0, 1)]), Err(TableError::OnNoList));
    assert_eq!(Table::new(names("AB"), [(4, 1)]), Err(TableError::NoSuchList));
    assert_eq!(Table::new(names("AA"), [(1, 1)]), Err(TableError::SameName("A".into())));
    assert_eq!(Table::new(names("AB"), [(1, u64::MAX), (2, 1)]), Err(TableError::TooManyPeople));
    assert_eq!(
        Table::new((0..31).map(|n| n.to_string()).collect(), [(1, 1)]),
        Err(TableError::TooManyLists(31))
    );
}

#[test]
fn empty_lists_are_dropped_and_identical_ones_merged() {
    // B is empty; C and D name the same people
    let table = Table::new(names("ABCD"), [(0b0001, 4), (0b1100, 2), (0b1101, 3)]).unwrap();
    let reduced = table.reduced();
    assert_eq!(reduced.dropped, ["B"]);
    assert_eq!(reduced.merged, [["C", "D"]]);
    assert_eq!(reduced.table, Table::new(vec!["A".into(), "C+D".into()], [(1, 4), (2, 2), (3, 3)]).unwrap());
    assert_eq!(table.without(0).observed(), 5);
}

#[test]
fn a_file_is_read_as_written() {
    let table = table_from_csv("\u{feff}# source: invented\nA,B,count\n1,0,5\n\n1,1,2\n1,1,1\n").unwrap();
    assert_eq!(table, Table::new(names("AB"), [(1, 5), (3, 3)]).unwrap());
    assert_eq!(table_from_csv("A,B,count\n").unwrap().observed(), 0);
}

#[test]
fn strata_are_tables_of_their_own() {
    let strata =
        strata_from_csv("A,where,B,count\n1,south,0,5\n1,north,1,2\n0,south,1,1\n", &["where".into()])
            .unwrap();
    let seen = strata
        .iter()
        .map(|stratum| (stratum.values[0].as_str(), stratum.table.observed()))
        .collect::<Vec<_>>();
    assert_eq!(seen, [("north", 2), ("south", 6)]);
}

#[test]
fn bad_input_says_where_and_what_was_expected() {
    let check = |text: &str, place: &str, says: &str| {
        let error = table_from_csv(text).unwrap_err().to_string();
        assert!(error.starts_with(place) && error.contains(says), "{text:?} gave {error:?}");
    };
    check("A,B,count\n1,0,5\n2,0,1\n", "line 3 (row 2)", "expected 0 or 1");
    check("# c\nA,B,count\n1,,5\n", "line 3 (row 1)", "expected 0 or 1");
    check("A,B,count\n1,0,-5\n", "line 2 (row 1)", "whole number");
    check("A,B,count\n1,0,1.5\n", "line 2 (row 1)", "whole number");
    check("A,B,count\n1,0,1e3\n", "line 2 (row 1)", "whole number");
    check("A,B,count\n1,0,\n", "line 2 (row 1)", "whole number");
    check("A,B,count\n1,0,99999999999999999999999\n", "line 2 (row 1)", "more than can be counted");
    check("A,B,count\n0,0,7\n", "line 2 (row 1)", "on no list");
    check("A,B,count\n1,0\n", "line 2 (row 1)", "2 fields");
    check("A,B,C\n1,0,1\n", "line 1", "no column `count`");
    check("count\n1\n", "line 1", "no list");
    check("A,A,count\n1,0,1\n", "line 1", "two columns");
    check("A,,count\n1,0,1\n", "line 1", "no name");
    check("", "line 1", "nothing to read");
    let error = strata_from_csv("A,B,count\n1,0,5\n", &["where".into()]).unwrap_err().to_string();
    assert!(error.contains("no column \"where\""), "{error}");
}
