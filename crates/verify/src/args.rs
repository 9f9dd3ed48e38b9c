//! The command line, read by hand: five options do not need a library.

use std::ffi::OsString;
use std::path::PathBuf;

/// What was asked for.
pub enum Asked {
    /// What it can do.
    Help,
    /// Which version it is.
    Version,
    /// To check a bundle.
    Check(Args),
}

/// A check to be made.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Args {
    /// The folder of the bundle.
    pub dir: PathBuf,
    /// The log's policy, from elsewhere.
    pub policy: Option<PathBuf>,
    /// A later state of the log.
    pub newer: Option<PathBuf>,
    /// Certificates of time-stamping authorities, PEM.
    pub authorities: Option<PathBuf>,
    /// One JSON document instead of sentences.
    pub json: bool,
}

/// Reads the words after the program's name; the error is a sentence.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Asked, String> {
    let mut words = words.into_iter();
    let mut args = Args::default();
    let (mut dir, mut only_names) = (None, false);
    while let Some(word) = words.next() {
        let option =
            if only_names { None } else { word.to_str().filter(|w| w.starts_with("--") || *w == "-h") };
        let (name, inline) = match option.map(|o| o.split_once('=').map_or((o, None), |(n, v)| (n, Some(v))))
        {
            None => {
                if dir.replace(PathBuf::from(&word)).is_some() {
                    return Err("One folder at a time.".to_owned());
                }
                continue;
            }
            Some(split) => split,
        };
        let place = match name {
            "--" if inline.is_none() => {
                only_names = true;
                continue;
            }
            "--help" | "-h" => return Ok(Asked::Help),
            "--version" => return Ok(Asked::Version),
            "--json" if inline.is_none() => {
                args.json = true;
                continue;
            }
            "--policy" => &mut args.policy,
            "--newer" => &mut args.newer,
            "--tsa-ca" => &mut args.authorities,
            _ => return Err(format!("Unknown option {}.", word.to_string_lossy())),
        };
        let value = inline.map(OsString::from).or_else(|| words.next()).filter(|value| !value.is_empty());
        let value = value.ok_or_else(|| format!("{name} needs a file."))?;
        if place.replace(value.into()).is_some() {
            return Err(format!("{name} was given twice."));
        }
    }
    args.dir = dir.ok_or("Which folder?")?;
    Ok(Asked::Check(args))
}
