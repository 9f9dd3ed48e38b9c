//! A document as DOCX (ECMA-376, transitional): real headings, tables, footnotes, bookmarks, a table of contents.
//!
//! Word processors open it without a question: the contents are there before a field is updated. The zip holds its parts
//! in one order with one date, so that the same document gives the same bytes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Block, Document, Run, Segment, place_name, right_to_left};
use crate::redact::Redacted;
use crate::visible::visible;

/// Why there is no DOCX.
#[derive(Debug, thiserror::Error)]
#[error("the document cannot be packed: {0}")]
pub struct DocxError(#[from] zip::result::ZipError);

/// Text width of an A4 page between its margins, in twentieths of a point.
const WIDTH: u32 = 9070;
/// Pictures are set to this width, in English Metric Units.
const PICTURE: u64 = 5_700_000;
const BAR: &str = "\u{2588}\u{2588}\u{2588}\u{2588}";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The document as DOCX; the same bytes for the same document.
///
/// # Errors
/// [`DocxError`] when it is beyond what a zip can hold.
pub fn docx(document: &Redacted<Document>) -> Result<Vec<u8>, DocxError> {
    let document = document.get();
    let mut writer = Writer {
        d: document,
        notes: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        places: BTreeSet::new(),
    };
    let body = writer.body();
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), content_types().into_bytes()),
        ("_rels/.rels".into(), package_relations().into_bytes()),
        ("docProps/core.xml".into(), core(document).into_bytes()),
        ("docProps/app.xml".into(), app(document).into_bytes()),
        ("word/document.xml".into(), body.into_bytes()),
        ("word/styles.xml".into(), styles(document).into_bytes()),
        ("word/settings.xml".into(), settings().into_bytes()),
        ("word/numbering.xml".into(), numbering().into_bytes()),
        ("word/footnotes.xml".into(), writer.footnotes().into_bytes()),
        ("word/header1.xml".into(), writer.header().into_bytes()),
        ("word/footer1.xml".into(), writer.footer().into_bytes()),
        ("word/_rels/document.xml.rels".into(), writer.relations().into_bytes()),
        ("word/_rels/footnotes.xml.rels".into(), writer.link_relations().into_bytes()),
    ];
    for (n, png) in writer.pictures.iter().enumerate() {
        parts.push((format!("word/media/picture{}.png", n + 1), (*png).clone()));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&bytes).map_err(zip::result::ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}

struct Writer<'d> {
    d: &'d Document,
    notes: Vec<String>,
    links: Vec<String>,
    pictures: Vec<&'d Vec<u8>>,
    places: BTreeSet<String>,
}

