//! The bytes of an item at rest: one age v1 file under a random name, padded so that its length says little.
//!
//! ```text
//! obj/<2>/<2>/<64 hex random>  =  age v1 file to one X25519 identity of its own, of:  content || 0x80 || 0x00 ...
//! ```
//! The padded length is PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
//! PURBs", 2019) of `size + 1`, at least 512: at most 12 % more. The size is kept in the database; without it, the last
//! 0x80 ends the content. Bytes stream through a hashing and an encrypting thread in bounded memory.

use std::io::{self, BufReader, Read, Write};
use std::sync::mpsc;
use std::thread;

use sanad_model::{ContentDigest, World};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::keys::{KEY, MasterKey, age_identity, unwrap, wrap};
use crate::rows::ObjectRow;
use crate::store::{NewFile, Put, Store};

/// The folder of the objects.
pub(crate) const FOLDER: &str = "obj";
/// The shortest padded length.
const LEAST: u64 = 512;
/// What passes from one thread to the other at a time, and how many may wait.
const PIECE: usize = 1 << 20;
const WAITING: usize = 4;

/// Bytes that are stored and durable, but named by no entry yet. Dropped, they are an orphan that nobody can decrypt.
#[derive(Clone)]
pub struct StagedObject {
    pub(crate) name: String,
    /// The key of the object, wrapped.
    pub(crate) key: Vec<u8>,
    pub(crate) padded: u64,
    /// SHA-256 of the bytes as received.
    pub digest: ContentDigest,
    /// How many bytes were received.
    pub size: u64,
}

/// Reads the content of an object; the pad is checked and left out.
pub struct ObjectReader<R = Box<dyn Read + Send>> {
    stream: age::stream::StreamReader<BufReader<R>>,
    left: u64,
    pad: u64,
}

/// The padded length of `length` bytes: the binary exponent's length in bits is all that the lowest bits may keep.
#[must_use]
pub fn padme(length: u64) -> u64 {
    let length = length.max(LEAST);
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - kept)) - 1;
    length.saturating_add(mask) & !mask
}

/// Encrypts and stores what the source yields.
pub(crate) fn stage(
    store: &dyn Store,
    world: &dyn World,
    wrapping: &[u8; KEY],
    source: &mut dyn Read,
) -> Result<StagedObject> {
    let name = random_name(world);
    let secret = MasterKey::random(world);
    let recipient = age_identity(secret.expose())?.to_public();
    let mut outcome = None;
    let written = store.put(
        Put::Create,
        vec![NewFile::written_by(&name, |out| {
            let sealed = seal(&recipient, source, out)?;
            // A source that fails must not leave a file behind: then the store is told that writing failed.
            let stop = if sealed.is_ok() { Ok(()) } else { Err(io::Error::other("the source failed")) };
            outcome = Some(sealed);
            stop
        })],
    );
    match (written, outcome) {
        (_, Some(Err(source))) => Err(Error::Source(source)),
        (Ok(()), Some(Ok((digest, size)))) => {
            let key = wrap(world, wrapping, name.as_bytes(), secret.expose());
            Ok(StagedObject { name, key, padded: padme(size.saturating_add(1)), digest, size })
        }
        (Err(e), _) => Err(e.into()),
        (Ok(()), None) => Err(Error::Refused("the store did not take the object".into())),
    }
}

/// Opens a stored object for reading.
pub(crate) fn open(store: &dyn Store, wrapping: &[u8; KEY], row: &ObjectRow) -> Result<ObjectReader> {
    open_from(store.get(&row.name)?, wrapping, row)
}

/// Opens the bytes of an object that come from elsewhere.
pub(crate) fn open_from<R: Read>(
    source: R,
    wrapping: &[u8; KEY],
    row: &ObjectRow,
) -> Result<ObjectReader<R>> {
    let ObjectRow { name, key, size, padded, .. } = row;
    let secret = unwrap(wrapping, name.as_bytes(), key)
        .ok_or_else(|| Error::damaged(name, "its key does not open"))?;
    let identity = age_identity(&secret)?;
    let stream = age::Decryptor::new_buffered(BufReader::with_capacity(128 << 10, source))
        .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .map_err(|e| Error::damaged(name, e.to_string()))?;
    Ok(ObjectReader { stream, left: *size, pad: padded.saturating_sub(*size) })
}

