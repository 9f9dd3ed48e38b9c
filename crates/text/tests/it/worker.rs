//! The confined child: what it cannot do, and what every kind of bad child costs.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sanad_model::{ConfinedFailure, Limits};
use sanad_text::{Hint, extract, worker};

use crate::problems;

const WORKER: &str = env!("CARGO_BIN_EXE_sanad-text-worker");

fn quick() -> Limits {
    Limits { wall: Duration::from_millis(700), memory: 512 << 20, output: 1 << 20 }
}

#[test]
fn gives_what_reading_here_gives() {
    let rows: [(&str, &[u8]); 5] = [
        ("a.txt", "В колонии погибли 14 чел. Имён нет.".as_bytes()),
        ("a.html", b"<p>Fourteen died.</p>"),
        ("a.csv", b"a,b\n1,2\n3\n"),
        ("a.bin", b"\0\x01\x02\xff"),
        ("a.txt", b""),
    ];
    for (name, bytes) in rows {
        let hint = Hint::name(name);
        let read = worker::run(Path::new(WORKER), &mut &*bytes, &hint, Limits::default());
        assert_eq!(read, extract(bytes, &hint), "{name}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_cage_refuses_everything() {
    let tried = worker::probe(Path::new(WORKER), 0).expect("this system can confine");
    assert!(tried.len() >= 10);
    let allowed: Vec<_> = tried.iter().filter(|attempt| attempt.refused.is_none()).collect();
    assert!(allowed.is_empty(), "{allowed:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn each_layer_holds_alone() {
    for (layers, name) in [(1, "landlock"), (2, "seccomp")] {
        let tried = worker::probe(Path::new(WORKER), layers).expect("this system can confine");
        for what in ["read a file", "list a folder", "write a file", "run a program"] {
            let attempt = tried.iter().find(|attempt| attempt.what == what).expect("was tried");
            assert!(attempt.refused.is_some(), "{name}: {what}");
        }
    }
}

/// The worker under a name that makes it misbehave.
fn child_that(does: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("children-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the tests");
    let path = folder.join(does);
    let _ = std::os::unix::fs::symlink(WORKER, &path);
    path
}

#[test]
#[cfg(unix)]
fn a_bad_child_costs_one_line() {
    let wall = quick().wall;
    let rows = [
        ("never-reads", Err(ConfinedFailure::TooSlow(wall))),
        ("never-ends", Err(ConfinedFailure::TooSlow(wall))),
        ("floods", Err(ConfinedFailure::TooMuch(1 << 20))),
        ("talks-before-it-listens", Err(ConfinedFailure::TooMuch(1 << 20))),
        ("aborts", Err(ConfinedFailure::Died("out of memory, or nested too deeply".to_owned()))),
        ("fails", Err(ConfinedFailure::Died("it ended with 3".to_owned()))),
        ("refuses", Err(ConfinedFailure::NotConfined("Landlock: not enforced by this kernel".to_owned()))),
        ("says-nothing", Ok(Vec::new())),
    ];
    // More than a pipe holds, so that a child which does not listen blocks its parent.
    let input = vec![b'a'; 4 << 20];
    for (does, expected) in rows {
        let program = child_that(does);
        assert_eq!(worker::run_confined(&program, "{}", &mut &*input, quick()), expected, "{does}");
        let read = worker::run(&program, &mut &*input, &Hint::name("a.txt"), quick());
        assert!(read.text.is_empty() && read.problems.len() == 1, "{does}: {:?}", problems(&read));
    }
    let read = worker::run(&child_that("lies"), &mut &b"x"[..], &Hint::default(), quick());
    assert_eq!(read.segments, [], "a span that cuts a character is not believed");
    let missing = worker::run(Path::new("/nowhere/sanad"), &mut &b"x"[..], &Hint::default(), quick());
    assert!(problems(&missing)[0].starts_with("the confined reader could not be started"));
}

#[test]
fn too_large_is_not_read() {
    let mut input = io::repeat(b'a').take((64 << 20) + 5);
    let read = worker::run(Path::new(WORKER), &mut input, &Hint::name("a.txt"), Limits::default());
    assert_eq!(
        problems(&read),
        [
            "larger than 64 MiB: kept as it is, not read (cut out the part that matters and add it as an item of its own)"
        ]
    );
}

#[test]
fn large_files_fit_the_bounds() {
    for (name, unit) in [
        ("a.txt", "Погибли 14 чел.\n"),
        ("a.csv", "x,\"14\",y\n"),
        ("a.txt", "\u{1f600}\u{7}"),
        ("a.html", "<p>a&amp;b</p>"),
    ] {
        let mut bytes = unit.repeat((1 << 20) / unit.len());
        bytes.push('.');
        let read =
            worker::run(Path::new(WORKER), &mut bytes.as_bytes(), &Hint::name(name), Limits::default());
        let problems = problems(&read);
        assert!(!read.text.is_empty() || problems.len() == 1, "{name} {unit}: {problems:?}");
    }
}

/// A disk that fails is not the child's fault, and half a file is no file.
#[test]
fn an_input_that_fails_is_said() {
    struct Fails(u8);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            buffer[0] = b'a';
            if self.0 > 3 { Err(io::Error::other("no such sector")) } else { Ok(1) }
        }
    }
    let read = worker::run(Path::new(WORKER), &mut Fails(0), &Hint::name("a.txt"), Limits::default());
    assert_eq!(
        problems(&read),
        [
            "the reader stopped while reading the file (its bytes could not be had: no such sector) (the file is kept as it is)"
        ]
    );
    assert!(read.text.is_empty());
}
