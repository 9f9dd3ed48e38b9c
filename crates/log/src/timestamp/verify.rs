//! Whether a token is by an authority that the reader trusts: digest, signature, purpose, certificate path.

use std::time::Duration;

use der::asn1::ObjectIdentifier;
use der::{Reader as _, SliceReader, Tag};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert, ring as algorithms};

use super::asn1::{any, context, end, enter, foreign_oid, peek, read};
use super::response::{SHA_1, SHA_256};
use super::{TimestampError, TimestampToken};

const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const ECDSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// [`TIME_STAMPING`] as its bytes.
const TIME_STAMPING_DER: [u8; 8] = [0x2b, 6, 1, 5, 5, 7, 3, 8];

/// Every algorithm that a certificate on the path may be signed with.
static PATH_ALGORITHMS: [&dyn SignatureVerificationAlgorithm; 8] = [
    algorithms::RSA_PKCS1_2048_8192_SHA256,
    algorithms::RSA_PKCS1_2048_8192_SHA384,
    algorithms::RSA_PKCS1_2048_8192_SHA512,
    algorithms::ECDSA_P256_SHA256,
    algorithms::ECDSA_P256_SHA384,
    algorithms::ECDSA_P384_SHA256,
    algorithms::ECDSA_P384_SHA384,
    algorithms::ED25519,
];

/// Certificates that the reader trusts, obtained elsewhere than from the thing to be proved.
#[derive(Debug, Clone)]
pub struct Authorities(Vec<CertificateDer<'static>>);

impl Authorities {
    /// Reads a PEM file of one or more certificates. Every one of them is trusted.
    ///
    /// # Errors
    ///
    /// [`TimestampError::Authorities`] where a certificate is malformed or there is none.
    pub fn from_pem(pem: &[u8]) -> Result<Self, TimestampError> {
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let certificates = certificates.map_err(|_| TimestampError::Authorities)?;
        let sound = certificates.iter().all(|certificate| anchor_from_trusted_cert(certificate).is_ok());
        if sound && !certificates.is_empty() {
            Ok(Self(certificates))
        } else {
            Err(TimestampError::Authorities)
        }
    }
}

impl TimestampToken {
    /// Checks that a trusted authority made this token: the digest of the stamp, the signature over it, the signer's
    /// certificate (named by its hash in what is signed, for time stamping only), and its path to a trusted certificate,
    /// all valid at the stamped time. Revocation is not checked.
    ///
    /// # Errors
    ///
    /// [`TimestampError`] by the step that failed.
    pub fn verify(&self, authorities: &Authorities) -> Result<(), TimestampError> {
        let signer = &self.signer;
        if digest(signer.digest, &self.content).ok_or(TimestampError::Algorithm("the signer"))?
            != signer.message_digest
        {
            return Err(TimestampError::Digest);
        }
        let (kind, hash) = &signer.certificate;
        let wanted = |der: &&Vec<u8>| digest(*kind, der).is_some_and(|found| found == *hash);
        let certificate = CertificateDer::from(
            self.certificates.iter().find(wanted).ok_or(TimestampError::NoSigner)?.as_slice(),
        );
        for_time_stamping_only(&certificate)?;
        let path = |error: webpki::Error| TimestampError::Path(error.to_string());
        let entity = EndEntityCert::try_from(&certificate).map_err(path)?;
        let candidates = signature_algorithms(signer.algorithm, signer.digest);
        if candidates.is_empty() {
            return Err(TimestampError::Algorithm("the signature"));
        }
        if !candidates
            .iter()
            .any(|a| entity.verify_signature(*a, &signer.attributes, &signer.signature).is_ok())
        {
            return Err(TimestampError::Signature);
        }
        let anchors: Result<Vec<_>, _> = authorities.0.iter().map(anchor_from_trusted_cert).collect();
        let others: Vec<CertificateDer<'_>> =
            self.certificates.iter().map(|c| CertificateDer::from(c.as_slice())).collect();
        // The certificate itself must be for time stamping (above); those on the way may leave the purpose open.
        let usage = KeyUsage::required_if_present(&TIME_STAMPING_DER);
        let time = UnixTime::since_unix_epoch(Duration::from_secs(self.time));
        entity
            .verify_for_usage(&PATH_ALGORITHMS, &anchors.map_err(path)?, &others, time, usage, None, None)
            .map_err(path)?;
        Ok(())
    }
}

/// A digest by the name of its algorithm.
fn digest(kind: ObjectIdentifier, data: &[u8]) -> Option<Vec<u8>> {
    Some(match kind {
        // Only ever for the hash of a certificate in the older form of the attribute.
        SHA_1 => ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, data).as_ref().to_vec(),
        SHA_256 => Sha256::digest(data).to_vec(),
        SHA_384 => Sha384::digest(data).to_vec(),
        SHA_512 => Sha512::digest(data).to_vec(),
        _ => return None,
    })
}

