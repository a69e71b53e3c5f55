//! Documents joined: one numbered document, however many articles name it.
//!
//! Numbers start anew every year and every committee has its own "01-NQ/ĐU", so one number is one document
//! only within one year of issue and one issuer. A mention that states neither joins the only candidate or
//! stands alone. Documents without a number are one if their titles are.

use rustc_hash::FxHashMap;

use super::book::{Book, Document, Ix};
use super::occasion::{full_day, year_of};
use super::pool::Sym;
use super::year::answers;
use crate::reconcile::key;

/// A mention of a document in an article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    pub(crate) article: Ix,
    pub(crate) document: Ix,
}

/// A document and where it is mentioned.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    /// `d` and ten hexadecimal digits.
    pub(crate) id: String,
    /// The number; none for a document that is known by its title.
    pub(crate) number: Option<Sym>,
    /// In the order of articles.
    pub(crate) mentions: Vec<Mention>,
    pub(crate) answers: Vec<Answer>,
}

/// A meeting that answered a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) cell: Ix,
    pub(crate) occasion: Option<Ix>,
    pub(crate) mention: usize,
    /// Days from the issue to the meeting; negative where the meeting was before it.
    pub(crate) days: Option<i32>,
}

/// What mentions of one document have in common: its number, or the key of its title.
type Name = Result<Sym, String>;

/// Every document, in the order of numbers, years and issuers; those without a number last.
pub(crate) fn papers(book: &Book) -> Vec<Paper> {
    let mut by_name: FxHashMap<Name, Vec<Mention>> = FxHashMap::default();
    for (at, article) in (0..).zip(&book.articles) {
        for document in article.directives.clone() {
            let Some(d) = book.documents.get(document as usize) else { continue };
            let title = || d.title.map(|t| Err(key(book.text(t))));
            if let Some(name) = d.number.map(Ok).or_else(title) {
                by_name.entry(name).or_default().push(Mention { article: at, document });
            }
        }
    }
    let mut keys: FxHashMap<Sym, String> = FxHashMap::default();
    let mut papers: Vec<Paper> = Vec::new();
    let mut names: Vec<(Name, Vec<Mention>)> = by_name.into_iter().collect();
    let order =
        |name: &Name| (name.is_err(), name.as_ref().map_or_else(Clone::clone, |n| book.text(*n).to_owned()));
    names.sort_by_cached_key(|(name, _)| order(name));
    for (name, mentions) in names {
        let mut kinds: Vec<(Option<i32>, Option<String>, Vec<Mention>)> = Vec::new();
        let mut later: Vec<Mention> = Vec::new();
        for m in mentions {
            let (year, issuer) = traits(book, &mut keys, m);
            if year.is_none() || issuer.is_none() {
                later.push(m);
                continue;
            }
            match kinds.iter_mut().find(|k| k.0 == year && same_body(k.1.as_deref(), issuer.as_deref())) {
                Some(kind) => {
                    // The fuller name of the issuer stands for both.
                    if issuer.as_ref().map(String::len) > kind.1.as_ref().map(String::len) {
                        kind.1 = issuer;
                    }
                    kind.2.push(m);
                }
                None => kinds.push((year, issuer, vec![m])),
            }
        }
        for m in later {
            let (year, issuer) = traits(book, &mut keys, m);
            let fits = |k: &(Option<i32>, Option<String>, Vec<Mention>)| {
                let years = year.is_none() || k.0.is_none() || k.0 == year;
                years && (issuer.is_none() || k.1.is_none() || same_body(k.1.as_deref(), issuer.as_deref()))
            };
            let candidates: Vec<usize> =
                kinds.iter().enumerate().filter(|(_, k)| fits(k)).map(|(at, _)| at).collect();
            match candidates.as_slice() {
                [only] => {
                    if let Some(kind) = kinds.get_mut(*only) {
                        kind.0 = kind.0.or(year);
                        kind.1 = kind.1.take().or(issuer);
                        kind.2.push(m);
                    }
                }
                _ => kinds.push((year, issuer, vec![m])),
            }
        }
        kinds.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        papers.extend(kinds.into_iter().map(|(year, issuer, mentions)| {
            Paper::new(book, &name, year, issuer.as_deref().unwrap_or(""), mentions)
        }));
    }
    papers
}

