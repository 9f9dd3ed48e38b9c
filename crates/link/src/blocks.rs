//! Which pairs are compared at all: records that share a key. No block is dropped: one that is too large is divided by a further field, and
//! where nothing is left to divide it by, its records are compared with their neighbours in it. A pair comes from the first key
//! that both records share, so that no list of pairs is ever held.

use std::ops::Range;

use rayon::prelude::*;

use crate::interner::{hash, mix};
use crate::people::{NONE, People};

/// Keys of a record.
const KEYS: usize = 24;
/// Where the kinds of keys stand. Two records meet if one of their keys of a kind is the same.
const KINDS: [Range<usize>; 18] = [
    0..1,
    1..2,
    2..3,
    3..4,
    4..5,
    5..6,
    6..7,
    7..8,
    8..9,
    9..10,
    10..12,
    12..14,
    14..15,
    15..16,
    16..17,
    17..19,
    19..21,
    21..24,
];
const LOOSE: [usize; 3] = [2, 5, 6];
/// Records of a block that are all compared with each other, in the longest lists and in the shortest.
const LARGEST: [usize; 2] = [100, 1500];
/// In lists between, this many for each record.
const TOGETHER: usize = 30_000_000;
/// Neighbours that a record of an indivisible block is compared with.
const WINDOW: usize = 12;
/// Pairs in a piece of work.
const PIECE: usize = 200_000;

/// The blocks of all keys.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// 0 where a record lacks the key; an odd one is that of an indivisible block.
    keys: Vec<[u64; KEYS]>,
    /// For each kind: records, block after block, and where the blocks begin.
    order: Vec<(Vec<u32>, Vec<u32>)>,
    /// Records of a block that are all compared with each other.
    most: usize,
    /// Pairs, those that several keys find counted as often.
    pub(crate) pairs: usize,
}

/// Some blocks of one kind of key.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    kind: usize,
    blocks: Range<usize>,
}

impl Piece {
    /// Whether the key says little: similar sounds, or a father's name with one of the others. Such pairs are left alone if
    /// their births are years apart.
    pub(crate) fn loose(&self) -> bool {
        LOOSE.contains(&self.kind)
    }
}

impl Blocks {
    pub(crate) fn of(people: &People) -> Blocks {
        let rare = rare_places(people);
        let heads: Vec<u64> = people.tokens.par_iter().map(|token| head(&token.sounds.skeleton())).collect();
        let mut keys: Vec<[u64; KEYS]> =
            (0..people.count()).into_par_iter().map(|row| keys_of(people, &rare, &heads, row)).collect();
        let most = (TOGETHER / people.count().max(1)).clamp(LARGEST[0], LARGEST[1]);
        let mut blocks = Blocks { keys: Vec::new(), order: Vec::new(), most, pairs: 0 };
        for kind in 0..KINDS.len() {
            let (order, starts) = divide(people, &mut keys, kind, most);
            blocks.order.push((order, starts));
        }
        blocks.keys = keys;
        blocks.pairs = (0..KINDS.len())
            .map(|kind| (0..blocks.order[kind].1.len()).map(|at| blocks.size(kind, at)).sum::<usize>())
            .sum();
        blocks
    }

    /// All work, in pieces of about one size.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for kind in 0..KINDS.len() {
            let (mut from, mut pairs) = (0, 0);
            let count = self.order[kind].1.len();
            for at in 0..count {
                pairs += self.size(kind, at);
                if pairs >= PIECE || at + 1 == count {
                    pieces.push(Piece { kind, blocks: from..at + 1 });
                    (from, pairs) = (at + 1, 0);
                }
            }
        }
        pieces
    }

    /// Calls `visit` with each pair of a piece, the smaller number first. A pair that shares two keys of one kind may come twice.
    pub(crate) fn each(&self, piece: &Piece, mut visit: impl FnMut(usize, usize)) {
        for at in piece.blocks.clone() {
            let block = self.block(piece.kind, at);
            let window = if block.len() > self.most { WINDOW } else { block.len() };
            for (i, a) in block.iter().enumerate() {
                let keys = &self.keys[*a as usize];
                for b in block[i + 1..].iter().take(window) {
                    if !met(keys, &self.keys[*b as usize], piece.kind) {
                        visit(*a.min(b) as usize, *a.max(b) as usize);
                    }
                }
            }
        }
    }

    fn block(&self, kind: usize, at: usize) -> &[u32] {
        let (order, starts) = &self.order[kind];
        let end = starts.get(at + 1).map_or(order.len(), |end| *end as usize);
        &order[starts[at] as usize..end]
    }

    fn size(&self, kind: usize, at: usize) -> usize {
        let length = self.block(kind, at).len();
        if length > self.most { length * WINDOW } else { length * (length - 1) / 2 }
    }
}

