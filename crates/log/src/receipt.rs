//! How do you know that the video was not altered?
//!
//! A chain of small steps, each of which a stranger can repeat:
//!
//! 1. The video has a SHA-256 digest, and the record made when it was received states that digest, sealed. *(content)*
//! 2. The record, with a secret number, hashes to 32 bytes that reveal nothing: the log's entry. *(entry)*
//! 3. The entry and a few hashes beside it lead to one hash over the whole log, its root. **path**
//! 4. The log's key signed that root; the key is one that the reader got from elsewhere. **log signature, signer**
//! 5. Others signed or dated the same root, so that its owner cannot have made it up later. **witnesses, time stamp**
//! 6. A later state of the log still contains it. **newer checkpoint**
//!
//! Steps 1 and 2 need to know what a record is; they are taken in `sanad-verify` and put before those of this module,
//! which knows only logs. What is *not* shown is said as plainly as what is: a log that only its owner holds proves
//! nothing against its owner.

use crate::checkpoint::SignedCheckpoint;
use crate::civil::rfc3339;
use crate::consistency::Continuation;
use crate::hash::leaf_hash;
use crate::policy::{Evaluation, Policy, Quorum};
use crate::proof::Proof;
use crate::timestamp::{Authorities, TimestampError, TimestampToken};

/// What is to be judged. Everything here may come from an opponent, but for what is marked as obtained elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The bytes of the entry.
    pub entry: &'a [u8],
    /// Its place in the log, and the checkpoint.
    pub proof: &'a Proof,
    /// Which logs and witnesses are believed.
    pub policy: &'a Policy,
    /// Whether the policy was obtained elsewhere than from what is judged.
    pub policy_from_outside: bool,
    /// Time stamps over the bytes of the proof's checkpoint note: a name to show, and the response.
    pub stamps: &'a [(&'a str, &'a [u8])],
    /// Certificates of time-stamping authorities, obtained elsewhere.
    pub authorities: Option<&'a Authorities>,
    /// A later state of the log, obtained elsewhere.
    pub newer: Newer<'a>,
}

/// A later state of the log to compare with.
#[derive(Debug, Clone, Copy)]
pub enum Newer<'a> {
    /// None was given.
    None,
    /// A checkpoint only.
    Checkpoint(&'a SignedCheckpoint),
    /// A checkpoint and the proof that it continues the log.
    Continuation(&'a Continuation),
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Ok,
    /// It does not hold: something was altered, exchanged, or signed by somebody else.
    Failed,
    /// Nothing is wrong, and nothing is shown either: what it would take was not given.
    NotShown,
}

/// One step of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name, stable: `path`, `log_signature`, `signer`, `witnesses`, `time_stamp`, `newer_checkpoint`.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// What that means, for people.
    pub words: String,
}

/// The steps taken, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// The steps, in the order of the chain.
    pub steps: Vec<Step>,
    /// Whether a key obtained elsewhere signed the root.
    pub signer_authenticated: bool,
    /// The earliest moment by which somebody else than the log's owner has seen the root: seconds since 1970-01-01 UTC.
    pub seen_by: Option<u64>,
}

impl Outcome {
    /// A stable word: `ok`, `failed`, `not_shown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::NotShown => "not_shown",
        }
    }
}

impl Step {
    /// A step that holds.
    pub fn ok(name: &'static str, words: impl Into<String>) -> Self {
        Self { name, outcome: Outcome::Ok, words: words.into() }
    }

    /// A step that does not hold.
    pub fn failed(name: &'static str, words: impl Into<String>) -> Self {
        Self { name, outcome: Outcome::Failed, words: words.into() }
    }

    /// A step that could not be taken.
    pub fn not_shown(name: &'static str, words: impl Into<String>) -> Self {
        Self { name, outcome: Outcome::NotShown, words: words.into() }
    }
}

impl Receipt {
    /// Whether no step failed.
    pub fn intact(&self) -> bool {
        self.steps.iter().all(|step| step.outcome != Outcome::Failed)
    }
}

/// Takes the steps from the entry to the world outside. Always ends in a receipt; whatever is wrong is a step that failed.
pub fn judge(evidence: &Evidence<'_>) -> Receipt {
    let mut receipt = Receipt::default();
    receipt.steps.push(path(evidence));
    signatures(evidence, &mut receipt);
    stamps(evidence, &mut receipt);
    receipt.steps.push(newer(evidence));
    receipt
}

/// Step 3.
fn path(evidence: &Evidence<'_>) -> Step {
    let (proof, checkpoint) = (evidence.proof, &evidence.proof.checkpoint().checkpoint);
    match proof.verify_path(&leaf_hash(evidence.entry)) {
        Ok(()) => Step::ok(
            "path",
            format!(
                "The record is entry {} of the log {}, which had {} entries when this checkpoint was signed.",
                proof.index(),
                checkpoint.origin(),
                checkpoint.size()
            ),
        ),
        Err(why) => {
            Step::failed("path", format!("The record is not the entry that the proof speaks of: {why}."))
        }
    }
}

/// Step 4, and the witnesses of step 5.
fn signatures(evidence: &Evidence<'_>, receipt: &mut Receipt) {
    let evaluation = match evidence.policy.evaluate(evidence.proof.checkpoint()) {
        Ok(evaluation) => evaluation,
        Err(why) => {
            receipt.steps.push(Step::failed(
                "log_signature",
                format!("A signature under the checkpoint is false: {why}."),
            ));
            return;
        }
    };
    let Some(key) = &evaluation.log else {
        let whose = if evidence.policy_from_outside { "you trust" } else { "the bundle itself names" };
        let words = format!("The checkpoint is not signed by any log that {whose}.");
        receipt.steps.push(Step::failed("log_signature", words));
        return;
    };
    receipt
        .steps
        .push(Step::ok("log_signature", format!("The log's key {} signed this state of the log.", key.id())));
    receipt.signer_authenticated = evidence.policy_from_outside;
    receipt.steps.push(if evidence.policy_from_outside {
        Step::ok("signer", "The key is one of those in the policy that you gave.")
    } else {
        Step::not_shown(
            "signer",
            "Whose key this is, is not shown: the only list of keys came with the bundle. \
             Obtain the log's verifier key from its owner by another way and check again with --policy.",
        )
    });
    receipt.steps.push(witnesses(evidence, &evaluation, &mut receipt.seen_by));
}

