//! Rust source split into code and comments, so that a rule about one is not tripped by a word in the other or in a string.

/// One line of a source file, taken apart. Strings are left out of both.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) code: String,
    pub(crate) comment: String,
}

impl Line {
    /// Whether there is anything but comment and white space.
    pub(crate) fn has_code(&self) -> bool {
        !self.code.trim().is_empty()
    }
}

enum State {
    Code,
    LineComment,
    BlockComment(usize),
    Text,
    RawText(usize),
}

/// Takes a file apart line by line.
pub(crate) fn lines(source: &str) -> Vec<Line> {
    let (mut found, mut line, mut state) = (Vec::new(), Line::default(), State::Code);
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        if c == '\n' {
            if matches!(state, State::LineComment) {
                state = State::Code;
            }
            found.push(std::mem::take(&mut line));
            at += 1;
            continue;
        }
        let mut step = 1;
        match state {
            State::Code => match (c, next) {
                ('/', Some('/')) => (state, step) = (State::LineComment, 2),
                ('/', Some('*')) => (state, step) = (State::BlockComment(1), 2),
                ('"', _) => {
                    line.code.push('"');
                    state = State::Text;
                }
                ('r', Some('"' | '#')) if !in_word(&line.code) => {
                    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
                    if chars.get(at + 1 + hashes) == Some(&'"') {
                        line.code.push('"');
                        (state, step) = (State::RawText(hashes), 2 + hashes);
                    } else {
                        line.code.push(c);
                    }
                }
                ('\'', Some(first)) => {
                    // A character, or a lifetime (which has no closing quote right after).
                    line.code.push('\'');
                    if first == '\\' {
                        let closing = chars[at + 3..].iter().position(|c| *c == '\'').unwrap_or(0);
                        step = 4 + closing;
                    } else if chars.get(at + 2) == Some(&'\'') {
                        step = 3;
                    }
                }
                _ => line.code.push(c),
            },
            State::LineComment => line.comment.push(c),
            State::BlockComment(depth) => match (c, next) {
                ('*', Some('/')) if depth == 1 => (state, step) = (State::Code, 2),
                ('*', Some('/')) => (state, step) = (State::BlockComment(depth - 1), 2),
                ('/', Some('*')) => (state, step) = (State::BlockComment(depth + 1), 2),
                _ => line.comment.push(c),
            },
            State::Text => match c {
                // An escaped line end keeps its line.
                '\\' if next != Some('\n') => step = 2,
                '"' => state = State::Code,
                _ => {}
            },
            State::RawText(hashes) => {
                if c == '"' && chars[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes {
                    (state, step) = (State::Code, 1 + hashes);
                }
            }
        }
        at += step;
    }
    if line != Line::default() {
        found.push(line);
    }
    found
}

/// The lines before the unit tests, which stand at the end of a file.
pub(crate) fn without_tests(lines: &[Line]) -> &[Line] {
    let tests = lines.windows(2).position(|pair| {
        pair[0].code.trim() == "#[cfg(test)]"
            && pair[1].code.trim_start().starts_with("mod ")
            && pair[1].code.contains('{')
    });
    &lines[..tests.unwrap_or(lines.len())]
}

/// Whether `word` stands in `text` on its own.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(part)
            && !text[at + word.len()..].chars().next().is_some_and(part)
    })
}

fn in_word(code: &str) -> bool {
    code.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_strings_and_comments_are_not_code() {
        let rows = [
            ("let a = \"unsafe // {\"; // unsafe", "let a = \"; ", " unsafe"),
            ("let a = r#\"unsafe \" x\"#; b", "let a = \"; b", ""),
            ("let c = '\"'; let d = '\\''; e", "let c = '; let d = '; e", ""),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}", ""),
            ("a /* unsafe /* b */ c */ d", "a  d", " unsafe  b  c "),
            ("for r in rows {}", "for r in rows {}", ""),
        ];
        for (source, code, comment) in rows {
            let found = lines(source);
            assert_eq!(found[0].code, code, "{source}");
            assert_eq!(found[0].comment, comment, "{source}");
        }
    }

    #[test]
    fn a_word_is_a_whole_word() {
        assert!(has_word("unsafe {", "unsafe"));
        assert!(!has_word("unsafe_code", "unsafe"));
    }
}
