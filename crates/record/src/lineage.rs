//! How claims hang together: references resolved, chains that go in a circle found and cut, the rest made into
//! chains that end.
//!
//! A reference is a claim id, a label (`reports/C002`), or the last part of a label of the same table (`C002`). A
//! reference that leads nowhere stays visible as a problem; it never stops the rest.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, Problem};

/// The claims of a case with their references resolved.
#[derive(Debug, Clone)]
pub struct Lines<'c> {
    claims: BTreeMap<ClaimId, &'c ClaimRecord>,
    order: Vec<ClaimId>,
    supersedes: BTreeMap<ClaimId, ClaimId>,
    superseders: BTreeMap<ClaimId, Vec<ClaimId>>,
    based_on: BTreeMap<ClaimId, ClaimId>,
    part_of: BTreeMap<ClaimId, ClaimId>,
    disputes: BTreeMap<ClaimId, ClaimId>,
    circles: Vec<Circle>,
    problems: Vec<Problem>,
}

/// Claims whose references lead back to themselves. The references among them are not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// Which reference: "supersedes", "based_on" or "part_of".
    pub field: &'static str,
    /// The claims of the circle, sorted.
    pub claims: Vec<ClaimId>,
}

impl<'c> Lines<'c> {
    /// Resolves every reference. The order of `claims` makes no difference.
    #[must_use]
    pub fn new(claims: &'c [ClaimRecord]) -> Self {
        let mut by_id: BTreeMap<ClaimId, &ClaimRecord> = BTreeMap::new();
        for claim in claims {
            // An id given twice is one claim; the earlier entry of the log stands.
            let kept = by_id.entry(claim.id).or_insert(claim);
            if claim.index < kept.index {
                *kept = claim;
            }
        }
        let mut order: Vec<ClaimId> = by_id.keys().copied().collect();
        order.sort_by_key(|id| sort_key(by_id[id]));
        let mut lines = Self {
            claims: by_id,
            order,
            supersedes: BTreeMap::new(),
            superseders: BTreeMap::new(),
            based_on: BTreeMap::new(),
            part_of: BTreeMap::new(),
            disputes: BTreeMap::new(),
            circles: Vec::new(),
            problems: Vec::new(),
        };
        lines.resolve();
        lines
    }

    /// The claims: by date (undated last), then by position in the log.
    pub fn claims(&self) -> impl Iterator<Item = &'c ClaimRecord> + '_ {
        self.order.iter().map(|id| self.claims[id])
    }

