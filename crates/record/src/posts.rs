//! Who held which post when, and where that contradicts itself or what is said.
//!
//! Dates follow Security Force Monitor's research handbook ("how dates work"): a *precise* range is true on every day
//! of it, an *imprecise* one on at least one day. A posting holds on a day **for sure** when the day lies in its
//! precise range; **perhaps** when it lies only in the imprecise one, or beyond a precise range whose end is not known
//! to be its end. "Began on the first day" and "ended on the last day" close a side: before and after it, it does not
//! hold. The dead hold no posts.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, Entity, EntityRecord, Kind, PartialDate};
use serde::Serialize;

use crate::sources::folded;

/// Postings of a day, or all, and what is odd about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posts {
    /// The day asked for.
    pub at: Option<PartialDate>,
    /// By body, post and first day.
    pub postings: Vec<PostingView>,
    /// Contradictions, each once.
    pub conflicts: Vec<PostConflict>,
}

/// One posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostingView {
    /// Its key: `posting/T1`.
    pub id: String,
    /// Who, by name.
    pub person: String,
    /// Their key.
    pub person_id: String,
    /// The post.
    pub post: String,
    /// The rank, where one is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<String>,
    /// Where, by name.
    pub body: String,
    /// Its key.
    pub body_id: String,
    /// True on every day of it: first and last day, either unknown.
    pub precise: [Option<PartialDate>; 2],
    /// True on at least one day of it.
    pub imprecise: [Option<PartialDate>; 2],
    /// Whether the first day is known to be its first.
    pub starting: bool,
    /// Whether the last day is known to be its last.
    pub ending: bool,
    /// Whether it holds on the whole of the day asked for; without a day, whether it holds on any day for sure.
    pub certain: bool,
    /// The claims that speak for it.
    pub claims: Vec<ClaimId>,
    /// The claims that speak against it.
    pub against: Vec<ClaimId>,
}

/// Something that cannot all be so, or that somebody says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PostConflict {
    /// What sort of contradiction.
    pub about: PostMatter,
    /// In words.
    pub says: String,
    /// The entities concerned, by key.
    pub entities: Vec<String>,
    /// The claims concerned.
    pub claims: Vec<ClaimId>,
}

/// Sorts of contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostMatter {
    /// A report gives a post to one person, the record to another at that time.
    SaidOtherwise,
    /// Two persons in one post on the same day.
    TwoHolders,
    /// One person in two places on the same day.
    TwoPlaces,
    /// A post held after death.
    AfterDeath,
    /// A body that stands, through others, above itself.
    Circle,
    /// A body dissolved, or not yet founded, at the time.
    NoSuchBody,
}

/// How a posting stands to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Not.
    No,
    /// It cannot be told.
    Perhaps,
    /// On every day that was asked for.
    Sure,
}

/// The postings of the day `at` (all, without one), and every contradiction in the record of posts, whatever the day.
///
/// `claims` are those that stand or wait: a report that gives a post to another person is shown at once. A partial date
/// asks for every day of it.
#[must_use]
pub fn postings(entities: &[EntityRecord], claims: &[ClaimRecord], at: Option<PartialDate>) -> Posts {
    let world = World::new(entities);
    let mut shown: Vec<PostingView> = world
        .postings()
        .filter_map(|posting| {
            let held = at.map_or_else(|| held_at_all(posting), |day| world.held(posting, day));
            (held != Held::No || at.is_none()).then(|| world.view(posting, held == Held::Sure))
        })
        .collect();
    shown.sort_by(|a, b| {
        (&a.body, &a.post, a.precise, &a.person, &a.id).cmp(&(&b.body, &b.post, b.precise, &b.person, &b.id))
    });
    let mut conflicts = world.two_holders();
    conflicts.extend(world.two_places());
    conflicts.extend(world.after_death());
    conflicts.extend(world.circles());
    conflicts.extend(world.no_such_body());
    conflicts.extend(world.said_otherwise(claims, at));
    conflicts.sort();
    conflicts.dedup();
    Posts { at, postings: shown, conflicts }
}

