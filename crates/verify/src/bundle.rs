//! Reading a bundle: only files with the names that a bundle has, none of them a link, none larger than it may be.
//!
//! The folder may have been made by an opponent. Nothing outside it is opened but what the command line names.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use sanad_log::checkpoint::SignedCheckpoint;
use sanad_log::consistency::Continuation;
use sanad_log::policy::Policy;
use sanad_log::proof::Proof;
use sanad_log::timestamp::Authorities;
use sanad_model::ActorId;
use sha2::{Digest as _, Sha256};

use crate::args::Args;

/// Largest small file that is read: bodies, proofs, disclosures, lists.
const MAX_FILE: u64 = 4 << 20;

/// Most files in a bundle.
const MAX_FILES: usize = 512;

/// Everything that is judged.
pub(crate) struct Bundle {
    /// The record, verbatim.
    pub(crate) body: Vec<u8>,
    pub(crate) proof: Proof,
    pub(crate) policy: Policy,
    pub(crate) policy_from_outside: bool,
    pub(crate) disclosures: Option<Vec<u8>>,
    pub(crate) manifest: Option<Vec<u8>>,
    /// Time stamps: name and response.
    pub(crate) stamps: Vec<(String, Vec<u8>)>,
    pub(crate) authorities: Option<Authorities>,
    pub(crate) newer: Newer,
    pub(crate) actors: Vec<Actor>,
    /// Every file of the bundle, by its name with `/` between the parts, with digest and size.
    pub(crate) files: Vec<Found>,
    /// Names in the folder that are no part of a bundle, and links; not opened.
    pub(crate) strangers: Vec<String>,
}

/// A later state of the log, as given on the command line.
pub(crate) enum Newer {
    None,
    Checkpoint(SignedCheckpoint),
    Continuation(Continuation),
}

/// How a person's key came into the log: `actors/<id>/body` and `actors/<id>/proof.tlog-proof`.
pub(crate) struct Actor {
    pub(crate) id: ActorId,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) proof: Option<Vec<u8>>,
}

/// A file of the bundle.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) sha256: [u8; 32],
    pub(crate) size: u64,
}

/// Where the files of a bundle are.
enum Place<'a> {
    Folder(&'a Path),
    /// By name with `/` between the parts.
    Memory(&'a BTreeMap<String, Vec<u8>>),
}

impl Place<'_> {
    /// The files of a bundle, and the others, which are not opened.
    fn list(&self) -> Result<(Vec<String>, Vec<String>), String> {
        match self {
            Self::Folder(dir) => list(dir),
            Self::Memory(files) if files.len() > MAX_FILES => {
                Err("More files than any bundle has.".to_owned())
            }
            Self::Memory(files) => Ok(files.keys().cloned().partition(|name| is_of_bundle(name))),
        }
    }

    fn digest(&self, name: &str) -> Result<Found, String> {
        match self {
            Self::Folder(dir) => digest(dir, name),
            Self::Memory(files) => {
                let bytes = files.get(name).map_or(&[][..], Vec::as_slice);
                Ok(Found {
                    name: name.to_owned(),
                    sha256: Sha256::digest(bytes).into(),
                    size: bytes.len() as u64,
                })
            }
        }
    }

    fn small(&self, name: &str) -> Result<Vec<u8>, String> {
        match self {
            Self::Folder(dir) => read_small(&dir.join(name), name),
            Self::Memory(files) => match files.get(name) {
                Some(bytes) if bytes.len() as u64 <= MAX_FILE => Ok(bytes.clone()),
                Some(_) => Err(format!("{name}: larger than any such file is.")),
                None => Err(format!("{name}: missing.")),
            },
        }
    }
}

/// What comes from elsewhere than the bundle.
struct Outside {
    policy: Option<(Vec<u8>, bool)>,
    authorities: Option<Authorities>,
    newer: Newer,
}

/// Reads everything; the error is a sentence that names the file.
pub(crate) fn read(args: &Args) -> Result<Bundle, String> {
    let policy = match &args.policy {
        Some(path) => Some((read_small(path, &show(path))?, is_outside(path, &args.dir))),
        None => None,
    };
    // what the folder lacks is said before what was named beside it
    let place = Place::Folder(&args.dir);
    let names = place.list()?;
    assemble(&place, names, Outside { policy, authorities: authorities(args)?, newer: newer(args)? })
}

/// The same of files at hand; the policy comes from elsewhere than they do.
pub(crate) fn of_files(files: &BTreeMap<String, Vec<u8>>, policy: Option<&[u8]>) -> Result<Bundle, String> {
    let policy = policy.map(|bytes| (bytes.to_vec(), true));
    let place = Place::Memory(files);
    assemble(&place, place.list()?, Outside { policy, authorities: None, newer: Newer::None })
}

