//! The rules behind the questions of legal tests, one function each; [`Rule`](crate::thresholds::Rule) names their
//! sources.

use std::collections::BTreeSet;

use sanad_model::{Entity, EntityRecord, PartialDate};

use crate::fields::DEATH_ACTS;
use crate::thresholds::{Case, Outcome, is_one_of};

/// The first day on which the Rome Statute was in force.
const ROME_STATUTE: (i16, i8, i8) = (2002, 7, 1);
/// Acts against life, and torture and ill-treatment, and slavery.
const RIGHTS: &[&str] = &[
    "killing",
    "extrajudicial_execution",
    "death_in_custody",
    "torture",
    "ill_treatment",
    "sexual_violence",
    "slavery",
    "trafficking",
];
/// Acts that may be against these rights, depending on what happened.
const RIGHTS_PERHAPS: &[&str] = &["enforced_disappearance", "denial_of_medical_care"];
/// Roles of those who expose wrongdoing or defend rights.
const DEFENDERS: &[&str] = &["human_rights_defender", "journalist", "lawyer", "whistle_blower", "activist"];
/// Sorts of bodies that are of the State, and sorts that are not.
const STATE: &[&str] =
    &["ministry", "agency", "directorate", "unit", "prison", "police", "court", "prosecutor"];
const NOT_STATE: &[&str] = &["company", "party", "media", "ngo", "armed_group"];
/// Elements of a superior's responsibility.
const ELEMENTS: &[&str] = &["control", "knowledge", "omission"];

const ACT: &[&str] = &["type", "date", "place"];
const INVOLVEMENT: &[&str] = &["who", "degree", "act"];
const RESPONSIBILITY: &[&str] = &["who", "element", "form", "over"];
const POSTING: &[&str] =
    &["person", "title", "body", "first_imprecise", "first_precise", "last_precise", "last_imprecise"];

/// When something is, against the time of something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cover {
    /// On every day of it.
    Sure,
    /// Perhaps.
    Perhaps,
    /// On no day of it.
    Outside,
}

/// First and last day.
type Days = (PartialDate, PartialDate);

pub(crate) fn serious_abuse(case: &Case<'_, '_>) -> Outcome {
    of_types(
        case,
        |act| case.covers(act),
        "an act of a type that the recipient covers, with a claim behind it",
    )
}

pub(crate) fn rights_covered(case: &Case<'_, '_>) -> Outcome {
    let missing =
        "an act against life, the freedom from torture and ill-treatment, or the freedom from slavery";
    let outcome = of_types(case, |act| is_one_of(act, "type", RIGHTS), missing);
    let perhaps: Vec<_> =
        case.matter.acts.iter().copied().filter(|act| is_one_of(act, "type", RIGHTS_PERHAPS)).collect();
    if outcome.answer == crate::thresholds::Answer::NotMet && !perhaps.is_empty() {
        let missing = "an act that says whether life was taken or ill-treatment done";
        return Outcome::unknown(case.all(&perhaps, ACT), vec![missing.to_owned()]);
    }
    outcome
}

/// Met by a claimed act that fits; not met when the claimed acts are all others; else unknown.
fn of_types(case: &Case<'_, '_>, fits: impl Fn(&EntityRecord) -> bool, missing: &str) -> Outcome {
    let claimed = case.claimed_acts();
    let (fitting, others): (Vec<_>, Vec<_>) = claimed.into_iter().partition(|act| fits(act));
    if !fitting.is_empty() {
        return Outcome::met(case.all(&fitting, ACT));
    }
    let bare: Vec<_> = case.matter.acts.iter().copied().filter(|act| fits(act)).collect();
    if bare.is_empty() && !others.is_empty() {
        return Outcome::not_met(case.all(&others, ACT), vec![missing.to_owned()]);
    }
    let mut lacking: Vec<String> = bare.iter().map(|act| no_claim(act)).collect();
    if lacking.is_empty() {
        lacking.push(missing.to_owned());
    }
    Outcome::unknown(case.all(&bare, ACT), lacking)
}