fn witnesses(evidence: &Evidence<'_>, evaluation: &Evaluation, seen_by: &mut Option<u64>) -> Step {
    let list = |separator| {
        let each = |(name, time): &(crate::policy::Name, u64)| format!("{name} on {}", rfc3339(*time));
        evaluation.witnesses.iter().map(each).collect::<Vec<_>>().join(separator)
    };
    match (evidence.policy.quorum(), evaluation.quorum) {
        (Quorum::None, _) => Step::not_shown(
            "witnesses",
            "The policy asks for no witness, so nobody but the log's owner vouches that others were shown the same log.",
        ),
        (Quorum::Of(name), false) => Step::failed(
            "witnesses",
            format!("The policy asks for the signatures of {name}; too few of them are here."),
        ),
        (Quorum::Of(_), true) if !evidence.policy_from_outside => Step::not_shown(
            "witnesses",
            format!("Signed by {}; but the list of witnesses came with the bundle.", list(", ")),
        ),
        (Quorum::Of(_), true) => {
            // The quorum is only complete when its last member has signed; the latest of all is a safe bound for that.
            *seen_by = evaluation.witnesses.iter().map(|(_, time)| *time).max();
            Step::ok(
                "witnesses",
                format!("Witnesses that you trust saw this state of the log: {}.", list(", ")),
            )
        }
    }
}

/// The time stamps of step 5.
fn stamps(evidence: &Evidence<'_>, receipt: &mut Receipt) {
    if evidence.stamps.is_empty() {
        receipt.steps.push(Step::not_shown(
            "time_stamp",
            "No time-stamping authority has dated this state of the log.",
        ));
    }
    let note = evidence.proof.checkpoint().note.to_string();
    for (name, response) in evidence.stamps {
        let token = TimestampToken::from_response(response);
        let token = token.and_then(|token| token.covers(note.as_bytes()).map(|()| token));
        receipt.steps.push(match (token, evidence.authorities) {
            (Err(why), _) => Step::failed("time_stamp", format!("{name}: {why}.")),
            (Ok(token), None) => Step::not_shown(
                "time_stamp",
                format!(
                    "{name}: it says that this state of the log existed on {}; who says so is not shown, \
                     because no authority's certificate was given (--tsa-ca).",
                    rfc3339(token.time())
                ),
            ),
            (Ok(token), Some(authorities)) => match token.verify(authorities) {
                Ok(()) => {
                    receipt.seen_by =
                        Some(receipt.seen_by.map_or(token.time(), |seen| seen.min(token.time())));
                    let when = rfc3339(token.time());
                    Step::ok(
                        "time_stamp",
                        format!("{name}: an authority that you trust saw this state of the log on {when}."),
                    )
                }
                Err(why @ (TimestampError::Path(_) | TimestampError::Algorithm(_))) => {
                    Step::not_shown("time_stamp", format!("{name}: by no authority that you trust: {why}."))
                }
                Err(why) => Step::failed("time_stamp", format!("{name}: {why}.")),
            },
        });
    }
}

/// Step 6.
fn newer(evidence: &Evidence<'_>) -> Step {
    const NAME: &str = "newer_checkpoint";
    let held = &evidence.proof.checkpoint().checkpoint;
    let signed = match evidence.newer {
        Newer::None => return Step::not_shown(NAME, "No newer state of the log was given to compare with."),
        Newer::Checkpoint(signed) => signed,
        Newer::Continuation(continuation) => &continuation.newer,
    };
    let other = &signed.checkpoint;
    if other.origin() != held.origin() {
        return Step::failed(
            NAME,
            format!("The checkpoint to compare with is of another log, {}.", other.origin()),
        );
    }
    match evidence.policy.evaluate(signed) {
        Ok(Evaluation { log: Some(_), .. }) => {}
        Ok(_) => return Step::failed(NAME, "The checkpoint to compare with is not signed by this log."),
        Err(why) => return Step::failed(NAME, format!("The checkpoint to compare with is false: {why}.")),
    }
    match evidence.newer {
        _ if other.size() == held.size() && other.root() == held.root() => {
            Step::ok(NAME, "The state of the log that you hold is this very one.")
        }
        _ if other.size() == held.size() => Step::failed(
            NAME,
            "The log's key has signed two different logs of one size: its owner has told two stories. Keep both files.",
        ),
        Newer::Continuation(continuation) if continuation.old == held.size() => {
            match continuation.verify_from(&held.root()) {
                Ok(()) => Step::ok(
                    NAME,
                    format!("The log of {} entries that you hold contains this one unchanged.", other.size()),
                ),
                Err(why) => Step::failed(
                    NAME,
                    format!(
                        "The proof given does not join the two states of the log: {why}. \
                     Either the proof is damaged or the log was rewritten; ask for the proof again.",
                    ),
                ),
            }
        }
        _ => {
            let words = format!(
                "Whether the log of {} entries and that of {} are one is not shown: the proof that joins them was not given.",
                held.size(),
                other.size()
            );
            Step::not_shown(NAME, words)
        }
    }
}
