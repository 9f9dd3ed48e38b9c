//! Postings on a day, and their contradictions: rows of dates.

use std::collections::BTreeMap;

use sanad_model::*;
use sanad_record::postings;
use sanad_record::posts::{Held, PostMatter, held};

use crate::khujand::claim;

fn record(schema: &str, label: &str, fields: &[(&'static str, &str)]) -> EntityRecord {
    let typed: BTreeMap<&'static str, String> = fields.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
    let zero = Commitment::from_bytes([0; 32]);
    EntityRecord {
        id: EntityId::from_commitment(&zero),
        index: 0,
        made: ("2026-01-01T00:00:00Z".parse().expect("a time"), ActorId::from_commitment(&zero)),
        item: ItemId::from_commitment(&zero),
        derivative: None,
        span: Span { start: 0, end: 0 },
        quote: String::new(),
        origin: None,
        cells: Cells::default(),
        entity: Schema::find(schema).expect(schema).read(label, &typed).expect(label),
    }
}

fn person(label: &str, name: &str) -> EntityRecord {
    record("person", label, &[("name", name)])
}

fn body(label: &str, name: &str) -> EntityRecord {
    record("body", label, &[("name", name)])
}

fn posting(label: &str, person: &str, body: &str, more: &[(&'static str, &str)]) -> EntityRecord {
    let (person, body) = (format!("person/{person}"), format!("body/{body}"));
    let mut fields = vec![("person", person.as_str()), ("body", body.as_str()), ("title", "head")];
    fields.extend_from_slice(more);
    record("posting", label, &fields)
}

fn under(label: &str, below: &str, above: &str) -> EntityRecord {
    let (below, above) = (format!("body/{below}"), format!("body/{above}"));
    record("relation", label, &[("body", &below), ("related_body", &above), ("type", "child_of")])
}

const FROM: (&str, &str) = ("first_precise", "2018-03-01");
const TO: (&str, &str) = ("last_precise", "2019-10");

#[test]
fn a_day_is_sure_possible_or_neither() {
    let began = ("starting", "yes");
    let ended = ("ending", "yes");
    type Fields<'f> = &'f [(&'static str, &'f str)];
    let rows: [(&str, Fields<'_>, &str, Held); 13] = [
        ("inside", &[FROM, TO], "2018-11-07", Held::Sure),
        ("the first day", &[FROM, TO], "2018-03-01", Held::Sure),
        ("a month wholly inside", &[FROM, TO], "2018-11", Held::Sure),
        ("a year partly inside", &[FROM, TO], "2018", Held::Perhaps),
        ("the last month, of which a day is not known", &[FROM, TO], "2019-10-20", Held::Perhaps),
        ("before, beginning not known", &[FROM, TO], "2018-02-28", Held::Perhaps),
        ("before the day it began", &[FROM, TO, began], "2018-02-28", Held::No),
        ("after, end not known", &[FROM, TO], "2020-01-01", Held::Perhaps),
        ("after the day it ended", &[FROM, TO, ended], "2020-01-01", Held::No),
        ("before all that is possible", &[FROM, TO, ("first_imprecise", "2017")], "2016-12-31", Held::No),
        ("within what is possible", &[FROM, TO, ("first_imprecise", "2017")], "2017-12-31", Held::Perhaps),
        ("after all that is possible", &[FROM, TO, ("last_imprecise", "2020")], "2021-01-01", Held::No),
        ("nothing is known", &[], "2018-11-07", Held::Perhaps),
    ];
    for (name, dates, day, expected) in rows {
        let posting = posting("T", "P1", "B1", dates);
        assert_eq!(held(&posting.entity, day.parse().expect(day)), expected, "{name}");
    }
}

fn matters(entities: &[EntityRecord]) -> Vec<PostMatter> {
    let mut all = vec![
        person("P1", "Ali Rustam"),
        person("P2", "Bek Rustam"),
        body("B1", "Colony"),
        body("B2", "Office"),
    ];
    all.extend_from_slice(entities);
    postings(&all, &[], None).conflicts.iter().map(|c| c.about).collect()
}

#[test]
fn what_cannot_all_be_so_is_shown() {
    let of = |label, who, at, more: &[(&'static str, &str)]| {
        let mut dates = vec![FROM, TO];
        dates.extend_from_slice(more);
        posting(label, who, at, &dates)
    };
    let dead = record("person", "P3", &[("name", "Said Rustam"), ("death_date", "2018-05-01")]);
    let gone = record("body", "B3", &[("name", "Old Office"), ("dissolved", "2018-12")]);
    let rows: [(&str, Vec<EntityRecord>, Vec<PostMatter>); 10] = [
        ("one holder", vec![of("T1", "P1", "B1", &[])], vec![]),
        (
            "two holders",
            vec![of("T1", "P1", "B1", &[]), of("T2", "P2", "B1", &[])],
            vec![PostMatter::TwoHolders],
        ),
        (
            "a shared post",
            vec![of("T1", "P1", "B1", &[("shared", "yes")]), of("T2", "P2", "B1", &[])],
            vec![],
        ),
        (
            "one after the other, on the same day",
            vec![
                posting("T1", "P1", "B1", &[("first_precise", "2017-01-01"), ("last_precise", "2018-03-01")]),
                of("T2", "P2", "B1", &[]),
            ],
            vec![],
        ),
        (
            "two places",
            vec![of("T1", "P1", "B1", &[]), of("T2", "P1", "B2", &[])],
            vec![PostMatter::TwoPlaces],
        ),
        (
            "two places, one above the other",
            vec![of("T1", "P1", "B1", &[]), of("T2", "P1", "B2", &[]), under("L", "B1", "B2")],
            vec![],
        ),
        ("the dead leave their posts", vec![dead, of("T1", "P3", "B1", &[])], vec![PostMatter::AfterDeath]),
        ("a body that is no more", vec![gone, of("T1", "P1", "B3", &[])], vec![PostMatter::NoSuchBody]),
        ("a circle", vec![under("L1", "B1", "B2"), under("L2", "B2", "B1")], vec![PostMatter::Circle]),
        (
            "two circles are two",
            vec![
                under("L1", "B1", "B2"),
                under("L2", "B2", "B1"),
                body("B4", "Four"),
                body("B5", "Five"),
                under("L3", "B4", "B5"),
                under("L4", "B5", "B4"),
            ],
            vec![PostMatter::Circle, PostMatter::Circle],
        ),
    ];
    for (name, entities, expected) in rows {
        assert_eq!(matters(&entities), expected, "{name}");
    }
}

#[test]
fn nobody_holds_a_post_after_death() {
    let dead = record("person", "P3", &[("name", "Said Rustam"), ("death_date", "2018-05-01")]);
    let all = [dead, body("B1", "Colony"), posting("T1", "P3", "B1", &[FROM])];
    let on = |day: &str| postings(&all, &[], Some(day.parse().expect(day))).postings.len();
    assert_eq!((on("2018-05-01"), on("2018-05-02")), (1, 0));
}

#[test]
fn a_report_that_names_another_is_shown_at_once() {
    let all = [
        person("P1", "Ali Rustam"),
        person("P2", "Bek Rustam"),
        body("B1", "Colony"),
        body("B2", "Ministry"),
        posting("T1", "P1", "B1", &[FROM, TO]),
        posting("T2", "P2", "B2", &[FROM, TO, ("title", "minister")]),
    ];
    let rows = [
        ("the holder", "Ali Rustam", "head", 0),
        ("the holder by a part of his name, post and body", "Rustam Ali", "head of the colony", 0),
        ("another", "Bek Rustam", "head", 2),
        ("somebody unknown", "Nobody Known", "head of the Colony", 1),
        ("another post of the holder", "Ali Rustam", "minister", 2),
        ("a post and a person that the record does not know", "Nobody Known", "driver", 0),
    ];
    for (name, who, post, expected) in rows {
        let mut said = claim(1, CountMode::Unspecified, None, None, "");
        said.claim.kind = Kind::HoldsPost;
        said.claim.actor = Some(Actor { text: who.to_owned(), class: None });
        said.claim.victim = Some(Victim { text: post.to_owned(), class: None, name: None });
        said.reported.reported_on = Some("2018-11-07".parse().expect("a date"));
        let found = postings(&all, &[said.clone()], None).conflicts;
        assert_eq!(found.len(), expected, "{name}: {found:?}");
        assert!(found.iter().all(|c| c.claims.contains(&said.id) && c.about == PostMatter::SaidOtherwise));
        said.claim.status = Status::Denied;
        assert!(postings(&all, &[said], None).conflicts.is_empty(), "{name}, denied");
    }
}
