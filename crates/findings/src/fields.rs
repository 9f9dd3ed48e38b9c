//! The canonical fields: what recipients ask for, under one id each, and where the record has it.
//!
//! One table. A profile names fields by these ids and by no others, so that one record answers every recipient. What
//! only an author can say (an argument, a request, a risk) comes from the author's texts for that id; all other
//! fields may carry such a text beside what the record itself holds.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, CountMode, EntityId, EntityRecord, FieldKind, Kind};
use sanad_record::sources;
use serde::Serialize;

use crate::contrary::contrary;
use crate::matter::Matter;

/// One thing that recipients ask for.
pub struct CanonicalField {
    /// Its id in profiles: "person.names".
    pub id: &'static str,
    /// What people read, in English.
    pub label: &'static str,
    /// The row of the field map (1 to 29) that it belongs to; `docs/profiles.md` lists the rows.
    pub number: u8,
    gather: fn(&Matter<'_>) -> Vec<Given>,
    gaps: fn(&Matter<'_>) -> Vec<String>,
}

/// One thing that the record holds for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// What it says, in plain English.
    pub text: String,
    /// The entity that says it; none, where claims or items speak for themselves.
    pub entity: Option<EntityId>,
    /// The claims behind it, whether they stand or not.
    pub claims: Vec<ClaimId>,
    /// The fields of the entity that answer, where it is more than one text.
    #[serde(skip)]
    pub shows: &'static [&'static str],
}

