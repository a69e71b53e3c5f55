//! Days in digits: "21/12/2023", "15-1", "10.7", "29 tháng 6 năm 2020", with their lists and ranges.
//!
//! The digits alone decide little: "3/2" is a day, a share, a score, a street. A day without a year is read only
//! where a word says so; ratios, document numbers, scores, addresses and telephone numbers are left alone.

use super::believed::is_day;
use super::lead::{self, Lead};
use super::value::{Point, Said, What, Year};
use crate::extract::{Room, Scene};
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, Text, TokenSpan};
use crate::w;

/// Most members of a list of days.
const MOST: usize = 12;

/// Reads the day, list or range whose first number is the mark.
pub(super) fn read(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let i = hit.span.first();
    // The cheap questions first: this is asked at every number.
    let digits = text.get(i).filter(|t| t.kind == Kind::Number && t.end - t.start <= 2)?;
    digits.key.value().filter(|&v| (1..=39).contains(&v))?;
    if !GOES_ON.contains(&text.key(i + 1)) || scene.taken(i) == Some(Room::Directive) || is_tail(text, i) {
        return None;
    }
    let chain = Chain::read(scene, i)?;
    let lead = Lead::read(scene, i);
    if !is_day(scene, &chain, &lead, i) || lead::is_lunar(scene, chain.end) {
        return None;
    }
    let mut said = lead.dress(Said::new(chain.what()));
    let mut end = chain.end;
    said.recent = lead::is_recent(scene, end);
    if lead.bracket && text.key(end) == w!(")") {
        end += 1;
    } else if let Some((weekday, after)) = lead::weekday_behind(scene, end) {
        said.weekday = said.weekday.or(Some(weekday));
        end = after;
    }
    Some((TokenSpan::new(lead.start, end), said))
}

/// What may stand behind the first number of a day.
const GOES_ON: [Key; 9] =
    [w!("/"), w!("-"), w!("."), w!(","), w!("và"), w!("&"), w!("đến"), w!("tới"), w!("tháng")];

/// Whether the digits at `i` only go on what stands glued before them: "C12.05", "1.200", "12-3/2020".
fn is_tail(text: &Text<'_>, i: usize) -> bool {
    if !text.glued(i) || i == 0 {
        return false;
    }
    let before = text.key(i - 1);
    match text.kind(i - 1) {
        // "ngày18/5/2020"
        Kind::Sign => {
            let joins = [w!("/"), w!("-"), w!("."), w!(","), w!(":"), w!("+"), w!("_"), w!("#")];
            let inner = joins.contains(&before) && i > 1 && text.glued(i - 1);
            // "vào17:30-3/6" is rare; "Anh,12/3" is a forgotten blank
            let word_comma = before == w!(",") && text.kind(i.saturating_sub(2)) != Kind::Number;
            // "09:20, 3/8"; "Thứ Sáu, 26/02/2021|09:47"
            inner && !word_comma || before == w!("$")
        }
        Kind::Number => true,
        _ => ![w!("ngày"), w!("sáng"), w!("chiều"), w!("tối"), w!("trưa"), w!("mùng"), w!("từ"), w!("đến")]
            .contains(&before),
    }
}

/// Days joined by commas, "và" or a dash.
pub(super) struct Chain {
    pub(super) points: Vec<Point>,
    /// Whether the last two are joined by a dash or "đến".
    pub(super) range: bool,
    /// Every sign between day and month is a slash, or the month is named by its word.
    pub(super) slashed: bool,
    /// "tháng" stands between day and month.
    pub(super) worded: bool,
    pub(super) end: usize,
}

impl Chain {
    fn read(scene: &Scene<'_>, i: usize) -> Option<Self> {
        let first = item(scene, i)?;
        let mut items = vec![first];
        let mut range = false;
        // Items up to the last that has a month: the bare numbers behind it belong to something else.
        let mut sure = usize::from(first.point.month.is_some());
        let mut sure_range = false;
        while items.len() < MOST
            && let Some(last) = items.last()
            && let Some((joined, k)) = joint(scene, last)
            && let Some(next) = item(scene, k)
            && !is_share(scene, &next)
        {
            // Once a range, nothing follows; and a comma does not go on a day that is whole.
            if range && sure > 0 || joined == Joint::List && last.point.day.is_none() {
                break;
            }
            range = joined == Joint::Range;
            items.push(next);
            if next.point.month.is_some() {
                sure = items.len();
                sure_range = range;
            }
        }
        items.truncate(sure);
        let last = *items.last()?;
        let mut points: Vec<Point> = items.iter().map(|t| t.point).collect();
        spread(&mut points);
        Some(Self {
            points,
            range: sure_range,
            slashed: items.iter().all(|t| t.point.month.is_none() || t.sign == w!("/")),
            worded: items.iter().any(|t| t.sign == w!("tháng")),
            end: last.end,
        })
    }

