//! Tables as one workbook: a sheet a table, one that explains all columns, one with charts.
//!
//! Every text is written as text, so that no name can run as a formula. Rows go to the disk as they come.
//! What a sheet cannot hold is told, never dropped in silence: a table beyond a million rows goes on in a
//! further sheet, and remarks stop at a limit that the explanation names.

mod layout;

use std::fmt;
use std::io::{Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    Worksheet, XlsxError,
};

use self::layout::{heading_height, is_long, line_heights, lines_of, print_setup, widths, written};
use crate::error::{Error, Result};
use crate::tables::{self, Column, Kind, Lang, Table, Value, plots};

/// Rows of a table in one sheet: the format's limit without title and headings.
const SHEET_ROWS: usize = 1_048_576 - 2;
/// Remarks in one sheet: each is a drawing, and thousands of them make a workbook slow to open.
const REMARKS: usize = 10_000;
/// Rows of a table up to which long texts are broken into lines: longer tables are filtered, not read.
const BROKEN_LINES: usize = 20_000;
/// The quickest compression: the next levels take twice as long for a tenth less.
const COMPRESSION: u8 = 1;
/// Columns in one sheet, the format's limit.
const SHEET_COLUMNS: usize = 16_384;

/// A workbook that is being written. [`Book::finish`] makes it whole.
pub struct Book {
    workbook: Workbook,
    lang: Lang,
    formats: Formats,
    explained: Vec<Explained>,
    names: Vec<String>,
}

impl fmt::Debug for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Book").field("sheets", &self.names).finish_non_exhaustive()
    }
}

struct Formats {
    title: Format,
    header: Format,
    text: Format,
    whole: Format,
    fraction: Format,
    year: Format,
    day: Format,
    missing: Format,
    wrap: Format,
}

/// What the explanation says of a table.
#[derive(Debug)]
struct Explained {
    name: String,
    title: String,
    about: String,
    columns: Vec<Column>,
    rows: usize,
    remarks: usize,
}

