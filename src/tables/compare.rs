//! Cells side by side: measures as rows, cells as columns, with rank, difference and change.
//!
//! A comparison is only as good as what it compares, so it brings along what makes it unfair
//! (the module `fairness`) and which sources contradict each other. "Not stated" is never 0 and never ranked.

use super::book::{Book, Ix};
use super::cells::remark;
use super::code::Code as _;
use super::fairness;
use super::figure::Figure;
use super::words::{self, label};
use super::year::{CellYear, cell_years};
use super::{Column, Kind, Lang, Table, Value, choice};
use crate::error::{Error, Result};

/// The most cells that stand side by side as columns; more are told as rows.
pub const SIDE_BY_SIDE: usize = 100;

/// What is to be compared.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The year; the latest that most cells have figures of, if none is given.
    pub year: Option<i32>,
    /// Another year to compare with.
    pub against: Option<i32>,
    /// Codes of measures; all that some cell states, if none is given.
    pub measures: Vec<String>,
    /// Cells by name, part of a name or id; all of the year, if none is given.
    pub cells: Vec<String>,
}

/// A comparison, ready to be shown.
#[derive(Debug)]
pub struct Comparison {
    /// The year that is compared.
    pub year: i32,
    /// Measures as rows, cells as columns; `None` where there are too many cells for that.
    pub wide: Option<Table>,
    /// Cells as rows, measures as columns.
    pub turned: Table,
    /// A row per cell and measure.
    pub values: Table,
    /// Sources that contradict each other, with both quotes.
    pub conflicts: Table,
    /// What makes the comparison unfair.
    pub fairness: Table,
}

/// The cells and measures that are compared, and their figures.
pub(super) struct Matrix<'a> {
    pub(super) book: &'a Book,
    pub(super) lang: Lang,
    pub(super) year: i32,
    pub(super) against: Option<i32>,
    pub(super) measures: Vec<&'a str>,
    pub(super) rows: Vec<CellYear>,
    /// The same cells in the other year, where it knows them.
    pub(super) before: Vec<Option<CellYear>>,
}

/// Compares cells.
///
/// # Errors
/// A cell, year or measure is asked for that the records do not know, or a part of a name fits several.
pub fn compare(book: &Book, question: &Question, lang: Lang) -> Result<Comparison> {
    let all = cell_years(book);
    let matrix = Matrix::new(book, question, &all, lang)?;
    Ok(Comparison {
        year: matrix.year,
        wide: (matrix.rows.len() <= SIDE_BY_SIDE).then(|| matrix.wide()),
        turned: matrix.turned(),
        values: matrix.values(),
        conflicts: matrix.conflicts(),
        fairness: fairness::table(&matrix),
    })
}

impl<'a> Matrix<'a> {
    fn new(book: &'a Book, question: &Question, all: &[CellYear], lang: Lang) -> Result<Self> {
        let wanted: Vec<Ix> = question.cells.iter().map(|c| choice::cell(book, c)).collect::<Result<_>>()?;
        let year = match question.year {
            Some(year) => year,
            None => choice::year(book, all, &wanted).ok_or_else(|| {
                Error::new("no record states a figure with its year").remedy("name other cells or records")
            })?,
        };
        let of = |cell: Ix, year: i32| all.iter().find(|r| r.cell == cell && r.year == year).cloned();
        let rows: Vec<CellYear> = if wanted.is_empty() {
            all.iter().filter(|r| r.year == year).cloned().collect()
        } else {
            let nothing = |cell| CellYear::empty(cell, year);
            wanted.iter().map(|&cell| of(cell, year).unwrap_or_else(|| nothing(cell))).collect()
        };
        if rows.iter().all(|r| r.articles.is_empty() && r.figures.is_empty()) {
            let mut years: Vec<i32> = all.iter().map(|r| r.year).collect();
            years.sort_unstable();
            years.dedup();
            let years: Vec<String> = years.iter().map(i32::to_string).collect();
            return Err(Error::new(format!("nothing is known of {year}"))
                .remedy(format!("ask for one of {}", years.join(", "))));
        }
        let measures = choice::measures(book, &question.measures, &rows)?;
        let before = rows.iter().map(|r| question.against.and_then(|y| of(r.cell, y))).collect();
        Ok(Self { book, lang, year, against: question.against, measures, rows, before })
    }

