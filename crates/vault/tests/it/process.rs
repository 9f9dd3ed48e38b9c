//! Real processes: killed at random moments, traced, and met by other processes.
//!
//! The child is this test binary again, told by an environment variable to append until it is stopped.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use sanad_model::{ConfinedFailure, Limits, Timestamp, World};
use sanad_vault::{Error, Location, Mode, Unlock, Vault};

use crate::support::*;

const CHILD: &str = "SANAD_VAULT_TEST_CHILD";

/// A world that outlives its process: random bytes of the system, a memory in files.
struct DiskWorld(PathBuf);

impl World for DiskWorld {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(1_541_592_000).unwrap()
    }
    fn fill_random(&self, buffer: &mut [u8]) {
        fs::File::open("/dev/urandom").unwrap().read_exact(buffer).unwrap();
    }
    fn run_confined(&self, _: &str, _: &mut dyn Read, _: Limits) -> Result<Vec<u8>, ConfinedFailure> {
        Err(ConfinedFailure::Start("no helper in this test".into()))
    }
    fn remembered(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.0.join(name)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            other => other.map(Some),
        }
    }
    fn remember(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let part = self.0.join(format!("{name}.part"));
        let mut file = fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(part, self.0.join(name))?;
        fs::File::open(&self.0)?.sync_all()
    }
}

fn open_there(folder: &Path, mode: Mode<'_>) -> sanad_vault::Result<Vault> {
    let world = Arc::new(DiskWorld(folder.to_owned()));
    let unlock = Unlock::MasterKey(SAMPLE.master.clone());
    Vault::open(&Location::folder(folder.join("a.sanad")), mode, &unlock, world)
}

/// The sample case, with its memory written to files.
fn case() -> Copied {
    let case = SAMPLE.copy(50);
    for (name, bytes) in case.world.memory.lock().unwrap().iter() {
        fs::write(case.folder.path().join(name), bytes).unwrap();
    }
    // The child cannot know the master key of this process's sample otherwise.
    fs::write(case.folder.path().join("master"), SAMPLE.master.expose()).unwrap();
    case
}

/// Appends until it is killed (or `SANAD_VAULT_TEST_TIMES` times), saying `ACK index commitment` after each entry.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let master = fs::read(folder.join("master")).unwrap().try_into().unwrap();
    let unlock = Unlock::MasterKey(sanad_vault::MasterKey::from_bytes(master));
    let world = Arc::new(DiskWorld(folder.clone()));
    let vault =
        Vault::open(&Location::folder(folder.join("a.sanad")), Mode::Write("child"), &unlock, world.clone());
    let vault = vault.unwrap();
    let signer = vault.signer(ACTOR).unwrap();
    let times = std::env::var("SANAD_VAULT_TEST_TIMES").map_or(u64::MAX, |n| n.parse().unwrap());
    for n in 0..times {
        let staged = vault.stage_object(&mut io::repeat(7).take(n * 3000 % 200_000)).unwrap();
        let mut entries = vec![item_of(&*world, &signer, "x", staged)];
        entries.extend((0..n % 5).map(|n| note(&*world, &signer, &format!("note {n}"))));
        for entry in vault.append(entries).unwrap() {
            println!("ACK {} {:?}", entry.index, entry.commitment);
        }
    }
}

fn start(folder: &Path, program: Option<&[&str]>, times: Option<u64>) -> Child {
    let this = std::env::current_exe().unwrap();
    let mut command = match program {
        Some([first, rest @ ..]) => {
            let mut command = Command::new(first);
            command.args(rest).arg(this);
            command
        }
        _ => Command::new(this),
    };
    if let Some(times) = times {
        command.env("SANAD_VAULT_TEST_TIMES", times.to_string());
    }
    command
        .args(["--exact", "process::child", "--nocapture"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

/// The lines that a child got out whole.
fn acknowledged(child: &mut Child) -> Vec<(u64, String)> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines
        .filter_map(|line| {
            let (index, commitment) = line.split_once("ACK ")?.1.split_once(' ')?;
            commitment.ends_with(')').then(|| (index.parse().unwrap(), commitment.to_owned()))
        })
        .collect()
}

#[test]
fn kill_9_loses_nothing_that_was_acknowledged() {
    let case = case();
    let folder = case.folder.path();
    let mut all = Vec::new();
    for round in 0..12_u64 {
        let mut child = start(folder, None, None);
        std::thread::sleep(Duration::from_millis(60 + round * 97 % 450));
        child.kill().unwrap();
        all.extend(acknowledged(&mut child));
        child.wait().unwrap();
        // A reader first: it must cope with whatever was left, and change nothing.
        let reader = open_there(folder, Mode::Read).unwrap();
        for (index, commitment) in &all {
            assert_eq!(format!("{:?}", reader.body(*index).unwrap().commitment), *commitment);
        }
        drop(reader);
        let vault = open_there(folder, Mode::Write("after")).unwrap();
        let report = vault.check(&mut |_, _| {}).unwrap();
        assert_eq!(report.problems, [], "round {round}");
        assert!(report.entries >= SAMPLE_SIZE + all.len() as u64);
        assert!(!case.path.join("tmp").exists() || fs::read_dir(case.path.join("tmp")).unwrap().count() == 0);
    }
    assert!(all.len() > 20, "the children hardly worked: {}", all.len());
}

#[test]
fn another_process_is_named_and_readers_go_on() {
    let case = case();
    let folder = case.folder.path();
    let mut child = start(folder, None, None);
    let pid = child.id();
    let reader = open_there(folder, Mode::Read).unwrap();
    // It has the lock once its entries appear.
    let grows = |by: u64| {
        (0..3000).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            reader.size().unwrap() > SAMPLE_SIZE + by
        })
    };
    let grew = grows(0);
    let busy = open_there(folder, Mode::Write("me")).err();
    let grew_further = grows(5);
    child.kill().unwrap();
    child.wait().unwrap();
    match busy {
        Some(Error::Busy { who }) => assert_eq!(who, format!("process {pid} (child)")),
        other => panic!("{other:?}"),
    }
    assert!(grew && grew_further);
}

