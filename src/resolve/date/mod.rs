//! What the dates mean: which year a day belongs to, which day "cùng ngày" is, what each is the date of.
//!
//! Values come first, because documents and the gathering are told by them; what the calendar does not have is kept as a
//! [`Finding`] for the checks. A year is filled in only where the article fixes it: see [`year`].

mod calendar;
mod context;
mod role;
mod year;

pub(super) use context::OLDEST;

use std::collections::BTreeMap;

use calendar::Settled;

use super::Trace;
use crate::extract::date::{Point, Said as DateSaid, Time, What, Year};
use crate::extract::{Mention, Said, Scene};
use crate::record::{Article, Date, DateRole, Meeting, PartOfDay, Precision};
use crate::text::TokenSpan;
use crate::w;

/// All dates of an article with their values.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    /// In the order of the text; the days of one list share their span.
    pub(crate) all: Vec<Dated>,
    /// The day of publication, from the container or the text.
    pub(crate) published: Option<String>,
    /// What does not fit the calendar.
    pub(crate) findings: Vec<Finding>,
}

/// One date with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The tokens of the whole expression, part of the day and time included.
    pub(crate) span: TokenSpan,
    /// Which mention of the room it comes from.
    pub(crate) mention: usize,
    /// The rule that read it.
    pub(crate) rule: &'static str,
    /// As the record writes it.
    pub(crate) value: String,
    /// How exact it is.
    pub(crate) precision: Precision,
    /// What it is the date of; the gathering's days are `Other` until [`mark_meeting`].
    pub(crate) role: DateRole,
    /// "chiều" before it.
    pub(crate) part_of_day: Option<PartOfDay>,
    /// "14h30" before it.
    pub(crate) time: Option<Time>,
}

/// Words that do not fit the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The tokens concerned.
    pub(crate) span: TokenSpan,
    /// What is wrong.
    pub(crate) kind: FindingKind,
}

/// What is wrong with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FindingKind {
    /// The calendar has no such day: "31/11/2023", with its would-be value.
    NoSuchDay(String),
    /// The day (ISO 8601) is another day of the week than the text says: 1 (Monday) to 7, said and real.
    Weekday {
        /// ISO 8601.
        day: String,
        /// As the text has it.
        said: u8,
        /// As the calendar has it.
        real: u8,
    },
}

/// Gives every date its value. `issued` says of each mention whether it is the day of issue of a document.
pub(super) fn settle(
    scene: &Scene<'_>,
    said: &Said,
    article: &Article,
    issued: &[bool],
    trace: &mut Trace,
) -> Dates {
    let mentions = &said.dates[..];
    if mentions.is_empty() {
        return Dates { published: article.published.clone(), ..Dates::default() };
    }
    let roles = role::of_mentions(scene, mentions, issued);
    let published = article.published.clone().or_else(|| published(scene, mentions));
    let years = year::Years::new(scene, mentions, &roles, published.as_deref());
    let mut dates = Dates { published, ..Dates::default() };
    for (k, mention) in mentions.iter().enumerate() {
        let settled = years.settle(scene, mentions, k, &dates.all, trace);
        let role = roles.get(k).copied().unwrap_or(DateRole::Other);
        let dated = |value: String, precision: Precision| Dated {
            span: mention.span,
            mention: k,
            rule: mention.rule,
            value,
            precision,
            role,
            part_of_day: mention.value.part_of_day,
            time: mention.value.time,
        };
        match settled {
            year::Value::Points(points) => {
                for point in points {
                    let Some(iso) = point.iso() else { continue };
                    if point.exists() {
                        weekday(&mention.value, mention.span, point, &mut dates.findings);
                        dates.all.push(dated(iso, point.precision()));
                    } else {
                        let kind = FindingKind::NoSuchDay(iso);
                        dates.findings.push(Finding { span: mention.span, kind });
                    }
                }
            }
            year::Value::Interval(a, b, precision) => {
                let (Some(from), Some(to)) = (a.iso(), b.iso()) else { continue };
                match [a, b].iter().find(|p| !p.exists()).and_then(|p| p.iso()) {
                    Some(iso) => {
                        let kind = FindingKind::NoSuchDay(iso);
                        dates.findings.push(Finding { span: mention.span, kind });
                    }
                    None => dates.all.push(dated(format!("{from}/{to}"), precision)),
                }
            }
            year::Value::Nothing => {}
        }
    }
    dates
}

