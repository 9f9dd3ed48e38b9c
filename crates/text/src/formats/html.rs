//! HTML: all text that a reader could see, in the order of the source, each stretch leading back to its bytes.
//!
//! The tokenizer is html5ever's, as the standard has it; no tree is built, so depth costs nothing and no text is
//! lost to a guess about what the "main" text is. Captions, comments and pictures' alternative texts stay and are
//! marked, as are menus, heads and feet. Scripts, styles and markup comments are no text. The source is fed piece by
//! piece, cut at angle brackets, which is how every token's place is known.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use sanad_model::Span;

use crate::extracted::Role;
use crate::weave::Weave;

/// The text of a page and its blocks, in order.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) weave: Weave,
    pub(crate) blocks: Vec<(Span, Role)>,
}

/// Reads a page. Linear in its length, whatever it holds.
pub(crate) fn read(source: &str) -> Page {
    let sink = Sink(RefCell::new(Reader { source, ..Reader::default() }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    for piece in pieces(source) {
        tokenizer.sink.0.borrow_mut().fed = piece.end;
        queue.push_back(StrTendril::from_slice(&source[piece.start..piece.end]));
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

/// The encoding that a page says it is in, from its first kilobyte.
pub(crate) fn stated_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let after = head.split("charset").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let label = after.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'));
    Some(label[..end.unwrap_or(label.len())].to_owned()).filter(|label| !label.is_empty())
}

/// Cuts before each `<` (the first of several) and after each `>`.
fn pieces(source: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = source.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
        let cut = rest.iter().enumerate().find_map(|(at, byte)| match byte {
            b'<' if at > 0 && rest[at - 1] != b'<' => Some(at),
            b'>' => Some(at + 1),
            _ => None,
        });
        let span = Span { start, end: start + cut.unwrap_or(rest.len()) };
        start = span.end;
        Some(span)
    })
}

struct Sink<'s>(RefCell<Reader<'s>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reader.characters(&text),
            Token::NullCharacterToken => reader.at = (reader.at + 1).min(reader.fed),
            Token::TagToken(tag) => {
                let result = reader.tag(&tag);
                reader.at = reader.fed;
                return result;
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) => reader.at = reader.fed,
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.borrow().foreign > 0
    }
}

/// An open element that gives its text a role.
struct Open {
    name: String,
    role: Role,
    /// How many of the same name are open inside, itself included.
    depth: usize,
}

#[derive(Default)]
struct Reader<'s> {
    source: &'s str,
    /// Up to where the source has been given to the tokenizer, and up to where its tokens have come back.
    fed: usize,
    at: usize,
    page: Page,
    block_start: usize,
    owed: Owed,
    /// Inside script, style and the like: nothing is text.
    silent: bool,
    /// Inside pre or textarea: white space counts.
    verbatim: usize,
    /// Inside svg or math.
    foreign: usize,
    in_article: usize,
    roles: Vec<Open>,
}

/// White space owed before the next character.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Owed {
    #[default]
    Nothing,
    Space,
    Tab,
    Line,
    Blank,
}

/// No more than this many role-giving elements are kept open.
const DEEPEST: usize = 64;

impl<'s> Reader<'s> {
    /// Brings characters in line with the source bytes they came from.
    fn characters(&mut self, text: &str) {
        let source: &'s str = self.source;
        if source[self.at..].starts_with(text) {
            let from = self.at;
            self.at += text.len();
            self.words(text, from);
            return;
        }
        for c in text.chars() {
            let rest = &source[self.at..];
            let from = self.at;
            if rest.starts_with(c) {
                self.at += c.len_utf8();
                self.words(&source[from..self.at], from);
            } else if c == '\n' && rest.starts_with('\r') {
                self.at += if rest.starts_with("\r\n") { 2 } else { 1 };
                self.stands_for(c, Span { start: from, end: self.at });
            } else {
                self.at += reference_len(rest);
                let start = if self.at > from { from } else { from.saturating_sub(1) };
                let start = source.floor_char_boundary(start);
                self.stands_for(c, Span { start, end: self.at });
            }
        }
    }