impl Book {
    /// Begins a workbook; rows wait in `scratch` until it is finished.
    ///
    /// # Errors
    /// `scratch` cannot be written to.
    pub fn create(lang: Lang, scratch: &Path) -> Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(scratch).map_err(failed)?;
        workbook.set_zip_compression_level(COMPRESSION);
        // A fixed day: the same records give the same bytes.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        // Rows of broken lines read from the top.
        let top = || Format::new().set_align(FormatAlign::Top);
        let header = top()
            .set_bold()
            .set_text_wrap()
            .set_background_color(0xF2_DC_DB)
            .set_border_bottom(FormatBorder::Thin);
        let formats = Formats {
            title: Format::new().set_bold().set_font_size(13),
            header,
            text: top(),
            whole: top().set_num_format("#,##0"),
            fraction: top().set_num_format("#,##0.00"),
            year: top().set_num_format("0").set_align(FormatAlign::Center),
            day: top().set_num_format(lang.pick("dd/mm/yyyy", "yyyy-mm-dd")).set_align(FormatAlign::Center),
            missing: top().set_font_color(0x80_80_80).set_italic(),
            wrap: top().set_text_wrap(),
        };
        Ok(Self { workbook, lang, formats, explained: Vec::new(), names: Vec::new() })
    }

    /// Writes a table as a sheet, or as several where it has too many rows.
    ///
    /// # Errors
    /// The disk is full, or the table has more columns than a sheet.
    pub fn add(&mut self, table: &Table) -> Result<()> {
        if table.columns.len() > SHEET_COLUMNS {
            return Err(Error::new(format!("{} columns are too many for a sheet", table.columns.len()))
                .remedy("choose fewer cells or another format"));
        }
        let title = tables::table(&table.name, self.lang);
        let mut first = None;
        let mut start = 0;
        loop {
            let end = table.len().min(start + SHEET_ROWS);
            let name = self.sheet_name(&title.0);
            first.get_or_insert_with(|| name.clone());
            self.sheet(table, &name, start, end).map_err(failed)?;
            start = end;
            if start >= table.len() {
                break;
            }
        }
        self.explained.push(Explained {
            name: first.unwrap_or_default(),
            title: table.title.clone(),
            about: title.1,
            columns: table.columns.clone(),
            rows: table.len(),
            remarks: table.notes.len(),
        });
        Ok(())
    }

    /// Writes the charts and the explanation, and the workbook to `out`.
    ///
    /// # Errors
    /// The disk is full.
    pub fn finish(mut self, charts: &[plots::Bars], out: impl Write + Seek + Send) -> Result<()> {
        self.charts(charts).map_err(failed)?;
        self.explanation().map_err(failed)?;
        self.workbook.save_to_writer(out).map_err(failed)
    }

    /// A name that no sheet has yet: at most 31 characters, none of the forbidden signs.
    fn sheet_name(&mut self, wanted: &str) -> String {
        let clean: String = wanted.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
        let mut name: String = clean.chars().take(31).collect();
        let mut nth = 2;
        while self.names.iter().any(|n| n.to_lowercase() == name.to_lowercase()) {
            let tail = format!(" ({nth})");
            name = clean.chars().take(31 - tail.chars().count()).chain(tail.chars()).collect();
            nth += 1;
        }
        self.names.push(name.clone());
        name
    }

    fn sheet(&mut self, table: &Table, name: &str, start: usize, end: usize) -> Result<(), XlsxError> {
        let formats = &self.formats;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?.set_name(name)?;
        let widths = widths(table);
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.set_column_width(at, widths.get(usize::from(at)).copied().unwrap_or(10.0))?;
            // A format looked up for each value would cost more than writing it.
            sheet.set_column_format(at, formats.of(column))?;
            if column.for_machines {
                sheet.group_columns_collapsed(at, at)?;
            }
        }
        print_setup(sheet, table, &widths)?;
        sheet.set_row_height(1, heading_height(table, &widths))?;
        sheet.write_string_with_format(0, 0, written(&table.title), &formats.title)?;
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(1, at, written(&column.heading), &formats.header)?;
        }
        // The first column stays too: it names the row.
        sheet.set_freeze_panes(2, 1)?;
        let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let last_row = u32::try_from(end - start + 1).unwrap_or(u32::MAX);
        sheet.autofilter(1, 0, last_row.max(2), last_column)?;
        let broken = table.len() <= BROKEN_LINES;
        for (at, row) in (2_u32..).zip(start..end) {
            // Not every program finds the height of a row of broken lines by itself.
            let lines = |(value, width): (Value<'_>, &f64)| match value {
                Value::Text(s) if broken && is_long(s, Some(width)) => lines_of(s, *width),
                _ => 1,
            };
            let lines = table.row(row).zip(&widths).map(lines).max().unwrap_or(1);
            if lines > 1 {
                sheet.set_row_height(at, line_heights(lines))?;
            }
            for ((place, column), value) in (0_u16..).zip(&table.columns).zip(table.row(row)) {
                match (value, column.missing) {
                    (Value::Missing, Some(said)) => {
                        sheet.write_string_with_format(at, place, said, &formats.missing)?;
                    }
                    (Value::Text(s), _) if broken && is_long(s, widths.get(usize::from(place))) => {
                        sheet.write_string_with_format(at, place, written(s), &formats.wrap)?;
                    }
                    _ => cell(sheet, formats, at, place, value)?,
                }
            }
        }
        for note in table.notes.iter().take(REMARKS).filter(|n| (start..end).contains(&n.row)) {
            let row = u32::try_from(note.row - start + 2).unwrap_or(u32::MAX);
            let column = u16::try_from(note.column).unwrap_or(u16::MAX);
            // Excel holds no longer remark than a cell.
            let note = Note::new(written(&note.text)).add_author_prefix(false).set_width(360).set_height(120);
            sheet.insert_note(row, column, &note)?;
        }
        Ok(())
    }

    /// Native charts, each beside the rows that it draws.
    fn charts(&mut self, charts: &[plots::Bars]) -> Result<(), XlsxError> {
        if charts.is_empty() {
            return Ok(());
        }
        let name = self.sheet_name(self.lang.pick("Biểu đồ", "Charts"));
        let formats = &self.formats;
        let sheet = self.workbook.add_worksheet().set_name(&name)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_column_width(0, 60)?;
        let series = charts.iter().map(|b| b.series.len()).max().unwrap_or(1);
        sheet.set_column_range_width(1, u16::try_from(series).unwrap_or(1), 14)?;
        let mut row = 0;
        for bars in charts {
            sheet.write_string_with_format(row, 0, written(&bars.title), &formats.title)?;
            let head = row + 1;
            let lines = bars.series.iter().map(|(name, _)| lines_of(name, 13.0)).max().unwrap_or(1);
            sheet.set_row_height(head, line_heights(lines))?;
            sheet.write_string_with_format(head, 0, &bars.of, &formats.header)?;
            for (at, (series, _)) in (1_u16..).zip(&bars.series) {
                sheet.write_string_with_format(head, at, written(series), &formats.header)?;
            }
            for (place, category) in (head + 1..).zip(&bars.categories) {
                sheet.write_string(place, 0, written(category))?;
            }
            let last = head + u32::try_from(bars.categories.len()).unwrap_or(u32::MAX);
            let horizontal = bars.categories.iter().any(|c| c.chars().count() > 12);
            let kind = if horizontal { ChartType::Bar } else { ChartType::Column };
            let mut chart = Chart::new(kind);
            for (at, (_, values)) in (1_u16..).zip(&bars.series) {
                for (place, value) in (head + 1..).zip(values) {
                    if let Some(value) = value {
                        sheet.write_number_with_format(place, at, *value, number(formats, *value))?;
                    }
                }
                chart
                    .add_series()
                    .set_categories((name.as_str(), head + 1, 0, last, 0))
                    .set_values((name.as_str(), head + 1, at, last, at))
                    .set_name((name.as_str(), head, at));
            }
            chart.title().set_name(&bars.title);
            // A bar that does not begin at 0 shows a difference that is not there.
            if horizontal {
                chart.x_axis().set_min(0);
                // Excel draws the first bar at the bottom otherwise.
                chart.y_axis().set_reverse();
            } else {
                chart.y_axis().set_min(0);
            }
            let height = if horizontal { 120 + 26 * bars.categories.len() } else { 320 };
            chart.set_width(760).set_height(u32::try_from(height).unwrap_or(320));
            let beside = u16::try_from(bars.series.len() + 2).unwrap_or(2);
            sheet.insert_chart(row, beside, &chart)?;
            // Twenty pixels a row, and a free line between charts.
            row = (last + 3).max(row + u32::try_from(height / 20 + 3).unwrap_or(20));
        }
        Ok(())
    }

    fn explanation(&mut self) -> Result<(), XlsxError> {
        let lang = self.lang;
        let name = self.sheet_name(lang.pick("Giải thích", "Explanation"));
        let formats = &self.formats;
        let sheet = self.workbook.add_worksheet().set_name(&name)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        for (column, width) in [(0, 28), (1, 30), (2, 26), (3, 100)] {
            sheet.set_column_width(column, width)?;
        }
        let headings = [
            lang.pick("Trang", "Sheet"),
            lang.pick("Cột", "Column"),
            lang.pick("Tên ổn định", "Stable name"),
            lang.pick("Ý nghĩa", "Meaning"),
        ];
        for (at, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(0, at, heading, &formats.header)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let mut row = 1;
        for table in &self.explained {
            sheet.write_string_with_format(row, 0, &table.name, &formats.title)?;
            let mut about = format!("{} {}", table.title, table.about);
            if table.rows > SHEET_ROWS {
                about.push_str(lang.pick(
                    " Bảng dài hơn một trang tính nên tiếp tục ở các trang sau.",
                    " The table is longer than a sheet and goes on in the next ones.",
                ));
            }
            if table.remarks > REMARKS {
                about.push_str(&match lang {
                    Lang::Vi => format!(
                        " Chỉ {REMARKS} trong {} ghi chú được gắn; mọi trích dẫn có trong bảng mọi con số.",
                        table.remarks
                    ),
                    Lang::En => format!(
                        " Only {REMARKS} of {} remarks are attached; every quote is in the table of all counts.",
                        table.remarks
                    ),
                });
            }
            sheet.set_row_height(row, line_heights(lines_of(&about, 100.0)))?;
            sheet.write_string_with_format(row, 3, written(&about), &formats.wrap)?;
            row += 1;
            for column in &table.columns {
                sheet.write_string(row, 1, written(&column.heading))?;
                sheet.write_string(row, 2, written(&column.id))?;
                sheet.write_string_with_format(row, 3, written(&column.about), &formats.wrap)?;
                row += 1;
            }
        }
        Ok(())
    }
}

