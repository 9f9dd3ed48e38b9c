//! What the program says of itself: help with an example for every command, completions, manual pages.

use crate::desk::Desk;

const COMMANDS: [&str; 25] = [
    "new",
    "unlock",
    "lock",
    "add",
    "items",
    "read",
    "prove",
    "check",
    "anchor",
    "backup",
    "restore",
    "claims",
    "estimate",
    "link",
    "names",
    "people",
    "propose",
    "import",
    "review",
    "toll",
    "why",
    "record",
    "demo",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_with_an_example() {
    let desk = Desk::new();
    let all = desk.run(["--help"]).done();
    for command in COMMANDS {
        assert!(all.contains(&format!("  {command} ")), "{command} is not in\n{all}");
        let help = desk.run([command, "--help"]).done();
        assert!(help.contains("Example") && help.contains(&format!("sanad {command}")), "{help}");
    }
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = desk.run(["completions", shell]).done();
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    desk.run(["man", "pages"]).done();
    for command in COMMANDS {
        let page = std::fs::read_to_string(desk.path("pages").join(format!("sanad-{command}.1"))).unwrap();
        assert!(page.contains("Example"), "{command}");
    }
}

#[test]
fn wrong_use_is_told_with_exit_code_two() {
    let desk = Desk::new();
    for args in [vec![], vec!["no-such-command"], vec!["add"], vec!["toll", "--no-such-option"]] {
        let run = desk.run(&args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(run.stderr.contains("Usage"), "{run:?}");
    }
    desk.run(["toll", "x.sanad", "--kind", "slain"]).failed(2, &["slain", "killed"]);
    desk.run(["items", "x.sanad", "--lang", "quenya"]).failed(2, &["--lang", "language"]);
}
