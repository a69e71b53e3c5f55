//! A table: typed columns with headings in two languages, and rows held column by column.
//!
//! Every format writes the same [`Table`]; none of them computes. A missing value is missing in every
//! format, never 0 and never an empty string.

use std::borrow::Cow;

use jiff::civil;

use super::pool::{Pool, Sym};
use super::words::{self, Lang};

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Num,
    /// A day of the calendar.
    Day,
    /// Yes or no.
    Flag,
}

/// A column: its name, what people call it, what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Stable name, the same in every language: `members_admitted`.
    pub id: Cow<'static, str>,
    /// Type of its values.
    pub kind: Kind,
    /// Heading in the language of the table.
    pub heading: String,
    /// What it means, in the language of the table.
    pub about: String,
    /// Whether it is for machines: a code, an id, a place in a text.
    pub for_machines: bool,
    /// What people read where a value is missing; machines read nothing there.
    pub missing: Option<&'static str>,
}

impl Column {
    /// A column with the heading of the word list.
    #[must_use]
    pub fn of(table: &str, id: &'static str, kind: Kind, lang: Lang) -> Self {
        let (heading, about) = words::column(table, id, lang);
        let for_machines = words::is_for_machines(table, id);
        Self { id: Cow::Borrowed(id), kind, heading, about, for_machines, missing: None }
    }
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Not stated.
    Missing,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number; not finite means missing.
    Num(f64),
    /// Days since 1970-01-01.
    Day(i32),
    /// Yes or no.
    Flag(bool),
}

/// A remark on one value: where the figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Row, counted from 0.
    pub row: usize,
    /// Column, counted from 0.
    pub column: usize,
    /// Quote and path.
    pub text: String,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Stable name, also the name of its file.
    pub name: Cow<'static, str>,
    /// Title with its denominator: out of how many articles or cells.
    pub title: String,
    /// Language of headings, title and labels.
    pub lang: Lang,
    /// Columns in their order.
    pub columns: Vec<Column>,
    /// Remarks on single values, by row and column.
    pub notes: Vec<Note>,
    data: Vec<Data>,
    pool: Pool,
    rows: usize,
}

/// The values of a column; one value of each number type stands for "missing".
#[derive(Debug, Clone)]
enum Data {
    Text(Vec<Option<Sym>>),
    Int(Vec<i64>),
    Num(Vec<f64>),
    Day(Vec<i32>),
    Flag(Vec<Option<bool>>),
}

const NO_INT: i64 = i64::MIN;
const NO_DAY: i32 = i32::MIN;

impl Table {
    /// An empty table with the headings of the word list: those of the table first, then those of any table.
    #[must_use]
    pub fn new(name: &'static str, columns: &[(&'static str, Kind)], lang: Lang) -> Self {
        let columns = columns.iter().map(|&(id, kind)| Column::of(name, id, kind, lang));
        Self::with_columns(name, columns.collect(), lang)
    }

    /// An empty table with these columns.
    #[must_use]
    pub fn with_columns(name: &'static str, columns: Vec<Column>, lang: Lang) -> Self {
        let data = columns.iter().map(|c| Data::new(c.kind)).collect();
        let title = words::table(name, lang).0;
        Self {
            name: Cow::Borrowed(name),
            title,
            lang,
            columns,
            notes: Vec::new(),
            data,
            pool: Pool::default(),
            rows: 0,
        }
    }

    /// Adds a row. A value of another type than its column, or none, is missing.
    pub fn push(&mut self, row: &[Value<'_>]) {
        debug_assert_eq!(row.len(), self.columns.len(), "row of {}", self.name);
        for (at, data) in self.data.iter_mut().enumerate() {
            data.push(row.get(at).copied().unwrap_or(Value::Missing), &mut self.pool);
        }
        self.rows += 1;
    }

    /// The rows of which `wanted` is true, without remarks.
    #[must_use]
    pub fn keep(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let data = self.columns.iter().map(|c| Data::new(c.kind)).collect();
        let (name, title, columns) = (self.name.clone(), self.title.clone(), self.columns.clone());
        let (lang, notes, pool) = (self.lang, Vec::new(), Pool::default());
        let mut kept = Self { name, title, lang, columns, notes, data, pool, rows: 0 };
        for row in (0..self.rows).filter(|&row| wanted(row)) {
            let values: Vec<Value<'_>> = self.row(row).collect();
            kept.push(&values);
        }
        kept
    }

    /// Adds a remark on a value of the last row.
    pub fn note(&mut self, column: &str, text: String) {
        if let (Some(column), Some(row)) =
            (self.columns.iter().position(|c| c.id == column), self.rows.checked_sub(1))
        {
            self.notes.push(Note { row, column, text });
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The value in a row and column, both counted from 0; missing beyond the edge.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Value<'_> {
        self.data.get(column).map_or(Value::Missing, |d| d.get(row, &self.pool))
    }

    /// The value in a row of the column named; missing where there is no such column.
    #[must_use]
    pub fn at(&self, row: usize, column: &str) -> Value<'_> {
        self.columns.iter().position(|c| c.id == column).map_or(Value::Missing, |c| self.value(row, c))
    }

    /// The values of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Value<'_>> {
        self.data.iter().map(move |d| d.get(row, &self.pool))
    }
}

