//! A text under construction that remembers, for every stretch, the bytes of its source.

use sanad_model::Span;

/// Text and where it came from. Stretches that were copied unchanged lead back byte by byte; the rest (decoded
/// character references, separators) lead back to the source range they stand for.
#[derive(Debug, Default)]
pub(crate) struct Weave {
    pub(crate) text: String,
    runs: Vec<Run>,
}

#[derive(Debug)]
struct Run {
    at: usize,
    source: Span,
    copied: bool,
}

impl Weave {
    /// Adds text that stands in the source as it is, from this byte on.
    pub(crate) fn copy(&mut self, piece: &str, from: usize) {
        let source = Span { start: from, end: from + piece.len() };
        match self.runs.last_mut() {
            Some(last) if last.copied && last.source.end == from => last.source.end = source.end,
            _ => self.runs.push(Run { at: self.text.len(), source, copied: true }),
        }
        self.text.push_str(piece);
    }

    /// Adds text that stands for a range of the source.
    pub(crate) fn derive(&mut self, piece: &str, source: Span) {
        self.runs.push(Run { at: self.text.len(), source, copied: false });
        self.text.push_str(piece);
    }

    /// Whether the text ends in a copied stretch that ends at this byte of the source.
    pub(crate) fn follows(&self, at: usize) -> bool {
        self.runs.last().is_some_and(|last| last.copied && last.source.end == at)
    }

    /// The source of a stretch of the text.
    pub(crate) fn origin(&self, span: Span) -> Span {
        let run_at = |at: usize| &self.runs[self.runs.partition_point(|run| run.at <= at).saturating_sub(1)];
        if self.runs.is_empty() {
            return Span { start: 0, end: 0 };
        }
        let (first, last) = (run_at(span.start), run_at(span.end.saturating_sub(1).max(span.start)));
        let start =
            if first.copied { first.source.start + (span.start - first.at) } else { first.source.start };
        let end = if last.copied { last.source.start + (span.end - last.at) } else { last.source.end };
        Span { start, end: end.max(start) }
    }
}
