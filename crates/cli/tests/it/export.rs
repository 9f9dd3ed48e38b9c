//! The whole case in open formats, as other programs read them; and an archive that becomes an equal case elsewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::desk::{Desk, Run, has, rezipped, skipped, text};

const CASE: &str = "demo/sangrez-2023.sanad";
const HIDDEN: [&str; 4] = ["Nuriddin", "Нуриддин", "نورالدین", "Murodali"];

fn demo() -> Desk {
    let desk = Desk::new();
    desk.run(["demo", "--out", "demo"]).done();
    desk
}

fn export(desk: &Desk, format: &str, more: &[&str]) -> PathBuf {
    let out = format!("out-{format}{}", more.join(""));
    let base = ["export", CASE, "--format", format, "--out", &out, "--as", "Nigina"];
    desk.run(base.iter().chain(more)).done();
    desk.path(out)
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

fn no_hidden_name(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let said = read(&path);
        for name in HIDDEN {
            assert!(!said.contains(name), "{name} in {}", path.display());
        }
    }
}

/// The Python that has FollowTheMoney, as `cargo xtask test` installs it.
fn followthemoney() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = root.join("target/tools/python/bin/python");
    if python.exists() {
        return Some(python);
    }
    eprintln!("SKIPPED: needs followthemoney: pip install followthemoney (into target/tools/python)");
    None
}

#[test]
fn tables_have_a_dictionary_for_every_column_and_no_cell_that_runs() {
    let desk = demo();
    let formula = "=HYPERLINK(\"http://x\")";
    desk.run(["enter", CASE, "body", &format!("name={formula}"), "--as", "Nigina"]).done();
    let folder = export(&desk, "csv", &[]);
    no_hidden_name(&folder);
    let mut dictionary = BTreeSet::new();
    let mut reader = csv::Reader::from_path(folder.join("data-dictionary.csv")).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        assert!(row[0] == *"*" || !row[3].trim().is_empty(), "{row:?} means nothing");
        dictionary.insert((row[0].to_owned(), row[1].to_owned()));
    }
    let mut files = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "data-dictionary.csv" {
            continue;
        }
        files += 1;
        let mut reader = csv::Reader::from_path(&path).unwrap();
        for column in reader.headers().unwrap().clone().iter() {
            assert!(dictionary.contains(&(name.clone(), column.to_owned())), "{name}: {column}");
        }
        for row in reader.records() {
            for cell in &row.unwrap() {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{name}: {cell:?}");
            }
        }
    }
    assert!(files > 14, "{files} files");
    assert!(read(&folder.join("bodies.csv")).contains("'=HYPERLINK"));
    assert!(!folder.join("consents.csv").exists() && !folder.join("statements.csv").exists());
    let full = export(&desk, "csv", &["--full"]);
    assert!(read(&full.join("people.csv")).contains("Nuriddin") && full.join("consents.csv").exists());
    let to = export(&desk, "csv", &["--to=icc-art15"]);
    assert!(
        !read(&to.join("people.csv")).contains("Nuriddin"),
        "the consents are for dossiers, not for exports"
    );

    let book = export(&desk, "xlsx", &[]).join("case.xlsx");
    let mut parts = zip::ZipArchive::new(std::fs::File::open(&book).unwrap()).unwrap();
    let mut sheets = 0;
    for n in 0..parts.len() {
        let mut part = String::new();
        let mut member = parts.by_index(n).unwrap();
        let name = member.name().unwrap().into_owned();
        std::io::Read::read_to_string(&mut member, &mut part).unwrap();
        assert!(!part.contains("<f>"), "{name} has a formula");
        sheets += usize::from(name.starts_with("xl/worksheets/sheet"));
        for hidden in HIDDEN {
            assert!(!part.contains(hidden), "{hidden} in {name}");
        }
    }
    assert_eq!(sheets, files + 2, "a sheet for each table, one about it, one with what the columns mean");
    if has("soffice") {
        let home = format!("-env:UserInstallation=file://{}", desk.path("office-home").display());
        let mut office = Command::new("soffice");
        office
            .args([&*home, "--headless", "--convert-to", "csv", "--outdir"])
            .arg(desk.path("office"))
            .arg(&book);
        // Writer alone reads no sheets: where Calc is there, it must
        if office.output().unwrap().status.success() && desk.path("office/case.csv").exists() {
            assert!(read(&desk.path("office/case.csv")).contains("it is no finding"));
        }
    } else {
        skipped("soffice", "libreoffice-writer-nogui");
    }
}

