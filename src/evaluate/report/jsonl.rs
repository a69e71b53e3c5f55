//! Errors as JSON lines: one error a line, with its article.

use std::io::{self, Write};

use serde::Serialize;

use crate::evaluate::errors::Mistake;

use super::result::EvalResult;

#[derive(Serialize)]
struct Line<'a> {
    article: &'a str,
    path: Option<String>,
    #[serde(flatten)]
    mistake: &'a Mistake,
}

/// Writes every error.
///
/// # Errors
/// Those of the writer.
pub fn write_errors(result: &EvalResult, out: &mut impl Write) -> io::Result<()> {
    for a in &result.articles {
        for mistake in &a.mistakes {
            let path = a.text.as_ref().map(|p| p.display().to_string());
            serde_json::to_writer(&mut *out, &Line { article: &a.name, path, mistake })?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
