//! What a sound bundle shows, and what it says that it does not show.

use serde_json::json;

use crate::fixture::{Case, log_key, run};

#[test]
fn a_sound_bundle_alone_is_intact_and_says_what_is_missing() {
    let case = Case::new();
    let bundle = case.bundle(2, &["sha256", "name"]);
    let run = bundle.check(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.starts_with("intact; signer not authenticated; no independent date.\n"), "{}", run.out);
    for part in [
        "byte for byte",
        "entry 2 of the log",
        "2 of 3 sealed fields",
        "1 further fields are sealed",
        "--policy",
    ] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert!(!run.out.contains("must not be named"));
    assert!(!run.out.contains('\u{202e}'), "a name cannot turn the text around");
    let json = bundle.check(&["--json"]);
    assert_eq!((json.code, json.field("verdict")), (0, json!("intact")));
    assert_eq!(json.field("log")["index"], json!(2));
    assert_eq!(json.field("withheld"), json!(1));
    assert_eq!(json.field("signer_authenticated"), json!(false));
    assert_eq!(json.field("no_later_than"), json!(null));
    for (step, outcome) in [
        ("files", "ok"),
        ("content", "ok"),
        ("disclosures", "ok"),
        ("actor", "ok"),
        ("path", "ok"),
        ("log_signature", "ok"),
        ("signer", "not_shown"),
        ("witnesses", "not_shown"),
        ("time_stamp", "not_shown"),
        ("newer_checkpoint", "not_shown"),
    ] {
        assert_eq!(json.step(step), outcome, "{step}");
    }
}

#[test]
fn a_policy_from_elsewhere_authenticates_the_signer_and_one_from_the_bundle_does_not() {
    let case = Case::new();
    let bundle = case.bundle(2, &["sha256"]);
    let policy = bundle.policy();
    let run = bundle.check(&["--policy", policy.path()]);
    assert!(
        run.out.starts_with("intact; signed by a key that you trust; no independent date.\n"),
        "{}",
        run.out
    );
    // Pointing at the bundle's own policy is no other way.
    let own = bundle.dir().join("policy");
    let run = bundle.check(&["--policy", own.to_str().unwrap()]);
    assert!(run.out.starts_with("intact; signer not authenticated"), "{}", run.out);
    // Another log's policy: the bundle is not of this log.
    let other = bundle.outside(&format!("log {}\nquorum none\n", log_key(8).verifier()));
    let run = bundle.check(&["--policy", other.path(), "--json"]);
    assert_eq!((run.code, run.step("log_signature")), (1, "failed".to_owned()));
}

#[test]
fn a_newer_state_of_the_log_is_compared() {
    let mut case = Case::new();
    let bundle = case.bundle(2, &["sha256"]);
    let same = bundle.outside(&case.checkpoint(&log_key(7)).to_string());
    case.grow(400);
    let newer = bundle.outside(&case.checkpoint(&log_key(7)).to_string());
    let joined = case.continuation(50);
    let rows: [(&str, String, &str, i32); 7] = [
        ("the same checkpoint", std::fs::read_to_string(same.path()).unwrap(), "ok", 0),
        ("a newer one alone", std::fs::read_to_string(newer.path()).unwrap(), "not_shown", 0),
        ("a newer one with its proof", joined.clone(), "ok", 0),
        ("a proof from another size", case.continuation(49), "not_shown", 0),
        (
            "a proof with a hash exchanged",
            joined.replacen(
                joined.lines().nth(1).unwrap(),
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                1,
            ),
            "failed",
            1,
        ),
        ("signed by somebody else", case.checkpoint(&log_key(8)).to_string(), "failed", 1),
        ("not a checkpoint", "hello\n".to_owned(), "", 4),
    ];
    for (event, text, outcome, code) in rows {
        let file = bundle.outside(&text);
        let run = bundle.check(&["--newer", file.path(), "--json"]);
        assert_eq!(run.code, code, "{event}: {run:?}");
        if code != 4 {
            assert_eq!(run.step("newer_checkpoint"), outcome, "{event}: {run:?}");
        }
    }
    let forked = {
        let root = sanad_log::hash::leaf_hash(b"another history");
        sanad_log::checkpoint::Checkpoint::new(crate::fixture::ORIGIN, 50, root)
            .unwrap()
            .sign(&log_key(7))
            .unwrap()
    };
    let file = bundle.outside(&forked.to_string());
    let run = bundle.check(&["--newer", file.path()]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("told two stories"), "{}", run.out);
}

#[test]
fn what_is_withheld_is_not_needed() {
    let case = Case::new();
    let bundle = case.bundle(3, &[]);
    let run = bundle.check(&["--json"]);
    assert_eq!((run.code, run.field("withheld")), (0, json!(3)), "{run:?}");
    assert_eq!(run.step("content"), "not_shown");
    for name in ["disclosures.json", "HOWTO.txt", "manifest.sha256"] {
        std::fs::remove_file(bundle.dir().join(name)).unwrap();
    }
    std::fs::remove_dir_all(bundle.dir().join("actors")).unwrap();
    let run = bundle.check(&["--json"]);
    assert_eq!((run.code, run.step("actor")), (0, "not_shown".to_owned()), "{run:?}");
}

