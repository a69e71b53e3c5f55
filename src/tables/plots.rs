//! What charts show: bars by cell and by year, ratings by cell and year, meetings after a document.
//!
//! The same data feed the native charts of the workbook and the SVG plots. What is not stated is no bar, not
//! a bar of height 0; how many cells state a measure, and how many are left out for lack of room, stands in
//! each title.

use rustc_hash::FxHashMap;

use super::book::{Book, Ix};
use super::cells::own_rating;
use super::document::papers;
use super::words::label;
use super::year::cell_years;
use super::{Lang, Table, Value};

/// The most cells that one chart shows.
pub const CELLS: usize = 20;
/// The most years that one chart shows: the latest.
pub const YEARS: usize = 5;
/// The most documents that get a plot: those that most cells answered.
pub const PAPERS: usize = 5;

/// A bar chart: categories along one side, one bar a series in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Stable name, also that of its file.
    pub name: &'static str,
    /// Title with its denominator.
    pub title: String,
    /// What the categories are.
    pub of: String,
    /// The categories in their order.
    pub categories: Vec<String>,
    /// Name of each series, and its value in each category, where one is stated.
    pub series: Vec<(String, Vec<Option<f64>>)>,
}

/// A rating in every cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Title with its denominator.
    pub title: String,
    /// Names of the cells.
    pub rows: Vec<String>,
    /// The years.
    pub columns: Vec<String>,
    /// Code and label of the rating by row and column, where one is stated.
    pub ratings: Vec<Vec<Option<(String, String)>>>,
}

/// Meetings after a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Title with its denominator.
    pub title: String,
    /// Number of the document.
    pub number: String,
    /// Day of issue, days since 1970-01-01.
    pub issued: i32,
    /// Name of each cell and the day of its first meeting.
    pub meetings: Vec<(String, i32)>,
}

/// Admissions and publications by cell and by year. `totals` is the table of that name.
#[must_use]
pub fn bars(book: &Book, totals: &Table, lang: Lang) -> Vec<Bars> {
    let measures = [("members.admitted", "admissions"), ("publications.total", "publications")];
    let names = [
        ("admissions", "admissions-by-cell", "admissions-by-year"),
        ("publications", "publications-by-cell", "publications-by-year"),
    ];
    let mut charts = Vec::new();
    for (code, short) in measures {
        let Some((_, by_cell_name, by_year_name)) = names.iter().find(|n| n.0 == short) else { continue };
        charts.extend(by_cell(book, code, by_cell_name, lang));
        charts.extend(by_year(book, totals, code, by_year_name, lang));
    }
    charts
}

fn by_cell(book: &Book, code: &str, name: &'static str, lang: Lang) -> Option<Bars> {
    let figures: Vec<_> = book.figures.iter().filter(|f| book.text(f.measure) == code).collect();
    let years = latest_years(figures.iter().map(|f| f.year));
    let mut by_cell: FxHashMap<Ix, FxHashMap<i32, f64>> = FxHashMap::default();
    for f in figures.iter().filter(|f| years.contains(&f.year)) {
        by_cell.entry(f.cell).or_default().insert(f.year, f.value);
    }
    let stated = by_cell.len();
    let mut cells: Vec<(Ix, FxHashMap<i32, f64>)> = by_cell.into_iter().collect();
    let sum = |values: &FxHashMap<i32, f64>| years.iter().filter_map(|y| values.get(y)).sum::<f64>();
    cells.sort_by(|a, b| sum(&b.1).total_cmp(&sum(&a.1)).then(a.0.cmp(&b.0)));
    cells.truncate(CELLS);
    let (first, last) = (years.first()?, years.last()?);
    let span = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let of = book.cells();
    let mut title = format!("{}, {span}", book.scale.label(code, lang));
    title.push_str(&match lang {
        Lang::Vi => format!(" ({stated} trong {of} tổ chức có nêu"),
        Lang::En => format!(" (stated by {stated} of {of} cells"),
    });
    if stated > cells.len() {
        let shown = cells.len();
        title.push_str(&match lang {
            Lang::Vi => format!(", vẽ {shown} tổ chức lớn nhất"),
            Lang::En => format!(", the {shown} largest shown"),
        });
    }
    title.push(')');
    let cell_name = |ix: Ix| book.cells.get(ix as usize).map_or("", |c| book.text(c.name)).to_owned();
    Some(Bars {
        name,
        title,
        of: lang.pick("Tổ chức đảng", "Cell").to_owned(),
        categories: cells.iter().map(|(ix, _)| cell_name(*ix)).collect(),
        series: years
            .iter()
            .map(|year| (year.to_string(), cells.iter().map(|(_, v)| v.get(year).copied()).collect()))
            .collect(),
    })
}