fn assemble(
    place: &Place<'_>,
    (names, strangers): (Vec<String>, Vec<String>),
    outside: Outside,
) -> Result<Bundle, String> {
    let mut files = Vec::new();
    for name in &names {
        files.push(place.digest(name)?);
    }
    let small = |name: &str| names.iter().any(|n| n == name).then(|| place.small(name)).transpose();
    let need = |name: &str| small(name)?.ok_or(format!("{name}: missing; this is no proof bundle."));
    let body = need("body")?;
    let proof =
        Proof::parse(&need("proof.tlog-proof")?).map_err(|why| format!("proof.tlog-proof: {why}."))?;
    let (policy, policy_from_outside) = match outside.policy {
        Some(given) => given,
        None => (need("policy")?, false),
    };
    let policy = Policy::parse(&policy).map_err(|why| format!("policy: {why}."))?;
    let mut stamps = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("anchors/") && name.ends_with(".tsr")) {
        stamps.push((name.clone(), place.small(name)?));
    }
    let mut actors: Vec<Actor> = Vec::new();
    for name in &names {
        let Some((id, _)) = name.strip_prefix("actors/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let Ok(id) = id.parse() else { continue };
        if actors.iter().all(|actor| actor.id != id) {
            let part = |file: &str| small(&format!("actors/{id}/{file}"));
            actors.push(Actor { id, body: part("body")?, proof: part("proof.tlog-proof")? });
        }
    }
    Ok(Bundle {
        body,
        proof,
        policy,
        policy_from_outside,
        disclosures: small("disclosures.json")?,
        manifest: small("manifest.sha256")?,
        stamps,
        authorities: outside.authorities,
        newer: outside.newer,
        actors,
        files,
        strangers,
    })
}

/// Whether a name is one that a bundle has.
fn is_of_bundle(name: &str) -> bool {
    const FIXED: [&str; 7] =
        ["body", "proof.tlog-proof", "policy", "content", "disclosures.json", "HOWTO.txt", "manifest.sha256"];
    match name.split('/').collect::<Vec<_>>().as_slice() {
        ["anchors", file] => file.ends_with(".tsr") || file.ends_with(".ots"),
        ["actors", id, "body" | "proof.tlog-proof"] => id.parse::<ActorId>().is_ok(),
        _ => FIXED.contains(&name),
    }
}

/// The files of the folder: those of a bundle, and the others, which are not opened.
fn list(dir: &Path) -> Result<(Vec<String>, Vec<String>), String> {
    let (mut names, mut strangers, mut seen) = (Vec::new(), Vec::new(), 0);
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let path = dir.join(&folder);
        let entries = fs::read_dir(&path).map_err(|why| format!("{}: {why}.", show(&path)))?;
        for entry in entries {
            let entry = entry.map_err(|why| format!("{}: {why}.", show(&path)))?;
            seen += 1;
            if seen > MAX_FILES {
                return Err(format!("{}: more files than any bundle has.", show(dir)));
            }
            let name = folder.clone() + &entry.file_name().to_string_lossy();
            // The type of the entry itself, not of what a link points at.
            let kind = entry.file_type().map_err(|why| format!("{name}: {why}."))?;
            match name.as_str() {
                "actors" | "anchors" if kind.is_dir() => folders.push(name + "/"),
                _ if kind.is_dir() && folder == "actors/" => folders.push(name + "/"),
                _ if kind.is_file() && is_of_bundle(&name) => names.push(name),
                _ => strangers.push(name),
            }
        }
    }
    names.sort();
    strangers.sort();
    Ok((names, strangers))
}

/// Hashes a file of any size without holding it.
fn digest(dir: &Path, name: &str) -> Result<Found, String> {
    let fail = |why: std::io::Error| format!("{name}: {why}.");
    let mut file = File::open(dir.join(name)).map_err(fail)?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).map_err(fail)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
    Ok(Found { name: name.to_owned(), sha256: hasher.finalize().into(), size })
}

/// Reads a file that is never large.
fn read_small(path: &Path, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|why| format!("{name}: {why}."))?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|why| format!("{name}: {why}."))?;
    if bytes.len() as u64 > MAX_FILE {
        Err(format!("{name}: larger than any such file is."))
    } else {
        Ok(bytes)
    }
}

/// Whether a file given on the command line is another than the bundle brings: one inside the folder proves nothing.
fn is_outside(path: &Path, dir: &Path) -> bool {
    match (path.canonicalize(), dir.canonicalize()) {
        (Ok(path), Ok(dir)) => !path.starts_with(dir),
        _ => false,
    }
}

fn authorities(args: &Args) -> Result<Option<Authorities>, String> {
    let Some(path) = &args.authorities else { return Ok(None) };
    if !is_outside(path, &args.dir) {
        return Err(format!(
            "{}: lies in the bundle; certificates that you trust come from elsewhere.",
            show(path)
        ));
    }
    Authorities::from_pem(&read_small(path, &show(path))?)
        .map(Some)
        .map_err(|why| format!("{}: {why}.", show(path)))
}

fn newer(args: &Args) -> Result<Newer, String> {
    let Some(path) = &args.newer else { return Ok(Newer::None) };
    let bytes = read_small(path, &show(path))?;
    if bytes.starts_with(b"old ") {
        Continuation::parse(&bytes).map(Newer::Continuation).map_err(|why| format!("{}: {why}.", show(path)))
    } else {
        SignedCheckpoint::parse(&bytes)
            .map(Newer::Checkpoint)
            .map_err(|why| format!("{}: {why}.", show(path)))
    }
}

fn show(path: &Path) -> String {
    path.display().to_string()
}
