//! Each rule with what makes it met, not met and unknown.

use sanad_findings::Answer::{Met, NotMet, Unknown};
use sanad_findings::{Answer, Outcome, Rule, profile};

use crate::case::{Case, full};

type Change = fn(&mut Case);

fn answer(rule: Rule, about: &str, change: Change) -> Outcome {
    let mut case = full();
    change(&mut case);
    // The profile of Canada with all degrees: what is covered is the matter of a row, not of a recipient.
    let profile = profile("ca-jvcfoa").expect("built in");
    rule.answer(profile, &case.matter(about), "gravity")
}

fn nothing(_: &mut Case) {}

fn no_acts(case: &mut Case) {
    case.drop("act");
}

fn threats_only(case: &mut Case) {
    case.set("act/A1", "type", "threat").set("act/A2", "type", "threat");
}

fn dated(case: &mut Case, date: &str) {
    for act in ["act/A1", "act/A2"] {
        case.set(act, "date", date);
    }
}

fn posting(case: &mut Case, dates: [&str; 4]) {
    for (field, date) in
        ["first_imprecise", "first_precise", "last_precise", "last_imprecise"].iter().zip(dates)
    {
        case.set("posting/T1", field, date);
    }
}

#[rustfmt::skip]
const ROWS: &[(Rule, &str, Change, Answer, &str)] = &[
    (Rule::SeriousAbuse, "claimed", nothing, Met, ""),
    (Rule::SeriousAbuse, "no type that is covered", threats_only, NotMet, "of a type that the recipient covers"),
    (Rule::SeriousAbuse, "no claim", |c| { c.claims_of("act/A1", "").claims_of("act/A2", ""); }, Unknown, "act/A1: a claim"),
    (Rule::SeriousAbuse, "claims rejected", |c| { for l in ["C1", "C2", "C3", "C4"] { c.reject(l); } }, Unknown, "act/A2: a claim"),
    (Rule::SeriousAbuse, "no acts", no_acts, Unknown, "an act of a type"),

    (Rule::Connection, "involvement", |c| { c.drop("responsibility"); }, Met, ""),
    (Rule::Connection, "responsibility alone", |c| { c.drop("involvement"); }, Met, ""),
    (Rule::Connection, "another degree", |c| { c.drop("responsibility").set("involvement/I1", "degree", "present"); }, NotMet, "of a degree"),
    (Rule::Connection, "no claim", |c| { c.drop("responsibility").claims_of("involvement/I1", ""); }, Unknown, "involvement/I1: a claim"),
    (Rule::Connection, "none", |c| { c.drop("responsibility").drop("involvement"); }, Unknown, "an involvement"),

    (Rule::InvolvedPerson, "omission", |c| { c.drop("involvement"); }, Met, ""),
    (Rule::InvolvedPerson, "control is no part of one's own", |c| { c.drop("involvement").drop("responsibility/S3"); }, Unknown, "an involvement or omission"),
    (Rule::InvolvedPerson, "only present", |c| { c.drop("responsibility").set("involvement/I1", "degree", "present"); }, NotMet, "of the person's own"),
    (Rule::InvolvedPerson, "only through the body", |c| {
        c.drop("responsibility").drop("involvement");
        c.put("involvement/I2", &[("who", "body/B1"), ("act", "act/A1"), ("degree", "carried_out"), ("claims", "C1")]);
    }, Unknown, "beside a post in a body that is involved"),

    (Rule::LeaderTenure, "a precise range covers it", nothing, Met, ""),
    (Rule::LeaderTenure, "the day itself", |c| posting(c, ["", "2018-11-08", "", ""]), Met, ""),
    (Rule::LeaderTenure, "an imprecise range covers it", |c| posting(c, ["2017", "", "", "2019"]), Unknown, "posting/T1: whether it was held for sure"),
    (Rule::LeaderTenure, "between sure and perhaps", |c| posting(c, ["2017-01-01", "2018-12-01", "2019-01-01", ""]), Unknown, "held for sure"),
    (Rule::LeaderTenure, "began, end unsaid", |c| posting(c, ["", "2017-01-01", "", ""]), Unknown, "held for sure"),
    (Rule::LeaderTenure, "undated", |c| posting(c, ["", "", "", ""]), Unknown, "held for sure"),
    (Rule::LeaderTenure, "left before", |c| posting(c, ["", "2015-01-01", "2018-11-06", ""]), NotMet, "a post held at the date"),
    (Rule::LeaderTenure, "came after", |c| posting(c, ["2018-11-09", "2019-01-01", "2019-06-30", ""]), NotMet, "a post held at the date"),
    (Rule::LeaderTenure, "the act is only known by its year", |c| { dated(c, "2018"); posting(c, ["", "2018-06-01", "2019-06-30", ""]); }, Unknown, "held for sure"),
    (Rule::LeaderTenure, "the act is undated", |c| { dated(c, ""); c.set("event/E1", "first_date", "").set("event/E1", "last_date", ""); }, Unknown, "act/A1: its date"),
    (Rule::LeaderTenure, "the posting's claims are rejected", |c| { c.reject("C6"); }, Unknown, "a posting with its dates"),
    (Rule::LeaderTenure, "no posting", |c| { c.drop("posting"); }, Unknown, "a posting with its dates"),

    (Rule::RightsCovered, "torture", nothing, Met, ""),
    (Rule::RightsCovered, "threats", threats_only, NotMet, "an act against life"),
    (Rule::RightsCovered, "a disappearance may be", |c| { c.set("act/A1", "type", "enforced_disappearance").set("act/A2", "type", "threat"); }, Unknown, "says whether life was taken"),
    (Rule::RightsCovered, "no acts", no_acts, Unknown, "an act against life"),

    (Rule::VictimRole, "journalist", nothing, Met, ""),
    (Rule::VictimRole, "another role", |c| { c.set("person/V1", "victim_role", "prisoner"); }, NotMet, "exposed wrongdoing"),
    (Rule::VictimRole, "unsaid", |c| { c.set("person/V1", "victim_role", ""); }, Unknown, "person/V1: the role"),
    (Rule::VictimRole, "no victim", no_acts, Unknown, "a victim"),

    (Rule::AfterRomeStatute, "after", nothing, Met, ""),
    (Rule::AfterRomeStatute, "the first day", |c| dated(c, "2002-07-01"), Met, ""),
    (Rule::AfterRomeStatute, "the last day before", |c| dated(c, "2002-06-30"), NotMet, "on or after 2002-07-01"),
    (Rule::AfterRomeStatute, "in that year", |c| dated(c, "2002"), Unknown, "all before or all after"),
    (Rule::AfterRomeStatute, "no acts", no_acts, Unknown, "an act with its date"),

    (Rule::SuperiorResponsibility, "all three", nothing, Met, ""),
    (Rule::SuperiorResponsibility, "no knowledge", |c| { c.drop("responsibility/S2"); }, Unknown, "knowledge, with a claim"),
    (Rule::SuperiorResponsibility, "no claim for control", |c| { c.claims_of("responsibility/S1", ""); }, Unknown, "control, with a claim"),
    (Rule::SuperiorResponsibility, "control ended before", |c| { c.set("responsibility/S1", "last_precise", "2018-01-01"); }, NotMet, "control, with a claim behind it, at the time"),
    (Rule::SuperiorResponsibility, "none", |c| { c.drop("responsibility"); }, Unknown, "omission, with a claim"),

    (Rule::SufficientIndependence, "two each", nothing, Met, ""),
    (Rule::SufficientIndependence, "one of them rejected", |c| { c.reject("C2"); }, NotMet, "act/A1: a second independent source (it has 1)"),
    (Rule::SufficientIndependence, "no acts", no_acts, Unknown, "an act of a type"),

    (Rule::NamedOrCounted, "named", |c| { c.reject("C8"); }, Met, ""),
    (Rule::NamedOrCounted, "counted", |c| { c.set("act/A1", "victim", ""); }, Met, ""),
    (Rule::NamedOrCounted, "neither", |c| { c.set("act/A1", "victim", "").reject("C8"); }, NotMet, "act/A1: a victim, or a number"),
    (Rule::NamedOrCounted, "nobody died", threats_only, Unknown, "somebody died"),

    (Rule::AuthoritiesUnwilling, "none opened", nothing, Met, ""),
    (Rule::AuthoritiesUnwilling, "no claim", |c| { c.claims_of("investigation/N1", ""); }, Unknown, "investigation/N1: a claim"),
    (Rule::AuthoritiesUnwilling, "genuine", |c| { c.put("investigation/N1", &[("act", "act/A1"), ("kind", "criminal"), ("genuine", "yes"), ("claims", "C7")]); }, NotMet, "not opened or not genuine"),
    (Rule::AuthoritiesUnwilling, "one of each", |c| { c.put("investigation/N2", &[("act", "act/A1"), ("kind", "criminal"), ("genuine", "yes")]); }, Unknown, "which proceeding counts"),
    (Rule::AuthoritiesUnwilling, "nothing known", |c| { c.drop("investigation"); }, Unknown, "what the authorities did"),

    (Rule::ForeignPerson, "of elsewhere", nothing, Met, ""),
    (Rule::ForeignPerson, "of the recipient's country too", |c| { c.set("person/P1", "nationality", "Norland; canadian"); }, NotMet, "no national"),
    (Rule::ForeignPerson, "unsaid", |c| { c.set("person/P1", "nationality", ""); }, Unknown, "person/P1: nationality"),

    (Rule::PublicOfficial, "of a prison", nothing, Met, ""),
    (Rule::PublicOfficial, "of a company", |c| { c.set("body/B1", "kind", "company"); }, NotMet, "a body of the State"),
    (Rule::PublicOfficial, "unsaid", |c| { c.set("body/B1", "kind", ""); }, Unknown, "of what sort its body is"),

    (Rule::IdentifiableSubmitter, "reachable", nothing, Met, ""),
    (Rule::IdentifiableSubmitter, "not reachable", |c| { c.set("submitter/O1", "contact_email", ""); }, NotMet, "how the sender can be reached"),
    (Rule::IdentifiableSubmitter, "nobody", |c| { c.drop("submitter"); }, Unknown, "who sends it"),

    (Rule::Argued, "argued", nothing, Unknown, "a lawyer's judgement"),
    (Rule::Argued, "not argued", |c| { c.drop("statement"); }, Unknown, "the author's text for gravity"),
];

