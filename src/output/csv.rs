//! Tables as CSV that Excel opens with its marks intact: UTF-8 with a byte order mark, CRLF.
//!
//! A text that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, a tab or a carriage return in front)
//! gets an apostrophe before it. Numbers are numbers: -3 stays -3. Missing values are empty.

use std::io::Write;

use super::guard::guarded;
use crate::error::{Error, Result};
use crate::tables::{Table, Value};

/// Writes a table with its headings.
///
/// # Errors
/// The writer fails.
pub fn write(table: &Table, separator: u8, mut out: impl Write) -> Result<()> {
    let fail = |e: csv::Error| Error::new("the CSV cannot be written").because(e);
    out.write_all(b"\xef\xbb\xbf").map_err(|e| Error::new("the CSV cannot be written").because(e))?;
    let mut csv =
        csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(table.columns.iter().map(|c| c.heading.as_str())).map_err(fail)?;
    for row in 0..table.len() {
        for value in table.row(row) {
            let text = match value {
                Value::Text(s) => guarded(s),
                _ => value.plain().unwrap_or_default().into_owned().into(),
            };
            csv.write_field(text.as_bytes()).map_err(fail)?;
        }
        csv.write_record(None::<&[u8]>).map_err(fail)?;
    }
    csv.flush().map_err(|e| Error::new("the CSV cannot be written").because(e))
}