impl<'d> Writer<'d> {
    fn body(&mut self) -> String {
        let mut out = format!(
            "{HEAD}<w:document {W} xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
            xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
            xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>"
        );
        if let Some(draft) = &self.d.draft {
            out += &self.styled("Draft", &words_run(draft, ""));
        }
        out += &self.styled("Title", &words_run(&self.d.title, ""));
        if let Some(subtitle) = &self.d.subtitle {
            out += &self.styled("Subtitle", &words_run(subtitle, ""));
        }
        for block in &self.d.blocks {
            out += &self.block(block);
        }
        let direction = if right_to_left(&self.d.language) { "<w:bidi/>" } else { "" };
        out + &format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rHead\"/><w:footerReference w:type=\"default\" r:id=\"rFoot\"/>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1530\" w:right=\"1418\" w:bottom=\"1530\" w:left=\"1418\" \
             w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>{direction}</w:sectPr></w:body></w:document>"
        )
    }

    fn block(&mut self, block: &'d Block) -> String {
        match block {
            Block::Heading { level, text, id } => {
                let runs = self.runs(text);
                let runs = id.as_deref().map_or_else(|| runs.clone(), |id| self.bookmark(id, &runs));
                self.styled(&format!("Heading{}", (*level).clamp(1, 4)), &runs)
            }
            Block::Paragraph { text } => self.paragraph("", text),
            Block::Callout { text } => self.paragraph("Callout", text),
            Block::Gap { text } => {
                let lead = words_run(&format!("{} ", self.d.labels.missing), "<w:b/>");
                let runs = lead + &self.runs(text);
                self.styled("Gap", &runs)
            }
            Block::List { ordered, items } => {
                let number = if *ordered { 2 } else { 1 };
                let numbered =
                    format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
                items.iter().map(|item| self.with("ListParagraph", &numbered, item)).collect()
            }
            Block::Fields { rows } => {
                let rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|(what, value)| {
                        vec![words_run(what, "<w:color w:val=\"55524C\"/>"), self.runs(value)]
                    })
                    .collect();
                self.table_of(&[30, 70], &[], &rows)
            }
            Block::Table { caption, head, rows, widths } => {
                let heads: Vec<String> = head.iter().map(|cell| self.runs(cell)).collect();
                let rows: Vec<Vec<String>> =
                    rows.iter().map(|row| row.iter().map(|cell| self.runs(cell)).collect()).collect();
                let caption =
                    caption.as_deref().map(|c| self.styled("Caption", &words_run(c, ""))).unwrap_or_default();
                caption + &self.table_of(widths, &heads, &rows)
            }
            Block::Quote { segments, language, under } => {
                let language = language.as_deref().unwrap_or(&self.d.language);
                let shown: String = segments
                    .iter()
                    .map(|s| match s {
                        Segment::Shown { text } => words_run(text, &of_language(language)),
                        Segment::Redacted => words_run(BAR, ""),
                    })
                    .collect();
                let turned = if right_to_left(language) { "<w:bidi/>" } else { "" };
                let quote = format!("<w:p><w:pPr><w:pStyle w:val=\"Quote\"/>{turned}</w:pPr>{shown}</w:p>");
                let under = if under.is_empty() { String::new() } else { self.paragraph("Under", under) };
                quote + &under
            }
            Block::Contents => self.contents(),
            Block::PageBreak => "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
            Block::Picture { png, alt } => self.picture(png, alt),
        }
    }

    fn paragraph(&mut self, style: &str, text: &'d [Run]) -> String {
        self.with(style, "", text)
    }

    fn with(&mut self, style: &str, more: &str, text: &'d [Run]) -> String {
        let runs = self.runs(text);
        let turned = if right_to_left(&self.d.language) { "<w:bidi/>" } else { "" };
        let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
        format!("<w:p><w:pPr>{style}{more}{turned}</w:pPr>{runs}</w:p>")
    }

    fn styled(&self, style: &str, runs: &str) -> String {
        let turned = if right_to_left(&self.d.language) { "<w:bidi/>" } else { "" };
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{turned}</w:pPr>{runs}</w:p>")
    }

    fn table_of(&self, widths: &[u16], heads: &[String], rows: &[Vec<String>]) -> String {
        let sum: u32 = widths.iter().map(|w| u32::from(*w)).sum::<u32>().max(1);
        let wide: Vec<u32> = widths.iter().map(|w| u32::from(*w) * WIDTH / sum).collect();
        let turned = if right_to_left(&self.d.language) { "<w:bidiVisual/>" } else { "" };
        let mut out = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Plain\"/>{turned}<w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        for w in &wide {
            let _ = write!(out, "<w:gridCol w:w=\"{w}\"/>");
        }
        out += "</w:tblGrid>";
        if !heads.is_empty() {
            out += &self.row(&wide, heads, "<w:cantSplit/><w:tblHeader/>", "TableHead");
        }
        for row in rows {
            out += &self.row(&wide, row, "<w:cantSplit/>", "TableText");
        }
        out + "</w:tbl>" + "<w:p><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:p>"
    }

    fn row(&self, wide: &[u32], cells: &[String], how: &str, style: &str) -> String {
        let cells: String = wide
            .iter()
            .zip(cells.iter().map(String::as_str).chain(std::iter::repeat("")))
            .map(|(w, runs)| {
                format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{w}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                    self.styled(style, runs)
                )
            })
            .collect();
        format!("<w:tr><w:trPr>{how}</w:trPr>{cells}</w:tr>")
    }

    /// A field of contents with its entries in it: filled before anybody updates it.
    fn contents(&mut self) -> String {
        let entries: Vec<(u8, String, String)> = self
            .d
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { level: level @ (1 | 2), text, id: Some(id) } => {
                    Some((*level, text.iter().map(plain).collect::<String>(), place_name(id)))
                }
                _ => None,
            })
            .collect();
        let mut out = self.styled("ContentsHead", &words_run(&self.d.labels.contents, ""));
        let last = entries.len().saturating_sub(1);
        for (n, (level, text, place)) in entries.iter().enumerate() {
            let begin = if n == 0 {
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            } else {
                ""
            };
            let end = if n == last { "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" } else { "" };
            let link = format!("<w:hyperlink w:anchor=\"{place}\">{}</w:hyperlink>", words_run(text, ""));
            out += &self.styled(&format!("TOC{level}"), &format!("{begin}{link}{end}"));
        }
        out
    }

    fn picture(&mut self, png: &'d Vec<u8>, alt: &str) -> String {
        let size = |at: usize| {
            png.get(at..at + 4).map_or(1, |b| u64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]]))).max(1)
        };
        let (wide, high) = (size(16), size(20));
        let tall = PICTURE * high / wide;
        self.pictures.push(png);
        let n = self.pictures.len();
        let alt = esc(alt);
        format!(
            "<w:p><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{PICTURE}\" cy=\"{tall}\"/>\
             <wp:docPr id=\"{n}\" name=\"picture{n}\" descr=\"{alt}\"/><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{n}\" name=\"picture{n}\"/>\
             <pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rPic{n}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{PICTURE}\" cy=\"{tall}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
             </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    }

    fn runs(&mut self, runs: &'d [Run]) -> String {
        runs.iter().map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: &'d Run) -> String {
        match run {
            Run::Text { text } => words_run(text, &of_language(&self.d.language)),
            Run::Strong { text } => words_run(text, "<w:b/><w:bCs/>"),
            Run::Soft { text } => words_run(text, "<w:color w:val=\"55524C\"/>"),
            Run::Code { text } => words_run(
                text,
                "<w:rFonts w:ascii=\"Noto Sans Mono\" w:hAnsi=\"Noto Sans Mono\"/><w:sz w:val=\"16\"/>",
            ),
            Run::Foreign { text, language } => words_run(text, &of_language(language)),
            Run::Footnote { mark, text } => {
                // word processors number footnotes themselves; the mark stands beside the number
                self.notes.push(String::new());
                let n = self.notes.len();
                let mark = words_run(mark, "<w:color w:val=\"8C1D18\"/>");
                self.notes[n - 1] = format!("{mark}{}{}", words_run(". ", ""), self.runs(text));
                format!(
                    "{mark}<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{n}\"/></w:r>"
                )
            }
            Run::Anchor { id } => self.bookmark(id, ""),
            Run::Reference { id, text } => format!(
                "<w:hyperlink w:anchor=\"{}\">{}</w:hyperlink>",
                place_name(id),
                words_run(text, "<w:color w:val=\"8C1D18\"/>")
            ),
            Run::Link { url, text } if is_address(url) => {
                self.links.push(url.clone());
                format!(
                    "<w:hyperlink r:id=\"rLink{}\">{}</w:hyperlink>",
                    self.links.len(),
                    words_run(text, "<w:color w:val=\"55524C\"/>")
                )
            }
            Run::Link { text, .. } => words_run(text, ""),
            Run::Redacted => words_run(BAR, ""),
            Run::Break => "<w:r><w:br/></w:r>".to_owned(),
        }
    }

    fn bookmark(&mut self, id: &str, runs: &str) -> String {
        // names of bookmarks have at most 40 letters, and stand once
        let name: String = place_name(id).chars().take(40).collect();
        if !self.places.insert(name.clone()) {
            return runs.to_owned();
        }
        let n = self.places.len();
        format!("<w:bookmarkStart w:id=\"{n}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{n}\"/>")
    }

    fn footnotes(&self) -> String {
        let mut out = format!(
            "{HEAD}<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
             <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
        );
        for (n, note) in self.notes.iter().enumerate() {
            let number = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
            let paragraph = self.styled("FootnoteText", &format!("{number}{note}"));
            let _ = write!(out, "<w:footnote w:id=\"{}\">{paragraph}</w:footnote>", n + 1);
        }
        out + "</w:footnotes>"
    }

    fn header(&self) -> String {
        let draft = self.d.draft.as_deref().map(|d| format!("   {d}")).unwrap_or_default();
        let text = words_run(&format!("{}{draft}", self.d.running_head), "");
        format!("{HEAD}<w:hdr {W}>{}</w:hdr>", self.styled("Header", &text))
    }

    fn footer(&self) -> String {
        let field = |name: &str| {
            format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            )
        };
        let of = words_run(&format!(" {} ", self.d.labels.of), "");
        let notice = words_run(&format!("{}   ", self.d.notice), "");
        let text = format!("{notice}{}{of}{}", field("PAGE"), field("NUMPAGES"));
        format!("{HEAD}<w:ftr {W}>{}</w:ftr>", self.styled("Footer", &text))
    }

    fn relations(&self) -> String {
        let mut out = format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        );
        for (id, kind, target) in [
            ("rStyles", "styles", "styles.xml"),
            ("rSettings", "settings", "settings.xml"),
            ("rNumbers", "numbering", "numbering.xml"),
            ("rNotes", "footnotes", "footnotes.xml"),
            ("rHead", "header", "header1.xml"),
            ("rFoot", "footer", "footer1.xml"),
        ] {
            let _ =
                write!(out, "<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>");
        }
        for n in 1..=self.pictures.len() {
            let _ = write!(
                out,
                "<Relationship Id=\"rPic{n}\" Type=\"{RELATIONS}/image\" Target=\"media/picture{n}.png\"/>"
            );
        }
        out + &self.links_of() + "</Relationships>"
    }

    /// Links stand in the text and in footnotes, which have relations of their own: both know all of them.
    fn link_relations(&self) -> String {
        let links = self.links_of();
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
        )
    }

    fn links_of(&self) -> String {
        let links = self.links.iter().enumerate().map(|(n, url)| {
            format!("<Relationship Id=\"rLink{}\" Type=\"{RELATIONS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>", n + 1, esc(url))
        });
        links.collect()
    }
}

