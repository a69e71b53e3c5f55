//! Tables on a terminal: wrapped to its width, the columns for people only.

mod comparison;
mod grid;

use comfy_table::{CellAlignment, ContentArrangement, presets};

use crate::tables::{Column, Kind, Table, Value};

pub use comparison::comparison;

/// The table as text of at most `width` columns.
#[must_use]
pub fn table(table: &Table, width: u16) -> String {
    if table.is_empty() {
        return format!("{}: —", harmless(&table.title));
    }
    let stated = |at: usize| (0..table.len()).any(|row| table.value(row, at) != Value::Missing);
    let all = table.columns.iter().enumerate().filter(|(_, c)| !c.for_machines);
    let shown: Vec<(usize, &Column)> = all.filter(|(at, c)| c.missing.is_some() || stated(*at)).collect();
    let mut text = comfy_table::Table::new();
    text.load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.max(40));
    text.set_header(shown.iter().map(|(_, c)| harmless(&c.heading)));
    for row in 0..table.len() {
        text.add_row(shown.iter().map(|(at, column)| match table.value(row, *at) {
            Value::Missing => column.missing.unwrap_or_default().to_owned(),
            Value::Flag(b) => if b { "✓" } else { "" }.to_owned(),
            value => harmless(&value.plain().unwrap_or_default()),
        }));
    }
    for (place, (_, column)) in shown.iter().enumerate() {
        if matches!(column.kind, Kind::Int | Kind::Num)
            && let Some(place) = text.column_mut(place)
        {
            place.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n{text}", harmless(&table.title))
}

/// Text without signs that would steer the terminal.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}
