//! Random variates, exact and the same on every machine.
//!
//! `rand_distr` takes its logarithms from `num-traits`, which turns to those of the platform as soon as any crate of the
//! program asks for its feature `std`. So the few distributions that the sampler needs stand here, on `libm` alone.
//! Sources: ziggurat normal, Marsaglia & Tsang 2000 (J. Stat. Softw. 5:8) and Doornik 2005; gamma, Marsaglia & Tsang 2000
//! (ACM TOMS 26:363); binomial and Poisson, Hörmann 1993 (BTRS; PTRS, Insur. Math. Econ. 12:39), their mass functions after
//! Loader 2000.

use std::sync::LazyLock;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A source of random numbers. Streams of one seed do not overlap: they start 2^192 numbers apart.
#[derive(Debug, Clone)]
pub(crate) struct Source(Xoshiro256PlusPlus);

impl Source {
    /// The stream with this number.
    pub(crate) fn new(seed: u64, stream: usize) -> Self {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed);
        for _ in 0..stream {
            generator.long_jump();
        }
        Self(generator)
    }

    /// On from a generator.
    pub(crate) fn from_generator(generator: Xoshiro256PlusPlus) -> Self {
        Self(generator)
    }

    #[inline]
    fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform on the open interval from 0 to 1.
    #[inline]
    pub(crate) fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    /// A whole number below `bound`, which is far below 2^32 (bias below 2^-32).
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (((self.bits() >> 32) * bound as u64) >> 32) as usize
    }

    /// Exponential with rate 1.
    #[inline]
    pub(crate) fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// Standard normal.
    #[inline]
    pub(crate) fn normal(&mut self) -> f64 {
        let table = &*ZIGGURAT;
        loop {
            let bits = self.bits();
            let layer = (bits & 0xff) as usize;
            let u = ((bits >> 12) as f64) * (2.0 / (1_u64 << 52) as f64) - 1.0;
            let x = u * table.edge[layer];
            if x.abs() < table.edge[layer + 1] {
                return x;
            }
            if let Some(x) = self.normal_slow(layer, x, u < 0.0) {
                return x;
            }
        }
    }

    /// What lies outside of the rectangles: the tail (layer 0) or a wedge.
    #[cold]
    fn normal_slow(&mut self, layer: usize, x: f64, negative: bool) -> Option<f64> {
        let table = &*ZIGGURAT;
        if layer == 0 {
            loop {
                let beyond = self.exponential() / ZIGGURAT_START;
                if 2.0 * self.exponential() > beyond * beyond {
                    let tail = ZIGGURAT_START + beyond;
                    return Some(if negative { -tail } else { tail });
                }
            }
        }
        let (low, high) = (table.height[layer], table.height[layer + 1]);
        (low + self.uniform() * (high - low) < libm::exp(-0.5 * x * x)).then_some(x)
    }

    /// Gamma with this shape and rate 1. For shapes far below 1 it may be 0: see [`Source::ln_gamma`].
    #[inline]
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return libm::exp(self.ln_gamma(shape));
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (3.0 * d.sqrt());
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = self.uniform();
            let xx = x * x;
            if u < 1.0 - 0.0331 * xx * xx || libm::log(u) < 0.5 * xx + d * (1.0 - v + libm::log(v)) {
                return d * v;
            }
        }
    }

    /// The logarithm of a gamma variate, finite for every shape above 0.
    #[inline]
    pub(crate) fn ln_gamma(&mut self, shape: f64) -> f64 {
        if shape >= 1.0 {
            return libm::log(self.gamma(shape));
        }
        libm::log(self.gamma(shape + 1.0)) - self.exponential() / shape
    }

    /// A beta variate and one minus it, each to full relative precision.
    #[inline]
    pub(crate) fn beta(&mut self, a: f64, b: f64) -> (f64, f64) {
        if a >= 1.0 && b >= 1.0 {
            let (x, y) = (self.gamma(a), self.gamma(b));
            let sum = 1.0 / (x + y);
            return (x * sum, y * sum);
        }
        let log_odds = self.ln_gamma(a) - self.ln_gamma(b);
        (logistic(log_odds), logistic(-log_odds))
    }

    /// How many of `n` trials succeed, each with probability `p`; `q` is 1 - p, both to full relative precision.
    #[inline]
    pub(crate) fn binomial(&mut self, n: u64, p: f64, q: f64) -> u64 {
        if p <= 0.5 { self.binomial_low(n, p, q) } else { n - self.binomial_low(n, q, p) }
    }

    #[inline]
    fn binomial_low(&mut self, n: u64, p: f64, q: f64) -> u64 {
        let mean = n as f64 * p;
        if mean < 10.0 {
            let u = self.uniform();
            // (1-p)^n >= 1 - np: most draws for a class that hardly fits need no exponential
            if u <= 1.0 - mean { 0 } else { self.binomial_inversion(n, p, q, u) }
        } else {
            self.binomial_rejection(n, p, q)
        }
    }

    fn binomial_inversion(&mut self, n: u64, p: f64, q: f64, mut u: f64) -> u64 {
        let none = libm::exp(n as f64 * libm::log1p(-p));
        let odds = p / q;
        loop {
            let (mut k, mut mass) = (0_u64, none);
            while u > mass && k < n.min(120) {
                u -= mass;
                mass *= odds * ((n - k) as f64 / (k + 1) as f64);
                k += 1;
            }
            if u <= mass {
                return k;
            }
            u = self.uniform();
        }
    }

    /// Algorithm BTRS, for np >= 10.
    fn binomial_rejection(&mut self, n: u64, p: f64, q: f64) -> u64 {
        let size = n as f64;
        let deviation = (size * p * q).sqrt();
        let b = 1.15 + 2.53 * deviation;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let c = size * p + 0.5;
        let quick = 0.92 - 4.2 / b;
        loop {
            let v = self.uniform();
            let u = self.uniform() - 0.5;
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + c).floor();
            if us >= 0.07 && v <= quick {
                return (k as u64).min(n);
            }
            if k < 0.0 || k > size {
                continue;
            }
            let alpha = (2.83 + 5.1 / b) * deviation;
            let mode = ((size + 1.0) * p).floor();
            let hat = libm::log(v * alpha / (a / (us * us) + b));
            if hat <= ln_binomial(k, size, p, q) - ln_binomial(mode, size, p, q) {
                return k as u64;
            }
        }
    }

    /// Poisson with this mean, which is finite and not negative.
    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        if mean < 10.0 { self.poisson_inversion(mean) } else { self.poisson_rejection(mean) }
    }

    fn poisson_inversion(&mut self, mean: f64) -> u64 {
        let none = libm::exp(-mean);
        loop {
            let (mut k, mut mass, mut u) = (0_u32, none, self.uniform());
            while u > mass && k < 120 {
                u -= mass;
                k += 1;
                mass *= mean / f64::from(k);
            }
            if u <= mass {
                return u64::from(k);
            }
        }
    }

    /// Algorithm PTRS.
    fn poisson_rejection(&mut self, mean: f64) -> u64 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.02483 * b;
        let quick = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if us >= 0.07 && v <= quick {
                return k as u64;
            }
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let hat = libm::log(v * (1.1239 + 1.1328 / (b - 3.4)) / (a / (us * us) + b));
            if hat <= ln_poisson(k, mean) {
                return k as u64;
            }
        }
    }
}