    /// Text that stands in the source as it is.
    fn words(&mut self, text: &str, from: usize) {
        if self.silent {
            return;
        }
        if self.verbatim > 0 {
            self.pay(from);
            self.page.weave.copy(text, from);
            return;
        }
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let space = rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
            if space > 0 {
                self.owe(Owed::Space);
            }
            at += space;
            let rest = &text[at..];
            let word = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            if word > 0 {
                self.pay(from + at);
                self.page.weave.copy(&rest[..word], from + at);
            }
            at += word;
        }
    }

    /// A character that the source writes otherwise.
    fn stands_for(&mut self, c: char, source: Span) {
        if self.silent {
            return;
        }
        if self.verbatim == 0 && c.is_ascii_whitespace() {
            self.owe(Owed::Space);
            return;
        }
        self.pay(source.start);
        self.page.weave.derive(c.encode_utf8(&mut [0; 4]), source);
    }

    fn owe(&mut self, what: Owed) {
        self.owed = self.owed.max(what);
    }

    /// Writes the white space that is owed before the source byte `before`, unless nothing stands before it.
    fn pay(&mut self, before: usize) {
        let owed = std::mem::take(&mut self.owed);
        let text = match owed {
            Owed::Nothing => return,
            Owed::Space => " ",
            Owed::Tab => "\t",
            Owed::Line => "\n",
            Owed::Blank => "\n\n",
        };
        let weave = &mut self.page.weave;
        if weave.text.is_empty() {
            return;
        }
        let block_is_empty = self.block_start == weave.text.len();
        match before.checked_sub(1) {
            // One space that stands in the source right here keeps a copied run whole.
            Some(space) if text == " " && weave.follows(space) && self.source.as_bytes()[space] == b' ' => {
                weave.copy(" ", space);
            }
            _ => weave.derive(text, Span { start: before, end: before }),
        }
        if block_is_empty {
            self.block_start = weave.text.len();
        }
    }

    /// Ends the block that is being read.
    fn end_block(&mut self, owed: Owed) {
        let end = self.page.weave.text.len();
        if end > self.block_start {
            let role = self.roles.last().map_or(Role::Body, |open| open.role);
            self.page.blocks.push((Span { start: self.block_start, end }, role));
            self.block_start = end;
        }
        self.owe(owed);
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let start = tag.kind == TagKind::StartTag;
        match break_at(name) {
            Some(owed) => self.end_block(owed),
            None if name == "br" => self.owe(Owed::Line),
            None => {}
        }
        let count = |depth: &mut usize| *depth = if start { *depth + 1 } else { depth.saturating_sub(1) };
        match name {
            "svg" | "math" if !(start && tag.self_closing) => count(&mut self.foreign),
            "pre" | "textarea" | "xmp" | "listing" => count(&mut self.verbatim),
            "article" | "main" => count(&mut self.in_article),
            _ => {}
        }
        if start {
            self.open(name, tag);
        } else {
            self.silent = false;
            self.close(name);
        }
        if !start || (self.foreign > 0 && tag.self_closing) {
            return TokenSinkResult::Continue;
        }
        match name {
            "title" | "textarea" if self.foreign == 0 => TokenSinkResult::RawData(RawKind::Rcdata),
            "script" => {
                self.silent = true;
                TokenSinkResult::RawData(RawKind::ScriptData)
            }
            "style" | "iframe" | "noembed" | "noframes" => {
                self.silent = true;
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    /// Notes the role that an element gives its text; takes in what a picture says instead of itself.
    fn open(&mut self, name: &str, tag: &Tag) {
        if let Some(open) = self.roles.iter_mut().rev().find(|open| open.name == name) {
            open.depth += 1;
        }
        let attribute = |key: &str| tag.attrs.iter().find(|a| &*a.name.local == key).map(|a| &*a.value);
        if name == "img"
            && let Some(alt) = attribute("alt").filter(|alt| !alt.trim().is_empty())
        {
            self.end_block(Owed::Line);
            self.pay(self.at);
            let start = self.page.weave.text.len();
            self.page.weave.derive(alt.trim(), Span { start: self.at, end: self.fed });
            let end = self.page.weave.text.len();
            self.page.blocks.push((Span { start, end }, Role::Caption));
            self.block_start = end;
            self.owe(Owed::Line);
        }
        let role = self.role_of(name, [attribute("class"), attribute("id")]);
        if let Some(role) = role
            && self.roles.len() < DEEPEST
            && !self.roles.last().is_some_and(|open| open.name == name && open.role == role)
        {
            self.roles.push(Open { name: name.to_owned(), role, depth: 1 });
        }
    }

    fn role_of(&self, name: &str, names: [Option<&str>; 2]) -> Option<Role> {
        match name {
            "title" if self.foreign == 0 => Some(Role::Title),
            "figcaption" | "caption" => Some(Role::Caption),
            "nav" | "aside" | "footer" | "template" | "menu" => Some(Role::Frame),
            "header" if self.in_article == 0 => Some(Role::Frame),
            "div" | "section" | "ol" | "ul" | "li" | "article" => {
                let says = |word: &str| names.iter().flatten().any(|n| n.to_ascii_lowercase().contains(word));
                says("comment").then_some(Role::Comment)
            }
            _ => None,
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(found) = self.roles.iter().rposition(|open| open.name == name) {
            self.roles[found].depth = self.roles[found].depth.saturating_sub(1);
            if self.roles[found].depth == 0 {
                self.roles.truncate(found);
            }
        }
    }

    fn finish(mut self) -> Page {
        self.end_block(Owed::Nothing);
        self.page
    }
}

/// The length of the character reference that a source goes on with; 0 where there is none.
fn reference_len(source: &str) -> usize {
    if !source.starts_with('&') {
        return 0;
    }
    let name = source[1..].bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    1 + name + usize::from(source.as_bytes().get(1 + name) == Some(&b';'))
}

/// What an element's edges put between what stands before and after; `None` for elements within a line.
fn break_at(name: &str) -> Option<Owed> {
    match name {
        "td" | "th" => Some(Owed::Tab),
        "li" | "tr" | "dt" | "dd" | "option" | "thead" | "tbody" | "tfoot" | "summary" | "label"
        | "legend" => Some(Owed::Line),
        "html" | "head" | "body" | "title" | "p" | "div" | "section" | "article" | "main" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "caption" | "blockquote" | "pre"
        | "figure" | "figcaption" | "header" | "footer" | "nav" | "aside" | "form" | "fieldset"
        | "address" | "details" | "dialog" | "hr" | "center" | "menu" | "template" | "textarea"
        | "select" | "xmp" | "listing" | "plaintext" => Some(Owed::Blank),
        _ => None,
    }
}
