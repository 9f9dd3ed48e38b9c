//! Review: what may be changed, what is refused in which words, and what comes first.

use sanad_claims::edit::{FIELDS, apply_edits, priority};
use sanad_model::{Attribution, AttributionType, Claim, Count, CountMode, Kind, Reported, Status};

fn claim(kind: Kind, n: u64, status: Status) -> Claim {
    Claim {
        kind,
        victim: None,
        count: Count::exact(n, n.to_string()),
        actor: None,
        place: None,
        time: None,
        method: None,
        attribution: Attribution { kind: AttributionType::Official, text: "the ministry".into() },
        status,
        span: (0, 1).into(),
        quote: "x".into(),
        rule: "en.passive".into(),
    }
}

/// Edits as "field=value; field=value" against a claim of 14 killed.
fn check(edits: &str, expected: &str) {
    let edits: Vec<(String, String)> = edits
        .split(';')
        .filter_map(|e| e.trim().split_once('='))
        .map(|(f, v)| (f.to_owned(), v.to_owned()))
        .collect();
    let found = match apply_edits(&claim(Kind::Killed, 14, Status::Reported), &Reported::default(), &edits) {
        Err(error) => error.to_string().chars().take(90).collect(),
        Ok((c, r)) => {
            let bound = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
            format!(
                "{} {} {}..{} {} {} {} {}",
                c.kind,
                c.count.mode(),
                bound(c.count.low()),
                bound(c.count.high()),
                c.attribution.kind,
                c.attribution.text,
                c.status,
                r.scope.unwrap_or_default()
            )
        }
    };
    assert_eq!(found.trim(), expected, "{edits:?}");
}

#[test]
fn edits_are_checked_and_applied_together() {
    let rows = [
        ("", "killed exact 14..14 official the ministry reported"),
        ("kind=wounded", "wounded exact 14..14 official the ministry reported"),
        ("count_mode=at_least", "killed at_least 14.. official the ministry reported"),
        ("count_mode=at_most", "killed at_most ..14 official the ministry reported"),
        ("count_mode=unspecified", "killed unspecified .. official the ministry reported"),
        ("low=20", "killed exact 20..20 official the ministry reported"),
        ("count_mode=range; low=10; high=20", "killed range 10..20 official the ministry reported"),
        ("count_mode=range; high=20", "killed range 14..20 official the ministry reported"),
        ("speaker=the mother of a prisoner", "killed exact 14..14 witness the mother of a prisoner reported"),
        ("speaker=the radio; attribution_type=ngo", "killed exact 14..14 ngo the radio reported"),
        ("status=alleged; scope=inmates", "killed exact 14..14 official the ministry alleged inmates"),
        (
            "kind=murdered",
            "kind: \"murdered\" is no kind of claim; known are killed, wounded, shot, casualties, kidnapped",
        ),
        ("low=some", "low: \"some\" is not a whole number"),
        (
            "count_mode=range; low=9; high=3",
            "a count of mode range takes a low and a high, low first, not low Some(9) and high Some(3)",
        ),
        (
            "colour=red",
            "\"colour\" is no field of a claim; known are kind, count_mode, low, high, scope, victim, victim_class",
        ),
        (
            "reported_on=8.11.2018",
            "reported_on: \"8.11.2018\" is not a date like 2018, 2018-11 or 2018-11-07",
        ),
        ("low=1; low=2", "low is given twice"),
        ("victim_class=guards", "victim_class: there is no victim to class"),
    ];
    for (edits, expected) in rows {
        check(edits, &expected.chars().take(90).collect::<String>());
    }
}

#[test]
fn every_field_can_be_changed() {
    for field in FIELDS {
        let value = match *field {
            "kind" => "wounded",
            "count_mode" => "about",
            "low" | "high" => "14",
            "attribution_type" => "ngo",
            "status" => "alleged",
            "reported_on" | "time" => "2018-11",
            _ => "guards",
        };
        let mut edits = vec![((*field).to_owned(), value.to_owned())];
        if *field == "victim_class" {
            edits.push(("victim".to_owned(), "staff".to_owned()));
        }
        assert!(
            apply_edits(&claim(Kind::Killed, 14, Status::Reported), &Reported::default(), &edits).is_ok(),
            "{field}"
        );
    }
}

#[test]
fn what_matters_most_for_the_toll_comes_first() {
    let mut claims = [
        ("a question", claim(Kind::Killed, 900, Status::RhetoricalQuestion)),
        ("few wounded", claim(Kind::Wounded, 3, Status::Reported)),
        ("many killed", claim(Kind::Killed, 47, Status::Reported)),
        ("some killed", claim(Kind::Killed, 5, Status::Asserted)),
        ("many wounded", claim(Kind::Wounded, 100, Status::Reported)),
        (
            "no number",
            Claim {
                count: Count::new(CountMode::Unspecified, None, None, "").unwrap(),
                ..claim(Kind::Killed, 1, Status::Reported)
            },
        ),
    ];
    claims.sort_by_key(|(_, c)| std::cmp::Reverse(priority(c, &[])));
    let order: Vec<&str> = claims.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        order,
        ["many killed", "some killed", "many wounded", "few wounded", "no number", "a question"]
    );
}
