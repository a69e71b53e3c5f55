//! A comparison on a terminal: figures in blocks that fit, then what contradicts, then what is unfair.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::grid::{Column, Grid, hanging};
use super::harmless;
use crate::tables::compare::Comparison;
use crate::tables::{Lang, Table};

/// Cells stand as columns while that takes at most this many blocks; then they are rows.
const BLOCKS: usize = 2;

/// The comparison as text of at most `width` places a line, 40 at least; `turn` makes cells rows in any case.
///
/// A figure is followed by its rank in brackets, where more than two cells are compared, and by its change
/// against the other year.
#[must_use]
pub fn comparison(found: &Comparison, turn: bool, width: u16) -> String {
    let screen = Screen::new(found);
    let width = usize::from(width.max(40));
    let columns = if turn { Vec::new() } else { screen.cells_as_columns().blocks(width) };
    let blocks = match columns.len() {
        1..=BLOCKS => columns,
        _ => screen.cells_as_rows().blocks(width),
    };
    let mut out = screen.title();
    for block in &blocks {
        let _ = write!(out, "\n{block}");
    }
    screen.conflicts(&mut out, width);
    screen.unfair(&mut out, width);
    out
}

/// What is shown, read from the tables of the comparison.
struct Screen<'a> {
    found: &'a Comparison,
    values: &'a Table,
    lang: Lang,
    /// `values` has a row for each measure and cell, measure by measure.
    cells: usize,
    measures: usize,
}

impl<'a> Screen<'a> {
    fn new(found: &'a Comparison) -> Self {
        let values = &found.values;
        let cells = found.turned.len();
        let measures = values.len().checked_div(cells).unwrap_or(0);
        Self { found, values, lang: values.lang, cells, measures }
    }

    fn title(&self) -> String {
        let title = self.found.wide.as_ref().map_or(&self.found.turned.title, |wide| &wide.title);
        let mut legend = vec![self.lang.pick("số", "figure").to_owned()];
        if self.cells > 2 {
            legend.push(self.lang.pick("(hạng)", "(rank)").to_owned());
        }
        if let Some(against) = self.values.at(0, "against_year").plain() {
            legend.push(format!("± {} {against}", self.lang.pick("so với", "against")));
        }
        let legend = if legend.len() > 1 { format!("\n{}", legend.join(" ")) } else { String::new() };
        format!("{}{legend}\n", harmless(title))
    }

    /// Measures as rows.
    fn cells_as_columns(&self) -> Grid {
        let mut columns: Vec<Column> = (0..self.cells)
            .map(|cell| Column {
                heading: self.text(self.values, cell, "cell"),
                cells: aligned((0..self.measures).map(|measure| self.parts(measure, cell)), self.lang),
            })
            .collect();
        let differences: Vec<String> = (0..self.measures).map(|m| self.difference(m)).collect();
        if differences.iter().any(|d| !d.is_empty()) {
            columns.push(Column { heading: self.difference_heading(), cells: differences });
        }
        let labels = (0..self.measures).map(|m| self.text(self.values, m * self.cells, "measure_label"));
        Grid { corner: self.heading("measure_label"), labels: labels.collect(), columns }
    }

    /// Cells as rows.
    fn cells_as_rows(&self) -> Grid {
        let turned = &self.found.turned;
        let mut labels: Vec<String> = (0..self.cells).map(|c| self.text(turned, c, "cell")).collect();
        let articles = (0..self.cells).map(|c| self.text(turned, c, "articles")).collect();
        let heading = self.lang.pick("Số bài", "Articles").to_owned();
        let mut columns = vec![Column { heading, cells: articles }];
        columns.extend((0..self.measures).map(|measure| {
            let heading = self.text(self.values, measure * self.cells, "measure_label");
            let mut cells = aligned((0..self.cells).map(|cell| self.parts(measure, cell)), self.lang);
            cells.push(self.difference(measure));
            Column { heading, cells }
        }));
        if (0..self.measures).any(|m| !self.difference(m).is_empty()) {
            labels.push(self.difference_heading());
        }
        Grid { corner: self.heading("cell"), labels, columns }
    }

