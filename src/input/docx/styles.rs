//! The fonts that styles of a Word document name, as far as they stand for old encodings.

use quick_xml::Reader;
use quick_xml::events::Event;
use rustc_hash::FxHashMap;

use super::super::legacy::Font;
use super::value;

/// How many styles may be based on one another.
const DEPTH: usize = 16;

/// Fonts of styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The font of text that no style speaks of.
    default: Option<Font>,
    styles: FxHashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    font: Option<Font>,
    based_on: Option<String>,
}

impl Styles {
    /// Reads `word/styles.xml`; a damaged part ends the list, for fonts are a hint only.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut reader = Reader::from_str(xml);
        let mut id: Option<String> = None;
        let mut is_default = false;
        while let Ok(event) = reader.read_event() {
            let element = match &event {
                Event::Eof => break,
                Event::Start(e) | Event::Empty(e) => e,
                _ => continue,
            };
            match element.local_name().as_ref() {
                "style" => {
                    id = value(element, "styleId");
                    is_default = value(element, "default").is_some_and(|v| v == "1" || v == "true")
                        && value(element, "type").is_some_and(|t| t == "paragraph");
                }
                "basedOn" => {
                    if let Some(id) = &id {
                        styles.styles.entry(id.clone()).or_default().based_on = value(element, "val");
                    }
                }
                "rFonts" => {
                    let name = ["ascii", "hAnsi", "cs"].iter().find_map(|a| value(element, a));
                    let font = name.map(|name| Font::of(&name));
                    match &id {
                        Some(id) => styles.styles.entry(id.clone()).or_default().font = font,
                        None => styles.default = font,
                    }
                    if is_default {
                        styles.default = font.or(styles.default);
                    }
                }
                _ => {}
            }
        }
        styles
    }

    /// The font of a paragraph's style.
    pub(super) fn font(&self, style: Option<&str>) -> Option<Font> {
        let mut id = style;
        for _ in 0..DEPTH {
            let Some(style) = id.and_then(|id| self.styles.get(id)) else { break };
            if style.font.is_some() {
                return style.font;
            }
            id = style.based_on.as_deref();
        }
        self.default
    }
}
