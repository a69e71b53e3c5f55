//! Months: "tháng 3/2018", "tháng 8 năm 2010", "tháng Mười", "từ tháng 11 đến hết tháng 12.2017".
//!
//! "6 tháng 1 lần" and "hằng tháng" count months; "Cách mạng Tháng Tám" is a name.

use super::lead;
use super::value::{Point, Said, What, Year};
use crate::extract::{Room, Scene};
use crate::lexicon::{Class, Hit, number as words};
use crate::text::{Key, Kind, Text, TokenSpan};
use crate::w;

/// Reads the month, list or range that begins with the mark "tháng".
pub(super) fn read(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let i = hit.span.first();
    if scene.value(hit) != "month" || counts_months(scene, i) || is_name(text, i) {
        return None;
    }
    let mut points = Vec::new();
    let mut k = i + 1;
    let mut range = false;
    let mut end;
    loop {
        let (point, after) = month(scene, k)?;
        if scene.taken(k) == Some(Room::Directive) {
            return None;
        }
        points.push(point);
        end = after;
        let Some((joined, next)) = joint(text, after) else { break };
        // "tháng 5, 6": a number that is no month, or a count, ends the list.
        let Some((point, next_end)) = month(scene, next) else { break };
        let sure = text.key(next - 1) == w!("tháng") || point.year != Year::Unsaid;
        let lower = text.kind(next_end) == Kind::Lower && scene.hits.at(next_end, Class::DateAfter).is_none();
        if range || !sure && (lower || scene.hits.at(next_end, Class::DateCounted).is_some()) {
            break;
        }
        range = joined;
        k = next;
    }
    if lead::is_lunar(scene, end) || scene.hits.at(end, Class::DateCounted).is_some_and(|_| points.len() == 1)
    {
        return None;
    }
    super::years::spread_year(&mut points);
    let what = match points[..] {
        [a, b] if range => What::Interval(a, b),
        _ => What::Points(points),
    };
    let mut said = Said::new(what);
    said.recent = lead::is_recent(scene, end);
    Some((TokenSpan::new(i, end), said))
}

/// "5/2016 đến nay", "(12/1986)": a month in digits alone, where a word or a bracket says so.
pub(super) fn numeric(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let i = hit.span.first();
    if !matches!(text.key(i + 1), s if s == w!("/") || s == w!("-") || s == w!("."))
        || text.glued(i) && text.key(i.saturating_sub(1)) != w!("(")
        || scene.taken(i) == Some(Room::Directive)
    {
        return None;
    }
    let (point, mut end) = digits_with_year(text, i)?;
    let bracket = i > 0 && text.key(i - 1) == w!("(") && text.key(end) == w!(")");
    let word = MONTH_BEFORE
        .iter()
        .any(|&w| i > 0 && text.key(i - 1) == w && !text.get(i).is_some_and(|t| t.starts_paragraph()));
    if !bracket && !word {
        return None;
    }
    let mut what = What::Points(vec![point]);
    let to = [w!("đến"), w!("-"), w!("tới")].contains(&text.key(end));
    if to && let Some((second, after)) = digits_with_year(text, end + 1) {
        what = What::Interval(point, second);
        end = after;
    }
    Some((TokenSpan::new(i, end), Said::new(what)))
}

/// Words before a month in digits: "từ 5/2016", "hồi 9/2013".
const MONTH_BEFORE: [Key; 8] =
    [w!("từ"), w!("đến"), w!("trước"), w!("sau"), w!("hồi"), w!("vào"), w!("hết"), w!("cuối")];

fn digits_with_year(text: &Text<'_>, i: usize) -> Option<(Point, usize)> {
    let token =
        text.get(i).filter(|t| t.kind == Kind::Number && t.end - t.start <= 2 && !t.starts_paragraph())?;
    let month = token.key.value().filter(|m| (1..=12).contains(m)).and_then(|m| u8::try_from(m).ok())?;
    let sign = text.key(i + 1);
    if ![w!("/"), w!("-"), w!(".")].contains(&sign) || !text.glued(i + 1) || !text.glued(i + 2) {
        return None;
    }
    let year = super::years::year(text, i + 2)?;
    let open = text.get(i + 3).is_some_and(|t| {
        text.glued(i + 3)
            && (t.is_word() || t.key == w!("/") || t.key == w!("-") && text.glued(i + 4) && sign == t.key)
    });
    (!open).then_some((Point { year: Year::Stated(year), month: Some(month), day: None }, i + 3))
}

