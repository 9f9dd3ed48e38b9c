//! Walks over references that people entered: whatever they lead round in, the walk ends and says so.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What leads to what, each with what says so.
pub(crate) type Edges<K, T> = BTreeMap<K, Vec<(K, T)>>;

/// One thing reached on a walk.
pub(crate) struct Step<K, T> {
    /// What was reached.
    pub(crate) to: K,
    /// How many steps away it is, from 1.
    pub(crate) depth: usize,
    /// What led to it.
    pub(crate) by: T,
}

/// All that can be reached from `starts`, nearest first, each once; the starts themselves are left out.
pub(crate) fn reach<K: Copy + Ord, T: Copy>(starts: &[K], edges: &Edges<K, T>) -> Vec<Step<K, T>> {
    let mut seen: BTreeSet<K> = starts.iter().copied().collect();
    let mut open: VecDeque<(K, usize)> = starts.iter().map(|start| (*start, 0)).collect();
    let mut steps = Vec::new();
    while let Some((at, depth)) = open.pop_front() {
        for (to, by) in edges.get(&at).into_iter().flatten() {
            if seen.insert(*to) {
                steps.push(Step { to: *to, depth: depth + 1, by: *by });
                open.push_back((*to, depth + 1));
            }
        }
    }
    steps
}

/// The circles that can be met from `starts`, each in order and told once.
pub(crate) fn circles<K: Copy + Ord, T>(starts: &[K], edges: &Edges<K, T>) -> Vec<Vec<K>> {
    let (mut done, mut found) = (BTreeSet::new(), BTreeSet::new());
    for start in starts.iter().copied() {
        let (mut path, mut on_path) = (Vec::new(), BTreeSet::new());
        let mut next = (!done.contains(&start)).then_some(start);
        loop {
            if let Some(entered) = next.take() {
                path.push((entered, 0));
                on_path.insert(entered);
            }
            let Some((at, turn)) = path.last_mut() else { break };
            let Some((to, _)) = edges.get(at).and_then(|to| to.get(*turn)) else {
                on_path.remove(at);
                done.insert(*at);
                path.pop();
                continue;
            };
            *turn += 1;
            if on_path.contains(to) {
                let from = path.iter().position(|(on, _)| on == to).unwrap_or(0);
                found.insert(turned(path[from..].iter().map(|(on, _)| *on).collect()));
            } else if !done.contains(to) {
                next = Some(*to);
            }
        }
    }
    found.into_iter().collect()
}

/// The same circle, told from its smallest member on.
pub(crate) fn turned<K: Ord>(mut circle: Vec<K>) -> Vec<K> {
    let least = circle.iter().enumerate().min_by(|a, b| a.1.cmp(b.1)).map_or(0, |(at, _)| at);
    circle.rotate_left(least);
    circle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(rows: &[(&'static str, &'static str)]) -> Edges<&'static str, ()> {
        let mut edges = Edges::new();
        for (from, to) in rows {
            edges.entry(*from).or_insert_with(Vec::new).push((*to, ()));
        }
        edges
    }

    #[test]
    fn walks_end_and_circles_are_told_once() {
        type Row = (&'static [(&'static str, &'static str)], &'static str, &'static str);
        let rows: [Row; 5] = [
            (&[("a", "b"), ("b", "c")], "b1 c2", ""),
            (&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], "b1 c1 d2", ""),
            (&[("a", "b"), ("b", "a")], "b1", "a>b"),
            (&[("a", "b"), ("b", "c"), ("c", "b")], "b1 c2", "b>c"),
            (&[("a", "a")], "", "a"),
        ];
        for (rows, reached, round) in rows {
            let edges = edges(rows);
            let steps: Vec<String> =
                reach(&["a"], &edges).iter().map(|s| format!("{}{}", s.to, s.depth)).collect();
            let circles: Vec<String> = circles(&["a"], &edges).iter().map(|c| c.join(">")).collect();
            assert_eq!((steps.join(" ").as_str(), circles.join(" ").as_str()), (reached, round));
        }
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_is_walked() {
        let edges: Edges<u32, ()> = (0..99_999).map(|n| (n, vec![(n + 1, ())])).collect();
        assert_eq!(reach(&[0], &edges).len(), 99_999);
        assert!(circles(&[0], &edges).is_empty());
    }
}