    /// Figure, rank and change; `None` where the figure is not stated.
    fn parts(&self, measure: usize, cell: usize) -> Option<[String; 3]> {
        let row = measure * self.cells + cell;
        let figure = self.values.at(row, "value").plain()?.into_owned();
        let rank = self.values.at(row, "rank").plain().filter(|_| self.cells > 2).map(|r| format!("({r})"));
        let change = self.values.at(row, "change").plain().map(|c| match c.strip_prefix('-') {
            Some(less) => format!("−{less}"),
            None if c == "0" => "±0".to_owned(),
            None => format!("+{c}"),
        });
        Some([figure, rank.unwrap_or_default(), change.unwrap_or_default()])
    }

    fn difference(&self, measure: usize) -> String {
        let wide = self.found.wide.as_ref();
        wide.map(|w| self.text(w, measure, "difference")).unwrap_or_default()
    }

    fn difference_heading(&self) -> String {
        let wide = self.found.wide.as_ref();
        let column = wide.and_then(|w| w.columns.iter().find(|c| c.id == "difference"));
        column.map(|c| harmless(&c.heading)).unwrap_or_default()
    }

    fn heading(&self, id: &str) -> String {
        self.values.columns.iter().find(|c| c.id == id).map(|c| harmless(&c.heading)).unwrap_or_default()
    }

    fn text(&self, table: &Table, row: usize, id: &str) -> String {
        harmless(&table.at(row, id).plain().unwrap_or_default())
    }

    /// Both quotes of every contradiction.
    fn conflicts(&self, out: &mut String, width: usize) {
        let table = &self.found.conflicts;
        if table.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", harmless(&table.title));
        for row in 0..table.len() {
            let of = |id| self.text(table, row, id);
            for line in hanging(&format!("{} · {}", of("cell"), of("measure_label")), width - 2, 2) {
                let _ = writeln!(out, "  {line}");
            }
            for [value, quote, path] in [
                ["first_value", "first_quote", "first_path"],
                ["second_value", "second_quote", "second_path"],
            ] {
                for line in hanging(&format!("{} “{}” — {}", of(value), of(quote), of(path)), width - 4, 2)
                {
                    let _ = writeln!(out, "    {line}");
                }
            }
        }
    }

    /// A line for each reason that makes the comparison unfair.
    fn unfair(&self, out: &mut String, width: usize) {
        let table = &self.found.fairness;
        if !table.is_empty() {
            out.push('\n');
        }
        for row in 0..table.len() {
            let of = |id| self.text(table, row, id);
            let cells = Some(of("cell")).filter(|c| !c.is_empty()).map(|c| format!(" — {c}"));
            let unfair = self.lang.pick("không công bằng", "unfair");
            let line = format!("⚠ {unfair}: {}{}", of("reason"), cells.unwrap_or_default());
            for line in hanging(&line, width, 2) {
                let _ = writeln!(out, "{line}");
            }
        }
    }
}

/// The parts of each figure below those of the others; what is not stated says so.
fn aligned(all: impl Iterator<Item = Option<[String; 3]>>, lang: Lang) -> Vec<String> {
    let all: Vec<Option<[String; 3]>> = all.collect();
    let width = |part: usize| {
        let parts = all.iter().flatten().filter_map(|p| p.get(part));
        parts.map(|p| p.width()).max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    let text = |parts: &[String; 3]| {
        let padded = parts.iter().zip(widths).filter(|(_, w)| *w > 0);
        let padded = padded.map(|(p, w)| format!("{}{p}", " ".repeat(w - p.width())));
        padded.collect::<Vec<_>>().join(" ")
    };
    let silence = lang.pick("không nêu", "not stated");
    all.iter().map(|p| p.as_ref().map_or_else(|| silence.to_owned(), text)).collect()
}
