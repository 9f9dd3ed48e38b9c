//! The key agent: between `unlock` and `lock` nobody is asked for the passphrase.
#![cfg(unix)]

use crate::desk::Desk;

#[test]
fn an_unlocked_case_opens_without_the_passphrase_until_it_is_locked() {
    let desk = Desk::with_case();
    desk.run(["unlock", "a.sanad", "--for", "5m"]).done();
    desk.file("passphrase", "forgotten");
    desk.run(["items", "a.sanad"]).done();
    desk.file("x.txt", "one");
    desk.run(["add", "a.sanad", "x.txt"]).done();
    assert_eq!(desk.json(["lock", "a.sanad"])["was_unlocked"], true);
    desk.run(["items", "a.sanad"]).failed(3, &["does not open"]);
    assert_eq!(desk.json(["lock", "a.sanad"])["was_unlocked"], false);
}

#[test]
fn the_agent_ends_when_its_time_is_up() {
    let desk = Desk::with_case();
    desk.run(["unlock", "a.sanad", "--for", "1s"]).done();
    desk.file("passphrase", "forgotten");
    std::thread::sleep(std::time::Duration::from_millis(1800));
    desk.run(["items", "a.sanad"]).failed(3, &["does not open"]);
}

#[test]
fn a_wrong_passphrase_unlocks_nothing() {
    let desk = Desk::with_case();
    desk.file("passphrase", "wrong");
    desk.run(["unlock", "a.sanad"]).failed(3, &["does not open"]);
    assert_eq!(desk.json(["lock", "a.sanad"])["was_unlocked"], false);
}