impl Data {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(Vec::new()),
            Kind::Int => Self::Int(Vec::new()),
            Kind::Num => Self::Num(Vec::new()),
            Kind::Day => Self::Day(Vec::new()),
            Kind::Flag => Self::Flag(Vec::new()),
        }
    }

    fn push(&mut self, value: Value<'_>, pool: &mut Pool) {
        match (self, value) {
            (Self::Text(v), Value::Text(s)) => v.push(Some(pool.add(s))),
            (Self::Int(v), Value::Int(n)) => v.push(n),
            (Self::Num(v), Value::Num(n)) => v.push(n),
            (Self::Num(v), Value::Int(n)) => v.push(n as f64),
            (Self::Day(v), Value::Day(n)) => v.push(n),
            (Self::Flag(v), Value::Flag(b)) => v.push(Some(b)),
            (data, value) => {
                debug_assert_eq!(value, Value::Missing, "value of another type than its column");
                match data {
                    Self::Text(v) => v.push(None),
                    Self::Int(v) => v.push(NO_INT),
                    Self::Num(v) => v.push(f64::NAN),
                    Self::Day(v) => v.push(NO_DAY),
                    Self::Flag(v) => v.push(None),
                }
            }
        }
    }

    fn get<'a>(&self, row: usize, pool: &'a Pool) -> Value<'a> {
        match self {
            Self::Text(v) => v.get(row).copied().flatten().map(|s| Value::Text(pool.get(s))),
            Self::Int(v) => v.get(row).copied().filter(|&n| n != NO_INT).map(Value::Int),
            Self::Num(v) => v.get(row).copied().filter(|n| n.is_finite()).map(Value::Num),
            Self::Day(v) => v.get(row).copied().filter(|&n| n != NO_DAY).map(Value::Day),
            Self::Flag(v) => v.get(row).copied().flatten().map(Value::Flag),
        }
        .unwrap_or(Value::Missing)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(s: &'a str) -> Self {
        Self::Text(s)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(s: &'a String) -> Self {
        Self::Text(s)
    }
}

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<i32> for Value<'_> {
    fn from(n: i32) -> Self {
        Self::Int(n.into())
    }
}

impl From<u32> for Value<'_> {
    fn from(n: u32) -> Self {
        Self::Int(n.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(n: usize) -> Self {
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value<'_> {
    fn from(n: f64) -> Self {
        Self::Num(n)
    }
}

impl From<bool> for Value<'_> {
    fn from(b: bool) -> Self {
        Self::Flag(b)
    }
}

impl From<civil::Date> for Value<'_> {
    fn from(d: civil::Date) -> Self {
        Self::Day(days(d))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Missing, Into::into)
    }
}

/// Days since 1970-01-01.
pub(crate) fn days(d: civil::Date) -> i32 {
    (d - civil::Date::constant(1970, 1, 1)).get_days()
}

/// The day behind a number of days since 1970-01-01.
pub(crate) fn day(days: i32) -> Option<civil::Date> {
    civil::Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A number as people write it without a format: whole numbers without a fraction.
///
/// ```
/// assert_eq!(trichluc::tables::plain_number(16.0), "16");
/// assert_eq!(trichluc::tables::plain_number(0.5), "0.5");
/// ```
#[must_use]
pub fn plain_number(n: f64) -> String {
    // 2^53: beyond it not every whole number has an f64.
    if n.fract() == 0.0 && n.abs() < 9_007_199_254_740_992.0 {
        format!("{}", n as i64)
    } else {
        format!("{n}")
    }
}

impl Value<'_> {
    /// The value as plain text; `None` where it is missing. Days are ISO 8601.
    #[must_use]
    pub fn plain(&self) -> Option<Cow<'_, str>> {
        match *self {
            Self::Missing => None,
            Self::Text(s) => Some(Cow::Borrowed(s)),
            Self::Int(n) => Some(Cow::Owned(n.to_string())),
            Self::Num(n) => n.is_finite().then(|| Cow::Owned(plain_number(n))),
            Self::Day(n) => day(n).map(|d| Cow::Owned(d.to_string())),
            Self::Flag(b) => Some(Cow::Borrowed(if b { "true" } else { "false" })),
        }
    }
}
