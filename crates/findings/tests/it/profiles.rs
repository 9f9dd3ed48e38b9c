//! Every profile that comes with the program, and profiles that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use sanad_findings::profile::FILES;
use sanad_findings::{
    CanonicalField, FIELDS, Mark, Need, Profile, ProfileStatus, RECALLED, profile, profiles,
};

use crate::case::full;

/// The rows of the field map that each recipient requires.
const REQUIRED: &[(&str, &[u8])] = &[
    ("us-glomag", &[1, 2, 6, 7, 10, 12, 13, 22, 23, 24, 26, 29]),
    ("eu-ghrsr", &[6, 7, 10, 12, 13, 20, 23, 24, 29]),
    ("uk-ghrsr", &[6, 7, 10, 12, 13, 14, 21, 23, 24, 25, 29]),
    ("ca-jvcfoa", &[6, 7, 10, 12, 13, 14, 15, 23, 24, 29]),
    ("icc-art15", &[1, 2, 10, 12, 13, 16, 20, 21, 22, 23, 25, 29]),
    ("un-wgad", &[1, 2, 4, 5, 6, 13, 14, 17, 21, 29]),
    ("un-special-procedures", &[1, 2, 4, 5, 13, 14, 25, 29]),
    ("casualty-record", &[13, 14, 16, 18, 24]),
];

#[test]
fn every_profile_reads_and_is_sorted_by_id() {
    for text in FILES {
        let read = Profile::parse(text);
        assert!(read.is_ok(), "{}", read.unwrap_err());
    }
    let ids: Vec<&str> = profiles().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "ca-jvcfoa",
            "casualty-record",
            "eu-ghrsr",
            "icc-art15",
            "uk-ghrsr",
            "un-special-procedures",
            "un-wgad",
            "us-7031c",
            "us-glomag"
        ]
    );
    let complete = profiles().iter().filter(|p| p.status == ProfileStatus::Complete).map(|p| p.id.as_str());
    assert_eq!(complete.collect::<Vec<_>>(), ["casualty-record", "icc-art15", "uk-ghrsr", "us-glomag"]);
    assert!(profile("us-glomag").is_some() && profile("nobody").is_none());
}

#[test]
fn what_the_field_map_requires_is_required() {
    for (id, rows) in REQUIRED {
        let required: BTreeSet<u8> = profile(id)
            .unwrap()
            .asked()
            .filter(|(_, asked)| asked.need == Need::Required)
            .filter_map(|(_, asked)| CanonicalField::find(&asked.id))
            .map(|field| field.number)
            .collect();
        let missing: Vec<&u8> = rows.iter().filter(|row| !required.contains(row)).collect();
        assert!(missing.is_empty(), "{id}: rows {missing:?}");
    }
}

#[test]
fn canonical_fields_are_told_apart_and_cover_the_map() {
    let ids: BTreeSet<&str> = FIELDS.iter().map(|f| f.id).collect();
    assert_eq!(ids.len(), FIELDS.len());
    let rows: BTreeSet<u8> = FIELDS.iter().map(|f| f.number).collect();
    assert_eq!(rows, (1..=29).collect());
    let asked: BTreeSet<&str> =
        profiles().iter().flat_map(|p| p.asked().map(|(_, asked)| asked.id.as_str())).collect();
    assert_eq!(ids.difference(&asked).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn headings_and_questions_are_there_in_russian() {
    for profile in profiles() {
        let words = profile.chapters.iter().map(|c| &c.heading);
        let words = words.chain(profile.thresholds.iter().map(|t| &t.question));
        let all: Vec<&BTreeMap<String, String>> = words.chain([&profile.title, &profile.request]).collect();
        assert!(all.iter().all(|w| w.contains_key("ru")), "{}", profile.id);
    }
}

#[test]
fn what_is_recalled_says_so() {
    assert_eq!(Mark::Recalled.text(), RECALLED);
    assert_eq!(Mark::Seen.text(), "");
    let report = full().complete("us-glomag", "person/P1");
    for field in &report.fields {
        assert_eq!(
            field.note.contains("to be checked against the official text"),
            field.recalled,
            "{}",
            field.id
        );
    }
    assert!(report.recalled.contains(&"person.names".to_owned()));
    assert!(!report.recalled.contains(&"impact".to_owned()));
}

#[test]
fn a_profile_that_is_wrong_says_where_and_what_was_expected() {
    let good = FILES[0];
    let rows: [(&str, &str, &str); 16] = [
        (
            "id = \"acts\", need",
            "id = \"actz\", need",
            "chapter acts: \"actz\" is no field; known are submitter.",
        ),
        ("format = 1", "format = 2", "format 2 was written for a newer version; this one reads format 1"),
        ("format = 1", "format = 2\nnovelty = true", "written for a newer version"),
        ("format = 1", "format = 0", "format: \"0\" is no format; known are 1"),
        ("format = 1\n", "", "missing field `format`"),
        (
            "id = \"us-glomag\"",
            "id = \"us-glomag\"\ncolour = \"red\"",
            "line 5: unknown field `colour`, expected one of",
        ),
        ("rule = \"connection\"", "rule = \"connexion\"", "unknown variant `connexion`, expected one of"),
        (
            "when = \"about_body\"",
            "when = \"about_bodies\"",
            "\"about_bodies\" is no condition; known are always, about_person",
        ),
        (
            "when = \"about_body\"",
            "when = \"has_act:murder\"",
            "\"murder\" is no type of act; known are killing",
        ),
        ("key = \"acts\"", "key = \"summary\"", "chapters: \"summary\" stands twice"),
        ("id = \"victims\",", "id = \"acts\",", "fields: \"acts\" stands twice"),
        ("id = \"tenure\"", "id = \"abuse\"", "thresholds: \"abuse\" stands twice"),
        (
            "standard = \"credible_information\"",
            "standard = \"sure\"",
            "standard: \"sure\" is no standard of proof",
        ),
        ("\"ordered\"", "\"bossed\"", "involvement: \"bossed\" is no degree of involvement"),
        (
            "need = \"required\", mark = \"seen\" },",
            "need = \"must\", mark = \"seen\" },",
            "unknown variant `must`",
        ),
        (
            "heading = { en = \"Evidence\"",
            "heading = { de = \"Beweise\"",
            "chapter evidence, heading, en: is empty",
        ),
    ];
    for (from, to, expected) in rows {
        assert!(good.contains(from), "{from}");
        let said = Profile::parse(&good.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(said.contains(expected), "{to}: {said}");
    }
    assert!(Profile::parse("").is_err() && Profile::parse("\u{0}= [").is_err());
}
