//! A PDF writer that is just enough for text: no font is embedded, for reading text needs none.

use std::fmt::Write as _;

/// Letters on a line, lines on a page, and their measures in points.
const LETTERS: usize = 84;
const LINES: usize = 44;
const SIZE: f64 = 11.0;
const LEADING: f64 = 15.0;
const PARAGRAPH: f64 = 24.0;
/// The title is set larger.
const TITLE: f64 = 14.0;

/// A file with the paragraphs of `text`, broken into lines and pages, page numbers below.
pub(crate) fn pdf(text: &str) -> Vec<u8> {
    let mut pages = vec![String::new()];
    let (mut y, mut line) = (780.0, 0);
    for (k, paragraph) in text.lines().map(str::trim).filter(|p| !p.is_empty()).enumerate() {
        let (size, letters) = if k == 0 { (TITLE, LETTERS * 11 / 14) } else { (SIZE, LETTERS) };
        for words in wrap(paragraph, letters) {
            if line == LINES {
                pages.push(String::new());
                (y, line) = (780.0, 0);
            }
            if let Some(page) = pages.last_mut() {
                let _ = writeln!(page, "BT /F1 {size} Tf 1 0 0 1 56 {y} Tm <{}> Tj ET", hex(&words));
            }
            y -= LEADING;
            line += 1;
        }
        y -= PARAGRAPH - LEADING;
    }
    let count = pages.len();
    for (k, page) in pages.iter_mut().enumerate() {
        let number = format!("{}/{count}", k + 1);
        let _ = writeln!(page, "BT /F1 9 Tf 1 0 0 1 290 30 Tm <{}> Tj ET", hex(&number));
    }
    file(&pages)
}

/// Lines of whole words, as full as they can be.
fn wrap(line: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last().map_or(0, |l| l.chars().count());
        if last > 0 && last + 1 + word.chars().count() > letters {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// Glyphs are numbered like the letters of Unicode.
fn hex(words: &str) -> String {
    words.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// Puts objects, places and trailer together.
fn file(pages: &[String]) -> Vec<u8> {
    let cmap = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Id def /CMapType 2 def\n\
                1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
                2 beginbfrange <0000> <00FF> <0000> <0100> <FFFF> <0100> endbfrange\n\
                endcmap end end";
    let kids: Vec<String> = (0..pages.len()).map(|k| format!("{} 0 R", 7 + 2 * k)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 595 842] >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Serif /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Serif /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 5 0 R >>".to_owned(),
        "<< /Type /FontDescriptor /FontName /ABCDEF+Serif /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{cmap}\nendstream", cmap.len()),
    ];
    for (k, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            8 + 2 * k
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (k, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", k + 1).as_bytes());
    }
    let start = out.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in &places {
        let _ = writeln!(table, "{place:010} 00000 n ");
    }
    let _ =
        write!(table, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.extend_from_slice(table.as_bytes());
    out
}
