//! Where it happened: the nearest name of a place in the sentence, by the words around it. There is no gazetteer.

use sanad_model::PlaceText;

use crate::clause::{Sentence, WINDOW};
use crate::lexicon::Func;
use crate::scan::Shape;

/// How long the name of a place may be, in tokens.
const LONGEST: usize = 4;

impl Sentence<'_, '_> {
    /// The nearest "in Khujand", «село Нижний Дарвоз», «Шолкентский район».
    pub(crate) fn place(&self, at: (usize, usize)) -> Option<PlaceText> {
        if !self.mixed {
            return None;
        }
        let window = at.0.saturating_sub(WINDOW)..self.toks.len().min(at.1 + WINDOW);
        let found = window.filter_map(|i| Some((i, self.place_at(i)?)));
        let (start, end) =
            found.min_by_key(|(i, _)| if *i >= at.1 { i - at.1 } else { at.0.abs_diff(*i) })?;
        self.cause("place", start, end).map(|c| PlaceText { text: c.text })
    }

    /// One past the name of a place that begins at a token.
    fn place_at(&self, start: usize) -> Option<usize> {
        let name = |i: usize| {
            self.toks
                .get(i)
                .is_some_and(|t| t.shape == Shape::Capital && (t.senses.is_empty() || t.is(Func::PlaceName)))
        };
        // «Кызыл-Арчинский» is three tokens.
        let hyphen = |i: usize| {
            self.toks.get(i).is_some_and(|t| t.mark('-') && t.span.start == self.toks[i - 1].span.end)
                && name(i + 1)
        };
        if !name(start) || start > 1 && hyphen(start - 1) {
            return None;
        }
        let mut end = start + 1;
        while end < start + LONGEST && (name(end) || hyphen(end)) {
            end += 1;
        }
        let before = start.checked_sub(1).map(|i| &self.toks[i]);
        let locality = self.toks.get(end).is_some_and(|t| t.is(Func::Locality));
        let led = before.is_some_and(|t| t.is(Func::In) || t.is(Func::Locality));
        (led || locality).then_some(end + usize::from(locality))
    }
}
