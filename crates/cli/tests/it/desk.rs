//! A desk for one test: a folder, a home, a passphrase file, and the binary.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The passphrase of every case on a desk.
pub(crate) const PASSPHRASE: &str = "six plain words for a test case";

/// Where one test works; removed at its end.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.file("passphrase", PASSPHRASE);
        std::fs::create_dir(desk.path("home")).unwrap();
        std::fs::create_dir(desk.path("tmp")).unwrap();
        desk
    }

    /// A desk with the case `a.sanad`.
    pub(crate) fn with_case() -> Self {
        let desk = Self::new();
        desk.run(["new", "a", "--as", "Nigora", "--unlock-time", "0"]).done();
        desk
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program, in this desk's folder and with its home; nothing of the tester's own.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sanad"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("XDG_RUNTIME_DIR", self.path("tmp"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("SANAD_PASSPHRASE_FILE", self.path("passphrase"))
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.command(args).output().unwrap().into()
    }

    /// Runs with `--json` and reads the one document.
    pub(crate) fn json<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Value {
        let run: Run = self.command(args).arg("--json").output().unwrap().into();
        serde_json::from_str(&run.done()).unwrap()
    }

    /// The independent verifier's binary, built when it is not there.
    pub(crate) fn verify<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        let program = Path::new(env!("CARGO_BIN_EXE_sanad")).with_file_name("sanad-verify");
        if !program.exists() {
            let built = Command::new(env!("CARGO")).args(["build", "--quiet", "-p", "sanad-verify"]).status();
            assert!(built.unwrap().success());
        }
        Command::new(program).args(args).current_dir(self.folder.path()).output().unwrap().into()
    }
}

impl Run {
    /// Its output, when it ended well.
    #[track_caller]
    pub(crate) fn done(&self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.stdout.clone()
    }

    /// Checks that it ended as it should, with one line that says what and what to do.
    #[track_caller]
    pub(crate) fn failed(&self, code: i32, says: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        let lines: Vec<&str> = self.stderr.lines().filter(|l| l.starts_with("sanad: ")).collect();
        assert_eq!(lines.len(), 1, "{self:?}");
        for word in says {
            assert!(lines[0].contains(word), "{word:?} is not in {:?}", lines[0]);
        }
        assert!(lines[0].contains("; "), "it says what to do: {:?}", lines[0]);
        assert!(self.stdout.is_empty(), "{self:?}");
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A text field of a JSON document, by its path.
#[track_caller]
pub(crate) fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no text at {pointer} in {value}"))
}

/// Says in the one agreed form that a test could not be made here.
pub(crate) fn skipped(tool: &str, package: &str) {
    eprintln!("SKIPPED: needs {tool}: apt-get install {package}");
}

/// Whether a program can be run.
pub(crate) fn has(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok() || Command::new(tool).arg("version").output().is_ok()
}

/// The same zip, every file as `change` gives it back.
pub(crate) fn rezipped(zip: &[u8], mut change: impl FnMut(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for n in 0..from.len() {
        let mut member = from.by_index(n).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut content).unwrap();
        to.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, &change(&name, content)).unwrap();
    }
    to.finish().unwrap().into_inner()
}
