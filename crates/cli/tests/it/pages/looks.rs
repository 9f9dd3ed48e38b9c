//! Every page of the example looked at by others: a strict parser of HTML, an accessibility checker in Chromium, and Firefox
//! with what Tor Browser leaves on at "Safest"; wide and on a phone, light and dark, in both directions.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::browser::Browser;
use super::client::{Pages, Visitor};
use super::firefox::Firefox;
use crate::desk::{has, skipped};

/// Every page that can be reached by a link, filled and empty, and those that say no.
fn paths(visitor: &mut Visitor) -> Vec<String> {
    let source = format!("/sources/i-{}", visitor.get("/sources").after("href=\"/sources/i-", '"'));
    let why = visitor.get("/toll").after("class=\"figure\" href=\"", '"').replace("&amp;", "&");
    let claim = visitor.get("/entity?key=act%2FA1").after("href=\"/why?id=c-", '"');
    let fixed = [
        "/",
        "/?lang=ru",
        "/sources",
        "/sources?q=colony",
        "/sources?q=nothing+like+it",
        "/sources/add",
        "/review",
        "/toll",
        "/toll?event=Sangrez+colony%2C+14+March+2023",
        "/toll?event=Sangrez+colony%2C+14+March+2023&kind=tortured&as_of=never",
        "/toll?event=Sangrez+colony%2C+14+March+2023&lang=ru",
        "/people",
        "/pairs",
        "/entities?sort=act",
        "/entities?sort=asset&lang=ru",
        "/entity?key=person%2FP01",
        "/entity?key=finding%2FF1",
        "/entity/edit?sort=act",
        "/entity/edit?key=posting%2FT1&lang=ru",
        "/posts",
        "/posts?at=2023-03-14",
        "/estimate",
        "/dossier",
        "/dossier?for=us-glomag&about=person%2FP01",
        "/dossier?for=un-wgad&about=person%2FP03&lang=ru",
        "/register",
        "/proof",
        "/history",
        "/actor",
        "/nowhere",
    ];
    let mut paths: Vec<String> = fixed.iter().map(|path| (*path).to_owned()).collect();
    paths.extend([source, why, format!("/why?id=c-{claim}"), format!("/review/c-{claim}")]);
    paths
}

/// The Python that `cargo xtask test` installs, and a file in it.
fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/python");
    if python.join("bin/python").exists() {
        return Some(python);
    }
    eprintln!("SKIPPED: needs html5lib and axe-core: see xtask/src/tools.rs");
    None
}

#[test]
fn every_page_is_good_html() {
    let Some(python) = python() else { return };
    let pages = Pages::of_example();
    let mut visitor = pages.by_link();
    let paths = paths(&mut visitor);
    let files = paths.iter().enumerate().map(|(n, path)| {
        let page = visitor.get(path);
        assert!(page.status < 500, "{path}: {}", page.status);
        let name = path.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        pages.desk.file(&format!("{n:02}{name}.html"), &page.body)
    });
    let files: Vec<PathBuf> = files.collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html_check.py");
    let checked = Command::new(python.join("bin/python")).arg(&script).args(&files).output().unwrap();
    let said =
        String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
    let bad =
        pages.desk.file("bad.html", "<!DOCTYPE html><html lang=en><title>x</title><p id=a><div id=a></p>");
    let checked = Command::new(python.join("bin/python")).arg(script).arg(bad).output().unwrap();
    assert_eq!(checked.status.code(), Some(1), "it does find what is wrong");
}

const AXE: &str = "const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(
  found => done(found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))),
  error => done(['axe stopped: ' + error]));";

