//! What a date expression says, before anyone asks which year is meant.

use crate::record::PartOfDay;

/// A year as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Year {
    /// Not given: "ngày 10/2".
    #[default]
    Unsaid,
    /// In digits: "năm 2023".
    Stated(i16),
    /// Counted from the year of writing: "năm ngoái" is -1, "năm nay" 0.
    Relative(i16),
}

impl Year {
    /// The year, when it is given in digits.
    #[must_use]
    pub const fn stated(self) -> Option<i16> {
        match self {
            Self::Stated(y) => Some(y),
            _ => None,
        }
    }
}

/// A day, a month or a year: whatever is given. The parts need not make a calendar day ("31/11").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// The month, 1 to 12 in any real one.
    pub month: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// One day, month or year, or several: "28 và 29/5/2020", "(3/2/1930 - 3/2/2023)".
    Points(Vec<Point>),
    /// From the first to the second, both included.
    Interval(Point, Point),
    /// A quarter, 1 to 4.
    Quarter(u8, Year),
    /// A half of a year, 1 or 2.
    Half(u8, Year),
    /// So many days from the day of writing.
    Relative(i8),
    /// The day named before: "cùng ngày".
    SameDay,
}

/// What the words of the expression itself say that it is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nature {
    /// Nothing.
    #[default]
    Plain,
    /// "nhiệm kỳ", "giai đoạn", or two years joined.
    Term,
    /// "SN 1926".
    Birth,
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// What the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The day, month, … named.
    pub what: What,
    /// "chiều" before the day.
    pub part_of_day: Option<PartOfDay>,
    /// "14h30" before the day.
    pub time: Option<Time>,
    /// "thứ Bảy" beside the day: 1 (Monday) to 7 (Sunday).
    pub weekday: Option<u8>,
    /// What the expression says of itself.
    pub nature: Nature,
    /// Days from the day of writing, where they stand beside a stated day: "sáng nay 6/2" is 0.
    pub from_today: Option<i8>,
    /// "vừa qua", "vừa rồi" behind it.
    pub recent: bool,
}

impl Said {
    /// Names this, and nothing besides.
    #[must_use]
    pub const fn new(what: What) -> Self {
        Self {
            what,
            part_of_day: None,
            time: None,
            weekday: None,
            nature: Nature::Plain,
            from_today: None,
            recent: false,
        }
    }
}
