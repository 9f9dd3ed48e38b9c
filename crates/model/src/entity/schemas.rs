//! The schemas as data: what can be entered about whom, field by field.
//!
//! Fields are those that the recipients of dossiers ask for (Global Magnitsky, UK, ICC article 15, casualty records),
//! HURIDOCS Events Standard Formats and the claims of Security Force Monitor (dates of postings).

use super::FieldKind::{Claim, Date, Degrees, Flag, LongText, Number, Ref, Text, Word};
use super::{Field, FieldKind, Schema};

/// All schemas, each under its name once.
pub const SCHEMAS: &[Schema] = &[
    Schema {
        name: "person",
        table: "people",
        about: "A person or a group the record speaks of; being here says nothing about guilt.",
        factual: false,
        fields: &[
            field("name", "Full name", Text).required().identifies().also(&[
                "full name",
                "person",
                "фио",
                "ном",
                "نام",
                "الاسم",
            ]),
            field("original_name", "Name in original script", Text)
                .many()
                .identifies()
                .also(&["native name", "name in original script"]),
            field("aliases", "Other names", Text).many().identifies().also(&[
                "alias",
                "also known as",
                "aka",
                "other names",
                "weak alias",
            ]),
            field(
                "unit",
                "Counted as",
                Word(&["individual", "family", "group", "community", "social_group", "people"]),
            ),
            field("number", "Number of people", Number),
            field("sex", "Sex", Word(&["male", "female", "other", "unknown"])).also(&["gender"]),
            field("birth_date", "Date of birth", Date).identifies().also(&[
                "date of birth",
                "dob",
                "born",
                "birthdate",
            ]),
            field("birth_place", "Place of birth", Text).identifies().also(&["place of birth", "pob"]),
            field("age", "Age", Number),
            field("age_band", "Age band", Text),
            field("nationality", "Nationality", Text).many().also(&[
                "nationalities",
                "citizenship",
                "country",
            ]),
            field("id_documents", "Identity documents", Text).many().identifies().also(&[
                "passport",
                "id number",
                "id document",
                "passportnumber",
            ]),
            field("address", "Address", Text).many().identifies(),
            field("occupation", "Occupation", Text).also(&["profession", "job"]),
            field(
                "victim_role",
                "Role that exposed the person to harm",
                Word(&[
                    "human_rights_defender",
                    "journalist",
                    "lawyer",
                    "whistle_blower",
                    "activist",
                    "opposition_member",
                    "believer",
                    "minority_member",
                    "witness",
                    "prisoner",
                    "other",
                    "none",
                ]),
            )
            .many(),
            field("chosen_because", "Why chosen as a victim, as reported", LongText).also(&["reason chosen"]),
            field(
                "civil_status",
                "Status in the hostilities or custody",
                Word(&[
                    "civilian",
                    "other_protected_person",
                    "member_of_armed_forces",
                    "direct_participant",
                    "prisoner",
                    "unknown",
                ]),
            )
            .also(&["status"]),
            field("death_date", "Date of death", Date).also(&["date of death", "died", "deathdate"]),
            field("links", "Public addresses", Text).many().also(&["website", "url"]),
            field("code", "Code used where no name may stand", Text),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "body",
        table: "bodies",
        about: "A body, unit, agency, court, company or armed group.",
        factual: false,
        fields: &[
            field("name", "Name", Text).required().also(&[
                "body",
                "unit",
                "organisation",
                "organization",
                "agency",
            ]),
            field("original_name", "Name in original script", Text).many(),
            field("aliases", "Other names", Text).many().also(&[
                "alias",
                "also known as",
                "other names",
                "weak alias",
            ]),
            field(
                "kind",
                "Sort",
                Word(&[
                    "ministry",
                    "agency",
                    "directorate",
                    "unit",
                    "prison",
                    "police",
                    "court",
                    "prosecutor",
                    "hospital",
                    "armed_group",
                    "company",
                    "party",
                    "media",
                    "ngo",
                    "other",
                ]),
            )
            .also(&["classification", "classifications", "type"]),
            field("country", "Country", Text).also(&["jurisdiction"]),
            field("registration_number", "Registration number", Text),
            field("registration_date", "Date of registration", Date),
            field("registration_place", "Place of registration", Text),
            field("address", "Address", Text).many(),
            field("founded", "Founded", Date).also(&["inception date"]),
            field("dissolved", "Dissolved", Date).also(&["dissolution date"]),
            field("website", "Public address", Text).many(),
            field("placeholder", "Stands for an unknown body", Flag),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "posting",
        table: "posts",
        about: "Who held which post where: precise dates hold on every day, imprecise ones on at least one.",
        factual: true,
        fields: &[
            field("person", "Person", Ref(&["person"])).required().also(&["holder", "name"]),
            field("body", "Body", Ref(&["body"])).required().also(&["unit", "organisation", "organization"]),
            field("title", "Post", Text).required().also(&["post", "position"]),
            field("rank", "Rank", Text),
            field("role", "Role", Text),
            field("first_precise", "First day for sure", Date).also(&[
                "first_day",
                "from",
                "start",
                "start_date",
                "since",
            ]),
            field("last_precise", "Last day for sure", Date)
                .also(&["last_day", "to", "end", "end_date", "until"]),
            field("first_imprecise", "First day perhaps", Date),
            field("last_imprecise", "Last day perhaps", Date),
            field("starting", "Began on the first day", Flag),
            field("ending", "Ended on the last day", Flag),
            field("acting", "Acting", Flag),
            field("shared", "Several hold this post at a time", Flag),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "relation",
        table: "relations",
        about: "How one body stands to another: under it, or a member of it.",
        factual: true,
        fields: &[
            field("body", "Body", Ref(&["body"])).required().also(&["unit"]),
            field("related_body", "Related body", Ref(&["body"])).required().also(&[
                "parent",
                "superior",
                "related unit",
            ]),
            field("type", "Relation", Word(&["child_of", "member_of"])).required(),
            field("class", "Kind of relation", Word(&["command", "administrative", "operational", "other"])),
            field("first_precise", "First day for sure", Date).also(&[
                "first_day",
                "from",
                "start",
                "start_date",
                "since",
            ]),
            field("last_precise", "Last day for sure", Date)
                .also(&["last_day", "to", "end", "end_date", "until"]),
            field("first_imprecise", "First day perhaps", Date),
            field("last_imprecise", "Last day perhaps", Date),
            field("starting", "Began on the first day", Flag),
            field("ending", "Ended on the last day", Flag),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "event",
        table: "events",
        about: "What happened at one place and time.",
        factual: true,
        fields: &[
            field("title", "Event", Text).required().also(&["name", "event"]),
            field("first_date", "First day", Date).also(&["date", "start date"]),
            field("last_date", "Last day", Date).also(&["end date"]),
            field("place", "Place", Text).also(&["location"]),
            field("admin", "District, region, country", Text),
            field("latitude", "Latitude", Degrees).also(&["lat"]),
            field("longitude", "Longitude", Degrees).also(&["lon", "lng"]),
            field("description", "What happened", LongText),
            field("status", "How sure", Word(&["confirmed", "likely", "possible", "unlikely", "unknown"])),
            field("part_of", "Part of", Ref(&["event"])),
            field("led_to", "Led to", Ref(&["event"])).many(),
            field("same_pattern", "Same pattern as", Ref(&["event"])).many(),
            field("country", "Country", Text),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "act",
        table: "acts",
        about: "One violation against one victim or group.",
        factual: true,
        fields: &[
            field("event", "Event", Ref(&["event"])).also(&["incident"]),
            field(
                "type",
                "Act",
                Word(&[
                    "killing",
                    "extrajudicial_execution",
                    "death_in_custody",
                    "torture",
                    "ill_treatment",
                    "sexual_violence",
                    "enforced_disappearance",
                    "arbitrary_detention",
                    "unfair_trial",
                    "denial_of_medical_care",
                    "denial_of_burial_rites",
                    "slavery",
                    "persecution",
                    "attack_on_expression",
                    "attack_on_assembly",
                    "attack_on_belief",
                    "trafficking",
                    "threat",
                    "other",
                ]),
            )
            .required()
            .also(&["kind", "violation"]),
            field("victim", "Victim", Ref(&["person"])).many().also(&["victims"]),
            field("date", "Date", Date),
            field("last_date", "Last day", Date),
            field("time", "Time of day", Text),
            field("place", "Place", Text).also(&["location"]),
            field("place_type", "Sort of place", Text),
            field("latitude", "Latitude", Degrees).also(&["lat"]),
            field("longitude", "Longitude", Degrees).also(&["lon"]),
            field("method", "Method", Text).many().also(&["weapon"]),
            field("stated_reason", "Reason given", LongText),
            field("description", "What happened", LongText),
            field("death_cause", "Cause of death", Text).also(&["cause of death"]),
            field(
                "death_manner",
                "Manner of death",
                Word(&["homicide", "suicide", "accident", "natural", "undetermined"]),
            ),
            field("deaths", "Direct or indirect death", Word(&["direct", "indirect"])),
            field("autopsy", "Autopsy", Word(&["independent", "official", "refused", "none", "unknown"])),
            field("autopsy_by", "Autopsy by", Text),
            field("autopsy_findings", "Findings of the autopsy", LongText),
            field("certificate", "Death certificate", Word(&["issued", "refused", "none", "unknown"])),
            field("certificate_says", "What the certificate says", Text),
            field(
                "body_returned",
                "Body returned to the family",
                Word(&["returned", "withheld", "buried_by_authorities", "unknown"]),
            ),
            field("burial_rites", "Burial rites", Word(&["allowed", "refused", "unknown"])),
            field("burial_place", "Burial place", Text),
            field("identified_by", "How the dead person was identified", Text),
            field("last_seen_alive", "Last seen alive", Text),
            field("warrant", "Warrant", Word(&["shown", "not_shown", "none", "unknown"])),
            field("arrested_by", "Arrested by", Text),
            field("legal_ground", "Law applied", Text),
            field("detention_places", "Places of detention", Text).many(),
            field("incommunicado", "Held incommunicado", Word(&["yes", "no", "unknown"])),
            field("court", "Court", Text),
            field("court_dates", "Dates in court", Date).many(),
            field("lawyer_access", "Access to a lawyer", Word(&["allowed", "delayed", "refused", "unknown"])),
            field("charges", "Charges", LongText),
            field("sentence", "Sentence", Text),
            field("released_on", "Released on", Date),
            field("torture_methods", "Methods of torture", Text).many(),
            field("duration", "Duration", Text),
            field(
                "purpose",
                "Purpose",
                Word(&[
                    "confession",
                    "information",
                    "punishment",
                    "intimidation",
                    "discrimination",
                    "other",
                    "unknown",
                ]),
            )
            .many(),
            field("injuries", "Injuries", LongText),
            field(
                "medical_report",
                "Medical report",
                Word(&["independent", "official", "refused", "none", "unknown"]),
            ),
            field("medical_findings", "Medical findings", LongText),
            field(
                "consistency",
                "Consistency of findings with the account (Istanbul Protocol)",
                Word(&["not_consistent", "consistent", "highly_consistent", "typical_of", "diagnostic_of"]),
            ),
            field("complained_to", "Complaints made to", Text).many(),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "involvement",
        table: "involvements",
        about: "How a person or body is said to be involved in an act.",
        factual: true,
        fields: &[
            field("who", "Person or body", Ref(&["person", "body"]))
                .required()
                .also(&["person", "perpetrator"]),
            field("act", "Act or event", Ref(&["act", "event"])).required().also(&["in"]),
            field(
                "degree",
                "Degree of involvement",
                Word(&[
                    "carried_out",
                    "ordered",
                    "planned",
                    "aided",
                    "financed",
                    "incited",
                    "present",
                    "suspected",
                    "failed_to_exercise_authority",
                    "failed_to_act_on_knowledge",
                    "failed_to_prevent",
                    "failed_to_investigate",
                    "law_or_policy_maker",
                    "leader_of_body",
                    "general_political_responsibility",
                ]),
            )
            .required(),
            field("description", "What is said", LongText),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "responsibility",
        table: "responsibilities",
        about: "One element of a superior's responsibility: control, knowledge or omission.",
        factual: true,
        fields: &[
            field("who", "Superior", Ref(&["person"])).required().also(&["person", "superior"]),
            field("over", "Over", Ref(&["person", "body"])).required().also(&["subordinate"]),
            field("act", "Act or event", Ref(&["act", "event"])),
            field("element", "Element", Word(&["control", "knowledge", "omission"])).required(),
            field(
                "form",
                "Form",
                Word(&[
                    "de_jure",
                    "de_facto",
                    "knew",
                    "should_have_known",
                    "information_available",
                    "did_not_prevent",
                    "did_not_punish",
                    "did_not_refer",
                ]),
            )
            .required(),
            field("description", "What is said", LongText),
            field("first_precise", "First day for sure", Date).also(&[
                "first_day",
                "from",
                "start",
                "start_date",
                "since",
            ]),
            field("last_precise", "Last day for sure", Date)
                .also(&["last_day", "to", "end", "end_date", "until"]),
            field("first_imprecise", "First day perhaps", Date),
            field("last_imprecise", "Last day perhaps", Date),
            field("starting", "Began on the first day", Flag),
            field("ending", "Ended on the last day", Flag),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "investigation",
        table: "investigations",
        about: "An inquiry, prosecution or remedy, its outcome and its failures.",
        factual: true,
        fields: &[
            field("act", "Act or event", Ref(&["act", "event"])).also(&["about"]),
            field(
                "kind",
                "Sort",
                Word(&[
                    "criminal",
                    "disciplinary",
                    "civil",
                    "complaint",
                    "appeal",
                    "inquiry",
                    "international",
                    "none",
                ]),
            )
            .required(),
            field("by", "By whom", Text),
            field("opened_on", "Opened on", Date),
            field("closed_on", "Closed on", Date),
            field("against_whom", "Against whom", Text).many(),
            field(
                "outcome",
                "Outcome",
                Word(&[
                    "none_opened",
                    "open",
                    "suspended",
                    "closed",
                    "prosecuted",
                    "convicted",
                    "acquitted",
                    "rejected",
                    "unknown",
                ]),
            ),
            field("failures", "Failures, as reported", LongText).many(),
            field(
                "genuine",
                "Genuine and independent, as assessed",
                Word(&["yes", "no", "disputed", "unknown"]),
            ),
            field("description", "Description", LongText),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "finding",
        table: "findings",
        about: "A statement, the claims for and against it, and the standard it is held to have met. Never a verdict of guilt.",
        factual: true,
        fields: &[
            field("about", "About", Ref(&["person", "body"])).required().also(&["who"]),
            field("acts", "Acts or events", Ref(&["act", "event"])).many(),
            field("statement", "Statement", LongText).required(),
            field(
                "standard",
                "Standard of proof",
                Word(&[
                    "reasonable_suspicion",
                    "credible_information",
                    "sufficiently_solid_factual_basis",
                    "reasonable_basis_to_proceed",
                    "reasonable_grounds_to_believe",
                    "balance_of_probabilities",
                    "clear_and_convincing",
                    "beyond_reasonable_doubt",
                ]),
            )
            .required(),
            field("assessor", "Assessed by", Text).required(),
            field("date", "Date", Date).required(),
            field("reason", "Reason", LongText).required().also(&["why"]),
            field("answer", "Answer to what speaks against it", LongText),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "approval",
        table: "approvals",
        about: "A second person's yes or no to a finding.",
        factual: false,
        fields: &[
            field("finding", "Finding", Ref(&["finding"])).required(),
            field("verdict", "Verdict", Word(&["yes", "no"])).required(),
            field("reason", "Reason", LongText).also(&["why"]),
        ],
    },
    Schema {
        name: "consent",
        table: "consents",
        about: "What a person, or their family, agreed to: for which use, to whom, under which form of name.",
        factual: false,
        fields: &[
            field("person", "Person", Ref(&["person"])).required(),
            field("uses", "Uses", Word(&["dossier", "publication", "export", "contact"]))
                .many()
                .required()
                .also(&["use"]),
            field("recipients", "Recipients", Text).many().required().also(&["recipient"]),
            field("name_form", "Form of name", Word(&["full", "initials", "code", "none"])).required(),
            field("given_by", "Given by", Text),
            field("language", "Language of the conversation", Text),
            field("explained", "What was explained", LongText).required(),
            field("taken_by", "Taken by", Text).required(),
            field("taken_on", "Taken on", Date).required(),
            field("expires", "Expires", Date),
            field("withdrawn_on", "Withdrawn on", Date),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "submitter",
        table: "submitters",
        about: "Who sends the dossier.",
        factual: false,
        fields: &[
            field("organisation", "Organisation", Text).required().also(&["organization", "name"]),
            field("description", "Description", LongText),
            field("link", "Link to the information", LongText),
            field("contact_name", "Contact person", Text),
            field("contact_email", "E-mail", Text),
            field("contact_phone", "Telephone", Text),
            field("contact_address", "Address", Text),
            field("partners", "Partners and co-submitters", Text).many(),
            field("partners_may_be_named", "Partners may be named", Flag),
            field("past_reporting", "Earlier reports and briefings", LongText).many(),
            field("standing", "Standing", Text),
        ],
    },
    Schema {
        name: "statement",
        table: "statements",
        about: "The author's own text for one field of a profile: an argument, a request, a summary.",
        factual: false,
        fields: &[
            field("field", "Field of the profile", Text).required(),
            field("about", "About", Ref(&["person", "body"])),
            field("profile", "Profile", Text),
            field("language", "Language", Text),
            field("text", "Text", LongText).required(),
        ],
    },
    Schema {
        name: "listing",
        table: "listings",
        about: "Already on a sanctions list.",
        factual: true,
        fields: &[
            field("who", "Person or body", Ref(&["person", "body"])).required().also(&["person"]),
            field("by", "By whom", Text).required().also(&["authority"]),
            field("programme", "Programme", Text).also(&["program"]),
            field("date", "Date", Date),
            field("reference", "Reference", Text),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "asset",
        table: "assets",
        about: "A known asset, journey or business link in a jurisdiction.",
        factual: true,
        fields: &[
            field("who", "Person or body", Ref(&["person", "body"])).required().also(&["person", "owner"]),
            field(
                "kind",
                "Sort",
                Word(&["real_estate", "company", "account", "vehicle", "travel", "family", "other"]),
            )
            .required(),
            field("jurisdiction", "Jurisdiction", Text).also(&["country"]),
            field("description", "Description", LongText).required(),
            field("note", "Note", LongText).also(&["notes", "remark", "comment", "public_note"]),
        ],
    },
    Schema {
        name: "translation",
        table: "translations",
        about: "A translation of the passage of a claim, shown beside the original.",
        factual: false,
        fields: &[
            field("claim", "Claim", Claim).required(),
            field("language", "Language", Text).required(),
            field("text", "Translation", LongText).required(),
            field("translator", "Translator", Text).required(),
            field("method", "Method", Word(&["person", "machine"])).required(),
            field("status", "Status", Word(&["draft", "checked"])).required(),
        ],
    },
];

const fn field(name: &'static str, label: &'static str, kind: FieldKind) -> Field {
    Field { name, label, kind, many: false, required: false, identifies: false, also: &[] }
}

impl Field {
    const fn many(mut self) -> Self {
        self.many = true;
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn identifies(mut self) -> Self {
        self.identifies = true;
        self
    }

    const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }
}
