//! Tables: what a row becomes, what refuses a table, and that a second import doubles nothing.

use std::collections::BTreeMap;

use sanad_claims::{ImportAs, Imported, ImportedClaim, Mapping, Severity, compare, import_table};

const EXAMPLE: &str = include_str!("../../../../examples/khujand-2018/reports.csv");

fn import(text: &str) -> Imported {
    import_table(text, "t", &Mapping::default(), ImportAs::Claims)
}

/// A claim on one line: label kind mode low..high scope | speaker type | status | lineage.
fn line(c: &ImportedClaim) -> String {
    let bound = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
    let count = &c.claim.count;
    let mut out = format!(
        "{} {} {} {}..{}",
        c.label,
        c.claim.kind,
        count.mode(),
        bound(count.low()),
        bound(count.high())
    );
    let lineage = &c.reported.lineage;
    let refs = [
        ("supersedes", &lineage.supersedes),
        ("based_on", &lineage.based_on),
        ("part_of", &lineage.part_of),
        ("disputes", &lineage.disputes),
    ];
    out.push_str(&format!(" {}", c.reported.scope.as_deref().unwrap_or("-")));
    out.push_str(&format!(" {} {}", c.claim.attribution.kind, c.claim.status));
    for (name, label) in refs {
        if let Some(label) = label {
            out.push_str(&format!(" {name}={label}"));
        }
    }
    out
}

fn check(text: &str, expected: &[&str]) {
    let import = import(text);
    let mut found: Vec<String> = import
        .problems
        .iter()
        .map(|p| match p.severity {
            Severity::Error => format!("error: {}", p.problem),
            Severity::Note => format!("note: {}", p.problem),
        })
        .collect();
    if !import.refused() {
        found.extend(import.claims.iter().map(line));
    }
    assert_eq!(found, expected, "{text}");
    assert_places(text, &import);
}

/// Every quote is the bytes at its span, every cell lies in the text.
fn assert_places(text: &str, import: &Imported) {
    for c in &import.claims {
        assert_eq!(c.claim.span.of(text), Some(c.claim.quote.as_str()), "{}", c.label);
        assert!(!c.claim.quote.contains('\n') || c.claim.quote.contains('"'));
        assert!(c.cells.iter().all(|(_, s)| s.of(text).is_some()));
    }
}

#[test]
fn rows_become_claims() {
    let rows: &[(&str, &[&str])] = &[
        (
            "id,kind,count_mode,low,high,scope,speaker\nA,killed,at_least,22,,inmates and guards,sources close to local authorities\n",
            &["t/A killed at_least 22.. inmates and guards unnamed_sources reported"],
        ),
        (
            "id,kind,low,high\nA,wounded,20,30\nB,wounded,5,\nC,wounded,,9\nD,killed,7,7\nE,killed,,\n",
            &[
                "t/A wounded range 20..30 - own_voice asserted",
                "t/B wounded at_least 5.. - own_voice asserted",
                "t/C wounded at_most ..9 - own_voice asserted",
                "t/D killed exact 7..7 - own_voice asserted",
                "t/E killed unspecified .. - own_voice asserted",
            ],
        ),
        (
            "ID;Source;Killed;Injured\r\n1;Agency;at least 14;dozens\r\n2;Radio;3-5;\r\n",
            &[
                "t/1.killed killed at_least 14.. - own_voice asserted",
                "t/1.wounded wounded vague 24.. - own_voice asserted",
                "t/2.killed killed range 3..5 - own_voice asserted",
            ],
        ),
        (
            "id,kind,low,high,breakdown,based_on,supersedes,disputes,status\nA,killed,22,22,\"20 inmates, 2 guards\",,,,\nB,killed,24,24,,A,A,,\nC,killed,,,,,,B,disputed\n",
            &[
                "t/A killed exact 22..22 - own_voice asserted",
                "t/A#1 killed exact 20..20 inmates own_voice asserted part_of=t/A",
                "t/A#2 killed exact 2..2 guards own_voice asserted part_of=t/A",
                "t/B killed exact 24..24 - own_voice asserted supersedes=t/A based_on=t/A",
                "t/C killed unspecified .. - own_voice disputed disputes=t/B",
            ],
        ),
        (
            "date,source,killed\n2018-11-08,Radio,12\n",
            &[
                "note: row 1: no column id: rows are known by their number, so a row put between others renames them",
                "t/row2 killed exact 12..12 - own_voice asserted",
            ],
        ),
        (
            "id,kind,low,high,breakdown\nA,killed,9,9,\"8 inmates, 4 guards\"\n",
            &[
                "note: row 2: the parts of the breakdown add up to 12, the whole is 9",
                "t/A killed exact 9..9 - own_voice asserted",
                "t/A#1 killed exact 8..8 inmates own_voice asserted part_of=t/A",
                "t/A#2 killed exact 4..4 guards own_voice asserted part_of=t/A",
            ],
        ),
    ];
    for (text, expected) in rows {
        check(text, expected);
    }
}

