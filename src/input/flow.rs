//! Text as it flows out of markup: words, and what stands between them.
//!
//! Markup says more often than a reader sees that a line, a cell, a paragraph ends. Only the widest of the
//! breaks between two words is written, so that nothing piles up and no text begins or ends with a break.

use std::ops::Range;

/// What stands between the last word and the next, the wider after the narrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Gap {
    #[default]
    None,
    Blank,
    Cell,
    Line,
    Paragraph,
}

/// A text in the making.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    text: String,
    gap: Gap,
    captions: Vec<Range<usize>>,
}

impl Flow {
    /// Bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text from a place on.
    pub(crate) fn since(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    /// Writes one character behind the gap before it.
    pub(crate) fn push(&mut self, c: char) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Blank => " ",
                Gap::Cell => "\t",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.text.push(c);
    }

    /// Writes words whose blanks are mere filling: any run of them is one blank. A no-break space is a letter
    /// of the text.
    pub(crate) fn push_filled(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_ascii_whitespace() { self.widen(Gap::Blank) } else { self.push(c) }
        }
    }

    /// Writes words as they are, line by line.
    pub(crate) fn push_lines(&mut self, words: &str) {
        for c in words.chars() {
            if c == '\n' { self.widen(Gap::Line) } else { self.push(c) }
        }
    }

    /// A break, at least this wide.
    pub(crate) fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// A line break; a second one is an empty line.
    pub(crate) fn break_line(&mut self) {
        self.widen(if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line });
    }

    /// The end of a cell that began at `from`: the next one follows on the same line, unless this one holds
    /// paragraphs.
    pub(crate) fn end_cell(&mut self, from: usize) {
        let paragraphs = self.since(from).trim().contains("\n\n");
        self.gap = if paragraphs { Gap::Paragraph } else { Gap::Cell };
    }

    /// Marks what was written since `from` as a caption, unless a caption inside it is marked already.
    pub(crate) fn mark_caption(&mut self, from: usize) {
        let written = self.since(from);
        let start = from + written.len() - written.trim_start().len();
        let end = from + written.trim_end().len();
        if start < end && self.captions.last().is_none_or(|last| last.end <= start) {
            self.captions.push(start..end);
        }
    }

    /// The text and the byte ranges of its captions.
    pub(crate) fn finish(self) -> (String, Vec<Range<usize>>) {
        (self.text, self.captions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_widest_break_is_written() {
        let mut flow = Flow::default();
        flow.widen(Gap::Paragraph);
        flow.push_filled("  Chi \n bộ");
        flow.break_line();
        flow.push_lines("họp");
        flow.widen(Gap::Line);
        flow.widen(Gap::Paragraph);
        let from = flow.len();
        flow.push_filled("Ảnh");
        flow.mark_caption(from);
        flow.break_line();
        flow.break_line();
        let (text, captions) = flow.finish();
        assert_eq!(text, "Chi bộ\nhọp\n\nẢnh");
        assert_eq!(captions.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>(), ["Ảnh"]);
    }
}