#[test]
fn rules_answer_met_not_met_and_unknown() {
    for (rule, name, change, expected, missing) in ROWS {
        let outcome = answer(*rule, "person/P1", *change);
        let rule = rule.as_str();
        assert_eq!(outcome.answer, *expected, "{rule}, {name}: {outcome:#?}");
        if missing.is_empty() {
            assert!(
                outcome.missing.is_empty() && !outcome.because.is_empty(),
                "{rule}, {name}: {outcome:#?}"
            );
        } else {
            assert!(outcome.missing.iter().any(|m| m.contains(missing)), "{rule}, {name}: {outcome:#?}");
        }
    }
}

#[test]
fn every_rule_has_rows_for_each_answer_and_a_source() {
    for rule in Rule::ALL {
        let of = |answer: Answer| ROWS.iter().any(|row| row.0 == *rule && row.3 == answer);
        let argued = *rule == Rule::Argued;
        assert!(of(Unknown) && of(Met) != argued && of(NotMet) != argued, "{}", rule.as_str());
        assert!(!rule.source().is_empty());
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.as_str());
    }
}

#[test]
fn what_is_asked_of_a_person_is_unknown_of_a_body() {
    for rule in [Rule::LeaderTenure, Rule::PublicOfficial] {
        assert_eq!(answer(rule, "body/B1", nothing).answer, Unknown);
    }
}

#[test]
fn reasons_carry_the_claims_that_stand_and_what_speaks_against_them() {
    let mut case = full();
    case.reject("C2");
    case.edit("act/A1").entity.against = vec![crate::case::claim_id("C9")];
    let report = case.complete("us-glomag", "person/P1");
    let abuse = report.thresholds.iter().find(|t| t.id == "abuse").unwrap();
    assert_eq!(abuse.outcome.because[0].claims, [crate::case::claim_id("C1")]);
    assert_eq!(abuse.against, [crate::case::claim_id("C9")]);
    let text = serde_json::to_string(&report).unwrap().to_lowercase();
    assert!(!text.contains("guilty"));
}
