//! The answer: a status and a signed token (RFC 3161 section 2.4.2; the token is CMS SignedData, RFC 5652).
//!
//! Reading keeps the exact bytes of everything that is signed. Whether the signature holds is asked in [`super::verify`].

use der::asn1::{ObjectIdentifier, UintRef};
use der::{Reader as _, SliceReader, Tag};
use sha2::{Digest as _, Sha256};

use super::asn1::{algorithm, any, context, dotted, end, enter, expect, foreign_oid, peek, read};
use super::{MAX_RESPONSE, TimestampError, TimestampRequest};
use crate::civil;

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
pub(super) const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
pub(super) const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// A time stamp as read from a response; whom to believe is another question ([`TimestampToken::verify`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampToken {
    pub(super) time: u64,
    imprint: [u8; 32],
    nonce: Option<Vec<u8>>,
    policy: String,
    serial: String,
    /// The TSTInfo, whose digest the signed attributes hold.
    pub(super) content: Vec<u8>,
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) signer: Signer,
}

/// What the one SignerInfo of a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signer {
    pub(super) digest: ObjectIdentifier,
    pub(super) algorithm: ObjectIdentifier,
    /// The signed attributes as they were signed: DER of a SET.
    pub(super) attributes: Vec<u8>,
    pub(super) message_digest: Vec<u8>,
    /// Algorithm and hash of the signer's certificate.
    pub(super) certificate: (ObjectIdentifier, Vec<u8>),
    pub(super) signature: Vec<u8>,
}

impl TimestampToken {
    /// Reads a `.tsr` file.
    ///
    /// # Errors
    ///
    /// [`TimestampError::Refused`] with the authority's words; [`TimestampError::Form`] with the part that is malformed.
    pub fn from_response(bytes: &[u8]) -> Result<Self, TimestampError> {
        if bytes.len() > MAX_RESPONSE {
            return Err(TimestampError::TooLong(bytes.len()));
        }
        let mut file = read(bytes, "the file")?;
        let mut response = enter(&mut file, Tag::Sequence, "the response")?;
        end(&file, "the end of the file")?;
        granted(enter(&mut response, Tag::Sequence, "the status")?)?;
        let mut content_info = enter(&mut response, Tag::Sequence, "the token")?;
        end(&response, "the response")?;
        expect(&mut content_info, SIGNED_DATA, "the token's type")?;
        let mut explicit = enter(&mut content_info, context(0), "the token")?;
        end(&content_info, "the token")?;
        let signed_data = enter(&mut explicit, Tag::Sequence, "the signed data")?;
        end(&explicit, "the signed data")?;
        Self::from_signed_data(signed_data)
    }

    /// When the authority says it saw the bytes: seconds since 1970-01-01 UTC.
    pub const fn time(&self) -> u64 {
        self.time
    }

    /// The policy under which the authority stamps: an object identifier.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The serial number that the authority gave this stamp, in hexadecimal.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// Checks that the stamp is of exactly these bytes.
    ///
    /// # Errors
    ///
    /// [`TimestampError::Imprint`].
    pub fn covers(&self, data: &[u8]) -> Result<(), TimestampError> {
        let digest: [u8; 32] = Sha256::digest(data).into();
        if digest == self.imprint { Ok(()) } else { Err(TimestampError::Imprint) }
    }

    /// Checks that the stamp answers this request and not another one.
    ///
    /// # Errors
    ///
    /// [`TimestampError::Imprint`], [`TimestampError::Nonce`].
    pub fn answers(&self, request: &TimestampRequest) -> Result<(), TimestampError> {
        if self.imprint != *request.imprint() {
            return Err(TimestampError::Imprint);
        }
        let bytes = request.nonce().to_be_bytes();
        let short = &bytes[(request.nonce().leading_zeros() as usize / 8).min(7)..];
        if self.nonce.as_deref() == Some(short) { Ok(()) } else { Err(TimestampError::Nonce) }
    }

