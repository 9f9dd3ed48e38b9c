//! Base 64 as the C2SP documents use it (RFC 4648 section 4): standard alphabet, padded, one spelling per byte string.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Writes bytes in standard, padded Base 64.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads standard, padded Base 64; `None` for any other spelling (missing padding, stray bits, spaces).
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok()?;
    (STANDARD.encode(&bytes) == text).then_some(bytes)
}

/// As [`decode`], for exactly `N` bytes.
pub(crate) fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode(text)?.try_into().ok()
}
