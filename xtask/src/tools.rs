//! Programs that some tests look through: readers of PDF and metadata, `strace`, `openssl`. Installed where that is
//! allowed without asking (root or passwordless sudo, and apt); else the tests that need them say so and count as skipped.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::steps::Outcome;
use crate::workspace::on_path;

/// A program and the Debian package that holds it.
const TOOLS: &[(&str, &str)] = &[
    ("pdftotext", "poppler-utils"),
    ("mkfs.exfat", "exfatprogs"),
    ("mount.exfat-fuse", "exfat-fuse"),
    ("qpdf", "qpdf"),
    ("exiftool", "libimage-exiftool-perl"),
    ("strace", "strace"),
    ("openssl", "openssl"),
    ("soffice", "libreoffice-writer-nogui"),
    ("python3", "python3-venv"),
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
];

/// Installs what is missing if `install`; says what then still is.
pub(crate) fn provide(install: bool) -> Outcome {
    if install && !missing().is_empty() {
        apt(&missing());
    }
    if install && !Path::new(PYTHON).join("bin/python").exists() {
        python();
    }
    let left = missing();
    if left.is_empty() {
        Outcome::Passed(String::new())
    } else {
        Outcome::Skipped(format!("not here: {0}: apt-get install {0}", left.join(" ")))
    }
}

/// A Python of its own with what reads our formats and judges our pages: FollowTheMoney's library, a strict HTML parser,
/// and a wrapper that carries axe-core (what it wraps is not needed).
const PYTHON: &str = "target/tools/python";

/// Where it cannot be had, the tests that need it say so.
fn python() {
    let silent = |command: &mut Command| {
        let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let made = silent(Command::new("python3").args(["-m", "venv", PYTHON]))
        || (apt(&["python3-venv"]), silent(Command::new("python3").args(["-m", "venv", PYTHON]))).1;
    let pip = [PYTHON, "/bin/pip"].concat();
    let installed = |packages: &[&str]| {
        silent(Command::new(&pip).args(["install", "-q", "--retries", "1"]).args(packages))
    };
    if !made
        || !installed(&["followthemoney", "html5lib==1.1"])
        || !installed(&["--no-deps", "axe-playwright-python"])
    {
        let _ = std::fs::remove_dir_all(PYTHON);
    }
}

fn missing() -> Vec<&'static str> {
    TOOLS.iter().filter(|(program, _)| !on_path(program)).map(|(_, package)| *package).collect()
}

fn apt(packages: &[&str]) {
    if !on_path("apt-get") {
        return;
    }
    let as_root = quiet(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !as_root && quiet(Command::new("sudo").args(["-n", "true"])).is_none() {
        return;
    }
    let run = |args: &[&str]| {
        let mut command = Command::new(if as_root { "env" } else { "sudo" });
        if !as_root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        command.args([
            "-o",
            "Acquire::Retries=2",
            "-o",
            "Acquire::http::Timeout=30",
            "-o",
            "DPkg::Lock::Timeout=120",
        ]);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    run(&["update"]);
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages);
    if !run(&install) {
        // One package that cannot be had must not keep the others away.
        for package in packages {
            run(&["install", "-y", "--no-install-recommends", package]);
        }
    }
}

fn quiet(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
