//! Who: people, bodies, posts and who commands whom.

use super::super::FieldKind::{Date, Flag, LongText, Number, Ref, Text, Word};
use super::super::Schema;
use super::field;

pub(super) const PERSON: Schema = Schema {
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
        field("nationality", "Nationality", Text).many().also(&["nationalities", "citizenship", "country"]),
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
};

pub(super) const BODY: Schema = Schema {
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
};

pub(super) const POSTING: Schema = Schema {
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
};

pub(super) const RELATION: Schema = Schema {
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
};
