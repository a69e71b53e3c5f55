//! Table `people`: who was seen in which cell, in which roles, from when to when.
//!
//! One name in two cells may be two people, so a row is a name in a cell; in how many other cells the name
//! is seen stands beside it. Roles that change over the years are a timeline, not a contradiction.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::book::{Book, Ix, Named, Post};
use super::pool::Sym;
use super::year::standing_date;
use super::{Kind, Lang, Spec, Table, Value};
use crate::reconcile::key;

pub(super) const SPEC: Spec = Spec {
    name: "people",
    columns: &[
        ("person", Kind::Text),
        ("titles", Kind::Text),
        ("cell", Kind::Text),
        ("roles", Kind::Text),
        ("first_seen", Kind::Text),
        ("last_seen", Kind::Text),
        ("admitted", Kind::Flag),
        ("actions", Kind::Text),
        ("articles", Kind::Int),
        ("other_cells", Kind::Int),
        ("quote", Kind::Text),
        ("path", Kind::Text),
        ("span_start", Kind::Int),
        ("span_end", Kind::Int),
        ("rule", Kind::Text),
        ("person_id", Kind::Text),
        ("cell_id", Kind::Text),
        ("article", Kind::Text),
    ],
    build,
};

/// Where a person is seen: the article, and the person's place in the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting {
    pub(super) article: Ix,
    pub(super) person: Ix,
}

/// A name in a cell; in an article without a cell, a name in that article.
pub(super) struct Somebody {
    pub(super) id: String,
    pub(super) cell: Option<Ix>,
    pub(super) name: Sym,
    key: Sym,
    /// In the order of time.
    pub(super) seen: Vec<(Option<String>, Sighting)>,
}

/// Everybody, in the order of cells and names.
pub(super) fn everybody(book: &Book) -> Vec<Somebody> {
    let mut groups: FxHashMap<(Result<Ix, Ix>, Sym), Vec<Sighting>> = FxHashMap::default();
    for (at, article) in (0..).zip(&book.articles) {
        let place = article.cell.ok_or(at);
        for (person, named) in article.people.clone().zip(book.people_of(article)) {
            groups.entry((place, named.key)).or_default().push(Sighting { article: at, person });
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|((a, x), _), ((b, y), _)| {
        let place = |p: Result<Ix, Ix>| (p.is_err(), p.unwrap_or_else(|a| a));
        (place(*a), book.text(*x)).cmp(&(place(*b), book.text(*y)))
    });
    groups.into_iter().filter_map(|((place, key), list)| Somebody::new(book, place, key, list)).collect()
}

impl Somebody {
    fn new(book: &Book, place: Result<Ix, Ix>, key: Sym, list: Vec<Sighting>) -> Option<Self> {
        let seen = |s: Sighting| book.articles.get(s.article as usize).and_then(|a| standing_date(book, a));
        let mut seen: Vec<(Option<String>, Sighting)> = list.into_iter().map(|s| (seen(s), s)).collect();
        seen.sort_by(|a, b| (a.0.is_none(), &a.0, a.1.article).cmp(&(b.0.is_none(), &b.0, b.1.article)));
        // The fullest spelling stands for all.
        let names = seen.iter().filter_map(|(_, s)| book.people.get(s.person as usize)).map(|p| p.name);
        let name = names.min_by_key(|n| (std::cmp::Reverse(book.text(*n).chars().count()), book.text(*n)))?;
        let of = match place {
            Ok(cell) => book.cells.get(cell as usize).map(|c| c.id),
            Err(article) => book.articles.get(article as usize).map(|a| a.id),
        };
        let hash =
            blake3::hash(format!("{} {}", book.opt(of).unwrap_or(""), book.text(key)).as_bytes()).to_hex();
        let id = format!("p{}", hash.as_str().get(..10).unwrap_or_default());
        Some(Self { id, cell: place.ok(), name, key, seen })
    }

    pub(super) fn sightings<'a>(
        &'a self,
        book: &'a Book,
    ) -> impl Iterator<Item = (Option<&'a str>, Sighting, &'a Named)> {
        let named = |s: Sighting| book.people.get(s.person as usize);
        self.seen.iter().filter_map(move |(when, s)| Some((when.as_deref(), *s, named(*s)?)))
    }

    /// The roles, each once, with first and last sighting and the place of the first, in the order of time.
    pub(super) fn roles<'a>(&'a self, book: &'a Book, keys: &mut Keys) -> Vec<Held<'a>> {
        let mut roles: Vec<(Rc<str>, Held<'a>)> = Vec::new();
        for (when, sighting, named) in self.sightings(book) {
            for post in book.posts_of(named) {
                let key = keys.of(book, post.text);
                match roles.iter_mut().find(|(k, _)| *k == key) {
                    Some((_, held)) => {
                        held.last = when.or(held.last);
                        if held.last_article != sighting.article {
                            held.articles += 1;
                            held.last_article = sighting.article;
                        }
                    }
                    None => roles.push((
                        key,
                        Held {
                            post: *post,
                            first: when,
                            last: when,
                            articles: 1,
                            article: sighting.article,
                            last_article: sighting.article,
                        },
                    )),
                }
            }
        }
        roles.into_iter().map(|(_, held)| held).collect()
    }
}

/// Keys of roles, each computed once: a few hundred roles stand in a hundred thousand articles.
#[derive(Default)]
pub(super) struct Keys(FxHashMap<Sym, Rc<str>>);

impl Keys {
    fn of(&mut self, book: &Book, s: Sym) -> Rc<str> {
        self.0.entry(s).or_insert_with(|| Rc::from(key(book.text(s)))).clone()
    }
}

/// A role and when it was seen.
pub(super) struct Held<'a> {
    pub(super) post: Post,
    pub(super) first: Option<&'a str>,
    pub(super) last: Option<&'a str>,
    pub(super) articles: u32,
    pub(super) article: Ix,
    last_article: Ix,
}