/// Year of issue and key of the issuer, as a mention states them.
fn traits(book: &Book, keys: &mut FxHashMap<Sym, String>, m: Mention) -> (Option<i32>, Option<String>) {
    let Some(d) = book.documents.get(m.document as usize) else { return (None, None) };
    let issuer = d.issuer.map(|s| keys.entry(s).or_insert_with(|| key(book.text(s))).clone());
    (book.opt(d.date).and_then(year_of), issuer)
}

/// "Đảng ủy Viện" and "Đảng ủy Viện Sao Băng" can be one body.
fn same_body(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|r| r.starts_with(' '));
    a == b || begins(a, b) || begins(b, a)
}

impl Paper {
    fn new(book: &Book, name: &Name, year: Option<i32>, issuer: &str, mut mentions: Vec<Mention>) -> Self {
        mentions.sort_by_key(|m| (m.article, m.document));
        let year = year.map(|y| y.to_string()).unwrap_or_default();
        let number = name.as_ref().ok().copied();
        let text = name.as_ref().map_or_else(String::as_str, |n| book.text(*n));
        let hash = blake3::hash(format!("{text} {year} {issuer}").as_bytes()).to_hex();
        let mut paper = Self {
            id: format!("d{}", hash.as_str().get(..10).unwrap_or_default()),
            number,
            mentions,
            answers: Vec::new(),
        };
        paper.answers = paper.find_answers(book);
        paper
    }

    /// What the first mention that states a property says of it.
    pub(crate) fn stated<'a>(
        &self,
        book: &'a Book,
        of: impl Fn(&Document) -> Option<Sym>,
    ) -> Option<&'a str> {
        self.documents(book).find_map(of).map(|s| book.text(s))
    }

    /// What people call it: its number, else its title.
    pub(crate) fn name<'a>(&self, book: &'a Book) -> &'a str {
        book.opt(self.number).or_else(|| self.stated(book, |d| d.title)).unwrap_or_default()
    }

    pub(crate) fn documents<'a>(&self, book: &'a Book) -> impl Iterator<Item = &'a Document> {
        let list: Vec<Ix> = self.mentions.iter().map(|m| m.document).collect();
        list.into_iter().filter_map(|d| book.documents.get(d as usize))
    }

    /// The days of issue that are stated, each once, in order.
    pub(crate) fn days(&self, book: &Book) -> Vec<i32> {
        let mut days: Vec<i32> = self.documents(book).filter_map(|d| full_day(book.opt(d.date)?)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The meetings that answered it, the earliest first; a meeting that two articles report counts once.
    fn find_answers(&self, book: &Book) -> Vec<Answer> {
        let days = self.days(book);
        let mut list: Vec<Answer> = Vec::new();
        for (at, m) in self.mentions.iter().enumerate() {
            let Some(document) = book.documents.get(m.document as usize).filter(|d| answers(d.relation))
            else {
                continue;
            };
            let Some(article) = book.articles.get(m.article as usize) else { continue };
            let Some(cell) = article.cell else { continue };
            let known = |a: &Answer| {
                a.cell == cell && a.occasion == article.occasion && (a.occasion.is_some() || a.mention == at)
            };
            if list.iter().any(known) {
                continue;
            }
            let issued = document.date.and_then(|d| full_day(book.text(d))).or(match days.as_slice() {
                [only] => Some(*only),
                _ => None,
            });
            let met = article.occasion.and_then(|o| book.occasions.get(o as usize)).and_then(|o| o.day);
            let days = met.zip(issued).map(|(met, issued)| met - issued);
            list.push(Answer { cell, occasion: article.occasion, mention: at, days });
        }
        list.sort_by_key(|a| (a.days.is_none(), a.days, a.cell, a.mention));
        list
    }
}