/// Words with their properties. Words that people wrote are text, never a field.
fn words_run(text: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let mut out = String::new();
    for (n, line) in visible(text).split('\n').enumerate() {
        let line_break = if n > 0 { "<w:br/>" } else { "" };
        let _ =
            write!(out, "<w:r>{properties}{line_break}<w:t xml:space=\"preserve\">{}</w:t></w:r>", esc(line));
    }
    out
}

fn of_language(language: &str) -> String {
    let code = match language {
        "fa" => "fa-IR",
        "ar" => "ar-SA",
        "ru" => "ru-RU",
        "tg" => "tg-Cyrl-TJ",
        _ => "en-GB",
    };
    if right_to_left(language) {
        format!("<w:rtl/><w:lang w:bidi=\"{code}\"/>")
    } else {
        format!("<w:lang w:val=\"{code}\"/>")
    }
}

fn plain(run: &Run) -> String {
    match run {
        Run::Text { text } | Run::Strong { text } | Run::Soft { text } | Run::Code { text } => text.clone(),
        Run::Foreign { text, .. } | Run::Reference { text, .. } | Run::Link { text, .. } => text.clone(),
        _ => String::new(),
    }
}

/// Escaped, and without characters that XML 1.0 does not allow.
fn esc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn is_address(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>")
    };
    let word = "officedocument.wordprocessingml";
    let parts = [
        part("word/document.xml", &format!("{word}.document.main")),
        part("word/styles.xml", &format!("{word}.styles")),
        part("word/settings.xml", &format!("{word}.settings")),
        part("word/numbering.xml", &format!("{word}.numbering")),
        part("word/footnotes.xml", &format!("{word}.footnotes")),
        part("word/header1.xml", &format!("{word}.header")),
        part("word/footer1.xml", &format!("{word}.footer")),
        part("docProps/core.xml", "package.core-properties"),
        part("docProps/app.xml", "officedocument.extended-properties"),
    ];
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>{}</Types>",
        parts.concat()
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rDoc\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rCore\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/><Relationship Id=\"rApp\" Type=\"{RELATIONS}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn core(d: &Document) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created></cp:coreProperties>",
        esc(&d.title),
        esc(&d.program),
        esc(&d.language),
        esc(&d.date),
    )
}

