//! One verdict a table: the rows of what may not be estimated, and what is said where it may.

use sanad_estimate::{Name, Options, Report, Table, Verdict, judge, strata_from_csv, table_from_csv, total};

use crate::published::table;

/// Without the sampler: what is refused is refused before it.
fn quick(table: &Table) -> Report {
    let options = Options { methods: vec![Name::Graphs, Name::Loglinear], quick: true, ..Options::default() };
    judge(table, &options, &mut || 0.0)
}

fn check(text: &str, verdict: Verdict, reason: &str) {
    let report = quick(&table_from_csv(text).unwrap());
    assert_eq!(report.verdict, verdict, "{text}: {}", report.reason);
    assert!(report.reason.contains(reason), "{text}: {}", report.reason);
    assert_eq!(
        report.headline.is_some(),
        matches!(verdict, Verdict::Estimate | Verdict::Disagree | Verdict::TwoListOnly)
    );
}

#[test]
fn what_gives_no_number_says_why() {
    use Verdict::NotEstimable as No;
    check("a,b,count\n", No, "no list holds anybody");
    check("a,count\n1,50\n", No, "only one list");
    check("a,b,count\n1,0,40\n1,1,12\n", No, "a holds everybody");
    check("a,b,c,count\n1,0,0,40\n0,1,0,40\n0,0,1,40\n1,1,0,20\n", No, "share nobody: a, b | c");
    check("a,b,c,count\n1,0,0,5\n0,1,0,5\n0,0,1,5\n1,1,0,3\n0,1,1,3\n1,0,1,4\n", No, "only 25 people");
    check("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,50\n1,1,0,3\n0,1,1,3\n1,0,1,3\n", No, "only 9 people");
    check("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,50\n1,1,0,13\n0,1,1,13\n", No, "no three lists overlap");
}

#[test]
fn lists_are_dropped_and_merged_first() {
    let text = "a,b,empty,count\n1,0,0,40\n0,1,0,30\n1,1,0,15\n";
    check(text, Verdict::TwoListOnly, "left out: empty");
    let text = "a,b,twin,count\n1,0,0,40\n0,1,1,30\n1,1,1,15\n";
    check(text, Verdict::TwoListOnly, "taken as one: b, twin");
}

#[test]
fn two_lists_have_chapmans_estimate() {
    let report = quick(&table_from_csv("a,b,count\n1,0,75\n0,1,75\n1,1,25\n").unwrap());
    let headline = report.headline.unwrap();
    // (101 * 101) / 26 - 1
    assert!(
        (headline.median - 391.346).abs() < 0.01 && headline.low > 175.0 && headline.high > headline.median
    );
}

#[test]
fn methods_that_disagree_give_the_envelope() {
    let report = quick(&table("uk_slavery_2013_5"));
    assert_eq!(report.verdict, Verdict::Disagree, "{}", report.reason);
    let headline = report.headline.unwrap();
    for method in &report.methods {
        assert!(headline.low <= method.low && method.high <= headline.high);
    }
}

#[test]
fn the_highest_interaction_is_swept() {
    // every combination of the Kosovo lists is held by somebody; values of section D.5 of Aleshin-Guendel and others' formula
    let report = quick(&table("kosovo_1999"));
    let at = |power: usize| report.xi[power].1;
    for (found, expected) in [(at(0), 42_025.64), (at(2), 16_941.88), (at(4), 8_580.63)] {
        assert!((found - expected).abs() < 0.01, "{found} for {expected}");
    }
}

#[test]
fn strata_are_added_draw_by_draw() {
    let rows = "1,0,0,120\n0,1,0,130\n0,0,1,110\n1,1,0,60\n1,0,1,50\n0,1,1,55\n1,1,1,25\n";
    let few = "1,0,0,3\n0,1,0,2\n";
    let text: String = std::iter::once("year,a,b,c,count\n".to_owned())
        .chain(rows.lines().map(|row| format!("2017,{row}\n")))
        .chain(rows.lines().map(|row| format!("2018,{row}\n")))
        .chain(few.lines().map(|row| format!("2019,{row}\n")))
        .collect();
    let strata = strata_from_csv(&text, &["year".to_owned()]).unwrap();
    let reports: Vec<Report> = strata.iter().map(|s| quick(&s.table)).collect();
    let sum = total(&reports, 1);
    assert_eq!((sum.observed, sum.not_estimable.as_slice(), sum.at_least()), (1105, [2].as_slice(), true));
    let (whole, one) = (sum.sum.unwrap(), reports[0].headline.unwrap());
    assert!((whole.median - 5.0 - 2.0 * one.median).abs() < 0.05 * whole.median, "{whole:?} {one:?}");
    // independent strata: narrower than twice one of them
    assert!(whole.high - whole.low < 1.9 * (one.high - one.low), "{whole:?} {one:?}");
    assert_eq!(total(&reports, 1), sum);
}

#[test]
fn the_whole_is_the_same_for_the_same_seed_at_any_thread_count() {
    let of = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = Options { quick: true, ..Options::default() };
        pool.install(|| format!("{:?}", judge(&table("madigan_york_3"), &options, &mut || 0.0)))
    };
    let one = of(1);
    assert!(one == of(2) && one == of(4));
}
