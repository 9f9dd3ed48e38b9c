//! kill -9 at random moments while `add`, `import` and `review` write. After each, `check` must pass and everything that
//! was acknowledged must be there: each item whose line was printed, each table and decision whose program ended well, and
//! each checkpoint that was ever seen, as the beginning of the newest one.
//!
//! Killing a process does not lose what the kernel holds, so this does not test the order of syncs; the vault's own tests
//! do that with a store that forgets what was not synced.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use sanad_log::checkpoint::Checkpoint;
use sanad_log::note::VerifierKey;
use sanad_log::tile::{ReadError, TilePath, TileReader};
use sanad_log::tree::{consistency_proof, verify_consistency};
use serde_json::Value;

use crate::program::{Programs, good};
use crate::rng::Rng;
use crate::scratch::Scratch;
use crate::table::{Row, Table, Want};

/// Files given to one `add`, rows in one table.
const FILES: u64 = 12;
const ROWS: u64 = 40;
/// Sentences to propose claims from.
const SENTENCES: u64 = 400;

pub(crate) fn run(scratch: &Scratch, rounds: u64, seed: u64, table: &mut Table) -> Result<()> {
    let mut crash = Crash::new(scratch, seed)?;
    for round in 0..rounds {
        crash.round(round).with_context(|| format!("round {round} of --seed {seed}"))?;
        if round % 20 == 19 {
            eprintln!("{} rounds, {} killed while working", round + 1, crash.killed);
        }
    }
    let real = |number: usize| -> Result<f64> { Ok(f64::from(u32::try_from(number)?)) };
    table.push(Row::new("rounds, check passed after each", real(usize::try_from(rounds)?)?, ""));
    table.push(Row::new("of these killed before the end", real(crash.killed)?, ""));
    table.push(Row::new("items acknowledged, and there", real(crash.items.len())?, ""));
    table.push(Row::new("tables acknowledged, and there", real(crash.tables)?, ""));
    table.push(Row::new("decisions acknowledged, and there", real(crash.decided.len())?, ""));
    table.push(Row::new("acknowledged and lost", 0.0, "").want(Want::AtMost(0.0)));
    Ok(())
}

/// One case through all rounds, and what it owes us.
struct Crash<'a> {
    scratch: &'a Scratch,
    programs: Programs,
    case: PathBuf,
    key: VerifierKey,
    rng: Rng,
    /// How long each verb takes when nobody kills it.
    takes: BTreeMap<&'static str, Duration>,
    items: BTreeSet<String>,
    tables: usize,
    /// The least number of entries that must be there.
    entries: u64,
    decided: BTreeSet<String>,
    seen: Checkpoint,
    killed: usize,
}

