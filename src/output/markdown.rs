//! Tables as Markdown that pastes: the title, the columns for people, one line a row.
//!
//! Signs that mean something to Markdown or HTML are escaped, line breaks become `<br>`; so is a sign in front
//! that a spreadsheet, into which the text is pasted, would take for a formula. Columns for machines (codes,
//! ids, places) and columns without any value are left out.

use std::io::Write;

use crate::error::{Error, Result};
use crate::tables::{Column, Kind, Table, Value};

/// Writes a table.
///
/// # Errors
/// The writer fails.
pub fn write(table: &Table, mut out: impl Write) -> Result<()> {
    lines(table, &mut out).map_err(|e| Error::new("the Markdown cannot be written").because(e))
}

fn lines(table: &Table, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "**{}**\n", escaped(&table.title))?;
    let shown: Vec<(usize, &Column)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(at, c)| {
            let stated = || (0..table.len()).any(|row| table.value(row, *at) != Value::Missing);
            !c.for_machines && (c.missing.is_some() || stated())
        })
        .collect();
    if shown.is_empty() {
        return writeln!(out, "—");
    }
    for (_, column) in &shown {
        write!(out, "| {} ", escaped(&column.heading))?;
    }
    writeln!(out, "|")?;
    for (_, column) in &shown {
        let rule = if matches!(column.kind, Kind::Int | Kind::Num) { "---:" } else { "---" };
        write!(out, "| {rule} ")?;
    }
    writeln!(out, "|")?;
    for row in 0..table.len() {
        for (at, column) in &shown {
            match table.value(row, *at) {
                Value::Text(s) => write!(out, "| {} ", escaped(s))?,
                Value::Flag(true) => write!(out, "| {} ", table.lang.pick("có", "yes"))?,
                Value::Flag(false) => write!(out, "| {} ", table.lang.pick("không", "no"))?,
                Value::Missing => write!(out, "| {} ", column.missing.unwrap_or_default())?,
                value => write!(out, "| {} ", value.plain().unwrap_or_default())?,
            }
        }
        writeln!(out, "|")?;
    }
    Ok(())
}

/// Text that stands for itself in a Markdown cell.
///
/// ```
/// use trichluc::output::markdown::escaped;
/// assert_eq!(escaped("a|b\n<script>"), "a\\|b<br>&lt;script&gt;");
/// assert_eq!(escaped("KH&CN"), "KH&CN");
/// assert_eq!(escaped("=1+1"), "\\=1+1");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The same signs as in a CSV; Markdown reads an escaped sign as the sign.
    if text.starts_with(['=', '+', '-', '@']) {
        out.push('\\');
    }
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' | '|' | '`' | '*' | '[' | ']' | '~' => out.extend(['\\', c]),
            // Inside a word it is a plain sign: "bai_1.txt".
            '_' if !out.ends_with(char::is_alphanumeric)
                || !rest.as_str().starts_with(char::is_alphanumeric) =>
            {
                out.push_str("\\_");
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if is_entity(rest.as_str()) => out.push_str("&amp;"),
            '\r' if rest.as_str().starts_with('\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("<br>"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Whether what follows an ampersand makes it an entity: "lt;", "#60;".
fn is_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    end.is_some_and(|end| end > 0 && rest.get(end..).is_some_and(|r| r.starts_with(';')))
}
