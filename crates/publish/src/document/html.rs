//! A document as one HTML file: no script, nothing from elsewhere, read with a screen reader or in print.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{Block, Document, Run, Segment, place_name, right_to_left};
use crate::html::esc;
use crate::redact::Redacted;
use crate::visible::visible;

const STYLE: &str = include_str!("document.css");

/// The document as HTML.
#[must_use]
pub fn html(document: &Redacted<Document>) -> String {
    let document = document.get();
    let mut page = Page { out: String::new(), notes: Vec::new(), document, open: BTreeSet::new() };
    page.document();
    page.out
}

struct Page<'d> {
    out: String,
    notes: Vec<String>,
    document: &'d Document,
    /// Places that were opened: a name stands once.
    open: BTreeSet<String>,
}

impl Page<'_> {
    fn document(&mut self) {
        let d = self.document;
        let dir = direction(&d.language);
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"generator\" content=\"{}\">\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n",
            esc(&d.language),
            words(&d.title),
            words(&d.program),
        );
        if let Some(draft) = &d.draft {
            let _ = writeln!(self.out, "<p class=\"draft\">{}</p>", words(draft));
        }
        let _ = writeln!(self.out, "<p class=\"title\">{}</p>", words(&d.title));
        if let Some(subtitle) = &d.subtitle {
            let _ = writeln!(self.out, "<p class=\"subtitle\">{}</p>", words(subtitle));
        }
        let _ = writeln!(self.out, "<p class=\"notice\">{}</p>\n</header>\n<main>", words(&d.notice));
        for block in &d.blocks {
            self.block(block);
        }
        self.footnotes();
        let _ = writeln!(self.out, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>", words(&d.notice));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, id } => {
                let level = (*level).clamp(1, 4);
                let id = id.as_deref().map(|id| self.place(id)).unwrap_or_default();
                let text = self.runs(text);
                let _ = writeln!(self.out, "<h{level}{id}>{text}</h{level}>");
            }
            Block::Paragraph { text } => self.tagged("p", "", text),
            Block::Gap { text } => {
                let missing = words(&self.document.labels.missing);
                let text = self.runs(text);
                let _ = writeln!(self.out, "<p class=\"gap\"><strong>{missing}</strong> {text}</p>");
            }
            Block::Callout { text } => self.tagged("div", " class=\"callout\"", text),
            Block::List { ordered, items } => {
                let tag = if *ordered { "ol" } else { "ul" };
                let _ = writeln!(self.out, "<{tag}>");
                for item in items {
                    self.tagged("li", "", item);
                }
                let _ = writeln!(self.out, "</{tag}>");
            }
            Block::Fields { rows } => {
                let _ = writeln!(self.out, "<table class=\"fields\">");
                for (what, value) in rows {
                    let value = self.runs(value);
                    let _ =
                        writeln!(self.out, "<tr><th scope=\"row\">{}</th><td>{value}</td></tr>", words(what));
                }
                let _ = writeln!(self.out, "</table>");
            }
            Block::Table { caption, head, rows, .. } => self.table(caption.as_deref(), head, rows),
            Block::Quote { segments, language, under } => {
                let language = language.as_deref().unwrap_or(&self.document.language);
                let shown: String = segments.iter().map(|s| self.segment(s)).collect();
                let _ = writeln!(
                    self.out,
                    "<blockquote><p lang=\"{}\" dir=\"{}\">{shown}</p>",
                    esc(language),
                    direction(language)
                );
                if !under.is_empty() {
                    self.tagged("p", " class=\"under\"", under);
                }
                let _ = writeln!(self.out, "</blockquote>");
            }
            Block::Contents => self.contents(),
            Block::PageBreak => {
                let _ = writeln!(self.out, "<hr class=\"page\">");
            }
            Block::Picture { png, alt } => {
                let data = BASE64.encode(png);
                let _ = writeln!(
                    self.out,
                    "<p><img src=\"data:image/png;base64,{data}\" alt=\"{}\"></p>",
                    words(alt)
                );
            }
        }
    }

    fn tagged(&mut self, tag: &str, attributes: &str, text: &[Run]) {
        let text = self.runs(text);
        let _ = writeln!(self.out, "<{tag}{attributes}>{text}</{tag}>");
    }

    fn table(&mut self, caption: Option<&str>, head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) {
        let _ = writeln!(self.out, "<table>");
        if let Some(caption) = caption {
            let _ = writeln!(self.out, "<caption>{}</caption>", words(caption));
        }
        let heads: String =
            head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", self.runs(cell))).collect();
        let _ = writeln!(self.out, "<thead><tr>{heads}</tr></thead>\n<tbody>");
        for row in rows {
            let cells: String = row.iter().map(|cell| format!("<td>{}</td>", self.runs(cell))).collect();
            let _ = writeln!(self.out, "<tr>{cells}</tr>");
        }
        let _ = writeln!(self.out, "</tbody></table>");
    }

    fn contents(&mut self) {
        let _ = writeln!(
            self.out,
            "<nav><p><strong>{}</strong></p>\n<ul>",
            words(&self.document.labels.contents)
        );
        for block in &self.document.blocks {
            if let Block::Heading { level: 1 | 2, text, id: Some(id) } = block {
                let text: String = text.iter().map(plain).collect();
                let _ = writeln!(self.out, "<li><a href=\"#{}\">{}</a></li>", place_name(id), words(&text));
            }
        }
        let _ = writeln!(self.out, "</ul></nav>");
    }

    fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let _ = writeln!(
            self.out,
            "<section class=\"notes\"><p><strong>{}</strong></p>\n<ol>",
            words(&self.document.labels.notes)
        );
        for (n, note) in std::mem::take(&mut self.notes).iter().enumerate() {
            let n = n + 1;
            let _ = writeln!(
                self.out,
                "<li id=\"note-{n}\">{note} <a href=\"#ref-{n}\">\u{21a9}\u{fe0e}</a></li>"
            );
        }
        let _ = writeln!(self.out, "</ol></section>");
    }

    fn runs(&mut self, runs: &[Run]) -> String {
        runs.iter().map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: &Run) -> String {
        match run {
            Run::Text { text } => words(text),
            Run::Strong { text } => format!("<strong>{}</strong>", words(text)),
            Run::Soft { text } => format!("<span class=\"soft\">{}</span>", words(text)),
            Run::Code { text } => format!("<code dir=\"ltr\">{}</code>", words(text)),
            Run::Foreign { text, language } => {
                format!(
                    "<span lang=\"{}\" dir=\"{}\">{}</span>",
                    esc(language),
                    direction(language),
                    words(text)
                )
            }
            Run::Footnote { mark, text } => {
                // the number is taken before the words, which may hold no note of their own
                let n = self.notes.len() + 1;
                self.notes.push(String::new());
                let note = self.runs(text);
                self.notes[n - 1] = note;
                format!("<sup><a href=\"#note-{n}\" id=\"ref-{n}\">{}</a></sup>", words(mark))
            }
            Run::Anchor { id } => {
                let id = self.place(id);
                if id.is_empty() { String::new() } else { format!("<span{id}></span>") }
            }
            Run::Reference { id, text } => format!("<a href=\"#{}\">{}</a>", place_name(id), words(text)),
            Run::Link { url, text } if is_address(url) => {
                format!("<a href=\"{}\" rel=\"noreferrer noopener\">{}</a>", esc(url), words(text))
            }
            Run::Link { text, .. } => words(text),
            Run::Redacted => self.bar(),
            Run::Break => "<br>".to_owned(),
        }
    }

    fn segment(&self, segment: &Segment) -> String {
        match segment {
            Segment::Shown { text } => words(text),
            Segment::Redacted => self.bar(),
        }
    }

    fn bar(&self) -> String {
        format!(
            "<span class=\"bar\" role=\"img\" aria-label=\"{}\">\u{2588}\u{2588}\u{2588}\u{2588}</span>",
            words(&self.document.labels.withheld)
        )
    }

    /// The attribute that names a place, once for each name.
    fn place(&mut self, id: &str) -> String {
        let name = place_name(id);
        if self.open.insert(name.clone()) { format!(" id=\"{name}\"") } else { String::new() }
    }
}

fn plain(run: &Run) -> String {
    match run {
        Run::Text { text } | Run::Strong { text } | Run::Soft { text } | Run::Code { text } => text.clone(),
        Run::Foreign { text, .. } | Run::Reference { text, .. } | Run::Link { text, .. } => text.clone(),
        _ => String::new(),
    }
}

fn words(text: &str) -> String {
    esc(&visible(text))
}

fn is_address(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

fn direction(language: &str) -> &'static str {
    if right_to_left(language) { "rtl" } else { "ltr" }
}
