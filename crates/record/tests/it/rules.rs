//! Each rule of the toll on data that shows it.

use sanad_model::*;
use sanad_record::*;

use crate::khujand::{self, claim, claim_id, id};

fn killed() -> TollQuery {
    TollQuery { event: None, kind: Kind::Killed, as_of: None }
}

fn bound<'t>(toll: &'t Toll, scope: &str, rule: Rule) -> &'t Bound {
    toll.bounds.iter().find(|b| b.scope == scope && b.rule == rule).expect(scope)
}

fn row<'t>(toll: &'t Toll, label: &str) -> &'t Row {
    toll.rows.iter().find(|row| row.claim == id(label)).expect(label)
}

fn judgement(subject: Subject, verdict: Verdict, rule: Option<&str>) -> Judgement {
    Judgement {
        subject,
        verdict,
        why: Some("read again".to_owned()),
        rule: rule.map(str::to_owned),
        by: ActorId::from_commitment(&Commitment::from_bytes([1; 32])),
        at: "2026-01-01T00:00:00Z".parse().expect("a time"),
    }
}

#[test]
fn khujand_has_the_bounds_that_its_reports_give() {
    let toll = toll(&khujand::claims(), &[], &killed());
    assert_eq!(toll.event.as_deref(), Some("Khujand, November 2018"));
    assert_eq!(toll.rows.len(), 20);
    let both = "inmates and guards";
    let rows = [
        (both, Rule::LowestClaim, Some(22), Some(22), 1),
        (both, Rule::HighestClaim, Some(52), None, 1),
        (both, Rule::Agreed, None, None, 11),
        (both, Rule::Majority, Some(25), Some(25), 4),
        (both, Rule::Named, Some(0), Some(0), 0),
        (both, Rule::Class(AttributionType::Official), Some(23), None, 6),
        ("inmates", Rule::LowestClaim, Some(13), Some(13), 1),
        ("inmates", Rule::HighestClaim, Some(47), None, 1),
        ("inmates", Rule::Agreed, None, None, 3),
        ("inmates", Rule::Majority, Some(13), Some(13), 2),
        (UNSTATED, Rule::LowestClaim, Some(26), Some(26), 1),
        (UNSTATED, Rule::HighestClaim, Some(53), Some(53), 1),
        (UNSTATED, Rule::Majority, None, None, 2),
        ("bodies seen in one photograph", Rule::LowestClaim, Some(16), None, 1),
        ("bodies seen in one photograph", Rule::Agreed, Some(16), None, 1),
    ];
    for (scope, rule, low, high, claims) in rows {
        let bound = bound(&toll, scope, rule);
        assert_eq!((bound.low, bound.high, bound.claims.len()), (low, high, claims), "{scope}: {rule}");
    }
    assert_eq!((bound(&toll, both, Rule::Majority).sources, bound(&toll, both, Rule::Majority).of), (4, 11));
    assert_eq!(toll.scopes()[0], both);

    let superseded = |label: &str| row(&toll, label).superseded_by;
    assert_eq!(superseded("C002"), Some(id("C008")));
    assert_eq!(superseded("C008"), Some(id("C018")));
    assert_eq!(row(&toll, "C021").standing, Standing::Repeats);
    assert_eq!(row(&toll, "C021").folded_into, Some(id("C020")));
    assert_eq!(toll.without_number.iter().map(|r| r.claim).collect::<Vec<_>>(), [id("C007")]);

    let about: Vec<_> = toll.conflicts.iter().map(|c| (c.about.as_str(), c.claims.len())).collect();
    assert_eq!(
        about,
        [
            ("killed: inmates", 3),
            ("killed: inmates and guards", 11),
            ("killed: not stated", 2),
            ("killed: inmates and guards: repeats reports/C020 with another figure", 2),
            ("claimed_responsibility", 1),
        ]
    );
    assert!(toll.problems.is_empty() && toll.conflicts.iter().all(|c| c.rule.is_none()));
}