    /// SignedData of RFC 5652 section 5.1, with the one signer and the one content that RFC 3161 asks for.
    fn from_signed_data(mut data: SliceReader<'_>) -> Result<Self, TimestampError> {
        any(&mut data, Tag::Integer, "the version")?;
        any(&mut data, Tag::Set, "the digest algorithms")?;
        let mut encapsulated = enter(&mut data, Tag::Sequence, "the content")?;
        expect(&mut encapsulated, TST_INFO, "the content's type")?;
        let mut explicit = enter(&mut encapsulated, context(0), "the content")?;
        let content = any(&mut explicit, Tag::OctetString, "the content")?.value();
        let mut certificates = Vec::new();
        if peek(&data) == Some(context(0)) {
            let mut set = enter(&mut data, context(0), "the certificates")?;
            while !set.is_finished() {
                certificates
                    .push(set.tlv_bytes().map_err(|_| TimestampError::Form("a certificate"))?.to_vec());
            }
        }
        if peek(&data) == Some(context(1)) {
            any(&mut data, context(1), "the revocation lists")?;
        }
        let mut signers = enter(&mut data, Tag::Set, "the signers")?;
        end(&data, "the signed data")?;
        let signer = Signer::read(enter(&mut signers, Tag::Sequence, "the signer")?)?;
        end(&signers, "the list of signers (more than one)")?;
        let info = Info::read(content)?;
        Ok(Self {
            time: info.time,
            imprint: info.imprint,
            nonce: info.nonce,
            policy: info.policy,
            serial: info.serial,
            content: content.to_vec(),
            certificates,
            signer,
        })
    }
}

/// The fields of TSTInfo that are used.
struct Info {
    time: u64,
    imprint: [u8; 32],
    nonce: Option<Vec<u8>>,
    policy: String,
    serial: String,
}

impl Info {
    fn read(content: &[u8]) -> Result<Self, TimestampError> {
        let mut outer = read(content, "the stamp")?;
        let mut info = enter(&mut outer, Tag::Sequence, "the stamp")?;
        end(&outer, "the stamp")?;
        if any(&mut info, Tag::Integer, "the stamp's version")?.value() != [1] {
            return Err(TimestampError::Form("the stamp's version"));
        }
        let policy = dotted(&mut info, "the policy")?;
        let mut message = enter(&mut info, Tag::Sequence, "the imprint")?;
        if algorithm(&mut message, "the imprint")? != SHA_256 {
            return Err(TimestampError::Algorithm("the imprint"));
        }
        let imprint = any(&mut message, Tag::OctetString, "the imprint")?.value();
        let imprint = imprint.try_into().map_err(|_| TimestampError::Form("the imprint"))?;
        let serial = any(&mut info, Tag::Integer, "the serial number")?.value();
        let serial = serial.iter().map(|byte| format!("{byte:02x}")).collect();
        let time = any(&mut info, Tag::GeneralizedTime, "the time")?.value();
        let time = civil::from_generalized(time).ok_or(TimestampError::Form("the time"))?;
        let mut nonce = None;
        while let Some(tag) = peek(&info) {
            match tag {
                // Accuracy, ordering, and the authority's name; none of them changes what is shown.
                Tag::Sequence | Tag::Boolean => drop(any(&mut info, tag, "the stamp")?),
                Tag::Integer => {
                    let number: UintRef<'_> = info.decode().map_err(|_| TimestampError::Form("the nonce"))?;
                    nonce = Some(number.as_bytes().to_vec());
                }
                tag if tag == context(0) => drop(any(&mut info, tag, "the authority's name")?),
                tag if tag == context(1) => no_critical(enter(&mut info, tag, "the extensions")?)?,
                _ => return Err(TimestampError::Form("the stamp")),
            }
        }
        Ok(Self { time, imprint, nonce, policy, serial })
    }
}

impl Signer {
    /// SignerInfo of RFC 5652 section 5.3.
    fn read(mut info: SliceReader<'_>) -> Result<Self, TimestampError> {
        const FORM: TimestampError = TimestampError::Form("the signer");
        any(&mut info, Tag::Integer, "the signer's version")?;
        info.tlv_bytes().map_err(|_| FORM)?; // issuer and serial number, or key identifier
        let digest = algorithm(&mut info, "the signer's digest")?;
        let raw = info.tlv_bytes().map_err(|_| FORM)?;
        // What is signed is the SET, although the message carries it under the tag [0].
        let attributes = match raw.split_first() {
            Some((0xa0, rest)) => [&[0x31], rest].concat(),
            _ => return Err(TimestampError::Form("the signed attributes")),
        };
        let algorithm = algorithm(&mut info, "the signature's algorithm")?;
        let signature = any(&mut info, Tag::OctetString, "the signature")?.value().to_vec();
        if !info.is_finished() {
            any(&mut info, context(1), "the unsigned attributes")?;
        }
        end(&info, "the signer")?;
        let (message_digest, certificate) = Self::read_attributes(&attributes)?;
        Ok(Self { digest, algorithm, attributes, message_digest, certificate, signature })
    }

