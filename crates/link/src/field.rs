//! What a column can hold, and the words by which headers in five languages say so.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Given name.
    Given,
    /// The father's name or the patronymic.
    Father,
    /// The grandfather's name.
    Grandfather,
    /// Family name.
    Surname,
    /// The whole name in one cell.
    Name,
    /// Day of birth, or as much of it as is known.
    BirthDate,
    /// Year of birth.
    BirthYear,
    /// Age in years, at death where a day of death is given.
    Age,
    /// Sex.
    Sex,
    /// A place: of residence, birth, death; there may be several.
    Place,
    /// Day of death or disappearance.
    DeathDate,
    /// Number of an identity document.
    Document,
    /// Which list the row is from.
    List,
    /// A key of the row, unique within the list.
    Id,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 14] = [
        Field::Given,
        Field::Father,
        Field::Grandfather,
        Field::Surname,
        Field::Name,
        Field::BirthDate,
        Field::BirthYear,
        Field::Age,
        Field::Sex,
        Field::Place,
        Field::DeathDate,
        Field::Document,
        Field::List,
        Field::Id,
    ];

    /// As it is written in `--map column=field`.
    pub fn name(self) -> &'static str {
        match self {
            Field::Given => "given",
            Field::Father => "father",
            Field::Grandfather => "grandfather",
            Field::Surname => "surname",
            Field::Name => "name",
            Field::BirthDate => "birth_date",
            Field::BirthYear => "birth_year",
            Field::Age => "age",
            Field::Sex => "sex",
            Field::Place => "place",
            Field::DeathDate => "death_date",
            Field::Document => "document",
            Field::List => "list",
            Field::Id => "id",
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether it is a name of a person, whole or in part.
    pub fn is_name(self) -> bool {
        matches!(self, Field::Given | Field::Father | Field::Grandfather | Field::Surname | Field::Name)
    }
}

/// What a header says, and how sure that is: 3 the whole header, 2 a phrase of several words in it, 1 one word of it. The header
/// is in the form of [`crate::digits::plain`].
pub(crate) fn by_header(header: &str) -> Option<(Field, u8)> {
    let header: String =
        header.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c } else { ' ' }).collect();
    let words: Vec<&str> = header.split_whitespace().collect();
    let joined = words.join(" ");
    let glued = words.concat();
    if let Some((field, _)) = WORDS.iter().find(|(_, phrases)| phrases.contains(&joined.as_str()) || phrases.contains(&glued.as_str())) {
        return field.map(|field| (field, 3));
    }
    let mut best: Option<(Option<Field>, usize)> = None;
    for (field, phrases) in WORDS {
        for phrase in *phrases {
            let parts: Vec<&str> = phrase.split(' ').collect();
            let holds = words.windows(parts.len()).any(|window| window == parts.as_slice());
            // A longer phrase says more: "place of birth" is no birth date.
            let size = phrase.chars().count();
            if holds && size > 2 && best.is_none_or(|(_, known)| size > known) {
                best = Some((*field, size));
            }
        }
    }
    let (field, size) = best?;
    field.map(|field| (field, if size > 8 { 2 } else { 1 }))
}