#[test]
fn no_page_has_a_fault_that_a_checker_of_accessibility_finds() {
    if !has("chromedriver") || !has("chromium") {
        skipped("chromedriver", "chromium chromium-driver");
        return;
    }
    let Some(python) = python() else { return };
    let find = Command::new(python.join("bin/python"))
        .args(["-c", "import axe_playwright_python as a; print(a.__path__[0])"])
        .output()
        .unwrap();
    let folder = String::from_utf8(find.stdout).unwrap();
    let axe = std::fs::read_to_string(Path::new(folder.trim()).join("axe.min.js")).unwrap();
    let pages = Pages::of_example();
    let browser = Browser::start(&pages.desk, true);
    browser.open(&pages.link);
    browser.click("button.go");
    let mut visitor = pages.by_passphrase();
    visitor.post("/actor", &[("actor", "Nigina")]);
    let base = format!("http://{}", pages.host);
    let mut wrong = Vec::new();
    for (width, scheme, direction) in [(1100, "light", "ltr"), (360, "dark", "rtl")] {
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        browser.tell("Emulation.setDeviceMetricsOverride", &metrics);
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.tell("Emulation.setEmulatedMedia", &media);
        for path in paths(&mut visitor) {
            browser.open(&format!("{base}{path}"));
            browser.run(&format!("document.documentElement.dir = '{direction}'; document.querySelectorAll('details').forEach(d => d.open = true)"));
            let wide = browser.run("return document.documentElement.scrollWidth").as_i64().unwrap_or(0);
            if wide > width {
                wrong.push(format!("{path} is {wide} wide on {width} {direction}"));
            }
            assert_eq!(browser.run("return document.querySelectorAll('button.lock').length"), 1, "{path}");
            browser.run(&axe);
            let found = browser.act("POST", "/execute/async", &json!({"script": AXE, "args": []}));
            let found = found.as_array().cloned().unwrap_or_else(|| vec![found.clone()]);
            wrong.extend(found.iter().map(|fault| format!("{path} ({width}, {scheme}): {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // it does find what is wrong
    browser.open(&format!("{base}/toll"));
    browser.run("document.querySelector('label[for=event]').remove()");
    browser.run(&axe);
    let found = browser.act("POST", "/execute/async", &json!({"script": AXE, "args": []})).to_string();
    assert!(found.contains("select-name"), "{found}");
}

#[test]
fn firefox_without_scripts_pictures_of_lines_and_fonts_shows_every_page_whole() {
    if !has("firefox-esr") {
        skipped("firefox-esr", "firefox-esr");
        return;
    }
    let pages = Pages::of_example();
    let base = format!("http://{}", pages.host);
    let mut visitor = pages.by_link();
    let paths = paths(&mut visitor);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pictures");
    std::fs::create_dir_all(&kept).unwrap();
    // twice as large at 720 points: a page at 200 %, and a phone of 360
    for (name, zoom, width, dark) in [("wide", 1, 1100, false), ("phone", 2, 720, true)] {
        let mut firefox = Firefox::start(&pages.desk, zoom, dark);
        firefox.sized(width, 1000);
        firefox.open(&format!("{base}/"));
        firefox.write("#passphrase", crate::desk::PASSPHRASE);
        firefox.click("form[action='/unlock'] button");
        if firefox.page().contains("action=\"/actor\"") && firefox.page().contains("value=\"Nigina\"") {
            firefox.click("button[value=Nigina]");
        }
        for (n, path) in paths.iter().enumerate() {
            firefox.open(&format!("{base}{path}"));
            let page = firefox.page();
            assert!(page.contains("class=\"lock\"") && page.contains("</main>"), "{path}: {page}");
            let (seen, whole) = (firefox.picture(false), firefox.picture(true));
            let file = path.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            std::fs::write(kept.join(format!("{name}-{n:02}{file}.png")), &whole).unwrap();
            assert!(
                size(&whole).0 <= size(&seen).0,
                "{path} is {} wide on {}",
                size(&whole).0,
                size(&seen).0
            );
        }
    }
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

impl Browser {
    /// A word of Chromium's own protocol.
    fn tell(&self, command: &str, params: &Value) {
        self.act("POST", "/goog/cdp/execute", &json!({"cmd": command, "params": params}));
    }

    fn run(&self, script: &str) -> Value {
        self.act("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }
}
