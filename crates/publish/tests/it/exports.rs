//! What leaves in an export: on an invented case in which a name stands in every place where a name can stand.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use sanad_model::*;
use sanad_publish::*;

use crate::data::HOSTILE;
use crate::khujand;

/// What may stand in no export: names in any spelling, who gave an item, and what hangs on somebody who is withheld.
const SECRETS: [&str; 9] = [
    "nuriddin",
    "нуриддин",
    "saidov-street",
    "murodali",
    "the neighbour",
    "passport k",
    "unapproved",
    "a sealed list",
    "halima",
];

struct Made {
    items: Vec<ItemView>,
    claims: Vec<(ClaimRecord, &'static str)>,
    judgements: Vec<(JudgementId, Judgement)>,
    entities: Vec<EntityRecord>,
}

fn commitment(n: u8) -> Commitment {
    Commitment::from_bytes([n; 32])
}

fn entity(schema: &str, label: &str, fields: &[(&'static str, &str)], item: u8) -> EntityRecord {
    let typed: BTreeMap<&str, String> = fields.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
    let id = ContentDigest::of(format!("{schema}/{label}").as_bytes());
    EntityRecord {
        id: EntityId::from_commitment(&Commitment::from_bytes(*id.as_bytes())),
        index: 9,
        made: (Timestamp::from_unix(1_700_000_000).expect("a time"), ActorId::of_key(&[1; 32])),
        item: khujand::item_id(item.into()),
        derivative: None,
        span: Span { start: 0, end: 4 },
        quote: "the row of Said Nuriddin".to_owned(),
        origin: None,
        cells: Cells::default(),
        entity: Schema::find(schema).expect("a schema").read(label, &typed).expect("an entity"),
    }
}

fn item(n: u8, name: &str, url: &str, sensitivity: Option<Sensitivity>) -> ItemView {
    ItemView {
        item: khujand::item_id(n.into()),
        sha256: ContentDigest::of(&[n]),
        size: u64::from(n),
        media: "text/csv".to_owned(),
        name: Some(name.to_owned()),
        source: Some("the neighbour of the family".to_owned()),
        publisher: Some("Radio Daryo".to_owned()),
        url: Some(url.to_owned()),
        collected: None,
        index: u64::from(n),
        sensitivity,
    }
}

/// Claims whose every text holds the name.
fn claims() -> Vec<(ClaimRecord, &'static str)> {
    let mut claim = khujand::claim(1, CountMode::Exact, Some(1), Some(1), "1");
    claim.item = khujand::item_id(1);
    let said = "of Said Nuriddin";
    claim.claim.quote = format!("the death {said}");
    claim.claim.attribution.text = format!("the mother {said}");
    claim.claim.victim =
        Some(Victim { text: said.to_owned(), class: None, name: Some("Said Nuriddin".to_owned()) });
    claim.claim.place = Some(PlaceText { text: format!("the house {said}") });
    claim.claim.time = Some(TimeText { text: format!("the funeral {said}"), first: None, last: None });
    claim.claim.method = Some(said.to_owned());
    let reported = &mut claim.reported;
    for text in [&mut reported.event, &mut reported.breakdown, &mut reported.scope, &mut reported.publisher] {
        *text = Some(format!("the case {said}"));
    }
    reported.url = Some("https://daryo.example/said-nuriddin".to_owned());
    reported.seen_as = Some("nuriddin".to_owned());
    reported.lineage.label = Some("nuriddin/1".to_owned());
    let mut row = claim.clone();
    row.id = ClaimId::from_commitment(&commitment(51));
    row.cells = Cells::from([("victim".to_owned(), Span { start: 0, end: 3 })]);
    row.claim.quote = "Said Nuriddin,born 1979,saidov-street 4".to_owned();
    let mut other = row.clone();
    other.id = ClaimId::from_commitment(&commitment(52));
    other.claim.victim =
        Some(Victim { text: "a woman".to_owned(), class: None, name: Some("Halima Rajabova".to_owned()) });
    let mut sealed = khujand::claim(4, CountMode::Exact, Some(1), Some(1), "1");
    sealed.item = khujand::item_id(2);
    sealed.claim.quote = "a sealed list".to_owned();
    let mut waiting = claim.clone();
    waiting.id = ClaimId::from_commitment(&commitment(53));
    waiting.claim.quote = "unapproved".to_owned();
    vec![
        (claim, "accepted"),
        (row, "accepted"),
        (other, "accepted"),
        (sealed, "accepted"),
        (waiting, "waiting"),
    ]
}

fn entities() -> Vec<EntityRecord> {
    let names = [
        ("name", "Said Nuriddin"),
        ("original_name", "Саид Нуриддин"),
        ("birth_date", "1979"),
        ("address", "saidov-street 4"),
        ("links", "https://x.example/nuriddin"),
        ("note", "Nuriddin was a teacher"),
        ("code", "V-5"),
    ];
    let mut witness = entity("person", "murodali", &[("name", "Iskandar Murodali")], 1);
    witness.entity.sensitivity = Some(Sensitivity::Restricted);
    let official = [("name", "Farrukh Doniyorov"), ("id_documents", "passport K 1"), ("birth_date", "1974")];
    let event = [
        ("title", "Death of Said Nuriddin"),
        ("description", "о Саиде Нуриддине"),
        ("latitude", "-12.5"),
        ("longitude", "-70.25"),
    ];
    let act = [("type", "killing"), ("event", "event/nuriddin"), ("victim", "person/said-nuriddin")];
    let posting =
        [("person", "person/P1"), ("body", "body/B1"), ("title", "head"), ("first_precise", "2022")];
    let finding = [
        ("about", "person/P1"),
        ("statement", "unapproved"),
        ("standard", "reasonable_suspicion"),
        ("assessor", "N. V."),
        ("date", "2024"),
        ("reason", "unapproved"),
    ];
    let involved =
        |who| [("who", who), ("act", "act/A1"), ("degree", "present"), ("description", "seen by Murodali")];
    vec![
        entity("person", "said-nuriddin", &names, 1),
        witness,
        entity("person", "P1", &official, 1),
        entity("body", "B1", &[("name", "A prison"), ("kind", "prison"), ("address", "1 Square")], 1),
        entity("posting", "T1", &posting, 1),
        entity("event", "nuriddin", &event, 1),
        entity("act", "A1", &act, 1),
        entity("involvement", "V1", &involved("person/P1"), 1),
        entity("involvement", "V22", &involved("person/murodali"), 1),
        entity("finding", "F1", &finding, 1),
        entity("statement", "N1", &[("field", "risk"), ("text", "unapproved")], 1),
        entity("body", "B22", &[("name", "Named on a sealed list")], 2),
    ]
}

fn made() -> Made {
    let claims = claims();
    let judgement = Judgement {
        subject: Subject::Claim(claims[0].0.id),
        verdict: Verdict::Accepted,
        why: Some("as Nuriddin's mother said".to_owned()),
        rule: None,
        by: ActorId::of_key(&[1; 32]),
        at: Timestamp::from_unix(1_700_000_000).expect("a time"),
    };
    Made {
        items: vec![
            item(
                1,
                "said-nuriddin.csv",
                "https://daryo.example/%D0%BD%D1%83%D1%80%D0%B8%D0%B4%D0%B4%D0%B8%D0%BD",
                None,
            ),
            item(2, "a sealed list.csv", "https://daryo.example/2", Some(Sensitivity::Sealed)),
        ],
        claims,
        judgements: vec![(JudgementId::from_commitment(&commitment(77)), judgement)],
        entities: entities(),
    }
}

fn export(made: &Made, full: bool, unmarked: Sensitivity) -> Redacted<CaseExport> {
    let nobody = BTreeSet::new();
    let today = "2024-01-10".parse().expect("a day");
    let level = Sensitivity::Public;
    let occasion = Occasion { usage: "export", recipient: "public", today, level, subjects: &nobody };
    let called = made.claims.iter().filter_map(|(c, _)| c.claim.victim.as_ref()?.name.as_deref());
    let names = Names::new(&made.entities, &occasion).hiding(called);
    case_export(&ExportSource {
        items: &made.items,
        claims: &made.claims,
        judgements: &made.judgements,
        entities: &made.entities,
        actors: &[(ActorId::of_key(&[1; 32]).to_string(), "Nigora".to_owned())],
        names: (!full).then_some(&names),
        level,
        unmarked,
        single_actor: false,
        log: &LogView {
            origin: "sanad.example/x".to_owned(),
            key: String::new(),
            size: 12,
            root: String::new(),
            anchors: Vec::new(),
        },
        generated: Timestamp::from_unix(1_700_000_000).expect("a time"),
        program: "Sanad 0.1.0",
    })
}

/// Every file of every format, by name; a workbook as its parts.
fn files(export: &Redacted<CaseExport>) -> Vec<(String, Vec<u8>)> {
    let english = Locale::english();
    let mut files = export_csv(export, &english);
    files.extend(export_ftm(export));
    files.extend(export_jsonld(export, &english));
    files.extend(export_geojson(export, &english));
    for (name, bytes) in export_xlsx(export, &english).expect("a workbook") {
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
        for n in 0..parts.len() {
            let mut part = parts.by_index(n).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("a part");
            files.push((format!("{name} {}", part.name().expect("a name")), bytes));
        }
    }
    files
}

fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
    let found = files.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(found.1.clone()).expect("UTF-8")
}

#[test]
fn what_may_not_leave_stands_in_no_file_of_any_format() {
    let made = made();
    for (name, bytes) in files(&export(&made, false, Sensitivity::Public)) {
        let said = String::from_utf8_lossy(&bytes).to_lowercase();
        for secret in SECRETS {
            assert!(!said.contains(secret), "{secret} in {name}:\n{said}");
        }
        assert!(!said.contains("nigora") && !said.contains("born 1979"), "{name}");
    }
    let full = files(&export(&made, true, Sensitivity::Public));
    let all: String = full.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).to_lowercase()).collect();
    for secret in SECRETS {
        assert!(all.contains(secret), "{secret} is in no file, and nothing should be withheld");
    }
    for name in ["data-dictionary.csv", "case.jsonld", "case.geojson", "case.xlsx xl/sharedStrings.xml"] {
        assert!(text(&full, name).contains("nothing withheld"), "{name}");
    }
}

