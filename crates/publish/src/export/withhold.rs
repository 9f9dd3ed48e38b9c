//! What of a case may leave: the only way to a [`CaseExport`].
//!
//! Left out are claims, items and entities that are too sensitive and whatever stands on them alone; proposals that
//! nobody looked at; findings that nobody else said yes to; sorts of entities that are nobody else's business (consents,
//! approvals, the authors' own texts); and who gave an item. Every name that may not stand is taken out of every text,
//! label, address and file name. A quote is blacked out, because what stands in it must have been said.

use std::collections::{BTreeMap, BTreeSet};

use sanad_findings::{CaseRecord, approved};
use sanad_model::{
    Cells, ClaimId, ClaimRecord, EntityRecord, FieldKind, ItemId, Judgement, JudgementId, Sensitivity,
    Subject,
};

use super::{CaseExport, ExportSource, JudgementRow};
use crate::consent::{BLACK, NameForm, Names, Why};
use crate::redact::{Redacted, without};
use crate::view::ItemView;

/// Sorts of entities that stay with the authors.
const OURS: [&str; 4] = ["consent", "approval", "statement", "submitter"];

/// What is said of nobody outside, however public they are.
const PRIVATE: [&str; 2] = ["id_documents", "address"];

/// What may leave of a case.
#[must_use]
pub fn case_export(source: &ExportSource<'_>) -> Redacted<CaseExport> {
    let (items, claims, entities) = match source.names {
        None => everything(source),
        Some(names) => Withheld::new(source, names).parts(),
    };
    let left: BTreeSet<ClaimId> = claims.iter().map(|(claim, _)| claim.id).collect();
    let judgements = source.judgements.iter().filter_map(|(id, j)| judgement(id, j, source, &left));
    let withheld = [
        source.claims.len() - claims.len(),
        source.items.len() - items.len(),
        source.entities.len() - entities.len(),
    ];
    Redacted::of(CaseExport {
        full: source.names.is_none(),
        single_actor: source.single_actor,
        judgements: judgements.collect(),
        items,
        claims,
        entities,
        log: source.log.clone(),
        generated: source.generated,
        program: source.program.to_owned(),
        withheld,
    })
}

