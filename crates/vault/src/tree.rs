//! The public log of a case, `log/`: its tiles in the store, its origin, its keys.

use sanad_log::append::Appender;
use sanad_log::checkpoint::{Checkpoint, SignedCheckpoint};
use sanad_log::note::{KeyKind, SigningKey, VerifierKey};
use sanad_log::tile::{ReadError, TilePath, TileReader};
use sanad_log::tree::ProveError;
use sanad_model::World;

use crate::error::{Error, Result};
use crate::keys::{KEY, MasterKey, RandomId, unwrap, wrap};
use crate::rows::{LogRow, SignedRoot};
use crate::store::{NewFile, Put, Store, StoreError, read_small};

/// The folder of the log.
pub(crate) const FOLDER: &str = "log";
/// The newest signed checkpoint.
pub(crate) const CHECKPOINT: &str = "log/checkpoint";
const CHECKPOINT_LIMIT: u64 = 64 << 10;
/// The longest bundle: 256 entries of 65,535 bytes, each behind two.
const TILE_LIMIT: u64 = 256 * 65_537;

/// Reads the tiles of the log from a store.
pub(crate) struct Tiles<'a>(pub(crate) &'a dyn Store);

impl TileReader for Tiles<'_> {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, ReadError> {
        read_small(self.0, &format!("{FOLDER}/{path}"), TILE_LIMIT).map_err(|e| match e {
            StoreError::Missing(_) => ReadError::Missing,
            other => ReadError::Failed(other.to_string()),
        })
    }
}

/// A new log: a name that says nothing and resolves nowhere, a device id, and a key.
pub(crate) fn new_log(world: &dyn World, number: u64, wrapping: &[u8; KEY]) -> Result<(LogRow, SigningKey)> {
    let mut bytes = [0; 16];
    world.fill_random(&mut bytes);
    let origin = format!("sanad.invalid/{}", data_encoding::HEXLOWER.encode(&bytes));
    let seed = MasterKey::random(world);
    let signing = signing_key(&origin, seed.expose())?;
    let key = Some(wrap(world, wrapping, origin.as_bytes(), seed.expose()));
    let verifier = signing.verifier().to_string();
    Ok((LogRow { number, origin, device: RandomId::random(world), verifier, key }, signing))
}

/// The signing key of a log that is not closed.
pub(crate) fn open_key(log: &LogRow, wrapping: &[u8; KEY]) -> Result<SigningKey> {
    let bad = |what: &str| Error::damaged(crate::db::FILE, what);
    let wrapped = log.key.as_ref().ok_or_else(|| bad("the log in use is closed"))?;
    let seed = unwrap(wrapping, log.origin.as_bytes(), wrapped)
        .ok_or_else(|| bad("the key of the log does not open"))?;
    let key = signing_key(&log.origin, &seed)?;
    if key.verifier().to_string() == log.verifier {
        Ok(key)
    } else {
        Err(bad("the keys of the log do not match"))
    }
}

/// The public key of a log.
pub(crate) fn verifier(log: &LogRow) -> Result<VerifierKey> {
    log.verifier.parse().map_err(|e| Error::damaged(crate::db::FILE, format!("the key of the log: {e}")))
}

/// Continues the log behind a checkpoint; the edge on disk must be the one that was signed.
pub(crate) fn open_edge(store: &dyn Store, at: Option<&SignedRoot>) -> Result<Appender> {
    let Some(at) = at.filter(|cp| cp.size > 0) else { return Ok(Appender::new()) };
    let log = Appender::open(&Tiles(store), at.size).map_err(|e| Error::damaged(FOLDER, e.to_string()))?;
    if log.root() == at.root {
        Ok(log)
    } else {
        Err(Error::damaged(FOLDER, "the tiles at its right edge are not those that were signed"))
    }
}

/// Stores what the appender has ready.
pub(crate) fn store_tiles(store: &dyn Store, log: &mut Appender) -> Result<Vec<TilePath>> {
    let mut paths = Vec::new();
    let files = log.drain().map(|file| {
        paths.push(file.path);
        NewFile::of(format!("{FOLDER}/{}", file.path), file.bytes)
    });
    let files = files.collect();
    store.put(Put::Create, files)?;
    Ok(paths)
}

/// Removes the partial files that a full one has replaced; readers fall back to it.
pub(crate) fn prune(store: &dyn Store, stored: &[TilePath]) -> Result<()> {
    for path in stored.iter().filter(|path| !path.is_partial()) {
        for stale in store.list(&format!("{FOLDER}/{path}.p"))? {
            store.remove(&stale.name)?;
        }
    }
    Ok(())
}

/// Signs a size and root.
pub(crate) fn sign(log: &Appender, key: &SigningKey) -> Result<SignedRoot> {
    let failed = |e: sanad_log::checkpoint::CheckpointError| Error::Refused(format!("the checkpoint: {e}"));
    let (size, root) = (log.size(), log.root());
    let note = Checkpoint::new(key.name(), size, root).and_then(|cp| cp.sign(key)).map_err(failed)?;
    Ok(SignedRoot { size, root, note: note.to_string() })
}

/// The checkpoint in the clear, if it is there; [`Error::Damaged`] if it is not one that this log's key signed.
pub(crate) fn published(store: &dyn Store, name: &str, key: &VerifierKey) -> Result<Option<Checkpoint>> {
    let bytes = match read_small(store, name, CHECKPOINT_LIMIT) {
        Err(StoreError::Missing(_)) => return Ok(None),
        other => other?,
    };
    Checkpoint::open(&bytes, key).map(Some).map_err(|e| Error::damaged(name, e.to_string()))
}

/// The origin line of a checkpoint in the clear, whoever signed it.
pub(crate) fn origin_of(store: &dyn Store, name: &str) -> Option<String> {
    let bytes = read_small(store, name, CHECKPOINT_LIMIT).ok()?;
    SignedCheckpoint::parse(&bytes).ok().map(|signed| signed.checkpoint.origin().to_owned())
}

/// Sorts why a proof could not be made.
pub(crate) fn not_provable(error: ProveError) -> Error {
    match error {
        ProveError::Tile(e) => Error::damaged(format!("{FOLDER}/{}", e.path), e.fault.to_string()),
        other => Error::Missing(format!("proof: {other}")),
    }
}

fn signing_key(origin: &str, seed: &[u8; KEY]) -> Result<SigningKey> {
    SigningKey::from_seed(origin, KeyKind::Ed25519, seed)
        .map_err(|e| Error::Refused(format!("the key of the log: {e}")))
}