#[test]
fn followthemoney_reads_its_entities_and_statements() {
    let desk = demo();
    let folder = export(&desk, "ftm", &[]);
    no_hidden_name(&folder);
    let lines: Vec<Value> = read(&folder.join("entities.ftm.json"))
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let schemas: BTreeSet<&str> = lines.iter().map(|l| text(l, "/schema")).collect();
    for schema in [
        "Person",
        "PublicBody",
        "Position",
        "Occupancy",
        "Event",
        "Document",
        "Note",
        "Sanction",
        "UnknownLink",
    ] {
        assert!(schemas.contains(schema), "no {schema} in {schemas:?}");
    }
    let Some(python) = followthemoney() else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ftm_check.py");
    let mut check = Command::new(python);
    check.arg(script).arg(folder.join("entities.ftm.json")).arg(folder.join("statements.csv"));
    let output = check.output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("{} entities", lines.len())), "{said}");
}

#[test]
fn linked_data_and_the_map_say_the_same_as_the_case() {
    let desk = demo();
    let folder = export(&desk, "jsonld", &[]);
    no_hidden_name(&folder);
    let linked: Value = serde_json::from_str(&read(&folder.join("case.jsonld"))).unwrap();
    let graph = linked["@graph"].as_array().unwrap();
    let ids: BTreeSet<&str> = graph.iter().map(|node| text(node, "/@id")).collect();
    assert_eq!(ids.len(), graph.len(), "every node has an id of its own");
    for node in graph {
        for field in ["supports", "against"] {
            for id in node[field].as_array().into_iter().flatten() {
                assert!(ids.contains(id.as_str().unwrap()), "{id} is not in the graph");
            }
        }
    }
    let folder = export(&desk, "geojson", &[]);
    no_hidden_name(&folder);
    let map: Value = serde_json::from_str(&read(&folder.join("case.geojson"))).unwrap();
    let features = map["features"].as_array().unwrap();
    assert_eq!((text(&map, "/type"), map["without_place"].as_u64()), ("FeatureCollection", Some(0)));
    let event = features.iter().find(|f| f["properties"]["key"] == "event/E1").unwrap();
    assert_eq!(event["geometry"]["coordinates"].to_string(), "[69.0177,38.6412]", "longitude first");
    let act = features.iter().find(|f| f["properties"]["key"] == "act/A1").unwrap();
    assert_eq!(text(act, "/properties/placed_by"), "its event");
}

