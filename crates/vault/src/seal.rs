//! A file for one holder of a key and nobody else: in the age format, which `age` and `rage` open.

use std::io::Write as _;

use crate::error::{Error, Result};

/// Encrypts bytes to an age recipient (`age1…`).
///
/// # Errors
/// [`Error::Refused`] when the recipient is none.
pub fn seal_to(recipient: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let refused = || Error::Refused("what was given is no age recipient; it begins with age1".to_owned());
    let recipient: age::x25519::Recipient = recipient.trim().parse().map_err(|_| refused())?;
    let one = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(one).map_err(|_| refused())?;
    let mut sealed = Vec::new();
    let mut out = encryptor.wrap_output(&mut sealed).map_err(Error::Source)?;
    out.write_all(bytes).map_err(Error::Source)?;
    out.finish().map_err(Error::Source)?;
    Ok(sealed)
}