/// All canonical fields, in the order of the field map.
pub const FIELDS: &[CanonicalField] = &[
    field("submitter.organisation", "Organisation that submits", 1, |m| {
        each(m, &m.submitters, &["organisation", "description"])
    }),
    field("submitter.link", "Its link to the information", 1, |m| {
        each(m, &m.submitters, &["link", "past_reporting"])
    }),
    field("submitter.standing", "Its standing", 1, |m| each(m, &m.submitters, &["standing"])),
    field("submitter.contact", "Contact person", 2, |m| {
        each(m, &m.submitters, &["contact_name", "contact_email", "contact_phone", "contact_address"])
    }),
    field("submitter.partners", "Partners, and whether they may be named", 3, |m| {
        each(m, &m.submitters, &["partners", "partners_may_be_named"])
    }),
    field("confidentiality", "What may be shown to whom", 4, marks),
    field("consent", "Consent of victims and families", 5, agreed).with_gaps(not_asked),
    field("legal_basis", "Legal basis invoked", 6, nothing),
    field("jurisdiction.time", "Jurisdiction: time", 6, nothing),
    field("jurisdiction.subject", "Jurisdiction: crimes and their contextual elements", 6, nothing),
    field("jurisdiction.place", "Jurisdiction: territory or nationality", 6, nothing),
    field("person.names", "Full name, original script, other names", 7, |m| {
        person(m, &["name", "original_name", "aliases"])
    }),
    field("person.birth", "Birth, nationality, sex", 8, |m| {
        person(m, &["birth_date", "birth_place", "nationality", "sex"])
    }),
    field("person.documents", "Identity documents, address, public pages", 9, |m| {
        person(m, &["id_documents", "address", "links"])
    }),
    field("person.postings", "Posts held, with dates", 10, |m| each(m, &m.postings, POSTING)),
    field("person.chain", "Chain of command above and below", 10, command),
    field("entity.registration", "Name and registration of the body", 11, |m| {
        body(
            m,
            &[
                "name",
                "original_name",
                "aliases",
                "registration_number",
                "registration_date",
                "registration_place",
            ],
        )
    }),
    field("target_choice", "Why this person or body is named", 12, nothing),
    field("actor_kind", "State actor, actor in control of territory, or other", 12, nothing),
    field("involvement", "Mode of involvement", 12, |m| {
        each(m, &m.involvements, &["who", "degree", "act", "description"])
    }),
    field("control", "Control over those who acted", 12, |m| element(m, "control")),
    field("knowledge", "Knowledge of what they did", 12, |m| element(m, "knowledge")),
    field("omission", "Failure to prevent, stop, punish or refer", 12, |m| element(m, "omission")),
    field("summary", "Summary of the case", 13, nothing),
    field("acts", "Acts: type, date, place, method", 13, |m| {
        each(m, &m.acts, &["type", "date", "last_date", "time", "place", "method", "description"])
    })
    .with_gaps(acts_undated),
    field("victims", "Victims", 14, |m| harmed(m, VICTIM)).with_gaps(acts_without_victim),
    field("victims.reason", "Why the victims were chosen", 15, |m| {
        harmed(m, &["victim_role", "chosen_because"])
    }),
    field("figures", "Figures by source", 16, figures),
    field("detention", "Arrest and detention", 17, |m| block(m, DETENTION, DETENTION_ACTS))
        .with_gaps(|m| without_block(m, DETENTION, DETENTION_ACTS)),
    field("death", "Death: cause, manner, autopsy, certificate, body", 18, |m| block(m, DEATH, DEATH_ACTS))
        .with_gaps(|m| without_block(m, DEATH, DEATH_ACTS)),
    field("torture", "Torture: method, duration, purpose, injuries, medical report", 19, |m| {
        block(m, TORTURE, TORTURE_ACTS)
    })
    .with_gaps(|m| without_block(m, TORTURE, TORTURE_ACTS)),
    field("pattern", "Pattern and other incidents", 20, |m| {
        each(m, &m.patterns, &["title", "first_date", "place", "status"])
    }),
    field("gravity", "Gravity", 20, nothing),
    field("remedies", "Remedies and investigations, or why there are none", 21, inquiries),
    field("complementarity", "Proceedings elsewhere, and whether they are genuine", 21, inquiries),
    field("contrary", "Contrary and exculpatory information", 22, against),
    field("evidence", "Evidence list", 23, items),
    field("evidence.disclosure", "What of the evidence may be disclosed", 23, nothing),
    field("evidence.interviews", "Whether victims and witnesses were interviewed before", 23, nothing),
    field("corroboration", "Independent sources behind each act", 24, corroborated),
    field("verification", "Verified by whom, when, to which standard", 24, |m| {
        each(m, &m.findings, &["statement", "standard", "assessor", "date"])
    }),
    field("methodology", "Method, scope, criteria and the rule used", 24, nothing),
    field("risk", "Risk to victims, witnesses and submitters", 25, nothing),
    field("urgency", "Whether urgent action is asked for", 25, nothing),
    field("impact", "Why act, and why now", 26, nothing),
    field("priorities", "Which of the recipient's priorities it touches", 26, nothing),
    field("interests_of_justice", "What may speak against it in the interests of justice", 26, nothing),
    field("assets", "Known assets, travel and business links", 27, |m| {
        each(m, &m.assets, &["kind", "jurisdiction", "description"])
    }),
    field("listings", "Already listed by whom", 28, |m| {
        each(m, &m.listings, &["by", "programme", "date", "reference"])
    }),
    field("request", "Request", 29, nothing),
];

/// Types of acts in which somebody died.
pub(crate) const DEATH_ACTS: &[&str] = &["killing", "extrajudicial_execution", "death_in_custody"];
/// Types of acts in which somebody was held.
pub(crate) const DETENTION_ACTS: &[&str] = &["arbitrary_detention", "enforced_disappearance", "unfair_trial"];
/// Types of acts that call for the questions on torture.
pub(crate) const TORTURE_ACTS: &[&str] = &["torture", "ill_treatment", "sexual_violence"];

const POSTING: &[&str] = &[
    "person",
    "title",
    "rank",
    "body",
    "first_imprecise",
    "first_precise",
    "last_precise",
    "last_imprecise",
];
const VICTIM: &[&str] =
    &["name", "unit", "number", "sex", "birth_date", "age", "nationality", "occupation", "civil_status"];
