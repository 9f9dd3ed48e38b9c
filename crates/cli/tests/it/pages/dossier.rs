//! From a person and a post, entered in the browser, to a dossier that is saved; and the register that says so.

use std::io::Cursor;

use super::client::{Pages, Visitor};
use crate::desk::{Desk, text};

fn built(visitor: &mut Visitor, fields: &[(&str, &str)]) -> zip::ZipArchive<Cursor<Vec<u8>>> {
    assert_eq!(visitor.post("/dossier/build", fields).header("location"), "/progress/dossier");
    for _ in 0..1200 {
        let page = visitor.get("/progress/dossier");
        if !page.text().contains("http-equiv=\"refresh\"") {
            page.says(200, &["Built: ", "Save it"]);
            let file = visitor.get("/dossier/file");
            assert_eq!((file.status, file.header("content-type")), (200, "application/zip"));
            return zip::ZipArchive::new(Cursor::new(file.body)).unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it takes too long");
}

#[test]
fn a_person_and_a_post_are_entered_changed_and_taken_back() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    visitor.get("/people").says(200, &["Nobody was entered yet"]);
    visitor.get("/entity/edit?sort=person").says(200, &["Full name", "required", "Date of birth"]);
    let refused =
        visitor.post("/entity/edit", &[("sort", "person"), ("f.name", "Orzu"), ("f.birth_date", "soon")]);
    refused.says(422, &["This was not taken in", "value=\"Orzu\"", "value=\"soon\""]);
    let fields =
        [("sort", "person"), ("f.name", "<b>Orzu</b>"), ("f.birth_date", "1970-02-03"), ("f.sex", "female")];
    let kept = visitor.post("/entity/edit", &fields);
    assert_eq!((kept.status, kept.header("location")), (303, "/entity?key=person%2Fperson-1&done=1"));
    visitor
        .get("/entity?key=person%2Fperson-1&done=1")
        .says(200, &["Kept.", "&lt;b&gt;Orzu&lt;/b&gt;", "3 February 1970", "female"]);
    visitor.post("/entity/edit", &[("sort", "body"), ("f.name", "Colony")]);
    for (from, to) in [("2020-01-01", "2021-12-31"), ("2021-06-01", "2023-01-01")] {
        let post = [
            ("sort", "posting"),
            ("f.person", "person/person-1"),
            ("f.body", "body/body-1"),
            ("f.title", "head"),
            ("f.first_precise", from),
            ("f.last_precise", to),
        ];
        let kept = visitor.post("/entity/edit", &post);
        assert_eq!(kept.status, 303, "{}", kept.text());
    }
    visitor.get("/entity?key=person%2Fperson-1").says(200, &["Who held which post", "head", "Colony"]);
    visitor.get("/posts?at=2020-05-05").says(200, &["5 May 2020", "for sure"]);
    visitor.get("/posts?at=no").says(200, &["aria-invalid=\"true\""]);
    let png = visitor.get("/posts.png");
    assert!(png.status == 200 && png.body.starts_with(b"\x89PNG"), "{}", png.status);

    // two who change the same: the second is told, and what they typed comes back
    let form = visitor.get("/entity/edit?key=person%2Fperson-1");
    let seen = form.after("name=\"seen\" value=\"", '"');
    let change = |name: &'static str| {
        [("sort", "person"), ("label", "person-1"), ("seen", seen.as_str()), ("f.name", name)]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
    };
    let send = |visitor: &mut Visitor, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        visitor.post("/entity/edit", &fields)
    };
    assert_eq!(send(&mut visitor, &change("Orzu Nav")).status, 303);
    send(&mut visitor, &change("Orzu Kuhna")).says(409, &["Somebody changed this", "value=\"Orzu Kuhna\""]);
    let page = visitor.get("/entity?key=person%2Fperson-1");
    page.says(200, &["Orzu Nav"]);
    assert!(!page.text().contains("female"), "a field that was emptied is empty");

    assert_eq!(
        visitor.post("/entity/withdraw", &[("key", "person/person-1"), ("withdrawn", "yes")]).status,
        303
    );
    visitor.get("/entity?key=person%2Fperson-1").says(200, &["taken back", "Let it stand again"]);
    assert_eq!(pages.desk.json(["entities", "a.sanad", "person"])["entities"].as_array().unwrap().len(), 0);
    visitor.post("/entity/withdraw", &[("key", "person/person-1"), ("withdrawn", "no")]);
    assert_eq!(pages.desk.json(["entities", "a.sanad", "person"])["entities"].as_array().unwrap().len(), 1);
    visitor.get("/entity?key=person%2Fnobody").says(404, &["Not found"]);
    visitor.get("/entities?sort=nothing").says(404, &[]);
}

#[test]
fn a_dossier_is_looked_at_built_saved_and_registered() {
    let pages = Pages::of_example();
    let mut visitor = pages.by_link();
    visitor
        .get("/people")
        .says(200, &["Contradictions", "Farrukh Doniyorov", "Фаррух", "Minister of Justice"]);
    visitor.get("/entity?key=finding%2FF1").says(200, &["What it follows from", "It is no verdict of guilt"]);
    let chosen = "/dossier?for=us-glomag&about=person%2FP01";
    visitor.get(chosen).says(
        200,
        &[
            "Everything that is required is there",
            "to be checked against the official text",
            "Build the dossier",
        ],
    );
    visitor.get("/dossier?for=un-wgad&about=person%2FP03").says(200, &["only be written as a draft"]);
    let before =
        pages.desk.json(["register", "demo/sangrez-2023.sanad"])["exports"].as_array().unwrap().len();
    let preview = visitor.get("/dossier/preview?for=us-glomag&about=person%2FP01");
    preview.says(200, &["<!DOCTYPE html>", "Farrukh Doniyorov"]);
    assert!(preview.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert!(!preview.text().contains("Nuriddin"), "somebody who agreed to no name");
    visitor.get("/dossier/preview?for=..%2F..%2Fetc%2Fpasswd.toml").says(404, &[]);
    visitor.get("/dossier/file").says(404, &[]);
    let register = pages.desk.json(["register", "demo/sangrez-2023.sanad"]);
    assert_eq!(register["exports"].as_array().unwrap().len(), before, "looking at it is no export");

    visitor.get(chosen);
    let fields = [("for", "us-glomag"), ("about", "person/P01"), ("in", "ru"), ("to", "the desk officer")];
    let mut zip = built(&mut visitor, &fields);
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    for name in
        ["dossier.pdf", "dossier.docx", "dossier.html", "evidence.csv", "proofs/exhibit-01/manifest.sha256"]
    {
        assert!(names.iter().any(|n| n == name), "{name} is not in {names:?}");
    }
    // what was registered is what was saved
    let register = pages.desk.json(["register", "demo/sangrez-2023.sanad"]);
    let line = register["exports"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(text(&line, "/to"), "us-glomag (the desk officer)");
    for file in line["files"].as_array().unwrap() {
        let (digest, name) = file.as_str().unwrap().split_once("  ").unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
        use sha2::Digest as _;
        assert_eq!(data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(&bytes)), digest, "{name}");
    }
    visitor.get("/register").says(200, &["us-glomag", "the desk officer", "version"]);
    // locked: what was built is gone with the rest
    visitor.post("/lock", &[]);
    assert_eq!(visitor.get("/dossier/file").status, 403);
}
