//! Word documents: the body, then notes, comments, heads and feet, each marked as what it is.
//!
//! What was deleted under tracked changes is not text and is counted; what was inserted is. Text marked as hidden is
//! text. Notes are numbered in the order of their marks, as Word shows them.

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
    let mut main = archive.names("word/document", ".xml");
    main.truncate(1);
    let others = [
        (vec!["word/footnotes.xml".to_owned()], Role::Note),
        (vec!["word/endnotes.xml".to_owned()], Role::Note),
        (vec!["word/comments.xml".to_owned()], Role::Comment),
        (archive.names("word/header", ".xml"), Role::Frame),
        (archive.names("word/footer", ".xml"), Role::Frame),
    ];
    if main.is_empty() {
        archive.problems.push(Problem::whole("the document is damaged: it has no main part"));
    }
    for (names, role) in std::iter::once((main, Role::Body)).chain(others) {
        for name in names {
            if let Some(member) = archive.member(&name) {
                reader.part(&member.text, member.place, role, &mut archive.problems);
            }
        }
    }
    let mut problems = archive.problems;
    problems.extend(reader.flow.problems());
    if reader.deleted > 0 {
        let what = format!("tracked changes: {} deleted characters are not part of the text", reader.deleted);
        problems.push(Problem::whole(what).advise("the original shows them"));
    }
    if reader.hidden {
        problems.push(Problem::whole("some text is marked as hidden in the document; it is included"));
    }
    (reader.flow, problems)
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    /// The part that is being read.
    place: Option<Span>,
    role: Role,
    in_text: bool,
    in_deleted_text: bool,
    runs: usize,
    /// Inside what was deleted or moved away.
    gone: usize,
    /// Inside the second version of something that is there already.
    fallback: usize,
    tables: usize,
    captions: Vec<String>,
    /// Note ids in the order of their marks.
    notes: Vec<String>,
    /// The number of the note that is being read.
    note: Option<String>,
    deleted: usize,
    hidden: bool,
}

impl Reader {
    fn part(&mut self, xml: &str, place: Span, role: Role, problems: &mut Vec<Problem>) {
        self.place = Some(place);
        self.role = role;
        (self.runs, self.gone, self.fallback, self.tables) = (0, 0, 0, 0);
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

    fn text(&mut self, text: &str) {
        if self.fallback > 0 {
            return;
        }
        if self.in_deleted_text || (self.in_text && self.gone > 0) {
            self.deleted += text.chars().count();
        } else if self.in_text {
            self.flow.push(text);
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, empty: bool) {
        let name = element.local_name();
        let deeper = usize::from(!empty);
        match name.as_ref() {
            "Fallback" => self.fallback += deeper,
            _ if self.fallback > 0 => {}
            "p" if !empty => {
                self.flow.start();
                if let Some(number) = self.note.take() {
                    self.flow.push(&format!("[{number}] "));
                }
            }
            "r" => self.runs += deeper,
            "t" => self.in_text = !empty,
            "delText" => self.in_deleted_text = !empty,
            "del" | "moveFrom" => self.gone += deeper,
            "tbl" => self.tables += deeper,
            "tab" if self.runs > 0 && self.gone == 0 => self.flow.push("\t"),
            "br" | "cr" if self.runs > 0 && self.gone == 0 => self.flow.push("\n"),
            "noBreakHyphen" if self.gone == 0 => self.flow.push("\u{2011}"),
            "vanish" if self.runs > 0 => self.hidden = true,
            "docPr" => self.captions.extend(attribute(element, "descr")),
            "footnoteReference" | "endnoteReference" => {
                let kind = if name.as_ref() == "footnoteReference" { "f" } else { "e" };
                self.notes.push(format!("{kind}{}", attribute(element, "id").unwrap_or_default()));
                self.flow.push(&format!("[{}]", self.notes.len()));
            }
            "footnote" | "endnote" => {
                let kind = if name.as_ref() == "footnote" { "f" } else { "e" };
                let id = format!("{kind}{}", attribute(element, "id").unwrap_or_default());
                self.note = self.notes.iter().position(|known| *known == id).map(|at| (at + 1).to_string());
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "Fallback" {
            self.fallback = self.fallback.saturating_sub(1);
        }
        if self.fallback > 0 {
            return;
        }
        let Some(place) = self.place else { return };
        match name {
            "p" => {
                self.flow.end(self.role, place);
                if self.tables > 0 {
                    self.flow.part_by("\n");
                }
                for caption in std::mem::take(&mut self.captions) {
                    self.flow.block(&caption, Role::Caption, place);
                }
            }
            "t" => self.in_text = false,
            "delText" => self.in_deleted_text = false,
            "r" => self.runs = self.runs.saturating_sub(1),
            "del" | "moveFrom" => self.gone = self.gone.saturating_sub(1),
            "tc" => self.flow.part_by("\t"),
            "tr" => self.flow.part_by("\n"),
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.flow.part_by("\n\n");
            }
            _ => {}
        }
    }
}
