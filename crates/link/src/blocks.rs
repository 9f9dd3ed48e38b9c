//! Which pairs are compared at all: records that share a key. No block is dropped: one that is too large is divided by a further field, and
//! where nothing is left to divide it by, its records are compared with their neighbours in it. A pair comes from the first key
//! that both records share, so that no list of pairs is ever held.

use std::ops::Range;

use rayon::prelude::*;

use crate::interner::{hash, mix};
use crate::people::{NONE, People};

/// Keys of a record.
const KEYS: usize = 17;
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
    /// For each key: records, block after block, and where the blocks begin.
    order: Vec<(Vec<u32>, Vec<u32>)>,
    /// Pairs, those that several keys find counted as often.
    pub(crate) pairs: usize,
}

/// Some blocks of one key.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    key: usize,
    blocks: Range<usize>,
}

impl Blocks {
    pub(crate) fn of(people: &People) -> Blocks {
        let rare = rare_places(people);
        let heads: Vec<u64> = people.tokens.par_iter().map(|token| head(&token.sounds.skeleton())).collect();
        let mut keys: Vec<[u64; KEYS]> =
            (0..people.count()).into_par_iter().map(|row| keys_of(people, &rare, &heads, row)).collect();
        let mut blocks = Blocks { keys: Vec::new(), order: Vec::new(), pairs: 0 };
        for key in 0..KEYS {
            let (order, starts) = divide(people, &mut keys, key);
            blocks.order.push((order, starts));
        }
        blocks.keys = keys;
        blocks.pairs = (0..KEYS)
            .map(|key| (0..blocks.order[key].1.len()).map(|at| blocks.size(key, at)).sum::<usize>())
            .sum();
        blocks
    }

    /// All work, in pieces of about one size.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for key in 0..KEYS {
            let (mut from, mut pairs) = (0, 0);
            let count = self.order[key].1.len();
            for at in 0..count {
                pairs += self.size(key, at);
                if pairs >= PIECE || at + 1 == count {
                    pieces.push(Piece { key, blocks: from..at + 1 });
                    (from, pairs) = (at + 1, 0);
                }
            }
        }
        pieces
    }

    /// Calls `visit` with each pair of a piece, the smaller number first.
    pub(crate) fn each(&self, piece: &Piece, mut visit: impl FnMut(usize, usize)) {
        for at in piece.blocks.clone() {
            let block = self.block(piece.key, at);
            let window = self.window(piece.key, block);
            for (i, a) in block.iter().enumerate() {
                let keys = &self.keys[*a as usize];
                for b in block[i + 1..].iter().take(window) {
                    let shared = |(x, y): (&u64, &u64)| x == y && *x != 0 && x & 1 == 0;
                    if !keys[..piece.key].iter().zip(&self.keys[*b as usize]).any(shared) {
                        visit(*a.min(b) as usize, *a.max(b) as usize);
                    }
                }
            }
        }
    }

    fn block(&self, key: usize, at: usize) -> &[u32] {
        let (order, starts) = &self.order[key];
        let end = starts.get(at + 1).map_or(order.len(), |end| *end as usize);
        &order[starts[at] as usize..end]
    }

    fn window(&self, key: usize, block: &[u32]) -> usize {
        let whole = block.first().is_none_or(|row| self.keys[*row as usize][key] & 1 == 0);
        if whole { block.len() } else { WINDOW }
    }

    fn size(&self, key: usize, at: usize) -> usize {
        let block = self.block(key, at);
        let window = self.window(key, block);
        if window == WINDOW { block.len() * WINDOW } else { block.len() * (block.len() - 1) / 2 }
    }
}

/// Sorts the records by one key and divides what is too large; the keys become those of the parts.
fn divide(people: &People, keys: &mut [[u64; KEYS]], key: usize) -> (Vec<u32>, Vec<u32>) {
    let mut rows: Vec<(u64, u32)> =
        keys.iter().zip(0..).filter(|(keys, _)| keys[key] != 0).map(|(keys, row)| (keys[key], row)).collect();
    rows.par_sort_unstable();
    let (mut order, mut starts) = (Vec::new(), Vec::new());
    let most = (TOGETHER / people.count().max(1)).clamp(LARGEST[0], LARGEST[1]);
    let mut parts = Parts { people, keys, key, most, order: &mut order, starts: &mut starts };
    for block in rows.chunk_by_mut(|a, b| a.0 == b.0) {
        parts.take(block, 0);
    }
    (order, starts)
}

struct Parts<'a> {
    people: &'a People,
    keys: &'a mut [[u64; KEYS]],
    key: usize,
    most: usize,
    order: &'a mut Vec<u32>,
    starts: &'a mut Vec<u32>,
}

impl Parts<'_> {
    /// Takes a block whole, or divides it by the fields from `depth` on.
    fn take(&mut self, block: &mut [(u64, u32)], depth: usize) {
        if block.len() < 2 {
            for (_, row) in block {
                self.keys[*row as usize][self.key] = 0;
            }
            return;
        }
        let indivisible = depth == DIVIDERS.len();
        if block.len() <= self.most || indivisible {
            self.starts.push(u32::try_from(self.order.len()).unwrap_or(u32::MAX));
            let windowed = u64::from(block.len() > self.most);
            for (key, row) in block {
                self.keys[*row as usize][self.key] = *key | windowed;
                self.order.push(*row);
            }
            return;
        }
        // what one key is divided by first, the next one is later: what is missing or wrong in one field hides no pair from all keys
        let divider = DIVIDERS[(depth + self.key) % DIVIDERS.len()];
        for (key, row) in block.iter_mut() {
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
    [
        key(1, &[document]),
        key(2, &[low, high]),
        key(3, &[low_sound, high_sound]),
        key(4, &[given_stem, day]),
        key(5, &[family_stem, day]),
        key(6, &[given_stem, father_stem]),
        key(7, &[family_stem, father_stem]),
        key(8, &[given_stem, heads[1], year]),
        key(9, &[family_stem, heads[0], year]),
        key(10, &[day, heads[0], heads[1]]),
        key(11, &[names_alone]),
        key(12, &[given_stem, place]),
        key(13, &[family_stem, place]),
        key(14, &[day, place]),
        key(15, &[place, second_place]),
        key(16, &[document_head]),
        key(17, &[document_tail]),
    ]
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
