//! A cell into a [`Name`]: mend, split, put compounds together, give roles.

use crate::body::{self, Piece};
use crate::compound::{Opener, Part, assemble, leans, opener};
use crate::name::{Form, Kind, Name, Role, Token};
use crate::repair::{Repair, repair};
use crate::script::Script;
use crate::split::{Word, alternatives, words};
use crate::tables::Cyrillic;
use crate::words::{Ending, Known, known};

/// Longer cells are cut: no name has so many letters.
const LONGEST_CELL: usize = 500;

/// Tokens of a name beyond this many are left out.
pub(crate) const MOST_TOKENS: usize = 16;

/// Reads a cell.
pub(crate) fn name(text: &str, role: Option<Role>) -> Name {
    let cut: String = text.chars().take(LONGEST_CELL).collect();
    let (mended, mut repairs) = repair(&cut);
    let cyrillic = Cyrillic::of(&mended);
    let mut forms: Vec<Form> =
        alternatives(&mended).iter().map(|part| form(part, cyrillic, role, &mut repairs)).collect();
    if forms.len() > 1 {
        forms.retain(|form| form.content().next().is_some());
    }
    if forms.is_empty() {
        forms.push(Form::new(Vec::new(), Kind::Person));
    }
    Name { original: text.to_owned(), script: Script::of(&mended), repairs, forms }
}

fn form(text: &str, cyrillic: Cyrillic, role: Option<Role>, repairs: &mut Vec<Repair>) -> Form {
    let words: Vec<Word> = words(text).into_iter().map(|word| letters_for_digits(word, repairs)).collect();
    if role.is_none() && body::is_body(&words) {
        return Form::new(body_tokens(&words, cyrillic), Kind::Body);
    }
    let comma = words.iter().position(|word| word.after_comma);
    let turned = turn(words, comma);
    let family_first = comma.is_some();
    let (titles, rest) = titles(turned);
    let parts = assemble(rest, cyrillic);
    let mut tokens: Vec<Token> = titles.iter().map(|word| special(word, Role::Honorific, cyrillic)).collect();
    tokens.extend(roles(parts, role, family_first));
    tokens.truncate(MOST_TOKENS);
    Form::new(tokens, Kind::Person)
}

/// "Family, Given" the other way round. With several commas only the first counts.
fn turn(mut words: Vec<Word>, comma: Option<usize>) -> Vec<Word> {
    if let Some(at) = comma {
        words.rotate_left(at);
        for word in &mut words {
            word.after_comma = false;
        }
        let seam = words.len() - at;
        if let Some(first) = words.get_mut(seam) {
            first.after_comma = true;
        }
    }
    words
}

/// Takes the titles out. A title stays a name if it is the last word, if the next word leans on it (Akhund-zada), or if nothing else would
/// be left.
fn titles(words: Vec<Word>) -> (Vec<Word>, Vec<Word>) {
    let count = words.len();
    let mut opening = true;
    let mut flags = Vec::with_capacity(count);
    for (at, word) in words.iter().enumerate() {
        let short = word.folded.chars().count() <= 3 && word.script != Script::Arabic;
        let leaned = words.get(at + 1).is_some_and(|next| leans(&next.folded));
        let placed = at + 1 < count || short || word.after_comma;
        let title = match known(&word.folded) {
            Some(Known::Honorific) => placed && !leaned,
            Some(Known::Opening) => opening && placed && !leaned,
            _ => false,
        };
        opening &= title;
        flags.push(title);
    }
    if flags.iter().all(|title| *title) {
        return (Vec::new(), words);
    }
    let mut flags = flags.into_iter();
    words.into_iter().partition(|_| flags.next().unwrap_or(false))
}

fn special(word: &Word, role: Role, cyrillic: Cyrillic) -> Token {
    let part = Part::read(word.clone(), cyrillic);
    Token::new(&part, role)
}

