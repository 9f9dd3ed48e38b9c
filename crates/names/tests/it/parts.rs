//! How one name is read: its Latin form, its tokens and their roles, its keys.

use sanad_names::{Kind, Name, Role, Script};

#[test]
fn names_in_latin_letters() {
    let rows = [
        ("Tajik letters", "Ҷамшед Ғафурӣ", "jamshed ghafuri"),
        ("Russian", "Юлия Щукина", "yuliya shchukina"),
        ("Persian, short vowels not written", "کریم", "krym"),
        ("Arabic kha and shin", "خش", "khsh"),
        ("German marks", "Jürgen Groß", "jurgen gross"),
        ("Ukrainian g", "Григорій", "hryhoriy"),
    ];
    for (what, name, expected) in rows {
        assert_eq!(Name::parse(name).latin(), expected, "{what}");
    }
}

#[test]
fn roles() {
    use Role::{Family, Given, Honorific, Initial, Middle, Particle, Patronymic};
    let rows: [(&str, &str, &[Role]); 12] = [
        ("two words", "Karim Saidi", &[Given, Family]),
        ("three words", "Karim Yasin Harbi", &[Given, Middle, Family]),
        ("Russian order of a document", "Саидов Карим Назарович", &[Family, Given, Patronymic]),
        ("Russian order of speech", "Карим Назарович Саидов", &[Given, Patronymic, Family]),
        ("comma", "Saidi, Karim", &[Given, Family]),
        ("son of", "Karim bin Yasin", &[Given, Particle, Patronymic]),
        ("Turkic son", "Карим Назар ўғли", &[Given, Patronymic, Particle]),
        ("title", "Мулло Карим Саидов", &[Honorific, Given, Family]),
        ("initials", "К.Н. Саидов", &[Initial, Initial, Family]),
        ("Abd is one name", "Abd al-Rahman Harbi", &[Given, Family]),
        ("one word", "Karim", &[Given]),
        ("a title alone is a name", "Mullah", &[Given]),
    ];
    for (what, name, expected) in rows {
        let name = Name::parse(name);
        let found: Vec<Role> = name.forms[0].tokens.iter().map(|token| token.role).collect();
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn a_column_says_the_role() {
    let name = Name::parse_as("Нур Муҳаммад", Role::Family);
    assert!(name.content().all(|token| token.role == Role::Family));
}

#[test]
fn several_names_in_one_cell() {
    let rows = [
        ("one", "Karim Saidov", 1),
        ("semicolon", "Karim Saidov; Abu Yasin", 2),
        ("alias", "Karim Saidov alias Abu Yasin", 2),
        ("Russian alias", "Карим Саидов он же Абу Ясин", 2),
        ("brackets", "Karim Saidov (Abu Yasin)", 2),
        ("one word in brackets belongs to the name", "Karim (Karimjon) Saidov", 1),
        ("slash", "Karim Saidov / Karim Sayidzoda", 2),
        ("slash of a legal form", "Nordwind A/S", 1),
        ("nothing", "", 1),
        ("marks only", " ;;/ ", 1),
    ];
    for (what, name, expected) in rows {
        assert_eq!(Name::parse(name).forms.len(), expected, "{what}");
    }
}

#[test]
fn keys_meet_over_scripts() {
    let rows = [
        ("Tajik, Latin", "Раҳмонов", "Rakhmonov"),
        ("Tajik, Persian", "Ҷамшед", "جمشید"),
        ("Russian, German", "Щербаков", "Schtscherbakow"),
        ("j and dzh", "Ҷӯраев", "Dzhuraev"),
        ("q, k, gh", "Қосимов", "Kasymov"),
        ("doubled", "Muhammad", "Мухамад"),
        ("servant of", "Abd al-Rahman", "Абдураҳмон"),
        ("of God", "Habib Ullah", "Ҳабибулло"),
    ];
    for (what, a, b) in rows {
        let (a, b) = (Name::parse(a), Name::parse(b));
        assert_eq!(a.skeleton_key(), b.skeleton_key(), "{what}: {} {}", a.latin(), b.latin());
    }
}

#[test]
fn persons_and_bodies() {
    let rows = [
        ("person", "Karim Saidov", Kind::Person),
        ("company", "Zarafshon LLC", Kind::Body),
        ("company in Russian", "ООО Зарафшон", Kind::Body),
        ("ministry", "Ministry of Light", Kind::Body),
        ("family name like a legal form", "Karim Co", Kind::Person),
    ];
    for (what, name, expected) in rows {
        assert_eq!(Name::parse(name).forms[0].kind, expected, "{what}");
    }
}

#[test]
fn scripts() {
    let rows = [
        ("Latin", "Ščepan", Script::Latin),
        ("Cyrillic", "Ҷамшед", Script::Cyrillic),
        ("Arabic", "رستم", Script::Arabic),
        ("Hebrew", "דוד", Script::Hebrew),
        ("Greek", "Νίκος", Script::Other),
        ("none", "12 / 7", Script::None),
    ];
    for (what, name, expected) in rows {
        assert_eq!(Name::parse(name).script, expected, "{what}");
    }
}