    pub(super) fn name(&self, cell: Ix) -> &'a str {
        self.book.cells.get(cell as usize).map_or("", |c| self.book.text(c.name))
    }

    /// The figures of a measure, in the order of the cells.
    pub(super) fn figures(&self, code: &str) -> Vec<Option<&'a Figure>> {
        self.rows.iter().map(|r| r.figure(self.book, code)).collect()
    }

    /// The same of the other year.
    pub(super) fn earlier(&self, code: &str) -> Vec<Option<&'a Figure>> {
        self.before.iter().map(|r| r.as_ref().and_then(|r| r.figure(self.book, code))).collect()
    }

    fn titled(&self, mut table: Table) -> Table {
        let (stated, of) = (self.rows.iter().filter(|r| !r.figures.is_empty()).count(), self.rows.len());
        let what = words::table(&table.name, self.lang).0;
        table.title = match self.lang {
            Lang::Vi => format!("{what}, {} ({stated} trong {of} tổ chức có nêu số liệu)", self.year),
            Lang::En => format!("{what}, {} ({stated} of {of} cells state figures)", self.year),
        };
        table
    }

    /// What people read where a cell does not state a measure.
    fn silence(&self) -> &'static str {
        self.lang.pick("không nêu", "not stated")
    }

    /// Measures as rows.
    fn wide(&self) -> Table {
        let pick = |vi, en| self.lang.pick(vi, en);
        let text = |id: &'static str| Column::of("compare", id, Kind::Text, self.lang);
        let mut columns = vec![text("measure_label")];
        let mut add = |id: String, heading: String, kind| {
            let (about, missing) = (heading.clone(), id.starts_with("cell_").then_some(self.silence()));
            columns.push(Column { id: id.into(), kind, about, heading, for_machines: false, missing });
        };
        for (nth, row) in (1..).zip(&self.rows) {
            add(format!("cell_{nth}"), self.name(row.cell).to_owned(), Kind::Num);
        }
        // Of two, the difference says which is greater.
        let (many, several) = (self.rows.len() > 1, self.rows.len() > 2);
        if many {
            let difference = if self.rows.len() == 2 {
                pick("Chênh lệch (thứ nhất trừ thứ hai)", "Difference (first minus second)")
            } else {
                pick("Chênh lệch (lớn nhất trừ nhỏ nhất)", "Difference (greatest minus least)")
            };
            add("difference".to_owned(), difference.to_owned(), Kind::Num);
        }
        if several {
            for (nth, row) in (1..).zip(&self.rows) {
                let heading = format!("{}: {}", pick("Thứ hạng", "Rank"), self.name(row.cell));
                add(format!("rank_{nth}"), heading, Kind::Int);
            }
        }
        if let Some(against) = self.against {
            for (nth, row) in (1..).zip(&self.rows) {
                let heading = format!("{} {against}: {}", pick("So với", "Against"), self.name(row.cell));
                add(format!("change_{nth}"), heading, Kind::Num);
            }
        }
        columns.push(text("measure"));
        let mut table = self.titled(Table::with_columns("compare", columns, self.lang));
        for &code in &self.measures {
            let figures = self.figures(code);
            let values: Vec<Option<f64>> = figures.iter().map(|f| f.map(|f| f.value)).collect();
            let mut row = vec![Value::Text(self.book.scale.label(code, self.lang))];
            row.extend(values.iter().map(|v| Value::from(*v)));
            if many {
                row.push(difference(&values).into());
            }
            if several {
                row.extend(ranks(&values).into_iter().map(Value::from));
            }
            if self.against.is_some() {
                let earlier = self.earlier(code);
                let change = |(now, then): (&Option<f64>, &Option<&Figure>)| Some((*now)? - (*then)?.value);
                row.extend(values.iter().zip(&earlier).map(|pair| Value::from(change(pair))));
            }
            row.push(code.into());
            table.push(&row);
            for (nth, figure) in (1..).zip(&figures) {
                if let Some(figure) = figure {
                    table.note(&format!("cell_{nth}"), remark(self.book, self.lang, figure));
                }
            }
        }
        table
    }

    /// Cells as rows.
    fn turned(&self) -> Table {
        let of = |id: &'static str, kind| Column::of("compare_cells", id, kind, self.lang);
        let mut columns =
            vec![of("cell", Kind::Text), of("kind_label", Kind::Text), of("articles", Kind::Int)];
        for code in &self.measures {
            let heading = self.book.scale.label(code, self.lang).to_owned();
            let id = code.replace('.', "_").into();
            let (about, missing) = (heading.clone(), Some(self.silence()));
            columns.push(Column { id, kind: Kind::Num, about, heading, for_machines: false, missing });
        }
        columns.push(of("cell_id", Kind::Text));
        let mut table = self.titled(Table::with_columns("compare_cells", columns, self.lang));
        for row in &self.rows {
            let Some(cell) = self.book.cells.get(row.cell as usize) else { continue };
            let figures: Vec<_> = self.measures.iter().map(|m| row.figure(self.book, m)).collect();
            let kind = label("cell_kind", cell.kind.code(), self.lang);
            let mut values = vec![Value::Text(self.name(row.cell)), kind.into(), row.articles.len().into()];
            values.extend(figures.iter().map(|f| Value::from(f.map(|f| f.value))));
            values.push(self.book.text(cell.id).into());
            table.push(&values);
            for (code, figure) in self.measures.iter().zip(figures) {
                if let Some(figure) = figure {
                    table.note(&code.replace('.', "_"), remark(self.book, self.lang, figure));
                }
            }
        }
        table
    }

    /// A row per cell and measure.
    fn values(&self) -> Table {
        let mut table = self.titled(Table::new("compare_values", VALUES, self.lang));
        for &code in &self.measures {
            let figures = self.figures(code);
            let values: Vec<Option<f64>> = figures.iter().map(|f| f.map(|f| f.value)).collect();
            let first = values.first().copied().flatten();
            let ranks = ranks(&values);
            let earlier = self.earlier(code);
            for (at, row) in self.rows.iter().enumerate() {
                let figure = figures.get(at).copied().flatten();
                let then = earlier.get(at).copied().flatten().map(|f| f.value);
                let now = figure.map(|f| f.value);
                let change = now.zip(then).map(|(now, then)| now - then);
                let percent = change.zip(then.filter(|t| *t != 0.0)).map(|(c, then)| c / then * 100.0);
                let count = figure.and_then(|f| self.book.counts.get(*f.counts.first()? as usize));
                let article = count.and_then(|c| self.book.articles.get(c.article as usize));
                let cell = self.book.cells.get(row.cell as usize);
                table.push(&[
                    self.name(row.cell).into(),
                    self.year.into(),
                    self.book.scale.label(code, self.lang).into(),
                    now.into(),
                    figure.and_then(|f| self.book.opt(f.unit)).into(),
                    figure.and_then(|f| f.approx).map(|a| label("approx", a.code(), self.lang)).into(),
                    ranks.get(at).copied().flatten().into(),
                    now.zip(first).map(|(now, first)| now - first).into(),
                    self.against.into(),
                    then.into(),
                    change.into(),
                    percent.into(),
                    figure.map(|f| label("basis", f.basis.code(), self.lang)).into(),
                    row.articles.len().into(),
                    count.and_then(|c| c.source).map(|s| self.book.text(s.text)).into(),
                    article.map(|a| self.book.text(a.path)).into(),
                    cell.map(|c| self.book.text(c.id)).into(),
                    code.into(),
                    figure.map(|f| f.basis.code()).into(),
                ]);
            }
        }
        table
    }

    /// Both sides of every contradiction.
    fn conflicts(&self) -> Table {
        let mut table = self.titled(Table::new("compare_conflicts", CONFLICTS, self.lang));
        let book = self.book;
        let side = |count: Ix| {
            let count = book.counts.get(count as usize)?;
            let path = book.articles.get(count.article as usize).map(|a| book.text(a.path));
            Some((count.value, count.source.map(|s| book.text(s.text)), path))
        };
        for &code in &self.measures {
            for (row, figure) in self.rows.iter().zip(self.figures(code)) {
                let Some(figure) = figure else { continue };
                let Some(first) = figure.counts.first().and_then(|&c| side(c)) else { continue };
                for second in figure.conflicts.iter().filter_map(|&c| side(c)) {
                    table.push(&[
                        self.name(row.cell).into(),
                        self.year.into(),
                        self.book.scale.label(code, self.lang).into(),
                        first.0.into(),
                        first.1.into(),
                        first.2.into(),
                        second.0.into(),
                        second.1.into(),
                        second.2.into(),
                        code.into(),
                    ]);
                }
            }
        }
        table
    }
}

