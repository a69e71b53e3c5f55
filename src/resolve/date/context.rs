//! What the words and dates around a date say about its year.

use jiff::civil::Date;

use super::calendar::Settled;
use crate::extract::date::{Point, Said, What, Year};
use crate::extract::{Mention, Scene};
use crate::record::DateRole;
use crate::text::{LineKind, TokenSpan};
use crate::w;

/// The year that the sentence opens with: "Năm 2019, …", "Trong năm 2019 …", "Về năm 2020, …".
pub(super) fn passage_year(scene: &Scene<'_>, mentions: &[Mention<Said>], k: usize) -> Option<i16> {
    let here = mentions.get(k)?.span.first();
    let sentence = scene.text.sentence(here);
    let mut found = None;
    for m in mentions.get(..k)?.iter().filter(|m| m.span.first() >= sentence.first()) {
        let What::Points(points) = &m.value.what else { continue };
        match points[..] {
            [Point { year: Year::Stated(y), month: None, day: None }]
                if m.span.first() <= sentence.first() + 1 =>
            {
                found = Some(y);
            }
            // A full day in between starts something else.
            [Point { year: Year::Stated(_), day: Some(_), .. }] => return None,
            _ => {}
        }
    }
    found
}

/// The latest year with which the same day stands elsewhere.
pub(super) fn same_elsewhere(
    scene: &Scene<'_>,
    mentions: &[Mention<Said>],
    month: u8,
    day: Option<u8>,
) -> Option<i16> {
    day?;
    // "40 năm trước, ngày 21/6/1977": looked back on
    let past = |m: &Mention<Said>| {
        let sentence = scene.text.sentence(m.span.first());
        (sentence.first()..sentence.end()).any(|k| {
            scene.text.matches(k, &[w!("năm"), w!("trước")])
                || scene.text.matches(k, &[w!("cách"), w!("đây")])
        })
    };
    let points = mentions.iter().filter_map(|m| match &m.value.what {
        What::Points(points) if !past(m) => Some(points),
        _ => None,
    });
    let same = points.flatten().filter(|p| p.month == Some(month) && p.day == day);
    same.filter_map(|p| p.year.stated()).max().filter(|&y| y >= OLDEST)
}

/// The year in which Viet Nam came onto the net: no article is older, so an older year is history.
pub(crate) const OLDEST: i16 = 1997;

/// The newest year that the article names; aims ("đến năm 2030") and ends of periods left aside.
pub(super) fn newest(scene: &Scene<'_>, mentions: &[Mention<Said>]) -> i16 {
    let year = |m: &Mention<Said>| match &m.value.what {
        What::Points(points) => {
            let before = m.span.first().checked_sub(1).map(|k| scene.text.key(k));
            let aim = points.iter().all(|p| p.month.is_none())
                && before.is_some_and(|b| [w!("đến"), w!("tới"), w!("vào"), w!("trước")].contains(&b));
            if aim { None } else { points.iter().filter_map(|p| p.year.stated()).max() }
        }
        What::Interval(a, _) => a.year.stated(),
        What::Quarter(_, y) | What::Half(_, y) => y.stated(),
        _ => None,
    };
    mentions.iter().filter_map(year).max().unwrap_or(0)
}

/// The title and the beginnings of the first paragraphs: where an article says what it reports.
pub(super) fn opening(scene: &Scene<'_>) -> TokenSpan {
    let text = scene.text;
    let mut end = 0;
    for line in text.layout().all(LineKind::Body).filter(|l| l.len() > LONG_LINE).take(3) {
        let first = text.sentence(line.first()).end();
        end = text.sentence(first).end().min(line.end()).max(first);
    }
    TokenSpan::new(0, if end == 0 { text.len() } else { end })
}

/// Shorter paragraphs are headings, captions, menus, in tokens.
const LONG_LINE: usize = 12;

/// "ngày 1/6 hằng năm" is of no year.
pub(super) fn is_yearly(scene: &Scene<'_>, end: usize) -> bool {
    let text = scene.text;
    [w!("hằng"), w!("hàng"), w!("mỗi")].contains(&text.key(end)) && text.key(end + 1) == w!("năm")
}

/// The year of the same month, or of a quarter or half, in the same sentence or in the title.
pub(super) fn beside(
    scene: &Scene<'_>,
    mentions: &[Mention<Said>],
    here: TokenSpan,
    month: u8,
) -> Option<i16> {
    let text = scene.text;
    let sentence = text.sentence(here.first());
    let near = |m: &&Mention<Said>| {
        sentence.first() <= m.span.first() && m.span.end() <= sentence.end()
            || text.layout().kind_at(m.span.first()) == LineKind::Title
    };
    mentions.iter().filter(near).find_map(|m| match m.value.what {
        What::Points(ref points) => {
            points.iter().find(|p| p.day.is_none() && p.month == Some(month)).and_then(|p| p.year.stated())
        }
        What::Half(_, Year::Stated(y)) => Some(if month <= 2 { y + 1 } else { y }),
        What::Quarter(n, Year::Stated(y)) => (n * 3 - 2..=n * 3 + 1).contains(&month).then_some(y),
        _ => None,
    })
}

