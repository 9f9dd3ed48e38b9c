//! Records to publish.

use sanad_model::*;
use sanad_publish::*;

use crate::khujand;

/// The record of Khujand.
pub(crate) fn draft() -> Draft {
    let mut claims = khujand::claims();
    claims.extend(dispute());
    let bytes = b"the table of reports";
    Draft {
        title: "Khujand, November 2018: what was reported".to_owned(),
        event: None,
        generated: "2026-11-23T08:00:00Z".parse().expect("a time"),
        program: "Sanad 0.1.0".to_owned(),
        log: LogView {
            origin: "sanad.example/khujand-2018".to_owned(),
            key: "sanad.example/khujand-2018+2cfea3a9+AasfYoIIdTNOUVCHRZ2mzRzOUTGdIKU7+7JFFsSc3d2T".to_owned(),
            size: 31,
            root: "Xk4cVnBFlBpS4SHqyT0rRSxlTdRnmdLZzUaBGr3yQ0Y=".to_owned(),
            anchors: Vec::new(),
        },
        items: vec![ItemView {
            item: khujand::item_id(1),
            sha256: ContentDigest::of(bytes),
            size: 4210,
            media: "text/csv".to_owned(),
            name: Some("reports.csv".to_owned()),
            source: Some("Published figures, one row per report".to_owned()),
            publisher: None,
            url: Some("https://webarchive.archive.unhcr.org/20191026151540mp_/https://www.refworld.org/publisher,RFERL,,TJK,5c34a73913,0.html".to_owned()),
            collected: "2026-11-20".parse().ok(),
            index: 1,
            sensitivity: Some(Sensitivity::Public),
        }],
        claims,
        judgements: Vec::new(),
        as_of: None,
        chronology: vec![
            Moment {
                date: "2018-11-07".parse().ok(),
                text: "Prisoners are killed in penal colony 3/3 at Khujand, according to every report that follows.".to_owned(),
                claims: vec![khujand::id("C001"), khujand::id("C004")],
            },
            Moment {
                date: "2018-11-08".parse().ok(),
                text: "An official at the Main Penitentiary Department declines to give Asia-Plus a figure.".to_owned(),
                claims: vec![khujand::id("C007")],
            },
        ],
        proofs: Some("proof".to_owned()),
        unmarked: Sensitivity::Team,
        names: None,
    }
}

/// Somebody disputes the claim of responsibility.
fn dispute() -> Option<ClaimRecord> {
    let mut claim = khujand::claim(90, CountMode::Unspecified, None, None, "");
    claim.claim.kind = Kind::ResponsibleFor;
    claim.claim.attribution.text = "relatives of prisoners".to_owned();
    claim.claim.attribution.kind = AttributionType::Witness;
    claim.claim.status = Status::Denied;
    claim.claim.quote = "relatives doubt the claim".to_owned();
    claim.reported.event = Some("Khujand, November 2018".to_owned());
    claim.reported.lineage.disputes = Some("reports/C009".to_owned());
    claim.reported.sensitivity = Some(Sensitivity::Public);
    Some(claim)
}

/// The record of Khujand as it may be published.
pub(crate) fn record() -> Redacted<RecordView> {
    Redacted::record(draft(), Sensitivity::Public)
}

/// Text that tries to be something else.
pub(crate) const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://evil\")",
    "\u{202E}53 dellik\u{202C}",
    "#import \"x.typ\": * $ @ref <label> *bold* \\",
    "a\u{0}b\u{1b}[2J",
    "]]>&lt;&#60;</style></title>",
    "漢字 \u{E000} \u{1F600} ﷽ مرگ ۲۵ نفر",
    "ҳуқуқ ғ ӣ қ ӯ ҳ ҷ",
];

/// A record in which every text from outside is hostile.
pub(crate) fn hostile() -> Redacted<RecordView> {
    let mut draft = draft();
    let all = HOSTILE.join(" ");
    draft.title.clone_from(&all);
    draft.program.clone_from(&all);
    draft.log.origin.clone_from(&all);
    draft.log.anchors.push(all.clone());
    draft.chronology[0].text.clone_from(&all);
    draft.items[0].name = Some(all.clone());
    draft.items[0].url = Some(format!("javascript:alert(1)//{all}"));
    draft.items[0].source = Some(all.clone());
    for (claim, text) in draft.claims.iter_mut().zip(HOSTILE.iter().cycle()) {
        claim.claim.quote = format!("{text} {all}");
        claim.claim.attribution.text = (*text).to_owned();
        claim.reported.publisher = Some((*text).to_owned());
        claim.reported.event = Some("Khujand, November 2018".to_owned());
        claim.reported.breakdown = Some((*text).to_owned());
        claim.reported.seen_as = Some((*text).to_owned());
        claim.reported.url = Some((*text).to_owned());
        claim.reported.scope = Some(format!("{text} {}", claim.reported.scope.clone().unwrap_or_default()));
    }
    draft.claims[3].reported.lineage.part_of = Some(HOSTILE[0].to_owned());
    Redacted::record(draft, Sensitivity::Public)
}

/// Leaves a file where people can look at it: `target/tmp/`.
pub(crate) fn keep(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the target folder can be written");
    path
}
