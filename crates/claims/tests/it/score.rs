//! How well proposals agree with gold passages: the measure that the tests and `cargo xtask bench claims` share.
//!
//! A gold file is one passage a line: `{"id","set","published"?,"text","claims":[…],"decoys"?:[…]}`; a claim has
//! `kind, mode, low, high, quote, by, status` and, where they are said, `victim, name, place, first, last, actor`.
//! `optional` claims may be found or not; `equiv_kinds`, `equiv_by`, `equiv_status` are readings that careful readers
//! differ on. A proposal matches a gold claim when the kind agrees, the number agrees and their bytes meet. What says
//! again what was matched is forgiven; every other proposal is wrong, whatever its standing.

use sanad_claims::{Proposal, proposals};
use sanad_model::{Count, CountMode, PartialDate, Span, Status};
use sanad_text::Lang;
use serde_json::Value;

/// How often something was so, of how many.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Share(pub(crate) usize, pub(crate) usize);

impl Share {
    /// Adds one case.
    fn add(&mut self, so: bool) {
        self.0 += usize::from(so);
        self.1 += 1;
    }

    /// The share; 1 of nothing.
    pub(crate) fn value(&self) -> f64 {
        if self.1 == 0 { 1.0 } else { self.0 as f64 / self.1 as f64 }
    }
}

/// The counts of one passage.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Row {
    right: usize,
    missed: usize,
    wrong: usize,
}

/// A scored set of passages.
#[derive(Debug, Default)]
pub(crate) struct Score {
    rows: Vec<Row>,
    /// Of matched claims: attribution type, status, date, place, mode of the count.
    pub(crate) by: Share,
    /// Standing.
    pub(crate) status: Share,
    /// First and last day meet those of the gold.
    pub(crate) date: Share,
    /// A word of the place agrees.
    pub(crate) place: Share,
    /// Way of counting.
    pub(crate) mode: Share,
    /// What is not said as fact, taken as fact.
    pub(crate) taken_as_fact: usize,
    /// Wrong proposals on words that only look like a claim.
    pub(crate) decoys: usize,
    /// Quotes that are not the bytes at their span.
    pub(crate) not_verbatim: usize,
    /// What was missed and what was wrong, one line each.
    pub(crate) errors: Vec<String>,
}

impl Score {
    /// Right, of right and wrong.
    pub(crate) fn precision(&self) -> f64 {
        let (right, _, wrong) = self.sums(&self.rows);
        Share(right, right + wrong).value()
    }

    /// Right, of right and missed.
    pub(crate) fn recall(&self) -> f64 {
        let (right, missed, _) = self.sums(&self.rows);
        Share(right, right + missed).value()
    }

    /// The harmonic mean of both.
    pub(crate) fn f1(&self) -> f64 {
        Self::f1_of(self.sums(&self.rows))
    }

    /// 95 % interval of F1 by a bootstrap over passages (Efron 1979, percentiles of 1000 resamples, fixed seed).
    pub(crate) fn interval(&self) -> (f64, f64) {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % self.rows.len().max(1)
        };
        let mut f1s: Vec<f64> = (0..1000)
            .map(|_| {
                let rows: Vec<Row> =
                    self.rows.iter().filter_map(|_| self.rows.get(next()).copied()).collect();
                Self::f1_of(self.sums(&rows))
            })
            .collect();
        f1s.sort_by(f64::total_cmp);
        (f1s[25], f1s[974])
    }

    fn sums(&self, rows: &[Row]) -> (usize, usize, usize) {
        rows.iter().fold((0, 0, 0), |s, r| (s.0 + r.right, s.1 + r.missed, s.2 + r.wrong))
    }

    fn f1_of((right, missed, wrong): (usize, usize, usize)) -> f64 {
        Share(2 * right, 2 * right + missed + wrong).value()
    }
}

/// Scores the passages of a file; `set` picks some of them.
pub(crate) fn score(file: &str, lang: Lang, set: Option<&str>) -> Score {
    let mut score = Score::default();
    for line in file.lines().filter(|l| !l.trim().is_empty()) {
        let Ok(passage) = serde_json::from_str::<Value>(line) else { continue };
        if set.is_none_or(|set| passage["set"] == set) {
            add(&mut score, &passage, lang);
        }
    }
    score
}

fn add(score: &mut Score, passage: &Value, lang: Lang) {
    let text = passage["text"].as_str().unwrap_or_default();
    let published: Option<PartialDate> = passage["published"].as_str().and_then(|d| d.parse().ok());
    let found = proposals(text, Some(lang), published);
    let gold: Vec<&Value> = passage["claims"].as_array().into_iter().flatten().collect();
    let id = passage["id"].as_str().unwrap_or_default();
    let mut row = Row::default();
    let mut used = vec![false; found.len()];
    let mut matched = Vec::new();
    for claim in &gold {
        let Some(span) = span(text, claim["quote"].as_str()) else {
            score.errors.push(format!("{id} NO SUCH QUOTE {claim}"));
            continue;
        };
        let candidates = (0..found.len()).filter(|i| !used[*i] && agrees(claim, span, &found[*i]));
        let best = candidates.max_by_key(|i| closeness(claim, span, &found[*i]));
        let optional = claim["optional"] == true;
        if let Some(i) = best {
            used[i] = true;
            matched.push((*claim, span));
            row.right += usize::from(!optional);
            compare(score, id, claim, &found[i]);
        } else if !optional {
            row.missed += 1;
            let (kind, quote) = (claim["kind"].as_str().unwrap_or(""), claim["quote"].as_str().unwrap_or(""));
            score.errors.push(format!("{id} MISSED {kind} {} {} {quote:?}", claim["low"], claim["high"]));
        }
    }
    let decoys: Vec<Span> =
        passage["decoys"].as_array().into_iter().flatten().filter_map(|d| span(text, d.as_str())).collect();
    for (i, p) in found.iter().enumerate() {
        let c = &p.claim;
        score.not_verbatim += usize::from(c.span.of(text) != Some(c.quote.as_str()));
        if used[i] || matched.iter().any(|(claim, span)| agrees(claim, *span, p)) {
            continue;
        }
        row.wrong += 1;
        score.decoys += usize::from(decoys.iter().any(|d| d.overlaps(c.span)));
        score.errors.push(format!(
            "{id} WRONG {} {} {:?} [{}] {:?}",
            c.kind,
            c.status,
            c.count.text(),
            c.rule,
            c.quote
        ));
    }
    score.rows.push(row);
}