    /// The two attributes that bind: the digest of the content, and the hash of the signer's certificate.
    #[allow(clippy::type_complexity)]
    fn read_attributes(set: &[u8]) -> Result<(Vec<u8>, (ObjectIdentifier, Vec<u8>)), TimestampError> {
        let (mut digest, mut certificate, mut of_stamp) = (None, None, false);
        let mut outer = read(set, "the signed attributes")?;
        let mut attributes = enter(&mut outer, Tag::Set, "the signed attributes")?;
        while !attributes.is_finished() {
            let mut attribute = enter(&mut attributes, Tag::Sequence, "a signed attribute")?;
            let kind = foreign_oid(&mut attribute, "a signed attribute")?;
            let mut values = enter(&mut attribute, Tag::Set, "a signed attribute")?;
            match kind {
                Some(CONTENT_TYPE) => {
                    expect(&mut values, TST_INFO, "the signed type")?;
                    of_stamp = true;
                }
                Some(MESSAGE_DIGEST) => {
                    let value = any(&mut values, Tag::OctetString, "the signed digest")?.value().to_vec();
                    if digest.replace(value).is_some() {
                        return Err(TimestampError::Form("the signed digest"));
                    }
                }
                // The newer form wins where both are given.
                Some(SIGNING_CERTIFICATE_V2) => certificate = Some(certificate_hash(values, SHA_256)?),
                Some(SIGNING_CERTIFICATE) if certificate.is_none() => {
                    certificate = Some(certificate_hash(values, SHA_1)?);
                }
                _ => {}
            }
        }
        if !of_stamp {
            return Err(TimestampError::Form("the signed type"));
        }
        let digest = digest.ok_or(TimestampError::Form("the signed digest"))?;
        Ok((digest, certificate.ok_or(TimestampError::Form("the signer's certificate hash"))?))
    }
}

/// SigningCertificate (RFC 2634) and SigningCertificateV2 (RFC 5035): the hash of the first certificate.
fn certificate_hash(
    mut values: SliceReader<'_>,
    usual: ObjectIdentifier,
) -> Result<(ObjectIdentifier, Vec<u8>), TimestampError> {
    const WHAT: &str = "the signer's certificate hash";
    let mut signing = enter(&mut values, Tag::Sequence, WHAT)?;
    let mut list = enter(&mut signing, Tag::Sequence, WHAT)?;
    let mut first = enter(&mut list, Tag::Sequence, WHAT)?;
    let kind = if peek(&first) == Some(Tag::Sequence) { algorithm(&mut first, WHAT)? } else { usual };
    Ok((kind, any(&mut first, Tag::OctetString, WHAT)?.value().to_vec()))
}

/// PKIStatusInfo: 0 (granted) and 1 (granted with modifications) bring a token.
fn granted(mut info: SliceReader<'_>) -> Result<(), TimestampError> {
    let status = match any(&mut info, Tag::Integer, "the status")?.value() {
        [0 | 1] => return Ok(()),
        [status] => *status,
        _ => return Err(TimestampError::Form("the status")),
    };
    let mut words = Vec::new();
    if peek(&info) == Some(Tag::Sequence) {
        let mut texts = enter(&mut info, Tag::Sequence, "the status")?;
        while !texts.is_finished() {
            let text = any(&mut texts, Tag::Utf8String, "the status")?.value();
            let text = String::from_utf8_lossy(text);
            words.push(text.chars().filter(|c| !c.is_control()).take(200).collect::<String>());
        }
    }
    Err(TimestampError::Refused { status, words: words.join(" ") })
}

/// An extension that is critical must be understood, and none is.
fn no_critical(mut extensions: SliceReader<'_>) -> Result<(), TimestampError> {
    while !extensions.is_finished() {
        let mut extension = enter(&mut extensions, Tag::Sequence, "an extension")?;
        foreign_oid(&mut extension, "an extension")?;
        if peek(&extension) == Some(Tag::Boolean) {
            return Err(TimestampError::Form("a critical extension"));
        }
    }
    Ok(())
}
