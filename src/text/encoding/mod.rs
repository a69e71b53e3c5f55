//! The encodings in which Vietnamese archives come: their names, aliases and fonts.
//!
//! One file per encoding holds its table and says where the table was checked. Reading and writing with a
//! *known* encoding is here; finding out which one it is, is the business of [`decode`](super::decode).

mod garbled;
mod reference;
mod single;
mod sink;
mod tcvn3;
mod viqr;
mod viscii;
mod vni;
mod vps;
mod windows1258;
mod write;

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

pub(crate) use garbled::undo as undo_garbled;
pub(crate) use reference::resolve as resolve_references;
pub(crate) use single::western_byte;
pub(crate) use sink::Sink;
pub(crate) use tcvn3::{doubtful_capitals, restore_u_horn};
pub use write::{Encoded, encode};

/// A way of writing Vietnamese in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// windows-1258: base letters and combining tones, one byte each.
    Windows1258,
    /// TCVN 5712 as the fonts `.Vn…` write it ("ABC"): one byte a letter, no toned capitals.
    Tcvn3,
    /// VNI for Windows: a letter and a mark, one byte each.
    Vni,
    /// VIQR: ASCII, marks typed behind the letter.
    Viqr,
    /// VISCII: one byte a letter.
    Viscii,
    /// VPS: one byte a letter.
    Vps,
    /// UTF-8 that was read as Latin-1 or windows-1252, once or more, and saved as UTF-8 again ("mojibake").
    Garbled,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1258,
        Self::Tcvn3,
        Self::Vni,
        Self::Viqr,
        Self::Viscii,
        Self::Vps,
        Self::Garbled,
    ];

    /// The name in records and arguments: `utf-8`, `utf-16le`, `utf-16be`, `windows-1258`, `tcvn3`, `vni`,
    /// `viqr`, `viscii`, `vps`, `garbled`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1258 => "windows-1258",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
            Self::Viqr => "viqr",
            Self::Viscii => "viscii",
            Self::Vps => "vps",
            Self::Garbled => "garbled",
        }
    }

    /// Reads bytes that are known to be in this encoding; for the Unicode ones, nothing.
    pub(crate) fn read(self, bytes: &[u8], out: &mut Sink) {
        match self {
            Self::Windows1258 => windows1258::TABLE.read(bytes, out),
            Self::Tcvn3 => tcvn3::read(bytes, out),
            Self::Vni => vni::read(bytes, out),
            Self::Viscii => viscii::TABLE.read(bytes, out),
            Self::Vps => vps::TABLE.read(bytes, out),
            Self::Viqr => viqr::read(&String::from_utf8_lossy(bytes), out),
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be | Self::Garbled => {}
        }
    }

    /// The encoding that a font stands for: `.VnTime` → TCVN3, `VNI-Times` → VNI. `None` for fonts that
    /// stand for no encoding.
    ///
    /// ```
    /// use trichluc::text::Encoding;
    /// assert_eq!(Encoding::of_font(".VnTimeH"), Some(Encoding::Tcvn3));
    /// assert_eq!(Encoding::of_font("VNI-Helve"), Some(Encoding::Vni));
    /// assert_eq!(Encoding::of_font("Times New Roman"), None);
    /// ```
    #[must_use]
    pub fn of_font(name: &str) -> Option<Self> {
        let name = name.trim().trim_matches(['"', '\'']);
        let starts = |prefix: &str| name.get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix));
        if starts(".Vn") {
            Some(Self::Tcvn3)
        } else if starts("VNI-") {
            Some(Self::Vni)
        } else if starts("VPS ") {
            Some(Self::Vps)
        } else {
            None
        }
    }

    /// Whether the font shows small letters as capitals, as the TCVN3 fonts whose names end in H do.
    #[must_use]
    pub fn is_capital_font(name: &str) -> bool {
        let name = name.trim().trim_matches(['"', '\'']);
        Self::of_font(name) == Some(Self::Tcvn3) && name.ends_with('H')
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Reads a name or a common alias, case and signs aside: `UTF-8`, `tcvn`, `abc`, `cp1258`, `vni-windows`.
    ///
    /// # Errors
    /// When no encoding has the name; the remedy lists those known.
    fn from_str(name: &str) -> Result<Self, Error> {
        let plain: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        Ok(match plain.as_str() {
            "utf8" | "utf8sig" | "unicode" => Self::Utf8,
            "utf16" | "utf16le" | "ucs2" | "ucs2le" => Self::Utf16Le,
            "utf16be" | "ucs2be" => Self::Utf16Be,
            "windows1258" | "cp1258" | "xcp1258" => Self::Windows1258,
            "tcvn3" | "tcvn" | "abc" | "tcvn5712" | "tcvn57121" | "tcvn571211993" => Self::Tcvn3,
            "vni" | "vniwindows" | "vniwin" => Self::Vni,
            "viqr" => Self::Viqr,
            "viscii" => Self::Viscii,
            "vps" => Self::Vps,
            "garbled" | "mojibake" => Self::Garbled,
            _ => {
                let known: Vec<_> = Self::ALL.iter().map(|e| e.name()).collect();
                return Err(Error::new(format!("no encoding is called “{name}”"))
                    .remedy(format!("name one of {}", known.join(", "))));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_as_itself() {
        for e in Encoding::ALL {
            assert_eq!(e.name().parse::<Encoding>().ok(), Some(e));
        }
        assert_eq!("ABC".parse::<Encoding>().ok(), Some(Encoding::Tcvn3));
        let error = "ebcdic".parse::<Encoding>().unwrap_err().to_string();
        assert!(error.contains("ebcdic") && error.contains("windows-1258"), "{error}");
    }
}
