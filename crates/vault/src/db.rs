//! The database of a case: SQLCipher under a key of its own, in WAL mode, every commit synced.
//!
//! It holds what must not lie in the clear (bodies, salts, disclosures, wrapped keys) and the one row by which an entry
//! is acknowledged (`cp`). Its schema has its own version (`PRAGMA user_version`); [`SCHEMA`] lists the steps.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::keys::{KEY, MasterKey, RandomId};
use crate::store::disk::private_file;

/// The name of the file.
pub(crate) const FILE: &str = "db.sqlite";

/// Where a database lies.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// In a file.
    File(PathBuf),
    /// In memory, shared within this process under a name.
    Memory(String),
}

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Make the database.
    Create,
    /// Change it.
    Write,
    /// Look at it.
    Read,
}

/// The steps from an empty database to the present version; step `n` leads to version `n + 1`. Never edited, only added to.
const SCHEMA: &[&str] = &["
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    -- One row for each log that this case has had; the last one is written. `key` is NULL once a log is closed.
    CREATE TABLE logs (number INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE, device TEXT NOT NULL,
        verifier TEXT NOT NULL, key BLOB) STRICT;
    -- `head` is the first 60 bits of the commitment: the ids of the case are cut from it.
    CREATE TABLE commitments (idx INTEGER PRIMARY KEY, commitment BLOB NOT NULL, head INTEGER NOT NULL) STRICT;
    CREATE INDEX commitments_by_head ON commitments (head);
    CREATE TABLE bodies (idx INTEGER PRIMARY KEY REFERENCES commitments (idx), salt BLOB NOT NULL,
        body BLOB NOT NULL, disclosures TEXT NOT NULL) STRICT;
    CREATE TABLE objects (idx INTEGER PRIMARY KEY REFERENCES commitments (idx), name TEXT NOT NULL UNIQUE,
        key BLOB NOT NULL, size INTEGER NOT NULL, padded INTEGER NOT NULL) STRICT;
    CREATE TABLE actors (idx INTEGER PRIMARY KEY REFERENCES commitments (idx), id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE, public BLOB NOT NULL, key BLOB NOT NULL) STRICT;
    CREATE TABLE cp (log INTEGER NOT NULL REFERENCES logs (number), size INTEGER NOT NULL, root BLOB NOT NULL,
        note TEXT NOT NULL, PRIMARY KEY (log, size)) STRICT, WITHOUT ROWID;
    CREATE TABLE frontier (one INTEGER PRIMARY KEY CHECK (one = 1), state BLOB NOT NULL) STRICT;
    CREATE TABLE views (name TEXT PRIMARY KEY, head BLOB NOT NULL, rule INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
"];

/// Opens a connection and brings the schema to the present version (if it may write).
pub(crate) fn connect(
    place: &Place,
    access: Access,
    master: &MasterKey,
    vault: &RandomId,
) -> Result<Connection> {
    let key = master.derive("db", vault);
    let connection = match place {
        Place::File(path) => match open_file(path, access, &key, "") {
            // A folder that cannot be written has no room for the WAL's index. Without a WAL nobody is writing.
            Err(e) if access == Access::Read && cannot_open(&e) && !beside(path, "-wal").exists() => {
                open_file(path, access, &key, "?immutable=1")
            }
            other => other,
        }?,
        Place::Memory(name) => {
            let uri = format!("file:/{name}?vfs=memdb");
            let connection = Connection::open_with_flags(uri, flags(Access::Write))?;
            prepare(&connection, access, None)?;
            connection
        }
    };
    migrate(connection, access)
}

/// A new encrypted database without tables, to be filled by a copy.
pub(crate) fn connect_empty(path: &Path, master: &MasterKey, vault: &RandomId) -> Result<Connection> {
    open_file(path, Access::Create, &master.derive("db", vault), "")
}

fn open_file(path: &Path, access: Access, key: &[u8; KEY], query: &str) -> Result<Connection> {
    if access == Access::Create {
        // Made here so that it, and what SQLite lays beside it, is this user's alone.
        private_file().write(true).create_new(true).open(path).map_err(|e| Error::io(FILE, e))?;
    }
    let uri = Zeroizing::new(format!("file:{}{query}", percent_encoded(path)));
    let connection = Connection::open_with_flags(uri.as_str(), flags(access))?;
    prepare(&connection, access, Some(key))?;
    Ok(connection)
}

fn prepare(connection: &Connection, access: Access, key: Option<&[u8; KEY]>) -> Result<()> {
    if let Some(key) = key {
        // What is wrong comes back as an error; nothing is printed from here.
        connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(key));
        connection.execute_batch(&Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", hex.as_str())))?;
    }
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.execute_batch(
        "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;
         PRAGMA trusted_schema = OFF;",
    )?;
    if access == Access::Read {
        connection.execute_batch("PRAGMA query_only = ON;")?;
    } else {
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    }
    // The first read: fails here if the key is wrong or the file is not a database.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

fn migrate(mut connection: Connection, access: Access) -> Result<Connection> {
    let found: u64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = SCHEMA.len() as u64;
    if found > known {
        return Err(Error::Newer { what: "the database of the case", found, known });
    }
    if found < known && access == Access::Read {
        return Err(Error::Refused("the case must be opened once for writing by this version".into()));
    }
    for (version, step) in (1_u64..).zip(SCHEMA).skip_while(|(version, _)| *version <= found) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(connection)
}

fn flags(access: Access) -> OpenFlags {
    let base = OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    match access {
        Access::Create | Access::Write => base | OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => base | OpenFlags::SQLITE_OPEN_READ_ONLY,
    }
}

fn cannot_open(error: &Error) -> bool {
    match error {
        Error::ReadOnly(_) => true,
        Error::Io { source, .. } => source
            .get_ref()
            .and_then(|e| e.downcast_ref::<rusqlite::Error>())
            .and_then(rusqlite::Error::sqlite_error_code)
            .is_some_and(|code| code == ErrorCode::CannotOpen),
        _ => false,
    }
}

/// The file that SQLite lays beside its database.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A path as part of a `file:` URI: everything but plain letters, digits and a few signs is written as `%XX`.
fn percent_encoded(path: &Path) -> String {
    let text = path.as_os_str().as_encoded_bytes();
    text.iter()
        .map(|&b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
