//! The words around the digits of a day: "14h30 chiều thứ Bảy, ngày …", "… vừa qua".

use super::clock;
use super::value::{Said, Time, Year};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::record::PartOfDay;
use crate::text::Kind;
use crate::w;

/// What stands before the digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    /// First token of it all; the digits themselves when nothing stands before them.
    pub(super) start: usize,
    /// "ngày", "mùng"
    pub(super) day_word: bool,
    pub(super) part_of_day: Option<PartOfDay>,
    pub(super) time: Option<Time>,
    pub(super) weekday: Option<u8>,
    pub(super) from_today: Option<i8>,
    /// A bracket was stepped over: "hôm nay (6.2)".
    pub(super) bracket: bool,
}

impl Lead {
    /// Reads backwards from token `i`.
    pub(super) fn read(scene: &Scene<'_>, i: usize) -> Self {
        let mut lead = Self {
            start: i,
            day_word: false,
            part_of_day: None,
            time: None,
            weekday: None,
            from_today: None,
            bracket: false,
        };
        while lead.step(scene) {}
        lead
    }

    /// Whether anything says that the digits behind are a day.
    pub(super) const fn says_day(&self) -> bool {
        self.day_word
            || self.part_of_day.is_some()
            || self.weekday.is_some()
            || self.from_today.is_some()
            || self.time.is_some()
    }

    /// Hands over what was read.
    pub(super) const fn dress(&self, mut said: Said) -> Said {
        said.part_of_day = self.part_of_day;
        said.time = self.time;
        said.weekday = self.weekday;
        said.from_today = self.from_today;
        said
    }

    /// Takes one more expression before the start; false where there is none.
    fn step(&mut self, scene: &Scene<'_>) -> bool {
        if self.start == 0 || scene.text.get(self.start).is_none_or(|t| t.starts_paragraph()) {
            return false;
        }
        self.unit(scene) || self.part(scene) || self.apart(scene) || self.over_sign(scene)
    }

    /// "ngày"; "hai ngày" stays outside: it counts, and names no day.
    fn unit(&mut self, scene: &Scene<'_>) -> bool {
        if self.day_word {
            return false;
        }
        let hit = scene.hits.before(self.start, Class::DateUnit).filter(|h| scene.value(h) == "day");
        if let Some(hit) = hit {
            self.day_word = true;
            self.start = hit.span.first();
        }
        hit.is_some()
    }

    /// "chiều"
    fn part(&mut self, scene: &Scene<'_>) -> bool {
        if self.part_of_day.is_some() {
            return false;
        }
        let hit = scene.hits.before(self.start, Class::PartOfDay);
        if let Some(hit) = hit {
            self.part_of_day = part_of_day(scene.value(hit));
            self.start = hit.span.first();
        }
        hit.is_some()
    }

    /// What a sign may set apart from the digits: "sáng nay", "thứ Bảy", "14h30".
    fn apart(&mut self, scene: &Scene<'_>) -> bool {
        let k = self.start;
        if self.from_today.is_none()
            && let Some(hit) = scene.hits.before(k, Class::RelativeDay)
            && let (Some(days), part) = relative(scene.value(hit))
        {
            self.from_today = Some(days);
            self.part_of_day = self.part_of_day.or(part);
            self.start = hit.span.first();
            return true;
        }
        if self.weekday.is_none()
            && let Some(hit) = scene.hits.before(k, Class::Weekday)
            // "Kỳ họp thứ 3, ngày 9/6"
            && ![w!("họp"), w!("lần"), w!("nghị"), w!("hội")].contains(&scene.text.key(hit.span.first().wrapping_sub(1)))
        {
            self.weekday = scene.value(hit).parse().ok();
            self.start = hit.span.first();
            return true;
        }
        if self.time.is_none()
            && let Some((time, start)) = time_before(scene, k)
        {
            self.time = Some(time);
            self.start = start;
            return true;
        }
        false
    }

    /// "Thứ Tư, 16/01/2019", "hôm nay (6.2)", "02:45 - 8/2": over a sign, when one more expression stands before.
    fn over_sign(&mut self, scene: &Scene<'_>) -> bool {
        let text = scene.text;
        let Some(k) = self.start.checked_sub(1).filter(|&k| k > 0) else { return false };
        if ![w!(","), w!("("), w!("-"), w!("|")].contains(&text.key(k)) {
            return false;
        }
        let here = *self;
        self.start = k;
        let bracket = text.key(k) == w!("(");
        let found = text.get(k).is_some_and(|t| !t.starts_paragraph())
            && (self.apart(scene) || bracket && self.unit(scene));
        if found {
            self.bracket |= bracket;
        } else {
            *self = here;
        }
        found
    }
}

