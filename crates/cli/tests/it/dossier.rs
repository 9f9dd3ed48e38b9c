//! Dossiers as users write and recipients read them: what is refused, what every reference leads to, which names leave,
//! and who has the old version.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::desk::{Desk, has, skipped, text};

const CASE: &str = "demo/sangrez-2023.sanad";
/// One whose family agreed to initials, in every spelling of the record.
const HIDDEN: [&str; 4] = ["Nuriddin", "NURIDDIN", "Нуриддин", "نورالدین"];

/// A desk with the demo on it: the invented case, and its dossier in `demo/dossier`.
fn demo() -> Desk {
    let desk = Desk::new();
    desk.run(["demo", "--out", "demo"]).done();
    desk
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A CSV file as rows by column.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| {
        head.iter().zip(r.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect::<BTreeMap<_, _>>()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> impl Iterator<Item = &'t str> {
    text.split(from).skip(1).map(move |rest| rest.split(to).next().unwrap())
}

/// What an attribute is set to, all over a page.
fn attributes<'t>(page: &'t str, name: &str) -> BTreeSet<&'t str> {
    between(page, &format!(" {name}=\""), "\"").collect::<Vec<_>>().into_iter().collect()
}

/// The words of a file as another program reads it.
fn read_by(tool: &str, package: &str, args: &[&str]) -> Option<String> {
    if !has(tool) {
        skipped(tool, package);
        return None;
    }
    let output = Command::new(tool).args(args).output().unwrap();
    assert!(output.status.success(), "{tool} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn every_reference_of_every_output_leads_to_preserved_bytes() {
    let desk = demo();
    let dossier = desk.path("demo/dossier");
    let items = desk.json(["items", CASE]);
    let digests: BTreeMap<&str, &str> =
        items["items"].as_array().unwrap().iter().map(|i| (text(i, "/item"), text(i, "/sha256"))).collect();

    // exhibits: the digest is that of the case, the proof is verified by the other program, what goes along is it
    let exhibits = table(&dossier.join("evidence.csv"));
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for exhibit in &exhibits {
        let (item, sha256) = (exhibit["item"].as_str(), exhibit["sha256"].as_str());
        assert_eq!(digests[item], sha256, "{exhibit:?}");
        let proof = format!("demo/dossier/{}", exhibit["proof"]);
        let verdict = desk.verify([&*proof, "--policy", "demo/dossier/log.policy"]).done();
        assert!(verdict.contains("intact"), "{verdict}");
        match exhibit["file"].as_str() {
            "" => {}
            file if file.ends_with("-text.json") => pieces_are_proven(&dossier.join(file)),
            file => {
                let bytes = std::fs::read(dossier.join(file)).unwrap();
                assert_eq!(data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)), sha256, "{file}");
            }
        }
        texts.insert(&exhibit["exhibit"], text(&desk.json(["read", CASE, item]), "/text").to_owned());
    }

    // passages: the words stand in the exhibit, the claim or entity is known to the case
    let passages = table(&dossier.join("annexes/annex-1-passages.csv"));
    assert!(passages.len() > 25, "{}", passages.len());
    let entities = desk.json(["entities", CASE]).to_string();
    for passage in &passages {
        for part in passage["quote"].split(" | ").filter(|part| !part.contains("S. N.")) {
            assert!(texts[passage["exhibit"].as_str()].contains(part), "{part:?} of {passage:?}");
        }
        if passage["id"].starts_with("n-") {
            assert!(entities.contains(&passage["id"]), "{passage:?}");
        }
    }
    for passage in passages.iter().filter(|p| p["id"].starts_with("c-")).step_by(6) {
        let why = desk.json(["why", CASE, &passage["id"]]);
        assert_eq!(text(&why, "/id"), passage["id"]);
    }

    // the page: every link within it leads somewhere, every number of a passage has its row
    let page = std::fs::read_to_string(dossier.join("dossier.html")).unwrap();
    let places = attributes(&page, "id");
    let within: Vec<&str> =
        attributes(&page, "href").into_iter().filter_map(|link| link.strip_prefix('#')).collect();
    assert!(within.len() > 60, "{}", within.len());
    for link in within {
        assert!(places.contains(link), "#{link} leads nowhere");
    }
    let known: BTreeSet<&str> = passages.iter().map(|p| p["passage"].as_str()).collect();
    let numbered = between(&page, "href=\"#p-passage-", "</a>").map(|rest| rest.split('>').nth(1).unwrap());
    for number in numbered {
        assert!(known.contains(number), "{number}");
    }
    facts_carry_references(&page);
}

