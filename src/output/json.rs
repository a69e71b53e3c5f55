//! Tables as JSON: title, columns with their meaning, and rows as objects with stable English keys.

use std::io::Write;

use serde_json::json;

use crate::error::{Error, Result};
use crate::tables::{Kind, Table, Value};

/// Writes a table, one row a line. A missing value is `null`.
///
/// # Errors
/// The writer fails.
pub fn write(table: &Table, mut out: impl Write) -> Result<()> {
    lines(table, &mut out).map_err(|e| Error::new("the JSON cannot be written").because(e))
}

fn lines(table: &Table, out: &mut impl Write) -> std::io::Result<()> {
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|c| json!({"id": c.id, "type": type_name(c.kind), "heading": c.heading, "about": c.about}))
        .collect();
    let keys: Vec<String> = table.columns.iter().map(|c| json!(c.id).to_string()).collect();
    writeln!(
        out,
        "{{\"table\":{},\"title\":{},\"columns\":{},\"rows\":[",
        json!(table.name),
        json!(table.title),
        json!(columns)
    )?;
    for row in 0..table.len() {
        out.write_all(if row == 0 { b"{" } else { b",\n{" })?;
        for (at, (key, value)) in keys.iter().zip(table.row(row)).enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            out.write_all(key.as_bytes())?;
            out.write_all(b":")?;
            match value {
                Value::Missing => out.write_all(b"null")?,
                Value::Text(s) => serde_json::to_writer(&mut *out, s)?,
                Value::Day(_) => write!(out, "\"{}\"", value.plain().unwrap_or_default())?,
                Value::Int(_) | Value::Num(_) | Value::Flag(_) => {
                    out.write_all(value.plain().unwrap_or_default().as_bytes())?;
                }
            }
        }
        out.write_all(b"}")?;
    }
    out.write_all(b"\n]}\n")
}

/// Name of a type, as the columns state it.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Int => "integer",
        Kind::Num => "number",
        Kind::Day => "date",
        Kind::Flag => "boolean",
    }
}
