//! Firefox as Tor Browser leaves it at "Safest": no scripts, no SVG, no fonts of pages. Driven over its own protocol, Marionette.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::desk::Desk;

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A Firefox with a profile of its own; ended with the test.
pub(super) struct Firefox {
    child: Child,
    stream: TcpStream,
    said: u64,
}

impl Firefox {
    pub(super) fn start(desk: &Desk, zoom: u32, dark: bool) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let profile = desk.path(format!("firefox-{port}"));
        std::fs::create_dir(&profile).unwrap();
        let scheme = if dark { 0 } else { 1 };
        let prefs = format!(
            "user_pref(\"marionette.port\", {port});
user_pref(\"javascript.enabled\", false);
user_pref(\"svg.disabled\", true);
user_pref(\"gfx.downloadable_fonts.enabled\", false);
user_pref(\"layout.css.devPixelsPerPx\", \"{zoom}\");
user_pref(\"layout.css.prefers-color-scheme.content-override\", {scheme});
user_pref(\"browser.shell.checkDefaultBrowser\", false);
user_pref(\"datareporting.policy.dataSubmissionEnabled\", false);
user_pref(\"toolkit.telemetry.enabled\", false);
user_pref(\"app.update.enabled\", false);
user_pref(\"network.captive-portal-service.enabled\", false);
user_pref(\"network.connectivity-service.enabled\", false);
user_pref(\"signon.rememberSignons\", false);
"
        );
        std::fs::write(profile.join("user.js"), prefs).unwrap();
        let mut command = Command::new("firefox-esr");
        command.args(["-headless", "-marionette", "-no-remote", "-profile"]).arg(&profile);
        command
            .env("HOME", desk.path("home"))
            .env("MOZ_HEADLESS_WIDTH", "1400")
            .env("MOZ_HEADLESS_HEIGHT", "1200");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let stream = (0..600).find_map(|_| {
            std::thread::sleep(Duration::from_millis(100));
            TcpStream::connect(("127.0.0.1", port)).ok()
        });
        let stream = stream.expect("Firefox does not answer");
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        let mut firefox = Self { child, stream, said: 0 };
        firefox.hear();
        firefox.tell(
            "WebDriver:NewSession",
            &json!({"capabilities": {"alwaysMatch": {"acceptInsecureCerts": true}}}),
        );
        firefox
    }

    /// One message: its length, a colon, JSON.
    fn hear(&mut self) -> Value {
        let mut length = String::new();
        let mut byte = [0];
        loop {
            self.stream.read_exact(&mut byte).unwrap();
            if byte[0] == b':' {
                break;
            }
            length.push(char::from(byte[0]));
        }
        let mut message = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut message).unwrap();
        serde_json::from_slice(&message).unwrap()
    }

    #[track_caller]
    fn tell(&mut self, command: &str, params: &Value) -> Value {
        self.said += 1;
        let message = json!([0, self.said, command, params]).to_string();
        self.stream.write_all(format!("{}:{message}", message.len()).as_bytes()).unwrap();
        let answer = self.hear();
        assert!(answer[2].is_null(), "{command}: {}", answer[2]);
        answer[3].clone()
    }

    pub(super) fn sized(&mut self, width: u32, height: u32) {
        self.tell("WebDriver:SetWindowRect", &json!({"width": width, "height": height}));
    }

    #[track_caller]
    pub(super) fn open(&mut self, address: &str) {
        self.tell("WebDriver:Navigate", &json!({"url": address}));
    }

    #[track_caller]
    fn find(&mut self, css: &str) -> String {
        let found = self.tell("WebDriver:FindElement", &json!({"using": "css selector", "value": css}));
        found["value"][ELEMENT].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(super) fn click(&mut self, css: &str) {
        let id = self.find(css);
        self.tell("WebDriver:ElementClick", &json!({"id": id}));
    }

    #[track_caller]
    pub(super) fn write(&mut self, css: &str, text: &str) {
        let id = self.find(css);
        self.tell("WebDriver:ElementSendKeys", &json!({"id": id, "text": text}));
    }

    pub(super) fn page(&mut self) -> String {
        let page = self.tell("WebDriver:GetPageSource", &json!({}));
        page["value"].as_str().unwrap_or_default().to_owned()
    }

    /// What is seen, or the whole page, as PNG.
    pub(super) fn picture(&mut self, whole: bool) -> Vec<u8> {
        let taken = self.tell("WebDriver:TakeScreenshot", &json!({"full": whole, "hash": false}));
        data_encoding::BASE64.decode(taken["value"].as_str().unwrap().as_bytes()).unwrap()
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