    /// One claim.
    #[must_use]
    pub fn get(&self, id: ClaimId) -> Option<&'c ClaimRecord> {
        self.claims.get(&id).copied()
    }

    /// The claim that this one replaces.
    #[must_use]
    pub fn supersedes(&self, id: ClaimId) -> Option<ClaimId> {
        self.supersedes.get(&id).copied()
    }

    /// The nearest claim in force that replaces this one, directly or through others that are not in force.
    #[must_use]
    pub fn superseded_by(&self, id: ClaimId, in_force: impl Fn(&ClaimRecord) -> bool) -> Option<ClaimId> {
        let mut level = vec![id];
        while !level.is_empty() {
            let above: Vec<ClaimId> =
                level.iter().flat_map(|id| self.superseders.get(id).into_iter().flatten()).copied().collect();
            let found = above.iter().filter(|id| in_force(self.claims[*id]));
            if let Some(nearest) = found.min_by_key(|id| sort_key(self.claims[*id])) {
                return Some(*nearest);
            }
            level = above;
        }
        None
    }

    /// The reports that this one repeats, nearest first.
    #[must_use]
    pub fn repeated(&self, id: ClaimId) -> Vec<ClaimId> {
        std::iter::successors(self.based_on.get(&id), |next| self.based_on.get(next)).copied().collect()
    }

    /// The report that this one repeats directly.
    #[must_use]
    pub fn based_on(&self, id: ClaimId) -> Option<ClaimId> {
        self.based_on.get(&id).copied()
    }

    /// The total that this one is a part of.
    #[must_use]
    pub fn part_of(&self, id: ClaimId) -> Option<ClaimId> {
        self.part_of.get(&id).copied()
    }

    /// The claim that this one denies or disputes.
    #[must_use]
    pub fn disputes(&self, id: ClaimId) -> Option<ClaimId> {
        self.disputes.get(&id).copied()
    }

    /// References that go in a circle.
    #[must_use]
    pub fn circles(&self) -> &[Circle] {
        &self.circles
    }

    /// References that lead nowhere, labels given twice.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// A claim by its id, its label or the last part of a label in the table of `from`.
    #[must_use]
    pub fn find(&self, reference: &str, from: Option<ClaimId>) -> Option<ClaimId> {
        let reference = reference.trim();
        if let Ok(id) = reference.parse::<ClaimId>()
            && self.claims.contains_key(&id)
        {
            return Some(id);
        }
        let table = from
            .and_then(|id| self.get(id))
            .and_then(|claim| claim.reported.lineage.label.as_deref())
            .and_then(|label| label.rsplit_once('/'))
            .map(|(table, _)| format!("{table}/{reference}"));
        self.labelled(reference).or_else(|| self.labelled(&table?))
    }

    /// The claim with this label; of several, the one latest in the log.
    fn labelled(&self, label: &str) -> Option<ClaimId> {
        self.claims
            .values()
            .filter(|claim| claim.reported.lineage.label.as_deref().map(str::trim) == Some(label))
            .max_by_key(|claim| (claim.index, claim.id))
            .map(|claim| claim.id)
    }

    fn resolve(&mut self) {
        self.supersedes = self.edges("supersedes", |l| l.supersedes.as_deref());
        self.based_on = self.edges("based_on", |l| l.based_on.as_deref());
        self.part_of = self.edges("part_of", |l| l.part_of.as_deref());
        self.disputes = self.edges("disputes", |l| l.disputes.as_deref());
        self.replace_relabelled();
        self.same_kind_only();
        for (field, edges) in [
            ("supersedes", &mut self.supersedes),
            ("based_on", &mut self.based_on),
            ("part_of", &mut self.part_of),
        ] {
            self.circles.extend(cut_circles(edges).into_iter().map(|claims| Circle { field, claims }));
        }
        for (later, earlier) in &self.supersedes {
            self.superseders.entry(*earlier).or_default().push(*later);
        }
    }

    fn edges(
        &mut self,
        field: &'static str,
        reference: impl Fn(&sanad_model::Lineage) -> Option<&str>,
    ) -> BTreeMap<ClaimId, ClaimId> {
        let mut edges = BTreeMap::new();
        for id in self.order.clone() {
            let claim = self.claims[&id];
            let Some(text) = reference(&claim.reported.lineage).filter(|text| !text.trim().is_empty()) else {
                continue;
            };
            match self.find(text, Some(id)) {
                Some(target) => {
                    edges.insert(id, target);
                }
                None => self.problems.push(
                    Problem::at(name_of(claim), format!("{field} names {text:?}, which is no claim here"))
                        .advise("use the id or the label of a claim in this case"),
                ),
            }
        }
        edges
    }

    /// The same label given again is an update: the entry later in the log replaces the earlier.
    fn replace_relabelled(&mut self) {
        let mut seen: BTreeMap<&str, Vec<ClaimId>> = BTreeMap::new();
        for claim in self.claims.values() {
            if let Some(label) =
                claim.reported.lineage.label.as_deref().map(str::trim).filter(|l| !l.is_empty())
            {
                seen.entry(label).or_default().push(claim.id);
            }
        }
        for (label, mut ids) in seen.into_iter().filter(|(_, ids)| ids.len() > 1) {
            ids.sort_by_key(|id| (self.claims[id].index, *id));
            for pair in ids.windows(2) {
                self.supersedes.insert(pair[1], pair[0]);
            }
            let count = ids.len();
            self.problems.push(Problem::at(
                label,
                format!("stands {count} times; the entry latest in the log counts"),
            ));
        }
    }

    /// A figure for the dead does not replace one for the wounded.
    fn same_kind_only(&mut self) {
        let claims = &self.claims;
        let problems = &mut self.problems;
        self.supersedes.retain(|later, earlier| {
            let same = claims[later].claim.kind == claims[earlier].claim.kind;
            if !same {
                problems.push(Problem::at(
                    name_of(claims[later]),
                    format!("supersedes {}, a claim of another kind; both count", name_of(claims[earlier])),
                ));
            }
            same
        });
    }
}

/// What people call a claim: its label, or its id.
#[must_use]
pub fn name_of(claim: &ClaimRecord) -> String {
    match claim.reported.lineage.label.as_deref().map(str::trim) {
        Some(label) if !label.is_empty() => label.to_owned(),
        _ => claim.id.to_string(),
    }
}

/// Undated last; then by the last day meant, so that "2018" follows "2018-11-08"; then by position in the log.
fn sort_key(claim: &ClaimRecord) -> impl Ord + use<> {
    let date = claim.reported.reported_on;
    (date.is_none(), date.map(|d| (d.first(), d.last())), claim.index, claim.id)
}

/// Takes the circles out of a graph in which each claim refers to at most one other.
fn cut_circles(edges: &mut BTreeMap<ClaimId, ClaimId>) -> Vec<Vec<ClaimId>> {
    let mut done: BTreeSet<ClaimId> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in edges.keys().copied().collect::<Vec<_>>() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| !done.contains(id)) {
            done.insert(id);
            path.push(id);
            at = edges.get(&id).copied();
        }
        if let Some(from) = at.and_then(|id| path.iter().position(|p| *p == id)) {
            let mut circle = path.split_off(from);
            for id in &circle {
                edges.remove(id);
            }
            circle.sort();
            circles.push(circle);
        }
    }
    circles.sort();
    circles
}
