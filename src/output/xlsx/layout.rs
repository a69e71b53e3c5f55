//! How a sheet is laid out: widths, heights, paper, and what a cell can hold.

use std::borrow::Cow;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::tables::{Column, Table};

/// Characters in one cell, the format's limit.
const CELL_CHARS: usize = 32_767;

/// Wide tables go on larger paper, and the widest on two pages side by side; headings stand on every page.
pub(super) fn print_setup(sheet: &mut Worksheet, table: &Table, widths: &[f64]) -> Result<(), XlsxError> {
    /// The format's numbers of paper sizes.
    const A3: u8 = 8;
    const A4: u8 = 9;
    let shown = table.columns.iter().zip(widths).filter(|(c, _)| !c.for_machines);
    let width: f64 = shown.map(|(_, w)| w).sum();
    let (paper, pages) = if width < 160.0 {
        (A4, 1)
    } else if width < 300.0 {
        (A3, 1)
    } else {
        (A3, 2)
    };
    sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(pages, 0).set_repeat_rows(1, 1)?;
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
}

/// Height of the headings in points: as many lines as the longest needs.
pub(super) fn heading_height(table: &Table, widths: &[f64]) -> f64 {
    let lines = table.columns.iter().zip(widths).map(|(c, width)| lines_of(&c.heading, width - 1.0));
    line_heights(lines.max().unwrap_or(1))
}

/// How many lines a text takes in a column of this width.
pub(super) fn lines_of(text: &str, width: f64) -> u32 {
    let mut lines = 1;
    for paragraph in text.split('\n') {
        let mut used = 0.0;
        for word in paragraph.split(' ') {
            let length = word.chars().count() as f64 + 1.0;
            if used > 0.0 && used + length > width {
                lines += 1;
                used = 0.0;
            }
            used += length;
        }
        lines += 1;
    }
    lines - 1
}

/// Height of so many lines in points, within what the format allows.
pub(super) fn line_heights(lines: u32) -> f64 {
    (f64::from(lines) * 15.0 + 1.0).min(400.0)
}

/// Whether a text is to be broken into lines: longer than its column, but not so long that it would fill the
/// screen.
pub(super) fn is_long(text: &str, width: Option<&f64>) -> bool {
    let longer = |n: usize| width.is_some_and(|w| n as f64 > *w);
    // Most texts are short, and bytes are never fewer than letters.
    if !longer(text.len()) {
        return false;
    }
    let letters = text.chars().count();
    letters <= 400 && longer(letters)
}

/// A text as a cell can hold it: no signs that XML forbids, and not longer than the limit.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    let legal =
        |c: &char| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    // Bytes are never fewer than the units that the format counts.
    if text.len() <= CELL_CHARS && text.chars().all(|c| legal(&c)) {
        return Cow::Borrowed(text);
    }
    let clean: String = text.replace("\r\n", "\n").chars().filter(legal).collect();
    // Counted as the format counts: in units of UTF-16.
    if clean.encode_utf16().count() <= CELL_CHARS {
        return Cow::Owned(clean);
    }
    let mut units = 0;
    let short = clean.chars().take_while(|c| {
        units += c.len_utf16();
        units < CELL_CHARS
    });
    Cow::Owned(short.chain(['…']).collect())
}

/// Widths from the headings and the first rows, within what a screen bears.
pub(super) fn widths(table: &Table) -> Vec<f64> {
    let longest = |at: usize, column: &Column| {
        let head = column.heading.split(' ').map(|w| w.chars().count()).max().unwrap_or(0) + 2;
        let rows = (0..table.len().min(200)).filter_map(|row| {
            let value = table.value(row, at);
            value.plain().map(|text| text.lines().map(|l| l.chars().count()).max().unwrap_or(0))
        });
        let most = rows.max().unwrap_or(0);
        let cap = if column.for_machines { 16 } else { 48 };
        (head.max(most + 2)).clamp(8, cap) as f64
    };
    table.columns.iter().enumerate().map(|(at, c)| longest(at, c)).collect()
}
