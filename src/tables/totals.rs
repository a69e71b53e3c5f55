//! Table `totals`: totals, means, medians, least and greatest by year, cell, kind and superior.
//!
//! A total is over the cells that state the measure; how many do, and out of how many, stands in the title
//! of each row. A cell below another that states the same measure for the same year is part of that figure
//! and is not added to it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::{Book, Ix};
use super::cell::above;
use super::code::Code as _;
use super::figure::{Basis, Figure};
use super::pool::Sym;
use super::scale::Nature;
use super::words::label;
use super::year::{CellYear, cell_years};
use super::{Kind, Lang, Spec, Table, Value};

pub(super) const SPEC: Spec = Spec {
    name: "totals",
    columns: &[
        ("title", Kind::Text),
        ("group_label", Kind::Text),
        ("member", Kind::Text),
        ("year", Kind::Int),
        ("measure_label", Kind::Text),
        ("total", Kind::Num),
        ("mean", Kind::Num),
        ("median", Kind::Num),
        ("min", Kind::Num),
        ("max", Kind::Num),
        ("stated", Kind::Int),
        ("cells", Kind::Int),
        ("nested", Kind::Int),
        ("bounds", Kind::Int),
        ("half_years", Kind::Int),
        ("conflicts", Kind::Int),
        ("group", Kind::Text),
        ("member_id", Kind::Text),
        ("measure", Kind::Text),
    ],
    build,
};

/// The name for people of each superior, by its key.
type Superiors = FxHashMap<Sym, Sym>;

/// By what cells and years are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    All,
    Year,
    Cell,
    Kind,
    Superior,
    KindYear,
    SuperiorYear,
}

const GROUPINGS: [(By, &str); 7] = [
    (By::All, "all"),
    (By::Year, "year"),
    (By::Cell, "cell"),
    (By::Kind, "kind"),
    (By::Superior, "superior"),
    (By::KindYear, "kind_year"),
    (By::SuperiorYear, "superior_year"),
];

/// The member of a grouping: a cell, a kind or a superior, and a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Member {
    who: Option<Who>,
    year: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Who {
    Cell(Ix),
    Kind(&'static str),
    Superior(Sym),
}

impl By {
    /// The member that a cell and year belong to; none for a cell without a superior, by superior.
    fn member(self, book: &Book, cell: Ix, year: i32) -> Option<Member> {
        let kind = || Some(Who::Kind(book.cells.get(cell as usize)?.kind.code()));
        let superior = || Some(Who::Superior(book.cells.get(cell as usize)?.superior_key?));
        let (who, year) = match self {
            Self::All => (None, None),
            Self::Year => (None, Some(year)),
            Self::Cell => (Some(Who::Cell(cell)), None),
            Self::Kind => (Some(kind()?), None),
            Self::Superior => (Some(superior()?), None),
            Self::KindYear => (Some(kind()?), Some(year)),
            Self::SuperiorYear => (Some(superior()?), Some(year)),
        };
        Some(Member { who, year })
    }
}

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    let years = cell_years(book);
    let wholes = wholes(book);
    let superiors: Superiors =
        book.cells.iter().rev().filter_map(|c| Some((c.superior_key?, c.superior?))).collect();
    for (by, code) in GROUPINGS {
        let sizes = sizes(book, by, &years);
        let mut rows: Vec<(Member, usize)> = book
            .figures
            .iter()
            .enumerate()
            .filter_map(|(at, f)| Some((by.member(book, f.cell, f.year)?, at)))
            .collect();
        let order = |at: usize| book.figures.get(at).map(|f| book.text(f.measure));
        rows.sort_by(|a, b| (a.0, order(a.1), a.1).cmp(&(b.0, order(b.1), b.1)));
        for group in rows.chunk_by(|a, b| a.0 == b.0 && order(a.1) == order(b.1)) {
            let Some(&(member, _)) = group.first() else { continue };
            let figures: Vec<(usize, &Figure)> =
                group.iter().filter_map(|&(_, at)| Some((at, book.figures.get(at)?))).collect();
            let added = |at: &usize| {
                // Part of a figure of this very group?
                let parents = wholes.get(at).map_or(&[][..], Vec::as_slice);
                !parents.iter().any(|p| {
                    book.figures.get(*p).and_then(|f| by.member(book, f.cell, f.year)) == Some(member)
                })
            };
            let (free, nested): (Vec<_>, Vec<_>) = figures.into_iter().partition(|(at, _)| added(at));
            let free: Vec<&Figure> = free.into_iter().map(|(_, f)| f).collect();
            let size = sizes.get(&member).copied().unwrap_or(0);
            push(
                book,
                &mut table,
                code,
                member.words(book, &superiors, lang),
                member.year,
                &free,
                (nested.len(), size),
            );
        }
    }
    table
}

