//! Cells by year: the rows of the summaries, and the meeting that stands for a year.

use std::cmp::Reverse;

use super::book::{Article, Book, Ix};
use super::figure::Figure;
use super::occasion::Occasion;
use crate::record::{ActionKind, MeetingKind, Relation};

/// A cell in a year.
#[derive(Debug, Clone)]
pub(crate) struct CellYear {
    pub(crate) cell: Ix,
    pub(crate) year: i32,
    /// Articles of that year, in order.
    pub(crate) articles: Vec<Ix>,
    /// Number of meetings that articles are about.
    pub(crate) meetings: usize,
    /// The meeting that stands for the year.
    pub(crate) occasion: Option<Ix>,
    /// Where its figures stand.
    pub(crate) figures: std::ops::Range<usize>,
}

/// Every cell and year of which an article or a figure tells, in the order of cells and years.
pub(crate) fn cell_years(book: &Book) -> Vec<CellYear> {
    let articles = (0..).zip(&book.articles).filter_map(|(at, a)| Some((a.cell?, a.year?, Some(at))));
    let figures = book.figures.iter().map(|f| (f.cell, f.year, None));
    let mut marks: Vec<(Ix, i32, Option<Ix>)> = articles.chain(figures).collect();
    marks.sort_unstable();
    marks.dedup();
    let mut meetings: Vec<(Ix, i32, Ix)> = (0..)
        .zip(&book.occasions)
        .filter(|(_, o)| o.principal)
        .filter_map(|(at, o)| Some((o.cell?, o.year?, at)))
        .collect();
    meetings.sort_unstable();
    let by_cell_year = |cell: Ix, year: i32| {
        let start = meetings.partition_point(|m| (m.0, m.1) < (cell, year));
        let end = meetings.partition_point(|m| (m.0, m.1) <= (cell, year));
        meetings.get(start..end).unwrap_or(&[])
    };
    marks
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter_map(|group| {
            let &(cell, year, _) = group.first()?;
            let held = by_cell_year(cell, year);
            let occasion = held.iter().map(|m| m.2).min_by_key(|&o| rank(book, o));
            Some(CellYear {
                cell,
                year,
                articles: group.iter().filter_map(|g| g.2).collect(),
                meetings: held.len(),
                occasion,
                figures: figures_of(book, cell, year),
            })
        })
        .collect()
}

/// The meeting that stands for a year: the year-end review, else the mid-year review, else the congress,
/// else the latest one.
fn rank(book: &Book, occasion: Ix) -> (u8, Reverse<Option<i32>>, Ix) {
    let o = book.occasions.get(occasion as usize);
    let kind = match o.map(|o| o.kind) {
        Some(MeetingKind::YearEndReview) => 0,
        Some(MeetingKind::MidYearReview) => 1,
        Some(MeetingKind::Congress) => 2,
        _ => 3,
    };
    (kind, Reverse(o.and_then(|o| o.day)), occasion)
}

fn figures_of(book: &Book, cell: Ix, year: i32) -> std::ops::Range<usize> {
    let start = book.figures.partition_point(|f| (f.cell, f.year) < (cell, year));
    let end = book.figures.partition_point(|f| (f.cell, f.year) <= (cell, year));
    start..end
}

impl CellYear {
    /// A cell in a year of which nothing is known.
    pub(crate) fn empty(cell: Ix, year: i32) -> Self {
        Self { cell, year, articles: Vec::new(), meetings: 0, occasion: None, figures: 0..0 }
    }

    /// The figure of a measure, where one is stated.
    pub(crate) fn figure<'a>(&self, book: &'a Book, measure: &str) -> Option<&'a Figure> {
        let figures = book.figures.get(self.figures.clone())?;
        figures.iter().find(|f| book.text(f.measure) == measure)
    }

    /// The meeting that stands for the year.
    pub(crate) fn meeting<'a>(&self, book: &'a Book) -> Option<&'a Occasion> {
        book.occasions.get(self.occasion? as usize)
    }
}

/// The articles of a list of numbers.
pub(crate) fn articles<'a>(book: &'a Book, list: &[Ix]) -> impl Iterator<Item = &'a Article> {
    list.iter().filter_map(|&a| book.articles.get(a as usize))
}

/// Who chaired, as the articles of a meeting say; each name once, in order.
pub(crate) fn chairs(book: &Book, list: &[Ix]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for article in articles(book, list) {
        for person in book.people_of(article) {
            let chaired = book.deeds_of(person).iter().any(|d| d.action == ActionKind::Chaired);
            let name = book.text(person.name);
            if chaired && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (!names.is_empty()).then(|| names.join("; "))
}

/// Paths of articles, in order, joined.
pub(crate) fn paths(book: &Book, list: &[Ix]) -> Option<String> {
    let paths: Vec<&str> = articles(book, list).map(|a| book.text(a.path)).collect();
    (!paths.is_empty()).then(|| paths.join("; "))
}

/// Whether a meeting that names a document in this way answers it.
pub(crate) fn answers(relation: Relation) -> bool {
    matches!(relation, Relation::Implements | Relation::PursuantTo | Relation::AccordingTo)
}

/// The day or, failing that, the date or year that an article stands at, ISO 8601.
pub(crate) fn standing_date(book: &Book, article: &Article) -> Option<String> {
    let day = article.occasion.and_then(|o| book.occasions.get(o as usize)).and_then(|o| o.day);
    let day = day.and_then(super::table::day).map(|d| d.to_string());
    let published = || book.opt(article.published).filter(|p| super::occasion::year_of(p).is_some());
    day.or_else(|| published().map(str::to_owned)).or_else(|| article.year.map(|y| format!("{y:04}")))
}
