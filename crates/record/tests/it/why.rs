//! Every number leads to passages.

use sanad_model::Kind;
use sanad_record::*;

use crate::khujand;

fn leaves(why: &Why, quotes: &mut Vec<String>) {
    assert!(!why.says.is_empty());
    for from in &why.from {
        match from {
            From::Statement(why) => {
                assert!(!why.from.is_empty(), "{} ends in nothing", why.id);
                leaves(why, quotes);
            }
            From::Passage { quote, .. } => quotes.push(quote.clone()),
        }
    }
}

#[test]
fn every_number_ends_in_quotes() {
    let toll = toll(&khujand::claims(), &[], &TollQuery { event: None, kind: Kind::Killed, as_of: None });
    let whole = why(&toll, "killed").unwrap();
    let mut quotes = Vec::new();
    leaves(&whole, &mut quotes);
    for row in toll.rows.iter().chain(&toll.without_number) {
        assert!(quotes.contains(&row.quote), "{}", row.name());
    }
    for bound in &toll.bounds {
        let mut quotes = Vec::new();
        leaves(&why(&toll, &bound.id).unwrap(), &mut quotes);
        assert_eq!(quotes.len(), bound.claims.len(), "{}", bound.id);
    }
}

#[test]
fn says_what_it_is() {
    let toll = toll(&khujand::claims(), &[], &TollQuery { event: None, kind: Kind::Killed, as_of: None });
    let rows = [
        (
            "reports/C018",
            "killed: 52 or more (at_least: 52), inmates and guards: officials in a state entity who showed a list (RFE/RL), 2018-11-13",
        ),
        (
            "reports/C021",
            "killed: 23 (exact: 23), inmates and guards: Foreign Minister (Sputnik), 2018-11-23; not counted: repeats reports/C020",
        ),
        (
            "reports/C002",
            "killed: 22 or more (at_least: 22), inmates and guards: sources close to local authorities (RFE/RL), 2018-11-08; not counted: replaced by reports/C008",
        ),
        ("killed/inmates and guards/highest_claim", "killed, inmates and guards: highest claim: 52 or more"),
        (
            "killed/inmates and guards/majority",
            "killed, inmates and guards: what most sources share: 25, by 4 of 11 independent sources",
        ),
        (
            "killed/inmates and guards/agreed",
            "killed, inmates and guards: the 11 independent sources agree on no number",
        ),
        (
            "killed/inmates and guards/class:unnamed_sources",
            "killed, inmates and guards: range of the class unnamed_sources: 22 to 27 or more",
        ),
    ];
    for (id, says) in rows {
        assert_eq!(why(&toll, id).unwrap().says, says);
    }
    let full = khujand::id("C001").to_string();
    assert_eq!(why(&toll, &full[..8]).unwrap().id, full);
    for nothing in ["", "c-", "reports/C999", "killed/nobody/agreed", "wounded"] {
        assert_eq!(why(&toll, nothing), None, "{nothing}");
    }
    let json = serde_json::to_value(why(&toll, &full)).unwrap();
    assert!(json["from"][0]["quote"].is_string() && json["from"][0]["index"].is_number());
}
