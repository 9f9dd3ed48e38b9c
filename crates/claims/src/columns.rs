//! Which column of a table is which field: guessed from the header, overridable, always shown.

use std::collections::BTreeMap;
use std::str::FromStr;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $word:literal, [$($also:literal),*];)+) => {
        /// A field of an imported table. Its name is what `--map column=field` takes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($(#[$doc])* $name,)+ }

        impl Field {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name used in files and options.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// What a guessed field stands for where each row is one victim or one incident: its date is that of the event, and numbers
            /// without a kind are of the killed.
            #[must_use]
            pub(crate) fn in_event_row(self, has_time: bool, has_kind: bool) -> Self {
                match self {
                    Self::ReportedOn if !has_time => Self::Time,
                    Self::Count if !has_kind => Self::Killed,
                    Self::Low if !has_kind => Self::KilledLow,
                    Self::High if !has_kind => Self::KilledHigh,
                    other => other,
                }
            }

            /// Headers that mean this field, folded.
            fn also(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($also),*]),+ }
            }
        }
    };
}
fields! {
    /// The row's own id: other rows refer to it, a later import updates it.
    Id = "id", ["row id", "claim id", "key", "no", "nr", "number", "ref", "report id"];
    /// When it was reported.
    ReportedOn = "reported_on", ["date", "report date", "date reported", "published", "published on", "publication date", "date of report", "reported"];
    /// Who printed or aired it.
    Publisher = "publisher", ["source", "outlet", "media", "publication", "published by", "newspaper", "agency"];
    /// Who says it.
    Speaker = "speaker", ["said by", "according to", "attribution", "attributed to", "who says", "source of figure", "quoted source"];
    /// What is said to have happened.
    Kind = "kind", ["type", "claim", "violation", "claim type", "what", "act"];
    /// In which way the number was said.
    CountMode = "count_mode", ["mode", "hedge", "qualifier", "count type", "modifier"];
    /// The lowest number named.
    Low = "low", ["min", "minimum", "low estimate", "lower", "from", "count low", "at least", "count min", "best low"];
    /// The highest number named.
    High = "high", ["max", "maximum", "high estimate", "upper", "to", "count high", "up to", "count max"];
    /// A number as written, with its hedge: "at least 20".
    Count = "count", ["figure", "best", "best estimate", "how many", "total", "number said", "toll", "victims count"];
    /// Who is counted.
    Scope = "scope", ["who", "counted", "who is counted", "population", "of whom"];
    /// The breakdown as written.
    Breakdown = "breakdown", ["of which", "details of count", "composition", "including", "split"];
    /// An earlier row of the same source that this one replaces.
    Supersedes = "supersedes", ["replaces", "updates", "supersedes id"];
    /// The row that this one repeats.
    BasedOn = "based_on", ["repeats", "quotes", "relies on", "derived from", "based on id"];
    /// The row that this one denies or disputes.
    Disputes = "disputes", ["denies", "contradicts", "refutes"];
    /// With what standing it is said.
    Status = "status", ["standing", "certainty"];
    /// Whether the page seen is the publisher's own.
    SeenAs = "seen_as", ["seen", "copy", "primary or secondary"];
    /// Public address of the report.
    Url = "url", ["link", "address", "web address", "source url", "href", "web"];
    /// The event it is about.
    Event = "event", ["incident", "case", "event name", "event id"];
    /// Where.
    Place = "place", ["location", "where coordinates", "place of death", "место", "место гибели", "ҷой", "محل", "المكان", "where", "town", "city", "site", "locality"];
    /// When it happened.
    Time = "time", ["when", "date of event", "event date", "incident date", "happened on", "date of incident", "date start", "date of death", "death date", "дата смерти", "дата гибели", "санаи вафот", "تاریخ فوت", "تاریخ الوفاة"];
    /// The name of the one person a row is about.
    Name = "name", ["full name", "victim name", "name of victim", "victim s name", "person", "person name", "deceased", "name of deceased", "фио", "ф и о", "имя", "имя и фамилия", "фамилия имя отчество", "ном", "ному насаб", "насаб ва ном", "نام", "نام و نام خانوادگی", "اسم", "الاسم", "الاسم الكامل"];
    /// To whom.
    Victim = "victim", ["victims", "target", "victim group"];
    /// By whom.
    Actor = "actor", ["perpetrator", "by whom", "perpetrators", "responsible", "side"];
    /// A remark: kept with the row, no part of the claim.
    Note = "note", ["notes", "remark", "remarks", "comment", "comments"];
    /// The number killed, as written.
    Killed = "killed", ["dead", "deaths", "fatalities", "killed total", "number killed", "deaths total"];
    /// The lowest number killed.
    KilledLow = "killed_low", ["killed min", "killed minimum", "min killed", "deaths min", "killed at least", "deaths low", "fatalities low"];
    /// The highest number killed.
    KilledHigh = "killed_high", ["killed max", "killed maximum", "max killed", "deaths max", "killed up to", "deaths high", "fatalities high"];
    /// The number wounded, as written.
    Wounded = "wounded", ["injured", "injuries", "number wounded", "wounded total", "number injured"];
    /// The lowest number wounded.
    WoundedLow = "wounded_low", ["wounded min", "injured min", "min wounded", "wounded minimum", "injured low"];
    /// The highest number wounded.
    WoundedHigh = "wounded_high", ["wounded max", "injured max", "max wounded", "wounded maximum", "injured high"];
}

/// Columns that a person named themselves: `column=field`, or `column=` to leave a column out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(BTreeMap<String, Option<Field>>);