/// The year that the article sums up: "tổng kết năm 2018, nhiệm vụ năm 2019".
pub(super) fn review_year(scene: &Scene<'_>, mentions: &[Mention<Said>]) -> Option<i16> {
    let text = scene.text;
    let years = mentions.iter().filter_map(|m| match &m.value.what {
        What::Points(points) => match points[..] {
            [Point { year: Year::Stated(y), month: None, day: None }] => Some((m.span, y)),
            _ => None,
        },
        _ => None,
    });
    for (span, y) in years {
        let sentence = text.sentence(span.first());
        let from = span.first().saturating_sub(20).max(sentence.first());
        // "hội nghị kiểm điểm Ban Thường vụ năm 2018", "đánh giá kết quả hoạt động năm 2019"
        let sums = (from..span.first()).any(|k| {
            text.matches(k, &[w!("tổng"), w!("kết")])
                || text.matches(k, &[w!("kiểm"), w!("điểm")])
                || text.matches(k, &[w!("đánh"), w!("giá"), w!("kết"), w!("quả")])
        });
        if sums {
            return Some(y);
        }
    }
    None
}

/// "bế giảng lớp … cho đảng viên mới năm 2026": the year of the course that the opening tells of, where the article names
/// no later one.
pub(super) fn course_year(scene: &Scene<'_>, mentions: &[Mention<Said>], newest: i16) -> Option<i16> {
    let text = scene.text;
    let opening = opening(scene);
    mentions.iter().filter(|m| opening.contains(m.span)).find_map(|m| {
        let What::Points(points) = &m.value.what else { return None };
        let [Point { year: Year::Stated(y), month: None, day: None }] = points[..] else { return None };
        let sentence = text.sentence(m.span.first());
        let from = m.span.first().saturating_sub(24).max(sentence.first());
        let course = (from..m.span.first()).any(|k| {
            text.matches(k, &[w!("bế"), w!("giảng")]) || text.matches(k, &[w!("khai"), w!("giảng")])
        });
        (course && y == newest).then_some(y)
    })
}

/// "trước ngày 15/1", "sẽ", "dự kiến": the words look forward.
pub(super) fn looks_ahead(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let sentence = text.sentence(start).first();
    let ahead = [w!("trước"), w!("sẽ"), w!("kiến"), w!("đấu"), w!("tới"), w!("hết"), w!("hạn")];
    (start.saturating_sub(12).max(sentence)..start).any(|k| ahead.contains(&text.key(k)))
}

/// "thành lập ngày 12/5/1975", "(12/5/1975)", "từ ngày 1/7/2016", "trước ngày 31/1/2018": history, an aside, a start or
/// an end; not the day that the article is of.
pub(super) fn is_history(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let Some(before) = start.checked_sub(1) else { return false };
    let aside = [w!("("), w!("từ"), w!("đến"), w!("tới"), w!("hết"), w!("trước"), w!("sau")];
    if aside.contains(&text.key(before)) {
        return true;
    }
    let sentence = text.sentence(start).first();
    (start.saturating_sub(8).max(sentence)..start).any(|k| {
        text.matches(k, &[w!("thành"), w!("lập")])
            || text.matches(k, &[w!("truyền"), w!("thống")])
            || text.matches(k, &[w!("kỷ"), w!("niệm")])
            || text.matches(k, &[w!("ra"), w!("đời")])
    })
}

/// The year of a full day beside which a day "vừa qua" lies: "họp ngày 11/6 vừa qua … từ ngày 1/7/2017".
pub(super) fn recent_year(mentions: &[Mention<Said>], roles: &[DateRole], month: u8) -> Option<i16> {
    let near = |(k, m): (usize, &Mention<Said>)| {
        let What::Points(points) = &m.value.what else { return None };
        let [Point { year: Year::Stated(y), month: Some(other), day: Some(_) }] = points[..] else {
            return None;
        };
        let own = matches!(roles.get(k), Some(DateRole::Other | DateRole::Published));
        (own && other.abs_diff(month) <= NEAR_MONTHS).then_some(y)
    };
    mentions.iter().enumerate().filter_map(near).max()
}

/// The day that ends an anniversary, "(21/6/1925 - 21/6/2017)", at most a month from `month`: what is celebrated.
pub(super) fn anniversary(scene: &Scene<'_>, mentions: &[Mention<Said>], month: u8) -> Option<Date> {
    let last = |m: &Mention<Said>| {
        if !scene.text.preceded_by(m.span.first(), &[w!("(")]) {
            return None;
        }
        let What::Points(points) = &m.value.what else { return None };
        let [from, to] = points[..] else { return None };
        let year = to.year.stated().filter(|&y| y >= OLDEST && from.year.stated().is_some_and(|f| f < y))?;
        let same = from.day.is_some() && (from.day, from.month) == (to.day, to.month);
        let apart = to.month?.abs_diff(month);
        Settled::new(to, Some(year)).date().filter(|_| same && (apart <= 1 || apart == 11))
    };
    mentions.iter().filter_map(last).max()
}

/// How far apart, in months, a day "vừa qua" and a full day of the same article lie.
const NEAR_MONTHS: u8 = 2;

/// Whether token `i` stands in quotation marks. One that nothing closes in its line holds what someone says, where it
/// opens the line or follows a colon; a name that was left open ("Phong trào “Dân vận khéo được nhân rộng") ends.
pub(super) fn in_quotes(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let line = text.layout().line_at(i);
    let quote = |&k: &usize| text.key(k) == w!("\"");
    let opens = |k: usize| text.slice(TokenSpan::new(k, k + 1)) == "“";
    let open = (line.first()..i).filter(quote).fold(None, |open, k| open.is_none().then_some(k));
    let Some(last) = open else { return false };
    let speech = last == line.first() || text.key(last - 1) == w!(":");
    speech || (i..line.end()).find(quote).is_some_and(|k| !opens(k))
}