/// The facts: every value once, with all its mentions.
pub(super) fn facts(scene: &Scene<'_>, dates: &Dates) -> Vec<Date> {
    let mut facts: Vec<Date> = Vec::new();
    let mut at: BTreeMap<(&str, Precision), usize> = BTreeMap::new();
    for dated in &dates.all {
        let evidence = super::evidence(scene, dated.span, dated.rule);
        match at.get(&(dated.value.as_str(), dated.precision)).and_then(|&k| facts.get_mut(k)) {
            Some(fact) => {
                if role::rank(dated.role) > role::rank(fact.role) {
                    fact.role = dated.role;
                }
                fact.mentions.push(evidence);
            }
            None => {
                at.insert((&dated.value, dated.precision), facts.len());
                facts.push(Date {
                    value: dated.value.clone(),
                    precision: dated.precision,
                    role: dated.role,
                    mentions: vec![evidence],
                });
            }
        }
    }
    facts
}

/// Gives the days of the gatherings their role, the further days of "28 và 29/5" too. An admission that the article
/// looks back on is told by the day of the admission; where the article is about it, it is the day of the meeting.
pub(super) fn mark_meeting<'m>(
    facts: &mut [Date],
    dates: &Dates,
    meetings: impl Iterator<Item = &'m Meeting>,
) {
    let days = meetings.enumerate().filter_map(|(k, m)| {
        let looked_back_on = k > 0 && m.kind == crate::record::MeetingKind::Admission;
        let role = if looked_back_on { DateRole::Admission } else { DateRole::Meeting };
        m.date.as_deref().map(|day| (day, role))
    });
    for (day, role) in days {
        let lists = dates.all.iter().filter(|d| d.value == day).map(|d| d.mention).collect::<Vec<_>>();
        // The days of one list are of one year: "(3/2/1930 - 3/2/2023)" is none.
        let year = |value: &str| value.get(..4).map(str::to_owned);
        let together = dates.all.iter().filter(|d| {
            lists.contains(&d.mention) && d.role == DateRole::Other && year(&d.value) == year(day)
        });
        for value in together.map(|d| d.value.as_str()).chain([day]) {
            for fact in facts.iter_mut().filter(|f| f.value == value) {
                if matches!(fact.role, DateRole::Other | DateRole::Published | DateRole::Admission) {
                    fact.role = role;
                }
            }
        }
    }
}

/// The day in the line of publication, or behind "date" at the start of the text.
fn published(scene: &Scene<'_>, mentions: &[Mention<DateSaid>]) -> Option<String> {
    let text = scene.text;
    let layout = text.layout();
    let early = layout.lines().get(4).map_or(text.len(), |l| l.0.first());
    let day = |m: &&Mention<DateSaid>| match m.value.what {
        What::Points(ref points) => match points[..] {
            [p @ Point { year: Year::Stated(y), day: Some(_), .. }] => {
                let settled = Settled::new(p, Some(y));
                settled.exists().then(|| settled.iso()).flatten()
            }
            _ => None,
        },
        _ => None,
    };
    let line = |m: &&Mention<DateSaid>| role::in_line_of_publication(scene, m);
    let marked = |m: &&Mention<DateSaid>| {
        m.span.first() < early
            && (text.preceded_by(m.span.first(), &[w!("date")])
                || text.preceded_by(m.span.first(), &[w!("đăng"), w!(":")])
                || text.preceded_by(m.span.first(), &[w!("cập"), w!("nhật"), w!(":")]))
    };
    mentions
        .iter()
        .filter(line)
        .find_map(|m| day(&m))
        .or_else(|| mentions.iter().filter(marked).find_map(|m| day(&m)))
}

/// Keeps a weekday that is not that of the day.
fn weekday(said: &DateSaid, span: TokenSpan, point: Settled, findings: &mut Vec<Finding>) {
    let single = matches!(&said.what, What::Points(points) if points.len() == 1);
    if let (Some(weekday), Some(date), true) = (said.weekday, point.date(), single) {
        let real = u8::try_from(date.weekday().to_monday_one_offset()).unwrap_or(weekday);
        if real != weekday
            && let Some(day) = point.iso()
        {
            findings.push(Finding { span, kind: FindingKind::Weekday { day, said: weekday, real } });
        }
    }
}
