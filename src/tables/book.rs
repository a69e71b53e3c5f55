//! The book: what the tables need of all records, in little memory.
//!
//! A hundred thousand records with all their evidence do not fit into a gigabyte; their facts, with each
//! string held once and one quote a fact, do. A book is filled record by record ([`Draft::add`]) and closed
//! ([`Draft::close`]): then its articles stand in the order of their paths, whatever the order of the input,
//! cells and meetings are joined, and each count knows whether it stands for its year or why not.

use crate::lexicon::{Lexicon, Measures};
use crate::reconcile::Aliases;
use crate::record::{
    ActionKind, Approx, CellKind, Evidence, MeetingKind, PartOfDay, RatingSubject, Record, Relation, Stage,
};

use super::facts::fill;
use super::occasion::{self, Occasion};
use super::pool::{Pool, Sym};
use super::scale::Scale;
use super::table::Value;
use super::{cell, figure};

/// A range of facts of one article.
pub(crate) type Range = std::ops::Range<u32>;

/// Number of an article, cell, meeting or count in its list.
pub(crate) type Ix = u32;

/// The words that a fact was read from: the first of its mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) text: Sym,
    pub(crate) rule: Sym,
    /// Code points of the source.
    pub(crate) span: [u32; 2],
}

/// An article and where its facts stand.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) id: Sym,
    pub(crate) path: Sym,
    pub(crate) title: Option<Sym>,
    pub(crate) published: Option<Sym>,
    pub(crate) near: Option<Sym>,
    pub(crate) expected: Option<Sym>,
    pub(crate) notes: Option<Sym>,
    pub(crate) copies: u32,
    pub(crate) naming: Option<Naming>,
    pub(crate) meetings: Range,
    pub(crate) directives: Range,
    pub(crate) people: Range,
    pub(crate) counts: Range,
    pub(crate) ratings: Range,
    pub(crate) checks: Range,
    /// Filled when the book is closed.
    pub(crate) cell: Option<Ix>,
    /// The principal meeting, among the joined ones. Filled when the book is closed.
    pub(crate) occasion: Option<Ix>,
    pub(crate) year: Option<i32>,
    pub(crate) year_basis: &'static str,
}

/// How an article names its cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming {
    pub(crate) name: Sym,
    pub(crate) kind: CellKind,
    pub(crate) unit: Option<Sym>,
    pub(crate) superior: Option<Sym>,
    pub(crate) key: Sym,
    pub(crate) source: Option<Source>,
}

/// A meeting as one article reports it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Report {
    pub(crate) kind: MeetingKind,
    pub(crate) date: Option<Sym>,
    pub(crate) part_of_day: Option<PartOfDay>,
    pub(crate) time: Option<Sym>,
    pub(crate) place: Option<Sym>,
    pub(crate) review_year: Option<i32>,
    pub(crate) plan_year: Option<i32>,
    /// Whether it is the meeting that the article is about.
    pub(crate) principal: bool,
    pub(crate) source: Option<Source>,
    /// Filled when the book is closed.
    pub(crate) occasion: Option<Ix>,
}

/// A document as one article names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document {
    pub(crate) number: Option<Sym>,
    pub(crate) kind: Option<Sym>,
    pub(crate) issuer: Option<Sym>,
    pub(crate) date: Option<Sym>,
    pub(crate) subject: Option<Sym>,
    pub(crate) title: Option<Sym>,
    pub(crate) relation: Relation,
    pub(crate) source: Option<Source>,
}

/// A person as one article names them.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: Sym,
    pub(crate) key: Sym,
    pub(crate) titles: Option<Sym>,
    pub(crate) admitted: bool,
    pub(crate) roles: Range,
    pub(crate) actions: Range,
    pub(crate) source: Option<Source>,
}

/// A role as one article states it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    pub(crate) text: Sym,
    pub(crate) title: Sym,
    pub(crate) organization: Option<Sym>,
    pub(crate) source: Option<Source>,
}

/// An action as one article states it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    pub(crate) action: ActionKind,
    pub(crate) object: Option<Sym>,
}

/// A count as one article states it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) article: Ix,
    pub(crate) measure: Option<Sym>,
    pub(crate) value: f64,
    pub(crate) unit: Option<Sym>,
    pub(crate) year: Option<i32>,
    pub(crate) approx: Option<Approx>,
    pub(crate) part_of: Option<Sym>,
    pub(crate) planned: bool,
    pub(crate) each: bool,
    pub(crate) source: Option<Source>,
    /// Whether it stands for its year, or why not. Filled when the book is closed.
    pub(crate) standing: figure::Standing,
}

/// A rating as one article states it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grade {
    pub(crate) subject: RatingSubject,
    pub(crate) rating: Sym,
    pub(crate) value: Option<f64>,
    pub(crate) unit: Option<Sym>,
    pub(crate) stage: Option<Stage>,
    pub(crate) year: Option<i32>,
    pub(crate) source: Option<Source>,
}

/// A finding that a record holds on itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    pub(crate) code: Sym,
    pub(crate) message: Sym,
    pub(crate) message_en: Sym,
    pub(crate) source: Option<Source>,
}

/// A book that is being filled.
#[derive(Debug, Default)]
pub struct Draft {
    pub(crate) book: Book,
}

