//! From pairs to people. Closure alone would chain strangers through a middle record, so the best pairs are joined first, and two groups
//! become one only if the pairs between them, those without an edge included, speak for it on the whole and nothing forbids it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::compare::Comparer;
use crate::interner::{number, single};
use crate::model::Model;
use crate::people::{NONE, People};
use crate::score::Edge;

/// What must hold whatever the weights say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    /// Records that are one person.
    pub(crate) same: Vec<(u32, u32)>,
    /// Records that are two.
    pub(crate) apart: Vec<(u32, u32)>,
    /// Two records of one list are never one person.
    pub(crate) no_duplicates: bool,
}

/// Groups of records.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    parent: Vec<u32>,
    /// The next record of the group, round in a ring.
    next: Vec<u32>,
    size: Vec<u32>,
    apart: BTreeMap<u32, BTreeSet<u32>>,
    /// Records that were decided to be one person, under the first of them; others are not in it.
    decided: BTreeMap<u32, u32>,
    /// Decisions that contradict earlier ones.
    pub(crate) conflicts: Vec<(u32, u32)>,
}

/// Members of a group that speak for it.
const SPEAKERS: usize = 12;
/// One pair says no more than this, so that no single one decides over many.
const LOUDEST: f64 = 14.0;

/// Joins what belongs together at odds above `threshold` (ln).
pub(crate) fn groups(
    people: &People,
    model: &Model,
    edges: &[Edge],
    rules: &Rules,
    threshold: f64,
) -> Groups {
    let mut groups = Groups::new(people.count(), rules);
    let mut comparer = Comparer::new(people);
    for (a, b) in &rules.same {
        if groups.allowed(people, rules, *a, *b, true) {
            groups.join(*a, *b);
        } else {
            groups.conflicts.push((*a, *b));
        }
    }
    let decided: Vec<u32> = rules.same.iter().flat_map(|(a, b)| [*a, *b]).collect();
    groups.decided = decided.into_iter().map(|row| (row, groups.find(row))).collect();
    let mut order: Vec<&Edge> =
        edges.iter().filter(|edge| f64::from(edge.logit) > threshold.max(doubt(edge))).collect();
    order.sort_by(|x, y| y.logit.total_cmp(&x.logit).then((x.a, x.b).cmp(&(y.a, y.b))));
    for edge in order {
        let (a, b) = (groups.find(edge.a), groups.find(edge.b));
        if a != b
            && groups.allowed(people, rules, a, b, false)
            && groups.speak(people, model, &mut comparer, a, b, f64::from(edge.logit)) > threshold
        {
            groups.join(a, b);
        }
    }
    groups
}

/// To lose a brother in his brother is the worse mistake: where given names or births contradict, the odds must be 20 to 1.
fn doubt(edge: &Edge) -> f64 {
    if edge.contrary { 3.0 } else { f64::NEG_INFINITY }
}

impl Groups {
    fn new(count: usize, rules: &Rules) -> Groups {
        let rows: Vec<u32> = (0..count).map(number).collect();
        let mut apart: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (a, b) in &rules.apart {
            apart.entry(*a).or_default().insert(*b);
            apart.entry(*b).or_default().insert(*a);
        }
        Groups {
            parent: rows.clone(),
            next: rows,
            size: vec![1; count],
            apart,
            decided: BTreeMap::new(),
            conflicts: Vec::new(),
        }
    }

    /// The first record of the group.
    pub(crate) fn find(&mut self, row: u32) -> u32 {
        let mut root = row;
        while self.parent[root as usize] != root {
            root = self.parent[root as usize];
        }
        let mut at = row;
        while self.parent[at as usize] != root {
            at = std::mem::replace(&mut self.parent[at as usize], root);
        }
        root
    }

    fn members(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = Some(row);
        std::iter::from_fn(move || {
            let here = at?;
            let next = self.next[here as usize];
            at = (next != row).then_some(next);
            Some(here)
        })
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        let (first, other) = (a.min(b), a.max(b));
        self.parent[other as usize] = first;
        self.size[first as usize] += self.size[other as usize];
        self.next.swap(first as usize, other as usize);
        if let Some(enemies) = self.apart.remove(&other) {
            self.apart.entry(first).or_default().extend(enemies);
        }
    }

