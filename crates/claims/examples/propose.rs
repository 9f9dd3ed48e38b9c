//! Proposes claims from the files named, one JSON document each beside them or to a folder: `propose OUT FILE…`.

use std::path::Path;

#[allow(clippy::print_stdout)]
fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap_or_default();
    for file in args {
        let text = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
        let found = sanad_claims::proposals(&text, None, None);
        if out == "-" {
            for p in &found {
                let c = &p.claim;
                let bound = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
                println!(
                    "{:?} {} {} {}..{} | {} {:?} | {} | {:?} part={:?} rule={} time={:?}",
                    (c.span.start, c.span.end),
                    c.kind,
                    c.count.mode(),
                    bound(c.count.low()),
                    bound(c.count.high()),
                    c.attribution.kind,
                    c.attribution.text,
                    c.status,
                    c.quote,
                    p.part_of,
                    c.rule,
                    c.time.as_ref().map(|t| (&t.text, t.first))
                );
            }
            continue;
        }
        let stem = Path::new(&file).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let claims: Vec<_> = found.into_iter().map(|p| p.claim).collect();
        let json = serde_json::json!({ "doc_id": stem, "claims": claims });
        std::fs::write(Path::new(&out).join(format!("{stem}.json")), json.to_string())?;
    }
    Ok(())
}
