//! How a [`Matter`] is put together: ties first, then acts and events, then everybody and everything around them.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{EntityId, EntityRecord, Problem};
use sanad_record::Lines;

use crate::chain::Chain;
use crate::graph::{Edges, circles, reach, turned};
use crate::matter::{CaseRecord, Matter};

type List<'a> = Vec<&'a EntityRecord>;
type Parts = Edges<EntityId, ()>;

/// Gathers; subject and event are of this record.
pub(crate) fn gather<'a>(
    record: CaseRecord<'a>,
    subject: Option<&'a EntityRecord>,
    event: Option<&'a EntityRecord>,
) -> Matter<'a> {
    let mut matter = empty(record, subject, event);
    let events = record.of("event");
    let parts = matter.parts(&events);
    matter.acts_and_events(&events, &parts);
    matter.patterns_of(&events, &parts);
    matter.ties_of_people();
    matter.posts();
    matter.about_subject();
    matter
}

fn empty<'a>(
    record: CaseRecord<'a>,
    subject: Option<&'a EntityRecord>,
    event: Option<&'a EntityRecord>,
) -> Matter<'a> {
    let mut keys: BTreeMap<String, &'a EntityRecord> = BTreeMap::new();
    for entity in record.entities.iter().filter(|e| !e.entity.withdrawn) {
        let kept = keys.entry(entity.entity.key()).or_insert(entity);
        if kept.index < entity.index {
            *kept = entity;
        }
    }
    Matter {
        record,
        subject,
        event,
        events: Vec::new(),
        patterns: Vec::new(),
        acts: Vec::new(),
        involvements: Vec::new(),
        others: Vec::new(),
        responsibilities: Vec::new(),
        postings: Vec::new(),
        chain: Chain::default(),
        victims: Vec::new(),
        investigations: Vec::new(),
        findings: Vec::new(),
        consents: Vec::new(),
        listings: Vec::new(),
        assets: Vec::new(),
        statements: Vec::new(),
        submitters: record.of("submitter"),
        problems: Vec::new(),
        keys,
        lines: Lines::new(record.claims),
    }
}

impl<'a> Matter<'a> {
    /// Whether a field names the subject; it always does, without a subject.
    fn names_subject(&self, entity: &EntityRecord, field: &str) -> bool {
        let Some(subject) = self.subject.map(|s| s.entity.key()) else { return true };
        entity.entity.all(field).contains(&subject)
    }

