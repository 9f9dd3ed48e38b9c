//! A toll in words: the chart, what follows from the reports, what contradicts what, and the reports one by one.

use sanad_model::ClaimId;
use sanad_record::{Bound, Conflict, Matter, Row, Rule, Toll};

use crate::chart::Chart;
use crate::locale::{Locale, Value};
use crate::page::notes::Notes;
use crate::page::{BoundLine, Entry, Listed, OPEN, Relation, Report, ScopeBounds, TollPage};
use crate::view::RecordView;
use crate::visible::visible;
use crate::words;

/// One kind of harm.
pub(crate) fn toll_page(l: &Locale, toll: &Toll, notes: &mut Notes<'_>) -> TollPage {
    for row in toll.rows.iter().chain(&toll.without_number) {
        notes.of(row);
    }
    let chart = Chart::new(l, toll);
    let groups = chart.iter().flat_map(|chart| &chart.groups);
    let bar_notes = groups.map(|group| group.bars.iter().filter_map(|bar| notes.number(bar.claim)).collect());
    let kind = l.say(&format!("kind-{}", toll.kind));
    TollPage {
        id: toll.kind.to_string(),
        lead: lead(l, toll),
        glance: l.say("glance"),
        bar_notes: bar_notes.collect(),
        chart,
        bounds_heading: l.say("bounds"),
        bounds_intro: l.say("bounds-intro"),
        bounds: bounds(l, toll, notes),
        conflicts: conflicts(l, toll, notes),
        reports_heading: l.tell("reports", &[("kind", Value::Text(&kind))]),
        reports: toll.rows.iter().map(|row| report(l, toll, row, notes)).collect(),
        silent: silent(l, toll, notes),
        problems: toll.problems.iter().map(|problem| visible(&problem.to_string())).collect(),
        heading: kind,
    }
}

/// Who claims responsibility and who disputes it.
pub(crate) fn responsibility(l: &Locale, record: &RecordView, notes: &mut Notes<'_>) -> Option<Listed> {
    let rows = &record.responsibility;
    let numbers: Vec<usize> = rows.iter().map(|row| notes.of(row)).collect();
    let entries = rows.iter().zip(numbers).map(|(row, number)| {
        let who = who(l, row);
        let date = words::reported(l, row);
        let values = [("who", Value::Text(&who)), ("date", Value::Text(&date))];
        let disputes = row.disputes.is_some();
        let text = match (disputes, row.status.is_factual()) {
            (true, _) => l.tell("responsibility-disputes", &values),
            (false, true) => l.tell("responsibility-claims", &values),
            (false, false) => l.tell("responsibility-denies", &values),
        };
        let under = match (disputes, notes.known(&row.disputed_by).as_slice()) {
            (true, _) => String::new(),
            (false, []) => l.say("responsibility-unanswered"),
            (false, by) => l.tell("responsibility-disputed-by", &[("notes", Value::Text(&list(by)))]),
        };
        Entry { lead: String::new(), text, under, notes: vec![number] }
    });
    let entries: Vec<Entry> = entries.collect();
    (!entries.is_empty()).then(|| Listed {
        heading: l.say("responsibility"),
        intro: l.say("responsibility-intro"),
        entries,
    })
}

fn lead(l: &Locale, toll: &Toll) -> String {
    let counted = toll.rows.iter().filter(|row| row.counted).count();
    let values = [
        ("reports", Value::Count(toll.rows.len())),
        ("uncounted", Value::Count(toll.rows.len() - counted)),
        ("silent", Value::Count(toll.without_number.len())),
    ];
    let mut lead = l.tell("lead", &values);
    if toll.rows.len() > counted {
        lead.push(' ');
        lead.push_str(&l.tell("lead-uncounted", &values));
    }
    if !toll.without_number.is_empty() {
        lead.push(' ');
        lead.push_str(&l.tell("lead-silent", &values));
    }
    lead
}

fn bounds(l: &Locale, toll: &Toll, notes: &Notes<'_>) -> Vec<ScopeBounds> {
    let line = |bound: &Bound| BoundLine {
        rule: words::rule(l, bound.rule),
        number: words::bound(l, bound),
        resting: words::resting(l, bound),
        notes: notes.known(&bound.claims),
        strong: matches!(bound.rule, Rule::LowestClaim | Rule::HighestClaim),
    };
    let of = |scope: &str| toll.bounds.iter().filter(move |bound| bound.scope == *scope).map(line).collect();
    let scopes =
        toll.scopes().into_iter().map(|scope| ScopeBounds { scope: words::scope(l, scope), rows: of(scope) });
    scopes.collect()
}

fn conflicts(l: &Locale, toll: &Toll, notes: &Notes<'_>) -> Option<Listed> {
    let shown = toll.conflicts.iter().filter(|conflict| conflict.matter != Matter::Responsibility);
    let entries: Vec<Entry> = shown.map(|conflict| conflict_entry(l, toll, conflict, notes)).collect();
    (!entries.is_empty()).then(|| Listed {
        heading: l.say("conflicts"),
        intro: l.say("conflicts-intro"),
        entries,
    })
}