#[test]
fn wrong_use_is_told_from_bad_input() {
    let case = Case::new();
    let bundle = case.bundle(2, &[]);
    let dir = bundle.dir().to_str().unwrap();
    let rows: [(&str, &[&str], i32); 9] = [
        ("nothing", &[], 2),
        ("two folders", &[dir, dir], 2),
        ("an unknown option", &[dir, "--fast"], 2),
        ("an option without its file", &[dir, "--policy"], 2),
        ("an option twice", &[dir, "--policy", "a", "--policy", "b"], 2),
        ("no such folder", &["/nonexistent/folder"], 4),
        ("no such policy", &[dir, "--policy", "/nonexistent"], 4),
        ("a certificate file that is none", &[dir, "--tsa-ca", "/dev/null"], 4),
        ("help", &["--help"], 0),
    ];
    for (event, args, code) in rows {
        let run = run(args);
        assert_eq!(run.code, code, "{event}: {run:?}");
        assert_eq!(run.err.is_empty(), code == 0, "{event}: {run:?}");
    }
}

#[test]
fn a_time_stamp_dates_the_log_for_those_who_trust_the_authority() {
    let dir = tempfile::tempdir().unwrap();
    let openssl = |args: &str| {
        let run = std::process::Command::new("openssl")
            .args(args.split_whitespace())
            .current_dir(dir.path())
            .output();
        run.is_ok_and(|output| output.status.success())
    };
    if !openssl("version") {
        eprintln!("SKIPPED: needs openssl: apt-get install openssl");
        return;
    }
    let config = "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=unused\n[root]\nbasicConstraints=critical,CA:TRUE\n\
        [tsa]\nextendedKeyUsage=critical,timeStamping\n[ts]\ndefault_tsa=one\n[one]\nserial=./serial\nsigner_digest=sha256\n\
        default_policy=1.2.3\ndigests=sha256\ness_cert_id_alg=sha256\n";
    std::fs::write(dir.path().join("c.cnf"), config.replace("[ts]", "[tsa_section]")).unwrap();
    std::fs::write(dir.path().join("serial"), "01\n").unwrap();
    let case = Case::new();
    let bundle = case.bundle(2, &["sha256"]);
    std::fs::write(dir.path().join("cp"), case.checkpoint(&log_key(7)).to_string()).unwrap();
    for step in [
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out root.key",
        "req -x509 -new -key root.key -days 30 -subj /CN=Root -config c.cnf -extensions root -out root.pem",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out tsa.key",
        "req -new -key tsa.key -subj /CN=TSA -config c.cnf -out tsa.csr",
        "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -extfile c.cnf -extensions tsa -out tsa.pem",
        "ts -query -data cp -sha256 -cert -out a.tsq",
        "ts -reply -config c.cnf -section one -queryfile a.tsq -signer tsa.pem -inkey tsa.key -out a.tsr",
    ] {
        assert!(openssl(step), "{step}");
    }
    let root = bundle.outside(&std::fs::read_to_string(dir.path().join("root.pem")).unwrap());
    std::fs::create_dir(bundle.dir().join("anchors")).unwrap();
    std::fs::copy(dir.path().join("a.tsr"), bundle.dir().join("anchors/tsa-one.tsr")).unwrap();
    let run = bundle.check(&["--json"]);
    assert_eq!((run.code, run.step("time_stamp")), (0, "not_shown".to_owned()), "{run:?}");
    assert_eq!(run.field("no_later_than"), json!(null));
    let policy = bundle.policy();
    let run = bundle.check(&["--tsa-ca", root.path(), "--policy", policy.path(), "--json"]);
    assert_eq!((run.code, run.step("time_stamp")), (0, "ok".to_owned()), "{run:?}");
    assert!(run.field("no_later_than").as_str().unwrap().starts_with("20"));
    assert!(
        run.field("sentence")
            .as_str()
            .unwrap()
            .starts_with("intact; signed by a key that you trust; existed on 20")
    );
    // The same stamp beside another state of the log.
    let mut grown = Case::new();
    grown.grow(60);
    let other = grown.bundle(2, &["sha256"]);
    std::fs::create_dir(other.dir().join("anchors")).unwrap();
    std::fs::copy(dir.path().join("a.tsr"), other.dir().join("anchors/tsa-one.tsr")).unwrap();
    assert_eq!(other.check(&["--tsa-ca", root.path()]).code, 1);
    // A trusted certificate does not come out of the bundle.
    std::fs::copy(dir.path().join("root.pem"), bundle.dir().join("root.pem")).unwrap();
    let inside = bundle.dir().join("root.pem");
    assert_eq!(bundle.check(&["--tsa-ca", inside.to_str().unwrap()]).code, 4);
}
