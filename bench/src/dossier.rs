//! A dossier from a whole case: time and memory of `sanad dossier`, and how both grow with the claims.
//!
//! The case is made: a tenth as many items as claims, five hundred at most beside the tables; events of a hundred claims,
//! each with two acts, a victim and an involvement. Two dossiers are written: on a person who is involved in a tenth of
//! the events, and on one who is involved in all of them, so that every claim of the case goes into it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::program::{Programs, good};
use crate::scratch::Scratch;
use crate::startup::median;
use crate::table::{Row, Table, Want};

/// Claims of one event, and rows of one table.
const EVENT: u64 = 100;
const ROWS: u64 = 5_000;
/// The case of the target: claims, and items.
const TARGET: u64 = 5_000;
const ITEMS: u64 = 500;

pub(crate) fn run(scratch: &Scratch, most: u64, table: &mut Table) -> Result<()> {
    let programs = Programs::new(scratch)?;
    let mut before: Option<(f64, f64)> = None;
    for claims in [500, TARGET, 10 * TARGET].into_iter().filter(|claims| *claims <= most) {
        let case = filled(&programs, scratch, claims)?;
        let opening = median(3, || programs.json("items", &case, &[]))?;
        let mut took = 0.0;
        for (who, share) in [("P2", "a tenth"), ("P1", "all")] {
            let out = scratch.join(&format!("out{claims}{who}"));
            let start = Instant::now();
            let peak = written(&programs, &case, who, &out)?;
            took = start.elapsed().as_secs_f64();
            let size = fs::metadata(out.join("dossier.pdf")).context("no PDF")?.len();
            let target = claims == TARGET;
            let wanted = |row: Row, most: f64| if target { row.want(Want::AtMost(most)) } else { row };
            let what = format!("{claims} claims, {share} of them about the person");
            table.push(wanted(
                Row::new(format!("{what}: the whole command"), took, "s")
                    .beside("only opening the case", opening / 1000.0),
                5.0,
            ));
            table.push(wanted(Row::new(format!("{what}: memory at most"), peak, "MB"), 300.0));
            #[allow(clippy::cast_precision_loss)]
            let megabytes = size as f64 / 1e6;
            table.push(Row::new(format!("{what}: size of the PDF"), megabytes, "MB"));
        }
        #[allow(clippy::cast_precision_loss)]
        let n = claims as f64;
        if let Some((fewer, less)) = before {
            let power = (took / less).ln() / (n / fewer).ln();
            table.push(Row::new(
                format!("{fewer} to {claims} claims: time grows as n to the power of"),
                power,
                "",
            ));
        }
        before = Some((n, took));
    }
    Ok(())
}

