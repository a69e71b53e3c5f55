//! Years and periods of years: "năm 2023", "(2014, 2015, 2016)", "nhiệm kỳ 2022 – 2025", "SN 1926".

use super::value::{Nature, Point, Said, What, Year};
use crate::extract::{Room, Scene};
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, Text, TokenSpan};
use crate::w;

/// Longest period that two joined years are read as, in years.
const LONGEST: i16 = 120;

/// The year in digits at token `i`: four digits, 1000 to 2199.
pub(super) fn year(text: &Text<'_>, i: usize) -> Option<i16> {
    let token =
        text.get(i).filter(|t| t.kind == Kind::Number && t.end - t.start == 4 && !t.starts_paragraph())?;
    token.key.value().filter(|v| (1000..2200).contains(v)).and_then(|v| i16::try_from(v).ok())
}

/// Reads the years that begin with the mark "năm" or "SN".
pub(super) fn read(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let nature = match scene.value(hit) {
        "year" => Nature::Plain,
        "birth" => Nature::Birth,
        _ => return None,
    };
    let mut k = hit.span.end();
    // "những năm 1950", "thập niên những năm 80": a decade
    if nature == Nature::Plain
        && text.preceded_by(hit.span.first(), &[w!("những")])
        && text.key(k).value().is_some_and(|y| y % 10 == 0)
    {
        return None;
    }
    if nature == Nature::Birth && [w!(":"), w!(".")].contains(&text.key(k)) {
        k += 1;
    }
    let first = year(text, k)?;
    if scene.taken(k) == Some(Room::Directive) {
        return None;
    }
    let mut end = k + 1;
    // "năm 2001 - 2003", "năm 2011 đến năm 2015"
    let range = [w!("-"), w!("đến"), w!("tới"), w!("/")].contains(&text.key(end));
    if range
        && let Some((second, after)) = next_year(text, end + 1)
        && second > first
    {
        // "nhiệm kỳ năm 2022-2025", "3 năm 2022–2025"; "từ năm 2001 - 2003" is no term
        let start = hit.span.first();
        let counted = start > 0 && text.kind(start - 1) == Kind::Number;
        let term = counted || period_word(scene, start) == Some("term");
        let nature = if term { Nature::Term } else { Nature::Plain };
        let said = Said { nature, ..Said::new(What::Interval(point(first), point(second))) };
        return whole(text, after).then(|| (TokenSpan::new(hit.span.first(), after), said));
    }
    if !whole(text, end) {
        return None;
    }
    // "năm 2014, 2015 và 2016"
    let mut points = vec![point(first)];
    while [w!(","), w!("và")].contains(&text.key(end))
        && let Some((next, after)) = next_year(text, end + 1)
        && whole(text, after)
        && scene.hits.at(after, Class::DateCounted).is_none()
    {
        points.push(point(next));
        end = after;
    }
    let said = Said { nature, ..Said::new(What::Points(points)) };
    Some((TokenSpan::new(hit.span.first(), end), said))
}

/// Reads what begins with four digits: "2022 – 2025", "(2014, 2015)", "2023-11-14".
pub(super) fn numeric(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let i = hit.span.first();
    let first = text
        .get(i)
        .filter(|t| t.end - t.start == 4)
        .and_then(|_| year(text, i).or_else(|| opening(text, i)))?;
    if scene.taken(i) == Some(Room::Directive) || text.glued(i) && !opens(text, i) {
        return None;
    }
    iso(text, i, first)
        .or_else(|| period(scene, i, first))
        .or_else(|| bracket(text, i, first))
        .or_else(|| alone(scene, i, first))
}

/// A year that opens a paragraph, which [`year`] leaves out.
fn opening(text: &Text<'_>, i: usize) -> Option<i16> {
    text.key(i).value().filter(|v| (1900..2100).contains(v)).and_then(|v| i16::try_from(v).ok())
}

/// What stands glued before the digits may stand there before a year.
fn opens(text: &Text<'_>, i: usize) -> bool {
    let before = text.key(i.wrapping_sub(1));
    [w!("("), w!("\""), w!("'"), w!(","), w!(";"), w!("["), w!(":")].contains(&before)
        && !(before == w!(",") && text.kind(i.wrapping_sub(2)) == Kind::Number)
}

/// "2023-11-14", "2023/11/14"
fn iso(text: &Text<'_>, i: usize, year: i16) -> Option<(TokenSpan, Said)> {
    let part = |k: usize, most: u64| {
        let token =
            text.get(k).filter(|t| t.kind == Kind::Number && t.end - t.start == 2 && text.glued(k))?;
        token.key.value().filter(|v| (1..=most).contains(v)).and_then(|v| u8::try_from(v).ok())
    };
    let sign = text.key(i + 1);
    if ![w!("-"), w!("/"), w!(".")].contains(&sign)
        || text.key(i + 3) != sign
        || !text.glued(i + 1)
        || !text.glued(i + 3)
    {
        return None;
    }
    let (month, day) = (part(i + 2, 12)?, part(i + 4, 31)?);
    // "2023-11-14T07:00"
    let closed = !text.glued(i + 5) || text.kind(i + 5) == Kind::Sign || text.key(i + 5) == w!("t");
    let point = Point { year: Year::Stated(year), month: Some(month), day: Some(day) };
    closed.then(|| (TokenSpan::new(i, i + 5), Said::new(What::Points(vec![point]))))
}