/// Roles by ending, by the word before, by place.
fn roles(parts: Vec<Part>, fixed: Option<Role>, comma: bool) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut father = false;
    let count = parts.len();
    for (at, part) in parts.into_iter().enumerate() {
        // a word alone is a name; and so is the Ben of two words
        let plain = count == 1 || (count == 2 && at == 0 && part.word.script == Script::Latin);
        let kind = known(&part.word.folded).filter(|kind| !plain || (count == 2 && *kind == Known::Soft));
        let mut token = Token::new(&part, Role::Middle);
        token.role = match kind {
            Some(Known::Son | Known::Article | Known::Link | Known::After) => Role::Particle,
            _ if part.word.folded.chars().count() == 1 && part.word.script != Script::Other => Role::Initial,
            _ if father || token.ending == Ending::Patronymic => Role::Patronymic,
            _ if token.ending == Ending::Family => Role::Family,
            _ => Role::Middle,
        };
        if kind == Some(Known::Soft) || (count > 1 && opener(&part.word.folded) != Opener::None) {
            token.common = SOFT;
        }
        if kind == Some(Known::After)
            && let Some(before) = tokens.last_mut()
        {
            before.role = Role::Patronymic;
        }
        father = kind == Some(Known::Son);
        if !token.sounds.is_empty() {
            tokens.push(token);
        }
    }
    by_place(&mut tokens, fixed, comma);
    if tokens.iter().all(|token| !token.role.counts()) {
        for token in &mut tokens {
            token.role = fixed.unwrap_or(Role::Given);
        }
    }
    tokens
}

/// The class of frequency of words that are half a title.
pub(crate) const SOFT: u8 = 4;

/// The rest of the roles: the first is the given name, the last the family name, unless an ending has spoken.
fn by_place(tokens: &mut [Token], fixed: Option<Role>, comma: bool) {
    if let Some(role) = fixed {
        for token in tokens.iter_mut().filter(|token| token.role.counts() && token.role != Role::Initial) {
            token.role = role;
        }
        return;
    }
    let open: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].role == Role::Middle).collect();
    let family = tokens.iter().any(|token| token.role == Role::Family);
    if let (Some(last), false) = (open.last(), family)
        && (open.len() > 1 || comma || tokens.iter().any(|token| token.role == Role::Initial))
    {
        tokens[*last].role = Role::Family;
    }
    if let Some(first) = open.first()
        && tokens[*first].role == Role::Middle
    {
        tokens[*first].role = Role::Given;
    }
}

/// Digits inside a word of letters that stand for letters (I9or, Sech1n).
fn letters_for_digits(word: Word, repairs: &mut Vec<Repair>) -> Word {
    let digits = word.text.chars().filter(char::is_ascii_digit).count();
    let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
    let inside = word.text.chars().next().is_some_and(char::is_alphabetic);
    if digits == 0 || letters < 2 * digits || !inside || word.script != Script::Latin {
        return word;
    }
    if !repairs.contains(&Repair::DigitsForLetters) {
        repairs.push(Repair::DigitsForLetters);
    }
    let read = |c: char| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        other => other,
    };
    Word {
        text: word.text.chars().map(read).collect(),
        folded: word.folded.chars().map(read).collect(),
        ..word
    }
}

fn body_tokens(words: &[Word], cyrillic: Cyrillic) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (token, taken) = match body::piece(words, at) {
            Some(Piece::Form(form, taken)) => (Some(Token::new(&Part::given(form), Role::LegalForm)), taken),
            Some(Piece::Number(number, taken)) => {
                let digits = number.to_string();
                (Some(Token::new(&Part::given(&digits), Role::Number)), taken)
            }
            None => body_word(words, at, cyrillic),
        };
        tokens.extend(token.filter(|token| !token.sounds.is_empty()));
        at += taken;
    }
    if tokens.iter().all(|token| !token.role.counts()) {
        for token in &mut tokens {
            token.role = Role::Word;
        }
    }
    tokens.truncate(MOST_TOKENS);
    tokens
}

/// One word, or a run of single letters as one (A.B.C.).
fn body_word(words: &[Word], at: usize, cyrillic: Cyrillic) -> (Option<Token>, usize) {
    let run =
        words[at..].iter().take_while(|word| word.folded.chars().count() == 1 && word.text != "&").count();
    let run = if run >= 2 { run } else { 1 };
    let joined: String = words[at..at + run].iter().map(|word| word.text.as_str()).collect();
    let word = if run == 1 { words[at].clone() } else { Word::new(&joined) };
    let filler = matches!(
        word.folded.as_str(),
        "&" | "and" | "the" | "of" | "for" | "in" | "und" | "et" | "de" | "la" | "и"
    );
    let (generic, place) = (body::is_generic(&word.folded), body::is_place(&word.folded));
    let part = Part::read(word, cyrillic);
    let role = if filler { Role::Particle } else { Role::Word };
    let mut token = Token::new(&part, role);
    token.common = if generic { GENERIC } else { token.common };
    token.place = place;
    (Some(token), run)
}

/// The class of frequency of words that many bodies share.
pub(crate) const GENERIC: u8 = 5;