/// How many cells and years each member has: the denominators.
fn sizes(book: &Book, by: By, years: &[CellYear]) -> FxHashMap<Member, usize> {
    let mut sizes = FxHashMap::default();
    for member in years.iter().filter_map(|y| by.member(book, y.cell, y.year)) {
        *sizes.entry(member).or_default() += 1;
    }
    sizes
}

/// For each figure of a cell below others, the figures above it of the same year and measure.
fn wholes(book: &Book) -> FxHashMap<usize, Vec<usize>> {
    let parents: FxHashSet<Ix> = book.cells.iter().filter_map(|c| c.parent).collect();
    let mut by_cell: FxHashMap<(Ix, i32, Sym), usize> = FxHashMap::default();
    for (at, f) in book.figures.iter().enumerate().filter(|(_, f)| parents.contains(&f.cell)) {
        by_cell.insert((f.cell, f.year, f.measure), at);
    }
    let mut wholes = FxHashMap::default();
    if by_cell.is_empty() {
        return wholes;
    }
    for (at, f) in book.figures.iter().enumerate() {
        let up = above(&book.cells, f.cell).into_iter();
        let list: Vec<usize> = up.filter_map(|p| by_cell.get(&(p, f.year, f.measure)).copied()).collect();
        if !list.is_empty() {
            wholes.insert(at, list);
        }
    }
    wholes
}

fn push(
    book: &Book,
    table: &mut Table,
    group: &'static str,
    (who, id): (Option<String>, Option<String>),
    year: Option<i32>,
    figures: &[&Figure],
    (nested, size): (usize, usize),
) {
    let Some(first) = figures.first() else { return };
    let lang = table.lang;
    let code = book.text(first.measure);
    let name = book.scale.label(code, lang);
    let mut values: Vec<f64> = figures.iter().map(|f| f.value).collect();
    values.sort_by(f64::total_cmp);
    let sum: f64 = values.iter().sum();
    let one_year = figures.iter().all(|f| f.year == first.year);
    // What there is at a moment, or at one meeting, does not add up over years.
    let total = (book.scale.nature(code) == Nature::Flow || one_year).then_some(sum);
    let stated = figures.len() + nested;
    let title = title(lang, name, who.as_deref(), year, stated, size);
    let count = |test: &dyn Fn(&Figure) -> bool| figures.iter().filter(|f| test(f)).count();
    table.push(&[
        Value::from(&title),
        label("group", group, lang).into(),
        who.as_deref().into(),
        year.into(),
        name.into(),
        total.into(),
        (sum / values.len() as f64).into(),
        median(&values).into(),
        values.first().copied().into(),
        values.last().copied().into(),
        stated.into(),
        size.into(),
        nested.into(),
        count(&|f| f.approx.is_some()).into(),
        count(&|f| f.basis == Basis::HalfYear).into(),
        count(&|f| !f.conflicts.is_empty()).into(),
        group.into(),
        id.as_deref().into(),
        code.into(),
    ]);
}

/// "Kết nạp đảng viên, 2023: 3 trong 5 tổ chức có nêu".
fn title(
    lang: Lang,
    measure: &str,
    who: Option<&str>,
    year: Option<i32>,
    stated: usize,
    size: usize,
) -> String {
    let mut title = measure.to_owned();
    if let Some(who) = who {
        title.push_str(" — ");
        title.push_str(who);
    }
    if let Some(year) = year {
        title.push_str(&format!(", {year}"));
    }
    let unit = match (lang, year) {
        (Lang::Vi, Some(_)) => "tổ chức",
        (Lang::Vi, None) => "tổ chức theo năm",
        (Lang::En, Some(_)) => "cells",
        (Lang::En, None) => "cells by year",
    };
    match lang {
        Lang::Vi => title.push_str(&format!(" ({stated} trong {size} {unit} có nêu)")),
        Lang::En => title.push_str(&format!(" (stated by {stated} of {size} {unit})")),
    }
    title
}

impl Member {
    /// Its name for people, and its stable name.
    fn words(self, book: &Book, superiors: &Superiors, lang: Lang) -> (Option<String>, Option<String>) {
        match self.who {
            None => (None, None),
            Some(Who::Cell(ix)) => {
                let cell = book.cells.get(ix as usize);
                let text = |s: Option<Sym>| book.opt(s).map(str::to_owned);
                (text(cell.map(|c| c.name)), text(cell.map(|c| c.id)))
            }
            Some(Who::Kind(code)) => (Some(label("cell_kind", code, lang).to_owned()), Some(code.to_owned())),
            Some(Who::Superior(key)) => {
                let name = superiors.get(&key).map(|&s| book.text(s).to_owned());
                (name, Some(book.text(key).to_owned()))
            }
        }
    }
}

/// The middle of sorted values; the mean of the two middle ones where their number is even.
pub(super) fn median(sorted: &[f64]) -> Option<f64> {
    let half = sorted.len() / 2;
    let upper = sorted.get(half).copied()?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some((sorted.get(half.checked_sub(1)?)? + upper) / 2.0)
}
