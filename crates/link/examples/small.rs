#![allow(missing_docs, clippy::all)]
fn main() {
    let mut t = String::new();
    std::io::Read::read_to_string(&mut std::io::stdin(), &mut t).unwrap();
    let s = sanad_link::Sheet::read(t.as_bytes(), &[]).unwrap();
    println!(
        "{:?} {:?}",
        s.guesses.iter().map(|g| (g.column.as_str(), g.field.map(|f| f.name()))).collect::<Vec<_>>(),
        s.problems
    );
    let l = sanad_link::link(&[&s], &Default::default());
    println!("{:?}", l.groups);
    let mut r = l.reader();
    for a in 0..s.count() {
        for b in a + 1..s.count() {
            let p = r.pair(a, b);
            println!("{a} {b} w {:.2} p {:.4} {}", p.weight, p.posterior, r.why(a, b));
        }
    }
}
