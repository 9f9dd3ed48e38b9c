//! Small steps through DER, each naming the part of the message that it failed in.
//!
//! `der` refuses what is not DER (indefinite or padded lengths, elements that reach past their end).

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Reader as _, SliceReader, Tag, TagNumber};

use super::TimestampError;

/// `[n]`, constructed.
pub(super) fn context(n: u8) -> Tag {
    let number = if n == 0 {
        TagNumber::N0
    } else if n == 1 {
        TagNumber::N1
    } else {
        TagNumber::N3
    };
    Tag::ContextSpecific { constructed: true, number }
}

pub(super) fn read<'a>(bytes: &'a [u8], what: &'static str) -> Result<SliceReader<'a>, TimestampError> {
    SliceReader::new(bytes).map_err(|_| TimestampError::Form(what))
}

/// The next element, which must have this tag.
pub(super) fn any<'a>(
    reader: &mut SliceReader<'a>,
    tag: Tag,
    what: &'static str,
) -> Result<AnyRef<'a>, TimestampError> {
    let element: AnyRef<'a> = reader.decode().map_err(|_| TimestampError::Form(what))?;
    if der::Tagged::tag(&element) == tag { Ok(element) } else { Err(TimestampError::Form(what)) }
}

/// The inside of the next element, which must have this tag.
pub(super) fn enter<'a>(
    reader: &mut SliceReader<'a>,
    tag: Tag,
    what: &'static str,
) -> Result<SliceReader<'a>, TimestampError> {
    read(any(reader, tag, what)?.value(), what)
}

pub(super) fn oid(
    reader: &mut SliceReader<'_>,
    what: &'static str,
) -> Result<ObjectIdentifier, TimestampError> {
    reader.decode().map_err(|_| TimestampError::Form(what))
}

/// The identifier inside AlgorithmIdentifier; parameters are skipped.
pub(super) fn algorithm(
    reader: &mut SliceReader<'_>,
    what: &'static str,
) -> Result<ObjectIdentifier, TimestampError> {
    oid(&mut enter(reader, Tag::Sequence, what)?, what)
}

pub(super) fn peek(reader: &SliceReader<'_>) -> Option<Tag> {
    reader.peek_tag().ok()
}

pub(super) fn expect(
    reader: &mut SliceReader<'_>,
    wanted: ObjectIdentifier,
    what: &'static str,
) -> Result<(), TimestampError> {
    if oid(reader, what)? == wanted { Ok(()) } else { Err(TimestampError::Form(what)) }
}

/// Nothing may follow.
pub(super) fn end(reader: &SliceReader<'_>, what: &'static str) -> Result<(), TimestampError> {
    if reader.is_finished() { Ok(()) } else { Err(TimestampError::Form(what)) }
}

/// An identifier that need not be known: `None` for one that is longer or shorter than any that is used here.
pub(super) fn foreign_oid(
    reader: &mut SliceReader<'_>,
    what: &'static str,
) -> Result<Option<ObjectIdentifier>, TimestampError> {
    Ok(ObjectIdentifier::from_bytes(any(reader, Tag::ObjectIdentifier, what)?.value()).ok())
}

/// An identifier of any length in dotted decimal, for people; `?` stands for a part above 64 bits.
pub(super) fn dotted(reader: &mut SliceReader<'_>, what: &'static str) -> Result<String, TimestampError> {
    let bytes = any(reader, Tag::ObjectIdentifier, what)?.value();
    let (mut parts, mut part) = (Vec::new(), Some(0_u64));
    for byte in bytes {
        part = part.and_then(|n| n.checked_mul(128)).map(|n| n | u64::from(byte & 0x7f));
        if byte & 0x80 == 0 {
            match part {
                // The first two parts share a number.
                Some(n) if parts.is_empty() => {
                    let first = (n / 40).min(2);
                    parts.extend([first.to_string(), (n - 40 * first).to_string()]);
                }
                Some(n) => parts.push(n.to_string()),
                None => parts.push("?".to_owned()),
            }
            part = Some(0);
        }
    }
    Ok(parts.join("."))
}
