//! PDF: the text of each page, by page. A page that cannot be read costs that page, where the library lets go of it.
//!
//! pdf-extract panics on much that is malformed, so each page is read behind a catch; what it does to the stack or
//! to memory is the confined child's affair. Text that is covered, cropped or transparent is text all the same: that
//! a black box hides words from the eye does not take them out of the file, and a reader of evidence must know.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};
use sanad_model::{Problem, Span};

use crate::extracted::MOST_TEXT;

/// Text, pages in order (each a stretch of the text), and what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pub(crate) text: String,
    pub(crate) pages: Vec<(Span, u32)>,
    pub(crate) problems: Vec<Problem>,
}

/// No more pages than this are read.
const MOST_PAGES: usize = 5_000;

/// Reads every page that can be read.
pub(crate) fn read(bytes: &[u8]) -> Pages {
    let mut out = Pages::default();
    let document = match guarded(|| open(bytes)) {
        Some(Ok(document)) => document,
        Some(Err(problem)) => {
            out.problems.push(problem);
            return out;
        }
        None => {
            out.problems.push(damaged("it cannot be opened"));
            return out;
        }
    };
    let Some(count) = guarded(|| document.page_iter().take(MOST_PAGES + 1).count()) else {
        out.problems.push(damaged("its list of pages cannot be followed"));
        return out;
    };
    if count == 0 {
        out.problems.push(damaged("it has no pages"));
    }
    if count > MOST_PAGES {
        out.problems.push(Problem::whole(format!("only the first {MOST_PAGES} pages were read")));
    }
    let mut blank = Vec::new();
    for page in (1..).take(count.min(MOST_PAGES)) {
        match guarded(|| page_text(&document, page)).flatten() {
            Some(text) if text.trim().is_empty() => blank.push(page),
            Some(text) => out.add(page, text.trim()),
            None => {
                out.problems.push(Problem::at(format!("page {page}"), "could not be read").advise(OPEN_IT));
            }
        }
        if out.text.len() > MOST_TEXT {
            out.problems
                .push(Problem::at(format!("page {page}"), "the text is too long; the rest was not read"));
            break;
        }
    }
    out.say_blank(count, &blank);
    out
}

const OPEN_IT: &str = "open the original on a machine you can spare";

impl Pages {
    fn add(&mut self, page: u32, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pages.push((Span { start, end: self.text.len() }, page));
    }

    /// Pages without text are probably pictures of pages.
    fn say_blank(&mut self, count: usize, blank: &[u32]) {
        if blank.is_empty() {
            return;
        }
        let list: Vec<String> = blank.iter().take(20).map(u32::to_string).collect();
        let more = if blank.len() > 20 { " and others" } else { "" };
        let place =
            if blank.len() == count { String::new() } else { format!("pages {}{more}", list.join(", ")) };
        let what = "no text: perhaps pictures of pages";
        self.problems
            .push(Problem::at(place, what).advise("what can be read there must be written down by a person"));
    }
}

/// Opens a document; an empty password is tried where it is encrypted.
fn open(bytes: &[u8]) -> Result<Document, Problem> {
    let mut document = Document::load_mem(bytes).map_err(|_| damaged("it cannot be opened"))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(
            Problem::whole("the PDF is locked with a password").advise("add an unlocked copy beside it")
        );
    }
    Ok(document)
}

fn page_text(document: &Document, page: u32) -> Option<String> {
    let mut text = String::new();
    let mut output = PlainTextOutput::new(&mut text);
    output_doc_page(document, &mut output, page).ok()?;
    Some(text)
}

fn damaged(how: &str) -> Problem {
    Problem::whole(format!("the PDF is damaged: {how}")).advise(OPEN_IT)
}

/// The result, or nothing where the library panicked.
fn guarded<T>(what: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(what)).ok()
}