fn span(text: &str, quote: Option<&str>) -> Option<Span> {
    let quote = quote.filter(|q| !q.is_empty())?;
    text.find(quote).map(|start| Span { start, end: start + quote.len() })
}

/// The value of a field, or one of its equivalents.
fn is(claim: &Value, field: &str, equivalents: &str, value: &str) -> bool {
    claim[field] == value || claim[equivalents].as_array().is_some_and(|l| l.iter().any(|v| v == value))
}

fn agrees(gold: &Value, span: Span, found: &Proposal) -> bool {
    let c = &found.claim;
    is(gold, "kind", "equiv_kinds", c.kind.as_str()) && c.span.overlaps(span) && same_number(gold, &c.count)
}

fn same_number(gold: &Value, count: &Count) -> bool {
    let open = |m: &str| matches!(m, "vague" | "unspecified" | "relative");
    let (low, high) = (gold["low"].as_u64(), gold["high"].as_u64());
    let mode = gold["mode"].as_str().unwrap_or_default();
    match mode {
        m if open(m) => open(count.mode().as_str()),
        "range" => (count.low(), count.high()) == (low, high),
        _ => {
            low.or(high) == count.low().or(count.high())
                && low.or(high).is_some()
                && (mode != "exact" || count.mode() != CountMode::Range)
        }
    }
}

fn closeness(gold: &Value, span: Span, found: &Proposal) -> (bool, usize) {
    let c = &found.claim;
    let shared = span.end.min(c.span.end).saturating_sub(span.start.max(c.span.start));
    let all = span.end.max(c.span.end) - span.start.min(c.span.start);
    (gold["mode"] == c.count.mode().as_str(), shared * 1000 / all.max(1))
}

/// The other fields of a matched claim.
fn compare(score: &mut Score, id: &str, gold: &Value, found: &Proposal) {
    let c = &found.claim;
    let own = |s: &str| s == "own_voice" || s == "author";
    let by = c.attribution.kind.as_str();
    let same_by = is(gold, "by", "equiv_by", by) || own(by) && gold["by"].as_str().is_some_and(own);
    let same_status = is(gold, "status", "equiv_status", c.status.as_str());
    score.by.add(same_by);
    score.status.add(same_status);
    score.mode.add(gold["mode"] == c.count.mode().as_str());
    let factual = |s: &str| {
        s.parse::<Status>().is_ok_and(|s| matches!(s, Status::Asserted | Status::Reported | Status::Alleged))
    };
    let not_factual = matches!(
        gold["status"].as_str(),
        Some(
            "rhetorical_question"
                | "ironic"
                | "conditional"
                | "prediction"
                | "demand"
                | "denied"
                | "attempted"
                | "absence_of_evidence"
        )
    );
    let as_fact = not_factual && !same_status && factual(c.status.as_str());
    score.taken_as_fact += usize::from(as_fact);
    let mut wrong = Vec::new();
    if !same_by {
        wrong.push(format!("by {} {:?} not {}", c.attribution.kind, c.attribution.text, gold["by"]));
    }
    if !same_status {
        wrong.push(format!("{} not {}{}", c.status, gold["status"], if as_fact { " AS FACT" } else { "" }));
    }
    if gold["first"].is_string() || gold["last"].is_string() {
        let meets = dates_meet(gold, found);
        score.date.add(meets);
        if !meets {
            wrong.push(format!("date {:?} not {}", c.time, gold["first"]));
        }
    }
    if let Some(place) = gold["place"].as_str() {
        let said = c.place.as_ref().map_or("", |p| p.text.as_str());
        let same = words(place).any(|w| words(said).any(|s| s == w));
        score.place.add(same);
        if !same {
            wrong.push(format!("place {said:?} not {place:?}"));
        }
    }
    if !wrong.is_empty() {
        score.errors.push(format!("{id} FRAME {:?}: {}", c.quote, wrong.join("; ")));
    }
}

fn words(s: &str) -> impl Iterator<Item = String> {
    let split = s.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    split.collect::<Vec<_>>().into_iter()
}

fn dates_meet(gold: &Value, found: &Proposal) -> bool {
    let day = |v: &Value| v.as_str().and_then(|s| s.parse::<PartialDate>().ok());
    let Some(time) = &found.claim.time else { return false };
    let (first, last) = (time.first.or(time.last), time.last.or(time.first));
    let (Some(first), Some(last)) = (first, last) else { return false };
    day(&gold["first"]).is_none_or(|g| last.last() >= g.first())
        && day(&gold["last"]).is_none_or(|g| first.first() <= g.last())
}
