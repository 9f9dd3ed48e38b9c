//! The text form of a policy: lines of words, handled as bytes, because names are opaque in the specification.

use std::fmt;

use super::{
    Group, LineError, MAX_DEFINITIONS, MAX_POLICY, Name, Policy, PolicyError, PolicyLog, Quorum, Witness,
};
use crate::note::{KeyError, KeyKind, VerifierKey};

/// The name that stands for "no quorum".
const NONE: &[u8] = b"none";

/// Reads a policy from its bytes.
pub(super) fn parse(bytes: &[u8]) -> Result<Policy, PolicyError> {
    if bytes.len() > MAX_POLICY {
        return Err(PolicyError::TooLong);
    }
    let mut reader = Reader::default();
    for (line, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        reader.line(text).map_err(|what| PolicyError::Line { line, what })?;
        if reader.logs.len() + reader.names.len() > MAX_DEFINITIONS {
            return Err(PolicyError::TooLong);
        }
    }
    match <[Quorum; 1]>::try_from(reader.quorums) {
        Ok([quorum]) => {
            Ok(Policy { logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups, quorum })
        }
        Err(_) => Err(PolicyError::Quorum),
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    logs: Vec<PolicyLog>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorums: Vec<Quorum>,
    /// Every name defined.
    names: Vec<Name>,
    /// Every name that is a member of a group.
    members: Vec<Name>,
}

impl Reader {
    fn line(&mut self, text: &[u8]) -> Result<(), LineError> {
        if text.iter().any(|byte| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f) {
            return Err(LineError::Control);
        }
        let words: Vec<&[u8]> =
            text.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"group", name, threshold, first, rest @ ..] => self.group(name, threshold, first, rest),
            [b"quorum", name] => self.quorum(name),
            _ => Err(LineError::Form),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&&[u8]>) -> Result<(), LineError> {
        let key = read_key(key, KeyKind::Ed25519)?;
        if self.logs.iter().any(|log| log.key.public() == key.public()) {
            return Err(LineError::DuplicateKey);
        }
        self.logs.push(PolicyLog { key, url: url.map(|url| url.to_vec()) });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&&[u8]>) -> Result<(), LineError> {
        let name = self.define(name)?;
        let key = read_key(key, KeyKind::CosignatureV1)?;
        if self.witnesses.iter().any(|witness| witness.key.public() == key.public()) {
            return Err(LineError::DuplicateKey);
        }
        self.witnesses.push(Witness { name, key, url: url.map(|url| url.to_vec()) });
        Ok(())
    }

    fn group(
        &mut self,
        name: &[u8],
        threshold: &[u8],
        first: &[u8],
        rest: &[&[u8]],
    ) -> Result<(), LineError> {
        let mut members = Vec::new();
        for member in std::iter::once(&first).chain(rest) {
            let member = self.defined(member)?;
            if self.members.contains(&member) {
                return Err(LineError::MemberTwice(member));
            }
            self.members.push(member.clone());
            members.push(member);
        }
        let threshold = match threshold {
            b"all" => members.len(),
            b"any" => 1,
            digits => read_threshold(digits, members.len()).ok_or(LineError::Threshold)?,
        };
        let name = self.define(name)?;
        self.groups.push(Group { name, threshold, members });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), LineError> {
        self.quorums.push(if name == NONE { Quorum::None } else { Quorum::Of(self.defined(name)?) });
        Ok(())
    }

    /// A new name.
    fn define(&mut self, name: &[u8]) -> Result<Name, LineError> {
        let name = Name(name.to_vec());
        if name.0 == NONE || self.names.contains(&name) {
            return Err(LineError::NameTaken(name));
        }
        self.names.push(name.clone());
        Ok(name)
    }

    /// A name that an earlier line defined.
    fn defined(&self, name: &[u8]) -> Result<Name, LineError> {
        let name = Name(name.to_vec());
        if self.names.contains(&name) { Ok(name) } else { Err(LineError::Undefined(name)) }
    }
}

/// A key of the type that the line asks for.
fn read_key(text: &[u8], kind: KeyKind) -> Result<VerifierKey, LineError> {
    let key: VerifierKey = str::from_utf8(text).map_err(|_| KeyError::Shape)?.parse()?;
    if key.kind() == kind { Ok(key) } else { Err(LineError::KeyKind) }
}

/// A threshold from 1 to the number of members.
fn read_threshold(digits: &[u8], members: usize) -> Option<usize> {
    let all_digits = digits.iter().all(u8::is_ascii_digit);
    let number: usize = str::from_utf8(digits).ok().filter(|_| all_digits)?.parse().ok()?;
    (1..=members).contains(&number).then_some(number)
}

impl fmt::Display for Policy {
    /// One definition a line, in an order in which every name is defined before it is used. URLs and names that are not
    /// UTF-8 are shown with replacement characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = |url: &Option<Vec<u8>>| {
            url.as_ref().map(|u| format!(" {}", String::from_utf8_lossy(u))).unwrap_or_default()
        };
        for log in &self.logs {
            writeln!(f, "log {}{}", log.key, url(&log.url))?;
        }
        for witness in &self.witnesses {
            writeln!(f, "witness {} {}{}", witness.name, witness.key, url(&witness.url))?;
        }
        for group in &self.groups {
            write!(f, "group {} {}", group.name, group.threshold)?;
            group.members.iter().try_for_each(|member| write!(f, " {member}"))?;
            writeln!(f)?;
        }
        match &self.quorum {
            Quorum::None => writeln!(f, "quorum none"),
            Quorum::Of(name) => writeln!(f, "quorum {name}"),
        }
    }
}
