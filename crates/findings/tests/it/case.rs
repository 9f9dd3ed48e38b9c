//! An invented case: a prison that does not exist, and people who do not.

use std::collections::{BTreeMap, BTreeSet};

use sanad_findings::{CaseRecord, Completeness, Matter, completeness, profile};
use sanad_model::*;

/// A case that tests change.
#[derive(Default, Clone)]
pub(crate) struct Case {
    pub(crate) entities: Vec<EntityRecord>,
    pub(crate) claims: Vec<ClaimRecord>,
    pub(crate) rejected: BTreeSet<ClaimId>,
    pub(crate) judgements: Vec<Judgement>,
    next: u64,
}

/// An id made from a name; the first eight bytes tell ids apart.
fn commitment(name: &str) -> Commitment {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&hash.to_be_bytes());
    Commitment::from_bytes(bytes)
}

pub(crate) fn claim_id(label: &str) -> ClaimId {
    ClaimId::from_commitment(&commitment(label))
}

pub(crate) fn actor(name: &str) -> ActorId {
    ActorId::from_commitment(&commitment(name))
}

fn ids(labels: &str) -> Vec<ClaimId> {
    labels.split_whitespace().map(claim_id).collect()
}

impl Case {
    pub(crate) fn record(&self) -> CaseRecord<'_> {
        CaseRecord {
            entities: &self.entities,
            claims: &self.claims,
            rejected: &self.rejected,
            judgements: &self.judgements,
        }
    }

    pub(crate) fn matter(&self, about: &str) -> Matter<'_> {
        Matter::gather(self.record(), Some(about), None).expect("test data")
    }

    pub(crate) fn complete(&self, id: &str, about: &str) -> Completeness {
        completeness(profile(id).expect("test data"), &self.matter(about))
    }

    /// Enters an entity. "claims", "against" and "by" are not fields: labels of claims, and who entered it.
    pub(crate) fn put(&mut self, key: &str, rows: &[(&'static str, &str)]) -> &mut Self {
        let (schema, label) = key.split_once('/').expect("test data");
        let special = |name: &str| rows.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v);
        let fields = rows.iter().filter(|(name, _)| !["claims", "against", "by"].contains(name));
        let typed: BTreeMap<&'static str, String> = fields.map(|(n, v)| (*n, (*v).to_owned())).collect();
        let schema = Schema::find(schema).expect("test data");
        assert!(typed.keys().all(|name| schema.field(name).is_some()), "{key}: {typed:?}");
        let mut entity = schema.read(label, &typed).expect(key);
        entity.claims = ids(special("claims"));
        entity.against = ids(special("against"));
        let by = if special("by").is_empty() { "author" } else { special("by") };
        let quote = format!("row of {key}");
        self.next += 1;
        self.entities.retain(|e| e.entity.key() != key);
        self.entities.push(EntityRecord {
            id: EntityId::from_commitment(&commitment(key)),
            index: self.next,
            made: ("2026-01-01T00:00:00Z".parse().expect("test data"), actor(by)),
            item: ItemId::from_commitment(&commitment("table")),
            derivative: None,
            span: Span { start: 0, end: quote.len() },
            quote,
            origin: None,
            cells: Cells::default(),
            entity,
        });
        self
    }

    /// Enters a claim: its kind, who printed it, who says it, what.
    pub(crate) fn say(&mut self, label: &str, kind: &str, by: (&str, &str), quote: &str) -> &mut ClaimRecord {
        self.next += 1;
        let claim = Claim {
            kind: kind.parse().expect("test data"),
            victim: None,
            count: Count::unspecified(),
            actor: None,
            place: None,
            time: None,
            method: None,
            attribution: Attribution { kind: AttributionType::Witness, text: by.1.to_owned() },
            status: Status::Reported,
            span: Span { start: 0, end: quote.len() },
            quote: quote.to_owned(),
            rule: "person".to_owned(),
        };
        self.claims.push(ClaimRecord {
            id: claim_id(label),
            index: self.next,
            item: ItemId::from_commitment(&commitment(by.0)),
            derivative: None,
            origin: None,
            cells: Cells::default(),
            claim,
            reported: Reported {
                publisher: Some(by.0.to_owned()),
                event: Some("Northgate riot".to_owned()),
                lineage: Lineage { label: Some(label.to_owned()), ..Lineage::default() },
                ..Reported::default()
            },
        });
        self.claims.last_mut().expect("test data")
    }

    pub(crate) fn entity(&self, key: &str) -> &EntityRecord {
        self.entities.iter().find(|e| e.entity.key() == key).expect("test data")
    }

    pub(crate) fn edit(&mut self, key: &str) -> &mut EntityRecord {
        self.entities.iter_mut().find(|e| e.entity.key() == key).expect("test data")
    }

    /// Changes a field; an empty value takes it away.
    pub(crate) fn set(&mut self, key: &str, field: &str, value: &str) -> &mut Self {
        let entity = &mut self.edit(key).entity;
        let name = entity.schema.field(field).expect("test data").name;
        entity.values.remove(name);
        if !value.is_empty() {
            entity.values.insert(name, value.split(';').map(|v| v.trim().to_owned()).collect());
        }
        self
    }

    pub(crate) fn claims_of(&mut self, key: &str, labels: &str) -> &mut Self {
        self.edit(key).entity.claims = ids(labels);
        self
    }

    pub(crate) fn drop(&mut self, schema: &str) -> &mut Self {
        self.entities.retain(|e| e.entity.schema.name != schema && e.entity.key() != schema);
        self
    }

    /// Rejects a claim afterwards.
    pub(crate) fn reject(&mut self, label: &str) -> &mut Self {
        self.claims.retain(|c| c.id != claim_id(label));
        self.rejected.insert(claim_id(label));
        self
    }
}

