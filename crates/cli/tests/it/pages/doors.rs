//! Every way in, tried in every state: locked and open, without a token, from a foreign origin, under a foreign name.

use sanad_web::{Access, ways};

use super::client::{Answer, Pages, Visitor};
use crate::desk::Desk;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn is_guarded(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy == POLICY || policy == "sandbox; default-src 'none'", "{what}: {policy:?}");
    let rows = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, expected) in rows {
        assert_eq!(answer.header(name), expected, "{what}: {name}");
    }
    for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
        let fit = cookie.starts_with("__Host-")
            && ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"]
                .iter()
                .all(|part| cookie.contains(part));
        assert!(fit, "{what}: {cookie}");
    }
}

fn go(visitor: &mut Visitor, method: &str, path: &str, access: Access) -> Answer {
    match (method, access) {
        ("GET", _) => visitor.get(path),
        (_, Access::Upload) => visitor.upload(path, &[], &[("a.txt", b"words")]),
        _ => visitor.post(path, &[("actor", "Nigora"), ("decision", "accept"), ("verdict", "same")]),
    }
}

#[test]
fn every_way_in_every_state() {
    let pages = Pages::of(Desk::with_case());
    let inside = pages.by_link();
    let mut stranger = pages.stranger();
    stranger.get("/");
    let before = pages.desk.json(["items", "a.sanad"]);
    for (method, way, access) in ways() {
        let path = way.replace("{id}", "i-000000000000").replace("{sort}", "propose");
        let name = |state: &str| format!("{method} {way} {state}");
        let tried = |visitor: &Visitor, state: &str, expected: &dyn Fn(u16) -> bool| {
            let answer = go(&mut visitor.clone(), method, &path, access);
            is_guarded(&name(state), &answer);
            assert!(expected(answer.status), "{}: {}", name(state), answer.status);
        };
        let foreign = Visitor { called: Some("evil.example".to_owned()), ..inside.clone() };
        tried(&foreign, "under a foreign name", &|status| status == 421);
        if access != Access::Door {
            tried(&stranger, "locked", &|status| status == 403);
        }
        if method == "POST" {
            let elsewhere = Visitor { origin: Some("http://evil.example".to_owned()), ..inside.clone() };
            tried(&elsewhere, "from a foreign origin", &|status| status == 403);
            let nowhere = Visitor { origin: Some("null".to_owned()), ..inside.clone() };
            tried(&nowhere, "from no origin", &|status| status == 403);
            let silent = Visitor { origin: Some(String::new()), ..inside.clone() };
            tried(&silent, "without an origin", &|status| status == 403);
            let without = Visitor { token: String::new(), ..inside.clone() };
            tried(&without, "without a token", &|status| status == 403);
            let of_another = Visitor { token: stranger.token.clone(), ..inside.clone() };
            tried(&of_another, "with another's token", &|status| status == 403);
        } else {
            tried(&inside, "open", &|status| status == 200 || status == 404);
        }
    }
    assert_eq!(pages.desk.json(["items", "a.sanad"]), before, "nothing of all that was taken in");
    is_guarded("nowhere", &inside.clone().get("/nowhere"));
    assert_eq!(inside.clone().send("DELETE", "/sources", "", b"").status, 404);
    let mut inside = inside;
    assert_eq!(inside.send("TRACE", "/", "", b"").status, 404);
}

#[test]
fn the_link_opens_once_and_locking_ends_everything() {
    let pages = Pages::of(Desk::with_case());
    let mut first = pages.by_link();
    first.get("/").says(200, &["Overview", "Nigora is working"]);
    let link = pages.link.split_once("token=").unwrap().1.to_owned();
    let mut second = pages.stranger();
    second.get("/enter");
    second.post("/enter", &[("link", &link)]).says(403, &["was used or is too old"]);
    let mut other = pages.by_passphrase();
    assert_ne!(other.cookie, first.cookie);
    first.post("/lock", &[]).says(200, &["The case is locked"]);
    other.get("/sources").says(403, &["Type the passphrase"]);
    pages.desk.run(["actor", "add", "a.sanad", "Davlat"]).done();
}

#[test]
fn a_new_session_has_a_new_cookie_and_wrong_passphrases_become_slow() {
    let pages = Pages::of(Desk::with_case());
    let mut visitor = pages.stranger();
    visitor.get("/");
    let before = visitor.cookie.clone();
    for _ in 0..5 {
        visitor.post("/unlock", &[("passphrase", "a wrong one")]).says(403, &["does not open the case"]);
    }
    let waits = visitor.post("/unlock", &[("passphrase", crate::desk::PASSPHRASE)]);
    waits.says(429, &["Too many tries"]);
    assert!(!waits.header("retry-after").is_empty());
    assert_eq!(visitor.cookie, before, "nobody was let in");
    let open = pages.by_link();
    assert_ne!(open.cookie, before);
}

#[test]
fn it_listens_for_this_machine_alone() {
    let desk = Desk::with_case();
    desk.run(["serve", "a.sanad", "--listen", "0.0.0.0:0"]).failed(2, &["no loopback address"]);
    desk.run(["serve", "a.sanad", "--listen", "192.0.2.1:80"]).failed(2, &["no loopback address"]);
}
