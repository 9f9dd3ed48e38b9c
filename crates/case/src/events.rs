//! The events of a case and the bodies that record them: each is written and read in one place, here.
//!
//! What identifies or confirms content is sealed; sizes, media types and tools are clear (see `docs/format.md`).

use std::collections::BTreeMap;

use sanad_model::{
    BodyDraft, BodyType, Cells, CheckpointDigest, Claim, ClaimId, ContentDigest, DerivativeId, Entity,
    ItemId, Origin, PartialDate, Problem, Reported, Schema, Sensitivity, Span, TextDigest, Timestamp,
    Verdict,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Bytes received, and what is known of how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemEvent {
    /// SHA-256 of the bytes.
    pub sha256: ContentDigest,
    /// How many bytes.
    pub size: u64,
    /// Media type, by content.
    pub media: String,
    /// The file name it came under.
    pub name: String,
    /// What is known of where it came from.
    pub provenance: Provenance,
}

/// What is known of where an item came from. All optional, all sealed but the date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Who gave it.
    pub source: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was collected.
    pub collected: Option<PartialDate>,
    /// A note.
    pub note: Option<String>,
    /// How far it may travel; unmarked, it stays with the team.
    pub sensitivity: Option<Sensitivity>,
}

/// A text made from an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeriveEvent {
    /// The item.
    pub item: ItemId,
    /// SHA-256 of the text.
    pub text_sha256: TextDigest,
    /// SHA-256 of the object that holds the text and its segments.
    pub sha256: ContentDigest,
    /// What made it.
    pub tool: String,
    /// Which version of it.
    pub version: String,
    /// Merkle root over the salted segments, in hexadecimal.
    pub segments_root: String,
    /// The seed of the segments' salts, in hexadecimal: as secret as the text.
    pub segments_seed: String,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A claim or a proposal of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimEvent {
    /// The item it is quoted from.
    pub item: ItemId,
    /// The text that its span counts in.
    pub derivative: Option<DerivativeId>,
    /// Whether it waits for a person's yes.
    pub proposal: bool,
    /// The earlier claim of the same label that this one updates.
    pub updates: Option<ClaimId>,
    /// The place in the item's own terms.
    pub origin: Option<Origin>,
    /// For a table row: the cell behind each field.
    pub cells: Cells,
    /// What it says.
    pub claim: Claim,
    /// The frame it was reported in.
    pub reported: Reported,
}

/// A person's decision on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReviewEvent {
    /// The claims judged: one, or several in conflict.
    pub claims: Vec<ClaimId>,
    /// What was decided.
    pub verdict: Verdict,
    /// Why.
    pub why: Option<String>,
    /// The rule that resolves a conflict.
    pub rule: Option<String>,
}

/// A version of an entity, with the place it was entered at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityEvent {
    /// The table or form it was entered with.
    pub item: ItemId,
    /// The text that its span counts in.
    pub derivative: Option<DerivativeId>,
    /// The place in the item's own terms.
    pub origin: Option<Origin>,
    /// The bytes of the cell behind each field.
    pub cells: Cells,
    /// The bytes of its row.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
    /// What it says.
    pub entity: Entity,
}

/// A time stamp taken in: recorded by the vault, which keeps the reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnchorEvent {
    /// SHA-256 of the checkpoint note.
    pub checkpoint: CheckpointDigest,
    /// The log's size at that checkpoint.
    pub size: u64,
}

/// The tool that draws pictures anew: what it derives is no text.
pub(crate) const PICTURE: &str = "sanad-picture";

/// Something left the vault.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExportEvent {
    /// What sort of thing: "proof", "record", "dossier", "draft".
    pub what: String,
    /// The ids that left.
    pub ids: Vec<String>,
    /// The fields that were opened.
    pub disclosed: Vec<String>,
    /// To whom: a recipient, and who it is there.
    pub to: Option<String>,
    /// About whom or what: the key of an entity.
    pub about: Option<String>,
    /// Which version, from 1.
    pub version: Option<u64>,
    /// The files that left, each as `SHA-256  name`.
    pub files: Vec<String>,
}

