//! The way back: text written in a legacy encoding.

use unicode_normalization::UnicodeNormalization as _;

use super::single::Table;
use super::{Encoding, tcvn3, viqr, viscii, vni, vps, windows1258};

/// Text in the bytes of an encoding, and what the encoding could not hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Encoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Capitals with a tone written as small letters: TCVN3 has no others.
    pub lowered: usize,
    /// Quotes, dashes and the like written with the nearest sign of the encoding.
    pub folded: usize,
    /// Characters that the encoding lacks, written as `?`.
    pub lost: usize,
}

impl Encoded {
    /// Whether decoding the bytes gives the text back.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.lowered + self.folded + self.lost == 0
    }
}

/// Writes a normalized text in an encoding. UTF-16 gets a byte-order mark. [`Encoding::Garbled`] is no way
/// to write; it gives UTF-8.
///
/// ```
/// use trichluc::text::{Encoding, encoding::encode};
/// assert_eq!(encode("Chi bộ", Encoding::Viqr).bytes, b"Chi bo^.");
/// assert_eq!(encode("Chi bộ", Encoding::Tcvn3).bytes, b"Chi b\xE9");
/// assert_eq!(encode("ĐẢNG", Encoding::Tcvn3).lowered, 1);
/// ```
#[must_use]
pub fn encode(text: &str, encoding: Encoding) -> Encoded {
    let mut out = Encoded::default();
    match encoding {
        Encoding::Utf8 | Encoding::Garbled => out.bytes.extend(text.bytes()),
        Encoding::Utf16Le => {
            out.bytes.extend([0xFF, 0xFE]);
            out.bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        }
        Encoding::Utf16Be => {
            out.bytes.extend([0xFE, 0xFF]);
            out.bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        }
        _ => {
            let mut before = None;
            for c in text.nfc() {
                if put(c, before, encoding, &mut out) {
                    before = Some(c);
                    continue;
                }
                let nearest = nearest(c);
                if nearest.chars().all(|n| put(n, before, encoding, &mut out)) && !nearest.is_empty() {
                    out.folded += 1;
                } else {
                    out.bytes.push(b'?');
                    out.lost += 1;
                }
                before = None;
            }
        }
    }
    out
}

fn put(c: char, before: Option<char>, encoding: Encoding, out: &mut Encoded) -> bool {
    let single = |table: &Table, bytes: &mut Vec<u8>| table.byte(c).map(|b| bytes.push(b)).is_some();
    match encoding {
        Encoding::Windows1258 => windows1258::write(c, &mut out.bytes),
        Encoding::Vni => vni::write(c, &mut out.bytes),
        Encoding::Viqr => viqr::write(c, before, &mut out.bytes),
        Encoding::Viscii => single(&viscii::TABLE, &mut out.bytes),
        Encoding::Vps => single(&vps::TABLE, &mut out.bytes),
        _ => match tcvn3::byte(c) {
            Some((b, lowered)) => {
                out.bytes.push(b);
                out.lowered += usize::from(lowered);
                true
            }
            None => false,
        },
    }
}

/// What a typewriter would put for a sign.
fn nearest(c: char) -> &'static str {
    match c {
        '“' | '”' | '„' | '«' | '»' | '″' => "\"",
        '‘' | '’' | '‚' | '′' | '´' => "'",
        '–' | '—' | '‐' | '‑' | '−' => "-",
        '…' => "...",
        '•' | '●' | '·' | '▪' => "*",
        '\u{A0}' => " ",
        '×' => "x",
        _ => "",
    }
}
