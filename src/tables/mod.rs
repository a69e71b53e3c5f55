//! Statistics tables from records: tidy facts and ready-made summaries, each figure with its way back.
//!
//! Records come in ([`read`]), a [`Book`] joins them, and each table is one function of the book. What a
//! table refuses: to add a part to its whole, to count a meeting twice, to take "not stated" for 0, to take
//! a plan for a result. Which count stands for a year, and why not the others, is said in the table
//! `measures`, row by row.

mod book;
mod cell;
mod code;
mod document;
mod facts;
mod figure;
mod occasion;
pub mod plots;
mod pool;
pub mod read;
mod scale;
mod table;
mod words;
mod year;

mod answers;
mod cells;
mod checks;
mod choice;
pub mod compare;
mod coverage;
mod directives;
mod fairness;
mod figures;
mod measures;
mod meetings;
mod people;
mod proposals;
mod ratings;
mod roles;
mod spellings;
mod totals;

pub use book::{Book, Draft};
pub use pool::{Pool, Sym};
pub use proposals::proposals;
pub use table::{Column, Kind, Note, Table, Value, plain_number};
pub use words::{Lang, column, label, table};

/// A table that can be made: its name, its columns, and how.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// Stable name: `cells`.
    pub name: &'static str,
    /// Names and types of its columns.
    pub columns: &'static [(&'static str, Kind)],
    /// Makes it.
    pub build: fn(&Book, Lang) -> Table,
}

/// Every table, summaries first.
pub static TABLES: &[Spec] = &[
    cells::SPEC,
    totals::SPEC,
    figures::SPEC,
    directives::SPEC,
    answers::SPEC,
    meetings::SPEC,
    people::SPEC,
    roles::SPEC,
    ratings::SPEC,
    measures::SPEC,
    checks::SPEC,
    coverage::SPEC,
];

/// Every spelling of every cell, the table that the command `cells` shows beside the [`proposals`].
#[must_use]
pub fn spellings(book: &Book, lang: Lang) -> Table {
    (spellings::SPEC.build)(book, lang)
}

impl Spec {
    /// An empty table of this kind, its title with the denominator of the book.
    pub(crate) fn open(&self, book: &Book, lang: Lang) -> Table {
        let mut table = Table::new(self.name, self.columns, lang);
        let (articles, cells) = (book.articles(), book.cells());
        table.title = match lang {
            Lang::Vi => format!("{} (từ {articles} bài, {cells} tổ chức)", table.title),
            Lang::En => format!("{} (from {articles} articles, {cells} cells)", table.title),
        };
        table
    }
}
