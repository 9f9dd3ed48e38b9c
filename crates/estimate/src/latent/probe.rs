//! Experiments.
use super::draw::Source;
use super::gibbs::Gibbs;
use super::model::*;
use crate::Table;

pub struct Probe {
    pub shape_: usize,
    p: Params,
    g: Gibbs,
    s: Shape,
    pr: Prior,
    c: Vec<u64>,
    src: Source,
    n: u64,
    pub n0: u64,
}
impl Probe {
    pub fn new(t: &Table, k: usize, seed: u64) -> Self {
        let s =
            Shape { lists: t.width(), classes: k, patterns: t.cells().iter().map(|c| c.pattern).collect() };
        let pr = Prior { alpha: (0.25, 0.25), lambda: (1.0, 1.0) };
        let mut src = Source::new(seed, 0);
        let p = Params::from_prior(&s, &pr, &mut src);
        let g = Gibbs::new(&s);
        Self {
            shape_: k,
            p,
            g,
            pr,
            c: t.cells().iter().map(|c| c.count).collect(),
            src,
            n: t.observed(),
            s,
            n0: 0,
        }
    }
    pub fn sweep(&mut self) -> u64 {
        let (miss, seen) = self.p.seen();
        let g = self.src.gamma(self.n as f64);
        let n0 = self.src.poisson(g * miss / seen);
        if n0 <= 20 * self.n {
            self.n0 = n0;
        }
        self.g.sweep(&mut self.p, &self.s, &self.pr, &self.c, self.n0, &mut self.src);
        self.n0
    }
    pub fn occ(&self) -> usize {
        self.g.occupied
    }
    pub fn show(&self) -> String {
        format!("{:?} alpha {}", self.p.nu, self.p.alpha)
    }
}