/// The value of a list entry of [`Class::RelativeDay`].
pub(super) fn relative(value: &str) -> (Option<i8>, Option<PartOfDay>) {
    let mut words = value.split(' ');
    let days = words.next().and_then(|d| d.parse().ok());
    (days, words.next().and_then(part_of_day))
}

/// The value of a list entry of [`Class::PartOfDay`].
pub(super) fn part_of_day(value: &str) -> Option<PartOfDay> {
    Some(match value {
        "morning" => PartOfDay::Morning,
        "noon" => PartOfDay::Noon,
        "afternoon" => PartOfDay::Afternoon,
        "evening" => PartOfDay::Evening,
        _ => return None,
    })
}

/// The time that ends right before token `k`, and its first token.
fn time_before(scene: &Scene<'_>, k: usize) -> Option<(Time, usize)> {
    let text = scene.text;
    let last = text.get(k.checked_sub(1)?)?;
    let closes = last.kind == Kind::Number
        || [w!("h"), w!("giờ"), w!("phút"), w!("p"), w!("rưỡi")].contains(&last.key);
    if !closes {
        return None;
    }
    let start = (k.saturating_sub(5)..k)
        .find(|&s| text.kind(s) == Kind::Number && clock::time(text, s).is_some_and(|(_, end)| end == k))?;
    let (time, _) = clock::time(text, start)?;
    Some((time, start))
}

/// The weekday in brackets behind a day, "(thứ Bảy)", and one past the bracket.
pub(super) fn weekday_behind(scene: &Scene<'_>, end: usize) -> Option<(u8, usize)> {
    if scene.text.key(end) != w!("(") {
        return None;
    }
    let hit = scene.hits.at(end + 1, Class::Weekday)?;
    let close = hit.span.end();
    (scene.text.key(close) == w!(")")).then(|| scene.value(hit).parse().ok().map(|d| (d, close + 1)))?
}

/// The year behind a day or month, "năm 2023", ", năm 2023", "năm ngoái", and one past it.
pub(super) fn year_behind(scene: &Scene<'_>, end: usize) -> Option<(Year, usize)> {
    let text = scene.text;
    let at = if text.key(end) == w!(",") { end + 1 } else { end };
    if text.key(at) != w!("năm") || text.get(at).is_none_or(|t| t.starts_paragraph()) {
        return None;
    }
    if let Some(y) = super::years::year(text, at + 1) {
        return Some((Year::Stated(y), at + 2));
    }
    if at != end {
        return None;
    }
    let back = match text.key(at + 1) {
        w if w == w!("ngoái") || w == w!("trước") => -1,
        w if w == w!("nay") => 0,
        w if w == w!("sau") || w == w!("tới") => 1,
        _ => return None,
    };
    Some((Year::Relative(back), at + 2))
}

/// Whether "vừa qua" or "vừa rồi" stands at `end`.
pub(super) fn is_recent(scene: &Scene<'_>, end: usize) -> bool {
    scene.text.matches(end, &[w!("vừa"), w!("qua")]) || scene.text.matches(end, &[w!("vừa"), w!("rồi")])
}

/// Whether the words at `end` put the date into the lunar calendar, which is neither converted nor listed.
pub(super) fn is_lunar(scene: &Scene<'_>, end: usize) -> bool {
    let text = scene.text;
    let mut at = if text.key(end) == w!("(") { end + 1 } else { end };
    // "từ 1/12 đến 30/2 âm lịch": a day that only the lunar calendar has is none of a range
    let range = [w!("đến"), w!("-"), w!("tới")].contains(&text.key(at));
    if range
        && text.kind(at + 1) == Kind::Number
        && text.key(at + 2) == w!("/")
        && text.kind(at + 3) == Kind::Number
    {
        at += 4;
    }
    text.matches(at, &[w!("âm"), w!("lịch")])
        || text.key(at) == w!("tết")
        || text.key(at) == w!("al") && text.kind(at) == Kind::AllCaps
        || text.matches(at, &[w!("tháng"), w!("giêng")])
        || text.matches(at, &[w!("tháng"), w!("chạp")])
}
