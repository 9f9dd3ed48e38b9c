//! Time stamps over checkpoints: `anchors/<sha256 of the note>/`, each folder with the note itself and the replies.

use std::collections::BTreeSet;

use sanad_log::checkpoint::Checkpoint;
use sanad_log::note::VerifierKey;
use sanad_model::CheckpointDigest;

use crate::error::Result;
use crate::store::{NewFile, Put, Store};
use crate::tree;

/// The folder of the anchors.
pub(crate) const FOLDER: &str = "anchors";

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
