//! Time stamps by outside authorities (RFC 3161): ask, read the answer, and check it against certificates that the reader
//! trusts.
//!
//! An authority signs "I saw this hash at this time". Over a checkpoint it dates every entry below the checkpoint: they
//! existed no later. The request carries 32 bytes of hash and a number; nothing else leaves the machine.
//!
//! What is checked, and by whom: the ASN.1 by `der`; the certificate path (signatures, validity at the stamped time,
//! basic constraints, name constraints) by `webpki`; the cryptography by `ring`. What is not checked: revocation, for
//! which the reader needs the authority's list of that time. Departures from the RFC: the signer's certificate is found
//! by its hash in the signed attributes (ESSCertID, ESSCertIDv2), not by issuer and serial number; RSA-PSS, and ECDSA
//! with SHA-512, are not read.

mod asn1;
mod request;
mod response;
mod verify;

pub use request::TimestampRequest;
pub use response::TimestampToken;
pub use verify::Authorities;

/// Longest request or response in bytes.
pub const MAX_RESPONSE: usize = 256 * 1024;

/// Why a response is not a time stamp, not one of these bytes, or not by a trusted authority.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// More than [`MAX_RESPONSE`] bytes.
    #[error("the response is {0} bytes long, more than any time stamp needs")]
    TooLong(usize),
    /// Not DER, or not the structure that RFC 3161 and RFC 5652 ask for; the part that is not.
    #[error("not a time stamp response: {0} is malformed")]
    Form(&'static str),
    /// The authority refused (status and its words).
    #[error("the authority refused: status {status} {words}")]
    Refused {
        /// PKIStatus: 2 rejection, 3 waiting, 4 and 5 revocation.
        status: u8,
        /// The authority's own words, if any.
        words: String,
    },
    /// The stamp is of other bytes.
    #[error("the time stamp is of other bytes than these")]
    Imprint,
    /// The answer belongs to another request.
    #[error("the answer belongs to another request")]
    Nonce,
    /// An algorithm that is not read here.
    #[error("{0} uses an algorithm that is not read here")]
    Algorithm(&'static str),
    /// The token is not what its signature covers.
    #[error("the signed digest is not that of the time stamp")]
    Digest,
    /// The certificate that the token names as its signer's is not in it.
    #[error("the token does not hold its signer's certificate")]
    NoSigner,
    /// The signer's certificate is not for time stamping only, as RFC 3161 section 2.3 demands.
    #[error("the signer's certificate is not one for time stamping")]
    Purpose,
    /// The signature does not verify.
    #[error("the authority's signature does not verify")]
    Signature,
    /// No path from the signer to a trusted certificate, or one not valid at the stamped time; why.
    #[error("the signer's certificate does not lead to a trusted one at that time: {0}")]
    Path(String),
    /// The file of trusted certificates is malformed or empty.
    #[error("the file of trusted certificates holds none that can be read")]
    Authorities,
}
