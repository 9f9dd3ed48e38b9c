//! The work itself: sources in, proposals judged, the toll, and the way back from a figure to its quote.

use super::client::{Pages, Visitor};
use crate::desk::{Desk, rezipped};

const REPORT: &str = "At least 14 prisoners were killed in the colony, an official said.\n\
The ministry said 3 guards were wounded.\n";

/// A case whose report was added, and read for claims, in the browser.
fn proposed() -> (Pages, Visitor) {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    visitor.get("/").says(200, &["The case is empty"]);
    let fields = [("publisher", "Agency One"), ("published", "2030-01-04")];
    visitor
        .upload("/sources/add", &fields, &[("report.txt", REPORT.as_bytes())])
        .says(200, &["One source is safe on disk", "report.txt"]);
    propose(&mut visitor);
    (pages, visitor)
}

fn propose(visitor: &mut Visitor) {
    assert_eq!(visitor.post("/propose", &[]).header("location"), "/progress/propose");
    for _ in 0..600 {
        let page = visitor.get("/progress/propose");
        if !page.text().contains("http-equiv=\"refresh\"") {
            return page.says(200, &["proposed"]);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it takes too long");
}

/// The address of the form and what it says of the state it was made in.
fn form(visitor: &mut Visitor, path: &str) -> (String, String) {
    let page = visitor.get(path);
    let action = page.after("class=\"decide\" method=\"post\" action=\"", '"');
    (action, page.after("name=\"seen\" value=\"", '"'))
}

#[test]
fn from_a_file_to_a_toll_and_back_to_the_quote() {
    let (_pages, mut visitor) = proposed();
    visitor.get("/sources?q=prisoner").says(200, &["Found in one source", "<mark>prisoners</mark>"]);
    visitor.get("/review").says(200, &["2 proposals wait", "at least 14", "<mark>", "prisoners"]);
    let (action, seen) = form(&mut visitor, "/review");
    let done = visitor.post(&action, &[("seen", &seen), ("decision", "accept"), ("why", "as quoted")]);
    assert_eq!(done.status, 303);
    let next = done.header("location").to_owned();
    visitor.get(&next).says(200, &["Accepted.", "One proposal waits"]);
    let toll = visitor.get("/toll");
    toll.says(
        200,
        &["at least 14", "officials", "Agency One", "Highest claim", "class=\"reach f99 w1 open\""],
    );
    let why = toll.after("class=\"figure\" href=\"", '"').replace("&amp;", "&");
    visitor.get(&why).says(200, &["prisoners were killed", "in its source", "position"]);
    visitor.get("/history").says(200, &["accepted", "as quoted", "preserved", "Nigora"]);
    visitor.get("/").says(200, &["Killed", "14 or more"]);
    let claim = action.split('/').next_back().unwrap().to_owned();
    visitor.get(&format!("/review/{claim}")).says(200, &["Take back", "in the record"]);
    let (action, seen) = form(&mut visitor, &format!("/review/{claim}"));
    assert_eq!(visitor.post(&action, &[("seen", &seen), ("decision", "reopen")]).status, 303);
    visitor.get("/review").says(200, &["2 proposals wait"]);
}

#[test]
fn whoever_decides_second_is_told_and_loses_nothing() {
    let (pages, mut first) = proposed();
    pages.desk.run(["actor", "add", "a.sanad", "Davlat"]).failed(2, &["serve"]);
    let mut second = pages.by_passphrase();
    let (action, seen) = form(&mut second, "/review");
    assert_eq!(first.post(&action, &[("seen", &seen), ("decision", "accept")]).status, 303);
    let fields = [("seen", seen.as_str()), ("decision", "reject"), ("why", "another colony altogether")];
    second.post(&action, &fields).says(409, &["Nigora decided on this", "another colony altogether"]);
    let (action, seen) = form(&mut second, &action);
    let fields = [("seen", seen.as_str()), ("decision", "reject"), ("why", "another colony altogether")];
    assert_eq!(second.post(&action, &fields).status, 303, "having been told, they may");
}

#[test]
fn a_change_is_checked_and_what_was_typed_comes_back() {
    let (_pages, mut visitor) = proposed();
    let (action, seen) = form(&mut visitor, "/review");
    let change = |low: &'static str| {
        [
            ("decision", "change"),
            ("was.low", "14"),
            ("field.low", low),
            ("was.scope", ""),
            ("field.scope", "inmates"),
        ]
    };
    let mut bad = change("many").to_vec();
    bad.push(("seen", &seen));
    visitor.post(&action, &bad).says(422, &["cannot be changed so", "value=\"many\"", "value=\"inmates\""]);
    visitor.post(&action, &[("seen", &seen), ("decision", "reject")]).says(422, &["Say why you reject it"]);
    let mut good = change("15").to_vec();
    good.push(("seen", &seen));
    assert_eq!(visitor.post(&action, &good).status, 303);
    visitor.get("/toll").says(200, &["at least 15", "inmates"]);
}

#[test]
fn a_session_that_ended_gives_back_what_was_typed() {
    let (pages, mut visitor) = proposed();
    let (action, seen) = form(&mut visitor, "/review");
    let mut gone = pages.stranger();
    gone.get("/");
    let typed = "a long reason that nobody wants to type twice";
    let fields = [("seen", seen.as_str()), ("decision", "reject"), ("why", typed)];
    let locked = gone.post(&action, &fields);
    locked.says(403, &["Your session had ended", typed]);
    let fields = [
        ("passphrase", crate::desk::PASSPHRASE),
        ("then", action.as_str()),
        ("kept.why", typed),
        ("kept.seen", &seen),
        ("kept.decision", "reject"),
    ];
    gone.post("/unlock", &fields)
        .says(200, &["Nothing was changed yet", typed, &format!("action=\"{action}\"")]);
    let fields = [("seen", seen.as_str()), ("decision", "reject"), ("why", typed)];
    assert_eq!(gone.post(&action, &fields).status, 303);
    gone.get("/history").says(200, &["rejected", typed]);
}

#[test]
fn names_with_markup_and_overrides_stay_words() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    let name = "<img src=x onerror=alert(1)>\u{202e}fdp.exe.txt";
    visitor.post(
        "/sources/paste",
        &[("name", name), ("text", "<script>1</script> 5 men were killed."), ("publisher", "\"><b>")],
    );
    for path in ["/sources", "/history", "/sources?q=killed"] {
        let page = visitor.get(path);
        page.says(200, &["&lt;img src=x", "[U+202E]"]);
        assert!(
            !page.text().contains("<img")
                && !page.text().contains("<script")
                && !page.text().contains('\u{202e}'),
            "{path}"
        );
    }
    let id = visitor.get("/sources").after("href=\"/sources/i-", '"');
    visitor.get(&format!("/sources/i-{id}")).says(200, &["&lt;script&gt;"]);
    let content = visitor.get(&format!("/sources/i-{id}/content"));
    assert!(content.header("content-disposition").starts_with("attachment; "));
    assert_eq!(content.header("content-type"), "application/octet-stream");
    assert_eq!(content.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(content.body, b"<script>1</script> 5 men were killed.");
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing_and_the_same_bytes_are_told() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    visitor.get("/sources/add");
    let half = format!(
        "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"half.txt\"\r\n\r\n{}",
        visitor.token,
        "x".repeat(100_000)
    );
    let broken =
        visitor.raw("POST", "/sources/add", "multipart/form-data; boundary=b", half.as_bytes(), 5_000_000);
    assert!(broken.status == 400 || broken.status == 422 || broken.status == 0, "{}", broken.status);
    assert_eq!(pages.desk.json(["items", "a.sanad"])["items"].as_array().unwrap().len(), 0);
    visitor
        .upload("/sources/add", &[], &[("one.txt", b"words"), ("two.txt", b"others")])
        .says(200, &["2 sources are safe"]);
    visitor.get("/sources/add");
    visitor.upload("/sources/add", &[], &[("again.txt", b"words")]).says(200, &["were here already"]);
    visitor
        .post("/sources/paste", &[("name", ""), ("text", "kept words")])
        .says(422, &["Give the text a name", "kept words"]);
    visitor.post("/check", &[]);
}

#[test]
fn a_proof_is_given_away_and_recorded() {
    let (pages, mut visitor) = proposed();
    let id = visitor.get("/sources").after("href=\"/sources/i-", '"');
    let proof = visitor.post("/prove", &[("id", &format!("i-{id}"))]);
    assert_eq!((proof.status, proof.header("content-type")), (200, "application/zip"));
    assert!(proof.body.starts_with(b"PK"));
    visitor.get("/history").says(200, &["gave out:"]);
    // whoever is given it checks it in the browser, too
    visitor.get("/proof").says(200, &["Check a proof that somebody gave you"]);
    let zip = proof.body;
    visitor.upload("/proof/verify", &[], &[("p.zip", &zip)]).says(200, &["Intact", "stay sealed"]);
    visitor.get("/proof");
    let told = visitor.upload("/proof/verify", &[("policy", "log other+00000000+AAAA")], &[("p.zip", &zip)]);
    assert!(!told.text().contains("Intact<"), "{}", told.text());
    visitor.get("/proof");
    visitor.upload("/proof/verify", &[], &[("p.zip", &changed(&zip))]).says(200, &["Not intact"]);
    visitor.get("/proof");
    visitor.upload("/proof/verify", &[], &[("p.zip", b"PK no zip")]).says(422, &["it is no zip"]);
    visitor.post("/prove", &[("id", "i-zzz")]).says(404, &["Not found"]);
    visitor.get("/proof").says(200, &["log"]);
    drop(pages);
}

#[test]
fn the_words_are_those_that_were_asked_for() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    visitor.get("/?lang=ru").says(200, &["<html lang=\"ru\" dir=\"ltr\">", "Обзор"]);
    let chosen = visitor.post("/language", &[("lang", "ru"), ("then", "//evil.example")]);
    assert_eq!(chosen.header("location"), "/");
    assert!(chosen.header("set-cookie").starts_with("__Host-lang=ru;"));
}

