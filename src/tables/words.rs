//! The words of tables: titles, headings, explanations and labels in Vietnamese and English.
//!
//! They are data (`lexicon/tables/*.tsv`), embedded in the program. A code without a label is shown as it
//! is, so a measure that a user added by a file still has a heading.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use crate::lang::Lang;

static TABLES: &str = include_str!("../../lexicon/tables/tables.tsv");
static COLUMNS: &str = include_str!("../../lexicon/tables/columns.tsv");
static LABELS: &str = include_str!("../../lexicon/tables/labels.tsv");

/// The lines of a list, each cut at its tabs: `#` opens a remark, and a heading line is none.
fn lines(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// Vietnamese and English.
type Pair = (&'static str, &'static str);

/// A heading and its explanation.
type Entry = (Pair, Pair);

fn cell<'a>(line: &[&'a str], at: usize) -> &'a str {
    line.get(at).copied().unwrap_or("")
}

static TABLE_WORDS: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    lines(TABLES).map(|l| (cell(&l, 0), ((cell(&l, 1), cell(&l, 2)), (cell(&l, 3), cell(&l, 4))))).collect()
});

static COLUMN_WORDS: LazyLock<FxHashMap<Pair, Entry>> = LazyLock::new(|| {
    let entry = |l: Vec<&'static str>| {
        ((cell(&l, 0), cell(&l, 1)), ((cell(&l, 2), cell(&l, 3)), (cell(&l, 4), cell(&l, 5))))
    };
    lines(COLUMNS).map(entry).collect()
});

static FOR_MACHINES: LazyLock<FxHashSet<Pair>> = LazyLock::new(|| {
    lines(COLUMNS).filter(|l| cell(l, 6) == "x").map(|l| (cell(&l, 0), cell(&l, 1))).collect()
});

static LABEL_WORDS: LazyLock<FxHashMap<Pair, Pair>> = LazyLock::new(|| {
    lines(LABELS).map(|l| ((cell(&l, 0), cell(&l, 1)), (cell(&l, 2), cell(&l, 3)))).collect()
});

/// Title and explanation of a table; its name where the list has none.
#[must_use]
pub fn table(name: &str, lang: Lang) -> (String, String) {
    match TABLE_WORDS.get(name) {
        Some(((vi, en), (about_vi, about_en))) => {
            (lang.pick(vi, en).to_owned(), lang.pick(about_vi, about_en).to_owned())
        }
        None => (name.to_owned(), String::new()),
    }
}

/// Heading and explanation of a column of a table; the column's name where the list has none.
#[must_use]
pub fn column(table: &str, id: &str, lang: Lang) -> (String, String) {
    let words: &FxHashMap<(&str, &str), Entry> = &COLUMN_WORDS;
    match words.get(&(table, id)).or_else(|| words.get(&("*", id))) {
        Some(((vi, en), (about_vi, about_en))) => {
            (lang.pick(vi, en).to_owned(), lang.pick(about_vi, about_en).to_owned())
        }
        None => (id.to_owned(), String::new()),
    }
}

/// Whether a column is for machines: codes, ids and places, which people need last.
pub(super) fn is_for_machines(table: &str, id: &str) -> bool {
    let words: &FxHashMap<(&str, &str), Entry> = &COLUMN_WORDS;
    let own = if words.contains_key(&(table, id)) { table } else { "*" };
    let machines: &FxHashSet<(&str, &str)> = &FOR_MACHINES;
    machines.contains(&(own, id))
}

/// The label of a code of a set (`cell_kind`, `meeting_kind`, `rating`, …); the code itself where the list
/// has none.
#[must_use]
pub fn label<'a>(set: &str, code: &'a str, lang: Lang) -> &'a str {
    let words: &FxHashMap<(&str, &str), Pair> = &LABEL_WORDS;
    words.get(&(set, code)).map_or(code, |(vi, en)| lang.pick(vi, en))
}