#[test]
fn what_refuses_a_table_says_row_column_and_what_was_expected() {
    let rows: &[(&str, &[&str])] = &[
        ("id,kind,low\nA,killed,twenty\n", &["error: row 2, column low: \"twenty\" is not a whole number"]),
        (
            "id,kind,Killed min\nA,,-3\n",
            &[
                "error: row 2, column kind: the row says no kind of claim",
                "error: row 2, column Killed min: \"-3\" is not a whole number",
            ],
        ),
        (
            "id,kind,low,high,count_mode\nA,killed,9,3,range\n",
            &[
                "error: row 2, column count_mode: range does not go with low 9 and high 3; expected a low and a high that is not less",
            ],
        ),
        (
            "id,kind,count_mode\nA,killed,precisely\n",
            &[
                "error: row 2, column count_mode: unknown count mode \"precisely\"; use exact, at_least, at_most, about, range, vague, relative, none or unspecified",
            ],
        ),
        (
            "id,kind,low\nA,killed,3\nA,killed,4\n",
            &["error: row 3, column id: \"A\" is the id of row 2 already"],
        ),
        ("id,kind,low\n,killed,3\n", &["error: row 2, column id: the row has no id"]),
        (
            "id,kind,low\nA,killed\nB,killed,4,5\n",
            &[
                "error: row 2: 2 cells where the header has 3",
                "error: row 3: 4 cells where the header has 3 (put cells that hold the delimiter in quotes)",
            ],
        ),
        (
            "id,kind,low,supersedes\nA,killed,3,Z\n",
            &["error: row 2, column supersedes: \"Z\" is the id of no row of this table"],
        ),
        (
            "id,kind,low,based_on\nA,killed,3,A\n",
            &["error: row 2, column based_on: \"A\" is this row itself"],
        ),
        (
            "id,kind,low,supersedes\nA,killed,3,B\nB,killed,3,A\n",
            &[
                "error: row 2, column supersedes: this row supersedes itself by way of others",
                "error: row 3, column supersedes: this row supersedes itself by way of others",
            ],
        ),
        (
            "id,kind,reported_on\nA,killed,8.11.2018\n",
            &[
                "error: row 2, column reported_on: \"8.11.2018\" is not a date like 2018, 2018-11 or 2018-11-07",
            ],
        ),
        ("id,killed\nA,a lot of\n", &["error: row 2, column killed: \"a lot of\" is not a number of people"]),
        (
            "id,colour\nA,red\n",
            &[
                "error: row 1: no column says what happened: found id, colour (needed is a column kind, killed or wounded; name one with --map column=field)",
            ],
        ),
        ("", &["error: the table is empty; its first row must name the columns"]),
        ("id,kind\n", &["error: the table has no rows under its header"]),
        (
            "id,kind,note\nA,killed,\"open\n",
            &["error: row 2: a quote is opened and never closed; read as an ordinary character"],
        ),
    ];
    for (text, expected) in rows {
        check(text, expected);
    }
    let wrong = import("id,kind\nA,murdered\n");
    let said = wrong.problems[0].problem.to_string();
    assert!(
        said.starts_with("row 2, column kind: \"murdered\" is no kind of claim; known are killed,"),
        "{said}"
    );
}

#[test]
fn a_named_column_wins_over_the_guess() {
    let mapping = Mapping::parse(&["who spoke=speaker", "n=low"]).unwrap();
    let import = import_table("id,kind,who spoke,n\nA,killed,a lawyer,3\n", "t", &mapping, ImportAs::Claims);
    assert_eq!(
        import.claims.iter().map(line).collect::<Vec<_>>(),
        ["t/A killed at_least 3.. - lawyer reported"]
    );
    assert!(import.mapping_used.iter().filter(|c| c.given).count() == 2);
}

