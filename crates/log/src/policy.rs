//! Trust policies: which logs and witnesses one believes, and how many of the witnesses must have signed
//! (<https://c2sp.org/tlog-policy>).
//!
//! A policy is worth what its source is worth: one that came with the thing to be proved shows that the parts belong
//! together and nothing more.

mod text;

use std::fmt;

use crate::checkpoint::SignedCheckpoint;
use crate::note::{KeyError, NoteError, VerifierKey};

/// Longest policy in bytes.
pub const MAX_POLICY: usize = 64 * 1024;

/// Most definitions of logs, witnesses and groups together.
pub const MAX_DEFINITIONS: usize = 256;

/// Logs, witnesses and the quorum.
///
/// Invariant: names are unique, groups and the quorum name what is defined before them, each name is in at most one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Quorum,
}

/// A name inside a policy: opaque bytes, shown as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Vec<u8>);

/// A log that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key; the key's name is the log's origin.
    pub key: VerifierKey,
    /// Where it may be reached; opaque.
    pub url: Option<Vec<u8>>,
}

/// A witness that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Its name in this policy.
    pub name: Name,
    /// Its key, of type 0x04.
    pub key: VerifierKey,
    /// Where it may be reached; opaque.
    pub url: Option<Vec<u8>>,
}

/// At least `threshold` of `members`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name in this policy.
    pub name: Name,
    /// How many members are needed: 1 to their number.
    pub threshold: usize,
    /// Witnesses and groups defined before.
    pub members: Vec<Name>,
}

/// Which cosignatures a checkpoint must carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quorum {
    /// None.
    None,
    /// Those of this witness or group.
    Of(Name),
}

/// What a policy says of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The log's key that signed, if the policy lists it.
    pub log: Option<VerifierKey>,
    /// Witnesses of the policy that cosigned, with the time they state (seconds since 1970-01-01 UTC).
    pub witnesses: Vec<(Name, u64)>,
    /// Whether the quorum is reached (always, for `quorum none`).
    pub quorum: bool,
}

/// Why a text is not a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// More than [`MAX_POLICY`] bytes or [`MAX_DEFINITIONS`] definitions.
    #[error("the policy is longer than any that is read here")]
    TooLong,
    /// A line that is not understood.
    #[error("line {line}: {what}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: LineError,
    },
    /// Not exactly one `quorum` line.
    #[error("a policy has exactly one line \"quorum\"")]
    Quorum,
}

/// What is wrong with a line of a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// A control character other than tab and line end.
    #[error("holds a control character")]
    Control,
    /// Not `log`, `witness`, `group`, `quorum` with the right number of parts.
    #[error("expected: log KEY [URL], witness NAME KEY [URL], group NAME all|any|N NAME…, or quorum NAME")]
    Form,
    /// A malformed key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A log's key where a witness's belongs, or the other way round.
    #[error("the key is of the wrong type for this line")]
    KeyKind,
    /// The same public key twice.
    #[error("this public key stands on an earlier line")]
    DuplicateKey,
    /// A name defined twice, or `none`.
    #[error("the name {0} is taken")]
    NameTaken(Name),
    /// A name not defined on an earlier line.
    #[error("the name {0} is not defined on an earlier line")]
    Undefined(Name),
    /// A name that is already a member of a group.
    #[error("{0} is already a member of a group")]
    MemberTwice(Name),
    /// A threshold that is not 1 to the number of members.
    #[error("the threshold is not a number from 1 to the number of members")]
    Threshold,
}

impl Policy {
    /// The policy that believes these logs and asks for no witness.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] where the keys are not those of logs or one stands twice.
    pub fn of_logs<'k>(keys: impl IntoIterator<Item = &'k VerifierKey>) -> Result<Self, PolicyError> {
        let mut text: String = keys.into_iter().map(|key| format!("log {key}\n")).collect();
        text.push_str("quorum none\n");
        Self::parse(text.as_bytes())
    }

    /// Reads a policy.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        text::parse(bytes)
    }

    /// The logs.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// The groups, in the order of their definition.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The quorum.
    pub const fn quorum(&self) -> &Quorum {
        &self.quorum
    }

    /// Whether the public key `key` stands in this policy under any name: the sense in which keys are the same.
    pub fn lists_log(&self, key: &VerifierKey) -> bool {
        self.logs.iter().any(|log| log.key.public() == key.public())
    }

    /// Judges a checkpoint: who of this policy signed it, and whether that is enough.
    ///
    /// # Errors
    ///
    /// [`NoteError::BadSignature`] where a line claims to be by a key of this policy and does not verify. A checkpoint that
    /// nobody known has signed is no error; its [`Evaluation::log`] is `None`.
    pub fn evaluate(&self, signed: &SignedCheckpoint) -> Result<Evaluation, NoteError> {
        let origin = signed.checkpoint.origin();
        let logs: Vec<VerifierKey> =
            self.logs.iter().map(|l| l.key.clone()).filter(|k| k.name() == origin).collect();
        let keys: Vec<VerifierKey> = self.witnesses.iter().map(|w| w.key.clone()).collect();
        let log = known(signed.note.verify(&logs))?.first().map(|verified| verified.key.clone());
        let cosigned = known(signed.note.verify(&keys))?;
        let mut witnesses: Vec<(Name, u64)> = Vec::new();
        for witness in &self.witnesses {
            // A witness may have signed twice; the earlier time is the stronger statement.
            let times = cosigned.iter().filter(|v| *v.key == witness.key).filter_map(|v| v.time);
            witnesses.extend(times.min().map(|time| (witness.name.clone(), time)));
        }
        let quorum = self.reached(&witnesses);
        Ok(Evaluation { log, witnesses, quorum })
    }

    /// Whether the witnesses that cosigned reach the quorum. Groups name only what stands before them, so one pass in
    /// their order settles all.
    fn reached(&self, cosigned: &[(Name, u64)]) -> bool {
        let mut satisfied: Vec<&Name> = cosigned.iter().map(|(name, _)| name).collect();
        for group in &self.groups {
            let present = group.members.iter().filter(|member| satisfied.contains(member)).count();
            if present >= group.threshold {
                satisfied.push(&group.name);
            }
        }
        match &self.quorum {
            Quorum::None => true,
            Quorum::Of(name) => satisfied.contains(&name),
        }
    }
}

impl Name {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({:?})", String::from_utf8_lossy(&self.0))
    }
}

/// That nobody known signed is an answer here, not an error.
fn known<T>(verified: Result<Vec<T>, NoteError>) -> Result<Vec<T>, NoteError> {
    match verified {
        Err(NoteError::UnknownSigner) => Ok(Vec::new()),
        other => other,
    }
}
