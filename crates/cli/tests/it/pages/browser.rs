//! The same in a real browser with scripts off: Chromium, driven over the WebDriver protocol.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::client::Pages;
use crate::desk::{Desk, has, skipped};

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Chromium with a profile of its own; ended with the test.
pub(super) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    pub(super) fn start(desk: &Desk, scripts: bool) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut browser = Self { driver: driver.spawn().unwrap(), port, session: String::new() };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let profile = format!("--user-data-dir={}", desk.path("profile").display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            &profile,
        ];
        let options = json!({"args": args, "prefs": {"profile.managed_default_content_settings.javascript": if scripts { 1 } else { 2 }}});
        let wanted = json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}});
        let made = browser.call("POST", "/session", &wanted);
        browser.session = made["sessionId"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
        browser
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        // the driver keeps the connection: its length says where the answer ends
        let mut reader = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        while reader.read_line(&mut line).unwrap_or(0) > 2 {
            if let Some((_, value)) =
                line.split_once(':').filter(|(n, _)| n.eq_ignore_ascii_case("content-length"))
            {
                length = value.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        serde_json::from_slice::<Value>(&body).map_or(Value::Null, |value| value["value"].clone())
    }

    pub(super) fn act(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    pub(super) fn open(&self, address: &str) {
        self.act("POST", "/url", &json!({"url": address}));
    }

    fn find(&self, css: &str) -> String {
        let found = self.act("POST", "/element", &json!({"using": "css selector", "value": css}));
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("no {css}: {found}\n{}", self.page())).to_owned()
    }

    pub(super) fn click(&self, css: &str) {
        self.act("POST", &format!("/element/{}/click", self.find(css)), &json!({}));
    }

    fn write(&self, css: &str, text: &str) {
        self.act("POST", &format!("/element/{}/value", self.find(css)), &json!({"text": text}));
    }

    fn page(&self) -> String {
        let source = self.act("GET", "/source", &Value::Null);
        source.as_str().unwrap_or_default().replace(['\u{2068}', '\u{2069}'], "")
    }

    #[track_caller]
    fn shows(&self, words: &str) {
        for _ in 0..300 {
            if self.page().contains(words) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("{words:?} is not in {}", self.page());
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.act("DELETE", "", &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

#[test]
fn add_propose_review_toll_with_scripts_off() {
    if !has("chromedriver") || !has("chromium") {
        skipped("chromedriver", "chromium chromium-driver");
        return;
    }
    let pages = Pages::of(Desk::with_case());
    let file =
        pages.desk.file("report.txt", "At least 14 prisoners were killed in the colony, an official said.\n");
    let browser = Browser::start(&pages.desk, false);
    browser.open(&pages.link);
    browser.click("button.go");
    browser.shows("The case is empty");
    browser.click("a[href='/sources/add']");
    browser.write("#file", &file.display().to_string());
    browser.write("#u-publisher", "Agency One");
    browser.click("form[enctype] button.go");
    browser.shows("One source is safe on disk");
    browser.click("form[action='/propose'] button");
    browser.shows("one claim was proposed");
    browser.click("a[href='/review']");
    browser.shows("prisoners");
    browser.write("#why", "as quoted");
    browser.click("button[value=accept]");
    browser.shows("Accepted.");
    browser.click("nav a[href='/toll']");
    browser.shows("at least 14");
    browser.click("a.figure");
    browser.shows("prisoners were killed");
    browser.click("button.lock");
    browser.shows("The case is locked");
}
