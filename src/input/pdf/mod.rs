//! PDF files with a text layer.
//!
//! A PDF knows glyphs and places, no words and no paragraphs. The library gives each character with its
//! place; lines, words and paragraphs are put together in [`lines`]. A scan has no characters, and a file in
//! fonts of the nineties has the wrong ones: both are refused with that reason, for garbage would be read as
//! text. The library may loop, nest without end or give up on odd files, so it runs in a thread of its own,
//! with a limit on time, and never sees what is no text.

mod lines;
mod tame;

use pdf_extract::{Document, Object};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::article::{Article, Content, Format, Meta};
use super::options::Options;
use super::parcel::{Raw, text_too_large};
use super::patience::within;
use crate::error::{Error, Result};
use crate::text::Encoding;

/// Letters that a page with text has at least, on average.
const FEW: usize = 25;

/// The article of a file.
pub(crate) fn article(raw: Raw, options: &Options) -> Result<Article> {
    let limits = options.limits;
    let Raw { path, id, bytes, url, .. } = raw;
    let most = usize::try_from(limits.text).unwrap_or(usize::MAX);
    let found = within(limits.time, move || read(&bytes, most)).map_err(|e| e.at(&path))?;
    let Some(text) = found else { return Err(text_too_large(&path, limits.text + 1, limits.text)) };
    let meta = Meta { url, encoding: Some("utf-8".into()), ..Meta::default() };
    Ok(Article { path, id, format: Format::Pdf, content: Content::Plain(text), meta })
}

/// The text of a file; `None` when it is longer than `most` bytes.
fn read(bytes: &[u8], most: usize) -> Result<Option<String>> {
    tame::check(bytes)?;
    let damaged = |e: &dyn std::fmt::Display| {
        Error::new(format!("the PDF is damaged: {e}")).remedy("open it and print it to a new PDF")
    };
    let mut doc = Document::load_mem(bytes).map_err(|e| damaged(&e))?;
    if doc.is_encrypted() && doc.decrypt("").is_err() {
        return Err(Error::new("is encrypted").remedy("decrypt it first: passwords are not asked for"));
    }
    let images = tame::blank(&mut doc)?;
    let mut pages = lines::Pages::new(most);
    match pdf_extract::output_doc(&doc, &mut pages) {
        Ok(()) => {}
        Err(_) if pages.is_full() => return Ok(None),
        Err(e) => return Err(damaged(&e)),
    }
    let text = composed(pages.text());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let count = doc.get_pages().len().max(1);
    if letters < FEW * count && (images > 0 || letters == 0) {
        let what = format!("a scan without a text layer ({letters} letters on {count} pages)");
        return Err(Error::new(what).remedy("recognize its text first (OCR)"));
    }
    if let Some(font) = legacy_font(&doc)
        && !is_vietnamese(&text)
    {
        let what =
            format!("its fonts ({font}) stand for an old encoding and do not say which letters they show");
        return Err(Error::new(what)
            .remedy("take the text from the document that the PDF was made from, or recognize it (OCR)"));
    }
    let strange = text
        .chars()
        .filter(|&c| c == char::REPLACEMENT_CHARACTER || ('\u{E000}'..='\u{F8FF}').contains(&c))
        .count();
    if strange * 5 > letters {
        let what = "its fonts do not say which letters they show";
        return Err(Error::new(what).remedy("print it to a new PDF, or recognize its text (OCR)"));
    }
    Ok(Some(text))
}

/// A PDF may hold letters and marks apart.
fn composed(text: String) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text } else { text.nfc().collect() }
}

/// A font of the file that stands for an old encoding.
fn legacy_font(doc: &Document) -> Option<String> {
    doc.objects.values().find_map(|object| {
        let Object::Dictionary(font) = object else { return None };
        let name = font.get(b"BaseFont").and_then(Object::as_name).ok()?;
        let name = String::from_utf8_lossy(name).into_owned();
        // A subset is called "ABCDEF+.VnTime".
        let plain = name.split_once('+').map_or(name.as_str(), |(_, plain)| plain);
        Encoding::of_font(plain).map(|_| plain.to_owned())
    })
}

/// Whether letters that only Vietnamese has are as frequent as in any Vietnamese text.
fn is_vietnamese(text: &str) -> bool {
    let own = text
        .chars()
        .filter(|c| matches!(c, 'ă'..='ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'Ạ'..='ỹ'))
        .count();
    own * 20 > text.chars().filter(|c| c.is_alphabetic()).count()
}
