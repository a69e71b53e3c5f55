//! Workbooks of articles, a row each, cell by cell.
//!
//! A workbook states anywhere how far it goes: two cells in opposite corners of a sheet are a table of 17
//! thousand million cells to a reader that makes room for all. Here only cells that are there take any.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::Duration;

use calamine::{Data, DataRef, Reader as _, SheetType, Xlsx};

use super::article::Format;
use super::guard::{Budget, Expanding};
use super::options::{Limits, Options};
use super::parcel::{Found, Load, Sink, read_failure};
use super::patience::{Watch, within};
use super::table::{Batch, articles};
use crate::error::{Error, Result};

/// Columns of a sheet that are looked at.
const COLUMNS: usize = 1_000;

/// A workbook in memory.
type Book = Xlsx<Cursor<Vec<u8>>>;

/// Hands over the articles of the sheets of a workbook.
pub(crate) fn xlsx(path: &str, bytes: Vec<u8>, options: &Options, sink: Sink<'_, Found>) -> ControlFlow<()> {
    let (file, limits) = (path.to_owned(), options.limits);
    let (mut book, sheets) = match within(limits.time, move || open(&file, bytes, limits)) {
        Ok(opened) => opened,
        Err(e) => return sink(Found::Failed(e.at(path))),
    };
    let mut watch = Watch::new(limits.time);
    // One long text may stand in many cells at the cost of one.
    let budget = Budget::of(options.limits.file.saturating_mul(4));
    let mut found = false;
    for name in &sheets {
        let path = if sheets.len() == 1 { path.to_owned() } else { format!("{path}!{name}") };
        let mut batch = Batch::new(&path, Format::Xlsx, options);
        // An empty sheet beside the one with the articles is no failure.
        batch.may_be_none = found || sheets.len() > 1;
        let deliver = &mut |load: Load| match load {
            Load::Rows(rows) => articles(rows, options, sink),
            Load::Note(note) => sink(Found::Note(note)),
            Load::Failed(error) => sink(Found::Failed(error)),
            _ => ControlFlow::Continue(()),
        };
        let mut flow = ControlFlow::Continue(());
        let read = rows(&mut book, &path, name, &budget, &mut watch, &mut |number, cells| {
            flow = batch.add(number, cells, deliver);
            if batch.refused { ControlFlow::Break(()) } else { flow }
        });
        flow?;
        if let Err(e) = read {
            deliver(Load::Failed(e))?;
        }
        found |= batch.columns.is_some();
        batch.end(deliver)?;
    }
    ControlFlow::Continue(())
}

/// Opens a workbook; also gives the names of the sheets that hold a cell.
fn open(path: &str, bytes: Vec<u8>, limits: Limits) -> Result<(Book, Vec<String>)> {
    // The library reads a part as far as it goes: how far that is, is found out before.
    let budget = Budget::of(limits.file.saturating_mul(4));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|e| damaged(path, &e))?;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| damaged(path, &e))?;
        let mut part = Expanding { inner: part, budget: budget.clone() };
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|e| read_failure(path, e))?;
    }
    let mut book: Book = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|e: calamine::XlsxError| damaged(path, &e))?;
    let listed = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let listed: Vec<String> = listed.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    // Whoever waits for this thread watches the time.
    let mut watch = Watch::new(Duration::MAX);
    for name in listed {
        let mut used = false;
        rows(&mut book, path, &name, &budget, &mut watch, &mut |_, _| {
            used = true;
            ControlFlow::Break(())
        })?;
        if used {
            sheets.push(name);
        }
    }
    if sheets.is_empty() {
        return Err(Error::new("the workbook holds no cell")
            .at(path)
            .remedy("save it again with its articles"));
    }
    Ok((book, sheets))
}

/// Hands over the rows of a sheet that hold a cell, each with its number from 1, until told to stop.
fn rows(
    book: &mut Book,
    path: &str,
    sheet: &str,
    budget: &Budget,
    watch: &mut Watch,
    sink: &mut dyn FnMut(usize, Vec<String>) -> ControlFlow<()>,
) -> Result<()> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| damaged(path, &e))?;
    let (mut row, mut cells) = (0, Vec::new());
    while let Some(found) = reader.next_cell().map_err(|e| damaged(path, &e))? {
        watch.check().map_err(|e| e.at(path))?;
        let (at, column) = (found.get_position().0, found.get_position().1 as usize);
        let value = shown(found.get_value());
        if value.is_empty() || column >= COLUMNS {
            continue;
        }
        if at != row && !cells.is_empty() {
            let whole = std::mem::take(&mut cells);
            if watch.aside(|| sink(row as usize + 1, whole)).is_break() {
                return Ok(());
            }
        }
        row = at;
        budget.spend(value.len() as u64).map_err(|e| read_failure(path, e))?;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = value;
        }
    }
    if !cells.is_empty() {
        let _ = watch.aside(|| sink(row as usize + 1, cells));
    }
    Ok(())
}

/// A cell as a reader sees it, a day as ISO 8601.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(d) => {
            let (year, month, day, ..) = d.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => Data::from(other.clone()).to_string(),
    }
}

fn damaged(path: &str, e: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the workbook is damaged: {e}")).at(path).remedy("open it and save it again as .xlsx")
}
