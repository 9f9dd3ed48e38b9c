//! `sanad names` as it is typed: two names, a table of pairs, and tables that are odd. What is said of names is tested in the crate.

use crate::desk::{Desk, text};

#[test]
fn two_names_and_why() {
    let desk = Desk::new();
    let found = desk.json(["names", "Ҷамшед Раҳимзода", "جمشید رحیم‌زاده"]);
    assert_eq!(text(&found, "/verdict"), "same");
    assert!(found["score"].as_f64().is_some_and(|score| (0.9..=1.0).contains(&score)), "{found}");
    assert!(text(&found, "/why").contains("same family name"), "{found}");
    let said = desk.run(["names", "Karim Saidov", "Olga Melnikova"]).done();
    assert!(said.starts_with("not same: "), "{said}");
}

#[test]
fn a_table_keeps_its_columns_and_gains_two() {
    let desk = Desk::new();
    let table =
        "id,name1,name2\n1,Karim Saidov,Саидов Карим\n2,Karim Saidov,\"Melnikova, Olga\"\n3,Karim Saidov\n";
    desk.file("pairs.csv", table);
    let printed = desk.run(["names", "--pairs", "pairs.csv"]).done();
    let rows: Vec<&str> = printed.lines().collect();
    assert_eq!(rows[0], "id,name1,name2,score,verdict");
    assert!(rows[1].starts_with("1,Karim Saidov,Саидов Карим,") && rows[1].ends_with(",same"), "{printed}");
    assert!(rows[2].ends_with(",not_same"), "{printed}");
    assert_eq!(rows[3], "3,Karim Saidov,,0.0000,not_same");
    let told = desk.json(["names", "--pairs", "pairs.csv", "--out", "scored.csv"]);
    assert_eq!(
        (&told["pairs"], &told["same"], &told["not_same"]),
        (&3.into(), &1.into(), &2.into()),
        "{told}"
    );
    assert_eq!(std::fs::read_to_string(desk.path("scored.csv")).unwrap(), printed);
    let again = desk.run(["names", "--pairs", "scored.csv"]).done();
    assert_eq!(again, printed, "scored again: the two columns are replaced");
    let listed = desk.json(["names", "--pairs", "pairs.csv"]);
    assert_eq!(text(&listed, "/pairs/0/verdict"), "same");
    assert_eq!(text(&listed, "/pairs/1/name2"), "Melnikova, Olga");
}

#[test]
fn tables_as_people_save_them() {
    let desk = Desk::new();
    let utf16: Vec<u8> =
        "name1;name2\r\nКарим Саидов;Karim Saidov\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, Vec<u8>); 5] = [
        ("semicolons", "name1;name2\nКарим Саидов;Karim Saidov\n".into()),
        ("tabs and capitals", "Name1\tNAME2\nКарим Саидов\tKarim Saidov\n".into()),
        ("a byte-order mark", "\u{feff}name1,name2\nКарим Саидов,Karim Saidov\n".into()),
        ("UTF-16", [vec![0xff, 0xfe], utf16].concat()),
        (
            "Windows-1251",
            b"name1,name2\n\xca\xe0\xf0\xe8\xec \xd1\xe0\xe8\xe4\xee\xe2,Karim Saidov\n".to_vec(),
        ),
    ];
    for (what, bytes) in rows {
        desk.file("pairs.csv", bytes);
        let listed = desk.json(["names", "--pairs", "pairs.csv"]);
        assert_eq!(listed["pairs"][0]["verdict"], "same", "{what}: {listed}");
    }
}

#[test]
fn what_cannot_be_used() {
    let desk = Desk::new();
    desk.file("other.csv", "left,right\na,b\n");
    desk.file("empty.csv", "");
    desk.run(["names", "--pairs", "other.csv"]).failed(4, &["other.csv", "name1", "left, right"]);
    desk.run(["names", "--pairs", "empty.csv"]).failed(4, &["empty.csv", "name1"]);
    desk.run(["names", "--pairs", "none.csv"]).failed(4, &["none.csv"]);
    desk.run(["names", "one name"]).failed(2, &["two names"]);
    desk.file("pairs.csv", "name1,name2\na,b\n");
    desk.run(["names", "--pairs", "pairs.csv", "--out", "no/such/folder.csv"])
        .failed(4, &["no/such/folder.csv"]);
}
