//! The contract of the store, asked of every back end.

use std::io::{self, Read as _};
use std::sync::Arc;

use sanad_vault::store::disk::DiskStore;
use sanad_vault::store::memory::MemoryStore;
use sanad_vault::store::{NewFile, Put, Store, StoreError};

fn conforms(store: &dyn Store) {
    let read = |name: &str| {
        let mut bytes = Vec::new();
        store.get(name).map(|mut file| file.read_to_end(&mut bytes).map(|_| bytes).unwrap())
    };
    let create = |name: &str, bytes: &[u8]| store.put(Put::Create, vec![NewFile::of(name, bytes)]);

    // What is not there is missing, and a folder that is not there is empty.
    assert!(matches!(read("obj/a"), Err(StoreError::Missing(name)) if name == "obj/a"));
    assert_eq!(store.list("obj").unwrap(), []);
    store.remove("obj/a").unwrap();

    // Created once; the same bytes again are fine, others are not, and change nothing.
    create("obj/a", b"one").unwrap();
    create("obj/a", b"one").unwrap();
    for other in [&b"two"[..], b"", b"one and more", b"on"] {
        assert!(matches!(create("obj/a", other), Err(StoreError::Differs(_))));
    }
    assert_eq!(read("obj/a").unwrap(), b"one");

    // Replaced whole, also where nothing was.
    for bytes in [&b"longer than before"[..], b"", b"x"] {
        store.put(Put::Replace, vec![NewFile::of("head", bytes)]).unwrap();
        assert_eq!(read("head").unwrap(), bytes);
    }

    // Several at once, at any depth; listed in order, folders apart.
    let many = ["log/tile/0/x001/000", "log/tile/0/x001/000.p/7", "obj/b", "objects-not-here/c", "empty"];
    store.put(Put::Create, many.iter().map(|name| NewFile::of(*name, *name)).collect()).unwrap();
    let listed = |folder: &str| store.list(folder).unwrap().into_iter().map(|f| f.name).collect::<Vec<_>>();
    assert_eq!(listed("obj"), ["obj/a", "obj/b"]);
    assert_eq!(listed("log"), ["log/tile/0/x001/000", "log/tile/0/x001/000.p/7"]);
    assert_eq!(store.list("obj").unwrap()[1].size, 5);
    assert_eq!(listed("").len(), 7);

    // Written piece by piece; a writer that fails leaves nothing behind.
    let pieces = NewFile::written_by("big", |out| (0..100).try_for_each(|_| out.write_all(&[7; 10_000])));
    store.put(Put::Create, vec![pieces]).unwrap();
    assert_eq!(read("big").unwrap(), vec![7; 1_000_000]);
    let fails = NewFile::written_by("half", |out| {
        out.write_all(b"half").and(Err(io::Error::from(io::ErrorKind::StorageFull)))
    });
    let error = store.put(Put::Create, vec![fails]);
    assert!(
        matches!(error, Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::StorageFull)
    );
    assert!(matches!(read("half"), Err(StoreError::Missing(_))));
    assert!(listed("tmp").is_empty());

    // Removed, twice.
    store.remove("obj/a").unwrap();
    store.remove("obj/a").unwrap();
    assert_eq!(listed("obj"), ["obj/b"]);

    // No way out of the store.
    for name in ["../a", "/etc/passwd", "a/../b", "", "a//b", "a/", ".hidden", "A", "a b", "a\\b", "a\0b"] {
        assert!(matches!(create(name, b""), Err(StoreError::Io { .. })), "{name:?}");
        assert!(matches!(read(name), Err(StoreError::Io { .. })), "{name:?}");
    }
}

#[test]
fn memory_conforms() {
    conforms(&MemoryStore::default());
}

#[test]
fn disk_conforms() {
    let folder = tempfile::tempdir().unwrap();
    conforms(&DiskStore::new(folder.path()));
}

#[test]
fn readers_see_a_replaced_file_before_or_after_never_between() {
    let folder = tempfile::tempdir().unwrap();
    let stores: [Arc<dyn Store>; 2] =
        [Arc::new(DiskStore::new(folder.path())), Arc::new(MemoryStore::default())];
    for store in stores {
        let put = |n: u8| store.put(Put::Replace, vec![NewFile::of("head", vec![n; 50_000])]).unwrap();
        put(0);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                for _ in 0..200 {
                    let mut bytes = Vec::new();
                    store.get("head").unwrap().read_to_end(&mut bytes).unwrap();
                    assert!(bytes.len() == 50_000 && bytes.iter().all(|b| *b == bytes[0]));
                }
            });
            (1..50).for_each(put);
            reader.join().unwrap();
        });
    }
}

#[cfg(unix)]
#[test]
fn files_are_private_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = DiskStore::new(folder.path());
    let create = |name: &str| store.put(Put::Create, vec![NewFile::of(name, "x")]);
    create("slots/0").unwrap();
    let mode = |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("slots/0"), mode("slots"), mode("tmp")), (0o600, 0o700, 0o700));

    std::fs::write(elsewhere.path().join("secret"), "y").unwrap();
    symlink(elsewhere.path(), folder.path().join("obj")).unwrap();
    symlink(elsewhere.path().join("secret"), folder.path().join("slots/1")).unwrap();
    for name in ["obj/secret", "obj/new", "slots/1"] {
        assert!(matches!(store.get(name), Err(StoreError::Link(_))), "{name}");
        assert!(matches!(create(name), Err(StoreError::Link(_))), "{name}");
        assert!(matches!(store.remove(name), Err(StoreError::Link(_))), "{name}");
    }
    assert!(matches!(store.list("slots"), Err(StoreError::Link(_))));
    assert_eq!(std::fs::read(elsewhere.path().join("secret")).unwrap(), b"y");
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 1);
}
