//! What people typed, as values that a schema allows: every problem is returned, none stops the rest.

use std::collections::BTreeMap;

use super::{Entity, Field, FieldKind, Schema};
use crate::sensitivity::Sensitivity;
use crate::time::PartialDate;

/// Why a field cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {what}")]
pub struct EntityProblem {
    /// The field.
    pub field: String,
    /// What is the matter, and what was expected.
    pub what: String,
}

impl Schema {
    /// Values by field from what was typed. Words are trimmed, `many` fields are split at `;`, cells that are empty
    /// or say "-" are absent. References and claims are not looked up here: they stay as typed.
    ///
    /// # Errors
    /// All problems: a word outside its list, no date, a date before the one it must follow, a required field missing.
    pub fn read(
        &'static self,
        label: &str,
        typed: &BTreeMap<&'static str, String>,
    ) -> Result<Entity, Vec<EntityProblem>> {
        let mut problems = Vec::new();
        let mut values = BTreeMap::new();
        for field in self.fields {
            let cell = typed.get(field.name).map_or("", |c| c.trim());
            let cell = if matches!(cell, "-" | "–" | "—") { "" } else { cell };
            let parts: Vec<&str> =
                if field.many { cell.split(';').map(str::trim).collect() } else { vec![cell] };
            let mut read = Vec::new();
            for part in parts.into_iter().filter(|p| !p.is_empty()) {
                match field.value(part) {
                    Ok(value) if read.contains(&value) => {}
                    Ok(value) => read.push(value),
                    Err(what) => problems.push(problem(field, what)),
                }
            }
            if !read.is_empty() {
                values.insert(field.name, read);
            } else if field.required && cell.is_empty() {
                problems.push(problem(field, "is missing".to_owned()));
            }
        }
        if label.trim().is_empty() || label.contains(['/', ';', '\n']) || label.chars().count() > 200 {
            let what = format!(
                "{:?} cannot be a label: one line of at most 200 letters without / and ;",
                short(label)
            );
            problems.push(EntityProblem { field: "id".to_owned(), what });
        }
        let entity = Entity {
            schema: self,
            label: label.trim().to_owned(),
            values,
            claims: Vec::new(),
            against: Vec::new(),
            sensitivity: None,
            withdrawn: false,
        };
        problems.extend(entity.out_of_order());
        if problems.is_empty() { Ok(entity) } else { Err(problems) }
    }
}

impl Field {
    /// One value, in the one spelling it is kept in.
    fn value(&self, typed: &str) -> Result<String, String> {
        match self.kind {
            FieldKind::Text if typed.contains(['\n', '\r']) => Err("must be one line".to_owned()),
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Ref(_)
            | FieldKind::Claim
            | FieldKind::Item => Ok(typed.to_owned()),
            FieldKind::Date => typed.parse::<PartialDate>().map(|d| d.to_string()).map_err(|e| e.to_string()),
            FieldKind::Number => typed
                .parse::<u64>()
                .map(|n| n.to_string())
                .map_err(|_| format!("{:?} is no whole number", short(typed))),
            FieldKind::Degrees => typed
                .parse::<f64>()
                .ok()
                .filter(|d| (-180.0..=180.0).contains(d))
                .map(|_| typed.to_owned())
                .ok_or_else(|| format!("{:?} is not in decimal degrees", short(typed))),
            FieldKind::Word(words) => {
                let folded = typed.to_lowercase().replace([' ', '-'], "_");
                let known = words.iter().find(|w| **w == folded).map(|w| (*w).to_owned());
                known.ok_or_else(|| format!("{:?} is none of {}", short(typed), words.join(", ")))
            }
            FieldKind::Flag => match typed.to_lowercase().as_str() {
                "yes" | "true" | "1" | "y" | "да" | "ҳа" | "بله" => Ok("yes".to_owned()),
                "no" | "false" | "0" | "n" | "нет" | "не" | "خیر" => Ok("no".to_owned()),
                _ => Err(format!("{:?} is neither yes nor no", short(typed))),
            },
        }
    }
}

