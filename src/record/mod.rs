//! The record: everything that one article states, as plain data.
//!
//! One article in, one [`Record`] out. The field names are the contract between the program, the labelled
//! samples and whoever scores one against the other; they are fixed by the schema that [`schema`] returns.
//! Tables, comparison, reports and evaluation read records only, so they also work on records written
//! long ago. Nothing here reads text: a record neither extracts nor guesses.
//!
//! Every fact carries its [`Evidence`]: the exact words of the source and where they stand, in Unicode
//! code points of the decoded source.

mod figure;
mod person;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use figure::{Approx, Count, Number, Rating, RatingSubject, Stage};
pub use person::{Action, ActionKind, Person, Role};

/// The version of the record's form; a reader refuses records of another version.
pub const SCHEMA_VERSION: u32 = 1;

/// The name of a rule, as `explain` and `eval` print it.
pub type RuleName = Cow<'static, str>;

/// Everything that one article states.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of this form, see [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The article itself.
    pub article: Article,
    /// The Party organization that the article is about; `null` when it is about none.
    pub cell: Option<Cell>,
    /// The gathering that the article reports; `null` when it reports none.
    pub meeting: Option<Meeting>,
    /// Further gatherings that the same article reports, in their order.
    #[serde(default)]
    pub other_meetings: Vec<Meeting>,
    /// Every date expression, once per value.
    pub dates: Vec<Date>,
    /// Every document that the article names, once per number.
    pub directives: Vec<Directive>,
    /// Every person named, once per person.
    pub people: Vec<Person>,
    /// Every number that counts or measures something.
    pub counts: Vec<Count>,
    /// Who was rated, and how.
    pub ratings: Vec<Rating>,
    /// What the record says about its own consistency.
    pub checks: Vec<Check>,
    /// Which of the usual facts the article does not state: `meeting.date`, `chair`, `members.attending`,
    /// `ratings`, `members.admitted`.
    #[serde(default)]
    pub expected: Vec<String>,
}

/// The exact words that a fact was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Half-open range `[start, end)` in Unicode code points of the decoded source text, before normalization.
    pub span: [usize; 2],
    /// The slice `source[start..end]`, slips included.
    pub text: String,
    /// The rule that read it.
    pub rule: RuleName,
}

/// The article that a record was made from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// Content id: the XXH3 hash (64 bits) of the article's bytes, 16 hexadecimal digits.
    pub id: String,
    /// Path as given on the command line, with `!` between an archive and its member.
    pub path: String,
    /// Further paths under which the same text was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<String>,
    /// Id of an earlier article of the run that this one nearly repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near_duplicate_of: Option<String>,
    /// File format: `text`, `html`, `docx`, `pdf`, `jsonl`, `csv`, `xlsx`.
    pub format: String,
    /// Character encoding that the bytes were decoded with: `utf-8`, `utf-16le`, `tcvn3`, …
    pub encoding: String,
    /// Title, normalized.
    pub title: Option<Quote>,
    /// What stands after "Nguồn:".
    pub source: Option<Quote>,
    /// Day of publication that the article or its metadata states, ISO 8601.
    pub published: Option<String>,
    /// Byline; with an empty span where only the metadata state it.
    pub author: Option<Quote>,
    /// Picture captions.
    pub captions: Vec<Quote>,
    /// Share of syllables that are no legal Vietnamese syllables, 0 to 1, rounded to three places.
    #[serde(default)]
    pub damage: f64,
    /// What happened to the text on the way in: refused, lossy encoding, repaired words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A piece of the article that is shown as it stands: title, source line, byline, caption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// Normalized text.
    pub value: String,
    /// Half-open range in code points of the source.
    pub span: [usize; 2],
    /// The exact words of the source.
    pub text: String,
}

/// Kind of a Party organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is its Vietnamese name without marks")]
pub enum CellKind {
    ChiBo,
    DangBoBoPhan,
    DangBo,
    DangUy,
    TinhUy,
    ThanhUy,
    QuanUy,
    HuyenUy,
    BanCanSuDang,
}