/// Every file is synced before it is renamed, its folder after, and all of it before the acknowledgement.
#[cfg(target_os = "linux")]
#[test]
fn sync_before_rename_before_sync_of_the_folder_before_acknowledgement() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_err() {
        println!("SKIPPED: strace is not installed (apt-get install strace)");
        return;
    }
    let case = case();
    let trace = case.folder.path().join("trace");
    let calls = "trace=openat,fsync,fdatasync,rename,renameat,renameat2,write,close";
    let strace = ["strace", "-f", "-y", "-s", "200", "-e", calls, "-o", trace.to_str().unwrap()];
    let mut child = start(case.folder.path(), Some(&strace), Some(3));
    let done = acknowledged(&mut child);
    if !child.wait().unwrap().success() {
        println!("SKIPPED: strace may not trace here");
        return;
    }
    assert!(done.len() >= 3);
    let text = fs::read_to_string(trace).unwrap();
    let case_name = case.path.to_str().unwrap();
    let (mut synced, mut renamed, mut folders_open) = (Vec::new(), 0, Vec::new());
    let mut acks = 0;
    for line in text.lines() {
        let quoted = |n: usize| line.split('"').nth(2 * n + 1).unwrap_or_default().to_owned();
        if line.contains("sync(") {
            let path = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            folders_open.retain(|folder| *folder != path);
            synced.push(path);
        } else if line.contains("rename") && line.contains(case_name) && line.contains("= 0") {
            let (from, to) = (quoted(0), quoted(1));
            if from.contains("/tmp/") && from.starts_with(case_name) {
                assert!(synced.contains(&from), "renamed before it was synced: {line}");
                folders_open.push(Path::new(&to).parent().unwrap().to_str().unwrap().to_owned());
                renamed += 1;
            }
        } else if line.contains("write(1") && line.contains("ACK ") {
            acks += 1;
            assert_eq!(folders_open, Vec::<String>::new(), "acknowledged before its folders were synced");
            let log = |name: &str| synced.iter().rposition(|path| path.ends_with(name));
            assert!(log("db.sqlite-wal").is_some(), "the database was never synced");
        }
    }
    assert!(acks >= 3 && renamed >= 9, "{acks} acknowledgements, {renamed} renames");
}

/// A folder that cannot be written: readers read, writers are told.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_is_read() {
    let case = case();
    let (source, target) = (case.folder.path(), tempfile::tempdir().unwrap());
    let mount = |args: &[&str]| {
        let paths = [source.to_str().unwrap(), target.path().to_str().unwrap()];
        Command::new("mount").args(args).args(paths).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
    };
    if !mount(&["--bind"]) {
        println!("SKIPPED: mounting needs root");
        return;
    }
    let read_only = Command::new("mount")
        .args(["-o", "remount,bind,ro"])
        .arg(target.path())
        .status()
        .is_ok_and(|status| status.success());
    let outcome = std::panic::catch_unwind(|| {
        assert!(read_only);
        let reader = open_there(target.path(), Mode::Read).unwrap();
        assert_eq!(reader.check(&mut |_, _| {}).unwrap().problems, []);
        drop(reader);
        let writer = open_there(target.path(), Mode::Write("test")).err();
        assert!(matches!(writer, Some(Error::ReadOnly(_))), "{writer:?}");
    });
    Command::new("umount").arg(target.path()).status().unwrap();
    outcome.unwrap();
}

/// A small file system that really fills up.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_really_full() {
    let target = tempfile::tempdir().unwrap();
    let path = target.path().to_str().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs", path])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        println!("SKIPPED: mounting needs root");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        copy(&SAMPLE.folder.path().join("a.sanad"), &target.path().join("a.sanad"));
        let world = SAMPLE.copy(60).world;
        let place = Location::folder(target.path().join("a.sanad"));
        let vault = open(&place, Mode::Write("test"), &SAMPLE.master, &world).unwrap();
        let signer = vault.signer(ACTOR).unwrap();
        // An object that does not fit leaves nothing behind.
        let error = vault.stage_object(&mut io::repeat(1).take(8 << 20)).err();
        assert!(matches!(error, Some(Error::Full(_))), "{error:?}");
        assert_eq!(files(&target.path().join("a.sanad")).keys().filter(|n| n.starts_with("tmp/")).count(), 0);
        // Entries until nothing fits any more.
        let mut done = 0;
        let error = (0..10_000).find_map(|n| {
            let text = format!("{n} {}", "x".repeat(20_000));
            vault.append(vec![note(&*world, &signer, &text)]).map(|_| done += 1).err()
        });
        assert!(matches!(error, Some(Error::Full(_))), "{error:?} after {done}");
        drop(vault);
        let reader = open(&place, Mode::Read, &SAMPLE.master, &world).unwrap();
        assert!(reader.size().unwrap() >= SAMPLE_SIZE + done);
        drop(reader);
        // Room again: whatever was begun is finished, and the case is sound.
        let _ =
            Command::new("mount").args(["-o", "remount,size=64m", target.path().to_str().unwrap()]).status();
        let vault = open(&place, Mode::Write("test"), &SAMPLE.master, &world).unwrap();
        assert_eq!(vault.check(&mut |_, _| {}).unwrap().problems, []);
        append_notes(&vault, &world, &["room again"]);
    });
    Command::new("umount").arg(target.path()).status().unwrap();
    outcome.unwrap();
}
