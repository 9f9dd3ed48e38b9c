//! Every word that is used exists, and every word that exists is used.

use std::collections::BTreeSet;
use std::path::Path;

use sanad_model::{AttributionType, CountMode, Kind, Status};
use sanad_publish::Locale;

fn sources(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).expect("sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The ids in a Fluent file.
fn ids(file: &str) -> BTreeSet<String> {
    let starts = file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split(" = ").next()).map(str::to_owned).collect()
}

#[test]
fn words_and_uses_are_the_same_set() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    sources(&root.join("src"), &mut code);
    let read = |name: &str| std::fs::read_to_string(root.join("locales/en").join(name)).unwrap();
    let known = ids(&(read("record.ftl") + &read("dossier.ftl") + &read("export.ftl")));
    let strings: BTreeSet<&str> = code.split('"').collect();

    let mut open: BTreeSet<String> = BTreeSet::new();
    open.extend(Status::ALL.iter().map(|s| format!("status-{s}")));
    open.extend(AttributionType::ALL.iter().map(|s| format!("class-{s}")));
    open.extend((1..=12).map(|m| format!("month-{m}")));
    let modes = [
        CountMode::Exact,
        CountMode::AtLeast,
        CountMode::AtMost,
        CountMode::About,
        CountMode::Range,
        CountMode::Vague,
        CountMode::Relative,
        CountMode::None,
        CountMode::Unspecified,
    ];
    open.extend(modes.iter().map(|m| format!("mode-{m}")));
    let kinds = "Killed Wounded Casualties Shot Detained Disappeared Kidnapped Tortured Displaced";
    assert!(kinds.split(' ').all(|kind| code.contains(&format!("Kind::{kind},"))));
    open.extend(Kind::ALL.iter().filter(|k| kinds.contains(&format!("{k:?}"))).map(|k| format!("kind-{k}")));
    for rule in ["lowest_claim", "highest_claim", "agreed", "majority", "named"] {
        open.insert(format!("rule-{rule}"));
    }
    for id in &open {
        assert!(known.contains(id), "{id} is not in the file");
    }
    for id in known.iter().filter(|id| !open.contains(*id)) {
        let bare = id.trim_start_matches("term-").trim_end_matches("-means").trim_start_matches("column-");
        assert!(strings.contains(id.as_str()) || strings.contains(bare), "{id} is used nowhere");
    }
    // What the code names exists: a literal handed to the words.
    for call in code.split(".say(\"").skip(1).chain(code.split(".tell(\"").skip(1)) {
        let id = call.split('"').next().unwrap();
        assert!(known.contains(id), "{id} is not in the file");
    }
    for call in code.split(".tell(").skip(1) {
        let id = call.trim_start().trim_start_matches('"').split('"').next().unwrap();
        if id.contains('-') && !id.contains([' ', '(']) {
            assert!(known.contains(id), "{id} is not in the file");
        }
    }
}

/// Message by id, continuation lines included.
fn messages(file: &str) -> std::collections::BTreeMap<String, String> {
    let mut found = std::collections::BTreeMap::new();
    let mut last = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        match line.split_once(" = ").filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            Some((id, said)) => {
                id.clone_into(&mut last);
                found.insert(last.clone(), said.to_owned());
            }
            None => found.entry(last.clone()).or_default().push_str(line),
        }
    }
    found
}

#[test]
fn russian_says_everything_that_english_says_with_the_same_values() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let values = |said: &str| -> BTreeSet<String> {
        let names = said.split('$').skip(1);
        names.map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned()).collect()
    };
    for file in ["record.ftl", "dossier.ftl", "export.ftl"] {
        let read = |code: &str| messages(&std::fs::read_to_string(root.join(code).join(file)).unwrap());
        let (english, russian) = (read("en"), read("ru"));
        for (id, said) in &english {
            let there = russian.get(id).unwrap_or_else(|| panic!("{file}: no {id} in Russian"));
            assert_eq!(values(there), values(said), "{file}: {id}");
        }
    }
    let labels = messages(&std::fs::read_to_string(root.join("ru/labels.ftl")).unwrap());
    for schema in sanad_model::entity::SCHEMAS {
        assert!(labels.contains_key(&format!("word-{}", schema.name)), "{}", schema.name);
        for field in schema.fields {
            assert!(labels.contains_key(&format!("field-{}", field.name)), "{}.{}", schema.name, field.name);
            if let sanad_model::FieldKind::Word(words) = field.kind {
                for word in words {
                    assert!(
                        labels.contains_key(&format!("word-{word}")),
                        "{}.{}: {word}",
                        schema.name,
                        field.name
                    );
                }
            }
        }
    }
    for field in sanad_findings::FIELDS {
        let id = format!("asked-{}", field.id.replace('.', "-"));
        assert!(labels.contains_key(&id), "{id}");
    }
}

#[test]
fn languages_are_found_by_their_code() {
    assert_eq!(Locale::new("en-GB").unwrap().code(), "en");
    let error = Locale::new("xx").unwrap_err().to_string();
    assert!(error.contains("\"xx\"") && error.contains("en"), "{error}");
}

#[test]
fn no_page_shows_the_name_of_a_word() {
    for view in [crate::data::record(), crate::data::hostile()] {
        let page = sanad_publish::html(&view, &Locale::english());
        assert!(!page.contains("&lt;label-") && !page.contains("&lt;kind-") && !page.contains("&lt;rule-"));
        let hole = page.split("&lt;").skip(1).find(|rest| {
            rest.split("&gt;").next().is_some_and(|id| {
                id.contains('-') && id.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_')
            })
        });
        assert_eq!(hole.map(|h| h.chars().take(30).collect::<String>()), None);
        assert!(!page.contains("{$") && !page.contains("{ $"));
    }
}