/// Whether two records share a key of an earlier kind.
fn met(x: &[u64; KEYS], y: &[u64; KEYS], kind: usize) -> bool {
    let shared = |x: u64, y: u64| x == y && x != 0 && x & 1 == 0;
    let first = KINDS[kind].start;
    x[..first].iter().zip(y).any(|(x, y)| shared(*x, *y))
        || KINDS[..kind]
            .iter()
            .filter(|kind| kind.len() > 1)
            .any(|kind| x[kind.clone()].iter().any(|x| y[kind.clone()].iter().any(|y| shared(*x, *y))))
}

/// Sorts the records by one kind of key and divides what is too large; the keys become those of the parts.
fn divide(people: &People, keys: &mut [[u64; KEYS]], kind: usize, most: usize) -> (Vec<u32>, Vec<u32>) {
    let mut rows: Vec<Row> = Vec::new();
    for (keys, row) in keys.iter().zip(0..) {
        rows.extend(
            KINDS[kind].clone().filter(|place| keys[*place] != 0).map(|place| (keys[place], row, place)),
        );
    }
    rows.par_sort_unstable();
    let (mut order, mut starts) = (Vec::new(), Vec::new());
    let mut parts = Parts { people, keys, kind, most, order: &mut order, starts: &mut starts };
    for block in rows.chunk_by_mut(|a, b| a.0 == b.0) {
        parts.take(block, 0);
    }
    (order, starts)
}

/// A key, whose it is, and its place.
type Row = (u64, u32, usize);

struct Parts<'a> {
    people: &'a People,
    keys: &'a mut [[u64; KEYS]],
    kind: usize,
    most: usize,
    order: &'a mut Vec<u32>,
    starts: &'a mut Vec<u32>,
}

impl Parts<'_> {
    /// Takes a block whole, or divides it by the fields from `depth` on.
    fn take(&mut self, block: &mut [Row], depth: usize) {
        if block.len() < 2 {
            for (_, row, place) in block {
                self.keys[*row as usize][*place] = 0;
            }
            return;
        }
        let indivisible = depth == DIVIDERS.len();
        if block.len() <= self.most || indivisible {
            self.starts.push(u32::try_from(self.order.len()).unwrap_or(u32::MAX));
            let windowed = u64::from(block.len() > self.most);
            for (key, row, place) in block {
                self.keys[*row as usize][*place] = *key | windowed;
                self.order.push(*row);
            }
            return;
        }
        // what one key is divided by first, the next one is later: what is missing or wrong in one field hides no pair from all keys
        let divider = DIVIDERS[(depth + self.kind) % DIVIDERS.len()];
        for (key, row, _) in block.iter_mut() {
            *key = even(mix(*key ^ divider(self.people, *row as usize)));
        }
        block.sort_unstable();
        for part in block.chunk_by_mut(|a, b| a.0 == b.0) {
            self.take(part, depth + 1);
        }
    }
}

/// What a block is divided by, in turn; 0 where it is not known.
const DIVIDERS: [fn(&People, usize) -> u64; 6] = [
    |people, row| u64::from(people.born[row].year()),
    |people, row| stem(people, people.names[row].father),
    |people, row| {
        people.places[row]
            .first()
            .filter(|place| **place != NONE)
            .map_or(0, |place| place_key(people, *place))
    },
    |people, row| u64::from(people.born[row].when.month) * 32 + u64::from(people.born[row].when.day) + 1,
    |people, row| stem(people, people.names[row].given).wrapping_add(stem(people, people.names[row].family)),
    |people, row| people.died[row].number().map_or(0, |day| day.unsigned_abs() + 1),
];

fn place_key(people: &People, place: u32) -> u64 {
    people.place_words[place as usize].key
}

fn stem(people: &People, token: u32) -> u64 {
    people.token(token).map_or(0, |token| token.stem)
}

fn even(key: u64) -> u64 {
    (key & !1).max(2)
}