    /// Whether no decision and no list forbids that two groups are one. What a person decided goes before what a list claims.
    fn allowed(&mut self, people: &People, rules: &Rules, a: u32, b: u32, decided: bool) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if let Some(enemies) = self.apart.get(&a).cloned()
            && enemies.iter().any(|enemy| self.find(*enemy) == b)
        {
            return false;
        }
        if decided || !rules.no_duplicates {
            return true;
        }
        let (small, large) = if self.size[a as usize] < self.size[b as usize] { (a, b) } else { (b, a) };
        let lists: BTreeSet<u32> =
            self.members(small).map(|row| list(people, row)).filter(|list| *list != NONE).collect();
        !self.members(large).any(|row| lists.contains(&list(people, row)))
    }

    /// What the pairs between two groups say on average.
    fn speak(
        &self,
        people: &People,
        model: &Model,
        comparer: &mut Comparer<'_>,
        a: u32,
        b: u32,
        known: f64,
    ) -> f64 {
        if self.size[a as usize] == 1 && self.size[b as usize] == 1 {
            return known;
        }
        let between = |x: u32, y: u32, comparer: &mut Comparer<'_>| {
            weigh(people, model, comparer, x, y).1.clamp(-LOUDEST, LOUDEST)
        };
        if self.decided.is_empty() {
            let (mut sum, mut count) = (0.0, 0.0);
            for x in self.members(a).take(SPEAKERS) {
                for y in self.members(b).take(SPEAKERS) {
                    sum += between(x, y, comparer);
                    count += 1.0;
                }
            }
            return sum / count;
        }
        // who was decided to be one person speaks with one voice: the one that knows best
        let voice = |row: u32| self.decided.get(&row).copied().unwrap_or(row);
        let mut said: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for x in self.members(a).take(SPEAKERS) {
            for y in self.members(b).take(SPEAKERS) {
                let odds = between(x, y, comparer);
                let best = said.entry((voice(x), voice(y))).or_insert(odds);
                *best = best.max(odds);
            }
        }
        said.values().sum::<f64>() / said.len() as f64
    }
}

impl Groups {
    /// The odds (ln) of each edge once the groups are known: a pair is as sure as the surest way between the two within their group;
    /// between two groups it is as sure as all their pairs together, for they are all one person or none is.
    pub(crate) fn settled(
        &mut self,
        people: &People,
        model: &Model,
        rules: &Rules,
        edges: &[Edge],
    ) -> Vec<f32> {
        let roots: Vec<u32> = (0..people.count()).map(|row| self.find(number(row))).collect();
        let forbidden: BTreeSet<(u32, u32)> = rules
            .apart
            .iter()
            .map(|(a, b)| (roots[*a as usize], roots[*b as usize]))
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .collect();
        let groups: &Groups = self;
        let settle = |comparer: &mut Comparer<'_>, edge: &Edge| {
            let (a, b) = (roots[edge.a as usize], roots[edge.b as usize]);
            let known = f64::from(edge.logit);
            if a == b {
                groups.surest(people, model, comparer, edge, groups.size[a as usize])
            } else if forbidden.contains(&(a, b)) {
                -LOUDEST
            } else {
                groups.speak(people, model, comparer, a, b, known)
            }
        };
        edges
            .par_iter()
            .map_init(|| Comparer::new(people), |comparer, edge| single(settle(comparer, edge)))
            .collect()
    }

    /// The surest way from one record of a group to another: straight, or through a third; through a decision it is sure.
    fn surest(
        &self,
        people: &People,
        model: &Model,
        comparer: &mut Comparer<'_>,
        edge: &Edge,
        size: u32,
    ) -> f64 {
        let known = f64::from(edge.logit);
        let decided = |row: u32| self.decided.get(&row);
        if decided(edge.a).is_some() && decided(edge.a) == decided(edge.b) {
            return LOUDEST;
        }
        if size == 2 {
            return known;
        }
        let between = self.members(edge.a).take(SPEAKERS).filter(|row| *row != edge.a && *row != edge.b);
        between.fold(known, |best, third| {
            let there = weigh(people, model, comparer, edge.a, third).1;
            if there <= best {
                best
            } else {
                best.max(there.min(weigh(people, model, comparer, third, edge.b).1))
            }
        })
    }
}

/// The weight of two records and the odds (ln) that they are one person, whether a block holds them or not.
pub(crate) fn weigh(
    people: &People,
    model: &Model,
    comparer: &mut Comparer<'_>,
    a: u32,
    b: u32,
) -> (f64, f64) {
    let (a, b) = (a.min(b) as usize, a.max(b) as usize);
    model.weigh(people, a, b, comparer.pattern(a, b))
}

/// The list of a record for which "no duplicates within" holds.
fn list(people: &People, row: u32) -> u32 {
    people.lists[row as usize]
}
