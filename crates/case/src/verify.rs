//! Proof bundles that somebody sent, checked as `sanad-verify` checks them: taken apart in the confined child, judged by the
//! same steps.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

use sanad_model::Limits;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{CaseError, Result};
use crate::open::{Case, WORLD};

/// What a bundle shows and what it does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// Where it lay in the file that was sent; empty for the file itself.
    #[serde(default)]
    pub folder: String,
    /// "intact", "failed" or "unreadable".
    pub verdict: String,
    /// The same in a sentence.
    pub sentence: String,
    /// Whether the log's key came from elsewhere than the bundle.
    #[serde(default)]
    pub signer_authenticated: bool,
    /// When others had seen it at the latest.
    #[serde(default)]
    pub no_later_than: Option<String>,
    /// Fields that the bundle opens.
    #[serde(default)]
    pub disclosed: Vec<(String, Value)>,
    /// How many stay sealed.
    #[serde(default)]
    pub withheld: u64,
    /// Every step.
    pub steps: Vec<VerifiedStep>,
}

/// One step of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedStep {
    /// Which.
    pub step: String,
    /// "ok", "failed" or "not_shown".
    pub outcome: String,
    /// In words.
    pub says: String,
}

const LIMITS: Limits = Limits { wall: Duration::from_secs(30), memory: 512 << 20, output: 80 << 20 };

impl Case {
    /// Checks every bundle in a zip. `policy` is the log's policy, had by another way than the zip; for bundles of this
    /// case's own log its own is taken where none is given.
    ///
    /// # Errors
    /// When it is no zip, too large a one, or holds no bundle.
    pub fn verify_bundles(&self, zip: &mut dyn Read, policy: Option<&str>) -> Result<Vec<Verified>> {
        let bad =
            |what: String| CaseError::bad_input(what, "choose the .zip of a proof, as it was given to you");
        let files = sanad_text::worker::members_through(&WORLD, zip, LIMITS).map_err(bad)?;
        let own = self.policy()?;
        let bundles = bundles(files);
        if bundles.is_empty() {
            return Err(bad("there is no proof in this file".to_owned()));
        }
        let checked = bundles.into_iter().map(|(folder, files)| {
            let is_own = files.get("policy").is_some_and(|policy| *policy == own.as_bytes());
            let outside = policy.or(is_own.then_some(&*own)).map(str::as_bytes);
            let document = sanad_verify::check_files(&files, outside);
            let verified: Verified = serde_json::from_str(&document).map_err(|e| bad(e.to_string()))?;
            Ok(Verified { folder, ..verified })
        });
        checked.collect()
    }
}

/// The folders that hold a proof, each with its files by their names in it.
fn bundles(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let is_root = |folder: &str| folder.rsplit('/').nth(1).is_none_or(|above| above != "actors");
    let roots: Vec<String> = files
        .keys()
        .filter_map(|name| name.strip_suffix("proof.tlog-proof"))
        .filter(|root| root.is_empty() || root.ends_with('/'))
        .map(|root| root.trim_end_matches('/').to_owned())
        .filter(|root| is_root(root))
        .collect();
    let mut bundles: BTreeMap<String, BTreeMap<String, Vec<u8>>> =
        roots.iter().map(|root| (root.clone(), BTreeMap::new())).collect();
    for (name, bytes) in files {
        let within = |root: &&String| {
            root.is_empty() || name.strip_prefix(*root).is_some_and(|rest| rest.starts_with('/'))
        };
        let Some(root) = roots.iter().filter(within).max_by_key(|root| root.len()) else { continue };
        let inner = if root.is_empty() { name.clone() } else { name[root.len() + 1..].to_owned() };
        if let Some(bundle) = bundles.get_mut(root) {
            bundle.insert(inner, bytes);
        }
    }
    bundles
}
