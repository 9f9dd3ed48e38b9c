//! What turns a record into a dossier: findings, consents, texts of the author, lists, assets, translations.

use super::super::FieldKind::{Claim, Date, Flag, LongText, Ref, Text, Word};
use super::super::Schema;
use super::field;

pub(super) const FINDING: Schema = Schema {
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
};

pub(super) const APPROVAL: Schema = Schema {
    name: "approval",
    table: "approvals",
    about: "A second person's yes or no to a finding.",
    factual: false,
    fields: &[
        field("finding", "Finding", Ref(&["finding"])).required(),
        field("verdict", "Verdict", Word(&["yes", "no"])).required(),
        field("reason", "Reason", LongText).also(&["why"]),
    ],
};

pub(super) const CONSENT: Schema = Schema {
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
};

pub(super) const SUBMITTER: Schema = Schema {
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
};

pub(super) const STATEMENT: Schema = Schema {
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
};

pub(super) const LISTING: Schema = Schema {
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
};

pub(super) const ASSET: Schema = Schema {
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
};

pub(super) const TRANSLATION: Schema = Schema {
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
};