/// What became of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// The header as it stands.
    pub column: String,
    /// The field it was read as; `None` when it is left out.
    pub field: Option<Field>,
    /// Whether a person said so; otherwise it was guessed from the header.
    pub given: bool,
}

/// A mapping that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No equals sign.
    #[error("{0:?} is not of the form column=field")]
    Form(String),
    /// No such field.
    #[error("{found:?} is no field; known are {}", Field::known())]
    Field {
        /// What was given.
        found: String,
    },
    /// One column named twice.
    #[error("the column {0:?} is mapped twice")]
    Twice(String),
}

impl Field {
    fn known() -> String {
        Self::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The field a header means; `None` when it means none that we know.
    fn guess(header: &str) -> Option<Self> {
        let header = fold(header);
        let named = |f: &&Self| fold(f.as_str()) == header;
        let also = |f: &&Self| f.also().contains(&header.as_str());
        Self::ALL.iter().find(named).or_else(|| Self::ALL.iter().find(also)).copied()
    }
}

impl FromStr for Field {
    type Err = MappingError;

    fn from_str(s: &str) -> Result<Self, MappingError> {
        let error = || MappingError::Field { found: s.chars().take(40).collect() };
        Self::ALL.iter().copied().find(|f| fold(f.as_str()) == fold(s)).ok_or_else(error)
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Mapping {
    /// Reads `column=field` pairs, as options give them.
    ///
    /// # Errors
    /// [`MappingError`] when a pair has no equals sign, an unknown field or a column that was named before.
    pub fn parse<S: AsRef<str>>(pairs: &[S]) -> Result<Self, MappingError> {
        let mut map = BTreeMap::new();
        for pair in pairs.iter().map(AsRef::as_ref) {
            let (column, field) = pair.rsplit_once('=').ok_or_else(|| MappingError::Form(pair.to_owned()))?;
            let field = if field.trim().is_empty() { None } else { Some(field.parse()?) };
            if map.insert(fold(column), field).is_some() {
                return Err(MappingError::Twice(column.to_owned()));
            }
        }
        Ok(Self(map))
    }

    /// Reads a header: what each column is, and what is wrong with that as (column, sentence).
    pub(crate) fn apply(&self, header: &[&str]) -> (Vec<MappedColumn>, Vec<(String, String)>) {
        let mut wrong = Vec::new();
        let mut used: Vec<MappedColumn> = Vec::with_capacity(header.len());
        for column in header {
            let given = self.0.get(&fold(column));
            let field = given.copied().unwrap_or_else(|| Field::guess(column));
            used.push(MappedColumn { column: (*column).to_owned(), field, given: given.is_some() });
        }
        // What a person said, then a field's own name, wins over a synonym ("source" beside "publisher").
        for i in 0..used.len() {
            let Some(field) = used[i].field else { continue };
            let weight = |c: &MappedColumn| (c.given, fold(&c.column) == fold(field.as_str()));
            let rivals: Vec<usize> =
                (0..used.len()).filter(|j| *j != i && used[*j].field == Some(field)).collect();
            for j in rivals {
                match weight(&used[i]).cmp(&weight(&used[j])) {
                    std::cmp::Ordering::Greater => used[j].field = None,
                    std::cmp::Ordering::Equal if j > i => wrong.push((
                        used[j].column.clone(),
                        format!("stands for {field}, as {:?} does already", used[i].column),
                    )),
                    _ => {}
                }
            }
        }
        for column in self.0.keys().filter(|c| !header.iter().any(|h| fold(h) == **c)) {
            wrong.push((column.clone(), "is mapped, but the table has no such column".to_owned()));
        }
        (used, wrong)
    }
}

/// A header as it is compared: lowercase words, single spaces.
pub(crate) fn fold(header: &str) -> String {
    let words = header.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, map: &[&str], expected: &str) {
        let mapping = Mapping::parse(map).unwrap();
        let columns: Vec<&str> = header.split(',').collect();
        let (used, wrong) = mapping.apply(&columns);
        let fields: Vec<_> = used.iter().map(|c| c.field.map_or("-", Field::as_str)).collect();
        let mut found = fields.join(",");
        for (column, what) in wrong {
            found.push_str(&format!("; {column} {what}"));
        }
        assert_eq!(found, expected, "{header}");
    }

    #[test]
    fn headers_are_guessed_and_may_be_named() {
        let rows: &[(&str, &[&str], &str)] = &[
            ("id,reported_on,publisher,speaker", &[], "id,reported_on,publisher,speaker"),
            ("ID,Report Date,Source,According to", &[], "id,reported_on,publisher,speaker"),
            ("Killed min,KILLED-MAX,Link", &[], "killed_low,killed_high,url"),
            ("Date,Source,Killed,Injured", &[], "reported_on,publisher,killed,wounded"),
            ("publisher,source", &[], "publisher,-"),
            (
                "outlet,source",
                &[],
                "publisher,publisher; source stands for publisher, as \"outlet\" does already",
            ),
            ("outlet,source", &["source=speaker"], "publisher,speaker"),
            ("source", &["source="], "-"),
            ("colour", &[], "-"),
            ("a", &["b=low"], "-; b is mapped, but the table has no such column"),
        ];
        for (header, map, expected) in rows {
            check(header, map, expected);
        }
        assert!(Mapping::parse(&["low"]).is_err() && Mapping::parse(&["a=lowest"]).is_err());
        assert!(Mapping::parse(&["a=low", "A=high"]).is_err());
    }

    #[test]
    fn no_header_means_two_fields() {
        for a in Field::ALL {
            for name in a.also() {
                assert_eq!(Field::guess(name), Some(*a), "{name}");
                assert_eq!(fold(name), *name);
            }
        }
    }
}
