//! Entities of other systems: FollowTheMoney as JSON lines, Security Force Monitor as tables.

use sanad_claims::{EntityTable, is_ftm, read_entities, read_ftm};
use sanad_model::Schema;

fn keys(read: &EntityTable) -> Vec<String> {
    read.rows.iter().map(|row| row.entity.key()).collect()
}

#[test]
fn people_organisations_and_posts_of_followthemoney_become_entities_with_their_line() {
    let text = concat!(
        r#"{"id":"o1","schema":"Occupancy","properties":{"holder":["p1"],"post":["q1"],"startDate":["2019-03"]}}"#,
        "\n",
        r#"{"id":"p1","schema":"Person","properties":{"name":["Anvar Example","A. Example"],"alias":["Анвар"],"gender":["male"],"birthDate":["1970"]}}"#,
        "\n\n",
        r#"{"id":"b/1","schema":"PublicBody","properties":{"name":["An Invented Agency"],"country":["tj"]}}"#,
        "\n",
        r#"{"id":"q1","schema":"Position","properties":{"name":["director"],"organization":["b/1"]}}"#,
        "\n",
        r#"{"id":"m1","schema":"Membership","properties":{"member":["p1"],"organization":["b/1"],"role":["adviser"],"endDate":["2020-01-31"]}}"#,
        "\n",
        r#"{"id":"v1","schema":"Vessel","properties":{"name":["A Boat"]}}"#,
    );
    assert!(is_ftm(text));
    let read = read_ftm(text);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    assert_eq!(keys(&read), ["person/p1", "body/b-1", "posting/o1", "posting/m1"]);
    for row in &read.rows {
        assert_eq!(&text[row.span.start..row.span.end], row.quote, "each stands on its line");
    }
    let person = &read.rows[0].entity;
    assert_eq!(person.all("aliases"), ["A. Example", "Анвар"]);
    let held = &read.rows[2].entity;
    let said = ["person", "body", "title", "first_precise", "starting"].map(|f| held.value(f).unwrap_or("-"));
    assert_eq!(said, ["p1", "b-1", "director", "2019-03", "yes"]);
    let member = &read.rows[3].entity;
    assert_eq!((member.value("title"), member.value("ending")), (Some("adviser"), Some("yes")));
    let notes = format!("{:?}", read.notes);
    assert!(notes.contains("Vessel"), "what is not read is said: {notes}");
}

#[test]
fn a_line_that_is_no_entity_refuses_the_file() {
    let good = r#"{"id":"p1","schema":"Person","properties":{"name":["Anvar Example"]}}"#;
    for (bad, says) in [
        ("{\"id\":", "line 2"),
        ("not json", "line 2"),
        (r#"{"id":"p2","schema":"Person","properties":{"name":["X"],"birthDate":["soon"]}}"#, "birth_date"),
        (r#"{"id":"p2","schema":"Person","properties":{}}"#, "name"),
    ] {
        let read = read_ftm(&format!("{good}\n{bad}\n"));
        assert!(format!("{:?}", read.errors).contains(says), "{bad}: {:?}", read.errors);
    }
    assert!(!is_ftm("id,name\n1,x\n") && !is_ftm("{\"a\": 1}") && !is_ftm(""));
    assert!(!read_ftm("").errors.is_empty());
}

#[test]
fn tables_of_security_force_monitor_are_known_by_their_columns() {
    let people = "about_entity:ref:claim,person:names:assertion,country:annotation\nP1,Adam Example,ng\nP1,Adamu Example,\n";
    let read = read_entities(people, Schema::find("person").unwrap(), &[]);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    assert_eq!(keys(&read), ["person/P1"], "two claims about one person");
    assert_eq!(read.rows[0].entity.all("aliases"), ["Adamu Example"]);

    let posts = "about_entity:ref:claim,posting:person:refs:assertion,posting:unit:refs:assertion,posting:roles:assertion,\
                 posting:ranks:assertion,first_precise:range,last_imprecise:range,starting:range,ending:range\n\
                 T1,P1,U1,Commander,Colonel,2012-09-01,2013,Y,N\nT1,P1,U1,Commander,Colonel,2012-10,,N,N\n";
    let read = read_entities(posts, Schema::find("posting").unwrap(), &[]);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    assert_eq!(keys(&read), ["posting/T1", "posting/T1-2"], "two claims about one posting stay two");
    let said = ["person", "body", "title", "rank", "first_precise", "last_imprecise", "starting"];
    let said = said.map(|f| read.rows[0].entity.value(f).unwrap_or("-"));
    assert_eq!(said, ["P1", "U1", "Commander", "Colonel", "2012-09-01", "2013", "yes"]);

    let older = ":posting:id,:posting:person:id,:posting:unit:id,:posting:role,:posting:date-range-imprecise:first\nT9,P1,U1,Commander,2012-09-01\n";
    let read = read_entities(older, Schema::find("posting").unwrap(), &[]);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    assert_eq!(read.rows[0].entity.value("first_imprecise"), Some("2012-09-01"));

    // any other table keeps its rule: an id stands once
    let twice = "id,name\nP1,A\nP1,B\n";
    assert!(!read_entities(twice, Schema::find("person").unwrap(), &[]).errors.is_empty());
}