/// A case in which every required field of every complete profile is given for person/P1.
pub(crate) fn full() -> Case {
    let mut case = Case::default();
    claims(&mut case);
    people(&mut case);
    happenings(&mut case);
    responsibility(&mut case);
    texts(&mut case);
    case
}

fn claims(case: &mut Case) {
    case.say("C1", "killed", ("Northgate Herald", "a relative"), "Rustam Olimov died in Prison 3 that night");
    case.say("C2", "killed", ("Valley Radio", "a guard"), "the journalist Olimov was dead by morning");
    case.say("C3", "tortured", ("Northgate Herald", "a cellmate"), "they beat Olimov for two days");
    case.say("C4", "tortured", ("Valley Radio", "a doctor"), "his injuries were from beatings");
    case.say("C5", "responsible_for", ("Northgate Herald", "a guard"), "Doniyorov knew and did nothing");
    case.say("C6", "holds_post", ("Gazette", ""), "F. Doniyorov is appointed head of Prison 3");
    case.say("C7", "demand", ("Valley Radio", "the family"), "no case was ever opened");
    let figures =
        case.say("C8", "killed", ("Valley Radio", "officials"), "at least 12 prisoners were killed");
    figures.claim.count = Count::new(CountMode::AtLeast, Some(12), None, "at least 12").expect("test data");
    let denied = case.say("C9", "killed", ("State Agency", "the ministry"), "nobody died in Prison 3");
    denied.claim.status = Status::Denied;
}

fn people(case: &mut Case) {
    case.put(
        "person/P1",
        &[
            ("name", "Farrukh Doniyorov"),
            ("original_name", "Фаррух Дониёров"),
            ("nationality", "Norland"),
            ("sex", "male"),
            ("birth_date", "1970"),
            ("id_documents", "NL 000001"),
        ],
    );
    case.put("person/P2", &[("name", "Sherzod Nazimov")]);
    case.put(
        "person/V1",
        &[
            ("name", "Rustam Olimov"),
            ("age", "34"),
            ("victim_role", "journalist"),
            ("chosen_because", "wrote on the prison"),
        ],
    );
    case.put("body/B1", &[("name", "Prison 3"), ("kind", "prison")]);
    case.put("body/B2", &[("name", "Directorate of Prisons"), ("kind", "directorate")]);
    case.put("body/B3", &[("name", "Ministry of Order"), ("kind", "ministry")]);
    let head = [
        ("person", "person/P1"),
        ("body", "body/B1"),
        ("title", "Head"),
        ("first_precise", "2017-01-01"),
        ("last_precise", "2019-06-30"),
        ("claims", "C6"),
    ];
    case.put("posting/T1", &head);
    case.put("posting/T2", &[("person", "person/P2"), ("body", "body/B3"), ("title", "Minister")]);
    let under = |a, b| [("body", a), ("related_body", b), ("type", "child_of"), ("class", "command")];
    case.put("relation/R1", &under("body/B1", "body/B2"));
    case.put("relation/R2", &under("body/B2", "body/B3"));
}

