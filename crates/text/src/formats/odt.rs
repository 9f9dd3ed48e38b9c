//! OpenDocument texts: paragraphs and headings, notes and comments marked, tracked deletions left out and counted.

use quick_xml::events::{BytesStart, Event};
use sanad_model::{Problem, Span};

use super::office::{Archive, Flow, attribute, walk};
use crate::extracted::Role;

/// The blocks of a document and what is odd about it.
pub(crate) fn read(bytes: &[u8]) -> (Flow, Vec<Problem>) {
    let mut archive = match Archive::open(bytes) {
        Ok(archive) => archive,
        Err(problem) => return (Flow::default(), vec![problem]),
    };
    let mut reader = Reader::default();
    match archive.member("content.xml") {
        Some(member) => reader.part(&member.text, member.place, &mut archive.problems),
        None => archive.problems.push(Problem::whole("the document is damaged: it has no main part")),
    }
    let mut problems = archive.problems;
    problems.extend(reader.flow.problems());
    if reader.deleted > 0 {
        let what = format!("tracked changes: {} deleted characters are not part of the text", reader.deleted);
        problems.push(Problem::whole(what).advise("the original shows them"));
    }
    (reader.flow, problems)
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    place: Option<Span>,
    /// Inside the list of what was deleted.
    gone: usize,
    /// Inside names and dates of comments, and other text that is no part of a paragraph.
    aside: usize,
    notes: usize,
    comments: usize,
    captions: usize,
    tables: usize,
    paragraphs: usize,
    in_citation: bool,
    citation: String,
    deleted: usize,
}

impl Reader {
    fn part(&mut self, xml: &str, place: Span, problems: &mut Vec<Problem>) {
        self.place = Some(place);
        walk(xml, problems, |event| match event {
            Event::Start(element) => self.open(element, false),
            Event::Empty(element) => self.open(element, true),
            Event::End(element) => self.close(element.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let text = self.flow.reference(&reference.xml10_content(), character);
                self.text(&text);
            }
            _ => {}
        });
    }

    /// White space is collapsed as the format has it; what counts is written as elements.
    fn text(&mut self, text: &str) {
        if self.gone > 0 {
            self.deleted += text.trim().chars().count();
        } else if self.in_citation {
            self.citation.push_str(text);
        } else if self.aside == 0 && (self.paragraphs > 0 || self.captions > 0) {
            for c in text.chars() {
                if !c.is_ascii_whitespace() {
                    self.flow.push(c.encode_utf8(&mut [0; 4]));
                } else if !self.flow.ends_in_space() {
                    self.flow.push(" ");
                }
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, empty: bool) {
        let deeper = usize::from(!empty);
        match element.local_name().as_ref() {
            "tracked-changes" => self.gone += deeper,
            _ if self.gone > 0 => {}
            "p" | "h" if !empty => {
                self.paragraphs += 1;
                self.flow.start();
                if self.notes > 0 && !self.citation.is_empty() {
                    let mark = format!("[{}] ", std::mem::take(&mut self.citation));
                    self.flow.push(&mark);
                }
            }
            "note-citation" => {
                self.citation.clear();
                self.in_citation = !empty;
            }
            "note-body" => self.notes += deeper,
            "annotation" => self.comments += deeper,
            "creator" | "date" | "creator-initials" | "date-string" | "sender-initials" => {
                self.aside += deeper;
            }
            "title" | "desc" if !empty => {
                self.captions += 1;
                self.flow.start();
            }
            "table" => self.tables += deeper,
            "tab" => self.flow.push("\t"),
            "line-break" => self.flow.push("\n"),
            "s" => {
                let count = attribute(element, "c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                self.flow.push(&" ".repeat(count.min(1000)));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "tracked-changes" {
            self.gone = self.gone.saturating_sub(1);
        }
        let (Some(place), 0) = (self.place, self.gone) else { return };
        let less = |count: &mut usize| *count = count.saturating_sub(1);
        match name {
            "p" | "h" => {
                less(&mut self.paragraphs);
                let role = match (self.comments, self.notes) {
                    (1.., _) => Role::Comment,
                    (_, 1..) => Role::Note,
                    _ => Role::Body,
                };
                self.flow.end(role, place);
                if self.tables > 0 {
                    self.flow.part_by("\n");
                }
            }
            "note-citation" => {
                self.in_citation = false;
                let mark = format!("[{}]", self.citation);
                self.flow.push(&mark);
            }
            "note-body" => less(&mut self.notes),
            "annotation" => less(&mut self.comments),
            "creator" | "date" | "creator-initials" | "date-string" | "sender-initials" => {
                less(&mut self.aside);
            }
            "title" | "desc" if self.captions > 0 => {
                less(&mut self.captions);
                self.flow.end(Role::Caption, place);
            }
            "table-cell" => self.flow.part_by("\t"),
            "table-row" => self.flow.part_by("\n"),
            "table" => {
                less(&mut self.tables);
                self.flow.part_by("\n\n");
            }
            _ => {}
        }
    }
}
