//! Paths and bytes of tiles and bundles: one spelling each, and no lie about lengths believed.

use sanad_log::tile::{
    EntryTooLong, TileFault, TileKind, TilePath, decode_bundle, decode_tile, push_entry, tiles_to_write,
};

#[test]
fn paths_are_written_as_the_specification_writes_them() {
    let rows: [(TileKind, u64, u16, &str); 7] = [
        (TileKind::Level(0), 0, 256, "tile/0/000"),
        (TileKind::Level(0), 273, 112, "tile/0/273.p/112"),
        (TileKind::Level(1), 1_234_067, 256, "tile/1/x001/x234/067"),
        (TileKind::Entries, 1000, 1, "tile/entries/x001/000.p/1"),
        (TileKind::Entries, 999, 255, "tile/entries/999.p/255"),
        (TileKind::Level(63), 5, 256, "tile/63/005"),
        (TileKind::Level(0), u64::MAX, 256, "tile/0/x018/x446/x744/x073/x709/x551/615"),
    ];
    for (kind, index, width, text) in rows {
        let path = TilePath::new(kind, index, width).unwrap();
        assert_eq!(path.to_string(), text);
        assert_eq!(text.parse(), Ok(path), "{text}");
    }
}

#[test]
fn other_spellings_of_a_path_are_refused() {
    let rows = [
        ("no leading part", "0/000"),
        ("absolute", "/tile/0/000"),
        ("climbing out", "tile/0/../000"),
        ("leading zero in the level", "tile/00/000"),
        ("a level above 63", "tile/64/000"),
        ("a level above a byte", "tile/256/000"),
        ("a signed level", "tile/+1/000"),
        ("no number", "tile/0/"),
        ("two digits", "tile/0/00"),
        ("four digits", "tile/0/0000"),
        ("x before the last group", "tile/0/x000"),
        ("no x before another group", "tile/0/001/000"),
        ("an empty leading group", "tile/0/x000/001"),
        ("signed digits", "tile/0/+01"),
        ("above 64 bits", "tile/0/x018/x446/x744/x073/x709/x551/616"),
        ("far above 64 bits", "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/000"),
        ("width 0", "tile/0/000.p/0"),
        ("width 256 as a partial", "tile/0/000.p/256"),
        ("leading zero in the width", "tile/0/000.p/01"),
        ("no width", "tile/0/000.p/"),
        ("twice partial", "tile/0/000.p/1.p/1"),
        ("trailing slash", "tile/0/000/"),
        ("capital X", "tile/0/X001/000"),
        ("other digits", "tile/0/٠٠١"),
        ("entries misspelt", "tile/entry/000"),
        ("empty", ""),
    ];
    for (event, text) in rows {
        assert!(text.parse::<TilePath>().is_err(), "{event}: {text}");
    }
    assert_eq!(TilePath::new(TileKind::Level(64), 0, 256), None);
    assert_eq!(TilePath::new(TileKind::Level(0), 0, 0), None);
    assert_eq!(TilePath::new(TileKind::Level(0), 0, 257), None);
}

#[test]
fn the_files_of_seventy_thousand_entries_are_those_of_the_specifications_example() {
    let paths = tiles_to_write(0, 70_000);
    let of = |kind| paths.iter().filter(move |path| path.kind() == kind);
    assert_eq!(of(TileKind::Level(0)).filter(|path| !path.is_partial()).count(), 273);
    assert_eq!(
        of(TileKind::Level(0)).find(|path| path.is_partial()).unwrap().to_string(),
        "tile/0/273.p/112"
    );
    assert_eq!(
        of(TileKind::Level(1)).map(ToString::to_string).collect::<Vec<_>>(),
        ["tile/1/000", "tile/1/001.p/17"]
    );
    assert_eq!(of(TileKind::Level(2)).map(ToString::to_string).collect::<Vec<_>>(), ["tile/2/000.p/1"]);
    assert_eq!(of(TileKind::Level(3)).count(), 0);
    let exactly_256: Vec<String> = tiles_to_write(255, 256).iter().map(ToString::to_string).collect();
    assert_eq!(exactly_256, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(tiles_to_write(5, 5), []);
    assert_eq!(tiles_to_write(6, 5), []);
}

#[test]
fn lies_about_the_length_of_an_entry_are_found() {
    let mut good = Vec::new();
    push_entry(&mut good, b"first").unwrap();
    push_entry(&mut good, b"").unwrap();
    push_entry(&mut good, b"third").unwrap();
    assert_eq!(decode_bundle(&good, 3).unwrap(), [b"first".as_slice(), b"", b"third"]);
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    let rows: [(&str, Vec<u8>, u16, TileFault); 8] = [
        ("the last entry claims a byte too many", with(10, 6), 3, TileFault::CutEntry(2)),
        ("the last entry claims a byte too few", with(10, 4), 3, TileFault::Trailing(1)),
        ("the first entry claims the whole file and more", with(0, 255), 3, TileFault::CutEntry(0)),
        ("the file was cut in an entry", good[..good.len() - 1].to_vec(), 3, TileFault::CutEntry(2)),
        ("the file was cut in a length", good[..8].to_vec(), 3, TileFault::CutEntry(1)),
        ("an entry more than the name says", good.clone(), 2, TileFault::Trailing(7)),
        ("an entry fewer than the name says", good.clone(), 4, TileFault::CutEntry(3)),
        ("an empty file", Vec::new(), 1, TileFault::CutEntry(0)),
    ];
    for (event, bytes, width, fault) in rows {
        assert_eq!(decode_bundle(&bytes, width), Err(fault), "{event}");
    }
}

#[test]
fn a_tile_is_exactly_as_long_as_its_width_says() {
    assert_eq!(decode_tile(&[0; 64], 2).unwrap().len(), 2);
    for length in [0, 1, 31, 33, 63, 65, 96] {
        assert_eq!(decode_tile(&vec![0; length], 2), Err(TileFault::Length { got: length, expected: 64 }));
    }
}

#[test]
fn the_longest_entry_fits_and_one_byte_more_does_not() {
    let mut bundle = Vec::new();
    assert_eq!(push_entry(&mut bundle, &vec![1; 65_535]), Ok(()));
    assert_eq!(push_entry(&mut bundle, &vec![1; 65_536]), Err(EntryTooLong(65_536)));
    assert_eq!(bundle.len(), 65_537);
    assert_eq!(decode_bundle(&bundle, 1).unwrap()[0].len(), 65_535);
}
