//! Calendar arithmetic and the ISO 8601 forms of a value; the days themselves are the date crate's business.

use jiff::civil::Date;

use crate::extract::date::Point;
use crate::record::Precision;

/// A point with its year decided, as far as it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) year: Option<i16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Settled {
    pub(super) const fn new(point: Point, year: Option<i16>) -> Self {
        Self { year, month: point.month, day: point.day }
    }

    /// The calendar day; `None` for a month, a year, a day without a year, and a day that does not exist.
    pub(super) fn date(self) -> Option<Date> {
        Date::new(self.year?, i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?).ok()
    }

    /// Whether the calendar has such a day or month, in this year or, without one, in any.
    pub(super) fn exists(self) -> bool {
        let month = self.month.is_none_or(|m| (1..=12).contains(&m));
        let Some(day) = self.day else { return month };
        // 2000 has every day that any year has.
        Self { year: self.year.or(Some(2000)), day: Some(day), ..self }.date().is_some()
    }

    /// "2023-12-21", "2023-12", "2023", "--02-10", "--02"; `None` where nothing is left to write.
    pub(super) fn iso(self) -> Option<String> {
        if self.month.is_none() && (self.year.is_none() || self.day.is_some()) {
            return None;
        }
        let mut iso = String::with_capacity("2023-12-21".len());
        match self.year {
            Some(year @ 0..=9999) => digits(&mut iso, year.unsigned_abs(), 1000),
            Some(year) => iso.push_str(&format!("{year:04}")),
            None => iso.push('-'),
        }
        for part in [self.month, self.day].into_iter().flatten() {
            iso.push('-');
            digits(&mut iso, part.into(), if part < 100 { 10 } else { 100 });
        }
        Some(iso)
    }

    pub(super) const fn precision(self) -> Precision {
        match (self.month, self.day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, None) => Precision::Year,
        }
    }
}

/// Writes a number from the digit of `unit` on, zeros included.
fn digits(out: &mut String, number: u16, mut unit: u16) {
    while unit > 0 {
        out.push(char::from(b'0' + (number / unit % 10) as u8));
        unit /= 10;
    }
}

/// The year of a day or month that is told without one, near `anchor`: as a rule the same year, across the turn of
/// the year the one that lies nearer. `ahead` says that the words look forward.
pub(super) fn year_near(anchor: Date, month: u8, ahead: bool) -> i16 {
    let here = anchor.month();
    let month = i8::try_from(month).unwrap_or(1);
    match () {
        // Written in January, told of December.
        () if here <= 2 && month >= 10 && !ahead => anchor.year() - 1,
        // Written in December, planned for January.
        () if here >= 11 && month <= 2 && ahead => anchor.year() + 1,
        () => anchor.year(),
    }
}

/// `days` after a day of which the year may be missing: `--02-06` moves within its month only.
pub(super) fn moved(from: Settled, days: i8) -> Option<Settled> {
    if from.year.is_some() {
        let date = from.date()?.checked_add(jiff::Span::new().days(i64::from(days))).ok()?;
        return Some(Settled {
            year: Some(date.year()),
            month: u8::try_from(date.month()).ok(),
            day: u8::try_from(date.day()).ok(),
        });
    }
    let day = i16::from(from.day?) + i16::from(days);
    let moved = Settled { day: u8::try_from(day).ok().filter(|&d| d > 0), ..from };
    (moved.day.is_some() && Settled { year: Some(2001), ..moved }.exists()).then_some(moved)
}
