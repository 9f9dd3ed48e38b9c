//! Rows of single sentences: what each is taken to say, and what is left alone.

use sanad_claims::{explain, proposals, propose};
use sanad_text::Lang;

/// Claims as "kind mode low..high status type", parts with `<n`, in the order of the text.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = proposals(text, Some(Lang::EN), "2021-03-05".parse().ok())
        .iter()
        .map(|p| {
            let c = &p.claim;
            let bound = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
            let part = p.part_of.map_or(String::new(), |n| format!(" <{n}"));
            format!(
                "{} {} {}..{} {} {}{part}",
                c.kind,
                c.count.mode(),
                bound(c.count.low()),
                bound(c.count.high()),
                c.status,
                c.attribution.kind
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_ways_of_saying_how_many() {
    let rows: &[(&str, &[&str])] = &[
        ("Four guards were killed.", &["killed exact 4..4 asserted own_voice"]),
        (
            "4 killed and 30 wounded.",
            &["killed exact 4..4 asserted own_voice", "wounded exact 30..30 asserted own_voice"],
        ),
        (
            "The blast killed 4 and wounded 30.",
            &["killed exact 4..4 asserted own_voice", "wounded exact 30..30 asserted own_voice"],
        ),
        (
            "The blast killed 4 miners, injuring 30 others.",
            &["killed exact 4..4 asserted own_voice", "wounded exact 30..30 asserted own_voice"],
        ),
        (
            "At least 22 people were killed in the prison, including two warders.",
            &["killed at_least 22.. asserted own_voice", "killed exact 2..2 asserted own_voice <0"],
        ),
        (
            "At least 22 people, including two warders, were killed.",
            &["killed at_least 22.. asserted own_voice", "killed exact 2..2 asserted own_voice <0"],
        ),
        (
            "MORE THAN 20 PEASANTS WERE KIDNAPPED BY GUERRILLAS.",
            &["kidnapped at_least 20.. asserted own_voice"],
        ),
        (
            "The fire left two dead and several injured.",
            &["killed exact 2..2 asserted own_voice", "wounded vague .. asserted own_voice"],
        ),
        (
            "The blast killed 4 people and the governor's office was hit.",
            &["killed exact 4..4 asserted own_voice"],
        ),
        ("The death toll has risen to 31.", &["killed exact 31..31 asserted own_voice"]),
        ("47 bodies were brought to the morgue.", &["killed exact 47..47 asserted own_voice"]),
        ("The court convicted the murder of two students.", &["killed exact 2..2 asserted own_voice"]),
        ("Between 20 and 30 villagers died.", &["killed range 20..30 asserted own_voice"]),
        ("Hundreds of people were detained.", &["detained vague 200.. asserted own_voice"]),
        ("A guard was wounded.", &["wounded exact 1..1 asserted own_voice"]),
        ("There were no casualties.", &["casualties none 0..0 asserted own_voice"]),
        ("Three of the prisoners were beaten.", &["beaten exact 3..3 asserted own_voice"]),
        (
            "Two soldiers and a nurse were killed.",
            &["killed exact 2..2 asserted own_voice", "killed exact 1..1 asserted own_voice"],
        ),
    ];
    for (text, expected) in rows {
        check(text, expected);
    }
}

#[test]
fn who_says_so_and_how_sure() {
    let rows: &[(&str, &[&str])] = &[
        ("Four guards were killed, the ministry said.", &["killed exact 4..4 reported official"]),
        ("According to relatives, four prisoners were killed.", &["killed exact 4..4 reported witness"]),
        (
            "RFE/RL, citing two sources, reported that four prisoners were killed.",
            &["killed exact 4..4 reported unnamed_sources"],
        ),
        ("Four prisoners were reportedly killed.", &["killed exact 4..4 reported unspecified"]),
        ("It is reported that four prisoners were killed.", &["killed exact 4..4 reported unspecified"]),
        (
            "The social media published the photo of at least 16 killed.",
            &["killed at_least 16.. reported social_media"],
        ),
        ("Police allegedly tortured four men.", &["tortured exact 4..4 alleged unspecified"]),
        ("The ministry denied that four men had been killed.", &["killed exact 4..4 denied official"]),
        (
            "It is not true that 100 people were killed, the governor said.",
            &["killed exact 100..100 denied official"],
        ),
        (
            "The police confirmed 3 deaths. Activists put the number of dead at 17.",
            &["killed exact 3..3 reported official", "killed exact 17..17 reported ngo"],
        ),
        ("Up to 20 men may have been killed.", &["killed at_most ..20 possible own_voice"]),
        (
            "If help had come, 20 men would not have been killed.",
            &["killed exact 20..20 conditional own_voice"],
        ),
        ("Have they not killed 20 people?", &["killed exact 20..20 rhetorical_question own_voice"]),
        ("They tried to kill 20 people.", &["killed exact 20..20 attempted own_voice"]),
        ("The police will arrest 20 people.", &["detained exact 20..20 prediction own_voice"]),
        (
            "The ministry said two men were killed. Five others were wounded.",
            &["killed exact 2..2 reported official", "wounded exact 5..5 reported official"],
        ),
        (
            "The ministry said two men were killed.\n\nFive others were wounded.",
            &["killed exact 2..2 reported official", "wounded exact 5..5 asserted own_voice"],
        ),
        (
            "The Sand Brigade claimed responsibility for the attack.",
            &["claimed_responsibility unspecified .. reported armed_group"],
        ),
        (
            "They were buried without a funeral prayer, relatives said.",
            &["denied_burial_rites unspecified .. reported witness"],
        ),
    ];
    for (text, expected) in rows {
        check(text, expected);
    }
}

#[test]
fn what_only_looks_like_a_figure_is_left_alone() {
    for text in [
        "He was sentenced under article 205 in 2018.",
        "The 2016 killing shocked the country.",
        "Twenty houses were burnt and 300 cattle killed.",
        "How many people were killed?",
        "Prison 3 was rebuilt in 14 months.",
        "The 25-year-old lives in unit 12.",
        "Who would be killed next, if nobody spoke?",
        "Colony 3/3 holds 800.",
        "The ministry would not say how many inmates had died.",
        "14 sources told the radio about it.",
        "Killer whales, killed processes and dead lines.",
        "Four killed the story.",
    ] {
        let found = propose(text, Some(Lang::EN), None);
        let counted: Vec<_> = found
            .iter()
            .filter(|c| c.count.has_number() && c.status.is_factual() && c.count.low() != Some(1))
            .collect();
        assert!(counted.is_empty(), "{text}: {counted:#?}");
    }
}

#[test]
fn dates_are_resolved_and_never_invented() {
    let rows = [
        ("Four men were killed on 12 May 2020.", Some("2020-05-12"), None),
        ("Four men were killed on Tuesday.", Some("2021-03-02"), Some("2021-03-05")),
        ("Four men were killed on Tuesday.", None, None),
        ("Four men were killed yesterday.", Some("2021-03-04"), Some("2021-03-05")),
        ("Four men were killed on November 7.", Some("2020-11-07"), Some("2021-03-05")),
        ("Four men were killed.", None, Some("2021-03-05")),
        ("On 3 March 2021 the ministry said that four men had been killed.", None, Some("2021-03-05")),
    ];
    for (text, expected, published) in rows {
        let found = propose(text, Some(Lang::EN), published.map(|d: &str| d.parse().unwrap()));
        let first = found[0].time.as_ref().and_then(|t| t.first).map(|d| d.to_string());
        assert_eq!(first.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_claim_is_explained_by_its_rule_and_words() {
    let text = "The ministry spoke.\n\nAt least 14 inmates were killed, relatives said.";
    let claims = propose(text, None, None);
    let lines = explain(text, None, &claims[0]);
    assert_eq!(
        lines,
        ["rule: en.passive", "victim: inmates", "number: At least 14", "harm: killed", "speaker: relatives"]
    );
}

#[test]
fn a_language_without_a_lexicon_gives_nothing() {
    assert_eq!(propose("14 Menschen wurden getötet", "de".parse().ok(), None), []);
    assert_eq!(propose("", None, None), []);
}
