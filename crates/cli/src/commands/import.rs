//! `sanad import`: a table in, its mapping shown.

use std::path::Path;
use std::process::ExitCode;

use sanad_case::{ImportOptions, Result};

use crate::args::Import;
use crate::context::{Context, case_and_one};
use crate::out;

pub(super) fn run(context: &Context, args: Import) -> Result<ExitCode> {
    let (path, table) = case_and_one(args.rest, "TABLE.csv")?;
    let options = ImportOptions { map: args.map, kind: args.as_kind, event: args.event, table: args.table };
    let mut case = context.write(&path, "import")?;
    let imported = case.import(Path::new(&table), &options)?;
    if context.json {
        out::json(&imported)?;
        return Ok(ExitCode::SUCCESS);
    }
    out::table(
        ["column", "field", "how"],
        imported.columns.iter().map(|c| {
            let field = c.field.clone().unwrap_or_else(|| "(kept in the item, not used)".to_owned());
            [c.column.clone(), field, c.how.clone()]
        }),
    );
    out::line(&format!(
        "{} rows: {} new claims, {} changed, {} as before{}.",
        imported.rows,
        imported.new,
        imported.changed,
        imported.unchanged,
        if imported.gone == 0 {
            String::new()
        } else {
            format!(", {} no longer in the table (kept)", imported.gone)
        },
    ));
    for problem in &imported.problems {
        context.say(&format!("note: {problem}"));
    }
    Ok(ExitCode::SUCCESS)
}
