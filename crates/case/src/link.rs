//! `sanad link`: which records of one or two lists are one person, without a case.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

pub use sanad_link::Guess as Column;
use sanad_link::{
    Field, Judged, Judgements, Links, Mapping, Options, Overlaps, Pair, Records, Sheet, SheetError, Verdict,
    link,
};
use serde::Serialize;

use crate::error::{CaseError, Result};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct LinkOptions {
    /// `column=field`, or `column=` to leave a column out.
    pub map: Vec<String>,
    /// A column that names the list of a record: no list has two records of one person.
    pub no_duplicates_within: Option<String>,
    /// What people decided before.
    pub judgements: Option<PathBuf>,
    /// How many pairs to show for review.
    pub review: usize,
    /// Where groups go.
    pub out: Option<PathBuf>,
    /// Where pairs go.
    pub pairs: Option<PathBuf>,
    /// Where the table of overlaps goes, at the middle threshold; the low and the high one go beside it.
    pub overlap: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Linked {
    /// Each list as it was read.
    pub files: Vec<FileView>,
    /// Records in all lists.
    pub records: usize,
    /// People they are.
    pub people: usize,
    /// Pairs by verdict; pairs that are plainly two people are not counted.
    pub same: usize,
    /// Pairs left to a person.
    pub unsure: usize,
    /// People at a low, the middle and a high threshold.
    pub people_at: Vec<PeopleAt>,
    /// The pairs whose decision would change most.
    pub review: Vec<PairView>,
    /// What could not be used.
    pub problems: Vec<String>,
}

/// A list as it was read.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Its name.
    pub file: String,
    /// Its rows.
    pub records: usize,
    /// What its columns were taken for.
    pub columns: Vec<Column>,
    /// What could not be used of it.
    pub problems: Vec<String>,
}

/// How many people there are if pairs count from another probability on.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleAt {
    /// The probability.
    pub threshold: f64,
    /// People.
    pub people: usize,
    /// The table of overlaps, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<String>,
}

/// A pair of records.
#[derive(Debug, Clone, Serialize)]
pub struct PairView {
    /// The key of the earlier record.
    pub a: String,
    /// The key of the later one.
    pub b: String,
    /// ln(m/u), summed.
    pub weight: f64,
    /// The probability that both are one person.
    pub posterior: f64,
    /// same, unsure, not_same.
    pub verdict: &'static str,
    /// In words.
    pub why: String,
}

/// Low, middle and high.
const THRESHOLDS: [f64; 3] = [0.2, 0.5, 0.8];

/// Links one list or two, and writes what was asked for.
///
/// # Errors
/// When a list or the judgements cannot be read, a column is not there, no column holds a name, or a file cannot be written.
pub fn link_lists(files: &[PathBuf], options: &LinkOptions) -> Result<Linked> {
    let sheets = read_all(files, options)?;
    let refs: Vec<&Sheet> = sheets.iter().collect();
    let records = Records::of(&refs);
    let judgements = judgements(options.judgements.as_deref(), &records)?;
    let links = link(
        &refs,
        &Options {
            same: judgements.with(Judged::Same),
            not_same: judgements.with(Judged::NotSame),
            no_duplicates: options.no_duplicates_within.is_some(),
        },
    );
    if let Some(to) = &options.out {
        write_groups(to, &records, &links)?;
    }
    let (same, unsure) = write_pairs(options.pairs.as_deref(), &records, &links, &judgements)?;
    let conflicts = links.conflicts.iter().map(|(a, b)| {
        format!(
            "{} and {} are judged the same and, through other judgements, not the same; they are kept apart",
            records.key(*a),
            records.key(*b)
        )
    });
    let problems = records
        .problems
        .iter()
        .cloned()
        .chain(judgements.problems.iter().cloned())
        .chain(conflicts)
        .collect();
    let mut reader = links.reader();
    let review = links
        .to_review(options.review)
        .iter()
        .map(|pair| PairView {
            a: records.key(pair.a).into_owned(),
            b: records.key(pair.b).into_owned(),
            weight: rounded(pair.weight),
            posterior: rounded(pair.posterior),
            verdict: links.verdict(pair).word(),
            why: reader.why(pair.a, pair.b),
        })
        .collect();
    let views = files.iter().zip(&sheets).map(|(file, sheet)| FileView {
        file: file.display().to_string(),
        records: sheet.count(),
        columns: sheet.guesses.clone(),
        problems: sheet.problems.clone(),
    });
    Ok(Linked {
        files: views.collect(),
        records: records.count(),
        people: people(&links.groups),
        same,
        unsure,
        people_at: at_thresholds(&links, files, options.overlap.as_deref())?,
        review,
        problems,
    })
}