#[test]
fn what_is_left_hangs_together() {
    let made = made();
    let files = files(&export(&made, false, Sensitivity::Public));
    let people = text(&files, "people.csv");
    assert!(
        people.contains("person/V-5,") && people.contains("Farrukh Doniyorov") && people.contains("1974")
    );
    assert!(text(&files, "acts.csv").contains("person/V-5"), "the same key everywhere");
    let involved = text(&files, "involvements.csv");
    assert!(involved.contains("person/P1") && involved.lines().count() == 2, "{involved}");
    assert!(!files.iter().any(|(name, _)| name == "findings.csv"), "nobody else said yes");
    assert!(text(&files, "events.csv").contains(",-12.5,-70.25,"), "degrees stay numbers");
    let claims = text(&files, "claims.csv");
    assert!(claims.contains("the death of █████") && claims.contains(",█████,"), "{claims}");
    assert!(claims.contains("the mother of V-5") && claims.contains("N-1"), "{claims}");
    assert!(!claims.contains("waiting"));
    let map: serde_json::Value = serde_json::from_str(&text(&files, "case.geojson")).expect("JSON");
    assert_eq!(map["features"][0]["geometry"]["coordinates"].to_string(), "[-70.25,-12.5]");
    assert_eq!(map["features"][0]["properties"]["key"], map["features"][1]["properties"]["event"]);
}