/// The same proof with another record in it.
fn changed(zip: &[u8]) -> Vec<u8> {
    rezipped(zip, |name, mut content| {
        if name == "body" {
            let at = content.iter().position(|byte| *byte == b'2').unwrap();
            content[at] = b'1';
        }
        content
    })
}

#[test]
fn a_picture_is_blurred_until_asked_for_and_shown_without_what_its_file_says() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    visitor.get("/sources/add");
    let plain = include_bytes!("files/four-points.png");
    visitor.upload("/sources/add", &[], &[("photo.png", plain)]).says(200, &["safe on disk"]);
    let id = visitor.get("/sources").after("href=\"/sources/i-", '"');
    let page = visitor.get(&format!("/sources/i-{id}"));
    page.says(200, &["Show it clearly", "type=\"checkbox\"", &format!("src=\"/sources/i-{id}/picture\"")]);
    let shown = visitor.get(&format!("/sources/i-{id}/picture"));
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/jpeg"));
    let says = |bytes: &[u8]| bytes.windows(6).any(|w| w == b"place:");
    assert!(says(plain) && !says(&shown.body), "what the file says of where it was taken");
    visitor.post("/sources/paste", &[("name", "words"), ("text", "no picture")]);
    let other = visitor.get("/sources?q=picture").after("href=\"/sources/i-", '"');
    assert_eq!(visitor.get(&format!("/sources/i-{other}/picture")).status, 422);
}

#[test]
fn a_table_of_overlaps_is_judged() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.by_link();
    visitor.get("/estimate").says(200, &["No table in the case", "Table of overlaps"]);
    visitor.post("/estimate", &[]).says(422, &["Choose a table, or paste one"]);
    let wait = |visitor: &mut Visitor| {
        for _ in 0..1200 {
            let page = visitor.get("/progress/estimate");
            if !page.text().contains("http-equiv=\"refresh\"") {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("it takes too long");
    };
    visitor.get("/estimate");
    let table = "a,b,count\n1,0,30\n0,1,20\n1,1,10\n";
    assert_eq!(visitor.post("/estimate", &[("pasted", table)]).status, 303);
    wait(&mut visitor)
        .says(200, &["Two lists only: ", "if they are independent", "Documented by name on any list: 60"]);
    assert!(visitor.get("/estimate.png").body.starts_with(b"\x89PNG"));
    visitor.get("/estimate");
    visitor.post("/estimate", &[("pasted", "a,b,count\n1,x,30\n")]);
    wait(&mut visitor).says(200, &["line 2"]);
    visitor.post("/lock", &[]);
    assert_eq!(visitor.get("/estimate.png").status, 403);
}