/// Writes a value; its column says how it looks.
fn cell(
    sheet: &mut Worksheet,
    formats: &Formats,
    row: u32,
    at: u16,
    value: Value<'_>,
) -> Result<(), XlsxError> {
    match value {
        Value::Missing => {}
        Value::Text(s) => {
            sheet.write_string(row, at, written(s))?;
        }
        Value::Int(n) => {
            sheet.write_number(row, at, n as f64)?;
        }
        Value::Num(n) if n.fract() == 0.0 => {
            sheet.write_number(row, at, n)?;
        }
        Value::Num(n) => {
            sheet.write_number_with_format(row, at, n, &formats.fraction)?;
        }
        Value::Flag(b) => {
            sheet.write_boolean(row, at, b)?;
        }
        Value::Day(days) => {
            // Excel's calendar begins in 1900 and counts a day too many before March of that year.
            let serial = f64::from(days) + 25_569.0;
            if serial >= 61.0 {
                sheet.write_number(row, at, serial)?;
            } else if let Some(text) = value.plain() {
                sheet.write_string(row, at, text)?;
            }
        }
    }
    Ok(())
}

impl Formats {
    /// How the values of a column look. Years have no thousands.
    fn of(&self, column: &Column) -> &Format {
        match column.kind {
            Kind::Int if column.id == "year" || column.id.ends_with("_year") => &self.year,
            Kind::Int | Kind::Num => &self.whole,
            Kind::Day => &self.day,
            Kind::Text | Kind::Flag => &self.text,
        }
    }
}

fn number(formats: &Formats, n: f64) -> &Format {
    if n.fract() == 0.0 { &formats.whole } else { &formats.fraction }
}

fn failed(e: XlsxError) -> Error {
    Error::new("the workbook cannot be written").because(e)
}
