//! The exhibits of a dossier: which go along as received, which as a text with names blacked out, and the proof of each.
//!
//! A file goes along as received only if its text could be read and holds no name that may not stand. Otherwise its
//! text goes along piece by piece: pieces with such a name are withheld, and every other piece is provable against the
//! commitment of the text (`docs/format.md`). The authors' own tables never go along: they hold identities. A picture goes
//! along only where a person said so, and drawn anew: no program can tell who may be recognised in it.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::ItemId;
use sanad_publish::Names;
use sanad_text::SegmentTree;
use serde_json::json;

use crate::error::Result;
use crate::open::Case;
use crate::outgoing::Outgoing;
use crate::state::{Derivative, Item};

/// How each exhibit goes along.
#[derive(Debug, Default)]
pub(crate) struct ExhibitPlan {
    rows: Vec<Planned>,
}

#[derive(Debug)]
struct Planned {
    number: usize,
    index: u64,
    id: ItemId,
    /// Sealed fields that may be opened.
    disclose: Vec<String>,
    /// The name of its copy, where one goes along.
    copy: Option<String>,
    /// The entry of its text, where that goes along piece by piece.
    text: Option<(u64, String)>,
    /// The picture drawn anew, and its file.
    picture: Option<(u64, String, String)>,
}

impl ExhibitPlan {
    /// The file that goes along for each exhibit, by number.
    pub(crate) fn along(&self) -> BTreeMap<usize, String> {
        let copied = self.rows.iter().filter_map(|row| Some((row.number, row.copy.clone()?)));
        let pieces = self.rows.iter().filter(|row| row.text.is_some());
        let pictures = self.rows.iter().filter_map(|row| Some((row.number, row.picture.clone()?.2)));
        let copied = copied.chain(pictures);
        copied.chain(pieces.map(|row| (row.number, pieces_name(row.number)))).collect()
    }
}

impl Case {
    /// Decides for each exhibit, and makes the texts with pieces withheld.
    pub(crate) fn exhibits(
        &mut self,
        exhibits: &[(usize, ItemId)],
        names: &Names,
        (own, pictures): (&BTreeSet<ItemId>, &[ItemId]),
        files: &mut BTreeMap<String, Vec<u8>>,
    ) -> Result<ExhibitPlan> {
        let mut plan = ExhibitPlan::default();
        for (number, id) in exhibits {
            let picture = if pictures.contains(id) { Some(self.redrawn(*id)?) } else { None };
            let Some(item) = self.state.item(*id) else { continue };
            let mut row = Planned {
                number: *number,
                index: item.index,
                id: *id,
                disclose: disclosable(item, names),
                copy: None,
                text: None,
                picture: None,
            };
            if let Some(drawn) = picture {
                let ending = if drawn.event.version == "image/png" { "png" } else { "jpg" };
                let name = format!("annexes/exhibit-{number:02}-picture.{ending}");
                files.insert(name.clone(), self.object(drawn.index)?);
                row.picture = Some((drawn.index, drawn.id.to_string(), name));
                plan.rows.push(row);
                continue;
            }
            let text = item.text().filter(|_| !own.contains(id));
            if let Some(derivative) = text {
                let extracted = self.stored_text(derivative)?;
                if extracted.text.trim().is_empty() {
                    // nobody can say what a file shows whose text cannot be read
                } else if names.hides(&extracted.text) || names.hides(&item.event.name) {
                    let pieces = pieces(*number, derivative, &extracted, names);
                    files.insert(pieces_name(*number), pieces);
                    row.text = Some((derivative.index, derivative.id.to_string()));
                } else {
                    row.copy = Some(copy_name(*number, &item.event.name));
                }
            }
            plan.rows.push(row);
        }
        Ok(plan)
    }

    /// Writes the proof of each exhibit, and the copies.
    pub(crate) fn prove_exhibits(&self, out: &mut Outgoing, plan: &ExhibitPlan) -> Result<Vec<String>> {
        let mut written = Vec::new();
        for row in &plan.rows {
            let dir = format!("proofs/exhibit-{:02}", row.number);
            let entry = (row.index, row.id.to_string());
            self.prove_beside(entry, (out, &dir), row.copy.is_some(), &row.disclose)?;
            written.push(dir);
            if let Some(name) = &row.copy {
                out.put(name, &self.object(row.index)?)?;
                written.push(name.clone());
            }
            if let Some((index, id, _)) = &row.picture {
                let dir = format!("proofs/exhibit-{:02}-picture", row.number);
                self.prove_beside((*index, id.clone()), (out, &dir), false, &["sha256".to_owned()])?;
                written.push(dir);
            }
            if let Some((index, id)) = &row.text {
                let dir = format!("proofs/exhibit-{:02}-text", row.number);
                self.prove_beside((*index, id.clone()), (out, &dir), false, &[])?;
                written.push(dir);
            }
        }
        Ok(written)
    }
}

/// The sealed fields of an item that say nothing of a hidden name.
fn disclosable(item: &Item, names: &Names) -> Vec<String> {
    let p = &item.event.provenance;
    let fields = [
        ("name", Some(&item.event.name)),
        ("source", p.source.as_ref()),
        ("publisher", p.publisher.as_ref()),
        ("source_url", p.url.as_ref()),
    ];
    let open = fields.into_iter().filter(|(_, value)| value.is_some_and(|v| !names.hides(v)));
    std::iter::once("sha256".to_owned()).chain(open.map(|(name, _)| name.to_owned())).collect()
}

fn pieces_name(number: usize) -> String {
    format!("annexes/exhibit-{number:02}-text.json")
}

/// `annexes/exhibit-03-statement.pdf`: the name it came under, as far as it is a plain one.
fn copy_name(number: usize, name: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    let plain: String = name.chars().map(safe).collect();
    let plain = plain.trim_start_matches(['.', '-']);
    let short: String = plain.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    format!("annexes/exhibit-{number:02}-{}", if short.is_empty() { "file" } else { &short })
}

/// The text piece by piece: those that may be shown with what proves them, of the others nothing.
fn pieces(
    number: usize,
    derivative: &Derivative,
    extracted: &sanad_text::Extracted,
    names: &Names,
) -> Vec<u8> {
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let mut seed = [0; 32];
    let decoded = data_encoding::HEXLOWER_PERMISSIVE.decode(derivative.event.segments_seed.as_bytes());
    if let Ok(bytes) = decoded
        && bytes.len() == seed.len()
    {
        seed.copy_from_slice(&bytes);
    }
    let tree = SegmentTree::new(&extracted.text, &extracted.segments, &seed);
    let shown = |(index, span): (usize, &sanad_model::Span)| {
        let piece = span.of(&extracted.text).unwrap_or_default();
        let proof = tree.proof(index).filter(|_| !names.hides(piece));
        match proof {
            Some(proof) => json!({
                "index": index,
                "text": piece,
                "salt": hex(&proof.salt),
                "path": proof.path.iter().map(|hash| hex(hash)).collect::<Vec<_>>(),
            }),
            None => json!({ "index": index, "withheld": true }),
        }
    };
    let pieces: Vec<_> = tree.pieces().iter().enumerate().map(shown).collect();
    let whole = json!({
        "exhibit": number,
        "text": derivative.id.to_string(),
        "segments_root": derivative.event.segments_root,
        "size": pieces.len(),
        "pieces": pieces,
    });
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
