//! Table `proposals`: pairs of cells that may be one, with the evidence. A person decides.
//!
//! Pairs are looked for among cells of one kind whose superiors do not exclude each other: the same name
//! without or with another superior, names that meet without tones or marks, initials and what they may stand
//! for, a name that begins another, names a few letters apart. Names with different numbers ("Chi bộ 3",
//! "Chi bộ 4") are never proposed, nor is a pair that a person has decided upon.

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::{Article, Book, Ix};
use super::cell::Cell;
use super::code::Code as _;
use super::words::label;
use super::{Kind, Lang, Spec, Table};
use crate::reconcile::{Aliases, fold, meet};
use crate::record::CellKind;
use crate::text::layer::{self, Layer};

const SPEC: Spec = Spec {
    name: "proposals",
    columns: &[
        ("first", Kind::Text),
        ("second", Kind::Text),
        ("reason_label", Kind::Text),
        ("similarity", Kind::Num),
        ("kind_label", Kind::Text),
        ("first_superior", Kind::Text),
        ("second_superior", Kind::Text),
        ("first_quote", Kind::Text),
        ("first_path", Kind::Text),
        ("second_quote", Kind::Text),
        ("second_path", Kind::Text),
        ("first_id", Kind::Text),
        ("second_id", Kind::Text),
        ("reason", Kind::Text),
    ],
    build: |book, lang| proposals(book, &Aliases::default(), lang),
};

/// Names at least this much alike are proposed: two letters in twenty.
const ALIKE: f64 = 0.9;
/// A block of names larger than this is cut at the superior, and then compared with neighbours only.
const BLOCK: usize = 1_000;
/// How many neighbours, in the order of the alphabet, are compared within a block that is still too large.
const NEIGHBOURS: usize = 60;

