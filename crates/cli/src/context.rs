//! From what was typed to what commands work with: which case, who is working, how the passphrase is had.

use std::ffi::{OsStr, OsString};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use sanad_case::{Access, AskPassphrase, Case, CaseError, Result};
use sanad_model::{PartialDate, Sensitivity};
use sanad_text::Lang;
use secrecy::{SecretString, zeroize::Zeroize as _};

use crate::args::{Global, OnlyCase};
use crate::out;

const PASSPHRASE_FILE: &str = "SANAD_PASSPHRASE_FILE";

/// What every command may ask.
#[derive(Debug)]
pub(crate) struct Context {
    /// One JSON document instead of tables.
    pub(crate) json: bool,
    /// Nothing but results and errors.
    pub(crate) quiet: bool,
    /// The language of what is written for people.
    pub(crate) lang: String,
    text_lang: Option<Lang>,
    actor: Option<String>,
}

impl Context {
    pub(crate) fn new(global: Global) -> Result<Self> {
        let set = std::env::var("SANAD_LANG").ok().filter(|l| !l.is_empty());
        let text_lang = match global.lang.as_deref() {
            None => None,
            Some(code) => Some(
                code.parse()
                    .map_err(|e| CaseError::wrong_use(format!("--lang: {e}"), "write it as --lang en"))?,
            ),
        };
        let lang = global.lang.or(set).unwrap_or_else(|| "en".to_owned());
        Ok(Self { json: global.json, quiet: global.quiet, lang, text_lang, actor: global.actor })
    }

    /// The name given with `--as`.
    pub(crate) fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }

    /// The language of texts, where `--lang` names one.
    pub(crate) fn lang_of_text(&self) -> Option<Lang> {
        self.text_lang
    }

    /// Opens the case to read.
    pub(crate) fn read(&self, path: &Path) -> Result<Case> {
        Case::open(path, Access::Read, &mut Terminal)
    }

    /// Opens the case to write; `verb` is shown to whoever finds it held.
    pub(crate) fn write(&self, path: &Path, verb: &'static str) -> Result<Case> {
        let mut case = self.open_to_write(path, verb)?;
        case.work_as(self.actor())?;
        Ok(case)
    }

    /// The same before it is known who is working.
    pub(crate) fn open_to_write(&self, path: &Path, verb: &'static str) -> Result<Case> {
        Case::open(path, Access::Write { verb }, &mut Terminal)
    }

    /// Prints a line for the person unless they asked for quiet.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            out::note(&out::safe(text));
        }
    }

    /// Whether work in progress may be shown on a terminal.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }
}

impl OnlyCase {
    /// The case that was named, or the only one there is. `.sanad` is added where it is missing.
    pub(crate) fn path(&self) -> Result<PathBuf> {
        self.case.as_deref().map_or_else(default_case, |path| Ok(with_ending(path)))
    }
}

/// Splits off the case where the first argument is one.
pub(crate) fn split_case(rest: Vec<OsString>) -> Result<(PathBuf, Vec<OsString>)> {
    let mut rest = rest;
    if rest.first().is_some_and(|first| is_case(first)) {
        let case = PathBuf::from(rest.remove(0));
        return Ok((case, rest));
    }
    Ok((default_case()?, rest))
}

/// Exactly one argument after the case.
pub(crate) fn case_and_one(rest: Vec<OsString>, what: &str) -> Result<(PathBuf, OsString)> {
    let (case, mut rest) = split_case(rest)?;
    match (rest.pop(), rest.is_empty()) {
        (Some(one), true) => Ok((case, one)),
        _ => Err(CaseError::wrong_use(format!("expected [CASE] {what}"), "see the command's --help")),
    }
}

/// Text that was typed.
pub(crate) fn typed(text: &OsStr) -> Result<String> {
    let text =
        text.to_str().ok_or_else(|| CaseError::wrong_use("an argument is not UTF-8", "type it again"))?;
    Ok(text.to_owned())
}

