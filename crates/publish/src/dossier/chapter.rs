//! The chapters of a profile: each field in the recipient's order, with what the record holds for it or that it is
//! missing.

use sanad_findings::{Asked, Chapter, Given, Mark, Need, RECALLED, State};
use sanad_model::{ClaimId, EntityRecord, ItemId};

use super::cite::exhibit_id;
use super::{Writer, headed, small};
use crate::document::{Block, Run, paragraph, soft, text};
use crate::locale::Value;
use crate::visible::visible;
use crate::words;

/// Fields of which many short things are set side by side.
const TABLES: [&str; 5] = ["consent", "listings", "assets", "pattern", "victims.reason"];
/// So many entities are set one after the other.
const MANY: usize = 25;
/// Fields that speak of one thing only: no heading for it.
const SINGLE: [&str; 4] = ["person.", "entity.", "submitter.", "control"];

impl Writer<'_> {
    pub(super) fn chapter(&mut self, number: usize, chapter: &Chapter) -> Vec<Block> {
        let heading = chapter.heading.get(self.l.code()).or_else(|| chapter.heading.get("en"));
        let heading = heading.cloned().unwrap_or_default();
        let mut blocks = vec![headed(1, format!("chapter-{}", chapter.key), format!("{number}. {heading}"))];
        let alone = chapter.fields.len() == 1;
        for asked in &chapter.fields {
            blocks.extend(self.asked(asked, alone));
        }
        if blocks.len() == 1 {
            blocks.push(paragraph(vec![text(self.l.say("nothing-held"))]));
        }
        blocks
    }

    fn asked(&mut self, asked: &Asked, alone: bool) -> Vec<Block> {
        let report = self.d.completeness.fields.iter().find(|f| f.id == asked.id);
        let given = self.given(&asked.id);
        let mut blocks = if given.is_empty() {
            let applies = report.is_some_and(|r| r.applies);
            self.nothing(asked, applies)
        } else {
            self.answer(&asked.id, &given)
        };
        if blocks.is_empty() {
            return blocks;
        }
        if self.d.draft
            && let Some(report) = report.filter(|r| !r.gaps.is_empty())
        {
            let gaps = report.gaps.iter().map(|gap| vec![text(self.own(gap))]).collect();
            blocks.push(Block::Gap { text: vec![text(self.l.say("gaps"))] });
            blocks.push(Block::List { ordered: false, items: gaps });
        }
        if self.d.draft && asked.mark == Mark::Recalled {
            blocks
                .insert(0, paragraph(vec![soft(self.l.try_say("recalled").unwrap_or(RECALLED.to_owned()))]));
        }
        if alone {
            raise(&mut blocks);
        } else {
            let label = self.label_of(&asked.id);
            blocks.insert(0, headed(2, format!("field-{}", asked.id), label));
        }
        blocks
    }

    fn label_of(&self, id: &str) -> String {
        let english = sanad_findings::CanonicalField::find(id).map_or(id, |field| field.label);
        self.field_label(id, english)
    }

    /// What is given for a field and may be shown: not what is too sensitive, not what lost all its claims.
    fn given(&self, id: &str) -> Vec<Given> {
        let matter = self.d.matter;
        let given = matter.given(id, Some(&self.d.profile.id)).into_iter();
        let may = given.filter(|g| {
            let entity = g.entity.and_then(|id| self.entry(id));
            let lost = !g.claims.is_empty() && g.claims.iter().all(|id| matter.claim(*id).is_none());
            let withheld = g.entity.is_none()
                && !g.claims.is_empty()
                && g.claims.iter().all(|id| self.claim(*id).is_none());
            entity.is_none_or(|e| self.may_show(e)) && !withheld && (!lost || id == "contrary")
        });
        may.collect()
    }

    /// A gap, or that nothing is held; nothing at all where nobody asks.
    fn nothing(&self, asked: &Asked, applies: bool) -> Vec<Block> {
        if !applies || asked.need == Need::Optional {
            return Vec::new();
        }
        let lost = self.d.completeness.fields.iter().any(|f| f.id == asked.id && f.state == State::Shaken);
        if lost {
            return vec![Block::Gap { text: vec![text(self.l.say("gap-shaken"))] }];
        }
        if self.d.draft {
            let need = if asked.need == Need::Required { "gap-required" } else { "gap-expected" };
            let mut said = vec![text(self.l.say(need))];
            if !asked.note.is_empty() {
                said.extend([text(" "), soft(asked.note.clone())]);
            }
            return vec![Block::Gap { text: said }];
        }
        let id = if asked.id == "contrary" { "no-contrary" } else { "nothing-held" };
        vec![paragraph(vec![text(self.l.say(id))])]
    }

    fn answer(&mut self, id: &str, given: &[Given]) -> Vec<Block> {
        let (texts, held): (Vec<&Given>, Vec<&Given>) = given.iter().partition(|g| {
            g.entity.and_then(|id| self.entry(id)).is_some_and(|e| e.entity.schema.name == "statement")
        });
        let mut blocks = match id {
            "figures" => self.figures(),
            "contrary" => self.contrary_table(),
            "evidence" => self.evidence_table(&held),
            "corroboration" => self.corroboration(&held),
            "verification" => self.findings(),
            "person.chain" => self.chain(&held),
            "person.postings" => self.postings(&held),
            "request" => self.request(),
            "confidentiality" => self.listed(&held),
            _ => self.held(id, &held),
        };
        for given in texts {
            let Some(entity) = given.entity.and_then(|id| self.entry(id)) else { continue };
            blocks.extend(self.statement(entity, &given.claims));
        }
        blocks
    }

    /// The author's own words, each paragraph with what it rests on at its end.
    fn statement(&mut self, entity: &EntityRecord, claims: &[ClaimId]) -> Vec<Block> {
        let said = entity.entity.value("text").unwrap_or_default().to_owned();
        let mut paragraphs: Vec<Vec<Run>> =
            said.lines().filter(|line| !line.trim().is_empty()).map(|line| vec![self.run(line)]).collect();
        let cited = self.cite_behind(entity, claims);
        if let Some(last) = paragraphs.last_mut() {
            last.push(text(" "));
            last.extend(cited);
        }
        paragraphs.into_iter().map(paragraph).collect()
    }

    /// Entities: as a table, or one after the other.
    fn held(&mut self, id: &str, given: &[&Given]) -> Vec<Block> {
        let entities: Vec<(&EntityRecord, &Given)> =
            given.iter().filter_map(|g| Some((self.entry(g.entity?)?, *g))).collect();
        // what there is much of is read side by side
        if TABLES.contains(&id) || entities.len() > MANY {
            return self.entity_table(&entities).into_iter().collect();
        }
        let single = entities.len() == 1 && SINGLE.iter().any(|start| id.starts_with(start));
        let mut blocks = Vec::new();
        for (entity, given) in entities {
            if !single {
                blocks.push(small(self.title_of(entity)));
            }
            blocks.extend(self.entity_blocks(entity, given));
        }
        blocks
    }

    fn listed(&mut self, given: &[&Given]) -> Vec<Block> {
        let mut items = Vec::new();
        for given in given {
            let mut item = vec![self.run(&given.text), text(" ")];
            if let Some(entity) = given.entity.and_then(|id| self.entry(id)) {
                item.extend(self.cite_behind(entity, &given.claims));
            }
            items.push(item);
        }
        if items.is_empty() { Vec::new() } else { vec![Block::List { ordered: false, items }] }
    }

    /// The bodies above and below, nearest first, each with who held which post there.
    fn chain(&mut self, given: &[&Given]) -> Vec<Block> {
        let chain = &self.d.matter.chain;
        let sides = [("chain-above", &chain.above), ("chain-below", &chain.below)];
        let mut blocks = Vec::new();
        for (side, links) in sides {
            let mut rows = Vec::new();
            for link in links {
                if !self.may_show(link.body) || !self.may_show(link.relation) {
                    continue;
                }
                let claims = given.iter().find(|g| g.entity == Some(link.relation.id)).map(|g| &g.claims);
                let holders = self.holders(&link.postings);
                rows.push(vec![
                    vec![self.run(link.body.entity.title())],
                    holders,
                    self.cite_behind(link.relation, claims.map_or(&[], Vec::as_slice)),
                ]);
            }
            if !rows.is_empty() {
                let head = ["chain-body", "chain-holders", "sources"].map(|id| vec![text(self.l.say(id))]);
                blocks.push(Block::Table {
                    caption: Some(self.l.say(side)),
                    head: head.to_vec(),
                    rows,
                    widths: vec![4, 6, 3],
                });
            }
        }
        blocks
    }

    /// Posts with the days that are sure and those that are perhaps.
    fn postings(&mut self, given: &[&Given]) -> Vec<Block> {
        let mut rows = Vec::new();
        for given in given {
            let Some(posting) = given.entity.and_then(|id| self.entry(id)) else { continue };
            let e = &posting.entity;
            let said = |field: &str| self.own(e.value(field).unwrap_or_default());
            let (title, rank) = (said("title"), said("rank"));
            let mut post = vec![text(title)];
            if !rank.is_empty() {
                post.extend([Run::Break, soft(rank)]);
            }
            let name = |field: &str| e.value(field).map(|key| self.name_of(key)).unwrap_or_default();
            let (who, body) = (name("person"), name("body"));
            let from = self.day(posting, "first_precise", "first_imprecise");
            let to = self.day(posting, "last_precise", "last_imprecise");
            rows.push(vec![
                vec![text(who)],
                post,
                vec![text(body)],
                from,
                to,
                self.cite_behind(posting, &given.claims),
            ]);
        }
        let head = ["post-who", "post-title", "post-body", "post-from", "post-to", "sources"]
            .map(|id| vec![text(self.l.say(id))]);
        let table = Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![3, 4, 3, 3, 3, 2] };
        vec![table]
    }

    /// A day that is sure, with the farthest day that is only perhaps under it.
    fn day(&self, posting: &EntityRecord, sure: &str, perhaps: &str) -> Vec<Run> {
        let date = |field| posting.entity.date(field).map(|d| words::date(self.l, d));
        let mut runs: Vec<Run> = date(sure).map(text).into_iter().collect();
        if let Some(day) = date(perhaps) {
            if !runs.is_empty() {
                runs.push(Run::Break);
            }
            runs.push(soft(self.l.tell("post-perhaps", &[("day", Value::Text(&day))])));
        }
        runs
    }

    /// How the recipient wants the request worded; the author's own follows.
    fn request(&self) -> Vec<Block> {
        let request = &self.d.profile.request;
        let words = request.get(self.l.code()).or_else(|| request.get("en"));
        words.map(|words| paragraph(vec![text(words)])).into_iter().collect()
    }

    fn holders(&self, postings: &[&EntityRecord]) -> Vec<Run> {
        let mut runs = Vec::new();
        for posting in postings.iter().filter(|p| self.may_show(p)) {
            let e = &posting.entity;
            let date =
                |field| e.date(field).map(|d| words::date(self.l, d)).unwrap_or_else(|| "?".to_owned());
            if !runs.is_empty() {
                runs.push(Run::Break);
            }
            let who = e.value("person").map(|key| self.name_of(key)).unwrap_or_default();
            let title = self.own(e.value("title").unwrap_or_default());
            runs.push(text(format!(
                "{who}, {title} ({}\u{2013}{})",
                date("first_precise"),
                date("last_precise")
            )));
        }
        runs
    }

    fn corroboration(&mut self, given: &[&Given]) -> Vec<Block> {
        let mut rows = Vec::new();
        for given in given {
            let Some(act) = given.entity.and_then(|id| self.entry(id)) else { continue };
            let claims: Vec<ClaimId> =
                given.claims.iter().copied().filter(|id| self.shown.contains(id)).collect();
            let title = self.title_of(act);
            let count = self.d.matter.sources(&claims).to_string();
            rows.push(vec![vec![text(title)], vec![text(count)], self.cite(&claims)]);
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let head =
            ["corroboration-act", "corroboration-count", "sources"].map(|id| vec![text(self.l.say(id))]);
        vec![
            paragraph(vec![text(self.l.say("corroboration-intro"))]),
            Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![6, 2, 4] },
        ]
    }

    /// The items behind it, with what they are; all that proves them stands in the annex.
    fn evidence_table(&mut self, given: &[&Given]) -> Vec<Block> {
        let mut rows = Vec::new();
        for given in given {
            let Some(claim) = given.claims.iter().find_map(|id| self.claim(*id)) else { continue };
            let number = self.cites.exhibited(claim.item);
            let cited = given.claims.iter().filter(|id| self.shown.contains(id)).count();
            rows.push(vec![
                vec![Run::Reference { id: exhibit_id(number), text: number.to_string() }],
                vec![text(self.item_name(claim.item))],
                vec![text(self.l.tell("evidence-passages", &[("n", Value::Count(cited))]))],
            ]);
        }
        for picture in self.d.pictures {
            if !self.cites.has(*picture) {
                continue;
            }
            let number = self.cites.exhibited(*picture);
            rows.push(vec![
                vec![Run::Reference { id: exhibit_id(number), text: number.to_string() }],
                vec![text(self.item_name(*picture))],
                vec![text(self.l.say("evidence-picture"))],
            ]);
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let head = ["exhibit", "exhibit-item", "exhibit-shows"].map(|id| vec![text(self.l.say(id))]);
        vec![
            paragraph(vec![
                text(self.l.say("evidence-intro-dossier")),
                text(" "),
                Run::Reference { id: "annex-2".to_owned(), text: self.l.say("annex-evidence") },
            ]),
            Block::Table { caption: None, head: head.to_vec(), rows, widths: vec![1, 6, 3] },
        ]
    }

    /// What an item is called, and who it is from.
    pub(super) fn item_name(&self, item: ItemId) -> String {
        let Some(view) = self.d.items.iter().find(|v| v.item == item) else { return item.to_string() };
        let name = view.name.as_deref().map_or_else(|| item.to_string(), visible);
        let mut from: Vec<String> =
            [&view.publisher, &view.source].into_iter().flatten().map(|s| self.own(s)).collect();
        from.dedup();
        from.insert(0, self.own(&name));
        from.join(", ")
    }

    pub(super) fn asks(&self, id: &str) -> bool {
        self.d.profile.asked().any(|(_, asked)| asked.id == id)
    }
}

/// Headings right below that of the chapter: no level is left out.
pub(super) fn raise(blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Heading { level: level @ 3, .. } = block {
            *level = 2;
        }
    }
}
