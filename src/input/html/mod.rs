//! Pages saved by browsers and crawlers: the article, its title, day, author and captions; no menu, no comment.
//!
//! The library for readable pages tells *which* element holds the article. Its own cleaned text is not used:
//! it drops short paragraphs, bylines and captions, which for us are text. The element is rendered here, as a
//! browser would show it, paragraph by paragraph.

mod charset;
mod find;
mod fonts;
mod noise;
mod render;

use dom_query::Document;

use super::article::{Article, Content, Format, Meta};
use super::columns::Row;
use super::options::Options;
use super::parcel::{Raw, page_too_large, text_too_large};
use super::patience::within;
use super::title;
use crate::error::{Error, Result};

/// The article of a page.
pub(crate) fn article(raw: Raw, options: &Options) -> Result<Article> {
    let limit = options.limits.page;
    if raw.bytes.len() as u64 > limit {
        return Err(page_too_large(&raw.path, raw.bytes.len() as u64, limit));
    }
    if let Some(what) = super::plain::no_text(&raw.bytes) {
        return Err(Error::new(what).at(&raw.path).remedy("fetch the page again"));
    }
    let page = charset::decode(&raw.bytes, raw.charset.as_deref(), options).map_err(|e| e.at(&raw.path))?;
    let Page { text, mut meta } = read(&page.text, options).map_err(|e| e.at(&raw.path))?;
    meta.encoding = meta.encoding.or(Some(page.encoding));
    meta.url = raw.url.or(meta.url);
    let article =
        Article { path: raw.path, id: raw.id, format: Format::Html, content: Content::Plain(text), meta };
    Ok(with_title(article))
}

/// The article of a page that stands in a line or a row, whose other fields know better than the page.
pub(crate) fn row(
    page: String,
    mut row: Row,
    path: String,
    format: Format,
    options: &Options,
) -> Result<Article> {
    if page.len() as u64 > options.limits.page {
        return Err(page_too_large(&path, page.len() as u64, options.limits.page));
    }
    let known = row.meta();
    let Page { text, mut meta } = read(&page, options)?;
    let mut article = Article::from_plain(path, format, text);
    article.id = super::content_id(page.as_bytes());
    meta.title = known.title.or(meta.title);
    meta.published = known.published.or(meta.published);
    meta.author = known.author.or(meta.author);
    meta.url = known.url.or(meta.url);
    article.meta = meta;
    Ok(with_title(article))
}

struct Page {
    text: String,
    meta: Meta,
}

fn read(page: &str, options: &Options) -> Result<Page> {
    noise::check(page, options.limits.tags)?;
    let owned = page.to_owned();
    let page = within(options.limits.time, move || parse(&owned))?;
    if page.text.len() as u64 > options.limits.text {
        return Err(text_too_large("", page.text.len() as u64, options.limits.text));
    }
    Ok(page)
}

fn parse(page: &str) -> Result<Page> {
    let doc = Document::from(page);
    let fonts = fonts::Fonts::of(&doc, page);
    let mut meta = find::meta(&doc);
    let rendered = render::render(&find::body(&doc), &fonts);
    if rendered.text.trim().is_empty() {
        return Err(
            Error::new("the page holds no text").remedy("fetch the page again, it may need a script to show")
        );
    }
    meta.captions = rendered.captions;
    let mut legacy = rendered.legacy;
    for stated in [&mut meta.title, &mut meta.author].into_iter().flatten() {
        // Outside the body no font says what the letters mean.
        *stated = legacy.read(stated, fonts.legacy()).into_owned();
    }
    meta.encoding = legacy.encoding();
    meta.notes = legacy.notes();
    Ok(Page { text: rendered.text, meta })
}

fn with_title(mut article: Article) -> Article {
    title::put_above(&mut article);
    article
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str) -> Article {
        let raw = Raw::new("a.html".into(), super::super::kind::Kind::Html, page.as_bytes().to_vec());
        article(raw, &Options::default()).unwrap()
    }

    fn text(article: &Article) -> &str {
        let Content::Plain(text) = &article.content else { unreachable!() };
        text
    }

    const PAGE: &str = r##"<!DOCTYPE html><html lang="vi"><head><title>Lễ kết nạp đảng viên | Trang tin</title>
