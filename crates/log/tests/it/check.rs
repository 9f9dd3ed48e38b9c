//! Checking a whole log: each file cut, lengthened, exchanged, altered or lost is the one that the report names.

use sanad_log::check::{TreeReport, verify_tree};
use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::leaf_hash;
use sanad_log::tile::{MemoryTiles, TileKind, TilePath, tiles_to_write};

use crate::support::{ORIGIN, SIZES, grow, log};

/// A size with four kinds of files on three levels, full and partial.
const SIZE: u64 = 66_000;

fn check(tiles: &MemoryTiles, size: u64, root: sanad_log::hash::Hash) -> TreeReport {
    let checkpoint = Checkpoint::new(ORIGIN, size, root).unwrap();
    let on_disk: Vec<String> = tiles.0.keys().map(ToString::to_string).collect();
    verify_tree(tiles, &checkpoint, on_disk.iter().map(String::as_str))
}

fn named(report: &TreeReport) -> Vec<&str> {
    report.problems.iter().map(|problem| problem.path.as_str()).collect()
}

#[test]
fn sound_logs_of_every_size_pass() {
    for size in SIZES {
        let (tiles, root) = log(size);
        let report = check(&tiles, size, root);
        assert_eq!(report, TreeReport { size, root, problems: vec![], stale: 0, ahead: 0 });
    }
}

#[test]
fn a_sound_log_that_grew_in_steps_has_stale_files_and_perhaps_an_unsigned_tail() {
    let (mut tiles, mut appender) = (MemoryTiles::default(), sanad_log::append::Appender::new());
    for size in [10, 300, 600] {
        grow(&mut tiles, &mut appender, size);
    }
    let root = appender.root();
    // At 10: bundle and tile; at 300: bundle, tile, and the tile above of width 1.
    let report = check(&tiles, 600, root);
    assert_eq!((report.problems, report.stale, report.ahead), (vec![], 5, 0));
    // The machine stopped after the files of 700 were written and before their checkpoint was.
    grow(&mut tiles, &mut appender, 700);
    let report = check(&tiles, 600, root);
    assert_eq!((report.problems, report.stale, report.ahead), (vec![], 5, 2));
    // And after those of 900, when tile 2 had become full.
    grow(&mut tiles, &mut appender, 900);
    assert_eq!(check(&tiles, 600, root).problems, []);
}

#[test]
fn the_damaged_file_is_the_one_named() {
    // 1,000 = 3 full bundles and one of 232; level 1: one tile of 3.
    every_damage_is_named(
        1000,
        &[
            (TileKind::Entries, 0, 256),
            (TileKind::Entries, 2, 256),
            (TileKind::Level(0), 0, 256),
            (TileKind::Level(0), 3, 232),
            (TileKind::Level(1), 0, 3),
        ],
    );
}

#[test]
fn the_damaged_file_is_the_one_named_on_high_levels() {
    // 66,000: level 1: one full tile and one of 1; level 2: one of 1.
    every_damage_is_named(
        SIZE,
        &[(TileKind::Level(1), 0, 256), (TileKind::Level(1), 1, 1), (TileKind::Level(2), 0, 1)],
    );
}

fn every_damage_is_named(size: u64, victims: &[(TileKind, u64, u16)]) {
    let (tiles, root) = log(size);
    for (kind, index, width) in victims {
        let victim = TilePath::new(*kind, *index, *width).unwrap();
        let name = victim.to_string();
        let spoil = |event: &str, change: &dyn Fn(&mut Vec<u8>)| {
            let mut damaged = tiles.clone();
            change(damaged.0.get_mut(&victim).unwrap());
            let report = check(&damaged, size, root);
            assert_eq!(named(&report), [name.as_str()], "{event}: {name}");
            assert_eq!(report.root, root, "{event}: {name}: the rest still gives the root");
        };
        spoil("a byte altered", &|bytes| *bytes.last_mut().unwrap() ^= 0x20);
        spoil("a byte lost", &|bytes| bytes.truncate(bytes.len() - 1));
        spoil("a byte added", &|bytes| bytes.push(0));
        spoil("emptied by a full disk", &|bytes| bytes.clear());
        let mut missing = tiles.clone();
        missing.0.remove(&victim).unwrap();
        let report = check(&missing, size, root);
        assert_eq!((named(&report), report.root), (vec![name.as_str()], root), "missing: {name}");
    }
}

#[test]
fn the_last_bundle_altered_is_found_by_the_root() {
    // Nothing lies above the last partial tile, so the report cannot say which of the two was changed; it names the pair.
    let (mut tiles, root) = log(SIZE);
    let last = TilePath::new(TileKind::Entries, 257, 208).unwrap();
    *tiles.0.get_mut(&last).unwrap().last_mut().unwrap() ^= 1;
    let report = check(&tiles, SIZE, root);
    assert_eq!(report.problems.len(), 1);
    assert!(report.problems[0].to_string().contains("257.p/208"));
}