fn conflict_entry(l: &Locale, toll: &Toll, conflict: &Conflict, notes: &Notes<'_>) -> Entry {
    let rows = toll.by_claim();
    let row = |i: usize| conflict.claims.get(i).and_then(|id| rows.get(id)).copied();
    let scope = row(0).map(|row| words::scope(l, &row.scope)).unwrap_or_default();
    let said = |row: Option<&Row>| row.map(|row| (who(l, row), words::count(l, row))).unwrap_or_default();
    let (first, first_says) = said(row(0));
    let (second, second_says) = said(row(1));
    let values = [
        ("scope", Value::Text(&scope)),
        ("n", Value::Count(conflict.claims.len())),
        ("first", Value::Text(&first)),
        ("firstsays", Value::Text(&first_says)),
        ("second", Value::Text(&second)),
        ("secondsays", Value::Text(&second_says)),
    ];
    let text = match conflict.matter {
        Matter::Figures => l.tell("conflict-figures", &values),
        Matter::Repeat => l.tell("conflict-repeat", &values),
        Matter::Dispute => l.tell("conflict-dispute", &values),
        Matter::Circle | Matter::Responsibility => l.say("conflict-circle"),
    };
    let under = match &conflict.rule {
        Some(rule) => l.tell("conflict-resolved", &[("rule", Value::Text(&visible(rule)))]),
        None => l.say("conflict-open"),
    };
    Entry { lead: String::new(), text, under, notes: notes.known(&conflict.claims) }
}

fn report(l: &Locale, toll: &Toll, row: &Row, notes: &Notes<'_>) -> Report {
    let number = |n: Option<u64>| n.map_or_else(|| OPEN.to_owned(), |n| n.to_string());
    let named = |id: ClaimId| notes.number(id).map_or_else(|| id.to_string(), |n| format!("[{n}]"));
    Report {
        note: notes.number(row.claim).unwrap_or_default(),
        date: words::reported(l, row),
        speaker: words::speaker(l, row),
        publisher: words::publisher(row),
        value: words::count(l, row),
        mode: l.say(&format!("mode-{}", row.mode)),
        low: number(row.low),
        high: number(row.high),
        scope: words::scope(l, &row.scope),
        breakdown: visible(row.breakdown.as_deref().unwrap_or("")),
        relations: relations(l, toll, row, notes),
        remark: words::standing(l, row, named),
        seen: match row.seen_as.as_deref() {
            None | Some("") => String::new(),
            Some("primary") => l.say("seen-primary"),
            Some("primary-copy") => l.say("seen-primary-copy"),
            Some("secondary") => l.say("seen-secondary"),
            Some(other) => visible(other),
        },
        counted: row.counted,
    }
}

fn relations(l: &Locale, toll: &Toll, row: &Row, notes: &Notes<'_>) -> Vec<Relation> {
    let rows = toll.by_claim();
    let note_of = |reference: &str| {
        rows.values()
            .find(|other| other.claim.to_string() == reference)
            .and_then(|other| notes.number(other.claim))
    };
    let mut relations = Vec::new();
    for (id, reference) in [
        ("relation-based-on", row.based_on.clone()),
        ("relation-supersedes", row.supersedes.clone()),
        ("relation-superseded-by", row.superseded_by.map(|id| id.to_string())),
        ("relation-part-of", row.part_of.clone()),
        ("relation-disputes", row.disputes.clone()),
    ] {
        if let Some(reference) = reference {
            let note = note_of(&reference);
            let mut text = l.say(id);
            if note.is_none() {
                text = format!("{text} {}", visible(&reference));
            }
            relations.push(Relation { text, note });
        }
    }
    for by in &row.disputed_by {
        relations.push(Relation { text: l.say("relation-disputed-by"), note: notes.number(*by) });
    }
    relations
}

fn silent(l: &Locale, toll: &Toll, notes: &Notes<'_>) -> Option<Listed> {
    let entry = |row: &Row| {
        let who = who(l, row);
        let date = words::reported(l, row);
        let status = l.say(&format!("status-{}", row.status));
        let said = words::count(l, row);
        let values = [
            ("who", Value::Text(&who)),
            ("date", Value::Text(&date)),
            ("status", Value::Text(&status)),
            ("said", Value::Text(&said)),
        ];
        let id = if row.status.is_factual() { "silent-no-number" } else { "silent-not-as-fact" };
        Entry {
            lead: String::new(),
            text: l.tell(id, &values),
            under: String::new(),
            notes: notes.known(&[row.claim]),
        }
    };
    let entries: Vec<Entry> = toll.without_number.iter().map(entry).collect();
    (!entries.is_empty()).then(|| Listed { heading: l.say("silent"), intro: l.say("silent-intro"), entries })
}

/// "Foreign Minister, as printed by RFE/RL".
fn who(l: &Locale, row: &Row) -> String {
    let speaker = words::speaker(l, row);
    let publisher = words::publisher(row);
    if publisher.is_empty() || publisher == speaker {
        return speaker;
    }
    l.tell("who", &[("speaker", Value::Text(&speaker)), ("publisher", Value::Text(&publisher))])
}

fn list(numbers: &[usize]) -> String {
    numbers.iter().map(|n| format!("[{n}]")).collect::<Vec<_>>().join(" ")
}
