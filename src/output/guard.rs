//! Texts that a spreadsheet must not run.

use std::borrow::Cow;

/// The text, with an apostrophe in front where a spreadsheet would run it.
///
/// ```
/// use trichluc::output::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("Chi bộ A"), "Chi bộ A");
/// ```
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
