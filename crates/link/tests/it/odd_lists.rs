//! Files as they arrive: encodings, headers, columns and rows that are not as one would wish, and one name for half of the list.

use sanad_link::{Options, Records, Sheet, SheetError, link};

use crate::people::{crowd, linked, sheet, together};

/// The fields of a table's columns, by name.
fn fields(text: impl AsRef<[u8]>) -> Vec<(String, &'static str)> {
    let sheet = sheet(text);
    sheet
        .guesses
        .iter()
        .map(|guess| (guess.column.clone(), guess.field.map_or("", |field| field.name())))
        .collect()
}

#[test]
fn what_is_no_list_is_refused() {
    let rows: [(&str, &str, &str); 4] = [
        ("empty", "", "no rows"),
        ("a header alone", "name,born\n", "no rows"),
        (
            "no name",
            "colour,count\nred,1\nblue,2\nred,3\nred,4\nblue,5\nred,6\nblue,7\nred,8\nblue,9\nred,1\nred,2\n",
            "no column holds a name; the columns are colour, count",
        ),
        ("numbers", "1,2\n3,4\n", "no column holds a name"),
    ];
    for (name, text, says) in rows {
        let error = Sheet::read(text.as_bytes(), &[]).unwrap_err().to_string();
        assert!(error.contains(says), "{name}: {error}");
    }
    let wrong = Sheet::read("name\nSalim\n".as_bytes(), &[("nome".to_owned(), None)]);
    assert!(matches!(wrong, Err(SheetError::NoColumn(column, all)) if column == "nome" && all == "name"));
}

#[test]
fn columns_are_found() {
    let whole = "ФИО;Год рождения;Пол\nСаидов Карим Салимович;1975;м\nОлимова Зарина;1980;ж\n";
    assert_eq!(
        fields(whole),
        [("ФИО".into(), "name"), ("Год рождения".into(), "birth_year"), ("Пол".into(), "sex")]
    );
    let persian =
        "نام\tنام خانوادگی\tنام پدر\tتاریخ تولد\nکریم\tسعیدی\tعلی\t۱۳۵۴/۱۲/۲۳\nرستم\tنظری\tحسن\t۱۳۶۰/۰۱/۰۵\n";
    let found: Vec<&str> = fields(persian).into_iter().map(|(_, field)| field).collect();
    assert_eq!(found, ["given", "surname", "father", "birth_date"]);
}

#[test]
fn encodings_are_read() {
    let (utf8, row) = ("имя;фамилия;год рождения\n", "Карим;Саидов;1975\n");
    let latin = "Karim;Saidov;1975\n";
    let cp1251: Vec<u8> = row
        .chars()
        .map(|c| match u32::from(c) {
            letter @ 0x410..=0x44f => u8::try_from(letter - 0x410 + 0xc0).unwrap(),
            other => u8::try_from(other).unwrap(),
        })
        .collect();
    let utf16: Vec<u8> =
        format!("\u{feff}{utf8}{row}{latin}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, Vec<u8>, bool); 3] = [
        ("byte order mark", format!("\u{feff}{utf8}{row}{latin}").into_bytes(), false),
        ("UTF-16", utf16, false),
        ("one row in Windows-1251", [utf8.as_bytes(), &cp1251, latin.as_bytes()].concat(), true),
    ];
    for (name, bytes, told) in rows {
        let sheet = sheet(bytes);
        let why = link(&[&sheet], &Options::default()).reader().why(0, 1);
        assert!(why.contains("Карим = Karim"), "{name}: {why}");
        assert_eq!(sheet.problems.iter().any(|problem| problem.contains("UTF-8")), told, "{name}");
    }
}

#[test]
fn rows_of_any_length_are_used() {
    let sheet = sheet("name,born,town\nSalim Karimov,1980\nZarina Aminova,1991,Isfara,twice\n,,\n");
    assert_eq!(sheet.count(), 3);
    assert!(sheet.problems.iter().any(|problem| problem.contains("fewer cells")), "{:?}", sheet.problems);
    assert!(sheet.problems.iter().any(|problem| problem.contains("more cells")), "{:?}", sheet.problems);
}

#[test]
fn ids_that_occur_twice_are_told_apart() {
    let mapping = [("id".to_owned(), Some(sanad_link::Field::Id))];
    let read = |text: &str| Sheet::read(text.as_bytes(), &mapping).unwrap();
    let first = read("id,name\nA,Salim Karimov\nA,Zarina Aminova\n,Umar Valiev\n");
    let second = read("id,name\nB,Salim Karimov\n");
    let records = Records::of(&[&first, &second]);
    let keys: Vec<String> = (0..records.count()).map(|at| records.key(at).into_owned()).collect();
    assert_eq!(keys, ["A", "A#2", "2", "B"]);
    assert!(!records.problems.is_empty());
}

#[test]
fn one_name_for_half_of_the_list_is_not_quadratic() {
    const MANY: usize = 50_000;
    let rows = [
        ("nothing is known", "unknown,,номаълум,,,", 0),
        ("one name and nothing else", "Muhammad,,Aliev,,m,", 60 * MANY),
        ("one name and a year", "Muhammad,,Aliev,1980,m,Isfara", 60 * MANY),
    ];
    for (name, row, most) in rows {
        let mut text = String::from("given,father,surname,born,sex,place\n");
        for _ in 0..MANY {
            text.push_str(row);
            text.push('\n');
        }
        let crowd = crowd(&[], 500);
        text.push_str(crowd.split_once('\n').unwrap().1);
        let links = linked(&text);
        let among = links.pairs().filter(|pair| pair.b < MANY).count();
        assert!(among <= most, "{name}: {among} pairs");
        if most == 0 {
            assert!((0..MANY).all(|row| links.groups[row] == row), "{name}");
        }
    }
}

#[test]
fn strangers_are_left_alone_in_a_list_without_duplicates() {
    let mut text = String::from("name,born\n");
    for (at, name) in ["Salim Karimov", "Zarina Aminova", "Umar Valiev", "Tohir Samadov"].iter().enumerate() {
        text.push_str(&format!("{name},{}-05-0{}\n", 1950 + 10 * at, at + 1));
    }
    let links = linked(&text);
    assert!((0..4).all(|a| (0..a).all(|b| !together(&links, a, b))), "{:?}", links.groups);
    assert_eq!(linked("name\nSalim Karimov\n").groups, [0], "a list of one");
}
