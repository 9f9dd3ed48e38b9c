//! `sanad prove`: a bundle that a stranger checks offline.

use std::process::ExitCode;

use sanad_case::Result;

use crate::args::Prove;
use crate::context::{Context, case_and_one, typed};
use crate::out;

pub(super) fn run(context: &Context, args: Prove) -> Result<ExitCode> {
    let (path, id) = case_and_one(args.rest, "ID")?;
    let mut case = context.write(&path, "prove")?;
    let proof = case.prove(&typed(&id)?, &args.out, args.with_content, &args.disclose)?;
    if context.json {
        out::json(&proof)?;
        return Ok(ExitCode::SUCCESS);
    }
    out::line(&format!("{} is proven in {}", proof.id, proof.dir));
    out::line(&format!("  log position {} of {}, {}", proof.index, proof.size, proof.origin));
    out::line(&format!("  opened: {}", or_none(&proof.disclosed)));
    out::line(&format!("  withheld (and visible as withheld): {}", or_none(&proof.withheld)));
    context.say(&format!(
        "Next: sanad-verify {} --policy POLICY (the policy from `sanad log key`, by another way)",
        proof.dir
    ));
    Ok(ExitCode::SUCCESS)
}

fn or_none(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