type Parts = (Vec<ItemView>, Vec<(ClaimRecord, &'static str)>, Vec<EntityRecord>);

fn everything(source: &ExportSource<'_>) -> Parts {
    let standing = source.entities.iter().filter(|e| !e.entity.withdrawn);
    (source.items.to_vec(), source.claims.to_vec(), standing.cloned().collect())
}

/// What is decided before the first thing is taken over.
struct Withheld<'a> {
    source: &'a ExportSource<'a>,
    names: &'a Names,
    items: BTreeSet<ItemId>,
    claims: BTreeSet<ClaimId>,
    /// The entities that leave, each by its key with the label it leaves under.
    labels: BTreeMap<String, String>,
}

impl<'a> Withheld<'a> {
    fn new(source: &'a ExportSource<'a>, names: &'a Names) -> Self {
        let may = |mark: Option<Sensitivity>| mark.unwrap_or(source.unmarked) <= source.level;
        let items: BTreeSet<ItemId> =
            source.items.iter().filter(|i| may(i.sensitivity)).map(|i| i.item).collect();
        let claims = source
            .claims
            .iter()
            .filter(|(c, standing)| *standing != "waiting" && may(c.reported.sensitivity))
            .filter(|(c, _)| items.contains(&c.item))
            .map(|(c, _)| c.id)
            .collect();
        let record = CaseRecord {
            entities: source.entities,
            claims: &[],
            rejected: &BTreeSet::new(),
            judgements: &[],
        };
        let second = |e: &EntityRecord| {
            e.entity.schema.name != "finding" || source.single_actor || approved(&record, e).is_yes()
        };
        let leaves = |e: &&EntityRecord| {
            !e.entity.withdrawn
                && !OURS.contains(&e.entity.schema.name)
                && may(e.entity.sensitivity)
                && items.contains(&e.item)
                && second(e)
        };
        let entities: Vec<&EntityRecord> = source.entities.iter().filter(leaves).collect();
        let mut withheld = Self { source, names, items, claims, labels: BTreeMap::new() };
        withheld.labels = withheld.labelled(&withheld.whole(entities));
        withheld
    }

    /// Without the entities that say nothing when what they speak of stays: a posting of somebody who is withheld.
    fn whole<'e>(&self, mut entities: Vec<&'e EntityRecord>) -> Vec<&'e EntityRecord> {
        loop {
            let keys: BTreeSet<String> = entities.iter().map(|e| e.entity.key()).collect();
            let before = entities.len();
            entities.retain(|e| {
                let required = e.entity.schema.fields.iter().filter(|f| f.required);
                required.into_iter().all(|field| match field.kind {
                    FieldKind::Ref(_) => e.entity.all(field.name).iter().any(|key| keys.contains(key)),
                    FieldKind::Claim => e.entity.all(field.name).iter().any(|id| self.has_claim(id)),
                    FieldKind::Item => e.entity.all(field.name).iter().any(|id| self.has_item(id)),
                    _ => true,
                })
            });
            if entities.len() == before {
                return entities;
            }
        }
    }

    /// A person under a code is labelled by it; whatever else has a name in its label, by its id.
    fn labelled(&self, entities: &[&EntityRecord]) -> BTreeMap<String, String> {
        let mut taken: BTreeSet<&str> = entities.iter().map(|e| e.entity.label.as_str()).collect();
        let mut labels = BTreeMap::new();
        for record in entities {
            let e = &record.entity;
            let permit = self.names.permit(&e.key()).filter(|p| p.form != NameForm::Full);
            let code = permit.filter(|p| p.form != NameForm::Initials).map(|p| p.shown.as_str());
            let label = match code {
                Some(code) if e.schema.name == "person" && taken.insert(code) => code.to_owned(),
                _ if permit.is_some() || self.names.touches(&e.label) => record.id.to_string(),
                _ => e.label.clone(),
            };
            labels.insert(e.key(), label);
        }
        labels
    }

    fn has_claim(&self, id: &str) -> bool {
        id.parse::<ClaimId>().is_ok_and(|id| self.claims.contains(&id))
    }

    fn has_item(&self, id: &str) -> bool {
        id.parse::<ItemId>().is_ok_and(|id| self.items.contains(&id))
    }

    fn parts(&self) -> Parts {
        let items = self.source.items.iter().filter(|i| self.items.contains(&i.item));
        let entities = self.source.entities.iter().filter_map(|e| self.entity(e));
        (items.map(|i| masked_item(i, self.names)).collect(), self.claims(), entities.collect())
    }

    fn claims(&self) -> Vec<(ClaimRecord, &'static str)> {
        let records: Vec<ClaimRecord> = self.source.claims.iter().map(|(claim, _)| claim.clone()).collect();
        let (shown, _) = without(&records, |claim| self.claims.contains(&claim.id));
        let standing: BTreeMap<ClaimId, &'static str> =
            self.source.claims.iter().map(|(claim, standing)| (claim.id, *standing)).collect();
        let claims = shown.into_iter().map(|claim| {
            let standing = standing.get(&claim.id).copied().unwrap_or_default();
            (masked_claim(claim, self.names), standing)
        });
        claims.collect()
    }

    fn entity(&self, record: &EntityRecord) -> Option<EntityRecord> {
        let label = self.labels.get(&record.entity.key())?;
        let permit = self.names.permit(&record.entity.key());
        let coded = permit.filter(|permit| permit.form != NameForm::Full);
        let person = permit.is_some_and(|permit| permit.why != Why::Group);
        let mut record = record.clone();
        let fields = record.entity.schema.fields.iter().filter_map(|field| {
            let values = record.entity.values.get(field.name)?;
            let hidden = coded.is_some() && (field.identifies || field.name == "links");
            let values: Vec<String> = match (coded, field.name) {
                (Some(permit), "name") => vec![permit.shown.clone()],
                _ if hidden || (person && PRIVATE.contains(&field.name)) => Vec::new(),
                _ => values.iter().filter_map(|value| self.value(field.kind, value)).collect(),
            };
            (!values.is_empty()).then_some((field.name, values))
        });
        record.entity.values = fields.collect();
        record.entity.label.clone_from(label);
        record.entity.claims.retain(|id| self.claims.contains(id));
        record.entity.against.retain(|id| self.claims.contains(id));
        // the row it was entered with may say more than what leaves
        record.quote = String::new();
        record.cells = Cells::default();
        Some(record)
    }

    fn value(&self, kind: FieldKind, value: &str) -> Option<String> {
        match kind {
            FieldKind::Ref(_) => {
                let sort = value.split_once('/').map_or("", |(sort, _)| sort);
                self.labels.get(value).map(|label| format!("{sort}/{label}"))
            }
            FieldKind::Claim => self.has_claim(value).then(|| value.to_owned()),
            FieldKind::Item => self.has_item(value).then(|| value.to_owned()),
            FieldKind::Text if value.contains("://") => address(self.names, Some(value)),
            FieldKind::Text | FieldKind::LongText => Some(self.names.masked(value)),
            _ => Some(value.to_owned()),
        }
    }
}

