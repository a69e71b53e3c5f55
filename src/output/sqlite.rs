//! Tables as one SQLite database, for `sqlite3`, DB Browser or Datasette.
//!
//! Every table has its stable name and columns; `about` explains them; `search` is a full-text index over
//! names and quotes. SQLite's own folding makes "hoi nghi" find "Hội nghị", but đ is a letter of its own, so
//! `search` has a column `folded` without any mark, and "dang uy" finds "Đảng ủy".

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use crate::error::{Error, Result};
use crate::reconcile::without_marks;
use crate::tables::{self, Column, Kind, Table, Value};

/// A database that is being written. [`Database::finish`] makes it whole.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
}

/// What of a table can be searched: the column with the id of the row, and the columns of text.
const SEARCHED: [(&str, &str, &[&str]); 8] = [
    ("cells", "cell_id", &["cell", "unit", "superior"]),
    ("directives", "directive_id", &["number", "issuer", "subject", "quote"]),
    ("meetings", "meeting_id", &["place", "quote"]),
    ("people", "person_id", &["person", "roles"]),
    ("ratings", "id", &["rating_label", "quote"]),
    ("measures", "id", &["quote"]),
    ("checks", "article", &["message", "quote"]),
    ("coverage", "article", &["article_title", "path"]),
];

/// Columns that people look rows up by.
const INDEXED: [&str; 5] = ["cell_id", "meeting_id", "directive_id", "person_id", "measure"];

impl Database {
    /// Begins a database at `path`, where none may be.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path) -> Result<Self> {
        let begin = || {
            let connection = Connection::open(path)?;
            // The file is moved to its place when it is whole, so a journal would only cost time.
            connection.execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
                 PRAGMA temp_store = MEMORY; BEGIN;
                 CREATE TABLE about (\"table\" TEXT, title TEXT, \"column\" TEXT, heading TEXT, meaning TEXT);
                 CREATE VIRTUAL TABLE search USING fts5(\"table\" UNINDEXED, id UNINDEXED, text, folded,
                     tokenize = 'unicode61 remove_diacritics 2');",
            )?;
            Ok(Self { connection })
        };
        begin().map_err(failed)
    }

    /// Writes a table.
    ///
    /// # Errors
    /// The disk is full.
    pub fn add(&mut self, table: &Table) -> Result<()> {
        self.rows(table).and_then(|()| self.index(table)).and_then(|()| self.explain(table)).map_err(failed)
    }

    /// Closes the database.
    ///
    /// # Errors
    /// The disk is full.
    pub fn finish(self) -> Result<()> {
        self.connection.execute_batch("COMMIT;").map_err(failed)?;
        self.connection.close().map_err(|(_, e)| failed(e))
    }

    fn rows(&self, table: &Table) -> rusqlite::Result<()> {
        let columns: Vec<String> =
            table.columns.iter().map(|c| format!("{} {}", quoted(&c.id), type_name(c.kind))).collect();
        let name = quoted(&table.name);
        self.connection.execute_batch(&format!("CREATE TABLE {name} ({});", columns.join(", ")))?;
        let marks = vec!["?"; table.columns.len()].join(", ");
        let mut insert = self.connection.prepare(&format!("INSERT INTO {name} VALUES ({marks})"))?;
        for row in 0..table.len() {
            for (at, value) in (1..).zip(table.row(row)) {
                insert.raw_bind_parameter(at, Bound(value))?;
            }
            insert.raw_execute()?;
        }
        for id in INDEXED.iter().filter(|id| table.columns.iter().any(|c| c.id == **id)) {
            let index = quoted(&format!("{}_{id}", table.name));
            self.connection.execute_batch(&format!("CREATE INDEX {index} ON {name} ({});", quoted(id)))?;
        }
        Ok(())
    }

    fn index(&self, table: &Table) -> rusqlite::Result<()> {
        let Some((name, id, columns)) = SEARCHED.iter().find(|(name, ..)| *name == table.name) else {
            return Ok(());
        };
        let mut insert = self.connection.prepare("INSERT INTO search VALUES (?, ?, ?, ?)")?;
        for row in 0..table.len() {
            let mut text = String::new();
            for column in *columns {
                if let Value::Text(s) = table.at(row, column) {
                    if !text.is_empty() {
                        text.push_str(" · ");
                    }
                    text.push_str(s);
                }
            }
            insert.execute((name, Bound(table.at(row, id)), &text, without_marks(&text)))?;
        }
        Ok(())
    }

    fn explain(&self, table: &Table) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare("INSERT INTO about VALUES (?, ?, ?, ?, ?)")?;
        let (_, about) = tables::table(&table.name, table.lang);
        insert.execute((&table.name, &table.title, None::<&str>, None::<&str>, about))?;
        for Column { id, heading, about, .. } in &table.columns {
            insert.execute((&table.name, None::<&str>, id, heading, about))?;
        }
        Ok(())
    }
}

/// A value as SQLite takes it: a day as ISO text, which its date functions read; a whole number as integer.
struct Bound<'a>(Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Missing => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
            Value::Int(n) => n.into(),
            Value::Num(n) => n.into(),
            Value::Flag(b) => b.into(),
            Value::Day(_) => {
                self.0.plain().map_or(ToSqlOutput::Borrowed(ValueRef::Null), |d| d.into_owned().into())
            }
        })
    }
}

/// NUMERIC keeps whole numbers whole: 2, not 2.0.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Day => "TEXT",
        Kind::Int | Kind::Flag => "INTEGER",
        Kind::Num => "NUMERIC",
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn failed(e: rusqlite::Error) -> Error {
    Error::new("the database cannot be written").because(e)
}
