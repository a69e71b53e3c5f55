//! Figures: the one value that stands for a cell, a year and a measure, and why.
//!
//! A count is no figure if it is planned, meant for each of several, a percentage, or a part of another
//! count of the same measure. What is left is grouped by cell, year and measure. At one meeting one value
//! counts, however many articles state it: exact before approximate, then what most articles state, then
//! the largest, so that a whole goes before its parts. Over the meetings of a year:
//!
//! - a *flow* (admissions): the figure of the year-end review; else of a mid-year review, marked as half a
//!   year; else the latest other statement; else the sum of single events (admission, confirmation, award);
//! - a *stock* (members): the latest statement;
//! - a figure *of a meeting* (attendance): that of the year-end review, else of the latest meeting.
//!
//! Nothing is ever added across measures, and no figure is made where none is stated.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::book::{Book, Ix, Tally};
use super::pool::Sym;
use super::scale::Nature;
use crate::record::{Approx, MeetingKind};

/// Whether a count stands for its year, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Counted,
    Repeat,
    Conflict,
    Superseded,
    Part,
    Planned,
    Each,
    Percent,
    NoMeasure,
    NoCell,
    NoYear,
}

impl Standing {
    /// Stable name.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Repeat => "repeat",
            Self::Conflict => "conflict",
            Self::Superseded => "superseded",
            Self::Part => "part",
            Self::Planned => "planned",
            Self::Each => "each",
            Self::Percent => "percent",
            Self::NoMeasure => "no_measure",
            Self::NoCell => "no_cell",
            Self::NoYear => "no_year",
        }
    }
}

/// What a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    Review,
    HalfYear,
    Latest,
    SumOfMeetings,
    AtMeeting,
}

impl Basis {
    /// Stable name.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::HalfYear => "half_year",
            Self::Latest => "latest",
            Self::SumOfMeetings => "sum_of_meetings",
            Self::AtMeeting => "at_meeting",
        }
    }
}

/// The value that stands for a cell, a year and a measure.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) cell: Ix,
    pub(crate) year: i32,
    pub(crate) measure: Sym,
    pub(crate) value: f64,
    pub(crate) unit: Option<Sym>,
    pub(crate) approx: Option<Approx>,
    pub(crate) basis: Basis,
    /// The counts that it consists of; several only for a sum of meetings.
    pub(crate) counts: Vec<Ix>,
    /// Counts of the same meetings that state another value.
    pub(crate) conflicts: Vec<Ix>,
    /// Number of articles that state the measure for this cell and year.
    pub(crate) articles: u32,
}

/// Fills `book.figures`, in the order of cell, year and measure code, and the standing of each count.
pub(crate) fn choose(book: &mut Book) {
    let mut groups: Vec<(Ix, i32, Sym, Ix)> = Vec::new();
    for (at, article) in (0..).zip(&book.articles) {
        for count_at in article.counts.clone() {
            let Some(count) = book.counts.get(count_at as usize) else { continue };
            debug_assert_eq!(count.article, at);
            let standing = first_look(book, count);
            let year = year_of(book, count);
            if let (Standing::Counted, Some(cell), Some(year), Some(measure)) =
                (standing, article.cell, year, count.measure)
            {
                groups.push((cell, year, measure, count_at));
            }
            if let Some(c) = book.counts.get_mut(count_at as usize) {
                c.standing = standing;
            }
        }
    }
    let pool = &book.pool;
    groups.sort_by(|a, b| (a.0, a.1, pool.get(a.2), a.3).cmp(&(b.0, b.1, pool.get(b.2), b.3)));
    let settled: Vec<(Figure, Vec<Ix>)> = groups
        .chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2))
        .filter_map(|group| Some((settle(book, group)?, group.iter().map(|g| g.3).collect())))
        .collect();
    for (figure, counts) in &settled {
        for &at in counts {
            let Some(count) = book.counts.get_mut(at as usize) else { continue };
            count.standing = if figure.counts.contains(&at) {
                Standing::Counted
            } else if figure.conflicts.contains(&at) {
                Standing::Conflict
            } else if same(count.value, figure.value) {
                Standing::Repeat
            } else {
                Standing::Superseded
            };
        }
    }
    book.figures = settled.into_iter().map(|(figure, _)| figure).collect();
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < f64::EPSILON * a.abs().max(1.0)
}