/// An address or a file name, unless it is made of a name that may not stand.
fn address(names: &Names, text: Option<&str>) -> Option<String> {
    text.filter(|text| !names.touches(text) && !names.hides(text)).map(str::to_owned)
}

/// An item without the names that may not stand, and without who gave it: they may be in reach of those whom it speaks of.
pub(crate) fn masked_item(item: &ItemView, names: &Names) -> ItemView {
    ItemView {
        name: address(names, item.name.as_deref()),
        source: None,
        publisher: item.publisher.as_deref().map(|text| names.masked(text)),
        url: address(names, item.url.as_deref()),
        ..item.clone()
    }
}

/// A claim without the names that may not stand: its quote blacked out, everything else under their codes.
pub(crate) fn masked_claim(mut claim: ClaimRecord, names: &Names) -> ClaimRecord {
    let own = |text: &str| names.masked(text);
    let said = &mut claim.claim;
    let called = said.victim.as_ref().and_then(|v| v.name.as_deref());
    // a row of a list says more of a person than their name
    let whole_row = !claim.cells.is_empty() && called.is_some_and(|name| names.hides(name));
    said.quote = if whole_row { BLACK.to_owned() } else { names.blacked(&said.quote) };
    for text in [&mut said.attribution.text, &mut said.rule] {
        *text = own(text);
    }
    if let Some(victim) = &mut said.victim {
        victim.text = own(&victim.text);
        victim.name = victim.name.as_deref().map(own);
    }
    if let Some(actor) = &mut said.actor {
        actor.text = own(&actor.text);
    }
    if let Some(place) = &mut said.place {
        place.text = own(&place.text);
    }
    if let Some(time) = &mut said.time {
        time.text = own(&time.text);
    }
    said.method = said.method.as_deref().map(own);
    let reported = &mut claim.reported;
    for text in [&mut reported.publisher, &mut reported.scope, &mut reported.event, &mut reported.breakdown] {
        *text = text.as_deref().map(own);
    }
    for text in [&mut reported.url, &mut reported.seen_as] {
        *text = address(names, text.as_deref());
    }
    let lineage = &mut reported.lineage;
    let references = [
        &mut lineage.label,
        &mut lineage.supersedes,
        &mut lineage.based_on,
        &mut lineage.part_of,
        &mut lineage.disputes,
    ];
    for reference in references {
        *reference = address(names, reference.as_deref());
    }
    claim
}

fn judgement(
    id: &JudgementId,
    judgement: &Judgement,
    source: &ExportSource<'_>,
    left: &BTreeSet<ClaimId>,
) -> Option<JudgementRow> {
    let judged = match &judgement.subject {
        Subject::Claim(claim) => vec![*claim],
        Subject::SamePerson(a, b) => vec![*a, *b],
        Subject::Conflict(claims) => claims.clone(),
    };
    if !judged.iter().all(|id| left.contains(id)) {
        return None;
    }
    let key = judgement.by.to_string();
    let by = source.actors.iter().find(|(id, _)| *id == key).map(|(_, name)| name.clone());
    // who works on a case is nobody else's business
    let by = if source.names.is_none() { by.unwrap_or(key) } else { key };
    let verdict = serde_json::to_value(&judgement.verdict).unwrap_or_default();
    let verdict = match &verdict {
        serde_json::Value::String(word) => word.clone(),
        serde_json::Value::Object(map) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let why = judgement.why.as_deref().unwrap_or_default();
    Some(JudgementRow {
        id: id.to_string(),
        judged,
        verdict,
        why: source.names.map_or_else(|| why.to_owned(), |names| names.masked(why)),
        by,
        at: judgement.at,
    })
}