/// The pairs of cells that may be one; pairs that `aliases` decides are left out.
#[must_use]
pub fn proposals(book: &Book, aliases: &Aliases, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    let names: Vec<Name> = book.cells.iter().map(|c| Name::new(book, c)).collect();
    let mut pairs: Vec<(Ix, Ix)> = candidates(&names).into_iter().collect();
    pairs.sort_unstable();
    let mut first_articles: FxHashMap<Ix, &Article> = FxHashMap::default();
    for article in &book.articles {
        if let Some(cell) = article.cell {
            first_articles.entry(cell).or_insert(article);
        }
    }
    let mut found: Vec<(Ix, Ix, &'static str, f64)> = pairs
        .into_iter()
        .filter_map(|(a, b)| {
            let (x, y) = (names.get(a as usize)?, names.get(b as usize)?);
            if x.decided_against(y, aliases) {
                return None;
            }
            let (reason, alike) = x.likeness(y)?;
            Some((a, b, reason, alike))
        })
        .collect();
    found.sort_by(|a, b| b.3.total_cmp(&a.3).then((a.0, a.1).cmp(&(b.0, b.1))));
    for (a, b, reason, alike) in found {
        let (Some(x), Some(y)) = (book.cells.get(a as usize), book.cells.get(b as usize)) else { continue };
        let article = |cell: Ix| first_articles.get(&cell).copied();
        let quote = |cell: Ix| {
            let source = article(cell).and_then(|a| a.naming).and_then(|n| n.source);
            source.map(|s| book.text(s.text))
        };
        let path = |cell: Ix| article(cell).map(|a| book.text(a.path));
        table.push(&[
            book.text(x.name).into(),
            book.text(y.name).into(),
            label("layer", reason, lang).into(),
            ((alike * 1000.0).round() / 1000.0).into(),
            label("cell_kind", x.kind.code(), lang).into(),
            book.opt(x.superior).into(),
            book.opt(y.superior).into(),
            quote(a).into(),
            path(a).into(),
            quote(b).into(),
            path(b).into(),
            book.text(x.id).into(),
            book.text(y.id).into(),
            reason.into(),
        ]);
    }
    table
}

/// A cell's name, folded for comparing.
struct Name {
    /// As people write it.
    names: Vec<String>,
    full: String,
    plain: String,
    toned: String,
    /// "TTCNVL" and "Trung tâm Công nghệ vật liệu" share them.
    initials: String,
    numbers: Vec<String>,
    kind: CellKind,
    superior: Option<String>,
    decided: bool,
}

impl Name {
    fn new(book: &Book, cell: &Cell) -> Self {
        let full = book.text(cell.name).to_owned();
        let plain = fold(&full, Layer::NoMark);
        let digits = |w: &&str| w.bytes().any(|b| b.is_ascii_digit());
        let numbers = plain.split(' ').filter(digits).map(str::to_owned).collect();
        let names = cell.names.iter().map(|&(n, _)| book.text(n).to_owned()).collect();
        // Đảng ủy and Đảng bộ of one body are one organization.
        let kind = if cell.kind == CellKind::DangUy { CellKind::DangBo } else { cell.kind };
        let superior = book.opt(cell.superior_key).map(str::to_owned);
        let toned = fold(&full, Layer::Abbreviation);
        let initials = layer::initials(&full);
        Self { names, full, plain, toned, initials, numbers, kind, superior, decided: cell.decided }
    }

    /// The syllables after "Chi bộ", "Đảng bộ".
    fn proper(&self) -> impl Iterator<Item = &str> {
        self.plain.split(' ').skip(2)
    }

    fn superiors_fit(&self, other: &Self) -> bool {
        match (&self.superior, &other.superior) {
            (Some(a), Some(b)) => a == b || a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
            _ => true,
        }
    }

    fn decided_against(&self, other: &Self, aliases: &Aliases) -> bool {
        // Both named by decisions: then they were decided to be two.
        (self.decided && other.decided)
            || self.names.iter().any(|a| other.names.iter().any(|b| aliases.are_different(a, b)))
    }

    /// Why the two may be one, and how much they are alike, 0 to 1.
    fn likeness(&self, other: &Self) -> Option<(&'static str, f64)> {
        if self.kind != other.kind || self.numbers != other.numbers {
            return None;
        }
        if self.toned == other.toned {
            return Some(("superior", 1.0));
        }
        if !self.superiors_fit(other) {
            return None;
        }
        let alike = strsim::normalized_damerau_levenshtein(&self.toned, &other.toned);
        if self.plain == other.plain {
            return meet(&self.full, &other.full).map(|layer| (layer.name(), alike));
        }
        if self.initials == other.initials && layer::meet(&self.full, &other.full, Layer::Abbreviation) {
            return Some((Layer::Abbreviation.name(), alike));
        }
        if alike >= ALIKE {
            return Some(("distance", alike));
        }
        let (short, long) = if self.plain.len() < other.plain.len() { (self, other) } else { (other, self) };
        let begins = long.plain.strip_prefix(&short.plain).is_some_and(|rest| rest.starts_with(' '));
        // "Chi bộ Viện" begins too many names.
        (begins && short.proper().count() >= 3).then_some(("prefix", alike))
    }
}

/// Pairs worth comparing: the same plain name, the same initials, or the same first or last two syllables.
fn candidates(names: &[Name]) -> FxHashSet<(Ix, Ix)> {
    let mut blocks: FxHashMap<(CellKind, u8, String), Vec<Ix>> = FxHashMap::default();
    for (at, name) in (0..).zip(names) {
        let proper: Vec<&str> = name.proper().collect();
        let first = proper.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        let last = proper.iter().rev().take(2).copied().collect::<Vec<_>>().join(" ");
        for (part, text) in [(0, name.plain.clone()), (1, first), (2, last), (3, name.initials.clone())] {
            blocks.entry((name.kind, part, text)).or_default().push(at);
        }
    }
    let mut pairs = FxHashSet::default();
    for block in blocks.into_values() {
        if block.len() <= BLOCK {
            compare_all(&block, &mut pairs);
            continue;
        }
        let mut parts: FxHashMap<&Option<String>, Vec<Ix>> = FxHashMap::default();
        for &at in &block {
            if let Some(name) = names.get(at as usize) {
                parts.entry(&name.superior).or_default().push(at);
            }
        }
        for mut part in parts.into_values() {
            if part.len() <= BLOCK {
                compare_all(&part, &mut pairs);
                continue;
            }
            part.sort_by_key(|&at| names.get(at as usize).map(|n| n.plain.as_str()));
            for (place, &a) in part.iter().enumerate() {
                for &b in part.iter().skip(place + 1).take(NEIGHBOURS) {
                    pairs.insert((a.min(b), a.max(b)));
                }
            }
        }
    }
    pairs
}

fn compare_all(block: &[Ix], pairs: &mut FxHashSet<(Ix, Ix)>) {
    for (place, &a) in block.iter().enumerate() {
        for &b in block.iter().skip(place + 1) {
            pairs.insert((a.min(b), a.max(b)));
        }
    }
}
