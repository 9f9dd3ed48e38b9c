//! Growing a log: the same files whatever the batches, continued from disk as if never interrupted.

use std::collections::BTreeSet;

use sanad_log::append::{Appender, OpenError};
use sanad_log::tile::{MemoryTiles, TileKind, TilePath, TileReader as _, tiles_to_write};

use crate::support::{SIZES, entry, grow, log};

#[test]
fn the_appender_yields_exactly_the_files_that_the_sizes_ask_for() {
    for pair in SIZES.windows(2) {
        let (mut tiles, mut appender) = (MemoryTiles::default(), Appender::new());
        grow(&mut tiles, &mut appender, pair[0]);
        let mut added = MemoryTiles::default();
        grow(&mut added, &mut appender, pair[1]);
        let expected: BTreeSet<TilePath> = tiles_to_write(pair[0], pair[1]).into_iter().collect();
        assert_eq!(added.0.keys().copied().collect::<BTreeSet<_>>(), expected, "{}..{}", pair[0], pair[1]);
    }
}

#[test]
fn the_files_do_not_depend_on_how_the_entries_came_in() {
    let (at_once, root) = log(1300);
    for step in [1, 7, 255, 256, 257, 600] {
        let mut tiles = MemoryTiles::default();
        let mut appender = Appender::new();
        while appender.size() < 1300 {
            let next = (appender.size() + step).min(1300);
            grow(&mut tiles, &mut appender, next);
            // As after a restart: everything is forgotten but the files.
            appender = Appender::open(&tiles, next).unwrap();
        }
        assert_eq!(appender.root(), root, "steps of {step}");
        for (path, bytes) in &at_once.0 {
            assert_eq!(tiles.read(path).as_ref(), Ok(bytes), "steps of {step}: {path}");
        }
    }
}

#[test]
fn a_log_is_continued_from_its_right_edge_at_every_size() {
    for size in SIZES {
        let (tiles, root) = log(size);
        let appender = Appender::open(&tiles, size).unwrap();
        assert_eq!((appender.size(), appender.root()), (size, root));
        assert_eq!(appender.frontier().size(), size);
    }
}

#[test]
fn the_full_tile_stands_in_for_a_partial_one_that_was_deleted() {
    let (mut tiles, mut appender) = (MemoryTiles::default(), Appender::new());
    grow(&mut tiles, &mut appender, 300);
    grow(&mut tiles, &mut appender, 512);
    for kind in [TileKind::Entries, TileKind::Level(0)] {
        tiles.0.remove(&TilePath::new(kind, 1, 44).unwrap()).unwrap();
    }
    let appender = Appender::open(&tiles, 300).unwrap();
    assert_eq!(appender.root(), log(300).1);
}

#[test]
fn a_damaged_right_edge_is_not_continued() {
    let size = 70_000;
    let (tiles, _) = log(size);
    let edge = |kind, index, width| TilePath::new(kind, index, width).unwrap();
    let rows = [
        ("the bundle", edge(TileKind::Entries, 273, 112)),
        ("the tile of leaf hashes", edge(TileKind::Level(0), 273, 112)),
        ("the tile above", edge(TileKind::Level(1), 1, 17)),
        ("the tile at the top", edge(TileKind::Level(2), 0, 1)),
    ];
    for (which, path) in rows {
        let mut missing = tiles.clone();
        missing.0.remove(&path).unwrap();
        assert!(
            matches!(Appender::open(&missing, size), Err(OpenError::Tile(e)) if e.path == path),
            "{which} missing"
        );
        let mut cut = tiles.clone();
        cut.0.get_mut(&path).unwrap().pop();
        assert!(
            matches!(Appender::open(&cut, size), Err(OpenError::Tile(e)) if e.path == path),
            "{which} cut"
        );
    }
    let mut swapped = tiles;
    let bundle = edge(TileKind::Entries, 273, 112);
    *swapped.0.get_mut(&bundle).unwrap().last_mut().unwrap() ^= 1;
    assert!(
        matches!(Appender::open(&swapped, size), Err(OpenError::Tile(e)) if e.path == bundle),
        "entry altered"
    );
}

#[test]
fn an_entry_too_long_leaves_the_log_as_it_was() {
    let mut appender = Appender::new();
    appender.push(&entry(0)).unwrap();
    let before = appender.root();
    assert!(appender.push(&vec![0; 65_536]).is_err());
    assert_eq!((appender.size(), appender.root()), (1, before));
}

#[test]
fn memory_stays_small_while_a_hundred_thousand_entries_stream_through() {
    let mut appender = Appender::new();
    let mut largest = 0;
    for index in 0..100_000 {
        appender.push(&entry(index)).unwrap();
        largest = largest.max(appender.drain().map(|file| file.bytes.len()).sum());
    }
    // One bundle and one tile on each of two levels can become ready with one entry.
    assert!(largest <= 256 * 42 + 2 * 8192, "{largest}");
}
