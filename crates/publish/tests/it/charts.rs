//! The chart as SVG and PNG.

use sanad_model::{CountMode, Kind, Sensitivity};
use sanad_publish::*;
use sanad_record::TollQuery;

use crate::data::{hostile, record};
use crate::khujand;

#[test]
fn the_picture_is_text_with_a_description_and_nothing_active() {
    for view in [record(), hostile()] {
        let svg = svg(&view.toll(Kind::Killed).unwrap(), &Locale::english()).unwrap();
        for wrong in ["<script", "<image", "href", "<style", "onerror=", "<foreignObject", "\u{202E}"] {
            assert!(!svg.contains(wrong) || wrong == "onerror=" && svg.contains("&gt;&lt;img"), "{wrong}");
        }
        assert!(svg.contains("<title id=\"t\">") && svg.contains("direction=\"ltr\""));
    }
    let svg = svg(&record().toll(Kind::Killed).unwrap(), &Locale::english()).unwrap();
    assert!(svg.contains("RFE/RL, 13 November 2018: at least 52"));
    assert!(svg.contains("font-weight=\"700\" fill=\"#1b1a18\">at least 52</text>"));
}

#[test]
fn the_same_toll_is_the_same_picture_in_any_thread() {
    let draw = || png(&record().toll(Kind::Killed).unwrap(), &Locale::english()).unwrap();
    let one = draw();
    crate::data::keep("toll.png", &one);
    assert_eq!(&one[..8], b"\x89PNG\r\n\x1a\n");
    let others: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(draw)).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(others.iter().all(|other| *other == one));
    crate::data::keep(
        "hostile.png",
        &png(&hostile().toll(Kind::Killed).unwrap(), &Locale::english()).unwrap(),
    );
}

#[test]
fn any_number_has_a_place_on_the_axis() {
    let cases: [&[u64]; 7] = [&[0], &[1], &[7, 8], &[9, 81], &[u64::MAX], &[3, u64::MAX], &[1_000_000, 2]];
    for numbers in cases {
        for mode in [CountMode::Exact, CountMode::AtLeast] {
            let claims: Vec<_> = numbers
                .iter()
                .zip(1..)
                .map(|(n, id)| khujand::claim(id, mode, Some(*n), None, "all"))
                .collect();
            let query = TollQuery { event: None, kind: Kind::Killed, as_of: None };
            let (toll, withheld) =
                redacted_toll(&claims, &[], &query, Sensitivity::Public, Sensitivity::Public);
            assert_eq!(withheld, 0);
            let svg = svg(&toll, &Locale::english()).unwrap();
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{numbers:?}");
        }
    }
    let query = TollQuery { event: None, kind: Kind::Killed, as_of: None };
    let (nothing, _) = redacted_toll(&[], &[], &query, Sensitivity::Public, Sensitivity::Public);
    assert!(matches!(png(&nothing, &Locale::english()), Err(PngError::Nothing)));
}