impl Held<'_> {
    fn words(&self, book: &Book) -> String {
        let text = book.text(self.post.text);
        match (self.first, self.last) {
            (Some(first), Some(last)) if first != last => format!("{text} ({first} – {last})"),
            (Some(first), _) => format!("{text} ({first})"),
            _ => text.to_owned(),
        }
    }
}

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    let (all, mut keys) = (everybody(book), Keys::default());
    let mut places: FxHashMap<Sym, usize> = FxHashMap::default();
    for somebody in all.iter().filter(|s| s.cell.is_some()) {
        *places.entry(somebody.key).or_default() += 1;
    }
    for somebody in &all {
        let others = places.get(&somebody.key).copied().unwrap_or(0);
        push(
            book,
            lang,
            &mut table,
            &mut keys,
            somebody,
            others.saturating_sub(usize::from(somebody.cell.is_some())),
        );
    }
    table
}

fn push(book: &Book, lang: Lang, table: &mut Table, keys: &mut Keys, somebody: &Somebody, others: usize) {
    let roles: Vec<String> = somebody.roles(book, keys).iter().map(|r| r.words(book)).collect();
    let mut titles: Vec<&str> = Vec::new();
    let mut actions: Vec<String> = Vec::new();
    let mut admitted = false;
    let mut articles: Vec<Ix> = Vec::new();
    for (_, sighting, named) in somebody.sightings(book) {
        articles.push(sighting.article);
        admitted |= named.admitted;
        if let Some(t) = book.opt(named.titles).filter(|t| !titles.contains(t)) {
            titles.push(t);
        }
        for deed in book.deeds_of(named) {
            let word = super::words::label("action", super::code::Code::code(deed.action), lang);
            let text = book.opt(deed.object).map_or_else(|| word.to_owned(), |o| format!("{word}: {o}"));
            if !actions.contains(&text) {
                actions.push(text);
            }
        }
    }
    articles.sort_unstable();
    articles.dedup();
    let first = somebody.sightings(book).next();
    let source = first.as_ref().and_then(|(_, _, named)| named.source);
    let article = first.as_ref().and_then(|(_, s, _)| book.articles.get(s.article as usize));
    let dates = || somebody.seen.iter().filter_map(|(when, _)| when.as_deref());
    let cell = somebody.cell.and_then(|c| book.cells.get(c as usize));
    let joined = |list: &[String]| (!list.is_empty()).then(|| list.join("; "));
    let (roles, actions) = (joined(&roles), joined(&actions));
    let titles = (!titles.is_empty()).then(|| titles.join("; "));
    let [quote, path, start, end, rule] = book.trail(source, article);
    table.push(&[
        book.text(somebody.name).into(),
        titles.as_deref().into(),
        cell.map(|c| book.text(c.name)).into(),
        roles.as_deref().into(),
        dates().next().into(),
        dates().next_back().into(),
        admitted.into(),
        actions.as_deref().into(),
        articles.len().into(),
        others.into(),
        quote,
        path,
        start,
        end,
        rule,
        Value::from(&somebody.id),
        cell.map(|c| book.text(c.id)).into(),
        article.map(|a| book.text(a.id)).into(),
    ]);
}