/// The year that a count belongs to: stated, else that of its article. A flow told at a congress without a
/// year is of the term, so it has none.
pub(crate) fn year_of(book: &Book, count: &Tally) -> Option<i32> {
    if count.year.is_some() {
        return count.year;
    }
    let article = book.articles.get(count.article as usize)?;
    let kind = article.occasion.and_then(|o| book.occasions.get(o as usize)).map(|o| o.kind);
    let flow = count.measure.is_some_and(|m| book.scale.nature(book.pool.get(m)) == Nature::Flow);
    if flow && kind == Some(MeetingKind::Congress) { None } else { article.year }
}

/// Why a count is no figure, seen by itself.
fn first_look(book: &Book, count: &Tally) -> Standing {
    let Some(measure) = count.measure else { return Standing::NoMeasure };
    let article = book.articles.get(count.article as usize);
    if count.planned {
        Standing::Planned
    } else if count.each {
        Standing::Each
    } else if count.part_of == Some(measure) {
        Standing::Part
    } else if count.unit.is_some_and(|u| book.pool.get(u) == "%") {
        Standing::Percent
    } else if article.is_none_or(|a| a.cell.is_none()) {
        Standing::NoCell
    } else if year_of(book, count).is_none() {
        Standing::NoYear
    } else {
        Standing::Counted
    }
}

/// How much a meeting's word weighs for a year, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Review,
    HalfYear,
    Statement,
    Event,
}

/// The counts of one meeting, or of an article without one, and the value that counts there.
struct Told {
    weight: Weight,
    day: Option<i32>,
    chosen: Ix,
    value: f64,
    conflicts: Vec<Ix>,
}

/// The figure of a group of counts of one cell, year and measure.
fn settle(book: &Book, group: &[(Ix, i32, Sym, Ix)]) -> Option<Figure> {
    let &(cell, year, measure, _) = group.first()?;
    let mut by_meeting: Vec<(Result<Ix, Ix>, Ix)> = group
        .iter()
        .filter_map(|&(_, _, _, c)| {
            let article = book.counts.get(c as usize)?.article;
            Some((book.articles.get(article as usize)?.occasion.ok_or(article), c))
        })
        .collect();
    by_meeting.sort_by_key(|(meeting, c)| (meeting.is_err(), meeting.unwrap_or_else(|a| a), *c));
    let mut told: Vec<Told> =
        by_meeting.chunk_by(|a, b| a.0 == b.0).filter_map(|counts| tell(book, counts, year)).collect();
    let nature = book.scale.nature(book.pool.get(measure));
    // Latest first; what has no day goes last; then the first in the order of articles.
    told.sort_by_key(|t| (Reverse(t.day), t.chosen));
    let (basis, picked): (Basis, Vec<&Told>) = match nature {
        Nature::Stock => (Basis::Latest, told.iter().take(1).collect()),
        Nature::Meeting => {
            let review = told.iter().find(|t| t.weight == Weight::Review).or(told.first());
            (Basis::AtMeeting, review.into_iter().collect())
        }
        Nature::Flow => {
            let weight = told.iter().map(|t| t.weight).min()?;
            let mut of_weight: Vec<&Told> = told.iter().filter(|t| t.weight == weight).collect();
            let basis = match weight {
                Weight::Review => Basis::Review,
                Weight::HalfYear => Basis::HalfYear,
                Weight::Statement => Basis::Latest,
                Weight::Event => Basis::SumOfMeetings,
            };
            if weight != Weight::Event {
                of_weight.truncate(1);
            }
            (basis, of_weight)
        }
    };
    let first = picked.first()?;
    let mut conflicts: Vec<Ix> = picked.iter().flat_map(|t| t.conflicts.iter().copied()).collect();
    // Two reviews of one year that disagree: both cannot be right.
    if basis == Basis::Review {
        let others = told.iter().filter(|t| t.weight == Weight::Review && t.chosen != first.chosen);
        conflicts.extend(others.filter(|t| contradict(book, first.chosen, t.chosen)).map(|t| t.chosen));
    }
    conflicts.sort_unstable();
    let mut counts: Vec<Ix> = picked.iter().map(|t| t.chosen).collect();
    counts.sort_unstable();
    let count = book.counts.get(first.chosen as usize)?;
    let articles: FxHashSet<Ix> =
        group.iter().filter_map(|g| book.counts.get(g.3 as usize)).map(|c| c.article).collect();
    Some(Figure {
        cell,
        year,
        measure,
        value: picked.iter().map(|t| t.value).sum(),
        unit: count.unit,
        approx: counts.iter().find_map(|&c| book.counts.get(c as usize).and_then(|c| c.approx)),
        basis,
        counts,
        conflicts,
        articles: u32::try_from(articles.len()).unwrap_or(u32::MAX),
    })
}

