//! How far apart two words are as sounds: a weighted edit distance (Wagner & Fischer 1974, with the exchange of neighbours of Damerau
//! 1964, each pair of sounds with its own cost).

use std::sync::LazyLock;

use crate::sounds::{FIRST_CONSONANT, FIRST_DIGIT, LONGEST, Sounds, code};

/// A whole letter, in the units of the costs.
pub(crate) const LETTER: u16 = 100;

/// The distance of two words in hundredths of a letter; `bare` says whose script leaves vowels out. What is beyond `limit` is [`FAR`].
#[must_use]
pub(crate) fn distance(a: &[u8], b: &[u8], bare: (bool, bool), limit: u16) -> u16 {
    let costs: &Costs = &COSTS;
    let (a, b) = without_shared_ends(a, b);
    // where one side shows no short vowels, those of the other cost nothing much
    let leave_a = if bare.1 && !bare.0 { &costs.leave_free } else { &costs.leave };
    let leave_b = if bare.0 && !bare.1 { &costs.leave_free } else { &costs.leave };
    let found = match (a, b) {
        ([], rest) => rest.iter().map(|y| leave_b[at(*y)]).sum(),
        (rest, []) => rest.iter().map(|x| leave_a[at(*x)]).sum(),
        _ if costs.has_digraph(a) || costs.has_digraph(b) => table::<true>(a, b, (leave_a, leave_b), limit),
        _ => table::<false>(a, b, (leave_a, leave_b), limit),
    };
    if found > limit { FAR } else { found }
}

/// Too far to say how far: more than any two words can be apart.
pub(crate) const FAR: u16 = u16::MAX / 2;

type Leave = [u16; 64];

/// The table of Wagner and Fischer, three rows of it. `before`, `above`, `row`: what it costs to turn the first i - 1, i, i + 1 sounds of
/// `a` into the first j of `b`.
fn table<const DIGRAPHS: bool>(a: &[u8], b: &[u8], (leave_a, leave_b): (&Leave, &Leave), limit: u16) -> u16 {
    let costs: &Costs = &COSTS;
    let mut before = [0_u16; WIDTH];
    let mut above = [0_u16; WIDTH];
    let mut row = [0_u16; WIDTH];
    for (j, y) in b.iter().enumerate() {
        above[(j + 1) % WIDTH] = above[j % WIDTH] + leave_b[at(*y)];
    }
    let mut least_above = 0;
    let mut x_before = u8::MAX;
    for x in a {
        let leave = leave_a[at(*x)];
        let swap = &costs.swap[at(*x)];
        let mut left = above[0] + leave;
        let mut least_here = left;
        let mut y_before = u8::MAX;
        row[0] = left;
        for (j, y) in b.iter().enumerate() {
            let mut cost = (above[j % WIDTH] + swap[at(*y)])
                .min(above[(j + 1) % WIDTH] + leave)
                .min(left + leave_b[at(*y)]);
            if *x == y_before && x_before == *y {
                cost = cost.min(before[(j + WIDTH - 1) % WIDTH] + EXCHANGED);
            }
            if DIGRAPHS && costs.breath[at(*y)] && costs.hard[at(*x)] >> (y_before % 64) & 1 == 1 {
                cost = cost.min(above[(j + WIDTH - 1) % WIDTH] + DIGRAPH);
            }
            if DIGRAPHS && costs.breath[at(*x)] && costs.hard[at(*y)] >> (x_before % 64) & 1 == 1 {
                cost = cost.min(before[j % WIDTH] + DIGRAPH);
            }
            row[(j + 1) % WIDTH] = cost;
            least_here = least_here.min(cost);
            (left, y_before) = (cost, *y);
        }
        if least_here.min(least_above) > limit {
            return FAR;
        }
        (least_above, x_before) = (least_here, *x);
        (before, above) = (above, row);
    }
    above[b.len() % WIDTH]
}

/// A column more than the longest word has sounds; a power of two, so that places need no check.
const WIDTH: usize = LONGEST + 1;

fn at(code: u8) -> usize {
    usize::from(code) % 64
}

/// Sounds that both words begin or end with cost nothing and need no table.
fn without_shared_ends<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (a, b)
        && x == y
    {
        (a, b) = (rest_a, rest_b);
    }
    while let ([rest_a @ .., x], [rest_b @ .., y]) = (a, b)
        && x == y
    {
        (a, b) = (rest_a, rest_b);
    }
    (a, b)
}

/// The sounds that Latin writes with an h, and what stands before it.
const DIGRAPHS: [(&str, &str); 10] = [
    ("S", "s"),
    ("Z", "z"),
    ("Z", "D"),
    ("T", "t"),
    ("D", "d"),
    ("x", "k"),
    ("G", "g"),
    ("f", "p"),
    ("C", "k"),
    ("S", "T"),
];

