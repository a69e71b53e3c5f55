//! Cells joined: which articles are about one cell, and which cell stands above which.
//!
//! Names of one comparison key are one cell, unless they stand under two superiors that cannot be one body:
//! "Chi bộ 3" of two Party organizations is two cells. An article that does not name the superior joins the
//! only candidate or none. A person's decision in the alias file goes before all of this.

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::{Book, Ix, Naming};
use super::pool::{Pool, Sym};
use crate::reconcile::{Aliases, key};
use crate::record::CellKind;

/// A cell.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// `c` and ten hexadecimal digits, made from the key.
    pub(crate) id: Sym,
    /// The name for people: decided by a person, else the most frequent, the longest, the first.
    pub(crate) name: Sym,
    pub(crate) kind: CellKind,
    pub(crate) unit: Option<Sym>,
    pub(crate) superior: Option<Sym>,
    /// What the spellings of the superior have in common.
    pub(crate) superior_key: Option<Sym>,
    /// The cell above it, where the book has articles on it.
    pub(crate) parent: Option<Ix>,
    /// Every spelling and how many articles have it, most frequent first.
    pub(crate) names: Vec<(Sym, u32)>,
    /// Whether a person's decision named it.
    pub(crate) decided: bool,
}

/// Fills `book.cells` and the cell of each article.
pub(crate) fn join(book: &mut Book, aliases: &Aliases) {
    let mut keys = Keys::default();
    let namings: Vec<(usize, Naming)> =
        book.articles.iter().enumerate().filter_map(|(at, a)| Some((at, a.naming?))).collect();
    keys.find_splits(&book.pool, aliases, &namings);
    keys.find_led(&book.pool, aliases, &namings);
    let superiors = superiors_by_base(book, aliases, &mut keys, &namings);
    let mut groups: FxHashMap<String, Group> = FxHashMap::default();
    for &(at, naming) in &namings {
        let base = keys.base(&book.pool, aliases, &naming);
        let sup = naming.superior.map(|s| keys.of(&book.pool, s));
        let whole = match superiors.get(&base.key) {
            // A person has decided that all of these are one.
            _ if base.decided.is_some() => base.key,
            Some(known) => known.place(&base.key, sup.as_deref(), is_bare(book.pool.get(naming.name))),
            None => base.key,
        };
        let group = groups.entry(whole).or_default();
        group.decided = group.decided.or(base.decided.map(|name| book.pool.add(&name)));
        group.members.push((at, naming));
    }
    let mut groups: Vec<(String, Group)> = groups.into_iter().collect();
    groups.sort_by(|a, b| a.0.cmp(&b.0));
    for (ix, (whole, group)) in (0..).zip(groups) {
        for (at, _) in &group.members {
            if let Some(a) = book.articles.get_mut(*at) {
                a.cell = Some(ix);
            }
        }
        let cell = group.cell(&mut book.pool, &whole);
        book.cells.push(cell);
    }
    find_parents(book, &mut keys);
}

/// Keys of strings, each computed once, and the keys under which a person sees more than one cell.
#[derive(Default)]
struct Keys {
    known: FxHashMap<Sym, String>,
    /// From the key of a record to the full name that a person gave to some name under it.
    led: FxHashMap<String, String>,
    split: FxHashMap<String, Split>,
}

/// How names that records put under one key are told apart after all.
enum Split {
    /// By their spelling, folded.
    ByKey,
    /// By their spelling as it is.
    ByName,
}

struct Base {
    key: String,
    decided: Option<String>,
}

impl Keys {
    fn of(&mut self, pool: &Pool, s: Sym) -> String {
        self.known.entry(s).or_insert_with(|| key(pool.get(s))).clone()
    }

    /// Finds the keys that hold two names of which a person decided that they are two cells.
    fn find_splits(&mut self, pool: &Pool, aliases: &Aliases, namings: &[(usize, Naming)]) {
        if !aliases.tell_apart() {
            return;
        }
        let mut names: FxHashMap<String, Vec<Sym>> = FxHashMap::default();
        for (_, naming) in namings {
            let list = names.entry(self.base(pool, aliases, naming).key).or_default();
            if !list.contains(&naming.name) {
                list.push(naming.name);
            }
        }
        for (base, list) in names {
            for (at, &a) in list.iter().enumerate() {
                for &b in list.iter().skip(at + 1) {
                    if !aliases.are_different(pool.get(a), pool.get(b)) {
                        continue;
                    }
                    let alike = self.of(pool, a) == self.of(pool, b);
                    let split = if alike { Split::ByName } else { Split::ByKey };
                    self.split.insert(base.clone(), split);
                }
            }
        }
    }

