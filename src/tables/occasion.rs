//! Meetings joined: two articles on one meeting are one meeting.
//!
//! Reports are one meeting if cell, kind and day agree. A year-end or mid-year review is held once a year,
//! so a report without a day joins the only dated one of its year. A near-duplicate of an article reports
//! the same meeting. All else stays apart: a meeting counted twice is seen, one swallowed is not.

use jiff::civil;
use rustc_hash::FxHashMap;

use super::book::{Article, Book, Ix, Report, slice};
use super::pool::{Pool, Sym};
use super::table::days;
use crate::record::MeetingKind;

/// A meeting, and the articles that report it.
#[derive(Debug, Clone)]
pub(crate) struct Occasion {
    /// `m` and ten hexadecimal digits, made from cell, kind and day.
    pub(crate) id: Sym,
    pub(crate) cell: Option<Ix>,
    pub(crate) kind: MeetingKind,
    /// Days since 1970-01-01.
    pub(crate) day: Option<i32>,
    pub(crate) year: Option<i32>,
    /// The reports, in the order of their articles.
    pub(crate) reports: Vec<Ix>,
    /// The articles, in order, each once.
    pub(crate) articles: Vec<Ix>,
    /// Whether some article is about it.
    pub(crate) principal: bool,
}

/// A full calendar day of ISO 8601.
pub(crate) fn full_day(date: &str) -> Option<i32> {
    (date.len() == 10).then(|| date.parse::<civil::Date>().ok()).flatten().map(days)
}

/// The year that a date begins with; none for a date without a year.
pub(crate) fn year_of(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok().filter(|y: &i32| (1000..10000).contains(y))
}

/// What a meeting is recognized by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    Day(Ix, MeetingKind, i32),
    Year(Ix, MeetingKind, i32),
    /// Of one article only.
    Alone(Ix, u32),
}

/// Fills `book.occasions`, and the meeting and the year of each article.
pub(crate) fn join(book: &mut Book) {
    let by_id: FxHashMap<Sym, Ix> = (0..).zip(&book.articles).map(|(at, a)| (a.id, at)).collect();
    let mut marks: FxHashMap<Mark, Ix> = FxHashMap::default();
    let only = only_days(book);
    let mut originals: Vec<Ix> =
        (0..).zip(&book.articles).filter(|(_, a)| a.near.is_none()).map(|(i, _)| i).collect();
    let copies: Vec<Ix> =
        (0..).zip(&book.articles).filter(|(_, a)| a.near.is_some()).map(|(i, _)| i).collect();
    // Originals first, so that a near-duplicate finds the meeting of its original.
    originals.extend(copies);
    for at in originals {
        let Some(article) = book.articles.get(at as usize).cloned() else { continue };
        let cell = article.cell.and_then(|c| book.cells.get(c as usize)).map(|c| c.id);
        let original = article.near.and_then(|id| by_id.get(&id)).filter(|&&o| o != at);
        let original = original.and_then(|&o| book.articles.get(o as usize)).cloned();
        for report_at in article.meetings.clone() {
            let Some(report) = book.reports.get(report_at as usize).copied() else { continue };
            let known = original
                .as_ref()
                .filter(|o| report.principal && (o.cell == article.cell || article.cell.is_none()))
                .and_then(|o| o.occasion);
            let ix = known.unwrap_or_else(|| {
                let mark = mark(&book.pool, &report, &article, at, report_at, &only);
                *marks.entry(mark).or_insert_with(|| {
                    book.occasions.push(open(&mut book.pool, mark, &report, &article, cell));
                    u32::try_from(book.occasions.len() - 1).unwrap_or(u32::MAX)
                })
            });
            if let Some(o) = book.occasions.get_mut(ix as usize) {
                o.reports.push(report_at);
                o.principal |= report.principal;
                if o.articles.last() != Some(&at) {
                    o.articles.push(at);
                }
            }
            if let Some(r) = book.reports.get_mut(report_at as usize) {
                r.occasion = Some(ix);
            }
            if report.principal
                && let Some(a) = book.articles.get_mut(at as usize)
            {
                a.occasion = Some(ix);
            }
        }
    }
    for occasion in &mut book.occasions {
        occasion.articles.sort_unstable();
        occasion.reports.sort_by_key(|&r| r);
    }
    set_years(book);
}

