//! windows-1258: base letters with their quality in one byte, the tone in the next.
//!
//! The table is that of encoding_rs, which is the Encoding Standard's. Letters and tones are composed while
//! reading. Writing always parts them, as keyboards do, also where the code page has the whole letter.

use std::sync::LazyLock;

use super::single::{Table, upper_half};
use crate::text::compose::Vowel;

/// The table of windows-1258.
pub(crate) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::new(&upper_half(encoding_rs::WINDOWS_1258), &[]));

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Writes one character as one or two bytes.
pub(crate) fn write(c: char, out: &mut Vec<u8>) -> bool {
    if let Some(v) = Vowel::of(c)
        && let Some(tone) = usize::from(v.tone()).checked_sub(1).and_then(|t| TONES.get(t))
        && let (Some(base), Some(mark)) = (TABLE.byte(v.with_tone(0).letter()), TABLE.byte(*tone))
    {
        out.extend([base, mark]);
        return true;
    }
    TABLE.byte(c).map(|b| out.push(b)).is_some()
}
