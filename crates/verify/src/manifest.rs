//! `manifest.sha256`: the list that `sha256sum -c` reads. Nobody signs it; it finds files damaged on the way and says
//! which, before the cryptography says only that something is wrong.

use sanad_log::receipt::Step;

use crate::bundle::Found;

const NAME: &str = "files";

/// Compares the files of the bundle with the list.
pub(crate) fn check(manifest: Option<&[u8]>, files: &[Found]) -> Step {
    let Some(bytes) = manifest else {
        return Step::not_shown(NAME, "The bundle brings no list of its files (manifest.sha256).");
    };
    let Some(listed) = parse(bytes) else {
        return Step::failed(NAME, "The list of files (manifest.sha256) is not in the form of sha256sum.");
    };
    let (mut wrong, mut unlisted) = (Vec::new(), Vec::new());
    for (name, digest) in &listed {
        match files.iter().find(|file| file.name == *name) {
            None => wrong.push(format!("{name} is missing")),
            Some(file) if hex(&file.sha256) != *digest => {
                wrong.push(format!("{name} is not the file that was listed"));
            }
            Some(_) => {}
        }
    }
    for file in files.iter().filter(|file| file.name != "manifest.sha256") {
        if listed.iter().all(|(name, _)| *name != file.name) {
            unlisted.push(file.name.as_str());
        }
    }
    if !wrong.is_empty() {
        return Step::failed(NAME, format!("Damaged on the way: {}.", wrong.join("; ")));
    }
    let mut words = format!("All {} files are those that the bundle lists.", listed.len());
    if !unlisted.is_empty() {
        words.push_str(&format!(" Added since: {}.", unlisted.join(", ")));
    }
    Step::ok(NAME, words)
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lines of digest, two spaces (or a space and `*`), name.
fn parse(bytes: &[u8]) -> Option<Vec<(&str, &str)>> {
    let text = str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    text.split('\n')
        .map(|line| {
            let (digest, name) = line.split_at_checked(64)?;
            let name = name.strip_prefix("  ").or_else(|| name.strip_prefix(" *"))?;
            let is_hex = digest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            (is_hex && !name.is_empty()).then_some((name, digest))
        })
        .collect()
}
