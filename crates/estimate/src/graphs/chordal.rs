//! All chordal (decomposable) graphs on a few lists, by maximum cardinality search.
//!
//! Tarjan & Yannakakis 1984, SIAM J. Comput. 13:566: number next the vertex with most numbered neighbours; the graph is
//! chordal if and only if each vertex finds its numbered neighbours to be a clique. Where the number of them does not
//! grow, one maximal clique has ended, and they are the separator to the next.

/// A chordal graph by its maximal cliques and the separators between them, each a set of lists as bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// Maximal cliques: together they hold all lists.
    pub cliques: Vec<u8>,
    /// Separators with their multiplicity, without empty ones (whose factor is 1). `cliques.len() - separators.len()` is the
    /// number of connected components.
    pub separators: Vec<u8>,
}

impl Graph {
    /// The graph as people write it: `[12][23]`, lists numbered from 1, cliques in ascending order.
    pub fn to_notation(&self) -> String {
        let mut cliques = self
            .cliques
            .iter()
            .map(|clique| members(*clique).map(|list| list + 1).collect::<Vec<_>>())
            .collect::<Vec<_>>();
        cliques.sort();
        cliques
            .iter()
            .map(|clique| format!("[{}]", clique.iter().map(u32::to_string).collect::<String>()))
            .collect()
    }

    /// Whether one clique holds all lists: then the lists say nothing of who is on none.
    pub fn is_complete(&self) -> bool {
        self.cliques.len() == 1
    }
}

/// All chordal graphs on `lists` lists, 1 to 6: 1, 2, 8, 61, 822, 18,154. In ascending order of their edges as bits, so the
/// graph without edges comes first and the complete one last.
pub fn chordal_graphs(lists: usize) -> Vec<Graph> {
    let edges = (0..lists).flat_map(|b| (0..b).map(move |a| (a, b))).collect::<Vec<_>>();
    (0..1_u32 << edges.len()).filter_map(|mask| chordal(&neighbours(lists, &edges, mask))).collect()
}

fn members(set: u8) -> impl Iterator<Item = u32> {
    (0..8).filter(move |list| set >> list & 1 == 1)
}

fn neighbours(lists: usize, edges: &[(usize, usize)], mask: u32) -> Vec<u8> {
    let mut of = vec![0_u8; lists];
    for (at, (a, b)) in edges.iter().enumerate() {
        if mask >> at & 1 == 1 {
            of[*a] |= 1 << b;
            of[*b] |= 1 << a;
        }
    }
    of
}

fn chordal(neighbours: &[u8]) -> Option<Graph> {
    let mut graph = Graph { cliques: Vec::new(), separators: Vec::new() };
    let (mut numbered, mut clique) = (0_u8, 0_u8);
    for _ in 0..neighbours.len() {
        let open = (0..neighbours.len()).filter(|v| numbered >> v & 1 == 0);
        let vertex = open.max_by_key(|v| ((neighbours[*v] & numbered).count_ones(), usize::MAX - v))?;
        let before = neighbours[vertex] & numbered;
        if !members(before).all(|v| before & !(1 << v) & !neighbours[v as usize] == 0) {
            return None;
        }
        if numbered != 0 && before.count_ones() < clique.count_ones() {
            graph.cliques.push(clique);
            graph.separators.extend((before != 0).then_some(before));
        }
        clique = before | 1 << vertex;
        numbered |= 1 << vertex;
    }
    graph.cliques.push(clique);
    Some(graph)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts of labelled chordal graphs (OEIS A058862).
    #[test]
    fn there_are_as_many_as_there_should_be() {
        for (lists, count) in [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)] {
            assert_eq!(chordal_graphs(lists).len(), count, "{lists} lists");
        }
    }

    #[test]
    fn cliques_hold_all_lists_and_separators_count_the_components() {
        for graph in chordal_graphs(5) {
            assert_eq!(graph.cliques.iter().fold(0, |all, clique| all | clique), 0b11111);
            let mut parts = graph.cliques.clone();
            while let Some((a, b)) = (0..parts.len())
                .flat_map(|b| (0..b).map(move |a| (a, b)))
                .find(|(a, b)| parts[*a] & parts[*b] != 0)
            {
                parts[a] |= parts.remove(b);
            }
            assert_eq!(graph.cliques.len() - graph.separators.len(), parts.len(), "{}", graph.to_notation());
        }
    }

    #[test]
    fn a_square_without_diagonal_is_not_chordal() {
        let square = [0b1010, 0b0101, 0b1010, 0b0101];
        assert_eq!(chordal(&square), None);
        let path = chordal(&[0b010, 0b101, 0b010]).unwrap();
        assert_eq!((path.to_notation().as_str(), path.separators), ("[12][23]", vec![0b010]));
    }
}