fn read_all(files: &[PathBuf], options: &LinkOptions) -> Result<Vec<Sheet>> {
    let mut mapping: Mapping = Vec::new();
    for pair in &options.map {
        mapping.push(mapped(pair)?);
    }
    mapping.extend(options.no_duplicates_within.iter().map(|column| (column.clone(), Some(Field::List))));
    let mut missing: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut sheets = Vec::new();
    for file in files {
        sheets.push(read(file, mapping.clone(), &mut missing)?);
    }
    // a column may be in one list only
    match missing.into_iter().find(|(_, (times, _))| *times == files.len()) {
        Some((column, (_, all))) => Err(CaseError::bad_input(
            format!("no column {column}; the columns are {all}"),
            "name one of these",
        )),
        None => Ok(sheets),
    }
}

fn mapped(pair: &str) -> Result<(String, Option<Field>)> {
    let all = || Field::ALL.map(Field::name).join(", ");
    let advice = || format!("write column=field, with one of {}; or column= to leave a column out", all());
    let (column, field) =
        pair.rsplit_once('=').ok_or_else(|| CaseError::wrong_use(format!("--map {pair}: no ="), advice()))?;
    if field.is_empty() {
        return Ok((column.to_owned(), None));
    }
    let known = Field::named(field)
        .ok_or_else(|| CaseError::wrong_use(format!("--map {pair}: no field {field}"), advice()))?;
    Ok((column.to_owned(), Some(known)))
}

fn read(file: &Path, mut mapping: Mapping, missing: &mut BTreeMap<String, (usize, String)>) -> Result<Sheet> {
    loop {
        let open = File::open(file).map_err(|error| CaseError::io(file, &error))?;
        match Sheet::read(BufReader::with_capacity(1 << 18, open), &mapping) {
            Ok(sheet) => return Ok(sheet),
            Err(SheetError::NoColumn(column, all)) => {
                mapping.retain(|(known, _)| *known != column);
                missing.entry(column).or_insert((0, all)).0 += 1;
            }
            Err(SheetError::Io(error)) => return Err(CaseError::io(file, &error)),
            Err(error) => {
                let advice = match error {
                    SheetError::NoName(_) => "say which column holds a name: --map COLUMN=name",
                    SheetError::Empty => "a list has a row for each person",
                    _ => "save it as CSV in UTF-8",
                };
                return Err(CaseError::bad_input(format!("{}: {error}", file.display()), advice));
            }
        }
    }
}

fn judgements(file: Option<&Path>, records: &Records) -> Result<Judgements> {
    let Some(file) = file else { return Ok(Judgements::default()) };
    let text = fs::read_to_string(file).map_err(|error| CaseError::io(file, &error))?;
    Judgements::read(&text, records).map_err(|why| {
        CaseError::bad_input(
            format!("{}: {why}", file.display()),
            "write a table with the columns a,b,verdict",
        )
    })
}

fn people(groups: &[usize]) -> usize {
    groups.iter().enumerate().filter(|(row, group)| row == *group).count()
}