/// Words of headers; those under `None` name what must not be taken for anything else.
const WORDS: &[(Option<Field>, &[&str])] = &[
    (
        None,
        &[
            "mother", "mother name", "mothers name", "name of mother", "мать", "имя матери", "фио матери", "модар", "номи модар",
            "مادر", "نام مادر", "ام", "اسم الام", "اسم ام", "source name", "file name", "filename", "url", "link", "hospital name",
            "name of hospital", "notes", "comment", "remarks", "примечание", "комментарий", "эзоҳ", "توضیحات", "ملاحظات",
            "cause of death", "причина смерти", "reported by", "reporter", "entity id", "entity", "cluster", "cluster id",
            "spouse", "spouse name", "husband", "wife", "супруг", "همسر", "age group", "возрастная группа", "street number",
            "house number", "address 2", "phone", "телефон", "email", "date of report", "report date", "date added",
        ],
    ),
    (
        Some(Field::Given),
        &[
            "given", "given name", "givenname", "first name", "firstname", "first", "forename", "fname", "name first", "prenom",
            "prénom", "nombre", "имя", "личное имя", "ном", "номи шахс", "نام", "نام کوچک", "اسم", "الاسم", "الاسم الاول",
            "اسم الشخص", "en first name", "name 1", "first name en",
        ],
    ),
    (
        Some(Field::Father),
        &[
            "father", "father name", "fathers name", "father s name", "name of father", "patronymic", "patronym", "middle name",
            "middlename", "middle", "second name", "отчество", "имя отца", "отец", "номи падар", "падар", "исми падар", "насабпадар",
            "نام پدر", "پدر", "ولد", "اسم الاب", "اسم الأب", "الاب", "اسم الوالد", "الاسم الثانی", "name 2", "son of",
        ],
    ),
    (
        Some(Field::Grandfather),
        &[
            "grandfather", "grandfather name", "grandfathers name", "third name", "имя деда", "дед", "бобо", "номи бобо", "نام پدربزرگ",
            "نام جد", "ولدیت", "اسم الجد", "الجد", "الاسم الثالث", "name 3",
        ],
    ),
    (
        Some(Field::Surname),
        &[
            "surname", "last name", "lastname", "last", "family name", "familyname", "family", "lname", "name last", "nom",
            "nom de famille", "apellido", "apellidos", "фамилия", "насаб", "номи хонаводагӣ", "نام خانوادگی", "فامیل", "تخلص", "اسم العایله", "العایله",
            "اللقب", "لقب", "الکنیه", "الاسم الاخیر", "الاسم الرابع", "الشهره", "name 4",
        ],
    ),
    (
        Some(Field::Name),
        &[
            "name", "full name", "fullname", "person", "person name", "victim", "victim name", "name of victim", "name of deceased",
            "names", "deceased", "victim s name", "фио", "ф и о", "ф и о погибшего", "имя фамилия", "фамилия имя", "фамилия имя отчество", "имя и фамилия",
            "фамилия и имя", "полное имя", "имя полностью", "погибший", "имя погибшего", "насаб ва ном", "ному насаб", "ном ва насаб", "ному насаби шахс",
            "номи пурра", "нному насаб", "نام و نام خانوادگی", "نام کامل", "اسم و فامیل", "نام و تخلص", "اسم کامل", "الاسم الکامل", "الاسم کامل",
            "الاسم الثلاثی", "الاسم الرباعی", "اسم الضحیه", "اسم الشهید", "نام قربانی", "name en", "name ar", "name full", "nom complet",
            "nombre completo",
        ],
    ),
    (
        Some(Field::BirthDate),
        &[
            "birth date", "birthdate", "date of birth", "dob", "born", "birthday", "d o b", "date birth", "birth", "дата рождения",
            "д р", "родился", "рождение", "день рождения", "санаи таваллуд", "таърихи таваллуд", "таваллуд", "рӯзи таваллуд", "تاریخ تولد",
            "تولد", "تاریخ الولاده", "تاریخ المیلاد", "المیلاد", "تاریخ ولادت", "date de naissance", "fecha de nacimiento", "naissance",
        ],
    ),
    (
        Some(Field::BirthYear),
        &[
            "birth year", "birthyear", "year of birth", "yob", "born year", "year born", "год рождения", "г р", "соли таваллуд", "سال تولد",
            "سنه المیلاد", "سنه الولاده", "عام المیلاد", "annee de naissance", "année de naissance",
        ],
    ),
    (
        Some(Field::Age),
        &[
            "age", "age at death", "ages", "age years", "age in years", "возраст", "лет", "полных лет", "син", "синну сол", "сол", "سن", "العمر", "عمر", "âge",
            "edad",
        ],
    ),
    (
        Some(Field::Sex),
        &["sex", "gender", "пол", "ҷинс", "чинс", "جنس", "جنسیت", "الجنس", "النوع", "sexe", "sexo"],
    ),
    (
        Some(Field::DeathDate),
        &[
            "death date", "deathdate", "date of death", "dod", "died", "date killed", "killed on", "date of killing", "death", "date of incident",
            "incident date", "date of disappearance", "disappeared", "date missing", "date", "event date", "дата смерти", "дата гибели", "погиб", "умер",
            "дата исчезновения", "дата события", "санаи вафот", "таърихи вафот", "санаи марг", "рӯзи марг", "санаи ҳодиса", "تاریخ فوت", "تاریخ وفات", "تاریخ مرگ",
            "تاریخ شهادت", "تاریخ کشته شدن", "تاریخ الوفاه", "تاریخ الاستشهاد", "تاریخ القتل", "تاریخ الاختفاء", "date de décès", "date de deces",
        ],
    ),
    (
        Some(Field::Place),
        &[
            "place", "location", "city", "town", "village", "district", "region", "province", "governorate", "residence", "place of residence",
            "place of birth", "birthplace", "place of death", "home town", "hometown", "address", "address 1", "suburb", "postcode", "zip", "zip code", "state",
            "municipality", "место", "место рождения", "место жительства", "место смерти", "место гибели", "город", "село", "район", "область", "адрес",
            "населенный пункт", "ҷой", "макон", "маҳал", "шаҳр", "деҳа", "ноҳия", "вилоят", "ҷойи таваллуд", "зодгоҳ", "ҷойи зист", "суроға", "محل", "محل تولد",
            "محل سکونت", "محل فوت", "شهر", "روستا", "ولایت", "استان", "ادرس", "نشانی", "مکان", "مکان الولاده", "مکان الوفاه", "المدینه", "المحافظه", "القریه",
            "العنوان", "المنطقه", "lieu", "lugar",
        ],
    ),
    (
        Some(Field::Document),
        &[
            "document", "document number", "passport", "passport number", "national id", "national id number", "id number", "identity number", "soc sec id",
            "social security number", "ssn", "id card", "паспорт", "номер паспорта", "инн", "снилс", "номер документа", "шиноснома", "рақами шиноснома", "کد ملی",
            "شماره ملی", "شماره شناسنامه", "تذکره", "نمبر تذکره", "رقم الهویه", "الهویه", "رقم الهویه الوطنیه", "الرقم الوطنی", "رقم القید",
        ],
    ),
    (
        Some(Field::List),
        &[
            "list", "list name", "dataset", "source", "source list", "source dataset", "организация", "список", "источник", "рӯйхат", "манбаъ", "сарчашма",
            "لیست", "فهرست", "منبع", "القایمه", "المصدر", "liste",
        ],
    ),
    (
        Some(Field::Id),
        &[
            "id", "rec id", "record id", "recid", "unique id", "uid", "key", "no", "nr", "number", "row", "номер", "п п", "рақам", "шумора", "شماره", "ردیف",
            "الرقم", "رقم", "م", "code", "код",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digits::plain;

    #[test]
    fn headers_in_five_languages() {
        let rows = [
            ("given_name", Some(Field::Given)),
            ("First Name (EN)", Some(Field::Given)),
            ("Name", Some(Field::Name)),
            ("Full name", Some(Field::Name)),
            ("Father's name", Some(Field::Father)),
            ("Mother's name", None),
            ("Date of birth", Some(Field::BirthDate)),
            ("Place of birth", Some(Field::Place)),
            ("date_of_birth", Some(Field::BirthDate)),
            ("yob", Some(Field::BirthYear)),
            ("soc_sec_id", Some(Field::Document)),
            ("rec_id", Some(Field::Id)),
            ("entity_id", None),
            ("Ф.И.О.", Some(Field::Name)),
            ("ФИО погибшего", Some(Field::Name)),
            ("Имя", Some(Field::Given)),
            ("Отчество", Some(Field::Father)),
            ("Год рождения", Some(Field::BirthYear)),
            ("Место рождения", Some(Field::Place)),
            ("Насаб", Some(Field::Surname)),
            ("Санаи таваллуд", Some(Field::BirthDate)),
            ("Номи падар", Some(Field::Father)),
            ("نام خانوادگی", Some(Field::Surname)),
            ("نام\u{200c}خانوادگي", Some(Field::Surname)),
            ("تاریخ تولد", Some(Field::BirthDate)),
            ("اسم الأب", Some(Field::Father)),
            ("العمر", Some(Field::Age)),
            ("رقم الهوية", Some(Field::Document)),
            ("sex", Some(Field::Sex)),
            ("colour", None),
        ];
        for (header, expected) in rows {
            assert_eq!(by_header(&plain(header)).map(|found| found.0), expected, "{header}");
        }
    }
}
