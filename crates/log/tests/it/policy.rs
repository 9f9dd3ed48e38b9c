//! Policies: read, refused, and applied to checkpoints with more and fewer cosignatures.

use sanad_log::checkpoint::SignedCheckpoint;
use sanad_log::cosignature::cosign;
use sanad_log::note::NoteError;
use sanad_log::policy::{LineError, Policy, PolicyError};

use crate::support::{log, log_key, signed, strangers_key, witness_key};

/// Three witnesses of one organisation, two of another, two of the first and one of the second needed.
fn text() -> String {
    let mut text = format!("# whom we believe\nlog {} https://example.org/log\n\n", log_key().verifier());
    for (name, number) in [("X1", 1), ("X2", 2), ("X3", 3), ("Y1", 4), ("Y2", 5)] {
        text.push_str(&format!("witness {name} {}\n", witness_key(number).verifier()));
    }
    text.push_str("group X 2 X1 X2 X3\n  group\tY any Y1 Y2  \ngroup both all X Y\nquorum both\n");
    text
}

/// A checkpoint cosigned by some of the witnesses.
fn cosigned(numbers: &[u8]) -> SignedCheckpoint {
    let mut signed = SignedCheckpoint::parse(signed(300, log(300).1).as_bytes()).unwrap();
    for number in numbers {
        let line = cosign(&signed.note, &witness_key(*number), 1000 + u64::from(*number)).unwrap();
        signed.note.add(line);
    }
    signed
}

#[test]
fn the_quorum_is_reached_by_the_right_witnesses_only() {
    let policy = Policy::parse(text().as_bytes()).unwrap();
    let rows: [(&str, &[u8], bool); 7] = [
        ("nobody", &[], false),
        ("two of X, one of Y", &[1, 3, 5], true),
        ("everybody", &[1, 2, 3, 4, 5], true),
        ("all of X, none of Y", &[1, 2, 3], false),
        ("one of X, all of Y", &[1, 4, 5], false),
        ("one of X twice, one of Y", &[1, 1, 4], false),
        ("strangers only", &[11, 12, 13], false),
    ];
    for (event, numbers, reached) in rows {
        let judged = policy.evaluate(&cosigned(numbers)).unwrap();
        assert_eq!(judged.quorum, reached, "{event}");
        assert_eq!(judged.log, Some(log_key().verifier()), "{event}");
    }
    let judged = policy.evaluate(&cosigned(&[3, 4])).unwrap();
    let seen: Vec<(String, u64)> =
        judged.witnesses.iter().map(|(name, time)| (name.to_string(), *time)).collect();
    assert_eq!(seen, [("X3".to_owned(), 1003), ("Y1".to_owned(), 1004)]);
}

#[test]
fn a_bad_line_by_a_known_witness_spoils_the_checkpoint() {
    let policy = Policy::parse(text().as_bytes()).unwrap();
    let mut checkpoint = cosigned(&[1, 2, 4]);
    let other = SignedCheckpoint::parse(signed(299, log(299).1).as_bytes()).unwrap();
    checkpoint.note.add(cosign(&other.note, &witness_key(5), 5).unwrap());
    let name = witness_key(5).name().to_owned();
    assert_eq!(policy.evaluate(&checkpoint), Err(NoteError::BadSignature { name }));
}

#[test]
fn keys_of_a_log_being_rotated_are_both_believed() {
    let policy = Policy::of_logs([&log_key().verifier(), &strangers_key().verifier()]).unwrap();
    assert_eq!(policy.evaluate(&cosigned(&[])).unwrap().log, Some(log_key().verifier()));
    assert!(policy.lists_log(&strangers_key().verifier()));
}

#[test]
fn a_policy_is_written_in_a_form_that_reads_the_same() {
    let policy = Policy::parse(text().as_bytes()).unwrap();
    assert_eq!(Policy::parse(policy.to_string().as_bytes()).unwrap(), policy);
    assert_eq!(policy.witnesses().len(), 5);
    assert_eq!(policy.groups()[0].threshold, 2);
    assert_eq!(policy.logs()[0].url.as_deref(), Some(b"https://example.org/log".as_slice()));
}

