//! A zip taken apart into its files: runs in the confined child, for a zip that a stranger sent.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};

use serde::{Deserialize, Serialize};
use zip::ZipArchive;

/// Most files.
const MOST: usize = 512;

/// Most bytes in all of them.
const MOST_BYTES: u64 = 64 << 20;

/// The first line of the child's answer; the bytes of each file follow, one after the other.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    /// Name and size of each.
    Files(Vec<(String, usize)>),
    /// Why there is none.
    Refused(String),
}

/// In the child: writes the files of a zip.
pub(crate) fn pack(bytes: &[u8], output: &mut impl Write) -> io::Result<()> {
    let (answer, content) = match files(bytes) {
        Ok(files) => {
            let sizes = files.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect();
            (Answer::Files(sizes), files.into_values().flatten().collect())
        }
        Err(what) => (Answer::Refused(what), Vec::new()),
    };
    serde_json::to_writer(&mut *output, &answer)?;
    output.write_all(b"\n")?;
    output.write_all(&content)
}

fn files(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("it is no zip: {e}"))?;
    if zip.len() > MOST {
        return Err(format!("it holds {} files, and {MOST} are the most", zip.len()));
    }
    let mut files = BTreeMap::new();
    let mut room = MOST_BYTES;
    for n in 0..zip.len() {
        let member = zip.by_index(n).map_err(|e| format!("file {}: {e}", n + 1))?;
        if member.is_dir() {
            continue;
        }
        let name = member.name().map_err(|e| format!("file {}: {e}", n + 1))?.into_owned();
        let mut content = Vec::new();
        member.take(room + 1).read_to_end(&mut content).map_err(|e| format!("{name}: {e}"))?;
        room = room.checked_sub(content.len() as u64).ok_or("it is larger than 64 MB when unpacked")?;
        if files.insert(name.clone(), content).is_some() {
            return Err(format!("{name} is in it twice"));
        }
    }
    Ok(files)
}

/// In the parent: what the child wrote.
pub(crate) fn unpacked(answer: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let strange = || "the reader gave back something that is no list of files".to_owned();
    let end = answer.iter().position(|byte| *byte == b'\n').ok_or_else(strange)?;
    let files = match serde_json::from_slice(&answer[..end]).map_err(|_| strange())? {
        Answer::Files(files) => files,
        Answer::Refused(what) => return Err(what),
    };
    let mut rest = &answer[end + 1..];
    let mut found = BTreeMap::new();
    for (name, size) in files {
        let (content, after) = rest.split_at_checked(size).ok_or_else(strange)?;
        found.insert(name, content.to_vec());
        rest = after;
    }
    Ok(found)
}