/// Writes the dossier; the largest resident size of the program in MB, as the system knew it last.
fn written(programs: &Programs, case: &Path, who: &str, out: &Path) -> Result<f64> {
    let words = ["dossier", "--for", "us-glomag", "--about", who, "--as", "bench", "-q", "--out"];
    let mut command = programs.sanad(&[words[0].as_ref(), case.as_os_str()]);
    command.args(&words[1..]).arg(out).stdout(Stdio::null());
    let mut child = command.spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0.0_f64;
    let ended = loop {
        if let Ok(text) = fs::read_to_string(&status) {
            let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|l| l.trim().split(' ').next()?.parse::<f64>().ok());
            peak = peak.max(kilobytes.unwrap_or(0.0) / 1024.0);
        }
        match child.try_wait()? {
            Some(ended) => break ended,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    ensure!(ended.success(), "sanad dossier: {ended}");
    Ok(peak)
}

fn filled(programs: &Programs, scratch: &Scratch, claims: u64) -> Result<PathBuf> {
    let case = programs.new_case(scratch, &format!("dossier{claims}"))?;
    let import = |name: &str, kind: &str, rows: String| -> Result<()> {
        let file = scratch.join(&format!("{name}.csv"));
        fs::write(&file, rows)?;
        let words =
            ["import".as_ref(), case.as_os_str(), file.as_os_str(), "--as-kind".as_ref(), kind.as_ref()];
        good(&mut programs.sanad(&words)).map(drop)
    };
    for (at, from) in (0..claims).step_by(usize::try_from(ROWS)?).enumerate() {
        import(&format!("reports{claims}-{at}"), "claims", reports(from, claims.min(from + ROWS)))?;
    }
    let events = claims.div_ceil(EVENT);
    import("bodies", "bodies", "id,name,kind\nB1,Colony,prison\n".to_owned())?;
    import("people", "people", people(events))?;
    import(
        "posts",
        "posts",
        "id,person,body,title,first_precise,starting\nT1,P1,B1,head,2020-01-01,yes\nT2,P2,B1,deputy,2020-01-01,yes\n".to_owned(),
    )?;
    import(
        "events",
        "events",
        rows("id,title,first_date,place,claims", events, |n| {
            format!("E{n},Event {n},2030-01-{:02},Colony {n},R{}", 1 + n % 28, n * EVENT)
        }),
    )?;
    import(
        "acts",
        "acts",
        rows("id,event,type,victim,date,description,death_cause,claims", 2 * events, |n| {
            let first = n / 2 * EVENT + 1 + n % 2;
            format!(
                "A{n},E{},killing,V{},2030-01-{:02},Somebody is said to have been shot.,gunshot,R{first};R{}",
                n / 2,
                n / 2,
                1 + n % 28,
                first + 2
            )
        }),
    )?;
    import(
        "involvements",
        "involvements",
        rows("id,who,act,degree,claims", 2 * events, |n| {
            format!("I{n},P1,A{n},ordered,R{}", n / 2 * EVENT + 5)
        }),
    )?;
    import(
        "others",
        "involvements",
        rows("id,who,act,degree,claims", (2 * events).div_ceil(10), |n| {
            format!("J{n},P2,A{n},failed_to_prevent,R{}", n / 2 * EVENT + 7)
        }),
    )?;
    import(
        "submitters",
        "submitters",
        "id,organisation,link,contact_name,contact_email\nS1,An Office,Keeps records.,N. N.,a@b.example\n"
            .to_owned(),
    )?;
    import("statements", "statements", "id,field,text\nN1,legal_basis,The act.\nN2,impact,Because.\nN3,request,To list.\nN4,contrary,None is known.\n".to_owned())?;
    let texts = ITEMS.min(claims / 10).saturating_sub(9 + claims.div_ceil(ROWS));
    let mut words = vec!["add".into(), case.clone().into_os_string()];
    for n in 0..texts {
        let file = scratch.join(&format!("text{claims}-{n}.txt"));
        fs::write(
            &file,
            format!("Report {n}. A fire broke out in the market, nobody was hurt.\n").repeat(20),
        )?;
        words.push(file.into_os_string());
    }
    good(&mut programs.sanad(&words))?;
    Ok(case)
}

fn rows(head: &str, to: u64, row: impl Fn(u64) -> String) -> String {
    let mut csv = format!("{head}\n");
    (0..to).for_each(|n| {
        let _ = writeln!(csv, "{}", row(n));
    });
    csv
}

fn people(victims: u64) -> String {
    let mut csv = "id,name,occupation\nP1,The Head,officer\nP2,The Deputy,officer\n".to_owned();
    (0..victims).for_each(|n| {
        let _ = writeln!(csv, "V{n},Person Number{n},driver");
    });
    csv
}

fn reports(from: u64, to: u64) -> String {
    let mut csv = "id,reported_on,publisher,speaker,kind,count_mode,low,high,scope,event\n".to_owned();
    for n in from..to {
        let (day, paper, low) = (1 + n % 28, n % 40, 1 + n * 7919 % 90);
        let kind = ["killed", "wounded", "detained"][usize::try_from(n % 3).unwrap_or(0)];
        let _ = writeln!(
            csv,
            "R{n},2030-01-{day:02},Paper {paper},official {},{kind},exact,{low},{low},inmates,Event {}",
            n % 17,
            n / EVENT
        );
    }
    csv
}