#[test]
fn the_json_has_the_promised_keys() {
    let toll = toll(&khujand::claims(), &[], &TollQuery { kind: Kind::Wounded, ..killed() });
    let json = serde_json::to_value(&toll).unwrap();
    for key in ["event", "kind", "rows", "bounds", "conflicts", "without_number"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    for key in [
        "source",
        "speaker",
        "publisher",
        "date",
        "mode",
        "low",
        "high",
        "scope",
        "based_on",
        "superseded_by",
        "claim",
        "item",
        "quote",
    ] {
        assert!(json["rows"][0].get(key).is_some(), "{key}");
    }
    assert_eq!(json["bounds"][0]["rule"], "lowest_claim");
    assert_eq!(json["bounds"][0]["claims"].as_array().unwrap().len(), 1);
    assert_eq!(json["conflicts"][0]["rule"], serde_json::Value::Null);
    assert!(json["bounds"].as_array().unwrap().iter().any(|b| b["rule"] == "class:unnamed_sources"));
}

#[test]
fn a_figure_counts_until_the_day_it_was_replaced() {
    let as_of = |day: &str| TollQuery { as_of: day.parse().ok(), ..killed() };
    let first = toll(&khujand::claims(), &[], &as_of("2018-11-08"));
    assert!(row(&first, "C002").counted);
    assert_eq!(first.left_out.later, 14);
    let second = toll(&khujand::claims(), &[], &as_of("2018-11-09"));
    assert_eq!(row(&second, "C002").superseded_by, Some(id("C008")));
    assert!(row(&second, "C008").counted);
    let month = toll(&khujand::claims(), &[], &as_of("2018-11"));
    assert_eq!(row(&month, "C008").superseded_by, Some(id("C018")));
}

#[test]
fn a_rejected_claim_neither_counts_nor_replaces_and_can_come_back() {
    let reject = judgement(Subject::Claim(id("C018")), Verdict::Rejected, None);
    let undo = judgement(Subject::Claim(id("C018")), Verdict::Accepted, None);
    let without = toll(&khujand::claims(), std::slice::from_ref(&reject), &killed());
    assert_eq!(without.left_out.rejected, 1);
    assert!(row(&without, "C008").counted && without.rows.iter().all(|r| r.claim != id("C018")));
    let again = toll(&khujand::claims(), &[reject, undo], &killed());
    assert_eq!(again, toll(&khujand::claims(), &[], &killed()));

    // The middle of a chain rejected: the last figure still replaces the first.
    let middle = judgement(Subject::Claim(id("C008")), Verdict::Rejected, None);
    let chain = toll(&khujand::claims(), &[middle], &killed());
    assert_eq!(row(&chain, "C002").superseded_by, Some(id("C018")));
}

#[test]
fn a_judgement_names_its_rule_and_removes_no_side() {
    let plain = toll(&khujand::claims(), &[], &killed());
    let sides = plain.conflicts[1].claims.clone();
    let by_rule = judgement(Subject::Conflict(sides.clone()), Verdict::Accepted, Some("range"));
    let judged = toll(&khujand::claims(), std::slice::from_ref(&by_rule), &killed());
    assert_eq!(judged.conflicts[1].rule.as_deref(), Some("range"));
    assert_eq!(judged.conflicts[1].claims, sides);
    let undone = judgement(Subject::Conflict(sides), Verdict::Conflict, None);
    assert_eq!(toll(&khujand::claims(), &[by_rule, undone], &killed()).conflicts[1].rule, None);
}

#[test]
fn circles_end_and_are_said() {
    let mut claims: Vec<_> = (1..=4).map(|n| claim(n, CountMode::Exact, Some(n), None, "all")).collect();
    let name = |n: u64| Some(claim_id(n).to_string());
    claims[0].reported.lineage.supersedes = name(2);
    claims[1].reported.lineage.supersedes = name(1);
    claims[2].reported.lineage.based_on = name(4);
    claims[3].reported.lineage.based_on = name(3);
    claims[3].reported.lineage.supersedes = name(4);
    claims[3].reported.lineage.disputes = name(4);
    claims[3].reported.lineage.part_of = name(4);
    let toll = toll(&claims, &[], &killed());
    let about: Vec<_> = toll.conflicts.iter().map(|c| c.about.clone()).collect();
    for field in ["circular: supersedes", "circular: based_on", "circular: part_of"] {
        assert!(about.iter().any(|a| a == field), "{field} in {about:?}");
    }
    assert!(toll.rows[0].counted && toll.rows[1].counted && toll.rows[2].counted);
}

#[test]
fn scopes_parts_names_and_statuses_are_kept_apart() {
    let mut whole = claim(1, CountMode::AtLeast, Some(47), None, "Inmates and guards");
    whole.reported.lineage.label = Some("op-ed/total".to_owned());
    let mut part = claim(2, CountMode::Exact, Some(2), None, "guards");
    part.reported.lineage.part_of = Some("op-ed/total".to_owned());
    let mut inside = claim(3, CountMode::Exact, Some(5), None, "inmates  and guards");
    inside.reported.lineage.part_of = Some("op-ed/total".to_owned());
    let mut named = claim(4, CountMode::Exact, Some(1), None, "inmates and guards");
    named.claim.victim =
        Some(Victim { text: "a man".to_owned(), class: None, name: Some("N. N.".to_owned()) });
    let mut again = named.clone();
    again.id = claim_id(5);
    let mut denied = claim(6, CountMode::Exact, Some(0), None, "inmates and guards");
    denied.claim.status = Status::Denied;
    denied.reported.lineage.disputes = Some("op-ed/total".to_owned());
    let vague = claim(7, CountMode::Vague, None, None, "inmates and guards");
    let toll = toll(&[whole, part, inside, named, again, denied, vague], &[], &killed());

    let standing: Vec<_> = toll.rows.iter().map(|r| (r.scope.as_str(), r.standing)).collect();
    let both = "Inmates and guards";
    assert_eq!(
        standing,
        [
            (both, Standing::Counted),
            ("guards", Standing::Counted),
            (both, Standing::Part),
            (both, Standing::Named),
            (both, Standing::Named),
        ]
    );
    assert_eq!(bound(&toll, both, Rule::Named).low, Some(1));
    assert_eq!(bound(&toll, both, Rule::LowestClaim).low, Some(47));
    assert_eq!(bound(&toll, "guards", Rule::Agreed).low, Some(2));
    let without: Vec<_> = toll.without_number.iter().map(|r| r.standing).collect();
    assert_eq!(without, [Standing::NotAsFact, Standing::NoNumber]);
    assert_eq!(toll.conflicts.len(), 1);
    assert_eq!(toll.conflicts[0].about, "killed: Inmates and guards: op-ed/total is disputed");
}

#[test]
fn references_to_nothing_are_problems_and_nothing_more() {
    let mut lost = claim(1, CountMode::Exact, Some(3), None, "");
    lost.reported.lineage.supersedes = Some("nowhere/C1".to_owned());
    lost.reported.lineage.based_on = Some("c-zzzzzzzzzzzz".to_owned());
    lost.reported.scope = None;
    let mut other = lost.clone();
    other.claim.kind = Kind::Wounded;
    other.id = claim_id(2);
    other.reported.lineage = Lineage { supersedes: Some(lost.id.to_string()), ..Lineage::default() };
    let toll = toll(&[lost, other], &[], &killed());
    assert_eq!(toll.rows[0].scope, UNSTATED);
    assert_eq!(toll.rows[0].based_on.as_deref(), Some("c-zzzzzzzzzzzz"));
    assert!(toll.rows[0].counted);
    assert_eq!(toll.problems.len(), 3, "{:?}", toll.problems);
}

#[test]
fn a_label_given_again_updates_and_an_event_filters() {
    let mut old = claim(1, CountMode::Exact, Some(3), None, "all");
    old.reported.lineage.label = Some("t/1".to_owned());
    old.reported.event = Some("First".to_owned());
    let mut new = claim(2, CountMode::Exact, Some(4), None, "all");
    new.reported.lineage.label = Some("t/1".to_owned());
    new.reported.event = Some("first ".to_owned());
    let mut elsewhere = claim(3, CountMode::Exact, Some(90), None, "all");
    elsewhere.reported.event = Some("Second".to_owned());
    let claims = [new, elsewhere, old];
    let first = toll(&claims, &[], &TollQuery { event: Some("FIRST".to_owned()), ..killed() });
    assert_eq!(first.rows.iter().map(|r| r.counted).collect::<Vec<_>>(), [false, true]);
    assert_eq!(bound(&first, "all", Rule::HighestClaim).high, Some(4));
    let all = toll(&claims, &[], &killed());
    assert!(all.problems.iter().any(|p| p.what.starts_with("figures of 2 events")), "{:?}", all.problems);
    assert_eq!(all.event, None);
    assert!(toll(&[], &[], &killed()).rows.is_empty());
}

#[test]
fn repeats_are_one_source_through_any_claim_of_the_same_report() {
    // A paper repeats a broadcast; its figure for the wounded folds into the broadcast's own.
    let mut dead = claim(1, CountMode::Exact, Some(47), None, "all");
    dead.claim.attribution.text = "a doctor".to_owned();
    let mut hurt = dead.clone();
    hurt.id = claim_id(2);
    hurt.claim.kind = Kind::Wounded;
    hurt.claim.count = Count::exact(120, "120");
    let mut paper = claim(3, CountMode::Exact, Some(120), None, "all");
    paper.claim.kind = Kind::Wounded;
    paper.reported.publisher = Some("Another paper".to_owned());
    paper.reported.lineage.based_on = Some(dead.id.to_string());
    let claims = [dead, hurt, paper];
    let wounded = toll(&claims, &[], &TollQuery { kind: Kind::Wounded, ..killed() });
    assert_eq!(wounded.rows[1].folded_into, Some(claim_id(2)));
    assert!(wounded.conflicts.is_empty());

    let all: Vec<ClaimId> = claims.iter().map(|c| c.id).collect();
    let sources = independent_sources(&all, &claims);
    assert_eq!(sources.count, 1);
    assert_eq!(sources.folded, [Folded { claim: claim_id(3), into: claim_id(1) }]);
    assert_eq!(sources.sources[0].name, "a doctor (A paper)");
}

#[test]
fn intervals_of_every_mode_give_honest_ends() {
    type Rows = &'static [(CountMode, Option<u64>, Option<u64>)];
    use CountMode::*;
    type Case = (&'static str, Rows, Rule, Option<u64>, Option<u64>);
    const NO: Option<u64> = Option::None;
    let rows: &[Case] = &[
        ("at most alone is open below", &[(AtMost, NO, Some(20))], Rule::LowestClaim, NO, Some(20)),
        ("at most alone agrees below", &[(AtMost, NO, Some(20))], Rule::Agreed, NO, Some(20)),
        ("at least alone is open above", &[(AtLeast, Some(9), NO)], Rule::LowestClaim, Some(9), NO),
        (
            "exact beats open at the low end",
            &[(AtLeast, Some(9), NO), (Exact, Some(9), NO)],
            Rule::LowestClaim,
            Some(9),
            Some(9),
        ),
        (
            "open beats exact at the high end",
            &[(AtLeast, Some(9), NO), (Exact, Some(9), NO)],
            Rule::HighestClaim,
            Some(9),
            NO,
        ),
        (
            "ranges meet",
            &[(Range, Some(5), Some(9)), (Range, Some(7), Some(12))],
            Rule::Agreed,
            Some(7),
            Some(9),
        ),
        (
            "touching ranges meet in one number",
            &[(Range, Some(5), Some(9)), (AtLeast, Some(9), NO)],
            Rule::Agreed,
            Some(9),
            Some(9),
        ),
        (
            "two shared stretches are no majority",
            &[(Exact, Some(1), NO), (Range, Some(1), Some(9)), (Exact, Some(9), NO)],
            Rule::Majority,
            NO,
            NO,
        ),
        (
            "nothing shared is no majority",
            &[(Exact, Some(1), NO), (Exact, Some(2), NO)],
            Rule::Majority,
            NO,
            NO,
        ),
        (
            "neighbours of other sources stay apart",
            &[(Range, Some(1), Some(4)), (Range, Some(1), Some(9)), (Range, Some(5), Some(9))],
            Rule::Majority,
            NO,
            NO,
        ),
        (
            "most allow",
            &[(AtLeast, Some(3), NO), (AtLeast, Some(5), NO), (Exact, Some(4), NO)],
            Rule::Majority,
            NO,
            NO,
        ),
        ("no casualties", &[(None, NO, NO)], Rule::Agreed, Some(0), Some(0)),
        (
            "the largest number there is",
            &[(Exact, Some(u64::MAX), NO), (AtLeast, Some(u64::MAX), NO)],
            Rule::Majority,
            Some(u64::MAX),
            NO,
        ),
    ];
    for (name, counts, rule, low, high) in rows {
        let claims: Vec<_> = counts
            .iter()
            .zip(1..)
            .map(|((mode, low, high), n)| claim(n, *mode, *low, *high, "all"))
            .collect();
        let toll = toll(&claims, &[], &killed());
        let found = bound(&toll, "all", *rule);
        assert_eq!((found.low, found.high), (*low, *high), "{name}");
    }
}