pub(crate) fn connection(case: &Case<'_, '_>) -> Outcome {
    let involved = &case.matter.involvements;
    let covered: Vec<_> = involved.iter().copied().filter(|e| case.covers_degree(e)).collect();
    let mut ties = case.all(&standing(case, &covered), INVOLVEMENT);
    ties.extend(case.all(&standing(case, &case.matter.responsibilities), RESPONSIBILITY));
    if !ties.is_empty() {
        return Outcome::met(ties);
    }
    other_degrees(
        case,
        &covered,
        "an involvement of a degree that the recipient covers, with a claim behind it",
    )
}

pub(crate) fn involved_person(case: &Case<'_, '_>) -> Outcome {
    let covered: Vec<_> =
        case.matter.involvements.iter().copied().filter(|e| case.covers_degree(e)).collect();
    let omissions = case.matter.responsibilities.iter().copied();
    let omissions: Vec<_> = omissions.filter(|e| e.entity.value("element") == Some("omission")).collect();
    let mut own = case.all(&standing(case, &covered), INVOLVEMENT);
    own.extend(case.all(&standing(case, &omissions), RESPONSIBILITY));
    if !own.is_empty() {
        return Outcome::met(own);
    }
    let bodies: BTreeSet<&str> = case.matter.others.iter().filter_map(|e| e.entity.value("who")).collect();
    let through = case.matter.postings.iter().copied();
    let through: Vec<_> =
        through.filter(|p| p.entity.value("body").is_some_and(|body| bodies.contains(body))).collect();
    if !through.is_empty() {
        let missing = "a claim on the person's own part, beside a post in a body that is involved";
        return Outcome::unknown(case.all(&through, POSTING), vec![missing.to_owned()]);
    }
    other_degrees(case, &covered, "an involvement or omission of the person's own, with a claim behind it")
}

/// No covered involvement is claimed: not met when others are, else unknown.
fn other_degrees(case: &Case<'_, '_>, covered: &[&EntityRecord], missing: &str) -> Outcome {
    let claimed = standing(case, &case.matter.involvements);
    if covered.is_empty() && !claimed.is_empty() {
        return Outcome::not_met(case.all(&claimed, INVOLVEMENT), vec![missing.to_owned()]);
    }
    let mut lacking: Vec<String> = covered.iter().map(|e| no_claim(e)).collect();
    if lacking.is_empty() {
        lacking.push(missing.to_owned());
    }
    Outcome::unknown(case.all(covered, INVOLVEMENT), lacking)
}

pub(crate) fn leader_tenure(case: &Case<'_, '_>) -> Outcome {
    if !case.about_person() {
        return Outcome::unknown(Vec::new(), vec!["a person to be about".to_owned()]);
    }
    let postings: Vec<_> = case.matter.postings.iter().copied().filter(|p| !case.matter.shaken(p)).collect();
    let mut missing = Vec::new();
    let mut best = Cover::Outside;
    let mut holding: Vec<&EntityRecord> = Vec::new();
    let acts: Vec<_> = case.matter.acts.iter().copied().filter(|act| case.covers(act)).collect();
    for act in &acts {
        let Some(days) = days_of(case, act) else {
            missing.push(format!("{}: its date", act.entity.key()));
            best = best.min(Cover::Perhaps);
            continue;
        };
        for posting in postings.iter().copied() {
            match (cover(&posting.entity, days), best) {
                (Cover::Sure, Cover::Sure) => holding.push(posting),
                (Cover::Sure, _) => (best, holding) = (Cover::Sure, vec![posting]),
                (Cover::Perhaps, Cover::Sure) | (Cover::Outside, _) => {}
                (Cover::Perhaps, _) => {
                    best = Cover::Perhaps;
                    holding.push(posting);
                    let (key, act) = (posting.entity.key(), act.entity.key());
                    missing.push(format!("{key}: whether it was held for sure at the date of {act}"));
                }
            }
        }
    }
    holding.sort_by_key(|p| p.index);
    holding.dedup_by_key(|p| p.id);
    match best {
        Cover::Sure => Outcome::met(case.all(&holding, POSTING)),
        Cover::Outside if !acts.is_empty() && !postings.is_empty() => {
            let missing = vec!["a post held at the date of an act".to_owned()];
            Outcome::not_met(case.all(&postings, POSTING), missing)
        }
        Cover::Perhaps | Cover::Outside => {
            if postings.is_empty() {
                missing.push("a posting with its dates".to_owned());
            }
            if acts.is_empty() {
                missing.push("an act of a type that the recipient covers".to_owned());
            }
            Outcome::unknown(case.all(&holding, POSTING), missing)
        }
    }
}

