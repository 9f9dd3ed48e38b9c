//! Sentence bounds, a row for each thing that real reports do.

use sanad_text::{LONGEST_SENTENCE, Lang, sentences};

/// `|` in the input marks where sentences are expected to part; it is taken out before reading.
fn check(lang: Option<Lang>, marked: &str) {
    let text = marked.replace('|', "");
    let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
    let found: Vec<&str> =
        sentences(&text, lang).iter().map(|span| span.of(&text).expect("in the text")).collect();
    assert_eq!(found, expected);
}

#[test]
fn english() {
    for row in [
        "At least 14 were killed.| Two were warders.",
        "Gen. Saidov and Dr. A. B. Karimova spoke at 5 p.m. on Nov. 7.| No one replied.",
        "It cost 3.5 million, i.e. too much.| See No. 4 and www.example.org.",
        "He said no.| Then he left.",
        "He came to the U.S.| The army did not.",
        "The U.S. Army came.| It left.",
        "“They shot at us.”| He wept.",
        "“They shot at us!” he said.| He wept.",
        "How many?| Nobody knows!| Perhaps 40...",
        "Perhaps ... forty.| Or fifty.",
        "(He died.)| She lived.",
        "Fourteen died.[3]| Nine lived.[12][13]",
        "1. First came fire.|\n2. Then came smoke.",
        "- one killed|\n- two wounded",
        "The report that was written by hand on one long\nnight goes on here.| It ends.",
        "Heading|\n\nThe text begins.| It ends.",
        "KILLED IN NOVEMBER|\nSaidov, born in 1990|\nKarimov, born in 1985",
        "They were detained.|The lawyer was refused.",
        "Bread, tea, etc.| Then the bus, the shop, etc. and home.",
        "No end",
        "He wrote to Mr. Karimov, Mrs. Saidova and Msgr. Rossi.",
    ] {
        check(Some(Lang::EN), row);
    }
}

#[test]
fn russian_and_tajik() {
    for row in [
        "По данным МВД, в г. Худжанд погибли 14 чел.| Об этом сообщил И. О. Саидов.",
        "Это было в 2018 г.| Позднее назвали 27 чел. и т. д.",
        "В 2018 г. в городе было тихо.| Потом нет.",
        "Жил на ул. Ленина, д. 5, кв. 3.| Ему было 20.",
        "«Стреляли в упор!» — сказал он.| Все молчали.",
        "Убиты от 20 до 50 человек, т.е. больше, чем говорили.| Списка нет.",
    ] {
        check(Some(Lang::RU), row);
    }
    check(Some(Lang::TG), "Дар ш. Хуҷанд 14 нафар кушта шуд.| Инро А. Саидов гуфт.| Рӯйхат нест.");
}

#[test]
fn persian_and_arabic() {
    check(Some(Lang::FA), "دست‌کم ۱۴ نفر کشته شدند.| آیا فهرستی هست؟| نه.");
    check(Some(Lang::AR), "قتل ١٤ شخصا.| هل من قائمة؟| لا أحد يعلم.");
    check(Some(Lang::FA), "\u{200f}او گفت: «نه.»\u{200f}| بعد رفت.");
}

#[test]
fn line_ends_of_every_system() {
    check(None, "One\r\n\r\n|Two\r\r|Three\u{2029}|Four\u{c}|Five");
    check(None, "a long enough line that was wrapped by hand\r\nGoes on.| Next.");
}

#[test]
fn bounded_and_linear() {
    let endless = "word ".repeat(400_000);
    let found = sentences(&endless, None);
    assert!(found.iter().all(|span| span.len() <= LONGEST_SENTENCE));
    assert!(found.iter().all(|span| endless[span.start..].starts_with("word")), "cut between words");
    for unit in [
        ".", ". ", "\n", "a\n", "\"", "(", ".\"", "...)", "[1]", ".[", "A. ", "1. ", "? -", ". \n", "я",
        "\u{200f}",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let found = sentences(&text, None);
        assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{unit:?}");
    }
    // White space after a full stop is looked at once.
    let _ = sentences(&format!(".{}a", " ".repeat(1_000_000)), None);
    let _ = sentences(&format!("{}a", ". (".repeat(300_000)), None);
}