const DEATH: &[&str] = &[
    "death_cause",
    "death_manner",
    "autopsy",
    "autopsy_findings",
    "certificate",
    "certificate_says",
    "body_returned",
    "burial_rites",
    "identified_by",
];
const DETENTION: &[&str] = &[
    "warrant",
    "arrested_by",
    "legal_ground",
    "detention_places",
    "incommunicado",
    "court",
    "charges",
    "sentence",
    "lawyer_access",
    "released_on",
];
const TORTURE: &[&str] = &[
    "torture_methods",
    "duration",
    "purpose",
    "injuries",
    "medical_report",
    "medical_findings",
    "consistency",
];

impl CanonicalField {
    /// The field of this id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.id == id)
    }

    /// What is lacking in single acts or people although the field as a whole is given.
    #[must_use]
    pub fn gaps(&self, matter: &Matter<'_>) -> Vec<String> {
        (self.gaps)(matter)
    }

    const fn with_gaps(mut self, gaps: fn(&Matter<'_>) -> Vec<String>) -> Self {
        self.gaps = gaps;
        self
    }
}

impl std::fmt::Debug for CanonicalField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CanonicalField").field("id", &self.id).field("number", &self.number).finish()
    }
}

impl Matter<'_> {
    /// What the record holds for a canonical field, with the author's texts for it (those for another profile left
    /// out). Nothing for an id that is none.
    #[must_use]
    pub fn given(&self, field: &str, profile: Option<&str>) -> Vec<Given> {
        let Some(canonical) = CanonicalField::find(field) else { return Vec::new() };
        let mut given = (canonical.gather)(self);
        let texts = self.texts(field, profile).into_iter();
        given.extend(texts.filter_map(|text| {
            let said = text.entity.value("text")?.to_owned();
            Some(Given { text: said, entity: Some(text.id), claims: text.entity.claims.clone(), shows: &[] })
        }));
        given
    }

    /// The values of some fields of an entity in one line: "Post: Head; Body: Prison 3". Empty, if none is set.
    #[must_use]
    pub fn say(&self, entity: &EntityRecord, fields: &[&str]) -> String {
        let said = fields.iter().filter_map(|name| {
            let field = entity.entity.schema.field(name)?;
            let values: Vec<String> =
                entity.entity.all(name).iter().map(|v| self.value(field.kind, v)).collect();
            (!values.is_empty()).then(|| format!("{}: {}", field.label, values.join(", ")))
        });
        said.collect::<Vec<_>>().join("; ")
    }

    fn value(&self, kind: FieldKind, value: &str) -> String {
        match kind {
            FieldKind::Ref(_) => self.title(value).to_owned(),
            FieldKind::Word(_) => value.replace('_', " "),
            _ => value.to_owned(),
        }
    }
}

