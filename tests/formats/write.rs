//! Writes articles in the formats that archives come in, as other programs would.

use std::io::{Cursor, Write};

/// A page as an editor's system makes it: menu, title, day, article, related news, comments, footer.
pub(crate) fn html(text: &str) -> Vec<u8> {
    let (title, rest) = text.trim().split_once('\n').unwrap_or((text, ""));
    let title = escape(title.trim());
    let paragraphs = rest.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    let body: String = paragraphs.map(|p| format!("<p>{}</p>\n", escape(p).replace('\n', "<br>"))).collect();
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title} - Cổng thông tin</title>\n\
         <style>p {{ margin: 0 }}</style><script>var n = \"<p>12 đồng chí</p>\";</script></head>\n\
         <body><div id=\"menu\"><ul><li><a href=\"/\">Trang chủ</a></li><li><a href=\"/tin\">Tin tức</a></li>\
         <li><a href=\"/vb\">Văn bản số 99-QĐ/TW</a></li></ul></div>\n\
         <div class=\"breadcrumb\"><a href=\"/\">Trang chủ</a> / <a href=\"/tin\">Đảng ủy xã Đông</a></div>\n\
         <div class=\"wrap\"><div class=\"main\"><h1 class=\"title\">{title}</h1>\n<div class=\"content-detail\">\n{body}</div>\n\
         <div class=\"tin-lien-quan\"><h3>Tin liên quan</h3><ul><li><a href=\"/1\">Kết nạp 55 đảng viên ngày 1/1/2011</a></li>\
         <li><a href=\"/2\">Chi bộ Tổ 77 họp</a></li><li><a href=\"/3\">Khen thưởng 88 tập thể</a></li></ul></div>\n\
         <div id=\"comments\"><p>Nguyễn Văn Ngoài: rất hay! 2/2/2012</p></div></div>\n\
         <div class=\"sidebar\"><p>Lượt truy cập: 123456</p></div></div>\n\
         <div id=\"footer\"><p>Giấy phép số 12/GP-TTĐT ngày 3/3/2013. Chịu trách nhiệm: Trần Văn Chân</p></div></body></html>\n"
    )
    .into_bytes()
}

/// A Word document: a paragraph for each paragraph, runs cut in the middle of words as Word cuts them.
pub(crate) fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for paragraph in text.split("\n\n") {
        body.push_str("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>");
        for (k, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
            if k > 0 {
                body.push_str("<w:r><w:br/></w:r>");
            }
            let chars: Vec<char> = line.chars().collect();
            for run in chars.chunks(17) {
                let run: String = run.iter().collect();
                body.push_str(&format!(
                    "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                    escape(&run)
                ));
            }
        }
        body.push_str("</w:p>");
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zip(&[("[Content_Types].xml", b"<Types/>".as_slice()), ("word/document.xml", document.as_bytes())])
}

/// JSON lines with `path` and `text`.
pub(crate) fn jsonl(articles: &[(String, String)]) -> Vec<u8> {
    let lines =
        articles.iter().map(|(name, text)| format!("{}\n", serde_json::json!({"path": name, "text": text})));
    lines.collect::<String>().into_bytes()
}

/// A table whose columns have Vietnamese names, parted by semicolons as Excel does it here.
pub(crate) fn csv(articles: &[(String, String)]) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(b"\xEF\xBB\xBF".to_vec());
    csv.write_record(["Mã", "Nội dung", "Lượt xem"]).unwrap();
    for (name, text) in articles {
        csv.write_record([name, text, "17"]).unwrap();
    }
    csv.into_inner().unwrap()
}

/// The same as a workbook.
pub(crate) fn xlsx(articles: &[(String, String)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["Mã", "Nội dung", "Lượt xem"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    for (row, (name, text)) in articles.iter().enumerate() {
        sheet.write(row as u32 + 1, 0, name).unwrap();
        sheet.write(row as u32 + 1, 1, text).unwrap();
        sheet.write(row as u32 + 1, 2, 17).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// A crawl: a request, a picture and a page that is gone beside each page.
pub(crate) fn warc(articles: &[(String, String)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut record = |kind: &str, url: &str, media: &str, block: &[u8]| {
        let _ = write!(
            out,
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        out.extend_from_slice(block);
        out.extend_from_slice(b"\r\n\r\n");
    };
    record("warcinfo", "", "application/warc-fields", b"software: none\r\n");
    for (name, text) in articles {
        let url = format!("https://example.vn/{name}");
        let http = "application/http; msgtype=response";
        record("request", &url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n");
        record(
            "response",
            &format!("{url}.jpg"),
            http,
            b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xFF\xD8\xFF",
        );
        record(
            "response",
            &format!("{url}/gone"),
            http,
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x</p>",
        );
        let page = html(text);
        let mut answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
        for chunk in page.chunks(1000) {
            let _ = write!(answer, "{:x}\r\n", chunk.len());
            answer.extend_from_slice(chunk);
            answer.extend_from_slice(b"\r\n");
        }
        answer.extend_from_slice(b"0\r\n\r\n");
        record("response", &url, http, &answer);
    }
    out
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // `set_path` refuses what a hostile archive would hold.
        if header.set_path(name).is_err() {
            let field = &mut header.as_mut_bytes()[..100];
            field[..name.len()].copy_from_slice(name.as_bytes());
        }
        header.set_cksum();
        tar.append(&header, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 1).unwrap()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