/// What a signature's algorithm may mean, depending on the key that it is tried with.
fn signature_algorithms(
    algorithm: ObjectIdentifier,
    digest: ObjectIdentifier,
) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    match (algorithm, digest) {
        (RSA | RSA_SHA_256, SHA_256) => vec![algorithms::RSA_PKCS1_2048_8192_SHA256],
        (RSA | RSA_SHA_384, SHA_384) => vec![algorithms::RSA_PKCS1_2048_8192_SHA384],
        (RSA | RSA_SHA_512, SHA_512) => vec![algorithms::RSA_PKCS1_2048_8192_SHA512],
        (ECDSA_SHA_256, SHA_256) => vec![algorithms::ECDSA_P256_SHA256, algorithms::ECDSA_P384_SHA256],
        (ECDSA_SHA_384, SHA_384) => vec![algorithms::ECDSA_P256_SHA384, algorithms::ECDSA_P384_SHA384],
        _ => Vec::new(),
    }
}

/// RFC 3161 section 2.3: one extended key usage, time stamping, critical.
fn for_time_stamping_only(certificate: &[u8]) -> Result<(), TimestampError> {
    const WHAT: &str = "the signer's certificate";
    let mut outer = read(certificate, WHAT)?;
    let mut whole = enter(&mut outer, Tag::Sequence, WHAT)?;
    let mut body = enter(&mut whole, Tag::Sequence, WHAT)?;
    while let Some(tag) = peek(&body) {
        if tag == context(3) {
            let mut explicit = enter(&mut body, tag, WHAT)?;
            return purpose(enter(&mut explicit, Tag::Sequence, WHAT)?);
        }
        body.tlv_bytes().map_err(|_| TimestampError::Form(WHAT))?;
    }
    Err(TimestampError::Purpose)
}

/// Looks for the extended key usage among the extensions of a certificate.
fn purpose(mut extensions: SliceReader<'_>) -> Result<(), TimestampError> {
    const WHAT: &str = "the signer's certificate";
    while !extensions.is_finished() {
        let mut extension = enter(&mut extensions, Tag::Sequence, WHAT)?;
        if foreign_oid(&mut extension, WHAT)? != Some(EXTENDED_KEY_USAGE) {
            continue;
        }
        let critical = peek(&extension) == Some(Tag::Boolean)
            && any(&mut extension, Tag::Boolean, WHAT)?.value() == [0xff];
        let mut value = read(any(&mut extension, Tag::OctetString, WHAT)?.value(), WHAT)?;
        let mut purposes = enter(&mut value, Tag::Sequence, WHAT)?;
        let only = foreign_oid(&mut purposes, WHAT)? == Some(TIME_STAMPING) && end(&purposes, WHAT).is_ok();
        return if critical && only { Ok(()) } else { Err(TimestampError::Purpose) };
    }
    Err(TimestampError::Purpose)
}
