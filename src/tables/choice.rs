//! Which cells, year and measures a question means.

use rustc_hash::FxHashMap;

use super::book::{Book, Ix};
use super::year::CellYear;
use crate::error::{Error, Result};
use crate::reconcile::{fold, key};
use crate::text::layer::Layer;

/// How many candidates a message names.
const NAMED: usize = 6;

/// The cell that is meant: by id, by a spelling of its name, or by a part of a name that fits no other.
pub(super) fn cell(book: &Book, wanted: &str) -> Result<Ix> {
    let all = || (0..).zip(&book.cells);
    if let Some((ix, _)) = all().find(|(_, c)| book.text(c.id) == wanted) {
        return Ok(ix);
    }
    let wanted_key = key(wanted);
    let same = |c: &super::cell::Cell| c.names.iter().any(|&(n, _)| key(book.text(n)) == wanted_key);
    let mut found: Vec<Ix> =
        all().filter(|(_, c)| same(c) || key(book.text(c.name)) == wanted_key).map(|(ix, _)| ix).collect();
    if found.is_empty() {
        // With the marks that are typed, else without any.
        for layer in [Layer::Case, Layer::Abbreviation, Layer::NoMark] {
            let part = fold(wanted, layer);
            let holds = |c: &super::cell::Cell| {
                c.names.iter().any(|&(n, _)| {
                    let name = format!(" {} ", fold(book.text(n), layer));
                    !part.is_empty() && name.contains(&format!(" {part} "))
                })
            };
            found = all().filter(|(_, c)| holds(c)).map(|(ix, _)| ix).collect();
            if !found.is_empty() {
                break;
            }
        }
    }
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(Error::new(format!("no cell is called \u{201c}{wanted}\u{201d}"))
            .remedy("list the cells with `trichluc cells`")),
        several => {
            let name = |&ix: &Ix| {
                let cell = book.cells.get(ix as usize);
                cell.map(|c| format!("{} ({})", book.text(c.name), book.text(c.id))).unwrap_or_default()
            };
            let names: Vec<String> = several.iter().take(NAMED).map(name).collect();
            Err(Error::new(format!(
                "\u{201c}{wanted}\u{201d} fits {} cells: {}",
                several.len(),
                names.join("; ")
            ))
            .remedy("give more of the name, or the id"))
        }
    }
}

/// The year with figures of most of these cells (of all, if none is named); of equal ones the latest.
pub(super) fn year(book: &Book, all: &[CellYear], cells: &[Ix]) -> Option<i32> {
    let mut counts: FxHashMap<i32, usize> = FxHashMap::default();
    let known = |row: &&CellYear| cells.is_empty() || cells.contains(&row.cell);
    let has_figures = |row: &&CellYear| book.figures.get(row.figures.clone()).is_some_and(|f| !f.is_empty());
    for row in all.iter().filter(known).filter(has_figures) {
        *counts.entry(row.year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(year, cells)| (cells, year)).map(|(year, _)| year)
}

/// The measures asked for, or all that some cell states, in the order of the list of measures.
pub(super) fn measures<'a>(book: &'a Book, wanted: &[String], rows: &[CellYear]) -> Result<Vec<&'a str>> {
    let of_row = |r: &CellYear| book.figures.get(r.figures.clone()).unwrap_or(&[]);
    let mut stated: Vec<&str> = rows.iter().flat_map(of_row).map(|f| book.text(f.measure)).collect();
    stated.sort_unstable_by_key(|code| (book.scale.place(code), *code));
    stated.dedup();
    if wanted.is_empty() {
        return Ok(stated);
    }
    let all: Vec<&'a str> = book.figures.iter().map(|f| book.text(f.measure)).collect();
    wanted
        .iter()
        .map(|code| {
            let known = book.scale.known(code).or_else(|| all.iter().find(|m| *m == code).copied());
            known.ok_or_else(|| {
                let mut codes = stated.clone();
                codes.truncate(20);
                Error::new(format!("no measure is called \u{201c}{code}\u{201d}"))
                    .remedy(format!("name one of {}", codes.join(", ")))
            })
        })
        .collect()
}
