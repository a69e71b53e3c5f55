//! Times of the day: "14h30", "8 giờ 30 phút", "14:30", "14g30".

use super::value::Time;
use crate::text::{Kind, Text};
use crate::w;

/// The time that starts at token `i`, and one past its last token.
///
/// ```
/// use trichluc::{extract::date::time, text::Text};
/// let read = |s: &str| time(&Text::from_source(s), 0).map(|(t, _)| t.to_string());
/// assert_eq!(read("14h30").unwrap(), "14:30");
/// assert_eq!(read("8 giờ 30 phút").unwrap(), "08:30");
/// assert_eq!(read("25 giờ"), None);
/// ```
#[must_use]
pub fn time(text: &Text<'_>, i: usize) -> Option<(Time, usize)> {
    let hour = small(text, i, 24)?;
    let sign = text.get(i + 1).filter(|t| !t.starts_paragraph())?;
    let minute = |k: usize| small(text, k, 59).filter(|_| text.get(k).is_some_and(|t| !t.starts_line()));
    let done = |minute: u8, end: usize| Some((Time { hour, minute }, end));
    // "14h30", "14g30", "14h", "14 h 30"
    if sign.key == w!("h") || sign.key == w!("g") && text.glued(i + 1) {
        return match minute(i + 2) {
            // "14h30 phút", "14h30p"
            Some(m) if text.glued(i + 2) || two_digits(text, i + 2) => done(m, minute_word(text, i + 3)),
            _ if sign.key == w!("h") => done(0, i + 2),
            _ => None,
        };
    }
    // "8 giờ 30 phút", "8 giờ 30", "8 giờ"; not "8 giờ 30 ngày 3/2" read as 30 days
    if sign.key == w!("giờ") {
        return match minute(i + 2) {
            Some(m) if text.key(i + 3) == w!("phút") => done(m, i + 4),
            Some(m) if two_digits(text, i + 2) && text.kind(i + 3) != Kind::Lower => done(m, i + 3),
            Some(m) if two_digits(text, i + 2) && text.key(i + 3) == w!("ngày") => done(m, i + 3),
            _ if text.key(i + 2) == w!("rưỡi") => done(30, i + 3),
            _ => done(0, i + 2),
        };
    }
    // "14:30", glued, two digits behind; "10:42:07" gives its minutes
    if sign.key == w!(":") && text.glued(i + 1) && text.glued(i + 2) && two_digits(text, i + 2) {
        let m = minute(i + 2)?;
        let seconds = text.key(i + 3) == w!(":") && text.glued(i + 3) && minute(i + 4).is_some();
        return done(m, if seconds { i + 5 } else { i + 3 });
    }
    None
}

/// One past "phút" or "p", when it stands at `k`.
fn minute_word(text: &Text<'_>, k: usize) -> usize {
    if text.key(k) == w!("phút") || text.key(k) == w!("p") && text.glued(k) { k + 1 } else { k }
}

fn small(text: &Text<'_>, i: usize, most: u64) -> Option<u8> {
    let token = text.get(i).filter(|t| t.kind == Kind::Number && t.end - t.start <= 2)?;
    token.key.value().filter(|&v| v <= most).and_then(|v| u8::try_from(v).ok())
}

fn two_digits(text: &Text<'_>, i: usize) -> bool {
    text.get(i).is_some_and(|t| t.end - t.start == 2)
}
