//! What documents hold besides paragraphs, and what is refused with its reason.

use trichluc::input::{self, Article, Content, Options};
use unicode_normalization::UnicodeNormalization;

use crate::{pdf, write};

/// The article in a file with these bytes, or the words of its refusal.
fn read(name: &str, bytes: &[u8]) -> Result<Article, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    input::read(&path, &Options::default()).map_err(|e| e.to_string())
}

fn text(article: &Article) -> &str {
    let Content::Plain(text) = &article.content else { panic!("no text taken out") };
    text
}

/// A document of these paragraphs with these notes.
fn document(body: &str, notes: &str) -> Vec<u8> {
    let part = |root: &str, inside: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{root} \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{inside}</w:{root}>"
        )
    };
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Cu\"><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr></w:style>";
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    write::zip(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", part("styles", styles).as_bytes()),
        ("word/footnotes.xml", part("footnotes", notes).as_bytes()),
    ])
}

#[test]
fn a_word_document_with_tables_notes_fonts_and_changes() {
    let bytes = document(
        "<w:p><w:r><w:t>Chi bộ Viện KH&amp;CN </w:t></w:r><w:r><w:t>họp</w:t></w:r>\
         <w:del><w:r><w:delText>hôm qua</w:delText></w:r></w:del></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"Cu\"/></w:pPr><w:r><w:t>\u{A7}\u{B6}ng b\u{E9} x\u{B7}</w:t></w:r>\
         <w:r><w:rPr><w:rFonts w:ascii=\"Arial\"/></w:rPr><w:t xml:space=\"preserve\"> ạ</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:rFonts w:ascii=\"VNI-Times\"/></w:rPr><w:t>Chi bo\u{E4} ho\u{EF}p</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Kết nạp</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>02 đồng chí</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>Khen thưởng</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>05 người</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:drawing/></w:r></w:p><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>Đồng chí Bí thư đọc Báo cáo</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Hội nghị kết thúc.</w:t></w:r></w:p>",
        "<w:footnote w:type=\"separator\"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:footnote>\
         <w:footnote><w:p><w:r><w:t>Công văn số 12-CV/ĐU</w:t></w:r></w:p></w:footnote>",
    );
    let article = read("a.docx", &bytes).unwrap();
    let expected = "Chi bộ Viện KH&CN họp\n\nĐảng bộ xã ạ\n\nChi bộ họp\n\nKết nạp\t02 đồng chí\n\nKhen thưởng\t05 người\n\n\
                    Đồng chí Bí thư đọc Báo cáo\n\nHội nghị kết thúc.\n\nCông văn số 12-CV/ĐU";
    assert_eq!(text(&article), expected);
    assert_eq!(article.meta.notes, ["text in tcvn3 fonts", "text in vni fonts"]);
    let captions: Vec<&str> = article.meta.captions.iter().map(|r| &text(&article)[r.clone()]).collect();
    assert_eq!(captions, ["Đồng chí Bí thư đọc Báo cáo"]);
}

#[test]
fn a_pdf_of_letters_and_marks_apart_is_composed() {
    let words = "Chi bộ họp\n\nNgày 3/2/2023, Chi bộ Trung tâm Giống cây trồng tổ chức lễ kết nạp đảng viên.";
    let article = read("a.pdf", &pdf::pdf(&words.nfd().collect::<String>())).unwrap();
    assert_eq!(text(&article), words);
}

#[test]
fn a_pdf_that_would_give_garbage_is_refused_with_the_reason() {
    let scan = read("a.pdf", &pdf::pdf("")).unwrap_err();
    assert!(scan.contains("a scan without a text layer") && scan.contains("(OCR)"), "{scan}");
    // "Đảng bộ xã họp toàn thể" in TCVN3, in a font that shows it so.
    let mut legacy = pdf::pdf(&"\u{A7}\u{B6}ng b\u{E9} x\u{B7} h\u{E4}p to\u{B5}n th\u{D3} ".repeat(20));
    let name = b"ABCDEF+Serif";
    while let Some(at) = legacy.windows(name.len()).position(|w| w == name) {
        legacy[at..at + name.len()].copy_from_slice(b"ABCD+.VnTime");
    }
    let legacy = read("a.pdf", &legacy).unwrap_err();
    assert!(legacy.contains("its fonts (.VnTime) stand for an old encoding"), "{legacy}");
    let nameless = read("a.pdf", &pdf::pdf(&"\u{E001}\u{E002}\u{E003} Chi ".repeat(40))).unwrap_err();
    assert!(nameless.contains("its fonts do not say which letters they show"), "{nameless}");
}

#[test]
fn what_a_page_says_of_itself_stands_in_the_record() {
    let page = |meta: &str, body: &str| {
        format!(
            "<html><head><title>Đại hội Chi bộ - Cổng tin</title>{meta}</head><body><h1>Đại hội Chi bộ</h1><div>{body}</div></body></html>"
        )
    };
    let body = "<p>Ngày 18/5/2023, Chi bộ Trung tâm Giống cây trồng tổ chức đại hội nhiệm kỳ 2023 - 2025 tại trụ sở.</p>\
                <p align=center><img src=a.jpg></p><p align=center><i>Đồng chí Bí thư đọc Báo cáo.</i></p>\
                <p>Đại hội bầu Ban Chi ủy gồm 3 đồng chí, đề ra phương hướng và thông qua nghị quyết, dự lễ có đông đủ đảng viên</p>";
    let named = page(
        "<meta name=author content='Thu Hà'><meta property='article:published_time' content='2023-05-19T07:00:00+07:00'>",
        body,
    );
    let article = read("a.html", named.as_bytes()).unwrap();
    let record = trichluc::analyze(&article, trichluc::lexicon::Lexicon::embedded());
    assert_eq!(record.article.title.unwrap().value, "Đại hội Chi bộ");
    assert_eq!(record.article.published.as_deref(), Some("2023-05-19"));
    let author = record.article.author.unwrap();
    assert_eq!((author.value.as_str(), author.span, author.text.as_str()), ("Thu Hà", [0, 0], ""));
    let captions: Vec<&str> = record.article.captions.iter().map(|c| c.value.as_str()).collect();
    assert_eq!(captions, ["Đồng chí Bí thư đọc Báo cáo."]);
    let signed = page("<meta name=author content='Thu Hà'>", &format!("{body}<p>Thu Hà</p>"));
    let article = read("a.html", signed.as_bytes()).unwrap();
    let author = trichluc::analyze(&article, trichluc::lexicon::Lexicon::embedded()).article.author.unwrap();
    assert_eq!(author.text, "Thu Hà");
    for (line, value) in [("(Theo Thu Hà)", "Thu Hà"), ("Thu Hà (Theo AFP)", "Thu Hà (Theo AFP)")] {
        let article = read("a.html", page("", &format!("{body}<p>{line}</p>")).as_bytes()).unwrap();
        let record = trichluc::analyze(&article, trichluc::lexicon::Lexicon::embedded());
        assert_eq!(record.article.author.unwrap().value, value);
    }
}