/// What a body records, for those that a case reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// An item.
    Item(ItemEvent),
    /// A text.
    Derive(DeriveEvent),
    /// A claim.
    Claim(Box<ClaimEvent>),
    /// A judgement.
    Review(ReviewEvent),
    /// A time stamp.
    Anchor(AnchorEvent),
    /// Something left.
    Export(ExportEvent),
    /// A version of an entity.
    Entity(Box<EntityEvent>),
    /// A key, or a sort that this version does not use.
    Other(BodyType),
}

impl ItemEvent {
    /// The body.
    #[must_use]
    pub fn draft(&self, time: Timestamp) -> BodyDraft {
        let p = &self.provenance;
        let mut draft = BodyDraft::new(BodyType::Item, time)
            .clear("size", self.size)
            .clear("media", self.media.as_str())
            .clear("how", "file")
            .clear("tool", concat!("sanad ", env!("CARGO_PKG_VERSION")));
        if let Some(date) = p.collected {
            draft = draft.clear("collected_at", date.to_string());
        }
        draft
            .sealed("sha256", self.sha256.to_string())
            .sealed("name", self.name.as_str())
            .sealed_if("source", p.source.as_deref())
            .sealed_if("publisher", p.publisher.as_deref())
            .sealed_if("published_at", p.published.map(|d| d.to_string()))
            .sealed_if("source_url", p.url.as_deref())
            .sealed_if("note", p.note.as_deref())
            .sealed_if("sensitivity", p.sensitivity.map(|s| json!(s)))
    }
}

impl DeriveEvent {
    /// The body.
    #[must_use]
    pub fn draft(&self, time: Timestamp) -> BodyDraft {
        BodyDraft::new(BodyType::Derive, time)
            .clear("from", self.item.to_string())
            .clear("tool", self.tool.as_str())
            .clear("version", self.version.as_str())
            .clear("segments_root", self.segments_root.as_str())
            .sealed("sha256", self.sha256.to_string())
            .sealed("text_sha256", self.text_sha256.to_string())
            .sealed("segments_seed", self.segments_seed.as_str())
            .sealed("problems", json!(self.problems))
    }
}

impl ClaimEvent {
    /// The body. Every field of the claim is sealed by itself, so that a speaker can be withheld and a figure shown.
    #[must_use]
    pub(crate) fn draft(&self, time: Timestamp, prev: Option<u64>) -> BodyDraft {
        let mut draft = BodyDraft::new(BodyType::Claim, time)
            .clear("from", self.item.to_string())
            .clear("proposal", self.proposal);
        if let Some(prev) = prev {
            draft = draft.after(prev);
        }
        if let Some(id) = self.derivative {
            draft = draft.clear("text", id.to_string());
        }
        if let Some(id) = self.updates {
            draft = draft.clear("updates", id.to_string());
        }
        for (name, value) in SEALED_CLAIM_FIELDS.iter().zip(self.sealed_values()) {
            if !value.is_null() {
                draft = draft.sealed(name, value);
            }
        }
        draft
    }

    fn sealed_values(&self) -> [Value; SEALED_CLAIM_FIELDS.len()] {
        let c = &self.claim;
        let cells = if self.cells.is_empty() { Value::Null } else { json!(self.cells) };
        [
            json!(c.kind),
            json!(c.victim),
            json!(c.count),
            json!(c.actor),
            json!(c.place),
            json!(c.time),
            json!(c.method),
            json!(c.attribution),
            json!(c.status),
            json!({"span": c.span, "quote": c.quote}),
            json!(c.rule),
            json!(self.reported),
            json!(self.origin),
            cells,
        ]
    }
}

const SEALED_CLAIM_FIELDS: [&str; 14] = [
    "kind",
    "victim",
    "count",
    "actor",
    "place",
    "time",
    "method",
    "attribution",
    "status",
    "passage",
    "rule",
    "reported",
    "origin",
    "cells",
];

impl ReviewEvent {
    /// The body.
    #[must_use]
    pub(crate) fn draft(&self, time: Timestamp, prev: Option<u64>) -> BodyDraft {
        let ids: Vec<String> = self.claims.iter().map(ToString::to_string).collect();
        let mut draft = BodyDraft::new(BodyType::Review, time).clear("of", json!(ids));
        if let Some(prev) = prev {
            draft = draft.after(prev);
        }
        draft
            .sealed("verdict", json!(self.verdict))
            .sealed_if("why", self.why.as_deref())
            .sealed_if("rule", self.rule.as_deref())
    }
}