/// The facts of all records, joined. Made by [`Draft::close`] or [`Book::of`].
#[derive(Debug, Default)]
pub struct Book {
    pub(crate) pool: Pool,
    pub(crate) scale: Scale,
    pub(crate) articles: Vec<Article>,
    pub(crate) reports: Vec<Report>,
    pub(crate) documents: Vec<Document>,
    pub(crate) people: Vec<Named>,
    pub(crate) posts: Vec<Post>,
    pub(crate) deeds: Vec<Deed>,
    pub(crate) counts: Vec<Tally>,
    pub(crate) ratings: Vec<Grade>,
    pub(crate) checks: Vec<Finding>,
    pub(crate) cells: Vec<cell::Cell>,
    pub(crate) occasions: Vec<Occasion>,
    pub(crate) figures: Vec<figure::Figure>,
}

impl Draft {
    /// Takes in the facts of a record.
    pub fn add(&mut self, record: &Record) {
        fill(&mut self.book, record);
    }

    /// Sorts the articles by path and id, joins cells and meetings, and chooses the figure of each year.
    #[must_use]
    pub fn close(self, aliases: &Aliases, measures: &Measures) -> Book {
        let mut book = self.book;
        book.scale = Scale::new(measures);
        let pool = &book.pool;
        book.articles
            .sort_by(|a, b| (pool.get(a.path), pool.get(a.id)).cmp(&(pool.get(b.path), pool.get(b.id))));
        // Between equals the first one stands, so the order of the lists must not be that of the input.
        reorder(&mut book.counts, book.articles.iter_mut().map(|a| &mut a.counts));
        reorder(&mut book.reports, book.articles.iter_mut().map(|a| &mut a.meetings));
        for (at, article) in (0..).zip(&book.articles) {
            for count in slice_mut(&mut book.counts, &article.counts) {
                count.article = at;
            }
        }
        cell::join(&mut book, aliases);
        occasion::join(&mut book);
        figure::choose(&mut book);
        book
    }
}

impl Book {
    /// The book of these records, with the shipped measures.
    #[must_use]
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>, aliases: &Aliases) -> Self {
        let mut draft = Draft::default();
        records.into_iter().for_each(|r| draft.add(r));
        draft.close(aliases, Lexicon::embedded().measures())
    }

    /// Number of articles.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.articles.len()
    }

    /// Number of cells after joining.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn text(&self, s: Sym) -> &str {
        self.pool.get(s)
    }

    pub(crate) fn opt(&self, s: Option<Sym>) -> Option<&str> {
        s.map(|s| self.pool.get(s))
    }

    /// The way back to the words: quote, path, start and end of the span, rule.
    pub(crate) fn trail<'a>(&'a self, source: Option<Source>, article: Option<&Article>) -> [Value<'a>; 5] {
        [
            source.map(|s| self.text(s.text)).into(),
            article.map(|a| self.text(a.path)).into(),
            source.map(|s| s.span[0]).into(),
            source.map(|s| s.span[1]).into(),
            source.map(|s| self.text(s.rule)).into(),
        ]
    }

    pub(crate) fn cell_of(&self, article: &Article) -> Option<&cell::Cell> {
        article.cell.and_then(|c| self.cells.get(c as usize))
    }

    pub(crate) fn reports_of(&self, a: &Article) -> &[Report] {
        slice(&self.reports, &a.meetings)
    }

    pub(crate) fn documents_of(&self, a: &Article) -> &[Document] {
        slice(&self.documents, &a.directives)
    }

    pub(crate) fn people_of(&self, a: &Article) -> &[Named] {
        slice(&self.people, &a.people)
    }

    pub(crate) fn posts_of(&self, p: &Named) -> &[Post] {
        slice(&self.posts, &p.roles)
    }

    pub(crate) fn deeds_of(&self, p: &Named) -> &[Deed] {
        slice(&self.deeds, &p.actions)
    }

    pub(crate) fn counts_of(&self, a: &Article) -> &[Tally] {
        slice(&self.counts, &a.counts)
    }

    pub(crate) fn ratings_of(&self, a: &Article) -> &[Grade] {
        slice(&self.ratings, &a.ratings)
    }

    pub(crate) fn checks_of(&self, a: &Article) -> &[Finding] {
        slice(&self.checks, &a.checks)
    }
}

/// The facts in a range; none for a range beyond the list.
pub(crate) fn slice<'a, T>(list: &'a [T], range: &Range) -> &'a [T] {
    list.get(range.start as usize..range.end as usize).unwrap_or(&[])
}

fn slice_mut<'a, T>(list: &'a mut [T], range: &Range) -> &'a mut [T] {
    list.get_mut(range.start as usize..range.end as usize).unwrap_or(&mut [])
}

/// Puts facts into the order of their ranges.
fn reorder<'a, T: Copy>(list: &mut Vec<T>, ranges: impl Iterator<Item = &'a mut Range>) {
    let mut ranges: Vec<&mut Range> = ranges.collect();
    if ranges.is_sorted_by_key(|r| r.start) {
        return;
    }
    let mut sorted = Vec::with_capacity(list.len());
    for range in &mut ranges {
        let start = u32::try_from(sorted.len()).unwrap_or(u32::MAX);
        sorted.extend_from_slice(slice(list, range));
        **range = start..u32::try_from(sorted.len()).unwrap_or(u32::MAX);
    }
    *list = sorted;
}

/// The first mention of a fact.
pub(crate) fn first(pool: &mut Pool, mentions: &[Evidence]) -> Option<Source> {
    let first = mentions.first()?;
    let point = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let [start, end] = first.span;
    Some(Source {
        text: pool.add(&first.text),
        rule: pool.add(&first.rule),
        span: [point(start), point(end)],
    })
}
