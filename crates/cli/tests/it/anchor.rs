//! A date from outside: `openssl ts` is the authority.

use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, has, skipped, text};

fn openssl(folder: &Path, args: &[&str]) {
    let out = Command::new("openssl").args(args).current_dir(folder).output().unwrap();
    assert!(out.status.success(), "openssl {args:?}: {}", String::from_utf8_lossy(&out.stderr));
}

const CONFIG: &str = "[tsa]\ndefault_tsa = main\n[main]\ndir = .\nserial = ./serial\nsigner_cert = ./tsa.pem\n\
certs = ./ca.pem\nsigner_key = ./tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n\
accuracy = secs:1\nordering = no\ntsa_name = yes\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n";
const EXTENSIONS: &str = "extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n";

/// A certificate authority and a time-stamping authority, made for this test.
fn authority(folder: &Path) {
    std::fs::write(folder.join("tsa.cnf"), CONFIG).unwrap();
    std::fs::write(folder.join("ext.cnf"), EXTENSIONS).unwrap();
    std::fs::write(folder.join("serial"), "01\n").unwrap();
    openssl(
        folder,
        &[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-subj",
            "/CN=Test Root",
            "-days",
            "30",
        ],
    );
    openssl(
        folder,
        &[
            "req",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "tsa.key",
            "-out",
            "tsa.csr",
            "-subj",
            "/CN=Test Time Stamps",
        ],
    );
    openssl(
        folder,
        &[
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-extfile",
            "ext.cnf",
            "-out",
            "tsa.pem",
            "-days",
            "30",
        ],
    );
}

#[test]
fn an_authority_dates_the_log_and_a_stranger_sees_it() {
    if !has("openssl") {
        return skipped("openssl", "openssl");
    }
    let desk = Desk::with_case();
    let folder = desk.path(".");
    authority(&folder);
    desk.file("x.txt", "one");
    let added = desk.json(["add", "a.sanad", "x.txt"]);
    let item = text(&added, "/items/0/item");

    let request = desk.json(["anchor", "a.sanad", "--request", "stamp.tsq"]);
    desk.file("y.txt", "two"); // the log may grow before the reply comes
    desk.run(["add", "a.sanad", "y.txt"]).done();
    openssl(&folder, &["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "stamp.tsq", "-out", "stamp.tsr"]);
    let anchored = desk.json(["anchor", "a.sanad", "--response", "stamp.tsr", "--ca", "ca.pem"]);
    assert_eq!(anchored["checkpoint"], request["checkpoint"]);
    assert_eq!((text(&anchored, "/policy"), &anchored["size"]), ("1.2.3.4.1", &request["size"]));
    assert_eq!(desk.json(["check", "a.sanad"])["ok"], true);

    desk.run(["prove", "a.sanad", item, "--out", "proof", "--with-content"]).done();
    let policy = desk.json(["log", "key", "a.sanad"]);
    desk.file("policy", text(&policy, "/policy"));
    let verdict = desk.verify(["proof", "--policy", "policy", "--tsa-ca", "ca.pem"]).done();
    assert!(!verdict.contains("no independent date"), "{verdict}");

    let anchors: Vec<_> =
        std::fs::read_dir(desk.path("proof/anchors")).unwrap().map(|e| e.unwrap().path()).collect();
    let stamp = anchors.iter().find(|p| p.extension().is_some_and(|e| e == "tsr")).unwrap();
    let proof = std::fs::read_to_string(desk.path("proof/proof.tlog-proof")).unwrap();
    let (_, checkpoint) = proof.split_once("\n\n").unwrap();
    let data = desk.file("checkpoint", checkpoint);
    openssl(
        &folder,
        &[
            "ts",
            "-verify",
            "-data",
            data.to_str().unwrap(),
            "-in",
            stamp.to_str().unwrap(),
            "-CAfile",
            "ca.pem",
        ],
    );
}

#[test]
fn a_reply_that_does_not_hold_is_refused_and_leaves_nothing() {
    if !has("openssl") {
        return skipped("openssl", "openssl");
    }
    let desk = Desk::with_case();
    let folder = desk.path(".");
    authority(&folder);
    desk.run(["anchor", "a.sanad", "--request", "stamp.tsq"]).done();
    openssl(&folder, &["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "stamp.tsq", "-out", "stamp.tsr"]);
    openssl(
        &folder,
        &[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "other.key",
            "-out",
            "other.pem",
            "-subj",
            "/CN=Other",
            "-days",
            "30",
        ],
    );
    desk.file("data", "not a checkpoint of this log");
    openssl(&folder, &["ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "foreign.tsq"]);
    openssl(
        &folder,
        &["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "foreign.tsq", "-out", "foreign.tsr"],
    );
    let mut broken = std::fs::read(desk.path("stamp.tsr")).unwrap();
    let end = broken.len() - 20;
    broken[end] ^= 1;
    desk.file("broken.tsr", broken);
    desk.file("garbage.tsr", "garbage");
    let entries = desk.json(["check", "a.sanad"])["entries"].clone();
    let rows = [
        ("another authority's root", "stamp.tsr", "other.pem", 4),
        ("a stamp over something else", "foreign.tsr", "ca.pem", 4),
        ("a changed signature", "broken.tsr", "ca.pem", 4),
        ("not a reply", "garbage.tsr", "ca.pem", 4),
        ("not a certificate", "stamp.tsr", "garbage.tsr", 4),
        ("no such file", "none.tsr", "ca.pem", 4),
    ];
    for (name, reply, ca, code) in rows {
        let run = desk.run(["anchor", "a.sanad", "--response", reply, "--ca", ca]);
        assert_eq!(run.code, code, "{name}: {run:?}");
    }
    assert_eq!(desk.json(["check", "a.sanad"])["entries"], entries);
}
