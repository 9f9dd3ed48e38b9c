//! The chain of command: the bodies above and below those in which somebody holds a post, and who holds posts there.

use std::collections::BTreeMap;

use sanad_model::{EntityId, EntityRecord};

use crate::graph::{Edges, Step, circles, reach, turned};

/// The bodies above and below the subject of a matter.
#[derive(Debug, Clone, Default)]
pub struct Chain<'a> {
    /// Above, nearest first.
    pub above: Vec<Link<'a>>,
    /// Below, nearest first.
    pub below: Vec<Link<'a>>,
    /// Commands that go in a circle, each as the keys of its bodies; they are cut where they close.
    pub circles: Vec<Vec<String>>,
}

/// One body of a chain of command.
#[derive(Debug, Clone)]
pub struct Link<'a> {
    /// How many relations away, from 1.
    pub depth: usize,
    /// The body.
    pub body: &'a EntityRecord,
    /// The relation that leads to it.
    pub relation: &'a EntityRecord,
    /// The postings in that body, of any date.
    pub postings: Vec<&'a EntityRecord>,
}

type Keys<'a> = BTreeMap<String, &'a EntityRecord>;

impl<'a> Chain<'a> {
    /// The chain of some bodies. `relations` and `postings` are those of the whole record.
    pub(crate) fn of(
        bodies: &[EntityId],
        keys: &Keys<'a>,
        relations: &[&'a EntityRecord],
        postings: &[&'a EntityRecord],
    ) -> Self {
        let body = |e: &EntityRecord, field: &str| keys.get(e.entity.value(field)?).copied();
        let (mut up, mut down) = (Edges::new(), Edges::new());
        let mut known = BTreeMap::new();
        for relation in relations.iter().copied() {
            if let (Some(below), Some(above)) = (body(relation, "body"), body(relation, "related_body")) {
                up.entry(below.id).or_insert_with(Vec::new).push((above.id, relation));
                down.entry(above.id).or_insert_with(Vec::new).push((below.id, relation));
                known.extend([(below.id, below), (above.id, above)]);
            }
        }
        let mut held: BTreeMap<EntityId, Vec<&'a EntityRecord>> = BTreeMap::new();
        for posting in postings.iter().copied() {
            if let Some(body) = body(posting, "body") {
                held.entry(body.id).or_default().push(posting);
            }
        }
        let links = |edges: &Edges<EntityId, &'a EntityRecord>| {
            let link = |step: Step<EntityId, &'a EntityRecord>| Link {
                depth: step.depth,
                body: known[&step.to],
                relation: step.by,
                postings: held.get(&step.to).cloned().unwrap_or_default(),
            };
            reach(bodies, edges).into_iter().map(link).collect()
        };
        let name = |circle: Vec<EntityId>| turned(circle.iter().map(|id| known[id].entity.key()).collect());
        let circles = circles(bodies, &up).into_iter().map(name).collect();
        Self { above: links(&up), below: links(&down), circles }
    }
}
