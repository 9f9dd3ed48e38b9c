//! Office documents as archives of XML: members under bounds, and paragraphs as they nest.
//!
//! Nothing is unpacked to disk and no member name is used as a path. XML entities that a document declares are never
//! expanded. A passage's origin is the stretch of the file that holds the member it stands in.

use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use sanad_model::{Problem, Span};
use zip::ZipArchive;

use crate::decode::decode;
use crate::extracted::Role;

/// No archive with more members is opened.
const MOST_MEMBERS: usize = 10_000;
/// No member is unpacked beyond this.
const LARGEST_MEMBER: u64 = 48 << 20;
/// Beyond this size a member may not have grown more than a hundredfold.
const TRUSTED_SIZE: u64 = 8 << 20;

/// An office file.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    length: usize,
    pub(crate) problems: Vec<Problem>,
}

/// One member as text, and the bytes of the file that hold it.
pub(crate) struct Member {
    pub(crate) text: String,
    pub(crate) place: Span,
}

impl<'b> Archive<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let damaged = |_| Problem::whole("the document is damaged: its archive cannot be opened");
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MOST_MEMBERS {
            return Err(Problem::whole(format!("the archive has {} members: not opened", zip.len())));
        }
        Ok(Self { zip, length: bytes.len(), problems: Vec::new() })
    }

    /// The names of members that begin and end so, in order.
    pub(crate) fn names(&self, start: &str, end: &str) -> Vec<String> {
        let names = self.zip.file_names().filter_map(|name| name.ok().map(|name| name.into_owned()));
        let mut names: Vec<String> =
            names.filter(|name| name.starts_with(start) && name.ends_with(end)).collect();
        names.sort();
        names
    }

    /// Unpacks one member. What is wrong with it is said.
    pub(crate) fn member(&mut self, name: &str) -> Option<Member> {
        let at = |what: &str| Problem::at(name, what);
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return None,
            Err(_) => {
                self.problems.push(at("cannot be unpacked"));
                return None;
            }
        };
        let packed = file.compressed_size();
        // Both numbers are the file's own word: never beyond its end.
        let within = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(self.length);
        let start = file.data_start().unwrap_or(0);
        let place = Span { start: within(start), end: within(start.saturating_add(packed)) };
        let allowed = LARGEST_MEMBER.min(TRUSTED_SIZE.max(packed.saturating_mul(100)));
        let mut bytes = Vec::new();
        let read = file.take(allowed + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > allowed {
            self.problems
                .push(at("unpacks to far more than it may; not read").advise("this may be an attack"));
            return None;
        }
        if read.is_err() {
            self.problems.push(at("is damaged; what could be unpacked was read"));
        }
        let decoded = decode(&bytes, None);
        self.problems.extend(decoded.problems);
        Some(Member { text: decoded.text, place })
    }
}

/// A paragraph or caption, with what it is and where it stands.
pub(crate) struct Block {
    pub(crate) text: String,
    pub(crate) role: Role,
    pub(crate) place: Span,
    /// What stands before it in the text: a line end, a tab.
    pub(crate) before: &'static str,
}

/// Paragraphs as they open and close; one may stand inside another (text boxes, notes).
#[derive(Default)]
pub(crate) struct Flow {
    pub(crate) blocks: Vec<Block>,
    open: Vec<String>,
    before: Option<&'static str>,
    unknown_entities: usize,
}

impl Flow {
    pub(crate) fn start(&mut self) {
        self.open.push(String::new());
    }

    pub(crate) fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push_str(text);
        }
    }

    /// The text so far of the innermost open paragraph.
    pub(crate) fn ends_in_space(&self) -> bool {
        self.open.last().is_none_or(|text| text.is_empty() || text.ends_with(char::is_whitespace))
    }

    pub(crate) fn end(&mut self, role: Role, place: Span) {
        if let Some(text) = self.open.pop() {
            self.block(&text, role, place);
        }
    }

    pub(crate) fn block(&mut self, text: &str, role: Role, place: Span) {
        if !text.trim().is_empty() {
            let before = self.before.take().unwrap_or("\n\n");
            self.blocks.push(Block { text: text.trim().to_owned(), role, place, before });
        }
    }

    /// What the next block is parted by, where it is not a blank line.
    pub(crate) fn part_by(&mut self, before: &'static str) {
        self.before = Some(before);
    }

    /// The character a reference stands for; entities that a document made up stay as they are written.
    pub(crate) fn reference(&mut self, name: &str, character: Option<char>) -> String {
        match (character, name) {
            (Some(c), _) => c.to_string(),
            (_, "lt") => "<".to_owned(),
            (_, "gt") => ">".to_owned(),
            (_, "amp") => "&".to_owned(),
            (_, "apos") => "'".to_owned(),
            (_, "quot") => "\"".to_owned(),
            _ => {
                self.unknown_entities += 1;
                format!("&{name};")
            }
        }
    }

    pub(crate) fn problems(&self) -> Option<Problem> {
        let what = "uses entities of its own, which are not expanded";
        (self.unknown_entities > 0).then(|| Problem::whole(format!("the document {what}")))
    }
}

/// Walks XML to its end or to its first error, which is said. The walk keeps no tree, so depth costs nothing.
pub(crate) fn walk(xml: &str, problems: &mut Vec<Problem>, mut step: impl FnMut(&Event<'_>)) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => step(&event),
            Err(_) => {
                let place = format!("byte {} of the document's XML", reader.error_position());
                problems.push(Problem::at(place, "is not XML; the rest was not read"));
                break;
            }
        }
    }
}

/// The value of an attribute by its name without prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&"))
}
