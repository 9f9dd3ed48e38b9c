#![allow(missing_docs, clippy::all)]
use std::collections::BTreeMap;
fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let t = std::time::Instant::now();
    let sheets: Vec<sanad_link::Sheet> = files
        .iter()
        .map(|f| sanad_link::Sheet::read(std::fs::File::open(f).unwrap(), &[]).unwrap())
        .collect();
    for s in &sheets {
        eprintln!(
            "{:?} {:?}",
            s.guesses.iter().map(|g| (g.column.as_str(), g.field.map(|f| f.name()))).collect::<Vec<_>>(),
            s.problems
        );
    }
    eprintln!("read {:?}", t.elapsed());
    let refs: Vec<&sanad_link::Sheet> = sheets.iter().collect();
    let l = sanad_link::link(&refs, &Default::default());
    eprintln!("linked {:?} pairs {}", t.elapsed(), l.pairs().count());
    // truth
    let mut truth: Vec<String> = vec![];
    for f in &files {
        let mut r = csv::Reader::from_path(f).unwrap();
        let h = r.headers().unwrap().clone();
        let e = h.iter().position(|x| x == "entity_id");
        let id = h.iter().position(|x| x == "rec_id").unwrap();
        for row in r.records() {
            let row = row.unwrap();
            truth.push(match e {
                Some(e) => row[e].to_string(),
                None => row[id].split('-').nth(1).unwrap().to_string(),
            });
        }
    }
    let c2 = |n: u64| n * (n - 1) / 2;
    let (mut cell, mut pred, mut tr) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (i, g) in l.groups.iter().enumerate() {
        *cell.entry((*g, &truth[i])).or_insert(0u64) += 1;
        *pred.entry(*g).or_insert(0u64) += 1;
        *tr.entry(&truth[i]).or_insert(0u64) += 1;
    }
    let (c, p, t2) = (
        cell.values().map(|n| c2(*n)).sum::<u64>() as f64,
        pred.values().map(|n| c2(*n)).sum::<u64>() as f64,
        tr.values().map(|n| c2(*n)).sum::<u64>() as f64,
    );
    println!("cluster P {:.4} R {:.4} F1 {:.4}", c / p, c / t2, 2.0 * c / (p + t2));
    let (mut tp, mut n, mut found) = (0.0, 0.0, 0.0);
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for p in l.pairs() {
        let ok = truth[p.a] == truth[p.b];
        if ok {
            found += 1.0;
        }
        if p.posterior >= 0.5 {
            n += 1.0;
            if ok {
                tp += 1.0
            }
        }
        let b = &mut bins[((p.posterior * 10.0) as usize).min(9)];
        b.0 += 1.0;
        b.1 += p.posterior;
        if ok {
            b.2 += 1.0
        }
    }
    println!(
        "pairs P {:.4} R {:.4} F1 {:.4}; listed recall {:.4}",
        tp / n,
        tp / t2,
        2.0 * tp / (n + t2),
        found / t2
    );
    for b in bins {
        print!("{:.2}→{:.2}({}) ", b.1 / b.0, b.2 / b.0, b.0);
    }
    println!();
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = s.rsplit(')').next().unwrap().split_whitespace().collect();
    println!(
        "cpu {} s; peak {}",
        (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0,
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .find(|l| l.starts_with("VmHWM"))
            .unwrap()
    );
}