/// The Party organization that the article is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The longest full form in the article.
    pub name: String,
    /// Kind of organization.
    pub kind: CellKind,
    /// The institution that it belongs to.
    pub unit: Option<String>,
    /// The Party body above it, when stated.
    pub superior: Option<String>,
    /// Comparison key: two spellings of one cell give one key.
    pub key: String,
    /// The words that name it.
    pub mentions: Vec<Evidence>,
}

/// Kind of a gathering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// tổng kết năm
    YearEndReview,
    /// sơ kết
    MidYearReview,
    /// lễ kết nạp
    Admission,
    /// công nhận chính thức
    Confirmation,
    /// đại hội
    Congress,
    /// sinh hoạt thường kỳ
    Regular,
    /// sinh hoạt chuyên đề, học tập nghị quyết
    Thematic,
    /// trao Huy hiệu, khen thưởng
    Award,
    /// công bố quyết định cán bộ
    Personnel,
    /// any other gathering
    Other,
}

/// Part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    /// sáng
    Morning,
    /// trưa
    Noon,
    /// chiều
    Afternoon,
    /// tối
    Evening,
}

/// A gathering that the article reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// Kind of gathering.
    pub kind: MeetingKind,
    /// The day on which it took place (the first, of several), ISO 8601.
    pub date: Option<String>,
    /// Part of the day.
    pub part_of_day: Option<PartOfDay>,
    /// `HH:MM`, when stated.
    pub time: Option<String>,
    /// Where it took place, when stated.
    pub place: Option<String>,
    /// The year summed up.
    pub review_year: Option<i32>,
    /// The year planned.
    pub plan_year: Option<i32>,
    /// The words that name the gathering, its day and place.
    pub mentions: Vec<Evidence>,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant says what it is")]
pub enum Precision {
    Day,
    Month,
    Quarter,
    Half,
    Year,
    Interval,
}

/// What a date is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateRole {
    /// the day of the gathering
    Meeting,
    /// the day of issue of a document
    Issued,
    /// the day of an admission to the Party
    Admission,
    /// the day of publication of the article
    Published,
    /// nhiệm kỳ, giai đoạn
    Term,
    /// a day of birth
    Birth,
    /// anything else
    Other,
}

/// A date expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Date {
    /// ISO 8601: `2023-12-21`, `2023-12`, `2023`, `2022/2025`; without a year `--02-10`, `--02`.
    pub value: String,
    /// How exact it is.
    pub precision: Precision,
    /// What it is the date of.
    pub role: DateRole,
    /// The words that state it.
    pub mentions: Vec<Evidence>,
}

/// How the article relates to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// thực hiện, triển khai
    Implements,
    /// căn cứ
    PursuantTo,
    /// theo
    AccordingTo,
    /// ban hành, ký
    Issued,
    /// merely named
    Mentions,
}

/// A document that the article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Directive {
    /// Canonical number, codes in upper case, without blanks: `138-CV/ĐUV`; `null` for a document without one.
    pub number: Option<String>,
    /// `138`, leading zeros kept.
    pub serial: Option<String>,
    /// `CV`
    pub type_code: Option<String>,
    /// `công văn`
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// `ĐUV`
    pub issuer_code: Option<String>,
    /// As the text names it.
    pub issuer: Option<String>,
    /// Day of issue, ISO 8601.
    pub date: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Title of a document without a number.
    pub title: Option<String>,
    /// How the article relates to it.
    pub relation: Relation,
    /// The words that name it.
    pub mentions: Vec<Evidence>,
}

/// A finding on the record's own consistency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Stable code: `date.impossible`, `count.parts_exceed_whole`, …
    pub code: String,
    /// The finding in Vietnamese.
    pub message: String,
    /// The finding in English.
    pub message_en: String,
    /// The words concerned.
    pub facts: Vec<Evidence>,
}

/// The JSON Schema of a [`Record`] (draft 2020-12).
///
/// ```
/// let schema = trichluc::record::schema();
/// assert_eq!(schema["title"], "Record");
/// ```
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