/// In the chapters every row of a table and every paragraph that is not the program's own has a reference.
fn facts_carry_references(page: &str) {
    let own = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../publish/locales/en/dossier.ftl"),
    )
    .unwrap();
    let own: Vec<&str> =
        own.lines().filter_map(|line| line.split_once(" = ").map(|(_, said)| said)).collect();
    let request = "This submission recommends that the person or body named in it be considered";
    let cited = |html: &str| {
        html.contains("href=\"#note-")
            || html.contains("href=\"#p-passage-")
            || html.contains("href=\"#p-exhibit-")
    };
    let mut seen = 0;
    let chapters = page.split("<h1").skip(1).filter(|chapter| chapter.starts_with(" id=\"p-chapter-"));
    for chapter in chapters {
        let rows = between(chapter, "<tbody>", "</tbody>").flat_map(|body| between(body, "<tr>", "</tr>"));
        for row in rows {
            // a rule that nothing satisfies says so and has nothing to point to
            assert!(cited(row) || row.contains("no report in this scope"), "{row}");
            seen += 1;
        }
        for fields in between(chapter, "<table class=\"fields\">", "</table>") {
            assert!(cited(fields), "{fields}");
            seen += 1;
        }
        for said in between(chapter, "<p>", "</p>").chain(between(chapter, "<li>", "</li>")) {
            let of_ours =
                own.iter().any(|own| own.contains(said) || said.contains(own)) || said.starts_with(request);
            assert!(cited(said) || of_ours, "{said}");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

/// Proves each shown piece against the root, by the formula of the format.
fn pieces_are_proven(file: &Path) {
    let whole: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let hex = |v: &Value| data_encoding::HEXLOWER.decode(v.as_str().unwrap().as_bytes()).unwrap();
    let root = hex(&whole["segments_root"]);
    let size = whole["size"].as_u64().unwrap();
    let (mut shown, mut withheld) = (0, 0);
    for piece in whole["pieces"].as_array().unwrap() {
        if piece["withheld"] == true {
            assert!(piece.get("text").is_none() && piece.get("salt").is_none(), "{piece}");
            withheld += 1;
            continue;
        }
        let salt = hex(&piece["salt"]);
        let words = piece["text"].as_str().unwrap();
        let mut hash = Sha256::digest([b"sanad-seg/v1\0", &*salt, words.as_bytes()].concat()).to_vec();
        let (mut at, mut last) = (piece["index"].as_u64().unwrap(), size - 1);
        for beside in piece["path"].as_array().unwrap() {
            let beside = hex(beside);
            let left = at % 2 == 1 || at == last;
            let pair = if left { [&*beside, &*hash] } else { [&*hash, &*beside] };
            hash = Sha256::digest([&[1u8][..], pair[0], pair[1]].concat()).to_vec();
            if left {
                while at % 2 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
            (at, last) = (at >> 1, last >> 1);
        }
        assert_eq!(hash, root, "piece {}", piece["index"]);
        shown += 1;
    }
    assert!(shown > 10 && withheld > 0, "{shown} shown, {withheld} withheld");
}

#[test]
fn a_name_that_may_not_stand_stands_in_no_file() {
    let desk = demo();
    let dossier = desk.path("demo/dossier");
    let holds = |name: &str, words: &str| {
        for hidden in HIDDEN {
            assert!(!words.contains(hidden), "{hidden} in {name}");
        }
    };
    for file in files(&dossier) {
        let name = file.display().to_string();
        let bytes = std::fs::read(&file).unwrap();
        holds(&name, &String::from_utf8_lossy(&bytes));
        if name.ends_with(".docx") {
            let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for n in 0..parts.len() {
                let mut part = String::new();
                parts.by_index(n).unwrap().read_to_string(&mut part).unwrap();
                holds(&name, &part);
            }
        }
    }
    let pdf = dossier.join("dossier.pdf").display().to_string();
    let said = |words: &str| {
        holds("dossier.pdf", words);
        for there in
            ["S. N.", "Farrukh Doniyorov", "Фаррух Дониёров", "нӯҳ нафар кушта шуданд", "no verdict of guilt"]
        {
            assert!(words.contains(there), "{there} is not in the PDF");
        }
    };
    read_by("pdftotext", "poppler-utils", &["-layout", &pdf, "-"]).iter().for_each(|words| said(words));
    if let Some(plain) = read_by("qpdf", "qpdf", &["--qdf", "--object-streams=disable", &pdf, "-"]) {
        holds("dossier.pdf unpacked", &plain);
    }
    if let Some(marks) = read_by("exiftool", "libimage-exiftool-perl", &[&pdf]) {
        holds("metadata of dossier.pdf", &marks);
        assert!(!marks.contains("Nigina"), "{marks}");
    }
    let docx = dossier.join("dossier.docx").display().to_string();
    let out = desk.path("office").display().to_string();
    let home = format!("-env:UserInstallation=file://{}", desk.path("office-home").display());
    let convert = [&*home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", &out, &docx];
    if read_by("soffice", "libreoffice-writer-nogui", &convert).is_some() {
        let words = std::fs::read_to_string(desk.path("office/dossier.txt")).unwrap();
        holds("dossier.docx as LibreOffice reads it", &words);
        for there in ["S. N.", "Фаррух Дониёров", "Annex 2. Evidence index", "Nobody is found guilty"]
        {
            assert!(words.contains(there), "{there} is not in the DOCX");
        }
    }
}

#[test]
fn what_cannot_leave_is_refused_with_the_reason() {
    let desk = demo();
    let newer = sanad_profile(&desk).replace("format = 1", "format = 9");
    desk.file("newer.toml", newer);
    desk.file("slip.toml", sanad_profile(&desk).replace("addressee =", "adressee ="));
    let long = sanad_profile(&desk).replace("id = \"acts\"", "id = \"actz\"");
    desk.file("unknown.toml", long);
    let rows: [(&[&str], i32, &[&str]); 9] = [
        (&["--for", "us-glomag"], 2, &["person or body", "--about"]),
        (&["--for", "us-glomag", "--about", "Nobody"], 1, &["Nobody"]),
        (&["--for", "us-glomagg", "--about", "P01"], 2, &["us-glomagg", "us-glomag"]),
        (&["--for", "eu-ghrsr", "--about", "P01"], 1, &["eu-ghrsr", "--draft"]),
        // a minister whom nothing ties to the acts
        (&["--for", "us-glomag", "--about", "P07"], 1, &["involvement", "missing", "--draft"]),
        (&["--for", "newer.toml", "--about", "P01"], 4, &["newer.toml", "format 9"]),
        (&["--for", "slip.toml", "--about", "P01"], 4, &["slip.toml", "adressee"]),
        (&["--for", "unknown.toml", "--about", "P01"], 4, &["unknown.toml", "actz"]),
        (&["--for", "us-glomag", "--about", "P01", "--seal-to", "nonsense"], 2, &["age1"]),
    ];
    for (args, code, words) in rows {
        let base = ["dossier", CASE, "--out", "new", "--as", "Nigina"];
        desk.run(base.iter().chain(args)).failed(code, words);
        assert!(!desk.path("new").exists(), "{args:?} left something behind");
    }
    let full =
        ["dossier", CASE, "--out", "demo/dossier", "--as", "Nigina", "--for", "us-glomag", "--about", "P01"];
    desk.run(full).failed(4, &["not empty"]);
    assert_eq!(desk.json(["check", CASE])["ok"], true);

    // a draft says what is missing, in the document itself
    let draft =
        ["dossier", CASE, "--for", "us-glomag", "--about", "P07", "--draft", "--out", "d", "--as", "Nigina"];
    desk.run(draft).done();
    let page = std::fs::read_to_string(desk.path("d/dossier.html")).unwrap();
    assert!(
        page.contains("Draft with gaps, not for sending") && page.contains("The recipient requires this.")
    );
    assert!(page.contains("to be checked against the official text"));
    let russian = [
        "dossier", CASE, "--for", "un-wgad", "--about", "P03", "--draft", "--out", "r", "--as", "Nigina",
        "--lang", "ru",
    ];
    desk.run(russian).done();
    let page = std::fs::read_to_string(desk.path("r/dossier.html")).unwrap();
    assert!(
        page.contains("<html lang=\"ru\"") && page.contains("Это не приговор.") && page.contains("Черновик")
    );
    for id in ["&lt;asked-", "&lt;field-", "&lt;word-", "&lt;report-", "&lt;dossier-", "failed to"] {
        assert!(!page.contains(id), "{id}");
    }
}

fn sanad_profile(desk: &Desk) -> String {
    desk.run(["profiles", "--show", "us-glomag"]).done()
}

#[test]
fn consents_findings_and_rejected_claims_are_heeded_and_the_register_knows_who_has_what() {
    let desk = demo();
    let register = desk.json(["register", CASE]);
    let first = &register["exports"][0];
    assert_eq!((text(first, "/what"), first["version"].as_u64()), ("dossier", Some(1)));
    assert!(text(first, "/to").starts_with("us-glomag (example"), "{first}");
    assert!(
        first["files"].as_array().unwrap().iter().any(|f| f.as_str().unwrap().ends_with("  dossier.pdf"))
    );

    // the mother takes her consent back; a finding is changed after the second yes; the order is rejected
    let enter =
        |args: &[&str]| desk.run(["enter", CASE].iter().chain(args).chain(&["--as", "Nigina"])).done();
    enter(&["consent", "K3", "withdrawn_on=2024-01-01"]);
    enter(&["finding", "F1", "reason=written anew"]);
    let toll = desk.json(["toll", CASE, "--kind", "killed"]);
    let row = |label: &str| {
        let rows = toll["rows"].as_array().unwrap();
        let row = rows.iter().find(|r| r["label"] == label).unwrap_or_else(|| panic!("no {label}"));
        text(row, "/claim").to_owned()
    };
    let nine = row("reports/R02");
    let rejected = desk.run(["review", CASE, "--reject", &nine, "--why", "retracted", "--as", "Nigina"]);
    rejected.done();
    assert!(rejected.stderr.contains("version 1 that went to us-glomag"), "{}", rejected.stderr);
    let register = desk.json(["register", CASE]);
    assert!(register["exports"][0]["outdated"].to_string().contains(&nine), "{register}");

    let identity = age::x25519::Identity::generate();
    let to = identity.to_public().to_string();
    let again = desk.json([
        "dossier",
        CASE,
        "--for",
        "icc-art15",
        "--about",
        "P01",
        "--out",
        "icc",
        "--as",
        "Nigina",
        "--seal-to",
        &to,
    ]);
    let page = std::fs::read_to_string(desk.path("icc/dossier.html")).unwrap();
    assert!(!page.contains("S. N.") && page.contains("V-5"), "the consent was withdrawn");
    assert!(
        !page.contains("written anew") && page.contains("One finding is not shown"),
        "no second yes any more"
    );
    assert!(page.contains("the agreement was withdrawn"));
    let figures = page.split("Figures by source</h2>").nth(1).unwrap().split("<h2").next().unwrap();
    assert!(
        !figures.contains("relatives of the dead (Radio Daryo)</td>"),
        "a rejected claim counts for nothing"
    );
    assert!(
        page.contains("This passage was rejected on review."),
        "and is not dropped where it speaks against it"
    );
    assert!(again["completeness"]["fields"].to_string().contains(&nine), "the report says what was rejected");

    // the sealed annex holds who agreed to reach this recipient, and only for the key
    let sealed = std::fs::read(desk.path("icc/sealed-annex.pdf.age")).unwrap();
    let open = age::Decryptor::new(&sealed[..]).unwrap();
    let mut pdf = Vec::new();
    open.decrypt(std::iter::once(&identity as &dyn age::Identity)).unwrap().read_to_end(&mut pdf).unwrap();
    let pdf = desk.file("sealed.pdf", pdf);
    if let Some(words) = read_by("pdftotext", "poppler-utils", &["-layout", &pdf.display().to_string(), "-"])
    {
        assert!(words.contains("Iskandar Murodali") && words.contains("W-1"), "{words}");
        assert!(!words.contains("Nuriddin"), "the consent was withdrawn: {words}");
    }
    let everything: Vec<u8> =
        files(&desk.path("icc")).iter().flat_map(|f| std::fs::read(f).unwrap()).collect();
    assert!(!String::from_utf8_lossy(&everything).contains("Murodali"));
}

#[test]
fn a_finding_is_explained_down_to_its_quotes_with_what_speaks_against_it() {
    let desk = demo();
    let why = desk.json(["why", CASE, "F1"]);
    let said = why.to_string();
    for word in [
        "reasonable suspicion",
        "no verdict of guilt",
        "speaks against it",
        "stood in the yard",
        "log",
        "a second person",
    ] {
        assert!(said.contains(word) || word == "log", "{word} is not in {said}");
    }
    let shown = desk.run(["why", CASE, "F1"]).done();
    assert!(shown.contains("log position"), "{shown}");
    desk.run(["why", CASE, "F9"]).failed(1, &["F9"]);
}

#[test]
fn a_picture_leaves_as_its_pixels_alone_and_only_where_somebody_said_so() {
    let desk = demo();
    // the chart of the demo, with what a camera would have written into it
    let picture = desk.path("demo/toll.png").display().to_string();
    let tagged = has("exiftool");
    if tagged {
        let tags = [
            "-overwrite_original",
            "-GPSLatitude=38.6",
            "-GPSLatitudeRef=N",
            "-Comment=taken by Nobody",
            &picture,
        ];
        read_by("exiftool", "libimage-exiftool-perl", &tags);
    } else {
        skipped("exiftool", "libimage-exiftool-perl");
    }
    let added = desk.json(["add", CASE, &picture, "--as", "Nigina"]);
    let item = text(&added, "/items/0/item").to_owned();
    let base = ["dossier", CASE, "--for", "us-glomag", "--about", "P01", "--as", "Nigina", "--out"];
    desk.run(base.iter().copied().chain(["without"])).done();
    let named = |folder: &str| {
        files(&desk.path(folder)).iter().any(|f| f.display().to_string().contains("-picture."))
    };
    assert!(!named("without"), "nobody said that it may go");
    desk.run(base.iter().copied().chain(["with", "--picture", &item])).done();
    let drawn = files(&desk.path("with/annexes"));
    let drawn = drawn.iter().find(|f| f.display().to_string().contains("-picture.")).expect("a picture");
    let bytes = std::fs::read(drawn).unwrap();
    assert_ne!(bytes, std::fs::read(&picture).unwrap());
    if tagged {
        let said = read_by("exiftool", "libimage-exiftool-perl", &[&drawn.display().to_string()]).unwrap();
        assert!(!said.contains("GPS") && !said.contains("Nobody"), "{said}");
        assert!(said.contains("Image Width"), "{said}");
    }
    let proof = files(&desk.path("with/proofs"));
    let proof = proof.iter().find(|f| f.display().to_string().contains("-picture/")).expect("its proof");
    let proof = proof.parent().unwrap().display().to_string();
    let verdict = desk.verify([&*proof, "--policy", "with/log.policy"]).done();
    assert!(verdict.contains("intact"), "{verdict}");
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    assert!(std::fs::read_to_string(Path::new(&proof).join("disclosures.json")).unwrap().contains(&digest));

    desk.run(["picture", CASE, &item, "--out", "alone.jpg", "--as", "Nigina"]).done();
    assert_eq!(std::fs::read(desk.path("alone.jpg")).unwrap(), bytes, "drawn once, and kept");
    assert_eq!(desk.json(["check", CASE])["ok"], true);

    // no picture, and a file that says it is one
    let text_item = text(&desk.json(["items", CASE]), "/items/0/item").to_owned();
    desk.run(base.iter().copied().chain(["no", "--picture", &text_item])).failed(2, &["no picture"]);
    desk.file(
        "bomb.png",
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x0f\x42\x40\0\x0f\x42\x40\x08\x06\0\0\0"[..], &[0; 64]].concat(),
    );
    let added = desk.json(["add", CASE, "bomb.png", "--as", "Nigina"]);
    let bomb = text(&added, "/items/0/item").to_owned();
    desk.run(["picture", CASE, &bomb, "--out", "bomb.jpg", "--as", "Nigina"]).failed(4, &["bomb.png"]);
    assert!(!desk.path("bomb.jpg").exists() && !desk.path("no").exists());
}