#[test]
fn an_archive_becomes_an_equal_case_elsewhere_and_nothing_half_taken_stays() {
    let desk = demo();
    let file = export(&desk, "archive", &["--clear"]).join("sangrez-2023.sanad-archive");
    let file = file.display().to_string();
    let there = desk.run(["import", "there.sanad", &file, "--as", "Bahrom"]);
    assert!(there.done().contains("AGE-SECRET-KEY-"));
    assert_eq!(desk.json(["check", "there.sanad"])["ok"], true);
    let without_index = |mut value: Value| {
        strip(&mut value);
        value
    };
    for verb in [
        &["items"][..],
        &["entities"],
        &["toll"],
        &["posts"],
        &["people"],
        &["review"],
        &["dossier", "--for", "us-glomag", "--about", "P01"],
    ] {
        let both = [CASE, "there.sanad"].map(|case| {
            let args = [&verb[..1], &[case], &verb[1..]].concat();
            without_index(desk.json(args))
        });
        assert_eq!(both[0], both[1], "{verb:?}");
    }
    // what came along stands under the name of who did it, and whoever took it in goes on
    desk.run(["enter", "there.sanad", "body", "name=A new body"]).done();
    desk.run(["export", "there.sanad", "--format", "csv", "--out", "x", "--as", "Nigina"])
        .failed(2, &["Nigina"]);

    // a second time, into a case that has entries, or damaged: refused, and nothing of it is there
    desk.run(["import", "there.sanad", &file]).failed(4, &["new case"]);
    let bytes = std::fs::read(&file).unwrap();
    desk.file("cut.sanad-archive", &bytes[..bytes.len() / 2]);
    desk.run(["new", "cut", "--as", "B", "--unlock-time", "0"]).done();
    let refused = desk.run(["import", "cut.sanad", "cut.sanad-archive"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    let changed = changed(&bytes);
    desk.file("changed.sanad-archive", changed);
    desk.run(["import", "cut.sanad", "changed.sanad-archive"]).failed(4, &["changed.sanad-archive"]);
    desk.run(["import", "none.sanad", "changed.sanad-archive"]).failed(4, &["changed.sanad-archive"]);
    assert!(!desk.path("none.sanad").exists(), "a case was made for an archive that is none");
    assert_eq!(desk.json(["check", "cut.sanad"])["entries"], 1, "only the key of its actor");
}

#[test]
fn an_archive_is_sealed_unless_told_otherwise_and_opens_for_whom_it_is_meant() {
    let desk = demo();
    let key = age::x25519::Identity::generate();
    desk.file("key.txt", age::secrecy::ExposeSecret::expose_secret(&key.to_string()));
    let other = age::x25519::Identity::generate();
    desk.file("other.txt", age::secrecy::ExposeSecret::expose_secret(&other.to_string()));
    let name = "sangrez-2023.sanad-archive";

    let sealed = export(&desk, "archive", &[]).join(name).display().to_string();
    for name in HIDDEN.iter().chain(&["archive.json"]) {
        assert!(!read(Path::new(&sealed)).contains(name), "{name} stands in the sealed file");
    }
    desk.run(["import", "a.sanad", &sealed, "--as", "Bahrom"]).done();
    assert_eq!(desk.json(["check", "a.sanad"])["ok"], true);
    desk.file("wrong.txt", "another passphrase");
    let mut wrong = desk.command(["import", "b.sanad", &sealed]);
    let wrong: Run = wrong.env("SANAD_PASSPHRASE_FILE", desk.path("wrong.txt")).output().unwrap().into();
    wrong.failed(3, &["sealed"]);
    assert!(!desk.path("b.sanad").exists());

    let to = key.to_public().to_string();
    let sealed = export(&desk, "archive", &["--seal-to", &to]).join(name).display().to_string();
    desk.run(["import", "c.sanad", &sealed]).failed(2, &["--identity"]);
    desk.run(["import", "c.sanad", &sealed, "--identity", "other.txt"]).failed(3, &["sealed"]);
    assert!(!desk.path("c.sanad").exists());
    desk.run(["import", "c.sanad", &sealed, "--identity", "key.txt", "--as", "Bahrom"]).done();
    assert_eq!(desk.json(["check", "c.sanad"])["ok"], true);
    // an independent reader of both formats
    let opened = age::Decryptor::new(std::fs::File::open(&sealed).unwrap()).unwrap();
    let mut opened = opened.decrypt(std::iter::once(&key as &dyn age::Identity)).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut opened, &mut bytes).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert!(zip.by_name("entries.jsonl").is_ok());

    let no = ["export", CASE, "--format", "archive", "--out", "no", "--as", "Nigina", "--seal-to", "age1no"];
    desk.run(no).failed(2, &["age1"]);
    assert!(
        std::fs::read_dir(desk.path("no")).is_ok_and(|mut d| d.next().is_none()),
        "nothing half-written stays"
    );
    desk.run(["export", CASE, "--format", "csv", "--out", "no", "--as", "Nigina", "--clear"])
        .failed(2, &["archives"]);
    let register = desk.json(["register", CASE]).to_string();
    assert!(register.contains("archive, sealed"), "{register}");
}

/// The same archive with one letter of one body changed.
fn changed(bytes: &[u8]) -> Vec<u8> {
    rezipped(bytes, |name, content| {
        if name != "entries.jsonl" {
            return content;
        }
        let text = String::from_utf8(content).unwrap();
        let changed = text.replacen("us-glomag (example", "uk-ghrsr (example", 1);
        assert_ne!(changed, text);
        changed.into_bytes()
    })
}

/// Positions in the log are those of each log.
fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("index");
            map.remove("log_index");
            map.values_mut().for_each(strip);
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}