    /// A decision on one name holds for every spelling that records put under its key, unless a person tells
    /// names under that key apart.
    fn find_led(&mut self, pool: &Pool, aliases: &Aliases, namings: &[(usize, Naming)]) {
        let mut led: FxHashMap<String, Option<String>> = FxHashMap::default();
        for (_, naming) in namings {
            let superior = naming.superior.map(|s| pool.get(s));
            let Some(full) = aliases.full(pool.get(naming.name), superior) else { continue };
            let stated = self.stated(pool, naming);
            let entry = led.entry(stated).or_insert_with(|| Some(full.to_owned()));
            if entry.as_deref() != Some(full) {
                *entry = None;
            }
        }
        led.retain(|key, _| !self.split.contains_key(key));
        self.led = led.into_iter().filter_map(|(key, full)| Some((key, full?))).collect();
    }

    /// The key of the record; where it has none, that of the name.
    fn stated(&mut self, pool: &Pool, naming: &Naming) -> String {
        let stated = pool.get(naming.key);
        if stated.is_empty() { self.of(pool, naming.name) } else { stated.to_owned() }
    }

    fn base(&mut self, pool: &Pool, aliases: &Aliases, naming: &Naming) -> Base {
        let name = pool.get(naming.name);
        let superior = naming.superior.map(|s| pool.get(s));
        if let Some(full) = aliases.full(name, superior) {
            return Base { key: key(full), decided: Some(full.to_owned()) };
        }
        let mut key = self.stated(pool, naming);
        if let Some(full) = self.led.get(&key) {
            return Base { key: crate::reconcile::key(full), decided: Some(full.clone()) };
        }
        match self.split.get(&key) {
            Some(Split::ByKey) => key = format!("{key} # {}", self.of(pool, naming.name)),
            Some(Split::ByName) => key = format!("{key} # {name}"),
            None => {}
        }
        Base { key, decided: None }
    }
}

/// The superiors that articles name for the cells of one key, those that can be one body joined.
#[derive(Default)]
struct Superiors {
    stated: FxHashSet<String>,
    /// From a stated superior to the fullest that it can be.
    fullest: FxHashMap<String, String>,
    bodies: Vec<String>,
}

fn superiors_by_base(
    book: &Book,
    aliases: &Aliases,
    keys: &mut Keys,
    namings: &[(usize, Naming)],
) -> FxHashMap<String, Superiors> {
    let mut all: FxHashMap<String, Superiors> = FxHashMap::default();
    for (_, naming) in namings {
        let base = keys.base(&book.pool, aliases, naming);
        let entry = all.entry(base.key).or_default();
        if let Some(s) = naming.superior {
            entry.stated.insert(keys.of(&book.pool, s));
        }
    }
    for entry in all.values_mut() {
        entry.settle();
    }
    all
}

impl Superiors {
    /// "Đảng bộ Viện" can be "Đảng bộ Viện Sao Băng": the beginning of exactly one longer name is that name.
    fn settle(&mut self) {
        let mut stated: Vec<&String> = self.stated.iter().collect();
        stated.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        for s in stated {
            let begins =
                |body: &&String| body.strip_prefix(s.as_str()).is_some_and(|rest| rest.starts_with(' '));
            let mut longer = self.bodies.iter().filter(begins);
            match (longer.next(), longer.next()) {
                (Some(body), None) => {
                    self.fullest.insert(s.clone(), body.clone());
                }
                _ => {
                    self.fullest.insert(s.clone(), s.clone());
                    self.bodies.push(s.clone());
                }
            }
        }
    }

