//! What linking made of a list, against the truth: pairs, groups, and how far a claimed probability is true.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy)]
pub(super) struct Shares {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

/// Pairs that were claimed with about one probability.
#[derive(Clone, Copy, Default)]
pub(super) struct Bin {
    pub(super) pairs: f64,
    /// Sum of what was claimed.
    pub(super) claimed: f64,
    /// How many are one person.
    pub(super) right: f64,
}

pub(super) const BINS: usize = 10;

impl Shares {
    fn of(right: u64, found: u64, there: u64) -> Shares {
        let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let f1 = if found + there == 0 { 0.0 } else { 2.0 * right as f64 / (found + there) as f64 };
        Shares { precision: share(right, found), recall: share(right, there), f1 }
    }
}

/// Pairs within groups against pairs within persons.
pub(super) fn groups(clusters: &Path, truth: &[String]) -> Result<Shares> {
    let mut reader = csv::Reader::from_path(clusters)?;
    let (mut cells, mut found) = (BTreeMap::new(), BTreeMap::new());
    for row in reader.records() {
        let row = row?;
        let at = record(row.get(0).unwrap_or_default(), truth)?;
        let group = row.get(1).unwrap_or_default().to_owned();
        *cells.entry((group.clone(), &truth[at])).or_insert(0_u64) += 1;
        *found.entry(group).or_insert(0_u64) += 1;
    }
    let sum = |counts: &mut dyn Iterator<Item = &u64>| counts.map(|n| n * (n - 1) / 2).sum::<u64>();
    Ok(Shares::of(sum(&mut cells.values()), sum(&mut found.values()), there(truth)))
}

/// Pairs of at least even odds, and all pairs by what was claimed.
pub(super) fn pairs(file: &Path, truth: &[String]) -> Result<(Shares, [Bin; BINS])> {
    let mut reader = csv::Reader::from_path(file)?;
    let (mut right, mut found) = (0, 0);
    let mut bins = [Bin::default(); BINS];
    for row in reader.records() {
        let row = row?;
        let (a, b) =
            (record(row.get(0).unwrap_or_default(), truth)?, record(row.get(1).unwrap_or_default(), truth)?);
        let posterior: f64 = row.get(3).unwrap_or_default().parse()?;
        let same = truth[a] == truth[b];
        found += u64::from(posterior >= 0.5);
        right += u64::from(posterior >= 0.5 && same);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share in 0..=1")]
        let bin = &mut bins[((posterior * BINS as f64) as usize).min(BINS - 1)];
        bin.pairs += 1.0;
        bin.claimed += posterior;
        bin.right += f64::from(u8::from(same));
    }
    Ok((Shares::of(right, found, there(truth)), bins))
}

/// The mean distance of what was claimed from what is true, over the bins, each weighing as its pairs.
pub(super) fn off(bins: &[Bin; BINS]) -> f64 {
    let all: f64 = bins.iter().map(|bin| bin.pairs).sum();
    bins.iter().map(|bin| (bin.claimed - bin.right).abs()).sum::<f64>() / all.max(1.0)
}

/// Pairs of one person.
fn there(truth: &[String]) -> u64 {
    let mut sizes = BTreeMap::new();
    truth.iter().for_each(|person| *sizes.entry(person).or_insert(0_u64) += 1);
    sizes.values().map(|n| n * (n - 1) / 2).sum()
}

/// The record of a key; those of a second file follow those of the first, which has as many.
fn record(key: &str, truth: &[String]) -> Result<usize> {
    let number = |text: &str| text.parse::<usize>().with_context(|| format!("no record {key}"));
    let at = key.strip_prefix("b:").map_or_else(|| number(key), |row| Ok(number(row)? + truth.len() / 2))?;
    ensure!(at < truth.len(), "no record {key}");
    Ok(at)
}