impl EntityEvent {
    /// The body. Every field is sealed by itself, under its own name.
    #[must_use]
    pub(crate) fn draft(&self, time: Timestamp, prev: Option<u64>) -> BodyDraft {
        let e = &self.entity;
        let mut draft = BodyDraft::new(BodyType::Entity, time)
            .clear("from", self.item.to_string())
            .clear("withdrawn", e.withdrawn);
        if let Some(prev) = prev {
            draft = draft.after(prev);
        }
        if let Some(id) = self.derivative {
            draft = draft.clear("derived", id.to_string());
        }
        draft = draft
            .sealed("schema", e.schema.name)
            .sealed("label", e.label.as_str())
            .sealed("supports", json!(e.claims))
            .sealed("against", json!(e.against))
            .sealed("passage", json!({"span": self.span, "quote": self.quote}))
            .sealed_if("origin", self.origin.as_ref().map(|o| json!(o)))
            .sealed("cells", json!(self.cells))
            .sealed_if("sensitivity", e.sensitivity.map(|s| json!(s)));
        e.values.iter().fold(draft, |draft, (name, values)| draft.sealed(name, json!(values)))
    }
}

impl ExportEvent {
    /// The body.
    #[must_use]
    pub fn draft(&self, time: Timestamp) -> BodyDraft {
        BodyDraft::new(BodyType::Export, time)
            .clear("what", self.what.as_str())
            .sealed("ids", json!(self.ids))
            .sealed("disclosed", json!(self.disclosed))
            .sealed_if("to", self.to.as_deref())
            .sealed_if("about", self.about.as_deref())
            .sealed_if("version", self.version)
            .sealed_if("files", (!self.files.is_empty()).then(|| json!(self.files)))
    }
}

/// The fields of a body, clear and opened together.
struct Fields<'a> {
    body: &'a sanad_model::Body,
    open: BTreeMap<String, Value>,
}

impl Fields<'_> {
    fn get<T: serde::de::DeserializeOwned>(&self, name: &'static str) -> std::result::Result<T, String> {
        self.optional(name)?.ok_or_else(|| format!("the field {name} is missing"))
    }

    fn optional<T: serde::de::DeserializeOwned>(&self, name: &str) -> std::result::Result<Option<T>, String> {
        let value = self.open.get(name).or_else(|| self.body.clear(name));
        value
            .map(|v| T::deserialize(v))
            .transpose()
            .map_err(|e| format!("the field {name} cannot be read: {e}"))
    }
}

/// Reads a body that belongs to a case.
///
/// # Errors
/// In words, when a field is missing or has another form. Never the content.
pub(crate) fn read(
    body: &sanad_model::Body,
    disclosures: &[sanad_model::Disclosure],
) -> std::result::Result<Event, String> {
    let open = body.open(disclosures).map_err(|_| "a sealed field does not belong to its body".to_owned())?;
    let fields = Fields { body, open };
    Ok(match body.kind() {
        BodyType::Item => Event::Item(item(&fields)?),
        BodyType::Derive => Event::Derive(derive(&fields)?),
        BodyType::Claim => Event::Claim(Box::new(claim(&fields)?)),
        BodyType::Review => Event::Review(review(&fields)?),
        BodyType::Anchor => {
            Event::Anchor(AnchorEvent { checkpoint: fields.get("checkpoint")?, size: fields.get("size")? })
        }
        BodyType::Entity => Event::Entity(Box::new(entity(&fields)?)),
        BodyType::Export => Event::Export(ExportEvent {
            what: fields.get("what")?,
            ids: fields.get("ids")?,
            disclosed: fields.get("disclosed")?,
            to: fields.optional("to")?,
            about: fields.optional("about")?,
            version: fields.optional("version")?,
            files: fields.optional("files")?.unwrap_or_default(),
        }),
        other => Event::Other(other),
    })
}