/// Whether a posting holds on a day, or on every day of a partial date.
#[must_use]
pub fn held(posting: &Entity, day: PartialDate) -> Held {
    let (first, last) = (day.first(), day.last());
    let date = |field| posting.date(field);
    let (from, to) = (date("first_precise"), date("last_precise"));
    let inside = from.is_some_and(|f| f.last() <= first) && to.is_some_and(|t| t.first() >= last);
    if inside {
        return Held::Sure;
    }
    let began = posting.flag("starting").then_some(from).flatten();
    let ended = posting.flag("ending").then_some(to).flatten();
    let before = began.is_some_and(|b| b.first() > last);
    let after = ended.is_some_and(|e| e.last() < first);
    // the days on which it may hold at all: the imprecise range, where one is given
    let early = date("first_imprecise").is_some_and(|f| f.first() > last);
    let late = date("last_imprecise").is_some_and(|l| l.last() < first);
    if before || after || early || late { Held::No } else { Held::Perhaps }
}

fn held_at_all(posting: &Entity) -> Held {
    let known = posting.date("first_precise").is_some() && posting.date("last_precise").is_some();
    if known { Held::Sure } else { Held::Perhaps }
}

struct World<'e> {
    by_key: BTreeMap<String, &'e EntityRecord>,
}

impl<'e> World<'e> {
    fn new(entities: &'e [EntityRecord]) -> Self {
        let standing = entities.iter().filter(|e| !e.entity.withdrawn);
        Self { by_key: standing.map(|e| (e.entity.key(), e)).collect() }
    }

    fn of(&self, schema: &'static str) -> impl Iterator<Item = &'e EntityRecord> {
        self.by_key.values().copied().filter(move |e| e.entity.schema.name == schema)
    }

    fn postings(&self) -> impl Iterator<Item = &'e Entity> {
        self.of("posting").map(|e| &e.entity)
    }

    fn name(&self, key: &str) -> String {
        self.by_key.get(key).map_or_else(|| key.to_owned(), |e| e.entity.title().to_owned())
    }

    /// As [`held`], and nobody holds a post after the last day they may have lived on.
    fn held(&self, posting: &Entity, day: PartialDate) -> Held {
        let died = self.died(posting);
        if died.is_some_and(|d| d.last() < day.first()) { Held::No } else { held(posting, day) }
    }

    fn died(&self, posting: &Entity) -> Option<PartialDate> {
        self.by_key.get(posting.value("person")?)?.entity.date("death_date")
    }

    fn view(&self, posting: &Entity, certain: bool) -> PostingView {
        let value = |field| posting.value(field).unwrap_or_default().to_owned();
        PostingView {
            id: posting.key(),
            person: self.name(&value("person")),
            person_id: value("person"),
            post: value("title"),
            rank: posting.value("rank").map(str::to_owned),
            body: self.name(&value("body")),
            body_id: value("body"),
            precise: [posting.date("first_precise"), posting.date("last_precise")],
            imprecise: [posting.date("first_imprecise"), posting.date("last_imprecise")],
            starting: posting.flag("starting"),
            ending: posting.flag("ending"),
            certain,
            claims: posting.claims.clone(),
            against: posting.against.clone(),
        }
    }

    fn two_holders(&self) -> Vec<PostConflict> {
        let mut by_post: BTreeMap<(String, String), Vec<&Entity>> = BTreeMap::new();
        for posting in self.postings().filter(|p| !p.flag("shared")) {
            let post = (
                posting.value("body").unwrap_or_default().to_owned(),
                folded(posting.value("title").unwrap_or_default()),
            );
            by_post.entry(post).or_default().push(posting);
        }
        let pairs = by_post.values().flat_map(|holders| pairs(holders));
        let clash = pairs.filter(|(a, b)| a.value("person") != b.value("person"));
        clash
            .filter_map(|(a, b)| {
                let (first, last) = overlap(a, b)?;
                let says = format!(
                    "{} and {} both hold the post {} at {} from {first} to {last}",
                    self.name(a.value("person")?),
                    self.name(b.value("person")?),
                    a.value("title")?,
                    self.name(a.value("body")?),
                );
                Some(conflict(PostMatter::TwoHolders, says, &[a, b]))
            })
            .collect()
    }

