//! The form in which a person, body, post, act or other entity is entered or changed, made from its schema.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};
use sanad_case::CaseError;
use sanad_model::{EntityRecord, Field, FieldKind, Schema};

use crate::form::{Fields, link};
use crate::locale::Locale;
use crate::page::{framed, quoted, see, token};
use crate::pages::people::{page_of, sort_of};
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;

/// The most choices that a list offers; with more, they are typed.
const CHOICES: usize = 300;

/// What every sort has beside its own fields, with the message that names it.
const COMMON: [(&str, &str); 2] = [("claims", "field-claims"), ("against", "field-against")];

/// Marks that a field may carry.
const MARKS: [(&str, &str); 5] = [
    ("", "mark-none"),
    ("public", "mark-public"),
    ("team", "mark-team"),
    ("restricted", "mark-restricted"),
    ("sealed", "mark-sealed"),
];

/// What the form is filled from.
struct Form {
    schema: &'static Schema,
    /// Of one that is there already.
    label: Option<String>,
    /// The position of the version that is being changed.
    seen: String,
    values: BTreeMap<String, String>,
    /// What references may lead to: key and title.
    known: Vec<(String, String)>,
}

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let l = visit.l;
    let form = match query.find("key") {
        Some(key) => {
            visit
                .read(move |case| {
                    let record = case.entity(&key)?;
                    Ok(Form {
                        schema: record.entity.schema,
                        label: Some(record.entity.label.clone()),
                        seen: record.index.to_string(),
                        values: case.as_typed(&key),
                        known: titles(l, &case.entities(None)?),
                    })
                })
                .await?
        }
        None => {
            let schema = sort_of(&query)?;
            let known = visit.read(|case| case.entities(None)).await?;
            let given =
                query.0.iter().filter_map(|(n, v)| Some((n.strip_prefix("f.")?.to_owned(), v.clone())));
            Form {
                schema,
                label: None,
                seen: String::new(),
                values: given.collect(),
                known: titles(visit.l, &known),
            }
        }
    };
    Ok(page(&visit, &form, None))
}

fn titles(l: &Locale, known: &[EntityRecord]) -> Vec<(String, String)> {
    known.iter().map(|e| (e.entity.key(), words::title(l, &e.entity))).collect()
}