/// The days of the dated reviews of a cell and year; reviews of two days are two.
type OnlyDays = FxHashMap<(Ix, MeetingKind, i32), Option<i32>>;

fn only_days(book: &Book) -> OnlyDays {
    let mut only = OnlyDays::default();
    for a in &book.articles {
        let Some(cell) = a.cell else { continue };
        for r in slice(&book.reports, &a.meetings) {
            let Some(day) = r.date.and_then(|d| full_day(book.pool.get(d))) else { continue };
            let Some(year) = review_year(&book.pool, r) else { continue };
            let entry = only.entry((cell, r.kind, year)).or_insert(Some(day));
            if *entry != Some(day) {
                *entry = None;
            }
        }
    }
    only
}

/// The year that a review sums up: stated, else that of its day. None for other meetings.
fn review_year(pool: &Pool, r: &Report) -> Option<i32> {
    let is_review = matches!(r.kind, MeetingKind::YearEndReview | MeetingKind::MidYearReview);
    is_review.then(|| r.review_year.or_else(|| r.date.and_then(|d| year_of(pool.get(d))))).flatten()
}

fn mark(pool: &Pool, r: &Report, a: &Article, at: Ix, report_at: u32, only: &OnlyDays) -> Mark {
    let Some(cell) = a.cell else { return Mark::Alone(at, report_at) };
    if let Some(day) = r.date.and_then(|d| full_day(pool.get(d))) {
        return Mark::Day(cell, r.kind, day);
    }
    match review_year(pool, r) {
        Some(year) => match only.get(&(cell, r.kind, year)) {
            Some(Some(day)) => Mark::Day(cell, r.kind, *day),
            Some(None) => Mark::Alone(at, report_at),
            None => Mark::Year(cell, r.kind, year),
        },
        None => Mark::Alone(at, report_at),
    }
}

fn open(pool: &mut Pool, mark: Mark, report: &Report, article: &Article, cell: Option<Sym>) -> Occasion {
    let kind = report.kind;
    let cell = cell.map_or("", |c| pool.get(c));
    let (what, day) = match mark {
        Mark::Day(_, _, day) => (format!("{cell} {kind:?} day {day}"), Some(day)),
        Mark::Year(_, _, year) => (format!("{cell} {kind:?} year {year}"), None),
        Mark::Alone(..) => {
            let start = report.source.map_or(0, |s| s.span[0]);
            let what = format!("{} {kind:?} {} {start}", pool.get(article.id), report.principal);
            (what, report.date.and_then(|d| full_day(pool.get(d))))
        }
    };
    let hash = blake3::hash(what.as_bytes()).to_hex();
    let dated = || report.date.and_then(|d| year_of(pool.get(d)));
    let year = review_year(pool, report).or_else(dated);
    Occasion {
        id: pool.add(&format!("m{}", hash.as_str().get(..10).unwrap_or_default())),
        cell: article.cell,
        kind,
        day,
        year,
        reports: Vec::new(),
        articles: Vec::new(),
        principal: false,
    }
}

/// The year of an article: that of its meeting, else that of its publication.
fn set_years(book: &mut Book) {
    for at in 0..book.articles.len() {
        let Some(article) = book.articles.get(at) else { continue };
        let occasion = article.occasion.and_then(|o| book.occasions.get(o as usize));
        let report = slice(&book.reports, &article.meetings).iter().find(|r| r.principal);
        let reviewed = report.and_then(|r| review_year(&book.pool, r)).is_some();
        let met = occasion.and_then(|o| o.year).map(|y| (y, if reviewed { "review" } else { "meeting" }));
        let published =
            || article.published.and_then(|p| year_of(book.pool.get(p))).map(|y| (y, "published"));
        let found = met.or_else(published);
        if let (Some((year, basis)), Some(a)) = (found, book.articles.get_mut(at)) {
            a.year = Some(year);
            a.year_basis = basis;
        }
    }
}