/// Hashes content to its end, pad included in what is checked.
pub(crate) fn digest(content: &mut dyn Read) -> Result<ContentDigest, String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 256 << 10];
    loop {
        match content.read(&mut piece) {
            Ok(0) => return Ok(ContentDigest::from_bytes(hash.finalize().into())),
            Ok(n) => hash.update(&piece[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(format!("its bytes were changed or cut ({e})")),
        }
    }
}

/// A name that says nothing.
fn random_name(world: &dyn World) -> String {
    let mut bytes = [0; 32];
    world.fill_random(&mut bytes);
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    format!("{FOLDER}/{}/{}/{hex}", &hex[..2], &hex[2..4])
}

/// Hashes and encrypts in two threads. The outer error is the disk's, the inner one the source's.
fn seal(
    recipient: &age::x25519::Recipient,
    source: &mut dyn Read,
    out: &mut (dyn Write + Send),
) -> io::Result<Result<(ContentDigest, u64), io::Error>> {
    let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient as &dyn age::Recipient))
        .map_err(io::Error::other)?;
    let mut stream = encryptor.wrap_output(out)?;
    let (full, to_encrypt) = mpsc::sync_channel::<Vec<u8>>(WAITING);
    let (emptied, free) = mpsc::channel::<Vec<u8>>();
    thread::scope(|scope| {
        let encrypting = scope.spawn(move || -> io::Result<()> {
            let mut size = 0;
            for piece in to_encrypt {
                stream.write_all(&piece)?;
                size += piece.len() as u64;
                // Nobody waits for a buffer any more when reading has ended.
                let _ = emptied.send(piece);
            }
            write_pad(&mut stream, size)?;
            stream.finish()?;
            Ok(())
        });
        let mut hash = Sha256::new();
        let mut size = 0;
        let read = loop {
            let mut piece = free.try_recv().unwrap_or_default();
            piece.clear();
            match source.take(PIECE as u64).read_to_end(&mut piece) {
                Ok(0) => break Ok(()),
                Ok(n) => size += n as u64,
                Err(e) => break Err(e),
            }
            hash.update(&piece);
            if full.send(piece).is_err() {
                // The disk failed; its error is fetched below.
                break Ok(());
            }
        };
        drop(full);
        encrypting.join().map_err(|_| io::Error::other("the encrypting thread ended badly"))??;
        Ok(read.map(|()| (ContentDigest::from_bytes(hash.finalize().into()), size)))
    })
}

/// `0x80`, then zeros up to the padded length.
fn write_pad(out: &mut impl Write, size: u64) -> io::Result<()> {
    out.write_all(&[0x80])?;
    let zeros = padme(size.saturating_add(1)) - size - 1;
    io::copy(&mut io::repeat(0).take(zeros), out).map(|_| ())
}

impl<R: Read> Read for ObjectReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left > 0 && !buffer.is_empty() {
            let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
            let read = self.stream.read(&mut buffer[..most])?;
            self.left -= read as u64;
            return if read == 0 { Err(bad("the object is cut short")) } else { Ok(read) };
        }
        if self.left == 0 && self.pad > 0 {
            self.check_pad()?;
        }
        Ok(0)
    }
}

impl<R: Read> ObjectReader<R> {
    /// Reads the pad to its end: this also makes sure that the file was not cut.
    fn check_pad(&mut self) -> io::Result<()> {
        let mut piece = [0; 4096];
        let mut expected = 0x80;
        loop {
            let read = self.stream.read(&mut piece)?;
            if read == 0 {
                return if self.pad == 0 { Ok(()) } else { Err(bad("the object is cut short")) };
            }
            self.pad = self.pad.checked_sub(read as u64).ok_or_else(|| bad("the object is too long"))?;
            if piece[0] != expected || piece[1..read].iter().any(|b| *b != 0) {
                return Err(bad("the object's pad was changed"));
            }
            expected = 0;
        }
    }
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::padme;

    #[test]
    fn padding_has_the_published_steps() {
        for (length, padded) in [(0, 512), (1, 512), (512, 512), (513, 544), (1024, 1024), (9000, 9216)] {
            assert_eq!(padme(length), padded, "{length}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn padding_adds_at_most_12_percent_and_never_takes_away(length in 512_u64..1 << 60, near in 0_u32..60) {
            for length in [length, (1_u64 << near).max(512), (1_u64 << near).max(512) + 1] {
                let padded = padme(length);
                prop_assert!(padded >= length);
                prop_assert!(u128::from(padded - length) * 100 <= u128::from(length) * 12, "{length} {padded}");
                prop_assert_eq!(padme(padded), padded);
                prop_assert!(padme(length + 1) >= padded);
            }
        }
    }
}