fn at_thresholds(links: &Links, files: &[PathBuf], overlap: Option<&Path>) -> Result<Vec<PeopleAt>> {
    let names: Vec<String> = files
        .iter()
        .map(|file| file.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let (lists, list_of) = links.lists(&names);
    let mut all = Vec::new();
    for (threshold, suffix) in THRESHOLDS.into_iter().zip(["-low", "", "-high"]) {
        let groups = links.groups_at(threshold);
        let table = overlap.map(|file| beside(file, suffix));
        if let Some(table) = &table {
            crate::files::write(table, Overlaps::of(&groups, &lists, &list_of).to_csv().as_bytes())?;
        }
        all.push(PeopleAt {
            threshold,
            people: people(&groups),
            overlap: table.map(|file| file.display().to_string()),
        });
    }
    Ok(all)
}

/// TABLE.csv, TABLE-low.csv, TABLE-high.csv.
fn beside(file: &Path, suffix: &str) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let end = file.extension().map_or(String::new(), |end| format!(".{}", end.to_string_lossy()));
    file.with_file_name(format!("{stem}{suffix}{end}"))
}

fn write_groups(to: &Path, records: &Records, links: &Links) -> Result<()> {
    write_table(to, |table| {
        table.write_record(["record", "cluster", "posterior"])?;
        for (record, (group, posterior)) in links.groups.iter().zip(&links.posteriors).enumerate() {
            table.write_record([&*records.key(record), &*records.key(*group), &format!("{posterior:.4}")])?;
        }
        Ok(())
    })
}

/// Writes the pairs; counts those that are the same and those left open.
fn write_pairs(
    to: Option<&Path>,
    records: &Records,
    links: &Links,
    judgements: &Judgements,
) -> Result<(usize, usize)> {
    let mut reader = links.reader();
    let kept: Vec<Pair> = links.pairs().collect();
    let is_kept = |pair: &(usize, usize)| kept.binary_search_by_key(pair, |kept| (kept.a, kept.b)).is_ok();
    let decided: Vec<Pair> =
        judgements.pairs.keys().filter(|pair| !is_kept(pair)).map(|(a, b)| reader.pair(*a, *b)).collect();
    let mut pairs = [kept, decided].concat();
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    let verdict = |pair: &Pair| match judgements.pairs.get(&(pair.a, pair.b)) {
        Some(Judged::Unsure) => Verdict::Unsure,
        _ => links.verdict(pair),
    };
    let count = |wanted: Verdict| pairs.iter().filter(|pair| verdict(pair) == wanted).count();
    let counts = (count(Verdict::Same), count(Verdict::Unsure));
    let Some(to) = to else { return Ok(counts) };
    write_table(to, |table| {
        table.write_record(["a", "b", "weight", "posterior", "verdict", "why"])?;
        for pair in &pairs {
            let mut why = reader.why(pair.a, pair.b);
            if judgements.pairs.contains_key(&(pair.a, pair.b)) {
                why.push_str("; decided by a person");
            }
            table.write_record([
                &*records.key(pair.a),
                &*records.key(pair.b),
                &format!("{:.2}", pair.weight),
                &format!("{:.4}", pair.posterior),
                verdict(pair).word(),
                &why,
            ])?;
        }
        Ok(())
    })?;
    Ok(counts)
}

fn write_table(
    to: &Path,
    fill: impl FnOnce(&mut csv::Writer<BufWriter<File>>) -> std::result::Result<(), csv::Error>,
) -> Result<()> {
    let file = File::create(to).map_err(|error| CaseError::io(to, &error))?;
    let mut table = csv::Writer::from_writer(BufWriter::new(file));
    fill(&mut table).map_err(|error| CaseError::io(to, &error.into()))?;
    table.flush().map_err(|error| CaseError::io(to, &error))?;
    table
        .into_inner()
        .map_err(|error| CaseError::io(to, &error.into_error()))?
        .flush()
        .map_err(|error| CaseError::io(to, &error))
}

/// Four places, as files have it.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