fn happenings(case: &mut Case) {
    case.put("event/E0", &[("title", "Deaths in the prisons of Norland"), ("first_date", "2018")]);
    let riot = [
        ("title", "Northgate riot"),
        ("first_date", "2018-11-07"),
        ("last_date", "2018-11-08"),
        ("place", "Northgate"),
        ("part_of", "event/E0"),
        ("claims", "C8"),
    ];
    case.put("event/E1", &riot);
    let death = [
        ("event", "event/E1"),
        ("type", "death_in_custody"),
        ("victim", "person/V1"),
        ("date", "2018-11-08"),
        ("place", "Prison 3"),
        ("death_cause", "beatings"),
        ("autopsy", "refused"),
        ("claims", "C1 C2"),
    ];
    case.put("act/A1", &death);
    let torture = [
        ("event", "event/E1"),
        ("type", "torture"),
        ("victim", "person/V1"),
        ("torture_methods", "beating"),
        ("claims", "C3 C4"),
    ];
    case.put("act/A2", &torture);
    let inquiry = [
        ("act", "act/A1"),
        ("kind", "none"),
        ("outcome", "none_opened"),
        ("failures", "no case opened"),
        ("claims", "C7"),
    ];
    case.put("investigation/N1", &inquiry);
    let consent = [
        ("person", "person/V1"),
        ("uses", "dossier"),
        ("recipients", "all"),
        ("name_form", "full"),
        ("explained", "what a dossier is"),
        ("taken_by", "L."),
        ("taken_on", "2026-01-01"),
    ];
    case.put("consent/K1", &consent);
}

fn responsibility(case: &mut Case) {
    let involved =
        [("who", "person/P1"), ("act", "event/E1"), ("degree", "failed_to_prevent"), ("claims", "C5")];
    case.put("involvement/I1", &involved);
    for (label, element, form) in
        [("S1", "control", "de_jure"), ("S2", "knowledge", "knew"), ("S3", "omission", "did_not_prevent")]
    {
        let rows = [
            ("who", "person/P1"),
            ("over", "body/B1"),
            ("act", "act/A1"),
            ("element", element),
            ("form", form),
            ("claims", "C5"),
        ];
        case.put(&format!("responsibility/{label}"), &rows);
    }
    let finding = [
        ("about", "person/P1"),
        ("acts", "act/A1; act/A2"),
        ("statement", "The head of Prison 3 failed to prevent the death of Rustam Olimov."),
        ("standard", "reasonable_grounds_to_believe"),
        ("assessor", "M."),
        ("date", "2026-02-01"),
        ("reason", "two independent witnesses"),
        ("answer", "The denial names no facts."),
        ("claims", "C1 C2 C5"),
        ("against", "C9"),
    ];
    case.put("finding/F1", &finding);
    let yes = [("finding", "finding/F1"), ("verdict", "yes"), ("by", "second")];
    case.put("approval/Y1", &yes);
}

fn texts(case: &mut Case) {
    let sender = [
        ("organisation", "Norland Prison Watch"),
        ("link", "has documented prisons since 2010"),
        ("standing", "organisation"),
        ("contact_name", "A. N."),
        ("contact_email", "desk@example.org"),
    ];
    case.put("submitter/O1", &sender);
    for field in [
        "legal_basis",
        "summary",
        "impact",
        "risk",
        "request",
        "methodology",
        "gravity",
        "jurisdiction.subject",
        "jurisdiction.place",
    ] {
        let text = format!("the author's words on {field}");
        case.put(&format!("statement/W-{field}"), &[("field", field), ("text", &text)]);
    }
}