/// Takes in what was typed, or gives it back with what is wrong.
pub(crate) async fn keep(visit: Visit) -> Outcome {
    let schema = sort_of(&visit.fields)?;
    let label = visit.fields.find("label");
    let values = typed(schema, &visit.fields);
    let (seen, given) = (visit.fields.get("seen").to_owned(), values.clone());
    let (name, wanted) = (schema.name, label.clone());
    let taken = visit
        .write(move |case| {
            let key = wanted.as_ref().map(|label| format!("{name}/{label}"));
            let stands = key.and_then(|key| case.entity(&key).ok()).map(|record| record.index.to_string());
            if stands.as_ref().is_some_and(|index| *index != seen) {
                return Ok(Err(stands.unwrap_or_default()));
            }
            let fields: Vec<(String, String)> = given.into_iter().collect();
            case.enter(name, wanted.as_deref(), &fields).map(|record| Ok(record.entity.key()))
        })
        .await;
    let (problem, seen, status) = match taken {
        Ok(Ok(key)) => return Ok(see(&link("/entity", &[("key", &key), ("done", "1")]))),
        Ok(Err(newer)) => (Problem::Changed, newer, StatusCode::CONFLICT),
        Err(Refusal::Case(error)) => {
            (Problem::Said(error), visit.fields.get("seen").to_owned(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(other) => return Err(other),
    };
    let known = titles(visit.l, &visit.read(|case| case.entities(None)).await?);
    let mut response = page(&visit, &Form { schema, label, seen, values, known }, Some(&problem));
    *response.status_mut() = status;
    Ok(response)
}

/// Takes one back, or lets it stand again. It stays in the log.
pub(crate) async fn withdraw(visit: Visit) -> Outcome {
    let key = visit.fields.get("key").to_owned();
    let withdrawn = visit.fields.get("withdrawn").to_owned();
    let (sort, label) =
        key.split_once('/').map(|(s, l)| (s.to_owned(), l.to_owned())).ok_or(Refusal::Nowhere)?;
    let fields = [("withdrawn".to_owned(), withdrawn)];
    visit.write(move |case| case.enter(&sort, Some(&label), &fields).map(drop)).await?;
    Ok(see(&link("/entity", &[("key", &key), ("done", "1")])))
}

/// What was typed, by field; those with several boxes together.
fn typed(schema: &Schema, fields: &Fields) -> BTreeMap<String, String> {
    let names =
        schema.fields.iter().map(|f| f.name).chain(COMMON.map(|(name, _)| name)).chain(["sensitivity"]);
    let of = |name: &str| {
        let wanted = format!("f.{name}");
        let given = fields.0.iter().filter(|(n, v)| *n == wanted && !v.trim().is_empty());
        given.map(|(_, v)| v.trim()).collect::<Vec<_>>().join("; ")
    };
    names.map(|name| (name.to_owned(), of(name))).collect()
}

enum Problem {
    Said(CaseError),
    /// Somebody else changed it meanwhile.
    Changed,
}

fn page(visit: &Visit, form: &Form, problem: Option<&Problem>) -> Response {
    let l = visit.l;
    let schema = form.schema;
    let body = html! {
        @match problem {
            Some(Problem::Said(error)) => { div.notice role="alert" {
                p { (l.say("entry-refused")) }
                p lang="en" dir="ltr" { (quoted(&error.what)) }
                @if !error.advice.is_empty() { p lang="en" dir="ltr" { (quoted(&error.advice)) } }
            } }
            Some(Problem::Changed) => { div.notice role="alert" { p { (l.say("entry-changed")) } } }
            None => {}
        }
        p.quiet lang="en" dir="ltr" { (schema.about) }
        form.fields method="post" action="/entity/edit" {
            (token(visit))
            input type="hidden" name="sort" value=(schema.name);
            input type="hidden" name="seen" value=(form.seen);
            @if let Some(label) = &form.label { input type="hidden" name="label" value=(label); }
            @for field in schema.fields { (one(l, field, form)) }
            @for (name, message) in COMMON {
                p {
                    label for=(name) { (l.say(message)) }
                    input id=(name) name=(format!("f.{name}")) value=(form.value(name)) placeholder="c-…; c-…" dir="ltr" aria-describedby=(format!("{name}-help"));
                    small id=(format!("{name}-help")) { (l.say("entry-claims-help")) }
                }
            }
            p {
                label for="sensitivity" { (l.say("field-sensitivity")) }
                select #sensitivity name="f.sensitivity" { @for (mark, message) in MARKS {
                    option value=(mark) selected[form.value("sensitivity") == mark] { (l.say(message)) }
                } }
            }
            div.actions {
                button.go { (l.say("entry-keep")) }
                @if let Some(label) = &form.label { a.button href=(page_of(&format!("{}/{label}", schema.name))) { (l.say("entry-leave")) } }
            }
            p.quiet { (l.say("entry-means")) }
        }
    };
    let title = match form.label {
        None => format!("{}: {}", l.say("entity-new"), words::sort(l, schema)),
        Some(_) => format!("{}: {}", l.say("entity-change"), words::sort(l, schema)),
    };
    framed(visit, "/people", &title, &body)
}

impl Form {
    fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// Whether one of several values is given.
    fn has(&self, field: &str, value: &str) -> bool {
        self.value(field).split(';').any(|one| one.trim() == value)
    }
}

fn one(l: &Locale, field: &Field, form: &Form) -> Markup {
    let (id, name) = (format!("e-{}", field.name), format!("f.{}", field.name));
    let label = words::documents(l).field(field);
    if let (FieldKind::Word(all), true) = (field.kind, field.many) {
        return boxes(l, field, &label, all, form);
    }
    html! {
        p {
            label for=(id) { (label) @if field.required { " " small { (l.say("required")) } } }
            @match field.kind {
                FieldKind::LongText => {
                    textarea id=(id) name=(name) rows="3" dir="auto" required[field.required] { (PreEscaped("\n")) (form.value(field.name)) }
                }
                FieldKind::Word(all) => {
                    select id=(id) name=(name) required[field.required] {
                        option value="" { "–" }
                        @for word in all { option value=(word) selected[form.value(field.name) == *word] { (words::documents(l).word(word)) } }
                    }
                }
                FieldKind::Flag => {
                    select id=(id) name=(name) {
                        option value="" { "–" }
                        @for word in ["yes", "no"] { option value=(word) selected[form.value(field.name) == word] { (l.say(if word == "yes" { "yes" } else { "no" })) } }
                    }
                }
                FieldKind::Ref(schemas) => { (reference(field, &id, &name, schemas, form)) }
                FieldKind::Date => { input id=(id) name=(name) value=(form.value(field.name)) placeholder="2018-11-07" required[field.required] dir="ltr"; }
                FieldKind::Number | FieldKind::Degrees => { input id=(id) name=(name) value=(form.value(field.name)) inputmode="decimal" required[field.required] dir="ltr"; }
                FieldKind::Claim => { input id=(id) name=(name) value=(form.value(field.name)) placeholder="c-…" required[field.required] dir="ltr"; }
                FieldKind::Item => { input id=(id) name=(name) value=(form.value(field.name)) placeholder="i-…" required[field.required] dir="ltr"; }
                FieldKind::Text => { input id=(id) name=(name) value=(form.value(field.name)) required[field.required] dir="auto"; }
            }
            @if field.many { small { (l.say("entry-many")) } }
        }
    }
}

fn boxes(l: &Locale, field: &Field, label: &str, all: &[&str], form: &Form) -> Markup {
    html! {
        fieldset {
            legend { (label) }
            div.grid { @for word in all {
                label.box { input type="checkbox" name=(format!("f.{}", field.name)) value=(word) checked[form.has(field.name, word)]; " " (words::documents(l).word(word)) }
            } }
        }
    }
}

/// One choice of a few; what may be several, or is one of many, is typed, with names offered.
fn reference(field: &Field, id: &str, name: &str, schemas: &[&str], form: &Form) -> Markup {
    let fits = |key: &str| key.split_once('/').is_some_and(|(sort, _)| schemas.contains(&sort));
    let known: Vec<&(String, String)> =
        form.known.iter().filter(|(key, _)| fits(key)).take(CHOICES + 1).collect();
    let value = form.value(field.name);
    let listed = value.is_empty() || known.iter().any(|(key, _)| key == value);
    html! {
        @if !field.many && known.len() <= CHOICES && listed {
            select id=(id) name=(name) required[field.required] {
                option value="" { "–" }
                @for (key, title) in known { option value=(key) selected[key == value] { (sanad_case::visible(title)) " (" (key) ")" } }
            }
        } @else {
            input id=(id) name=(name) value=(value) required[field.required] list=(format!("{id}-known")) dir="auto";
            datalist id=(format!("{id}-known")) { @for (key, title) in known.iter().take(CHOICES) { option value=(key) { (sanad_case::visible(title)) } } }
        }
    }
}