    /// "từ 14 đến 16/12" is an interval, "(3/2/1930 - 3/2/2023)" two days.
    fn what(&self) -> What {
        match self.points[..] {
            [a, b] if self.range => {
                let anniversary = a.day == b.day && a.month == b.month && a.year != b.year;
                if anniversary { What::Points(self.points.clone()) } else { What::Interval(a, b) }
            }
            _ => What::Points(self.points.clone()),
        }
    }

    pub(super) fn has_year(&self) -> bool {
        self.points.last().is_some_and(|p| p.year != Year::Unsaid)
    }
}

/// One day: the number alone, with its month, with its year.
#[derive(Clone, Copy)]
struct Item {
    point: Point,
    /// What stands between day and month; nothing for a bare number.
    sign: Key,
    end: usize,
}

/// The day whose number is token `i`.
fn item(scene: &Scene<'_>, i: usize) -> Option<Item> {
    let text = scene.text;
    let day = two_digits(text, i)?;
    let bare = Item { point: Point { day: Some(day), ..Point::default() }, sign: Key::default(), end: i + 1 };
    if scene.taken(i) == Some(Room::Directive) {
        return None;
    }
    if text.key(i + 1) == w!("tháng") && same_paragraph(text, i + 1) {
        let (month, end) = super::months::number(text, i + 2)?;
        let (year, end) = super::months::year_of(scene, end, end);
        let point = Point { year, month: Some(month), day: Some(day) };
        return Some(Item { point, sign: w!("tháng"), end });
    }
    Some(numeric(scene, i, day).unwrap_or(bare))
}

/// "12/7/2023", "12/7", with the same sign twice.
fn numeric(scene: &Scene<'_>, i: usize, day: u8) -> Option<Item> {
    let text = scene.text;
    let (first, tight, k) = sign(text, i + 1)?;
    let month = two_digits(text, k)?;
    let made = |year: Year, end: usize| {
        let point = Point { year, month: Some(month), day: Some(day) };
        Some(Item { point, sign: first, end })
    };
    if let Some((second, tight_too, y)) = sign(text, k + 1)
        && second == first
    {
        if let Some(year) = super::years::year(text, y) {
            // "07/11/2014,09:12": no comma goes on a whole year.
            let comma = text.key(y + 1) == w!(",") && first == w!("/");
            return if (comma || closed(text, y + 1, first)) && (tight || first != w!(".")) {
                made(Year::Stated(year), y + 1)
            } else {
                None
            };
        }
        // Two digits for the year: glued, and only a century that can be meant.
        if let Some(short) = two_digits(text, y)
            && tight
            && tight_too
            && text.get(y).is_some_and(|t| t.end - t.start == 2)
            && month <= 12
            && day <= 31
            && closed(text, y + 1, first)
        {
            let year = i16::from(short) + if short >= 30 { 1900 } else { 2000 };
            return made(Year::Stated(year), y + 1);
        }
        return None;
    }
    // "16-10/2017" where the second sign is another one and a whole year follows.
    if first == w!("-")
        && tight
        && text.key(k + 1) == w!("/")
        && let Some(year) = super::years::year(text, k + 2)
        && text.preceded_by(i, &[w!("ngày")])
    {
        return made(Year::Stated(year), k + 3);
    }
    if month > 12 || month == 0 || !closed(text, k + 1, first) || !tight && first != w!("/") {
        return None;
    }
    // "8-3 tháng 4" and "5-6/7" are ranges of days.
    let goes_on = text.key(k + 1) == w!("tháng") && super::months::number(text, k + 2).is_some()
        || text.key(k + 1) == w!("/") && text.kind(k + 2) == Kind::Number
        || first == w!("-")
            && text.key(k + 1) == w!(".")
            && text.glued(k + 2)
            && text.kind(k + 2) == Kind::Number;
    if goes_on {
        return None;
    }
    match lead::year_behind(scene, k + 1) {
        Some((year, end)) => made(year, end),
        None => made(Year::Unsaid, k + 1),
    }
}