fn item(f: &Fields<'_>) -> std::result::Result<ItemEvent, String> {
    Ok(ItemEvent {
        sha256: f.get("sha256")?,
        size: f.get("size")?,
        media: f.get("media")?,
        name: f.get("name")?,
        provenance: Provenance {
            source: f.optional("source")?,
            publisher: f.optional("publisher")?,
            url: f.optional("source_url")?,
            published: f.optional("published_at")?,
            collected: f.optional("collected_at")?,
            note: f.optional("note")?,
            sensitivity: f.optional("sensitivity")?,
        },
    })
}

fn derive(f: &Fields<'_>) -> std::result::Result<DeriveEvent, String> {
    Ok(DeriveEvent {
        item: f.get("from")?,
        sha256: f.get("sha256")?,
        text_sha256: f.get("text_sha256")?,
        tool: f.get("tool")?,
        version: f.get("version")?,
        segments_root: f.get("segments_root")?,
        segments_seed: f.get("segments_seed")?,
        problems: f.get("problems")?,
    })
}

#[derive(Deserialize)]
struct QuoteAt {
    span: Span,
    quote: String,
}

fn claim(f: &Fields<'_>) -> std::result::Result<ClaimEvent, String> {
    let at: QuoteAt = f.get("passage")?;
    Ok(ClaimEvent {
        item: f.get("from")?,
        derivative: f.optional("text")?,
        proposal: f.get("proposal")?,
        updates: f.optional("updates")?,
        origin: f.optional("origin")?,
        cells: f.optional("cells")?.unwrap_or_default(),
        claim: Claim {
            kind: f.get("kind")?,
            victim: f.optional("victim")?,
            count: f.get("count")?,
            actor: f.optional("actor")?,
            place: f.optional("place")?,
            time: f.optional("time")?,
            method: f.optional("method")?,
            attribution: f.get("attribution")?,
            status: f.get("status")?,
            span: at.span,
            quote: at.quote,
            rule: f.get("rule")?,
        },
        reported: f.get("reported")?,
    })
}

fn review(f: &Fields<'_>) -> std::result::Result<ReviewEvent, String> {
    Ok(ReviewEvent {
        claims: f.get("of")?,
        verdict: f.get("verdict")?,
        why: f.optional("why")?,
        rule: f.optional("rule")?,
    })
}

fn entity(f: &Fields<'_>) -> std::result::Result<EntityEvent, String> {
    let at: QuoteAt = f.get("passage")?;
    let name: String = f.get("schema")?;
    let schema = Schema::find(&name)
        .ok_or_else(|| "an entity of a sort that this version does not know".to_owned())?;
    let mut values = BTreeMap::new();
    for field in schema.fields {
        // what is clear in the body is never a field of an entity
        if let Some(value) = f.open.get(field.name) {
            let read: Vec<String> = Vec::deserialize(value)
                .map_err(|e| format!("the field {} cannot be read: {e}", field.name))?;
            values.insert(field.name, read);
        }
    }
    Ok(EntityEvent {
        item: f.get("from")?,
        derivative: f.optional("derived")?,
        origin: f.optional("origin")?,
        cells: f.optional("cells")?.unwrap_or_default(),
        span: at.span,
        quote: at.quote,
        entity: Entity {
            schema,
            label: f.get("label")?,
            values,
            claims: f.get("supports")?,
            against: f.get("against")?,
            sensitivity: f.optional("sensitivity")?,
            withdrawn: f.get("withdrawn")?,
        },
    })
}

#[cfg(test)]
mod tests {
    use sanad_model::entity::SCHEMAS;

    #[test]
    fn no_field_of_an_entity_bears_a_name_of_its_body() {
        let own = ["schema", "label", "supports", "against", "passage", "origin", "cells", "sensitivity"];
        let clear = ["v", "type", "time", "actor", "prev", "sd", "from", "withdrawn", "derived"];
        for field in SCHEMAS.iter().flat_map(|s| s.fields) {
            assert!(!own.contains(&field.name), "{}", field.name);
            // a sealed field may share a clear name: entities read sealed fields only
            assert!(!clear.contains(&field.name) || SEALED_MAY_SHARE.contains(&field.name), "{}", field.name);
        }
    }

    const SEALED_MAY_SHARE: [&str; 2] = ["type", "time"];
}
