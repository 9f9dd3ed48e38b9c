//! Where sentences begin and end: exact bytes, in time that grows with the text and no faster.
//!
//! The rules follow UAX #29 (SB6–SB11) with three departures that documents of the field need: lists of abbreviations
//! per language decide at a full stop ("г. Худжанд", "Gen. Karimov", initials); a single line end is a wrapped line
//! or a list, told apart by length and by what follows; a sentence has an upper length. Look-ahead and look-back are
//! bounded, so no input is slow.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sanad_model::Span;

use crate::lang::Lang;

/// No sentence is longer than this many bytes: a text without a full stop is cut at white space instead.
pub const LONGEST_SENTENCE: usize = 16 * 1024;

/// The sentences of a text in order, without the white space around them. They do not overlap, every byte that is
/// not white space is in one, and each begins and ends between characters.
///
/// Without a language the abbreviations of English, Russian and Persian all count.
///
/// ```
/// let text = "Gen. Karimov denied it. At least 14 died.";
/// let found: Vec<_> = sanad_text::sentences(text, Some(sanad_text::Lang::EN)).iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, [Some("Gen. Karimov denied it."), Some("At least 14 died.")]);
/// ```
#[must_use]
pub fn sentences(text: &str, lang: Option<Lang>) -> Vec<Span> {
    first_sentences(text, lang, usize::MAX)
}

/// The first sentences up to a number; the rest of the text is left alone.
pub(crate) fn first_sentences(text: &str, lang: Option<Lang>, most: usize) -> Vec<Span> {
    let lists = abbreviations(lang);
    let mut cutter = Cutter { text, lists: &lists, start: 0, most, out: Vec::new() };
    cutter.run();
    cutter.out.truncate(most);
    cutter.out
}

/// What a full stop after an abbreviation may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Never,
    Ends,
    EndsAfterNumber,
    BeforeNumber,
}

type Abbreviations = BTreeMap<&'static str, Stop>;

/// Reads a data file: a word a line, then what its full stop may mean.
fn read_list(file: &'static str) -> Abbreviations {
    let rows = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.map(|line| match line.split_once(' ') {
        Some((word, "ends")) => (word, Stop::Ends),
        Some((word, "ends-after-number")) => (word, Stop::EndsAfterNumber),
        Some((word, "before-number")) => (word, Stop::BeforeNumber),
        _ => (line.trim(), Stop::Never),
    })
    .collect()
}

static ENGLISH: LazyLock<Abbreviations> =
    LazyLock::new(|| read_list(include_str!("../data/abbreviations/en.txt")));
static RUSSIAN: LazyLock<Abbreviations> =
    LazyLock::new(|| read_list(include_str!("../data/abbreviations/ru.txt")));
static TAJIK: LazyLock<Abbreviations> =
    LazyLock::new(|| read_list(include_str!("../data/abbreviations/tg.txt")));
static PERSIAN: LazyLock<Abbreviations> =
    LazyLock::new(|| read_list(include_str!("../data/abbreviations/fa.txt")));
/// Words that begin English sentences: they tell "in the U.S. The army" from "the U.S. Army".
static STARTERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../data/words/en.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// The lists that hold for a language, the first being the closest.
fn abbreviations(lang: Option<Lang>) -> Vec<&'static Abbreviations> {
    match lang {
        Some(Lang::EN) => vec![&ENGLISH],
        Some(Lang::RU | Lang::UK | Lang::KK | Lang::KY | Lang::UZ) => vec![&RUSSIAN],
        Some(Lang::TG) => vec![&TAJIK, &RUSSIAN],
        Some(Lang::FA | Lang::AR | Lang::UR | Lang::PS) => vec![&PERSIAN],
        _ => vec![&ENGLISH, &RUSSIAN, &PERSIAN],
    }
}

/// Walks the text once and cuts.
struct Cutter<'t, 'l> {
    text: &'t str,
    lists: &'l [&'static Abbreviations],
    /// Where the sentence that is being read began.
    start: usize,
    /// When to stop.
    most: usize,
    out: Vec<Span>,
}

/// What stands after a terminator.
enum After {
    Cut,
    Go,
}