/// The sign at `k` between the parts of a day: the sign, whether it is glued on a side, and the token behind it.
pub(super) fn sign(text: &Text<'_>, k: usize) -> Option<(Key, bool, usize)> {
    let token = text.get(k).filter(|t| t.kind == Kind::Sign && !t.starts_line())?;
    let after = |k: usize| {
        let number = text.get(k).is_some_and(|t| t.kind == Kind::Number && !t.starts_paragraph());
        number.then_some(k)
    };
    let both = text.glued(k) && text.glued(k + 1);
    match token.key {
        // "16//10/2017", "29 /6/ 2020"
        s if s == w!("/") => {
            let next = if text.key(k + 1) == w!("/") { k + 2 } else { k + 1 };
            after(next).map(|n| (s, true, n))
        }
        s if s == w!("-") => after(k + 1).map(|n| (s, text.glued(k) || text.glued(k + 1), n)),
        s if s == w!(".") && both => after(k + 1).map(|n| (s, true, n)),
        _ => None,
    }
}

/// Whether a number ends at `end`: nothing glued goes on it ("16/7/2020/NĐ", "2.5%", "3.5L").
fn closed(text: &Text<'_>, end: usize, sign: Key) -> bool {
    let Some(next) = text.get(end) else { return true };
    if !text.glued(end) {
        return next.key != w!("%");
    }
    match next.kind {
        Kind::Number => false,
        // "12/7tại", a forgotten blank; "3.5L", "12/7A"
        Kind::Lower => sign == w!("/") && next.end - next.start > 2,
        Kind::Sign => {
            let number_follows = text.kind(end + 1) == Kind::Number && text.glued(end + 1);
            match next.key {
                w if w == w!("%") => false,
                w if w == w!("/") => {
                    sign == w!("-") || !text.glued(end + 1) && text.kind(end + 1) != Kind::Number
                }
                w if w == w!("-") => sign != w!("-") || !text.glued(end + 1),
                w if w == w!(".") || w == w!(",") => !number_follows || sign == w!("-"),
                _ => true,
            }
        }
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    List,
    Range,
}

/// What joins the item before to the number behind: the kind, and that number's token.
fn joint(scene: &Scene<'_>, last: &Item) -> Option<(Joint, usize)> {
    let text = scene.text;
    let k = last.end;
    if !same_paragraph(text, k) {
        return None;
    }
    let (joint, mut next) = match text.key(k) {
        w if w == w!("và") || w == w!("&") => (Joint::List, k + 1),
        w if w == w!(",") => (Joint::List, if text.key(k + 1) == w!("và") { k + 2 } else { k + 1 }),
        w if w == w!("-") => (Joint::Range, k + 1),
        w if w == w!("đến") || w == w!("tới") => {
            (Joint::Range, if text.key(k + 1) == w!("hết") { k + 2 } else { k + 1 })
        }
        _ => return None,
    };
    // "đến chiều ngày 16/12"
    if joint == Joint::Range
        && let Some(part) = scene.hits.at(next, Class::PartOfDay)
    {
        next = part.span.end();
    }
    if let Some(unit) = scene.hits.at(next, Class::DateUnit).filter(|h| scene.value(h) == "day") {
        next = unit.span.end();
    }
    (text.kind(next) == Kind::Number && same_paragraph(text, next)).then_some((joint, next))
}

/// Whether the item is a part of a whole rather than a day: "12/13 đảng viên".
fn is_share(scene: &Scene<'_>, item: &Item) -> bool {
    let text = scene.text;
    item.point.year == Year::Unsaid
        && item.point.month.is_some()
        && item.sign != w!("tháng")
        && text.kind(item.end) == Kind::Lower
        && same_paragraph(text, item.end)
        && scene.hits.at(item.end, Class::DateAfter).is_none()
}

/// Gives each day the month and year of the next that has them.
fn spread(points: &mut [Point]) {
    let (mut month, mut year) = (None::<u8>, Year::Unsaid);
    for p in points.iter_mut().rev() {
        if let Some(m) = p.month {
            // "28/12 - 2/1/2018": the earlier month belongs to the year before.
            if p.year == Year::Unsaid
                && let (Year::Stated(y), Some(next)) = (year, month)
            {
                p.year = Year::Stated(if m > next { y - 1 } else { y });
            }
            month = p.month;
            if p.year != Year::Unsaid {
                year = p.year;
            }
        } else {
            p.month = month;
            p.year = year;
        }
    }
}

fn two_digits(text: &Text<'_>, i: usize) -> Option<u8> {
    let token = text.get(i).filter(|t| t.kind == Kind::Number && t.end - t.start <= 2)?;
    token.key.value().and_then(|v| u8::try_from(v).ok())
}

fn same_paragraph(text: &Text<'_>, i: usize) -> bool {
    text.get(i).is_some_and(|t| !t.starts_paragraph())
}