fn by_year(book: &Book, totals: &Table, code: &str, name: &'static str, lang: Lang) -> Option<Bars> {
    let mut rows: Vec<(i64, f64, String)> = Vec::new();
    for row in 0..totals.len() {
        if totals.at(row, "group") != Value::Text("year") || totals.at(row, "measure") != Value::Text(code) {
            continue;
        }
        if let (Value::Int(year), Value::Num(total)) = (totals.at(row, "year"), totals.at(row, "total")) {
            let part = |column| totals.at(row, column).plain().unwrap_or_default().into_owned();
            rows.push((year, total, format!("{year} ({}/{})", part("stated"), part("cells"))));
        }
    }
    rows.sort_by_key(|r| r.0);
    let what = book.scale.label(code, lang);
    let note =
        lang.pick("tổng theo năm (số tổ chức có nêu/tất cả)", "total by year (cells that state it/all)");
    (!rows.is_empty()).then(|| Bars {
        name,
        title: format!("{what}: {note}"),
        of: lang.pick("Năm", "Year").to_owned(),
        categories: rows.iter().map(|r| r.2.clone()).collect(),
        series: vec![(what.to_owned(), rows.iter().map(|r| Some(r.1)).collect())],
    })
}

fn latest_years(all: impl Iterator<Item = i32>) -> Vec<i32> {
    let mut years: Vec<i32> = all.collect();
    years.sort_unstable();
    years.dedup();
    years.split_off(years.len().saturating_sub(YEARS))
}

/// The rating of each cell itself, by year; `None` where none is stated.
#[must_use]
pub fn ratings(book: &Book, lang: Lang) -> Option<Grid> {
    let mut rated: FxHashMap<Ix, FxHashMap<i32, String>> = FxHashMap::default();
    for row in cell_years(book) {
        if let Some((rating, _)) = own_rating(book, &row.articles, row.year) {
            rated.entry(row.cell).or_default().insert(row.year, rating.to_owned());
        }
    }
    let years = latest_years(rated.values().flat_map(|r| r.keys().copied()));
    let stated = rated.len();
    let mut cells: Vec<(Ix, FxHashMap<i32, String>)> = rated.into_iter().collect();
    // Those rated most often, then in the order of cells.
    cells.sort_by_key(|(ix, r)| (std::cmp::Reverse(r.len()), *ix));
    cells.retain(|(_, r)| years.iter().any(|y| r.contains_key(y)));
    cells.truncate(CELLS);
    if cells.is_empty() {
        return None;
    }
    let (of, shown) = (book.cells(), cells.len());
    let title = match lang {
        Lang::Vi => format!("Xếp loại tổ chức đảng ({stated} trong {of} tổ chức có nêu, vẽ {shown})"),
        Lang::En => format!("Ratings of cells (stated by {stated} of {of} cells, {shown} shown)"),
    };
    let of_year = |r: &FxHashMap<i32, String>, y: &i32| {
        r.get(y).map(|code| (code.clone(), label("rating", code, lang).to_owned()))
    };
    Some(Grid {
        title,
        rows: cells
            .iter()
            .map(|(ix, _)| book.cells.get(*ix as usize).map_or("", |c| book.text(c.name)).to_owned())
            .collect(),
        columns: years.iter().map(i32::to_string).collect(),
        ratings: cells.iter().map(|(_, r)| years.iter().map(|y| of_year(r, y)).collect()).collect(),
    })
}

/// The documents that most cells answered, and when each did.
#[must_use]
pub fn timelines(book: &Book, lang: Lang) -> Vec<Timeline> {
    let mut all: Vec<Timeline> = Vec::new();
    for paper in papers(book) {
        let mut seen: Vec<Ix> = Vec::new();
        let mut meetings: Vec<(String, i32)> = Vec::new();
        let mut issued = None;
        for answer in &paper.answers {
            let day = answer.occasion.and_then(|o| book.occasions.get(o as usize)).and_then(|o| o.day);
            let (Some(day), Some(after)) = (day, answer.days) else { continue };
            if !seen.contains(&answer.cell) {
                seen.push(answer.cell);
                issued = issued.or(Some(day - after));
                let name = book.cells.get(answer.cell as usize).map_or("", |c| book.text(c.name));
                meetings.push((name.to_owned(), day));
            }
        }
        let Some(issued) = issued else { continue };
        let (dated, answered) = (meetings.len(), {
            let mut cells: Vec<Ix> = paper.answers.iter().map(|a| a.cell).collect();
            cells.sort_unstable();
            cells.dedup();
            cells.len()
        });
        meetings.truncate(CELLS);
        let number = paper.name(book).to_owned();
        let shown = meetings.len();
        let title = match lang {
            Lang::Vi => format!(
                "Ngày họp sau {number} ({dated} trong {answered} tổ chức thực hiện có nêu ngày, vẽ {shown})"
            ),
            Lang::En => format!(
                "Meetings after {number} ({dated} of {answered} cells that answered state a day, {shown} shown)"
            ),
        };
        all.push(Timeline { title, number, issued, meetings });
    }
    all.sort_by(|a, b| b.meetings.len().cmp(&a.meetings.len()).then(a.number.cmp(&b.number)));
    all.truncate(PAPERS);
    all
}

/// How a day (days since 1970-01-01) is written beside a mark: "21/12/2023" or "2023-12-21".
pub fn day_name(lang: Lang) -> impl Fn(i32) -> String {
    move |days| {
        let Some(day) = super::table::day(days) else { return String::new() };
        match lang {
            Lang::Vi => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
            Lang::En => day.to_string(),
        }
    }
}