/// The keys of a record. Names are keyed by what is left of them without vowels and endings, so that spelling, script and the
/// ending that a name has by decree do not part them.
fn keys_of(people: &People, rare: &[bool], heads: &[u64], row: usize) -> [u64; KEYS] {
    let names = people.names[row];
    let (given, family, father) =
        (people.token(names.given), people.token(names.family), people.token(names.father));
    let stems = [given, family, father].map(|token| token.map_or(0, |token| token.stem));
    let [given_stem, family_stem, father_stem] = stems;
    let sounds = [given, family].map(|token| token.map_or(0, |token| token.phonetic));
    let heads = [names.given, names.family].map(|token| heads.get(token as usize).copied().unwrap_or(0));
    let born = people.born[row].when;
    let year = u64::from(people.born[row].year());
    let day = born.number().map_or(0, |day| day.unsigned_abs() * 2 + u64::from(day < 0) + 1);
    let document = if people.documents[row] == NONE { 0 } else { u64::from(people.documents[row]) + 1 };
    let mut places = people.places[row]
        .iter()
        .filter(|place| rare.get(**place as usize).copied().unwrap_or(false))
        .map(|place| place_key(people, *place));
    let (place, second_place) = (places.next().unwrap_or(0), places.next().unwrap_or(0));
    let [document_head, document_tail] = halves(people, people.documents[row]);
    let names_alone = if father_stem == 0 && (given_stem == 0 || family_stem == 0) {
        given_stem.max(family_stem)
    } else {
        0
    };
    let both = |x: u64, y: u64| (x.min(y), x.max(y));
    let (low, high) = both(given_stem, family_stem);
    let (low_sound, high_sound) = both(sounds[0], sounds[1]);
    let (low_head, high_head) = both(heads[0], heads[1]);
    // an age leaves two years open
    let other_year = if born.span == 0 { 0 } else { year - 1 };
    let other_stem = people.token(names.other).map_or(0, |token| token.stem);
    let with_given = if people.whole { [family_stem, father_stem, other_stem] } else { [0; 3] };
    let [of_family, of_father, of_other] = with_given.map(|stem| key(18, &[given_stem, stem]));
    let mut keys = [
        key(1, &[document]),
        key(2, &[low, high]),
        key(3, &[low_sound, high_sound]),
        key(4, &[given_stem, day]),
        key(5, &[family_stem, day]),
        key(6, &[given_stem, father_stem]),
        key(7, &[family_stem, father_stem]),
        key(8, &[day, low_head, high_head]),
        key(9, &[names_alone]),
        key(10, &[given_stem, place]),
        // one of two addresses may be missing, or stand in the place of the other
        key(11, &[family_stem, place]),
        key(11, &[family_stem, second_place]),
        key(12, &[day, place]),
        key(12, &[day, second_place]),
        key(13, &[place, second_place]),
        key(14, &[document_head]),
        key(15, &[document_tail]),
        key(16, &[given_stem, heads[1], year]),
        key(16, &[given_stem, heads[1], other_year]),
        key(17, &[family_stem, heads[0], year]),
        key(17, &[family_stem, heads[0], other_year]),
        of_family,
        of_father,
        of_other,
    ];
    for kind in KINDS.iter().filter(|kind| kind.len() > 1) {
        for place in kind.clone() {
            if keys[kind.start..place].contains(&keys[place]) {
                keys[place] = 0;
            }
        }
    }
    keys
}

/// Which places are so rare that to share one is telling: an address, a village, not a province.
fn rare_places(people: &People) -> Vec<bool> {
    let mut counts = vec![0_usize; people.place_words.len()];
    for place in people.places.iter().flatten().filter(|place| **place != NONE) {
        counts[*place as usize] += 1;
    }
    let most = (people.count() / 1000).max(20);
    counts.into_iter().map(|count| count <= most).collect()
}

/// Both halves of a document's number: a slip is in one of them.
fn halves(people: &People, document: u32) -> [u64; 2] {
    if document == NONE {
        return [0, 0];
    }
    let text = people.document_words.get(document);
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (head, tail) = text.split_at(middle);
    [head, tail].map(|half| if half.len() < 3 { 0 } else { hash(half.as_bytes()).max(1) })
}

/// The first two consonants.
fn head(skeleton: &str) -> u64 {
    skeleton.bytes().take(2).fold(1, |sum, byte| sum << 8 | u64::from(byte))
}

/// A number that stands for these values under this key; 0 if one of them is not known.
fn key(salt: u64, values: &[u64]) -> u64 {
    if values.contains(&0) {
        return 0;
    }
    even(values.iter().fold(mix(salt), |sum, value| mix(sum ^ value)))
}