#[test]
fn two_files_exchanged_are_both_named() {
    let (tiles, root) = log(SIZE);
    for kind in [TileKind::Entries, TileKind::Level(0)] {
        let (a, b) = (TilePath::new(kind, 1, 256).unwrap(), TilePath::new(kind, 2, 256).unwrap());
        let mut swapped = tiles.clone();
        let (first, second) = (tiles.0[&a].clone(), tiles.0[&b].clone());
        swapped.0.insert(a, second);
        swapped.0.insert(b, first);
        let report = check(&swapped, SIZE, root);
        assert_eq!(named(&report), [a.to_string(), b.to_string()]);
        assert_eq!(report.root, root);
    }
}

#[test]
fn an_entry_replaced_with_its_tile_is_found_one_level_up() {
    // Somebody with a hex editor changed the entry and the leaf hash, so that the two agree.
    let (mut tiles, root) = log(SIZE);
    let bundle = TilePath::new(TileKind::Entries, 5, 256).unwrap();
    let tile = TilePath::new(TileKind::Level(0), 5, 256).unwrap();
    tiles.0.get_mut(&bundle).unwrap()[41] ^= 1;
    let forged = leaf_hash(&tiles.0[&bundle][2..42]);
    tiles.0.get_mut(&tile).unwrap()[..32].copy_from_slice(forged.as_bytes());
    let report = check(&tiles, SIZE, root);
    assert_eq!(named(&report), ["tile/1/000", "tile/2/000.p/1"]);
    assert_ne!(report.root, root);
}

#[test]
fn a_log_rewritten_throughout_is_found_by_its_checkpoint() {
    let (_, root) = log(SIZE);
    let mut appender = sanad_log::append::Appender::new();
    let mut tiles = MemoryTiles::default();
    for index in 0..SIZE {
        appender.push(&(index + 1).to_be_bytes()).unwrap();
        tiles.0.extend(appender.drain().map(|file| (file.path, file.bytes)));
    }
    appender.seal();
    tiles.0.extend(appender.drain().map(|file| (file.path, file.bytes)));
    assert_eq!(named(&check(&tiles, SIZE, root)), ["checkpoint"]);
}

#[test]
fn bundle_and_tile_lost_together_do_not_hide_the_rest() {
    let (mut tiles, root) = log(SIZE);
    for kind in [TileKind::Entries, TileKind::Level(0)] {
        tiles.0.remove(&TilePath::new(kind, 9, 256).unwrap()).unwrap();
    }
    let far = TilePath::new(TileKind::Level(0), 200, 256).unwrap();
    tiles.0.get_mut(&far).unwrap()[0] ^= 1;
    let report = check(&tiles, SIZE, root);
    assert_eq!(named(&report), ["tile/entries/009", "tile/0/009", "tile/0/200"]);
    assert_eq!(report.root, root);
}

#[test]
fn a_stale_partial_tile_that_tells_another_story_is_found() {
    let (mut tiles, root) = log(600);
    let stale = TilePath::new(TileKind::Level(0), 0, 10).unwrap();
    tiles.0.insert(stale, vec![7; 320]);
    assert_eq!(named(&check(&tiles, 600, root)), ["tile/0/000.p/10"]);
    tiles.0.insert(stale, vec![7; 319]);
    assert_eq!(named(&check(&tiles, 600, root)), ["tile/0/000.p/10"]);
    tiles.0.remove(&stale);
    let stale = TilePath::new(TileKind::Entries, 2, 3).unwrap();
    tiles.0.insert(stale, b"\x00\x01a\x00\x01b\x00\x01c".to_vec());
    assert_eq!(named(&check(&tiles, 600, root)), ["tile/entries/002.p/3"]);
}

#[test]
fn strangers_in_the_folder_are_named_and_nothing_is_lost_for_them() {
    let (tiles, root) = log(600);
    let checkpoint = Checkpoint::new(ORIGIN, 600, root).unwrap();
    let strangers = ["tile/0/000.tmp", "tile/0/x000/000", "Thumbs.db", "tile/9/000", "tile/63/000"];
    let report = verify_tree(&tiles, &checkpoint, strangers);
    // Levels that this size does not reach are taken for a tail.
    assert_eq!(named(&report), ["tile/0/000.tmp", "tile/0/x000/000", "Thumbs.db"]);
    assert_eq!(report.ahead, 2);
}

#[test]
fn an_empty_folder_has_every_file_missing() {
    let (_, root) = log(600);
    let report = check(&MemoryTiles::default(), 600, root);
    assert_eq!(report.problems.len(), tiles_to_write(0, 600).len());
}
