//! Signed notes and keys: the published example, strangers' lines ignored, every malformed byte refused.

use sanad_log::note::{KeyError, KeyKind, MAX_NOTE, Note, NoteError, SigningKey, VerifierKey};

use crate::support::{log_key, strangers_key, witness_key};

/// The example of Go's note package, which every implementation reads.
const NEUMANN_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NEUMANN_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\
    \n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn the_published_example_verifies() {
    let key: VerifierKey = NEUMANN_KEY.parse().unwrap();
    assert_eq!(key.to_string(), NEUMANN_KEY);
    let note = Note::parse(NEUMANN_NOTE.as_bytes()).unwrap();
    assert_eq!(note.to_string(), NEUMANN_NOTE);
    assert_eq!(note.verify(&[key]).unwrap().len(), 1);
}

#[test]
fn lines_by_unknown_keys_are_carried_along_and_ignored() {
    let key = log_key();
    let mut note = Note::new("a text\n\nwith an empty line\n").unwrap();
    // Sixteen strangers: one with the same name, one with another type, the rest with other names.
    note.add(strangers_key().sign_note(note.text()).unwrap());
    for number in 0..15 {
        let stranger =
            SigningKey::from_seed(&format!("stranger{number}"), KeyKind::Ed25519, &[number; 32]).unwrap();
        note.add(stranger.sign_note(note.text()).unwrap());
    }
    assert_eq!(note.verify(&[key.verifier()]), Err(NoteError::UnknownSigner));
    note.add(key.sign_note(note.text()).unwrap());
    let note = Note::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(note.signatures().len(), 17);
    assert_eq!(note.verify(&[key.verifier()]).unwrap()[0].key, &key.verifier());
}

#[test]
fn a_bad_line_by_a_known_key_spoils_the_note() {
    let (key, text) = (log_key(), "a text\n");
    let mut note = Note::new(text).unwrap();
    note.add(key.sign_note("another text\n").unwrap());
    let bad = Err(NoteError::BadSignature { name: key.name().to_owned() });
    assert_eq!(note.verify(&[key.verifier()]), bad);
    // Even beside a good one.
    note.add(key.sign_note(text).unwrap());
    assert_eq!(note.verify(&[key.verifier()]), bad);
}

#[test]
fn malformed_notes_are_refused() {
    let key = log_key();
    let mut note = Note::new("line one\nline two\n").unwrap();
    note.add(key.sign_note(note.text()).unwrap());
    let good = note.to_string();
    let line = good.rsplit_once("\n\n").unwrap().1.to_owned();
    let blob = line.trim_end().rsplit_once(' ').unwrap().1.to_owned();
    let many = |n: usize| format!("{good}{}", line.repeat(n - 1));
    let rows: [(&str, String, NoteError); 20] = [
        ("carriage returns from a mail program", good.replace('\n', "\r\n"), NoteError::Control(0x0d)),
        ("a tab", good.replacen("line one", "line\tone", 1), NoteError::Control(0x09)),
        ("a null byte", good.replacen("one", "\0ne", 1), NoteError::Control(0)),
        ("the last line end was lost", good.trim_end().to_owned(), NoteError::Shape),
        ("the blank line was lost", good.replace("\n\n", "\n"), NoteError::Shape),
        ("no signatures", "line one\n\n".to_owned(), NoteError::Shape),
        ("an empty file", String::new(), NoteError::Shape),
        ("a blank line too many at the end", format!("{good}\n"), NoteError::Shape),
        ("junk behind the signatures", format!("{good}junk\n"), NoteError::SignatureLine(2)),
        ("junk without a line end", format!("{good}junk"), NoteError::Shape),
        ("a hyphen for the dash", good.replace('—', "-"), NoteError::SignatureLine(1)),
        ("two spaces", good.replace("— ", "—  "), NoteError::SignatureLine(1)),
        (
            "a space at the end of the line",
            good.replace(&blob, &format!("{blob} ")),
            NoteError::SignatureLine(1),
        ),
        ("a plus in the name", good.replace("sanad.invalid/", "sanad+invalid/"), NoteError::SignatureLine(1)),
        (
            "a wide space in the name",
            good.replace("sanad.invalid/", "sanad\u{3000}invalid/"),
            NoteError::SignatureLine(1),
        ),
        ("padding cut", good.replace(&blob, blob.trim_end_matches('=')), NoteError::SignatureLine(1)),
        (
            "another alphabet",
            good.replace(&blob, &blob.replace(['+', '/'], "-")),
            NoteError::SignatureLine(1),
        ),
        ("a signature of no bytes", good.replace(&blob, "AAAAAA=="), NoteError::SignatureLine(1)),
        ("more signatures than anybody needs", many(65), NoteError::TooManySignatures),
        (
            "larger than any note",
            good.replacen("one", &"o".repeat(MAX_NOTE), 1),
            NoteError::TooLong(MAX_NOTE + good.len() - 3),
        ),
    ];
    for (event, bytes, error) in rows {
        assert_eq!(Note::parse(bytes.as_bytes()), Err(error), "{event}");
    }
    assert_eq!(Note::parse(&[&[0xff], good.as_bytes()].concat()), Err(NoteError::Encoding));
    assert_eq!(Note::parse(many(64).as_bytes()).unwrap().signatures().len(), 64);
}

#[test]
fn keys_have_one_spelling() {
    let key = log_key().verifier();
    let good = key.to_string();
    assert_eq!(good.parse(), Ok(key.clone()));
    let id = key.id().to_string();
    let (name, rest) = good.split_once('+').unwrap();
    let blob = rest.split_once('+').unwrap().1;
    let rows: [(&str, String, KeyError); 12] = [
        ("a line end was copied along", format!("{good}\n"), KeyError::Shape),
        ("a space before it", format!(" {good}"), KeyError::Name(format!(" {name}"))),
        ("no name", format!("+{id}+{blob}"), KeyError::Name(String::new())),
        ("no id", format!("{name}+{blob}"), KeyError::Shape),
        ("no key", format!("{name}+{id}+"), KeyError::Shape),
        ("the id in capitals", good.replace(&id, "ABCDEF01"), KeyError::Id),
        ("the id of another key", good.replace(&id, "00000000"), KeyError::Id),
        ("another name over the same key", good.replace(name, "elsewhere"), KeyError::Id),
        ("a type not read here", format!("{name}+{id}+{}", blob.replacen('A', "B", 1)), KeyError::Kind(5)),
        ("a key cut short", format!("{name}+{id}+AQID"), KeyError::Point),
        (
            "the neutral point",
            format!("{name}+{id}+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            KeyError::Point,
        ),
        ("nothing", String::new(), KeyError::Shape),
    ];
    for (event, text, error) in rows {
        assert_eq!(text.parse::<VerifierKey>(), Err(error), "{event}");
    }
    // The same pair as a witness's key is another key.
    let witness = SigningKey::from_seed(name, KeyKind::CosignatureV1, &[7; 32]).unwrap().verifier();
    assert_eq!(witness.public(), key.public());
    assert_ne!(witness.id(), key.id());
    assert_eq!(witness_key(1).sign_note("a text\n"), None);
}

#[test]
fn secret_keys_do_not_show_themselves() {
    assert_eq!(format!("{:?}", log_key()), format!("SigningKey({})", log_key().name()));
}