/// 1 / (1 + exp(-x)), without overflow.
#[inline]
pub(crate) fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// Where the tail of the ziggurat of 256 layers begins, and the area of each layer (Doornik 2005).
const ZIGGURAT_START: f64 = 3.654_152_885_361_009;
const ZIGGURAT_AREA: f64 = 0.004_928_673_233_974_655;

/// The right edges of the layers, widest first, and the density there.
struct Ziggurat {
    edge: [f64; 257],
    height: [f64; 257],
}

static ZIGGURAT: LazyLock<Ziggurat> = LazyLock::new(|| {
    let density = |x: f64| libm::exp(-0.5 * x * x);
    let mut edge = [0.0; 257];
    edge[0] = ZIGGURAT_AREA / density(ZIGGURAT_START);
    edge[1] = ZIGGURAT_START;
    for i in 2..256 {
        edge[i] = (-2.0 * libm::log(ZIGGURAT_AREA / edge[i - 1] + density(edge[i - 1]))).sqrt();
    }
    Ziggurat { edge, height: edge.map(density) }
});

/// ln of the binomial mass at `k`, by its saddle point (Loader 2000): accurate for any size.
fn ln_binomial(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k <= 0.0 {
        return n * libm::log1p(-p);
    }
    if k >= n {
        return n * libm::log(p);
    }
    let rest = n - k;
    stirling(n) - stirling(k) - stirling(rest) - deviance(k, n * p) - deviance(rest, n * q)
        + 0.5 * libm::log(n / (2.0 * std::f64::consts::PI * k * rest))
}

/// ln of the Poisson mass at `k`, likewise.
fn ln_poisson(k: f64, mean: f64) -> f64 {
    if k <= 0.0 {
        return -mean;
    }
    -stirling(k) - deviance(k, mean) - 0.5 * libm::log(2.0 * std::f64::consts::PI * k)
}

/// x ln(x/m) + m - x, without cancellation.
fn deviance(x: f64, m: f64) -> f64 {
    let d = (m - x) / x;
    x * (d - libm::log1p(d))
}

/// ln k! - ln(sqrt(2 pi k) (k/e)^k), k >= 1.
fn stirling(k: f64) -> f64 {
    if k < 16.0 {
        return libm::lgamma(k + 1.0) - (k + 0.5) * libm::log(k) + k
            - 0.5 * libm::log(2.0 * std::f64::consts::PI);
    }
    let kk = 1.0 / (k * k);
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - kk / 1680.0) * kk) * kk) / k
}