fn app(d: &Document) -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>{}</Application></Properties>",
        esc(&d.program)
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {W}><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

fn numbering() -> String {
    let level = |format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"425\" w:hanging=\"425\"/></w:pPr></w:lvl>"
        )
    };
    format!(
        "{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
        level("bullet", "\u{2022}"),
        level("decimal", "%1.")
    )
}

fn styles(d: &Document) -> String {
    let style = |id: &str, name: &str, based: &str, paragraph: &str, run: &str| {
        let based = if based.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{based}\"/>") };
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let sans = "<w:rFonts w:ascii=\"Noto Sans\" w:hAnsi=\"Noto Sans\" w:cs=\"Noto Naskh Arabic\"/>";
    let heading = |n: u8, before: u16, size: u8| {
        style(
            &format!("Heading{n}"),
            &format!("heading {n}"),
            "Normal",
            &format!(
                "<w:keepNext/><w:keepLines/><w:spacing w:before=\"{before}\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/>",
                n - 1
            ),
            &format!("{sans}<w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
        )
    };
    let small = format!("{sans}<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>");
    let all = [
        format!(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Noto Serif\" w:hAnsi=\"Noto Serif\" w:cs=\"Noto Naskh Arabic\"/>\
             <w:sz w:val=\"20\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
             <w:spacing w:after=\"120\" w:line=\"280\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
            esc(&d.language)
        ),
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>".to_owned(),
        style("Title", "Title", "Normal", "<w:spacing w:before=\"240\" w:after=\"120\"/>", &format!("{sans}<w:b/><w:sz w:val=\"46\"/><w:szCs w:val=\"46\"/>")),
        style("Subtitle", "Subtitle", "Normal", "<w:spacing w:after=\"240\"/>", &format!("{sans}<w:color w:val=\"55524C\"/><w:sz w:val=\"22\"/>")),
        heading(1, 480, 30),
        heading(2, 360, 24),
        heading(3, 280, 20),
        heading(4, 240, 18),
        style("Draft", "Draft", "Normal", "", &format!("{sans}<w:b/><w:color w:val=\"8C1D18\"/>")),
        style("ContentsHead", "Contents head", "Normal", "<w:keepNext/>", &format!("{sans}<w:b/>")),
        style("TOC1", "toc 1", "Normal", "<w:spacing w:after=\"40\"/>", &small),
        style("TOC2", "toc 2", "Normal", "<w:spacing w:after=\"20\"/><w:ind w:left=\"284\"/>", &small),
        style("Caption", "caption", "Normal", "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/>", &format!("{sans}<w:b/><w:sz w:val=\"18\"/>")),
        style("TableHead", "Table head", "Normal", "<w:keepNext/><w:spacing w:after=\"20\"/>", &format!("{small}<w:b/><w:color w:val=\"55524C\"/>")),
        style("TableText", "Table text", "Normal", "<w:spacing w:after=\"20\" w:line=\"252\" w:lineRule=\"auto\"/>", &small),
        style("Quote", "Quote", "Normal", "<w:ind w:left=\"425\" w:right=\"425\"/>", ""),
        style("Under", "Under a quote", "Normal", "<w:ind w:left=\"425\" w:right=\"425\"/>", "<w:color w:val=\"55524C\"/><w:sz w:val=\"17\"/>"),
        style("Gap", "Gap", "Normal", "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"8C1D18\"/><w:left w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"8C1D18\"/><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"8C1D18\"/><w:right w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"8C1D18\"/></w:pBdr>", "<w:color w:val=\"8C1D18\"/>"),
        style("Callout", "Callout", "Normal", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F5F3EE\"/>", &format!("{sans}<w:sz w:val=\"18\"/>")),
        style("ListParagraph", "List Paragraph", "Normal", "<w:spacing w:after=\"60\"/>", ""),
        style("Header", "header", "Normal", "", &format!("{small}<w:color w:val=\"55524C\"/>")),
        style("Footer", "footer", "Normal", "", &format!("{small}<w:color w:val=\"55524C\"/>")),
        style("FootnoteText", "footnote text", "Normal", "<w:spacing w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/>", "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>"),
        "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>".to_owned(),
        "<w:style w:type=\"table\" w:styleId=\"Plain\"><w:name w:val=\"Plain\"/><w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D9D5CC\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D9D5CC\"/></w:tblBorders><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/>\
         <w:left w:w=\"0\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"120\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>".to_owned(),
    ];
    format!("{HEAD}<w:styles {W}>{}</w:styles>", all.concat())
}