impl Cutter<'_, '_> {
    fn run(&mut self) {
        let (mut at, mut line_chars, mut last_space) = (0, 0_usize, 0);
        while let Some(c) = self.text[at..].chars().next() {
            let next = at + c.len_utf8();
            if self.out.len() >= self.most {
                return;
            }
            if at - self.start >= LONGEST_SENTENCE {
                let cut = if last_space > self.start { last_space } else { at };
                self.cut(cut);
            }
            line_chars += 1;
            if is_line_end(c) {
                let gap = Gap::read(self.text, at);
                if gap.blank_line || !self.joins(line_chars - 1, at, gap.end) {
                    self.cut(at);
                }
                at = gap.end;
                line_chars = 0;
                last_space = at;
                continue;
            }
            if is_terminator(c) {
                let run_end = end_of(self.text, at, is_terminator);
                let after = closers(self.text, run_end);
                if matches!(self.terminator(at, run_end, after), After::Cut) {
                    self.cut(after);
                    line_chars += self.text[at..after].chars().count();
                    at = after;
                } else {
                    at = run_end;
                }
                continue;
            }
            if c.is_whitespace() {
                last_space = at;
            }
            at = next;
        }
        self.cut(self.text.len());
    }

    /// Ends the sentence at a byte; white space around it belongs to none.
    fn cut(&mut self, end: usize) {
        let piece = &self.text[self.start..end];
        let from = self.start + (piece.len() - piece.trim_start().len());
        let to = from + piece.trim().len();
        if from < to {
            self.out.push(Span { start: from, end: to });
        }
        self.start = end;
    }

    /// Whether a sentence goes on over a single line end: `line` is the length of the line before it.
    fn joins(&self, line: usize, at: usize, next: usize) -> bool {
        const SHORT: usize = 40;
        const LONG: usize = 120;
        let rest = &self.text[next..];
        let Some(first) = rest.chars().next() else { return false };
        if is_list_mark(rest) {
            return false;
        }
        if first.is_lowercase() {
            return true;
        }
        let before = self.text[self.start..at].trim_end();
        before.ends_with([',', '،']) || (SHORT..=LONG).contains(&line)
    }

    /// Whether the terminators at `at..run_end`, with closing quotes up to `after`, end the sentence.
    fn terminator(&self, at: usize, run_end: usize, after: usize) -> After {
        let run = &self.text[at..run_end];
        let rest = &self.text[after..];
        let Some(next) = rest.chars().next() else { return After::Cut };
        if run.chars().any(|c| matches!(c, '。' | '！' | '？' | '।')) {
            return After::Cut;
        }
        let soft = run.chars().all(|c| matches!(c, '.' | '…' | '․'));
        if !next.is_whitespace() {
            return if glued(&self.text[self.start..at], next, soft) { After::Cut } else { After::Go };
        }
        let gap = Gap::read(self.text, after);
        let rest = &self.text[gap.end..];
        let Some(first) = rest.chars().next() else { return After::Cut };
        if gap.blank_line {
            return After::Cut;
        }
        if matches!(first, ',' | ';' | ':' | '،' | '؛') {
            return After::Go;
        }
        let letter = rest.chars().take(8).find(|c| !is_opener(*c)).unwrap_or(first);
        let closed = after > run_end;
        if is_dash(first) {
            let follows = rest[first.len_utf8()..].trim_start().chars().next();
            return if follows.is_some_and(char::is_lowercase) { After::Go } else { After::Cut };
        }
        if letter.is_lowercase() && (soft || closed) {
            return After::Go;
        }
        if run == "." && !closed { self.full_stop(at, rest, letter) } else { After::Cut }
    }

    /// A single full stop: an abbreviation, an initial, the number of a list entry, or the end.
    fn full_stop(&self, at: usize, rest: &str, letter: char) -> After {
        let before = &self.text[self.start..at];
        let word = last_word(before);
        if word.is_empty() {
            return After::Cut;
        }
        if word.chars().all(char::is_numeric) {
            return if before.trim() == word { After::Go } else { After::Cut };
        }
        let lower = word.to_lowercase();
        let found = self.lists.iter().find_map(|list| list.get(lower.as_str()));
        let capital = word.chars().next_back().is_some_and(char::is_uppercase);
        let stem = before[..before.len() - word.len()].trim_end();
        let ends = match found {
            Some(Stop::Never) => false,
            Some(Stop::Ends) if word.contains('.') && capital => starts_sentence(rest),
            Some(Stop::Ends) => !letter.is_numeric(),
            Some(Stop::EndsAfterNumber) => {
                stem.chars().next_back().is_some_and(char::is_numeric) && !letter.is_numeric()
            }
            Some(Stop::BeforeNumber) => !letter.is_numeric(),
            None => !is_initial(word),
        };
        if ends { After::Cut } else { After::Go }
    }
}

