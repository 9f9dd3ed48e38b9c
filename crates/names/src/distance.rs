//! How far apart two words are as sounds: a weighted edit distance (Wagner & Fischer 1974, with the exchange of neighbours of Damerau
//! 1964, each pair of sounds with its own cost).

use std::sync::LazyLock;

use crate::sounds::{FIRST_CONSONANT, FIRST_DIGIT, LONGEST, Sounds, code};

/// A whole letter, in the units of the costs.
pub(crate) const LETTER: u16 = 100;

/// The distance of two words in hundredths of a letter; `bare` says whose script leaves vowels out.
#[must_use]
pub(crate) fn distance(a: &Sounds, b: &Sounds, bare: (bool, bool)) -> u16 {
    let costs: &Costs = &COSTS;
    // where one side shows no short vowels, those of the other cost nothing much
    let leave_a = if bare.1 && !bare.0 { &costs.leave_free } else { &costs.leave };
    let leave_b = if bare.0 && !bare.1 { &costs.leave_free } else { &costs.leave };
    let (a, b) = (a.codes(), b.codes());
    let mut before = [0_u16; LONGEST + 1];
    let mut above = [0_u16; LONGEST + 1];
    let mut row = [0_u16; LONGEST + 1];
    for (j, y) in b.iter().enumerate() {
        above[j + 1] = above[j] + leave_b[usize::from(*y)];
    }
    for (i, x) in a.iter().enumerate() {
        let leave = leave_a[usize::from(*x)];
        let swap_row = &costs.swap[usize::from(*x)];
        row[0] = above[0] + leave;
        for (j, y) in b.iter().enumerate() {
            let mut least = above[j] + swap_row[usize::from(*y)];
            least = least.min(above[j + 1] + leave).min(row[j] + leave_b[usize::from(*y)]);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + EXCHANGED);
            }
            row[j + 1] = least;
        }
        before = above;
        above = row;
    }
    above[b.len()]
}

/// Two neighbours in the other order.
const EXCHANGED: u16 = 70;

/// What a word weighs: the cost of leaving all of it out.
pub(crate) fn weight(sounds: &Sounds) -> u16 {
    sounds.codes().iter().map(|code| COSTS.leave[usize::from(*code)]).sum()
}

/// What its consonants and long vowels weigh: what a script without short vowels shows of it.
pub(crate) fn bones(sounds: &Sounds) -> u16 {
    sounds.codes().iter().map(|code| COSTS.leave_free[usize::from(*code)]).sum()
}

/// What it costs to take one sound for another.
pub(crate) fn apart(x: u8, y: u8) -> u16 {
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
}

static COSTS: LazyLock<Costs> = LazyLock::new(|| {
    let mut costs =
        Costs { swap: [[LETTER; 64]; 64], leave: [LETTER; 64], leave_free: [LETTER; 64], group: [0; 64] };
    for x in 0..64 {
        for y in 0..usize::from(FIRST_CONSONANT) {
            if x < usize::from(FIRST_CONSONANT) {
                costs.swap[x][y] = 35;
            }
        }
        costs.swap[x][x] = 0;
        if x < usize::from(FIRST_CONSONANT) {
            costs.leave[x] = 45;
        }
    }
    for line in include_str!("../data/confusable.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t').map(str::trim);
        let letter =
            |cell: Option<&str>| cell.and_then(|cell| cell.bytes().next()).and_then(code).map(usize::from);
        let (x, second) = (letter(cells.next()), cells.next());
        let cost = cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(LETTER);
        match (x, second, letter(second)) {
            (Some(x), Some("-"), _) => costs.leave[x] = cost,
            (Some(x), _, Some(y)) => {
                costs.swap[x][y] = cost;
                costs.swap[y][x] = cost;
            }
            _ => {}
        }
    }
    costs.leave_free = costs.leave;
    for vowel in "aeiou*".bytes().filter_map(code) {
        costs.leave_free[usize::from(vowel)] = FREE_VOWEL;
    }
    for (bit, group) in GROUPS.iter().enumerate() {
        for member in group.bytes().filter_map(code) {
            costs.group[usize::from(member)] = 1 << bit;
        }
    }
    for digit in usize::from(FIRST_DIGIT)..usize::from(FIRST_DIGIT) + 10 {
        costs.group[digit] = 1 << (GROUPS.len() + digit - usize::from(FIRST_DIGIT));
    }
    costs
});

/// A short vowel that the other script does not write.
const FREE_VOWEL: u16 = 3;

/// Consonants that cost less than half a letter to confuse; vowels and half-vowels have no group.
const GROUPS: [&str; 10] = ["hxkqgG", "bpfv", "tT", "dD", "szcSCZj", "l", "m", "n", "r", ""];
