#![allow(missing_docs, clippy::all, clippy::disallowed_methods)]
use sanad_estimate::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = table_from_csv(&std::fs::read_to_string(format!("/work/shared/data/mse/{}.csv", a[1])).unwrap())
        .unwrap();
    let sweeps: usize = a[2].parse().unwrap();
    for seed in 0..2 {
        let mut p = latent::probe::Probe::new(&t, 10, seed);
        for _ in 0..10000 {
            p.sweep();
        }
        let start = std::time::Instant::now();
        let mut v: Vec<f64> = (0..sweeps).map(|_| p.sweep() as f64).collect();
        let el = start.elapsed().as_secs_f64();
        let m = v.iter().sum::<f64>() / v.len() as f64;
        let var = v.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / v.len() as f64;
        // batch means ess
        let b = v.len() / 30;
        let bm: Vec<f64> = v.chunks_exact(b).map(|c| c.iter().sum::<f64>() / b as f64).collect();
        let bv = bm.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / (bm.len() as f64 - 1.0);
        let ess = var / bv * bm.len() as f64;
        v.sort_by(f64::total_cmp);
        let n = t.observed() as f64;
        let q = |p: f64| v[(p * v.len() as f64) as usize] + n;
        println!(
            "us/sweep {:.2} N {:.0} {:.0} {:.0} batch-ess {:.0} ess/s {:.1} occ {} {}",
            el / sweeps as f64 * 1e6,
            q(0.025),
            q(0.5),
            q(0.975),
            ess,
            ess / el,
            p.occ(),
            p.show()
        );
    }
}
