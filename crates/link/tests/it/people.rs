//! Lists of people who do not exist, and the one driver: two rows among a crowd of strangers, one person or two.

use sanad_link::{Links, Options, Sheet, Verdict, link};

/// Reads a table.
#[track_caller]
pub(crate) fn sheet(text: impl AsRef<[u8]>) -> Sheet {
    Sheet::read(text.as_ref(), &[]).unwrap_or_else(|error| panic!("{error}"))
}

/// Links one table without decisions.
#[track_caller]
pub(crate) fn linked(text: &str) -> Links {
    link(&[&sheet(text)], &Options::default())
}

/// Whether rows of one table come out as one person.
pub(crate) fn together(links: &Links, a: usize, b: usize) -> bool {
    links.groups[a] == links.groups[b]
}

/// The verdict on two rows.
pub(crate) fn verdict(links: &Links, a: usize, b: usize) -> Verdict {
    let pair = links.reader().pair(a, b);
    links.verdict(&pair)
}

const MEN: [&str; 16] = [
    "Salim", "Karim", "Rustam", "Firuz", "Anvar", "Umar", "Tohir", "Zafar", "Bahrom", "Nodir", "Olim",
    "Yusuf", "Davron", "Sherali", "Habib", "Murod",
];
const WOMEN: [&str; 8] = ["Zarina", "Malika", "Nigora", "Shahlo", "Gulnora", "Farida", "Madina", "Robia"];
const FAMILIES: [&str; 16] = [
    "Karim", "Nazar", "Sharip", "Ghafur", "Aslan", "Boqi", "Vali", "Samad", "Qosim", "Hakim", "Latif",
    "Tolib", "Ergash", "Nuriddin", "Juma", "Sangin",
];
const TOWNS: [&str; 6] = ["Khujand", "Isfara", "Konibodom", "Panjakent", "Vahdat", "Hisor"];

/// Numbers as if by chance, the same each time (Steele, Lea & Flood 2014).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % end
    }

    pub(crate) fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap()]
    }
}

/// A stranger's cells: given, father, surname, born, sex, place.
pub(crate) fn stranger(dice: &mut Dice) -> [String; 6] {
    let man = dice.below(3) > 0;
    let given = if man { dice.of(&MEN) } else { dice.of(&WOMEN) };
    let (father, family) = (dice.of(&MEN), dice.of(&FAMILIES));
    let (ends, ova) = if man { ("ovich", "ov") } else { ("ovna", "ova") };
    let born = format!("{}-{:02}-{:02}", 1940 + dice.below(65), 1 + dice.below(12), 1 + dice.below(28));
    [
        given.to_owned(),
        format!("{father}{ends}"),
        format!("{family}{ova}"),
        born,
        if man { "m" } else { "f" }.to_owned(),
        dice.of(&TOWNS).to_owned(),
    ]
}

/// A table with these rows first and a crowd of strangers behind them, a third of whom are listed twice, with a slip or a gap.
pub(crate) fn crowd(first: &[&str], strangers: usize) -> String {
    let mut text = String::from("given,father,surname,born,sex,place\n");
    for row in first {
        text.push_str(row);
        text.push('\n');
    }
    let mut dice = Dice(7);
    for _ in 0..strangers {
        let mut cells = stranger(&mut dice);
        text.push_str(&cells.join(","));
        text.push('\n');
        if dice.below(3) == 0 {
            match dice.below(4) {
                0 => cells[1].clear(),
                1 => cells[3].truncate(4),
                2 => cells[5].clear(),
                _ => cells[0].push('i'),
            }
            text.push_str(&cells.join(","));
            text.push('\n');
        }
    }
    text
}
