//! The schemas as data: what can be entered about whom, field by field.
//!
//! Fields are those that the recipients of dossiers ask for (Global Magnitsky, UK, ICC article 15, casualty records),
//! HURIDOCS Events Standard Formats and the claims of Security Force Monitor (dates of postings).

mod dossier;
mod what;
mod who;

use super::{Field, FieldKind, Schema};

/// All schemas, each under its name once.
pub const SCHEMAS: &[Schema] = &[
    who::PERSON,
    who::BODY,
    who::POSTING,
    who::RELATION,
    what::EVENT,
    what::ACT,
    what::INVOLVEMENT,
    what::RESPONSIBILITY,
    what::INVESTIGATION,
    dossier::FINDING,
    dossier::APPROVAL,
    dossier::CONSENT,
    dossier::SUBMITTER,
    dossier::STATEMENT,
    dossier::LISTING,
    dossier::ASSET,
    dossier::TRANSLATION,
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
