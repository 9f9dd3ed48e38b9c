//! A planted word in a title, file name, note, source or text is found nowhere: not in the case, the temporary
//! folders, the home or the program's own words.

use std::fs;
use std::path::Path;

use crate::desk::Desk;

const WORD: &str = "Dalel7f3aQ";
const CYRILLIC: &str = "Далел7ғфҷ";

/// The forms in which a word could lie in a file.
fn forms() -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for word in [WORD, CYRILLIC] {
        let utf16: Vec<u16> = word.encode_utf16().collect();
        forms.push(word.as_bytes().to_vec());
        forms.push(utf16.iter().flat_map(|u| u.to_le_bytes()).collect());
        forms.push(utf16.iter().flat_map(|u| u.to_be_bytes()).collect());
        forms.push(word.as_bytes().iter().flat_map(|b| format!("{b:02x}").into_bytes()).collect());
        forms.push(word.as_bytes().iter().flat_map(|b| format!("%{b:02X}").into_bytes()).collect());
        for shift in 0..3 {
            forms.push(base64_core(word.as_bytes(), shift));
        }
    }
    forms
}

/// The characters of base64 that do not depend on what stands around the word.
fn base64_core(bytes: &[u8], shift: usize) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = std::iter::repeat_n(0, shift)
        .chain(bytes.iter().copied())
        .flat_map(|b| (0..8).rev().map(move |i| b >> i & 1))
        .collect();
    let first = (shift * 8).div_ceil(6);
    bits.chunks_exact(6)
        .skip(first)
        .map(|c| ALPHABET[c.iter().fold(0usize, |n, b| n << 1 | usize::from(*b))])
        .collect()
}

fn scan(folder: &Path, forms: &[Vec<u8>], hits: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().into_encoded_bytes();
        let kind = entry.file_type().unwrap();
        let content = if kind.is_file() { fs::read(&path).unwrap_or_default() } else { Vec::new() };
        for form in forms {
            let found = |hay: &[u8]| hay.windows(form.len()).any(|w| w == form);
            if found(&name) || found(&content) {
                hits.push(format!("{} as {:?}", path.display(), String::from_utf8_lossy(form)));
            }
        }
        if kind.is_dir() {
            scan(&path, forms, hits);
        }
    }
}

#[test]
fn a_planted_word_is_found_nowhere() {
    let desk = Desk::with_case();
    let inbox = tempfile::tempdir().unwrap();
    let text = format!("At least 14 {WORD} prisoners were killed in {CYRILLIC}, an official said.\n");
    let name = format!("{WORD} {CYRILLIC}.txt");
    fs::write(inbox.path().join(&name), &text).unwrap();
    let table = format!(
        "id,publisher,speaker,kind,count_mode,low,high,scope\n{WORD},{CYRILLIC},a doctor {WORD},killed,exact,3,3,{CYRILLIC}\n"
    );
    fs::write(inbox.path().join(format!("{CYRILLIC}.csv")), table).unwrap();
    let file = inbox.path().join(&name);
    let csv = inbox.path().join(format!("{CYRILLIC}.csv"));
    let words = format!("{WORD} {CYRILLIC}");
    let mut said = String::new();
    let mut run = |args: &[&str]| {
        let run = desk.run(args);
        said.push_str(&run.stderr);
        run
    };
    run(&[
        "add",
        "a.sanad",
        file.to_str().unwrap(),
        "--source",
        &words,
        "--publisher",
        &words,
        "--url",
        &words,
        "--note",
        &words,
    ])
    .done();
    run(&["import", "a.sanad", csv.to_str().unwrap(), "--event", &words]).done();
    run(&["propose", "a.sanad"]).done();
    run(&["actor", "add", "a.sanad", &words]).done();
    run(&["review", "a.sanad", "--accept", &format!("{CYRILLIC}/{WORD}"), "--why", &words, "--as", "Nigora"])
        .done();
    run(&["check", "a.sanad"]).done();
    run(&["backup", "a.sanad", "backup", "--as", "Nigora"]).done();
    assert!(!said.contains(WORD), "{said}");
    let mut hits = Vec::new();
    for place in ["a.sanad", "home", "tmp", "backup"] {
        let path = desk.path(place);
        scan(path.parent().unwrap(), &forms(), &mut hits);
    }
    assert_eq!(hits, Vec::<String>::new());
    // the scan itself finds what lies open
    desk.file("open.txt", &text);
    scan(&desk.path("."), &forms(), &mut hits);
    assert!(!hits.is_empty());
}
