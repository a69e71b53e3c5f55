//! Word documents: paragraphs, tables, footnotes, and the fonts that stand for old encodings.
//!
//! A document is a zip archive of XML parts; three of them matter: the text, its notes, and the styles that
//! name fonts. Deleted text of tracked changes is left out, inserted text is text. Titles and authors of the
//! file's properties are those of whoever typed it, or of an older document, and are not believed.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::article::{Article, Content, Format, Meta};
use super::flow::{Flow, Gap};
use super::guard::{Budget, Expanding};
use super::legacy::{Font, Legacy};
use super::options::Options;
use super::parcel::{Raw, read_failure, text_too_large};
use super::patience::within;
use crate::error::{Error, Result};

mod styles;

use styles::Styles;

/// The article of a document.
pub(crate) fn article(raw: Raw, options: &Options) -> Result<Article> {
    let Raw { path, id, bytes, .. } = raw;
    let limits = options.limits;
    let (text, meta) = within(limits.time, move || read(&bytes, limits.file)).map_err(|e| e.at(&path))?;
    if text.len() as u64 > limits.text {
        return Err(text_too_large(&path, text.len() as u64, limits.text));
    }
    Ok(Article { path, id, format: Format::Docx, content: Content::Plain(text), meta })
}

/// The text of a document whose parts hold `limit` bytes at most.
fn read(bytes: &[u8], limit: u64) -> Result<(String, Meta)> {
    if !bytes.starts_with(b"PK") {
        let what = super::plain::no_text(bytes).unwrap_or("no Word document");
        return Err(Error::new(what).remedy("open it in a word processor and save it as .docx"));
    }
    let mut parts = Parts::open(bytes, limit)?;
    let document = parts.read("word/document.xml")?;
    let Some(document) = document else {
        return Err(Error::new("holds no Word document").remedy("save it as .docx again"));
    };
    let styles = parts.read("word/styles.xml")?.map(|s| Styles::read(&s)).unwrap_or_default();
    let mut writer = Writer { flow: Flow::default(), legacy: Legacy::default(), styles };
    writer.part(&document)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = parts.read(notes)? {
            writer.flow.widen(Gap::Paragraph);
            writer.part(&notes)?;
        }
    }
    let legacy = writer.legacy;
    let (text, captions) = writer.flow.finish();
    if text.trim().is_empty() {
        return Err(Error::new("the document holds no text").remedy("a scan needs recognition first"));
    }
    let encoding = Some(legacy.encoding().unwrap_or_else(|| "utf-8".into()));
    Ok((text, Meta { captions, encoding, notes: legacy.notes(), ..Meta::default() }))
}

/// The parts of a document, within a budget.
struct Parts<'b> {
    archive: zip::ZipArchive<Cursor<&'b [u8]>>,
    budget: Budget,
}

impl<'b> Parts<'b> {
    fn open(bytes: &'b [u8], limit: u64) -> Result<Self> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
        Ok(Self { archive, budget: Budget::of(limit) })
    }

    fn read(&mut self, name: &str) -> Result<Option<String>> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(e) => return Err(damaged(&e)),
        };
        let mut bytes = Vec::new();
        Expanding { inner: part, budget: self.budget.clone() }
            .read_to_end(&mut bytes)
            .map_err(|e| read_failure(name, e))?;
        let (text, _, broken) = encoding_rs::UTF_8.decode(&bytes);
        if broken { Err(damaged(&format!("{name} is not UTF-8"))) } else { Ok(Some(text.into_owned())) }
    }
}

/// Writes the text of parts.
struct Writer {
    flow: Flow,
    legacy: Legacy,
    styles: Styles,
}

/// Where in a part the reader is.
#[derive(Default)]
struct Place {
    /// How deep inside an element whose text is left out.
    skipped: usize,
    in_text: bool,
    in_run: bool,
    style: Option<String>,
    /// How the paragraph is set, and its last run.
    centred: bool,
    slanted: bool,
    font: Option<Font>,
    /// Where the paragraph and the open cells began.
    paragraph: usize,
    cells: Vec<usize>,
    /// Text of neighbouring runs in one font, not yet written.
    pending: String,
    pending_font: Option<Font>,
}