    /// One person in posts of two bodies in two places on the same day. Bodies that stand one above the other, or whose
    /// place is not recorded, are no contradiction.
    fn two_places(&self) -> Vec<PostConflict> {
        let mut by_person: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for posting in self.postings() {
            by_person.entry(posting.value("person").unwrap_or_default()).or_default().push(posting);
        }
        let found = by_person.values().flat_map(|posts| pairs(posts)).filter_map(|(a, b)| {
            let (one, other) = (a.value("body")?, b.value("body")?);
            let apart = one != other && !self.above(one).contains(other) && !self.above(other).contains(one);
            let (first, last) = overlap(a, b).filter(|_| apart)?;
            let says = format!(
                "{} holds posts at {} and at {} from {first} to {last}",
                self.name(a.value("person")?),
                self.name(one),
                self.name(other),
            );
            Some(conflict(PostMatter::TwoPlaces, says, &[a, b]))
        });
        found.collect()
    }

    fn after_death(&self) -> Vec<PostConflict> {
        let late = self.postings().filter_map(|posting| {
            let (died, last) = (self.died(posting)?, posting.date("last_precise")?);
            let says = format!(
                "{} died on {died}; the post {} is recorded until {last}",
                self.name(posting.value("person")?),
                posting.value("title")?,
            );
            (last.first() > died.last()).then(|| conflict(PostMatter::AfterDeath, says, &[posting]))
        });
        late.collect()
    }

    fn no_such_body(&self) -> Vec<PostConflict> {
        let odd = self.postings().filter_map(|posting| {
            let body = &self.by_key.get(posting.value("body")?)?.entity;
            let ended = body.date("dissolved").zip(posting.date("last_precise"));
            let begun = body.date("founded").zip(posting.date("first_precise"));
            let says = match (ended, begun) {
                (Some((end, last)), _) if last.first() > end.last() => {
                    format!("{} was dissolved on {end}; a post there is recorded until {last}", body.title())
                }
                (_, Some((start, first))) if first.last() < start.first() => {
                    format!("{} was founded on {start}; a post there is recorded from {first}", body.title())
                }
                _ => return None,
            };
            Some(conflict(PostMatter::NoSuchBody, says, &[posting, body]))
        });
        odd.collect()
    }

    /// The bodies above one, itself included where commands go in a circle.
    fn above(&self, body: &str) -> BTreeSet<String> {
        let mut above = BTreeSet::new();
        let mut next = vec![body.to_owned()];
        while let Some(body) = next.pop() {
            let parents = self.of("relation").map(|e| &e.entity);
            let parents =
                parents.filter(|r| r.value("type") == Some("child_of") && r.value("body") == Some(&body));
            for parent in parents.filter_map(|r| r.value("related_body")) {
                if above.insert(parent.to_owned()) {
                    next.push(parent.to_owned());
                }
            }
        }
        above
    }

    fn circles(&self) -> Vec<PostConflict> {
        let bodies = self.of("body").map(|e| &e.entity);
        let circular: Vec<&Entity> = bodies.filter(|b| self.above(&b.key()).contains(&b.key())).collect();
        // bodies of one circle are above each other
        let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
        for body in &circular {
            let above = self.above(&body.key());
            let circle = circular
                .iter()
                .map(|b| b.key())
                .filter(|k| above.contains(k) && self.above(k).contains(&body.key()));
            circles.insert(circle.collect());
        }
        let told = circles.into_iter().map(|circle| {
            let names: Vec<String> = circle.iter().map(|k| self.name(k)).collect();
            PostConflict {
                about: PostMatter::Circle,
                says: format!("stands above itself: {}", names.join(", ")),
                entities: circle,
                claims: Vec::new(),
            }
        });
        told.collect()
    }

    /// Claims that somebody holds a post which the record gives to another at that time, or that it gives them elsewhere.
    fn said_otherwise(&self, claims: &[ClaimRecord], at: Option<PartialDate>) -> Vec<PostConflict> {
        let said = claims.iter().filter(|c| c.claim.kind == Kind::HoldsPost && c.claim.status.is_factual());
        said.flat_map(|claim| self.against(claim, at)).collect()
    }

