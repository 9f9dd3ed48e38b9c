//! Comparing names: how many pairs a second on one core, and how well on pairs that somebody has labelled.
//!
//! Speed is measured on invented names in three scripts. The labelled pairs are not part of the project, for they name real people:
//! they are handed in with `--pairs`, a table with the columns name1, name2 and is_match.

use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use sanad_names::{Name, SAME, compare, score};

use crate::rng::Rng;
use crate::table::{Row, Table, Want};

/// From this score on a pair counts as one person's in the figures of quality; `SAME` is the built-in threshold of the verdict.
const EVEN: f64 = 0.5;

pub(crate) fn run(labelled: Option<&str>, seed: u64, table: &mut Table) -> Result<()> {
    speed(seed, table)?;
    if let Some(file) = labelled {
        quality(Path::new(file), table)?;
    }
    Ok(())
}

/// How many distinct names, and how many pairs of them.
const NAMES: usize = 2_000;
const PAIRS: u64 = 1_000_000;

fn speed(seed: u64, table: &mut Table) -> Result<()> {
    let mut rng = Rng::new(seed);
    let texts: Vec<String> = (0..NAMES).map(|_| invented(&mut rng)).collect();
    let mut names = Vec::new();
    let read = rate(NAMES as u64 * 10, || {
        for _ in 0..10 {
            names = texts.iter().map(|text| Name::parse(text)).collect::<Vec<_>>();
        }
    })?;
    table.push(Row::new("names read", read, "a CPU second"));
    for (what, seen, want) in [("pairs by chance", NAMES, true), ("pairs of one family", 40, false)] {
        let places: Vec<(usize, usize)> =
            (0..PAIRS).map(|_| (below(&mut rng, seen), below(&mut rng, seen))).collect();
        let strings = rate(PAIRS, || {
            let ratio = |(a, b): &(usize, usize)| {
                rapidfuzz::distance::jaro_winkler::similarity(texts[*a].chars(), texts[*b].chars())
            };
            black_box(places.iter().map(ratio).sum::<f64>());
        })?;
        let scored = rate(PAIRS, || {
            black_box(places.iter().map(|(a, b)| score(&names[*a], &names[*b])).sum::<f64>());
        })?;
        let row = Row::new(format!("{what}, score alone"), scored, "a CPU second");
        let row = row.beside("Jaro-Winkler of the two strings", strings);
        table.push(if want { row.want(Want::AtLeast(500_000.0)) } else { row });
    }
    let explained = rate(PAIRS / 20, || {
        for at in 0..PAIRS / 20 {
            let at = usize::try_from(at).unwrap_or(0);
            black_box(compare(&names[at % NAMES], &names[at * 7 % NAMES]).explain());
        }
    })?;
    table.push(Row::new("pairs by chance, explained in words", explained, "a CPU second"));
    Ok(())
}

/// What is done in a second of this process's time on a processor.
fn rate(things: u64, work: impl FnOnce()) -> Result<f64> {
    let used = || -> Result<i64> { Ok(getrusage(UsageWho::RUSAGE_SELF)?.user_time().num_microseconds()) };
    let before = used()?;
    work();
    let micros = used()? - before;
    #[expect(clippy::cast_precision_loss, reason = "counts and microseconds of a few seconds")]
    Ok(things as f64 / (micros.max(1) as f64 / 1e6))
}

fn below(rng: &mut Rng, end: usize) -> usize {
    usize::try_from(rng.below(end as u64)).unwrap_or(0)
}

/// Parts of names in Latin, Cyrillic and Arabic letters.
const PARTS: [[&str; 3]; 24] = [
    ["Karim", "Карим", "کریم"],
    ["Firuz", "Фирӯз", "فیروز"],
    ["Rustam", "Рустам", "رستم"],
    ["Zafar", "Зафар", "ظفر"],
    ["Jamshed", "Ҷамшед", "جمشید"],
    ["Salim", "Салим", "سلیم"],
    ["Nazar", "Назар", "نظر"],
    ["Sharif", "Шариф", "شریف"],
    ["Davlat", "Давлат", "دولت"],
    ["Murod", "Мурод", "مراد"],
    ["Yusuf", "Юсуф", "یوسف"],
    ["Habib", "Ҳабиб", "حبیب"],
    ["Olim", "Олим", "عالم"],
    ["Ghafur", "Ғафур", "غفور"],
    ["Qosim", "Қосим", "قاسم"],
    ["Bahrom", "Баҳром", "بهرام"],
    ["Anvar", "Анвар", "انور"],
    ["Sattor", "Саттор", "ستار"],
    ["Nodir", "Нодир", "نادر"],
    ["Khurshed", "Хуршед", "خورشید"],
    ["Umar", "Умар", "عمر"],
    ["Vali", "Валӣ", "ولی"],
    ["Samad", "Самад", "صمد"],
    ["Tohir", "Тоҳир", "طاهر"],
];

/// Endings of fathers' and family names in the same order.
const FATHER: [&str; 3] = ["ovich", "ович", ""];
const FAMILY: [[&str; 3]; 3] = [["ov", "ов", "وف"], ["zoda", "зода", "زاده"], ["ī", "ӣ", "ی"]];

/// Given, father's and family name of somebody who does not exist.
fn invented(rng: &mut Rng) -> String {
    let script = below(rng, 3);
    let mut part = || PARTS[below(rng, PARTS.len())][script];
    let (given, father, family) = (part(), part(), part());
    let ending = FAMILY[below(rng, FAMILY.len())][script];
    if rng.below(2) == 0 {
        format!("{given} {family}{ending}")
    } else {
        format!("{given} {father}{} {family}{ending}", FATHER[script])
    }
}

fn quality(file: &Path, table: &mut Table) -> Result<()> {
    let mut reader = csv::Reader::from_path(file).with_context(|| file.display().to_string())?;
    let header = reader.headers()?.clone();
    let place =
        |name: &str| header.iter().position(|head| head == name).with_context(|| format!("no column {name}"));
    let (a, b, truth) = (place("name1")?, place("name2")?, place("is_match")?);
    let mut found = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let same = matches!(cell(truth), "true" | "1" | "same");
        found.push((same, score(&Name::parse(cell(a)), &Name::parse(cell(b)))));
    }
    if found.is_empty() {
        bail!("{}: no pairs", file.display());
    }
    for threshold in [EVEN, SAME] {
        let count = |same: bool, above: bool| {
            let pairs =
                found.iter().filter(|(truth, score)| *truth == same && (*score >= threshold) == above);
            u32::try_from(pairs.count()).map_or(0.0, f64::from)
        };
        let (hits, false_alarms, missed) = (count(true, true), count(false, true), count(true, false));
        let what =
            |measure: &str| format!("{measure}, {} labelled pairs, score at least {threshold}", found.len());
        table.push(Row::new(what("precision"), hits / (hits + false_alarms), ""));
        table.push(Row::new(what("recall"), hits / (hits + missed), ""));
        let f1 = 2.0 * hits / (2.0 * hits + false_alarms + missed);
        table.push(Row::new(what("F1"), f1, "").want(Want::AtLeast(0.85)));
    }
    Ok(())
}
