//! The same lists give the same people: at any number of threads, and when more is appended.

use sanad_link::{Links, Options, Overlaps, link};

use crate::people::{crowd, linked, sheet};

fn told(links: &Links) -> String {
    let pairs: Vec<String> = links
        .pairs()
        .map(|pair| {
            format!("{} {} {:x} {:x}", pair.a, pair.b, pair.weight.to_bits(), pair.posterior.to_bits())
        })
        .collect();
    let sure: Vec<u64> = links.posteriors.iter().map(|posterior| posterior.to_bits()).collect();
    format!("{:?}\n{sure:?}\n{}", links.groups, pairs.join("\n"))
}

#[test]
fn the_same_bytes_at_any_number_of_threads() {
    let text = crowd(&[], 3_000);
    let all = [1, 2, 4].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| told(&linked(&text)))
    });
    assert!(all[0] == all[1] && all[1] == all[2]);
}

#[test]
fn appended_records_rename_nobody() {
    let short = crowd(&[], 800);
    let longer = crowd(&[], 900);
    assert!(longer.starts_with(&short));
    let (before, after) = (linked(&short), linked(&longer));
    let kept = before.groups.iter().zip(&after.groups).filter(|(a, b)| a == b).count();
    assert!(kept * 100 >= before.groups.len() * 97, "{kept} of {}", before.groups.len());
    assert!(after.groups.iter().enumerate().all(|(row, group)| *group <= row), "named by the first record");
}

#[test]
fn a_lower_threshold_makes_no_more_people() {
    let sheet = sheet(crowd(&[], 1_500));
    let links = link(&[&sheet], &Options::default());
    let people = |threshold: f64| {
        let groups = links.groups_at(threshold);
        groups.iter().enumerate().filter(|(row, group)| row == *group).count()
    };
    let (low, middle, high) = (people(0.2), people(0.5), people(0.8));
    assert!(low <= middle && middle <= high, "{low}, {middle}, {high}");
}

#[test]
fn overlaps_count_each_person_once() {
    let lists = ["a".to_owned(), "b".to_owned()];
    let table = Overlaps::of(&[0, 0, 2, 3, 3], &lists, &[0, 1, 0, 1, 1]);
    assert_eq!(table.to_csv(), "a,b,count\n1,1,1\n1,0,1\n0,1,1\n");
}