    fn against(&self, claim: &ClaimRecord, at: Option<PartialDate>) -> Vec<PostConflict> {
        // of a claim "holds_post" the actor is the person, and what stands in the place of a victim is the post
        let (Some(who), Some(post)) = (&claim.claim.actor, &claim.claim.victim) else { return Vec::new() };
        let time = claim.claim.time.as_ref().and_then(|t| t.first);
        let Some(day) = time.or(claim.reported.reported_on).or(at) else { return Vec::new() };
        let (name, said) = (folded(&who.text), folded(&post.text));
        let mut found = Vec::new();
        for posting in self.postings().filter(|p| held(p, day) == Held::Sure) {
            let person = posting.value("person").unwrap_or_default();
            let same_person = self.is_named(person, &name);
            let body = self.name(posting.value("body").unwrap_or_default());
            let title = posting.value("title").unwrap_or_default();
            let same_post = same_post(&said, title, &body);
            if same_person == same_post {
                continue;
            }
            if same_person
                && self.postings().any(|p| {
                    p.value("person") == Some(person) && held(p, day) != Held::No && self.is_post(&said, p)
                })
            {
                continue;
            }
            if same_post && posting.flag("shared") {
                continue;
            }
            let says = format!(
                "a report of {day} gives the post \u{201c}{}\u{201d} to {}; the record has {} as {title}, {body}",
                post.text,
                who.text,
                self.name(person),
            );
            let mut one = conflict(PostMatter::SaidOtherwise, says, &[posting]);
            one.claims.push(claim.id);
            found.push(one);
        }
        found
    }

    fn is_post(&self, said: &str, posting: &Entity) -> bool {
        let body = self.name(posting.value("body").unwrap_or_default());
        same_post(said, posting.value("title").unwrap_or_default(), &body)
    }

    fn is_named(&self, key: &str, name: &str) -> bool {
        let Some(person) = self.by_key.get(key).map(|e| &e.entity) else { return false };
        let names = person.all("aliases").iter().chain(person.all("original_name"));
        names.chain(person.all("name")).any(|n| folded(n) == name || is_part(name, &folded(n)))
    }
}

/// Whether a name as said is a name as recorded without some of its parts: at least two words, all of them there.
fn is_part(said: &str, recorded: &str) -> bool {
    let words: BTreeSet<&str> = recorded.split(' ').collect();
    let said: Vec<&str> = said.split(' ').collect();
    said.len() >= 2 && said.iter().all(|w| words.contains(w))
}

/// Whether a post as said is this one: its title, its title and its body, or a title that names both.
fn same_post(said: &str, title: &str, body: &str) -> bool {
    let (title, body) = (folded(title), folded(body));
    let joined = [format!("{title} of {body}"), format!("{title} of the {body}"), format!("{title}, {body}")];
    !title.is_empty() && (said == title || joined.iter().any(|j| *said == *j))
}

/// The days that two postings share for sure.
fn overlap(a: &Entity, b: &Entity) -> Option<(PartialDate, PartialDate)> {
    let first = a.date("first_precise")?.last().max(b.date("first_precise")?.last());
    let last = a.date("last_precise")?.first().min(b.date("last_precise")?.first());
    // on the day of handing over both may hold it
    (first < last).then_some((first, last))
}

fn conflict(about: PostMatter, says: String, entities: &[&Entity]) -> PostConflict {
    let claims: BTreeSet<ClaimId> = entities.iter().flat_map(|e| &e.claims).copied().collect();
    PostConflict {
        about,
        says,
        entities: entities.iter().map(|e| e.key()).collect(),
        claims: claims.into_iter().collect(),
    }
}

fn pairs<'a, 'e>(all: &'a [&'e Entity]) -> impl Iterator<Item = (&'e Entity, &'e Entity)> + use<'a, 'e> {
    all.iter().enumerate().flat_map(move |(i, a)| all[i + 1..].iter().map(move |b| (*a, *b)))
}