/// A date that was typed.
pub(crate) fn date(text: Option<&str>) -> Result<Option<PartialDate>> {
    text.map(|t| {
        t.parse().map_err(|e| CaseError::wrong_use(format!("{e}"), "write 2018, 2018-11 or 2018-11-07"))
    })
    .transpose()
}

/// A level of sensitivity that was typed.
pub(crate) fn level(text: &str) -> Result<Sensitivity> {
    serde_json::from_value(text.into()).map_err(|_| {
        CaseError::wrong_use(
            format!("{text:?} is no level of sensitivity"),
            "write public, team, restricted or sealed",
        )
    })
}

/// A folder name with `.sanad` at its end.
pub(crate) fn with_ending(path: &Path) -> PathBuf {
    if is_case(path.as_os_str()) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".sanad");
    name.into()
}

fn is_case(name: &OsStr) -> bool {
    let trimmed = Path::new(name).components().as_path();
    trimmed.extension().is_some_and(|e| e == "sanad")
}

fn default_case() -> Result<PathBuf> {
    if let Some(case) = std::env::var_os("SANAD_CASE").filter(|c| !c.is_empty()) {
        return Ok(with_ending(Path::new(&case)));
    }
    let here = std::fs::read_dir(".").map_err(|e| CaseError::io(Path::new("."), &e))?;
    let mut cases: Vec<PathBuf> =
        here.flatten().map(|e| PathBuf::from(e.file_name())).filter(|p| is_case(p.as_os_str())).collect();
    cases.sort();
    match cases.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(CaseError::wrong_use(
            "no case was named, and there is none here",
            "name it, or set SANAD_CASE",
        )),
        several => Err(CaseError::wrong_use(
            format!("there are {} cases here", several.len()),
            "name one of them first, or set SANAD_CASE",
        )),
    }
}

/// Asks on the terminal, or reads the file named in `$SANAD_PASSPHRASE_FILE`; never argv, never an environment value.
pub(crate) struct Terminal;

impl AskPassphrase for Terminal {
    fn existing(&mut self) -> Result<SecretString> {
        from_file().unwrap_or_else(|| ask("Passphrase: "))
    }

    fn fresh(&mut self) -> Result<SecretString> {
        from_file().unwrap_or_else(|| {
            use secrecy::ExposeSecret as _;
            out::note("Choose a passphrase: six or more words that nobody would guess together.");
            let first = ask("New passphrase: ")?;
            let again = ask("The same again: ")?;
            if first.expose_secret() == again.expose_secret() {
                Ok(first)
            } else {
                Err(CaseError::wrong_use("the two passphrases differ", "start again"))
            }
        })
    }
}

fn from_file() -> Option<Result<SecretString>> {
    let path = PathBuf::from(std::env::var_os(PASSPHRASE_FILE)?);
    Some(std::fs::read_to_string(&path).map_err(|e| CaseError::io(&path, &e)).and_then(|mut text| {
        let passphrase = SecretString::from(text.trim_end_matches(['\r', '\n']));
        text.zeroize();
        not_empty(passphrase)
    }))
}

fn ask(prompt: &str) -> Result<SecretString> {
    let typed = rpassword::prompt_password(prompt).map_err(|_| {
        CaseError::wrong_use(
            "there is no terminal to ask for the passphrase",
            format!("put it into a file and name the file in {PASSPHRASE_FILE}"),
        )
    })?;
    not_empty(SecretString::from(typed))
}

fn not_empty(passphrase: SecretString) -> Result<SecretString> {
    use secrecy::ExposeSecret as _;
    if passphrase.expose_secret().is_empty() {
        return Err(CaseError::wrong_use(
            "the passphrase is empty",
            "type one, or check the passphrase file",
        ));
    }
    Ok(passphrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_known_by_its_ending() {
        let rows =
            [("a.sanad", true), ("a.sanad/", true), ("./x/a.sanad", true), ("a", false), ("a.pdf", false)];
        for (name, expected) in rows {
            assert_eq!(is_case(OsStr::new(name)), expected, "{name}");
        }
        assert_eq!(with_ending(Path::new("a")), Path::new("a.sanad"));
        assert_eq!(with_ending(Path::new("a.sanad/")), Path::new("a.sanad/"));
    }
}
