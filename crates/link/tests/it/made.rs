//! Many records whose truth is known, made here: threads, chains, blocks of one name.

use std::fmt::Write as _;

use sanad_link::{Links, Options};

use crate::groups::linked;

/// A list of `people` with up to three records each: a slip in one name, a place left out, a day left out.
fn made(people: usize) -> (String, Vec<usize>) {
    let given = [
        "Farid", "Olim", "Zarina", "Behruz", "Nigora", "Sabzali", "Mohira", "Umed", "Lola", "Daler", "Parviz",
    ];
    let family =
        ["Nazarov", "Odinaev", "Saidov", "Melnikov", "Ganiev", "Tursunov", "Yusupov", "Hakimov", "Boboev"];
    let places = ["Khujand", "Isfara", "Kulob", "Vahdat", "Rasht"];
    let (mut text, mut truth) = ("given,father,surname,dob,place\n".to_owned(), Vec::new());
    let mut state = 7_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    for person in 0..people {
        let (g, f, s, p) = (given[next(11)], given[next(11)], family[next(9)], places[next(5)]);
        let born = format!("{}-{:02}-{:02}", 1950 + next(50), 1 + next(12), 1 + next(28));
        for copy in 0..=next(3) {
            let given = if copy == 1 { format!("{}{}", &g[..2], &g[3..]) } else { g.to_owned() };
            let born = if copy == 2 { &born[..4] } else { &born };
            let place = if next(4) == 0 { "" } else { p };
            writeln!(text, "{given},{f},{s},{born},{place}").unwrap();
            truth.push(person);
        }
    }
    (text, truth)
}

/// Precision and recall of the pairs that groups imply.
fn quality(links: &Links, truth: &[usize]) -> (f64, f64) {
    let (mut both, mut found, mut real) = (0.0, 0.0, 0.0);
    for a in 0..truth.len() {
        for b in a + 1..truth.len() {
            let (together, same) = (links.groups[a] == links.groups[b], truth[a] == truth[b]);
            found += f64::from(u8::from(together));
            real += f64::from(u8::from(same));
            both += f64::from(u8::from(together && same));
        }
    }
    (both / found, both / real)
}

#[test]
fn most_are_found_and_few_are_wrong() {
    let (text, truth) = made(800);
    let links = linked(&text, &Options::default());
    let (precision, recall) = quality(&links, &truth);
    assert!(precision > 0.97 && recall > 0.9, "{precision} {recall}");
    // what is claimed is what is so
    let (mut claimed, mut right, mut pairs) = (0.0, 0.0, 0.0);
    for pair in links.pairs().filter(|pair| pair.posterior < 0.9) {
        claimed += pair.posterior;
        right += f64::from(u8::from(truth[pair.a] == truth[pair.b]));
        pairs += 1.0;
    }
    assert!(
        (claimed - right).abs() < 3.0 * f64::sqrt(pairs) + 0.1 * pairs,
        "{claimed} claimed, {right} right of {pairs}"
    );
}

#[test]
fn the_same_at_any_number_of_threads() {
    let (text, _) = made(600);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let links = linked(&text, &Options::default());
            (links.groups.clone(), links.posteriors.clone(), links.pairs().collect::<Vec<_>>())
        })
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(4));
}

#[test]
fn one_name_on_many_rows_is_not_quadratic() {
    let row = "Ali,Karimov,,\n";
    let text = format!("given,surname,dob,place\n{}", row.repeat(50_000));
    let links = linked(&text, &Options::default());
    assert!(links.pairs().count() <= 50_000 * 12, "each with its neighbours");
    let unknown = format!("name\n{}Farid Nazarov\n", "ном номаълум\n".repeat(50_000));
    let links = linked(&unknown, &Options::default());
    assert_eq!(links.pairs().count(), 0, "what says nothing is no sign of sameness");
}

#[test]
fn a_record_between_two_people_does_not_chain_them() {
    // both are fully known and differ; the middle one lacks what tells them apart
    let text = "given,father,surname,dob,place\nOlim,Said,Ganiev,1950-01-01,Khujand\nOlim,,Ganiev,,\nOlim,Rustam,Ganiev,1981-09-09,Kulob\nZarina,Umed,Boboeva,1970-02-02,Isfara\n";
    let links = linked(text, &Options::default());
    assert_ne!(links.groups[0], links.groups[2]);
}
