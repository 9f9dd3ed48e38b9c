//! Large families on several lists of whole names: namesakes, brothers, forefathers' names, ages of lists made on different days.

use sanad_link::{Links, Options, Verdict, link};

use crate::people::{Dice, sheet, together, verdict};

const MEN: [&str; 20] = [
    "محمد",
    "احمد",
    "محمود",
    "خالد",
    "يوسف",
    "ابراهيم",
    "علي",
    "حسن",
    "عمر",
    "سامي",
    "وليد",
    "جمال",
    "سعيد",
    "طارق",
    "ناصر",
    "صالح",
    "موسى",
    "بلال",
    "انس",
    "رائد",
];
const FAMILIES: [&str; 12] = [
    "النجار",
    "المصري",
    "الحداد",
    "شاهين",
    "حمدان",
    "السقا",
    "نصار",
    "بركة",
    "سالم",
    "العطار",
    "مقداد",
    "عاشور",
];

/// A man: given, father's, grandfather's and family name, and year of birth.
type Man = ([&'static str; 4], u64);

/// Households of a father and up to four sons, each of whom lists find or do not.
fn men(households: usize) -> Vec<Man> {
    let mut dice = Dice(11);
    let mut all = Vec::new();
    for _ in 0..households {
        let (father, grandfather, family) = (dice.of(&MEN), dice.of(&MEN), dice.of(&FAMILIES));
        let born = 1950 + dice.below(30);
        all.push(([father, grandfather, dice.of(&MEN), family], born));
        let sons = usize::try_from(dice.below(5)).unwrap();
        let first = usize::try_from(dice.below(20)).unwrap();
        for given in MEN.iter().cycle().skip(first).take(sons) {
            all.push(([*given, father, grandfather, family], born + 20 + dice.below(15)));
        }
    }
    all
}

/// The first list gives years of birth and some ages, the second ages alone; `years` later.
fn lists(men: &[Man]) -> (String, Vec<usize>) {
    let (mut text, mut whose) = ("list,name,born,age\n".to_owned(), Vec::new());
    let mut dice = Dice(5);
    for (at, (name, born)) in men.iter().enumerate() {
        let name = name.join(" ");
        if dice.below(10) < 8 {
            let age = if dice.below(2) == 0 { (2023 - born).to_string() } else { String::new() };
            text.push_str(&format!("first,{name},{born},{age}\n"));
            whose.push(at);
        }
        if dice.below(10) < 8 {
            text.push_str(&format!("second,{name},,{}\n", 2023 - born));
            whose.push(at);
        }
    }
    (text, whose)
}

/// Precision and recall of pairs within groups, in percent.
fn shares(links: &Links, whose: &[usize]) -> (usize, usize) {
    let (mut both, mut found, mut there) = (0, 0, 0);
    for b in 0..whose.len() {
        for a in 0..b {
            let (linked, same) = (together(links, a, b), whose[a] == whose[b]);
            both += usize::from(linked && same);
            found += usize::from(linked);
            there += usize::from(same);
        }
    }
    (100 * both / found.max(1), 100 * both / there.max(1))
}

#[test]
fn large_families_on_two_lists() {
    let (text, whose) = lists(&men(250));
    let links = link(&[&sheet(&text)], &Options::default());
    let (precision, recall) = shares(&links, &whose);
    assert!(precision >= 95 && recall >= 93, "precision {precision} %, recall {recall} %");
    let said: Vec<_> = links.pairs().filter(|pair| (0.5..1.0).contains(&pair.posterior)).collect();
    let right = said.iter().filter(|pair| whose[pair.a] == whose[pair.b]).count() as f64;
    let claimed: f64 = said.iter().map(|pair| pair.posterior).sum();
    assert!(
        (right - claimed).abs() < 0.05 * claimed,
        "{right} of {} are right, {claimed} claimed",
        said.len()
    );
}

/// A list of strangers, and these rows before them.
fn among(rows: &[&str]) -> Links {
    let mut text = "name,age,died\n".to_owned() + &rows.join("\n") + "\n";
    let mut dice = Dice(3);
    for (name, born) in men(80) {
        text.push_str(&format!("{},{},2023-11-{:02}\n", name.join(" "), 2023 - born, 1 + dice.below(28)));
    }
    link(&[&sheet(&text)], &Options::default())
}

#[test]
fn forefathers_names_are_compared() {
    let rows = [
        ("the same in all", "هاني رامي زياد الكفارنة,40,", "هاني رامي زياد الكفارنة,40,", true),
        ("grandfather left out", "هاني رامي زياد الكفارنة,40,", "هاني رامي الكفارنة,40,", true),
        ("a name more at the end", "Fuad Rizvon Kholmat,40,", "Fuad Rizvon Kholmat Shongul,40,", true),
        ("another grandfather", "احمد محمد يوسف النجار,40,", "احمد محمد بلال النجار,40,", false),
        ("another father", "احمد محمد يوسف النجار,40,", "احمد علي يوسف النجار,40,", false),
        ("brothers of one age", "هاني رامي زياد الكفارنة,40,", "فادي رامي زياد الكفارنة,40,", false),
        ("grandfather and grandson", "احمد محمد احمد النجار,70,", "احمد محمد احمد النجار,12,", false),
    ];
    for (what, a, b, same) in rows {
        let links = among(&[a, b]);
        assert_eq!(together(&links, 0, 1), same, "{what}: {}", links.reader().why(0, 1));
    }
}

#[test]
fn a_family_name_left_out_is_no_other_family_name() {
    let links = among(&["Fuad Rizvon Kholmatov,40,", "Fuad Rizvon,40,", "Fuad Rizvon Tursunov,40,"]);
    assert_ne!(verdict(&links, 0, 1), Verdict::NotSame, "{}", links.reader().why(0, 1));
    let of = |a: usize, b: usize| links.reader().pair(a, b).weight;
    assert!(of(0, 1) > of(0, 2), "{} and {}", of(0, 1), of(0, 2));
}

#[test]
fn a_list_that_repeats_nobody_is_noticed() {
    let men = men(120);
    let mut text = "list,name,born\n".to_owned();
    for (name, born) in &men {
        for list in ["first", "second"] {
            text.push_str(&format!("{list},{},{born}\n", name.join(" ")));
        }
    }
    let twice = "first,فادي سامي النجار,1980\n".repeat(2);
    let rows = men.len() * 2;
    let apart = link(&[&sheet(text.clone() + &twice)], &Options::default());
    let alone = link(&[&sheet(text.replace("second,", "first,") + &twice)], &Options::default());
    let posterior = |links: &Links| {
        links.pairs().find(|pair| (pair.a, pair.b) == (rows, rows + 1)).map_or(0.0, |pair| pair.posterior)
    };
    let (once, often) = (posterior(&apart), posterior(&alone));
    assert!(once < often, "{once} on a list that repeats nobody, {often} on one that does");
}
