//! The sealed annex: who stands behind the codes, for whoever holds the key and nobody else. Only people who agreed to
//! reach this recipient are in it.

use super::Writer;
use crate::consent::NameForm;
use crate::document::{Block, Run, paragraph, strong, text};
use crate::visible::visible;

const IDENTITY: [&str; 7] =
    ["name", "original_name", "aliases", "birth_date", "birth_place", "id_documents", "note"];

pub(super) fn blocks(w: &Writer<'_>) -> Option<Vec<Block>> {
    let mut blocks = vec![Block::Callout { text: vec![text(w.l.say("sealed-intro"))] }];
    for person in w.d.matter.record.of("person") {
        let Some(permit) = w.d.names.permit(&person.entity.key()) else { continue };
        if permit.form == NameForm::Full || permit.consent.is_none() {
            continue;
        }
        let rows = IDENTITY.iter().filter_map(|name| {
            let field = person.entity.schema.field(name)?;
            let values: Vec<String> = person.entity.all(name).iter().map(|v| visible(v)).collect();
            (!values.is_empty()).then(|| (w.label(field), vec![text(values.join("; "))]))
        });
        let mut rows: Vec<(String, Vec<Run>)> = rows.collect();
        rows.insert(0, (w.l.say("name-code"), vec![strong(visible(&permit.shown))]));
        blocks.push(Block::Fields { rows });
    }
    if blocks.len() == 1 {
        return None;
    }
    blocks.push(paragraph(vec![text(w.l.say("sealed-end"))]));
    Some(blocks)
}
