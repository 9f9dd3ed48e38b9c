//! What is measured, beside what this machine can do at most in the same run.
//!
//! A figure alone says nothing: a disk that syncs 200 times a second cannot acknowledge 300 entries on their own. So each
//! bench first measures the limit that it will run into, and prints the share of it that was reached. Start it with
//! `cargo xtask bench NAME`, which builds everything in release first.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program for developers that measures time and speaks on the terminal; nothing of it is stored"
)]

mod add;
mod claims;
mod coverage;
mod crash;
mod dossier;
mod estimate;
mod ledger;
mod limits;
mod link;
mod names;
mod program;
mod proof;
mod rng;
mod scratch;
mod startup;
mod table;
mod web;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use table::Table;

const HELP: &str = "\
limits                                 what the disk and the processor can do
ledger [--most N]                      entries a second in batches and one by one, at 10^3, 10^5, 10^6 entries
add [--bytes N]                        `sanad add` of one large file: speed, memory
startup [--rounds N]                   the time before anything is done
proof [--rounds N]                     `sanad prove` and `sanad-verify`
estimate                               estimation beside the R packages: speed, memory, mixing, published values
coverage [--rounds N] [--seed N]       how often an interval holds the truth, by scenario (--all: with latent classes; slow; --chart FILE.svg)
names [--pairs FILE.csv] [--seed N]    pairs of names a second; how well, on pairs with the columns name1, name2, is_match
link [--most N] [--with-peers]         lists with known truth: how well, how fast; up to N records (10 million: slow); --chart FILE.svg
claims                                 sentences to claims: right, missed and wrong by language; speed
web [--most N] [--rounds N]            the pages under eight clients: distribution, growth to N claims (200,000; 10^6 takes long), memory
dossier [--most N]                     a dossier from a whole case of up to N claims: time, memory, growth
crash [--rounds N] [--seed N]          kill -9 at random moments; what was acknowledged must be there
all: [--json] [--dir FOLDER]           FOLDER is where the disk is measured (default: beside the build)";

/// The most claims that the pages are measured with where nobody says: the case that they are made for.
const WEB: u64 = 200_000;

/// What was asked for on the command line.
struct Options {
    json: bool,
    dir: Option<String>,
    pairs: Option<String>,
    chart: Option<String>,
    rounds: Option<u64>,
    seed: u64,
    bytes: u64,
    most: u64,
    most_said: bool,
    all: bool,
    peers: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first().map(|(name, rest)| run(name, rest)) {
        Some(Ok(true)) => ExitCode::SUCCESS,
        Some(Ok(false)) => ExitCode::FAILURE,
        Some(Err(error)) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Runs one bench and prints its table. True if every target was met.
fn run(name: &str, rest: &[String]) -> Result<bool> {
    let options = Options::parse(rest)?;
    let scratch = scratch::Scratch::new(options.dir.as_deref())?;
    let mut table = Table::new(name);
    match name {
        "limits" => {
            limits::Limits::measure(&scratch)?.show(&mut table);
        }
        "ledger" => ledger::run(&scratch, options.most, &mut table)?,
        "add" => add::run(&scratch, options.bytes, &mut table)?,
        "startup" => startup::run(&scratch, options.rounds.unwrap_or(50), &mut table)?,
        "proof" => proof::run(&scratch, options.rounds.unwrap_or(20), &mut table)?,
        "estimate" => estimate::run(&mut table)?,
        "coverage" => {
            let rounds = options.rounds.unwrap_or(40);
            coverage::run(rounds, options.seed, options.all, options.chart.as_deref(), &mut table)?;
        }
        "names" => names::run(options.pairs.as_deref(), options.seed, &mut table)?,
        "link" => {
            link::run(&scratch, options.most, options.peers, options.chart.as_deref(), &mut table)?;
        }
        "claims" => claims::run(&mut table)?,
        "web" => web::run(
            &scratch,
            if options.most_said { options.most } else { WEB },
            options.rounds.unwrap_or(60),
            &mut table,
        )?,
        "dossier" => dossier::run(&scratch, options.most, &mut table)?,
        "crash" => crash::run(&scratch, options.rounds.unwrap_or(200), options.seed, &mut table)?,
        _ => bail!("no bench {name}\n{HELP}"),
    }
    if options.json {
        println!("{}", table.to_json());
    } else {
        print!("{}", table.to_text());
    }
    Ok(table.holds())
}

impl Options {
    fn parse(words: &[String]) -> Result<Options> {
        let mut options = Options {
            json: false,
            dir: None,
            pairs: None,
            chart: None,
            rounds: None,
            seed: 1,
            bytes: 1 << 30,
            most: 1_000_000,
            most_said: false,
            all: false,
            peers: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--json" {
                options.json = true;
                continue;
            }
            if word == "--all" || word == "--with-peers" {
                options.all |= word == "--all";
                options.peers |= word == "--with-peers";
                continue;
            }
            let value = words.next().with_context(|| format!("{word} wants a value\n{HELP}"))?;
            let number = || value.parse::<u64>().with_context(|| format!("{word} {value}: not a number"));
            match word.as_str() {
                "--pairs" => options.pairs = Some(value.clone()),
                "--chart" => options.chart = Some(value.clone()),
                "--dir" => options.dir = Some(value.clone()),
                "--rounds" => options.rounds = Some(number()?),
                "--seed" => options.seed = number()?,
                "--bytes" => options.bytes = number()?,
                "--most" => (options.most, options.most_said) = (number()?, true),
                _ => bail!("unknown option {word}\n{HELP}"),
            }
        }
        Ok(options)
    }
}