#[test]
fn the_example_is_read_whole() {
    let import = import_table(EXAMPLE, "reports", &Mapping::default(), ImportAs::Claims);
    assert_eq!(import.problems, []);
    assert!(import.mapping_used.iter().all(|c| c.field.is_some()));
    assert_places(EXAMPLE, &import);
    let lines: Vec<String> = import.claims.iter().map(line).collect();
    for expected in [
        "reports/C001 killed exact 13..13 inmates unnamed_sources reported",
        "reports/C002 killed at_least 22.. inmates and guards unnamed_sources reported",
        "reports/C002#1 killed at_least 2.. guards unnamed_sources reported part_of=reports/C002",
        "reports/C003#1 killed exact 20..20 inmates unnamed_sources reported part_of=reports/C003",
        "reports/C003#2 killed exact 2..2 guards unnamed_sources reported part_of=reports/C003",
        "reports/C005 killed at_most ..20 inmates official reported",
        "reports/C007 killed unspecified .. - official reported",
        "reports/C008 killed at_least 24.. inmates and guards unnamed_sources reported supersedes=reports/C002",
        "reports/C009 claimed_responsibility unspecified .. - armed_group reported",
        "reports/C010 killed at_least 47.. inmates and guards unofficial reported",
        "reports/C011 wounded about 100..100 - unspecified reported",
        "reports/C012 killed at_least 16.. bodies seen in one photograph social_media reported",
        "reports/C016#1 wounded exact 121..121 inmates in hospitals unnamed_sources reported part_of=reports/C016",
        "reports/C018 killed at_least 52.. inmates and guards official reported supersedes=reports/C008",
        "reports/C018#1 killed at_least 50.. inmates official reported part_of=reports/C018",
        "reports/C020#1 killed exact 2..2 officers killed by rioters official reported part_of=reports/C020",
        "reports/C020#2 killed exact 2..2 inmates killed by rioters official reported part_of=reports/C020",
        "reports/C020#3 killed exact 21..21 rioters official reported part_of=reports/C020",
        "reports/C027 claimed_responsibility unspecified .. - author disputed disputes=reports/C009",
        "reports/C021#1 killed exact 2..2 staff official reported based_on=reports/C020 part_of=reports/C021",
    ] {
        assert!(lines.iter().any(|l| l == expected), "{expected}\nin {lines:#?}");
    }
    assert!(!lines.iter().any(|l| l.starts_with("reports/C005#") || l.starts_with("reports/C012#")));
    let quotes: BTreeMap<&str, &str> =
        import.claims.iter().map(|c| (c.label.as_str(), c.claim.quote.as_str())).collect();
    assert_eq!(quotes["reports/C020#2"], "2 inmates killed by rioters");
    assert_eq!(quotes["reports/C016#1"], "121 of them inmates in hospitals");
    assert!(quotes["reports/C026"].starts_with("C026,2019-07-08,AFP/PTI"));
}

#[test]
fn a_second_import_updates_and_never_doubles() {
    let first = import("id,kind,low,high\nA,killed,3,3\nB,killed,4,4\nC,killed,5,5\n");
    let held =
        first.claims.iter().map(|c| (c.label.clone(), (c.claim.clone(), c.reported.clone()))).collect();
    // A moved and is unchanged, B changed, C is gone, D is new.
    let second = import("id,kind,low,high\nD,killed,1,1\nB,killed,40,40\nA,killed,3,3\n");
    let changes = compare(&held, &second.claims);
    assert_eq!(changes.unchanged, ["t/A"]);
    assert_eq!(changes.changed, ["t/B"]);
    assert_eq!(changes.new, ["t/D"]);
    assert_eq!(changes.gone, ["t/C"]);
}

#[test]
fn a_list_of_victims_is_one_claim_a_row() {
    let text = "ФИО,дата гибели,место\nФарид Назаров,2030-01-04,Исфара\nнеизвестный,2030-01-04,Исфара\n";
    let table = import_table(text, "t", &Mapping::default(), ImportAs::Victims);
    assert!(!table.refused(), "{:?}", table.problems);
    let said: Vec<_> = table
        .claims
        .iter()
        .map(|c| {
            let victim = c.claim.victim.as_ref().unwrap();
            let day = c.claim.time.as_ref().and_then(|time| time.first).map(|day| day.to_string());
            (c.claim.kind.to_string(), c.claim.count.low(), victim.name.clone(), day)
        })
        .collect();
    let day = Some("2030-01-04".to_owned());
    assert_eq!(
        said,
        [
            ("killed".to_owned(), Some(1), Some("Фарид Назаров".to_owned()), day.clone()),
            ("killed".to_owned(), Some(1), None, day)
        ]
    );
    let none = import_table("age,place\n31,Isfara\n", "t", &Mapping::default(), ImportAs::Victims);
    assert!(none.refused() && format!("{:?}", none.problems).contains("no column holds a name"));
    let wounded = "name,type\nFarid Nazarov,wounded\n";
    let wounded = import_table(wounded, "t", &Mapping::default(), ImportAs::Victims);
    assert_eq!(wounded.claims[0].claim.kind.to_string(), "wounded");
}

#[test]
fn tables_of_incidents_as_two_known_projects_write_them() {
    let rows = [
        (
            "UCDP-like",
            "id,date_start,where_coordinates,best,low,high\n7,2030-01-04,Isfara town,12,10,15\n",
            12,
        ),
        ("ACLED-like", "event_date,location,fatalities,notes\n2030-01-04,Isfara,12,prisoners shot\n", 12),
    ];
    for (name, text, killed) in rows {
        let table = import_table(text, "t", &Mapping::default(), ImportAs::Incidents);
        assert!(!table.refused(), "{name}: {:?}", table.problems);
        let claim = &table.claims[0].claim;
        assert_eq!((claim.kind.to_string().as_str(), claim.count.low()), ("killed", Some(killed)), "{name}");
        assert_eq!(claim.time.as_ref().unwrap().first.unwrap().to_string(), "2030-01-04", "{name}");
        assert!(claim.place.as_ref().unwrap().text.starts_with("Isfara"), "{name}");
    }
}