impl Entity {
    /// Dates that cannot follow one another: a last day before the first, a death before a birth.
    fn out_of_order(&self) -> Vec<EntityProblem> {
        const ORDER: &[(&str, &str)] = &[
            ("first_precise", "last_precise"),
            ("first_imprecise", "last_imprecise"),
            ("first_imprecise", "first_precise"),
            ("last_precise", "last_imprecise"),
            ("first_date", "last_date"),
            ("date", "last_date"),
            ("date", "released_on"),
            ("birth_date", "death_date"),
            ("founded", "dissolved"),
            ("opened_on", "closed_on"),
            ("taken_on", "expires"),
            ("taken_on", "withdrawn_on"),
        ];
        let wrong = ORDER.iter().filter_map(|(before, after)| {
            let (a, b) = (self.date(before)?, self.date(after)?);
            let what = format!("{b} is before {before} ({a})");
            (a.first() > b.last()).then(|| EntityProblem { field: (*after).to_owned(), what })
        });
        wrong.collect()
    }

    /// The mark of how far it may travel, as typed.
    ///
    /// # Errors
    /// When it is none of the four words.
    pub fn mark(&mut self, typed: &str) -> Result<(), EntityProblem> {
        let typed = typed.trim().to_lowercase();
        self.sensitivity = match typed.as_str() {
            "" => None,
            "public" => Some(Sensitivity::Public),
            "team" => Some(Sensitivity::Team),
            "restricted" => Some(Sensitivity::Restricted),
            "sealed" => Some(Sensitivity::Sealed),
            other => {
                let what = format!("{:?} is none of public, team, restricted, sealed", short(other));
                return Err(EntityProblem { field: "sensitivity".to_owned(), what });
            }
        };
        Ok(())
    }
}

fn problem(field: &Field, what: String) -> EntityProblem {
    EntityProblem { field: field.name.to_owned(), what }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn typed(rows: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
        rows.iter().map(|(k, v)| (*k, (*v).to_owned())).collect()
    }

    #[test]
    fn schemas_are_told_apart_and_refer_to_schemas() {
        let names: BTreeSet<&str> = super::super::SCHEMAS.iter().flat_map(|s| [s.name, s.table]).collect();
        assert_eq!(names.len(), 2 * super::super::SCHEMAS.len());
        for schema in super::super::SCHEMAS {
            let fields: BTreeSet<&str> = schema.fields.iter().map(|f| f.name).collect();
            assert_eq!(fields.len(), schema.fields.len(), "{}", schema.name);
            for field in schema.fields {
                if let FieldKind::Ref(to) = field.kind {
                    assert!(to.iter().all(|t| Schema::find(t).is_some()), "{}.{}", schema.name, field.name);
                }
            }
        }
    }

    #[test]
    fn what_people_type_becomes_values_or_problems() {
        let posting = Schema::find("posts").unwrap();
        let good =
            typed(&[("person", "P1"), ("body", "B1"), ("title", "Head"), ("starting", "Yes"), ("rank", "-")]);
        let read = posting.read("T1", &good).unwrap();
        assert_eq!(
            (read.value("starting"), read.value("rank"), read.key().as_str()),
            (Some("yes"), None, "posting/T1")
        );
        let rows: [(&'static str, &str, &str); 5] = [
            ("first_precise", "7.11.2018", "is not a date"),
            ("last_precise", "2010", "is before first_precise"),
            ("starting", "perhaps", "neither yes nor no"),
            ("title", "a\nb", "one line"),
            ("person", "", "is missing"),
        ];
        for (field, value, expected) in rows {
            let mut bad = good.clone();
            bad.insert("first_precise", "2018-11".to_owned());
            bad.insert(field, value.to_owned());
            let said: Vec<String> =
                posting.read("T1", &bad).unwrap_err().iter().map(ToString::to_string).collect();
            assert!(said.iter().any(|s| s.contains(expected)), "{field}: {said:?}");
        }
        assert!(posting.read("a/b", &good).is_err());
    }

    #[test]
    fn words_are_read_as_people_write_them() {
        let act = Schema::find("act").unwrap();
        let read = act
            .read("A1", &typed(&[("type", "Death in custody"), ("purpose", "confession; punishment")]))
            .unwrap();
        assert_eq!((read.value("type"), read.all("purpose").len()), (Some("death_in_custody"), 2));
    }
}