/// What one meeting tells: exact before approximate, then what most articles state, then the largest.
fn tell(book: &Book, counts: &[(Result<Ix, Ix>, Ix)], year: i32) -> Option<Told> {
    let get = |c: Ix| book.counts.get(c as usize);
    let support = |value: f64| {
        let articles: FxHashSet<Ix> = counts
            .iter()
            .filter_map(|&(_, c)| get(c))
            .filter(|c| same(c.value, value))
            .map(|c| c.article)
            .collect();
        articles.len()
    };
    let mut best: Option<(Ix, &Tally, usize)> = None;
    for &(_, at) in counts {
        let Some(count) = get(at) else { continue };
        let support = support(count.value);
        let better = best.is_none_or(|(_, b, s)| {
            let exact = (count.approx.is_none(), support).cmp(&(b.approx.is_none(), s));
            exact.then(count.value.total_cmp(&b.value)).is_gt()
        });
        if better {
            best = Some((at, count, support));
        }
    }
    let (chosen, count, _) = best?;
    let conflicts = counts.iter().map(|&(_, c)| c).filter(|&c| contradict(book, chosen, c)).collect();
    let occasion = counts.first().and_then(|(m, _)| m.ok()).and_then(|o| book.occasions.get(o as usize));
    let weight = match occasion.map(|o| o.kind) {
        // A review tells the figure of its own year; of another year it only recalls it.
        Some(MeetingKind::YearEndReview) if occasion.and_then(|o| o.year) == Some(year) => Weight::Review,
        Some(MeetingKind::MidYearReview) if occasion.and_then(|o| o.year) == Some(year) => Weight::HalfYear,
        Some(
            MeetingKind::Admission | MeetingKind::Confirmation | MeetingKind::Award | MeetingKind::Personnel,
        ) => Weight::Event,
        _ => Weight::Statement,
    };
    Some(Told { weight, day: occasion.and_then(|o| o.day), chosen, value: count.value, conflicts })
}

/// Whether two counts cannot both be right: "trên 10" and 12 can, 10 and 12 cannot.
pub(crate) fn contradict(book: &Book, a: Ix, b: Ix) -> bool {
    let (Some(a), Some(b)) = (book.counts.get(a as usize), book.counts.get(b as usize)) else { return false };
    let fits = |bound: &Tally, value: f64| match bound.approx {
        None => same(bound.value, value),
        Some(Approx::AtLeast) => value >= bound.value,
        Some(Approx::AtMost) => value <= bound.value,
        // "gần 100" and 96 are one figure; a tenth is the widest that people call "about".
        Some(Approx::About) => (bound.value - value).abs() <= bound.value.abs() / 10.0,
    };
    !(fits(a, b.value) || fits(b, a.value))
}
