//! `sanad estimate` as people use it: the verdict, the files, and what is said of a table that is none.

use std::fs;

use crate::desk::Desk;

const THREE: &str = "# who is on which list\nhospital,families,press,count\n1,0,0,120\n0,1,0,130\n0,0,1,110\n1,1,0,60\n1,0,1,50\n0,1,1,55\n1,1,1,25\n";

#[test]
fn a_table_is_judged_and_drawn() {
    let desk = Desk::new();
    desk.file("t.csv", THREE);
    let told =
        desk.json(["estimate", "t.csv", "--quick", "--svg", "t.svg", "--png", "t.png", "--draws", "d.csv"]);
    assert_eq!(told["observed"], 550);
    assert!(matches!(told["verdict"].as_str(), Some("estimate" | "disagree")), "{told}");
    let headline = &told["headline"];
    let (low, median, high) =
        (headline["lo95"].as_f64(), headline["median"].as_f64(), headline["hi95"].as_f64());
    assert!(Some(550.0) < low && low < median && median < high, "{told}");
    for method in told["methods"].as_array().unwrap() {
        for key in ["name", "converged", "median", "mean", "lo95", "hi95", "rhat", "ess", "prior", "seconds"]
        {
            assert!(!method[key].is_null() || key == "rhat" || key == "ess", "{key}: {method}");
        }
    }
    assert_eq!(told["methods"].as_array().unwrap().len(), 3);
    let svg = fs::read_to_string(desk.path("t.svg")).unwrap();
    assert!(svg.contains("families") && svg.contains("<title"));
    assert!(fs::read(desk.path("t.png")).unwrap().starts_with(b"\x89PNG"));
    assert!(fs::read_to_string(desk.path("d.csv")).unwrap().lines().count() > 1000);
    let words = desk.run(["estimate", "t.csv", "--quick"]).done();
    assert!(words.contains("Documented: 550") && words.contains("assumes that"), "{words}");
}

#[test]
fn two_lists_and_none() {
    let desk = Desk::new();
    desk.file("two.csv", "a,b,count\n1,0,75\n0,1,75\n1,1,25\n");
    let words = desk.run(["estimate", "two.csv"]).done();
    assert!(words.contains("Two lists only") && words.contains("Chapman"), "{words}");
    desk.file("apart.csv", "a,b,count\n1,0,75\n0,1,75\n");
    let told = desk.json(["estimate", "apart.csv"]);
    assert_eq!((told["verdict"].as_str(), told["headline"].is_null()), (Some("not_estimable"), true));
}

#[test]
fn strata_are_added_up() {
    let desk = Desk::new();
    let rows: String =
        THREE.lines().skip(2).flat_map(|row| [format!("2017,{row}\n"), format!("2018,{row}\n")]).collect();
    desk.file("s.csv", format!("year,hospital,families,press,count\n{rows}2019,1,0,0,4\n"));
    let told = desk.json(["estimate", "s.csv", "--quick", "--strata", "year", "--method", "graphs"]);
    assert_eq!((told["observed"].as_u64(), told["at_least"].as_bool()), (Some(1104), Some(true)), "{told}");
    assert!(told["reason"].as_str().unwrap().contains("2019"), "{told}");
    assert_eq!(told["strata"].as_array().unwrap().len(), 3);
}

#[test]
fn what_is_no_table_is_refused_with_its_line() {
    let desk = Desk::new();
    let rows = [
        ("a two", "a,b,count\n1,0,5\n2,0,5\n", "line 3 (row 2)"),
        ("a minus", "a,b,count\n1,0,-5\n", "expected a whole number"),
        ("a fraction", "a,b,count\n1,0,5.5\n", "expected a whole number"),
        ("nobody's row", "a,b,count\n0,0,5\n", "no list"),
        ("no count", "a,b\n1,0\n", "count"),
        ("too many fields", "a,b,count\n1,0,5,9\n", "4 fields"),
    ];
    for (name, text, says) in rows {
        desk.file("bad.csv", text);
        let run = desk.run(["estimate", "bad.csv"]);
        assert_eq!(run.code, 4, "{name}: {run:?}");
        run.failed(4, &["bad.csv", says]);
    }
    desk.run(["estimate", "none.csv"]).failed(4, &["none.csv"]);
    desk.file("t.csv", THREE);
    desk.run(["estimate", "t.csv", "--method", "magic"]).failed(2, &["magic", "latent"]);
    desk.run(["estimate", "t.csv", "--chains", "1"]).failed(2, &["chains"]);
}