/// "nhiệm kỳ 2022 – 2025", "giai đoạn 2018-2020", "5 năm 2015-2020", "(2016-2021)"
fn period(scene: &Scene<'_>, i: usize, first: i16) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let joined = [w!("-"), w!("đến"), w!("/"), w!("tới")].contains(&text.key(i + 1));
    let word = period_word(scene, i);
    if !joined || text.key(i + 1) == w!("/") && word.is_none() {
        return None;
    }
    let (second, end) = next_year(text, i + 2)?;
    if second <= first || second - first > LONGEST || !whole(text, end) || !(1800..2200).contains(&first) {
        return None;
    }
    // "2015 đến 2020" may be numbers of anything; with a dash, years.
    if word.is_none() && text.key(i + 1) != w!("-") {
        return None;
    }
    let nature = match word {
        Some("other") => Nature::Plain,
        _ if i > 0 && text.key(i - 1) == w!("từ") => Nature::Plain,
        _ => Nature::Term,
    };
    Some((TokenSpan::new(i, end), Said { nature, ..Said::new(What::Interval(point(first), point(second))) }))
}

/// The word of a period before the years: "nhiệm kỳ (2022-2025)", "khóa IX (2016-2021)".
fn period_word<'s>(scene: &'s Scene<'_>, i: usize) -> Option<&'s str> {
    let text = scene.text;
    (i.saturating_sub(5)..=i)
        .rev()
        .filter(|&k| k == i || !text.get(k).is_none_or(crate::text::Token::starts_paragraph))
        .find_map(|k| scene.hits.before(k, Class::Period).map(|h| scene.value(h)))
}

/// "(2014, 2015, 2016)", "(2019)": nothing but years in brackets.
fn bracket(text: &Text<'_>, i: usize, first: i16) -> Option<(TokenSpan, Said)> {
    if i == 0 || text.key(i - 1) != w!("(") || !plausible(first) {
        return None;
    }
    let mut points = vec![point(first)];
    let mut k = i + 1;
    while [w!(","), w!("và"), w!(";")].contains(&text.key(k))
        && let Some((next, after)) = next_year(text, k + 1).filter(|n| plausible(n.0))
    {
        points.push(point(next));
        k = after;
    }
    (text.key(k) == w!(")")).then(|| (TokenSpan::new(i, k), Said::new(What::Points(points))))
}

/// "từ 1927", "2017 là năm thứ hai": a year alone, where a word says so.
fn alone(scene: &Scene<'_>, i: usize, first: i16) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    if !plausible(first) || !whole(text, i + 1) || i == 0 || text.get(i).is_some_and(|t| t.starts_paragraph())
    {
        return None;
    }
    let since = [w!("từ"), w!("hồi")].contains(&text.key(i - 1));
    // "từ 2000 đồng" counts
    let counts = text.get(i + 1).is_some_and(|t| {
        t.kind == Kind::Lower && !t.starts_paragraph() && scene.hits.at(i + 1, Class::DateAfter).is_none()
    });
    (since && !counts || text.matches(i + 1, &[w!("là"), w!("năm")]))
        .then(|| (TokenSpan::new(i, i + 1), Said::new(What::Points(vec![point(first)]))))
}

fn plausible(y: i16) -> bool {
    (1900..2100).contains(&y)
}

fn point(y: i16) -> Point {
    Point { year: Year::Stated(y), ..Point::default() }
}

/// The year at `k`, over "năm" or "hết năm".
fn next_year(text: &Text<'_>, k: usize) -> Option<(i16, usize)> {
    let mut at = k;
    for word in [w!("hết"), w!("năm")] {
        if text.key(at) == word {
            at += 1;
        }
    }
    year(text, at).map(|y| (y, at + 1))
}

/// Whether the digits before `end` end a number: "2015-2020/QĐ" and "2023.415" go on.
fn whole(text: &Text<'_>, end: usize) -> bool {
    let Some(next) = text.get(end).filter(|_| text.glued(end)) else {
        return text.key(end) != w!("%");
    };
    let goes_on = [w!("/"), w!("-"), w!("."), w!(","), w!(":"), w!("%")] as [Key; 6];
    match next.kind {
        Kind::Number => false,
        // "2019,Trung tâm" is a forgotten blank
        Kind::Sign => {
            let number =
                goes_on.contains(&next.key) && text.glued(end + 1) && text.kind(end + 1) == Kind::Number;
            let code = next.key == w!("/") && text.glued(end + 1) && text.kind(end + 1) == Kind::AllCaps;
            !number && !code
        }
        _ => next.end - next.start > 2,
    }
}

/// Gives each month the year of the next that has one.
pub(super) fn spread_year(points: &mut [Point]) {
    let mut later: Option<(Year, Option<u8>)> = None;
    for p in points.iter_mut().rev() {
        match (p.year, later) {
            (Year::Unsaid, Some((Year::Stated(y), month))) => {
                p.year = Year::Stated(if p.month > month { y - 1 } else { y });
            }
            (Year::Unsaid, Some((year, _))) => p.year = year,
            _ => {}
        }
        later = Some((p.year, p.month));
    }
}
