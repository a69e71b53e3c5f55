//! What a run wants to know of one article: its record, and what tells whether its text was there before.

use super::sketch::Sketch;
use crate::analyze::{analyze_text, text_of};
use crate::error::{Error, Result};
use crate::input::{Article, Content, content_id};
use crate::lexicon::Lexicon;
use crate::record::Record;
use crate::text::{Kind, Refusal, Text};

/// What a run wants to know of one article.
#[derive(Debug)]
pub struct Reading {
    /// The record.
    pub record: Record,
    /// [`content_id`] of the decoded text without the blanks around it: equal for equal texts, in whatever
    /// file and encoding they stand.
    pub text: String,
    /// Sketch of the text, to find reposts.
    pub sketch: Sketch,
}

/// Reads one article: [`crate::analyze()`], and what tells its text from others.
///
/// # Errors
/// When the bytes are no text in any known encoding, so that no fact may be read from them.
pub fn read(article: &Article, lexicon: &Lexicon) -> Result<Reading> {
    let text = readable(article)?;
    let record = analyze_text(article, &text, lexicon);
    let words = text.tokens().iter().filter(|t| t.kind != Kind::Sign).map(|t| t.key.0);
    Ok(Reading { record, text: text_id(article, &text), sketch: Sketch::of(words) })
}

/// As [`read()`], for a stream, which keeps nothing to tell a text from others by.
///
/// # Errors
/// As [`read()`].
pub fn read_alone(article: &Article, lexicon: &Lexicon) -> Result<Reading> {
    let record = analyze_text(article, &readable(article)?, lexicon);
    Ok(Reading { record, text: String::new(), sketch: Sketch::default() })
}

/// The text of an article, unless it is none.
fn readable(article: &Article) -> Result<Text<'_>> {
    let text = text_of(article);
    // A text in another language, or badly damaged, is read: its record says so and holds no fact.
    match text.refusal().filter(|r| !matches!(r, Refusal::Damaged(_))) {
        None => Ok(text),
        Some(refusal) => {
            let remedy = "name the encoding with --encoding, or save the article again as UTF-8";
            Err(Error::new(refusal.to_string()).in_vietnamese(refusal.vi()).at(&article.path).remedy(remedy))
        }
    }
}

/// Most often the id of the article says it already.
fn text_id(article: &Article, text: &Text<'_>) -> String {
    let len = match &article.content {
        Content::Bytes(bytes) => bytes.len(),
        Content::Plain(plain) => plain.len(),
    };
    let trimmed = text.source().trim();
    if article.id_is_of_text() && trimmed.len() == len && text.encoding() == "utf-8" {
        article.id.clone()
    } else {
        content_id(trimmed.as_bytes())
    }
}
