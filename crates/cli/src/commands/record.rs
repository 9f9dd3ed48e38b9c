//! `sanad record`: the record as HTML, PDF, CSV and charts.

use std::process::ExitCode;

use sanad_case::{RecordOptions, Result};
use sanad_model::Sensitivity;

use crate::args::Record;
use crate::context::{Context, level};
use crate::out;

pub(super) fn run(context: &Context, args: &Record) -> Result<ExitCode> {
    let mut case = context.write(&args.case.path()?, "record")?;
    let options = RecordOptions {
        title: args.title.clone(),
        event: args.event.clone(),
        lang: context.lang.clone(),
        level: level(&args.level)?,
        unmarked: Sensitivity::Team,
        proofs: None,
    };
    let written = case.write_record(&args.out, &options)?;
    if context.json {
        out::json(&written)?;
    } else {
        written.files.iter().for_each(|f| out::line(f));
    }
    Ok(ExitCode::SUCCESS)
}