const VALUES: &[(&str, Kind)] = &[
    ("cell", Kind::Text),
    ("year", Kind::Int),
    ("measure_label", Kind::Text),
    ("value", Kind::Num),
    ("unit", Kind::Text),
    ("approx_label", Kind::Text),
    ("rank", Kind::Int),
    ("difference", Kind::Num),
    ("against_year", Kind::Int),
    ("against", Kind::Num),
    ("change", Kind::Num),
    ("change_percent", Kind::Num),
    ("basis_label", Kind::Text),
    ("articles", Kind::Int),
    ("quote", Kind::Text),
    ("path", Kind::Text),
    ("cell_id", Kind::Text),
    ("measure", Kind::Text),
    ("basis", Kind::Text),
];

const CONFLICTS: &[(&str, Kind)] = &[
    ("cell", Kind::Text),
    ("year", Kind::Int),
    ("measure_label", Kind::Text),
    ("first_value", Kind::Num),
    ("first_quote", Kind::Text),
    ("first_path", Kind::Text),
    ("second_value", Kind::Num),
    ("second_quote", Kind::Text),
    ("second_path", Kind::Text),
    ("measure", Kind::Text),
];

/// Of two values the first minus the second; of more the greatest minus the least that are stated.
fn difference(values: &[Option<f64>]) -> Option<f64> {
    if let [first, second] = values {
        return first.zip(*second).map(|(a, b)| a - b);
    }
    let stated = || values.iter().flatten().copied();
    (stated().count() > 1).then(|| stated().fold(f64::MIN, f64::max) - stated().fold(f64::MAX, f64::min))
}

/// 1 for the greatest; equal values share a rank; what is not stated has none.
fn ranks(values: &[Option<f64>]) -> Vec<Option<usize>> {
    let greater = |v: f64| values.iter().flatten().filter(|o| **o > v).count();
    values.iter().map(|v| v.map(|v| greater(v) + 1)).collect()
}
