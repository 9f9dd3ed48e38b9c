//! The HTML record: complete, self-contained, inert.

use sanad_model::Sensitivity;
use sanad_publish::*;

use crate::data::{draft, hostile, record};
use crate::khujand;

fn page() -> String {
    let page = html(&record(), &Locale::english());
    crate::data::keep("record.html", page.as_bytes());
    page
}

#[test]
fn every_figure_leads_to_a_note_and_every_note_to_its_item() {
    let page = page();
    for number in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"{number}\"")), "#{number} leads nowhere");
    }
    for claim in khujand::claims() {
        assert!(page.contains(&claim.claim.quote.replace('\'', "&#39;")), "{}", claim.claim.quote);
        assert!(page.contains(&format!("log entry {}", claim.index)));
    }
    assert!(
        page.contains("at least 52")
            && page.contains("52 or more")
            && page.contains("4 of 11 independent sources")
    );
    assert!(page.contains("replaced by RFE/RL, 9 November 2018"));
    assert!(page.contains("Sanad alleges nothing"));
    assert!(page.contains("disputes the claim of responsibility"));
    assert!(page.contains("official source, Main Penitentiary Department"));
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    for page in [page(), html(&hostile(), &Locale::english())] {
        // Text is escaped: what follows a "<" is a tag of ours.
        let tags: Vec<String> = page
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
            .map(str::to_lowercase)
            .collect();
        let names =
            ["script", "img", "iframe", "object", "embed", "svg", "link", "form", "base", "video", "audio"];
        for tag in &tags {
            let name = tag.split_whitespace().next().unwrap_or_default();
            assert!(!names.contains(&name), "<{tag}>");
            for wrong in [" src=", " style=", " srcset=", "href=\"javascript", "href=\"data"] {
                assert!(!tag.contains(wrong), "<{tag}>");
            }
            assert!(!tag.contains(" on") || tag.starts_with("meta") || tag.contains('"'), "<{tag}>");
        }
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains('<'));
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(!page.contains('\u{202E}') && !page.contains('\0'));
    }
}

#[test]
fn the_same_record_is_the_same_page() {
    assert_eq!(page(), page());
    let mut turned = draft();
    turned.claims.reverse();
    assert_eq!(page(), html(&Redacted::record(turned, Sensitivity::Public), &Locale::english()));
}

#[test]
fn what_is_withheld_appears_nowhere_and_is_counted() {
    let mut draft = draft();
    let secret = "the cook saw sixty-one";
    let label = "reports/C018".to_owned();
    for claim in &mut draft.claims {
        if claim.reported.lineage.label.as_ref() == Some(&label) {
            claim.reported.sensitivity = Some(Sensitivity::Restricted);
            claim.claim.quote = secret.to_owned();
            claim.claim.attribution.text = secret.to_owned();
        }
        if claim.reported.lineage.label.as_deref() == Some("reports/C017") {
            claim.reported.sensitivity = None;
        }
        if claim.reported.lineage.label.as_deref() == Some("reports/C025") {
            claim.reported.lineage.based_on = Some("C018".to_owned());
        }
    }
    let mut item = draft.items[0].clone();
    item.item = khujand::item_id(2);
    item.name = Some(secret.to_owned());
    item.sensitivity = None;
    draft.items.push(item);
    let view = Redacted::record(draft, Sensitivity::Public);
    assert_eq!(view.get().withheld, Withheld { claims: 2, items: 1 });
    let page = html(&view, &Locale::english());
    let tables = [record_csv(&view), toll_csv(&view), evidence_csv(&view)].concat();
    for text in [page.as_str(), &String::from_utf8(tables).unwrap()] {
        assert!(
            !text.contains("sixty-one")
                && !text.contains("C018")
                && !text.contains(&khujand::id("C018").to_string())
        );
    }
    assert!(page.contains("2 claims") && page.contains("one item"));
    // No bound rests on what is not shown: the figure that it replaced counts again.
    assert!(page.contains("47 or more") && !page.contains("52 or more"));
}

#[test]
fn a_name_that_nobody_agreed_to_stands_nowhere() {
    let mut draft = draft();
    let quote = "among the dead was Rustam Sharifzoda, a prisoner";
    draft.claims[0].claim.quote = quote.to_owned();
    draft.claims[0].claim.attribution.text = "the brother of Rustam Sharifzoda".to_owned();
    draft.items[0].name = Some("rustam-sharifzoda.txt".to_owned());
    draft.chronology[0].text = "Rustam Sharifzoda is killed.".to_owned();
    draft.title = "Rustam Sharifzoda".to_owned();
    let all = |view: &Redacted<RecordView>| {
        let tables = [record_csv(view), toll_csv(view), evidence_csv(view)].concat();
        html(view, &Locale::english()) + &String::from_utf8(tables).unwrap()
    };
    assert!(all(&Redacted::record(draft.clone(), Sensitivity::Public)).contains("Sharifzoda"));
    let nobody = std::collections::BTreeSet::new();
    let today = draft.generated.date();
    let level = Sensitivity::Public;
    let occasion = Occasion { usage: "record", recipient: "public", today, level, subjects: &nobody };
    draft.names = Some(Names::new(&[], &occasion).hiding(["Rustam Sharifzoda"].into_iter()));
    let masked = all(&Redacted::record(draft, level));
    assert!(!masked.to_lowercase().contains("sharifzoda"));
    assert!(masked.contains("among the dead was") && masked.contains("N-1 is killed."));
}

#[test]
fn a_record_of_nothing_is_still_a_record() {
    let mut draft = draft();
    draft.claims.clear();
    draft.items.clear();
    draft.chronology.clear();
    let view = Redacted::record(draft, Sensitivity::Public);
    let page = html(&view, &Locale::english());
    assert!(page.contains("How to check this record") && !page.contains("<table"));
}
