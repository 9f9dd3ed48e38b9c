//! Time stamps over checkpoints: `anchors/<sha256 of the note>/`, each folder with the note itself and the replies.

use std::collections::BTreeSet;

use sanad_log::checkpoint::Checkpoint;
use sanad_log::note::VerifierKey;
use sanad_model::CheckpointDigest;

use crate::error::Result;
use crate::store::{NewFile, Put, Store, read_small};
use crate::tree;

/// The folder of the anchors.
pub(crate) const FOLDER: &str = "anchors";
/// No authority's reply is longer.
const REPLY_LIMIT: u64 = 1 << 20;

/// Stores a checkpoint and a reply over it; the same reply again changes nothing.
pub(crate) fn store(store: &dyn Store, note: &str, kind: &str, reply: &[u8]) -> Result<String> {
    let folder = format!("{FOLDER}/{}", CheckpointDigest::of(note.as_bytes()));
    let name = format!("{folder}/{}.{kind}", CheckpointDigest::of(reply));
    store.put(
        Put::Create,
        vec![NewFile::of(format!("{folder}/checkpoint"), note), NewFile::of(&name, reply)],
    )?;
    Ok(name)
}

/// Every anchored checkpoint that this key signed, with the name of its file.
pub(crate) fn checkpoints(store: &dyn Store, key: &VerifierKey) -> Result<Vec<(String, Checkpoint)>> {
    let names: BTreeSet<String> = store.list(FOLDER)?.into_iter().map(|found| found.name).collect();
    let mut found = Vec::new();
    for name in names.into_iter().filter(|name| name.ends_with("/checkpoint")) {
        // Checkpoints of an older log of this case lie here too.
        if tree::origin_of(store, &name).as_deref() == Some(key.name()) {
            found.extend(tree::published(store, &name, key)?.map(|cp| (name, cp)));
        }
    }
    Ok(found)
}

/// The replies that are kept over this checkpoint: file name and bytes, sorted by name.
pub(crate) fn replies(store: &dyn Store, note: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let folder = format!("{FOLDER}/{}/", CheckpointDigest::of(note.as_bytes()));
    let mut replies = Vec::new();
    for found in store.list(folder.trim_end_matches('/'))? {
        let Some(name) = found.name.strip_prefix(&folder).filter(|name| *name != "checkpoint") else {
            continue;
        };
        replies.push((name.to_owned(), read_small(store, &found.name, REPLY_LIMIT)?));
    }
    Ok(replies)
}
