//! `sanad enter`: one entity from fields that were typed.

use std::ffi::OsString;
use std::process::ExitCode;

use sanad_case::{CaseError, Result};

use crate::args::Enter;
use crate::context::{Context, split_case, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Enter) -> Result<ExitCode> {
    let (path, rest) = split_case(args.rest)?;
    let words: Vec<String> = rest.iter().map(OsString::as_os_str).map(typed).collect::<Result<_>>()?;
    let (names, pairs): (Vec<&String>, Vec<&String>) = words.iter().partition(|w| !w.contains('='));
    let (sort, label) = match names.as_slice() {
        [sort] => (*sort, None),
        [sort, label] => (*sort, Some(label.as_str())),
        _ => {
            return Err(CaseError::wrong_use(
                "expected [CASE] SORT [ID] FIELD=VALUE…",
                "see `sanad entities --sorts`",
            ));
        }
    };
    let fields = pairs.into_iter().filter_map(|pair| pair.split_once('='));
    let mut fields: Vec<(String, String)> = fields.map(|(f, v)| (f.to_owned(), v.to_owned())).collect();
    if args.withdraw {
        fields.push(("withdrawn".to_owned(), "yes".to_owned()));
    }
    let mut case = context.write(&path, "enter")?;
    let record = case.enter(sort, label, &fields)?;
    let key = record.entity.key();
    // a circle of commands is told by its bodies
    let body = record.entity.value("body").filter(|_| record.entity.schema.name == "relation");
    let touches = |e: &String| *e == key || Some(e.as_str()) == body;
    super::posts::tell_conflicts(context, &case, |conflict| conflict.entities.iter().any(touches))?;
    if context.json {
        out::json(&super::entities::view(&record))?;
    } else {
        let done = if record.entity.withdrawn { "withdrawn" } else { "recorded" };
        out::line(&format!("{}  {}  {done}", record.id, out::safe(&record.entity.key())));
    }
    Ok(ExitCode::SUCCESS)
}