#[test]
fn policies_with_a_second_meaning_are_refused() {
    let good = text();
    let log_line = good.lines().nth(1).unwrap().to_owned();
    let with = |line: &str| good.replacen("quorum both\n", &format!("{line}\nquorum both\n"), 1);
    let x1 = witness_key(1).verifier();
    // The line number is that of the added line.
    let rows: [(&str, String, Option<LineError>); 16] = [
        ("no quorum", good.replacen("quorum both\n", "", 1), None),
        ("two quorums", with("quorum none"), None),
        ("an unknown word", with("mirror x"), Some(LineError::Form)),
        ("a line cut short", with("witness Z"), Some(LineError::Form)),
        ("a word too many", with("quorum X Y"), Some(LineError::Form)),
        ("a group of nobody", with("group Z all"), Some(LineError::Form)),
        ("a log twice", with(&log_line), Some(LineError::DuplicateKey)),
        ("a witness under two names", with(&format!("witness Z {x1}")), Some(LineError::DuplicateKey)),
        ("a witness's key for a log", with(&format!("log {x1}")), Some(LineError::KeyKind)),
        (
            "a log's key for a witness",
            with(&format!("witness Z {}", log_key().verifier())),
            Some(LineError::KeyKind),
        ),
        (
            "more wanted than there are",
            with(&format!("witness Z {}\ngroup W 2 Z", witness_key(9).verifier())),
            Some(LineError::Threshold),
        ),
        (
            "none wanted",
            with(&format!("witness Z {}\ngroup W 0 Z", witness_key(9).verifier())),
            Some(LineError::Threshold),
        ),
        (
            "a signed threshold",
            with(&format!("witness Z {}\ngroup W +1 Z", witness_key(9).verifier())),
            Some(LineError::Threshold),
        ),
        ("a carriage return", good.replacen('\n', "\r\n", 1), Some(LineError::Control)),
        ("not UTF-8 is fine in comments, a null is not", with("# \0"), Some(LineError::Control)),
        ("a key misspelt", with("log abc"), Some(LineError::Key(sanad_log::note::KeyError::Shape))),
    ];
    for (event, text, expected) in rows {
        match (Policy::parse(text.as_bytes()), expected) {
            (Err(PolicyError::Quorum), None) => {}
            (Err(PolicyError::Line { what, .. }), Some(expected)) => assert_eq!(what, expected, "{event}"),
            (other, _) => panic!("{event}: {other:?}"),
        }
    }
    for (line, part) in [
        ("group none any Z", "taken"),
        ("group X any Z", "taken"),
        ("group Z any X1", "already a member"),
        ("quorum Q", "not defined"),
        ("group Z all X", "already a member"),
        ("witness X1 x", "taken"),
    ] {
        let line = format!(
            "{}{line}",
            if line.ends_with(" Z") {
                format!("witness Z {}\n", witness_key(9).verifier())
            } else {
                String::new()
            }
        );
        let error = Policy::parse(with(&line).as_bytes()).unwrap_err().to_string();
        assert!(error.contains(part), "{line}: {error}");
    }
    assert!(Policy::parse(&[b"# caf\xe9\n".as_slice(), good.as_bytes()].concat()).is_ok());
    assert_eq!(Policy::parse(&[b'#'; 70_000]), Err(PolicyError::TooLong));
}

#[test]
fn thirty_two_of_everything_is_read() {
    let mut text = String::new();
    for n in 0..32_u8 {
        text.push_str(&format!("witness w{n} {}\ngroup g{n} any w{n}\n", witness_key(n).verifier()));
    }
    text.push_str("quorum g31\n");
    assert!(Policy::parse(text.as_bytes()).is_ok());
}