/// The month at token `k`, with its year.
fn month(scene: &Scene<'_>, k: usize) -> Option<(Point, usize)> {
    let (month, end) = number(scene.text, k)?;
    let (year, end) = year_of(scene, end, end);
    Some((Point { year, month: Some(month), day: None }, end))
}

/// The number of a month at token `k`, in digits or words, and one past it. "tháng năm" is May only with a
/// capital, or where a year follows.
pub(super) fn number(text: &Text<'_>, k: usize) -> Option<(u8, usize)> {
    let token = text.get(k).filter(|t| !t.starts_paragraph())?;
    match token.kind {
        Kind::Number => {
            let month = token.key.value().filter(|m| (1..=12).contains(m) && token.end - token.start <= 2)?;
            // "tháng 3,5" and "tháng 2.000" are no months
            let decimal = [w!(","), w!(".")].contains(&text.key(k + 1))
                && text.glued(k + 1)
                && text.glued(k + 2)
                && text.kind(k + 2) == Kind::Number
                && super::years::year(text, k + 2).is_none();
            (!decimal && text.key(k + 1) != w!("%")).then_some((u8::try_from(month).ok()?, k + 1))
        }
        Kind::Sign => None,
        _ if token.key == w!("tư") => Some((4, k + 1)),
        _ if token.key == w!("năm") => {
            let may = token.kind == Kind::Capital || text.key(k + 1) == w!("năm");
            may.then_some((5, k + 1))
        }
        _ => {
            let n = words::read(text, k).filter(|n| (1.0..=12.0).contains(&n.value))?;
            Some((n.value as u8, n.end))
        }
    }
}

/// The year behind a month that ends at `end`: "/2018", "-1970", " – 2014", " năm 2010", " năm ngoái", and one past it;
/// `none` where there is none.
pub(super) fn year_of(scene: &Scene<'_>, end: usize, none: usize) -> (Year, usize) {
    let text = scene.text;
    let sign = text.key(end);
    if text.get(end).is_some_and(|t| !t.starts_paragraph()) {
        let near =
            sign == w!("/") || sign == w!("-") || sign == w!(".") && text.glued(end) && text.glued(end + 1);
        if near && let Some(y) = super::years::year(text, end + 1) {
            return (Year::Stated(y), end + 2);
        }
        if let Some(found) = lead::year_behind(scene, end) {
            return found;
        }
    }
    (Year::Unsaid, none)
}

/// What joins the month before to the one behind: whether it is a range, and the number's token.
fn joint(text: &Text<'_>, k: usize) -> Option<(bool, usize)> {
    text.get(k).filter(|t| !t.starts_paragraph())?;
    let (range, mut next) = match text.key(k) {
        w if w == w!("và") || w == w!(",") || w == w!("&") => (false, k + 1),
        w if w == w!("-") || w == w!("đến") || w == w!("tới") => (true, k + 1),
        _ => return None,
    };
    for word in [w!("hết"), w!("cuối"), w!("đầu"), w!("tháng")] {
        if text.key(next) == word {
            next += 1;
        }
    }
    Some((range, next))
}

/// "6 tháng", "mỗi tháng", "nửa tháng": months are counted, or named one by one.
fn counts_months(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    if i == 0 || text.get(i).is_some_and(|t| t.starts_paragraph()) {
        return false;
    }
    let before = text.key(i - 1);
    let counted = [
        w!("mỗi"),
        w!("hằng"),
        w!("hàng"),
        w!("nửa"),
        w!("vài"),
        w!("mấy"),
        w!("từng"),
        w!("những"),
        w!("các"),
        w!("/"),
    ];
    counted.contains(&before)
        // "trong 6 tháng 2 lần", but "trong hai tháng 7 và 8/2017" names them
        || scene.hits.before(i, Class::Number).is_some() && joint(text, number(text, i + 1).map_or(i, |n| n.1)).is_none()
}

/// "Cách mạng Tháng Tám", "Cách mạng Tháng 8".
fn is_name(text: &Text<'_>, i: usize) -> bool {
    text.preceded_by(i, &[w!("cách"), w!("mạng")]) || text.preceded_by(i, &[w!("cmt")])
}
