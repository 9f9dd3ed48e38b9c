//! The example case: the chronology in sentences says what the table says in rows.

use sanad_claims::{ImportAs, Mapping, import_table, proposals};
use sanad_model::CountMode;
use sanad_text::Lang;

const TABLE: &str = include_str!("../../../../examples/khujand-2018/reports.csv");
const CHRONOLOGY: &str = include_str!("../../../../examples/khujand-2018/chronology.md");

/// Rows that the chronology words otherwise on purpose: no figure is given, or a claim is disputed.
const WITHOUT_NUMBER: [&str; 2] = ["reports/C007", "reports/C027"];

#[test]
fn every_figure_of_the_table_is_found_in_the_chronology_with_its_mode_and_speaker() {
    let rows = import_table(TABLE, "reports", &Mapping::default(), ImportAs::Claims).claims;
    let found = proposals(CHRONOLOGY, Some(Lang::EN), None);
    for row in rows.iter().filter(|r| !WITHOUT_NUMBER.contains(&r.label.as_str())) {
        let (claim, part) = (&row.claim, row.reported.lineage.part_of.is_some());
        let hit = found.iter().any(|p| {
            let c = &p.claim;
            // In sentences a part of a floor is said plainly: "including two guards".
            let mode = c.count.mode() == claim.count.mode()
                || (part && c.count.mode() == CountMode::Exact && c.count.low() == claim.count.low());
            let number = part || c.count.bounds() == claim.count.bounds();
            let speaker = c.attribution.kind == claim.attribution.kind
                || matches!(row.label.as_str(), "reports/C021" | "reports/C025" | "reports/C026")
                || row.label.starts_with("reports/C021#")
                || row.label.starts_with("reports/C025#");
            c.kind == claim.kind && mode && number && speaker
        });
        assert!(hit, "{} {:?} {:?}", row.label, claim.count, claim.attribution);
    }
    let wrong: Vec<_> = found
        .iter()
        .filter(|p| p.claim.count.has_number())
        .filter(|p| {
            !rows.iter().any(|r| {
                r.claim.kind == p.claim.kind
                    && r.claim.count.low().or(r.claim.count.high())
                        == p.claim.count.low().or(p.claim.count.high())
            })
        })
        .collect();
    assert!(wrong.is_empty(), "figures that are in no row: {wrong:#?}");
}

#[test]
fn the_chronology_names_no_person_and_takes_no_date_of_a_report_for_that_of_the_event() {
    for p in proposals(CHRONOLOGY, Some(Lang::EN), None) {
        assert!(p.claim.victim.as_ref().is_none_or(|v| v.name.is_none()), "{p:?}");
        let first = p.claim.time.and_then(|t| t.first);
        assert!(first.is_none_or(|d| d.year() == 2018), "{first:?} {}", p.claim.quote);
    }
}