    /// What a field refers to; what leads nowhere is left out.
    fn refers(&self, entity: &EntityRecord, field: &str) -> List<'a> {
        entity.entity.all(field).iter().filter_map(|key| self.get(key)).collect()
    }

    fn refers_into(&self, entity: &EntityRecord, field: &str, set: &BTreeSet<EntityId>) -> bool {
        self.refers(entity, field).iter().any(|to| set.contains(&to.id))
    }

    /// Which events are part of which; circles are said and cut by the walks.
    fn parts(&mut self, events: &List<'a>) -> Parts {
        let (mut down, mut up) = (Parts::new(), Parts::new());
        for event in events {
            for whole in self.refers(event, "part_of") {
                down.entry(whole.id).or_default().push((event.id, ()));
                up.entry(event.id).or_default().push((whole.id, ()));
            }
        }
        let by_id: BTreeMap<EntityId, &EntityRecord> = events.iter().map(|e| (e.id, *e)).collect();
        let starts: Vec<EntityId> = events.iter().map(|e| e.id).collect();
        for circle in circles(&starts, &up) {
            let keys = turned(circle.iter().map(|id| by_id[id].entity.key()).collect());
            let what = format!("events that are part of each other in a circle: {}", keys.join(", "));
            self.problems.push(Problem::at(&*keys[0], what).advise("take one of the references away"));
        }
        down
    }

    /// The acts and events that the subject is tied to by involvement, responsibility or finding.
    fn tied(&mut self) -> BTreeSet<EntityId> {
        const TIES: [(&str, &str, &str); 3] =
            [("involvement", "who", "act"), ("responsibility", "who", "act"), ("finding", "about", "acts")];
        let mut tied = BTreeSet::new();
        for (schema, who, field) in TIES {
            for entity in self.record.of(schema) {
                if !self.names_subject(entity, who) {
                    continue;
                }
                for key in entity.entity.all(field) {
                    match self.get(key) {
                        Some(to) => {
                            tied.insert(to.id);
                        }
                        None => {
                            let what = format!("{field} names {key:?}, which is not in the record");
                            self.problems.push(Problem::at(entity.entity.key(), what));
                        }
                    }
                }
            }
        }
        tied
    }

    fn acts_and_events(&mut self, events: &List<'a>, parts: &Parts) {
        let tied = self.tied();
        let everything = self.subject.is_none();
        let tied_events: Vec<EntityId> =
            events.iter().map(|e| e.id).filter(|id| everything || tied.contains(id)).collect();
        let reached = with_parts(&tied_events, parts);
        let inside = self.event.map(|event| with_parts(&[event.id], parts));
        let within = |id: EntityId| inside.as_ref().is_none_or(|inside| inside.contains(&id));
        let mut of_acts: BTreeSet<EntityId> = self.event.iter().map(|e| e.id).collect();
        for act in self.record.of("act") {
            let event = self.refers(act, "event").first().map(|e| e.id);
            let is_tied = everything || tied.contains(&act.id) || event.is_some_and(|e| reached.contains(&e));
            if is_tied && event.map_or(self.event.is_none(), within) {
                of_acts.extend(event);
                self.acts.push(act);
            }
        }
        let kept =
            events.iter().filter(|e| of_acts.contains(&e.id) || reached.contains(&e.id) && within(e.id));
        self.events = kept.copied().collect();
    }

    /// Events around the gathered ones: what these are part of, what they led to or follow, what shares their pattern.
    fn patterns_of(&mut self, events: &List<'a>, parts: &Parts) {
        let mut around = Parts::new();
        for event in events {
            for field in ["led_to", "same_pattern"] {
                for other in self.refers(event, field) {
                    around.entry(event.id).or_default().push((other.id, ()));
                    around.entry(other.id).or_default().push((event.id, ()));
                }
            }
            for part in parts.get(&event.id).into_iter().flatten() {
                around.entry(part.0).or_default().push((event.id, ()));
            }
        }
        let starts: Vec<EntityId> = self.events.iter().map(|e| e.id).collect();
        let found: BTreeSet<EntityId> = reach(&starts, &around).iter().map(|step| step.to).collect();
        self.patterns = events.iter().copied().filter(|e| found.contains(&e.id)).collect();
    }

    /// Acts, events and the events that these are part of: what a reference must lead to, to be about this matter.
    fn scope(&self) -> BTreeSet<EntityId> {
        let gathered = self.acts.iter().chain(&self.events).map(|e| e.id);
        let mut scope: BTreeSet<EntityId> = gathered.collect();
        let mut above: Vec<&EntityRecord> = self.events.clone();
        while let Some(event) = above.pop() {
            for whole in self.refers(event, "part_of") {
                if scope.insert(whole.id) {
                    above.push(whole);
                }
            }
        }
        scope
    }

    /// Involvements, responsibility, findings, investigations, victims.
    fn ties_of_people(&mut self) {
        let scope = self.scope();
        for involvement in self.record.of("involvement") {
            if self.refers_into(involvement, "act", &scope) {
                let own = self.names_subject(involvement, "who");
                if own { &mut self.involvements } else { &mut self.others }.push(involvement);
            }
        }
        // What names no act speaks of the subject in general.
        let about = |m: &Self, schema: &str, who: &str, field: &str| -> List<'a> {
            let concerns =
                |e: &EntityRecord| e.entity.all(field).is_empty() || m.refers_into(e, field, &scope);
            let all = m.record.of(schema).into_iter();
            all.filter(|e| (who.is_empty() || m.names_subject(e, who)) && concerns(e)).collect()
        };
        self.responsibilities = about(self, "responsibility", "who", "act");
        self.findings = about(self, "finding", "about", "acts");
        self.investigations = about(self, "investigation", "", "act");
        let harmed: BTreeSet<&String> = self.acts.iter().flat_map(|act| act.entity.all("victim")).collect();
        let people = self.record.of("person").into_iter();
        self.victims = people.filter(|person| harmed.contains(&person.entity.key())).collect();
    }

    /// Posts of the subject (in it, for a body; of those involved, without a subject), and the chain of command.
    fn posts(&mut self) {
        let all = self.record.of("posting");
        let involved: BTreeSet<&str> =
            self.involvements.iter().filter_map(|e| e.entity.value("who")).collect();
        let own = |posting: &&EntityRecord| match self.subject {
            Some(_) => self.names_subject(posting, "person") || self.names_subject(posting, "body"),
            None => posting.entity.value("person").is_some_and(|person| involved.contains(person)),
        };
        self.postings = all.iter().copied().filter(own).collect();
        let Some(subject) = self.subject else { return };
        let mut bodies: Vec<EntityId> =
            self.postings.iter().flat_map(|p| self.refers(p, "body")).map(|body| body.id).collect();
        bodies.extend((subject.entity.schema.name == "body").then_some(subject.id));
        self.chain = Chain::of(&bodies, &self.keys, &self.record.of("relation"), &all);
        for circle in &self.chain.circles {
            let what = format!("commands that go in a circle: {}", circle.join(", "));
            self.problems.push(Problem::at(&*circle[0], what).advise("take one of the relations away"));
        }
    }

    /// The same, of the acts and events of one finding alone: all of the subject's, if the finding names none.
    pub(crate) fn of_finding(&self, finding: &EntityRecord) -> Self {
        let mut matter = self.clone();
        let named = finding.entity.all("acts");
        if named.is_empty() {
            matter.findings.retain(|f| f.id == finding.id);
            return matter;
        }
        let starts: Vec<EntityId> = named.iter().filter_map(|key| self.get(key)).map(|e| e.id).collect();
        let mut parts = Parts::new();
        for event in self.record.of("event") {
            for whole in self.refers(event, "part_of") {
                parts.entry(whole.id).or_default().push((event.id, ()));
            }
        }
        let mut scope = with_parts(&starts, &parts);
        matter.acts.retain(|a| scope.contains(&a.id) || self.refers_into(a, "event", &scope));
        let of_acts: BTreeSet<EntityId> =
            matter.acts.iter().flat_map(|a| self.refers(a, "event")).map(|event| event.id).collect();
        matter.events.retain(|e| scope.contains(&e.id) || of_acts.contains(&e.id));
        scope.extend(matter.acts.iter().chain(&matter.events).map(|e| e.id));
        let concerns =
            |e: &EntityRecord| e.entity.all("act").is_empty() || self.refers_into(e, "act", &scope);
        matter.involvements.retain(|e| concerns(e));
        matter.others.retain(|e| concerns(e));
        matter.responsibilities.retain(|e| concerns(e));
        matter.investigations.retain(|e| concerns(e));
        matter.findings.retain(|f| f.id == finding.id);
        let harmed: BTreeSet<EntityId> =
            matter.acts.iter().flat_map(|a| self.refers(a, "victim")).map(|v| v.id).collect();
        matter.victims.retain(|v| harmed.contains(&v.id));
        matter
    }

    /// What is held about the subject itself.
    fn about_subject(&mut self) {
        let of = |m: &Self, schema: &str, who: &str| -> List<'a> {
            m.record.of(schema).into_iter().filter(|e| m.names_subject(e, who)).collect()
        };
        self.listings = of(self, "listing", "who");
        self.assets = of(self, "asset", "who");
        let people: BTreeSet<EntityId> =
            self.victims.iter().copied().chain(self.subject).map(|p| p.id).collect();
        let consents = self.record.of("consent").into_iter();
        self.consents = consents.filter(|e| self.refers_into(e, "person", &people)).collect();
        let statements = self.record.of("statement").into_iter();
        let general = |e: &EntityRecord| e.entity.all("about").is_empty();
        let ours = |e: &&EntityRecord| general(e) || self.subject.is_some() && self.names_subject(e, "about");
        self.statements = statements.filter(ours).collect();
    }
}

/// Events with all that is part of them, directly or through others.
fn with_parts(starts: &[EntityId], parts: &Parts) -> BTreeSet<EntityId> {
    reach(starts, parts).iter().map(|step| step.to).chain(starts.iter().copied()).collect()
}