#[test]
fn a_level_is_asked_of_what_has_no_mark_too() {
    let mut made = made();
    made.items[0].sensitivity = Some(Sensitivity::Public);
    made.claims[0].0.reported.sensitivity = Some(Sensitivity::Public);
    let marked = export(&made, false, Sensitivity::Team);
    assert_eq!(withheld(&marked), [4, 1, 12], "only what is marked public is left");
    assert_eq!(withheld(&export(&made, false, Sensitivity::Public)), [2, 1, 5]);
    assert_eq!(withheld(&export(&made, true, Sensitivity::Team)), [0, 0, 0]);
    made.items[0].sensitivity = Some(Sensitivity::Team);
    assert_eq!(
        withheld(&export(&made, false, Sensitivity::Public)),
        [5, 2, 12],
        "all of it came from that item"
    );
}

#[test]
fn the_same_case_gives_the_same_bytes_and_hostile_words_stay_words() {
    let mut made = made();
    let all = HOSTILE.join(" ");
    for (claim, _) in &mut made.claims {
        claim.claim.quote.push_str(&all);
        claim.claim.attribution.text.clone_from(&all);
        claim.reported.url = Some(format!("javascript:alert(1)//{all}"));
        claim.reported.lineage.label = Some(all.clone());
    }
    for item in &mut made.items {
        item.name = Some(all.clone());
        item.publisher = Some(HOSTILE[2].to_owned());
    }
    made.entities[3].entity.values.insert("name", vec![HOSTILE[2].to_owned(), all]);
    for full in [false, true] {
        let first = files(&export(&made, full, Sensitivity::Public));
        assert_eq!(first, files(&export(&made, full, Sensitivity::Public)));
        for (name, bytes) in &first {
            let said = String::from_utf8(bytes.clone()).expect("UTF-8");
            assert!(!said.contains('\u{1b}') && !said.contains('\0'), "{name}");
            assert!(!said.contains("<script>") || !name.starts_with("case.xlsx"), "{name}");
            if name.ends_with(".json") {
                said.lines().for_each(|l| drop(serde_json::from_str::<serde_json::Value>(l).expect("JSON")));
            }
            if name.ends_with(".csv") && name != "statements.csv" {
                let mut reader = csv::Reader::from_reader(bytes.as_slice());
                for row in reader.records() {
                    for cell in &row.expect("as wide as its header") {
                        let runs = cell.starts_with(['=', '+', '@', '\t'])
                            || cell.starts_with("-") && cell.parse::<f64>().is_err();
                        assert!(!runs, "{name}: {cell:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_column_of_every_table_is_explained() {
    for locale in ["en", "ru"].map(|lang| Locale::new(lang).expect("a language")) {
        let files = export_csv(&export(&made(), true, Sensitivity::Public), &locale);
        let (last, tables) = files.split_last().expect("files");
        assert_eq!(last.0, "data-dictionary.csv");
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(last.1.as_slice()).records().map(|r| r.expect("a row")).collect();
        for (name, bytes) in tables {
            for column in csv::Reader::from_reader(bytes.as_slice()).headers().expect("a header") {
                let row = rows.iter().find(|r| r[0] == **name && r[1] == *column);
                let row = row.unwrap_or_else(|| panic!("{name}: {column}"));
                assert!(
                    !row[2].is_empty() && !row[3].is_empty() && !row[3].starts_with("column-"),
                    "{row:?}"
                );
            }
        }
    }
}