/// Latin sh, zh, th, kh … that are two sounds in the other word: Mazhar and مظهر, Is-haq and إسحاق.
const DIGRAPH: u16 = 12;

/// Two neighbours in the other order.
const EXCHANGED: u16 = 70;

/// What a word weighs: the cost of leaving all of it out.
pub(crate) fn weight(codes: &[u8]) -> u16 {
    codes.iter().map(|code| COSTS.leave[usize::from(*code)]).sum()
}

/// What its consonants and long vowels weigh: what a script without short vowels shows of it.
pub(crate) fn bones(codes: &[u8]) -> u16 {
    codes.iter().map(|code| COSTS.leave_free[usize::from(*code)]).sum()
}

/// What it costs to take one sound for another.
pub(crate) fn cost(x: u8, y: u8) -> u16 {
    COSTS.swap[usize::from(x)][usize::from(y)]
}

/// Which groups of consonants occur, a bit for each: sounds that are easily confused share one.
pub(crate) fn mask(sounds: &Sounds) -> u32 {
    let costs: &Costs = &COSTS;
    sounds.codes().iter().fold(0, |mask, code| mask | costs.group[usize::from(*code)])
}

struct Costs {
    swap: [[u16; 64]; 64],
    leave: [u16; 64],
    leave_free: [u16; 64],
    group: [u32; 64],
    /// Of a sound that Latin writes with an h: what may stand before it, a bit for each sound.
    hard: [u64; 64],
    takes_breath: [bool; 64],
    breath: [bool; 64],
}

static COSTS: LazyLock<Costs> = LazyLock::new(|| {
    let mut costs = Costs {
        swap: [[LETTER; 64]; 64],
        leave: [LETTER; 64],
        leave_free: [LETTER; 64],
        group: [0; 64],
        hard: [0; 64],
        takes_breath: [false; 64],
        breath: [false; 64],
    };
    costs.vowels();
    for line in include_str!("../data/confusable.tsv").lines().filter(|line| !line.starts_with('#')) {
        costs.row(line);
    }
    costs.leave_free = costs.leave;
    for vowel in "aeiou*".bytes().filter_map(code) {
        costs.leave_free[usize::from(vowel)] = FREE_VOWEL;
    }
    for (soft, hard) in DIGRAPHS {
        if let (Some(soft), Some(hard)) = (letter(soft), letter(hard)) {
            costs.hard[soft] |= 1 << hard;
            costs.takes_breath[hard] = true;
        }
    }
    for breath in "hHx".bytes().filter_map(code) {
        costs.breath[usize::from(breath)] = true;
    }
    costs.groups();
    costs
});

fn letter(cell: &str) -> Option<usize> {
    cell.bytes().next().and_then(code).map(usize::from)
}

impl Costs {
    /// Two letters that may stand for one sound with h.
    fn has_digraph(&self, codes: &[u8]) -> bool {
        codes.windows(2).any(
            |pair| matches!(pair, [hard, breath] if self.breath[at(*breath)] && self.takes_breath[at(*hard)]),
        )
    }

    fn vowels(&mut self) {
        let vowels = usize::from(FIRST_CONSONANT);
        for x in 0..64 {
            if x < vowels {
                self.swap[x][..vowels].fill(35);
                self.leave[x] = 45;
            }
            self.swap[x][x] = 0;
        }
    }

    /// A row of the table: two sounds, or one and nothing, and what it costs.
    fn row(&mut self, line: &str) {
        let mut cells = line.split('\t').map(str::trim);
        let (Some(x), Some(second)) = (cells.next().and_then(letter), cells.next()) else { return };
        let cost = cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(LETTER);
        match (second, letter(second)) {
            ("-", _) => self.leave[x] = cost,
            (_, Some(y)) => {
                self.swap[x][y] = cost;
                self.swap[y][x] = cost;
            }
            _ => {}
        }
    }

    fn groups(&mut self) {
        for (bit, group) in GROUPS.iter().enumerate() {
            for member in group.bytes().filter_map(code) {
                self.group[usize::from(member)] = 1 << bit;
            }
        }
        for digit in 0..10 {
            self.group[usize::from(FIRST_DIGIT) + digit] = 1 << (GROUPS.len() + digit);
        }
    }
}

/// A short vowel that the other script does not write.
const FREE_VOWEL: u16 = 3;

/// Consonants that cost less than half a letter to confuse; vowels and half-vowels have no group.
const GROUPS: [&str; 10] = ["hxkqgG", "bpfv", "tT", "dD", "szcSCZj", "l", "m", "n", "r", ""];