const fn field(
    id: &'static str,
    label: &'static str,
    number: u8,
    gather: fn(&Matter<'_>) -> Vec<Given>,
) -> CanonicalField {
    CanonicalField { id, label, number, gather, gaps: |_| Vec::new() }
}

/// Only the author can say it.
fn nothing(_: &Matter<'_>) -> Vec<Given> {
    Vec::new()
}

/// One line for each entity that has any of these fields.
fn each(matter: &Matter<'_>, entities: &[&EntityRecord], fields: &'static [&'static str]) -> Vec<Given> {
    let lines = entities.iter().map(|e| (matter.say(e, fields), e));
    let said = lines.filter(|(text, _)| !text.is_empty());
    said.map(|(text, e)| Given { text, entity: Some(e.id), claims: e.entity.claims.clone(), shows: fields })
        .collect()
}

fn person(matter: &Matter<'_>, fields: &'static [&'static str]) -> Vec<Given> {
    let subject: Vec<_> = matter.subject.into_iter().filter(|s| s.entity.schema.name == "person").collect();
    each(matter, &subject, fields)
}

fn body(matter: &Matter<'_>, fields: &'static [&'static str]) -> Vec<Given> {
    let subject: Vec<_> = matter.subject.into_iter().filter(|s| s.entity.schema.name == "body").collect();
    each(matter, &subject, fields)
}

fn element(matter: &Matter<'_>, element: &str) -> Vec<Given> {
    let of = matter.responsibilities.iter().copied();
    let of: Vec<_> = of.filter(|e| e.entity.value("element") == Some(element)).collect();
    each(matter, &of, &["over", "form", "act", "description"])
}

fn inquiries(matter: &Matter<'_>) -> Vec<Given> {
    each(
        matter,
        &matter.investigations,
        &["kind", "by", "opened_on", "outcome", "failures", "genuine", "description"],
    )
}

fn command(matter: &Matter<'_>) -> Vec<Given> {
    let sides = [("above", &matter.chain.above), ("below", &matter.chain.below)];
    let links = sides.into_iter().flat_map(|(side, links)| links.iter().map(move |link| (side, link)));
    let said = links.map(|(side, link)| {
        let holders: Vec<String> =
            link.postings.iter().map(|p| matter.say(p, &["person", "title"])).collect();
        let text = format!("{side}: {} ({})", link.body.entity.title(), holders.join(" | "));
        let of_posts = link.postings.iter().flat_map(|p| &p.entity.claims);
        let claims = once(link.relation.entity.claims.iter().chain(of_posts));
        Given { text: text.replace(" ()", ""), entity: Some(link.relation.id), claims, shows: &[] }
    });
    said.collect()
}

/// Marks that say how far something may travel.
fn marks(matter: &Matter<'_>) -> Vec<Given> {
    let marked = matter.gathered().into_iter().filter_map(|e| Some((e, e.entity.sensitivity?)));
    let said = marked.map(|(e, mark)| Given {
        text: format!("{}: {}", e.entity.title(), format!("{mark:?}").to_lowercase()),
        entity: Some(e.id),
        claims: Vec::new(),
        shows: &[],
    });
    said.collect()
}

fn agreed(matter: &Matter<'_>) -> Vec<Given> {
    let standing = matter.consents.iter().copied().filter(|e| e.entity.value("withdrawn_on").is_none());
    each(
        matter,
        &standing.collect::<Vec<_>>(),
        &["person", "uses", "recipients", "name_form", "taken_on", "expires"],
    )
}

fn not_asked(matter: &Matter<'_>) -> Vec<String> {
    let standing = matter.consents.iter().filter(|e| e.entity.value("withdrawn_on").is_none());
    let asked: BTreeSet<&str> = standing.filter_map(|e| e.entity.value("person")).collect();
    let victims = matter.victims.iter().filter(|v| !asked.contains(v.entity.key().as_str()));
    victims.map(|v| format!("{}: no consent that stands", v.entity.key())).collect()
}

/// Victims, each with the claims of the acts they suffered.
fn harmed(matter: &Matter<'_>, fields: &'static [&'static str]) -> Vec<Given> {
    let mut suffered: BTreeMap<&str, Vec<ClaimId>> = BTreeMap::new();
    for act in &matter.acts {
        for victim in act.entity.all("victim") {
            suffered.entry(victim).or_default().extend(&act.entity.claims);
        }
    }
    let mut given = each(matter, &matter.victims, fields);
    for (victim, given) in matter.victims.iter().filter(|v| !matter.say(v, fields).is_empty()).zip(&mut given)
    {
        let of_acts = suffered.get(victim.entity.key().as_str()).into_iter().flatten();
        given.claims = once(victim.entity.claims.iter().chain(of_acts));
    }
    given
}

fn acts_undated(matter: &Matter<'_>) -> Vec<String> {
    let mut gaps = Vec::new();
    for act in &matter.acts {
        let event = act.entity.value("event").and_then(|key| matter.get(key));
        let of_event = |field: &str| event.is_some_and(|e| e.entity.value(field).is_some());
        if act.entity.value("date").is_none() && !of_event("first_date") {
            gaps.push(format!("{}: no date", act.entity.key()));
        }
        if act.entity.value("place").is_none() && !of_event("place") {
            gaps.push(format!("{}: no place", act.entity.key()));
        }
    }
    gaps
}

fn acts_without_victim(matter: &Matter<'_>) -> Vec<String> {
    let acts = matter.acts.iter().filter(|act| act.entity.all("victim").is_empty());
    acts.map(|act| format!("{}: no victim", act.entity.key())).collect()
}

fn of_types<'m>(matter: &'m Matter<'_>, types: &'m [&str]) -> impl Iterator<Item = &'m EntityRecord> {
    let of = |act: &&EntityRecord| act.entity.value("type").is_some_and(|t| types.contains(&t));
    matter.acts.iter().copied().filter(of)
}

/// The acts of these types that have any field of a block.
fn block(matter: &Matter<'_>, fields: &'static [&'static str], types: &[&str]) -> Vec<Given> {
    each(matter, &of_types(matter, types).collect::<Vec<_>>(), fields)
}

fn without_block(matter: &Matter<'_>, fields: &[&str], types: &[&str]) -> Vec<String> {
    let bare = of_types(matter, types).filter(|act| matter.say(act, fields).is_empty());
    bare.map(|act| format!("{}: nothing on this", act.entity.key())).collect()
}

/// Numbers of dead, wounded and missing as they were said of the events.
fn figures(matter: &Matter<'_>) -> Vec<Given> {
    let counted = |claim: &&ClaimRecord| {
        matches!(claim.claim.kind, Kind::Killed | Kind::Wounded | Kind::Casualties | Kind::Disappeared)
            && claim.claim.count.mode() != CountMode::Unspecified
    };
    let said = matter.claims_about_events().into_iter().filter(counted).map(|claim| {
        let scope = claim.reported.scope.as_deref().map(|s| format!(", {s}")).unwrap_or_default();
        let text = format!("{}{scope}: {}", sources::source_name(claim), claim.claim.quote);
        Given {
            text: format!("{}: {text}", claim.claim.kind),
            entity: None,
            claims: vec![claim.id],
            shows: &[],
        }
    });
    said.collect()
}

fn against(matter: &Matter<'_>) -> Vec<Given> {
    let found = contrary(matter).into_iter();
    found
        .map(|c| Given { text: c.says, entity: c.entity, claims: c.claim.into_iter().collect(), shows: &[] })
        .collect()
}

/// The items behind the claims that speak for what was gathered.
fn items(matter: &Matter<'_>) -> Vec<Given> {
    let mut by_item: BTreeMap<_, Vec<ClaimId>> = BTreeMap::new();
    for claim in matter.claims_for() {
        by_item.entry(claim.item).or_default().push(claim.id);
    }
    let said = by_item.into_iter().map(|(item, claims)| Given {
        text: format!("{item}: {} passages", claims.len()),
        entity: None,
        claims,
        shows: &[],
    });
    said.collect()
}

fn corroborated(matter: &Matter<'_>) -> Vec<Given> {
    let with_claims = matter.acts.iter().filter(|act| !act.entity.claims.is_empty());
    let said = with_claims.map(|act| {
        let count = matter.sources(&act.entity.claims);
        let text = format!("{}: independent sources: {count}", act.entity.key());
        Given { text, entity: Some(act.id), claims: act.entity.claims.clone(), shows: &[] }
    });
    said.collect()
}

/// Each claim once, in the order given.
pub(crate) fn once<'c>(claims: impl Iterator<Item = &'c ClaimId>) -> Vec<ClaimId> {
    let mut seen = BTreeSet::new();
    claims.filter(|id| seen.insert(**id)).copied().collect()
}
