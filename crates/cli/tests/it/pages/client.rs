//! A server for one test and a client that keeps what a browser keeps: a cookie and the token of the last form.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::desk::Desk;

/// `sanad serve` on a port of its own; ended with the test.
pub(super) struct Pages {
    pub(super) desk: Desk,
    pub(super) link: String,
    pub(super) host: String,
    child: Child,
}

/// Somebody at a browser.
#[derive(Clone)]
pub(super) struct Visitor {
    pub(super) host: String,
    pub(super) cookie: String,
    pub(super) token: String,
    /// Sent instead of the own origin, if set.
    pub(super) origin: Option<String>,
    /// Sent instead of the own host, if set.
    pub(super) called: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Pages {
    pub(super) fn of(desk: Desk) -> Self {
        Self::serving(desk, &["a.sanad"])
    }

    /// The example case with persons, posts and findings, as one of its people.
    pub(super) fn of_example() -> Self {
        let desk = Desk::new();
        desk.run(["demo", "--out", "demo"]).done();
        Self::serving(desk, &["demo/sangrez-2023.sanad", "--as", "Nigina"])
    }

    fn serving(desk: Desk, case: &[&str]) -> Self {
        let mut command = desk.command([&["serve", "--listen", "127.0.0.1:0", "--quiet"], case].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut link = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut link).unwrap();
        let link = link.trim().to_owned();
        let host = link.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
        Self { desk, link, host, child }
    }

    pub(super) fn stranger(&self) -> Visitor {
        let (cookie, token) = (String::new(), String::new());
        Visitor { host: self.host.clone(), cookie, token, origin: None, called: None }
    }

    /// Somebody who came in by the one-time link.
    pub(super) fn by_link(&self) -> Visitor {
        let mut visitor = self.stranger();
        let path = self.link.split_once(&self.host).unwrap().1.to_owned();
        visitor.get(&path);
        let link = path.split_once("token=").unwrap().1.to_owned();
        assert_eq!(visitor.post("/enter", &[("link", &link)]).status, 303);
        visitor.get("/");
        visitor
    }

    /// Somebody who came in by the passphrase.
    pub(super) fn by_passphrase(&self) -> Visitor {
        let mut visitor = self.stranger();
        visitor.get("/");
        assert_eq!(visitor.post("/unlock", &[("passphrase", crate::desk::PASSPHRASE)]).status, 303);
        visitor.get("/");
        visitor
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Visitor {
    pub(super) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", b"")
    }

    pub(super) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let own = [("token", self.token.clone())];
        let all = own.iter().map(|(n, v)| (*n, v.as_str())).chain(fields.iter().copied());
        let body: Vec<String> = all.map(|(n, v)| format!("{n}={}", encoded(v))).collect();
        self.send("POST", path, "application/x-www-form-urlencoded", body.join("&").as_bytes())
    }

    /// Files as a form sends them: the fields first, the token first of all.
    pub(super) fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        let token = self.token.clone();
        for (name, value) in [("token", token.as_str())].iter().chain(fields) {
            let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        self.send("POST", path, "multipart/form-data; boundary=b", &body)
    }

    pub(super) fn send(&mut self, method: &str, path: &str, media: &str, body: &[u8]) -> Answer {
        let answer = self.raw(method, path, media, body, body.len());
        for (_, value) in
            answer.headers.iter().filter(|(n, v)| n == "set-cookie" && v.contains("__Host-sanad"))
        {
            self.cookie = value.split(';').next().unwrap().to_owned();
        }
        if let Some(at) = answer.text().find("name=\"token\" value=\"") {
            self.token = answer.text()[at + 20..].split('"').next().unwrap().to_owned();
        }
        answer
    }

    /// Sends a body that is said to be `length` long, and closes.
    pub(super) fn raw(&self, method: &str, path: &str, media: &str, body: &[u8], length: usize) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let host = self.called.as_ref().unwrap_or(&self.host);
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if !self.cookie.is_empty() {
            head += &format!("Cookie: {}\r\n", self.cookie);
        }
        if method != "GET" {
            let origin = self.origin.clone().unwrap_or_else(|| format!("http://{host}"));
            if !origin.is_empty() {
                head += &format!("Origin: {origin}\r\n");
            }
            head += &format!("Content-Type: {media}\r\nContent-Length: {length}\r\n");
        }
        // a server that refuses early may close before it has read all
        let _ = stream.write_all(format!("{head}\r\n").as_bytes());
        let _ = stream.write_all(body);
        if length > body.len() {
            let _ = stream.shutdown(std::net::Shutdown::Write);
        }
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let at = bytes.windows(4).position(|w| w == b"\r\n\r\n");
        let Some(at) = at else { return Self { status: 0, headers: Vec::new(), body: Vec::new() } };
        let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| line.split_once(": ").map(|(n, v)| (n.to_ascii_lowercase(), v.to_owned()));
        Self { status, headers: lines.filter_map(header).collect(), body: bytes[at + 4..].to_vec() }
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The page as it reads, without the marks that isolate what was put into it.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).replace(['\u{2068}', '\u{2069}'], "")
    }

    /// What stands after `before`, up to `end`.
    #[track_caller]
    pub(super) fn after(&self, before: &str, end: char) -> String {
        let text = self.text();
        let at = text.find(before).unwrap_or_else(|| panic!("no {before:?} in {text}"));
        text[at + before.len()..].split(end).next().unwrap().to_owned()
    }

    #[track_caller]
    pub(super) fn says(&self, status: u16, words: &[&str]) {
        assert_eq!(self.status, status, "{}", self.text());
        for word in words {
            assert!(self.text().contains(word), "{word:?} is not in {}", self.text());
        }
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
