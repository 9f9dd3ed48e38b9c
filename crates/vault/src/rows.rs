//! The rows of the database: every statement that this crate runs, once, with its types.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use sanad_log::hash::Hash;
use sanad_model::{ActorId, Commitment, Disclosure, Salt};

use crate::actor::{Actor, Signer};
use crate::db;
use crate::error::{Error, Result};
use crate::keys::{KEY, RandomId, unwrap};
use crate::object::StagedObject;

/// A log of this case: the one being written, or one that was closed.
#[derive(Debug, Clone)]
pub(crate) struct LogRow {
    pub(crate) number: u64,
    pub(crate) origin: String,
    pub(crate) device: RandomId,
    pub(crate) verifier: String,
    /// The signing key, wrapped; none once the log is closed.
    pub(crate) key: Option<Vec<u8>>,
}

/// The last word on a log: how large it is, under which root, and the signed note that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRoot {
    /// Number of entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The signed note, verbatim.
    pub note: String,
}

/// A body as it is stored.
#[derive(Debug, Clone)]
pub struct StoredBody {
    /// Its position in the log.
    pub index: u64,
    /// What stands there.
    pub commitment: Commitment,
    /// What hides it.
    pub salt: Salt,
    /// The two lines, verbatim.
    pub body: Vec<u8>,
    /// What opens its sealed fields.
    pub disclosures: Vec<Disclosure>,
}

/// Where the bytes of an item lie.
#[derive(Debug, Clone)]
pub(crate) struct ObjectRow {
    pub(crate) index: u64,
    pub(crate) name: String,
    pub(crate) key: Vec<u8>,
    pub(crate) size: u64,
    pub(crate) padded: u64,
}

// Logs and checkpoints.

pub(crate) fn insert_log(db: &Connection, log: &LogRow) -> Result<()> {
    db.execute(
        "INSERT INTO logs (number, origin, device, verifier, key) VALUES (?, ?, ?, ?, ?)",
        params![log.number, log.origin, log.device.as_str(), log.verifier, log.key],
    )?;
    Ok(())
}

/// Forgets the signing keys of all logs before this one.
pub(crate) fn close_logs_before(db: &Connection, number: u64) -> Result<()> {
    db.execute("UPDATE logs SET key = NULL WHERE number < ?", [number])?;
    Ok(())
}

