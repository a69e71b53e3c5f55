//! CoNLL: a token and its IOB2 tag on each line, a blank line between sentences.
//!
//! Tags hold neither values nor overlaps: of overlapping marks the longest stays, and what falls away is named.
//! The text travels in a comment, as tokens alone do not say where blanks were; without it the text beside the
//! file is taken, and without that the tokens joined by blanks. An `I-` that continues nothing is no mark, as
//! in strict IOB2.

use std::fmt::Write;

use crate::evaluate::note::Note;
use crate::{Error, Result};

use super::document::{Document, Mark};
use super::webanno::tokens;

/// The tokens of a document with their tags, and the marks that had no room.
#[must_use]
pub fn write(doc: &Document) -> (String, Vec<Note>) {
    let mut marks: Vec<(usize, [usize; 2])> = doc.marks.iter().map(Mark::hull).enumerate().collect();
    marks.sort_by_key(|&(i, [start, end])| (std::cmp::Reverse(end - start), start, i));
    let mut kept: Vec<(usize, [usize; 2])> = Vec::new();
    let mut notes = Vec::new();
    for (i, hull) in marks {
        let clash = kept.iter().any(|(_, k)| hull[0] < k[1] && k[0] < hull[1]);
        if clash || hull[0] >= hull[1] {
            let m = doc.marks.get(i);
            let (kind, words) = m.map(|m| (m.kind.as_str(), m.words(&doc.text))).unwrap_or_default();
            notes.push(Note::remark(
                &doc.name,
                "conll.overlap",
                format!("nhãn {kind} “{words}” {hull:?} chồng lên nhãn khác; CoNLL không chứa được"),
                "overlaps another mark; CoNLL has no room for it",
            ));
        } else {
            kept.push((i, hull));
        }
    }
    kept.sort_by_key(|k| k.1);
    let mut out = String::new();
    let text = serde_json::Value::String(doc.text.clone());
    let _ = writeln!(out, "# name = {}\n# text = {text}", doc.name.replace('\n', " "));
    let chars: Vec<char> = doc.text.chars().collect();
    let edges: Vec<usize> = kept.iter().flat_map(|(_, h)| *h).collect();
    for line in tokens(&chars, &edges) {
        for [start, end] in line {
            let at = kept.partition_point(|(_, h)| h[0] <= start).checked_sub(1).and_then(|k| kept.get(k));
            let inside = at.filter(|(_, h)| end <= h[1]);
            let kind = inside.and_then(|(i, _)| doc.marks.get(*i)).map_or("", |m| m.kind.as_str());
            let tag = match inside {
                Some((_, h)) if h[0] == start => format!("B-{kind}"),
                Some(_) => format!("I-{kind}"),
                None => "O".to_owned(),
            };
            let token: String = chars.get(start..end).unwrap_or_default().iter().collect();
            let _ = writeln!(out, "{token}\t{tag}");
        }
        out.push('\n');
    }
    (out, notes)
}

/// Reads the documents of a file: the first column is the token, the last the tag. `beside` is the text of a file
/// without one.
///
/// # Errors
/// A line without a tag, a tag that is not IOB2, tokens that do not stand in the text.
pub fn read(name: &str, file: &str, beside: Option<&str>) -> Result<(Vec<Document>, Vec<Note>)> {
    let (mut docs, mut notes) = (Vec::new(), Vec::new());
    let mut now = Reading::new(name, beside);
    for (i, line) in file.lines().enumerate() {
        let bad = |what: &str| Error::new(what).at(name).line(i + 1);
        let line = line.trim_end_matches('\r');
        if let Some(own) = line.strip_prefix("# name = ") {
            docs.extend(now.end());
            now = Reading::new(own.trim(), beside);
        } else if let Some(text) = line.strip_prefix("# text = ") {
            now.text =
                serde_json::from_str(text).map_err(|e| bad("the text is no JSON string").because(e))?;
            now.from_tokens = false;
        } else if line.starts_with("-DOCSTART-") {
            docs.extend(now.end());
            now = Reading::new(&format!("{name}-{}", docs.len() + 1), None);
        } else if line.trim().is_empty() {
            now.open = None;
        } else if !line.starts_with("# ") {
            let mut columns = line.split(['\t', ' ']).filter(|c| !c.is_empty());
            let token = columns.next().ok_or_else(|| bad("a line without a token"))?;
            let tag = columns.next_back().ok_or_else(|| bad("a token without a tag"))?;
            let at = now.find(token).ok_or_else(|| bad("the token does not stand in the text here"))?;
            if !now.tag(tag, at).map_err(|what| bad(&what))? {
                notes.push(Note::remark(
                    format!("{name}:{}", i + 1),
                    "conll.loose_inside",
                    format!("`{tag}` không nối tiếp nhãn nào; theo IOB2 chặt thì không phải nhãn"),
                    "continues no mark; none in strict IOB2",
                ));
            }
        }
    }
    docs.extend(now.end());
    Ok((docs, notes))
}

/// A document while its tokens come in.
struct Reading {
    doc: Document,
    text: String,
    from_tokens: bool,
    /// Byte and code point behind the last token.
    byte: usize,
    point: usize,
    /// The mark that an `I-` would continue.
    open: Option<usize>,
    seen: bool,
}

impl Reading {
    fn new(name: &str, text: Option<&str>) -> Self {
        let doc = Document { name: name.into(), ..Document::default() };
        let from_tokens = text.is_none();
        let text = text.unwrap_or_default().to_owned();
        Self { doc, text, from_tokens, byte: 0, point: 0, open: None, seen: false }
    }

    /// The code points of the next token.
    fn find(&mut self, token: &str) -> Option<[usize; 2]> {
        self.seen = true;
        if self.from_tokens {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(token);
        }
        let rest = self.text.get(self.byte..)?;
        let skipped = rest.len() - rest.trim_start().len();
        // Between two tokens there are only blanks.
        rest.get(skipped..)?.strip_prefix(token)?;
        let start = self.point + rest.get(..skipped)?.chars().count();
        let end = start + token.chars().count();
        self.byte += skipped + token.len();
        self.point = end;
        Some([start, end])
    }

    /// Takes a tag; `false` for an `I-` that continues nothing.
    fn tag(&mut self, tag: &str, [start, end]: [usize; 2]) -> std::result::Result<bool, String> {
        let continued = self.open.take();
        match tag.split_once('-') {
            None if tag == "O" => Ok(true),
            Some(("B", kind)) => {
                let mark = Mark { kind: kind.into(), parts: vec![[start, end]], ..Mark::default() };
                self.doc.marks.push(mark);
                self.open = Some(self.doc.marks.len() - 1);
                Ok(true)
            }
            Some(("I", kind)) => {
                let mark = continued.and_then(|i| self.doc.marks.get_mut(i)).filter(|m| m.kind == kind);
                let Some(part) = mark.and_then(|m| m.parts.first_mut()) else { return Ok(false) };
                part[1] = end;
                self.open = continued;
                Ok(true)
            }
            _ => Err(format!("`{tag}` is no IOB2 tag")),
        }
    }

    fn end(self) -> Option<Document> {
        self.seen.then_some(Document { text: self.text, ..self.doc })
    }
}
