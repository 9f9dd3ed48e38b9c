//! Small generators: archives and PDF files byte by byte, so that each can be wrong in one chosen way.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of these members, compressed.
pub(crate) fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A Word document with this body, and more parts beside it.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut members =
        vec![("[Content_Types].xml", &b"<Types/>"[..]), ("word/document.xml", document.as_bytes())];
    members.extend(parts.iter().map(|(name, xml)| (*name, xml.as_bytes())));
    archive(&members)
}

/// An OpenDocument text with this body. Its type stands first and is not compressed.
pub(crate) fn odt(body: &str) -> Vec<u8> {
    let content =
        format!("<?xml version=\"1.0\"?><o:content><o:body><o:text>{body}</o:text></o:body></o:content>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("mimetype", stored).expect("a member");
    writer.write_all(b"application/vnd.oasis.opendocument.text").expect("its bytes");
    writer.start_file("content.xml", SimpleFileOptions::default()).expect("a member");
    writer.write_all(content.as_bytes()).expect("its bytes");
    writer.finish().expect("an archive").into_inner()
}

/// A PDF of these objects, the first being the catalog.
pub(crate) fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} {trailer} >>\nstartxref\n{xref}\n%%EOF\n").bytes());
    out
}

/// A stream object.
pub(crate) fn stream(bytes: &[u8], entries: &str) -> Vec<u8> {
    let mut out = format!("<< /Length {} {entries} >>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// A PDF with one line of Latin text on each page.
pub(crate) fn pages(lines: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..lines.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), lines.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
    ];
    for (i, line) in lines.iter().enumerate() {
        let resources = "/Resources << /Font << /F1 3 0 R >> >>";
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {} 0 R {resources} >>",
            5 + 2 * i
        );
        objects.push(page.into_bytes());
        let content =
            if line.is_empty() { String::new() } else { format!("BT /F1 12 Tf 20 100 Td ({line}) Tj ET") };
        objects.push(stream(content.as_bytes(), ""));
    }
    pdf(&objects, "/Root 1 0 R")
}
