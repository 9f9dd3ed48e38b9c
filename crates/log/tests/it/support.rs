//! Logs made for tests: built in memory, signed with fixed keys, written to a folder where another program reads them.

use std::path::Path;

use sanad_log::append::Appender;
use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::{EMPTY_ROOT, Hash, node_hash};
use sanad_log::note::{KeyKind, SigningKey};
use sanad_log::tile::MemoryTiles;

/// The sizes at which bundles, tiles and levels begin, fill and spill over.
pub(crate) const SIZES: [u64; 12] = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537];

/// The log's name in these tests.
pub(crate) const ORIGIN: &str = "sanad.invalid/00112233445566778899aabbccddeeff";

/// The entry at a position: 40 bytes, as all entries of this project are.
pub(crate) fn entry(index: u64) -> [u8; 40] {
    let mut entry = [0; 40];
    entry[..8].copy_from_slice(b"sanad/1\n");
    entry[8..16].copy_from_slice(&index.to_be_bytes());
    entry
}

/// A log of `size` entries: its files and its root.
pub(crate) fn log(size: u64) -> (MemoryTiles, Hash) {
    let mut tiles = MemoryTiles::default();
    let mut appender = Appender::new();
    grow(&mut tiles, &mut appender, size);
    (tiles, appender.root())
}

/// Grows a log to `size` and stores what the appender yields.
pub(crate) fn grow(tiles: &mut MemoryTiles, appender: &mut Appender, size: u64) {
    for index in appender.size()..size {
        appender.push(&entry(index)).unwrap();
        tiles.0.extend(appender.drain().map(|file| (file.path, file.bytes)));
    }
    appender.seal();
    tiles.0.extend(appender.drain().map(|file| (file.path, file.bytes)));
}

/// The log's key.
pub(crate) fn log_key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[7; 32]).unwrap()
}

/// Another key under the same name.
pub(crate) fn strangers_key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[8; 32]).unwrap()
}

/// A witness's key.
pub(crate) fn witness_key(number: u8) -> SigningKey {
    SigningKey::from_seed(&format!("witness{number}.example"), KeyKind::CosignatureV1, &[number; 32]).unwrap()
}

/// The signed checkpoint of a size and root.
pub(crate) fn signed(size: u64, root: Hash) -> String {
    Checkpoint::new(ORIGIN, size, root).unwrap().sign(&log_key()).unwrap().to_string()
}

/// MTH of RFC 6962 section 2.1, word for word and slow.
pub(crate) fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => EMPTY_ROOT,
        [one] => *one,
        _ => {
            let k = leaves.len().next_power_of_two() / 2;
            node_hash(&mth(&leaves[..k]), &mth(&leaves[k..]))
        }
    }
}

/// Writes a log and its checkpoint to a folder, as a vault does.
pub(crate) fn write_dir(dir: &Path, tiles: &MemoryTiles, checkpoint: &str) {
    for (path, bytes) in &tiles.0 {
        let file = dir.join(path.to_string());
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    std::fs::write(dir.join("checkpoint"), checkpoint).unwrap();
}