pub(crate) fn victim_role(case: &Case<'_, '_>) -> Outcome {
    let victims = &case.matter.victims;
    let fields = &["name", "victim_role", "chosen_because"];
    let defenders: Vec<_> =
        victims.iter().copied().filter(|v| is_one_of(v, "victim_role", DEFENDERS)).collect();
    if !defenders.is_empty() {
        return Outcome::met(case.all(&defenders, fields));
    }
    let unsaid = victims.iter().filter(|v| v.entity.all("victim_role").is_empty());
    let mut missing: Vec<String> = unsaid.map(|v| format!("{}: the role", v.entity.key())).collect();
    if victims.is_empty() {
        missing.push("a victim".to_owned());
    }
    if missing.is_empty() {
        let missing = vec!["a victim who exposed wrongdoing or defended rights".to_owned()];
        return Outcome::not_met(case.all(victims, fields), missing);
    }
    Outcome::unknown(Vec::new(), missing)
}

pub(crate) fn after_rome_statute(case: &Case<'_, '_>) -> Outcome {
    let (year, month, day) = ROME_STATUTE;
    let Some(start) = PartialDate::new(year, Some(month), Some(day)) else {
        return Outcome::unknown(Vec::new(), Vec::new());
    };
    let (mut after, mut before, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for act in case.matter.acts.iter().copied() {
        match days_of(case, act) {
            Some((first, _)) if first >= start => after.push(act),
            Some((_, last)) if last < start => before.push(act),
            Some(_) => missing.push(format!("{}: a date that is all before or all after", act.entity.key())),
            None => missing.push(format!("{}: its date", act.entity.key())),
        }
    }
    if !after.is_empty() {
        return Outcome::met(case.all(&after, ACT));
    }
    if missing.is_empty() && !before.is_empty() {
        return Outcome::not_met(case.all(&before, ACT), vec!["an act on or after 2002-07-01".to_owned()]);
    }
    if case.matter.acts.is_empty() {
        missing.push("an act with its date".to_owned());
    }
    Outcome::unknown(Vec::new(), missing)
}

pub(crate) fn superior_responsibility(case: &Case<'_, '_>) -> Outcome {
    let acts = &case.matter.acts;
    let times: Vec<Days> = acts.iter().filter_map(|act| days_of(case, act)).collect();
    let outside = |e: &EntityRecord| {
        !times.is_empty() && times.iter().all(|days| cover(&e.entity, *days) == Cover::Outside)
    };
    let (mut because, mut missing, mut only_outside) = (Vec::new(), Vec::new(), Vec::new());
    for element in ELEMENTS {
        let of = case.matter.responsibilities.iter().copied();
        let of: Vec<_> = of.filter(|e| e.entity.value("element") == Some(element)).collect();
        let claimed = standing(case, &of);
        let in_time: Vec<_> = claimed.iter().copied().filter(|e| !outside(e)).collect();
        if in_time.is_empty() {
            missing.push(format!("{element}, with a claim behind it, at the time of the acts"));
            only_outside.extend(claimed);
        }
        because.extend(case.all(&in_time, RESPONSIBILITY));
    }
    if missing.is_empty() {
        return Outcome::met(because);
    }
    if !only_outside.is_empty() {
        return Outcome::not_met(case.all(&only_outside, RESPONSIBILITY), missing);
    }
    Outcome::unknown(because, missing)
}

pub(crate) fn sufficient_independence(case: &Case<'_, '_>) -> Outcome {
    let acts: Vec<_> = case.matter.acts.iter().copied().filter(|act| case.covers(act)).collect();
    if acts.is_empty() {
        let missing = "an act of a type that the recipient covers";
        return Outcome::unknown(Vec::new(), vec![missing.to_owned()]);
    }
    let counted = acts.iter().map(|act| (*act, case.matter.sources(&act.entity.claims)));
    let (enough, few): (Vec<_>, Vec<_>) = counted.partition(|(_, sources)| *sources >= 2);
    let because = |acts: &[(&EntityRecord, usize)]| {
        acts.iter()
            .map(|(act, sources)| {
                let mut because = case.because(act, ACT);
                because.text = format!("{}; independent sources: {sources}", because.text);
                because
            })
            .collect::<Vec<_>>()
    };
    if few.is_empty() {
        return Outcome::met(because(&enough));
    }
    let missing = few.iter().map(|(act, sources)| {
        format!("{}: a second independent source (it has {sources})", act.entity.key())
    });
    Outcome::not_met(because(&few), missing.collect())
}

pub(crate) fn named_or_counted(case: &Case<'_, '_>) -> Outcome {
    let deaths = case.matter.acts.iter().copied().filter(|act| is_one_of(act, "type", DEATH_ACTS));
    let deaths: Vec<_> = deaths.collect();
    let figures = !case.matter.given("figures", None).is_empty();
    let (known, bare): (Vec<_>, Vec<_>) =
        deaths.iter().copied().partition(|act| figures || has_person(case, act));
    match (known.is_empty(), bare.is_empty()) {
        (true, true) => Outcome::unknown(Vec::new(), vec!["an act in which somebody died".to_owned()]),
        (false, true) => Outcome::met(case.all(&known, ACT)),
        (_, false) => {
            let missing = bare.iter().map(|act| format!("{}: a victim, or a number", act.entity.key()));
            Outcome::not_met(case.all(&bare, ACT), missing.collect())
        }
    }
}

fn has_person(case: &Case<'_, '_>, act: &EntityRecord) -> bool {
    let victims = act.entity.all("victim").iter().filter_map(|key| case.matter.get(key));
    victims.into_iter().any(|v| v.entity.value("name").is_some() || v.entity.value("number").is_some())
}

pub(crate) fn authorities_unwilling(case: &Case<'_, '_>) -> Outcome {
    let fields = &["kind", "by", "outcome", "genuine", "failures"];
    let all = &case.matter.investigations;
    let idle = |e: &EntityRecord| {
        e.entity.value("genuine") == Some("no")
            || e.entity.value("outcome") == Some("none_opened")
            || e.entity.value("kind") == Some("none")
    };
    let idle: Vec<_> = all.iter().copied().filter(|e| idle(e)).collect();
    let genuine: Vec<_> = all.iter().copied().filter(|e| e.entity.value("genuine") == Some("yes")).collect();
    let claimed = standing(case, &idle);
    match (claimed.is_empty(), genuine.is_empty()) {
        (false, true) => Outcome::met(case.all(&claimed, fields)),
        (true, false) if idle.is_empty() => {
            let missing = "a proceeding that was not opened or not genuine";
            Outcome::not_met(case.all(&genuine, fields), vec![missing.to_owned()])
        }
        (_, false) => {
            let missing = "which proceeding counts: some are assessed as genuine, some are not";
            Outcome::unknown(case.all(all, fields), vec![missing.to_owned()])
        }
        (true, true) => {
            let mut missing: Vec<String> = idle.iter().map(|e| no_claim(e)).collect();
            if missing.is_empty() {
                missing.push(
                    "what the authorities did, or that they did nothing, with a claim behind it".to_owned(),
                );
            }
            Outcome::unknown(case.all(all, fields), missing)
        }
    }
}

pub(crate) fn foreign_person(case: &Case<'_, '_>) -> Outcome {
    let Some(subject) = case.matter.subject else {
        return Outcome::unknown(Vec::new(), vec!["a person or body to be about".to_owned()]);
    };
    let field = if subject.entity.schema.name == "person" { "nationality" } else { "country" };
    let own = |value: &String| case.profile.country.iter().any(|c| c.eq_ignore_ascii_case(value.trim()));
    let values = subject.entity.all(field);
    if values.is_empty() {
        return Outcome::unknown(Vec::new(), vec![format!("{}: {field}", subject.entity.key())]);
    }
    let because = vec![case.because(subject, &[field])];
    match values.iter().any(own) {
        false => Outcome::met(because),
        true => Outcome::not_met(
            because,
            vec!["a person who is no national of the recipient's country".to_owned()],
        ),
    }
}

pub(crate) fn public_official(case: &Case<'_, '_>) -> Outcome {
    if !case.about_person() {
        return Outcome::unknown(Vec::new(), vec!["a person to be about".to_owned()]);
    }
    let kind = |posting: &EntityRecord| {
        let body = case.matter.get(posting.entity.value("body")?)?;
        body.entity.value("kind")
    };
    let postings = case.matter.postings.iter().copied().filter(|p| !case.matter.shaken(p));
    let postings: Vec<_> = postings.collect();
    let state: Vec<_> =
        postings.iter().copied().filter(|p| kind(p).is_some_and(|k| STATE.contains(&k))).collect();
    if !state.is_empty() {
        return Outcome::met(case.all(&state, POSTING));
    }
    if !postings.is_empty() && postings.iter().all(|p| kind(p).is_some_and(|k| NOT_STATE.contains(&k))) {
        let missing = vec!["a post in a body of the State".to_owned()];
        return Outcome::not_met(case.all(&postings, POSTING), missing);
    }
    let missing = "a post, and of what sort its body is";
    Outcome::unknown(case.all(&postings, POSTING), vec![missing.to_owned()])
}

pub(crate) fn identifiable_submitter(case: &Case<'_, '_>) -> Outcome {
    const REACHED: &[&str] = &["contact_email", "contact_phone", "contact_address"];
    let all = &case.matter.submitters;
    let reached: Vec<_> = all.iter().copied().filter(|s| !case.matter.say(s, REACHED).is_empty()).collect();
    if !reached.is_empty() {
        return Outcome::met(case.all(&reached, &["organisation", "contact_name"]));
    }
    if all.is_empty() {
        return Outcome::unknown(Vec::new(), vec!["who sends it".to_owned()]);
    }
    Outcome::not_met(case.all(all, &["organisation"]), vec!["how the sender can be reached".to_owned()])
}

pub(crate) fn argued(case: &Case<'_, '_>, field: &str) -> Outcome {
    let texts = case.matter.texts(field, Some(&case.profile.id));
    let mut missing = vec!["a lawyer's judgement: the record does not answer this question".to_owned()];
    if texts.is_empty() {
        missing.insert(0, format!("an argument, as the author's text for {field}"));
    }
    Outcome::unknown(case.all(&texts, &["text"]), missing)
}

/// Those that a claim which stands is behind.
fn standing<'a>(case: &Case<'_, 'a>, entities: &[&'a EntityRecord]) -> Vec<&'a EntityRecord> {
    entities.iter().copied().filter(|e| case.claimed(e)).collect()
}

