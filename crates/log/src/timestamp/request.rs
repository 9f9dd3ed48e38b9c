//! The request: 32 bytes of hash and a number (RFC 3161 section 2.4.1). It can wait on a stick for days.

use sha2::{Digest as _, Sha256};

/// AlgorithmIdentifier { sha-256, NULL }.
const SHA256_ID: [u8; 15] = [0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0];

/// A request for a time stamp over some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimestampRequest {
    imprint: [u8; 32],
    nonce: u64,
}

impl TimestampRequest {
    /// Asks for a stamp over `data`. `nonce` is a random number given by the caller, so that an old answer is not taken
    /// for the new one.
    pub fn new(data: &[u8], nonce: u64) -> Self {
        Self { imprint: Sha256::digest(data).into(), nonce }
    }

    /// SHA-256 of the bytes to be stamped.
    pub const fn imprint(&self) -> &[u8; 32] {
        &self.imprint
    }

    /// The number that the answer must repeat.
    pub const fn nonce(&self) -> u64 {
        self.nonce
    }

    /// The bytes of a `.tsq` file: version 1, SHA-256, the nonce, and certReq so that the answer brings its certificates.
    pub fn to_der(&self) -> Vec<u8> {
        let imprint = sequence(&[&SHA256_ID, &[0x04, 32], &self.imprint]);
        let nonce = self.nonce.to_be_bytes();
        // The shortest form of a positive INTEGER: no leading zero bytes but one where the first bit is set.
        let significant = &nonce[(self.nonce.leading_zeros() as usize / 8).min(7)..];
        let mut integer = vec![0x02, 0];
        if significant.first().is_some_and(|byte| byte & 0x80 != 0) {
            integer.push(0);
        }
        integer.extend_from_slice(significant);
        // At most 9 bytes, so the cast keeps the value.
        #[allow(clippy::cast_possible_truncation)]
        {
            integer[1] = (integer.len() - 2) as u8;
        }
        sequence(&[&[0x02, 1, 1], &imprint, &integer, &[0x01, 1, 0xff]])
    }

    /// Reads what [`TimestampRequest::to_der`] writes; `None` for any other request.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let at = 2 + 3 + 2 + SHA256_ID.len() + 2;
        let imprint: [u8; 32] = der.get(at..at + 32)?.try_into().ok()?;
        let integer = der.get(at + 32 + 2..)?.strip_suffix(&[0x01, 1, 0xff])?;
        let significant = if integer.len() == 9 { integer.strip_prefix(&[0])? } else { integer };
        if significant.is_empty() || significant.len() > 8 {
            return None;
        }
        let nonce = significant.iter().fold(0, |n: u64, byte| n << 8 | u64::from(*byte));
        let request = Self { imprint, nonce };
        (request.to_der() == der).then_some(request)
    }
}

/// SEQUENCE of parts that together are shorter than 128 bytes.
fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    // All requests are below 80 bytes, so the cast keeps the value.
    #[allow(clippy::cast_possible_truncation)]
    let mut whole = vec![0x30, body.len() as u8];
    whole.extend_from_slice(&body);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_back_whatever_their_number() {
        for nonce in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff_ffff_ffff_ffff, 1 << 63, u64::MAX] {
            let request = TimestampRequest::new(b"a checkpoint\n", nonce);
            let der = request.to_der();
            assert_eq!(TimestampRequest::from_der(&der), Some(request), "{nonce:x}");
            for cut in 0..der.len() {
                assert_eq!(TimestampRequest::from_der(&der[..cut]), None, "{nonce:x} cut at {cut}");
            }
            assert_eq!(TimestampRequest::from_der(&[der.as_slice(), &[0]].concat()), None);
        }
    }
}
