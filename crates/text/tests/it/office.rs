//! Word and OpenDocument texts: what stays, what is marked, what is left out and said.

use sanad_model::Origin;
use sanad_text::{Extracted, Role};

use crate::{make, problems, read};

/// Segments as `role: text`, the body without its name.
fn shown(read: &Extracted) -> Vec<String> {
    let segments = read.segments.iter().map(|segment| {
        let text = segment.span.of(&read.text).expect("in the text");
        match segment.role {
            Role::Body => text.to_owned(),
            role => format!("{role:?}: {text}"),
        }
    });
    segments.collect()
}

#[test]
fn word() {
    let body = "<w:p><w:r><w:t>At least </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>14</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\"> died &amp; 3 fled.</w:t><w:footnoteReference w:id=\"7\"/></w:r></w:p>\
        <w:p><w:pPr><w:tabs><w:tab w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r></w:p>\
        <w:p><w:del><w:r><w:delText>secret</w:delText></w:r></w:del><w:ins><w:r><w:t>Added.</w:t></w:r></w:ins></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:drawing><wp:docPr descr=\"A wall\"/></w:drawing></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r></w:p>\
        <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Once.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Once.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>\
        <w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
    let bytes = make::docx(
        body,
        &[
            (
                "word/footnotes.xml",
                "<w:footnotes><w:footnote w:id=\"7\"><w:p><w:r><w:t>By a witness.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
            (
                "word/comments.xml",
                "<w:comments><w:comment w:author=\"N\"><w:p><w:r><w:t>Check this.</w:t></w:r></w:p></w:comment></w:comments>",
            ),
            ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:hdr>"),
        ],
    );
    let read = read("a.docx", &bytes);
    assert_eq!(
        shown(&read),
        [
            "At least 14 died & 3 fled.[1]",
            "A\tB",
            "Added.",
            "x",
            "y",
            "Hidden.",
            "Caption: A wall",
            "Once.",
            "Note: [1] By a witness.",
            "Comment: Check this.",
            "Frame: Draft",
        ]
    );
    assert!(read.text.contains("x\ty"), "cells of a row stand on one line: {:?}", read.text);
    assert!(!read.text.contains("secret"));
    assert_eq!(
        problems(&read),
        [
            "tracked changes: 6 deleted characters are not part of the text (the original shows them)",
            "some text is marked as hidden in the document; it is included",
        ]
    );
    let Origin::Byte { start, end } = read.segments[0].origin else { unreachable!("a place in the archive") };
    assert!(start > 0 && start < end && end < bytes.len());
}

#[test]
fn open_document() {
    let body = "<t:tracked-changes><t:deletion><t:p>secret</t:p></t:deletion></t:tracked-changes>\
        <t:h>Title</t:h><t:p>At least\n  14<t:s t:c=\"2\"/>died.<t:note><t:note-citation>1</t:note-citation>\
        <t:note-body><t:p>By a witness.</t:p></t:note-body></t:note> More<t:span>.</t:span></t:p>\
        <t:p>Seen.<o:annotation><dc:creator>N</dc:creator><dc:date>2018</dc:date><t:p>Check this.</t:p></o:annotation></t:p>";
    let read = read("a.odt", make::odt(body));
    assert_eq!(
        shown(&read),
        [
            "Title",
            "Note: [1] By a witness.",
            "At least 14  died.[1]",
            "More.",
            "Comment: Check this.",
            "Seen."
        ]
    );
    assert_eq!(problems(&read).len(), 1);
}

#[test]
fn hostile_archives() {
    let bomb = vec![b' '; 60 << 20];
    let entity =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:p><w:r><w:t>&b;</w:t></w:r></w:p>";
    let deep = "<w:p>".repeat(100_000);
    let many: Vec<String> = (0..20_000).map(|i| format!("word/header{i}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let mut lying = make::docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>", &[]);
    let at = lying.len() / 2;
    lying[at] ^= 0xff;
    let rows: [(&str, Vec<u8>, &str); 6] = [
        (
            "bomb",
            make::archive(&[("word/document.xml", &bomb)]),
            "word/document.xml: unpacks to far more than it may",
        ),
        (
            "entities",
            make::docx(entity, &[]),
            "the document uses entities of its own, which are not expanded",
        ),
        ("deep", make::docx(&deep, &[]), "the file holds no text"),
        ("many", make::archive(&many), "no reader for application/zip"),
        (
            "no main part",
            make::archive(&[("word/document.rels", b"x")]),
            "the document is damaged: it has no main part",
        ),
        ("cut", make::docx("x", &[])[..120].to_vec(), "the document is damaged"),
    ];
    for (name, bytes, expected) in rows {
        let read = read("a.docx", &bytes);
        assert!(problems(&read)[0].starts_with(expected), "{name}: {:?}", problems(&read));
    }
    let _ = read("a.docx", &lying);
}

#[test]
fn damage_at_every_place_is_survived() {
    let document =
        make::docx("<w:p><w:r><w:t>At least 14 died.</w:t></w:r></w:p>", &[("word/comments.xml", "<w:p/>")]);
    let open = make::odt("<t:p>At least 14 died.</t:p>");
    for (name, good) in [("a.docx", document), ("a.odt", open)] {
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 0xff;
            crate::property::sound(&bytes, &read(name, &bytes));
            crate::property::sound(&good[..at], &read(name, &good[..at]));
        }
    }
}