/// The white space that begins at a byte.
struct Gap {
    end: usize,
    blank_line: bool,
}

impl Gap {
    fn read(text: &str, at: usize) -> Self {
        let (mut lines, mut end, mut after_return) = (0, at, false);
        for c in text[at..].chars().take_while(|c| c.is_whitespace()) {
            if is_line_end(c) && !(c == '\n' && after_return) {
                lines += if matches!(c, '\u{2029}' | '\u{c}') { 2 } else { 1 };
            }
            after_return = c == '\r';
            end += c.len_utf8();
        }
        Self { end, blank_line: lines > 1 }
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '․'
            | '؟'
            | '۔'
            | '‽'
            | '⁇'
            | '⁈'
            | '⁉'
            | '。'
            | '！'
            | '？'
            | '।'
            | '։'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_opener(c: char) -> bool {
    matches!(c, '«' | '“' | '„' | '‘' | '"' | '\'' | '(' | '[' | '‹' | '*' | '_') || is_direction_mark(c)
}

fn is_closer(c: char) -> bool {
    matches!(c, '»' | '”' | '“' | '’' | '"' | '\'' | ')' | ']' | '}' | '›' | '*' | '_')
        || is_direction_mark(c)
}

/// Where a run of such characters ends.
fn end_of(text: &str, at: usize, which: impl Fn(char) -> bool) -> usize {
    at + text[at..].chars().take_while(|c| which(*c)).map(char::len_utf8).sum::<usize>()
}

/// Past closing quotes, brackets and note numbers such as `[3]`.
fn closers(text: &str, at: usize) -> usize {
    let mut end = end_of(text, at, is_closer);
    while let Some(rest) = text[end..].strip_prefix('[') {
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        if digits == 0 || rest.as_bytes().get(digits) != Some(&b']') {
            break;
        }
        end += digits + 2;
    }
    end
}

/// "ended.Next": a sentence end whose space was forgotten.
fn glued(before: &str, next: char, soft: bool) -> bool {
    let word = last_word(before);
    let long = word.chars().count() >= 4 && !word.contains('.');
    if soft {
        long && word.chars().all(char::is_lowercase) && next.is_uppercase()
    } else {
        next.is_uppercase()
    }
}

/// The word that a text ends in, with inner full stops and hyphens; empty when it is longer than any abbreviation.
fn last_word(text: &str) -> &str {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let mut from = text.len();
    for (count, (at, c)) in text.char_indices().rev().enumerate() {
        if !inside(c) {
            break;
        }
        if count == 24 {
            return "";
        }
        from = at;
    }
    &text[from..]
}

/// One capital letter, or several with full stops between: "А", "J.R".
fn is_initial(word: &str) -> bool {
    word.split(['.', '-']).all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    })
}

/// Whether the next word is one that begins sentences.
fn starts_sentence(rest: &str) -> bool {
    let rest = rest.trim_start_matches(is_opener);
    let word: String = rest.chars().take(12).take_while(|c| c.is_alphabetic()).collect();
    STARTERS.contains(&word.to_lowercase().as_str())
}

/// A line that begins a list entry, heading, quotation or table row.
fn is_list_mark(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('#' | '>' | '|' | '•' | '◦' | '▪' | '·' | '●') => true,
        Some('-' | '*' | '+' | '–' | '—') => {
            chars.next() == Some(' ') && chars.next().is_some_and(|c| !c.is_lowercase())
                || line.starts_with("---")
        }
        Some('0'..='9') => {
            let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
            let mut tail = line[digits..].chars();
            digits < 4
                && matches!(tail.next(), Some('.' | ')'))
                && tail.next().is_some_and(char::is_whitespace)
        }
        _ => false,
    }
}
