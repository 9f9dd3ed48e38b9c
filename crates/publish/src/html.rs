//! The record as one HTML file: no script, nothing from outside, readable with everything switched off.
//!
//! The styles stand in one `<style>` whose digest the content policy names, so that nothing else is ever applied;
//! the positions of bars are rules in it. All text passes [`esc`]. Made for Tor Browser's "Safest", for print and
//! for a narrow phone.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use crate::chart::{Bar, Chart};
use crate::locale::Locale;
use crate::page::{Entry, Listed, Note, OPEN, Page, Report, ScopeBounds, Section, TollPage};
use crate::redact::Redacted;
use crate::view::RecordView;

const STYLE: &str = include_str!("record.css");

/// The record as an HTML document.
#[must_use]
pub fn html(view: &Redacted<RecordView>, locale: &Locale) -> String {
    let page = Page::new(view, locale);
    let mut out = Html { text: String::with_capacity(1 << 16), rules: String::new(), bars: 0 };
    out.body(&page);
    let style = format!("{STYLE}{}", out.rules);
    let digest = BASE64.encode(Sha256::digest(style.as_bytes()));
    let mut document = String::with_capacity(out.text.len() + style.len() + 1024);
    let _ = write!(
        document,
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n{}</html>\n",
        page.lang,
        page.dir,
        esc(&page.title),
        out.text,
    );
    document
}

