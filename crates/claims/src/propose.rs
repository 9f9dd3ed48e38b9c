//! Text to proposals: paragraph by paragraph, sentence by sentence, in the order of the text.
//!
//! A proposal is what the rules take a passage to say. It is never a claim before a person accepts it.

use sanad_model::{Attribution, AttributionType, Claim, PartialDate, Span, Status};
use sanad_text::{Lang, detect_language, sentences};

use crate::attribution::{Cue, Heard, cues, heard_after, teller_of_before};
use crate::clause::Sentence;
use crate::language::{of_phrase, stretches};
use crate::lexicon::Lexicon;
use crate::scan::{Tok, scan};

/// A claim proposed by the grammar, with what it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What the passage is taken to say.
    pub claim: Claim,
    /// The proposal that this one is a part of, by its place in the list ("including two guards").
    pub part_of: Option<usize>,
    /// The words that made it, in the order victim, number, harm, speaker, standing.
    pub why: Vec<Cause>,
}

impl Proposal {
    /// Names the speaker of what was taken for the writer's own words.
    fn said_by(&mut self, who: &Attribution, span: Span) {
        self.claim.attribution = who.clone();
        if self.claim.status == Status::Asserted {
            self.claim.status = Status::Reported;
        }
        self.why.push(Cause { role: "speaker", text: who.text.clone(), span });
    }
}

/// Words that made a proposal, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// As what they were taken: "victim", "number", "harm", "speaker", "status", "actor".
    pub role: &'static str,
    /// The words.
    pub text: String,
    /// Their bytes.
    pub span: Span,
}

/// The claims that a text makes, as proposals for a person to review, in the order of the text.
///
/// Without a language it is detected; a text in a language that has no lexicon yet gives none. Dates are resolved
/// against `published` where they need it. Every quote is the text at its span.
///
/// ```
/// let text = "At least 14 inmates were killed, the ministry said.";
/// let claims = sanad_claims::propose(text, None, None);
/// assert_eq!(claims[0].quote, "At least 14 inmates were killed");
/// assert_eq!(claims[0].count.low(), Some(14));
/// ```
#[must_use]
pub fn propose(text: &str, lang: Option<Lang>, published: Option<PartialDate>) -> Vec<Claim> {
    proposals(text, lang, published).into_iter().map(|p| p.claim).collect()
}

/// The same as [`propose`], with parts tied to their wholes and the words that made each.
#[must_use]
pub fn proposals(text: &str, lang: Option<Lang>, published: Option<PartialDate>) -> Vec<Proposal> {
    let lang = lang.or_else(|| detect_language(text)).unwrap_or_else(|| of_phrase(text));
    if Lexicon::of(lang.code()).is_none() {
        return Vec::new();
    }
    let mut out: Vec<Proposal> = Vec::new();
    let mut heard = Heard::default();
    let mut roll = None;
    let (mut end, mut before) = (0, 0);
    let mut quotation = Quotation::default();
    for span in sentences(text, Some(lang)) {
        if new_paragraph(text.get(end..span.start).unwrap_or_default()) {
            heard = heard.in_new_paragraph();
            before = out.len();
        }
        end = span.end;
        for (stretch, lang) in stretches(text, span, lang) {
            if let Some(lexicon) = Lexicon::of(lang.code()) {
                let toks = scan(text, stretch, lexicon);
                let cues = cues(text, &toks, &heard, lexicon);
                tell_before(&toks, &cues, &mut out[before..]);
                quotation.read(&toks, &cues, &mut out);
                if cues.iter().any(|c| c.named) {
                    before = out.len();
                }
                if toks.iter().any(|t| !t.senses.is_empty()) {
                    let sentence = Sentence::new(text, &toks, &cues, &heard, published, lexicon);
                    let (place, time) = (sentence.place_said(), sentence.time_said());
                    roll = sentence.read(roll, &mut out);
                    heard = heard_after(&cues, heard);
                    heard.place = place.or(heard.place);
                    heard.time = time;
                }
            }
        }
    }
    out
}

/// Words in quotation marks that go on over several sentences, and whose speaker is named after them: «… Они били
/// всех. Двое умерли», — говорит мать.
#[derive(Debug, Default)]
struct Quotation {
    /// The first proposal inside the marks that are open.
    open: Option<usize>,
}

impl Quotation {
    /// Reads a sentence before its own proposals are added.
    fn read(&mut self, toks: &[Tok<'_>], cues: &[Cue], out: &mut [Proposal]) {
        let begun = self.open;
        let mut closed = None;
        for (i, tok) in toks.iter().enumerate() {
            if tok.mark('«') || tok.mark('“') {
                self.open = Some(out.len());
            } else if tok.mark('»') || tok.mark('”') {
                closed = self.open.take().and(closed.or(Some(i)));
            }
        }
        let (Some(first), Some(closed)) = (begun, closed) else { return };
        let Some(cue) = cues.iter().find(|c| c.named && c.at > closed) else { return };
        let inside = out.iter_mut().skip(first);
        for said in inside.filter(|p| p.claim.attribution.kind == AttributionType::OwnVoice) {
            said.said_by(&cue.who, cue.span);
        }
    }
}

/// Names the speaker of the sentence before: «Об этом сообщил источник».
fn tell_before(toks: &[Tok<'_>], cues: &[Cue], before: &mut [Proposal]) {
    let Some((who, span)) = teller_of_before(toks, cues) else { return };
    for told in before.iter_mut().filter(|p| p.claim.attribution.kind == AttributionType::OwnVoice) {
        told.said_by(who, span);
    }
}

/// The rule and the words that made a claim, one line each; empty when the rules would not make it again.
///
/// Only the paragraph of the claim is read again.
#[must_use]
pub fn explain(text: &str, lang: Option<Lang>, claim: &Claim) -> Vec<String> {
    let from = text.floor_char_boundary(claim.span.start.saturating_sub(LONGEST_PARAGRAPH));
    let start = text.get(from..claim.span.start).and_then(|t| t.rfind("\n\n")).map_or(from, |n| from + n + 2);
    let to = text.floor_char_boundary(claim.span.end.saturating_add(LONGEST_PARAGRAPH));
    let rest = text.get(claim.span.end..to).unwrap_or_default();
    let end = claim.span.end + rest.find("\n\n").unwrap_or(rest.len());
    let Some(paragraph) = text.get(start..end) else { return Vec::new() };
    let lang = lang.or_else(|| detect_language(text));
    let found = proposals(paragraph, lang, None).into_iter().find(|p| {
        (p.claim.span.start + start, p.claim.span.end + start) == (claim.span.start, claim.span.end)
            && p.claim.kind == claim.kind
            && p.claim.count == claim.count
    });
    let Some(found) = found else { return Vec::new() };
    let rule = format!("rule: {}", found.claim.rule);
    let words = found.why.into_iter().map(|c| format!("{}: {}", c.role, c.text));
    std::iter::once(rule).chain(words).collect()
}

/// How far around a claim its paragraph is looked for.
const LONGEST_PARAGRAPH: usize = 32 * 1024;

/// Whether a new paragraph begins after this white space.
fn new_paragraph(gap: &str) -> bool {
    gap.matches('\n').count() > 1 || gap.contains('\u{2029}')
}
