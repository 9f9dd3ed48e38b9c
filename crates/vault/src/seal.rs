//! A file for those who hold a key or know a passphrase, and nobody else: in the age format, which `age` and `rage` open.

use std::io::{BufReader, Read, Seek, SeekFrom, Write};

use secrecy::{ExposeSecret as _, SecretString};

use crate::error::{Error, Result};

/// Who may open a file.
#[derive(Debug, Clone)]
pub enum SealTo {
    /// Whoever knows the passphrase.
    Passphrase(SecretString),
    /// Whoever holds the key of one of these age recipients (`age1…`).
    Recipients(Vec<String>),
}

/// With what a file is opened.
#[derive(Debug, Clone)]
pub enum Opener {
    /// The passphrase.
    Passphrase(SecretString),
    /// A file of age identities (`AGE-SECRET-KEY-1…`, one a line; lines with # are comments).
    Identities(SecretString),
}

/// For whom a file is sealed, as its header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedFor {
    /// Whoever knows a passphrase.
    Passphrase,
    /// Holders of keys.
    Keys,
    /// It is a backup of a case, which [`crate::Vault::restore`] opens.
    Backup,
}

/// Encrypts what is written to it. Without [`SealWriter::finish`] the file is cut short and opens for nobody.
pub struct SealWriter<W: Write>(age::stream::StreamWriter<W>);

/// Reads a sealed file, from any place in it.
pub struct SealReader<R: Read>(age::stream::StreamReader<BufReader<R>>);

/// Encrypts bytes to an age recipient (`age1…`).
///
/// # Errors
/// [`Error::Refused`] when the recipient is none.
pub fn seal_to(recipient: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = SealWriter::new(&SealTo::Recipients(vec![recipient.to_owned()]), Vec::new())?;
    out.write_all(bytes).map_err(Error::Source)?;
    out.finish().map_err(Error::Source)
}

/// How a file is sealed; `None` for one that is not sealed. Reads the first bytes and goes back to the start.
///
/// # Errors
/// What the source says.
pub fn sealed_for(source: &mut (impl Read + Seek)) -> std::io::Result<Option<SealedFor>> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    let has = |stanza: &[u8]| head.windows(stanza.len()).any(|w| w == stanza);
    Ok(head.starts_with(MAGIC).then(|| {
        if has(b"\n-> sanad-slot ") {
            SealedFor::Backup
        } else if has(b"\n-> scrypt ") {
            SealedFor::Passphrase
        } else {
            SealedFor::Keys
        }
    }))
}

/// What one try of a passphrase costs, as a power of two: 256 MB and about a second. The most that is tried takes 4 GB.
const WORK: u8 = 18;
const MOST_WORK: u8 = 22;
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// No header of ours is longer.
const HEAD: u64 = 16 << 10;

impl<W: Write> SealWriter<W> {
    /// Begins a sealed file.
    ///
    /// # Errors
    /// [`Error::Refused`] when a recipient is none; what the output says.
    pub fn new(to: &SealTo, out: W) -> Result<Self> {
        let refused = || Error::Refused("what was given is no age recipient; it begins with age1".to_owned());
        let encryptor = match to {
            SealTo::Passphrase(passphrase) => {
                let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                let one = std::iter::once(&recipient as &dyn age::Recipient);
                age::Encryptor::with_recipients(one).map_err(|_| refused())?
            }
            SealTo::Recipients(all) => {
                let keys: Vec<age::x25519::Recipient> =
                    all.iter().map(|r| r.trim().parse().map_err(|_| refused())).collect::<Result<_>>()?;
                let keys = keys.iter().map(|key| key as &dyn age::Recipient);
                age::Encryptor::with_recipients(keys).map_err(|_| refused())?
            }
        };
        encryptor.wrap_output(out).map(Self).map_err(Error::Source)
    }

    /// Writes the end, and gives the output back.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(self) -> std::io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for SealWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl<R: Read + Seek> SealReader<R> {
    /// Opens a sealed file.
    ///
    /// # Errors
    /// [`Error::Locked`] when it is sealed for somebody else, [`Error::Damaged`] when it is no such file.
    pub fn new(source: R, with: &Opener) -> Result<Self> {
        let opened = age::Decryptor::new_buffered(BufReader::new(source)).and_then(|sealed| match with {
            Opener::Passphrase(passphrase) => {
                let mut identity = age::scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(MOST_WORK);
                sealed.decrypt(std::iter::once(&identity as &dyn age::Identity))
            }
            Opener::Identities(text) => {
                let keys: Vec<age::x25519::Identity> =
                    text.expose_secret().lines().filter_map(|line| line.trim().parse().ok()).collect();
                sealed.decrypt(keys.iter().map(|key| key as &dyn age::Identity))
            }
        });
        opened.map(Self).map_err(|e| match e {
            age::DecryptError::NoMatchingKeys
            | age::DecryptError::KeyDecryptionFailed
            | age::DecryptError::DecryptionFailed => Error::Locked,
            age::DecryptError::Io(e) => Error::Source(e),
            other => Error::damaged("archive", other.to_string()),
        })
    }
}

impl<R: Read> Read for SealReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read + Seek> Seek for SealReader<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}
