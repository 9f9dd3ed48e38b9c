//! The steps in their order: the files, the record and its content here; the log, its signers and its dates in
//! [`sanad_log::receipt`].

use sanad_log::receipt::{self, Evidence, Receipt, Step};
use sanad_model::Body;
use serde_json::Value;

use crate::bundle::{Bundle, Newer};
use crate::{manifest, record};

/// What is shown and what is not.
pub(crate) struct Verdict {
    pub(crate) receipt: Receipt,
    /// The log's name, the record's place in it, and the log's size.
    pub(crate) log: (String, u64, u64),
    /// What the record says of itself: type, time, actor.
    pub(crate) record: Option<(String, String, String)>,
    /// Sealed fields that were opened.
    pub(crate) disclosed: Vec<(String, Value)>,
    /// How many stay sealed.
    pub(crate) withheld: usize,
    /// Files that are no part of a bundle.
    pub(crate) strangers: Vec<String>,
}

impl Verdict {
    /// Whether no step failed.
    pub(crate) fn intact(&self) -> bool {
        self.receipt.intact()
    }
}

/// Takes all the steps.
pub(crate) fn judge(bundle: &Bundle) -> Verdict {
    let checkpoint = &bundle.proof.checkpoint().checkpoint;
    let log = (checkpoint.origin().to_owned(), bundle.proof.index(), checkpoint.size());
    let mut steps = vec![manifest::check(bundle.manifest.as_deref(), &bundle.files)];
    let (mut disclosed, mut withheld, mut shown) = (Vec::new(), 0, None);
    match Body::parse(&bundle.body) {
        Err(why) => steps.push(Step::failed("record", format!("The record cannot be read: {why}."))),
        Ok(body) => {
            let kind =
                serde_json::to_value(body.kind()).ok().and_then(|kind| kind.as_str().map(str::to_owned));
            shown = Some((kind.unwrap_or_default(), body.time().to_string(), body.actor().to_string()));
            let (opened, step) = record::disclosures(&body, bundle.disclosures.as_deref());
            steps.push(record::content(bundle, &body, &opened));
            steps.push(step);
            steps.push(record::actor(bundle, &body));
            withheld = body.sealed_count().saturating_sub(opened.len());
            disclosed = opened;
        }
    }
    let entry = record::entry_of(&bundle.body, &bundle.proof);
    if entry.is_none() {
        steps.push(Step::failed(
            "entry",
            "The proof does not hold the secret number (32 bytes) that opens the log's entry.",
        ));
    }
    let stamps: Vec<(&str, &[u8])> = bundle.stamps.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let evidence = Evidence {
        entry: entry.as_ref().map_or(&[], |entry| entry.as_slice()),
        proof: &bundle.proof,
        policy: &bundle.policy,
        policy_from_outside: bundle.policy_from_outside,
        stamps: &stamps,
        authorities: bundle.authorities.as_ref(),
        newer: match &bundle.newer {
            Newer::None => receipt::Newer::None,
            Newer::Checkpoint(signed) => receipt::Newer::Checkpoint(signed),
            Newer::Continuation(continuation) => receipt::Newer::Continuation(continuation),
        },
    };
    let mut receipt = receipt::judge(&evidence);
    receipt.steps.splice(0..0, steps);
    Verdict { receipt, log, record: shown, disclosed, withheld, strangers: bundle.strangers.clone() }
}