    /// The whole key of a cell under a superior.
    fn place(&self, base: &str, superior: Option<&str>, bare: bool) -> String {
        let body = superior.and_then(|s| self.fullest.get(s));
        match (body, self.bodies.as_slice()) {
            // One body, or none named at all.
            (Some(_), [_]) | (None, []) => base.to_owned(),
            // A name with a proper name of its own joins the only body; a bare "Chi bộ 3" may be anyone's.
            (None, [_]) if !bare => base.to_owned(),
            (Some(body), _) => format!("{base} < {body}"),
            (None, _) => format!("{base} < ?"),
        }
    }
}

/// Whether a name has no proper name: "Chi bộ", "Chi bộ 3", "Chi bộ số II".
fn is_bare(name: &str) -> bool {
    let after_kind = name.split_whitespace().skip(2).filter(|w| w.to_lowercase() != "số");
    after_kind.into_iter().all(|w| w.chars().all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X')))
}

#[derive(Default)]
struct Group {
    members: Vec<(usize, Naming)>,
    decided: Option<Sym>,
}

impl Group {
    fn cell(&self, pool: &mut Pool, whole: &str) -> Cell {
        let hash = blake3::hash(whole.as_bytes()).to_hex();
        let names = frequent(pool, self.members.iter().map(|(_, n)| n.name));
        let kinds = self.members.iter().map(|(_, n)| n.kind);
        let mut by_kind: FxHashMap<CellKind, u32> = FxHashMap::default();
        kinds.for_each(|k| *by_kind.entry(k).or_default() += 1);
        let kind = by_kind.into_iter().max_by_key(|&(k, n)| (n, std::cmp::Reverse(k)));
        let top = |list: Vec<(Sym, u32)>| list.first().map(|&(s, _)| s);
        let superior = top(frequent(pool, self.members.iter().filter_map(|(_, n)| n.superior)));
        let superior_key = superior.map(|s| key(pool.get(s)));
        Cell {
            id: pool.add(&format!("c{}", hash.as_str().get(..10).unwrap_or_default())),
            name: self.decided.or(names.first().map(|&(s, _)| s)).unwrap_or_else(|| pool.add(whole)),
            kind: kind.map_or(CellKind::ChiBo, |(k, _)| k),
            unit: top(frequent(pool, self.members.iter().filter_map(|(_, n)| n.unit))),
            superior,
            superior_key: superior_key.map(|k| pool.add(&k)),
            parent: None,
            names,
            decided: self.decided.is_some(),
        }
    }
}

/// Strings by how often they occur, then the longest, then the first in the alphabet.
fn frequent(pool: &Pool, all: impl Iterator<Item = Sym>) -> Vec<(Sym, u32)> {
    let mut counts: FxHashMap<Sym, u32> = FxHashMap::default();
    all.for_each(|s| *counts.entry(s).or_default() += 1);
    let mut list: Vec<(Sym, u32)> = counts.into_iter().collect();
    list.sort_by(|a, b| {
        let (x, y) = (pool.get(a.0), pool.get(b.0));
        b.1.cmp(&a.1).then(y.chars().count().cmp(&x.chars().count())).then(x.cmp(y))
    });
    list
}

/// A superior's name that is the name of exactly one cell leads to that cell.
fn find_parents(book: &mut Book, keys: &mut Keys) {
    let mut by_name: FxHashMap<String, Option<Ix>> = FxHashMap::default();
    for (ix, cell) in (0..).zip(&book.cells) {
        for &(name, _) in &cell.names {
            let entry = by_name.entry(keys.of(&book.pool, name)).or_insert(Some(ix));
            if *entry != Some(ix) {
                *entry = None;
            }
        }
    }
    let parents: Vec<Option<Ix>> = (0..)
        .zip(&book.cells)
        .map(|(ix, cell)| {
            let key = keys.of(&book.pool, cell.superior?);
            by_name.get(&key).copied().flatten().filter(|&p| p != ix)
        })
        .collect();
    for (cell, parent) in book.cells.iter_mut().zip(parents) {
        cell.parent = parent;
    }
}

/// The cells above a cell, nearest first; a circle ends where it closes.
pub(crate) fn above(cells: &[Cell], start: Ix) -> Vec<Ix> {
    let mut chain = Vec::new();
    let mut at = start;
    while let Some(parent) = cells.get(at as usize).and_then(|c| c.parent) {
        if parent == start || chain.contains(&parent) {
            break;
        }
        chain.push(parent);
        at = parent;
    }
    chain
}