fn no_claim(entity: &EntityRecord) -> String {
    format!("{}: a claim that stands behind it", entity.entity.key())
}

/// The days of an act: its own, or else those of its event.
fn days_of(case: &Case<'_, '_>, act: &EntityRecord) -> Option<Days> {
    let days = |first: Option<PartialDate>, last: Option<PartialDate>| {
        first.or(last).map(|first| (first.first(), last.unwrap_or(first).last()))
    };
    let own = days(act.entity.date("date"), act.entity.date("last_date"));
    own.or_else(|| {
        let event = case.matter.get(act.entity.value("event")?)?;
        days(event.entity.date("first_date"), event.entity.date("last_date"))
    })
}

/// Whether something with precise and imprecise dates held at a time. On every day of the precise range it did for
/// sure; before the first and after the last day that is given it did not; in between, and where no day is given, it
/// cannot be told.
pub(crate) fn cover(entity: &Entity, (first, last): Days) -> Cover {
    let (from, to) = (entity.date("first_precise"), entity.date("last_precise"));
    let earliest = entity.date("first_imprecise").or(from).map(PartialDate::first);
    let latest = entity.date("last_imprecise").or(to).map(PartialDate::last);
    if earliest.is_some_and(|earliest| last < earliest) || latest.is_some_and(|latest| first > latest) {
        return Cover::Outside;
    }
    // Of a range with one end only, that end is the one day that is sure.
    let sure = match (from, to) {
        (Some(from), to) => Some((from.first(), to.unwrap_or(from).last())),
        (None, Some(to)) => Some((to.first(), to.last())),
        (None, None) => None,
    };
    match sure {
        Some((from, to)) if from <= first && last <= to => Cover::Sure,
        _ => Cover::Perhaps,
    }
}
