//! Two names and what should be said of them. All people and bodies are invented.

use sanad_names::{Name, Verdict, compare};

/// One row: what it stands for, two names, the verdict.
type Row<'a> = (&'a str, &'a str, &'a str, Verdict);

fn check(rows: &[Row<'_>]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(what, a, b, expected)| {
            let found = compare(&Name::parse(a), &Name::parse(b));
            (found.verdict != *expected).then(|| format!("{what}: {a} | {b}: {}", found.explain()))
        })
        .collect();
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

use Verdict::{NotSame, Same, Unsure};

#[test]
fn one_person_in_two_scripts() {
    check(&[
        ("of God, in Tajik with its last letter", "Ҳабибуллоҳ Замонов", "حبیب‌الله زمانوف", Same),
        ("Tajik and Persian", "Ҷамшед Раҳимзода", "جمشید رحیم‌زاده", Same),
        ("Tajik and Latin by BGN/PCGN", "Ҷамшед Раҳимзода", "Jamshed Rahimzoda", Same),
        ("Tajik and Latin by way of Russian", "Ҷамшед Раҳимзода", "Dzhamshed Rakhimzoda", Same),
        ("Tajik and Russian spelling", "Фирӯз Қосимов", "Фируз Косимов", Same),
        ("Tajik and French press", "Шӯҳрат Ғафуров", "Chouhrat Gafourov", Same),
        ("Tajik and German press", "Ҷовид Юсуфӣ", "Dschowid Jusufi", Same),
        ("Russian and Persian", "Рустам Хакимов", "رستم حکیم‌اف", Same),
        ("Russian and Latin by GOST", "Евгений Щукин", "Evgenij Shhukin", Same),
        ("Russian and Latin by the passport", "Юлия Цветкова", "Iuliia Tsvetkova", Same),
        ("Russian with soft sign", "Ольга Мельникова", "Olga Melnikova", Same),
        ("Russian yo", "Пётр Фёдоров", "Petr Fedorov", Same),
        ("Ukrainian and Latin", "Григорій Шевчук", "Hryhorii Shevchuk", Same),
        ("Ukrainian and Russian", "Олексій Гончаренко", "Алексей Гончаренко", Same),
        ("Belarusian", "Аляксандр Жураўлёў", "Aliaksandr Zhurauliou", Same),
        ("Serbian", "Ђорђе Јовичић", "Đorđe Jovičić", Same),
        ("Arabic and Latin", "خالد يوسف الحربي", "Khalid Yusuf al-Harbi", Same),
        ("Arabic and French Latin", "رشيد بوزيدي", "Rachid Bouzidi", Same),
        ("Arabic, servant of", "عبد الرحمن سليمان", "Abdurrahman Suleiman", Same),
        ("Arabic and Russian", "يوسف قاسم", "Юсуф Касем", Same),
        ("Persian and Latin", "شهرام نوروزی", "Shahram Nowruzi", Same),
        ("Persian and Arabic keyboards", "کریم یوسفی", "كريم يوسفي", Same),
        ("Pashto letters", "ګل آغا", "Gul Agha", Same),
        ("Uzbek Cyrillic and Latin", "Шавкат Ғуломов", "Shavkat G‘ulomov", Same),
        ("Uzbek Cyrillic and Russian Latin", "Жаҳонгир Ўринов", "Jahongir Urinov", Same),
        ("Hebrew", "דוד לוי", "David Levi", Same),
        ("Greek", "Νίκος Παπαδάκης", "Nikos Papadakis", Same),
        ("Georgian", "გიორგი მაისურაძე", "Giorgi Maisuradze", Same),
        ("Armenian", "Արմեն Պետրոսյան", "Armen Petrosyan", Same),
        ("Chinese", "李小红", "Li Xiaohong", Same),
        ("Turkish letters", "Şükrü Çağlar", "Sukru Caglar", Same),
        ("Kazakh", "Нұрлан Әбдірахманов", "Nurlan Abdirakhmanov", Same),
        ("Devanagari", "राम शर्मा", "Ram Sharma", Same),
    ]);
}

#[test]
fn servants_of_god_are_one_in_every_spelling() {
    let spellings = [
        "Абдулло",
        "Абдуллоҳ",
        "Абдулла",
        "Abdullah",
        "Abdulloh",
        "Abdallah",
        "Abdulla",
        "Abd Allah",
        "Abd Ullah",
        "عبدالله",
        "عبد الله",
        "عبداله",
        "عبد هللا",
    ];
    for a in spellings {
        let rows: Vec<Row<'_>> = spellings.iter().map(|b| ("of God", a, *b, Same)).collect();
        check(&rows);
    }
    let families: Vec<String> = spellings.iter().map(|name| format!("{name} Замонов")).collect();
    for a in &families {
        let rows: Vec<Row<'_>> =
            families.iter().map(|b| ("with a family name", a.as_str(), b.as_str(), Same)).collect();
        check(&rows);
    }
}