impl Writer {
    fn part(&mut self, xml: &str) -> Result<()> {
        let mut reader = Reader::from_str(xml);
        let mut place = Place::default();
        loop {
            match reader.read_event().map_err(|e| damaged(&e))? {
                Event::Eof => return Ok(()),
                Event::Start(e) if place.skipped > 0 || is_skipped(&e) => place.skipped += 1,
                Event::End(_) if place.skipped > 0 => place.skipped -= 1,
                _ if place.skipped > 0 => {}
                Event::Start(e) => self.start(&e, &mut place),
                Event::Empty(e) => {
                    self.start(&e, &mut place);
                    self.end(e.local_name().as_ref(), &mut place);
                }
                Event::End(e) => self.end(e.local_name().as_ref(), &mut place),
                Event::Text(t) if place.in_text => place.pending.push_str(&t.xml10_content()),
                Event::CData(t) if place.in_text => place.pending.push_str(&t.xml10_content()),
                // "KH&amp;CN": the library hands over each reference by itself.
                Event::GeneralRef(r) if place.in_text => {
                    let c = r.resolve_char_ref().ok().flatten().or_else(|| named(&r));
                    place.pending.extend(c);
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, e: &BytesStart<'_>, place: &mut Place) {
        match e.local_name().as_ref() {
            "p" => {
                (place.style, place.centred, place.slanted) = (None, false, false);
                place.paragraph = self.flow.len();
            }
            "tc" => place.cells.push(self.flow.len()),
            "r" => {
                place.in_run = true;
                place.font = None;
            }
            "drawing" | "pict" => self.flow.picture(),
            "jc" => place.centred = value(e, "val").as_deref() == Some("center"),
            "i" if place.in_run => place.slanted = value(e, "val").is_none_or(|v| v != "0" && v != "false"),
            "pStyle" => place.style = value(e, "val"),
            "rFonts" if place.in_run => {
                place.font =
                    ["ascii", "hAnsi", "cs"].iter().find_map(|a| value(e, a)).map(|name| Font::of(&name));
            }
            "t" => {
                let font = place.font.or_else(|| self.styles.font(place.style.as_deref()));
                if font != place.pending_font {
                    self.flush(place);
                    place.pending_font = font;
                }
                place.in_text = true;
            }
            "tab" if place.in_run => place.pending.push('\t'),
            "br" | "cr" if place.in_run => place.pending.push('\n'),
            "noBreakHyphen" => place.pending.push('-'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, place: &mut Place) {
        match name {
            "t" => place.in_text = false,
            "r" => place.in_run = false,
            "p" => {
                self.flush(place);
                if place.style.as_deref().is_some_and(is_caption) {
                    self.flow.mark_caption(place.paragraph);
                }
                if self.flow.awaits_caption(place.paragraph) {
                    self.flow.below_picture(place.paragraph, true, place.centred || place.slanted);
                }
                self.flow.widen(if place.cells.is_empty() { Gap::Paragraph } else { Gap::Line });
            }
            "tc" => {
                if let Some(from) = place.cells.pop() {
                    self.flow.end_cell(from);
                }
            }
            "tr" | "tbl" => self.flow.widen(Gap::Paragraph),
            _ => {}
        }
    }

    fn flush(&mut self, place: &mut Place) {
        let words = std::mem::take(&mut place.pending);
        let words = self.legacy.read(&words, place.pending_font.take());
        self.flow.push_lines(&words);
    }
}

/// Deleted text, the second form of a drawing for older programs, the numbers of fields.
fn is_skipped(e: &BytesStart<'_>) -> bool {
    matches!(e.local_name().as_ref(), "del" | "moveFrom" | "Fallback" | "instrText" | "delText")
        // Notes that only draw the line above the notes.
        || matches!(value(e, "type").as_deref(), Some("separator" | "continuationSeparator" | "continuationNotice"))
}

/// Whether a style of paragraphs is that of captions, in the names that word processors give it.
fn is_caption(style: &str) -> bool {
    let style = style.to_lowercase();
    style.contains("caption") || style.contains("chuthich") || style.contains("chú thích")
}

/// An attribute by its name without prefix.
fn value(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = e.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&attribute.value).ok().map(|v| v.into_owned())
}

fn named(reference: &str) -> Option<char> {
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn damaged(e: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the document is damaged: {e}"))
        .remedy("open it in a word processor and save it again")
}
