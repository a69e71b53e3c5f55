//! Text in fonts that stand for an encoding: `.VnTime` (TCVN3), `VNI-Times` (VNI).
//!
//! Such a font shows "§¶ng" as "Đảng": the characters of the file are those of a Western code page, and only
//! the font tells what they mean. They are taken back to bytes and read in the encoding of the font.

use std::borrow::Cow;

use crate::text::{Encoding, decode_as};

/// What the name of a font says about the encoding of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Font {
    /// `None` for a font that shows the characters as they are.
    encoding: Option<Encoding>,
    /// Whether it shows small letters as capitals.
    capitals: bool,
}

impl Font {
    /// A font by its name.
    pub(crate) fn of(name: &str) -> Self {
        Self { encoding: Encoding::of_font(name), capitals: Encoding::is_capital_font(name) }
    }

    /// Whether its text has to be read anew.
    pub(crate) fn is_legacy(self) -> bool {
        self.encoding.is_some()
    }
}

/// Reads runs of text in their fonts, and keeps what was found.
#[derive(Debug, Default)]
pub(crate) struct Legacy {
    found: Vec<Encoding>,
}

impl Legacy {
    /// The words of a run as the font shows them. A run that already holds Vietnamese letters was typed in
    /// Unicode whatever font it names, and stays.
    pub(crate) fn read<'w>(&mut self, words: &'w str, font: Option<Font>) -> Cow<'w, str> {
        let Some((font, encoding)) = font.and_then(|f| f.encoding.map(|e| (f, e))) else {
            return words.into();
        };
        if words.is_ascii() && !font.capitals {
            return words.into();
        }
        let Some(bytes) = words.chars().map(western_byte).collect::<Option<Vec<u8>>>() else {
            return words.into();
        };
        let read = decode_as(&bytes, encoding).text().to_owned();
        if !self.found.contains(&encoding) {
            self.found.push(encoding);
        }
        if font.capitals { read.to_uppercase().into() } else { read.into() }
    }

    /// The encoding of the fonts, if one was found.
    pub(crate) fn encoding(&self) -> Option<Cow<'static, str>> {
        self.found.first().map(|e| e.name().into())
    }

    /// What was found, for the record.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.found.iter().map(|e| format!("text in {} fonts", e.name())).collect()
    }
}

/// The byte behind a character of a Western code page. Word keeps text in symbol fonts at U+F000 and on.
fn western_byte(c: char) -> Option<u8> {
    match c as u32 {
        code @ 0..=0xFF => Some(code as u8),
        code @ 0xF020..=0xF0FF => Some((code - 0xF000) as u8),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            match (bytes.as_ref(), unknown) {
                ([byte], false) => Some(*byte),
                _ => None,
            }
        }
    }
}
