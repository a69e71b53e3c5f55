//! Quarters and halves of a year: "quý III/2018", "6 tháng đầu năm 2018".
//!
//! "9 tháng đầu năm" is neither date nor count; "ba quý" counts.

use super::lead;
use super::value::{Point, Said, What, Year};
use crate::extract::Scene;
use crate::lexicon::Hit;
use crate::text::{Kind, Text, TokenSpan};
use crate::w;

/// Reads the quarter that begins with the mark "quý".
pub(super) fn quarter(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    if scene.value(hit) != "quarter" {
        return None;
    }
    let k = hit.span.end();
    let first = number(text, k)?;
    let (year, end) = super::months::year_of(scene, k + 1, k + 1);
    // "quý I và quý II/2018", "quý I, II/2018": the year stands at the last.
    let year = if year == Year::Unsaid { shared_year(scene, end) } else { year };
    Some((TokenSpan::new(hit.span.first(), end), Said::new(What::Quarter(first, year))))
}

/// Reads the half that the mark names.
pub(super) fn half(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let half = scene.value(hit).parse().ok()?;
    let k = hit.span.end();
    // "6 tháng đầu năm 2018", "6 tháng đầu năm nay"
    let (year, end) = match super::years::year(text, k) {
        Some(y) => (Year::Stated(y), k + 1),
        None => lead::year_behind(scene, k - 1).map_or((Year::Unsaid, k), |(y, end)| (y, end)),
    };
    // "6 tháng đầu năm học" is no half of a year of the calendar
    if text.key(end) == w!("học") && year == Year::Unsaid {
        return None;
    }
    Some((TokenSpan::new(hit.span.first(), end), Said::new(What::Half(half, year))))
}

/// The first and the last month of a quarter or half, in one year.
#[must_use]
pub fn months(first: u8, last: u8, year: Year) -> (Point, Point) {
    let point = |month| Point { year, month: Some(month), day: None };
    (point(first), point(last))
}

/// Roman or Arabic, 1 to 4.
fn number(text: &Text<'_>, k: usize) -> Option<u8> {
    let token = text.get(k).filter(|t| !t.starts_paragraph())?;
    match token.kind {
        Kind::Number if token.end - token.start == 1 => {
            token.key.value().filter(|v| (1..=4).contains(v)).and_then(|v| u8::try_from(v).ok())
        }
        Kind::Capital | Kind::AllCaps => {
            [w!("i"), w!("ii"), w!("iii"), w!("iv")].iter().position(|&r| r == token.key).map(|p| p as u8 + 1)
        }
        _ => None,
    }
}

/// The year of a quarter that follows in the same list.
fn shared_year(scene: &Scene<'_>, end: usize) -> Year {
    let text = scene.text;
    let mut k = end;
    while [w!("và"), w!(","), w!("-"), w!("đến")].contains(&text.key(k)) {
        k += 1;
        if text.key(k) == w!("quý") {
            k += 1;
        }
        if number(text, k).is_none() {
            break;
        }
        let (year, after) = super::months::year_of(scene, k + 1, k + 1);
        if year != Year::Unsaid {
            return year;
        }
        k = after;
    }
    Year::Unsaid
}
