//! Signed notes: a text, a blank line, and signature lines (<https://c2sp.org/signed-note>).
//!
//! The parser accepts one spelling, so that a note is stored, hashed and compared as the bytes that were signed.
//! Signatures by keys that the reader does not know are carried along and ignored, as the specification demands.

mod key;

use std::fmt;

pub use key::{KeyError, KeyId, KeyKind, SigningKey, VerifierKey};

use crate::b64;

/// Longest note in bytes: room for 16 ML-DSA-44 signature lines beside the others.
pub const MAX_NOTE: usize = 64 * 1024;

/// Most signature lines in one note (the specification asks for at least 16).
pub const MAX_SIGNATURES: usize = 64;

/// A text and the signatures under it; nothing about them has been verified yet.
///
/// Invariant: `Note::parse(note.to_string().as_bytes()) == Ok(note)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line: `— <name> base64(key id || signature)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The first four bytes of the hash of name and key.
    pub id: KeyId,
    /// What the key's algorithm made: 64 bytes for a log's Ed25519, 8 + 64 for a cosignature.
    pub signature: Vec<u8>,
}

/// A signature line that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<'k> {
    /// The key that signed.
    pub key: &'k VerifierKey,
    /// For a cosignature, the time it states: seconds since 1970-01-01 UTC.
    pub time: Option<u64>,
}

/// Why bytes are not a note, or why a note is not to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`MAX_NOTE`] bytes.
    #[error("the note is {0} bytes long; the limit is 65,536")]
    TooLong(usize),
    /// Not UTF-8.
    #[error("the note is not UTF-8")]
    Encoding,
    /// A control character other than the line end (this includes a carriage return).
    #[error("the note holds the control character U+{0:04X}")]
    Control(u32),
    /// No blank line, or no text before it, or no final line end.
    #[error("the note has no text and signatures parted by a blank line and ended by a line end")]
    Shape,
    /// A signature line that is not `— name base64`.
    #[error("signature line {0} is malformed")]
    SignatureLine(usize),
    /// More than [`MAX_SIGNATURES`] lines.
    #[error("the note has more than 64 signatures")]
    TooManySignatures,
    /// A known key's signature does not verify.
    #[error("the signature of {name} does not verify")]
    BadSignature {
        /// The key's name.
        name: String,
    },
    /// No line is by a known key.
    #[error("no signature is by a known key")]
    UnknownSigner,
}

impl Note {
    /// A note without signatures yet. The text ends in a line end and holds no other control character.
    ///
    /// # Errors
    ///
    /// [`NoteError::Shape`] or [`NoteError::Control`].
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        if !text.ends_with('\n') {
            return Err(NoteError::Shape);
        }
        no_control(&text)?;
        Ok(Self { text, signatures: Vec::new() })
    }

    /// Reads a note.
    ///
    /// # Errors
    ///
    /// [`NoteError`], by what is malformed; signatures are not looked into.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let whole = str::from_utf8(bytes).map_err(|_| NoteError::Encoding)?;
        no_control(whole)?;
        // The last blank line parts text and signatures; the text may hold others.
        let at = whole.rfind("\n\n").ok_or(NoteError::Shape)?;
        let (text, block) = (&whole[..=at], &whole[at + 2..]);
        let block = block.strip_suffix('\n').ok_or(NoteError::Shape)?;
        let mut signatures = Vec::new();
        for (number, line) in block.split('\n').enumerate() {
            if number == MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            signatures.push(NoteSignature::read(line).ok_or(NoteError::SignatureLine(number + 1))?);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text that is signed, with its final line end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in their order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature line at the end.
    pub fn add(&mut self, signature: NoteSignature) {
        self.signatures.push(signature);
    }

    /// The lines that known keys made. A single bad line by a known key spoils the whole note.
    ///
    /// # Errors
    ///
    /// [`NoteError::BadSignature`] where a known key's line does not verify; [`NoteError::UnknownSigner`] where there is none.
    pub fn verify<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<Verified<'k>>, NoteError> {
        let mut found = Vec::new();
        for line in &self.signatures {
            for key in keys.iter().filter(|key| key.name() == line.name && key.id() == line.id) {
                match key.verify(&self.text, &line.signature) {
                    Some(time) => found.push(Verified { key, time }),
                    None => return Err(NoteError::BadSignature { name: line.name.clone() }),
                }
            }
        }
        if found.is_empty() { Err(NoteError::UnknownSigner) } else { Ok(found) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl NoteSignature {
    /// Reads one line without its line end.
    fn read(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix("— ")?.split_once(' ')?;
        let blob = b64::decode(blob)?;
        let (id, signature) = blob.split_first_chunk::<4>()?;
        (key::is_name(name) && !signature.is_empty()).then(|| Self {
            name: name.to_owned(),
            id: KeyId(*id),
            signature: signature.to_vec(),
        })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob: Vec<u8> = self.id.0.iter().chain(&self.signature).copied().collect();
        write!(f, "— {} {}", self.name, b64::encode(&blob))
    }
}

/// Refuses every character below U+0020 but the line end.
fn no_control(text: &str) -> Result<(), NoteError> {
    match text.chars().find(|c| *c < ' ' && *c != '\n') {
        Some(c) => Err(NoteError::Control(c.into())),
        None => Ok(()),
    }
}