<meta property="article:published_time" content="2023-05-19T08:00:00+07:00"><meta name="author" content="Thu Hà"></head>
<body><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/a">Tin tức</a></li><li><a href="/b">Liên hệ</a></li></ul>
<div id="main"><h1>Lễ kết nạp đảng viên</h1><div class="detail">
<p>Ngày 18/5/2023, Chi bộ Trung tâm Giống cây trồng tổ chức lễ kết nạp đảng viên cho hai quần chúng ưu&nbsp;tú.</p>
<figure><img src="a.jpg"><figcaption>Quang cảnh buổi lễ</figcaption></figure>
<p>Dự buổi lễ có đồng chí Lê Văn Ba, Bí thư Chi bộ KH&amp;CN,<br>cùng toàn thể đảng viên trong chi bộ, đại diện Công đoàn và Đoàn Thanh niên.</p>
<table><tr><td>Đảng viên</td><td>25</td></tr></table>
<p>Chi bộ giao nhiệm vụ cho đảng viên mới, đề nghị tiếp tục rèn luyện, phấn đấu hoàn thành tốt nhiệm vụ.</p>
<p>Thu Hà</p></div>
<div class="related-news"><a href="1">Đại hội Chi bộ 2</a><a href="2">Họp chi bộ 3</a><a href="3">Kết nạp 5 đảng viên</a></div>
<div id="comments"><p>Bình luận của bạn đọc: rất hay, xin chúc mừng 100 đồng chí!</p></div></div>
<footer><p>Bản quyền thuộc về cơ quan chủ quản, giấy phép số 12/GP-TTĐT ngày 1/2/2020</p></footer></body></html>"##;

    #[test]
    fn the_article_alone() {
        let article = of(PAGE);
        let text = text(&article);
        assert!(text.starts_with("Lễ kết nạp đảng viên\n"), "{text}");
        assert!(text.contains("KH&CN,\ncùng toàn thể"), "{text}");
        assert!(text.contains("Thu Hà"), "{text}");
        assert!(text.contains("Đảng viên\t25"), "{text}");
        for noise in ["Trang chủ", "Bình luận", "GP-TTĐT", "Kết nạp 5"] {
            assert!(!text.contains(noise), "{noise} in {text}");
        }
        assert_eq!(article.meta.title.as_deref(), Some("Lễ kết nạp đảng viên"));
        assert_eq!(article.meta.published.as_deref(), Some("2023-05-19"));
        assert_eq!(article.meta.author.as_deref(), Some("Thu Hà"));
        let captions: Vec<&str> = article.meta.captions.iter().map(|r| &text[r.clone()]).collect();
        assert_eq!(captions, ["Quang cảnh buổi lễ"]);
    }

    #[test]
    fn fonts_of_the_nineties_are_read_run_by_run() {
        // "Đảng bộ xã Đông Hải họp" in TCVN3, "Chi bộ" in VNI, and Unicode beside them.
        let page = b"<html><head><title>x</title><style>p.vn, .h { font-family: '.VnTime', serif }</style></head><body><div>\
            <p class=vn>\xA7\xB6ng b\xE9 x\xB7 h\xE4p to\xB5n th\xD3 <span style=\"font-family: Arial\">&#272;&#7843;ng</span></p>\
            <p><font face='VNI-Times'>Chi bo\xE4 ho\xEFp</font> n\xE0y</p></div></body></html>";
        let raw = Raw::new("a.html".into(), super::super::kind::Kind::Html, page.to_vec());
        let article = article(raw, &Options::default()).unwrap();
        assert_eq!(text(&article), "x\n\nĐảng bộ xã họp toàn thể Đảng\n\nChi bộ họp này");
        assert_eq!(article.meta.encoding.as_deref(), Some("tcvn3"));
        assert_eq!(article.meta.notes, ["text in tcvn3 fonts", "text in vni fonts"]);
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let page = "<div>".repeat(100_000);
        let raw = Raw::new("a.html".into(), super::super::kind::Kind::Html, page.into_bytes());
        let error = article(raw, &Options::default()).unwrap_err().to_string();
        assert!(error.contains("100000 elements inside one another"), "{error}");
    }
}
