//! The pages under eight clients at once, over loopback: the distribution for each page, how it grows with the case, and memory.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::program::{Programs, good};
use crate::scratch::Scratch;
use crate::table::{Row, Table, Want};

/// Claims of one event, and rows of one table.
const EVENT: u64 = 200;
const ROWS: u64 = 10_000;

/// Texts that lie in the case beside the tables, at most.
const TEXTS: u64 = 10_000;

const CLIENTS: usize = 8;

const PAGES: [&str; 11] = [
    "/",
    "/sources",
    "/sources?q=prisoners",
    "/review",
    "/toll",
    "/toll?event=Event+3&kind=killed",
    "/people",
    "/posts",
    "/dossier",
    "/history",
    "/proof",
];

/// A server, ended when it is dropped, and a cookie that opens it.
struct Server {
    child: Child,
    host: String,
    cookie: String,
}

pub(crate) fn run(scratch: &Scratch, most: u64, rounds: u64, table: &mut Table) -> Result<()> {
    let programs = Programs::new(scratch)?;
    for claims in [1_000, 10_000, 200_000, 1_000_000].into_iter().filter(|claims| *claims <= most) {
        let case = filled(&programs, scratch, claims)?;
        let server = Server::start(&programs, &case)?;
        PAGES.iter().try_for_each(|page| server.get(page).map(drop))?;
        let mut all = Vec::new();
        for page in PAGES {
            let took = server.load(page, rounds)?;
            table.push(Row::new(format!("{claims} claims: {page}, middle"), share(&took, 50), "ms"));
            table.push(Row::new(format!("{claims} claims: {page}, 99 of 100"), share(&took, 99), "ms"));
            all.extend(took);
        }
        all.sort_by(f64::total_cmp);
        table.push(
            Row::new(format!("{claims} claims: all pages, 99 of 100"), share(&all, 99), "ms")
                .want(Want::AtMost(50.0)),
        );
        table.push(
            Row::new(format!("{claims} claims: memory at most"), server.memory()?, "MB")
                .want(Want::AtMost(250.0)),
        );
        if claims == 1_000 {
            let first = server.get("/")? + server.get("/style.css")? + server.get("/chart.css")?;
            #[allow(clippy::cast_precision_loss)]
            table.push(
                Row::new("first page with its style sheets", first as f64 / 1000.0, "kB")
                    .want(Want::AtMost(30.0)),
            );
        }
    }
    Ok(())
}

/// A case with so many claims in tables, and texts to search.
fn filled(programs: &Programs, scratch: &Scratch, claims: u64) -> Result<std::path::PathBuf> {
    let case = programs.new_case(scratch, &format!("web{claims}"))?;
    for (at, from) in (0..claims).step_by(usize::try_from(ROWS)?).enumerate() {
        let file = scratch.join(&format!("table{at}.csv"));
        fs::write(&file, rows(from, claims.min(from + ROWS)))?;
        good(&mut programs.sanad(&["import".as_ref(), case.as_os_str(), file.as_os_str()]))?;
    }
    let mut words = vec!["add".into(), case.clone().into_os_string()];
    for n in 0..TEXTS.min(claims / 20) {
        let file = scratch.join(&format!("report{n}.txt"));
        fs::write(
            &file,
            format!("At least {n} prisoners were killed in colony {n}, an official said. ").repeat(20),
        )?;
        words.push(file.into_os_string());
    }
    good(&mut programs.sanad(&words))?;
    Ok(case)
}

fn rows(from: u64, to: u64) -> String {
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

impl Server {
    fn start(programs: &Programs, case: &Path) -> Result<Self> {
        let words =
            ["serve".as_ref(), case.as_os_str(), "--listen".as_ref(), "127.0.0.1:0".as_ref(), "-q".as_ref()];
        let mut child = programs.sanad(&words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut link = String::new();
        BufReader::new(child.stdout.take().context("no output")?).read_line(&mut link)?;
        let rest = link.trim().strip_prefix("http://").context("no link")?;
        let (host, path) = rest.split_once('/').context("no path")?;
        let secret = path.split_once('=').context("no token")?.1;
        let mut server = Self { child, host: host.to_owned(), cookie: String::new() };
        let page = server.send("GET", "/enter", "")?;
        server.cookie = between(&page, "set-cookie: ", ";").context("no cookie")?;
        let token = between(&page, "name=\"token\" value=\"", "\"").context("no form")?;
        let entered = server.send("POST", "/enter", &format!("token={token}&link={secret}"))?;
        server.cookie = between(&entered, "set-cookie: ", ";").context("not let in")?;
        Ok(server)
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        let Self { host, cookie, .. } = self;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Bytes of a page.
    fn get(&self, path: &str) -> Result<usize> {
        let answer = self.send("GET", path, "")?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap_or_default());
        Ok(answer.len())
    }

    /// Milliseconds of each of `rounds` loads by each client, sorted.
    fn load(&self, path: &str, rounds: u64) -> Result<Vec<f64>> {
        let mut all: Vec<f64> = std::thread::scope(|scope| {
            let client = || -> Result<Vec<f64>> {
                let one = || {
                    let start = Instant::now();
                    self.get(path).map(|_| start.elapsed().as_secs_f64() * 1000.0)
                };
                (0..rounds).map(|_| one()).collect()
            };
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
            let loads = clients.into_iter().map(|client| client.join().unwrap_or_else(|_| Ok(Vec::new())));
            loads.collect::<Result<Vec<_>>>().map(|loads| loads.concat())
        })?;
        all.sort_by(f64::total_cmp);
        Ok(all)
    }

    /// The most memory that the server ever held, in megabytes.
    fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let most = between(&status, "VmHWM:", "kB").context("no VmHWM")?;
        Ok(most.trim().parse::<f64>()? / 1000.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let rest = text.split_once(before)?.1;
    Some(rest.split_once(after)?.0.to_owned())
}

fn share(sorted: &[f64], hundredths: usize) -> f64 {
    sorted.get((sorted.len() * hundredths / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
