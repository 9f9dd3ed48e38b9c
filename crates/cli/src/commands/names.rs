//! `sanad names`: two names, or a file of pairs, compared without a case.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use csv::StringRecord;
use sanad_case::{CaseError, Result};
use sanad_names::{Comparison, Name, Verdict, compare, score};
use serde_json::{Value, json};

use crate::args::Names;
use crate::context::Context;
use crate::out;

pub(super) fn run(context: &Context, args: &Names) -> Result<ExitCode> {
    match (args.pairs.as_deref(), args.names.as_slice()) {
        (Some(file), []) => pairs(context, file, args.out.as_deref())?,
        (None, [a, b]) => two(context, &compare(&Name::parse(a), &Name::parse(b)))?,
        _ => {
            let advice = "write: sanad names \"NAME\" \"NAME\", or: sanad names --pairs FILE.csv";
            return Err(CaseError::wrong_use("expected two names, or a file of pairs", advice));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn two(context: &Context, found: &Comparison) -> Result<()> {
    if context.json {
        return out::json(&document(found));
    }
    out::line(&out::safe(&format!("{}: {}", found.verdict.word().replace('_', " "), found.explain())));
    Ok(())
}

fn document(found: &Comparison) -> Value {
    json!({"score": rounded(found.score), "verdict": found.verdict.word(), "why": found.explain()})
}

/// A score as files and documents carry it: four places.
fn rounded(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

fn pairs(context: &Context, file: &Path, to: Option<&Path>) -> Result<()> {
    let mut table = Table::open(file, context)?;
    match (to, context.json) {
        (Some(to), _) => {
            let counts = table.write_file(to)?;
            if context.json {
                return out::json(&counts.document(to));
            }
            context.say(&format!("{}: {}", to.display(), counts.words()));
        }
        (None, true) => out::json(&json!({"pairs": table.documents()?}))?,
        (None, false) => {
            let mut bytes = Vec::new();
            table.write(&mut bytes, file)?;
            out::bytes(&bytes);
        }
    }
    if table.short > 0 {
        context.say(&format!("note: {} rows lack a name; their score is 0", table.short));
    }
    Ok(())
}

/// A table of pairs: its header, where the names are in a row, and the rows to come.
struct Table<'a> {
    file: &'a Path,
    header: StringRecord,
    places: [usize; 2],
    /// Columns of the same names as those that are added; a table that was scored before is scored anew.
    replaced: Vec<usize>,
    rows: csv::StringRecordsIntoIter<std::io::Cursor<String>>,
    known: BTreeMap<String, Name>,
    /// Rows with a name missing.
    short: u64,
}

/// Names that are kept, so that each is read once; beyond this many all are let go.
const MOST_KNOWN: usize = 200_000;

impl<'a> Table<'a> {
    fn open(file: &'a Path, context: &Context) -> Result<Self> {
        let bytes = std::fs::read(file).map_err(|e| CaseError::io(file, &e))?;
        let (text, encoding) = decoded(bytes);
        if let Some(encoding) = encoding {
            context.say(&format!("note: {} is read as {encoding}", file.display()));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .flexible(true)
            .from_reader(std::io::Cursor::new(text));
        let header = reader.headers().map_err(|e| unreadable(file, &e))?.clone();
        let place = |name: &str| header.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
        let (Some(a), Some(b)) = (place("name1"), place("name2")) else {
            let heads = header.iter().collect::<Vec<_>>().join(", ");
            let what = format!("{}: no columns name1 and name2; the columns are: {heads}", file.display());
            return Err(CaseError::bad_input(what, "name the two columns with the names name1 and name2"));
        };
        let replaced = ["score", "verdict"].iter().filter_map(|name| place(name)).collect();
        let rows = reader.into_records();
        Ok(Self { file, header, places: [a, b], replaced, rows, known: BTreeMap::new(), short: 0 })
    }

    /// The next row, and its names.
    fn next(&mut self) -> Result<Option<(StringRecord, [String; 2])>> {
        let Some(row) = self.rows.next() else { return Ok(None) };
        let row = row.map_err(|e| unreadable(self.file, &e))?;
        let names = self.places.map(|place| row.get(place).unwrap_or_default().to_owned());
        self.short += u64::from(names.iter().any(|name| name.trim().is_empty()));
        if self.known.len() > MOST_KNOWN {
            self.known.clear();
        }
        for name in &names {
            if !self.known.contains_key(name) {
                self.known.insert(name.clone(), Name::parse(name));
            }
        }
        Ok(Some((row, names)))
    }

    fn documents(&mut self) -> Result<Vec<Value>> {
        let mut documents = Vec::new();
        while let Some((_, [a, b])) = self.next()? {
            let mut pair = json!({"name1": a, "name2": b});
            if let (Some(x), Some(y), Some(pair)) =
                (self.known.get(&a), self.known.get(&b), pair.as_object_mut())
                && let Value::Object(found) = document(&compare(x, y))
            {
                pair.extend(found);
            }
            documents.push(pair);
        }
        Ok(documents)
    }

    /// Writes beside the place and moves there, so that no half-written table is left.
    fn write_file(&mut self, to: &Path) -> Result<Counts> {
        let mut name = to.as_os_str().to_owned();
        name.push(".part");
        let part = Path::new(&name);
        let file = File::create(part).map_err(|e| CaseError::io(to, &e))?;
        let written = self.write(&mut BufWriter::new(file), to);
        if written.is_err() {
            let _ = std::fs::remove_file(part);
        }
        let counts = written?;
        std::fs::rename(part, to).map_err(|e| CaseError::io(to, &e))?;
        Ok(counts)
    }

    fn write(&mut self, out: &mut impl Write, to: &Path) -> Result<Counts> {
        let failed = |e: csv::Error| CaseError::io(to, &std::io::Error::other(e.to_string()));
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        let width = self.header.len();
        writer.write_record(&self.row(&self.header, width, ["score", "verdict"])).map_err(failed)?;
        let mut counts = Counts::default();
        while let Some((row, [a, b])) = self.next()? {
            let (Some(x), Some(y)) = (self.known.get(&a), self.known.get(&b)) else { continue };
            let score = score(x, y);
            let verdict = Verdict::of(score);
            counts.add(verdict);
            let cells = [&*format!("{:.4}", rounded(score)), verdict.word()];
            writer.write_record(&self.row(&row, width, cells)).map_err(failed)?;
        }
        writer.flush().map_err(|e| CaseError::io(to, &e))?;
        Ok(counts)
    }

    /// The cells of a row, filled up to the width of the header, and two more.
    fn row<'r>(&self, row: &'r StringRecord, width: usize, more: [&'r str; 2]) -> StringRecord {
        let cells = (0..width.max(row.len())).filter(|at| !self.replaced.contains(at));
        cells.map(|at| row.get(at).unwrap_or_default()).chain(more).collect()
    }
}

/// How many pairs got each verdict.
#[derive(Default)]
struct Counts {
    same: u64,
    unsure: u64,
    not_same: u64,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Same => self.same += 1,
            Verdict::Unsure => self.unsure += 1,
            Verdict::NotSame => self.not_same += 1,
        }
    }

    fn document(&self, to: &Path) -> Value {
        let pairs = self.same + self.unsure + self.not_same;
        let Self { same, unsure, not_same } = self;
        json!({"out": to.display().to_string(), "pairs": pairs, "same": same, "unsure": unsure, "not_same": not_same})
    }

    fn words(&self) -> String {
        format!("{} same, {} unsure, {} not same", self.same, self.unsure, self.not_same)
    }
}

/// The text, and the name of its encoding where it is not UTF-8.
fn decoded(bytes: Vec<u8>) -> (String, Option<&'static str>) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, ..) = encoding.decode(&bytes);
        return (text.into_owned(), (encoding != encoding_rs::UTF_8).then(|| encoding.name()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let bytes = error.into_bytes();
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(&bytes, true);
            let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
            (encoding.decode(&bytes).0.into_owned(), Some(encoding.name()))
        }
    }
}

/// What stands most often in the first line: comma, semicolon, tab or bar.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
    let most = b",;\t|".iter().map(count).max().unwrap_or(0);
    b",;\t|".iter().copied().find(|mark| count(mark) == most).unwrap_or(b',')
}

fn unreadable(file: &Path, error: &csv::Error) -> CaseError {
    let place = error.position().map_or_else(String::new, |at| format!(" line {}", at.line()));
    let what = format!("{}{place}: not a table: {error}", file.display());
    CaseError::bad_input(what, "save it as CSV, with commas between cells and text in quotes")
}