#[test]
fn one_person_written_otherwise() {
    check(&[
        ("order swapped", "Карим Саидов", "Саидов Карим", Same),
        ("family name before a comma", "SAIDOV, Karim", "Karim Saidov", Same),
        ("capitals", "KARIM SAIDOV", "Karim Saidov", Same),
        ("patronymic left out", "Саидов Карим Назарович", "Карим Саидов", Same),
        ("title before", "Dr. Karim Saidov", "Karim Saidov", Same),
        ("pilgrim", "Haji Karim Saidov", "Karim Saidov", Same),
        ("title behind", "Karim Saidov Jr.", "Karim Saidov", Same),
        ("article left out", "Yasin al-Harbi", "Yasin Harbi", Same),
        ("article glued", "Yasin Alharbi", "Yasin al-Harbi", Same),
        ("son of, left out", "Yasin bin Qasim al-Harbi", "Yasin Qasim al-Harbi", Same),
        ("servant of, three ways", "Abd al-Qadir Zaman", "Abdulqadir Zaman", Same),
        ("servant of, Tajik", "Абдуқодир Замонов", "Abdul Qadir Zamonov", Same),
        ("of God, split", "Habib Ullah Zamani", "Habibullah Zamani", Same),
        ("of the faith", "Shams ud-Din Zamani", "Shamsiddin Zamani", Same),
        ("father of, glued", "Abubakr Zamani", "Abu Bakr Zamani", Same),
        ("son of, -zoda glued", "Karim Rahim-zoda", "Karim Rahimzoda", Same),
        ("-ov and -ev in French", "Karim Nazaroff", "Karim Nazarov", Same),
        ("one letter mistyped", "Shahrukh Zamanpour", "Shahruhk Zamanpour", Same),
        ("one letter left out", "Anvar Ibragimov", "Anvar Ibragmov", Same),
        ("short form of a name", "Sasha Volkonsky", "Alexander Volkonsky", Same),
        ("double name with hyphen", "Anne-Sophie Delacourt", "Anne Sophie Delacourt", Same),
        ("marks left out", "José Muñoz Ibarra", "Jose Munoz Ibarra", Same),
        ("also known as", "Karim Saidov a.k.a. Abu Yasin", "Abu Yasin", Same),
        ("another name in brackets", "Karim Saidov (Karim Sayidzoda)", "Karim Sayidzoda", Same),
        ("initial", "K. Zamanpour", "Karim Zamanpour", Same),
        ("woman's form in two languages", "Зарина Каримовна Шарифова", "Zarina Sharifova", Same),
    ]);
}

#[test]
fn names_change() {
    check(&[
        ("-ov dropped", "Ҷамшед Раҳмонов", "Ҷамшед Раҳмон", Unsure),
        ("-ov to -zoda", "Ҷамшед Раҳмонов", "Ҷамшед Раҳмонзода", Unsure),
        ("-ov to -iyon", "Фарҳод Самадов", "Фарҳод Самадиён", Same),
        ("-ov to -pur", "Фарҳод Самадов", "Фарҳод Самадпур", Same),
        ("another father", "Фарҳод Самадов", "Фарҳод Шодиев", NotSame),
    ]);
}

#[test]
fn two_persons() {
    check(&[
        ("nothing in common", "Карим Саидов", "Ольга Мельникова", NotSame),
        ("brothers", "Карим Саидов", "Фирӯз Саидов", NotSame),
        ("one given name", "Karim Saidov", "Karim Mirzoev", NotSame),
        ("families of two known names", "Ҳасанов Фаридун", "Ҳусейнов Фаридун", NotSame),
        ("servants of two", "Abdul Rahman Zamani", "Abdul Qadir Zamani", NotSame),
        ("of God, both", "Habibullah Zamani", "Saifullah Zamani", NotSame),
        ("given names alike in other scripts", "Фирӯз Саидов", "فرخ سعیدوف", NotSame),
        ("father and son", "Karim Nazarovich Saidov", "Nazar Karimovich Saidov", NotSame),
        ("initial of another", "K. Zamanpour", "F. Zamanpour", NotSame),
        ("title is no name", "Haji Karim", "Haji Nazar", NotSame),
        ("two letters, two names", "Ali Zamani", "Wali Zamani", NotSame),
        ("no letters", "???", "Karim Saidov", NotSame),
        ("two empty cells", "", "", NotSame),
    ]);
}

#[test]
fn one_name_is_not_enough() {
    check(&[("given name alone", "Karim", "Karim Zamanpour", Unsure)]);
}

#[test]
fn bodies() {
    check(&[
        ("legal form spelled out", "Zarafshon Limited Liability Company", "Zarafshon LLC", Same),
        ("legal form in Russian", "ООО Зарафшон Строй", "Zarafshon Stroy LLC", Same),
        ("legal form in German", "Nordwind Aktiengesellschaft", "Nordwind AG", Same),
        ("two bodies of one kind", "Zarafshon Trading LLC", "Pamirsu Trading LLC", NotSame),
        ("number written out", "Vessel Meridian Two", "Vessel Meridian 2", Same),
        ("another number is for a person to decide", "MV Meridian 2", "MV Meridian 3", Unsure),
        ("the article", "The Meridian Trust", "Meridian Trust", Same),
        ("country of a branch", "Nordwind Tajikistan LLC", "Nordwind Kazakhstan LLC", NotSame),
    ]);
}

#[test]
fn the_explanation_says_what_was_found() {
    let why = |a: &str, b: &str| compare(&Name::parse(a), &Name::parse(b)).explain();
    let rows = [
        ("same", "Раҳмонов Карим", "Karim Rahmonov", "same family name (Раҳмонов = Rahmonov)"),
        ("letter", "Shahrukh Zamanpour", "Shahruhk Zamanpour", "given name"),
        ("missing", "Карим Назарович Саидов", "Карим Саидов", "patronymic missing on one side (Назарович)"),
        ("order", "Зарина Шарифӣ", "Шарифӣ Зарина", "another order"),
        ("conflict", "Карим Саидов", "Ольга Саидова", "different given name (Карим, Ольга)"),
        ("ending", "Ҷамшед Раҳмонов", "Ҷамшед Раҳмонзода", "another ending (Раҳмонов, Раҳмонзода)"),
        ("nothing", "", "Карим", "nothing to compare"),
    ];
    for (what, a, b, expected) in rows {
        let found = why(a, b);
        assert!(found.contains(expected), "{what}: {found}");
    }
}