/// All logs, oldest first.
pub(crate) fn logs(db: &Connection) -> Result<Vec<LogRow>> {
    let mut query =
        db.prepare_cached("SELECT number, origin, device, verifier, key FROM logs ORDER BY number")?;
    let rows = query.query_map([], |row| {
        let device: String = row.get(2)?;
        Ok(LogRow {
            number: row.get(0)?,
            origin: row.get(1)?,
            device: RandomId::parse(&device).ok_or_else(|| malformed(2))?,
            verifier: row.get(3)?,
            key: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The log that is written now; it may have signed nothing yet.
pub(crate) fn newest_log(db: &Connection) -> Result<LogRow> {
    logs(db)?.pop().ok_or_else(|| Error::damaged(db::FILE, "it names no log"))
}

/// The log that signed last: what readers see.
pub(crate) fn current_log(db: &Connection) -> Result<LogRow> {
    let signed: Option<u64> = db.query_row("SELECT max(log) FROM cp", [], |row| row.get(0))?;
    let found = logs(db)?.into_iter().find(|log| log.number == signed.unwrap_or(0));
    found.ok_or_else(|| Error::damaged(db::FILE, "it names no log"))
}

pub(crate) fn insert_checkpoint(db: &Connection, log: u64, row: &SignedRoot) -> Result<()> {
    let mut insert = db.prepare_cached("INSERT INTO cp (log, size, root, note) VALUES (?, ?, ?, ?)")?;
    insert.execute(params![log, row.size, row.root.as_bytes(), row.note])?;
    Ok(())
}

/// The checkpoint of this size, or the newest.
pub(crate) fn checkpoint(db: &Connection, log: u64, size: Option<u64>) -> Result<Option<SignedRoot>> {
    let mut query = db.prepare_cached(
        "SELECT size, root, note FROM cp WHERE log = ?1 AND (?2 IS NULL OR size = ?2) ORDER BY size DESC LIMIT 1",
    )?;
    Ok(query.query_row(params![log, size], read_checkpoint).optional()?)
}

/// How many entries are acknowledged: what lies beyond is not to be shown.
pub(crate) fn size(db: &Connection) -> Result<u64> {
    let mut query =
        db.prepare_cached("SELECT coalesce((SELECT size FROM cp ORDER BY log DESC, size DESC LIMIT 1), 0)")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

fn read_checkpoint(row: &Row<'_>) -> rusqlite::Result<SignedRoot> {
    Ok(SignedRoot { size: row.get(0)?, root: Hash::from_bytes(row.get(1)?), note: row.get(2)? })
}

// Entries.

/// Everything about one entry, before it is acknowledged.
pub(crate) fn insert_entry(db: &Connection, stored: &StoredBody) -> Result<()> {
    let disclosures = serde_json::to_string(&stored.disclosures).unwrap_or_default();
    db.prepare_cached("INSERT INTO commitments (idx, commitment, head) VALUES (?, ?, ?)")?
        .execute(params![stored.index, stored.commitment.as_bytes(), head(&stored.commitment)])?;
    db.prepare_cached("INSERT INTO bodies (idx, salt, body, disclosures) VALUES (?, ?, ?, ?)")?
        .execute(params![stored.index, stored.salt.0, stored.body, disclosures])?;
    Ok(())
}

pub(crate) fn insert_object(db: &Connection, index: u64, object: &StagedObject) -> Result<()> {
    let mut insert =
        db.prepare_cached("INSERT INTO objects (idx, name, key, size, padded) VALUES (?, ?, ?, ?, ?)")?;
    insert.execute(params![index, object.name, object.key, object.size, object.padded])?;
    Ok(())
}

/// Forgets entries that were never acknowledged. Only where nothing else was made from their rows.
pub(crate) fn drop_after(db: &Connection, size: u64) -> Result<()> {
    for table in ["objects", "actors", "bodies", "commitments"] {
        db.execute(&format!("DELETE FROM {table} WHERE idx >= ?"), [size])?;
    }
    Ok(())
}

/// How many entries there are rows for, acknowledged or not.
pub(crate) fn entry_count(db: &Connection) -> Result<u64> {
    let last: Option<u64> = db.query_row("SELECT max(idx) FROM commitments", [], |row| row.get(0))?;
    Ok(last.map_or(0, |index| index + 1))
}

/// Up to `limit` commitments from an index on; an error where one is missing.
pub(crate) fn commitments(db: &Connection, from: u64, limit: u64) -> Result<Vec<Commitment>> {
    let mut query =
        db.prepare_cached("SELECT idx, commitment FROM commitments WHERE idx >= ? ORDER BY idx LIMIT ?")?;
    let rows =
        query.query_map([from, limit], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, [u8; 32]>(1)?)))?;
    let mut found = Vec::new();
    for (expected, row) in (from..).zip(rows) {
        let (index, commitment) = row?;
        if index != expected {
            return Err(Error::damaged(db::FILE, format!("the row of entry {expected} is missing")));
        }
        found.push(Commitment::from_bytes(commitment));
    }
    Ok(found)
}

/// Up to `limit` bodies with `from <= index < below`.
pub(crate) fn bodies(db: &Connection, from: u64, below: u64, limit: u64) -> Result<Vec<StoredBody>> {
    let mut query = db.prepare_cached(
        "SELECT b.idx, c.commitment, b.salt, b.body, b.disclosures FROM bodies b JOIN commitments c USING (idx)
         WHERE b.idx >= ? AND b.idx < ? ORDER BY b.idx LIMIT ?",
    )?;
    let rows = query.query_map([from, below, limit], |row| {
        let disclosures: String = row.get(4)?;
        Ok(StoredBody {
            index: row.get(0)?,
            commitment: Commitment::from_bytes(row.get(1)?),
            salt: Salt(row.get(2)?),
            body: row.get(3)?,
            disclosures: serde_json::from_str(&disclosures).map_err(|_| malformed(4))?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The acknowledged entry with this commitment.
pub(crate) fn index_of(db: &Connection, commitment: &Commitment) -> Result<Option<u64>> {
    let mut query =
        db.prepare_cached("SELECT idx FROM commitments WHERE head = ? AND commitment = ? AND idx < ?")?;
    let found =
        query.query_row(params![head(commitment), commitment.as_bytes(), size(db)?], |row| row.get(0));
    Ok(found.optional()?)
}

pub(crate) fn object(db: &Connection, index: u64) -> Result<Option<ObjectRow>> {
    let mut query = db.prepare_cached("SELECT idx, name, key, size, padded FROM objects WHERE idx = ?")?;
    Ok(query.query_row([index], read_object).optional()?)
}

pub(crate) fn objects(db: &Connection) -> Result<Vec<ObjectRow>> {
    let mut query = db.prepare_cached("SELECT idx, name, key, size, padded FROM objects ORDER BY idx")?;
    let rows = query.query_map([], read_object)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_object(row: &Row<'_>) -> rusqlite::Result<ObjectRow> {
    Ok(ObjectRow {
        index: row.get(0)?,
        name: row.get(1)?,
        key: row.get(2)?,
        size: row.get(3)?,
        padded: row.get(4)?,
    })
}

/// The first 60 bits of a commitment.
fn head(commitment: &Commitment) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&commitment.as_bytes()[..8]);
    u64::from_be_bytes(bytes) >> 4
}

// The right edge of the tree.

pub(crate) fn put_frontier(db: &Connection, state: &[u8]) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO frontier (one, state) VALUES (1, ?)")?.execute([state])?;
    Ok(())
}

pub(crate) fn frontier(db: &Connection) -> Result<Option<Vec<u8>>> {
    Ok(db.query_row("SELECT state FROM frontier", [], |row| row.get(0)).optional()?)
}

// Actors.

pub(crate) fn insert_actor(db: &Connection, actor: &Actor, key: &[u8]) -> Result<()> {
    db.execute(
        "INSERT INTO actors (idx, id, name, public, key) VALUES (?, ?, ?, ?, ?)",
        params![actor.index, actor.id.to_string(), actor.name, actor.public, key],
    )?;
    Ok(())
}

/// The acknowledged actors with their wrapped keys, in the order of their entries.
pub(crate) fn actors(db: &Connection) -> Result<Vec<(Actor, Vec<u8>)>> {
    let mut query =
        db.prepare_cached("SELECT idx, id, name, public, key FROM actors WHERE idx < ? ORDER BY idx")?;
    let rows = query.query_map([size(db)?], |row| {
        let id: String = row.get(1)?;
        let id: ActorId = id.parse().map_err(|_| malformed(1))?;
        Ok((Actor { index: row.get(0)?, id, name: row.get(2)?, public: row.get(3)? }, row.get(4)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The key of the actor of this name or id, or of the first one.
pub(crate) fn signer(db: &Connection, wrapping: &[u8; KEY], name: Option<&str>) -> Result<Signer> {
    let fits = |actor: &Actor| name.is_none_or(|name| actor.name == name || actor.id.to_string() == name);
    // whoever came with an archive has left their key elsewhere
    let found = actors(db)?.into_iter().find(|(actor, key)| !key.is_empty() && fits(actor));
    let (actor, key) = found.ok_or_else(|| Error::Missing("actor of this name".into()))?;
    let seed = unwrap(wrapping, &actor.public, &key)
        .ok_or_else(|| Error::damaged(db::FILE, "the key of an actor does not open"))?;
    Ok(Signer::from_seed(&seed))
}

// Views.

pub(crate) fn put_view(db: &Connection, name: &str, head: &Hash, rule: u64, value: &[u8]) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO views (name, head, rule, value) VALUES (?, ?, ?, ?)")?
        .execute(params![name, head.as_bytes(), rule, value])?;
    Ok(())
}

pub(crate) fn view(db: &Connection, name: &str, head: &Hash, rule: u64) -> Result<Option<Vec<u8>>> {
    let mut query = db.prepare_cached("SELECT value FROM views WHERE name = ? AND head = ? AND rule = ?")?;
    Ok(query.query_row(params![name, head.as_bytes(), rule], |row| row.get(0)).optional()?)
}

pub(crate) fn drop_views(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM views", [])?;
    Ok(())
}

fn malformed(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, "not in its form".into())
}