impl Crash<'_> {
    fn new(scratch: &Scratch, seed: u64) -> Result<Crash<'_>> {
        let programs = Programs::new(scratch)?;
        let case = programs.new_case(scratch, "crash")?;
        let said = good(&mut programs.sanad(&["log".as_ref(), "key".as_ref(), case.as_os_str()]))?;
        let key: VerifierKey = String::from_utf8_lossy(&said.stdout)
            .split_whitespace()
            .find_map(|word| word.parse().ok())
            .context("sanad log key printed no key")?;
        propose(&programs, scratch, &case)?;
        let seen = newest(&case, &key)?;
        let rng = Rng::new(seed);
        Ok(Crash {
            scratch,
            programs,
            case,
            key,
            rng,
            takes: BTreeMap::new(),
            items: BTreeSet::new(),
            tables: 0,
            entries: seen.size(),
            decided: BTreeSet::new(),
            seen,
            killed: 0,
        })
    }

    fn round(&mut self, round: u64) -> Result<()> {
        let waiting = if round % 3 == 2 { self.waiting()? } else { Vec::new() };
        let (verb, words) = match round % 3 {
            0 => ("add", self.files(round)?),
            1 => ("import", vec![self.table(round)?]),
            _ if waiting.is_empty() => ("import", vec![self.table(round)?]),
            _ => {
                let some: Vec<String> = waiting.into_iter().take(5).collect();
                let verdict = if self.rng.below(2) == 0 { "--accept" } else { "--reject" };
                let mut words = vec![verdict.to_owned()];
                words.extend(some);
                words.extend(["--why".to_owned(), "a bench".to_owned()]);
                ("review", words)
            }
        };
        let (said, finished) = self.kill(verb, &words)?;
        match verb {
            "add" => self.items.extend(ids(&said)),
            "import" if finished => self.tables += 1,
            "review" if finished => {
                self.decided.extend(words.into_iter().filter(|word| word.starts_with("c-")));
            }
            _ => {}
        }
        self.killed += usize::from(!finished);
        self.nothing_lost(finished)
    }

    /// Starts the verb and kills it somewhere in the time it usually takes. What it printed, and whether it was faster.
    fn kill(&mut self, verb: &'static str, words: &[String]) -> Result<(String, bool)> {
        let mut command = self.programs.sanad(&[verb.as_ref(), self.case.as_os_str()]);
        command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
        let start = Instant::now();
        let mut child = command.spawn().with_context(|| format!("sanad {verb}"))?;
        let usual = self.takes.get(verb).copied();
        if let Some(usual) = usual {
            // A little longer than usual, so that some reach their end and the last moments are hit as well.
            let end = u64::try_from(usual.as_micros())?.saturating_mul(11) / 10;
            let moment = Duration::from_micros(self.rng.below(end.max(1)));
            thread::sleep(moment.saturating_sub(start.elapsed()));
            child.kill()?;
        }
        let (mut out, mut err) = (String::new(), String::new());
        child.stdout.take().context("no stdout")?.read_to_string(&mut out)?;
        child.stderr.take().context("no stderr")?.read_to_string(&mut err)?;
        let status = child.wait()?;
        if usual.is_none() {
            ensure!(status.success(), "sanad {verb} by itself: {status}\n{out}{err}");
        }
        if status.success() {
            // The case grows, and so does what a verb takes.
            self.takes.insert(verb, start.elapsed());
        } else if let Some(code) = status.code().filter(|code| *code != 0) {
            bail!("sanad {verb} refused with {code}\n{out}{err}");
        }
        Ok((out, status.success()))
    }

    fn nothing_lost(&mut self, finished: bool) -> Result<()> {
        let report = self.programs.json("check", &self.case, &[])?;
        ensure!(report["ok"] == true, "check: {report}");
        let entries = report["entries"].as_u64().context("check --json: no entries")?;
        ensure!(entries >= self.entries, "{entries} entries, and there were {}", self.entries);
        // A writer that comes after a crash finishes what was begun; so the newest checkpoint is looked at after it.
        let newest = newest(&self.case, &self.key)?;
        ensure!(!finished || newest.size() >= entries, "acknowledged, and not in the newest checkpoint");
        let path = consistency_proof(&Folder(self.case.join("log")), self.seen.size(), newest.size())
            .map_err(|e| anyhow::anyhow!("the log does not continue what was seen: {e}"))?;
        verify_consistency(self.seen.size(), &self.seen.root(), newest.size(), &newest.root(), &path)
            .map_err(|e| anyhow::anyhow!("the log does not continue what was seen: {e}"))?;
        self.entries = newest.size();
        self.seen = newest;
        let there = self.programs.json("items", &self.case, &[])?;
        let there: BTreeSet<&str> =
            array(&there["items"]).iter().filter_map(|item| item["item"].as_str()).collect();
        let lost: Vec<&String> = self.items.iter().filter(|id| !there.contains(id.as_str())).collect();
        ensure!(lost.is_empty(), "acknowledged items are gone: {lost:?}");
        let waiting = self.waiting()?;
        let undone: Vec<&String> = waiting.iter().filter(|id| self.decided.contains(*id)).collect();
        ensure!(undone.is_empty(), "acknowledged decisions are gone: {undone:?}");
        Ok(())
    }

    fn waiting(&self) -> Result<Vec<String>> {
        let review = self.programs.json("review", &self.case, &[])?;
        let ids = array(&review["proposals"]).iter().filter_map(|proposal| proposal["id"].as_str());
        Ok(ids.map(str::to_owned).collect())
    }

    fn files(&mut self, round: u64) -> Result<Vec<String>> {
        let mut files = Vec::new();
        for number in 0..FILES {
            let path = self.scratch.join(&format!("round-{round}-{number}.bin"));
            let length = 100 + self.rng.below(if number == 0 { 4 << 20 } else { 20_000 });
            fs::write(&path, self.rng.bytes(length))?;
            files.push(path.display().to_string());
        }
        Ok(files)
    }

    fn table(&mut self, round: u64) -> Result<String> {
        let mut rows = String::from("source,kind,count,date,quote\n");
        for row in 0..ROWS {
            let killed = self.rng.below(90) + 1;
            rows.push_str(&format!(
                "Radio {row} of round {round},killed,{killed},2018-11-08,\"at least {killed} were killed, it was said ({round}/{row})\"\n"
            ));
        }
        let path = self.scratch.join(&format!("round-{round}.csv"));
        fs::write(&path, rows)?;
        Ok(path.display().to_string())
    }
}

/// Sentences from which claims are proposed, so that there is something to decide on in every round.
fn propose(programs: &Programs, scratch: &Scratch, case: &Path) -> Result<()> {
    let sentence =
        |n: u64| format!("At least {n} prisoners were killed in colony {n}, an official said on Monday.\n\n");
    let path = scratch.join("sentences.txt");
    fs::write(&path, (2..SENTENCES).map(sentence).collect::<String>())?;
    good(&mut programs.sanad(&["add".as_ref(), case.as_os_str(), path.as_os_str()]))?;
    good(&mut programs.sanad(&["propose".as_ref(), case.as_os_str()]))?;
    Ok(())
}

/// The checkpoint that stands in the case folder, checked against the key of the log.
fn newest(case: &Path, key: &VerifierKey) -> Result<Checkpoint> {
    let note = fs::read(case.join("log/checkpoint")).context("log/checkpoint")?;
    Checkpoint::open(&note, key).context("log/checkpoint")
}

/// Ids of items in what was printed.
fn ids(said: &str) -> Vec<String> {
    let words = said.lines().filter(|line| line.ends_with(|c: char| c.is_ascii_hexdigit()));
    words
        .filter_map(|line| line.split_whitespace().find(|word| word.starts_with("i-") && word.len() == 14))
        .map(str::to_owned)
        .collect()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A log as it lies in a folder.
struct Folder(PathBuf);

impl TileReader for Folder {
    fn read(&self, path: &TilePath) -> std::result::Result<Vec<u8>, ReadError> {
        fs::read(self.0.join(path.to_string())).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => ReadError::Missing,
            _ => ReadError::Failed(e.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lines_are_acknowledgements() {
        let said =
            "i-0123456789ab  preserved at log position 3  120 bytes  text/plain  00ff\ni-0123456789cd  pres";
        assert_eq!(ids(said), ["i-0123456789ab"]);
    }
}