/// Text as HTML shows it.
pub(crate) fn esc(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A document being written, and the style rules that its bars need.
struct Html {
    text: String,
    rules: String,
    bars: usize,
}

macro_rules! put {
    ($out:expr, $($arg:tt)*) => { { let _ = write!($out.text, $($arg)*); } };
}

impl Html {
    fn body(&mut self, page: &Page) {
        put!(
            self,
            "<body>\n<header class=\"head\">\n<p class=\"sort\">{}</p>\n<h1>{}</h1>\n<dl class=\"stamp\">",
            esc(&page.sort),
            bdi(&page.title)
        );
        for (what, value) in &page.stamp {
            put!(self, "<div><dt>{}</dt><dd>{}</dd></div>", esc(what), bdi(value));
        }
        put!(self, "</dl>\n</header>\n<main>\n");
        self.section(&page.about, "about");
        self.contents(page);
        for toll in &page.tolls {
            self.toll(page, toll);
        }
        for (listed, id) in [(&page.responsibility, "responsibility"), (&page.chronology, "chronology")] {
            if let Some(listed) = listed {
                put!(self, "<section id=\"{id}\">\n<h2>{}</h2>\n", esc(&listed.heading));
                self.listed(listed);
                put!(self, "</section>\n");
            }
        }
        self.passages(page);
        self.evidence(page);
        self.verify(page);
        put!(
            self,
            "<section id=\"glossary\">\n<h2>{}</h2>\n<dl class=\"words\">\n",
            esc(&page.glossary.heading)
        );
        for (term, means) in &page.glossary.terms {
            put!(self, "<div><dt>{}</dt><dd>{}</dd></div>\n", esc(term), esc(means));
        }
        put!(self, "</dl>\n</section>\n</main>\n</body>\n");
    }

    fn section(&mut self, section: &Section, id: &str) {
        put!(self, "<section id=\"{id}\">\n<h2>{}</h2>\n", esc(&section.heading));
        for text in &section.text {
            put!(self, "<p>{}</p>\n", esc(text));
        }
        put!(self, "</section>\n");
    }

    fn contents(&mut self, page: &Page) {
        put!(self, "<nav aria-label=\"{0}\"><h2>{0}</h2>\n<ol>\n", esc(&page.labels.contents));
        for toll in &page.tolls {
            put!(self, "<li><a href=\"#{}\">{}</a></li>\n", toll.id, esc(&toll.heading));
        }
        let listed = [(&page.responsibility, "responsibility"), (&page.chronology, "chronology")];
        for (section, id) in listed {
            if let Some(section) = section {
                put!(self, "<li><a href=\"#{id}\">{}</a></li>\n", esc(&section.heading));
            }
        }
        for (id, heading) in [
            ("passages", &page.passages.heading),
            ("evidence", &page.evidence.heading),
            ("verify", &page.verify.heading),
            ("glossary", &page.glossary.heading),
        ] {
            put!(self, "<li><a href=\"#{id}\">{}</a></li>\n", esc(heading));
        }
        put!(self, "</ol></nav>\n");
    }

    fn toll(&mut self, page: &Page, toll: &TollPage) {
        put!(
            self,
            "<section id=\"{}\" class=\"toll\">\n<h2>{}</h2>\n<p class=\"lead\">{}</p>\n",
            toll.id,
            esc(&toll.heading),
            esc(&toll.lead)
        );
        if let Some(chart) = &toll.chart {
            put!(self, "<h3>{}</h3>\n", esc(&toll.glance));
            self.chart(chart, &toll.bar_notes);
        }
        if !toll.bounds.is_empty() {
            put!(self, "<h3>{}</h3>\n<p>{}</p>\n", esc(&toll.bounds_heading), esc(&toll.bounds_intro));
            for scope in &toll.bounds {
                self.bounds(page, scope);
            }
        }
        for listed in [&toll.conflicts, &toll.silent].into_iter().flatten() {
            put!(self, "<h3>{}</h3>\n", esc(&listed.heading));
            self.listed(listed);
        }
        if !toll.reports.is_empty() {
            put!(self, "<h3>{}</h3>\n", esc(&toll.reports_heading));
            self.reports(page, &toll.reports);
        }
        for problem in &toll.problems {
            put!(self, "<p class=\"problem\">{}</p>\n", bdi(problem));
        }
        put!(self, "</section>\n");
    }

    fn chart(&mut self, chart: &Chart, notes: &[Vec<usize>]) {
        put!(self, "<figure class=\"chart\">\n<figcaption>{}</figcaption>\n", esc(&chart.caption));
        for (group, notes) in chart.groups.iter().zip(notes) {
            put!(
                self,
                "<h4>{}</h4>\n<ul class=\"bars\">\n<li class=\"axis\" aria-hidden=\"true\"><span class=\"plot\">",
                esc(&group.scope)
            );
            for (n, at) in &chart.ticks {
                let class = self.at("left", *at);
                put!(self, "<i class=\"{class}\">{n}</i>");
            }
            put!(self, "</span></li>\n");
            for (bar, note) in group.bars.iter().zip(notes) {
                self.bar(bar, *note);
            }
            put!(self, "</ul>\n");
        }
        put!(self, "<ul class=\"key\">");
        for (mark, means) in &chart.legend {
            put!(
                self,
                "<li><span class=\"sample {0} {0}-key\"><b></b></span> {1}</li>",
                mark.as_str(),
                esc(means)
            );
        }
        put!(self, "</ul>\n</figure>\n");
    }

    fn bar(&mut self, bar: &Bar, note: usize) {
        let state = bar.hollow.map_or("counted", crate::chart::Mark::as_str);
        put!(
            self,
            "<li class=\"{state}\"><span class=\"who\"><b>{}</b> <span class=\"date\">{}</span> <span class=\"by\">{}</span></span>",
            bdi(&bar.publisher),
            esc(&bar.date),
            bdi(&bar.speaker),
        );
        let open = bar.mark.as_str();
        let (from, to) = match bar.mark {
            crate::chart::Mark::AtLeast => (bar.from, crate::chart::FULL),
            crate::chart::Mark::AtMost => (0, bar.to),
            _ => (bar.from, bar.to),
        };
        let place = self.stretch(from, to);
        put!(
            self,
            "<span class=\"plot\" aria-hidden=\"true\"><span class=\"bar {open} {place}\"><b></b></span></span>"
        );
        put!(self, "<span class=\"value\">{}{}", num(&bar.value, note), sup(&[note]));
        if !bar.remark.is_empty() {
            put!(self, " <small>{}</small>", esc(&bar.remark));
        }
        put!(self, "</span></li>\n");
    }

    /// A class that places something along the axis.
    fn at(&mut self, side: &str, at: u32) -> String {
        self.bars += 1;
        let _ = write!(self.rules, ".p{}{{{side}:{}}}", self.bars, percent(at));
        format!("p{}", self.bars)
    }

    fn stretch(&mut self, from: u32, to: u32) -> String {
        self.bars += 1;
        let _ = write!(
            self.rules,
            ".p{}{{left:{};width:{}}}",
            self.bars,
            percent(from),
            percent(to.saturating_sub(from))
        );
        format!("p{}", self.bars)
    }

    fn bounds(&mut self, page: &Page, scope: &ScopeBounds) {
        put!(
            self,
            "<table class=\"bounds\">\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
            bdi(&scope.scope),
            esc(&page.labels.rule),
            esc(&page.labels.number),
            esc(&page.labels.rests_on)
        );
        for row in &scope.rows {
            let class = if row.strong { " class=\"strong\"" } else { "" };
            put!(
                self,
                "<tr{class}><th scope=\"row\">{}</th><td class=\"number\">{}</td><td>{}{}</td></tr>\n",
                esc(&row.rule),
                esc(&row.number),
                esc(&row.resting),
                sup(&row.notes)
            );
        }
        put!(self, "</tbody></table>\n");
    }

    fn listed(&mut self, listed: &Listed) {
        put!(self, "<p>{}</p>\n<ul class=\"entries\">\n", esc(&listed.intro));
        for Entry { lead, text, under, notes } in &listed.entries {
            put!(self, "<li>");
            if !lead.is_empty() {
                put!(self, "<b class=\"when\">{}</b> ", esc(lead));
            }
            put!(self, "{}{}", bdi(text), sup(notes));
            if !under.is_empty() {
                put!(self, " <small>{}</small>", esc(under));
            }
            put!(self, "</li>\n");
        }
        put!(self, "</ul>\n");
    }

    fn reports(&mut self, page: &Page, reports: &[Report]) {
        let l = &page.labels;
        put!(self, "<table class=\"reports\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
        for head in [
            &l.date,
            &l.speaker,
            &l.publisher,
            &l.mode,
            &l.low,
            &l.high,
            &l.scope,
            &l.relations,
            &l.seen,
            &l.note,
        ] {
            put!(self, "<th scope=\"col\" role=\"columnheader\">{}</th>", esc(head));
        }
        put!(self, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
        for r in reports {
            put!(self, "<tr role=\"row\"{}>", if r.counted { "" } else { " class=\"uncounted\"" });
            self.cell(&l.date, &esc(&r.date), "date");
            self.cell(&l.speaker, &bdi(&r.speaker), "");
            self.cell(&l.publisher, &bdi(&r.publisher), "");
            self.cell(&l.mode, &esc(&r.mode), "");
            self.cell(&l.low, &figure(&r.low, r.note), "n");
            self.cell(&l.high, &figure(&r.high, r.note), "n");
            let breakdown = if r.breakdown.is_empty() {
                String::new()
            } else {
                format!(" <small>{}</small>", bdi(&r.breakdown))
            };
            self.cell(&l.scope, &format!("{}{breakdown}", bdi(&r.scope)), "");
            let mut relations: Vec<String> = r
                .relations
                .iter()
                .map(|relation| {
                    let note = relation.note.map(|n| format!("&nbsp;{}", reference(n))).unwrap_or_default();
                    format!("{}{note}", bdi(&relation.text))
                })
                .collect();
            if !r.counted {
                relations.push(format!("<small>{}</small>", esc(&l.not_counted)));
            }
            self.cell(&l.relations, &relations.join("<br>"), "");
            self.cell(&l.seen, &esc(&r.seen), "");
            self.cell(&l.note, &reference(r.note), "n");
            put!(self, "</tr>\n");
        }
        put!(self, "</tbody></table>\n");
    }

    fn cell(&mut self, label: &str, content: &str, class: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        put!(self, "<td role=\"cell\"{class} data-label=\"{}\">{content}</td>", esc(label));
    }

    fn passages(&mut self, page: &Page) {
        self.text.push_str("<section id=\"passages\">\n");
        put!(
            self,
            "<h2>{}</h2>\n<p>{}</p>\n<ol class=\"notes\">\n",
            esc(&page.passages.heading),
            esc(&page.passages.text.join(" "))
        );
        for note in &page.notes {
            let Note { number, quote, who, place, item, url, claim } = note;
            put!(
                self,
                "<li id=\"n{number}\" value=\"{number}\"><blockquote>{}</blockquote><p>{}. ",
                bdi(quote),
                bdi(who)
            );
            match item {
                Some(n) => put!(self, "<a href=\"#i{n}\">{}</a>", esc(place)),
                None => put!(self, "{}", esc(place)),
            }
            put!(self, ". <code>{}</code></p>", bdi(claim));
            if let Some(url) = url {
                put!(self, "<p class=\"url\">{}</p>", address(url));
            }
            put!(self, "</li>\n");
        }
        put!(self, "</ol>\n</section>\n");
    }

    fn evidence(&mut self, page: &Page) {
        put!(
            self,
            "<section id=\"evidence\">\n<h2>{}</h2>\n<p>{}</p>\n<ol class=\"items\">\n",
            esc(&page.evidence.heading),
            esc(&page.evidence.intro)
        );
        for item in &page.evidence.rows {
            put!(
                self,
                "<li id=\"i{0}\" value=\"{0}\"><b>{1}</b> <span class=\"facts\">{2}</span>",
                item.number,
                bdi(&item.name),
                bdi(&item.facts)
            );
            if let Some(url) = &item.url {
                put!(self, "<p class=\"url\">{}</p>", address(url));
            }
            put!(
                self,
                "<dl><div><dt>{}</dt><dd><code>{}</code></dd></div><div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div>",
                esc(&page.labels.digest),
                esc(&item.sha256),
                esc(&page.labels.log_index),
                esc(&item.index),
                esc(&page.labels.size),
                esc(&item.size)
            );
            if !item.notes.is_empty() {
                let notes: Vec<String> = item.notes.iter().map(|n| reference(*n)).collect();
                put!(self, "<div><dt>{}</dt><dd>{}</dd></div>", esc(&page.labels.quoted_in), notes.join(" "));
            }
            put!(self, "</dl></li>\n");
        }
        put!(self, "</ol>\n</section>\n");
    }

    fn verify(&mut self, page: &Page) {
        let verify = &page.verify;
        put!(
            self,
            "<section id=\"verify\">\n<h2>{}</h2>\n<p>{}</p>\n<ol class=\"steps\">\n",
            esc(&verify.heading),
            esc(&verify.intro)
        );
        for (text, command) in &verify.steps {
            put!(self, "<li>{}", esc(text));
            if !command.is_empty() {
                put!(self, "<pre dir=\"ltr\"><code>{}</code></pre>", esc(command));
            }
            put!(self, "</li>\n");
        }
        put!(self, "</ol>\n<dl class=\"facts\">");
        for (what, value) in &verify.facts {
            put!(self, "<div><dt>{}</dt><dd><code dir=\"ltr\">{}</code></dd></div>", esc(what), esc(value));
        }
        put!(self, "</dl>\n<p>{}</p>\n</section>\n", esc(&verify.limits));
    }
}

/// Text from outside, kept from reordering what stands around it.
fn bdi(text: &str) -> String {
    format!("<bdi>{}</bdi>", esc(text))
}

/// A figure that leads to its note.
fn num(text: &str, note: usize) -> String {
    format!("<a class=\"num\" href=\"#n{note}\">{}</a>", esc(text))
}

/// A number of the table, or the dash for an open end.
fn figure(text: &str, note: usize) -> String {
    if text == OPEN { OPEN.to_owned() } else { num(text, note) }
}

fn reference(note: usize) -> String {
    format!("<a class=\"ref\" href=\"#n{note}\">[{note}]</a>")
}

fn sup(notes: &[usize]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let links: Vec<String> = notes.iter().map(|n| format!("<a href=\"#n{n}\">{n}</a>")).collect();
    // In brackets, so that no note is taken for a digit or a power of the figure before it.
    format!("<sup class=\"refs\">[{}]</sup>", links.join(", "))
}

/// An address: a link only when it is a plain web address.
fn address(url: &str) -> String {
    let plain = url.starts_with("https://") || url.starts_with("http://");
    let text = format!("<span dir=\"ltr\">{}</span>", esc(url));
    if plain {
        format!("<a rel=\"noreferrer noopener external\" href=\"{}\">{text}</a>", esc(url))
    } else {
        text
    }
}

fn percent(at: u32) -> String {
    format!("{}.{:02}%", at / 100, at % 100)
}
