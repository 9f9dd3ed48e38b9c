//! The annexes in the document: the passages, the evidence index, the names, and how a stranger checks all of it.

use sanad_model::{ClaimRecord, EntityRecord, Origin};

use super::cite::{Ground, address, exhibit_id, passage_id};
use super::{Writer, headed};
use crate::consent::{NameForm, Why};
use crate::document::{Block, Run, paragraph, soft, strong, text};
use crate::locale::Value;
use crate::view::ItemView;
use crate::visible::visible;
use crate::words;

impl Writer<'_> {
    pub(super) fn annexes(&mut self) -> Vec<Block> {
        let mut blocks = self.passages_annex();
        blocks.extend(self.evidence_annex());
        blocks.extend(self.names_annex());
        blocks.extend(self.proof_annex());
        blocks
    }

    fn annex(&self, number: usize, id: &str) -> Block {
        let title = self.l.say(id);
        let n = number.to_string();
        headed(
            1,
            format!("annex-{number}"),
            self.l.tell("annex", &[("n", Value::Text(&n)), ("title", Value::Text(&title))]),
        )
    }

    /// Passages one after the other, as endnotes are: a table of them would be the largest part of a large dossier.
    fn passages_annex(&self) -> Vec<Block> {
        let rows = self.cites.passages().into_iter().zip(1..).filter_map(|(ground, n)| match ground {
            Ground::Claim(id) => self.claim(id).map(|claim| self.passage(n, claim)),
            Ground::Entry(id) => self.entry(id).map(|entity| self.entered(n, entity)),
        });
        let intro = paragraph(vec![text(self.l.say("annex-passages-intro"))]);
        [self.annex(1, "annex-passages"), intro].into_iter().chain(rows.map(paragraph)).collect()
    }

    fn passage(&self, number: usize, claim: &ClaimRecord) -> Vec<Run> {
        let exhibit = self.cites.exhibit(claim.item);
        let mut said = numbered(number);
        said.extend(self.passage_words(claim));
        said.push(text(format!(" {}. ", self.said_by(claim))));
        said.push(text(self.exhibit_words(exhibit)));
        said.push(soft(format!(", {} ", self.place_within(claim))));
        if let Some(url) = address(claim) {
            said.push(Run::Link { url: url.clone(), text: url });
        }
        said
    }

    fn entered(&self, number: usize, entity: &EntityRecord) -> Vec<Run> {
        let row = match entity.origin {
            Some(Origin::Cell { row, .. }) => {
                format!(", {}", self.l.tell("claim-row", &[("row", Value::Text(&row.to_string()))]))
            }
            _ => String::new(),
        };
        let exhibit = self.cites.exhibit(entity.item);
        let mut said = numbered(number);
        said.push(text(format!("{}. ", self.l.say("entry-source"))));
        said.push(text(self.exhibit_words(exhibit)));
        let index = entity.index.to_string();
        said.push(soft(format!("{row}; {}.", self.l.tell("log-entry", &[("index", Value::Text(&index))]))));
        said
    }

    fn exhibit_words(&self, number: usize) -> String {
        self.l.tell("exhibit-n", &[("n", Value::Text(&number.to_string()))])
    }

    fn evidence_annex(&self) -> Vec<Block> {
        let rows = self.cites.exhibits().into_iter().map(|(n, item)| self.exhibit_row(n, item)).collect();
        let head =
            ["exhibit", "exhibit-item", "exhibit-digest", "exhibit-log"].map(|id| vec![text(self.l.say(id))]);
        vec![
            self.annex(2, "annex-evidence"),
            paragraph(vec![text(self.l.say("annex-evidence-intro"))]),
            Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![1, 5, 5, 3] },
        ]
    }

    fn exhibit_row(&self, number: usize, item: &ItemView) -> Vec<Vec<Run>> {
        let mut what = vec![strong(self.item_name(item.item)), Run::Break];
        let mut facts = vec![visible(&item.media), words::size(self.l, item.size), item.item.to_string()];
        if let Some(collected) = item.collected {
            let date = words::date(self.l, collected);
            facts.push(self.l.tell("item-collected", &[("date", Value::Text(&date))]));
        }
        what.push(soft(facts.join(", ")));
        if let Some(url) = item.url.as_deref().map(visible) {
            what.extend([Run::Break, Run::Link { url: url.clone(), text: url }]);
        }
        vec![
            vec![Run::Anchor { id: exhibit_id(number) }, strong(number.to_string())],
            what,
            vec![Run::Code { text: item.sha256.to_string() }],
            vec![
                text(self.l.tell("log-entry", &[("index", Value::Text(&item.index.to_string()))])),
                Run::Break,
                Run::Code { text: format!("proofs/exhibit-{number:02}") },
            ],
        ]
    }

    fn names_annex(&self) -> Vec<Block> {
        let coded: Vec<_> = self.d.names.permits().filter(|(_, p)| p.form != NameForm::Full).collect();
        let involved: Vec<_> = coded.into_iter().filter(|(key, _)| self.speaks_of(key)).collect();
        let mut blocks =
            vec![self.annex(3, "annex-names"), paragraph(vec![text(self.l.say("annex-names-intro"))])];
        if involved.is_empty() {
            blocks.push(paragraph(vec![text(self.l.say("annex-names-none"))]));
            return blocks;
        }
        let rows = involved
            .into_iter()
            .map(|(_, permit)| {
                vec![
                    vec![strong(visible(&permit.shown))],
                    vec![text(self.l.say(match permit.why {
                        Why::Agreed => "name-agreed",
                        Why::Expired => "name-expired",
                        Why::Withdrawn => "name-withdrawn",
                        Why::Sensitive => "name-sensitive",
                        Why::NotAsked | Why::Public | Why::Group => "name-not-asked",
                    }))],
                    vec![text(if permit.consent.is_some() && self.d.sealed {
                        self.l.say("name-in-sealed")
                    } else {
                        self.l.say("name-nowhere")
                    })],
                ]
            })
            .collect();
        let head = ["name-code", "name-why", "name-where"].map(|id| vec![text(self.l.say(id))]);
        blocks.push(Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![2, 6, 4] });
        blocks
    }

    /// Whether the matter speaks of a person at all.
    fn speaks_of(&self, key: &str) -> bool {
        let matter = self.d.matter;
        let names =
            |e: &&sanad_model::EntityRecord| e.entity.values.values().flatten().any(|value| value == key);
        matter.victims.iter().any(|v| v.entity.key() == key)
            || matter.gathered().iter().any(names)
            || matter.others.iter().any(names)
            || matter.consents.iter().any(names)
            || matter.record.of("person").iter().any(|p| p.entity.key() == key && !p.entity.claims.is_empty())
    }

    fn proof_annex(&self) -> Vec<Block> {
        let log = self.d.log;
        let mut rows = vec![
            (self.l.say("verify-origin"), vec![Run::Code { text: visible(&log.origin) }]),
            (self.l.say("verify-key"), vec![Run::Code { text: visible(&log.key) }]),
            (self.l.say("verify-size"), vec![text(log.size.to_string())]),
            (self.l.say("verify-root"), vec![Run::Code { text: visible(&log.root) }]),
        ];
        for anchor in &log.anchors {
            rows.push((self.l.say("verify-anchor"), vec![text(visible(anchor))]));
        }
        let steps = ["proof-step-bundle", "proof-step-digest", "proof-step-why"];
        let commands =
            ["sanad-verify proofs/exhibit-01 --policy log.policy", "sha256sum FILE", "sanad why CASE ID"];
        let steps = steps.iter().zip(commands).map(|(id, command)| {
            vec![text(self.l.say(id)), text(" "), Run::Code { text: command.to_owned() }]
        });
        let limits = if log.anchors.is_empty() { "verify-limits-undated" } else { "verify-limits" };
        vec![
            self.annex(4, "annex-proof"),
            paragraph(vec![text(self.l.say("annex-proof-intro"))]),
            Block::Fields { rows },
            Block::List { ordered: true, items: steps.collect() },
            paragraph(vec![text(self.l.say(limits))]),
        ]
    }
}

fn numbered(number: usize) -> Vec<Run> {
    vec![Run::Anchor { id: passage_id(number) }, strong(format!("P{number}")), text("  ")]
}
